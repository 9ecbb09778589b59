//! What is inside one entry, sound or damaged.

use std::ops::Range;

use super::{
    blocks::{Piece, RawField, trimmed},
    problems::{Fault, SyntaxProblem, excerpt},
    structure::{Header, Structure, skip_space, space_length},
};

/// Reads one entry from its delimiter on. Every step moves forward, and no step looks further than the next
/// entry that starts a line, so that all entries of a file together take linear time.
pub(super) struct EntryReader<'t> {
    text: &'t str,
    structure: &'t Structure<'t>,
    word: Range<usize>,
    close: u8,
    at: usize,
    /// The end of the text, or the next entry when the brace of this one does not close.
    end: usize,
    /// Where the brace of the entry closes.
    closing: Option<usize>,
    found: Fields,
}

/// What was found.
#[derive(Default)]
pub(super) struct Fields {
    pub(super) fields: Vec<RawField>,
    pub(super) comments: Vec<Range<usize>>,
    pub(super) unread: Vec<Range<usize>>,
    pub(super) problems: Vec<SyntaxProblem>,
    pub(super) end: usize,
}

impl<'t> EntryReader<'t> {
    pub(super) fn of(text: &'t str, structure: &'t Structure<'t>, header: &Header) -> Self {
        let closing = structure.closing_brace(header.open);
        let is_balanced = header.close == b')' || closing.is_some();
        let next = structure.next_start(header.open);
        EntryReader {
            text,
            structure,
            word: header.word.clone(),
            close: header.close,
            at: header.open + 1,
            end: next.filter(|_| !is_balanced).unwrap_or(text.len()),
            closing,
            found: Fields::default(),
        }
    }

    pub(super) fn finish(mut self) -> Fields {
        self.found.end = self.at;
        self.found.problems.sort_by_key(|problem| problem.line);
        self.found
    }

    /// The key, if there is one, and what separates it from the fields.
    pub(super) fn read_key(&mut self) -> Option<Range<usize>> {
        self.skip_space();
        let start = self.at;
        let is_stop = |byte: &u8| {
            matches!(byte, b',' | b'=' | b'{' | b'}' | b'"' | b'#' | b'\n' | b'\r') || *byte == self.close
        };
        let length = self.rest().iter().take_while(|byte| !is_stop(byte)).count();
        let token = trimmed(self.text, start..start + length);
        self.at = start + length;
        self.skip_space();
        let key = match self.peek() {
            Some(b',') => {
                self.at += 1;
                token
            }
            Some(b'=') => self.key_before_name(token),
            Some(byte) if byte == self.close => token,
            Some(b'"' | b'{' | b'#') if self.at == start + length => {
                self.at = start;
                start..start
            }
            _ => {
                if !token.is_empty() && self.at < self.end && !self.structure.is_start(self.at) {
                    self.tell(self.at, Fault::NoComma(self.excerpt_from(self.at)));
                }
                token
            }
        };
        if key.is_empty() {
            self.tell(start, Fault::NoKey);
            return None;
        }
        if self.text[key.clone()].contains(|c: char| c.is_ascii_whitespace()) {
            self.tell(start, Fault::SpaceInKey(excerpt(&self.text[key.clone()])));
        }
        Some(key)
    }

    /// An equals sign was found where a comma should be: the last word is the name of a field.
    fn key_before_name(&mut self, token: Range<usize>) -> Range<usize> {
        let words = &self.text[token.clone()];
        let name = words.rfind(|c: char| c.is_ascii_whitespace()).map_or(0, |space| space + 1);
        self.at = token.start + name;
        let key = trimmed(self.text, token.start..self.at);
        if !key.is_empty() {
            self.tell(self.at, Fault::NoComma(self.excerpt_from(self.at)));
        }
        key
    }

