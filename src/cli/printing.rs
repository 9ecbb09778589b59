//! Editions as `list` prints them, some at a time.

use serde_json::Value as Json;

use super::{
    Context, Failure,
    drawing::full_title,
    hyperlinks::Hyperlinks,
    output::{ASIDE, Colour, KEY, columns, shortened},
    records,
    table::Table,
    visible::visible,
    words::short_names,
};
use crate::{
    library::{Column, Seen, address_of},
    model::{Field, NameList, Place, Role},
};

/// How editions are printed.
#[derive(Debug)]
pub enum Form {
    /// As an array in JSON, whole or in columns.
    Json(Vec<Column>),
    /// As JSON, one a line, whole or in columns.
    Lines(Vec<Column>),
    /// As a table for spreadsheets.
    Csv(Vec<Column>),
    /// As a table for people.
    Table(Vec<Column>),
    /// As `list` prints them where nothing else is asked for.
    Usual,
}

/// What prints editions that come some at a time. Columns are as wide as the values of those that come first.
pub struct Printer<'c> {
    form: Form,
    context: &'c mut Context,
    printed: Printed,
    widths: Option<[usize; 5]>,
    table: Option<Table>,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Printed {
    Nothing,
    Head,
    Some,
}

impl<'c> Printer<'c> {
    /// A printer that has printed nothing.
    pub fn new(form: Form, context: &'c mut Context) -> Printer<'c> {
        Printer { form, context, printed: Printed::Nothing, widths: None, table: None }
    }

    /// The columns that it prints; `None` where it prints editions whole.
    pub fn columns(&self) -> Option<Vec<Column>> {
        match &self.form {
            Form::Json(columns) | Form::Lines(columns) if columns.is_empty() => None,
            Form::Json(columns) | Form::Lines(columns) | Form::Csv(columns) | Form::Table(columns) => {
                Some(columns.clone())
            }
            Form::Usual => {
                let linked: &[&str] = match self.context.out.links() {
                    Hyperlinks::Written => &["doi", "url"],
                    Hyperlinks::Plain => &[],
                };
                let names = ["key", "author", "year", "title"].iter().chain(linked);
                Some(names.filter_map(|name| Column::named(name)).collect())
            }
        }
    }

    /// Prints the editions that come next.
    pub fn print(&mut self, found: &[Seen]) -> Result<(), Failure> {
        let (width, colour) = (self.context.out.width(), self.context.out.colour());
        match &self.form {
            Form::Json(columns) => {
                for seen in found {
                    let before = if self.printed == Printed::Some { "," } else { "[" };
                    self.printed = Printed::Some;
                    self.context.out.text(before)?;
                    self.context.out.json_item(&record(columns, seen))?;
                }
            }
            Form::Lines(columns) => {
                for seen in found {
                    self.context.out.line(&record(columns, seen).to_string())?;
                }
            }
            Form::Csv(columns) => csv(columns, found, self.printed, self.context)?,
            Form::Table(columns) => {
                let table = self.table.get_or_insert_with(|| Table::new(columns.clone(), width, colour));
                for line in table.lines(found) {
                    self.context.out.line(&line)?;
                }
            }
            Form::Usual => {
                let rows: Vec<_> = found.iter().map(row).collect();
                let widths = self.widths.get_or_insert_with(|| widths(&rows, width));
                let links = self.context.out.links();
                for (row, seen) in rows.iter().zip(found) {
                    let address = address_of(&seen.reference.fields);
                    let line = line(row, widths, width.is_some(), colour, &|title| {
                        links.link(address.as_deref(), title)
                    });
                    self.context.out.line(&line)?;
                }
            }
        }
        if self.printed == Printed::Nothing {
            self.printed = Printed::Head;
        }
        Ok(())
    }

    /// Prints what stands around editions also where there are none.
    pub fn finish(mut self) -> Result<(), Failure> {
        if self.printed == Printed::Nothing {
            self.print(&[])?;
        }
        match (&self.form, self.printed) {
            (Form::Json(_), Printed::Some) => Ok(self.context.out.line("\n]")?),
            (Form::Json(_), _) => Ok(self.context.out.line("[]")?),
            _ => Ok(()),
        }
    }
}

/// An edition as JSON: whole, or in the columns that are asked for.
fn record(columns: &[Column], seen: &Seen) -> Json {
    if columns.is_empty() {
        return records::edition(seen);
    }
    let value = |column: &Column| (column.name().to_owned(), Json::from(column.values(seen)));
    Json::Object(columns.iter().map(value).collect())
}

fn csv(columns: &[Column], found: &[Seen], printed: Printed, context: &mut Context) -> Result<(), Failure> {
    let mut writer = csv::WriterBuilder::new().from_writer(context.out.file());
    let failed = |error: csv::Error| Failure::from(std::io::Error::from(error));
    if printed == Printed::Nothing {
        writer.write_record(columns.iter().map(|column| column.name())).map_err(failed)?;
    }
    for seen in found {
        let cells = columns.iter().map(|column| harmless(column.values(seen).join("; ")));
        writer.write_record(cells).map_err(failed)?;
    }
    Ok(writer.flush()?)
}

/// A value that no spreadsheet takes for a formula.
fn harmless(value: String) -> String {
    match value.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{value}"),
        false => value,
    }
}

