//! What Word documents (.docx; ECMA-376, part 1, "WordprocessingML") cite: `[@key]` in their text, and the fields
//! that the plugins of Zotero and Mendeley leave, which hold the items that they cite as CSL-JSON.
//!
//! A document is a zip file of XML. [`text`] makes plain text of it, a line for each paragraph, with the fields of
//! a paragraph at the end of its line; [`read`] finds the citations in that.

use std::io::{self, Cursor, Read};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesRef, BytesStart, Event},
};
use serde_json::Value;
use zip::{ZipArchive, result::ZipError};

use super::{Cited, Found, Keyless, Mark, Sense, markdown};

/// The parts that hold text, in the order in which they are read.
const PARTS: &[&str] = &["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"];
/// The most bytes of a part: a small file can unpack to an endless one.
const LONGEST_PART: u64 = 1 << 28;
/// Stands before each field in a line. Unicode keeps this character for the use of programs inside.
const FIELD: char = '\u{FDD0}';
/// What the instructions of a citation begin with: Zotero's, Mendeley's.
const CITATIONS: &[&str] = &["ADDIN ZOTERO_ITEM CSL_CITATION", "ADDIN CSL_CITATION"];

/// The text of a document, a line for each paragraph: first the body, then footnotes and endnotes. Fails for what is
/// no zip file, or none with a document in it.
pub fn text(bytes: &[u8]) -> io::Result<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    let mut text = String::new();
    for part in PARTS {
        let file = match archive.by_name(part) {
            Ok(file) => file,
            // Notes are there where a document has some.
            Err(ZipError::FileNotFound) if text.is_empty() && *part == PARTS[0] => {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "there is no Word document in it"));
            }
            Err(ZipError::FileNotFound) => continue,
            Err(error) => return Err(unreadable(&error)),
        };
        let mut xml = Vec::new();
        file.take(LONGEST_PART).read_to_end(&mut xml)?;
        let mut building = Building { text: std::mem::take(&mut text), ..Building::default() };
        building.read(&String::from_utf8_lossy(&xml));
        text = building.text;
    }
    Ok(text)
}

fn unreadable(error: &ZipError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("this is no Word document: {error}"))
}

/// The text as it grows.
#[derive(Default)]
struct Building {
    text: String,
    /// The instructions that are open, the innermost last: fields stand in fields.
    open: Vec<Instruction>,
    /// Citations that belong at the end of the paragraph.
    waiting: Vec<String>,
    /// In which element the next text stands.
    inside: Inside,
    /// How many elements are open that repeat what was said, for programs of before.
    fallbacks: usize,
}

#[derive(Default)]
struct Instruction {
    text: String,
    /// Whether what follows is the result, which is text of the document.
    is_complete: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Nothing,
    Text,
    Instruction,
}

impl Building {
    fn read(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        // What follows a fault of the syntax cannot be read by Word either.
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Eof => break,
                Event::Start(tag) => self.begin(&tag),
                Event::Empty(tag) => {
                    self.begin(&tag);
                    self.end(tag.name().as_ref());
                }
                Event::End(tag) => self.end(tag.name().as_ref()),
                Event::Text(text) => self.take(&text.xml10_content()),
                Event::CData(text) => self.take(&text.xml10_content()),
                Event::GeneralRef(reference) => self.take(&character(&reference)),
                _ => {}
            }
        }
        self.end_paragraph();
    }

    fn begin(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            "mc:Fallback" => self.fallbacks += 1,
            _ if self.fallbacks > 0 => {}
            "w:t" => self.inside = Inside::Text,
            "w:instrText" => self.inside = Inside::Instruction,
            "w:tab" | "w:br" | "w:cr" => self.text.push(' '),
            "w:fldSimple" => {
                let text = attribute(tag, "w:instr").unwrap_or_default();
                self.open.push(Instruction { text, is_complete: false });
                self.complete();
            }
            "w:fldChar" => match attribute(tag, "w:fldCharType").as_deref() {
                Some("begin") => self.open.push(Instruction::default()),
                Some("separate") => self.complete(),
                Some("end") => self.close(),
                _ => {}
            },
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "mc:Fallback" => self.fallbacks = self.fallbacks.saturating_sub(1),
            _ if self.fallbacks > 0 => {}
            "w:t" | "w:instrText" => self.inside = Inside::Nothing,
            "w:fldSimple" => self.close(),
            "w:p" => self.end_paragraph(),
            _ => {}
        }
    }

    fn take(&mut self, text: &str) {
        let to = match (self.inside, self.open.last_mut()) {
            _ if self.fallbacks > 0 => return,
            (Inside::Text, _) => &mut self.text,
            (Inside::Instruction, Some(instruction)) if !instruction.is_complete => &mut instruction.text,
            _ => return,
        };
        to.extend(text.chars().map(|c| if c.is_control() || c == FIELD { ' ' } else { c }));
    }

    /// The innermost instruction is whole.
    fn complete(&mut self) {
        let Some(instruction) = self.open.last_mut().filter(|instruction| !instruction.is_complete) else {
            return;
        };
        instruction.is_complete = true;
        let text = instruction.text.trim();
        if let Some(json) = CITATIONS.iter().find_map(|start| text.strip_prefix(start)) {
            self.waiting.push(json.trim().to_owned());
        }
    }

    fn close(&mut self) {
        self.complete();
        _ = self.open.pop();
    }

    fn end_paragraph(&mut self) {
        for json in self.waiting.drain(..) {
            self.text.push(FIELD);
            self.text.push_str(&json);
        }
        self.text.push('\n');
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// The character that `&amp;` or `&#38;` stands for; nothing for what XML does not know.
fn character(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.into();
    }
    quick_xml::escape::resolve_xml_entity(&reference.xml10_content()).unwrap_or_default().to_owned()
}

