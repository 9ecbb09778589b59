//! Conditions on what is given at all.

use super::{columns, condition::Condition, imports, people, terms};
use crate::{fields::Storage, model::Role};

/// What may be given beside fields, people and identifiers.
const GIVEN: &[(&str, &str)] = &[
    ("original", "(edition.translated_from IS NOT NULL OR expression.derived_from IS NOT NULL)"),
    (
        "translation",
        "(expression.id IN (SELECT derived_from FROM expression) OR edition.id IN (SELECT translated_from FROM edition))",
    ),
    ("container", "edition.container_id IS NOT NULL"),
    ("part", "edition.id IN (SELECT container_id FROM edition)"),
    ("reprint", "edition.id IN (SELECT reprint_of FROM edition)"),
    (
        "keyword",
        "(edition.id IN (SELECT edition_id FROM keyword) OR work.id IN (SELECT work_id FROM keyword))",
    ),
    ("quotation", "edition.id IN (SELECT edition_id FROM quotation)"),
    (
        "reading",
        "(edition.id IN (SELECT edition_id FROM reading) OR work.id IN (SELECT work_id FROM reading))",
    ),
    (
        "rating",
        "(edition.id IN (SELECT edition_id FROM reading WHERE rating IS NOT NULL) \
         OR work.id IN (SELECT work_id FROM reading WHERE rating IS NOT NULL))",
    ),
    (
        "list",
        "(edition.id IN (SELECT edition_id FROM reading_list_entry) \
         OR work.id IN (SELECT work_id FROM reading_list_entry))",
    ),
    ("language", "expression.language IS NOT NULL"),
    ("original-language", "work.language IS NOT NULL"),
    ("extra", "edition.id IN (SELECT edition_id FROM extra)"),
    ("alias", "edition.id IN (SELECT edition_id FROM citation_key WHERE kind = 'alias')"),
    ("year", "edition.date IS NOT NULL"),
    ("work-date", "work.date IS NOT NULL"),
    ("publisher", "edition.publishers IS NOT NULL"),
    ("place", "edition.places IS NOT NULL"),
    ("series", "edition.series_title IS NOT NULL"),
];

/// Whether an edition has something: a field, someone in a role, an identifier, an original.
pub(super) fn has(name: &str) -> Result<Condition, String> {
    let name = name.to_ascii_lowercase().replace('_', "-");
    let plain = GIVEN.iter().find(|(known, _)| *known == name);
    if let Some((_, sql)) = plain {
        return Ok(Condition::new(*sql, Vec::new()));
    }
    if name == "imported" {
        return Ok(imports::by_import());
    }
    if name == "person" {
        return Ok(people::contributing(None, None));
    }
    if let Some(role) = Role::from_word(&name) {
        return Ok(people::contributing(Some(role), None));
    }
    match columns::stored(&name) {
        Some(row) if row.storage == Storage::Identifiers => {
            let sql =
                format!("edition.id IN (SELECT edition_id FROM identifier WHERE scheme = '{}')", row.name);
            Ok(Condition::new(sql, Vec::new()))
        }
        Some(row) => Ok(Condition::new(format!("edition.{} IS NOT NULL", row.name), Vec::new())),
        None => Err(format!("has: {}", terms::unknown(&name))),
    }
}

/// The names that stand for more than a field.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    GIVEN.iter().map(|(name, _)| *name)
}
