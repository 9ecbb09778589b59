//! Elements: what a record is made of, to read from and to write.

use std::borrow::Cow;
use std::fmt::Write;

/// One element with all that is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name as spelled, with the prefix.
    pub name: String,
    /// Its attributes in order, values without escapes.
    pub attributes: Vec<(String, String)>,
    /// What it contains. White space between elements is not kept.
    pub children: Vec<Node>,
    /// The line that it begins on, from 1; 0 for one that was made.
    pub line: usize,
}

/// What an element contains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Characters, without escapes.
    Text(String),
}

impl Element {
    /// An empty element.
    pub fn new(name: impl Into<String>) -> Element {
        Element { name: name.into(), ..Element::default() }
    }

    /// An element with a text in it. Characters that XML cannot have are left out.
    pub fn with_text(name: impl Into<String>, text: &str) -> Element {
        let mut element = Element::new(name);
        element.push_text(text);
        element
    }

    /// The same with an attribute.
    pub fn with(mut self, name: &str, value: &str) -> Element {
        self.attributes.push((name.to_owned(), clean(value).into_owned()));
        self
    }

    /// Puts an element at the end.
    pub fn push(&mut self, child: Element) {
        self.children.push(Node::Element(child));
    }

    /// Puts a text at the end.
    pub fn push_text(&mut self, text: &str) {
        let text = clean(text);
        match self.children.last_mut() {
            _ if text.is_empty() => {}
            Some(Node::Text(before)) => before.push_str(&text),
            _ => self.children.push(Node::Text(text.into_owned())),
        }
    }

    /// Its name without the prefix.
    pub fn local(&self) -> &str {
        local(&self.name)
    }

    /// The value of an attribute, whatever its prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        let found = found.or_else(|| self.attributes.iter().find(|(key, _)| local(key) == name));
        found.map(|(_, value)| value.as_str())
    }

    /// Whether an attribute has this value.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.attribute(name) == Some(value)
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements in it with this local name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| element.local() == name)
    }

    /// The first element in it with this local name.
    pub fn first(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.local() == name)
    }

    /// All text in it, however deep.
    pub fn text(&self) -> Cow<'_, str> {
        match self.children.as_slice() {
            [] => Cow::Borrowed(""),
            [Node::Text(text)] => Cow::Borrowed(text),
            _ => {
                let mut text = String::new();
                self.gather(&mut text);
                Cow::Owned(text)
            }
        }
    }

    /// Depth is bounded by the reader ([`super::MAX_DEPTH`]).
    fn gather(&self, into: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(text) => into.push_str(text),
                Node::Element(element) => element.gather(into),
            }
        }
    }

    /// All text in it as one line: every run of white space is one space, none at the ends.
    pub fn words(&self) -> String {
        let text = self.text();
        let mut words = String::with_capacity(text.len());
        for word in text.split(is_space).filter(|word| !word.is_empty()) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
        }
        words
    }

    /// All text in it with its lines, without white space at their ends and before the first and after the last.
    pub fn lines(&self) -> String {
        let text = self.text();
        let lines: Vec<&str> =
            text.trim_matches(is_space).split('\n').map(|l| l.trim_matches(is_space)).collect();
        lines.join("\n")
    }

    /// Whether there is no text in it.
    pub fn is_blank(&self) -> bool {
        self.text().chars().all(is_space)
    }

    /// As XML on one line, without white space that was not there.
    pub fn compact(&self) -> String {
        let mut xml = String::new();
        self.write(&mut xml, None);
        xml
    }

    /// As XML with an element a line where elements only hold elements.
    pub fn pretty(&self, indent: usize) -> String {
        let mut xml = String::new();
        self.write(&mut xml, Some(indent));
        xml
    }

    fn write(&self, xml: &mut String, indent: Option<usize>) {
        xml.push('<');
        xml.push_str(&self.name);
        for (name, value) in &self.attributes {
            // A string takes everything.
            let _ = write!(xml, " {name}=\"{}\"", escape(value, In::Attribute));
        }
        if self.children.is_empty() {
            xml.push_str("/>");
            return;
        }
        xml.push('>');
        let only_elements = self.children.iter().all(|child| matches!(child, Node::Element(_)));
        let inner = indent.filter(|_| only_elements).map(|indent| indent + 1);
        for child in &self.children {
            if let Some(depth) = inner {
                break_line(xml, depth);
            }
            match child {
                Node::Element(element) => element.write(xml, inner),
                Node::Text(text) => xml.push_str(&escape(text, In::Text)),
            }
        }
        if let Some(depth) = inner {
            break_line(xml, depth - 1);
        }
        xml.push_str("</");
        xml.push_str(&self.name);
        xml.push('>');
    }
}

fn break_line(xml: &mut String, depth: usize) {
    xml.push('\n');
    xml.push_str(&"  ".repeat(depth));
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// White space as XML has it.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// The text without the characters that XML 1.0 cannot have, even escaped (section 2.2).
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_allowed) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| is_allowed(*c)).collect())
}

fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Where a text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum In {
    Text,
    Attribute,
}

fn escape(text: &str, place: In) -> Cow<'_, str> {
    let spelling = |c: char| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        // Readers turn a carriage return into a line feed, and white space in attributes into spaces.
        '\r' => Some("&#13;"),
        '"' if place == In::Attribute => Some("&quot;"),
        '\n' if place == In::Attribute => Some("&#10;"),
        '\t' if place == In::Attribute => Some("&#9;"),
        _ => None,
    };
    if !text.chars().any(|c| spelling(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match spelling(c) {
            Some(spelling) => escaped.push_str(spelling),
            None => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}
