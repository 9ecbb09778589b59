//! CSL-YAML.

use proptest::prelude::*;

use crate::formats::arbitrary::arbitrary_reference;
use crate::formats::csl::{CslJson, CslYaml};
use crate::formats::tests::listing::{check_cases, read, write};
use crate::formats::{Escapes, Format, Instead};
use crate::model::{Date, EntryType, Extra, Field, Name, NameList, Place, Reference, Role};

#[test]
fn files_of_others() {
    assert_eq!(check_cases(&CslYaml, "csl-yaml", &["yaml", "yml", "md"]), 5);
}

fn example() -> Reference {
    let mut reference = Reference::new(EntryType::Book);
    reference.key = Some("vale_1951".to_owned());
    reference.fields.set(Place::Here, Field::Title, "The <i>Ostend</i> ropes");
    reference.fields.set(Place::Here, Field::Subtitle, "a record");
    reference.fields.set(Place::Here, Field::Volume, "2");
    reference.fields.set(Place::Here, Field::Date, Date::parse("1951-05"));
    reference.fields.set(Place::Here, Field::Url, "https://dune.example/~vale/*_a_");
    let authors = NameList::of(vec![Name::person("Vale", "Ada")]);
    reference.names.insert((Place::Here, Role::Author), authors);
    reference
}

#[test]
fn what_is_written() {
    let outside = ["nocite", "references"].map(|name| Extra {
        format: "csl-json".to_owned(),
        name: name.to_owned(),
        value: "\"x\"".to_owned(),
    });
    let (text, losses) = write(&CslYaml, &[example()], &outside, Escapes::Keep);
    let expected = "\
---
nocite: x
references:
- id: vale_1951
  type: book
  author:
  - family: Vale
    given: Ada
  title: 'The *Ostend* ropes: a record'
  issued: 1951-05
  volume: 2
  URL: https://dune.example/\\~vale/\\*\\_a\\_
  custom:
    subtitle: a record
...
";
    assert_eq!(text, expected);
    assert_eq!(losses.len(), 1);
    assert_eq!(write(&CslYaml, &[], &[], Escapes::Keep).0, "---\nreferences: []\n...\n");
}

#[test]
fn numbers_of_others_come_back() {
    let mut reference = example();
    let numbers = ["1.5", "18446744073709551615", "-7", "1e99", "[0.25,\"0.25\",{\"a\":1.0}]", "\"1.5\""];
    for (index, value) in numbers.into_iter().enumerate() {
        let (format, name) = ("csl-json".to_owned(), format!("custom.shelf-{index}"));
        reference.extras.push(Extra { format, name, value: value.to_owned() });
    }
    let outside = [Extra { format: "csl-json".into(), name: "scale".into(), value: "2.75".into() }];
    let (text, losses) = write(&CslYaml, std::slice::from_ref(&reference), &outside, Escapes::Keep);
    assert!(text.contains("\n    shelf-0: 1.5\n    shelf-1: 18446744073709551615\n"), "{text}");
    assert_eq!(losses.len(), 1);
    let given = read(&CslYaml, text.as_bytes());
    assert_eq!(given.outside, outside);
    assert_eq!(given.into_references(), [reference], "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn with_escapes_everything_comes_back(references in proptest::collection::vec(arbitrary_reference(), 0..4)) {
        let (text, losses) = write(&CslYaml, &references, &[], Escapes::Keep);
        let given = read(&CslYaml, text.as_bytes());
        prop_assert_eq!(&given.problems, &vec![], "{}", text);
        prop_assert_eq!(given.into_references(), references, "{}", text);
        prop_assert!(losses.iter().all(|loss| loss.instead != Instead::Nowhere));
        // Other readers of YAML take it as well.
        let other: Result<serde_json::Value, _> = serde_saphyr::from_str(&text);
        prop_assert!(other.is_ok(), "{:?}\n{}", other, text);
    }

    #[test]
    fn both_syntaxes_say_the_same(reference in arbitrary_reference(), keep: bool) {
        let escapes = if keep { Escapes::Keep } else { Escapes::Omit };
        let reference = std::slice::from_ref(&reference);
        let (yaml, yaml_losses) = write(&CslYaml, reference, &[], escapes);
        let (json, json_losses) = write(&CslJson, reference, &[], escapes);
        prop_assert_eq!(yaml_losses, json_losses);
        let (from_yaml, from_json) = (read(&CslYaml, yaml.as_bytes()), read(&CslJson, json.as_bytes()));
        prop_assert_eq!(from_yaml.into_references(), from_json.into_references(), "{}", yaml);
    }

    #[test]
    fn any_pieces_of_yaml_are_read(pieces in proptest::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.concat();
        CslYaml.recognizes(text.as_bytes());
        let given = read(&CslYaml, text.as_bytes());
        let lines = 1 + text.matches('\n').count();
        prop_assert!(given.problems.iter().all(|problem| (1..=lines + 1).contains(&problem.line)), "{:?}", given);
        let references = given.into_references();
        let (written, _) = write(&CslYaml, &references, &[], Escapes::Keep);
        prop_assert_eq!(read(&CslYaml, written.as_bytes()).into_references(), references, "{}", written);
    }
}

const PIECES: &[&str] = &[
    "---\n",
    "...\n",
    "references:\n",
    "- ",
    "  ",
    "\n",
    ": ",
    "id: a\n",
    "- id: a\n  type: book\n",
    "  title: ",
    "  issued: ",
    "  custom:\n    subtitle: x\n",
    "  author:\n  - family: ",
    "'",
    "\"",
    "&a ",
    "*a",
    "<<: *a\n",
    "!!str ",
    "? ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "|\n",
    ">-\n",
    "#",
    "\t",
    "1951-05",
    "{year: 1951}",
    "[[1951]]",
    "*x*",
    "[x]{.nocase}",
    "\\",
    "~",
    "null",
    "\u{feff}",
    "é",
    "%",
];

#[test]
fn nothing_is_read_again_and_again() {
    let long = [
        "- id: a\n",
        "- [\n",
        "- {a: \n",
        "- \"\n",
        "a: b\n",
        "references:\n- a: '\n",
        "- title: *a\n",
        "- &a a\n",
        "---\n",
        "- - ",
        "- title: \"*a **b [c ^d ~e \"\n",
        "? ",
        "- ? a\n",
        "- |\n",
        "\t",
        "- id: [",
        "- !a ",
    ];
    for piece in long {
        for head in ["", "references:\n", "---\nreferences: \"\n"] {
            let text = head.to_owned() + &piece.repeat(50_000 / piece.len());
            let start = std::time::Instant::now();
            read(&CslYaml, text.as_bytes());
            let seconds = start.elapsed().as_secs();
            assert!(seconds < 60, "{head} {piece}: {seconds} s");
        }
    }
}
