//! TeX as it stands in the values of a .bib file ⇄ marked text (see [`crate::model::title`]).
//!
//! [`read`] decodes accents, letters, ligatures, spaces and quotation marks and turns the usual commands into
//! tags. What it does not know it keeps verbatim with its arguments in `<span class="tex">`, so that [`write()`]
//! gives the same bytes. Neither can fail, and both take time linear in their input.
//!
//! Braces of a title protect capitals (`nocase`), as in BibTeX and biblatex; a group that begins with a
//! backslash (`{\'E}`, `{\it …}`) is a "special character" and protects nothing (btxdoc, section 4, and "Tame the
//! BeaST", on titles). Braces elsewhere only group and vanish.
//!
//! Character references and tags that programs left in from web pages (`&amp;`, `{\textless}i{\textgreater}`) are
//! read as what they stand for.
//!
//! # What comes back
//!
//! `read(write(m)) == m` for a balanced marked text with these exceptions, where TeX has no form of its own:
//!
//! - spans of `nocase` come back from a title only, and there not inside each other and not empty;
//! - white space other than the space becomes a space, except that a text keeps its line breaks;
//! - a letter and a mark after it become one character where Unicode has one;
//! - TeX that does more than set type comes back as text (see [`is_harmless`]);
//! - empty mathematics vanishes; verbatim TeX comes back if it is one command with its arguments, a group that
//!   begins with a command, or display mathematics; its braces must match.
//!
//! A straight apostrophe stays straight, although TeX prints it curved.

mod harm;
mod pairs;
mod read;
mod symbols;
mod web;
mod write;

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::fields::ItalicsAs;

pub use harm::is_harmless;

/// What a value holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A title: braces protect capitals. Marked text, one line.
    Title,
    /// Other prose: notes, abstracts. Marked text; a blank line or `\par` is an empty line, `\\` a line break.
    Text,
    /// Words without markup: names, publishers, places. Plain text, one line, in which `<i>` is no tag;
    /// mathematics and unknown commands are shown as [`crate::model::title::plain`] shows them.
    Plain,
    /// Addresses, identifiers, file names: not TeX. biber does not decode its verbatim fields (biblatex manual,
    /// section 2.2.1), so they are kept as they are.
    Verbatim,
}

/// Which characters a written value may consist of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repertoire {
    /// All of Unicode; only what is special to TeX is escaped. For biblatex.
    Unicode,
    /// ASCII where TeX has a command for the character, so that BibTeX sorts and abbreviates it; characters
    /// without one (Cyrillic, Chinese) stay.
    Ascii,
}

/// Reads TeX into marked text, or plain text for [`Kind::Plain`]. The result is balanced.
pub fn read(tex: &str, kind: Kind) -> String {
    match kind {
        Kind::Verbatim => tex.to_owned(),
        _ if is_plain(tex) => tex.to_owned(),
        _ => read_commands(tex, kind),
    }
}

fn read_commands(tex: &str, kind: Kind) -> String {
    let tex = without_control(tex);
    composed(read::Reader::new(&web::decoded(&tex, kind), kind).read())
}

/// Whether there is nothing in a value that TeX takes for anything but itself: no command, group, ligature or reference,
/// no white space but single spaces between words, no combining mark. Most values are such.
fn is_plain(tex: &str) -> bool {
    let mut before = b' ';
    for &byte in tex.as_bytes() {
        match byte {
            b'{' | b'}' | b'\\' | b'$' | b'<' | b'~' | b'&' | b'`' => return false,
            b'-' | b' ' | b'\'' if before == byte => return false,
            // Control characters, of which the later ones begin with 0xc2, and U+0300 to U+037F.
            ..b' ' | 0x7f | 0xc2 | 0xcc | 0xcd => return false,
            _ => before = byte,
        }
    }
    tex.is_empty() || before != b' '
}

/// Whether a text ends with the command of a letter, an accent or a slash: TeX takes the white space after it for the
/// end of the command (`\L ukas`, `Gro\ss e`, `\c Celik`), so that the word goes on behind it.
pub fn swallows_space(tex: &str) -> bool {
    let before_letters = tex.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let Some(before) = before_letters.strip_suffix('\\') else { return false };
    // After another backslash the command is that of a line break.
    let is_command = (before.len() - before.trim_end_matches('\\').len()).is_multiple_of(2);
    let command = &tex[before.len()..];
    let joins = |c: char| c.is_alphabetic() || c == '/';
    let is_letter = symbols::text_of(command).and_then(|text| text.chars().next()).is_some_and(joins);
    is_command && (is_letter || symbols::accent_of(command).is_some())
}

/// The text with each letter and the marks after it as one character where Unicode has one.
fn composed(text: String) -> String {
    let is_mark = |c: char| ('\u{300}'..='\u{36f}').contains(&c);
    if !text.contains(is_mark) {
        return text;
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        let marks = after.len() - after.trim_start_matches(is_mark).len();
        let (run, next) = rest.split_at(first.len_utf8() + marks);
        if marks > 0 && first.is_alphabetic() {
            result.extend(run.nfc());
        } else {
            result.push_str(run);
        }
        rest = next;
    }
    result
}

/// Writes marked text, or plain text for [`Kind::Plain`], as TeX. The braces of the result match, those after a
/// backslash counted, as BibTeX counts them.
pub fn write(marked: &str, kind: Kind, repertoire: Repertoire) -> String {
    write_with(marked, kind, repertoire, ItalicsAs::Emphasis)
}

/// The same with words in italics as a target wants them.
pub fn write_with(marked: &str, kind: Kind, repertoire: Repertoire, italics: ItalicsAs) -> String {
    match kind {
        Kind::Verbatim => write::verbatim(&without_control(marked)),
        _ if stands_for_itself(marked) => marked.to_owned(),
        _ => write_commands(marked, kind, repertoire, italics),
    }
}

fn write_commands(marked: &str, kind: Kind, repertoire: Repertoire, italics: ItalicsAs) -> String {
    write::Writer::new(kind, repertoire, italics).write(&without_control(marked))
}

/// Whether a text is written as it is, whatever kind of value it is: ASCII without markup and anything that is special
/// to TeX, with single spaces, hyphens and apostrophes between. Most values are such.
fn stands_for_itself(marked: &str) -> bool {
    let mut between = true;
    for &byte in marked.as_bytes() {
        let is_ordinary = symbols::is_ordinary(byte);
        if !is_ordinary && (between || !matches!(byte, b' ' | b'-' | b'\'')) {
            return false;
        }
        between = !is_ordinary;
    }
    marked.is_empty() || !between
}

/// A text without control characters but white space: no program reads them from a .bib file.
fn without_control(text: &str) -> Cow<'_, str> {
    let is_odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\x0c');
    if text.contains(is_odd) { Cow::Owned(text.replace(is_odd, "")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests;
