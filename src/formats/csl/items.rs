//! Where the items of a file stand, however the file wraps them, found one by one.
//!
//! A file is a list, one item, several items after each other (JSON Lines), an object with a list of items, or
//! an object of items by id. An item with a syntax error loses only itself: the next one is looked for by its
//! place in the layout of the file and by its first key. Every byte is looked at a bounded number of times.

use std::borrow::Cow;

use super::syntax::{key_at, offset_of, reason_of, surplus_commas, value_at, visible_id};
use crate::fields::{Dialect, row_to_read};
use crate::model::EntryType;

/// Members of an object that hold the list of items.
const LISTS: &[&str] = &["items", "references", "citationItems", "data"];
/// Members of an object that hold what a service answers: an item, or an object with a list of them (Crossref).
const ENVELOPES: &[&str] = &["message"];
/// Members that only an item has.
const FIRST_KEYS: &[&str] = &["id", "type"];

/// What stands in a file, in order.
#[derive(Debug, PartialEq)]
pub(super) enum Found<'t> {
    /// An item whose syntax is sound.
    Item {
        /// The object.
        text: Cow<'t, str>,
        /// The line it begins on.
        line: usize,
        /// The key that it stands under, where items are the members of an object.
        under: Option<String>,
    },
    /// A member beside the list of items.
    Outside {
        /// Its name.
        name: String,
        /// Its value as JSON.
        text: &'t str,
    },
    /// What JSON does not have, but could be passed over.
    Passed {
        /// The line of it.
        line: usize,
        /// What it is.
        reason: &'static str,
    },
    /// What could not be read.
    Broken {
        /// The line of the error.
        line: usize,
        /// The id of the item, if it can be seen.
        id: Option<String>,
        /// What is wrong.
        reason: String,
    },
}

/// What encloses the place that is being read.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Around {
    /// Nothing.
    File,
    /// A list of items.
    List,
    /// The object that holds the list.
    Wrapper,
    /// A list of items in an object.
    ListInWrapper,
    /// An object of items by id.
    ById,
}

/// The items of a text.
pub(super) struct Items<'t> {
    text: &'t str,
    at: usize,
    around: Around,
    /// How many objects around a list of items are open.
    wrappers: usize,
    /// The end of what an item that is not closed has swallowed. Up to there, items are cut at the next one
    /// before they are read, so that nothing is read to the end of the file again and again.
    swallowed: usize,
    /// Whether what could not be read may hold the end of the list.
    is_end_lost: bool,
    /// Where the first comma before a closing bracket stands, until it is told.
    surplus_comma: SurplusComma,
    /// How many bytes may still be looked at again for such commas.
    left_to_look_at: usize,
    lines: Lines<'t>,
    line: LineHead,
}

/// A comma before a closing bracket, which is told once.
#[derive(Clone, Copy)]
enum SurplusComma {
    None,
    At(usize),
    Told,
}

/// What is said of the first of them.
const SURPLUS_COMMA: &str =
    "a comma before a closing bracket; passed over, here and wherever there is another";

/// How the line of a place begins.
#[derive(Clone, Copy)]
struct LineHead {
    /// Up to where line breaks have been looked for.
    seen: usize,
    indent: usize,
    /// Where something stands first that does not only close an item or open a list.
    content: usize,
}

impl LineHead {
    /// Of the line that begins at `start`.
    fn new(text: &str, start: usize) -> Self {
        let line = text.as_bytes().get(start..).unwrap_or_default();
        let indent = line.iter().take_while(|byte| is_indent(**byte)).count();
        let content = start + line.iter().take_while(|byte| is_structure(**byte)).count();
        LineHead { seen: start, indent, content }
    }

    /// Moves on to the line of a place that is not before those asked for until now.
    fn move_to(&mut self, text: &str, at: usize) {
        let Some(passed) = text.as_bytes().get(self.seen..at) else { return };
        if let Some(newline) = passed.iter().rposition(|byte| *byte == b'\n') {
            *self = LineHead::new(text, self.seen + newline + 1);
        }
        self.seen = at;
    }
}

