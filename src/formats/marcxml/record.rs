//! A record: its leader, its control fields and its data fields, from which what is understood is taken.

use super::{NAME, marc21, unimarc};
use crate::fields::{Kind, row};
use crate::formats::xml::Element;
use crate::formats::{Item, Problem, Severity};
use crate::model::{EntryType, Extra, Field, Name, Place, Reference, Role};

const LEADER: &str = "leader";
const CONTROL: &str = "controlfield";
const DATA: &str = "datafield";
const SUBFIELD: &str = "subfield";
const TAG: &str = "tag";
const CODE: &str = "code";
/// Around what is passed over in sorting: control characters, and what catalogues write for them.
const NOT_SORTED: &[char] = &['\u{88}', '\u{89}', '\u{98}', '\u{9c}', '¬'];

/// A data field.
#[derive(Debug)]
pub(super) struct Data {
    pub(super) tag: String,
    pub(super) first: char,
    pub(super) second: char,
    /// Codes with their texts; those that were taken are gone.
    subfields: Vec<(char, String)>,
}

impl Data {
    /// The first text with this code, which is taken.
    pub(super) fn take(&mut self, code: char) -> Option<String> {
        let position = self.subfields.iter().position(|(found, _)| *found == code)?;
        Some(self.subfields.remove(position).1)
    }

    /// Every text with this code, all of which are taken.
    pub(super) fn take_all(&mut self, code: char) -> Vec<String> {
        let (taken, left) =
            std::mem::take(&mut self.subfields).into_iter().partition(|(found, _)| *found == code);
        self.subfields = left;
        let taken: Vec<(char, String)> = taken;
        taken.into_iter().map(|(_, text)| text).collect()
    }

    /// The first text with this code.
    pub(super) fn get(&self, code: char) -> Option<&str> {
        self.subfields.iter().find(|(found, _)| *found == code).map(|(_, text)| text.as_str())
    }

    /// Codes and texts in order.
    pub(super) fn subfields(&self) -> impl Iterator<Item = (char, &str)> {
        self.subfields.iter().map(|(code, text)| (*code, text.as_str()))
    }

    /// Takes everything.
    pub(super) fn clear(&mut self) {
        self.subfields.clear();
    }
}

/// A record and what was read of it.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) leader: String,
    control: Vec<(String, String)>,
    pub(super) data: Vec<Data>,
    pub(super) reference: Reference,
}

/// Whether an element has anything that records have.
pub(super) fn is_record(element: &Element) -> bool {
    element.elements().any(|child| [LEADER, CONTROL, DATA].contains(&child.local()))
}

/// What a record is read as.
pub(super) fn items(element: &Element) -> Vec<Item> {
    let line = element.line;
    if !is_record(element) {
        let (reason, severity) = ("a record with nothing in it; left out".to_owned(), Severity::Warning);
        return vec![Item::Problem(Problem { line, key: None, field: None, reason, severity })];
    }
    let mut record = parts(element);
    let is_unimarc = element.attribute("format").is_some_and(|name| name.eq_ignore_ascii_case("unimarc"));
    if is_unimarc || !record.has("245") && record.has("200") {
        unimarc::read(&mut record);
    } else {
        marc21::read(&mut record);
    }
    record.keep_the_rest();
    record.settle();
    vec![Item::Reference { reference: Box::new(record.reference), line }]
}

fn parts(element: &Element) -> Record {
    let leader = element.first(LEADER).map(|leader| leader.text().into_owned()).unwrap_or_default();
    let control = element.all(CONTROL);
    let tag = |field: &Element| field.attribute(TAG).unwrap_or_default().to_owned();
    let control = control.map(|field| (tag(field), field.text().into_owned())).collect();
    let indicator = |field: &Element, name: &str| {
        field.attribute(name).and_then(|text| text.chars().next()).unwrap_or(' ')
    };
    let subfield = |field: &Element| {
        let code = field.attribute(CODE).and_then(|code| code.chars().next()).unwrap_or('?');
        (code, text_of(field))
    };
    let data = element.all(DATA).map(|field| Data {
        tag: tag(field),
        first: indicator(field, "ind1"),
        second: indicator(field, "ind2"),
        subfields: field.all(SUBFIELD).map(subfield).filter(|(_, text)| !text.is_empty()).collect(),
    });
    let data = data.collect();
    Record { leader, control, data, reference: Reference::new(EntryType::Misc) }
}

