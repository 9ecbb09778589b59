//! TeX → marked text.

use std::ops::Range;

use super::Kind;
use super::pairs::{Pair, Pairs};
use super::symbols;
use crate::model::title::{self, Tag};

mod accents;
mod commands;
mod result;

use result::Marked;

/// What the text is interrupted by.
#[derive(Clone)]
enum Event {
    Open(Tag),
    Close(Tag),
    /// Mathematics: its place in the source, without the dollars.
    Math(Range<usize>),
    /// TeX kept as it is: its place in the source.
    Tex(Range<usize>),
    /// Characters that look like a tag and are none.
    Literal(&'static str),
}

/// What the end of a group does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The whole value.
    Value,
    /// Braces that only group.
    Grouping,
    /// Braces that protect capitals.
    Protecting,
    /// The argument of a style.
    Styled(Tag),
    /// The argument of a command that puts something after it.
    Enclosed(&'static str),
    /// The argument of a command that puts it into quotation marks; the closing one.
    Quoted(&'static str),
}

/// A tag that was opened in a group, and what closes it.
#[derive(Clone, Copy)]
enum Opened {
    /// By a declaration; the end of the group.
    Declared(Tag),
    /// By a tag in the source, at this place of `events`; its closing tag.
    Tagged(Tag, usize),
}

struct Frame {
    /// Where the closing brace stands.
    close: usize,
    /// Where the opening brace stands.
    open: usize,
    role: Role,
    opened: Vec<Opened>,
    /// Lengths of `events` and `text` at the opening brace.
    mark: (usize, usize),
}

/// How far back a closing tag in the source looks for its partner, in tags.
const FARTHEST_TAG: usize = 16;

pub(in crate::formats::tex) struct Reader<'a> {
    source: &'a str,
    kind: Kind,
    pairs: Pairs,
    at: usize,
    text: String,
    /// What happens at which place of `text`.
    events: Vec<(usize, Event)>,
    frames: Vec<Frame>,
    /// Protecting groups around this place.
    protections: usize,
    /// Quotations around this place.
    quotations: usize,
    /// The length of `text` after a space that a line break would swallow.
    loose_space: Option<usize>,
}

impl<'a> Reader<'a> {
    pub(in crate::formats::tex) fn new(source: &'a str, kind: Kind) -> Self {
        let value = Frame { close: usize::MAX, open: 0, role: Role::Value, opened: Vec::new(), mark: (0, 0) };
        Reader {
            source,
            kind,
            pairs: Pairs::of(source),
            at: 0,
            text: String::with_capacity(source.len()),
            events: Vec::new(),
            frames: vec![value],
            protections: 0,
            quotations: 0,
            loose_space: None,
        }
    }

    pub(in crate::formats::tex) fn read(mut self) -> String {
        while let Some(byte) = self.byte(self.at) {
            match byte {
                b'}' => self.close_brace(),
                b'{' => self.open_brace(),
                b'\\' => self.command(),
                b'$' => self.mathematics(self.at),
                b'<' => self.angle(),
                b'-' | b'`' | b'\'' | b'!' | b'?' => self.ligature(),
                b'~' => {
                    self.at += 1;
                    self.text.push('\u{a0}');
                }
                _ if is_space(byte) => self.white_space(),
                _ => self.plain_run(),
            }
        }
        while let Some(frame) = self.frames.pop() {
            self.end_frame(frame);
        }
        self.marked()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.source.as_bytes().get(at).copied()
    }

    fn plain_run(&mut self) {
        let rest = &self.source[self.at..];
        let special = |byte: &u8| is_space(*byte) || b"{}\\$<-`'!?~".contains(byte);
        let length = rest.as_bytes().iter().position(special).unwrap_or(rest.len());
        self.text.push_str(&rest[..length]);
        self.at += length;
    }

