//! A whole library, or one work, as YAML: made to be read, edited and kept under version control.
//!
//! The form is a tree: `sources`, `agents`, `works` with their expressions and these with their editions,
//! and `extras`. Fields have the names of the table of fields. What is left out: everything that is not
//! given, and the words `listed`, `claimed`, `extant`, `person`, `unstated` and `here`, which are what is
//! meant without them. A name is `Family, Given` or, without a comma, a name that is not taken apart; all
//! others are maps of parts. A contribution gives the name as printed (`as`) only where it is not the
//! preferred name of the agent.
//!
//! The same library makes the same bytes. Reading tells all that is wrong, each with its line, its path and
//! what to do about it.

mod checks;
mod problems;
mod reading;
mod readings;
mod records;
mod writing;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

pub use problems::TextProblem;
pub use reading::{read, read_agent, read_work};
pub use writing::{write, write_agent, write_in_batches, write_work};

#[cfg(test)]
use records::EDITION as EDITION_KEYS;

use super::yaml::key_of;
use crate::fields::{FIELDS, Row, Storage};
use crate::model::Name;

/// The version of the form, which stands in the first line.
const VERSION: &str = "1";

/// The key of the first line, which holds the version.
const FORM: &str = "oeuvre";
/// The key of the pairs of editions that are not the same.
const NOT_SAME: &str = "not_same";

/// Whether a file that begins so is a library in text form, which is loaded and not imported.
pub fn is_text_form(head: &[u8]) -> bool {
    let decoded = super::encoding::decode(head);
    let mut lines = decoded.text.lines().map(str::trim_end);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#') && *line != "---");
    first.is_some_and(|line| key_of(line) == Some(FORM))
}

/// What is in the library around a work that is read or written alone.
pub trait Known {
    /// The preferred name of the agent with a handle; `None` where there is no such agent.
    fn preferred_name(&self, agent: &str) -> Option<Name>;
    /// Whether there is a source with a handle.
    fn has_source(&self, handle: &str) -> bool;
    /// Whether there is a work with a handle.
    fn has_work(&self, handle: &str) -> bool;
    /// Whether there is an expression with a handle.
    fn has_expression(&self, handle: &str) -> bool;
    /// Whether there is an edition with a key, or that had it.
    fn has_edition(&self, key: &str) -> bool;
}

/// Nothing is known: all that is pointed at has to stand in the same file.
struct Nothing;

impl Known for Nothing {
    fn preferred_name(&self, _: &str) -> Option<Name> {
        None
    }

    fn has_source(&self, _: &str) -> bool {
        false
    }

    fn has_work(&self, _: &str) -> bool {
        false
    }

    fn has_expression(&self, _: &str) -> bool {
        false
    }

    fn has_edition(&self, _: &str) -> bool {
        false
    }
}

/// The rows of the fields that an edition keeps itself, each field once, in the order of the table.
fn stored_rows() -> &'static [&'static Row] {
    static ROWS: LazyLock<Vec<&'static Row>> = LazyLock::new(|| {
        let mut rows: Vec<&'static Row> = Vec::new();
        let is_kept = |storage| matches!(storage, Storage::Column | Storage::Identifiers | Storage::Keywords);
        for row in FIELDS.iter().filter(|row| is_kept(row.storage)) {
            if rows.iter().all(|known| known.name != row.name) {
                rows.push(row);
            }
        }
        rows
    });
    &ROWS
}