    /// Fields up to the end of the entry, and that end.
    pub(super) fn read_fields(&mut self) {
        loop {
            self.skip_space();
            match self.peek() {
                None => return self.tell_unclosed(),
                Some(byte) if byte == self.close => {
                    self.at += 1;
                    if !self.skip_surplus_brace() {
                        return;
                    }
                }
                Some(b'@') if self.structure.is_start(self.at) => return self.tell_unclosed(),
                Some(b',') => {
                    self.tell(self.at, Fault::SurplusComma);
                    self.at += 1;
                }
                Some(_) => self.read_field(),
            }
        }
    }

    /// The value of a preamble, and the end of the entry.
    pub(super) fn read_preamble(&mut self) -> Vec<Piece> {
        let name = self.word.clone();
        let (value, _) = self.read_value(&name);
        loop {
            self.skip_space();
            match self.peek() {
                None => {
                    self.tell_unclosed();
                    return value;
                }
                Some(byte) if byte == self.close => {
                    self.at += 1;
                    return value;
                }
                Some(b'@') if self.structure.is_start(self.at) => {
                    self.tell_unclosed();
                    return value;
                }
                Some(_) => self.skip_unread(),
            }
        }
    }

    fn read_field(&mut self) {
        let name = self.name_at(self.at);
        if name.is_empty() {
            return self.skip_unread();
        }
        let line = self.structure.line(name.start);
        let before = self.at;
        self.at = name.end;
        self.skip_space();
        match self.peek() {
            Some(b'=') => self.at += 1,
            Some(b'{' | b'"') => {
                self.tell(name.start, Fault::NoEqualsSign(excerpt(&self.text[name.clone()])));
            }
            Some(b',') => {
                self.tell(name.start, Fault::NoValue(excerpt(&self.text[name.clone()])));
                self.found.unread.push(name);
                self.at += 1;
                return;
            }
            _ => {
                self.at = before;
                return self.skip_unread();
            }
        }
        let (value, is_whole) = self.read_value(&name);
        self.found.fields.push(RawField { name, line, value });
        if is_whole {
            self.read_separator();
        }
    }

