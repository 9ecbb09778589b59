//! The text of a .bib file → blocks that cover it without a gap, each with its byte span and line.
//!
//! Syntax as `btparse` and BibTeX agree on it; where they do not, what keeps more of the file:
//!
//! - An entry starts at an `@` that begins a line, follows another entry or, in the middle of a line, is followed
//!   by a type, a brace and a key. An `@` in an address is text; so is all of a line after `%`.
//! - Braces count wherever they are, also after a backslash.
//! - An entry whose braces balance is never cut. One whose braces do not ends where the next one starts a line.

use std::{borrow::Cow, ops::Range};

use super::{
    entry::{EntryReader, Fields},
    problems::{Fault, SyntaxProblem, excerpt},
    structure::{self, Header, LONGEST_KEY, Structure, skip_space},
};

/// A part of a file. All ranges in it are bytes of the text that it was read from, or of the piece of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// All of it.
    pub span: Range<usize>,
    /// The line of its first character, counted from 1.
    pub line: usize,
    /// What it is.
    pub content: Content,
    /// What is wrong with it, in the order of the lines.
    pub problems: Vec<SyntaxProblem>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text between entries, white space included.
    Text,
    /// `@comment{…}`.
    Comment,
    /// `@preamble{…}` with the pieces of its value.
    Preamble(Vec<Piece>),
    /// `@string{name = value}`; each field is one definition.
    Strings(Vec<RawField>),
    /// Any other entry.
    Entry(RawEntry),
}

/// An entry as spelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawEntry {
    /// The type without the `@`.
    pub entry_type: Range<usize>,
    /// The key; `None` when there is none.
    pub key: Option<Range<usize>>,
    /// The fields in order, repeated ones included.
    pub fields: Vec<RawField>,
    /// Lines from `%` on, between the fields.
    pub comments: Vec<Range<usize>>,
    /// What no field could be made of.
    pub unread: Vec<Range<usize>>,
}

/// A field as spelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawField {
    /// The name.
    pub name: Range<usize>,
    /// The line of the name, counted from 1.
    pub line: usize,
    /// The parts of the value between `#`.
    pub value: Vec<Piece>,
}

/// A part of a value. Ranges are the bytes within the delimiters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// `{…}`
    Braced(Range<usize>),
    /// `"…"`
    Quoted(Range<usize>),
    /// A number or the name of a macro.
    Bare(Range<usize>),
    /// Words that should have been in braces.
    Unquoted(Range<usize>),
}

/// The blocks of a text in order.
pub struct Blocks<'t> {
    reader: BlockReader<'t>,
    at: usize,
}

impl<'t> Blocks<'t> {
    /// Prepares the text; takes time and space in proportion to its length.
    pub fn of(text: &'t str) -> Self {
        Blocks { reader: BlockReader::of(text), at: 0 }
    }
}

impl Iterator for Blocks<'_> {
    type Item = Block;

    fn next(&mut self) -> Option<Block> {
        let block = self.reader.block_at(self.at)?;
        self.at = block.span.end;
        Some(block)
    }
}

/// Reads blocks of a text where they begin. The blocks of a large file take several times the space of the file; to
/// read one again takes next to no time.
pub(super) struct BlockReader<'t> {
    structure: Structure<'t>,
}

impl<'t> BlockReader<'t> {
    /// Prepares the text; takes time and space in proportion to its length.
    pub(super) fn of(text: &'t str) -> Self {
        BlockReader { structure: Structure::of(text) }
    }

    /// Prepares a piece that the text begins with, which is not short and ends where a block begins.
    pub(super) fn piece(text: Cow<'t, str>, piece: &structure::Piece) -> Self {
        BlockReader { structure: Structure::piece(text, piece) }
    }

    /// What was prepared; ranges are bytes of it.
    pub(super) fn text(&self) -> &str {
        self.structure.text()
    }

