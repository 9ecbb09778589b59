//! How records and texts are spelled.

use super::{as_read, written};
use crate::formats::yaml::{NodeValue, parse};
use crate::model::Name;
use crate::model::tree::{Catalogue, Source};

const EXAMPLE: &str = "\
oeuvre: 1
sources:
- id: list
  title: 'A list: with a colon'
  file: list.txt
agents:
- id: brandt-karl
  name: Brandt, Karl
  names:
  - kind: variant
    name: Brandt, K.
  - kind: pseudonym
    name: Ferrum
    language: la
  born: '1890'
  evidence:
  - source: list
    quote: Karl Brandt (b. 1890)
    field: born
    printed: '1890'
    verdict: used
    ground: The list agrees with itself.
- id: orlova-nina
  name:
    family: Orlova
    given: Nina
    suffix: jr.
- id: press
  kind: body
  name:
    literal: Press, Ltd.
  identifiers:
  - scheme: viaf
    value: '12345'
works:
- id: winter
  kind: novel
  title: Зима
  language: ru
  date: '1928'
  contributions:
  - role: author
    agent: orlova-nina
  keywords:
  - snow
  - 'yes'
  expressions:
  - id: winter.ru
    kind: original
    language: ru
    editions:
    - key: orlova1928zima
      standing: mentioned
      type: book
      title: Зима
      date: '1928'
  - id: winter.de
    kind: translation
    language: de
    derived_from: winter.ru
    contributions:
    - role: translator
      agent: brandt-karl
      as: Brandt, K.
    - role: introduction
      not_named: true
    - role: editor
      place: series
      and_others: true
    editions:
    - key: orlova1930winter
      aliases:
      - winter1930
      type: book
      title: Der <i>Winter</i>
      publishers:
      - Malik
      date: 1930~
      note: |-
        One line.
        Another line.
      isbn:
      - '3-598-21500-2'
      titles:
      - kind: corrected
        text: Der Winter
        ground: The cover has a slip.
      relations:
      - kind: see-also
        edition: orlova1928zima
      extras:
      - format: bib
        name: custom
        value: '{x}'
    - key: orlova1931winter
      type: book
      attribution: disputed
      reprint_of: winter1930
extras:
- format: bib
  name: preamble
  value: \"@preamble{\\\"\\\\x\\\"}\\t\"
";

#[test]
fn the_example_is_written_as_it_was_read() {
    let expected = EXAMPLE.replace("date: 1930~", "date: '1930~'").replace(
        "  name:
    literal: Ferrum",
        "  name: Ferrum",
    );
    // The reprint names its original by a former key, and keeps it.
    assert_eq!(written(&as_read(EXAMPLE)), expected);
}

#[test]
fn names_without_a_comma_are_not_taken_apart() {
    let catalogue = as_read(EXAMPLE);
    assert_eq!(catalogue.agents[0].names[1].name, Name::literal("Ferrum"));
    assert_eq!(catalogue.agents[0].names[0].name, Name::person("Brandt", "K."));
}

#[test]
fn unquoted_scalars_are_the_texts_that_they_look_like() {
    for text in ["1936", "no", "1.10", "0x1F", "true", "2024-05-01", "1_000", "12:30"] {
        let node = parse(&format!("a: {text}\n")).expect("YAML");
        let NodeValue::Map(entries) = node.value else { panic!("a map") };
        assert!(matches!(&entries[0].1.value, NodeValue::Text(read, _) if read == text));
    }
}

#[test]
fn texts_are_quoted_only_where_they_must_be() {
    for (text, spelled) in [
        ("Der Winter", "Der Winter"),
        ("Ville conquise", "Ville conquise"),
        ("it's", "it's"),
        ("'tis", "'''tis'"),
        ("1936", "'1936'"),
        ("-0043", "'-0043'"),
        ("1984 and after", "1984 and after"),
        ("[untitled]", "'[untitled]'"),
        ("a: b", "'a: b'"),
        ("a:b", "a:b"),
        ("NO", "'NO'"),
        ("Norway", "Norway"),
        ("", "''"),
        (" a", "' a'"),
        ("a\tb", "\"a\\tb\""),
        ("a\u{0}", "\"a\\x00\""),
    ] {
        let source = Source { handle: "s".to_owned(), title: text.to_owned(), ..Source::default() };
        let catalogue = Catalogue { sources: vec![source], ..Catalogue::default() };
        let expected = format!("oeuvre: 1\nsources:\n- id: s\n  title: {spelled}\n");
        assert_eq!(written(&catalogue), expected);
        assert_eq!(as_read(&expected), catalogue);
    }
}

#[test]
fn an_empty_library_is_one_line() {
    assert_eq!(written(&Catalogue::default()), "oeuvre: 1\n");
    assert_eq!(as_read("oeuvre: 1\n"), Catalogue::default());
}
