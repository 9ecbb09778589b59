//! Names: `Family, Given` in one text, or a map of parts (`Person` in hayagriva).

use serde_json::{Map, Value as Json};

use crate::fields::hayagriva::key::{GIVEN_NAME, NAME, PREFIX, SUFFIX};
use crate::model::Name;

/// Names under a key: one, or a list.
pub(super) fn write(names: &[Name]) -> Json {
    match names {
        [name] => write_name(name),
        names => names.iter().map(write_name).collect(),
    }
}

fn write_name(name: &Name) -> Json {
    if !name.literal.is_empty() || (name.family.is_empty() && name.given.is_empty()) {
        let text = if name.literal.is_empty() { name.display() } else { name.literal.clone() };
        return if is_whole(&text) { text.into() } else { one(NAME, text) };
    }
    let prefix = [name.dropping_particle.as_str(), name.non_dropping_particle.as_str()];
    let prefix: Vec<&str> = prefix.into_iter().filter(|particle| !particle.is_empty()).collect();
    let is_plain = prefix.is_empty() && name.suffix.is_empty();
    let given_is_plain = name.given.trim() == name.given && !name.given.contains(',');
    if is_plain && is_whole(&name.family) && given_is_plain {
        return match name.given.is_empty() {
            true => name.family.as_str().into(),
            false => format!("{}, {}", name.family, name.given).into(),
        };
    }
    let mut parts = Map::new();
    parts.insert(NAME.to_owned(), name.family.as_str().into());
    let prefix = prefix.join(" ");
    for (key, part) in [(GIVEN_NAME, &name.given), (PREFIX, &prefix), (SUFFIX, &name.suffix)] {
        if !part.is_empty() {
            parts.insert(key.to_owned(), part.as_str().into());
        }
    }
    Json::Object(parts)
}

fn one(key: &str, text: String) -> Json {
    Json::Object(Map::from_iter([(key.to_owned(), text.into())]))
}

/// Whether a text is taken for a family name or a body as it stands. Of a text with a word in lower case
/// everything up to that word would be taken for a particle ("Society for" of "Society for Ropes").
fn is_whole(text: &str) -> bool {
    !text.is_empty()
        && text.trim() == text
        && !text.contains(',')
        && !text.split_whitespace().any(|word| word.starts_with(char::is_lowercase))
}

/// What names under a key give.
#[derive(Debug, Default)]
pub(super) struct ReadNames {
    /// The names.
    pub(super) names: Vec<Name>,
    /// What no part of a name can hold: a path from the key (`[0].alias`) and the value.
    pub(super) rest: Vec<(String, Json)>,
}

/// Reads names: one, or a list. `None` when it has no shape of names.
pub(super) fn read(value: &Json) -> Option<ReadNames> {
    let mut read = ReadNames::default();
    match value {
        Json::Null => {}
        Json::Array(list) => {
            for (position, value) in list.iter().enumerate() {
                let path = format!("[{position}]");
                if !read.add(&path, value) {
                    read.rest.push((path, value.clone()));
                }
            }
        }
        value => {
            if !read.add("", value) {
                return None;
            }
        }
    }
    Some(read)
}

impl ReadNames {
    fn add(&mut self, path: &str, value: &Json) -> bool {
        match value {
            Json::Null => {}
            Json::String(text) => self.names.extend(from_text(text)),
            Json::Number(number) => self.names.push(Name::literal(number.to_string())),
            Json::Object(parts) => {
                let name = from_parts(parts);
                let known = [NAME, GIVEN_NAME, PREFIX, SUFFIX];
                for (part, value) in parts {
                    if !known.contains(&part.as_str()) || !(value.is_string() || value.is_null()) {
                        self.rest.push((format!("{path}.{part}"), value.clone()));
                    }
                }
                self.names.extend(Some(name).filter(|name| !name.is_empty()));
            }
            Json::Bool(_) | Json::Array(_) => return false,
        }
        true
    }
}

fn from_parts(parts: &Map<String, Json>) -> Name {
    let part = |name: &str| parts.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let (family, given, particle, suffix) = (part(NAME), part(GIVEN_NAME), part(PREFIX), part(SUFFIX));
    if given.is_empty() && particle.is_empty() && suffix.is_empty() {
        return Name::literal(family);
    }
    Name { family, given, non_dropping_particle: particle, suffix, ..Name::default() }
}

/// "Family, Given", "Family, Suffix, Given", or a name that is not taken apart. Words in lower case before the
/// family name are a particle, as in BibTeX.
fn from_text(text: &str) -> Option<Name> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let (family, suffix, given) = match parts.as_slice() {
        [""] => return None,
        [family, given] => (*family, "", *given),
        [family, suffix, given] => (*family, *suffix, *given),
        _ => return Some(Name::literal(text.trim())),
    };
    let words = family.char_indices().filter(|(at, c)| {
        !c.is_whitespace() && family[..*at].chars().next_back().is_none_or(char::is_whitespace)
    });
    let starts: Vec<(usize, char)> = words.collect();
    let first_name = starts.iter().find(|(_, c)| !c.is_lowercase()).or(starts.last());
    let (particle, family) = family.split_at(first_name.map_or(0, |(at, _)| *at));
    Some(Name {
        family: family.to_owned(),
        given: given.to_owned(),
        non_dropping_particle: particle.trim().to_owned(),
        suffix: suffix.to_owned(),
        ..Name::default()
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names() {
        let leyen = Name { non_dropping_particle: "von der".to_owned(), ..Name::person("Leyen", "Ursula") };
        let king = Name { suffix: "Jr.".to_owned(), ..Name::person("King", "Ann") };
        let cases = [
            (json!("Vale, Ada"), Name::person("Vale", "Ada")),
            (json!("Harbour Club"), Name::literal("Harbour Club")),
            (json!({"name": "Society for Ropes"}), Name::literal("Society for Ropes")),
            (json!({"name": "Leyen", "given-name": "Ursula", "prefix": "von der"}), leyen.clone()),
            (json!({"name": "King", "given-name": "Ann", "suffix": "Jr."}), king.clone()),
        ];
        for (value, name) in cases {
            assert_eq!(write(std::slice::from_ref(&name)), value);
            let read = read(&value).unwrap_or_default();
            assert_eq!((read.names, read.rest), (vec![name], vec![]), "{value}");
        }
        let texts = [("von der Leyen, Ursula", leyen), ("King, Jr., Ann", king)];
        for (text, name) in texts {
            assert_eq!(read(&json!([text])).unwrap_or_default().names, [name]);
        }
        let value = json!([{"name": "Watkins", "given-name": "Gloria", "alias": "bell"}, [1], "", null]);
        let read = read(&value).unwrap_or_default();
        assert_eq!(read.names, [Name::person("Watkins", "Gloria")]);
        let rest = [("[0].alias".to_owned(), json!("bell")), ("[1]".to_owned(), json!([1]))];
        assert_eq!(read.rest, rest);
        assert!(super::read(&json!(true)).is_none());
    }
}
