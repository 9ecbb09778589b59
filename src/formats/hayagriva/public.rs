//! Public keys of an entry → the facts that they state.

use serde_json::{Value as Json, json};

use super::cells::Entry;
use super::parts::{Parents, Part, kebab};
use super::spelling;
use super::text::{Braces, from_chunks};
use super::{FORMAT, persons};
use crate::fields::hayagriva::{
    ANTHOLOGY, ARTICLE, CONFERENCE, HAYAGRIVA_FIELDS, HAYAGRIVA_ROLES, HayagrivaField, KEYS, MISC,
    NamesUnder, Node, ORIGINAL, PROCEEDINGS, RECORDINGS, SHORTHANDS, Shape, default_parent, hayagriva_type,
    hayagriva_type_of, key,
};
use crate::fields::row;
use crate::formats::Severity;
use crate::model::{EntryType, Extra, Field, NameList, Place, Reference, Role, Value};

/// Something in an entry that is worth a word.
#[derive(Debug)]
pub(super) struct Flaw {
    /// The key of the entry that it is under.
    pub(super) key: String,
    /// What is wrong.
    pub(super) reason: String,
    /// How much it matters.
    pub(super) severity: Severity,
}

/// What the public keys of an entry state.
#[derive(Debug)]
pub(super) struct Public {
    /// The facts, and the extras in the order of the file.
    pub(super) reference: Reference,
    /// What is wrong.
    pub(super) flaws: Vec<Flaw>,
}

/// Reads an entry.
pub(super) fn read(entry: &Entry) -> Public {
    let mut own = Part::new(entry.clone(), "", MISC);
    let mut reading =
        Reading { reference: Reference::new(EntryType::Misc), flaws: Vec::new(), rest: Vec::new() };
    let mut parents = reading.parents(&mut own);
    reading.entry_type(&mut own, &mut parents);
    let entry_type = reading.reference.entry_type;
    for row in HAYAGRIVA_FIELDS.iter().filter(|row| row.only.includes(entry_type)) {
        if let Some(part) = parents.part(&mut own, row.node) {
            reading.field(part, row);
        }
    }
    reading.volumes_of_set(&mut parents);
    for node in Node::ALL {
        if let Some(part) = parents.part(&mut own, *node) {
            reading.names(part, *node);
        }
    }
    reading.arxiv(&mut own);
    reading.fall_back(&mut own, &mut parents);
    reading.mark();
    let Parents { original, container, set, event, series } = parents;
    for part in [Some(own), original, container, set, event, series].into_iter().flatten() {
        reading.keep_rest(part);
    }
    reading.finish(entry)
}

struct Reading {
    reference: Reference,
    flaws: Vec<Flaw>,
    /// What no field can hold: the path and the value.
    rest: Vec<(String, Json)>,
}

impl Reading {
    fn flaw(&mut self, path: &str, severity: Severity, reason: impl Into<String>) {
        let key = path.split(['.', '[']).next().unwrap_or_default().to_owned();
        self.flaws.push(Flaw { key, reason: reason.into(), severity });
    }

    /// Takes the parents of an entry, and those of its container for the series.
    fn parents(&mut self, own: &mut Part) -> Parents {
        let mut parents = Parents::default();
        for part in self.parents_of(own) {
            if let Some(part) = parents.place(part, &own.word.clone()) {
                self.keep_whole(part);
            }
        }
        if let Some(mut container) = parents.container.take() {
            self.parents_above(&mut container, &mut parents);
            parents.container = Some(container);
        }
        if let Some(mut set) = parents.set.take() {
            let above = self.parents_of(&mut set);
            parents.set = Some(set);
            for part in above {
                if let Some(part) = parents.place_above(part, ANTHOLOGY) {
                    self.keep_whole(part);
                }
            }
        }
        parents
    }

    /// Takes the parents of a container.
    fn parents_above(&mut self, container: &mut Part, parents: &mut Parents) {
        let word = container.word.clone();
        for part in self.parents_of(container) {
            if let Some(part) = parents.place_above(part, &word) {
                self.keep_whole(part);
            }
        }
    }

