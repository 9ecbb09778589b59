//! Names: CSL's parts are those of [`Name`].

use serde_json::{Map, Value};

use crate::model::{Ending, Name, NameList};

/// The parts of a name and what CSL calls them.
type Part = (&'static str, fn(&mut Name) -> &mut String);

const PARTS: &[Part] = &[
    ("family", |name| &mut name.family),
    ("given", |name| &mut name.given),
    ("dropping-particle", |name| &mut name.dropping_particle),
    ("non-dropping-particle", |name| &mut name.non_dropping_particle),
    ("suffix", |name| &mut name.suffix),
    ("literal", |name| &mut name.literal),
];

/// Further members in files of others, and the part that they are.
const ALSO_READ: &[(&str, &str)] = &[
    ("name", "literal"),
    ("firstName", "given"),
    ("lastName", "family"),
    ("first", "given"),
    ("last", "family"),
];
/// Says that particles are to be looked for in the other parts (citeproc-js).
const PARSE_NAMES: &str = "parse-names";
/// Says that the family name is the name of a body (citeproc-js, older Zotero).
const IS_INSTITUTION: &str = "isInstitution";
/// In an escape: there were more names.
const AND_OTHERS: &str = "and others";
/// In an escape: the person is not named.
const NOT_NAMED: &str = "not named";

/// What a names variable gives.
#[derive(Debug, Default)]
pub(super) struct ReadNames {
    /// The names.
    pub(super) names: Vec<Name>,
    /// Members that no part of a name can hold: a path from the variable (`[0].ORCID`, by the place of the name
    /// among the names) and the value. What is no name at all, by its place among the values (`[1]`).
    pub(super) rest: Vec<(String, Value)>,
}

/// Reads a names variable: a list of names, or one. `None` when it is not of any shape that names have.
pub(super) fn read(value: &Value) -> Option<ReadNames> {
    let mut read = ReadNames::default();
    match value {
        Value::Array(list) => {
            for (position, value) in list.iter().enumerate() {
                read.add(position, value);
            }
        }
        Value::Object(_) => read.add(0, value),
        Value::String(text) => {
            read.names.extend(text.split(';').filter(|name| !name.trim().is_empty()).map(from_text));
        }
        Value::Null => {}
        Value::Bool(_) | Value::Number(_) => return None,
    }
    Some(read)
}

impl ReadNames {
    fn add(&mut self, position: usize, value: &Value) {
        match value {
            Value::Object(members) => self.add_parts(position, members),
            Value::String(text) if !text.trim().is_empty() => self.names.push(from_text(text)),
            Value::String(_) | Value::Null => {}
            other => self.rest.push((format!("[{position}]"), other.clone())),
        }
    }

    fn add_parts(&mut self, position: usize, members: &Map<String, Value>) {
        let mut name = Name::default();
        let mut rest = Vec::new();
        for (member, value) in members {
            // A flag that is off says nothing; Mendeley gives one with every name.
            if *value != Value::Bool(false) && !set_part(&mut name, member, value) {
                rest.push((member, value));
            }
        }
        if members.get(PARSE_NAMES).and_then(Value::as_bool) == Some(true) {
            find_particles(&mut name);
        }
        if let Some(bare) = unquoted(&name.family) {
            name.family = bare.to_owned();
        }
        if members.get(IS_INSTITUTION).is_some_and(is_on) && name == Name::person(name.family.clone(), "") {
            name = Name::literal(name.family);
            rest.retain(|(member, _)| *member != IS_INSTITUTION);
        }
        if name.is_empty() {
            if !rest.is_empty() {
                self.rest.push((format!("[{position}]"), Value::Object(members.clone())));
            }
            return;
        }
        let at = self.names.len();
        self.rest
            .extend(rest.into_iter().map(|(member, value)| (member_path("", at, member), value.clone())));
        self.names.push(name);
    }
}

/// Whether a flag is on, in the spellings that programs have for that.
fn is_on(flag: &Value) -> bool {
    match flag {
        Value::Bool(flag) => *flag,
        Value::Number(number) => number.as_i64() == Some(1),
        Value::String(text) => matches!(text.as_str(), "true" | "1"),
        _ => false,
    }
}

/// The path to a member of a name.
pub(super) fn member_path(variable: &str, name: usize, member: &str) -> String {
    format!("{variable}[{name}].{member}")
}

/// Variable, place of the name and member of a path that [`member_path`] made.
pub(super) fn parts_of_path(path: &str) -> Option<(&str, usize, &str)> {
    let (variable, rest) = path.split_once('[')?;
    let (name, member) = rest.split_once("].")?;
    let number = name.parse().ok().filter(|number: &usize| number.to_string() == name)?;
    Some((variable, number, member))
}

/// A family name in quotation marks is one in which no particle is to be looked for (citeproc-js).
fn unquoted(family: &str) -> Option<&str> {
    family.strip_prefix('"')?.strip_suffix('"').filter(|bare| !bare.is_empty())
}

/// Takes the particles out of a name that has none of its own: words in small letters before the family name
/// stay with it, those behind the given name do not.
fn find_particles(name: &mut Name) {
    if !name.non_dropping_particle.is_empty() || !name.dropping_particle.is_empty() {
        return;
    }
    let is_particle = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    let family: Vec<&str> = name.family.split_whitespace().collect();
    let before = family.iter().take_while(|word| is_particle(word)).count();
    if before > 0 && before < family.len() {
        name.non_dropping_particle = family[..before].join(" ");
        name.family = family[before..].join(" ");
    }
    let given: Vec<&str> = name.given.split_whitespace().collect();
    let behind = given.iter().rev().take_while(|word| is_particle(word)).count();
    if behind > 0 && behind < given.len() {
        name.dropping_particle = given[given.len() - behind..].join(" ");
        name.given = given[..given.len() - behind].join(" ");
    }
}

/// Whether the member is a part of a name and the value one that it can have.
fn set_part(name: &mut Name, member: &str, value: &Value) -> bool {
    let text = match value {
        Value::Null => return true,
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return false,
    };
    let part = |member: &str| PARTS.iter().find(|(part, _)| *part == member).map(|(_, part)| *part);
    let also = ALSO_READ.iter().find(|(other, _)| *other == member).and_then(|(_, member)| part(member));
    match (part(member), also) {
        (Some(part), _) => *part(name) = text,
        (None, Some(part)) if part(name).is_empty() => *part(name) = text,
        _ => return false,
    }
    true
}

/// A name in one text: "Family, Given", or a name that is not taken apart.
pub(super) fn from_text(text: &str) -> Name {
    match text.split_once(',') {
        Some((family, given)) if !family.trim().is_empty() && !given.contains(',') => {
            Name::person(family.trim(), given.trim())
        }
        _ => Name::literal(text.trim()),
    }
}

/// A names variable.
pub(super) fn write(names: &[Name]) -> Value {
    Value::Array(names.iter().map(write_name).collect())
}

fn write_name(name: &Name) -> Value {
    let mut name = name.clone();
    let parts = PARTS.iter().filter_map(|(member, part)| {
        let text = std::mem::take(part(&mut name));
        (!text.is_empty()).then(|| ((*member).to_owned(), Value::String(text)))
    });
    Value::Object(parts.collect::<Map<_, _>>())
}

/// The escape of a list of names: the names, with a word behind them for the ending; the word alone where the
/// public names are the same; null where there are none.
pub(in crate::formats) fn escape(list: Option<&NameList>, public: Option<&NameList>) -> Value {
    let Some(list) = list else { return Value::Null };
    let word = ending_word(list.ending);
    let public_names = public.map_or(&[][..], |public| &public.names);
    match word {
        Some(word) if list.names == public_names && (word == AND_OTHERS || list.names.is_empty()) => {
            word.into()
        }
        word => {
            let mut value = list.names.iter().map(write_name).collect::<Vec<_>>();
            value.extend(word.map(Value::from));
            Value::Array(value)
        }
    }
}

/// The list that an escape stands for, beside the names of the public variable. `Err` when no writer of ours
/// makes such an escape.
pub(in crate::formats) fn from_escape(
    escape: &Value,
    public: Option<&NameList>,
) -> Result<Option<NameList>, ()> {
    match escape {
        Value::Null => Ok(None),
        Value::String(word) => {
            let ending = ending_of(word).ok_or(())?;
            let names = public.map_or_else(Vec::new, |public| public.names.clone());
            // Somebody named those who were not named.
            let ending =
                if ending == Ending::NotNamed && !names.is_empty() { Ending::Complete } else { ending };
            Ok(Some(NameList { names, ending }))
        }
        Value::Array(values) => {
            let (ending, values) = match values.split_last() {
                Some((Value::String(word), values)) => (ending_of(word).ok_or(())?, values),
                _ => (Ending::Complete, values.as_slice()),
            };
            let names = values.iter().map(whole_name).collect::<Option<_>>().ok_or(())?;
            Ok(Some(NameList { names, ending }))
        }
        _ => Err(()),
    }
}

/// A name that [`write_name`] wrote.
fn whole_name(value: &Value) -> Option<Name> {
    let mut name = Name::default();
    value.as_object()?.iter().all(|(member, value)| set_part(&mut name, member, value)).then_some(name)
}

fn ending_word(ending: Ending) -> Option<&'static str> {
    match ending {
        Ending::Complete => None,
        Ending::AndOthers => Some(AND_OTHERS),
        Ending::NotNamed => Some(NOT_NAMED),
    }
}

