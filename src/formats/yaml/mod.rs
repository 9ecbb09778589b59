//! YAML, as far as our formats use it: text → nodes with their lines, and values → text.
//!
//! What the nodes mean is the affair of each format: the text form of a library takes every scalar for the text
//! that it looks like, the bibliographies of others tell numbers and truth values from texts ([`json`]).

mod emit;
mod json;
mod parts;
mod tree;

pub(super) use emit::{Out, OutMap, write_items, write_map};
pub(super) use json::{canonical, from_json, to_exact_json, to_json, value_of};
pub(super) use parts::{Chunk, documents, items, key_of, members};
pub(super) use tree::{Key, Node, NodeValue, Style, parse, parse_all};

/// What is wrong with the syntax of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SyntaxProblem {
    /// The line, from 1.
    pub(super) line: usize,
    /// What is wrong and what to do about it, without a full stop.
    pub(super) reason: String,
}

impl SyntaxProblem {
    fn new(line: usize, reason: impl Into<String>) -> Self {
        SyntaxProblem { line, reason: reason.into() }
    }
}
