//! Rows by what they are asked for. Reading one entry asks some hundred times; the table has over a hundred rows.

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};

use super::{Dialect, FIELDS, Row};
use crate::model::{Field, Place};

/// The rows of every place and field, in the order of the table, at [`index`].
static BY_FIELD: LazyLock<Vec<Vec<&'static Row>>> = LazyLock::new(|| {
    let mut rows = vec![Vec::new(); Place::ALL.len() * Field::ALL.len()];
    for row in FIELDS {
        rows[index(row.place, row.field)].push(row);
    }
    rows
});

/// The rows that have a name, written or also read, in each of [`Dialect::ALL`], in the order of the table.
static BY_NAME: LazyLock<Vec<HashMap<&'static str, Vec<&'static Row>>>> = LazyLock::new(|| {
    let of_dialect = |dialect: &Dialect| {
        let mut rows: HashMap<&'static str, Vec<&'static Row>> = HashMap::new();
        for row in FIELDS {
            let spelling = row.spelling(*dialect);
            for name in spelling.written.iter().chain(spelling.also_read) {
                let named = rows.entry(name).or_default();
                // A name that is listed twice is one name.
                if !named.last().is_some_and(|last| std::ptr::eq(*last, row)) {
                    named.push(row);
                }
            }
        }
        rows
    };
    Dialect::ALL.iter().map(of_dialect).collect()
});

/// The rows by their names in the library; of several, the first.
static BY_OWN_NAME: LazyLock<HashMap<&'static str, &'static Row>> =
    LazyLock::new(|| FIELDS.iter().rev().map(|row| (row.name, row)).collect());

fn index(place: Place, field: Field) -> usize {
    place as usize * Field::ALL.len() + field as usize
}

/// The rows of a place and field.
pub(super) fn rows_of(place: Place, field: Field) -> &'static [&'static Row] {
    BY_FIELD.get(index(place, field)).map_or(&[], Vec::as_slice)
}

/// The rows that a name of a format may mean.
pub(super) fn rows_reading(dialect: Dialect, name: &str) -> &'static [&'static Row] {
    BY_NAME.get(dialect as usize).and_then(|rows| rows.get(name)).map_or(&[], Vec::as_slice)
}

/// The row with this name in the library.
pub(super) fn row_named(name: &str) -> Option<&'static Row> {
    BY_OWN_NAME.get(name).copied()
}
