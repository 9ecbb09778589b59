//! Elements that say more than the fields that are read from them: the article of a title that is not sorted by, the
//! authority of a heading, the parts of a subject. Each is kept as an extra, and written in the place of what would
//! be written of the field, as long as the field says the same.

use std::collections::BTreeMap;

use foldhash::HashSet;

use super::cells::{CLASSIFICATION, IDENTIFIER, LANGUAGE, LANGUAGE_TERM, SUBJECT, TITLE_INFO, TOPIC, TYPE};
use super::{RECORD, cells, extras, names, read, types};
use crate::fields::mods_type;
use crate::formats::xml::{Element, Node};
use crate::model::{EntryType, Extra, Reference};

/// The elements that are looked at.
const KEPT: &[&str] = &[TITLE_INFO, names::NAME, types::GENRE, LANGUAGE, SUBJECT, CLASSIFICATION, IDENTIFIER];
const NOT_SORTED: &str = "nonSort";
const CARTOGRAPHICS: &str = "cartographics";
/// The attribute of the first title and name, which stand first.
const USAGE: &str = "usage";
/// Lists of languages whose codes come back.
const USUAL_CODES: &[&str] = &[cells::CODES, cells::TAGS];

/// The elements of a record that say more than the reference that was read from it.
pub(super) fn of(record: &Element, reference: &Reference) -> Vec<Extra> {
    let kept: HashSet<&str> = reference.extras.iter().map(|extra| extra.value.as_str()).collect();
    let telling = record.elements().filter(|element| says_more(element, reference.entry_type));
    let told = telling.map(|element| extras::extra(element.local(), element.compact()));
    told.filter(|extra| !kept.contains(extra.value.as_str())).collect()
}

/// Whether something stands in an element that its field does not hold.
fn says_more(element: &Element, entry_type: EntryType) -> bool {
    let has_other =
        |usual: &[&str]| element.attributes.iter().any(|(name, _)| !usual.contains(&name.as_str()));
    match element.local() {
        _ if element.is_blank() => false,
        TITLE_INFO => has_other(&[TYPE, USAGE]) || element.first(NOT_SORTED).is_some(),
        names::NAME => has_other(&[TYPE, USAGE]) || names::says_more(element),
        types::GENRE => {
            let is_written = |(authority, word): &(&str, &str)| {
                element.has(types::AUTHORITY, authority) && element.words() == *word
            };
            let is_thesis = types::thesis_from_word(&element.words()).is_some();
            types::is_of_type(element) && !is_thesis && !mods_type(entry_type).genres.iter().any(is_written)
        }
        LANGUAGE => {
            let is_usual = |term: &Element| {
                let authority = term.attribute(types::AUTHORITY);
                term.local() == LANGUAGE_TERM && authority.is_none_or(|list| USUAL_CODES.contains(&list))
            };
            has_other(&[]) || !element.elements().all(is_usual)
        }
        SUBJECT => {
            let is_plain = |part: &Element| part.local() == TOPIC && part.attributes.is_empty();
            let is_one = element.elements().count() == 1 && element.elements().all(is_plain);
            element.first(CARTOGRAPHICS).is_none() && (has_other(&[]) || !is_one)
        }
        CLASSIFICATION => has_other(&[]),
        IDENTIFIER => {
            let is_counted = ["isbn", "issn"].iter().any(|kind| element.has(TYPE, kind));
            is_counted && read::number_of(element).is_some()
        }
        _ => false,
    }
}

/// Whether an extra may be one of [`of`], or an element of the imprint that is only read where it stands alone.
pub(super) fn is_told(extra: &Extra) -> bool {
    KEPT.contains(&extra.name.as_str())
        || extra.name.strip_prefix(types::ORIGIN).is_some_and(|rest| rest.starts_with('/'))
}

/// Puts the elements of some extras into a record, as far as it is read as the same then.
pub(super) fn put(record: Element, told: Vec<(&Extra, Element)>) -> Element {
    if told.is_empty() {
        return record;
    }
    let expected = read::plain(&record);
    let (replaced, left) = replace(&record, told);
    let mut whole = replaced.clone();
    for (extra, element) in left {
        add(&mut whole, &extra.name, element);
    }
    cells::sort(&mut whole);
    let says_the_same = |candidate: &Element| {
        let found = read::plain(candidate);
        (found.fields, found.names, found.entry_type, found.key)
            == (expected.fields.clone(), expected.names.clone(), expected.entry_type, expected.key.clone())
    };
    [whole, replaced].into_iter().find(says_the_same).unwrap_or(record)
}

/// Puts elements in the place of those that are read as the same; gives the others back.
fn replace<'e>(record: &Element, told: Vec<(&'e Extra, Element)>) -> (Element, Vec<(&'e Extra, Element)>) {
    let has_creator = told.iter().any(|(_, element)| names::is_primary(element));
    let mut replaced = record.clone();
    let mut free: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (position, child) in record.children.iter().enumerate().rev() {
        if let Node::Element(element) = child
            && KEPT.contains(&element.local())
        {
            free.entry(meaning(element, has_creator)).or_default().push(position);
        }
    }
    let mut left = Vec::new();
    for (extra, element) in told {
        let is_own = extra.name == element.local() && KEPT.contains(&extra.name.as_str());
        let positions = if is_own { free.get_mut(&meaning(&element, has_creator)) } else { None };
        match positions.and_then(Vec::pop).and_then(|position| replaced.children.get_mut(position)) {
            Some(child) => *child = Node::Element(element),
            None => left.push((extra, element)),
        }
    }
    (replaced, left)
}

/// What an element says by itself, to find others that say the same.
fn meaning(element: &Element, has_creator: bool) -> String {
    match element.local() {
        TITLE_INFO => {
            let kind = element.attribute(TYPE).unwrap_or_default();
            format!("{TITLE_INFO} {kind} {}", read::whole_title(element))
        }
        // The words of a type are all written, so those of others stand beside them.
        types::GENRE => element.compact(),
        name => {
            let mut record = Element::new(RECORD);
            record.push(element.clone());
            let alone = read::plain_beside(&record, has_creator);
            format!("{name} {:?} {:?}", alone.fields, alone.names)
        }
    }
}

/// Puts an element into the elements of its path.
fn add(record: &mut Element, path: &str, element: Element) {
    let parent = path.split_once('/').filter(|(_, rest)| !rest.contains('/')).and_then(|(outer, _)| {
        record.children.iter_mut().find_map(|child| match child {
            Node::Element(parent) if parent.name == outer => Some(parent),
            _ => None,
        })
    });
    match parent {
        Some(parent) => parent.push(element),
        None => record.children.extend(extras::in_path(path, element).map(Node::Element)),
    }
}
