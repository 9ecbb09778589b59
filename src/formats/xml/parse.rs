//! The text of one record → its element, with what is wrong in it mended and told.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::{resolve_html5_entity, resolve_xml_entity, unescape_with};
use quick_xml::events::{BytesStart, Event};

use super::element::is_space;
use super::{Element, MAX_DEPTH, Node};

/// How many faults of a record are told.
const MAX_FAULTS: usize = 5;

/// Something wrong in the syntax of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong and what was done about it.
    pub reason: String,
}

/// What came of a record.
#[derive(Debug)]
pub struct Parsed {
    /// The element; `None` when the text does not begin with one.
    pub element: Option<Element>,
    /// What is wrong in it.
    pub faults: Vec<Fault>,
    /// Whether its end was found.
    pub is_closed: bool,
}

/// Parses the element that a text begins with, which begins on this line of its file. What follows the element
/// is not looked at. Never fails: what is not sound is left out and told.
pub fn parse(text: &str, line: usize) -> Parsed {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    let mut building =
        Building { text, counted: 0, line, open: Vec::new(), whole: None, too_deep: 0, faults: Vec::new() };
    while building.whole.is_none() {
        let event = reader.read_event();
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        match event {
            Ok(Event::Eof) => break,
            Ok(event) => building.take(event),
            Err(error) => {
                building.fault(format!("{error}; the rest of the record is left out"));
                break;
            }
        }
        building.count_lines(at);
    }
    building.finish()
}

struct Building<'t> {
    text: &'t str,
    /// Up to where lines have been counted.
    counted: usize,
    line: usize,
    open: Vec<Element>,
    whole: Option<Element>,
    /// How many elements are open that are nested too deep.
    too_deep: usize,
    faults: Vec<Fault>,
}

impl Building<'_> {
    fn count_lines(&mut self, at: usize) {
        if let Some(passed) = self.text.as_bytes().get(self.counted..at) {
            self.line += passed.iter().filter(|byte| **byte == b'\n').count();
            self.counted = at;
        }
    }

    fn fault(&mut self, reason: impl Into<String>) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(Fault { line: self.line, reason: reason.into() });
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::Empty(tag) => {
                self.start(&tag);
                self.end(tag.name().0);
            }
            Event::End(tag) => self.end(tag.name().0),
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(reference) => self.reference(&reference),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Eof => {}
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        if self.open.len() >= MAX_DEPTH {
            if self.too_deep == 0 {
                self.fault(format!("elements nested deeper than {MAX_DEPTH}; left out"));
            }
            self.too_deep += 1;
            return;
        }
        let mut element = Element::new(tag.name().0);
        element.line = self.line;
        // Looking for doubles would take quadratic time.
        let mut attributes = tag.attributes();
        attributes.with_checks(false);
        for attribute in attributes {
            match attribute {
                Ok(attribute) => {
                    let value = attribute_value(&attribute.value);
                    element.attributes.push((attribute.key.0.to_owned(), value.into_owned()));
                }
                Err(error) => {
                    self.fault(format!("attribute of {}: {error}; left out", element.name));
                    break;
                }
            }
        }
        self.open.push(element);
    }

    fn end(&mut self, name: &str) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        // At most as many as may be open.
        let Some(position) = self.open.iter().rposition(|element| element.name == name) else {
            self.fault(format!("</{name}> closes nothing; left out"));
            return;
        };
        while self.open.len() > position {
            let is_last = self.open.len() == position + 1;
            if !is_last && let Some(unclosed) = self.open.last() {
                let reason = format!("<{}> is not closed; closed before </{name}>", unclosed.name);
                self.fault(reason);
            }
            self.close();
        }
    }

    /// Closes the element that was opened last.
    fn close(&mut self) {
        let Some(mut element) = self.open.pop() else { return };
        let has_elements = element.children.iter().any(|child| matches!(child, Node::Element(_)));
        let is_white = |child: &Node| matches!(child, Node::Text(text) if text.chars().all(is_space));
        let only_white = |child: &Node| matches!(child, Node::Element(_)) || is_white(child);
        if has_elements && element.children.iter().all(only_white) {
            element.children.retain(|child| !is_white(child));
        }
        match self.open.last_mut() {
            Some(parent) => parent.push(element),
            None => self.whole = Some(element),
        }
    }

    fn text(&mut self, text: &str) {
        if self.too_deep > 0 {
            return;
        }
        let Some(parent) = self.open.last_mut() else { return };
        // Not `push_text`: what others wrote is kept with all its characters.
        match parent.children.last_mut() {
            _ if text.is_empty() => {}
            Some(Node::Text(before)) => before.push_str(text),
            _ => parent.children.push(Node::Text(text.to_owned())),
        }
    }

    fn reference(&mut self, name: &str) {
        match resolve(name) {
            Some(text) => self.text(&text),
            None => {
                self.fault(format!("&{name}; is not known; kept as it stands"));
                self.text(&format!("&{name};"));
            }
        }
    }

    fn finish(mut self) -> Parsed {
        let is_closed = self.whole.is_some();
        if let Some(outermost) = self.open.first() {
            let reason = format!("<{}> is not closed; what was read of it is kept", outermost.name);
            self.fault(reason);
        }
        while !self.open.is_empty() {
            self.close();
        }
        Parsed { element: self.whole, faults: self.faults, is_closed }
    }
}

/// What a reference stands for: a character by its number, an entity of XML or of HTML.
fn resolve(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_xml_entity(name).or_else(|| resolve_html5_entity(name)).map(Cow::Borrowed);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    let c = char::from_u32(code.ok()?)?;
    Some(Cow::Owned(c.to_string()))
}

/// The value of an attribute (XML 1.0, section 3.3.3).
fn attribute_value(raw: &str) -> Cow<'_, str> {
    let spaced: Cow<'_, str> = if raw.contains(['\n', '\t', '\r']) {
        raw.replace(['\n', '\t', '\r'], " ").into()
    } else {
        raw.into()
    };
    let named = |name: &str| resolve_xml_entity(name).or_else(|| resolve_html5_entity(name));
    match unescape_with(&spaced, named) {
        Ok(value) => Cow::Owned(value.into_owned()),
        Err(_) => spaced,
    }
}