    /// The pieces of a value, and whether the last one was closed as it should be.
    fn read_value(&mut self, name: &Range<usize>) -> (Vec<Piece>, bool) {
        let mut pieces = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                Some(delimiter @ (b'{' | b'"')) => match self.closing(delimiter) {
                    Some(close) => {
                        let inside = self.at + 1..close;
                        pieces.push(match delimiter {
                            b'{' => Piece::Braced(inside),
                            _ => Piece::Quoted(inside),
                        });
                        self.at = close + 1;
                    }
                    None => {
                        self.tell(self.at, Fault::UnclosedValue(excerpt(&self.text[name.clone()])));
                        pieces.push(self.cut_value());
                        return (pieces, false);
                    }
                },
                _ => match self.read_bare(name) {
                    Some(piece) => pieces.push(piece),
                    None => {
                        self.tell(name.start, Fault::NoValue(excerpt(&self.text[name.clone()])));
                        return (pieces, true);
                    }
                },
            }
            self.skip_space();
            if self.peek() != Some(b'#') {
                return (pieces, true);
            }
            self.at += 1;
        }
    }

    fn closing(&self, delimiter: u8) -> Option<usize> {
        match delimiter {
            b'{' => self.structure.closing_brace(self.at),
            _ => self.structure.closing_quotation(self.at + 1),
        }
        .filter(|close| *close < self.end)
    }

    /// A number, a macro or words without braces. `None` when there is nothing.
    fn read_bare(&mut self, name: &Range<usize>) -> Option<Piece> {
        let is_stop =
            |byte: u8| matches!(byte, b',' | b'#' | b'{' | b'}' | b'"' | b'=') || byte == self.close;
        let start = self.at;
        let rest = self.rest();
        let length = (0..rest.len())
            .take_while(|index| !is_stop(rest[*index]) && space_length(&rest[*index..]) == 0)
            .count();
        if length == 0 || self.structure.is_start(start) {
            return None;
        }
        self.at = start + length;
        let line_end = self.structure.line_end(self.at).min(self.end);
        let next = skip_space(&self.text.as_bytes()[..line_end], self.at);
        let follows = self.text.as_bytes()[..line_end].get(next);
        if follows.is_none_or(|byte| is_stop(*byte) || *byte == b'%') || self.is_field_at(next) {
            return Some(Piece::Bare(start..self.at));
        }
        let rest = &self.text.as_bytes()[self.at..line_end];
        let length = rest.iter().take_while(|byte| !is_stop(**byte)).count();
        self.at += length;
        self.tell(start, Fault::NoBraces(excerpt(&self.text[name.clone()])));
        Some(Piece::Unquoted(trimmed(self.text, start..self.at)))
    }

    /// What should be a comma or the end of the entry, after a value that was closed.
    fn read_separator(&mut self) {
        self.skip_space();
        let is_last = |byte| byte == self.close;
        match self.peek() {
            Some(b',') => self.at += 1,
            Some(byte) if is_last(byte) => {}
            Some(_) if self.is_field_at(self.at) => {
                self.tell(self.at, Fault::NoComma(self.excerpt_from(self.at)));
            }
            next => {
                let is_unclosed = next.is_none() || self.structure.is_start(self.at);
                if !self.cut_last_value(is_unclosed) && !is_unclosed {
                    self.skip_unread();
                }
            }
        }
    }

    /// A value that is followed by what cannot follow it, and that holds a line like the first one of a field,
    /// most likely ends before that line: its own closing delimiter is missing and it took one further down.
    fn cut_last_value(&mut self, is_unclosed: bool) -> bool {
        let Some(field) = self.found.fields.last_mut() else {
            return false;
        };
        let Some(piece @ (Piece::Braced(inside) | Piece::Quoted(inside))) = field.value.last() else {
            return false;
        };
        let is_unclosed = is_unclosed || matches!(piece, Piece::Quoted(_));
        let (inside, name) = (inside.clone(), field.name.clone());
        let start = self.structure.next_start(inside.start).filter(|start| *start < inside.end);
        let limit = start.unwrap_or(inside.end);
        let line = field_line(self.text, self.structure, inside.start..limit);
        let Some(stop) = line.or(start.filter(|_| is_unclosed)) else {
            return false;
        };
        let (shorter, stop) = cut(self.text, inside.start..stop, self.close);
        if let Some(last) = field.value.last_mut() {
            *last = Piece::Braced(shorter);
        }
        self.at = stop;
        self.tell(inside.start, Fault::UnclosedValue(excerpt(&self.text[name])));
        true
    }

    /// A value that does not close: up to the next line that looks like a field, or to the end of the entry.
    fn cut_value(&mut self) -> Piece {
        let from = self.at + 1;
        let next = self.structure.next_start(from).unwrap_or(self.end);
        let closing = self.closing.filter(|closing| *closing > from).unwrap_or(self.end);
        let limit = next.min(self.end).min(closing).max(from);
        let line = field_line(self.text, self.structure, from..limit);
        let (inside, stop) = cut(self.text, from..line.unwrap_or(limit), self.close);
        self.at = stop;
        Piece::Braced(inside)
    }

    /// Moves past a comma when a field follows the brace that closed the entry.
    fn skip_surplus_brace(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        let comma = skip_space(bytes, self.at);
        if bytes.get(comma) != Some(&b',') {
            return false;
        }
        let next = skip_space(bytes, comma + 1);
        if next >= self.end || !self.is_field_at(next) {
            return false;
        }
        self.tell(self.at - 1, Fault::SurplusBrace);
        self.at = next;
        true
    }

    /// What is no field, up to the next comma, the end of the entry or a line that looks like a field.
    fn skip_unread(&mut self) {
        let start = self.at;
        let bytes = self.text.as_bytes();
        while let Some(byte) = self.peek() {
            match byte {
                b',' => break,
                _ if byte == self.close => break,
                b'\n' | b'\r' => {
                    let next = skip_space(bytes, self.at);
                    if self.structure.is_start(next) || self.is_field_at(next) {
                        break;
                    }
                    self.at = next.min(self.end);
                }
                b'{' => self.at = self.closing(b'{').unwrap_or(self.at) + 1,
                _ => self.at += 1,
            }
        }
        let unread = trimmed(self.text, start..self.at);
        self.tell(unread.start, Fault::NoField(excerpt(&self.text[unread.clone()])));
        self.found.unread.push(unread);
        if self.peek() == Some(b',') {
            self.at += 1;
        }
    }

    fn tell_unclosed(&mut self) {
        let word = self.text[self.word.clone()].to_owned();
        self.tell(self.word.start, Fault::UnclosedEntry(word));
    }

    fn tell(&mut self, at: usize, fault: Fault) {
        self.found.problems.push(SyntaxProblem { line: self.structure.line(at), fault });
    }

    fn excerpt_from(&self, at: usize) -> String {
        let end = self.structure.line_end(at).min(self.end).max(at);
        let name = self.name_at(at);
        excerpt(&self.text[if name.is_empty() { at..end } else { name }])
    }

    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..self.end).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    /// White space, and comments from `%` to the end of the line.
    fn skip_space(&mut self) {
        loop {
            self.at = skip_space(&self.text.as_bytes()[..self.end], self.at);
            if self.peek() != Some(b'%') {
                return;
            }
            let end = self.structure.line_end(self.at).min(self.end);
            self.found.comments.push(trimmed(self.text, self.at..end));
            self.at = end;
        }
    }

    fn name_at(&self, at: usize) -> Range<usize> {
        name_at(&self.text[..self.end.max(at)], at)
    }

    fn is_field_at(&self, at: usize) -> bool {
        is_field_at(&self.text[..self.end.max(at)], at)
    }
}

