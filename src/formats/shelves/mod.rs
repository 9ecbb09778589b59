//! Tables of services for readers (Goodreads, The StoryGraph, BookWyrm, LibraryThing): books, and how they were read.
//!
//! Which column says what is in [`crate::fields::shelves`]. What the columns of a form cannot say stands in one of ours,
//! `x-oeuvre`, as the members of [`super::private`]; sites pass over columns that they do not know. A cell that says
//! more than what was understood of it is kept as an extra under the name of its column, and written again as it was as
//! long as it agrees with what the entry says.

use std::io;

use super::{Format, Sink, WriteOptions, Writer};
use crate::fields::shelves::{self, Service};

mod agreeing;
mod cells;
mod days;
mod detection;
mod formulas;
mod lists;
mod losses;
pub(super) mod names;
mod own_reading;
mod public;
mod read;
mod read_throughs;
mod series;
mod table;
mod texts;
mod write;

#[cfg(test)]
mod tests;

/// The form of a service.
#[derive(Clone, Copy, Debug)]
pub struct Shelves(&'static Service);

/// Goodreads.
pub const GOODREADS: Shelves = Shelves(&shelves::GOODREADS);
/// The StoryGraph.
pub const STORYGRAPH: Shelves = Shelves(&shelves::STORYGRAPH);
/// BookWyrm.
pub const BOOKWYRM: Shelves = Shelves(&shelves::BOOKWYRM);
/// LibraryThing.
pub const LIBRARYTHING: Shelves = Shelves(&shelves::LIBRARYTHING);

impl Format for Shelves {
    fn name(&self) -> &'static str {
        self.0.name
    }

    fn extensions(&self) -> &'static [&'static str] {
        self.0.extensions
    }

    fn purpose(&self) -> &'static str {
        self.0.purpose
    }

    fn recognizes(&self, head: &[u8]) -> u8 {
        detection::recognize(self.0, head)
    }

    fn tells_reading(&self) -> bool {
        true
    }

    fn read(&self, bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
        read::read(self.0, bytes, sink)
    }

    fn can_write(&self) -> bool {
        self.0.is_written
    }

    fn writer<'a>(
        &self,
        out: &'a mut dyn io::Write,
        options: WriteOptions,
    ) -> io::Result<Box<dyn Writer + 'a>> {
        if !self.0.is_written {
            return Err(io::Error::new(io::ErrorKind::Unsupported, format!("{} is only read", self.0.name)));
        }
        Ok(Box::new(write::Table::new(self.0, out, options)?))
    }
}
