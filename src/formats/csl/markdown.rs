//! Texts of CSL ⇄ the Markdown that pandoc takes every text of a CSL-YAML file for (its manual, "Specifying
//! bibliographic data"): emphasis and the like by signs, and a backslash before signs that stand for themselves.
//!
//! Straight quotation marks and apostrophes stay as they are on both ways. Two and three hyphens are read as
//! dashes and three points as an ellipsis, as pandoc writes them.

use std::borrow::Cow;

use super::text;
use crate::model::title::{self, Piece, SPAN_CLOSE, Tag};

/// What may be done to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It has markup.
    Marked,
    /// It has dashes, but no markup: names, numbers, pages.
    Words,
    /// Its characters mean themselves: addresses, identifiers, keys.
    Signs,
}

/// Deeper markup is left as signs.
const DEEPEST: usize = 24;

/// Signs that mean something wherever they stand.
const SPECIAL: &[char] = &['\\', '*', '^', '~', '[', ']', '`', '$', '<', '@'];

/// A text of CSL as Markdown that [`from_markdown`] gives back exactly.
pub(super) fn to_markdown(csl: &str, meaning: Meaning) -> String {
    if meaning != Meaning::Marked || !csl.contains('<') {
        return escaped(csl, SPECIAL);
    }
    let marked = text::spans_from_csl(csl);
    let mut markdown = String::with_capacity(csl.len() + 8);
    for piece in title::pieces(&marked) {
        match piece {
            Piece::Text(part) => markdown.push_str(&escaped(part, SPECIAL)),
            Piece::Open(tag) => markdown.push_str(signs(tag).0),
            Piece::Close(tag) => markdown.push_str(signs(tag).1),
            Piece::Math(_) | Piece::Tex(_) => {}
        }
    }
    if from_markdown(&markdown, meaning) == csl {
        return markdown;
    }
    // Markup that signs cannot say (a raised text with spaces, emphasis in emphasis) stays as CSL has it.
    let without_brackets: Vec<char> = SPECIAL.iter().copied().filter(|c| *c != '<').collect();
    escaped(csl, &without_brackets)
}

fn signs(tag: Tag) -> (&'static str, &'static str) {
    match tag {
        Tag::Italic => ("*", "*"),
        Tag::Bold => ("**", "**"),
        Tag::Superscript => ("^", "^"),
        Tag::Subscript => ("~", "~"),
        Tag::SmallCaps => ("[", "]{.smallcaps}"),
        Tag::NoCase => ("[", "]{.nocase}"),
    }
}

fn escaped(text: &str, special: &[char]) -> String {
    let mut markdown = String::with_capacity(text.len() + 8);
    let mut before = None;
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        let is_next = |sign| rest[c.len_utf8()..].starts_with(sign);
        let needs = match c {
            '_' => {
                let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                !(is_letter(before) && is_letter(rest[1..].chars().next()))
            }
            '-' | '.' => before == Some(c) || is_next(c),
            '&' => entity(rest).is_some(),
            c => special.contains(&c),
        };
        if needs || begins_block(text, at) {
            markdown.push('\\');
        }
        markdown.push(c);
        before = Some(c);
    }
    markdown
}

/// Whether the sign at a place would make a heading, a quotation or a list of the text.
fn begins_block(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let ends = |rest: &str| rest.chars().next().is_none_or(char::is_whitespace);
    match rest.as_bytes().first() {
        Some(b'>' | b'|' | b'%') => at == 0,
        Some(b'-' | b'+' | b':' | b'=') => at == 0 && ends(&rest[1..]),
        Some(b'#') => at == 0 && ends(rest.trim_start_matches('#')),
        Some(b'.' | b')') if at > 0 && at < 8 && ends(&rest[1..]) => {
            let label = text[..at].trim_start_matches('(');
            let all = |signs: &str| label.chars().all(|c| signs.contains(c));
            label.chars().count() == 1 || all("0123456789") || all("ivxlcdm") || all("IVXLCDM")
        }
        _ => false,
    }
}

/// A text of a file as CSL spells it.
pub(super) fn from_markdown(markdown: &str, meaning: Meaning) -> String {
    const PLAIN: &[char] = &['\\', '*', '_', '^', '~', '[', ']', '$', '&', '-', '.'];
    if !markdown.contains(PLAIN) {
        return markdown.to_owned();
    }
    let mut reading = Reading { source: markdown, at: 0, parts: Vec::new(), open: Vec::new() };
    while let Some(c) = reading.rest().chars().next() {
        let taken = match c {
            '\\' => reading.escape(),
            '&' => reading.entity(),
            '-' | '.' if meaning != Meaning::Signs => reading.dash(c),
            '*' | '_' | '^' | '~' | '[' | ']' | '$' if meaning == Meaning::Marked => reading.sign(c),
            _ => None,
        };
        if taken.is_none() {
            let next = reading.rest()[c.len_utf8()..].find(PLAIN);
            let length = next.map_or(reading.rest().len(), |next| next + c.len_utf8());
            let text = &markdown[reading.at..reading.at + length];
            if text.contains(char::is_whitespace) {
                reading.open.retain(|opened| !matches!(opened.tag, Some(Tag::Superscript | Tag::Subscript)));
            }
            reading.push(text, length);
        }
    }
    reading.parts.concat()
}

