//! What a user asks for: text → tree → SQL.
//!
//! The language so far: words and `"phrases"` (full text), `serg*` (prefixes), `field:value` with quotes
//! where the value has spaces, `year:1967..1982` and the like for dates, `-` before a term for its contrary.
//! All terms must hold. Words and names match with accents and case folded.

mod compile;
mod parse;

pub use compile::{Argument, Condition, compile};
pub use parse::{Comparison, Term, TermKind, parse};

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

/// Compiles a query text; the empty text means everything.
pub fn condition(text: &str) -> Result<Condition, QueryError> {
    compile(&parse(text)?)
}
