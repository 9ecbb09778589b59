//! Conditions on what is read, and on lists.

use super::{
    columns::number,
    condition::{Condition, holds},
    days::times,
    tree::{Comparison, Wanted},
};
use crate::model::{tree::ReadingStatus, wanted::Manner};

/// The state of the last reading of an edition, or of its work.
pub(super) fn status(wanted: &Wanted) -> Result<Condition, String> {
    let words = ReadingStatus::ALL.iter().map(|status| status.as_str());
    let status = super::columns::one_of("status", None, wanted, ["a state of reading", "states"], words)?;
    // Of columns beside `max`, SQLite gives those of the row with the greatest value.
    Ok(of_subjects(|owner| {
        let last = format!("SELECT {owner}_id, status, max(position) FROM reading GROUP BY {owner}_id");
        status.clone().within(&format!("{owner}.id IN (SELECT {owner}_id FROM ({last}) WHERE {{}})"))
    }))
}

/// A rating that was given at some reading.
pub(super) fn rating(comparison: &Comparison) -> Result<Condition, String> {
    some_reading(number("rating", "rating", comparison)?)
}

/// A day at which a reading was ended or begun, by the name of its column.
pub(super) fn day(column: &str, comparison: &Comparison) -> Result<Condition, String> {
    some_reading(times(column, comparison)?)
}

/// Words of what was noted at some reading, by the name of its column.
pub(super) fn said(column: &str, wanted: &Wanted) -> Result<Condition, String> {
    some_reading(holds(column, wanted, Manner::Phrase)?)
}

/// Words of a passage that was kept.
pub(super) fn quotation(wanted: &Wanted) -> Result<Condition, String> {
    let said = holds("text", wanted, Manner::Phrase)?;
    Ok(said.within("edition.id IN (SELECT edition_id FROM quotation WHERE {})"))
}

fn some_reading(condition: Condition) -> Result<Condition, String> {
    Ok(of_subjects(|owner| {
        let readings = format!("SELECT {owner}_id FROM reading WHERE {owner}_id IS NOT NULL AND {{}}");
        condition.clone().within(&format!("{owner}.id IN ({readings})"))
    }))
}

/// Members of a reading list.
pub(super) fn list(wanted: &Wanted) -> Result<Condition, String> {
    let named = holds("name", wanted, Manner::Phrase)?;
    Ok(of_subjects(|owner| {
        named.clone().within(&format!(
            "{owner}.id IN (SELECT {owner}_id FROM reading_list_entry WHERE {owner}_id IS NOT NULL AND \
             reading_list_id IN (SELECT id FROM reading_list WHERE {{}}))"
        ))
    }))
}

/// What holds of an edition or of its work.
fn of_subjects(condition: impl Fn(&str) -> Condition) -> Condition {
    Condition::any(["edition", "work"].map(condition).into())
}
