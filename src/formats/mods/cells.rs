//! Reference → record, without what only our own files have.

use std::collections::BTreeSet;

use super::{RECORD, VERSION, dates, extras, names, told, types};
use crate::fields::{
    MODS_ITEMS, MODS_ROWS, MODS_SERIES_NUMBER, ModsGenre, ModsItem, ModsRow, ModsShape, ROLES, mods_row,
    mods_type, row,
};
use crate::formats::fact::Fact;
use crate::formats::xml::{Element, Node, clean, statements};
use crate::model::{EntryType, Field, Place, Reference, Value, language, title};

pub(super) const ITEM: &str = "relatedItem";
pub(super) const TYPE: &str = "type";
pub(super) const OTHER_TYPE: &str = "otherType";
pub(super) const RECORD_INFO: &str = "recordInfo";
pub(super) const RECORD_IDENTIFIER: &str = "recordIdentifier";
pub(super) const ID: &str = "ID";
pub(super) const LANGUAGE: &str = "language";
pub(super) const LANGUAGE_TERM: &str = "languageTerm";
pub(super) const TAGS: &str = "rfc5646";
pub(super) const CODES: &str = "iso639-2b";
pub(super) const TITLE_INFO: &str = "titleInfo";
pub(super) const SUBJECT: &str = "subject";
pub(super) const TOPIC: &str = "topic";
pub(super) const CLASSIFICATION: &str = "classification";
/// Where identifiers of e-prints stand: the type in the library in lower case, and in MODS.
pub(super) const EPRINTS: &[(&str, &str)] = &[("arxiv", "arXiv"), ("jstor", "jstor")];
pub(super) const IDENTIFIER: &str = "identifier";
/// Begins the paths of what numbers a part in its whole.
const PART: &str = "part/";

/// The order of the elements of a record.
const ORDER: &[&str] = &[
    TITLE_INFO,
    "name",
    types::RESOURCE,
    types::GENRE,
    LANGUAGE,
    "physicalDescription",
    "abstract",
    "tableOfContents",
    "targetAudience",
    "note",
    SUBJECT,
    CLASSIFICATION,
    IDENTIFIER,
    "location",
    "accessCondition",
    "part",
    types::ORIGIN,
    ITEM,
    RECORD_INFO,
];

/// The record of a reference.
pub(super) fn record(reference: &Reference) -> Element {
    let reference = &*crate::fields::in_words(reference);
    let mut record = Element::new(RECORD).with("version", VERSION);
    let key = reference.key.as_deref();
    if let Some(key) = key.filter(|key| is_name(key)) {
        record = record.with(ID, key);
    }
    describe(reference, Place::Here, &mut record);
    put_type(reference, &mut record);
    put_eprint(reference, &mut record);
    if let Some(key) = key {
        let mut info = record_info(&mut record);
        info.push(Element::with_text(RECORD_IDENTIFIER, key));
        record.push(info);
    }
    put_items(reference, &mut record);
    let extras::Public { alone, told } = extras::public(reference);
    for element in alone {
        record.push(element);
    }
    sort(&mut record);
    told::put(record, told)
}

/// Puts the extras of a reference into the order in which their elements are written.
pub(super) fn sort_extras(reference: &mut Reference) {
    reference.extras.sort_by_key(|extra| {
        let outer = extra.name.split('/').next().unwrap_or_default();
        ORDER.iter().position(|name| *name == outer).unwrap_or(ORDER.len())
    });
}

/// Takes the information on the record out of it, or makes one.
fn record_info(record: &mut Element) -> Element {
    let is_info = |child: &Node| matches!(child, Node::Element(element) if element.name == RECORD_INFO);
    match record.children.iter().position(is_info).map(|at| record.children.remove(at)) {
        Some(Node::Element(info)) => info,
        _ => Element::new(RECORD_INFO),
    }
}

pub(super) fn sort(record: &mut Element) {
    let position = |child: &Node| match child {
        Node::Element(element) => ORDER.iter().position(|name| *name == element.name),
        Node::Text(_) => None,
    };
    record.children.sort_by_key(|child| position(child).unwrap_or(ORDER.len()));
}

