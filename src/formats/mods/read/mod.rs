//! Record → reference.

use std::collections::BTreeMap;

use foldhash::HashSet;

use super::cells::{
    self, EPRINTS, ID, IDENTIFIER, ITEM, LANGUAGE, LANGUAGE_TERM, OTHER_TYPE, RECORD_IDENTIFIER, RECORD_INFO,
    SUBJECT, TAGS, TITLE_INFO, TYPE,
};
use super::names::{self, CONFERENCE};
use super::{FAMILY, as_read, dates, extras, told, types};
use crate::fields::{
    FIELDS, Kind, MODS_ITEMS, MODS_ROWS, MODS_SERIES_NUMBER, ModsShape, mods_row, role_row, row,
};
use crate::formats::xml::{Element, Node, statements};
use crate::formats::{Item, Problem, Severity, private};
use crate::model::{Date, Ending, EntryType, Field, Name, Place, Reference, Role, language};

mod origin;
mod part;
mod people;
mod related;
mod settle;
mod title;

pub(super) use title::whole_title;

/// Why a private member was not used.
const OVERRULED: &str = "it does not agree with the rest of the record, which was used";
const NOTE: &str = "note";
const PART: &str = "part";
const EXTENT: &str = "extent";
const PHYSICAL: &str = "physicalDescription";
/// A note that says nothing which the names and titles do not say.
const RESPONSIBILITY: &str = "statement of responsibility";
const KEY_OF_BIBUTILS: &str = "citekey";

/// What a record is read as.
pub(super) fn items(record: &Element) -> Vec<Item> {
    let line = record.line;
    let record = &without_prefix(record);
    let public = public(record);
    let members = extras::read_private(record);
    if record.is_blank() && public == Reference::new(public.entry_type) {
        let reason = "a record with nothing in it; left out".to_owned();
        return vec![problem(line, None, None, reason, Severity::Warning)];
    }
    let restored = private::restore(public, &members, FAMILY, &|reference, _| as_read(reference));
    let mut reference = restored.reference;
    for (name, value) in restored.unknown {
        reference.extras.push(extras::extra(format!("{}/{name}", extras::EXTENSION), value.to_string()));
    }
    let key = reference.key.clone();
    let mut items = vec![Item::Reference { reference: Box::new(reference), line }];
    for name in restored.overruled {
        items.push(problem(line, key.clone(), Some(name), OVERRULED.to_owned(), Severity::Notice));
    }
    items
}

/// A record with the names of its elements as they are written, without a prefix for the namespace. What stands in
/// extensions keeps its own.
fn without_prefix(record: &Element) -> Element {
    /// Depth is bounded by the parser.
    fn strip(element: &mut Element, prefix: &str) {
        if let Some(local) = element.name.strip_prefix(prefix) {
            element.name = local.to_owned();
        }
        for child in &mut element.children {
            if let Node::Element(child) = child {
                strip(child, prefix);
            }
        }
    }
    let mut stripped = record.clone();
    if let Some((prefix, _)) = record.name.split_once(':') {
        strip(&mut stripped, &format!("{prefix}:"));
    }
    stripped
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
    let mut reference = plain(record);
    let told = told::of(record, &reference);
    reference.extras.extend(told);
    cells::sort_extras(&mut reference);
    reference
}

/// The same without the elements that say more than their fields.
pub(super) fn plain(record: &Element) -> Reference {
    plain_beside(record, false)
}

/// The same of a part of a record, where the record may say of a name elsewhere that it is the first one.
pub(super) fn plain_beside(record: &Element, has_creator: bool) -> Reference {
    let mut reading = Reading {
        reference: Reference::new(types::read(record)),
        nameless: Vec::new(),
        has_creator: has_creator || record.all(names::NAME).any(names::is_primary),
        container_date: None,
        uniform_title: None,
        original_languages: Vec::new(),
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
    /// The title under which the editions and translations of a work are entered.
    uniform_title: Option<String>,
    /// The languages that the text was translated from.
    original_languages: Vec<String>,
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
        if is_valid
            && let Some((field @ (Field::Isbn | Field::Issn), number)) = field.zip(number_of(element))
            && row(place, field).is_some()
        {
            self.add_text(place, field, number);
            // Elements of the record itself are kept as a whole where they say more.
            if place != Place::Here {
                self.keep(path, element);
            }
            return;
        }
        match field {
            Some(field) if is_valid && row(place, field).is_some() && self.add(place, field, element) => {}
            _ => self.keep(path, element),
        }
    }
}

/// The number in an identifier that says more, as catalogues write it: `0190000001 (pbk. : acid-free)`.
pub(super) fn number_of(identifier: &Element) -> Option<String> {
    let words = identifier.words();
    let number = words.split([' ', '(', ':']).find(|part| !part.is_empty())?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'X' | b'x'));
    (number != words && number.len() > 7 && is_number).then(|| number.to_owned())
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
