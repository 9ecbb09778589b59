//! Inline markup of titles and notes.
//!
//! A marked text is Unicode in which exactly the tags below are markup; every other character, `<` and `&`
//! among them, stands for itself. Tags nest and close in order.
//!
//! | tag | meaning |
//! | --- | --- |
//! | `<i>` | emphasis |
//! | `<b>` | strong |
//! | `<sup>` `<sub>` | raised, lowered |
//! | `<sc>` | small capitals |
//! | `<span class="nocase">` | capitals stay as they are (CSL; braces in BibTeX) |
//! | `<span class="math">` | TeX mathematics, verbatim, without the dollars |
//! | `<span class="tex">` | a TeX command that has no other form, verbatim |
//!
//! The content of the last two is taken as it stands up to the next `</span>`; no tag is markup in it.
//! Nothing is refused: a tag that is unknown, or has no partner, is literal text. A literal tag that would
//! find a partner is written with its first character as TeX, `<span class="tex"><</span>i>`; see [`escape`].

use std::borrow::Cow;
use std::ops::Range;

mod case;
mod mathematics;
mod plain;
mod proper_nouns;

pub use case::{Casing, casing, looks_title_cased, to_sentence_case, to_title_case};
pub use mathematics::typeset;
pub use plain::{normalize, plain, plain_tex};

/// Markup that encloses other markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tag {
    /// `<i>`
    Italic,
    /// `<b>`
    Bold,
    /// `<sup>`
    Superscript,
    /// `<sub>`
    Subscript,
    /// `<sc>`
    SmallCaps,
    /// `<span class="nocase">`
    NoCase,
}

impl Tag {
    /// Every tag, in the order of the table above.
    pub const ALL: [Tag; 6] =
        [Tag::Italic, Tag::Bold, Tag::Superscript, Tag::Subscript, Tag::SmallCaps, Tag::NoCase];

    /// The opening tag as it stands in a marked text.
    pub const fn open(self) -> &'static str {
        match self {
            Tag::Italic => "<i>",
            Tag::Bold => "<b>",
            Tag::Superscript => "<sup>",
            Tag::Subscript => "<sub>",
            Tag::SmallCaps => "<sc>",
            Tag::NoCase => "<span class=\"nocase\">",
        }
    }

    /// The closing tag as it stands in a marked text.
    pub const fn close(self) -> &'static str {
        match self {
            Tag::Italic => "</i>",
            Tag::Bold => "</b>",
            Tag::Superscript => "</sup>",
            Tag::Subscript => "</sub>",
            Tag::SmallCaps => "</sc>",
            Tag::NoCase => SPAN_CLOSE,
        }
    }
}

/// Opens mathematics in a marked text; the content ends at the next [`SPAN_CLOSE`].
pub const MATH_OPEN: &str = "<span class=\"math\">";
/// Opens verbatim TeX in a marked text; the content ends at the next [`SPAN_CLOSE`].
pub const TEX_OPEN: &str = "<span class=\"tex\">";
/// Closes every span.
pub const SPAN_CLOSE: &str = "</span>";

/// What a marked text consists of, in order. `Open` and `Close` come in pairs that nest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Characters that stand for themselves; a writer escapes them.
    Text(&'a str),
    /// A span begins.
    Open(Tag),
    /// The span opened last ends.
    Close(Tag),
    /// TeX mathematics, without the dollars.
    Math(&'a str),
    /// TeX source.
    Tex(&'a str),
}

/// Takes a marked text apart. Never fails; what is not markup is text. Two texts never follow each other.
pub fn pieces(marked: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for (range, piece) in scan(marked) {
        let Some(piece) = piece else { continue };
        if done < range.start {
            pieces.push(Piece::Text(&marked[done..range.start]));
        }
        pieces.push(piece);
        done = range.end;
    }
    if done < marked.len() {
        pieces.push(Piece::Text(&marked[done..]));
    }
    pieces
}

/// Whether every tag in the text has its partner, so that none is taken as literal text.
pub fn is_balanced(marked: &str) -> bool {
    scan(marked).iter().all(|(_, piece)| piece.is_some())
}

/// Whether a text begins with a tag of the table above.
pub fn begins_with_tag(text: &str) -> bool {
    tag_at(text).is_some()
}

/// The marked text that shows `text` as it stands: tags in it lose their meaning.
pub fn escape(text: &str) -> Cow<'_, str> {
    disarm(text, text.match_indices('<').filter(|(at, _)| tag_at(&text[*at..]).is_some()))
}

/// The marked text in which tags that stand as text, which [`escape`] made, have their meaning; nothing where there are
/// none.
pub fn armed(marked: &str) -> Option<String> {
    let safe = format!("{TEX_OPEN}<{SPAN_CLOSE}");
    let armed = marked.replace(&safe, "<");
    (armed != marked && armed.match_indices('<').any(|(at, _)| tag_at(&armed[at..]).is_some()))
        .then_some(armed)
}

/// Makes a marked text balanced without changing its meaning: literal tags are written as [`escape`] would.
pub fn balance(marked: &str) -> Cow<'_, str> {
    let tokens = scan(marked);
    let literal = tokens.iter().filter(|(_, piece)| piece.is_none());
    disarm(marked, literal.map(|(range, _)| (range.start, "<")))
}

