//! References → rows.

use std::io;

use super::agreeing::with_extras;
use super::cells::{cells, is_further};
use super::formulas::guarded;
use super::losses::Report;
use super::own_reading;
use super::public::{Cells, public};
use super::texts;
use crate::fields::Profile;
use crate::fields::shelves::{Column, Of, PRIVATE_COLUMN, Service};
use crate::formats::private::{self, Private};
use crate::formats::{Escapes, Loss, WriteOptions, Writer, book_numbers};
use crate::model::Reference;

/// Keeps a row apart from the one before, of which it would be taken for a further read-through.
const NOTHING_MORE: &str = "{}";

/// Writes rows one after the other.
pub(super) struct Table<'a> {
    service: &'static Service,
    out: csv::Writer<&'a mut dyn io::Write>,
    profile: &'static Profile,
    escapes: Escapes,
    /// The first row of the entry before.
    before: Cells,
}

impl<'a> Table<'a> {
    pub(super) fn new(
        service: &'static Service,
        out: &'a mut dyn io::Write,
        options: WriteOptions,
    ) -> io::Result<Self> {
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        let ours = (options.escapes == Escapes::Keep).then_some(PRIVATE_COLUMN);
        out.write_record(service.columns.iter().map(|column| column.name).chain(ours))?;
        let before = Cells::new();
        Ok(Table { service, out, profile: options.profile, escapes: options.escapes, before })
    }
}

impl Writer for Table<'_> {
    fn write(&mut self, reference: &Reference, losses: &mut Vec<Loss>) -> io::Result<()> {
        let record = Record::of(reference, self.service);
        let mut private = match self.escapes {
            Escapes::Keep => Some(members(reference, &record, self.profile)),
            Escapes::Omit => None,
        };
        Report { reference, record: &record, service: self.service, escapes: self.escapes, losses }.all();
        if let (Some(ours), Some(first)) = (&mut private, record.rows.first()) {
            if ours.is_empty() && is_further(self.service, &self.before, first) {
                ours.push_str(NOTHING_MORE);
            }
            self.before.clone_from(first);
        }
        for row in record.rows {
            let ours = private.as_mut().map(std::mem::take);
            self.out.write_record(row.into_iter().map(spelled).chain(ours))?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

/// What the public columns of a reference do not say, as JSON; nothing where they say all.
fn members(reference: &Reference, record: &Record, profile: &Profile) -> String {
    let mut members: Private = private::of(reference, &record.read, profile);
    if reference.own_reading != record.read.own_reading {
        members.insert(own_reading::MEMBER.to_owned(), own_reading::written(&reference.own_reading));
    }
    if members.is_empty() { String::new() } else { serde_json::Value::from(members).to_string() }
}

/// A cell as it stands in the file. The formula that Goodreads makes of an ISBN is none that computes anything.
fn spelled(cell: String) -> String {
    let number = texts::number(&cell);
    let is_number = number.is_empty() || book_numbers::is_isbn(number);
    if is_number && cell == format!("=\"{number}\"") { cell } else { guarded(cell) }
}

/// A reference as its public columns.
pub(super) struct Record {
    /// One row or more.
    pub(super) rows: Vec<Cells>,
    /// What a stranger reads.
    pub(super) read: Reference,
}

impl Record {
    pub(super) fn of(reference: &Reference, service: &Service) -> Record {
        let mut rows = cells(reference, service);
        put_extras(reference, service, &mut rows);
        let read = with_extras(service, &rows);
        Record { rows, read }
    }
}

/// Puts extras into the columns that they came from: all together where the rows say no less of the reference then, else
/// each that does no harm.
fn put_extras(reference: &Reference, service: &Service, rows: &mut Vec<Cells>) {
    let own: Vec<Kept<'_>> = own_extras(reference, service).collect();
    if own.is_empty() {
        return;
    }
    let before = public(service, rows);
    let all = with_cells(rows, own.iter().copied());
    if is_no_worse(&public(service, &all), &before, reference) {
        *rows = all;
        return;
    }
    for extra in own {
        let tried = with_cells(rows, std::iter::once(extra));
        let comes_back =
            with_extras(service, &tried).extras.iter().any(|read| read.name == extra.column.name);
        if comes_back && is_no_worse(&public(service, &tried), &before, reference) {
            *rows = tried;
        }
    }
}

/// An extra that came from a column of the form.
#[derive(Clone, Copy)]
struct Kept<'r> {
    at: usize,
    column: &'static Column,
    value: &'r str,
}

fn own_extras<'r>(reference: &'r Reference, service: &Service) -> impl Iterator<Item = Kept<'r>> {
    let (name, columns) = (service.name, service.columns);
    let own = reference.extras.iter().filter(move |extra| extra.format == name);
    own.filter_map(move |extra| {
        let at = columns.iter().position(|column| column.name == extra.name)?;
        Some(Kept { at, column: columns.get(at)?, value: &extra.value })
    })
}

/// Rows with other cells in some columns. Those that tell of the book are the same in all rows.
fn with_cells<'r>(rows: &[Cells], extras: impl Iterator<Item = Kept<'r>>) -> Vec<Cells> {
    let mut rows = rows.to_vec();
    for Kept { at, column, value } in extras {
        let count = if column.of == Of::Book { rows.len() } else { 1 };
        for cell in rows.iter_mut().take(count).filter_map(|row| row.get_mut(at)) {
            value.clone_into(cell);
        }
    }
    rows
}

/// Whether rows say as much of a reference as others do, and nothing else.
fn is_no_worse(tried: &Reference, before: &Reference, reference: &Reference) -> bool {
    let wrong = private::differing(reference, before);
    let (own, tried_own, before_own) = (&reference.own_reading, &tried.own_reading, &before.own_reading);
    // What is only partly better would be taken for an edited column beside our own.
    (tried_own == before_own || tried_own == own)
        && private::differing(reference, tried).iter().all(|fact| wrong.contains(fact))
}