    /// The same, when no block is read any more.
    pub(super) fn into_text(self) -> Cow<'t, str> {
        self.structure.into_text()
    }

    /// Whether the piece ends because a block begins behind it, and not because the text does.
    pub(super) fn is_cut(&self) -> bool {
        self.structure.is_cut()
    }

    /// The block that begins at this byte; `None` at the end of the piece.
    pub(super) fn block_at(&self, at: usize) -> Option<Block> {
        if at >= self.text().len() {
            return None;
        }
        let (end, problems) = self.end_of_text(at);
        if end > at {
            return Some(Block { span: at..end, line: self.line(at), content: Content::Text, problems });
        }
        // `end_of_text` stops before the end of the text only at a header.
        let header = self.structure.header(at)?;
        Some(self.entry(at, header))
    }

    /// The line of a byte, counted from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.structure.line(at)
    }

    /// Where the free text from `from` on ends, and what is odd in it.
    fn end_of_text(&self, from: usize) -> (usize, Vec<SyntaxProblem>) {
        let bytes = self.text().as_bytes();
        let mut problems = Vec::new();
        let (mut at, mut begins_line, mut begins_word) = (from, true, true);
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'\n' | b'\r' => (begins_line, begins_word) = (true, true),
                b'%' if begins_word => {
                    at = self.structure.line_end(at);
                    continue;
                }
                b'@' if self.is_entry(at, begins_line) => return (at, problems),
                b'@' => {
                    if begins_line && let Some(fault) = self.lone_type(at) {
                        problems.push(SyntaxProblem { line: self.structure.line(at), fault });
                    }
                    (begins_line, begins_word) = (false, false);
                }
                _ if byte.is_ascii_whitespace() => begins_word = true,
                _ => (begins_line, begins_word) = (false, false),
            }
            at += 1;
        }
        (at, problems)
    }

    fn is_entry(&self, at: usize, begins_line: bool) -> bool {
        let Some(header) = self.structure.header(at) else {
            return false;
        };
        if begins_line {
            return self.structure.starts_entry(at);
        }
        let before = self.text()[..at].chars().next_back();
        header.close == b'}'
            && !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@'))
            && self.key_follows(header.open + 1)
    }

    /// Whether a key and its comma follow, all on one line.
    fn key_follows(&self, from: usize) -> bool {
        let rest = &self.text().as_bytes()[from..];
        let stop = rest
            .iter()
            .take(LONGEST_KEY)
            .position(|byte| matches!(byte, b',' | b'{' | b'}' | b'"' | b'=' | b'@' | b'\n' | b'\r'));
        stop.is_some_and(|stop| stop > 0 && rest[stop] == b',')
    }

    fn lone_type(&self, at: usize) -> Option<Fault> {
        let line = &self.text()[at + 1..self.structure.line_end(at)];
        let word = line.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
        let after = &line[word.len()..];
        let is_handle = after.starts_with(|c: char| !c.is_whitespace());
        let is_comment = word.eq_ignore_ascii_case("comment");
        (!word.is_empty() && !is_handle && !is_comment).then(|| Fault::NoDelimiter(excerpt(word)))
    }

    fn entry(&self, start: usize, header: Header) -> Block {
        let word = self.text()[header.word.clone()].to_ascii_lowercase();
        let mut reader = EntryReader::of(self.text(), &self.structure, &header);
        let (content, end, problems) = match word.as_str() {
            "comment" => self.comment(&header),
            "preamble" => {
                let value = reader.read_preamble();
                let Fields { end, problems, .. } = reader.finish();
                (Content::Preamble(value), end, problems)
            }
            "string" => {
                reader.read_fields();
                let Fields { fields, end, problems, .. } = reader.finish();
                (Content::Strings(fields), end, problems)
            }
            _ => {
                let key = reader.read_key();
                reader.read_fields();
                let Fields { fields, comments, unread, end, problems } = reader.finish();
                let entry_type = header.word.clone();
                let entry = RawEntry { entry_type, key, fields, comments, unread };
                (Content::Entry(entry), end, problems)
            }
        };
        Block { span: start..end, line: self.structure.line(start), content, problems }
    }

    fn comment(&self, header: &Header) -> (Content, usize, Vec<SyntaxProblem>) {
        let limit = self.structure.next_start(header.open).unwrap_or(self.text().len());
        let close = match header.close {
            b'}' => self.structure.closing_brace(header.open),
            _ => self.text()[header.open..limit].find(')').map(|length| header.open + length),
        };
        if let Some(close) = close {
            return (Content::Comment, close + 1, Vec::new());
        }
        let line = self.structure.line(header.open);
        let fault = Fault::UnclosedEntry(self.text()[header.word.clone()].to_owned());
        (Content::Comment, limit, vec![SyntaxProblem { line, fault }])
    }
}

impl Piece {
    /// The bytes within the delimiters.
    pub fn range(&self) -> Range<usize> {
        match self {
            Piece::Braced(range) | Piece::Quoted(range) | Piece::Bare(range) | Piece::Unquoted(range) => {
                range.clone()
            }
        }
    }
}

/// The range without white space at either end.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let start = skip_space(&text.as_bytes()[..range.end], range.start);
    let is_space = |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}');
    let length = text[start..range.end].trim_end_matches(is_space).len();
    start..start + length
}
