//! One pass over a .bib file, or a piece of one, that answers, for any place, where a brace or a quotation closes, which
//! line it is on and where the next entry starts.
//!
//! Without it each damaged entry would be scanned to the end of the file and reading would take quadratic time.

use std::{borrow::Cow, ops::Range};

/// What no mark has as its index.
const NONE: u32 = u32::MAX;

/// The longest text that can be read, in bytes: offsets take four, since there is one for each brace.
pub(super) const LONGEST_TEXT: usize = NONE as usize;

/// In bytes; how far the comma after a key is looked for.
pub(super) const LONGEST_KEY: usize = 120;

/// What [`Structure::of`] found.
pub(super) struct Structure<'t> {
    /// The piece; all offsets count from its beginning.
    text: Cow<'t, str>,
    /// Whether it ends because an entry begins behind it, and not because the text does.
    is_cut: bool,
    /// Braces and quotation marks in order.
    marks: Vec<Mark>,
    /// Offsets of the `@` of entries that start a line.
    starts: Vec<u32>,
    /// Offsets of the first character of each line.
    lines: Vec<u32>,
    /// How many lines there are before the first of those.
    lines_before: usize,
}

/// Which piece of a text is looked at, from the beginning of the text or from where an earlier piece ends.
pub(super) struct Piece {
    /// The line of its beginning, counted from 1.
    pub(super) line: usize,
    /// How long it is at least, in bytes.
    pub(super) least: usize,
}

struct Mark {
    at: u32,
    /// Of an opening brace, the index of the mark that closes it.
    closing: u32,
    /// The index of the first quotation mark from here on that is inside no further brace.
    quotation: u32,
}

/// `@word{` or `@word(`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) word: Range<usize>,
    /// Offset of the delimiter.
    pub(super) open: usize,
    /// `}` or `)`.
    pub(super) close: u8,
}