/// A sign that waits for its partner.
struct Opened {
    /// The place among the parts.
    part: usize,
    /// What it is, unless only its end tells.
    tag: Option<Tag>,
}

struct Reading<'m> {
    source: &'m str,
    at: usize,
    parts: Vec<Cow<'m, str>>,
    open: Vec<Opened>,
}

impl<'m> Reading<'m> {
    fn rest(&self) -> &'m str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> Option<char> {
        self.source.get(..self.at)?.chars().next_back()
    }

    fn push(&mut self, text: impl Into<Cow<'m, str>>, length: usize) {
        self.parts.push(text.into());
        self.at += length;
    }

    fn escape(&mut self) -> Option<()> {
        let rest = self.rest();
        match rest.as_bytes().get(1)? {
            b' ' => self.push("\u{a0}", 2),
            byte if byte.is_ascii_punctuation() => self.push(&rest[1..2], 2),
            _ => return None,
        }
        Some(())
    }

    fn entity(&mut self) -> Option<()> {
        let name = entity(self.rest())?;
        let decoded = match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "nbsp" => '\u{a0}',
            name => {
                let number = name.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(digits) => u32::from_str_radix(digits, 16),
                    None => number.parse(),
                };
                char::from_u32(code.ok()?)?
            }
        };
        self.push(decoded.to_string(), name.len() + 2);
        Some(())
    }

    fn dash(&mut self, sign: char) -> Option<()> {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start_matches(sign).len();
        let text = match (sign, length) {
            ('-', 2) => "–",
            ('-', 3) => "—",
            ('.', 3) => "…",
            _ => &rest[..length],
        };
        self.push(text, length);
        Some(())
    }

    fn sign(&mut self, sign: char) -> Option<()> {
        let rest = self.rest();
        match sign {
            '*' | '_' => self.emphasis(sign),
            '^' => self.delimiter(1, Tag::Superscript),
            '~' if rest.starts_with("~~") => self.push(&rest[..2], 2),
            '~' => self.delimiter(1, Tag::Subscript),
            '[' => self.begin(1, None),
            ']' => return self.bracket(),
            _ => return self.mathematics(),
        }
        Some(())
    }

    fn emphasis(&mut self, sign: char) {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start_matches(sign).len();
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_in_word = is_letter(self.before()) && is_letter(rest[length..].chars().next());
        match length {
            _ if sign == '_' && is_in_word => self.push(&rest[..length], length),
            1 => self.delimiter(1, Tag::Italic),
            2 => self.delimiter(2, Tag::Bold),
            _ => self.push(&rest[..length], length),
        }
    }

    /// A sign that is the same at both ends.
    fn delimiter(&mut self, length: usize, tag: Tag) {
        let rest = self.rest();
        let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let opened = self.open.iter().rposition(|opened| opened.tag == Some(tag));
        // Nothing stands between the two where the partner is the part before.
        let opened = opened.filter(|position| self.open[*position].part + 1 < self.parts.len());
        match opened {
            Some(position) if !is_blank(self.before()) => self.close(position, tag, length),
            _ if !is_blank(rest[length..].chars().next()) => self.begin(length, Some(tag)),
            _ => self.push(&rest[..length], length),
        }
    }

    fn begin(&mut self, length: usize, tag: Option<Tag>) {
        if self.open.len() < DEEPEST {
            self.open.push(Opened { part: self.parts.len(), tag });
        }
        let rest = self.rest();
        self.push(&rest[..length], length);
    }

    fn close(&mut self, position: usize, tag: Tag, length: usize) {
        let part = self.open[position].part;
        self.open.truncate(position);
        let (open, close) = match tag {
            Tag::SmallCaps => (text::SMALL_CAPS_OPEN, SPAN_CLOSE),
            tag => (tag.open(), tag.close()),
        };
        self.parts[part] = open.into();
        self.push(close, length);
    }

    fn bracket(&mut self) -> Option<()> {
        let position = self.open.iter().rposition(|opened| opened.tag.is_none())?;
        let rest = self.rest();
        for tag in [Tag::SmallCaps, Tag::NoCase] {
            let close = signs(tag).1;
            if rest.starts_with(close) {
                self.close(position, tag, close.len());
                return Some(());
            }
        }
        self.open.truncate(position);
        None
    }

    /// Mathematics stays as it is, with its dollars.
    fn mathematics(&mut self) -> Option<()> {
        let rest = self.rest();
        let length = rest[1..].find('$')?;
        let inside = &rest[1..1 + length];
        let is_open = !inside.starts_with(char::is_whitespace) && !inside.ends_with(char::is_whitespace);
        let follows = rest[2 + length..].chars().next();
        if inside.is_empty() || !is_open || follows.is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
        self.push(&rest[..2 + length], 2 + length);
        Some(())
    }
}