/// Whether a key can be an XML name without a colon, which `ID` must be.
fn is_name(key: &str) -> bool {
    let mut characters = key.chars();
    characters.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && characters.all(|c| c.is_ascii_alphanumeric() || c.is_alphabetic() || matches!(c, '_' | '-' | '.'))
}

fn put_type(reference: &Reference, record: &mut Element) {
    let words = mods_type(reference.entry_type);
    if !words.resource.is_empty() {
        record.push(Element::with_text(types::RESOURCE, words.resource));
    }
    put_genres(words.genres, record);
    if let Some(genre) = reference.fields.text(Place::Here, Field::Genre) {
        match types::thesis_to_word(genre) {
            Some(word) => put_genres(&[(crate::fields::BIBUTILS_GENRES, word)], record),
            None => record.push(Element::with_text(types::GENRE, &title::plain(genre))),
        }
    }
    put_issuance(words.issuance, record);
}

fn put_genres(genres: &[ModsGenre], item: &mut Element) {
    for (authority, word) in genres {
        item.push(Element::with_text(types::GENRE, word).with(types::AUTHORITY, authority));
    }
}

fn put_issuance(issuance: &str, item: &mut Element) {
    if !issuance.is_empty() {
        let mut origin = Element::new(types::ORIGIN);
        origin.push(Element::with_text(types::ISSUANCE, issuance));
        merge_origin(item, origin);
    }
}

/// Puts what is in an `originInfo` into the first one of an item.
fn merge_origin(item: &mut Element, origin: Element) {
    for child in &mut item.children {
        if let Node::Element(element) = child
            && element.name == types::ORIGIN
        {
            element.children.extend(origin.children);
            return;
        }
    }
    item.push(origin);
}

fn put_eprint(reference: &Reference, record: &mut Element) {
    let text = |field| reference.fields.text(Place::Here, field).unwrap_or_default();
    let kind = text(Field::EprintType).to_lowercase();
    let known = EPRINTS.iter().find(|(ours, _)| *ours == kind);
    if let (Some((_, kind)), number @ [_, ..]) = (known, text(Field::Eprint).as_bytes()) {
        let number = String::from_utf8_lossy(number);
        record.push(Element::with_text(IDENTIFIER, &number).with(TYPE, kind));
    }
}

/// The related items: those whose titles others could take for the record's own first.
fn put_items(reference: &Reference, record: &mut Element) {
    let is_part = reference.entry_type.is_part_of_book() || reference.entry_type.is_part_of_periodical();
    let mut series = None;
    for kind in MODS_ITEMS.iter().rev() {
        let mut item = new_item(kind);
        describe(reference, kind.place, &mut item);
        if kind.place == Place::Container && is_part {
            let host = mods_type(reference.entry_type).host;
            put_genres(host.genres, &mut item);
            put_issuance(host.issuance, &mut item);
        }
        if kind.place == Place::Container
            && let Some(series) = series.take()
        {
            item.push(series);
        }
        if item.children.is_empty() {
            continue;
        }
        sort(&mut item);
        if kind.place == Place::Series && is_part {
            series = Some(item)
        } else {
            record.children.insert(0, Node::Element(item))
        }
    }
}

fn new_item(kind: &ModsItem) -> Element {
    let mut item = Element::new(ITEM);
    let attributes = [(TYPE, kind.item_type), (OTHER_TYPE, kind.other_type), ("displayLabel", kind.label)];
    for (name, value) in attributes {
        if let Some(value) = value {
            item = item.with(name, value);
        }
    }
    item
}

/// Where a field is told in the record of an entry of this type. Numbers of a part stand with what it is a part of.
fn place_told(entry_type: EntryType, place: Place, row: &ModsRow) -> Place {
    let in_host = entry_type.is_part_of_periodical() && row.path.starts_with(PART)
        || entry_type.is_part_of_book() && row.field == Field::Pages;
    if place == Place::Here && in_host { Place::Container } else { place }
}

/// Whether a publisher of this type is an institution.
pub(super) fn publisher_field(entry_type: EntryType, place: Place) -> Field {
    let is_institution = place == Place::Here && EntryType::ISSUED_BY_INSTITUTIONS.contains(&entry_type);
    if is_institution { Field::Institutions } else { Field::Publishers }
}

