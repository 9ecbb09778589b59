//! Conditions on what is given at all.

use super::{columns, condition::Condition, imports, people, terms};
use crate::{
    fields::Storage,
    model::{Role, likeness::nearest},
};

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
        "list",
        "(edition.id IN (SELECT edition_id FROM reading_list_entry) \
         OR work.id IN (SELECT work_id FROM reading_list_entry))",
    ),
    ("language", "(expression.language IS NOT NULL OR edition.languages IS NOT NULL)"),
    ("original-language", "work.language IS NOT NULL"),
    ("extra", "edition.id IN (SELECT edition_id FROM extra)"),
    ("alias", "edition.id IN (SELECT edition_id FROM citation_key WHERE kind = 'alias')"),
    ("year", "edition.date IS NOT NULL"),
    ("work-date", "work.date IS NOT NULL"),
    ("publisher", "edition.publishers IS NOT NULL"),
    ("place", "edition.places IS NOT NULL"),
    ("series", "edition.series_title IS NOT NULL"),
    ("kind", "work.kind IS NOT NULL"),
    ("type", "edition.entry_type IS NOT NULL"),
    ("text", "expression.kind <> 'unstated'"),
    ("state", "work.state IS NOT NULL"),
    ("work", "work.id IS NOT NULL"),
    ("key", "edition.key IS NOT NULL"),
    ("added", "edition.added IS NOT NULL"),
    (
        "same-work",
        "expression.work_id IN (SELECT text.work_id FROM expression AS text JOIN edition AS known \
         ON known.expression_id = text.id GROUP BY text.work_id HAVING count(*) > 1)",
    ),
    ("reprint-of", "edition.reprint_of IS NOT NULL"),
    (
        "about",
        "(edition.id IN (SELECT edition_id FROM relation WHERE kind = 'about') \
         OR work.id IN (SELECT work_id FROM relation WHERE kind = 'about'))",
    ),
    (
        "review-of",
        "(edition.id IN (SELECT edition_id FROM relation WHERE kind = 'review-of') \
         OR work.id IN (SELECT work_id FROM relation WHERE kind = 'review-of'))",
    ),
];

/// Columns of readings, those of the work too, that may be given.
const OF_READING: &[(&str, &str)] = &[
    ("rating", "rating"),
    ("started", "started"),
    ("finished", "finished"),
    ("due", "due"),
    ("recommended-by", "recommended_by"),
    ("lent-to", "lent_to"),
];

const BY_IMPORT: &str = "imported";
const PERSON: &str = "person";

/// Fields of queries that mean the same as another name when it is asked whether they are given.
const ALSO: &[(&str, &str)] =
    &[("translation-of", "original"), ("part-of", "container"), ("status", "reading")];

/// Whether an edition has something: a field, someone in a role, an identifier, an original.
pub(super) fn has(name: &str) -> Result<Condition, String> {
    let name = name.to_ascii_lowercase().replace('_', "-");
    given(&name).ok_or_else(|| unknown(&name))
}

fn given(name: &str) -> Option<Condition> {
    let name = terms::row(name).map_or(name, |row| row.name);
    let name = ALSO.iter().find(|(other, _)| *other == name).map_or(name, |(_, known)| known);
    if let Some((_, sql)) = GIVEN.iter().find(|(known, _)| *known == name) {
        return Some(Condition::new(*sql, Vec::new()));
    }
    if let Some((_, column)) = OF_READING.iter().find(|(known, _)| *known == name) {
        let sql = format!(
            "(edition.id IN (SELECT edition_id FROM reading WHERE {column} IS NOT NULL) \
             OR work.id IN (SELECT work_id FROM reading WHERE {column} IS NOT NULL))"
        );
        return Some(Condition::new(sql, Vec::new()));
    }
    if name == BY_IMPORT {
        return Some(imports::by_import());
    }
    if name == PERSON {
        return Some(people::contributing(None, None));
    }
    if let Some(role) = Role::from_word(name) {
        return Some(people::contributing(Some(role), None));
    }
    let row = columns::stored(name)?;
    let sql = match row.storage {
        Storage::Identifiers => {
            format!("edition.id IN (SELECT edition_id FROM identifier WHERE scheme = '{}')", row.name)
        }
        _ => format!("edition.{} IS NOT NULL", row.name),
    };
    Some(Condition::new(sql, Vec::new()))
}

/// What is said of a name that nothing has which an edition may have.
fn unknown(name: &str) -> String {
    let own = || GIVEN.iter().chain(OF_READING).chain(ALSO).map(|(name, _)| *name).chain([BY_IMPORT, PERSON]);
    let every = own().chain(terms::names()).filter(|name| given(name).is_some());
    let remedy = match nearest(name, every).as_slice() {
        [] => format!("there are every field, every role, {}", own().collect::<Vec<_>>().join(", ")),
        near => format!("did you mean has:{}?", near.join(" or has:")),
    };
    format!("there is nothing called {name:?} that an edition may have; {remedy}")
}
