use serde_json::Value as Json;

use super::{
    Context, Failure, Outcome,
    drawing::full_title,
    output::{ASIDE, Colour, KEY, columns, shortened},
    records,
    visible::visible,
    words::short_names,
};
use crate::{
    library::{Access, Seen},
    model::{Field, NameList, Place, Role},
};

/// List editions, one a line
///
/// The columns are key, author, year, title and translator. On a terminal, lines are shortened to its width;
/// in a pipe they are whole.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre list
  oeuvre list translator:greeman year:1967..1982
  oeuvre list kind:novel -language:en
  oeuvre list --json publisher:\"Writers and Readers\"")]
pub struct Args {
    #[command(flatten)]
    query: Query,
}

/// Which editions are meant. Shared by the commands that look.
#[derive(Debug, clap::Args)]
pub struct Query {
    /// Words, "phrases" and field:value terms that must all hold
    ///
    /// Words are looked for everywhere, serg* for words that begin so. Fields: author:serge (under any of the
    /// person's names), translator:greeman, kind:novel, language:en, year:1967..1982, year:<1940,
    /// key:serge1963memoirs, and every other name that `oeuvre fields` lists. A minus asks for the contrary:
    /// -language:en, -translated; -- before it keeps a word from being read as an option
    #[arg(value_name = super::negated::QUERY)]
    terms: Vec<String>,
}

impl Query {
    /// The terms as one text. A term that the shell has unwrapped gets its quotation marks again, unless the
    /// whole query came as one argument.
    pub fn text(&self) -> String {
        match self.terms.as_slice() {
            [whole] => whole.trim_start().to_owned(),
            several => several.iter().map(|term| quoted(term.trim_start())).collect::<Vec<_>>().join(" "),
        }
    }

    /// Done when something was found; else says that nothing was.
    pub fn outcome(&self, found: usize, noun: &str, context: &Context) -> Result<Outcome, Failure> {
        if found > 0 {
            return Ok(Outcome::Done);
        }
        let text = self.text();
        if text.is_empty() {
            context.messages.say("the library is empty; fill it with `oeuvre add` or `oeuvre import`");
        } else {
            context.messages.say(format_args!("no {noun} matches {}", visible(&text)));
        }
        Ok(Outcome::Findings)
    }
}

fn quoted(term: &str) -> String {
    if !term.contains(char::is_whitespace) || term.contains('"') {
        return term.to_owned();
    }
    match term.split_once(':') {
        Some((field, value)) if !field.contains(char::is_whitespace) => format!("{field}:\"{value}\""),
        _ => format!("\"{term}\""),
    }
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let library = context.open(Access::Read)?;
    let found = library.editions(&args.query.text())?;
    if context.json {
        context.out.json(&found.iter().map(records::edition).collect::<Json>())?;
    } else {
        let rows: Vec<_> = found.iter().map(row).collect();
        for line in lines(&rows, context.out.width(), context.out.colour()) {
            context.out.line(&line)?;
        }
    }
    args.query.outcome(found.len(), "edition", context)
}

/// Key, author, year, title, translator.
type Row = [String; 5];

/// Columns beyond which a value in a pipe pushes the rest of its line instead of widening all lines.
const WIDEST: [usize; 5] = [40, 30, 12, 70, 30];
/// Columns that a title keeps on a narrow terminal.
const NARROWEST_TITLE: usize = 20;
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

/// Rows as aligned lines.
fn lines(rows: &[Row], width: Option<usize>, colour: Colour) -> Vec<String> {
    let mut widths = [0; 5];
    for row in rows {
        for ((widest, value), most) in widths.iter_mut().zip(row).zip(WIDEST) {
            *widest = (*widest).max(columns(value).min(most));
        }
    }
    if let Some(width) = width {
        fit(&mut widths, width);
    }
    rows.iter().map(|row| line(row, &widths, width.is_some(), colour)).collect()
}

/// Takes columns from title, translator, author and key, in this order, until lines fit.
fn fit(widths: &mut [usize; 5], width: usize) {
    for (column, least) in [(3, NARROWEST_TITLE), (4, 8), (1, 8), (0, 10)] {
        let filled = widths.iter().filter(|width| **width > 0).count();
        let taken = widths.iter().sum::<usize>() + GAP * filled.saturating_sub(1);
        let excess = taken.saturating_sub(width);
        let spare = widths[column].saturating_sub(least);
        widths[column] -= excess.min(spare);
    }
}

fn line(row: &Row, widths: &[usize; 5], shorten: bool, colour: Colour) -> String {
    let mut line = String::new();
    for (column, (value, width)) in row.iter().zip(widths).enumerate().filter(|(_, (_, width))| **width > 0) {
        let value = if shorten { shortened(value, *width) } else { value.clone() };
        // A key is typed and pasted, so its spaces are not part of what is styled.
        let fill = " ".repeat(width.saturating_sub(columns(&value)) + GAP);
        match column {
            0 => line.push_str(&colour.paint(KEY, value)),
            4 => line.push_str(&colour.paint(ASIDE, value)),
            _ => line.push_str(&value),
        }
        line.push_str(&fill);
    }
    line.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_column_without_values_takes_no_room() {
        let rows = [["a", "", "1901", "One", ""].map(str::to_owned)];
        assert_eq!(lines(&rows, None, Colour::Plain), ["a  1901  One"]);
    }

    #[test]
    fn terms_get_their_quotation_marks_again() {
        for (terms, text) in [
            (vec![], ""),
            (vec!["author:serge kind:novel"], "author:serge kind:novel"),
            (vec!["author:victor serge", "kind:novel"], "author:\"victor serge\" kind:novel"),
            (vec!["men in prison", "serge"], "\"men in prison\" serge"),
            (vec!["\"men in prison\"", "serge"], "\"men in prison\" serge"),
        ] {
            let query = Query { terms: terms.into_iter().map(str::to_owned).collect() };
            assert_eq!(query.text(), text);
        }
    }
}