/// Key, author, year, title, translator.
type Row = [String; 5];

/// Columns beyond which a value in a pipe pushes the rest of its line instead of widening all lines.
const WIDEST: [usize; 5] = [40, 30, 12, 70, 30];
/// Columns that a title keeps on a narrow terminal, while others can give way, and at least.
const NARROWEST_TITLE: (usize, usize) = (20, 8);
/// Columns between two values.
const GAP: usize = 2;

fn row(seen: &Seen) -> Row {
    let reference = &seen.reference;
    let names = |role| reference.names.get(&(Place::Here, role)).map_or(String::new(), short_names);
    let author = match names(Role::Author) {
        author if !author.is_empty() => author,
        _ => edited(reference.names.get(&(Place::Here, Role::Editor))),
    };
    let year = reference.fields.date(Place::Here, Field::Date).map(|date| date.display_year());
    let title = full_title(&reference.fields);
    let translator = names(Role::Translator);
    [reference.key.clone().unwrap_or_default(), author, year.unwrap_or_default(), title, translator]
        .map(|value| visible(&value).into_owned())
}

/// The editors, for what has no author.
fn edited(editors: Option<&NameList>) -> String {
    match editors {
        Some(editors) if editors.names.len() > 1 => format!("{} (eds.)", short_names(editors)),
        Some(editors) if !editors.is_empty() => format!("{} (ed.)", short_names(editors)),
        _ => String::new(),
    }
}

/// How wide the columns are for some rows.
fn widths(rows: &[Row], width: Option<usize>) -> [usize; 5] {
    let mut widths = [0; 5];
    for row in rows {
        for ((widest, value), most) in widths.iter_mut().zip(row).zip(WIDEST) {
            *widest = (*widest).max(columns(value).min(most));
        }
    }
    if let Some(width) = width {
        fit(&mut widths, width);
    }
    widths
}

/// Takes columns from title, translator and author, in this order, until lines fit. A key is what one copies, and stays.
fn fit(widths: &mut [usize; 5], width: usize) {
    for (column, least) in [(3, NARROWEST_TITLE.0), (4, 8), (1, 8), (3, NARROWEST_TITLE.1)] {
        let filled = widths.iter().filter(|width| **width > 0).count();
        let taken = widths.iter().sum::<usize>() + GAP * filled.saturating_sub(1);
        let excess = taken.saturating_sub(width);
        let spare = widths[column].saturating_sub(least);
        widths[column] -= excess.min(spare);
    }
}

