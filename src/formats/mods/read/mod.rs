//! Record → reference.

use std::collections::{BTreeMap, HashSet};

use super::cells::{
    self, EPRINTS, ID, IDENTIFIER, ITEM, LANGUAGE, LANGUAGE_TERM, OTHER_TYPE, RECORD_IDENTIFIER,
};
use super::cells::{RECORD_INFO, TAGS, TYPE};
use super::names::{self, CONFERENCE};
use super::{FAMILY, as_read, dates, extras, types};
use crate::fields::{
    FIELDS, Kind, MODS_ITEMS, MODS_ROWS, MODS_SERIES_NUMBER, ModsShape, mods_row, role_row, row,
};
use crate::formats::xml::{Element, statements};
use crate::formats::{Item, Problem, Severity, private};
use crate::model::{Date, Ending, EntryType, Field, Name, Place, Reference, Role, language};

mod origin;
mod part;
mod people;
mod related;
mod settle;
mod title;

/// Why a private member was not used.
const OVERRULED: &str = "it does not agree with the rest of the record, which was used";
const TITLE_INFO: &str = "titleInfo";
const SUBJECT: &str = "subject";
const NOTE: &str = "note";
const PART: &str = "part";
const EXTENT: &str = "extent";
const PHYSICAL: &str = "physicalDescription";
/// A note that says nothing which the names and titles do not say.
const RESPONSIBILITY: &str = "statement of responsibility";
/// What a school did for a thesis.
const SCHOOL: &[&str] = &["degree grantor", "degree granting institution", "dgg"];
const KEY_OF_BIBUTILS: &str = "citekey";

/// What a record is read as.
pub(super) fn items(record: &Element) -> Vec<Item> {
    let line = record.line;
    let public = public(record);
    let members = extras::read_private(record);
    if record.is_blank() && public == Reference::new(public.entry_type) {
        let reason = "a record with nothing in it; left out".to_owned();
        return vec![problem(line, None, None, reason, Severity::Warning)];
    }
    // Those of others are not tried one by one.
    let (members, foreign): (private::Private, private::Private) =
        members.into_iter().partition(|(name, _)| private::is_ours(name));
    let restored = private::restore(public, &members, FAMILY, &|reference, _| as_read(reference));
    let mut reference = restored.reference;
    for (name, value) in restored.unknown.into_iter().chain(foreign) {
        reference.extras.push(extras::extra(format!("{}/{name}", extras::EXTENSION), value.to_string()));
    }
    let key = reference.key.clone();
    let mut items = vec![Item::Reference { reference: Box::new(reference), line }];
    for name in restored.overruled {
        items.push(problem(line, key.clone(), Some(name), OVERRULED.to_owned(), Severity::Notice));
    }
    items
}

fn problem(
    line: usize,
    key: Option<String>,
    field: Option<String>,
    reason: String,
    severity: Severity,
) -> Item {
    Item::Problem(Problem { line, key, field, reason, severity })
}

/// What the public elements of a record say.
pub(super) fn public(record: &Element) -> Reference {
    let mut reading = Reading {
        reference: Reference::new(types::read(record)),
        nameless: Vec::new(),
        has_creator: record.all(names::NAME).any(|name| name.has("usage", "primary")),
        container_date: None,
        several: BTreeMap::new(),
    };
    reading.item(record, Place::Here, "");
    reading.reference.key = key(record);
    reading.settle();
    reading.reference
}

/// The key: that of bibutils, that of the element, that of the catalogue.
fn key(record: &Element) -> Option<String> {
    let citekey =
        record.all(IDENTIFIER).find(|element| element.has(TYPE, KEY_OF_BIBUTILS)).map(Element::words);
    let info = record.all(RECORD_INFO).find_map(|info| info.first(RECORD_IDENTIFIER)).filter(|id| is_key(id));
    let info = info.map(Element::words);
    let keys = [citekey, record.attribute(ID).map(str::to_owned), info];
    keys.into_iter().flatten().find(|key| !key.is_empty())
}

/// Whether an identifier of a record is one that people chose, not the number or address in a catalogue.
fn is_key(identifier: &Element) -> bool {
    identifier.attribute("source").is_none() && !identifier.text().contains("://")
}

struct Reading {
    reference: Reference,
    /// Names without a role.
    nameless: Vec<(Place, Name)>,
    /// Whether the record says of a name that it is the first one.
    has_creator: bool,
    /// The date of the container, which stands for that of its part.
    container_date: Option<Date>,
    /// Texts of fields that take several, until the item is read.
    several: BTreeMap<(Place, Field), Several>,
}

/// The texts of a field.
#[derive(Default)]
struct Several {
    texts: Vec<String>,
    seen: HashSet<String>,
}