fn ending_of(word: &str) -> Option<Ending> {
    match word {
        AND_OTHERS => Some(Ending::AndOthers),
        NOT_NAMED => Some(Ending::NotNamed),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_programs_write_is_read() {
        let full = Name {
            family: "King".to_owned(),
            given: "Ann".to_owned(),
            non_dropping_particle: "Van".to_owned(),
            dropping_particle: "de".to_owned(),
            suffix: "Jr.".to_owned(),
            literal: String::new(),
        };
        let cases = [
            (
                json!([{"family": "King", "given": "Ann", "non-dropping-particle": "Van", "dropping-particle": "de",
                    "suffix": "Jr."}]),
                vec![full],
            ),
            (
                json!([{"literal": "Tide Group"}, {"name": "Shore Club"}]),
                vec![Name::literal("Tide Group"), Name::literal("Shore Club")],
            ),
            (json!({"family": "King", "given": null}), vec![Name::person("King", "")]),
            (
                json!(["King, Ann", "Tide Group", ""]),
                vec![Name::person("King", "Ann"), Name::literal("Tide Group")],
            ),
            (json!("King, Ann; Hall, Jo"), vec![Name::person("King", "Ann"), Name::person("Hall", "Jo")]),
            (json!([{}, null]), vec![]),
            (json!([{"lastName": "King", "firstName": "Ann"}]), vec![Name::person("King", "Ann")]),
            (json!([{"family": "Tide Group", "isInstitution": 1}]), vec![Name::literal("Tide Group")]),
            (json!([{"family": "van Dam", "given": "Jo"}]), vec![Name::person("van Dam", "Jo")]),
            (json!([{"family": "Dam", "given": "Jo van"}]), vec![Name::person("Dam", "Jo van")]),
            (json!(null), vec![]),
        ];
        for (value, expected) in cases {
            let read = read(&value).unwrap_or_else(|| panic!("{value}"));
            assert_eq!(read.names, expected, "{value}");
            assert_eq!(read.rest, vec![], "{value}");
        }
        assert!(read(&json!(5)).is_none());
    }

    #[test]
    fn particles_are_looked_for_where_that_is_asked() {
        let value = json!([
            {"family": "van der Dam", "given": "Jo", "parse-names": true},
            {"family": "Dam", "given": "Jo van", "parse-names": true},
            {"family": "\"van Dam\"", "given": "Jo", "parse-names": true},
        ]);
        let read = read(&value).unwrap_or_default();
        let parts: Vec<[&str; 4]> = read
            .names
            .iter()
            .map(|name| [&*name.given, &*name.dropping_particle, &*name.non_dropping_particle, &*name.family])
            .collect();
        assert_eq!(
            parts,
            [["Jo", "", "van der", "Dam"], ["Jo", "van", "", "Dam"], ["Jo", "", "", "van Dam"]]
        );
    }

    #[test]
    fn what_is_no_part_of_a_name_is_kept_with_its_path() {
        let value = json!([{"family": "Ng", "static-ordering": true}, 5, {"given": ["A"]}]);
        let rest = read(&value).map(|read| read.rest).unwrap_or_default();
        let expected =
            [("[0].static-ordering", json!(true)), ("[1]", json!(5)), ("[2]", json!({"given": ["A"]}))];
        assert_eq!(rest, expected.map(|(path, value)| (path.to_owned(), value)));
    }
}
