use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    bibliography::{tell_unprinted, written},
    negated::CITE,
    styling::{Styling, To},
    visible::visible,
};
use crate::{
    library::{Access, CiteOfKey},
    rendering::{Cite, Locator, Markup, Mention},
};

/// Print the citation of one or several editions in any CSL style
///
/// Several keys are one citation, as in one footnote or one pair of parentheses. In brackets behind a key stands the
/// place that is cited, with what follows it: KEY[p. 12, on Kronstadt]; with two pairs of brackets the first is what
/// stands before: KEY[see][ch. 3]. A minus before a key leaves out its author: -KEY[p. 12].
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre cite serge1963memoirs
  oeuvre cite 'serge1963memoirs[p. 12]' --style chicago-notes
  oeuvre cite 'serge1963memoirs[see][pp. 12-15]' weissman2001victor --style mla
  oeuvre cite serge1963memoirs '-serge2012memoirs[p. 3]'
  oeuvre cite serge1963memoirs --no-author
  oeuvre cite serge1963memoirs --bib --to markdown")]
pub struct Args {
    /// The keys, each with a place in brackets if need be, and a minus where the author is not wanted
    #[arg(required = true, value_name = CITE)]
    cites: Vec<String>,
    #[command(flatten)]
    styling: Styling,
    /// Leave out the authors, whom the sentence names
    #[arg(long, conflicts_with = "prose")]
    no_author: bool,
    /// As a part of the sentence: Serge (1963)
    #[arg(long)]
    prose: bool,
    /// Print the list of what is cited too
    #[arg(long)]
    bib: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let style = args.styling.choice.style()?;
    let language = args.styling.choice.language()?;
    let mention = match (args.no_author, args.prose) {
        (true, _) => Mention::WithoutAuthor,
        (_, true) => Mention::InProse,
        _ => Mention::Usual,
    };
    let cluster: Vec<CiteOfKey> =
        args.cites.iter().map(|cite| cite_of(cite, mention)).collect::<Result<_, _>>()?;
    let library = context.open(Access::Read)?;
    let cited = library.cite(&[cluster], &style, language.as_deref())?;
    let citation = cited.citations.into_iter().next().flatten();
    let Some(citation) = citation.filter(|runs| !runs.is_empty()) else {
        return Err(Failure::new(format!("the style {} prints nothing for this citation", style.title)));
    };
    if let (To::Json, _) | (_, true) = (args.styling.to, context.json) {
        let list = cited.list.parts.iter().flat_map(|part| &part.entries).map(|entry| {
            json!({ "key": entry.key, "text": Markup::Text.line(&entry.runs), "html": Markup::Html.line(&entry.runs) })
        });
        let list: Vec<Json> = if args.bib { list.collect() } else { Vec::new() };
        context.out.json(&json!({
            "text": Markup::Text.line(&citation),
            "html": Markup::Html.line(&citation),
            "is_note": style.is_of_notes,
            "bibliography": list,
        }))?;
        return Ok(Outcome::Done);
    }
    let To::Markup(markup) = args.styling.to else { return Ok(Outcome::Done) };
    context.out.text(&format!("{}\n", markup.line(&citation)))?;
    if args.bib {
        tell_unprinted(&cited.list, context);
        context.out.text(&format!("\n{}", written(&cited.list, markup)))?;
    }
    Ok(Outcome::Done)
}

const HOW: &str = "write KEY, KEY[p. 12] or KEY[see][p. 12, and after it]";

/// A key with what stands in brackets behind it.
fn cite_of(text: &str, mention: Mention) -> Result<CiteOfKey, Failure> {
    let text = text.trim_start();
    let bad = |why: &str| Failure::new(format!("{}: {why}", visible(text))).hint(HOW);
    let (key, rest) = text.split_once('[').map_or((text, None), |(key, rest)| (key, Some(rest)));
    let mut brackets: Vec<&str> = Vec::new();
    if let Some(rest) = rest {
        let inside = rest.strip_suffix(']').ok_or_else(|| bad("the bracket is not closed"))?;
        brackets = inside.split("][").collect();
    }
    let (prefix, place) = match brackets.as_slice() {
        [] => ("", ""),
        [place] => ("", *place),
        [prefix, place] => (*prefix, *place),
        _ => return Err(bad("there are more than two pairs of brackets")),
    };
    let key = key.trim();
    let (key, mention) = match (key.strip_prefix('-'), mention) {
        (Some(_), Mention::InProse) => return Err(bad("a sentence cannot name the author and leave it out")),
        (Some(key), _) => (key, Mention::WithoutAuthor),
        (None, _) => (key, mention),
    };
    if key.is_empty() {
        return Err(Failure::new("there is no key").hint(HOW));
    }
    let (locator, suffix) = Locator::read(place);
    let suffix = match (locator.is_some(), suffix) {
        (_, "") => String::new(),
        (_, suffix) => format!(", {suffix}"),
    };
    let cite = Cite { item: 0, locator, prefix: prefix.trim().to_owned(), suffix, mention };
    Ok(CiteOfKey { key: key.to_owned(), cite })
}
