use proptest::prelude::*;

use super::*;
use crate::formats::tex::Repertoire;
use crate::model::{Ending, Name};

/// Given, von, family, suffix.
fn person(parts: [&str; 4]) -> Name {
    let [given, von, family, suffix] = parts.map(str::to_owned);
    Name { given, non_dropping_particle: von, family, suffix, ..Name::default() }
}

fn only_name(value: &str) -> Name {
    let names = read(value);
    assert_eq!(names.remarks, [], "{value}");
    assert_eq!(names.list.names.len(), 1, "{value}");
    names.list.names[0].clone()
}

#[test]
fn the_three_forms() {
    let cases = [
        ("Victor Serge", ["Victor", "", "Serge", ""]),
        ("Serge, Victor", ["Victor", "", "Serge", ""]),
        ("Serge", ["", "", "Serge", ""]),
        ("serge", ["", "", "serge", ""]),
        ("Rosa de la Tour", ["Rosa", "de la", "Tour", ""]),
        ("Rosa de la Tour Noire", ["Rosa", "de la", "Tour Noire", ""]),
        ("Rosa de La tour Noire", ["Rosa", "de La tour", "Noire", ""]),
        ("de la Tour, Rosa", ["Rosa", "de la", "Tour", ""]),
        ("De la Tour, Rosa", ["Rosa", "De la", "Tour", ""]),
        ("De La Tour, Rosa", ["Rosa", "", "De La Tour", ""]),
        ("de la tour, rosa", ["rosa", "de la", "tour", ""]),
        ("von Haag", ["", "von", "Haag", ""]),
        ("Haag, Jr., Otto", ["Otto", "", "Haag", "Jr."]),
        ("von Haag, III, Otto", ["Otto", "von", "Haag", "III"]),
        ("Haag, Jr., {}", ["", "", "Haag", "Jr."]),
        ("Haag, Otto,", ["Otto", "", "Haag", ""]),
        ("Otto von Haag, Jr.", ["Otto", "von", "Haag", "Jr."]),
        ("Jean-paul Haag", ["Jean-paul", "", "Haag", ""]),
        ("Samir al-Hadi", ["Samir", "", "al-Hadi", ""]),
        ("d'Aubert, Jean", ["Jean", "", "d'Aubert", ""]),
        ("Jan 't Veld", ["Jan", "'t", "Veld", ""]),
        ("  Otto   van~Haag ", ["Otto", "van", "Haag", ""]),
        ("J.~P. Haag", ["J.\u{a0}P.", "", "Haag", ""]),
        ("J.\\,P. Haag", ["J.\u{202f}P.", "", "Haag", ""]),
        ("J.\\ P. Haag", ["J. P.", "", "Haag", ""]),
        ("Виктор Серж", ["Виктор", "", "Серж", ""]),
        ("Отто фон Хааг", ["Отто", "фон", "Хааг", ""]),
    ];
    for (value, parts) in cases {
        assert_eq!(only_name(value), person(parts), "{value}");
    }
}

#[test]
fn the_years_of_a_life_are_no_part_of_a_name() {
    for (value, life) in [
        ("von Haag, Otto, 1903-1950", "1903-1950"),
        ("von Haag, Otto, 1903--", "1903--"),
        ("von Haag, Otto, b. 1903", "b. 1903"),
    ] {
        let names = read(value);
        assert_eq!(names.list.names, [person(["Otto", "von", "Haag", ""])], "{value}");
        let about = About::Part { part: String::new(), value: life.to_owned() };
        assert_eq!(names.remarks, [Remark { position: 0, about }]);
    }
    assert_eq!(only_name("Haag, Jr., Otto").suffix, "Jr.");
}

