//! Rows → references.

use std::io;

use serde_json::Value as Json;

use super::agreeing::{extra, with_extras};
use super::cells::is_further;
use super::formulas::unguarded;
use super::public::Cells;
use super::write::Record;
use super::{days, detection, own_reading, table};
use crate::fields::Profile;
use crate::fields::shelves::{PRIVATE_COLUMN, Service, Told};
use crate::formats::encoding::decode;
use crate::formats::private::{Private, Restored, restore};
use crate::formats::{Item, Problem, Severity, Sink};
use crate::model::{Extra, Reference};

/// Why a private member was not used.
const OVERRULED: &str = "it does not agree with what the other columns say, which was used";

/// What a column of a file is.
enum Slot {
    /// One of the service, by its place among them.
    Column(usize),
    /// Ours.
    Private,
    /// One that the service had or will have.
    Other(String),
}

/// A book: its rows, and what stands in columns that are not the service's.
struct Book {
    rows: Vec<Cells>,
    others: Vec<Extra>,
    private: Option<String>,
    line: usize,
}

/// Reads a whole file.
pub(super) fn read(service: &'static Service, bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
    let decoded = decode(bytes);
    if let Some(assumption) = decoded.assumption {
        sink(problem(assumption.line, None, assumption.reason, Severity::Notice))?;
    }
    let text = decoded.text.as_ref();
    let most_cells = || {
        let cells = |separator: &u8| table::header(text, *separator).len();
        detection::SEPARATORS.iter().copied().rev().max_by_key(cells).unwrap_or(b',')
    };
    let separator = detection::separator(service, text).unwrap_or_else(most_cells);
    let slots = slots(service, &table::header(text, separator));
    if !slots.iter().any(|slot| matches!(slot, Slot::Column(_))) {
        if text.trim().is_empty() {
            return Ok(());
        }
        sink(Item::Outside(extra(service, "text", text)))?;
        let reason = format!("the first line names none of the columns of {}", service.name);
        return sink(problem(1, None, reason, Severity::Error));
    }
    let columns = slots.len();
    let mut books = Books { service, sink, last: None, fractions: None, short: None, columns };
    table::rows(text, separator, slots.len(), &mut |row| books.row(&slots, row))?;
    books.finish()
}

fn problem(line: usize, field: Option<String>, reason: String, severity: Severity) -> Item {
    Item::Problem(Problem { line, key: None, field, reason, severity })
}

fn slots(service: &Service, header: &[String]) -> Vec<Slot> {
    let mut taken = vec![false; service.columns.len()];
    let mut has_private = false;
    let slots = header.iter().map(|name| {
        if detection::is_called(name, PRIVATE_COLUMN) && !has_private {
            has_private = true;
            return Slot::Private;
        }
        let found = service.columns.iter().position(|column| detection::is_called(name, column.name));
        match found.and_then(|at| Some((at, taken.get_mut(at)?))) {
            Some((at, taken)) if !*taken => {
                *taken = true;
                Slot::Column(at)
            }
            _ => Slot::Other(name.clone()),
        }
    });
    slots.collect()
}

/// Gathers the rows of books and gives them on.
struct Books<'a, 's> {
    service: &'static Service,
    sink: &'a mut Sink<'s>,
    last: Option<Book>,
    /// The first line with a rating that has a fraction, and how many there are.
    fractions: Option<(usize, usize)>,
    /// The first row that has fewer cells than the header has names (its line, and how many it has), and how many there
    /// are.
    short: Option<((usize, usize), usize)>,
    columns: usize,
}

impl Books<'_, '_> {
    fn row(&mut self, slots: &[Slot], row: table::Row) -> io::Result<()> {
        let table::Row { cells, line, is_repaired } = row;
        if !is_repaired && cells.len() < slots.len() {
            let (first, count) = self.short.unwrap_or(((line, cells.len()), 0));
            self.short = Some((first, count + 1));
        }
        let book = self.book(slots, &cells, line);
        if let (Some(last), Some(cells)) = (&mut self.last, book.rows.first())
            && book.others.is_empty()
            && book.private.is_none()
            && last.rows.first().is_some_and(|first| is_further(self.service, first, cells))
        {
            last.rows.push(cells.clone());
            return Ok(());
        }
        self.give()?;
        if is_repaired {
            let reason = "a quotation mark is not closed; the line is taken as it stands".to_owned();
            (self.sink)(problem(line, None, reason, Severity::Warning))?;
        }
        let surplus = cells.iter().skip(slots.len()).filter(|cell| !cell.trim().is_empty()).count();
        if surplus > 0 {
            let reason = format!("{surplus} more cells than the header has names; kept as extras");
            (self.sink)(problem(line, None, reason, Severity::Warning))?;
        }
        self.last = Some(book);
        Ok(())
    }

    fn book(&self, slots: &[Slot], row: &[String], line: usize) -> Book {
        let mut cells: Cells = vec![String::new(); self.service.columns.len()];
        let (mut others, mut private) = (Vec::new(), None);
        for (index, cell) in row.iter().enumerate() {
            let text = unguarded(cell);
            match slots.get(index) {
                Some(Slot::Column(at)) => {
                    if let Some(place) = cells.get_mut(*at) {
                        *place = text.to_owned();
                    }
                }
                _ if text.trim().is_empty() => {}
                Some(Slot::Private) => private = Some(text.to_owned()),
                Some(Slot::Other(name)) => others.push(extra(self.service, name, text)),
                None => others.push(extra(self.service, &format!("column {}", index + 1), text)),
            }
        }
        Book { rows: vec![cells], others, private, line }
    }