impl Reading {
    /// Reads everything in the item of a place; `path` leads to it, for extras.
    fn item(&mut self, item: &Element, place: Place, path: &str) {
        for (name, read) in [
            (types::ORIGIN, Self::origin as fn(&mut Self, &[&Element], Place, &str)),
            (TITLE_INFO, Self::titles),
            (LANGUAGE, Self::languages),
        ] {
            let all: Vec<&Element> = item.all(name).collect();
            if !all.is_empty() {
                read(self, &all, place, path);
            }
        }
        for element in item.elements() {
            match element.local() {
                types::ORIGIN | TITLE_INFO | LANGUAGE => {}
                names::NAME => self.name(element, place, path),
                types::GENRE => self.genre(element, place, path),
                // Its words tell the type.
                types::RESOURCE => {}
                SUBJECT => self.subject(element, place, path),
                PHYSICAL => self.leaves(element, place, &join(path, PHYSICAL)),
                ITEM => self.related(element, place, path),
                PART => self.part(element, place, path),
                IDENTIFIER => self.identifier(element, place, path),
                RECORD_INFO => self.leaves(element, place, &join(path, RECORD_INFO)),
                extras::EXTENSION => {
                    let foreign: Vec<&Element> = extras::foreign(element).collect();
                    for element in foreign {
                        self.keep(&join(path, extras::EXTENSION), element);
                    }
                }
                NOTE if element.has(TYPE, RESPONSIBILITY) => self.keep(path, element),
                _ => self.leaf_or_leaves(element, place, path),
            }
        }
        self.settle_several();
    }

    /// Sets the fields that take several texts.
    fn settle_several(&mut self) {
        for ((place, field), several) in std::mem::take(&mut self.several) {
            let fields = &mut self.reference.fields;
            if cells::is_list(place, field) {
                let mut list = fields.list(place, field).to_vec();
                list.extend(several.texts);
                fields.set(place, field, list);
            } else {
                let before = fields.text(place, field).map(str::to_owned);
                let texts: Vec<String> = before.into_iter().chain(several.texts).collect();
                fields.set(place, field, texts.join("\n"));
            }
        }
    }

    /// Keeps an element as an extra.
    fn keep(&mut self, path: &str, element: &Element) {
        if !element.is_blank() || !element.attributes.is_empty() {
            let name = join(path, element.local());
            self.reference.extras.push(extras::extra(name, element.compact()));
        }
    }

    fn leaves(&mut self, parent: &Element, place: Place, path: &str) {
        for element in parent.elements() {
            self.leaf_or_leaves(element, place, path);
        }
    }

    /// An element with text, or one whose elements are looked at one by one.
    fn leaf_or_leaves(&mut self, element: &Element, place: Place, path: &str) {
        let inner = join(path, element.local());
        if element.elements().next().is_some() {
            for child in element.elements() {
                let is_leaf = child.elements().next().is_none();
                if is_leaf {
                    self.leaf(child, Some(element), place, &inner)
                } else {
                    self.keep(&inner, child)
                }
            }
        } else {
            self.leaf(element, None, place, path);
        }
    }

    /// An element with text: a field, or an extra.
    fn leaf(&mut self, element: &Element, parent: Option<&Element>, place: Place, path: &str) {
        if path == RECORD_INFO && element.local() == RECORD_IDENTIFIER && is_key(element) {
            return;
        }
        if let Some(date) =
            element.attribute("dateLastAccessed").filter(|_| row(place, Field::Accessed).is_some())
        {
            self.reference.fields.set(place, Field::Accessed, statements::date(date));
        }
        if path.ends_with(PHYSICAL) && element.local() == EXTENT && self.extent(element, place) {
            return;
        }
        match field_at(element, parent, path) {
            Some((field, _)) if self.add(place, field, element) => {}
            _ => self.keep(path, element),
        }
    }

    /// Adds the text of an element to a field. False where the field cannot take it.
    fn add(&mut self, place: Place, field: Field, element: &Element) -> bool {
        let Some(row) = row(place, field) else { return false };
        let text = match row.kind {
            Kind::Text => element.lines(),
            _ => element.words(),
        };
        if text.is_empty() {
            return true;
        }
        self.add_text(place, field, text)
    }

    fn add_text(&mut self, place: Place, field: Field, text: String) -> bool {
        if cells::is_list(place, field) || matches!(field, Field::Note | Field::Abstract) {
            let several = self.several.entry((place, field)).or_default();
            if several.seen.insert(text.clone()) || field == Field::Keywords {
                several.texts.push(text);
            }
            return true;
        }
        let fields = &mut self.reference.fields;
        let is_date = row(place, field).is_some_and(|row| row.kind == Kind::Date);
        match fields.get(place, field) {
            None if is_date => {
                fields.set(place, field, statements::date(&text));
                true
            }
            None => {
                fields.set(place, field, text);
                true
            }
            Some(before) => before.as_text() == Some(&text),
        }
    }

