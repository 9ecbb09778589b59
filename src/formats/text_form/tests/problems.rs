//! What is wrong is told with its line, its path and a remedy; all of it.

use crate::formats::text_form::read;

fn told(text: &str) -> Vec<String> {
    match read(text) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn each_slip_is_told_with_its_line_and_remedy() {
    let work = |lines: &str| format!("oeuvre: 1\nworks:\n- id: w\n  kind: novel\n  title: T\n{lines}");
    let edition = |lines: &str| {
        work(&format!("  expressions:\n  - id: w.en\n    editions:\n    - key: k\n      type: book\n{lines}"))
    };
    let cases: Vec<(String, &str)> = vec![
        (String::new(), "line 1: the file is empty"),
        ("works: []\n".to_owned(), "line 1: the first line has to be oeuvre: 1"),
        ("oeuvre: 2\n".to_owned(), "line 1: version 2 of the form is not known: this program reads 1"),
        ("just a text".to_owned(), "line 1: a map (key: value) belongs here, not a text"),
        ("oeuvre: 1\nwork: []\n".to_owned(), "line 2: \"work\" is no key here: did you mean works?"),
        ("oeuvre: 1\noeuvre: 1\n".to_owned(), "line 2: oeuvre stands twice here, first in line 1: keep one"),
        ("oeuvre: 1\nworks: &a []\n".to_owned(), "line 2: anchors (&name) are not used here: remove it"),
        ("oeuvre: !x 1\n".to_owned(), "line 1: tags (!name) are not used here: remove it, or quote the text"),
        ("oeuvre: 1\n---\nb: 2\n".to_owned(), "line 2: there is a second document: remove the line ---"),
        ("oeuvre: 1\nworks:\n  a: 1\n".to_owned(), "line 3: works: a list belongs here, not a map: write each item in a line after a dash"),
        (work("  kinds: novel\n"), "line 6: w: \"kinds\" is no key here: did you mean kind?"),
        (work("  zzz: 1\n"), "line 6: w: \"zzz\" is no key here; the keys are id, kind, title, sort_title, language, date, state, contributions, titles, keywords, note, relations, evidence, expressions"),
        (work("").replace("novel", "novle"), "line 4: w/kind: \"novle\" is not known: did you mean novel?"),
        (work("").replace("  title: T\n", ""), "line 3: w: title is missing"),
        (work("  note:\n  - a\n"), "line 7: w/note: a text belongs here, not a list: write it without the dash"),
        (work("  keywords: a\n"), "line 6: w/keywords: a list belongs here, not a text: write each item in a line after a dash"),
        (work("- id: w\n  kind: novel\n  title: T\n"), "line 6: works[2]: the id w is taken by another work in line 3: choose another"),
        (work("  relations:\n  - kind: about\n    work: x\n"), "line 8: w/relations[1]/work: no work has the id x: correct it, or add the work"),
        (work("  relations:\n  - kind: about\n    work: w\n"), "line 7: w/relations[1]: a record is not related to itself: remove the relation"),
        (work("  relations:\n  - kind: about\n"), "line 7: w/relations[1]: a relation needs either a work or an edition"),
        (work("  contributions:\n  - role: author\n    agent: x\n"), "line 8: w/contributions[1]/agent: no agent has the id x: correct it, or add the agent"),
        (work("  contributions:\n  - role: author\n"), "line 7: w/contributions[1]: a contribution needs exactly one of agent (with as, if need be), not_named and and_others"),
        (edition("      container: nowhere\n"), "line 11: w/w.en/k/container: no edition has the key nowhere: correct it, or add the edition"),
        (edition("      container: k\n"), "line 11: w/w.en/k/container: k leads back to itself: one link of the chain is wrong"),
        (edition("      publisher: Malik\n"), "line 11: w/w.en/k: \"publisher\" is no key here: did you mean publishers?"),
        (edition("      aliases:\n      - k\n"), "line 12: w/w.en/k/aliases: the key k is taken by another edition in line 9: choose another"),
        (edition("      evidence:\n      - source: s\n"), "line 12: w/w.en/k/evidence[1]/source: no source has the id s: correct it, or add the source"),
        ("oeuvre: 1\nsources:\n- id: s\n  title: ''\nagents:\n- id: a\n  name: A\n  evidence:\n  - source: s\n    field: name\n".to_owned(), "line 9: a/evidence[1]: field, printed and verdict stand together or not at all"),
        ("oeuvre: 1\nagents:\n- id: a\n  name: A, B, C\n".to_owned(), "line 4: a/name: a name with a comma is \"Family, Given\"; write others as a map of family, given, suffix, literal"),
        ("oeuvre: 1\nagents:\n- id: a\n  name: A\n  names:\n  - kind: variant\n    name: A\n".to_owned(), "line 6: a/names: A stands twice: keep one"),
    ];
    for (text, expected) in cases {
        assert_eq!(told(&text), [expected], "{text}");
    }
}

#[test]
fn all_problems_are_told_in_the_order_of_lines() {
    let text = "\
oeuvre: 1
agents:
- id: a
  name: ''
works:
- id: w
  kind: novle
  expressions:
  - id: x
    kind: translatoin
    derived_from: y
";
    let lines: Vec<String> =
        told(text).iter().map(|problem| problem.split(':').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(lines, ["line 4", "line 6", "line 7", "line 10", "line 11"]);
}

#[test]
fn a_statement_is_true_or_left_out() {
    let text = "oeuvre: 1\nworks:\n- id: w\n  kind: novel\n  title: T\n  contributions:\n  - role: author\n    not_named: no\n";
    let expected =
        "line 8: w/contributions[1]/not_named: \"no\" belongs not here: write true, or leave the line out";
    assert!(told(text).contains(&expected.to_owned()), "{:?}", told(text));
}

#[test]
fn circles_of_several_are_told_once() {
    let mut text = "oeuvre: 1\nworks:\n- id: w\n  kind: novel\n  title: T\n  expressions:\n".to_owned();
    for (id, from) in [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")] {
        text.push_str(&format!("  - id: {id}\n    derived_from: {from}\n"));
    }
    assert_eq!(told(&text).len(), 1, "{:?}", told(&text));
}

#[test]
fn deep_and_broken_texts_are_told_not_followed() {
    for text in [
        "[".repeat(100_000),
        "- ".repeat(100_000),
        "{a: ".repeat(10_000),
        format!("oeuvre: 1\nworks: {}", "[".repeat(200)),
        "a: *b\n".to_owned(),
        "a: 'b\n".to_owned(),
        "\ta: b\n".to_owned(),
        "a: b: c\n".to_owned(),
        "%YAML 1.2\n---\na: b\n".to_owned(),
        "? [a]\n: b\n".to_owned(),
        "\u{0}".to_owned(),
    ] {
        assert!(!told(&text).is_empty(), "{}", &text[..text.len().min(40)]);
    }
}
