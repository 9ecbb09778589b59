//! Commands: what they stand for, what they do to their arguments, and what is kept as it is.

use super::{Event, Opened, Reader, Role};
use crate::formats::tex::{Kind, symbols};

/// How far the end of an optional argument is looked for, in bytes.
const LONGEST_OPTION: usize = 256;

impl Reader<'_> {
    /// A backslash and what belongs to it.
    pub(super) fn command(&mut self) {
        let start = self.at;
        let end = command_end(self.source, start);
        let name = &self.source[start..end];
        let is_word = self.byte(end - 1).is_some_and(|byte| byte.is_ascii_alphabetic());
        if end == start + 1 {
            // The last character of the value.
            self.text.push('\\');
            self.at = end;
        } else if let Some(accent) = symbols::accent_of(name) {
            self.accent(accent, start, end);
        } else if let Some(text) = symbols::text_of(name) {
            self.text.push_str(text);
            self.at = if is_word { self.after_space(end) } else { end };
        } else if is_word {
            self.word(name, start, end);
        } else {
            self.control_symbol(name, start, end);
        }
    }

    fn control_symbol(&mut self, name: &str, start: usize, end: usize) {
        self.at = end;
        match name {
            r"\(" => self.mathematics(start),
            r"\)" => self.text.push_str(name),
            r"\\" if self.kind == Kind::Text => self.line_break("\n"),
            "\\\n" | "\\\t" | "\\\r" => self.text.push(' '),
            _ => self.event(Event::Tex(start..end)),
        }
    }

    fn word(&mut self, name: &str, start: usize, end: usize) {
        let argument = self.argument(end);
        if let Some(tag) = symbols::declared_by(name) {
            self.at = self.after_space(end);
            self.event(Event::Open(tag));
            if let Some(frame) = self.frames.last_mut() {
                frame.opened.push(Opened::Declared(tag));
            }
        } else if let (Some(tag), Some((open, close))) = (symbols::style_of(name), argument) {
            self.begin_frame(open, close, Role::Styled(tag));
        } else if let (Some((before, role)), Some((open, close))) = (self.enclosing(name), argument) {
            self.text.push_str(before);
            self.begin_frame(open, close, role);
        } else if let (symbols::MATHEMATICS, Some((open, close))) = (name, argument) {
            self.formula(open + 1..close);
            self.at = close + 1;
        } else if self.kind == Kind::Text && matches!(name, r"\par" | r"\newline") {
            self.at = self.after_space(end);
            self.line_break(if name == r"\par" { "\n\n" } else { "\n" });
        } else if symbols::LOGOS.contains(&name) {
            let end = if self.source[end..].starts_with("{}") {
                self.at = end + 2;
                self.at
            } else {
                self.with_one_space(end)
            };
            self.event(Event::Tex(start..end));
        } else {
            self.unknown(start, end);
        }
    }

    /// What a command puts before its argument, and what the end of the argument does.
    fn enclosing(&self, name: &str) -> Option<(&'static str, Role)> {
        let enclosure = symbols::enclosure_of(name)?;
        let [outer, inner] = enclosure.marks;
        let is_quotation = outer != inner;
        let (before, after) = if self.quotations.is_multiple_of(2) { outer } else { inner };
        Some((before, if is_quotation { Role::Quoted(after) } else { Role::Enclosed(after) }))
    }

    /// The braces of the argument that begins at or after white space at `at`.
    pub(super) fn argument(&self, at: usize) -> Option<(usize, usize)> {
        let open = self.after_space(at);
        (self.byte(open) == Some(b'{')).then(|| self.pairs.partner(open)).flatten().map(|close| (open, close))
    }

    /// The place after one character of white space, if there is some; the rest of it is skipped.
    fn with_one_space(&mut self, end: usize) -> usize {
        self.at = self.after_space(end);
        if self.at > end { end + 1 } else { end }
    }

    /// Keeps a command that begins at `start`, and whose name ends at `end`, with its arguments.
    ///
    /// A command without arguments may hold for the rest of its group (`{\tt …}`): then the group is kept.
    fn unknown(&mut self, start: usize, end: usize) {
        let name_end = if self.byte(end) == Some(b'*') { end + 1 } else { end };
        let mut end = self.after_option(name_end);
        let mut next = self.argument(end);
        let has_argument = next.is_some() || end > name_end;
        while let Some((open, close)) = next {
            end = close + 1;
            let more = close > open + 1 && self.byte(end) == Some(b'{');
            next = if more { self.argument(end) } else { None };
        }
        self.at = end;
        let Some(frame) = self.frames.last() else { return };
        let is_whole_group = frame.open + 1 == start && frame.close == end;
        if frame.role == Role::Grouping && (!has_argument || is_whole_group) {
            let (events, text) = frame.mark;
            let (open, close) = (frame.open, frame.close);
            self.frames.pop();
            self.events.truncate(events);
            self.text.truncate(text);
            self.loose_space = None;
            self.event(Event::Tex(open..close + 1));
            self.at = close + 1;
            return;
        }
        if !has_argument {
            end = self.with_one_space(end);
        }
        self.event(Event::Tex(start..end));
    }

    /// The place after an optional argument in brackets, if one begins here.
    fn after_option(&self, start: usize) -> usize {
        if self.byte(start) != Some(b'[') {
            return start;
        }
        let mut at = start;
        while at < start + LONGEST_OPTION {
            match self.byte(at) {
                None | Some(b'}') => return start,
                Some(b']') => return at + 1,
                Some(b'{') => match self.pairs.partner(at) {
                    Some(close) => at = close + 1,
                    None => return start,
                },
                Some(b'\\') => at += 2,
                Some(_) => at += 1,
            }
        }
        start
    }
}

/// Where the name of a command ends whose backslash stands at `start`: letters, or one other character.
pub(super) fn command_end(source: &str, start: usize) -> usize {
    let rest = &source[start + 1..];
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let length = if letters > 0 { letters } else { rest.chars().next().map_or(0, char::len_utf8) };
    start + 1 + length
}