    fn extent(&mut self, element: &Element, place: Place) -> bool {
        let extent = element.words();
        let mut is_whole = false;
        for (field, number, unit) in [
            (Field::PageTotal, statements::pages_of_extent(&extent), " p."),
            (Field::Volumes, statements::volumes_of_extent(&extent), " v."),
        ] {
            if let Some(number) = number.filter(|_| row(place, field).is_some()) {
                is_whole |= extent == format!("{number}{unit}");
                self.reference.fields.set(place, field, number);
            }
        }
        is_whole
    }

    fn genre(&mut self, element: &Element, place: Place, path: &str) {
        let word = element.words();
        if place != Place::Here || types::is_of_type(element) || word.is_empty() {
            return;
        }
        if let Some(genre) = types::thesis_from_word(&word) {
            self.reference.fields.set(place, Field::Genre, genre);
            return;
        }
        let is_free = element.attribute(types::AUTHORITY).is_none();
        if !is_free || !self.add_text(place, Field::Genre, word) {
            self.keep(path, element);
        }
    }

    fn subject(&mut self, element: &Element, place: Place, path: &str) {
        let only = element.elements().next().filter(|_| element.elements().count() == 1);
        let is_scale = only.is_some_and(|only| only.local() == "cartographics");
        if is_scale && let Some(only) = only {
            self.leaf_or_leaves(only, place, &join(path, SUBJECT));
            return;
        }
        let parts = element.elements().filter(|part| part.local() != "geographicCode");
        let parts: Vec<String> = parts.map(subject_part).filter(|part| !part.is_empty()).collect();
        let text = if parts.is_empty() { element.words() } else { parts.join("--") };
        if text.is_empty() {
            return;
        }
        if row(place, Field::Keywords).is_none() || !self.add_text(place, Field::Keywords, text) {
            self.keep(path, element);
        }
    }

    fn identifier(&mut self, element: &Element, place: Place, path: &str) {
        let kind = element.attribute(TYPE).unwrap_or_default().to_lowercase();
        if kind == KEY_OF_BIBUTILS && place == Place::Here || element.is_blank() {
            return;
        }
        let eprint = EPRINTS.iter().find(|(ours, _)| *ours == kind);
        if let Some((ours, _)) =
            eprint.filter(|_| place == Place::Here && !self.reference.fields.has(place, Field::Eprint))
        {
            self.reference.fields.set(place, Field::Eprint, element.words());
            self.reference.fields.set(place, Field::EprintType, *ours);
            return;
        }
        let is_address = matches!(kind.as_str(), "uri" | "url") && element.words().starts_with("http");
        let path_of_kind = format!("{IDENTIFIER}[type={kind}]");
        let field = match kind.as_str() {
            "pubmed" => Some(Field::Pmid),
            "pmcid" => Some(Field::Pmcid),
            _ if is_address => Some(Field::Url),
            _ => MODS_ROWS.iter().find(|row| row.path == path_of_kind).map(|row| row.field),
        };
        let is_valid = !element.has("invalid", "yes");
        match field {
            Some(field) if is_valid && row(place, field).is_some() && self.add(place, field, element) => {}
            _ => self.keep(path, element),
        }
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
}

/// A path without the related items that lead to it.
fn path_of_place(path: &str) -> String {
    let mut path = path;
    while let Some(rest) = path.strip_prefix("relatedItem/") {
        path = rest;
    }
    path.to_owned()
}

/// A path to an element, with the attribute that tells it from its likes.
fn spelled(path: &str, element: &Element) -> String {
    let condition = [TYPE, "unit", "access"].into_iter().find_map(|name| {
        let value = element.attribute(name).filter(|value| !value.is_empty())?;
        Some(format!("[{name}={value}]"))
    });
    join(path, element.local()) + &condition.unwrap_or_default()
}

/// The field whose path leads to an element.
fn field_at(element: &Element, parent: Option<&Element>, path: &str) -> Option<(Field, ModsShape)> {
    let path = path_of_place(path);
    let wanted = match parent {
        Some(parent) => {
            let outer = path.rsplit_once('/').map_or("", |(outer, _)| outer);
            spelled(&spelled(outer, parent), element)
        }
        None => spelled(&path, element),
    };
    let is_it = |path: &str| MODS_ROWS.iter().find(|row| row.path == path && row.path != MODS_SERIES_NUMBER);
    // A note or an address of a kind that we have no field for is one all the same.
    let plain = || match element.local() {
        NOTE | "url" => is_it(&join(&path, element.local())),
        _ => None,
    };
    is_it(&wanted).or_else(plain).map(|row| (row.field, row.shape))
}

fn subject_part(part: &Element) -> String {
    let inner: Vec<String> = part.elements().map(Element::words).filter(|words| !words.is_empty()).collect();
    match part.local() {
        _ if inner.is_empty() => part.words(),
        names::NAME => names::read(part).name.map(|name| name.inverted()).unwrap_or_default(),
        TITLE_INFO => title::whole_title(part),
        _ => inner.join(", "),
    }
}