/// Puts everything that is told in the item of a place into it.
fn describe(reference: &Reference, place: Place, item: &mut Element) {
    let mut done = BTreeSet::new();
    for row in MODS_ROWS {
        let from = [place, Place::Here];
        for source in from.iter().take(if place == Place::Container { 2 } else { 1 }) {
            let row = mods_row(*source, row.field).unwrap_or(*row);
            let is_told_here = place_told(reference.entry_type, *source, &row) == place;
            if is_told_here && done.insert((*source, row.field)) {
                put(reference, *source, &row, item);
            }
        }
    }
    if place == Place::Series
        && let Some(number) = mods_row(place, Field::Number)
    {
        put(reference, place, &number, item);
        // bibutils looks for it here.
        let detail = MODS_ROWS.iter().find(|row| row.field == Field::Number);
        let text = reference.fields.text(place, Field::Number).filter(|text| !text.trim().is_empty());
        if let (Some(detail), Some(text)) = (detail, text) {
            put_text(item, detail.path, text);
        }
    }
    for role in ROLES.iter().filter(|role| role.place == place) {
        if let Some(list) = reference.names.get(&(place, role.role)) {
            names::write(list, role.role).into_iter().for_each(|name| item.push(name));
        }
    }
}

fn put(reference: &Reference, place: Place, row: &ModsRow, item: &mut Element) {
    if row.shape == ModsShape::Languages {
        if row.field == Field::Language {
            put_languages(reference, place, item);
        }
        return;
    }
    let is_publisher = matches!(row.field, Field::Publishers | Field::Institutions);
    if is_publisher && row.field != publisher_field(reference.entry_type, place) {
        return;
    }
    let Some(value) = reference.fields.get(place, row.field) else { return };
    if row.path == MODS_SERIES_NUMBER && place != Place::Series {
        return;
    }
    let texts = public_texts(place, row.field, value);
    match row.shape {
        ModsShape::Text => texts.iter().take(1).for_each(|text| put_text(item, row.path, text)),
        ModsShape::Each if is_publisher => put_publishers(item, row.path, &texts),
        ModsShape::Each => texts.iter().for_each(|text| put_text(item, row.path, text)),
        ModsShape::EachApart => {
            for text in &texts {
                let element = nested(row.path, |name| Element::with_text(name, text));
                item.children.extend(element.map(Node::Element));
            }
        }
        ModsShape::Pages => put_pages(item, row.path, &texts.concat()),
        ModsShape::Date => put_dates(item, row.path, value),
        ModsShape::Attribute(name) => put_attribute(item, row.path, name, &texts.concat()),
        ModsShape::Edition => put_text(item, row.path, &statements::edition_statement(&texts.concat())),
        ModsShape::Count(unit) => put_text(item, row.path, &format!("{}{unit}", texts.concat())),
        ModsShape::Languages => {}
    }
}

/// The texts of a value without markup.
fn public_texts(place: Place, field: Field, value: &Value) -> Vec<String> {
    let has_markup = row(place, field).is_some_and(|row| row.kind.has_markup());
    let plain = |text: &String| if has_markup { title::plain(text).into_owned() } else { text.clone() };
    match value {
        Value::Date(date) => vec![date.as_str().to_owned()],
        value => value.as_list().iter().map(plain).filter(|text| !text.trim().is_empty()).collect(),
    }
}

/// A step of a path: the name, and the attribute that it asks for.
fn step(step: &str) -> (&str, Option<(&str, &str)>) {
    let Some((name, rest)) = step.split_once('[') else { return (step, None) };
    (name, rest.strip_suffix(']').and_then(|condition| condition.split_once('=')))
}

fn new_element(spelled: &str) -> Element {
    let (name, attribute) = step(spelled);
    let element = Element::new(name);
    match attribute {
        Some((name, value)) => element.with(name, value),
        None => element,
    }
}

/// The elements of a path within each other; the last one is made by `leaf`.
fn nested(path: &str, leaf: impl Fn(&str) -> Element) -> Option<Element> {
    let mut steps = path.split('/').rev();
    let last = steps.next()?;
    let (name, attribute) = step(last);
    let mut inner = leaf(name);
    if let Some((name, value)) = attribute {
        inner = inner.with(name, value);
    }
    for outer in steps {
        let mut element = new_element(outer);
        element.push(inner);
        inner = element;
    }
    Some(inner)
}

