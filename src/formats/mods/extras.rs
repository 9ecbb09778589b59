//! What no field holds: elements of others, and the private members in `extension`.

use serde_json::Value as Json;

use super::{NAME, PRIVATE_NAMESPACE, RECORD, read, told};
use crate::formats::private::Private;
use crate::formats::xml::{Element, parse};
use crate::model::{Extra, Reference};

pub(super) const EXTENSION: &str = "extension";
/// Our element in an extension.
const OURS: &str = "oeuvre";
const MEMBER: &str = "member";
const MEMBER_NAME: &str = "name";

/// An extra of this format.
pub(super) fn extra(name: impl Into<String>, value: impl Into<String>) -> Extra {
    Extra { format: NAME.to_owned(), name: name.into(), value: value.into() }
}

/// The elements of the extras of a reference.
pub(super) struct Public<'r> {
    /// Those that are read as just these extras wherever they stand.
    pub(super) alone: Vec<Element>,
    /// Those that can stand in the record where it is read as the same beside them.
    pub(super) told: Vec<(&'r Extra, Element)>,
}

/// The elements of extras that come back as they are.
pub(super) fn public(reference: &Reference) -> Public<'_> {
    let mut public = Public { alone: Vec::new(), told: Vec::new() };
    for extra in reference.extras.iter().filter(|extra| extra.format == NAME) {
        let Some(element) = element_of(extra) else { continue };
        let Some(whole) = in_path(&extra.name, element.clone()) else { continue };
        if is_just(extra, whole.clone()) {
            public.alone.push(whole);
        } else if told::is_told(extra) {
            public.told.push((extra, element));
        }
    }
    public
}

/// The element that an extra spells.
fn element_of(extra: &Extra) -> Option<Element> {
    let parsed = parse(&extra.value, 1);
    let element = parsed.element.filter(|_| parsed.is_closed && parsed.faults.is_empty())?;
    let own = extra.name.rsplit_once('/').map_or(extra.name.as_str(), |(_, own)| own);
    let is_exact = element.compact() == extra.value && element.local() == own;
    (is_exact && is_well_formed(&element)).then_some(element)
}

/// An element in the elements of its path.
pub(super) fn in_path(path: &str, mut element: Element) -> Option<Element> {
    let outer = path.rsplit_once('/').map_or("", |(outer, _)| outer);
    for name in outer.split('/').rev().filter(|name| !name.is_empty()) {
        let is_plain = name.bytes().all(|byte| byte.is_ascii_alphabetic());
        if !is_plain {
            return None;
        }
        let mut parent = Element::new(name);
        parent.push(element);
        element = parent;
    }
    Some(element)
}

/// Whether an element is read as just this extra.
fn is_just(extra: &Extra, element: Element) -> bool {
    let mut record = Element::new(RECORD);
    record.push(element);
    let alone = read::plain(&record);
    let is_only = alone.extras == [extra.clone()] && alone.fields.is_empty() && alone.names.is_empty();
    is_only && alone.key.is_none()
}

/// Whether every prefix in an element is declared in it. Depth is bounded by the parser.
fn is_well_formed(element: &Element) -> bool {
    fn check(element: &Element, declared: &mut Vec<String>) -> bool {
        let before = declared.len();
        for (name, _) in &element.attributes {
            declared.extend(name.strip_prefix("xmlns:").map(str::to_owned));
        }
        let is_known = |name: &str| match name.split_once(':') {
            Some((prefix, local)) => {
                matches!(prefix, "xml" | "xmlns")
                    || is_name(local) && declared.iter().any(|known| known == prefix)
            }
            None => is_name(name),
        };
        let names = element.attributes.iter().map(|(name, _)| name).chain([&element.name]);
        let are_known = names.into_iter().all(|name| is_known(name)) && are_single(element);
        let all = are_known && element.elements().all(|child| check(child, declared));
        declared.truncate(before);
        all
    }
    fn is_name(name: &str) -> bool {
        let is_in = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        name.chars().all(is_in) && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
    }
    /// Whether no attribute stands twice; one with very many is not looked at.
    fn are_single(element: &Element) -> bool {
        let names: Vec<&String> = element.attributes.iter().map(|(name, _)| name).collect();
        names.len() < 100 && names.iter().enumerate().all(|(at, name)| !names[..at].contains(name))
    }
    let is_clean = crate::formats::xml::clean(&element.compact()) == element.compact();
    is_clean && check(element, &mut Vec::new())
}

/// The extension that holds private members.
pub(super) fn write_private(members: &Private) -> Option<Element> {
    if members.is_empty() {
        return None;
    }
    let mut ours = Element::new(OURS).with("xmlns", PRIVATE_NAMESPACE);
    for (name, value) in members {
        ours.push(Element::with_text(MEMBER, &spell(value)).with(MEMBER_NAME, name));
    }
    let mut extension = Element::new(EXTENSION);
    extension.push(ours);
    Some(extension)
}

/// JSON without the characters that XML cannot have: inside its strings they can be written as numbers, and
/// outside of them they do not occur.
fn spell(value: &Json) -> String {
    let json = value.to_string();
    if !json.contains(['\u{FFFE}', '\u{FFFF}']) {
        return json;
    }
    json.replace('\u{FFFE}', "\\uFFFE").replace('\u{FFFF}', "\\uFFFF")
}

/// The private members of a record.
pub(super) fn read_private(record: &Element) -> Private {
    let ours = record.all(EXTENSION).flat_map(|extension| extension.all(OURS));
    let member = |member: &Element| {
        let name = member.attribute(MEMBER_NAME)?;
        Some((name.to_owned(), serde_json::from_str(&member.text()).ok()?))
    };
    ours.flat_map(|ours| ours.all(MEMBER)).filter_map(member).collect()
}

/// What an extension holds of others.
pub(super) fn foreign(extension: &Element) -> impl Iterator<Item = &Element> {
    extension.elements().filter(|element| element.local() != OURS)
}