    fn parents_of(&mut self, child: &mut Part) -> Vec<Part> {
        let path = format!("{}{}", child.path, key::PARENT);
        let default = default_parent(&child.word);
        match child.left.shift_remove(key::PARENT) {
            None | Some(Json::Null) => Vec::new(),
            Some(Json::Object(parent)) => vec![Part::new(parent, &format!("{path}."), default)],
            Some(Json::Array(list)) => {
                let mut parts = Vec::new();
                for (position, parent) in list.into_iter().enumerate() {
                    match parent {
                        Json::Object(parent) => {
                            parts.push(Part::new(parent, &format!("{path}[{position}]."), default));
                        }
                        other => self.rest.push((format!("{path}[{position}]"), other)),
                    }
                }
                parts
            }
            Some(other) => {
                self.flaw(&path, Severity::Warning, "a parent is an entry of its own; kept as it is");
                self.rest.push((path, other));
                Vec::new()
            }
        }
    }

    /// Keeps a parent that has no place.
    fn keep_whole(&mut self, part: Part) {
        let path = part.path.trim_end_matches('.').to_owned();
        self.rest.push((path, Json::Object(part.left)));
    }

    fn entry_type(&mut self, own: &mut Part, parents: &mut Parents) {
        let genre = own.left.get(key::GENRE).and_then(Json::as_str).map(str::to_owned);
        let container = parents.container.as_ref().map(|part| part.word.as_str());
        // A talk that was recorded is one all the same.
        let is_talk = parents.event.is_some() && container.is_none_or(|word| RECORDINGS.contains(&word));
        let parent = if is_talk && own.word == ARTICLE { Some(PROCEEDINGS) } else { container };
        let given = own.left.shift_remove(key::TYPE);
        let found = hayagriva_type_of(&own.word, parent, genre.as_deref());
        self.reference.entry_type = found.unwrap_or(EntryType::Misc);
        let row = hayagriva_type(self.reference.entry_type);
        match (&given, found) {
            (None, _) => {
                self.flaw(key::TYPE, Severity::Warning, "an entry without a type; read as a document")
            }
            (Some(_), None) => {
                let reason = format!("unknown type {:?}; read as a document", own.word);
                self.flaw(key::TYPE, Severity::Warning, reason);
            }
            _ => {}
        }
        match given {
            Some(Json::String(_)) if row.word == own.word => {}
            Some(Json::String(_)) if found.is_some() => {
                self.rest.push((key::TYPE.to_owned(), own.word.as_str().into()));
            }
            Some(other) => self.rest.push((key::TYPE.to_owned(), other)),
            None => {}
        }
        for (part, usual) in [
            (&mut parents.container, row.parent),
            (&mut parents.original, ORIGINAL),
            (&mut parents.event, CONFERENCE),
            (&mut parents.series, ANTHOLOGY),
        ] {
            let Some(part) = part else { continue };
            let word = part.word.clone();
            part.left.shift_remove(key::TYPE).filter(|_| word != usual).into_iter().for_each(|given| {
                self.rest.push((format!("{}{}", part.path, key::TYPE), given));
            });
        }
        // It has the type of its volume, or is an anthology by what else it says.
        if let Some(set) = parents.set.as_mut() {
            set.left.shift_remove(key::TYPE);
        }
    }

    /// How many volumes a multi-volume work has stands with the work.
    fn volumes_of_set(&mut self, parents: &mut Parents) {
        let Some(set) = parents.set.as_mut() else { return };
        let entry_type = self.reference.entry_type;
        let rows = HAYAGRIVA_FIELDS.iter().filter(|row| row.field == Field::Volumes);
        for row in rows.filter(|row| row.only.includes(entry_type)) {
            if !self.reference.fields.has(row.place, row.field) {
                self.field(set, row);
            }
        }
    }

