use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    list::{Noun, Query},
    styling::{Styling, To},
    visible::visible,
    words::{counted, first_of},
};
use crate::{
    library::{Access, Bibliography, BibliographyOptions, Grouping, Order},
    rendering::{Heading, Markup, Printed},
};

/// Print formatted references in any CSL style
///
/// Translations are printed as each style wants them: the original is told where the style has a place for it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre bibliography author:serge --style chicago
  oeuvre bibliography --style mla --to html kind:novel > novels.html
  oeuvre bibliography author:serge --group-by work
  oeuvre bibliography --style apa --to latex year:1967..1982 -o refs.tex
  oeuvre bibliography --style iso690 --locale fr
  oeuvre bibliography --style ieee --sort date")]
pub struct Args {
    #[command(flatten)]
    query: Query,
    #[command(flatten)]
    styling: Styling,
    /// Put entries under titles: kind, work, year, language
    ///
    /// Under each work stand its original and then its translations and further editions, in order of publication.
    #[arg(long, value_name = "WHAT", value_parser = grouping)]
    group_by: Option<Grouping>,
    /// The order: style, date, -date (the latest first), key [default: style]
    #[arg(long, value_name = "ORDER", value_parser = order, allow_hyphen_values = true)]
    sort: Option<Order>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    output: Option<std::path::PathBuf>,
}

fn grouping(word: &str) -> Result<Grouping, String> {
    match word {
        "kind" => Ok(Grouping::Kind),
        "work" => Ok(Grouping::Work),
        "year" => Ok(Grouping::Year),
        "language" => Ok(Grouping::Language),
        _ => Err("it can be kind, work, year, language".to_owned()),
    }
}

fn order(word: &str) -> Result<Order, String> {
    match word {
        "style" => Ok(Order::Style),
        "date" => Ok(Order::Date),
        "-date" => Ok(Order::DateDescending),
        "key" => Ok(Order::Key),
        _ => Err("it can be style, date, -date, key".to_owned()),
    }
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let style = args.styling.choice.style()?;
    let language = args.styling.choice.language()?;
    let library = context.open(Access::Read)?;
    let query = args.query.text();
    let options = BibliographyOptions {
        query: &query,
        style: &style,
        language: language.as_deref(),
        grouping: args.group_by.unwrap_or_default(),
        order: args.sort.unwrap_or_default(),
    };
    let bibliography = library.bibliography(&options)?;
    if style.csl.bibliography.is_none() {
        return Err(Failure::new(format!("the style {} prints no bibliography, only notes", style.title))
            .hint("`oeuvre cite` prints its notes"));
    }
    let count: usize = bibliography.parts.iter().map(|part| part.entries.len()).sum();
    tell_unprinted(&bibliography, context);
    if count + bibliography.unprinted.len() + bibliography.left_out.len() == 0 {
        return args.query.outcome(0, Noun::Edition, context);
    }
    let text = match args.styling.to {
        To::Markup(markup) if !context.json => written(&bibliography, markup),
        _ => {
            let records: Vec<Json> = bibliography.parts.iter().map(record).collect();
            format!("{:#}\n", Json::Array(records))
        }
    };
    match &args.output {
        Some(path) => {
            crate::library::write_whole(path, |out| Ok::<_, Failure>(out.write_all(text.as_bytes())?))?
        }
        None => context.out.text(&text)?,
    }
    Ok(if bibliography.unprinted.is_empty() { Outcome::Done } else { Outcome::Findings })
}

/// Says which editions the style could not print, and which it leaves out.
pub fn tell_unprinted(bibliography: &Bibliography, context: &Context) {
    if !bibliography.left_out.is_empty() {
        let (count, keys) = (bibliography.left_out.len(), first_of(&bibliography.left_out));
        let editions = counted(count, "edition", "editions");
        context.messages.note(visible(&format!("the style leaves {editions} out of its list: {keys}")));
    }
    for key in &bibliography.unprinted {
        context.messages.problem(visible(&format!("{key}: the style cannot print this edition")));
    }
}

/// A bibliography in a markup.
pub fn written(bibliography: &Bibliography, markup: Markup) -> String {
    let parts: Vec<(Option<&str>, Vec<Printed<'_>>)> = bibliography
        .parts
        .iter()
        .map(|part| {
            let entries = part.entries.iter();
            let printed =
                entries.map(|entry| Printed { key: &entry.key, label: &entry.label, runs: &entry.runs });
            (part.title.as_deref(), printed.collect())
        })
        .collect();
    let headings: Vec<Heading<'_>> =
        parts.iter().map(|(title, entries)| Heading { title: *title, entries }).collect();
    markup.list(&headings, bibliography.hangs)
}

fn record(part: &crate::library::Part) -> Json {
    let entries = part.entries.iter().map(|entry| {
        json!({
            "key": entry.key,
            "label": Markup::Text.line(&entry.label),
            "text": Markup::Text.line(&entry.runs),
            "html": Markup::Html.line(&entry.runs),
        })
    });
    json!({ "title": part.title, "entries": entries.collect::<Vec<_>>() })
}