impl<'t> Structure<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Structure::piece(Cow::Borrowed(text), &Piece { line: 1, least: usize::MAX })
    }

    /// Of a piece that the text begins with. It ends where an entry starts a line and nothing is open, so that nothing
    /// in it depends on what follows; where that is nowhere, with the text. A text that is cut off at any character
    /// has its pieces where the whole has them, save the last one, which may be longer.
    pub(super) fn piece(text: Cow<'t, str>, piece: &Piece) -> Self {
        let (mut structure, end) = Structure::look_through(&text, piece);
        structure.is_cut = end < text.len();
        structure.text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[..end]),
            Cow::Owned(mut text) => {
                text.truncate(end);
                Cow::Owned(text)
            }
        };
        structure.find_quotations();
        structure
    }

    /// All but the text and its quotations, and where the piece ends.
    fn look_through(text: &str, piece: &Piece) -> (Structure<'static>, usize) {
        let bytes = text.as_bytes();
        let mut structure = Structure {
            text: Cow::Borrowed(""),
            is_cut: false,
            marks: Vec::new(),
            starts: Vec::new(),
            lines: vec![0],
            lines_before: piece.line.saturating_sub(1),
        };
        let mut open = Vec::new();
        let mut line_is_blank = true;
        let mut space_end = 0;
        // A quotation in parentheses may close behind any entry. Such an entry follows another one or begins a line.
        let mut has_parenthesis = false;
        let mut may_begin = true;
        for (at, &character) in bytes.iter().enumerate() {
            if character == b'@' {
                let begins_line = at.checked_sub(1).is_none_or(|before| is_line_break(bytes[before]));
                let may_end = at > 0 && at >= piece.least && open.is_empty() && !has_parenthesis;
                if may_end && begins_line && starts_entry(text, at) {
                    return (structure, at);
                }
                has_parenthesis |= may_begin && header(bytes, at).is_some_and(|header| header.close == b')');
            }
            if at >= space_end {
                space_end = at + space_length(&bytes[at..]);
            }
            match character {
                b'{' | b'}' | b'"' => structure.mark(at, character, &mut open),
                b'@' if line_is_blank && starts_entry(text, at) => structure.starts.push(short(at)),
                b'\n' => structure.lines.push(short(at + 1)),
                b'\r' if bytes.get(at + 1) != Some(&b'\n') => structure.lines.push(short(at + 1)),
                _ => {}
            }
            line_is_blank = is_line_break(character) || (line_is_blank && at < space_end);
            may_begin = line_is_blank
                || matches!(character, b'}' | b')')
                || (may_begin && character.is_ascii_whitespace());
        }
        (structure, text.len())
    }

    fn mark(&mut self, at: usize, character: u8, open: &mut Vec<usize>) {
        let index = self.marks.len();
        match character {
            b'{' => open.push(index),
            b'}' => {
                if let Some(opening) = open.pop() {
                    self.marks[opening].closing = short(index);
                }
            }
            _ => {}
        }
        self.marks.push(Mark { at: short(at), closing: NONE, quotation: NONE });
    }

    /// From the last mark to the first: what follows a group is known before the group.
    fn find_quotations(&mut self) {
        for index in (0..self.marks.len()).rev() {
            let mark = &self.marks[index];
            let after = match self.text.as_bytes().get(mark.at as usize) {
                Some(b'"') => short(index),
                Some(b'{') if mark.closing != NONE => {
                    self.marks.get(mark.closing as usize + 1).map_or(NONE, |next| next.quotation)
                }
                _ => NONE,
            };
            self.marks[index].quotation = after;
        }
    }

    /// Where the brace that opens at `open` closes.
    pub(super) fn closing_brace(&self, open: usize) -> Option<usize> {
        let index = self.marks.binary_search_by_key(&open, |mark| mark.at as usize).ok()?;
        self.marks.get(self.marks[index].closing as usize).map(|mark| mark.at as usize)
    }

    /// Where a quotation whose text begins at `from` closes.
    pub(super) fn closing_quotation(&self, from: usize) -> Option<usize> {
        let index = self.marks.partition_point(|mark| (mark.at as usize) < from);
        let quotation = self.marks.get(index)?.quotation;
        self.marks.get(quotation as usize).map(|mark| mark.at as usize)
    }

    /// The first entry from `from` on that starts a line.
    pub(super) fn next_start(&self, from: usize) -> Option<usize> {
        let next = self.starts.partition_point(|start| (*start as usize) < from);
        self.starts.get(next).map(|start| *start as usize)
    }

    /// Whether an entry starts a line at `at`.
    pub(super) fn is_start(&self, at: usize) -> bool {
        self.starts.binary_search(&short(at)).is_ok()
    }

    /// The line of an offset, counted from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.lines_before + self.lines.partition_point(|line| *line as usize <= at)
    }

    /// What it is the structure of.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The same, when its structure is of no more use.
    pub(super) fn into_text(self) -> Cow<'t, str> {
        self.text
    }

    /// Whether the piece ends because an entry begins behind it, and not because the text does.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Where the line of an offset ends: at its line break or at the end of the text.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let next =
            self.lines.get(self.line(at) - self.lines_before).map_or(self.text.len(), |line| *line as usize);
        let bytes = self.text.as_bytes();
        let mut end = next;
        while end > at && bytes.get(end - 1).copied().is_some_and(is_line_break) {
            end -= 1;
        }
        end
    }

    /// The header of the entry whose `@` is at `at`.
    pub(super) fn header(&self, at: usize) -> Option<Header> {
        header(self.text.as_bytes(), at)
    }

    /// Whether an entry starts at an `@` that begins a line.
    pub(super) fn starts_entry(&self, at: usize) -> bool {
        starts_entry(&self.text, at)
    }
}

