//! What a program without our private members reads from what we write.

use serde_json::Value as Json;

use super::cells::Cell;
use super::note_reading::{Frame, frame, is_address};
use super::said::{Said, Variable, is_note, said};
use crate::fields::{Dialect, entry_type_of};
use crate::model::EntryType;

/// What a stranger reads.
#[derive(Debug)]
pub(super) struct Stranger {
    /// Type and key where the note says them.
    pub(super) frame: Frame,
    /// What the variables state.
    pub(super) said: Said,
}

impl Stranger {
    /// Reads the variables of an entry of this type.
    pub(super) fn reading(entry_type: EntryType, key: Option<&str>, cells: &[Cell]) -> Stranger {
        let note = cells.iter().find(|cell| is_note(cell.name)).and_then(|cell| cell.value.as_str());
        let frame = frame(note.unwrap_or_default(), key);
        let rest = Json::String(frame.rest.clone());
        let variables: Vec<Variable<'_>> = cells
            .iter()
            .map(|cell| {
                let is_framed = is_note(cell.name) && cell.value.is_string();
                Variable { name: cell.name, value: if is_framed { &rest } else { &cell.value } }
            })
            .collect();
        let said = said(entry_type, &variables);
        Stranger { frame, said }
    }

    /// Whether the type that stands in the item, or in its note, is read as this one.
    pub(super) fn gives_back(&self, item_type: &str, entry_type: EntryType) -> bool {
        let found = self.frame.entry_type.or_else(|| entry_type_of(Dialect::Csl, item_type));
        found == Some(entry_type)
    }
}

/// The key of an item before its note is looked at: `id`, or another one where `id` is only an address.
pub(super) fn key_beside_note(id: Option<String>, citation_key: Option<String>) -> Option<String> {
    match citation_key {
        Some(key) if id.as_deref().is_none_or(is_address) => Some(key),
        _ => id,
    }
}
