//! Each rule on editions of which it says something, and on such of which it does not.

mod cases;
mod record;

use std::collections::{BTreeMap, BTreeSet};

use super::{CHECKS, Look, Severity, check_of};
use crate::fields::{Kind, Row, row_named};
use cases::{FIXES, FOUND, NOT_FOUND};
use record::{Record, remarks};

/// The editions of a case, with ` || ` between them.
fn records(text: &str) -> Vec<Record> {
    text.split(" || ").map(Record::parse).collect()
}

/// Fails with all that is wrong at once.
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_wrong_is_found() {
    let mut wrong = Vec::new();
    for (id, text) in FOUND {
        let found = remarks(id, &records(text));
        if found.is_empty() || found.iter().any(|(_, remark)| remark.message.ends_with('.')) {
            wrong.push(format!("{id} finds in {text}: {found:?}"));
        }
    }
    assert_none(&wrong);
}

#[test]
fn what_is_right_is_not_found() {
    let mut wrong = Vec::new();
    for (id, text) in NOT_FOUND {
        let found = remarks(id, &records(text));
        if !found.is_empty() {
            wrong.push(format!("{id} finds in {text}: {found:?}"));
        }
    }
    assert_none(&wrong);
}

#[test]
fn what_is_mended_is_right() {
    let mut wrong = Vec::new();
    for (id, text, mended) in FIXES {
        let found = remarks(id, &records(text));
        let Some((_, remark)) = found.first().filter(|_| found.len() == 1) else {
            wrong.push(format!("{id} finds in {text}: {found:?}"));
            continue;
        };
        let record = Record::parse(text).mended(remark);
        let fields = record.fields();
        let left = remarks(id, &[record]);
        let is_left = left.iter().any(|(_, other)| !other.fix.is_empty());
        if fields != *mended || is_left {
            wrong.push(format!("{id} makes of {text}: {fields}, and finds {left:?}"));
        }
    }
    assert_none(&wrong);
}

#[test]
fn every_rule_is_whole() {
    let ids: BTreeSet<&str> = CHECKS.iter().map(|check| check.id).collect();
    assert_eq!(ids.len(), CHECKS.len(), "an id is there twice");
    assert!(CHECKS.len() >= 40, "there are {} rules", CHECKS.len());
    let mut explanations: BTreeMap<&str, &str> = BTreeMap::new();
    for check in CHECKS {
        let id = check.id;
        assert!(id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{id}");
        assert!(check.explanation.ends_with('.') && check.explanation.len() > 20, "{id} is not explained");
        assert!(!check.example.is_empty(), "{id} has no example");
        assert_eq!(explanations.insert(check.explanation, id), None, "{id} is explained like another");
        let has = |list: &[(&str, &str)]| list.iter().any(|(of, _)| *of == id);
        assert!(has(FOUND), "{id} has no case that it finds");
        assert!(has(NOT_FOUND), "{id} has no case that it passes over");
        assert!(check_of(id).is_some());
    }
}

/// The fields that an example names, as a case has them; `None` for an example with words of its own.
fn fields_of_example(example: &str) -> Option<String> {
    let mut fields: Vec<(&Row, String)> = Vec::new();
    for piece in example.split(", ") {
        match piece.split_once(": ") {
            Some((name, value)) => fields.push((row_named(&name.replace(' ', "_"))?, value.to_owned())),
            // A comma in the value.
            None => {
                let (_, value) = fields.last_mut().filter(|(row, _)| row.kind != Kind::Date)?;
                *value += &format!(", {piece}");
            }
        }
    }
    Some(fields.iter().map(|(row, value)| format!("{}={value}", row.name)).collect::<Vec<_>>().join(" | "))
}

#[test]
fn what_the_examples_show_is_found_and_nothing_graver_of_its_kind() {
    let types = ["book", "article", "periodical", "chapter", "web-page"];
    let (mut shown, mut wrong) = (0, Vec::new());
    for check in CHECKS.iter().filter(|check| matches!(check.look, Look::Edition(_))) {
        let Some(fields) = fields_of_example(check.example) else { continue };
        shown += 1;
        let finds =
            |id: &str| types.iter().any(|of| !remarks(id, &records(&format!("{of} | {fields}"))).is_empty());
        let kind = |id: &'static str| id.split('-').next();
        let graver = CHECKS.iter().filter(|other| {
            other.id != check.id && kind(other.id) == kind(check.id) && other.severity == Severity::Error
        });
        if !finds(check.id) {
            wrong.push(format!("{} does not find its example: {fields}", check.id));
        }
        let found: Vec<&str> = graver.map(|other| other.id).filter(|id| finds(id)).collect();
        if !found.is_empty() && check.severity != Severity::Error {
            wrong.push(format!("{}: {fields} is {found:?} too", check.id));
        }
    }
    assert_none(&wrong);
    assert!(shown > 30, "{shown} examples name fields");
}

/// Wherever a rule mends something in a case, it has nothing to say afterwards.
#[test]
fn nothing_is_mended_twice() {
    for (id, text) in FOUND.iter().filter(|(_, text)| !text.contains(" || ")) {
        for (_, remark) in
            remarks(id, &records(text)).into_iter().filter(|(_, remark)| !remark.fix.is_empty())
        {
            let again = remarks(id, &[Record::parse(text).mended(&remark)]);
            assert!(again.iter().all(|(_, other)| *other != remark), "{id} mends {text} for ever");
        }
    }
}