/// Reads the text that [`text`] made.
pub(super) fn read(text: &str) -> Found {
    let mut found = Found::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut fields = line.split(FIELD);
        let prose = fields.next().unwrap_or_default();
        for (from, to) in brackets(prose) {
            markdown::read_inline(text, start + from, start + to, markdown::Flavour::Pandoc, &mut found);
        }
        for field in fields {
            read_field(field, start + prose.len(), &mut found);
        }
        start += line.len();
    }
    found
}

/// Where brackets with an `@` in them, but in none inside them, begin and end. A name after an `@` alone is no
/// citation in Word.
fn brackets(prose: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open = Vec::new();
    let mut sign = None;
    for (at, c) in prose.char_indices() {
        match c {
            '[' => open.push(at),
            '@' => sign = Some(at),
            ']' => {
                if let Some(from) = open.pop().filter(|from| sign > Some(*from)) {
                    found.push((from, at + 1));
                    sign = None;
                }
            }
            _ => {}
        }
    }
    found
}

/// Reads the citation of a plugin.
fn read_field(json: &str, at: usize, found: &mut Found) {
    let Ok(citation) = serde_json::from_str::<Value>(json.trim()) else { return };
    for item in citation["citationItems"].as_array().into_iter().flatten() {
        let data = &item["itemData"];
        let what = match key(data) {
            Some(key) => Cited::Key(key.to_owned()),
            None => Cited::Keyless(keyless(data)),
        };
        found.marks.push(Mark { at, what, sense: Sense::Citation });
    }
}

/// What an item without a key is known by.
fn keyless(data: &Value) -> Keyless {
    let text = |name: &str| data[name].as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned);
    let year = &data["issued"]["date-parts"][0][0];
    Keyless {
        title: text("title").unwrap_or_else(|| "?".to_owned()),
        year: year.as_i64().or_else(|| year.as_str()?.trim().parse().ok()),
        doi: text("DOI"),
        isbn: text("ISBN"),
    }
}

