//! Names: parts, roles, and lists that end in others.

use crate::fields::{WIDELY_KNOWN, relator_code, role_of_relator};
use crate::formats::xml::{Element, statements};
use crate::model::{Ending, Name, NameList, Role};

pub(super) const NAME: &str = "name";
const PART: &str = "namePart";
const ROLE: &str = "role";
const ROLE_TERM: &str = "roleTerm";
const OTHERS: &str = "etal";
const TYPE: &str = "type";
const PERSONAL: &str = "personal";
const CORPORATE: &str = "corporate";
pub(super) const CONFERENCE: &str = "conference";
const FAMILY: &str = "family";
const GIVEN: &str = "given";
const ADDRESS: &str = "termsOfAddress";
const DATE: &str = "date";
/// What a school did for a thesis.
const SCHOOL: &[&str] = &["degree grantor", "degree granting institution", "dgg"];
/// What bibutils makes of "and others".
const OTHERS_OF_BIBUTILS: &str = "others";

/// The names in a role.
pub(super) fn write(list: &NameList, role: Role) -> Vec<Element> {
    let mut elements: Vec<Element> = list.names.iter().map(|name| with_role(person(name), role)).collect();
    if list.ending == Ending::AndOthers {
        let mut others = Element::new(NAME);
        others.push(Element::new(OTHERS));
        elements.push(with_role(others, role));
    }
    elements
}

fn person(name: &Name) -> Element {
    let mut element = Element::new(NAME);
    if !name.literal.is_empty() {
        element = element.with(TYPE, CORPORATE);
        element.push(Element::with_text(PART, &name.literal));
        return element;
    }
    element = element.with(TYPE, PERSONAL);
    let joined = |parts: [&str; 2]| {
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    };
    let family = joined([&name.non_dropping_particle, &name.family]);
    let given = joined([&name.given, &name.dropping_particle]);
    for (kind, text) in [(FAMILY, family.as_str()), (GIVEN, &given), (ADDRESS, &name.suffix)] {
        if !text.is_empty() {
            element.push(Element::with_text(PART, text).with(TYPE, kind));
        }
    }
    element
}

fn with_role(mut name: Element, role: Role) -> Element {
    let code =
        |code: &str| Element::with_text(ROLE_TERM, code).with(TYPE, "code").with("authority", "marcrelator");
    let mut terms = Vec::new();
    match relator_code(role) {
        Some(relator) => terms.push(code(relator)),
        None => terms.push(Element::with_text(ROLE_TERM, role.as_str()).with(TYPE, "text")),
    }
    if !WIDELY_KNOWN.contains(&role) {
        terms.extend(relator_code(Role::Contributor).map(code));
    }
    for term in terms {
        let mut role = Element::new(ROLE);
        role.push(term);
        name.push(role);
    }
    name
}

/// What a name element says.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What the agent did; empty where the record does not say.
    pub(super) roles: Vec<Role>,
    /// The name; `None` for those who are not named.
    pub(super) name: Option<Name>,
    /// Words for roles that we have none for.
    pub(super) unknown_roles: Vec<String>,
    /// Years of life and the like.
    pub(super) dates: Option<String>,
}

impl Found {
    /// Whether it is the school that a thesis was written at.
    pub(super) fn is_school(&self) -> bool {
        self.unknown_roles.iter().any(|role| SCHOOL.contains(&role.to_lowercase().as_str()))
    }
}

/// Whether a record says of a name that it is the first one.
pub(super) fn is_primary(element: &Element) -> bool {
    element.local() == NAME && element.has("usage", "primary")
}

/// Whether something stands in a name that is no part of it and no role of ours.
pub(super) fn says_more(element: &Element) -> bool {
    let found = read(element);
    let is_usual = |child: &Element| match child.local() {
        PART => !child.has(TYPE, DATE),
        local => local == ROLE || local == OTHERS,
    };
    // Those become other fields.
    let is_a_name = found.name.is_some() && !element.has(TYPE, CONFERENCE) && !found.is_school();
    is_a_name && (!found.unknown_roles.is_empty() || !element.elements().all(is_usual))
}

/// Reads a name.
pub(super) fn read(element: &Element) -> Found {
    let mut found = Found { name: name(element), ..Found::default() };
    let is_others = found.name.as_ref().is_some_and(|name| name.literal == OTHERS_OF_BIBUTILS);
    if is_others && element.attribute(TYPE).is_none() {
        found.name = None;
    }
    found.dates = element.all(PART).find(|part| part.has(TYPE, DATE)).map(Element::words);
    for term in element.all(ROLE).flat_map(|role| role.all(ROLE_TERM)) {
        let words = term.words();
        match role_of_relator(&words) {
            Some(role) if !found.roles.contains(&role) => found.roles.push(role),
            Some(_) => {}
            None if words.is_empty() => {}
            None => found.unknown_roles.push(words),
        }
    }
    // Beside another role it is the one for readers that do not know the other.
    if found.roles.len() > 1 {
        found.roles.retain(|role| *role != Role::Contributor);
    }
    found
}

fn name(element: &Element) -> Option<Name> {
    let parts = |kind: Option<&str>| {
        let of_kind = element.all(PART).filter(|part| part.attribute(TYPE) == kind);
        let texts: Vec<String> = of_kind.map(Element::words).filter(|text| !text.is_empty()).collect();
        texts
    };
    let (family, given) = (parts(Some(FAMILY)).join(" "), parts(Some(GIVEN)).join(" "));
    let suffix = parts(Some(ADDRESS)).join(", ");
    let untyped = parts(None);
    if !family.is_empty() || !given.is_empty() {
        let name = statements::person_of(&family, &given);
        return Some(Name { suffix, ..name });
    }
    let whole: Vec<&str> = untyped.iter().map(|part| statements::without_isbd(part)).collect();
    let whole = whole.join(". ");
    if whole.is_empty() {
        return None;
    }
    let is_person = match element.attribute(TYPE) {
        Some(PERSONAL) => true,
        Some(_) => false,
        None => whole.matches(',').count() == 1,
    };
    if !is_person {
        return Some(Name::literal(whole));
    }
    let name = statements::person(statements::without_isbd(&without_years(&untyped.join(" "))));
    Some(Name { suffix, ..name })
}

/// A name without the years of life behind a comma or in brackets.
fn without_years(name: &str) -> String {
    let has_digits = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    let name = match name.rfind(['[', '(']) {
        Some(at) if has_digits(&name[at..]) => &name[..at],
        _ => name,
    };
    let mut parts: Vec<&str> = name.split(',').collect();
    while parts.len() > 1 && parts.last().is_some_and(|last| has_digits(last)) {
        parts.pop();
    }
    parts.join(",").trim().to_owned()
}
