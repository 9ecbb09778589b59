//! Names and what they did.

use super::record::{Data, Record};
use crate::fields::role_of_relator;
use crate::formats::xml::statements;
use crate::model::{Field, Name, Place, Role};

/// What the name in a field is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// The first name of the record, the author when nothing else is said.
    Main,
    /// A further one.
    Added,
}

/// Reads a person or a body of MARC 21: tags 100, 110, 700, 710.
pub(super) fn read(record: &mut Record, mut field: Data, entry: Entry) {
    // A name with a title is a work that is contained or related.
    if field.get('t').is_some() {
        return record.keep(field);
    }
    let is_person = field.tag.ends_with("00");
    let name = if is_person { person(&mut field) } else { Some(body(&mut field)) };
    let Some(name) = name.filter(|name| !name.is_empty()) else { return record.keep(field) };
    let roles = roles(record, &mut field, &name);
    let roles = match (roles.is_empty(), entry) {
        (true, Entry::Main) => vec![Role::Author],
        (true, Entry::Added) => vec![Role::Contributor],
        (false, _) => roles,
    };
    for role in roles {
        record.add_name(Place::Here, role, name.clone());
    }
    if let Some(years) = field.take('d') {
        let text = format!("{}: {}", name.display(), statements::without_isbd(&years));
        record.keep_text(format!("{}$d", field.tag), text);
    }
    record.keep(field);
}

/// Whether a code or a term means that somebody translated.
pub(super) fn is_translator(role: &str) -> bool {
    role_of_relator(statements::without_isbd(role)) == Some(Role::Translator)
}

fn person(field: &mut Data) -> Option<Name> {
    let text = field.take('a')?;
    let text = statements::without_isbd(&text).to_owned();
    let numeration = field.take('b').unwrap_or_default();
    let is_given_only = field.first == '0';
    let is_family = field.first == '3';
    if is_given_only || is_family {
        let whole = if numeration.is_empty() { text } else { format!("{text} {numeration}") };
        return Some(Name::literal(statements::without_isbd(&whole)));
    }
    // A title such as Jr. is part of the name, one such as Sir is not.
    let suffix = field.get('c').map(|title| statements::without_isbd(title).to_owned());
    let suffix =
        suffix.filter(|title| ["Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"].contains(&title.as_str()));
    if suffix.is_some() {
        field.take('c');
    }
    Some(Name { suffix: suffix.unwrap_or_default(), ..statements::person(&text) })
}

fn body(field: &mut Data) -> Name {
    let parts: Vec<String> = field.take_all('a').into_iter().chain(field.take_all('b')).collect();
    let parts: Vec<&str> = parts.iter().map(|part| statements::without_isbd(part)).collect();
    Name::literal(parts.join(". "))
}

/// The roles by code, then by term; those that we have no word for are kept.
fn roles(record: &mut Record, field: &mut Data, name: &Name) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::new();
    let mut unknown = Vec::new();
    for code in ['4', 'e', 'j'] {
        let is_added_already = !roles.is_empty();
        for text in field.take_all(code) {
            let text = statements::without_isbd(&text).to_owned();
            match role_of_relator(&text) {
                Some(role) if !roles.contains(&role) && !is_added_already => roles.push(role),
                Some(_) => {}
                None => unknown.push((code, text)),
            }
        }
    }
    if roles.is_empty() && !unknown.is_empty() {
        roles.push(Role::Contributor);
    }
    for (code, text) in unknown {
        record.keep_text(format!("{}${code}", field.tag), format!("{}: {text}", name.display()));
    }
    roles
}

/// Reads a meeting: tags 111 and 711.
pub(super) fn meeting(record: &mut Record, mut field: Data) {
    if record.reference.fields.has(Place::Event, Field::Title) || field.get('t').is_some() {
        return record.keep(field);
    }
    let title = field.take('a').unwrap_or_default();
    record.add(Place::Event, Field::Title, statements::without_isbd(&title));
    let in_brackets =
        |text: String| text.trim_matches(|c: char| matches!(c, '(' | ')' | ':' | ' ' | ';')).to_owned();
    if let Some(place) = field.take('c').map(in_brackets) {
        record.add(Place::Event, Field::Places, place);
    }
    if let Some(date) = field.take('d').map(in_brackets) {
        record.reference.fields.set(Place::Event, Field::Date, statements::date(&date));
    }
    record.keep(field);
}
