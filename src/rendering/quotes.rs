//! How a style quotes in a language.

use hayagriva::citationberg::{
    IndependentStyle, Locale, LocaleCode, TermForm,
    taxonomy::{OtherTerm, Term},
};

/// How a locale quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotes {
    /// Before and after an outer quotation.
    pub outer: (String, String),
    /// Before and after one inside another.
    pub inner: (String, String),
    /// Whether points and commas go inside.
    pub takes_points: bool,
}

impl Quotes {
    /// The quotation marks of a style: what it says itself comes before what its locale says.
    pub fn of(style: &IndependentStyle, language: &LocaleCode, locales: &[Locale]) -> Quotes {
        let base = language.0.split('-').next().unwrap_or_default();
        let is_meant = |locale: &&Locale| match &locale.lang {
            Some(code) => code == language || code.0 == base,
            None => true,
        };
        let all: Vec<&Locale> = style.locale.iter().filter(is_meant).chain(locales).collect();
        let mark = |term: OtherTerm, default: &str| {
            let found =
                all.iter().find_map(|locale| locale.term(Term::Other(term), TermForm::Long)?.single());
            found.unwrap_or(default).to_owned()
        };
        let takes_points = all.iter().find_map(|locale| locale.style_options?.punctuation_in_quote);
        Quotes {
            outer: (mark(OtherTerm::OpenQuote, "“"), mark(OtherTerm::CloseQuote, "”")),
            inner: (mark(OtherTerm::OpenInnerQuote, "‘"), mark(OtherTerm::CloseInnerQuote, "’")),
            takes_points: takes_points.unwrap_or(false),
        }
    }
}
