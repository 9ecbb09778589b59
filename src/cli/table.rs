//! Values in columns that a user chose.

use super::{
    output::{ASIDE, Colour, KEY, columns, shortened},
    visible::visible,
};
use crate::library::{Column, Seen};

/// Width beyond which a value in a pipe pushes the rest of its line instead of widening all lines.
const WIDEST: usize = 50;
/// What a column keeps on a narrow terminal.
const NARROWEST: usize = 8;
/// What stands between two columns.
const GAP: usize = 2;

/// A table whose editions come some at a time. Its columns are as wide as the headings and the values that come first.
pub struct Table {
    shown: Vec<Column>,
    width: Option<usize>,
    colour: Colour,
    /// None before the first line.
    widths: Option<Vec<usize>>,
}

impl Table {
    /// A table of which nothing is printed.
    pub fn new(shown: Vec<Column>, width: Option<usize>, colour: Colour) -> Table {
        Table { shown, width, colour, widths: None }
    }

    /// A line for each edition; the first time a line of headings before them.
    pub fn lines(&mut self, found: &[Seen]) -> Vec<String> {
        let value = |column: &Column, seen: &Seen| visible(&column.values(seen).join("; ")).into_owned();
        let rows: Vec<Vec<String>> =
            found.iter().map(|seen| self.shown.iter().map(|column| value(column, seen)).collect()).collect();
        if let Some(widths) = &self.widths {
            return rows.into_iter().map(|row| self.line(row, widths)).collect();
        }
        let headings: Vec<String> = self.shown.iter().map(|column| column.name().to_owned()).collect();
        let widths = self.widths(&headings, &rows);
        let heading = headings.into_iter().zip(&widths).map(|(name, width)| {
            let name = self.shorten(name, *width);
            (self.colour.paint(ASIDE, &name), columns(&name), *width)
        });
        let mut lines = vec![joined(heading)];
        lines.extend(rows.into_iter().map(|row| self.line(row, &widths)));
        self.widths = Some(widths);
        lines
    }

    fn line(&self, row: Vec<String>, widths: &[usize]) -> String {
        joined(row.into_iter().zip(widths).zip(&self.shown).map(|((value, width), column)| {
            let value = if is_key(column) { value } else { self.shorten(value, *width) };
            let taken = columns(&value);
            let painted = if is_key(column) { self.colour.paint(KEY, value) } else { value };
            (painted, taken, *width)
        }))
    }

    fn shorten(&self, value: String, width: usize) -> String {
        if self.width.is_some() { shortened(&value, width) } else { value }
    }

    fn widths(&self, headings: &[String], rows: &[Vec<String>]) -> Vec<usize> {
        let mut widths: Vec<usize> = headings.iter().map(|name| columns(name).min(WIDEST)).collect();
        for row in rows {
            for (widest, value) in widths.iter_mut().zip(row) {
                *widest = (*widest).max(columns(value).min(WIDEST));
            }
        }
        if let Some(width) = self.width {
            let kept: Vec<bool> = self.shown.iter().map(is_key).collect();
            fit(&mut widths, &kept, width);
        }
        widths
    }
}

/// Cells, each with the columns that it takes and those that it has.
fn joined(cells: impl Iterator<Item = (String, usize, usize)>) -> String {
    let mut line = String::new();
    for (cell, taken, width) in cells {
        line += &cell;
        line += &" ".repeat(width.saturating_sub(taken) + GAP);
    }
    line.truncate(line.trim_end().len());
    line
}

/// A key is what one copies, and never cut.
fn is_key(column: &Column) -> bool {
    column.name() == "key"
}

/// Takes from the widest column that is not to be kept until lines fit.
fn fit(widths: &mut [usize], kept: &[bool], width: usize) {
    let gaps = GAP * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > width {
        let giving = widths.iter_mut().zip(kept).filter(|(_, is_kept)| !**is_kept).map(|(width, _)| width);
        let Some(widest) = giving.max().filter(|widest| **widest > NARROWEST) else { return };
        *widest -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_column_gives_way() {
        let mut widths = [10, 40, 30];
        fit(&mut widths, &[false; 3], 60);
        assert_eq!(widths, [10, 23, 23]);
        fit(&mut widths, &[false; 3], 1);
        assert_eq!(widths, [8, 8, 8]);
        let mut widths = [30, 20, 20];
        fit(&mut widths, &[true, false, false], 60);
        assert_eq!(widths, [30, 13, 13]);
    }
}
