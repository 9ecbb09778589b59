//! Properties of any reference and of any bytes.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value as Json;

use super::*;
use crate::fields::{FIELDS, ROLES, Reader, profiles_of};
use crate::formats::Instead;
use crate::formats::arbitrary::arbitrary_reference;
use crate::formats::fact::Fact;
use crate::model::NameList;

/// The names of the facts in which two references differ.
fn differences(one: &Reference, other: &Reference) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (key, value) in one.fields.iter() {
        if other.fields.get(key.0, key.1) != Some(value) {
            names.insert(Fact::Field(key.0, key.1).name().into_owned());
        }
    }
    for (key, list) in &one.names {
        if other.names.get(key) != Some(list) {
            names.insert(Fact::Names(key.0, key.1).name().into_owned());
        }
    }
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

/// Where a written item breaks the rules of the schema: a name that is none of its properties, or a value of
/// the wrong shape.
fn flaws(item: &serde_json::Map<String, Json>) -> Vec<String> {
    let dates = ["issued", "accessed", "submitted", "available-date", "event-date", "original-date"];
    let roles: BTreeSet<&str> = ROLES.iter().filter_map(|row| row.csl).collect();
    let fields: BTreeSet<&str> = FIELDS.iter().filter_map(|row| row.csl.written).collect();
    let is_sound = |name: &str, value: &Json| match name {
        "custom" => value.is_object(),
        "categories" => value.is_array(),
        "locator" => value.is_string() || value.is_number(),
        "id" | "type" | "citation-key" => value.is_string(),
        name if dates.contains(&name) => is_date(value),
        name if roles.contains(name) => value.as_array().is_some_and(|names| names.iter().all(is_name)),
        name => fields.contains(name) && value.is_string(),
    };
    let flawed = item.iter().filter(|(name, value)| !is_sound(name, value));
    flawed.map(|(name, value)| format!("{name}: {value}")).collect()
}

fn is_date(value: &Json) -> bool {
    value.as_object().is_some_and(|members| {
        members.iter().all(|(name, value)| match name.as_str() {
            "literal" => value.is_string(),
            "season" => value.is_number(),
            "circa" => value.is_boolean(),
            "date-parts" => value.as_array().is_some_and(|dates| {
                (1..=2).contains(&dates.len())
                    && dates.iter().all(|date| {
                        date.as_array().is_some_and(|parts| {
                            (1..=3).contains(&parts.len()) && parts.iter().all(Json::is_i64)
                        })
                    })
            }),
            _ => false,
        })
    })
}

fn is_name(value: &Json) -> bool {
    let parts = ["family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"];
    let flags = ["comma-suffix", "static-ordering"];
    value.as_object().is_some_and(|members| {
        members.iter().all(|(name, value)| {
            parts.contains(&name.as_str()) && value.is_string() || flags.contains(&name.as_str())
        })
    })
}

/// Any target.
fn target() -> impl Strategy<Value = &'static Profile> {
    prop::sample::select(profiles_of(FAMILY).collect::<Vec<_>>())
}

/// Any target that takes private members.
fn private_target() -> impl Strategy<Value = &'static Profile> {
    target().prop_filter("takes private members", |profile| profile.reader != Reader::Hayagriva)
}

