//! Text from the catalogue on its way into the page: nothing of it is trusted.
//!
//! [`Text`] is plain text, which askama escapes; [`Marked`] is text with inline markup, which becomes elements
//! from a closed list while all else in it is escaped here. Both leave out the characters that could disturb
//! the page around them.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use askama::filters::{Escaper, Html, HtmlSafe};

use crate::model::language;
use crate::model::title::{Piece, Tag, pieces, plain, typeset};

/// Plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text<'a>(Cow<'a, str>);

/// Text with inline markup ([`crate::model::title`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marked<'a>(pub &'a str);

/// The value of a `lang` attribute: a well-formed language tag, or empty for an unknown language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LanguageTag(String);

impl Display for Text<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&without_controls(&self.0))
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Text<'a> {
    fn from(text: &'a String) -> Self {
        Text(Cow::Borrowed(text))
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Text(Cow::Owned(text))
    }
}

impl Display for Marked<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        for piece in pieces(self.0) {
            match piece {
                Piece::Text(text) => Html.write_escaped_str(&mut *formatter, &without_controls(text))?,
                Piece::Open(tag) => formatter.write_str(opening(tag))?,
                Piece::Close(tag) => formatter.write_str(closing(tag))?,
                Piece::Math(source) => match typeset(source) {
                    // It has no mathematics of its own, so that this goes one level deep.
                    Some(marked) => write!(formatter, "{}", Marked(&marked))?,
                    None => verbatim(formatter, "math", source)?,
                },
                Piece::Tex(source) => verbatim(formatter, "tex", source)?,
            }
        }
        Ok(())
    }
}

// Elements are written from the tables below alone, and all text goes through the escaper.
impl HtmlSafe for Marked<'_> {}

impl Marked<'_> {
    /// The full stop that ends a sentence of this text, or nothing where the text brings its own ending.
    pub fn stop(&self) -> &'static str {
        stop_after(&plain(self.0))
    }
}

impl Text<'_> {
    /// As [`Marked::stop`].
    pub fn stop(&self) -> &'static str {
        stop_after(&self.0)
    }
}

impl LanguageTag {
    /// From what the catalogue has for a language, and an ISO 15924 script that is added where the tag names
    /// none. Anything that is no language counts as unknown.
    pub fn new(language: Option<&str>, script: Option<&str>) -> LanguageTag {
        let known = |tag: &String| !language::primary(tag).eq_ignore_ascii_case("und");
        let tag = language.and_then(language::from_any).filter(known);
        match (tag, script.filter(|script| is_script(script))) {
            (None, _) => LanguageTag::default(),
            (Some(tag), Some(script)) if !tag.contains('-') => LanguageTag(format!("{tag}-{script}")),
            (Some(tag), _) => LanguageTag(tag),
        }
    }
}

impl Display for LanguageTag {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn stop_after(text: &str) -> &'static str {
    let text = text.trim_end().trim_end_matches(['"', '”', '’', '»', ')', ']']);
    if text.ends_with(['.', '!', '?', '…', '。', '؟', '।']) { "" } else { "." }
}

/// The text without control characters, directional overrides and isolates, and code points that are no
/// characters; line breaks and tabs become spaces.
fn without_controls(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| shown(c) == Some(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter_map(shown).collect())
}

fn shown(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if c.is_control() => None,
        // They reorder whatever stands around them (UAX #9, explicit directional formatting).
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        '\u{feff}' | '\u{fdd0}'..='\u{fdef}' => None,
        c if u32::from(c) & 0xfffe == 0xfffe => None,
        c => Some(c),
    }
}

fn opening(tag: Tag) -> &'static str {
    match tag {
        Tag::Italic => "<i>",
        Tag::Bold => "<b>",
        Tag::Superscript => "<sup>",
        Tag::Subscript => "<sub>",
        Tag::SmallCaps => "<span class=\"small-caps\">",
        Tag::NoCase => "",
    }
}

fn closing(tag: Tag) -> &'static str {
    match tag {
        Tag::Italic => "</i>",
        Tag::Bold => "</b>",
        Tag::Superscript => "</sup>",
        Tag::Subscript => "</sub>",
        Tag::SmallCaps => "</span>",
        Tag::NoCase => "",
    }
}

fn verbatim(formatter: &mut Formatter<'_>, class: &str, source: &str) -> fmt::Result {
    write!(formatter, "<code class=\"{class}\">")?;
    Html.write_escaped_str(&mut *formatter, &without_controls(source))?;
    formatter.write_str("</code>")
}

fn is_script(script: &str) -> bool {
    script.len() == 4 && script.bytes().all(|byte| byte.is_ascii_alphabetic())
}
