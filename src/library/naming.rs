//! Handles: names that are made once, from what a record holds, and then stay. Keys are made in [`super::keys`].

use crate::{
    model::{Name, title},
    store::StoreError,
};
use deunicode::deunicode;
use foldhash::HashMap;

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
        is_taken: impl FnMut(&str) -> Result<bool, StoreError>,
    ) -> Result<String, StoreError> {
        self.unique_of(stem, |number| numbered(stem, number), is_taken)
    }

    /// The next name that is not taken of those that `name` makes of 1, 2, 3 …
    pub fn unique_of(
        &mut self,
        stem: &str,
        name: impl Fn(u64) -> String,
        mut is_taken: impl FnMut(&str) -> Result<bool, StoreError>,
    ) -> Result<String, StoreError> {
        let first = self.0.get(stem).copied().unwrap_or(1);
        let mut number = first;
        loop {
            let candidate = name(number);
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
