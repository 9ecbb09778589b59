//! What the values of fields are.

use super::{columns, terms};
use crate::fields::{Kind, Storage};

/// What the values of a field are: it tells what may have been meant by one that finds nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// Words of texts and names.
    Words,
    /// Dates of publication.
    Dates,
    /// Citation keys, of which parts may be asked for.
    Keys,
    /// What something is called in the library; it must be there.
    Called(Named),
    /// Words of a closed list, numbers, identifiers.
    Other,
}

/// What queries name that must be in the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// An edition, by a key that it has or had.
    Edition,
    /// A work, by its handle.
    Work,
    /// An edition or a work.
    EditionOrWork,
    /// A reading list.
    List,
    /// A language: one that everybody knows or one that a text here is in.
    Language,
}

/// What the values of a field are, by the name of the field.
pub fn values_of(name: &str) -> Values {
    let name = name.replace('_', "-");
    if let Some(row) = terms::row(&name) {
        return row.values;
    }
    match columns::stored(&name) {
        Some(row) if row.storage == Storage::Identifiers => Values::Other,
        Some(row) => match row.kind {
            Kind::Title | Kind::Subtitle | Kind::Text | Kind::TextList => Values::Words,
            Kind::Date => Values::Dates,
            _ => Values::Other,
        },
        None => Values::Words,
    }
}