/// A row with its values in their columns. What `link` makes of the title is as wide as the title.
fn line(
    row: &Row,
    widths: &[usize; 5],
    shorten: bool,
    colour: Colour,
    link: &dyn Fn(&str) -> String,
) -> String {
    let mut line = String::new();
    // The title gives way to a key that is longer than those which came first.
    let surplus = if widths[0] > 0 { columns(&row[0]).saturating_sub(widths[0]) } else { 0 };
    let cells = row.iter().zip(widths).enumerate();
    // A column that is empty in the rows which come first has no width, and what comes later in it is told all the same.
    for (column, (value, width)) in cells.filter(|(_, (value, width))| **width > 0 || !value.is_empty()) {
        let room = match column {
            3 => width.saturating_sub(surplus).max(NARROWEST_TITLE.1.min(*width)),
            _ => *width,
        };
        let value = match column {
            1.. if shorten && room > 0 => shortened(value, room),
            _ => value.clone(),
        };
        // A key is typed and pasted, so its spaces are not part of what is styled.
        let fill = " ".repeat(room.saturating_sub(columns(&value)) + GAP);
        match column {
            0 => line.push_str(&colour.paint(KEY, value)),
            4 => line.push_str(&colour.paint(ASIDE, value)),
            3 => line.push_str(&link(&value)),
            _ => line.push_str(&value),
        }
        line.push_str(&fill);
    }
    line.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows as aligned lines.
    fn lines(rows: &[Row], width: Option<usize>, colour: Colour) -> Vec<String> {
        let widths = widths(rows, width);
        rows.iter().map(|row| line(row, &widths, width.is_some(), colour, &str::to_owned)).collect()
    }

    fn rows() -> Vec<Row> {
        [
            ["serge1963memoirs", "Serge", "1963", "Memoirs of a Revolutionary", "Sedgwick"],
            ["serge1967case", "Serge", "1967", "The Case of Comrade Tulayev", "Trask"],
            ["richardson1994", "Richardson (ed.)", "", "Victor Serge: The Century of the Unexpected", ""],
        ]
        .map(|row| row.map(str::to_owned))
        .to_vec()
    }

    #[test]
    fn lines_are_whole_in_a_pipe() {
        assert_eq!(
            lines(&rows(), None, Colour::Plain),
            [
                "serge1963memoirs  Serge             1963  Memoirs of a Revolutionary                   Sedgwick",
                "serge1967case     Serge             1967  The Case of Comrade Tulayev                  Trask",
                "richardson1994    Richardson (ed.)        Victor Serge: The Century of the Unexpected",
            ]
        );
    }

    #[test]
    fn lines_fit_a_terminal() {
        for width in [60, 72, 80, 100] {
            for line in lines(&rows(), Some(width), Colour::Plain) {
                assert!(columns(&line) <= width, "{width}: {line}");
            }
        }
        let narrow = lines(&rows(), Some(72), Colour::Plain);
        assert_eq!(narrow[0], "serge1963memoirs  Serge             1963  Memoirs of a Revolu…  Sedgwick");
    }

    #[test]
    fn keys_are_never_cut() {
        let long =
            ["serge1963memoirsofarevolutionary1901to1941", "Serge", "1963", "Memoirs of a Revolutionary", ""];
        let mut rows = rows();
        for width in [30, 40, 60] {
            for (row, line) in rows.iter().zip(lines(&rows, Some(width), Colour::Plain)) {
                assert!(line.starts_with(&format!("{}  ", row[0])), "{width}: {line}");
            }
        }
        let widths = widths(&rows, Some(60));
        rows.push(long.map(str::to_owned));
        let line = line(&rows[3], &widths, true, Colour::Plain, &str::to_owned);
        assert_eq!(line, "serge1963memoirsofarevolutionary1901to1941  Serge     1963  Memoirs…");
    }

    #[test]
    fn a_column_without_values_takes_no_room() {
        let rows = [["a", "", "1901", "One", ""].map(str::to_owned)];
        assert_eq!(lines(&rows, None, Colour::Plain), ["a  1901  One"]);
        let later = ["longer", "Vale", "1902", "Two", ""].map(str::to_owned);
        assert_eq!(
            line(&later, &widths(&rows, None), false, Colour::Plain, &str::to_owned),
            "longer  Vale  1902  Two"
        );
    }
}