    fn ligature(&mut self) {
        for length in [3, 2, 1] {
            if let Some(characters) = self.source.get(self.at..self.at + length)
                && let Some(text) = symbols::text_of(characters)
            {
                self.text.push_str(text);
                self.at += length;
                return;
            }
        }
        self.text.push_str(&self.source[self.at..=self.at]);
        self.at += 1;
    }

    /// Runs of white space are one space; in a text a blank line is an empty line. None at the ends.
    fn white_space(&mut self) {
        let end = self.after_space(self.at);
        let run = &self.source[self.at..end];
        let at_an_end = self.at == 0 || end == self.source.len();
        let lines = run.bytes().filter(|byte| *byte == b'\n').count();
        self.at = end;
        if at_an_end {
            return;
        }
        if lines > 1 && self.kind == Kind::Text {
            self.line_break("\n\n");
        } else {
            self.text.push(' ');
            self.loose_space = Some(self.text.len());
        }
    }

    fn after_space(&self, at: usize) -> usize {
        let rest = self.source.as_bytes().get(at..).unwrap_or_default();
        at + rest.iter().take_while(|byte| is_space(**byte)).count()
    }

    /// Adds line breaks and skips the white space around them.
    fn line_break(&mut self, breaks: &str) {
        let length = self.text.len();
        // A space before a tag or a brace stays: the places noted after it must hold.
        let is_last = self.events.last().is_none_or(|(at, _)| *at < length)
            && self.frames.last().is_none_or(|frame| frame.mark.1 < length);
        if is_last && self.loose_space == Some(length) {
            self.text.pop();
        }
        self.loose_space = None;
        self.text.push_str(breaks);
        if self.source[self.at..].starts_with("{}") {
            self.at += 2;
        }
        self.at = self.after_space(self.at);
    }

    fn open_brace(&mut self) {
        let Some(close) = self.pairs.partner(self.at) else {
            self.text.push('{');
            self.at += 1;
            return;
        };
        let special = self.byte(self.at + 1) == Some(b'\\');
        let role = match self.kind {
            Kind::Title if self.protections == 0 && !special => Role::Protecting,
            _ => Role::Grouping,
        };
        self.begin_frame(self.at, close, role);
    }

    /// Enters a group; `open` and `close` are the places of its braces.
    fn begin_frame(&mut self, open: usize, close: usize, role: Role) {
        let mark = (self.events.len(), self.text.len());
        match role {
            Role::Protecting => {
                self.protections += 1;
                self.event(Event::Open(Tag::NoCase));
            }
            Role::Styled(tag) => self.event(Event::Open(tag)),
            Role::Quoted(_) => self.quotations += 1,
            Role::Value | Role::Grouping | Role::Enclosed(_) => {}
        }
        self.frames.push(Frame { close, open, role, opened: Vec::new(), mark });
        self.at = open + 1;
    }

    fn close_brace(&mut self) {
        let closes = self.frames.last().is_some_and(|frame| frame.close == self.at);
        self.at += 1;
        if !closes {
            self.text.push('}');
        } else if let Some(frame) = self.frames.pop() {
            self.end_frame(frame);
        }
    }

    fn end_frame(&mut self, frame: Frame) {
        for opened in frame.opened.into_iter().rev() {
            match opened {
                Opened::Declared(tag) => self.event(Event::Close(tag)),
                Opened::Tagged(tag, index) => self.events[index].1 = Event::Literal(tag.open()),
            }
        }
        match frame.role {
            Role::Protecting => {
                self.protections -= 1;
                let (events, text) = frame.mark;
                if self.events.len() == events + 1 && self.text.len() == text {
                    self.events.pop();
                } else {
                    self.event(Event::Close(Tag::NoCase));
                }
            }
            Role::Styled(tag) => self.event(Event::Close(tag)),
            Role::Enclosed(after) => self.text.push_str(after),
            Role::Quoted(after) => {
                self.quotations -= 1;
                self.text.push_str(after);
            }
            Role::Value | Role::Grouping => {}
        }
    }