#[test]
fn tex_in_names() {
    let cases = [
        (r"{\'E}mile {\O}re", ["Émile", "", "Øre", ""]),
        (r"\'Emile \c{C}elik", ["Émile", "", "Çelik", ""]),
        (r"Anna \c{C}elik Haag", ["Anna Çelik", "", "Haag", ""]),
        (r"Otto Gro\ss e", ["Otto", "", "Große", ""]),
        (r"Otto \L ysak", ["Otto", "", "Łysak", ""]),
        (r"\O ystein \AA s", ["Øystein", "", "Ås", ""]),
        (r"Anna \v Cermak", ["Anna", "", "Čermak", ""]),
        (r"ABC\slash XYZ", ["", "", "ABC/XYZ", ""]),
        (r"Otto Gro{\ss} Haag", ["Otto Groß", "", "Haag", ""]),
        (r"Otto \LaTeX Haag", ["Otto LaTeX", "", "Haag", ""]),
        (r"Anna {\'e}l Haag", ["Anna", "él", "Haag", ""]),
        (r"Anna {\oe}l Haag", ["Anna", "œl", "Haag", ""]),
        (r#"Mu\~noz, M{\"u}ller"#, ["Müller", "", "Muñoz", ""]),
        (r"{de Tour}, Rosa", ["Rosa", "", "de Tour", ""]),
        (r"Rosa {de Tour}", ["Rosa", "", "de Tour", ""]),
        (r"Rosa {de} Tour", ["Rosa de", "", "Tour", ""]),
        (r"Haag, {Jr.,} Otto", ["Jr., Otto", "", "Haag", ""]),
        (r"{\relax Yu}ri Haag", ["Yuri", "", "Haag", ""]),
        (r"{Sons and Haag}{}", ["", "", "Sons and Haag", ""]),
        (r"{Haag} {Otto}", ["Haag", "", "Otto", ""]),
    ];
    for (value, parts) in cases {
        assert_eq!(only_name(value), person(parts), "{value}");
    }
    for (value, literal) in [
        ("{World Health Organization}", "World Health Organization"),
        (r"{{\'E}cole, libre and others}", "École, libre and others"),
        (r"{{\'E}}", "É"),
    ] {
        assert_eq!(only_name(value), Name::literal(literal), "{value}");
    }
    assert_eq!(only_name(r"{\'E}"), Name::person("É", ""));
}

#[test]
fn the_extended_format() {
    let dropping = Name {
        family: "Haag".into(),
        given: "Otto".into(),
        dropping_particle: "von".into(),
        ..Name::default()
    };
    let cases = [
        ("family=Serge, given=Victor", person(["Victor", "", "Serge", ""])),
        (
            "given={Jean Luc}, prefix = de la, FAMILY=Tour, suffix=III",
            person(["Jean Luc", "de la", "Tour", "III"]),
        ),
        ("family=Haag, given=Otto, prefix=von, useprefix=false", dropping),
        (r#""family=Haag, Jr", given=Otto"#, person(["Otto", "", "Haag, Jr", ""])),
        (r#"family="Haag, Jr", given=Otto"#, person(["Otto", "", "Haag, Jr", ""])),
        (r#"family={Haag, Jr}, given=Otto"#, person(["Otto", "", "Haag, Jr", ""])),
        (r#""family=the ""Haag""", given=Otto"#, person(["Otto", "", "the \"Haag\"", ""])),
        (r#"family=M{\"u}ller, given=\"Otto"#, person(["Ötto", "", "Müller", ""])),
        ("given=Plato", person(["Plato", "", "", ""])),
    ];
    for (value, name) in cases {
        assert_eq!(only_name(value), name, "{value}");
    }
    let names = read("nosortothers=true and family=Haag, given=Otto, given-i=O, useprefix=true, x");
    assert_eq!(names.list.names, [person(["Otto", "", "Haag", ""])]);
    let part = |part: &str, value: &str| About::Part { part: part.into(), value: value.into() };
    let kept: Vec<_> = names.remarks.into_iter().map(|remark| (remark.position, remark.about)).collect();
    assert_eq!(
        kept,
        [
            (0, part("nosortothers", "true")),
            (0, part("given-i", "O")),
            (0, part("useprefix", "true")),
            (0, part("", "x")),
        ]
    );
}

#[test]
fn lists() {
    let cases: &[(&str, &[&str], Ending)] = &[
        ("", &[], Ending::Complete),
        ("A and B", &["A", "B"], Ending::Complete),
        ("A\n  AND\tB and C", &["A", "B", "C"], Ending::Complete),
        ("A and others", &["A"], Ending::AndOthers),
        ("others", &[], Ending::AndOthers),
        ("A and {others}", &["A", "others"], Ending::Complete),
        ("{A and B} and C", &["A and B", "C"], Ending::Complete),
        ("Anders Sand", &["Anders Sand"], Ending::Complete),
        ("A \\and B\\and C", &["A", "B", "C"], Ending::Complete),
        ("O. Haag, I. A. Moor, and J. Holt", &["O. Haag", "I. A. Moor", "J. Holt"], Ending::Complete),
        ("O. Haag, I. A. Moor", &["O. Haag", "I. A. Moor"], Ending::Complete),
        ("Otto Haag; Ida Moor", &["Otto Haag", "Ida Moor"], Ending::Complete),
        ("Haag & Moor", &["Haag & Moor"], Ending::Complete),
        ("O Haag, IA Moor and P. Lind", &["O Haag", "IA Moor", "P. Lind"], Ending::Complete),
        ("O. Haag \\& I. Moor", &["O. Haag", "I. Moor"], Ending::Complete),
        ("Olga Haag, Ida Moor, Per Lind", &["Olga Haag", "Ida Moor", "Per Lind"], Ending::Complete),
        ("de la Tour, Jr., Rosa", &["Rosa de la Tour, Jr."], Ending::Complete),
        ("Otto Haag, Jr.", &["Otto Haag, Jr."], Ending::Complete),
        ("Haag, O.\\ and Moor, I.", &["O. Haag", "I. Moor"], Ending::Complete),
    ];
    for (value, expected, ending) in cases {
        let names = read(value);
        let shown: Vec<_> = names.list.names.iter().map(Name::display).collect();
        assert_eq!(shown, *expected, "{value}");
        assert_eq!(names.list.ending, *ending, "{value}");
        assert_eq!(names.remarks, [], "{value}");
    }
}

#[test]
fn what_is_odd_is_told() {
    let names = read("A and and B, C, D, E and , ");
    assert_eq!(names.list.names, [Name::person("A", ""), Name::literal("B, C, D, E")]);
    assert_eq!(
        names.remarks,
        [
            Remark { position: 1, about: About::NoName },
            Remark { position: 1, about: About::TooManyCommas },
            Remark { position: 2, about: About::NoName },
        ]
    );
}

fn dropping(von: &str, family: &str, given: &str) -> Name {
    Name { dropping_particle: von.into(), ..Name::person(family, given) }
}

#[test]
fn names_are_written_in_the_shortest_form() {
    use Repertoire::{Ascii, Unicode};
    use Syntax::{Biblatex, Bibtex};
    let cases = [
        (person(["Victor", "", "Serge", ""]), "Serge, Victor", "Serge, Victor"),
        (person(["Rosa", "de la", "Tour", ""]), "de la Tour, Rosa", "de la Tour, Rosa"),
        (person(["Otto", "", "Haag", "Jr."]), "Haag, Jr., Otto", "Haag, Jr., Otto"),
        (person(["", "", "Haag", "Jr."]), "Haag, Jr., {}", "Haag, Jr., {}"),
        (person(["", "", "Haag", ""]), "Haag", "Haag"),
        (person(["", "von", "Haag", ""]), "von Haag", "von Haag"),
        (person(["Rosa", "", "de Tour", ""]), "{de Tour}, Rosa", "{de Tour}, Rosa"),
        (person(["", "", "Haag and Sons, Ltd", ""]), "{Haag and Sons, Ltd}{}", "{Haag and Sons, Ltd}{}"),
        (person(["Otto, the", "", "Haag", ""]), "Haag, {Otto, the}", "Haag, {Otto, the}"),
        (person(["", "", "others", ""]), "{others}{}", "{others}{}"),
        (person(["Émile", "", "Øre", ""]), r"{\O}re, {\'E}mile", "Øre, Émile"),
        (person(["J.\u{a0}P.", "", "Haag", ""]), "Haag, J.~P.", "Haag, J.~P."),
        (Name::literal("École"), r"{{\'E}cole}", "{École}"),
        (Name::literal("others"), "{others}", "{others}"),
    ];
    for (name, bibtex, biblatex) in cases {
        let list = NameList::of(vec![name]);
        let exact = |text: &str| Written { text: text.into(), inexact: vec![] };
        assert_eq!(write(&list, Bibtex, Ascii), exact(bibtex));
        assert_eq!(write(&list, Biblatex, Unicode), exact(biblatex));
    }
    let extended = [
        (
            dropping("von", "Haag", "Otto"),
            "von Haag, Otto",
            "family=Haag, given=Otto, prefix=von, useprefix=false",
        ),
        (person(["Jean", "La", "Tour", ""]), "La Tour, Jean", "family=Tour, given=Jean, prefix=La"),
        (person(["Plato", "", "", ""]), "{Plato}", "given=Plato"),
        (person(["A, and B", "", "", ""]), "{A, and B}", "\"given={A, and B}\""),
    ];
    for (name, bibtex, biblatex) in extended {
        let list = NameList::of(vec![name]);
        assert_eq!(write(&list, Bibtex, Ascii), Written { text: bibtex.into(), inexact: vec![0] });
        assert_eq!(write(&list, Biblatex, Unicode), Written { text: biblatex.into(), inexact: vec![] });
    }
    let both = Name { non_dropping_particle: "La".into(), ..dropping("de", "Tour", "Jean") };
    let list =
        NameList { names: vec![Name::person("A", "B"), both, Name::default()], ending: Ending::AndOthers };
    let written = write(&list, Biblatex, Unicode);
    assert_eq!(written.text, "A, B and family=Tour, given=Jean, prefix=de La and others");
    assert_eq!(written.inexact, [1, 2]);
}

#[test]
fn items_of_word_lists() {
    for (item, written) in [
        ("Sand and Wind", "{Sand and Wind}"),
        ("{Sand and Wind}", "{Sand and Wind}"),
        ("Sand", "Sand"),
        ("others", "{others}"),
    ] {
        assert_eq!(protect_item(item), written);
    }
}

#[test]
fn long_lists_are_read_at_once() {
    for part in
        ["A and ", "and ", "{", "}", ",", " ", "~", "\\", "a=", "\"", "a=\",", "\"a=b\",", "{\\'e}", "d'A "]
    {
        let names = read(&part.repeat(5_000));
        write(&names.list, Syntax::Biblatex, Repertoire::Ascii);
    }
}

fn part() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "von",
        "de",
        "La",
        "Haag",
        "and",
        "AND",
        "others",
        ",",
        "=",
        "family=",
        "{",
        "}",
        "\\",
        "~",
        "\"",
        "'t",
        "Émile",
        "école",
        "ø",
        "Жан",
        "de\u{a0}la",
        "J.\u{202f}P.",
        "--",
        "<i>",
        "  ",
        " ",
        "-",
        "\u{a0}",
        "&",
    ]);
    let piece = prop_oneof![4 => word.prop_map(str::to_owned), 1 => "\\PC{0,3}"];
    let words = |size| prop::collection::vec(piece.clone(), size).prop_map(|words| words.join(" "));
    prop_oneof![2 => Just(String::new()), 3 => words(1..2), 2 => words(2..4)]
}

fn any_name() -> impl Strategy<Value = Name> {
    let parts = (part(), part(), part(), part(), part()).prop_map(
        |(family, given, non_dropping, dropping, suffix)| Name {
            family,
            given,
            non_dropping_particle: non_dropping,
            dropping_particle: dropping,
            suffix,
            literal: String::new(),
        },
    );
    prop_oneof![4 => parts, 1 => part().prop_map(Name::literal)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn exact_names_come_back(names in prop::collection::vec(any_name(), 1..4), others: bool) {
        let ending = if others { Ending::AndOthers } else { Ending::Complete };
        let list = NameList { names, ending };
        for syntax in [Syntax::Bibtex, Syntax::Biblatex] {
            for repertoire in [Repertoire::Unicode, Repertoire::Ascii] {
                let written = write(&list, syntax, repertoire);
                let again = read(&written.text);
                prop_assert_eq!(again.list.ending, list.ending);
                let kept: Vec<_> = list.names.iter().filter(|name| !name.is_empty()).collect();
                prop_assert_eq!(again.list.names.len(), kept.len(), "{}", written.text);
                for (read, name) in again.list.names.iter().zip(kept) {
                    let position = list.names.iter().position(|other| other == name);
                    let is_exact = position.is_some_and(|position| !written.inexact.contains(&position));
                    prop_assert_eq!(read == name, is_exact, "{}", written.text);
                }
            }
        }
    }

    #[test]
    fn biblatex_holds_every_name_with_one_particle(mut name in any_name(), drop: bool) {
        prop_assume!(!name.is_empty());
        if drop {
            name.non_dropping_particle.clear();
        } else {
            name.dropping_particle.clear();
        }
        prop_assume!(!name.is_empty());
        for repertoire in [Repertoire::Unicode, Repertoire::Ascii] {
            let written = write(&NameList::of(vec![name.clone()]), Syntax::Biblatex, repertoire);
            prop_assert_eq!(&written.inexact, &[0_usize; 0], "{}", written.text);
        }
    }

    #[test]
    fn anything_can_be_read(value in "[a-cA-C{}\\\\,=\"~ and'é]{0,40}") {
        let names = read(&value);
        for syntax in [Syntax::Bibtex, Syntax::Biblatex] {
            write(&names.list, syntax, Repertoire::Ascii);
        }
    }
}
