//! What users type for fields and names → values of the model. One place for `add`, `set` and the form.

use crate::{
    fields::{self, Kind, RoleRow, Row},
    model::{Date, Ending, EntryType, Field, Name, NameList, Place, Reference, Role, Value, language},
};

/// What separates several values in one text.
const SEPARATOR: char = ';';
/// What stands between the parts of a name: the comma, that of Arabic, Persian and Urdu, and that of Chinese and Japanese.
pub(super) const COMMAS: [char; 3] = [',', '،', '，'];
/// Says that a person is not named.
const NOT_NAMED: &str = "not named";
/// Says that there were further names.
const AND_OTHERS: &[&str] = &["and others", "others", "et al."];

/// Something with a name that a value can be given to.
#[derive(Clone, Copy, Debug)]
pub enum Assignable {
    /// A field of an edition or of what is tied to it.
    Field(&'static Row),
    /// The names in a role.
    Role(&'static RoleRow),
}

impl Assignable {
    /// What a name of the tables means; `-` may stand for `_`.
    pub fn named(name: &str) -> Option<Assignable> {
        let name = name.trim().to_lowercase().replace('-', "_");
        let role = || fields::ROLES.iter().find(|row| row.name == name).map(Assignable::Role);
        fields::row_named(&name).map(Assignable::Field).or_else(role)
    }
}

/// The value of a field of some kind. Several texts, and texts with semicolons, make a list where the kind is
/// one; elsewhere they are one text. Languages may be named in words, page ranges typed with hyphens.
pub fn value_of(kind: Kind, texts: &[&str]) -> Value {
    if kind.is_list() {
        let items = texts.iter().flat_map(|text| text.split(SEPARATOR)).map(str::trim);
        let items = items.filter(|item| !item.is_empty());
        return match kind {
            Kind::Languages => Value::List(items.map(language_of).collect()),
            _ => Value::List(items.map(str::to_owned).collect()),
        };
    }
    let text = texts.join("; ");
    let text = text.trim();
    match kind {
        Kind::Date if text.is_empty() => Value::Text(String::new()),
        Kind::Date => Value::Date(Date::parse(text)),
        Kind::Language => Value::Text(language_of(text)),
        Kind::Pages => Value::Text(page_ranges(text)),
        _ => Value::Text(text.to_owned()),
    }
}

/// A BCP 47 tag where the text names a language that is known; the text as it is elsewhere.
pub fn language_of(text: &str) -> String {
    language::from_any(text).unwrap_or_else(|| text.to_owned())
}

/// Names from texts that may each hold several, parted by semicolons. `not named` and `and others` say what is
/// not given.
pub fn names_of(texts: &[&str]) -> NameList {
    let mut list = NameList::default();
    for text in texts.iter().flat_map(|text| text.split(SEPARATOR)).map(str::trim) {
        let folded = text.to_lowercase();
        if folded == NOT_NAMED {
            list.ending = Ending::NotNamed;
        } else if AND_OTHERS.contains(&folded.as_str()) {
            list.ending = Ending::AndOthers;
        } else if !text.is_empty() {
            list.names.push(name_of(text));
        }
    }
    // Whoever gives a name has said who it was.
    if !list.names.is_empty() && list.ending == Ending::NotNamed {
        list.ending = Ending::Complete;
    }
    list
}

/// A name from `Family, Given` or `Family, Given, Suffix`, with particles in lower case at the beginning of the
/// family name (which stay with it) or at the end of the given name (which do not). A text without a comma is
/// one name that is not taken apart: a body or a mononym.
pub fn name_of(text: &str) -> Name {
    let mut parts = text.split(COMMAS).map(str::trim);
    let family = parts.next().unwrap_or_default();
    let rest: Vec<_> = parts.collect();
    if rest.is_empty() {
        return Name::literal(text.trim());
    }
    let (given, suffix) =
        rest.split_first().map_or(("", String::new()), |(given, rest)| (*given, rest.join(", ")));
    let (non_dropping, family) = particle_before(family);
    let (given, dropping) = particle_after(given);
    let name = Name {
        family: family.to_owned(),
        given: given.to_owned(),
        non_dropping_particle: non_dropping.to_owned(),
        dropping_particle: dropping.to_owned(),
        suffix,
        literal: String::new(),
    };
    if name.is_empty() { Name::literal(text.trim()) } else { name }
}

/// Words in lower case before the family name itself: `van der Berg` → (`van der`, `Berg`).
fn particle_before(family: &str) -> (&str, &str) {
    let start = words(family).find(|(_, word)| !is_particle(word)).map_or(0, |(at, _)| at);
    let (particle, family) = family.split_at(start);
    (particle.trim(), family)
}

/// Words in lower case after the given name: `Ludwig van` → (`Ludwig`, `van`).
fn particle_after(given: &str) -> (&str, &str) {
    let particles = words(given).skip(1).collect::<Vec<_>>();
    let start = particles
        .iter()
        .rev()
        .take_while(|(_, word)| is_particle(word))
        .last()
        .map_or(given.len(), |(at, _)| *at);
    let (given, particle) = given.split_at(start);
    (given.trim(), particle)
}

/// Words with the byte at which each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let pieces = text.split_inclusive(char::is_whitespace).scan(0, |end, piece| {
        let start = *end;
        *end += piece.len();
        Some((start, piece.trim_end()))
    });
    pieces.filter(|(_, word)| !word.is_empty())
}

