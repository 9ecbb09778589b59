//! Keys and handles: names that are made once, from what a record holds, and then stay.

use std::collections::HashMap;

use deunicode::deunicode;

use crate::{
    model::{Field, Name, Place, Reference, Role, title},
    store::StoreError,
};

/// Words at the beginning of a title that a key passes over.
const ARTICLES: &[&str] = &[
    "a", "an", "the", "le", "la", "les", "un", "une", "des", "der", "die", "das", "ein", "eine", "el", "los",
    "las", "il", "lo", "gli", "het", "een", "o", "os", "as",
];

/// The key of a new edition: `author+year+first title word` in lower ASCII (`serge1963memoirs`). Without an
/// author the editor stands for him; without either the key begins with the title.
pub fn citation_key(reference: &Reference) -> String {
    let title = reference.fields.text(Place::Here, Field::Title).unwrap_or("");
    let year = reference
        .fields
        .date(Place::Here, Field::Date)
        .and_then(|date| date.year())
        .map_or(String::new(), |year| year.to_string());
    let word = first_title_word(title);
    let key = match leading_name(reference) {
        Some(name) => format!("{}{year}{word}", letters(name.short())),
        None => format!("{word}{year}"),
    };
    if key.is_empty() { "untitled".to_owned() } else { key }
}

/// The name that an entry is filed under.
fn leading_name(reference: &Reference) -> Option<&Name> {
    let places = [Place::Here, Place::Container];
    let listed = [
        (places[0], Role::Author),
        (places[0], Role::Editor),
        (places[0], Role::Compiler),
        (places[1], Role::Editor),
    ];
    listed
        .into_iter()
        .find_map(|(place, role)| reference.names(place, role).first())
        .filter(|name| !letters(name.short()).is_empty())
}

fn first_title_word(marked: &str) -> String {
    let plain = title::plain(marked);
    let mut words = plain
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—'))
        .map(|word| match word.split_once(['\'', '’']) {
            // French and Italian elision: "L'Affaire" begins with "Affaire".
            Some((elided, rest)) if elided.chars().count() <= 2 && !rest.is_empty() => rest,
            _ => word,
        })
        .map(letters)
        .filter(|word| !word.is_empty())
        .peekable();
    let first = words.peek().cloned().unwrap_or_default();
    words.find(|word| !ARTICLES.contains(&word.as_str())).unwrap_or(first)
}

/// The letters and digits of a text in lower ASCII, nothing between them.
fn letters(text: &str) -> String {
    deunicode(text).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The longest handle that is made from a title, in bytes.
const LONGEST_HANDLE: usize = 60;

/// A text as the stem of a handle: lower ASCII words with hyphens.
pub fn slug(marked: &str) -> String {
    let plain = deunicode(&title::plain(marked)).to_ascii_lowercase();
    let mut slug = String::new();
    for word in plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !slug.is_empty() {
            if slug.len() + word.len() >= LONGEST_HANDLE {
                break;
            }
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug.truncate(LONGEST_HANDLE);
    if slug.is_empty() { "untitled".to_owned() } else { slug }
}

/// The handle of an agent: family name first.
pub fn agent_handle(name: &Name) -> String {
    slug(&name.inverted())
}

/// The first of `stem`, `stem-2`, `stem-3`, … that is not taken.
pub fn unique(
    stem: &str,
    mut is_taken: impl FnMut(&str) -> Result<bool, StoreError>,
) -> Result<String, StoreError> {
    Numbers::default().unique(stem, |name| is_taken(name))
}

/// `stem` for 1, else `stem-2`, `stem-3`, …
pub fn numbered(stem: &str, number: u64) -> String {
    if number == 1 { stem.to_owned() } else { format!("{stem}-{number}") }
}

/// The numbers that were given behind stems, so that many things of one name do not ask for each number again.
#[derive(Debug, Default)]
pub struct Numbers(HashMap<String, u64>);

impl Numbers {
    /// The next of `stem`, `stem-2`, `stem-3`, … that is not taken.
    pub fn unique(
        &mut self,
        stem: &str,
        mut is_taken: impl FnMut(&str) -> Result<bool, StoreError>,
    ) -> Result<String, StoreError> {
        let first = self.0.get(stem).copied().unwrap_or(1);
        let mut number = first;
        loop {
            let candidate = numbered(stem, number);
            if !is_taken(&candidate)? {
                if number > 1 {
                    self.0.insert(stem.to_owned(), number);
                }
                return Ok(candidate);
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, EntryType, NameList};

    #[test]
    fn keys() {
        for (author, year, title, expected) in [
            ("Serge", "1963", "Memoirs of a Revolutionary", "serge1963memoirs"),
            ("Serge", "1949", "L'Affaire Toulaév", "serge1949affaire"),
            ("Serge", "", "The Case of <i>Tulayev</i>", "sergecase"),
            ("Müller-Lüdenscheidt", "193X", "Über alles", "mullerludenscheidt1930uber"),
            ("", "1994", "The Century of the Unexpected", "century1994"),
            ("Чехов", "1899", "Дама с собачкой", "chekhov1899dama"),
            ("Serge", "1900", "A", "serge1900a"),
            ("", "", "", "untitled"),
        ] {
            let mut reference = Reference::new(EntryType::Book);
            reference.fields.set(Place::Here, Field::Title, title);
            if !year.is_empty() {
                reference.fields.set(Place::Here, Field::Date, Date::parse(year));
            }
            if !author.is_empty() {
                let names = NameList::of(vec![Name::person(author, "")]);
                reference.names.insert((Place::Here, Role::Author), names);
            }
            assert_eq!(citation_key(&reference), expected);
        }
    }

    #[test]
    fn taken_names_are_numbered() {
        let taken = ["year-one", "year-one-2"];
        let unique = unique("year-one", |name| Ok(taken.contains(&name))).expect("nothing fails");
        assert_eq!(unique, "year-one-3");
    }

    #[test]
    fn slugs_are_short_and_plain() {
        assert_eq!(slug("Mémoires d'un révolutionnaire"), "memoires-d-un-revolutionnaire");
        assert_eq!(slug("«»"), "untitled");
        assert!(slug(&"word ".repeat(100)).len() <= LONGEST_HANDLE);
    }
}