/// The citation key of an item: Zotero's own field, or the line that Better BibTeX keeps in the note.
fn key(data: &Value) -> Option<&str> {
    let of_note = || {
        let mut lines = data["note"].as_str()?.lines();
        lines.find_map(|line| line.trim().strip_prefix("Citation Key:"))
    };
    let key = data["citation-key"].as_str().or_else(of_note)?.trim();
    (!key.is_empty()).then_some(key)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;
    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn document(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, body) in parts {
            archive.start_file(*name, SimpleFileOptions::default()).expect("a new part");
            write!(archive, r#"<?xml version="1.0"?><w:document>{body}</w:document>"#).expect("memory");
        }
        archive.finish().expect("memory").into_inner()
    }

    fn cited(parts: &[(&str, &str)]) -> String {
        let text = text(&document(parts)).expect("a document");
        let found = read(&text).marks.into_iter().map(|mark| match mark.what {
            Cited::Key(key) => key,
            Cited::Keyless(Keyless { title, year, doi, isbn }) => {
                let more = [year.map(|year| year.to_string()), doi, isbn].into_iter().flatten();
                more.fold(format!("“{title}”"), |text, more| format!("{text} {more}"))
            }
            Cited::Everything => "*".into(),
        });
        found.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn citations_of_a_body() {
        let zotero = |data: &str| {
            let json = format!(
                r#" ADDIN ZOTERO_ITEM CSL_CITATION {{"citationItems":[{{"id":7,"itemData":{data}}}]}}"#
            );
            let (first, rest) = json.split_at(30);
            let run = |text: &str| {
                format!("<w:r><w:instrText>{}</w:instrText></w:r>", quick_xml::escape::escape(text))
            };
            format!(
                r#"<w:p><w:r><w:t>As </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>{}{}<w:r>
                <w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>[@no, 1963]</w:t></w:r>
                <w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#,
                run(first),
                run(rest)
            )
        };
        let cases = [
            (
                "<w:p><w:r><w:t>See [see @a, p. 3; @b] and</w:t></w:r><w:r><w:t> [@</w:t><w:t>c].</w:t></w:r></w:p>",
                "a b c",
            ),
            ("<w:p><w:t>me@place.org and @name, [me@place.org] [1] [ [@a]</w:t></w:p>", "a"),
            ("<w:p><w:t>[@a &amp; b; @c&#100;]</w:t></w:p>", "a cd"),
            ("<w:p><w:t>[@a</w:t></w:p><w:p><w:t>@b]</w:t></w:p>", ""),
            ("<w:p><w:del><w:delText>[@a]</w:delText></w:del><w:ins><w:t>[@b]</w:t></w:ins></w:p>", "b"),
            (
                "<w:p><mc:Choice><w:t>[@a]</w:t></mc:Choice><mc:Fallback><w:t>[@a]</w:t></mc:Fallback></w:p>",
                "a",
            ),
            (&zotero(r#"{"citation-key":"serge1963","title":"Memoirs"}"#), "no serge1963"),
            (&zotero(r#"{"note":"Citation Key: serge1963\nother","title":"Memoirs"}"#), "no serge1963"),
            (&zotero(r#"{"title":"Memoirs & more"}"#), "no “Memoirs & more”"),
            (
                &zotero(r#"{"title":"M","DOI":"10.1/x","ISBN":" ","issued":{"date-parts":[["1963",5]]}}"#),
                "no “M” 1963 10.1/x",
            ),
            (
                r#"<w:p><w:fldSimple w:instr="ADDIN CSL_CITATION {&quot;citationItems&quot;:[{&quot;itemData&quot;:
                {&quot;title&quot;:&quot;X&quot;}}]}"><w:t>(1)</w:t></w:fldSimple></w:p>"#,
                "“X”",
            ),
            (r#"<w:p><w:fldSimple w:instr="PAGE"/><w:fldSimple w:instr="ADDIN CSL_CITATION {"/></w:p>"#, ""),
        ];
        for (body, expected) in cases {
            assert_eq!(cited(&[("word/document.xml", body)]), expected, "{body}");
        }
    }

    #[test]
    fn notes_follow_the_body() {
        let note = "<w:p><w:t>[@b]</w:t></w:p>";
        let body = "<w:p><w:t>[@a]</w:t></w:p>";
        assert_eq!(cited(&[("word/endnotes.xml", note), ("word/document.xml", body)]), "a b");
    }

    #[test]
    fn what_is_no_document_is_told() {
        let reason = |bytes: &[u8]| text(bytes).expect_err("no document").to_string();
        assert!(reason(b"plain text").starts_with("this is no Word document"));
        assert_eq!(reason(&document(&[("mimetype", "")])), "there is no Word document in it");
    }

    proptest! {
        #[test]
        fn nothing_panics(body in ".{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            _ = text(&bytes);
            _ = cited(&[("word/document.xml", &body)]);
        }

        #[test]
        fn any_elements_are_read(parts in prop::collection::vec(prop::sample::select(vec![
            "<w:p>", "</w:p>", "<w:t>", "</w:t>", "[@a]", "[", "]", "@", "<mc:Fallback>", "</mc:Fallback>", "&", "\u{FDD0}{",
            r#"<w:fldChar w:fldCharType="begin"/>"#, r#"<w:fldChar w:fldCharType="end"/>"#, "<w:instrText>",
            "ADDIN CSL_CITATION {}", "</w:instrText>",
        ]), 0..40)) {
            _ = cited(&[("word/document.xml", &parts.concat())]);
        }
    }
}
