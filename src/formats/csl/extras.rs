//! What no field can hold: variables of CSL that describe no edition, variables and members of others, fields
//! of other formats.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::cells::{Cell, is_role_for};
use super::said::{is_variable_of_names, row_of};
use super::{NAME, custom, names, text};
use crate::fields::ROLES;
use crate::formats::fact::Fact;
use crate::model::{EntryType, Extra, Place, Reference};

/// The shape of a variable that has no field.
enum Shape {
    Text,
    TextOrNumber,
    Texts,
}

/// The variables of the schema that describe no edition. They are read as extras and written as they were.
const VARIABLES: &[(&str, Shape)] = &[
    (CITATION_KEY, Shape::Text),
    ("categories", Shape::Texts),
    ("citation-number", Shape::TextOrNumber),
    ("citation-label", Shape::Text),
    ("first-reference-note-number", Shape::TextOrNumber),
    ("locator", Shape::TextOrNumber),
    ("page-first", Shape::TextOrNumber),
    ("volume-title-short", Shape::Text),
    ("year-suffix", Shape::Text),
];
/// The key in some programs, when `id` is a number of theirs.
pub(super) const CITATION_KEY: &str = "citation-key";
/// The members of an item that are no variables.
pub(super) const ID: &str = "id";
pub(super) const TYPE: &str = "type";
pub(super) const CUSTOM: &str = "custom";
/// Members of a name that the schema has and that are no part of it.
const NAME_FLAGS: &[&str] = &["comma-suffix", "static-ordering"];
/// Members of a citation, or of an answer of Zotero's server, that hold the item itself.
const INNER: &[&str] = &["itemData", "csljson"];
/// Types of the schema that no entry type writes.
pub(super) const FURTHER_TYPES: &[&str] = &["collection"];

/// Where an extra goes in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Home {
    /// The type of the item.
    Type,
    /// A member of a name.
    Name(NameFlag),
    /// A variable of the item.
    Variable,
    /// A member of `custom` that is not ours.
    Custom,
    /// The list of extras in `custom`.
    List,
}

/// Which member of which name, in the order in which they stand in an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct NameFlag {
    /// The place of the role among [`ROLES`].
    role: usize,
    /// The place of the name in its variable.
    name: usize,
    /// The place of the member among [`NAME_FLAGS`].
    flag: usize,
}

/// The extras of a reference, shared out.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// The type, where an extra has it.
    pub(super) item_type: Option<String>,
    /// The variables.
    pub(super) variables: Vec<(String, Json)>,
    /// Members of names.
    flags: BTreeMap<NameFlag, Json>,
    /// How many names of a role can have them.
    flaggable: BTreeMap<usize, usize>,
    /// Members of `custom`.
    pub(super) custom: Map<String, Json>,
    /// What only the list of extras can hold.
    pub(super) unsaid: Vec<Extra>,
    /// What the list of extras has to hold so that all come back in their order.
    pub(super) list: Vec<Extra>,
}

/// An extra of this format.
pub(super) fn extra(name: impl Into<String>, value: impl Into<String>) -> Extra {
    Extra { format: NAME.to_owned(), name: name.into(), value: value.into() }
}

/// The name of the extra for a member of `custom`.
pub(super) fn custom_name(member: &str) -> String {
    format!("{CUSTOM}.{member}")
}

/// Whether a member holds the item that it is a member of.
pub(super) fn is_inner(member: &str) -> bool {
    INNER.contains(&member)
}

/// Whether a member is one that items have, whatever its value.
pub(super) fn is_of_items(member: &str) -> bool {
    [ID, TYPE, CUSTOM].contains(&member)
        || VARIABLES.iter().any(|(name, _)| *name == member)
        || is_variable_of_names(member)
        || row_of(member, EntryType::Misc).is_some()
}