    /// Gives the last book on.
    fn give(&mut self) -> io::Result<()> {
        let Some(book) = self.last.take() else { return Ok(()) };
        let problems = self.problems(&book);
        let line = book.line;
        let (reference, overruled) = reference(self.service, book);
        let key = reference.key.clone();
        (self.sink)(Item::Reference { reference: Box::new(reference), line })?;
        for item in problems {
            (self.sink)(item)?;
        }
        for name in overruled {
            let (field, reason) = (Some(name), OVERRULED.to_owned());
            let severity = Severity::Notice;
            (self.sink)(Item::Problem(Problem { line, key: key.clone(), field, reason, severity }))?;
        }
        Ok(())
    }

    /// What could not be understood of a book.
    fn problems(&mut self, book: &Book) -> Vec<Item> {
        let mut problems = Vec::new();
        for cells in &book.rows {
            for (column, cell) in self.service.columns.iter().zip(cells) {
                if column.told == Told::Rating
                    && days::rating(cell).is_some_and(|rating| rating.fract() != 0.0)
                {
                    let (first, count) = self.fractions.unwrap_or((book.line, 0));
                    self.fractions = Some((first, count + 1));
                }
                if !is_understood(column.told, cell.trim()) {
                    let reason = format!("{:?} is not understood; kept as it is", cell.trim());
                    problems.push(problem(
                        book.line,
                        Some(column.name.to_owned()),
                        reason,
                        Severity::Warning,
                    ));
                }
            }
        }
        problems
    }

    fn finish(mut self) -> io::Result<()> {
        self.give()?;
        if let Some((line, count)) = self.fractions {
            let ratings = if count == 1 { "rating has" } else { "ratings have" };
            let reason = format!(
                "{count} {ratings} a fraction, which a rating of 1 to 5 cannot have: halves went up, and what the \
                 file says is kept beside"
            );
            (self.sink)(problem(line, None, reason, Severity::Notice))?;
        }
        if let Some(((line, cells), count)) = self.short {
            let columns = self.columns;
            let reason = match count {
                1 => format!("the row has {cells} cells where the header has {columns} names"),
                _ => format!(
                    "{count} rows have fewer cells than the header has names, the first {cells} of {columns}"
                ),
            };
            let reason = format!("{reason}: the file may be cut off, or a quotation mark missing");
            (self.sink)(problem(line, None, reason, Severity::Warning))?;
        }
        Ok(())
    }
}

/// Whether a cell says something where days or a number are expected.
fn is_understood(told: Told, cell: &str) -> bool {
    let are_days = || cell.split([',', ';']).all(|day| day.trim().is_empty() || days::day(day).is_some());
    let is_zero = cell.parse::<f64>() == Ok(0.0);
    cell.is_empty()
        || match told {
            Told::Started | Told::Finished | Told::Stopped => are_days(),
            Told::Spans => days::spans(cell).is_some(),
            Told::Rating => is_zero || days::rating(cell).is_some(),
            Told::Times => cell.parse::<usize>().is_ok(),
            Told::FirstYear => is_zero || days::year(cell).is_some(),
            _ => true,
        }
}

/// The reference of a book: what its columns say, with its private members.
fn reference(service: &'static Service, book: Book) -> (Reference, Vec<String>) {
    let public = with_extras(service, &book.rows);
    let (restored, is_ours) = match book.private.as_deref().map(serde_json::from_str::<Private>) {
        Some(Ok(members)) => (with_members(service, public, members), true),
        _ => (Restored::of(public), false),
    };
    let mut reference = restored.reference;
    reference.extras.extend(book.others);
    let unknown = match book.private {
        Some(text) if !is_ours => Some(text),
        _ => Some(restored.unknown)
            .filter(|unknown| !unknown.is_empty())
            .map(|unknown| Json::from(unknown).to_string()),
    };
    reference.extras.extend(unknown.map(|text| extra(service, PRIVATE_COLUMN, &text)));
    (reference, restored.overruled)
}

/// Brings the private members in, first that of reading, with which the other columns were written.
fn with_members(service: &'static Service, public: Reference, mut members: Private) -> Restored {
    let as_read = |reference: &Reference, _: &'static Profile| Record::of(reference, service).read;
    let mut whole = public.clone();
    let mut is_overruled = false;
    if let Some(own) = members.get(own_reading::MEMBER).and_then(own_reading::read) {
        members.remove(own_reading::MEMBER);
        whole.own_reading = own;
        is_overruled = Record::of(&whole, service).read.own_reading != public.own_reading;
        if is_overruled {
            whole.own_reading = public.own_reading.clone();
        }
    }
    let mut restored = restore(whole, &members, service.name, &as_read);
    if is_overruled {
        restored.overruled.push(own_reading::MEMBER.to_owned());
    }
    restored
}