/// Any reference, with members of names that are no part of them.
fn with_flagged_names() -> impl Strategy<Value = Reference> {
    let variable = prop::sample::select(vec!["author", "editor", "translator", "original-author", "x"]);
    let member = prop::sample::select(vec!["comma-suffix", "static-ordering", "parse-names"]);
    let value = prop::sample::select(vec!["true", "false", "1", "\"yes\"", "1.5"]);
    let flags = proptest::collection::vec((variable, 0..3_usize, member, value), 0..4);
    (arbitrary_reference(), flags).prop_map(|(mut reference, flags)| {
        let extra = |(variable, name, member, value)| {
            super::super::extras::extra(names::member_path(variable, name, member), value)
        };
        reference.extras.extend(flags.into_iter().map(extra));
        reference
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn with_escapes_everything_comes_back(
        references in proptest::collection::vec(with_flagged_names(), 0..4),
        profile in private_target(),
    ) {
        let (text, losses) = write_for(profile, &references, Escapes::Keep);
        let given = read(&text);
        let back: Vec<Reference> = given.references.into_iter().map(|(_, reference)| reference).collect();
        prop_assert_eq!(back, references, "{}", text);
        prop_assert_eq!(given.problems, vec![]);
        prop_assert!(losses.iter().all(|loss| loss.instead != Instead::Nowhere));
        for item in items(&text) {
            prop_assert_eq!(flaws(&item), Vec::<String>::new());
        }
    }

    #[test]
    fn without_escapes_everything_comes_back_save_reported_losses(reference in with_flagged_names(), profile in target()) {
        let (text, losses) = write_for(profile, std::slice::from_ref(&reference), Escapes::Omit);
        let given = read(&text);
        prop_assert_eq!(given.problems, vec![]);
        let back = &given.references[0].1;
        let lost: BTreeSet<String> = losses.iter().map(|loss| loss.field.clone()).collect();
        let missing = differences(&reference, back);
        prop_assert!(missing.is_subset(&lost), "{:?} not in {:?}\n{}", missing, lost, text);
        prop_assert!(!text.contains("\"custom\""));
        if reference.key.is_some() {
            prop_assert_eq!(&back.key, &reference.key);
        }
    }

    #[test]
    fn what_was_read_is_written_the_same_again(reference in arbitrary_reference()) {
        let (once, _) = write(std::slice::from_ref(&reference), Escapes::Keep);
        let back = read(&once).only();
        prop_assert_eq!(write(&[back], Escapes::Keep).0, once);
    }

    #[test]
    fn an_edited_variable_wins_and_the_rest_stays(reference in arbitrary_reference(), place in any::<prop::sample::Index>()) {
        let (text, _) = write(std::slice::from_ref(&reference), Escapes::Keep);
        let mut item = items(&text).remove(0);
        let is_text = |name: &str| {
            let mut rows = FIELDS.iter().filter(|row| row.csl.written == Some(name));
            rows.next().is_some_and(|row| row.field != crate::model::Field::Language)
        };
        let texts = item.iter().filter(|(name, value)| is_text(name) && value.is_string());
        let editable: Vec<String> = texts.map(|(name, _)| name.clone()).collect();
        prop_assume!(!editable.is_empty());
        let name = place.get(&editable);
        item.insert(name.clone(), "Edited".into());
        let edited = read(Json::from(item).to_string()).references.remove(0).1;
        // Exactly one fact is as edited, and only facts of the same variable have changed.
        let is_edited = |value: &crate::model::Value| value.as_list() == ["Edited"];
        prop_assert_eq!(edited.fields.iter().filter(|(_, value)| is_edited(value)).count(), 1, "{}", text);
        prop_assert_eq!(&edited.names, &reference.names);
        prop_assert!(differences(&reference, &edited).len() <= 2, "{:?}", differences(&reference, &edited));
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        read(bytes);
    }

    #[test]
    fn any_pieces_of_json_are_read(pieces in proptest::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.concat();
        let given = read(&text);
        let lines = 1 + text.matches('\n').count();
        prop_assert!(given.references.iter().all(|(line, _)| (1..=lines).contains(line)));
        prop_assert!(given.problems.iter().all(|problem| (1..=lines).contains(&problem.line)));
        let references: Vec<Reference> = given.references.into_iter().map(|(_, reference)| reference).collect();
        let (written, _) = write(&references, Escapes::Keep);
        let back: Vec<Reference> = read(&written).references.into_iter().map(|(_, reference)| reference).collect();
        prop_assert_eq!(back, references, "{}", written);
    }
}

/// What files are made of, whole and broken.
const PIECES: &[&str] = &[
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\n",
    "  ",
    "\"",
    "\\",
    "{\"id\": \"a\", \"type\": \"book\"",
    "\"id\":",
    "\"type\":",
    "\"title\":",
    "\"volume-title\":",
    "\"author\":",
    "\"editor-translator\":",
    "\"issued\":",
    "\"original-date\":",
    "\"date-parts\":",
    "\"season\":",
    "\"circa\":",
    "\"custom\":",
    "\"subtitle\":",
    "\"extra\":",
    "\"citation-key\":",
    "\"ISBN\":",
    "\"page\":",
    "\"keyword\":",
    "\"items\":",
    "\"book\"",
    "\"chapter\"",
    "\"A: B\"",
    "\"<span class=\\\"nocase\\\">x</span>\"",
    "\"<span style='font-variant: small-caps'>x</span>\"",
    "\"\\ud800\"",
    "\"1-2, 3\"",
    "null",
    "true",
    "1936",
    "-44",
    "1e999",
    "123456789012345678901234567890",
    "[[1936,5]]",
    "[[null]]",
    "[[-44],[-43]]",
    "{\"family\":\"Serge\",\"x\":1}",
    "{\"family\":\"Serge\",\"comma-suffix\":true}",
    "\"author\":[",
    "\"1.5\"",
    "1.5",
    "\u{feff}",
    "é",
];

#[test]
fn nothing_in_a_file_is_read_again_and_again() {
    let long = [
        "{\"id\":1,\"a\":[",
        "  {\"a\":[\n",
        "{\"a\":[{\"type\":1},",
        "[",
        "[\n",
        "{",
        "{\"a\":{",
        "{\"a\":{\n\"b\":",
        "\"a\":",
        "]",
        "],{\"id\":1}",
        "{\"id\":1},[{\"id\":1},{\"id\":1,\"a\":",
        "{\"id\":1,\"title\":\"<span <span <span >",
        "{\"id\":\"\\ud800\"},",
        "<",
    ];
    for piece in long {
        for head in ["", "[\n", "{\n", "{\"items\": ["] {
            let text = head.to_owned() + &piece.repeat(400_000 / piece.len());
            let start = std::time::Instant::now();
            read(&text);
            let seconds = start.elapsed().as_secs();
            assert!(seconds < 60, "{head} {piece}: {seconds} s");
        }
    }
}

#[test]
fn facts_without_a_row_come_back() {
    let mut reference = Reference::new(EntryType::Book);
    reference.key = Some("a".to_owned());
    reference.fields.set(
        Place::Series,
        crate::model::Field::Publishers,
        vec!["One".to_owned(), "Two".to_owned()],
    );
    let names = NameList::of(vec![crate::model::Name::person("Ivanov", "I.")]);
    reference.names.insert((Place::Series, crate::model::Role::Translator), names);
    let (text, losses) = write(std::slice::from_ref(&reference), Escapes::Keep);
    assert_eq!(losses.len(), 2);
    assert_eq!(read(text).only(), reference);
}
