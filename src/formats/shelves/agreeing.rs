//! What a cell says beyond what was understood of it: the extras of a row.

use super::public::{Cells, cell, shelf_named};
use super::{days, lists, names, texts};
use crate::fields::shelves::{Column, Service, Told};
use crate::formats::book_numbers;
use crate::model::{Extra, Reference};

/// The cells of a book that say more than the cells which would be written of what was understood, as extras.
pub(super) fn extras(service: &Service, rows: &[Cells], written: &[Cells]) -> Vec<Extra> {
    let (Some(cells), Some(own)) = (rows.first(), written.first()) else { return Vec::new() };
    let columns = service.columns.iter().zip(cells.iter().zip(own));
    let more = columns.filter(|(column, (cell, own))| !says_same(service, column, (cell, cells), own));
    more.map(|(column, (cell, _))| extra(service, column.name, cell.trim())).collect()
}

/// A cell as an extra.
pub(super) fn extra(service: &Service, name: &str, value: &str) -> Extra {
    Extra { format: service.name.to_owned(), name: name.to_owned(), value: value.to_owned() }
}

/// Whether a cell of a file says no more than the one that would be written.
fn says_same(service: &Service, column: &Column, (cell, cells): (&str, &[String]), own: &str) -> bool {
    let (cell, own) = (cell.trim(), own.trim());
    if cell.is_empty() || texts::one_line(cell) == texts::one_line(own) {
        return true;
    }
    let number = |text: &str| text.parse::<f64>().unwrap_or(0.0);
    match column.told {
        Told::AuthorInverted => names::inverted(cell) == names::inverted(own),
        Told::Authors | Told::FurtherAuthors | Told::Contributors | Told::SecondAuthors => {
            let parts =
                |text| names::parts(text, &[',', '|']).into_iter().map(texts::one_line).collect::<Vec<_>>();
            parts(cell) == parts(own)
        }
        Told::SecondRoles => texts::folded(cell) == texts::folded(own),
        Told::FirstRole => texts::folded(cell) == "author",
        Told::Isbn10 | Told::Isbn13 | Told::Isbn | Told::Isbns => is_same_number(cell, own),
        Told::Rating => days::rating(cell).unwrap_or_else(|| number(cell)) == number(own),
        Told::Times | Told::Field(..) if cell.parse::<f64>().is_ok() => number(cell) == number(own),
        Told::Added | Told::Shelved | Told::Started | Told::Finished | Told::Stopped => {
            let days =
                |text| names::parts(text, &[',', ';']).into_iter().map(days::day).collect::<Option<Vec<_>>>();
            days(cell).is_some_and(|cell| Some(cell) == days(own))
        }
        Told::Spans => days::spans(cell).is_some_and(|cell| Some(cell) == days::spans(own)),
        Told::Lists => are_same_lists(service, cell, own),
        Told::PlacesOnLists => lists::say_the_same(cell, own),
        // What the shelf of a status is called depends on the language of the site.
        Told::ShelfName => shelf_named(service, self::cell(service, cells, Told::Status)).is_some(),
        // Markup that a note does not have is more.
        Told::Review => texts::lines(cell) == texts::lines(own),
        Told::Kept if column.empty == "0" => cell.parse::<f64>() == Ok(0.0),
        _ => false,
    }
}

fn is_same_number(cell: &str, own: &str) -> bool {
    let all = |text| names::parts(text, &[',', ';', ' ']).into_iter().map(texts::number).collect::<Vec<_>>();
    let own = all(own);
    let is_known = |number: &&str| own.iter().any(|own| book_numbers::are_same_isbn(own, number));
    all(cell).iter().filter(|number| !number.is_empty()).all(is_known)
}

fn are_same_lists(service: &Service, cell: &str, own: &str) -> bool {
    let lists = |text| {
        let mut lists = names::parts(text, &[',']);
        lists.retain(|name| shelf_named(service, name).is_none());
        lists
    };
    let says_status = |text| {
        let shelves = names::parts(text, &[',']).into_iter().filter_map(|name| shelf_named(service, name));
        shelves.map(|shelf| shelf.name).filter(|name| *name != "read").collect::<Vec<_>>()
    };
    lists(cell) == lists(own) && says_status(cell).iter().all(|shelf| says_status(own).contains(shelf))
}

/// What is read of rows, extras too.
pub(super) fn with_extras(service: &Service, rows: &[Cells]) -> Reference {
    let mut reference = super::public::public(service, rows);
    reference.extras = extras(service, rows, &super::cells::cells(&reference, service));
    reference
}