    fn event(&mut self, event: Event) {
        self.events.push((self.text.len(), event));
    }

    /// `<`: tags that other programs left in the value are markup where they pair within their group.
    fn angle(&mut self) {
        let rest = &self.source[self.at..];
        let find =
            |name: fn(Tag) -> &'static str| Tag::ALL.into_iter().find(|tag| rest.starts_with(name(*tag)));
        if self.kind == Kind::Plain {
            self.text.push('<');
            self.at += 1;
        } else if let Some(tag) = find(Tag::open) {
            if let Some(frame) = self.frames.last_mut() {
                frame.opened.push(Opened::Tagged(tag, self.events.len()));
            }
            self.event(Event::Open(tag));
            self.at += tag.open().len();
        } else if let Some(tag) = find(Tag::close) {
            self.closing_tag(tag);
            self.at += tag.close().len();
        } else {
            self.text.push('<');
            self.at += 1;
        }
    }

    fn closing_tag(&mut self, tag: Tag) {
        let Some(frame) = self.frames.last_mut() else { return };
        let recent = frame.opened.iter().rev().take(FARTHEST_TAG);
        let partner = recent
            .take_while(|opened| matches!(opened, Opened::Tagged(..)))
            .position(|opened| matches!(opened, Opened::Tagged(other, _) if *other == tag));
        let Some(between) = partner else {
            self.event(Event::Literal(tag.close()));
            return;
        };
        for opened in frame.opened.drain(frame.opened.len() - between..) {
            if let Opened::Tagged(unclosed, index) = opened {
                self.events[index].1 = Event::Literal(unclosed.open());
            }
        }
        frame.opened.pop();
        self.event(Event::Close(tag));
    }

    /// `$…$`, `$$…$$` or `\(…\)` that begins here; without its end a dollar is a dollar.
    fn mathematics(&mut self, open: usize) {
        match self.pairs.get(open) {
            Some(Pair { close, width: 1, .. }) if self.byte(open) == Some(b'$') => {
                self.formula(open + 1..close);
                self.at = close + 1;
            }
            Some(Pair { close, .. }) if self.byte(open) == Some(b'$') => {
                self.event(Event::Tex(open..close + 2));
                self.at = close + 2;
            }
            Some(Pair { close, .. }) => {
                self.formula(open + 2..close);
                self.at = close + 2;
            }
            None if self.byte(open) == Some(b'$') => {
                self.text.push('$');
                self.at += 1;
            }
            None => {
                self.text.push_str(r"\(");
                self.at = open + 2;
            }
        }
    }

    fn formula(&mut self, place: Range<usize>) {
        if !place.is_empty() {
            self.event(Event::Math(place));
        }
    }

    /// Puts text and events together.
    fn marked(self) -> String {
        let mut marked = Marked::new(self.kind, self.text.len());
        let mut done = 0;
        let mut protections = 0_usize;
        for (at, event) in &self.events {
            marked.run.push_str(&self.text[done..*at]);
            done = *at;
            match event {
                Event::Open(Tag::NoCase) => {
                    protections += 1;
                    if protections == 1 && self.kind == Kind::Title {
                        marked.tag(Tag::NoCase.open());
                    }
                }
                Event::Close(Tag::NoCase) => {
                    protections -= 1;
                    if protections == 0 && self.kind == Kind::Title {
                        marked.tag(Tag::NoCase.close());
                    }
                }
                Event::Open(tag) => marked.tag(tag.open()),
                Event::Close(tag) => marked.tag(tag.close()),
                Event::Math(place) => marked.verbatim(title::MATH_OPEN, &self.source[place.clone()]),
                Event::Tex(place) => marked.verbatim(title::TEX_OPEN, &self.source[place.clone()]),
                Event::Literal(tag) => marked.run.push_str(tag),
            }
        }
        marked.run.push_str(&self.text[done..]);
        marked.finish()
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}