/// Counts lines, from the beginning of a text to its end.
pub(super) struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str, first_line: usize) -> Self {
        Lines { text, at: 0, line: first_line }
    }

    /// The line of a place that is not before those asked for until now.
    pub(super) fn line_of(&mut self, at: usize) -> usize {
        if let Some(passed) = self.text.as_bytes().get(self.at..at) {
            self.line += passed.iter().filter(|byte| **byte == b'\n').count();
            self.at = at;
        }
        self.line
    }
}

impl<'t> Items<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Items {
            text,
            at: 0,
            around: Around::File,
            wrappers: 0,
            swallowed: 0,
            is_end_lost: false,
            surplus_comma: SurplusComma::None,
            left_to_look_at: text.len().saturating_mul(2),
            lines: Lines::new(text, 1),
            line: LineHead::new(text, 0),
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The first character that is neither white space nor a comma.
    fn skip_to_next(&mut self) -> Option<char> {
        let rest = self.rest();
        let next = rest.trim_start_matches([' ', '\t', '\r', '\n', ',']);
        let passed = &rest[..rest.len() - next.len()];
        if let Some(comma) = passed.find(',').filter(|_| next.starts_with([']', '}'])) {
            self.note_surplus_comma(self.at + comma);
        }
        self.at += passed.len();
        next.chars().next()
    }

    fn note_surplus_comma(&mut self, at: usize) {
        if matches!(self.surplus_comma, SurplusComma::None) {
            self.surplus_comma = SurplusComma::At(at);
        }
    }

    /// The object at the place that is being read, without the commas before its closing brackets; `None` when it has
    /// none or is unsound for another reason.
    fn without_surplus_commas(&mut self, limit: usize) -> Option<String> {
        let text = self.text.get(self.at..limit)?;
        let text = text.get(..self.left_to_look_at).unwrap_or(text);
        let found = surplus_commas(text);
        self.left_to_look_at -= found.looked_at.min(self.left_to_look_at);
        let object = text.get(..found.looked_at)?;
        let mut sound = String::with_capacity(object.len());
        let mut done = 0;
        for at in &found.commas {
            sound.push_str(&object[done..*at]);
            sound.push(' ');
            done = at + 1;
        }
        sound.push_str(&object[done..]);
        let is_sound = value_at(&sound).is_ok_and(|value| value.len() == sound.len());
        self.note_surplus_comma(self.at + found.commas.first().filter(|_| is_sound)?);
        Some(sound)
    }

    fn broken(&mut self, at: usize, reason: impl Into<String>) -> Found<'t> {
        Found::Broken { line: self.lines.line_of(at), id: None, reason: reason.into() }
    }

    /// An object in a list or by itself.
    fn item(&mut self, under: Option<String>) -> Found<'t> {
        let start = self.at;
        let limit = self.limit();
        match value_at(&self.text[start..limit]) {
            Ok(text) => {
                self.at = start + text.len();
                Found::Item { text: Cow::Borrowed(text), line: self.lines.line_of(start), under }
            }
            Err(error) => {
                if let Some(sound) = self.without_surplus_commas(limit) {
                    self.at = start + sound.len();
                    let line = self.lines.line_of(start);
                    return Found::Item { text: Cow::Owned(sound), line, under };
                }
                let failed = start + offset_of(&self.text[start..limit], &error);
                let next = if limit < self.text.len() { limit } else { self.next_start(start) };
                self.swallowed = self.swallowed.max(failed);
                self.at = next;
                self.is_end_lost |= next == self.text.len();
                let line = self.lines.line_of(failed.min(next));
                let id = under.or_else(|| visible_id(&self.text[start..next]));
                let reason = match failed <= next {
                    true => reason_of(&error),
                    false => "it does not end before the next one begins".to_owned(),
                };
                Found::Broken { line, id, reason: format!("the item is left out: {reason}") }
            }
        }
    }

    /// Where the item after the one at `start` seems to begin; the end of the text when nowhere.
    fn next_start(&mut self, start: usize) -> usize {
        self.line.move_to(self.text, start);
        match self.around {
            Around::ById => next_key(self.text, start, self.line),
            _ => next_object(self.text, start, self.line),
        }
    }

    /// A member of an object whose opening brace has been passed.
    fn member(&mut self) -> Option<Found<'t>> {
        let start = self.at;
        let key = key_at(self.rest()).map(|(key, length)| (key, start + length));
        let Some((key, value_start)) = key else {
            self.at = if self.around == Around::ById { self.next_start(start) } else { self.text.len() };
            return Some(self.broken(start, "a name and a colon were expected here"));
        };
        self.at = value_start;
        let begins = self.rest().bytes().next();
        match (self.around, begins) {
            (Around::ById, Some(b'{')) => Some(self.item(Some(key))),
            (_, Some(b'{')) if ENVELOPES.contains(&key.as_str()) => match shape_of(self.rest()) {
                Shape::Wrapper => {
                    self.at += 1;
                    self.wrappers += 1;
                    None
                }
                Shape::Item | Shape::ById => Some(self.item(None)),
            },
            (_, Some(b'[')) if LISTS.contains(&key.as_str()) => {
                self.at += 1;
                self.around = Around::ListInWrapper;
                None
            }
            _ => Some(match value_at(self.rest()) {
                Ok(text) => {
                    self.at += text.len();
                    Found::Outside { name: key, text }
                }
                Err(error) => {
                    let line = self.lines.line_of(self.at);
                    self.at = self.text.len();
                    Found::Broken { line, id: None, reason: reason_of(&error) }
                }
            }),
        }
    }

    /// What is no object in a list: read over, if it is a value.
    fn no_object(&mut self) -> Found<'t> {
        let start = self.at;
        let limit = self.limit();
        match value_at(&self.text[start..limit]) {
            Ok(text) => {
                self.at = start + text.len();
                self.broken(start, "an item must be an object; left out")
            }
            Err(error) => {
                self.swallowed = self.swallowed.max(start + offset_of(&self.text[start..limit], &error));
                self.at = self.next_start(start);
                self.broken(start, reason_of(&error))
            }
        }
    }

    /// How far what begins here may reach.
    fn limit(&mut self) -> usize {
        if self.at < self.swallowed { self.next_start(self.at) } else { self.text.len() }
    }

    fn enter_object(&mut self) -> Option<Found<'t>> {
        if self.at < self.swallowed {
            return Some(self.item(None));
        }
        match shape_of(self.rest()) {
            Shape::Item => return Some(self.item(None)),
            Shape::Wrapper => (self.around, self.wrappers) = (Around::Wrapper, 1),
            Shape::ById => self.around = Around::ById,
        }
        self.at += 1;
        None
    }
}