fn text_of(subfield: &Element) -> String {
    let words = subfield.words();
    let words = words.replace("<<", "").replace(">>", "");
    if words.contains(NOT_SORTED) { words.replace(NOT_SORTED, "") } else { words }
}

impl Record {
    /// Whether there is a data field with this tag.
    pub(super) fn has(&self, tag: &str) -> bool {
        self.data.iter().any(|field| field.tag == tag)
    }

    /// The data fields with this tag.
    pub(super) fn all<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a Data> {
        self.data.iter().filter(move |field| field.tag == tag)
    }

    /// A character of the leader.
    pub(super) fn leader(&self, position: usize) -> char {
        self.leader.chars().nth(position).unwrap_or(' ')
    }

    /// A control field.
    pub(super) fn control(&self, tag: &str) -> &str {
        self.control.iter().find(|(found, _)| found == tag).map_or("", |(_, text)| text)
    }

    /// Takes the data fields out, to read them one by one.
    pub(super) fn take_data(&mut self) -> Vec<Data> {
        std::mem::take(&mut self.data)
    }

    /// Puts a text into a field. False where it is taken already by something else.
    pub(super) fn add(&mut self, place: Place, field: Field, text: impl Into<String>) -> bool {
        let text = text.into();
        if text.is_empty() {
            return true;
        }
        let Some(row) = row(place, field) else { return false };
        let fields = &mut self.reference.fields;
        if row.kind.is_list() {
            // Taken out and put back: a record can have very many.
            let mut list = match fields.remove(place, field) {
                Some(crate::model::Value::List(list)) => list,
                _ => Vec::new(),
            };
            let is_new = row.kind == Kind::Keywords || list.len() > 100 || !list.contains(&text);
            if is_new {
                list.push(text);
            }
            fields.set(place, field, list);
            return true;
        }
        match fields.text(place, field) {
            None => {
                fields.set(place, field, text);
                true
            }
            Some(before) => before == text,
        }
    }

    /// Puts a further text on lines of its own into a note.
    pub(super) fn add_line(&mut self, field: Field, text: String) {
        let before = self.reference.fields.remove(Place::Here, field);
        let text = match before {
            Some(crate::model::Value::Text(mut before)) => {
                before.push('\n');
                before.push_str(&text);
                before
            }
            _ => text,
        };
        self.reference.fields.set(Place::Here, field, text);
    }

    /// Puts a name into a role.
    pub(super) fn add_name(&mut self, place: Place, role: Role, name: Name) {
        self.reference.names.entry((place, role)).or_default().names.push(name);
    }

    /// Keeps what a field holds still as extras.
    pub(super) fn keep(&mut self, field: Data) {
        for (code, text) in field.subfields {
            self.keep_text(format!("{}${code}", field.tag), text);
        }
    }

    /// Keeps a text as an extra.
    pub(super) fn keep_text(&mut self, name: String, value: String) {
        self.reference.extras.push(Extra { format: NAME.to_owned(), name, value });
    }

    fn keep_the_rest(&mut self) {
        let leader = std::mem::take(&mut self.leader);
        if !leader.trim().is_empty() {
            self.keep_text(LEADER.to_owned(), leader);
        }
        for (tag, text) in std::mem::take(&mut self.control) {
            self.keep_text(tag, text);
        }
        for field in self.take_data() {
            self.keep(field);
        }
    }

    /// For the parts of books, what is a fact of the book is put there.
    fn settle(&mut self) {
        let reference = &mut self.reference;
        if reference.entry_type.is_part_of_book() {
            for field in [Field::Publishers, Field::Places, Field::Edition, Field::Isbn, Field::Volume] {
                if !reference.fields.has(Place::Container, field)
                    && let Some(value) = reference.fields.remove(Place::Here, field)
                {
                    reference.fields.set(Place::Container, field, value);
                }
            }
        } else if reference.entry_type.is_part_of_periodical()
            && !reference.fields.has(Place::Container, Field::Issn)
            && let Some(value) = reference.fields.remove(Place::Here, Field::Issn)
        {
            reference.fields.set(Place::Container, Field::Issn, value);
        }
    }
}