    fn field(&mut self, part: &mut Part, row: &HayagrivaField) {
        let Some(value) = part.take(row.path) else { return };
        if value.is_null() || value == json!("") {
            return;
        }
        match spelling::read(row, &value) {
            Some(read) if !read.is_empty() => {
                self.reference.fields.set(row.place, row.field, read);
                let is_sound = match row.shape {
                    Shape::Date => self
                        .reference
                        .fields
                        .date(row.place, row.field)
                        .is_some_and(|date| date.as_edtf().is_some()),
                    _ => true,
                };
                if !is_sound {
                    self.flaw(
                        &format!("{}{}", part.path, row.path.0),
                        Severity::Notice,
                        "the date is in words",
                    );
                }
            }
            Some(_) => {}
            None => part.give_back(row.path, value),
        }
    }

    fn names(&mut self, part: &mut Part, node: Node) {
        let entry_type = self.reference.entry_type;
        let rows = || HAYAGRIVA_ROLES.iter().filter(|row| row.node == node);
        for row in rows().filter(|row| row.only.includes(entry_type)) {
            if let NamesUnder::Key(name) = row.under {
                self.names_under(part, name, row.place, row.role);
            }
        }
        let Some(affiliated) = part.left.shift_remove(key::AFFILIATED) else { return };
        let groups = match affiliated {
            Json::Array(groups) => groups,
            group @ Json::Object(_) => vec![group],
            other => {
                self.rest.push((format!("{}{}", part.path, key::AFFILIATED), other));
                return;
            }
        };
        for (position, group) in groups.into_iter().enumerate() {
            let path = format!("{}{}[{position}]", part.path, key::AFFILIATED);
            let word = group.get(key::ROLE).and_then(Json::as_str).map(kebab);
            let row = rows()
                .find(|row| matches!(row.under, NamesUnder::Affiliated(own) if Some(own) == word.as_deref()));
            let names = group.get(key::NAMES).and_then(persons::read);
            match (row, names) {
                (Some(row), Some(read)) => {
                    self.add_names(&format!("{path}.{}", key::NAMES), row.place, row.role, read)
                }
                _ => self.rest.push((path, group)),
            }
        }
    }

    fn names_under(&mut self, part: &mut Part, name: &str, place: Place, role: Role) {
        let Some(value) = part.left.shift_remove(name) else { return };
        let path = format!("{}{name}", part.path);
        match persons::read(&value) {
            Some(read) => self.add_names(&path, place, role, read),
            None => {
                self.flaw(&path, Severity::Warning, "names were expected; kept as it is");
                self.rest.push((path, value));
            }
        }
    }

    fn add_names(&mut self, path: &str, place: Place, role: Role, read: persons::ReadNames) {
        self.rest.extend(read.rest.into_iter().map(|(inner, value)| (format!("{path}{inner}"), value)));
        if !read.names.is_empty() {
            let list: &mut NameList = self.reference.names.entry((place, role)).or_default();
            list.names.extend(read.names);
        }
    }

    fn arxiv(&mut self, own: &mut Part) {
        if let Some(Json::String(number)) = own.take((key::SERIAL_NUMBER, Some(key::ARXIV))) {
            self.reference.fields.set(Place::Here, Field::Eprint, number);
            self.reference.fields.set(Place::Here, Field::EprintType, key::ARXIV);
        }
    }