impl<'t> Iterator for Items<'t> {
    type Item = Found<'t>;

    fn next(&mut self) -> Option<Found<'t>> {
        loop {
            if let SurplusComma::At(at) = self.surplus_comma {
                self.surplus_comma = SurplusComma::Told;
                return Some(Found::Passed { line: self.lines.line_of(at), reason: SURPLUS_COMMA });
            }
            let Some(next) = self.skip_to_next() else {
                let unclosed = std::mem::replace(&mut self.around, Around::File) != Around::File;
                let reason = "the file ends before the list of items does";
                return (unclosed && !self.is_end_lost).then(|| self.broken(self.text.len(), reason));
            };
            let found = match (self.around, next) {
                (Around::File, '[') => {
                    self.enter(Around::List);
                    None
                }
                (Around::File, '{') => self.enter_object(),
                (Around::List | Around::ListInWrapper, '{') => Some(self.item(None)),
                (Around::Wrapper, '}') if self.wrappers > 1 => {
                    self.wrappers -= 1;
                    self.enter(Around::Wrapper);
                    None
                }
                (Around::List, ']') | (Around::Wrapper | Around::ById, '}') => {
                    self.enter(Around::File);
                    None
                }
                (Around::ListInWrapper, ']') => {
                    self.enter(Around::Wrapper);
                    None
                }
                (Around::Wrapper | Around::ById, _) => self.member(),
                _ => Some(self.no_object()),
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

impl Items<'_> {
    /// Passes a bracket.
    fn enter(&mut self, around: Around) {
        self.at += 1;
        self.around = around;
    }
}

/// How an object at the top of a file is to be taken.
enum Shape {
    Item,
    Wrapper,
    ById,
}

fn shape_of(text: &str) -> Shape {
    let mut rest = text.get(1..).unwrap_or_default();
    let (mut has_variables, mut has_objects) = (false, false);
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let Some((key, length)) = key_at(rest) else { break };
        rest = &rest[length..];
        let begins = rest.bytes().next();
        if begins == Some(b'[') && LISTS.contains(&key.as_str()) {
            return Shape::Wrapper;
        }
        if begins == Some(b'{') && ENVELOPES.contains(&key.as_str()) {
            return Shape::Wrapper;
        }
        if FIRST_KEYS.contains(&key.as_str()) && !matches!(begins, Some(b'{' | b'[')) {
            return Shape::Item;
        }
        // A list may have a title, but items by id have no variables beside them.
        has_variables |= row_to_read(Dialect::Csl, &key, EntryType::Misc).is_some();
        has_objects |= begins == Some(b'{');
        let Ok(value) = value_at(rest) else { break };
        rest = &rest[value.len()..];
    }
    if has_objects && !has_variables { Shape::ById } else { Shape::Item }
}

/// Where an object begins that looks like the next item after the one at `start`: at the same indentation, or,
/// where lines do not tell, behind a comma and with a first key that items have.
fn next_object(text: &str, start: usize, head: LineHead) -> usize {
    let own_line = start <= head.content;
    let own_indent = head.indent;
    // Before the first line break, and where the item does not begin its line, only keys tell.
    let mut keys_tell = true;
    let mut line = Line { indent: own_indent, indenting: false, structural: false, closes: false };
    let mut before = 0;
    for (at, byte) in text.bytes().enumerate().skip(start + 1) {
        if byte == b'{' {
            let keyed = has_first_key(&text[at + 1..]);
            let by_layout =
                line.structural && line.indent == own_indent && (own_indent > 0 || keyed || line.closes);
            let by_key = keys_tell && keyed && matches!(before, b',' | b'}');
            if by_layout || by_key {
                return at;
            }
        }
        line.pass(byte);
        keys_tell &= byte != b'\n' || !own_line;
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    text.len()
}

/// What has been seen of a line.
struct Line {
    indent: usize,
    indenting: bool,
    /// Whether there were only white space, commas and brackets that close an item or open a list.
    structural: bool,
    closes: bool,
}

impl Line {
    fn pass(&mut self, byte: u8) {
        if byte == b'\n' {
            *self = Line { indent: 0, indenting: true, structural: true, closes: false };
            return;
        }
        self.indenting &= is_indent(byte);
        self.indent += usize::from(self.indenting);
        self.structural &= is_structure(byte);
        self.closes |= byte == b'}';
    }
}

fn is_structure(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b',' | b'[' | b'}')
}

fn is_indent(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn has_first_key(text: &str) -> bool {
    let text = text.trim_start().strip_prefix('"');
    text.is_some_and(|text| {
        FIRST_KEYS.iter().any(|key| text.strip_prefix(key).is_some_and(|rest| rest.starts_with('"')))
    })
}

/// Where the next member begins at the indentation of the one that `start` lies in.
fn next_key(text: &str, start: usize, head: LineHead) -> usize {
    let indent = head.indent;
    let mut at = start;
    while let Some(newline) = text[at..].find('\n') {
        at += newline + 1;
        let line = &text[at..];
        let line_indent = line.bytes().take_while(|byte| is_indent(*byte)).count();
        if line_indent == indent && line[indent..].starts_with('"') {
            return at + indent;
        }
    }
    text.len()
}
