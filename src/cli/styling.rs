//! The style, language and markup that commands are asked for.

use super::{Failure, place::data_folder};
use crate::rendering::{Markup, SHORT_NAMES, Style, StyleError, Styles, languages};

/// Which style is meant, and in which language. Shared by the commands that print in a style.
#[derive(Debug, clap::Args)]
pub struct StyleChoice {
    /// The style: a short name, a CSL id or a .csl file; `oeuvre styles` lists those at hand
    #[arg(long, short, value_name = "STYLE", default_value = SHORT_NAMES[0].0)]
    style: String,
    /// The language of terms such as "edited by": en-GB, fr-FR [default: the style's own]
    #[arg(long, value_name = "LOCALE")]
    locale: Option<String>,
}

/// How references are formatted. Shared by the commands that format them.
#[derive(Debug, clap::Args)]
pub struct Styling {
    #[command(flatten)]
    pub choice: StyleChoice,
    /// What to write
    #[arg(long, value_name = "MARKUP", default_value = "text", value_parser = to)]
    pub to: To,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// Text in a markup.
    Markup(Markup),
    /// Data: each entry with its key, as text and as HTML.
    Json,
}

fn to(word: &str) -> Result<To, String> {
    let words = Markup::ALL.iter().map(|markup| markup.as_str()).chain(["json"]);
    match (Markup::from_word(word), word) {
        (Some(markup), _) => Ok(To::Markup(markup)),
        (None, "json") => Ok(To::Json),
        _ => Err(format!("it can be {}", words.collect::<Vec<_>>().join(", "))),
    }
}

impl StyleChoice {
    /// A style and a language as they are given.
    pub fn of(style: &str, locale: Option<&str>) -> StyleChoice {
        StyleChoice { style: style.to_owned(), locale: locale.map(str::to_owned) }
    }

    /// The style that is asked for.
    pub fn style(&self) -> Result<Style, Failure> {
        Ok(styles().find(&self.style)?)
    }

    /// The language that is asked for, as CSL names it.
    pub fn language(&self) -> Result<Option<String>, Failure> {
        let Some(asked) = &self.locale else { return Ok(None) };
        let known = languages();
        let is_asked = |language: &&String| language.eq_ignore_ascii_case(asked);
        let begins = |language: &&String| {
            language.split('-').next().is_some_and(|base| base.eq_ignore_ascii_case(asked))
        };
        // The first of a language is the one of its own country: de-AT comes before de-DE, but fr-CA before fr-FR.
        let own = format!("{0}-{1}", asked.to_lowercase(), asked.to_uppercase());
        let usual = if asked.eq_ignore_ascii_case("en") { "en-US" } else { own.as_str() };
        let found = known.iter().find(is_asked).or_else(|| known.iter().find(|language| *language == usual));
        match found.or_else(|| known.iter().find(begins)) {
            Some(language) => Ok(Some(language.clone())),
            None => Err(Failure::new(format!("there are no terms in the language {asked:?}"))
                .hint(format!("--locale can be {}", known.join(", ")))),
        }
    }
}

/// The styles at hand.
pub fn styles() -> Styles {
    let home = std::env::home_dir();
    let zotero = home.map(|home| home.join("Zotero/styles"));
    Styles { folders: data_folder().map(|folder| folder.join("styles")).into_iter().chain(zotero).collect() }
}

impl From<StyleError> for Failure {
    fn from(error: StyleError) -> Failure {
        let failure = Failure::new(error.to_string());
        match error {
            StyleError::Unknown { similar, .. } if !similar.is_empty() => {
                failure.hint(format!("did you mean {}?", similar.join(", ")))
            }
            StyleError::Unknown { .. } => {
                failure.hint("`oeuvre styles` lists those at hand; any .csl file can be given by its path")
            }
            StyleError::Unreadable { .. } => failure,
            StyleError::Invalid { .. } => failure.hint("styles come from https://www.zotero.org/styles"),
        }
    }
}