/// Shares out the extras of a reference.
pub(super) fn share(reference: &Reference) -> Shared {
    let mut shared = Shared::default();
    let mut homes = Vec::new();
    for (position, extra) in reference.extras.iter().enumerate() {
        let home = shared.take(reference, extra);
        if home == Home::List {
            shared.unsaid.push(extra.clone());
        }
        homes.push((home, position));
    }
    // A reader finds the list first, then the others as they stand in the item.
    let mut found = homes.clone();
    found.sort_by_key(|(home, position)| (*home != Home::List, *home, *position));
    shared.list = if found == homes { shared.unsaid.clone() } else { reference.extras.clone() };
    shared
}

impl Shared {
    /// The key that stands in a variable of its own.
    pub(super) fn citation_key(&self) -> Option<String> {
        let (_, value) = self.variables.iter().find(|(name, _)| name == CITATION_KEY)?;
        value.as_str().map(str::to_owned)
    }

    /// Puts the members of names into the variables.
    pub(super) fn flag_names(&self, cells: &mut [Cell]) {
        for (flag, value) in &self.flags {
            let variable = ROLES.get(flag.role).and_then(|row| row.csl);
            let cell = cells.iter_mut().find(|cell| Some(cell.name) == variable);
            let name = cell.and_then(|cell| cell.value.get_mut(flag.name)?.as_object_mut());
            if let (Some(name), Some(member)) = (name, NAME_FLAGS.get(flag.flag)) {
                name.insert((*member).to_owned(), value.clone());
            }
        }
    }

    /// Leaves out members of names and the variables that are lists, for a program that refuses them.
    pub(super) fn give_up_lists(&mut self) {
        for (flag, value) in std::mem::take(&mut self.flags) {
            let variable = ROLES.get(flag.role).and_then(|row| row.csl).unwrap_or_default();
            let member = NAME_FLAGS.get(flag.flag).copied().unwrap_or_default();
            self.unsaid.push(extra(names::member_path(variable, flag.name, member), value.to_string()));
        }
        let (lists, others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.variables).into_iter().partition(|(_, value)| value.is_array());
        self.variables = others;
        self.unsaid.extend(lists.into_iter().map(|(name, value)| extra(name, value.to_string())));
    }

    fn take(&mut self, reference: &Reference, extra: &Extra) -> Home {
        let Some(value) = exact_json(extra) else { return Home::List };
        let name = extra.name.as_str();
        if name == TYPE
            && self.item_type.is_none()
            && reference.entry_type == super::UNKNOWN_TYPE
            && let Some(further) = value.as_str().filter(|word| FURTHER_TYPES.contains(word))
        {
            self.item_type = Some(further.to_owned());
            return Home::Type;
        }
        if let Some(flag) = self.flag(reference, name, &value) {
            self.flags.insert(flag, value);
            return Home::Name(flag);
        }
        if is_variable(name, &value)
            && !says_key(reference, name, &value)
            && !self.variables.iter().any(|(taken, _)| taken == name)
        {
            self.variables.push((name.to_owned(), value));
            return Home::Variable;
        }
        match name.split_once('.') {
            Some((CUSTOM, member)) if !custom::is_ours(member) && !self.custom.contains_key(member) => {
                self.custom.insert(member.to_owned(), value);
                Home::Custom
            }
            _ => Home::List,
        }
    }
}

impl Shared {
    /// Where a member of a name goes, where there is that name and the member is free.
    fn flag(&mut self, reference: &Reference, path: &str, value: &Json) -> Option<NameFlag> {
        let (variable, name, member) = names::parts_of_path(path)?;
        let flag = NAME_FLAGS.iter().position(|flag| *flag == member)?;
        let is_set = value.is_string() || value.is_i64() || value.as_bool() == Some(true);
        let is_it = |row: &crate::fields::RoleRow| {
            // Not every target has them.
            row.csl == Some(variable)
                && row.place != Place::Original
                && is_role_for(row, reference.entry_type)
        };
        let role = ROLES.iter().position(is_it).filter(|_| is_set)?;
        let names = ROLES.get(role).map(|row| reference.names(row.place, row.role))?;
        let flaggable = *self.flaggable.entry(role).or_insert_with(|| {
            let is_whole = |name: &&crate::model::Name| {
                let written = names::write(std::slice::from_ref(*name));
                !name.is_empty() && text::without_controls(&written).is_none()
            };
            names.iter().take_while(is_whole).count()
        });
        let flag = NameFlag { role, name, flag };
        (name < flaggable && !self.flags.contains_key(&flag)).then_some(flag)
    }
}

