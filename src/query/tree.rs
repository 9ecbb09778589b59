//! What a query says.

use crate::model::wanted::Manner;

/// A query, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// All of these hold; what has no parts always holds.
    All(Vec<Node>),
    /// One of these holds.
    Any(Vec<Node>),
    /// This does not hold.
    Not(Box<Node>),
    /// One thing that is asked for.
    Term(Term),
}

impl Node {
    /// Every term, in the order of the text.
    pub fn terms(&self) -> Vec<&Term> {
        let mut terms = Vec::new();
        let mut open = vec![self];
        while let Some(node) = open.pop() {
            match node {
                Node::All(nodes) | Node::Any(nodes) => open.extend(nodes.iter().rev()),
                Node::Not(node) => open.push(node),
                Node::Term(term) => terms.push(term),
            }
        }
        terms
    }
}

/// One thing that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What must hold.
    pub kind: TermKind,
    /// Byte offset of the term in the text.
    pub at: usize,
    /// Length of the term in bytes.
    pub length: usize,
}

/// What a term asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermKind {
    /// Something anywhere in the full text: `word`, `"a phrase"`, `beg*`, `~wrod`, `/regex/`.
    Anywhere(Wanted),
    /// A field and what its value must be.
    Field {
        /// The field's name as typed, in lower case.
        name: String,
        /// What its value must be.
        comparison: Comparison,
    },
    /// A query that was saved: `@name`.
    Saved(String),
}

/// What a text must be like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// These words, one after the other.
    Words(String),
    /// Words of which the last begins so.
    Prefix(String),
    /// A word that is almost this one.
    Near(String),
    /// What the regular expression matches.
    Pattern(String),
}

impl Wanted {
    /// The way in which it is looked for, and what is.
    pub fn manner(&self) -> (Manner, &str) {
        match self {
            Wanted::Words(words) => (Manner::Phrase, words),
            Wanted::Prefix(words) => (Manner::Prefix, words),
            Wanted::Near(word) => (Manner::Near, word),
            Wanted::Pattern(pattern) => (Manner::Pattern, pattern),
        }
    }
}

/// What the value of a field must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `field:value`
    Is(Wanted),
    /// `field:from..to`, either end may be open.
    Between(Option<String>, Option<String>),
    /// `field:<value`
    Below(String),
    /// `field:<=value`
    AtMost(String),
    /// `field:>value`
    Above(String),
    /// `field:>=value`
    AtLeast(String),
}
