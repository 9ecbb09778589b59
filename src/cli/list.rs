use serde_json::Value as Json;

use super::{
    Context, Failure, Outcome,
    drawing::full_title,
    output::{ASIDE, Colour, KEY, columns, shortened},
    records, table,
    visible::visible,
    words::{alternatives, as_in_a_shell, counted, short_names},
};
use crate::{
    library::{
        Access, Alphabet, Column, Direction, Library, NothingFound, Seen, SortKey, Standings,
        unknown_language,
    },
    model::{Field, NameList, Place, Role, language, likeness::nearest},
};

/// List editions, one a line
///
/// Listed are the editions that were added or imported, not those that are only mentioned by them: the original that a
/// translation names, the book of a chapter; `oeuvre tree` shows these too. The columns are key, author, year, title and translator, or those of --columns. On a terminal, lines are shortened
/// to its width; in a pipe they are whole.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre list
  oeuvre list translator:greeman year:1967..1982
  oeuvre list kind:novel -language:en
  oeuvre list 'kind:(novel OR memoir) author:~serg'
  oeuvre list --sort year,-title --limit 5
  oeuvre list --columns key,original,translator,publisher kind:novel
  oeuvre list --csv --columns key,title,original-title translator:sedgwick
  oeuvre list --json publisher:\"Writers and Readers\"

`oeuvre query` tells what a query can ask for.")]
pub struct Args {
    #[command(flatten)]
    query: Query,
    /// Sort by columns: year,-title; what has no value comes last [default: author, year, title]
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', value_parser = sort_key, allow_hyphen_values = true)]
    sort: Vec<SortKey>,
    /// Sort texts as this language does, by its tag [default: as Unicode does for all]
    #[arg(long, value_name = "LANGUAGE")]
    locale: Option<String>,
    /// At most so many
    #[arg(long, short = 'n', value_name = "NUMBER")]
    limit: Option<usize>,
    /// Show these columns: key, author, year, decade, title, original, kind, any role and any name of `oeuvre fields`
    #[arg(long, short, value_name = "COLUMNS", value_delimiter = ',', value_parser = column)]
    columns: Vec<Column>,
    /// Print as CSV, for spreadsheets
    #[arg(long, conflicts_with_all = ["json", "ndjson"])]
    csv: bool,
    /// Print as JSON, one edition a line
    #[arg(long, conflicts_with = "json")]
    ndjson: bool,
}

/// A column by its name.
pub fn column(name: &str) -> Result<Column, String> {
    Column::named(name).ok_or_else(|| match nearest(&name.replace('_', "-"), Column::names()).first() {
        Some(close) => format!("there is no column {name:?}; did you mean {close}?"),
        None => format!("there is no column {name:?}; there are key, title, year, every role and every name of `oeuvre fields`"),
    })
}

/// A column to sort by; a minus turns the order round.
fn sort_key(text: &str) -> Result<SortKey, String> {
    let (name, direction) = match text.trim().strip_prefix('-') {
        Some(name) => (name, Direction::Descending),
        None => (text, Direction::Ascending),
    };
    Ok(SortKey { column: column(name)?, direction })
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
    pub fn outcome(&self, found: usize, noun: Noun, context: &Context) -> Result<Outcome, Failure> {
        if found > 0 {
            return Ok(Outcome::Done);
        }
        let text = self.text();
        if text.is_empty() {
            context.messages.say("the library is empty; fill it with `oeuvre add` or `oeuvre import`");
        } else {
            context.messages.say(format_args!("no {} matches {}", noun.word(), visible(&text)));
            // What may have been meant is told as well as it can be; that it cannot is no failure of the command.
            let library = context.open(Access::Read).ok();
            let nothing = library.and_then(|library| library.nothing_found(&text, noun.standings()).ok());
            for line in nothing.iter().flat_map(|nothing| explained(nothing, &text)) {
                context.messages.say(visible(&line));
            }
        }
        Ok(Outcome::Findings)
    }
}

/// What a command looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noun {
    /// Editions that are listed.
    Edition,
    /// Works with all their editions.
    Work,
    /// People and bodies.
    Person,
}

impl Noun {
    fn word(self) -> &'static str {
        match self {
            Noun::Edition => "edition",
            Noun::Work => "work",
            Noun::Person => "person",
        }
    }

    fn standings(self) -> Standings {
        match self {
            Noun::Edition => Standings::Listed,
            Noun::Work | Noun::Person => Standings::All,
        }
    }
}

