//! What a verb can fail with. The words for users are in `cli/error.rs`.

use super::{keys::PatternError, person::Candidate};
use crate::{query::QueryError, store::StoreError};

/// Why a verb failed. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The library file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The query, with its text.
    #[error("{error}")]
    Query {
        /// The text as given.
        text: String,
        /// What is wrong with it.
        error: QueryError,
    },
    /// The pattern of keys, with its text.
    #[error("{}", error.reason)]
    Pattern {
        /// The text as given.
        text: String,
        /// What is wrong with it.
        error: PatternError,
    },
    /// No edition has this key.
    #[error("no edition has the key {key:?}")]
    NoSuchKey {
        /// The key as given.
        key: String,
        /// Keys that look like it.
        similar: Vec<String>,
    },
    /// Nobody is called so.
    #[error("nobody is called {name:?}")]
    NoSuchPerson {
        /// The name as given.
        name: String,
        /// Names that look like it.
        similar: Vec<String>,
    },
    /// Several people are called so.
    #[error("several people are called {name:?}")]
    SeveralPeople {
        /// The name as given.
        name: String,
        /// The first of those who may be meant.
        candidates: Vec<Candidate>,
    },
    /// A file could not be read or written.
    #[error("{path}: {error}")]
    File {
        /// The path as given.
        path: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// A file was written to while it was read.
    #[error("{path}: changed while it was read")]
    ChangedFile {
        /// The path as given.
        path: String,
    },
    /// Output could not be written (a closed pipe among others).
    #[error(transparent)]
    Output(#[from] std::io::Error),
    /// A file is in no format that is known.
    #[error("{path}: the format could not be told")]
    UnknownFormat {
        /// The path as given.
        path: String,
    },
    /// A file is a library in text form, which is loaded and not imported.
    #[error("{path}: a library in text form")]
    TextForm {
        /// The path as given.
        path: String,
    },
    /// `--strict`: the format cannot hold everything.
    #[error("{} values cannot be held", losses.len())]
    Lossy {
        /// What cannot be held.
        losses: Vec<crate::formats::Loss>,
    },
    /// A field that does not exist, or a value that it cannot have.
    #[error("{field}: {reason}")]
    BadField {
        /// The name as given.
        field: String,
        /// What is wrong and what would be right.
        reason: String,
    },
    /// A name that no field or role has.
    #[error("there is no field {field:?}")]
    UnknownField {
        /// The name as given.
        field: String,
    },
    /// Somebody else changed a work while it was being edited.
    #[error("the work of {key} was changed meanwhile")]
    ChangedMeanwhile {
        /// The key as given.
        key: String,
    },
    /// Something about reading, a list or an excerpt that makes no sense.
    #[error("{key}: {}", refusal.reason)]
    Reading {
        /// The key or the name of the list as given.
        key: String,
        /// Why not, and what would.
        refusal: super::Refusal,
    },
    /// No reading list is called so.
    #[error("there is no list {name:?}")]
    NoSuchList {
        /// The name as given.
        name: String,
        /// Those that there are.
        names: Vec<String>,
    },
    /// A text form with mistakes in it.
    #[error("{} mistakes", problems.len())]
    BadText {
        /// Path or name of the text.
        path: String,
        /// What is wrong, with lines.
        problems: Vec<crate::formats::text_form::TextProblem>,
    },
    /// A text can only be loaded into an empty library.
    #[error("{path} is not empty")]
    NotEmpty {
        /// The path as given.
        path: String,
    },
    /// One edition, under whatever keys, where several are needed.
    #[error("{} mean one edition", keys.join(", "))]
    SameEdition {
        /// The keys as given.
        keys: Vec<String>,
    },
    /// Somebody was asked what is to be done with an entry, and nobody answered.
    #[error("nobody answered")]
    NoAnswer {
        /// The key of the entry, if it has one.
        key: String,
    },
    /// An edition that is part of another one cannot be merged with it.
    #[error("{one} and {other} are part and whole")]
    PartOfOther {
        /// The key of the one.
        one: String,
        /// The key of the other.
        other: String,
    },
    /// A folder for a site has files of others.
    #[error("{path} is not empty")]
    ForeignFolder {
        /// The path as given.
        path: String,
    },
    /// Where a site would put a file is one of somebody else.
    #[error("{path} is not of the site")]
    ForeignFile {
        /// The path.
        path: String,
    },
    /// A file of the demo has been changed by somebody.
    #[error("{path} is not as the demo makes it")]
    Foreign {
        /// The path as given.
        path: String,
    },
}
