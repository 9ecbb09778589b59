//! Formattable strings: braces keep the case of what they enclose, dollars enclose mathematics of Typst, and a
//! backslash stands before a sign that is meant itself (`ChunkedString` in hayagriva).

use crate::model::title::{self, Piece, SPAN_CLOSE, Tag};

/// Signs that mean something.
const CONTROLS: &[char] = &['\\', '{', '}', '$'];

/// A marked text as a formattable string: it has no italics and no raised letters.
pub(super) fn to_chunks(marked: &str) -> String {
    let mut chunks = String::with_capacity(marked.len());
    for piece in title::pieces(marked) {
        match piece {
            Piece::Text(text) => push_escaped(&mut chunks, text),
            Piece::Open(Tag::NoCase) => chunks.push('{'),
            Piece::Close(Tag::NoCase) => chunks.push('}'),
            Piece::Open(_) | Piece::Close(_) => {}
            Piece::Math(source) if is_plain_mathematics(source) => {
                chunks.push('$');
                chunks.push_str(source);
                chunks.push('$');
            }
            Piece::Math(source) | Piece::Tex(source) => push_escaped(&mut chunks, &title::plain_tex(source)),
        }
    }
    chunks
}

/// Plain characters as a formattable string.
pub(super) fn escaped(text: &str) -> String {
    let mut chunks = String::with_capacity(text.len());
    push_escaped(&mut chunks, text);
    chunks
}

fn push_escaped(chunks: &mut String, text: &str) {
    for c in text.chars() {
        if CONTROLS.contains(&c) {
            chunks.push('\\');
        }
        chunks.push(c);
    }
}

/// Whether TeX and Typst take mathematics for the same. A word of several letters is a variable in Typst and
/// stops the document when it is unknown.
fn is_plain_mathematics(source: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || " ^_+-=<>()|,.!'".contains(c);
    let letters = |pair: &[u8]| pair.iter().all(u8::is_ascii_alphabetic);
    !source.is_empty() && source.chars().all(is_sign) && !source.as_bytes().windows(2).any(letters)
}

/// What braces are read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Braces {
    /// The case of what they enclose stays: titles.
    KeepCase,
    /// Nothing: texts whose case nobody changes.
    Nothing,
}

/// A formattable string as marked text. A brace or a dollar without its partner ends with the text.
pub(super) fn from_chunks(chunks: &str, braces: Braces) -> String {
    let marked = String::with_capacity(chunks.len());
    let mut reading = Reading { marked, text: String::new(), braces, depth: 0 };
    let mut rest = chunks;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' if rest.starts_with(CONTROLS) => {
                reading.text.extend(rest.chars().next());
                rest = &rest[1..];
            }
            '{' => reading.open(),
            '}' if reading.depth > 0 => reading.close(),
            '$' => match rest.split_once('$').filter(|(source, _)| !source.contains(SPAN_CLOSE)) {
                Some((source, after)) => {
                    reading.mathematics(source);
                    rest = after;
                }
                None => reading.text.push('$'),
            },
            c => reading.text.push(c),
        }
    }
    if reading.depth > 0 {
        reading.depth = 1;
        reading.close();
    }
    reading.end_text();
    reading.marked
}

/// The whole of a text kept in its case.
pub(super) fn verbatim(text: &str) -> String {
    [Tag::NoCase.open(), &title::escape(text), Tag::NoCase.close()].concat()
}

struct Reading {
    marked: String,
    /// What was read since the last sign.
    text: String,
    braces: Braces,
    depth: usize,
}

impl Reading {
    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        self.marked.push_str(&title::escape(&text));
    }

    fn open(&mut self) {
        if self.depth == 0 {
            self.tag(Tag::NoCase.open());
        }
        self.depth += 1;
    }

    fn close(&mut self) {
        self.depth -= 1;
        if self.depth == 0 {
            self.tag(Tag::NoCase.close());
        }
    }

    fn tag(&mut self, tag: &str) {
        if self.braces == Braces::KeepCase {
            self.end_text();
            self.marked.push_str(tag);
        }
    }

    fn mathematics(&mut self, source: &str) {
        self.end_text();
        self.marked.push_str(title::MATH_OPEN);
        self.marked.push_str(source);
        self.marked.push_str(SPAN_CLOSE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks() {
        let cases = [
            ("The <span class=\"nocase\">Ostend</span> ropes", "The {Ostend} ropes"),
            ("5 $ {x} a\\b", "5 \\$ \\{x\\} a\\\\b"),
            ("<span class=\"math\">x^2</span>", "$x^2$"),
            ("a < b &amp; c", "a < b &amp; c"),
        ];
        for (marked, chunks) in cases {
            assert_eq!(to_chunks(marked), chunks);
            assert_eq!(from_chunks(chunks, Braces::KeepCase), marked);
        }
        assert_eq!(from_chunks("{a} b", Braces::Nothing), "a b");
        assert_eq!(to_chunks("<i>a</i> <span class=\"math\">\\alpha_{2}</span>"), "a α2");
        let read = [
            ("{a {b} c} d", "<span class=\"nocase\">a b c</span> d"),
            ("a} {b", "a} <span class=\"nocase\">b</span>"),
            ("5 $ and", "5 $ and"),
            ("\\n", "\\n"),
            ("{a $x$}", "<span class=\"nocase\">a <span class=\"math\">x</span></span>"),
        ];
        for (chunks, marked) in read {
            assert_eq!(from_chunks(chunks, Braces::KeepCase), marked);
        }
    }
}