fn is_variable(name: &str, value: &Json) -> bool {
    VARIABLES.iter().find(|(variable, _)| *variable == name).is_some_and(|(_, shape)| match shape {
        Shape::Text => value.is_string(),
        // In YAML a variable that looks like another number is a text.
        Shape::TextOrNumber => value.is_string() || value.is_i64(),
        Shape::Texts => value.as_array().is_some_and(|values| values.iter().all(Json::is_string)),
    })
}

/// Whether the variable would be read as the key and not as an extra.
fn says_key(reference: &Reference, name: &str, value: &Json) -> bool {
    name == CITATION_KEY && value.as_str() == reference.key.as_deref()
}

/// The value of an extra of this format, if it is spelled just as it would be written.
fn exact_json(extra: &Extra) -> Option<Json> {
    let value: Json = serde_json::from_str(&extra.value).ok().filter(|_| extra.format == NAME)?;
    let written = value.to_string();
    (written == extra.value).then_some(value)
}

/// The list of extras.
pub(in crate::formats) fn write_list(list: &[Extra]) -> Json {
    // The YAML of hayagriva is read with whole numbers only.
    let members = |extra: &Extra| match exact_json(extra).filter(|value| !has_fraction(value)) {
        Some(value) => json!({ "format": extra.format, "name": extra.name, "value": value }),
        None => json!({ "format": extra.format, "name": extra.name, "text": extra.value }),
    };
    Json::Array(list.iter().map(members).collect())
}

/// Whether a number that is not whole stands in a value. What was parsed is of bounded depth.
fn has_fraction(value: &Json) -> bool {
    match value {
        Json::Number(number) => !number.is_i64(),
        Json::Array(values) => values.iter().any(has_fraction),
        Json::Object(members) => members.values().any(has_fraction),
        _ => false,
    }
}

/// Reads [`write_list`]; `None` when it is not of our making.
pub(in crate::formats) fn read_list(list: &Json) -> Option<Vec<Extra>> {
    let read = |members: &Json| {
        let members = members.as_object().filter(|members| members.len() == 3)?;
        let text = |name: &str| members.get(name)?.as_str().map(str::to_owned);
        let value = text("text").or_else(|| members.get("value").map(Json::to_string))?;
        Some(Extra { format: text("format")?, name: text("name")?, value })
    };
    list.as_array()?.iter().map(read).collect()
}

/// The extras of a reference from the list and from those found in the item, in their order. What could stand
/// in the item and does not, or stands there otherwise, was edited there.
pub(super) fn merge(reference: &mut Reference, list: Vec<Extra>, found: Vec<Extra>) {
    let mut shared = Shared::default();
    let mut places: BTreeMap<Extra, usize> =
        found.iter().enumerate().map(|(place, extra)| (extra.clone(), place)).collect();
    let mut found: Vec<Option<Extra>> = found.into_iter().map(Some).collect();
    for extra in list {
        if shared.take(reference, &extra) == Home::List {
            reference.extras.push(extra);
        } else if let Some(place) = places.remove(&extra) {
            reference.extras.extend(found.get_mut(place).and_then(Option::take));
        }
    }
    reference.extras.extend(found.into_iter().flatten());
}

/// JSON without the white space between its signs. The text must be sound JSON.
pub(super) fn compact(text: &str) -> String {
    let mut compact = String::with_capacity(text.len());
    let mut in_string = false;
    let mut escaped = false;
    for c in text.chars() {
        if !in_string && c.is_ascii_whitespace() {
            continue;
        }
        compact.push(c);
        in_string ^= c == '"' && !escaped;
        escaped = in_string && c == '\\' && !escaped;
    }
    compact
}

/// The name of a fact in the list of losses and escapes.
pub(super) fn escape_name(fact: Fact) -> String {
    custom_name(&fact.name())
}
