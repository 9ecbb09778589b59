//! Where the records of a file begin, found without parsing it.

use super::element::is_space;

/// One record: the text from its first tag to the beginning of the next record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record<'t> {
    /// From its first tag on.
    pub text: &'t str,
    /// The line that it begins on, from 1.
    pub line: usize,
}

/// The records of a file.
pub struct Records<'t> {
    text: &'t str,
    tags: Tags<'t>,
    names: &'static [&'static str],
    next: Option<usize>,
    counted: usize,
    line: usize,
}

impl<'t> Records<'t> {
    /// The elements of a text that have one of these local names, cut where the next one begins.
    pub fn new(text: &'t str, names: &'static [&'static str]) -> Self {
        let mut records = Records { text, tags: Tags::new(text), names, next: None, counted: 0, line: 1 };
        records.next = records.next_start();
        records
    }

    fn next_start(&mut self) -> Option<usize> {
        let names = self.names;
        self.tags.find(|tag| names.contains(&local(tag.name))).map(|tag| tag.at)
    }
}

impl<'t> Iterator for Records<'t> {
    type Item = Record<'t>;

    fn next(&mut self) -> Option<Record<'t>> {
        let start = self.next?;
        self.next = self.next_start();
        let text = self.text.get(start..self.next.unwrap_or(self.text.len()))?;
        let passed = self.text.as_bytes().get(self.counted..start).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count();
        self.counted = start;
        Some(Record { text, line: self.line })
    }
}

/// What a file begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head<'t> {
    /// The local name of the outermost element.
    pub root: Option<&'t str>,
    /// The outermost tag as it stands, without the brackets.
    pub root_tag: &'t str,
}

/// The outermost element of a text; none when the text does not begin as XML does.
pub fn head(text: &str) -> Head<'_> {
    let text = text.trim_start_matches(is_space);
    if !text.starts_with('<') {
        return Head::default();
    }
    let mut tags = Tags::new(text);
    let Some(tag) = tags.next() else { return Head::default() };
    // Text before the first element is no XML.
    let rest = text.get(tag.at + 1..).unwrap_or_default();
    let end = rest.find('>').unwrap_or(rest.len());
    Head { root: Some(local(tag.name)), root_tag: &rest[..end] }
}

/// A tag that opens an element.
struct Tag<'t> {
    /// Where its bracket stands.
    at: usize,
    name: &'t str,
}

/// The opening tags of a text, those in comments, quoted sections and document types left out.
struct Tags<'t> {
    text: &'t str,
    at: usize,
    /// Ends that do not occur any more, so that nobody looks for them again.
    missing: Vec<&'static str>,
    /// A file has one document type.
    has_document_type: bool,
}

impl<'t> Tags<'t> {
    fn new(text: &'t str) -> Self {
        Tags { text, at: 0, missing: Vec::new(), has_document_type: false }
    }

    /// Passes what ends so; only the beginning of it when the end never comes.
    fn pass(&mut self, begin: usize, end: &'static str) {
        self.at += begin;
        if self.missing.contains(&end) {
            return;
        }
        match self.text.get(self.at..).unwrap_or_default().find(end) {
            Some(length) => self.at += length + end.len(),
            None => self.missing.push(end),
        }
    }

    /// Passes a document type: to the bracket that closes its own declarations, if it has any.
    fn pass_document_type(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if std::mem::replace(&mut self.has_document_type, true) {
            self.at += 1;
            return;
        }
        match rest.find(['[', '>']).map(|end| rest.as_bytes().get(end)) {
            Some(Some(b'[')) => self.pass(0, "]"),
            _ => self.at += 1,
        }
    }
}

impl<'t> Iterator for Tags<'t> {
    type Item = Tag<'t>;

    fn next(&mut self) -> Option<Tag<'t>> {
        loop {
            let rest = self.text.get(self.at..)?;
            self.at += rest.find('<')?;
            let rest = self.text.get(self.at..)?;
            if rest.starts_with("<!--") {
                self.pass("<!--".len(), "-->");
            } else if rest.starts_with("<![CDATA[") {
                self.pass("<![CDATA[".len(), "]]>");
            } else if rest.starts_with("<?") {
                self.pass("<?".len(), "?>");
            } else if rest.starts_with("<!DOCTYPE") {
                self.pass_document_type();
            } else {
                let at = self.at;
                self.at += 1;
                let name = rest.get(1..).unwrap_or_default();
                let end = name.find(|c: char| is_space(c) || matches!(c, '>' | '/' | '<'));
                let name = &name[..end.unwrap_or(name.len())];
                if name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
                    return Some(Tag { at, name });
                }
            }
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
