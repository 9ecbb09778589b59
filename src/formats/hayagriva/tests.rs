//! What is written comes back and is taken by hayagriva itself; what others write is read.

use std::collections::BTreeSet;

use hayagriva::io::from_yaml_str;
use hayagriva::types::{EntryType as Word, PersonRole};
use proptest::prelude::*;
use serde_json::Value as Json;

use super::Hayagriva;
use crate::formats::arbitrary::arbitrary_reference;
use crate::formats::fact::Fact;
use crate::formats::tests::listing::{check_cases, read, write};
use crate::formats::{Escapes, Format, Instead, private};
use crate::model::{Date, EntryType, Field as F, Name, NameList, Place as P, Reference, Role as R, Value};

#[test]
fn files_of_others() {
    assert_eq!(check_cases(&Hayagriva, "hayagriva", &["yml", "yaml"]), 5);
}

/// A reference with fields and names of one person each.
#[test]
fn words_for_types_come_back() {
    let text = "a:\n  type: anthos\n  title: Ebb\n  parent:\n    type: Anthology\n    title: Tides\n";
    let references = read(&Hayagriva, text.as_bytes()).into_references();
    let (written, losses) = write(&Hayagriva, &references, &[], Escapes::Omit);
    assert_eq!((written.as_str(), losses.len()), (text, 0));
}

fn reference(entry_type: EntryType, fields: &[(P, F, &str)], names: &[(P, R, &str)]) -> Reference {
    let mut reference = Reference::new(entry_type);
    reference.key = Some("key".to_owned());
    for (place, field, text) in fields {
        let value = match crate::fields::row(*place, *field).map(|row| row.kind) {
            Some(crate::fields::Kind::Date) => Value::from(Date::parse(text)),
            Some(kind) if kind.is_list() => text.split(" | ").map(str::to_owned).collect::<Vec<_>>().into(),
            _ => Value::from(*text),
        };
        reference.fields.set(*place, *field, value);
    }
    for (place, role, family) in names {
        reference.names.insert((*place, *role), NameList::of(vec![Name::person(*family, "A.")]));
    }
    reference
}

/// The entry that is written, after it was held against hayagriva and our reader.
fn written(reference: &Reference) -> String {
    let (text, _) = write(&Hayagriva, std::slice::from_ref(reference), &[], Escapes::Keep);
    let library = from_yaml_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(library.len(), 1);
    assert_eq!(
        read(&Hayagriva, text.as_bytes()).into_references(),
        std::slice::from_ref(reference),
        "{text}"
    );
    text
}

#[test]
fn a_translated_book_has_its_original_as_a_parent() {
    let text = written(&reference(
        EntryType::Book,
        &[
            (P::Here, F::Title, "Men in the tide"),
            (P::Here, F::Date, "1977-05"),
            (P::Here, F::Language, "en"),
            (P::Here, F::Publishers, "Dune"),
            (P::Here, F::Places, "London"),
            (P::Here, F::Volume, "2"),
            (P::Series, F::Title, "Rope library"),
            (P::Series, F::Number, "7"),
            (P::Original, F::Title, "Les hommes dans la marée"),
            (P::Original, F::Date, "1931"),
            (P::Original, F::Publishers, "Rivages"),
            (P::Original, F::Places, "Paris"),
            (P::Original, F::Language, "fr"),
            (P::Original, F::Edition, "2"),
        ],
        &[(P::Here, R::Author, "Vale"), (P::Here, R::Translator, "Moore"), (P::Original, R::Author, "Val")],
    ));
    let expected = "\
key:
  type: book
  title: Men in the tide
  author: Vale, A.
  affiliated:
  - role: translator
    names: Moore, A.
  date: 1977-05
  publisher:
    name: Dune
    location: London
  volume: 2
  language: en
  parent:
  - type: original
    title: '{Les hommes dans la marée}'
    author: Val, A.
    date: 1931
    publisher:
      name: Rivages
      location: Paris
    language: fr
  - type: anthology
    title: Rope library
    volume: 7
  x-original.edition: '2'
";
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    assert_eq!(lines(&text), lines(expected), "{text}");
    let library = from_yaml_str(&text).expect("it is read");
    let entry = library.get("key").expect("it is there");
    assert_eq!(entry.title().map(ToString::to_string).as_deref(), Some("Men in the tide"));
    assert_eq!(entry.authors().map(|names| names[0].name.as_str()), Some("Vale"));
    let affiliated = entry.affiliated().expect("a translator");
    assert_eq!(
        (&affiliated[0].role, affiliated[0].names[0].name.as_str()),
        (&PersonRole::Translator, "Moore")
    );
    assert_eq!(entry.date().map(|date| (date.year, date.month)), Some((1977, Some(4))));
    assert_eq!(entry.volume().map(ToString::to_string).as_deref(), Some("2"));
    let types: Vec<&Word> = entry.parents().iter().map(|parent| parent.entry_type()).collect();
    // Trap 8: a series is an anthology.
    assert_eq!(types, [&Word::Original, &Word::Anthology]);
    assert_eq!(entry.parents()[0].title().map(|title| title.value.0.len()), Some(1));
}