/// The name of a field that begins at `at`; an empty range when there is none.
fn name_at(text: &str, at: usize) -> Range<usize> {
    let bytes = &text.as_bytes()[at..];
    let is_in_name =
        |byte: u8| byte.is_ascii_graphic() && !b"\"#%'(),={}@\\~".contains(&byte) || byte >= 0x80;
    let length = bytes
        .iter()
        .enumerate()
        .take_while(|(index, byte)| is_in_name(**byte) && space_length(&bytes[*index..]) == 0)
        .count();
    at..at + length
}

/// Whether a name and, on the same line, an equals sign begin at `at`.
fn is_field_at(text: &str, at: usize) -> bool {
    let name = name_at(text, at);
    let mut rest = &text.as_bytes()[name.end..];
    while let length @ 1.. = space_length(rest)
        && !matches!(rest[0], b'\n' | b'\r')
    {
        rest = &rest[length..];
    }
    !name.is_empty() && rest.first() == Some(&b'=')
}

/// The first line after that of `within.start` that looks like the start of a field.
fn field_line(text: &str, structure: &Structure<'_>, within: Range<usize>) -> Option<usize> {
    let mut at = within.start;
    loop {
        at = skip_space(text.as_bytes(), structure.line_end(at));
        if at >= within.end {
            return None;
        }
        if text.as_bytes()[at].is_ascii_alphabetic() && is_field_at(text, at) {
            return Some(at);
        }
    }
}

/// What is left of a value that is cut, and where to read on: a parenthesis at its end closes the entry (a brace
/// there would have closed it already), a comma before the next field is no part of it.
fn cut(text: &str, range: Range<usize>, close: u8) -> (Range<usize>, usize) {
    let inside = trimmed(text, range.clone());
    let (inside, stop) = match text[inside.clone()].strip_suffix(')') {
        Some(shorter) if close == b')' => {
            let end = inside.start + shorter.len();
            (trimmed(text, inside.start..end), end)
        }
        _ => (inside, range.end),
    };
    match text[inside.clone()].strip_suffix(',') {
        Some(shorter) => (trimmed(text, inside.start..inside.start + shorter.len()), stop),
        None => (inside, stop),
    }
}
