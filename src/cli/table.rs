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

/// A line of headings, and one for each edition.
pub fn lines(shown: &[Column], found: &[Seen], width: Option<usize>, colour: Colour) -> Vec<String> {
    let headings: Vec<String> = shown.iter().map(|column| column.name().to_owned()).collect();
    let value = |column: &Column, seen: &Seen| visible(&column.values(seen).join("; ")).into_owned();
    let rows = found.iter().map(|seen| shown.iter().map(|column| value(column, seen)).collect::<Vec<_>>());
    let rows: Vec<Vec<String>> = std::iter::once(headings).chain(rows).collect();
    let mut widths = vec![0; shown.len()];
    for row in &rows {
        for (widest, value) in widths.iter_mut().zip(row) {
            *widest = (*widest).max(columns(value).min(WIDEST));
        }
    }
    if let Some(width) = width {
        fit(&mut widths, width);
    }
    let mut lines = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let mut line = String::new();
        for ((value, column_width), column) in row.iter().zip(&widths).zip(shown) {
            let value = if width.is_some() { shortened(value, *column_width) } else { value.clone() };
            let fill = " ".repeat(column_width.saturating_sub(columns(&value)) + GAP);
            line += &match index {
                0 => colour.paint(ASIDE, value),
                _ if column.name() == "key" => colour.paint(KEY, value),
                _ => value,
            };
            line += &fill;
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Takes from the widest column until lines fit.
fn fit(widths: &mut [usize], width: usize) {
    let gaps = GAP * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > width {
        let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > NARROWEST) else { return };
        *widest -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_column_gives_way() {
        let mut widths = [10, 40, 30];
        fit(&mut widths, 60);
        assert_eq!(widths, [10, 23, 23]);
        fit(&mut widths, 1);
        assert_eq!(widths, [8, 8, 8]);
    }
}
