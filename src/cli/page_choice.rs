//! What a page shows besides the works: shared by the commands that make pages.

use std::path::{Path, PathBuf};

use super::{Failure, styling::StyleChoice, visible::visible};
use crate::{
    formats::OwnStyle,
    library::{CitationStyle, PageOptions, Privacy, Strictness},
    rendering::Style,
};

/// What is asked for.
#[derive(Debug, clap::Args)]
pub struct PageChoice {
    /// On a page: add this style sheet after the page's own
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    css: Option<PathBuf>,
    /// On a page: show what is being read, has been read and is wanted, with days and stars, and the passages kept
    #[arg(long)]
    reading: bool,
    /// On a page: show notes on what was read and to whom it was lent, and give annotations, paths and fields of
    /// other programs to those who take entries away
    #[arg(long)]
    private: bool,
    /// On a page: give each edition a citation in this style: a short name, a CSL id or a .csl file
    #[arg(long, value_name = "STYLE")]
    style: Option<String>,
    /// On a page: the language of terms in citations, such as "edited by" [default: the style's own]
    #[arg(long, value_name = "LOCALE", requires = "style")]
    locale: Option<String>,
}

/// What was asked for, read and understood.
#[derive(Debug)]
pub struct PageFurniture {
    own_style: Option<OwnStyle>,
    reading: Privacy,
    privacy: Privacy,
    style: Option<Style>,
    language: Option<String>,
}

impl PageChoice {
    /// The options that were given, as they are spelled.
    pub fn given(&self) -> Vec<&'static str> {
        let given = [
            (self.css.is_some(), "--css"),
            (self.reading, "--reading"),
            (self.private, "--private"),
            (self.style.is_some(), "--style"),
        ];
        given.into_iter().filter_map(|(is_given, name)| is_given.then_some(name)).collect()
    }

    /// Reads the style sheet and the style.
    pub fn furniture(&self) -> Result<PageFurniture, Failure> {
        let choice = self.style.as_deref().map(|style| StyleChoice::of(style, self.locale.as_deref()));
        let style = choice.as_ref().map(StyleChoice::style).transpose()?;
        if let Some(style) = style.as_ref().filter(|style| style.csl.bibliography.is_none()) {
            return Err(Failure::new(format!(
                "the style {} prints no bibliography, only notes",
                style.title
            )));
        }
        let asked = |is_asked| if is_asked { Privacy::Included } else { Privacy::Withheld };
        Ok(PageFurniture {
            own_style: self.css.as_deref().map(own_style).transpose()?,
            reading: asked(self.reading),
            privacy: asked(self.private),
            language: choice.as_ref().map(StyleChoice::language).transpose()?.flatten(),
            style,
        })
    }
}

impl PageFurniture {
    /// A page of the works of a query.
    pub fn options<'a>(&'a self, query: &'a str, strictness: Strictness) -> PageOptions<'a> {
        let language = self.language.as_deref();
        PageOptions {
            query,
            strictness,
            privacy: self.privacy,
            reading: self.reading,
            citations: self.style.as_ref().map(|style| CitationStyle { style, language }),
            style: self.own_style.clone(),
        }
    }
}

/// A style sheet for a page.
fn own_style(path: &Path) -> Result<OwnStyle, Failure> {
    let path_text = path.display().to_string();
    let name = visible(&path_text);
    let bytes = std::fs::read(path).map_err(|error| Failure::new(format!("cannot read {name}: {error}")))?;
    let style = std::str::from_utf8(&bytes).ok().and_then(OwnStyle::new);
    style.ok_or_else(|| {
        Failure::new(format!("{name} cannot stand in a page"))
            .hint("a style sheet is text in UTF-8 without control characters and without </style")
    })
}
