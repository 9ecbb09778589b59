use serde_json::{Map, Value as Json, json};

use super::{
    Context, Failure, Outcome,
    output::{ASIDE, KEY, padded},
    visible::visible,
};
use crate::{
    fields::{self, Dialect, FIELDS, Kind, ROLES, Row, Slot, Spelling},
    library::{TREE_FIELDS, TreeField},
};

/// List the fields and roles, with their names in each format
///
/// The first column is the name for `set`, in JSON and in the text form. A field whose name differs by entry
/// type has all its names.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre fields
  oeuvre fields original
  oeuvre fields --json")]
pub struct Args {
    /// Only fields with this in one of their names
    #[arg(value_name = "WORD")]
    word: Option<String>,
}

/// A field or role with its names.
struct Line {
    name: &'static str,
    kind: &'static str,
    /// One for each [`Dialect`], in order.
    spellings: Vec<String>,
    /// What it says, where no format has a name for it.
    remark: Option<&'static str>,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let mut lines: Vec<Line> = ROLES.iter().map(role).collect();
    for row in FIELDS.iter() {
        match lines.iter_mut().find(|line| line.name == row.name) {
            Some(line) => add_names(line, row),
            None => lines.push(field(row)),
        }
    }
    lines.extend(TREE_FIELDS.iter().map(of_tree));
    if let Some(word) = &args.word {
        let word = word.to_lowercase().replace('-', "_");
        let has = |text: &str| text.to_lowercase().replace('-', "_").contains(&word);
        lines.retain(|line| has(line.name) || line.spellings.iter().any(|names| has(names)));
    }
    if context.json {
        context.out.json(&lines.iter().map(record).collect::<Json>())?;
    } else if let (Some(word), []) = (&args.word, lines.as_slice()) {
        context.messages.say(format_args!("no field has {} in one of its names", visible(word)));
    } else {
        print(&lines, context)?;
    }
    Ok(if lines.is_empty() { Outcome::Findings } else { Outcome::Done })
}

fn print(lines: &[Line], context: &mut Context) -> Result<(), Failure> {
    let colour = context.out.colour();
    let mut heads = vec!["field".to_owned(), "holds".to_owned()];
    heads.extend(Dialect::ALL.iter().map(|dialect| name_of(*dialect).to_owned()));
    let rows = lines.iter().map(|line| {
        let names = [line.name.to_owned(), line.kind.to_owned()];
        let of_formats = line.spellings.iter().cloned();
        names.into_iter().chain(of_formats).collect::<Vec<_>>()
    });
    let rows: Vec<Vec<String>> = std::iter::once(heads).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..2 + Dialect::ALL.len()).map(width).collect();
    let remarks = std::iter::once(None).chain(lines.iter().map(|line| line.remark));
    for (row, remark) in rows.iter().zip(remarks) {
        let cells: Vec<_> = row.iter().zip(&widths).map(|(cell, width)| padded(cell, *width)).collect();
        let [name, kind, of_formats @ ..] = cells.as_slice() else { continue };
        let rest = remark.map_or_else(|| of_formats.join("  "), |remark| colour.paint(ASIDE, remark));
        let line = format!("{}  {kind}  {rest}", colour.paint(KEY, name));
        context.out.line(line.trim_end())?;
    }
    Ok(())
}

fn record(line: &Line) -> Json {
    let mut record = Map::new();
    record.insert("name".to_owned(), json!(line.name));
    record.insert("kind".to_owned(), json!(line.kind));
    for (dialect, names) in Dialect::ALL.iter().zip(&line.spellings) {
        let names: Vec<_> = names.split(", ").filter(|name| !name.is_empty()).collect();
        record.insert(name_of(*dialect).to_owned(), json!(names));
    }
    if let Some(remark) = line.remark {
        record.insert("of".to_owned(), json!(remark));
    }
    Json::Object(record)
}

fn field(row: &Row) -> Line {
    let mut line = Line {
        name: row.name,
        kind: kind(row.kind),
        spellings: vec![String::new(); Dialect::ALL.len()],
        remark: None,
    };
    add_names(&mut line, row);
    line
}

/// Adds the names of a row that it does not have yet.
fn add_names(line: &mut Line, row: &Row) {
    for (dialect, names) in Dialect::ALL.iter().zip(&mut line.spellings) {
        let Spelling { written, .. } = row.spelling(*dialect);
        if let Some(name) = written {
            add_name(names, name);
        }
    }
}

fn add_name(names: &mut String, name: &str) {
    if !names.split(", ").any(|known| known == name) {
        if !names.is_empty() {
            names.push_str(", ");
        }
        names.push_str(name);
    }
}

fn role(row: &fields::RoleRow) -> Line {
    let slot = |slot: Slot| match slot {
        Slot::Field(name) => name.to_owned(),
        Slot::Editor(editor_type) => format!("editora ({editor_type})"),
        Slot::None => String::new(),
    };
    let spellings = Dialect::ALL.iter().map(|dialect| match dialect {
        Dialect::Biblatex => slot(row.biblatex),
        Dialect::Bibtex => slot(row.bibtex),
        Dialect::Csl => row.csl.unwrap_or_default().to_owned(),
    });
    Line { name: row.name, kind: "names", spellings: spellings.collect(), remark: None }
}

fn of_tree(field: &TreeField) -> Line {
    let spellings = vec![String::new(); Dialect::ALL.len()];
    Line { name: field.name, kind: field.holds, spellings, remark: Some(field.of) }
}

fn name_of(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Biblatex => "biblatex",
        Dialect::Bibtex => "bibtex",
        Dialect::Csl => "csl",
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Title => "title",
        Kind::Subtitle => "subtitle",
        Kind::Text => "text",
        Kind::Verbatim => "verbatim",
        Kind::Number => "number",
        Kind::Pages => "pages",
        Kind::TextList => "texts",
        Kind::Language => "language",
        Kind::Languages => "languages",
        Kind::Keywords => "keywords",
        Kind::Identifier => "identifiers",
        Kind::Date => "date",
        Kind::Word => "word or text",
    }
}
