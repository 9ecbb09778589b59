use super::{
    Context, Failure, Outcome,
    completing::completed,
    printing::{Form, Printer},
    visible::visible,
    words::{alternatives, as_in_a_shell, counted},
};
use crate::{
    library::{
        Access, Alphabet, Column, Direction, Extent, Listing, NothingFound, SortKey, Standings,
        unknown_language,
    },
    model::{language, likeness::nearest},
};

/// List editions, one a line
///
/// Listed are the editions that were added or imported, not those that are only mentioned by them: the original that a
/// translation names, the book of a chapter; `oeuvre tree` shows these too. The columns are key, author, year, title and translator, or those of --columns. On a terminal, lines are shortened
/// to its width; in a pipe they are whole, and columns as wide as what stands in the first thousand.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre list
  oeuvre list translator:greeman year:1967..1982
  oeuvre list kind:novel -language:en
  oeuvre list 'kind:(novel OR memoir) author:~serg'
  oeuvre list --sort year,-title --limit 5
  oeuvre list --columns key,original,translator,publisher kind:novel
  oeuvre list --csv --columns key,title,original-title translator:sedgwick
  oeuvre list --columns key,title,finished,rating --sort -finished has:reading
  oeuvre list --json publisher:\"Writers and Readers\"

`oeuvre query` tells what a query can ask for.")]
pub struct Args {
    #[command(flatten)]
    query: Query,
    /// Sort by columns: year,-title; what has no value comes last [default: author, year, title]
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', value_parser = completed(sort_key, column_names), hide_possible_values = true, allow_hyphen_values = true)]
    sort: Vec<SortKey>,
    /// Sort texts as this language does, by its tag [default: as Unicode does for all]
    #[arg(long, value_name = "LANGUAGE")]
    locale: Option<String>,
    /// At most so many
    #[arg(long, short = 'n', value_name = "NUMBER")]
    limit: Option<usize>,
    /// Show these columns: key, author, year, decade, title, original, kind, any role and any name of `oeuvre fields`; of
    /// reading status, rating, started, finished, times-read, due, recommended-by, lent-to, lists
    #[arg(long, short, value_name = "COLUMNS", value_delimiter = ',', value_parser = completed(column, column_names), hide_possible_values = true)]
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

/// The names that a column can have.
pub fn column_names() -> Vec<&'static str> {
    Column::names().collect()
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
    let (query, keys) = (args.query.text(), args.keys());
    let alphabet = (!keys.is_empty()).then(|| args.alphabet()).transpose()?;
    let mut printer = Printer::new(args.form(context), context);
    let columns = printer.columns();
    let listing = Listing {
        query: &query,
        sort: alphabet.as_ref().map(|alphabet| (keys.as_slice(), alphabet)),
        limit: args.limit,
        extent: columns.as_deref().map_or(Extent::Whole, Extent::Columns),
    };
    let count = library.list(&listing, &mut |found| printer.print(&found))?;
    printer.finish()?;
    args.query.outcome(count, Noun::Edition, context)
}

/// The columns of CSV when none are named.
const USUAL: &[&str] =
    &["key", "author", "year", "title", "translator", "original", "publisher", "place", "type", "kind"];

impl Args {
    /// The keys to sort by that were asked for, or the usual ones where only a language was.
    fn keys(&self) -> Vec<SortKey> {
        if self.sort.is_empty() && self.locale.is_some() {
            return ["author", "year", "title"].into_iter().filter_map(|name| sort_key(name).ok()).collect();
        }
        self.sort.clone()
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

    fn form(&self, context: &Context) -> Form {
        if context.json {
            Form::Json(self.columns.clone())
        } else if self.ndjson {
            Form::Lines(self.columns.clone())
        } else if self.csv {
            Form::Csv(self.shown(USUAL))
        } else if self.columns.is_empty() {
            Form::Usual
        } else {
            Form::Table(self.columns.clone())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_names_every_column_of_reading() {
        #[derive(clap::Parser)]
        struct Parser {
            #[command(flatten)]
            args: Args,
        }
        let command = <Parser as clap::CommandFactory>::command();
        let columns = command.get_arguments().find(|argument| argument.get_id() == "columns");
        let help = columns.and_then(clap::Arg::get_help).map(ToString::to_string).unwrap_or_default();
        for name in Column::reading_names() {
            assert!(help.contains(name), "{name}");
        }
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
