//! What one reads: read-throughs, lists, excerpts and what one means to read in a year.
//!
//! What is read, listed or quoted is named in two ways: by rows in the store, by handles and keys in a catalogue.

use super::{Date, tree::ReadingStatus, tree::Target};

/// One reading of a work, in whatever edition, or of an edition.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading<S> {
    /// What is read.
    pub subject: S,
    /// How far one has come.
    pub status: ReadingStatus,
    /// First day.
    pub started: Option<Date>,
    /// Last day: of one that was dropped, the day of that.
    pub finished: Option<Date>,
    /// The page that was reached, as printed.
    pub page: Option<String>,
    /// How much was read, 0 to 100.
    pub percent: Option<u8>,
    /// 1 to 5.
    pub rating: Option<u8>,
    /// Higher comes first.
    pub priority: Option<i64>,
    /// What one thinks of it.
    pub note: Option<String>,
    /// When it has to be read or given back.
    pub due: Option<Date>,
    /// Who spoke of it.
    pub recommended_by: Option<String>,
    /// Who has one's copy.
    pub lent_to: Option<String>,
}

impl<S> Reading<S> {
    /// A reading of which nothing but the status is known.
    pub fn new(subject: S, status: ReadingStatus) -> Self {
        Reading {
            subject,
            status,
            started: None,
            finished: None,
            page: None,
            percent: None,
            rating: None,
            priority: None,
            note: None,
            due: None,
            recommended_by: None,
            lent_to: None,
        }
    }

    /// The same reading of something else.
    pub fn of<T>(self, subject: T) -> Reading<T> {
        Reading {
            subject,
            status: self.status,
            started: self.started,
            finished: self.finished,
            page: self.page,
            percent: self.percent,
            rating: self.rating,
            priority: self.priority,
            note: self.note,
            due: self.due,
            recommended_by: self.recommended_by,
            lent_to: self.lent_to,
        }
    }
}

/// What somebody made of an edition, as formats of services for readers tell it beside the edition itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnReading {
    /// The read-throughs, the earliest first; one that is wished for stands last.
    pub read_throughs: Vec<Reading<()>>,
    /// The names of the lists that it is on.
    pub lists: Vec<String>,
}

impl OwnReading {
    /// Whether nothing is told.
    pub fn is_empty(&self) -> bool {
        self.read_throughs.is_empty() && self.lists.is_empty()
    }
}

/// An excerpt from an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation<E> {
    /// Where it stands.
    pub edition: E,
    /// On which pages, as printed.
    pub pages: Option<String>,
    /// Verbatim.
    pub text: String,
    /// What one thinks of it.
    pub note: Option<String>,
}

/// Works and editions in the order in which they are to be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadingList {
    /// What it is called; no other list is called so.
    pub name: String,
    /// What is on it, each once.
    pub entries: Vec<Target>,
}

/// How many books one means to finish in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Goal {
    /// The year.
    pub year: i64,
    /// How many; at least 1.
    pub books: u32,
}