fn is_particle(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}

/// Page ranges with en dashes and a comma between them.
fn page_ranges(text: &str) -> String {
    let ranges = text.split(',').map(|range| {
        let range = range.trim();
        match range.split_once("--").or_else(|| range.split_once('-')) {
            Some((from, to)) if is_page(from) && is_page(to) => format!("{}–{}", from.trim(), to.trim()),
            _ => range.to_owned(),
        }
    });
    ranges.collect::<Vec<_>>().join(", ")
}

fn is_page(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().all(char::is_alphanumeric)
}

/// Where an entry of a type keeps a fact in flat form: what formats spell alike for a part and for its book
/// (publisher, place, volume) is the book's.
pub fn place_in(entry_type: EntryType, field: Field) -> Place {
    let own = fields::row(Place::Here, field).and_then(|row| row.biblatex.written);
    let is_container = fields::FIELDS.iter().any(|row| {
        row.place == Place::Container
            && row.field == field
            && row.only.contains(&entry_type)
            && row.biblatex.written == own
    });
    if is_container { Place::Container } else { Place::Here }
}

/// The same for names: the editor of a part of a book is the book's.
pub fn place_of_role(entry_type: EntryType, role: Role) -> Place {
    match role {
        Role::Editor if entry_type.is_part_of_book() => Place::Container,
        _ => Place::Here,
    }
}

/// The type of an entry from what is said of it, where nothing says it itself.
pub fn likely_type(reference: &Reference) -> EntryType {
    let has = |place, field| reference.fields.has(place, field);
    let is_serial = [Field::Issue, Field::Issn].into_iter().any(|field| has(Place::Here, field));
    if has(Place::Container, Field::Title) {
        let is_article = is_serial || has(Place::Here, Field::Volume);
        return if is_article { EntryType::Article } else { EntryType::Chapter };
    }
    let is_printed = [Field::Publishers, Field::Places, Field::Isbn];
    let is_printed = is_printed.into_iter().any(|field| has(Place::Here, field));
    match has(Place::Here, Field::Url) && !is_printed {
        true => EntryType::WebPage,
        false => EntryType::Book,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart_at_commas() {
        let name = |family: &str, given: &str| Name::person(family, given);
        for (text, expected) in [
            ("Serge, Victor", name("Serge", "Victor")),
            ("Writers and Readers", Name::literal("Writers and Readers")),
            ("Anarcho", Name::literal("Anarcho")),
            ("Serge,", name("Serge", "")),
            ("King, Martin Luther, Jr.", Name { suffix: "Jr.".into(), ..name("King", "Martin Luther") }),
            ("van Gogh, Vincent", Name { non_dropping_particle: "van".into(), ..name("Gogh", "Vincent") }),
            (
                "Beethoven, Ludwig van",
                Name { dropping_particle: "van".into(), ..name("Beethoven", "Ludwig") },
            ),
            ("hooks, bell", name("hooks", "bell")),
            ("جبران، خليل", name("جبران", "خليل")),
            ("魯，迅", name("魯", "迅")),
            (",", Name::literal(",")),
        ] {
            assert_eq!(name_of(text), expected, "{text}");
        }
    }

    #[test]
    fn lists_say_what_they_leave_out() {
        for (texts, count, ending) in [
            (&["Serge, Victor; Trotsky, Leon"][..], 2, Ending::Complete),
            (&["Serge, Victor", "Trotsky, Leon"], 2, Ending::Complete),
            (&["Serge, Victor; and others"], 1, Ending::AndOthers),
            (&["not named"], 0, Ending::NotNamed),
            (&[""], 0, Ending::Complete),
        ] {
            let list = names_of(texts);
            assert_eq!((list.names.len(), list.ending), (count, ending), "{texts:?}");
        }
    }

    #[test]
    fn values_are_of_their_kind() {
        let list = |items: &[&str]| Value::List(items.iter().map(|item| (*item).to_owned()).collect());
        for (kind, texts, expected) in [
            (Kind::TextList, &["Paris; London"][..], list(&["Paris", "London"])),
            (Kind::TextList, &["Paris", "London"], list(&["Paris", "London"])),
            (Kind::Title, &["Men in Prison; a Novel"], Value::from("Men in Prison; a Novel")),
            (Kind::Language, &["french"], Value::from("fr")),
            (Kind::Languages, &["fr; Spanish"], list(&["fr", "es"])),
            (Kind::Pages, &["12-15, 20, iv--x"], Value::from("12–15, 20, iv–x")),
            (Kind::Date, &["1936"], Value::Date(Date::parse("1936"))),
            (Kind::Date, &[""], Value::from("")),
        ] {
            assert_eq!(value_of(kind, texts), expected, "{texts:?}");
        }
    }

    #[test]
    fn facts_of_a_part_are_those_of_its_book() {
        for (entry_type, field, place) in [
            (EntryType::Book, Field::Publishers, Place::Here),
            (EntryType::Chapter, Field::Publishers, Place::Container),
            (EntryType::Chapter, Field::Title, Place::Here),
            (EntryType::Chapter, Field::Pages, Place::Here),
            (EntryType::Article, Field::Volume, Place::Here),
            (EntryType::Article, Field::Issn, Place::Container),
        ] {
            assert_eq!(place_in(entry_type, field), place, "{entry_type} {field}");
        }
    }
}