/// Puts an element at the end of a path; what stands above it is shared with other fields.
fn put_leaf(item: &mut Element, path: &str, leaf: impl Fn(&str) -> Element) {
    // `part/detail/number`: details are never shared.
    let Some((outer, rest)) = path.split_once('/') else {
        item.children.extend(nested(path, leaf).map(Node::Element));
        return;
    };
    let wanted = new_element(outer);
    let found = item.children.iter_mut().find_map(|child| match child {
        Node::Element(element) if element.name == wanted.name && element.attributes == wanted.attributes => {
            Some(element)
        }
        _ => None,
    });
    if let Some(element) = found {
        element.children.extend(nested(rest, leaf).map(Node::Element));
    } else {
        item.children.extend(nested(path, leaf).map(Node::Element));
    }
}

fn put_text(item: &mut Element, path: &str, text: &str) {
    put_leaf(item, path, |name| Element::with_text(name, text));
}

/// Each publisher after the first in an `originInfo` of its own, since bibutils writes those of one without a
/// space between them.
fn put_publishers(item: &mut Element, path: &str, publishers: &[String]) {
    for (position, publisher) in publishers.iter().enumerate() {
        if position == 0 {
            put_text(item, path, publisher);
        } else {
            let element = nested(path, |name| Element::with_text(name, publisher));
            item.children.extend(element.map(Node::Element));
        }
    }
}

fn put_pages(item: &mut Element, path: &str, pages: &str) {
    let range = pages.split_once('–').filter(|(start, end)| {
        let is_page = |page: &str| !page.is_empty() && !page.contains(['–', ',', ' ', '-']);
        is_page(start) && is_page(end)
    });
    put_leaf(item, path, |name| {
        let mut extent = Element::new(name);
        match range {
            Some((start, end)) => {
                extent.push(Element::with_text("start", start));
                extent.push(Element::with_text("end", end));
            }
            None if pages.contains(['–', ',', '-', ' ']) => extent.push(Element::with_text("list", pages)),
            None => extent.push(Element::with_text("start", pages)),
        }
        extent
    });
}

fn put_dates(item: &mut Element, path: &str, value: &Value) {
    let Some(date) = value.as_date() else { return };
    for element in dates::write("", date) {
        put_leaf(item, path, |name| Element { name: name.to_owned(), ..element.clone() });
    }
}

/// An attribute of an element that is there.
fn put_attribute(item: &mut Element, path: &str, name: &str, value: &str) {
    let mut element = item;
    for wanted in path.split('/') {
        let found = element.children.iter_mut().find_map(|child| match child {
            Node::Element(element) if element.name == wanted && element.attributes.is_empty() => {
                Some(element)
            }
            _ => None,
        });
        let Some(found) = found else { return };
        element = found;
    }
    element.attributes.push((name.to_owned(), clean(value).into_owned()));
}

/// The languages of a place: first that of the text, then those that are printed as its languages.
fn put_languages(reference: &Reference, place: Place, item: &mut Element) {
    let fields = &reference.fields;
    let mut tags: Vec<&String> = fields.list(place, Field::Language).iter().collect();
    for tag in fields.list(place, Field::PrintedLanguages) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    for tag in tags {
        let mut element = Element::new(LANGUAGE);
        let term = |text: &str, kind: &str| Element::with_text(LANGUAGE_TERM, text).with(TYPE, kind);
        match language::to_iso639_2b(tag) {
            Some(code) => {
                element.push(term(code, "code").with(types::AUTHORITY, CODES));
                if language::from_any(code).as_ref() != Some(tag) {
                    element.push(term(tag, "code").with(types::AUTHORITY, TAGS));
                }
            }
            None => element.push(term(tag, "text")),
        }
        item.push(element);
    }
}

/// Whether a fact has an element, for the list of losses.
pub(super) fn path_of(fact: Fact) -> Option<&'static str> {
    match fact {
        Fact::Names(..) => Some(names::NAME),
        Fact::Field(_, Field::Genre) => Some(types::GENRE),
        Fact::Field(place, field) => mods_row(place, field).map(|row| row.path),
    }
}

/// Whether the kind of a field takes several texts.
pub(super) fn is_list(place: Place, field: Field) -> bool {
    row(place, field).is_some_and(|row| row.kind.is_list())
}