/// Why nothing was found, line by line.
fn explained(nothing: &NothingFound, query: &str) -> Vec<String> {
    let mut lines = Vec::new();
    if nothing.mentioned > 0 {
        let editions = counted(nothing.mentioned, "edition does", "editions do");
        let query = as_in_a_shell(query);
        lines.push(format!(
            "{editions} that others only mention, such as the original of a translation; `oeuvre tree {query}` shows them"
        ));
    }
    let parts = nothing.parts.iter().map(|(part, count)| match count {
        0 => format!("{part} matches none"),
        count => format!("{part} matches {count}"),
    });
    let parts: Vec<String> = parts.collect();
    if !parts.is_empty() {
        lines.push(format!("each alone: {}", parts.join(", ")));
    }
    lines.extend(nothing.near.iter().map(|near| format!("did you mean {}?", alternatives(near))));
    if let Some((first, last)) = &nothing.years {
        lines.push(format!("the editions here came out from {first} to {last}"));
    }
    lines
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
    let mut found = args.found(&library)?;
    let count = found.len();
    found.truncate(args.limit.unwrap_or(usize::MAX));
    if context.json {
        context.out.json(&found.iter().map(|seen| args.record(seen)).collect::<Json>())?;
    } else if args.ndjson {
        for seen in &found {
            context.out.line(&args.record(seen).to_string())?;
        }
    } else if args.csv {
        csv(&args.shown(USUAL), &found, context)?;
    } else if args.columns.is_empty() {
        let rows: Vec<_> = found.iter().map(row).collect();
        for line in lines(&rows, context.out.width(), context.out.colour()) {
            context.out.line(&line)?;
        }
    } else {
        for line in table::lines(&args.columns, &found, context.out.width(), context.out.colour()) {
            context.out.line(&line)?;
        }
    }
    args.query.outcome(count, Noun::Edition, context)
}

/// The columns of CSV when none are named.
const USUAL: &[&str] =
    &["key", "author", "year", "title", "translator", "original", "publisher", "place", "type", "kind"];

impl Args {
    fn found(&self, library: &Library) -> Result<Vec<Seen>, Failure> {
        let query = self.query.text();
        if self.sort.is_empty() && self.locale.is_none() {
            return Ok(library.editions(&query)?);
        }
        let alphabet = self.alphabet()?;
        let usual =
            || ["author", "year", "title"].into_iter().filter_map(|name| sort_key(name).ok()).collect();
        let keys: Vec<SortKey> = if self.sort.is_empty() { usual() } else { self.sort.clone() };
        Ok(library.sorted_editions(&query, &keys, &alphabet)?)
    }

    fn alphabet(&self) -> Result<Alphabet, Failure> {
        let named = self.locale.as_deref();
        let known = |name: &str| language::from_any(name).filter(|tag| language::english_name(tag).is_some());
        let tag = named.map(|name| known(name).ok_or(name)).transpose();
        let alphabet = tag.and_then(|tag| Alphabet::of(tag.as_deref()).ok_or(named.unwrap_or_default()));
        alphabet.map_err(|name| {
            Failure::new(unknown_language(name))
                .hint("write it as in --locale fr, --locale sv, --locale de-AT")
        })
    }

    /// The columns that are asked for, or the usual ones.
    fn shown(&self, usual: &[&str]) -> Vec<Column> {
        match self.columns.as_slice() {
            [] => usual.iter().filter_map(|name| Column::named(name)).collect(),
            columns => columns.to_vec(),
        }
    }

    /// An edition as JSON: whole, or in the columns that are asked for.
    fn record(&self, seen: &Seen) -> Json {
        if self.columns.is_empty() {
            return records::edition(seen);
        }
        let value = |column: &Column| (column.name().to_owned(), Json::from(column.values(seen)));
        Json::Object(self.columns.iter().map(value).collect())
    }
}

fn csv(columns: &[Column], found: &[Seen], context: &mut Context) -> Result<(), Failure> {
    let mut writer = csv::WriterBuilder::new().from_writer(context.out.file());
    let failed = |error: csv::Error| Failure::from(std::io::Error::from(error));
    writer.write_record(columns.iter().map(|column| column.name())).map_err(failed)?;
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