    /// What an entry does not say itself it takes from what it is part of, and what a part of a book says of the
    /// book is said with the part.
    fn fall_back(&mut self, own: &mut Part, parents: &mut Parents) {
        let entry_type = self.reference.entry_type;
        if let Some(container) = parents.container.as_mut() {
            for row in HAYAGRIVA_FIELDS.iter().filter(|row| row.node == Node::Own && row.place == Place::Here)
            {
                let inherited =
                    matches!(row.field, Field::Date | Field::Url | Field::Accessed | Field::Language);
                if inherited && !self.reference.fields.has(row.place, row.field) {
                    self.field(container, row);
                }
            }
        }
        for row in HAYAGRIVA_FIELDS.iter().filter(|row| row.only.includes(entry_type)) {
            let is_book =
                entry_type.is_part_of_book() && row.node == Node::Container && row.place == Place::Container;
            let is_issue = row.node == Node::Container && row.place == Place::Here;
            let is_title = matches!(row.field, Field::Title | Field::ShortTitle);
            if (is_book || is_issue) && !is_title && !self.reference.fields.has(row.place, row.field) {
                self.field(own, row);
            }
        }
        if entry_type.is_part_of_book() && self.reference.names(Place::Container, Role::Editor).is_empty() {
            let editor =
                HAYAGRIVA_ROLES.iter().find(|row| (row.place, row.role) == (Place::Container, Role::Editor));
            if let Some(NamesUnder::Key(name)) = editor.map(|row| row.under) {
                self.names_under(own, name, Place::Container, Role::Editor);
            }
        }
        self.locations(own, parents);
    }

    /// Before there was `publisher.location`, `location` was where a book came out, and many still write it.
    fn locations(&mut self, own: &mut Part, parents: &mut Parents) {
        let is_part = self.reference.entry_type.is_part_of_book();
        let own_place = if is_part { Place::Container } else { Place::Here };
        let parts = [(Some(own), own_place), (parents.container.as_mut(), Place::Container)];
        for (part, place) in parts {
            let Some(part) = part else { continue };
            let known =
                row(place, Field::Places).is_some() && !self.reference.fields.has(place, Field::Places);
            if known && let Some(Json::String(text)) = part.left.get(key::LOCATION) {
                let value = Value::List(vec![from_chunks(text, Braces::Nothing)]);
                if !value.as_list().iter().all(String::is_empty) {
                    self.reference.fields.set(place, Field::Places, value);
                    part.left.shift_remove(key::LOCATION);
                }
            }
        }
    }

    /// A genre that only tells the type is none.
    fn mark(&mut self) {
        let genre = hayagriva_type(self.reference.entry_type).genre;
        if genre.is_some() && self.reference.fields.text(Place::Here, Field::Genre) == genre {
            self.reference.fields.remove(Place::Here, Field::Genre);
        }
    }

    fn keep_rest(&mut self, part: Part) {
        for (name, value) in part.left {
            if value.is_null() {
                continue;
            }
            let path = format!("{}{name}", part.path);
            match value {
                Json::Object(map) if SHORTHANDS.iter().any(|(short, _)| *short == name) => {
                    if part.path.is_empty() && map.values().any(|value| is_wrong(&name, value)) {
                        self.flaw(&path, Severity::Warning, SHAPELESS);
                    }
                    self.rest
                        .extend(map.into_iter().map(|(inner, value)| (format!("{path}.{inner}"), value)));
                }
                value => {
                    if part.path.is_empty() && KEYS.contains(&name.as_str()) && is_wrong(&name, &value) {
                        self.flaw(&path, Severity::Warning, SHAPELESS);
                    }
                    self.rest.push((path, value));
                }
            }
        }
    }

    fn finish(mut self, entry: &Entry) -> Public {
        let position = |path: &str| {
            let name = path.split(['.', '[']).next().unwrap_or_default();
            entry.keys().position(|key| key == name)
        };
        self.rest.sort_by_cached_key(|(path, _)| position(path));
        let extra = |(name, value): (String, Json)| Extra {
            format: FORMAT.to_owned(),
            name,
            value: value.to_string(),
        };
        self.reference.extras = self.rest.into_iter().map(extra).collect();
        Public { reference: self.reference, flaws: self.flaws }
    }
}

/// What is wrong with a value that is no text where one was expected.
const SHAPELESS: &str = "it has no shape that hayagriva knows; kept as it is";

/// Whether a value is no text where one was expected.
fn is_wrong(name: &str, value: &Json) -> bool {
    name != key::AFFILIATED && (value.is_array() || value.is_boolean())
}