#[test]
fn a_volume_has_its_multi_volume_work_as_a_parent() {
    let volume = (P::Here, F::Volume, "2");
    let set = (P::Set, F::Title, "Works");
    let series = (P::Series, F::Title, "Rope library");
    // Facts of the volume; the lines of its parent; whether that comes back without private keys.
    type Case<'c> = (EntryType, &'c [(P, F, &'c str)], &'c str, bool);
    let cases: &[Case<'_>] = &[
        (EntryType::Book, &[set], "  parent:\n    type: book\n    title: Works\n", true),
        // hayagriva prints the number of a volume in a book as that of a part and of a chapter as well.
        (EntryType::Book, &[set, volume], "  parent:\n    type: anthology\n    title: Works\n", false),
        (
            EntryType::Book,
            &[set, volume, (P::Here, F::Volumes, "5")],
            "  parent:\n    type: anthology\n    title: Works\n    volume-total: 5\n",
            true,
        ),
        (
            EntryType::Book,
            &[set, volume, series, (P::Series, F::Number, "7")],
            "    title: Works\n    parent:\n      type: anthology\n      title: Rope library\n      volume: 7\n",
            true,
        ),
        (
            EntryType::Chapter,
            &[set, series, (P::Container, F::Title, "Low water"), (P::Container, F::Volume, "2")],
            "    volume: 2\n    parent:\n      type: book\n      title: Works\n      parent:\n",
            true,
        ),
    ];
    for (entry_type, fields, lines, comes_back) in cases {
        let one = reference(*entry_type, fields, &[]);
        let (text, losses) = write(&Hayagriva, std::slice::from_ref(&one), &[], Escapes::Omit);
        assert!(text.contains(lines), "{text}");
        assert_eq!(losses.is_empty(), *comes_back, "{losses:?}");
        let back = read(&Hayagriva, text.as_bytes()).into_references();
        assert_eq!(back == [one], *comes_back, "{text}");
        assert!(from_yaml_str(&text).is_ok(), "{text}");
    }
}

#[test]
fn the_first_edition_of_a_reprint_is_its_original_without_a_title() {
    let text = written(&reference(
        EntryType::Book,
        &[
            (P::Here, F::Title, "Tides"),
            (P::Here, F::Date, "1990"),
            (P::Here, F::Places, "London"),
            (P::Reprint, F::Title, "Tides"),
            (P::Reprint, F::Date, "1930"),
            (P::Reprint, F::Places, "Leith"),
        ],
        &[],
    ));
    assert!(text.contains("  parent:\n    type: original\n    date: 1930\n"), "{text}");
    let library = from_yaml_str(&text).expect("it is read");
    let entry = library.get("key").expect("it is there");
    assert_eq!(entry.title().map(ToString::to_string).as_deref(), Some("Tides"));
    assert_eq!(entry.date_any().map(|date| date.year), Some(1990));
    assert_eq!(entry.parents()[0].date().map(|date| date.year), Some(1930));
}

#[test]
fn what_an_entry_does_not_say_is_not_taken_from_the_original() {
    // Trap 5: hayagriva takes from the nearest parent what an entry does not say.
    let text = written(&reference(
        EntryType::Book,
        &[
            (P::Here, F::Title, "Tides"),
            (P::Original, F::Title, "Marées"),
            (P::Original, F::Date, "1931"),
            (P::Original, F::Publishers, "Rivages"),
            (P::Original, F::Language, "fr"),
        ],
        &[],
    ));
    let library = from_yaml_str(&text).expect("it is read");
    let entry = library.get("key").expect("it is there");
    assert!(entry.date_any().is_none() && entry.map(|any| any.publisher()).is_none(), "{text}");
    assert!(entry.map(|any| any.language()).is_none());
    assert!(entry.parents()[0].title().is_some());
}

#[test]
fn a_chapter_has_its_original_before_its_book() {
    // Traps 6 and 7.
    let text = written(&reference(
        EntryType::Chapter,
        &[
            (P::Here, F::Title, "A knot"),
            (P::Here, F::Pages, "12–15"),
            (P::Here, F::Date, "1977"),
            (P::Container, F::Title, "Knots"),
            (P::Container, F::Publishers, "Dune"),
            (P::Container, F::Places, "London"),
            (P::Container, F::Volume, "3"),
            (P::Series, F::Title, "Rope library"),
            (P::Original, F::Title, "Un nœud"),
            (P::Original, F::Publishers, "Rivages"),
        ],
        &[
            (P::Here, R::Author, "Vale"),
            (P::Here, R::Translator, "Moore"),
            (P::Container, R::Editor, "Hall"),
            (P::Container, R::Translator, "Ng"),
        ],
    ));
    let library = from_yaml_str(&text).expect("it is read");
    let entry = library.get("key").expect("it is there");
    let types: Vec<&Word> = entry.parents().iter().map(|parent| parent.entry_type()).collect();
    assert_eq!(types, [&Word::Original, &Word::Book], "{text}");
    let publisher = entry.map(|any| any.publisher()).and_then(|publisher| publisher.name());
    assert_eq!(publisher.map(ToString::to_string).as_deref(), Some("Dune"));
    assert_eq!(entry.affiliated().map(|list| list[0].role.clone()), Some(PersonRole::Translator));
    let book = &entry.parents()[1];
    assert_eq!(book.title().map(ToString::to_string).as_deref(), Some("Knots"));
    assert_eq!(book.volume().map(ToString::to_string).as_deref(), Some("3"));
    assert_eq!(book.editors().map(|names| names[0].name.as_str()), Some("Hall"));
    assert_eq!(book.parents()[0].entry_type(), &Word::Anthology);
    assert_eq!(entry.page_range().map(ToString::to_string).as_deref(), Some("12-15"));
}

#[test]
fn editors_who_translate_are_written_once() {
    // Trap 9.
    let same = [(P::Here, R::Editor, "Moore"), (P::Here, R::Translator, "Moore")];
    let text = written(&reference(EntryType::Book, &[(P::Here, F::Title, "Tides")], &same));
    let library = from_yaml_str(&text).expect("it is read");
    assert!(library.get("key").is_some_and(|entry| entry.editors().is_none()), "{text}");
    assert!(text.contains("x-editor:"));
}

#[test]
fn types() {
    let cases = [
        (EntryType::SpecialIssue, "article", Some("periodical"), Some("special issue")),
        (EntryType::NewspaperArticle, "article", Some("newspaper"), None),
        (EntryType::Article, "article", Some("periodical"), None),
        (EntryType::Chapter, "chapter", Some("book"), None),
        (EntryType::Letter, "manuscript", None, Some("letter")),
        (EntryType::Booklet, "book", None, Some("pamphlet")),
        (EntryType::ConferencePaper, "article", Some("proceedings"), None),
        (EntryType::Collection, "book", None, None),
    ];
    for (entry_type, word, parent, genre) in cases {
        let text = written(&reference(entry_type, &[(P::Here, F::Title, "Tides")], &[]));
        let entry: Json = serde_saphyr::from_str(&text).expect("it is YAML");
        let entry = &entry["key"];
        assert_eq!(entry["type"], word, "{entry_type}");
        assert_eq!(entry["parent"]["type"].as_str(), parent, "{entry_type}");
        assert_eq!(entry["genre"].as_str(), genre, "{entry_type}");
    }
}

#[test]
fn values_that_would_make_a_file_unreadable_are_private() {
    let fields: &[(P, F, &str)] = &[
        (P::Here, F::Title, "An unclosed { and \\ and } and $"),
        (P::Here, F::Date, "in press"),
        (P::Here, F::Url, "tides.example/x"),
        (P::Here, F::Language, "x-rope"),
        (P::Here, F::PageTotal, "xii, 20"),
        (P::Here, F::Volumes, "two"),
        (P::Here, F::Dimensions, "30 cm"),
        (P::Here, F::Edition, "1.5"),
        (P::Here, F::Genre, "1984"),
        (P::Here, F::Accessed, "2020/.."),
    ];
    let text = written(&reference(EntryType::Book, fields, &[]));
    for key in ["x-date", "x-url", "x-language", "x-page-total", "x-volumes", "x-dimensions"] {
        assert!(text.contains(&format!("  {key}: ")), "{key}\n{text}");
    }
}

#[test]
fn keys_do_not_stand_twice() {
    let mut references = vec![reference(EntryType::Book, &[], &[]); 3];
    references[1].key = None;
    let (text, losses) = write(&Hayagriva, &references, &[], Escapes::Keep);
    assert_eq!(from_yaml_str(&text).expect("it is read").len(), 3);
    assert_eq!(read(&Hayagriva, text.as_bytes()).into_references(), references);
    assert_eq!(losses, []);
    let (_, losses) = write(&Hayagriva, &references, &[], Escapes::Omit);
    assert_eq!(losses.iter().map(|loss| loss.field.as_str()).collect::<Vec<_>>(), ["key"]);
}

/// The names of the facts in which two references differ.
fn differences(one: &Reference, other: &Reference) -> BTreeSet<String> {
    let facts = private::differing(one, other);
    let is_given = |fact: &Fact| private::display(one, *fact).is_some();
    let mut names: BTreeSet<String> =
        facts.into_iter().filter(is_given).map(|fact| fact.name().into_owned()).collect();
    let told = [
        ("type", one.entry_type != other.entry_type),
        ("standing", one.standing != other.standing),
        ("work_kind", one.work_kind != other.work_kind),
        ("work", one.work != other.work),
        ("expression", one.expression != other.expression),
        ("aliases", one.aliases != other.aliases),
    ];
    names.extend(told.iter().filter(|(_, differs)| *differs).map(|(name, _)| (*name).to_owned()));
    if one.links != other.links {
        names.extend(one.links.iter().map(|link| link.kind.to_string()));
    }
    let extras = one.extras.iter().filter(|extra| !other.extras.contains(extra));
    names.extend(extras.map(|extra| format!("{}:{}", extra.format, extra.name)));
    names
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn with_escapes_everything_comes_back(references in proptest::collection::vec(arbitrary_reference(), 0..4)) {
        let (text, losses) = write(&Hayagriva, &references, &[], Escapes::Keep);
        let given = read(&Hayagriva, text.as_bytes());
        prop_assert_eq!(&given.problems, &vec![], "{}", text);
        prop_assert_eq!(given.into_references(), references, "{}", text);
        prop_assert!(losses.iter().all(|loss| loss.instead != Instead::Nowhere));
    }

    #[test]
    fn hayagriva_takes_whatever_is_written(references in proptest::collection::vec(arbitrary_reference(), 0..4), keep: bool) {
        let escapes = if keep { Escapes::Keep } else { Escapes::Omit };
        let (text, _) = write(&Hayagriva, &references, &[], escapes);
        let library = from_yaml_str(&text);
        prop_assert!(library.is_ok(), "{:?}\n{}", library, text);
        prop_assert_eq!(library.map(|library| library.len()).ok(), Some(references.len()));
    }

    #[test]
    fn without_escapes_everything_comes_back_save_reported_losses(reference in arbitrary_reference()) {
        let (text, losses) = write(&Hayagriva, std::slice::from_ref(&reference), &[], Escapes::Omit);
        let given = read(&Hayagriva, text.as_bytes());
        let back = &given.references[0].1;
        let lost: BTreeSet<String> = losses.iter().map(|loss| loss.field.clone()).collect();
        let missing = differences(&reference, back);
        prop_assert!(missing.is_subset(&lost), "{:?} not in {:?}\n{}", missing, lost, text);
        prop_assert!(!text.contains("  x-"), "{}", text);
    }

    #[test]
    fn any_pieces_of_yaml_are_read(pieces in proptest::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.concat();
        Hayagriva.recognizes(text.as_bytes());
        let references = read(&Hayagriva, text.as_bytes()).into_references();
        let (written, _) = write(&Hayagriva, &references, &[], Escapes::Keep);
        prop_assert_eq!(read(&Hayagriva, written.as_bytes()).into_references(), references, "{}\n{}", text, written);
        prop_assert!(from_yaml_str(&written).is_ok(), "{}", written);
    }
}

const PIECES: &[&str] = &[
    "a:\n",
    "b:\n  type: article\n",
    "c:\n  type: book\n",
    "  type: chapter\n",
    "  title: ",
    "  title:\n    value: x\n    short: y\n",
    "  author: Vale, Ada\n",
    "  author:\n  - name: x\n    alias: y\n",
    "  editor: [a, b]\n",
    "  date: ~1936-05\n",
    "  date: ",
    "  parent:\n    title: P\n    volume: 3\n",
    "  parent:\n  - type: original\n    title: O\n  - type: book\n    publisher: X\n",
    "    parent:\n      type: anthology\n      title: S\n",
    "  publisher: {value: x, verbatim: true}\n",
    "  location: L\n",
    "  url: u\n",
    "  serial-number: 3\n",
    "  serial-number: {doi: 10.1/x, foo: y}\n",
    "  affiliated:\n  - role: Director\n    names: X\n",
    "  x-key: null\n",
    "  x-subtitle: s\n",
    "  x-foo: [1]\n",
    "  x-extra: []\n",
    "  language: french\n",
    "  genre: letter\n",
    "  volume: [1]\n",
    "  tongus: 2\n",
    "'{x} $y$ \\'\n",
    "\n",
    "  ",
    "- ",
    "{",
    "}",
    "&a ",
    "*a\n",
    "é",
];

#[test]
fn nothing_is_read_again_and_again() {
    let long = [
        "a:\n  type: book\n",
        "a: [\n",
        "a: {b: \n",
        "a:\n  parent:\n",
        "  parent:\n",
        "a: \"{\n",
        "a:\n  title: '$'\n",
        "x",
        "\"a\n",
        "a:\n  author: a b c d\n",
    ];
    for piece in long {
        let text = piece.repeat(50_000 / piece.len());
        let start = std::time::Instant::now();
        read(&Hayagriva, text.as_bytes());
        let seconds = start.elapsed().as_secs();
        assert!(seconds < 60, "{piece}: {seconds} s");
    }
}
