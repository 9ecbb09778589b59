//! References → records.

use std::io;

use super::cells::{Cell, cells, is_one_line, literal_type_of};
use super::lines::{END, TYPE, tag_of};
use super::losses::Report;
use super::reading::{extra, public};
use super::{NAME, notes};
use crate::fields::Profile;
use crate::formats::private::{self, Private};
use crate::formats::tagged_lines::Tagged;
use crate::formats::{Escapes, Loss, WriteOptions, Writer};
use crate::model::{Extra, Reference};

/// How lines end, as the specification wants it.
const LINE_END: &str = "\r\n";
/// How many extras are tried one by one when not all of them can be written as tags.
const MOST_TRIED: usize = 32;

/// Writes records one after the other.
pub(super) struct Records<'a> {
    out: &'a mut dyn io::Write,
    profile: &'static Profile,
    escapes: Escapes,
}

impl<'a> Records<'a> {
    pub(super) fn new(out: &'a mut dyn io::Write, options: WriteOptions) -> io::Result<Self> {
        for outside in options.outside.iter().filter(|outside| outside.format == NAME) {
            // What would be taken for a tag is part of no record.
            let is_safe = |line: &&str| tag_of(line).is_none();
            for line in outside.value.lines().filter(is_safe) {
                out.write_all(line.as_bytes())?;
                out.write_all(LINE_END.as_bytes())?;
            }
            out.write_all(LINE_END.as_bytes())?;
        }
        Ok(Records { out, profile: options.profile, escapes: options.escapes })
    }

    fn line(&mut self, tag: &str, value: &str) -> io::Result<()> {
        let value = value.replace('\n', LINE_END);
        write!(self.out, "{tag}  - {value}{LINE_END}")
    }
}

impl Writer for Records<'_> {
    fn write(&mut self, reference: &Reference, losses: &mut Vec<Loss>) -> io::Result<()> {
        let record = Record::of(reference, self.profile);
        let members = match self.escapes {
            Escapes::Keep => private::of(reference, &record.read, self.profile),
            Escapes::Omit => Private::new(),
        };
        Report { reference, record: &record, escapes: self.escapes, losses }.all();
        for tagged in record.tags() {
            self.line(&tagged.tag, &tagged.value)?;
        }
        for (name, value) in &members {
            self.line("N1", &notes::line(name, value))?;
        }
        self.line(END, "")?;
        self.out.write_all(LINE_END.as_bytes())
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

/// A reference as its public tags.
pub(super) struct Record {
    pub(super) cells: Vec<Cell>,
    /// Extras that are tags of their own.
    pub(super) extras: Vec<Tagged>,
    /// What a stranger reads.
    pub(super) read: Reference,
}

impl Record {
    pub(super) fn of(reference: &Reference, profile: &Profile) -> Record {
        let cells = cells(reference, profile);
        let (extras, read) = with_extras(reference, &cells);
        Record { cells, extras, read }
    }

    pub(super) fn tags(&self) -> impl Iterator<Item = &Tagged> {
        self.cells.iter().map(|cell| &cell.tagged).chain(&self.extras)
    }
}

/// What a stranger reads of what is written of a reference for a target.
pub(super) fn as_read(reference: &Reference, profile: &'static Profile) -> Reference {
    Record::of(reference, profile).read
}

/// The extras that can be written as tags beside the cells without changing what these say, and what is read of
/// all together.
fn with_extras(reference: &Reference, cells: &[Cell]) -> (Vec<Tagged>, Reference) {
    let mut tags: Vec<Tagged> = cells.iter().map(|cell| cell.tagged.clone()).collect();
    let alone = public(&tags).reference;
    // Some stand in the cells already.
    let possible: Vec<&Extra> = tags_among(reference).filter(|extra| !alone.extras.contains(extra)).collect();
    if possible.is_empty() {
        return (Vec::new(), alone);
    }
    let own = tags.len();
    tags.extend(possible.iter().map(|extra| tagged(extra)));
    let whole = public(&tags).reference;
    if says_same(&alone, &whole, &possible) {
        return (tags.split_off(own), whole);
    }
    tags.truncate(own);
    let mut kept: Vec<&Extra> = Vec::new();
    let mut read = alone.clone();
    for extra in possible.into_iter().take(MOST_TRIED) {
        kept.push(extra);
        tags.push(tagged(extra));
        let tried = public(&tags).reference;
        if says_same(&alone, &tried, &kept) {
            read = tried;
        } else {
            kept.pop();
            tags.pop();
        }
    }
    (tags.split_off(own), read)
}

/// The extras that have the shape of tags, save the one that is the type.
fn tags_among(reference: &Reference) -> impl Iterator<Item = &Extra> {
    let own_type = literal_type_of(reference);
    reference.extras.iter().filter(move |extra| {
        extra.format == NAME
            && own_type.is_none_or(|own| !std::ptr::eq(own, *extra))
            && extra.name != TYPE
            && extra.name != END
            && tag_of(&format!("{}  - ", extra.name)).is_some_and(|(tag, _)| tag == extra.name)
            && extra.value.split('\n').all(|line| line.is_empty() || is_one_line(line))
            && extra.value.split('\n').skip(1).all(|line| tag_of(line).is_none())
            && extra.value.trim() == extra.value
            && !extra.value.is_empty()
    })
}

fn tagged(extra: &Extra) -> Tagged {
    Tagged { tag: extra.name.clone(), value: extra.value.clone(), line: 0 }
}

/// Whether nothing but these extras is read more.
fn says_same(alone: &Reference, whole: &Reference, more: &[&Extra]) -> bool {
    let extras = alone.extras.iter().chain(more.iter().copied());
    let extras_agree = whole.extras.iter().eq(extras);
    let mut without = whole.clone();
    without.extras.clone_from(&alone.extras);
    extras_agree && without == *alone
}

/// The extra for a private member that no writer of ours makes.
pub(super) fn unknown_member(name: &str, value: &serde_json::Value) -> Extra {
    extra("N1", &notes::line(name, value))
}
