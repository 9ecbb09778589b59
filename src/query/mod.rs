//! What a user asks for: text → tree → SQL.
//!
//! The language is told in `docs/query.md`, which is made from the table of terms here. Words and names match with
//! accents and case folded.

mod columns;
mod compile;
mod condition;
mod days;
mod having;
mod imports;
mod manual;
mod parse;
mod people;
mod reading;
mod relations;
mod terms;
#[cfg(test)]
mod tests;
mod told;
mod tree;
mod values;

pub use columns::unknown_language;
pub use compile::{Compiled, Mention, compile};
pub use condition::{Argument, Condition};
pub use manual::{NOTES, SIGNS};
pub use parse::{parse, parts};
pub use terms::{Example, TERMS, TermRow};
pub use told::{Shown, Test, Told};
pub use tree::{Comparison, Node, Term, TermKind, Wanted};
pub use values::{Named, Values, values_of};

/// Why a query could not be understood, with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct QueryError {
    /// Byte offset in the query text.
    pub at: usize,
    /// Length in bytes of what is wrong.
    pub length: usize,
    /// What is wrong and what would be right.
    pub reason: String,
}

/// The queries that were saved: name in, text out.
pub type Saved<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// Compiles a query text; the empty text means everything.
pub fn compiled(text: &str, saved: &Saved<'_>) -> Result<Compiled, QueryError> {
    compile(&parse(text)?, saved)
}
