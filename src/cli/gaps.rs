use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    drawing::of_role,
    list::{Noun, Query},
    visible::visible,
    words::{counted, names, short_names},
};
use crate::{
    library::{Access, Gap, Gaps, Missing},
    model::{Role, language, title, tree::Work},
};

/// List what is not there: works without a translation, texts without an edition
///
/// With --language, the works that have no text in that language; always the texts (originals and translations) of
/// which no edition is known.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre gaps --language en author:serge
  oeuvre gaps --language en kind:novel
  oeuvre gaps")]
pub struct Args {
    #[command(flatten)]
    query: Query,
    /// The language that texts are looked for in: en, french
    #[arg(long, short, value_name = "LANGUAGE")]
    language: Option<String>,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let tag = args.language.as_deref().map(tag_of).transpose()?;
    let library = context.open(Access::Read)?;
    let query = args.query.text();
    let Gaps { works, gaps } = library.gaps(&query, tag.as_deref())?;
    if works == 0 {
        return args.query.outcome(0, Noun::Work, context);
    }
    if context.json {
        context.out.json(&gaps.iter().map(|gap| record(gap, tag.as_deref())).collect::<Json>())?;
        return Ok(Outcome::Done);
    }
    for gap in &gaps {
        let line = format!("{}: {}", heading(&gap.work), what(gap, tag.as_deref()));
        context.out.line(&visible(&line))?;
    }
    if gaps.is_empty() {
        let asked = tag.as_deref().map_or(String::new(), |tag| format!(" and is there in {}", name_of(tag)));
        context.messages.say(visible(&format!("nothing is missing: every text has an edition{asked}")));
    } else {
        context.messages.say(counted(gaps.len(), "gap", "gaps"));
    }
    Ok(Outcome::Done)
}

fn tag_of(text: &str) -> Result<String, Failure> {
    let unknown = || {
        Failure::new(format!("{text:?} is no language")).hint("give its name or its tag: french, fr, pt-BR")
    };
    language::from_any(text).ok_or_else(unknown)
}

fn name_of(tag: &str) -> &str {
    language::english_name(tag).unwrap_or(tag)
}

/// A work in one line: title, author, kind, date, language.
fn heading(work: &Work) -> String {
    let author = short_names(&of_role(&work.contributions, Role::Author));
    let date = work.date.as_ref().map(|date| date.display_year());
    let parts = [Some(author), Some(work.kind.to_string()), date, work.language.clone()];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    format!("{} ({})", title::plain(&work.title), parts.join(", "))
}

fn what(gap: &Gap, tag: Option<&str>) -> String {
    match gap.missing {
        Missing::Text { may_be_there } => {
            let language = name_of(tag.unwrap_or_default());
            let doubt = if may_be_there { "; the language of a text is not given" } else { "" };
            format!("nothing in {language}{doubt}")
        }
        Missing::Edition { expression } => {
            let Some(text) = gap.work.expressions.get(expression) else { return String::new() };
            let language =
                text.language.as_deref().map_or(String::new(), |tag| format!(" in {}", name_of(tag)));
            let translators = of_role(&text.contributions, Role::Translator);
            let by = match names(&translators) {
                by if by.is_empty() => String::new(),
                by => format!(" by {by}"),
            };
            format!("no edition of the {}{language}{by}", text.kind)
        }
    }
}

fn record(gap: &Gap, tag: Option<&str>) -> Json {
    let work = &gap.work;
    let (missing, language) = match gap.missing {
        Missing::Text { .. } => ("text", tag.map(str::to_owned)),
        Missing::Edition { expression } => {
            ("edition", work.expressions.get(expression).and_then(|text| text.language.clone()))
        }
    };
    json!({
        "work": work.handle,
        "title": title::plain(&work.title),
        "kind": work.kind.to_string(),
        "missing": missing,
        "language": language,
        "says": what(gap, tag),
    })
}