/// Writes each `<` at the given places as TeX.
fn disarm<'a>(text: &'a str, places: impl Iterator<Item = (usize, &'a str)>) -> Cow<'a, str> {
    let mut safe = String::new();
    let mut done = 0;
    for (at, bracket) in places {
        safe.push_str(&text[done..at]);
        safe.push_str(TEX_OPEN);
        safe.push_str(bracket);
        safe.push_str(SPAN_CLOSE);
        done = at + bracket.len();
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    safe.push_str(&text[done..]);
    Cow::Owned(safe)
}

#[derive(Clone, Copy)]
enum Token {
    Open(Tag),
    Close(Tag),
    Math,
    Tex,
}

/// The tag that a text begins with, and its length in bytes.
fn tag_at(text: &str) -> Option<(Token, usize)> {
    let starts = |tag: &str| text.starts_with(tag).then_some(tag.len());
    for tag in Tag::ALL {
        if let Some(length) = starts(tag.open()) {
            return Some((Token::Open(tag), length));
        }
        if let Some(length) = starts(tag.close()) {
            return Some((Token::Close(tag), length));
        }
    }
    if let Some(length) = starts(MATH_OPEN) {
        return Some((Token::Math, length));
    }
    starts(TEX_OPEN).map(|length| (Token::Tex, length))
}

/// Every tag of a marked text with its place; `None` for those that are literal.
///
/// A closing tag closes the nearest open one of its kind; what was opened between them is literal.
fn scan(marked: &str) -> Vec<(Range<usize>, Option<Piece<'_>>)> {
    let mut found: Vec<(Range<usize>, Option<Piece<'_>>)> = Vec::new();
    let mut open: Vec<(usize, Tag)> = Vec::new();
    let mut open_count = [0_usize; Tag::ALL.len()];
    let last_span_close = marked.rfind(SPAN_CLOSE);
    let mut resume = 0;
    for (at, _) in marked.match_indices('<') {
        if at < resume {
            continue;
        }
        let Some((token, length)) = tag_at(&marked[at..]) else { continue };
        let mut range = at..at + length;
        let piece = match token {
            Token::Open(tag) => {
                open.push((found.len(), tag));
                open_count[tag as usize] += 1;
                Some(Piece::Open(tag))
            }
            Token::Close(tag) if open_count[tag as usize] == 0 => None,
            Token::Close(tag) => {
                while let Some((index, opened)) = open.pop() {
                    open_count[opened as usize] -= 1;
                    if opened == tag {
                        break;
                    }
                    found[index].1 = None;
                }
                Some(Piece::Close(tag))
            }
            // Looked for only where there is one: otherwise many unclosed spans would each read to the end.
            Token::Math | Token::Tex if last_span_close.is_some_and(|last| range.end <= last) => {
                let content = &marked[range.end..];
                let content = &content[..content.find(SPAN_CLOSE).unwrap_or(content.len())];
                range.end += content.len() + SPAN_CLOSE.len();
                match token {
                    Token::Math => Some(Piece::Math(content)),
                    _ => Some(Piece::Tex(content)),
                }
            }
            Token::Math | Token::Tex => None,
        };
        resume = range.end;
        found.push((range, piece));
    }
    for (index, _) in open {
        found[index].1 = None;
    }
    found
}

#[cfg(test)]
mod tests;
