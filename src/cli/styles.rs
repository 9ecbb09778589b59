use serde_json::json;

use super::{
    Context, Failure, Outcome,
    output::{ASIDE, KEY},
    styling::styles,
    visible::visible,
};
use crate::{
    library::{Access, BibliographyOptions, Grouping, Library, Order},
    model::{EntryType, Field, Place, Reference, Role},
    rendering::{Known, Markup, Style},
};

/// List the citation styles at hand
///
/// With a word, those that have it in their name or title. Each comes with an entry of the library as an example;
/// besides them any .csl file can be used by its path, and files in the folder `styles` of the user's data folder or
/// in Zotero's by their names.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre styles
  oeuvre styles chicago
  oeuvre styles --json harvard")]
pub struct Args {
    /// A word of the name or the title
    #[arg(value_name = "WORD")]
    word: Option<String>,
}

/// The most styles that are shown with an example.
const MOST_EXAMPLES: usize = 40;

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let styles = styles();
    let found = styles.with_word(args.word.as_deref().unwrap_or_default());
    if found.is_empty() {
        let word = args.word.as_deref().unwrap_or_default();
        context.messages.say(visible(&format!("no style has {word} in its name or title")));
        return Ok(Outcome::Findings);
    }
    // Without a library there are no examples.
    let library = context.open(Access::Read).ok();
    let example = library.as_ref().and_then(example_key);
    let is_short = found.len() <= MOST_EXAMPLES;
    let rows: Vec<(Known, Option<String>)> = found
        .into_iter()
        .map(|known| {
            let example = library.as_ref().zip(example.as_ref()).filter(|_| is_short);
            let line = example.and_then(|(library, key)| printed(library, key, &styles.load(&known).ok()?));
            (known, line)
        })
        .collect();
    if context.json {
        let records = rows
            .iter()
            .map(|(known, example)| json!({ "name": known.name, "title": known.title, "example": example }));
        context.out.json(&records.collect::<serde_json::Value>())?;
        return Ok(Outcome::Done);
    }
    let colour = context.out.colour();
    for (known, example) in &rows {
        context.out.line(&format!("{}  {}", colour.paint(KEY, &known.name), known.title))?;
        if let Some(example) = example {
            context.out.line(&format!("    {}", colour.paint(ASIDE, visible(example))))?;
        }
    }
    Ok(Outcome::Done)
}

/// The edition of the example: a translated book with a date, else the first edition.
fn example_key(library: &Library) -> Option<String> {
    let is_telling = |reference: &&Reference| {
        reference.entry_type == EntryType::Book
            && reference.fields.has(Place::Here, Field::Date)
            && !reference.names(Place::Here, Role::Translator).is_empty()
    };
    let references = library.references("").ok()?;
    references.iter().find(is_telling).or(references.first())?.key.clone()
}

fn printed(library: &Library, key: &str, style: &Style) -> Option<String> {
    let query = format!("key:\"{key}\"");
    let options = BibliographyOptions {
        query: &query,
        style,
        language: None,
        grouping: Grouping::None,
        order: Order::Style,
    };
    let bibliography = library.bibliography(&options).ok()?;
    let entry = bibliography.parts.first()?.entries.first()?;
    Some(Markup::Text.line(&entry.runs))
}