fn header(bytes: &[u8], at: usize) -> Option<Header> {
    let start = skip_space(bytes, at + 1);
    let length = bytes[start..].iter().take_while(|byte| is_word_byte(**byte)).count();
    if length == 0 || bytes[start].is_ascii_digit() {
        return None;
    }
    let open = skip_space(bytes, start + length);
    let close = match bytes.get(open)? {
        b'{' => b'}',
        b'(' => b')',
        _ => return None,
    };
    Some(Header { word: start..start + length, open, close })
}

/// "@home (now)" at the start of a line of prose is no entry: after a parenthesis a key with its comma or a name with
/// its equals sign must follow, save in a comment.
fn starts_entry(text: &str, at: usize) -> bool {
    header(text.as_bytes(), at).is_some_and(|header| {
        let is_comment = text[header.word.clone()].eq_ignore_ascii_case("comment");
        header.close == b'}' || is_comment || {
            let inside = &text.as_bytes()[header.open + 1..];
            // Bounded, since this is asked of every line.
            let stop =
                inside.iter().take(LONGEST_KEY).find(|byte| matches!(byte, b',' | b'=' | b')' | b'"' | b'{'));
            stop.is_some_and(|stop| *stop != b')')
        }
    })
}

fn is_line_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// An offset or an index in a text that is not longer than [`LONGEST_TEXT`].
pub(super) fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NONE)
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b':' | b'.' | b'+' | b'*' | b'/')
}

/// The offset of the first byte from `from` on that is no white space.
pub(super) fn skip_space(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(rest) = bytes.get(at..)
        && let length @ 1.. = space_length(rest)
    {
        at += length;
    }
    at
}

/// In bytes, the white space character that a text begins with; 0 when it begins with something else. What is copied
/// from web pages and word processors is indented with no-break spaces.
pub(super) fn space_length(bytes: &[u8]) -> usize {
    match bytes {
        [byte, ..] if byte.is_ascii_whitespace() => 1,
        // U+0085, U+00A0
        [0xc2, 0x85 | 0xa0, ..] => 2,
        // U+2000 to U+200B, U+2028, U+2029, U+202F, U+205F, U+3000, U+FEFF
        [0xe2, 0x80, 0x80..=0x8b | 0xa8 | 0xa9 | 0xaf, ..] => 3,
        [0xe2, 0x81, 0x9f, ..] | [0xe3, 0x80, 0x80, ..] | [0xef, 0xbb, 0xbf, ..] => 3,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_and_quotations_close_where_their_own_group_ends() {
        let text = r#"{a {b} c} "x {"} y" { "#;
        let structure = Structure::of(text);
        assert_eq!(structure.closing_brace(0), Some(8));
        assert_eq!(structure.closing_brace(3), Some(5));
        assert_eq!(structure.closing_brace(20), None);
        assert_eq!(structure.closing_quotation(11), Some(18));
        assert_eq!(structure.closing_quotation(19), None);
    }

    #[test]
    fn lines_end_at_any_kind_of_break() {
        let text = "a\nb\r\nc\rd";
        let structure = Structure::of(text);
        let found: Vec<_> = text
            .char_indices()
            .filter(|(_, c)| c.is_alphabetic())
            .map(|(at, _)| (structure.line(at), structure.line_end(at) - at))
            .collect();
        assert_eq!(found, [(1, 1), (2, 1), (3, 1), (4, 1)]);
    }

    #[test]
    fn an_entry_starts_where_a_delimiter_follows() {
        let cases = [
            ("@book{", true),
            (" \t@ book {", true),
            ("\u{a0}\u{a0}@book{", true),
            ("@book(k,", true),
            ("@string(a = 1)", true),
            ("@home (now) and then, perhaps", false),
            ("me@book{", false),
            ("@book k", false),
            ("@2{", false),
            ("@", false),
        ];
        for (text, expected) in cases {
            assert_eq!(Structure::of(text).next_start(0).is_some(), expected, "{text}");
        }
    }
}