/// The name of the character reference that a text begins with (`amp` of `&amp;`).
fn entity(text: &str) -> Option<&str> {
    const LONGEST: usize = 32;
    let rest = text.strip_prefix('&')?;
    let length = rest.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &rest[..length];
    let letters = name.strip_prefix('#').unwrap_or(name);
    (!letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_pandoc_writes_and_reads() {
        let cases = [
            ("It's <i>a</i> star", "It's *a* star"),
            ("<b>b</b><sup>e</sup><sub>2</sub>", "**b**^e^~2~"),
            (
                "<span style=\"font-variant:small-caps;\">xx</span> <span class=\"nocase\">Paris</span>",
                "[xx]{.smallcaps} [Paris]{.nocase}",
            ),
            ("*star* _under_ a_b_c", "\\*star\\* \\_under\\_ a_b_c"),
            ("a -- b ... c", "a \\-\\- b \\.\\.\\. c"),
            ("x < y &amp; z & w", "x \\< y \\&amp; z & w"),
            ("$5 [l](u) @foo `c` \\x", "\\$5 \\[l\\](u) \\@foo \\`c\\` \\\\x"),
            ("1. Teil", "1\\. Teil"),
            ("# x", "\\# x"),
            ("– x", "– x"),
            ("<i>a <b>b</b> c</i>", "*a **b** c*"),
            ("<sup>a b</sup>", "<sup>a b</sup>"),
            ("<i>not closed", "\\<i>not closed"),
        ];
        for (csl, markdown) in cases {
            assert_eq!(to_markdown(csl, Meaning::Marked), markdown);
            assert_eq!(from_markdown(markdown, Meaning::Marked), csl);
        }
    }

    #[test]
    fn what_people_write_is_read() {
        let cases = [
            ("_a_ b*c*d 2 * 3 * 4", "<i>a</i> b<i>c</i>d 2 * 3 * 4"),
            ("a -- b --- c ...", "a – b — c …"),
            ("[x](http://y) [z]", "[x](http://y) [z]"),
            ("$x^2 + *y*$ and $5", "$x^2 + *y*$ and $5"),
            ("&amp;&lt;&#233;&unknown;&", "&<é&unknown;&"),
            ("**a", "**a"),
            ("a^b c^", "a^b c^"),
            ("~~a~~ H~2~O", "~~a~~ H<sub>2</sub>O"),
            ("<span class=\"nocase\">Paris</span>", "<span class=\"nocase\">Paris</span>"),
            ("\\'a\\' \\é", "'a' \\é"),
        ];
        for (markdown, csl) in cases {
            assert_eq!(from_markdown(markdown, Meaning::Marked), csl);
        }
        assert_eq!(from_markdown("http://x/~a/*b*--c\\_d", Meaning::Signs), "http://x/~a/*b*--c_d");
        assert_eq!(from_markdown("12--15 *2*", Meaning::Words), "12–15 *2*");
    }

    proptest! {
        #[test]
        fn every_text_comes_back(pieces in proptest::collection::vec(prop::sample::select(PIECES), 0..12), any: String) {
            let text = pieces.concat();
            for text in [&text, &any] {
                for meaning in [Meaning::Marked, Meaning::Words, Meaning::Signs] {
                    let markdown = to_markdown(text, meaning);
                    prop_assert_eq!(&from_markdown(&markdown, meaning), text, "{}", markdown);
                }
            }
        }
    }

    const PIECES: &[&str] = &[
        "<i>",
        "</i>",
        "<b>",
        "</b>",
        "<sup>",
        "</sup>",
        "<sub>",
        "</sub>",
        "</span>",
        "<span class=\"nocase\">",
        "<span style=\"font-variant:small-caps;\">",
        "a",
        "b c",
        " ",
        "*",
        "_",
        "^",
        "~",
        "[",
        "]",
        "]{.nocase}",
        "$",
        "\\",
        "&amp;",
        "&",
        ";",
        "-",
        "--",
        "...",
        "#",
        "1.",
        ">",
        "@",
        "`",
        "\n",
        "é",
    ];
}
