//! Items → references.

use std::io;

use foldhash::{HashMap, HashMapExt};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::custom::{self, Custom};
use super::extras::{CITATION_KEY, CUSTOM, ID, TYPE, compact, custom_name, extra, is_inner, is_of_items};
use super::items::{Found, Items, Lines};
use super::note_fields::told_in_note;
use super::note_reading::{Frame, frame, is_address};
use super::said::{Variable, is_note, said};
use super::stranger::key_beside_note;
use super::{UNKNOWN_TYPE, made_key, text};
use crate::fields::zotero::nearest_type;
use crate::fields::{Dialect, entry_type_of, type_row};
use crate::formats::encoding::decode;
use crate::formats::{Item, Problem, Severity, Sink};
use crate::model::{EntryType, Extra, Reference};

/// Why an escape was not used.
const OVERRULED: &str = "it does not agree with what the item says outside of it, which was used";

/// Reads a whole file.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
    let decoded = decode(bytes);
    if let Some(assumption) = decoded.assumption {
        let (line, reason) = (assumption.line, assumption.reason);
        sink(Item::Problem(Problem { line, key: None, field: None, reason, severity: Severity::Notice }))?;
    }
    for found in Items::new(&decoded.text) {
        match found {
            Found::Item { text, line, under } => read_item(&text, line, under, sink)?,
            Found::Outside { name, text } => sink(Item::Outside(extra(name, compact(text))))?,
            Found::Passed { line, reason } => {
                let (reason, severity) = (reason.to_owned(), Severity::Warning);
                sink(Item::Problem(Problem { line, key: None, field: None, reason, severity }))?;
            }
            Found::Broken { line, id, reason } => {
                let severity = Severity::Error;
                sink(Item::Problem(Problem { line, key: id, field: None, reason, severity }))?;
            }
        }
    }
    Ok(())
}

/// The members of an object as they stand in the file, repeated ones too.
struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members<'de>;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// A member of an item.
struct Member<'t> {
    name: String,
    /// As it stands in the file.
    text: &'t str,
    /// What it is; `None` when it cannot be read (nested too deep, half a surrogate pair).
    value: Option<Json>,
    line: usize,
}

/// An item while it is read.
struct Reading<'t> {
    members: Vec<Member<'t>>,
    line: usize,
    key: Option<String>,
    /// What the note says of type and key, and what is left of it.
    frame: Frame,
    /// By the place of their member: the type first, what `custom` holds of others last.
    extras: Vec<(usize, Extra)>,
    problems: Vec<Problem>,
}

/// Reads an item from the text of its object.
pub(super) fn read_item(
    text: &str,
    line: usize,
    under: Option<String>,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let (members, extras) = match members_of(text, line).and_then(without_wrapper) {
        Ok(members) => members,
        Err(reason) => {
            let severity = Severity::Error;
            return sink(Item::Problem(Problem { line, key: under, field: None, reason, severity }));
        }
    };
    let nothing = match members.as_slice() {
        [] => Some(("an item with nothing in it; left out", Severity::Warning)),
        members if !members.iter().any(|member| is_of_items(&member.name)) => {
            Some(("nothing in it is a variable of CSL; left out", Severity::Error))
        }
        _ => None,
    };
    if let Some((reason, severity)) = nothing {
        let reason = reason.to_owned();
        return sink(Item::Problem(Problem { line, key: under, field: None, reason, severity }));
    }
    let mut reading =
        Reading { members, line, key: None, frame: Frame::default(), extras, problems: Vec::new() };
    reading.set_repeated_aside();
    reading.frame = reading.frame_of_note(under.clone());
    let reference = Box::new(reading.reference(under));
    sink(Item::Reference { reference, line })?;
    reading.problems.sort_by_key(|problem| problem.line);
    for mut problem in reading.problems {
        problem.key.clone_from(&reading.key);
        sink(Item::Problem(problem))?;
    }
    Ok(())
}

fn members_of(text: &str, line: usize) -> Result<Vec<Member<'_>>, String> {
    let members: Members<'_> =
        serde_json::from_str(text).map_err(|error| format!("the item is left out: {error}"))?;
    let mut lines = Lines::new(text, line);
    let mut read = Vec::with_capacity(members.0.len());
    for (name, raw) in members.0 {
        // Raw values are slices of the text that they were read from.
        let at = (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        read.push(Member { name, text: raw.get(), value: value_of(raw.get()), line: lines.line_of(at) });
    }
    Ok(read)
}

/// The members of an item, and the extras that are made of what stands around it.
type Unwrapped<'t> = (Vec<Member<'t>>, Vec<(usize, Extra)>);

/// Takes an item out of what stands around it, if anything does.
fn without_wrapper(members: Vec<Member<'_>>) -> Result<Unwrapped<'_>, String> {
    let is_item = members.iter().any(|member| member.name == TYPE);
    let is_wrapped = |member: &Member<'_>| is_inner(&member.name) && member.text.starts_with('{');
    let Some(at) = members.iter().position(is_wrapped).filter(|_| !is_item) else {
        return Ok((members, Vec::new()));
    };
    let inner = members_of(members[at].text, members[at].line)?;
    let around = members.iter().enumerate().filter(|(position, _)| *position != at);
    let extras = around.map(|(_, member)| (usize::MAX, extra(member.name.clone(), compact(member.text))));
    Ok((inner, extras.collect()))
}

/// The value of a JSON text. A number that is too long for a machine's is the text of its digits.
fn value_of(text: &str) -> Option<Json> {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    if is_number && text.parse::<i64>().is_err() {
        return Some(text.into());
    }
    serde_json::from_str(text).ok()
}

impl Reading<'_> {
    fn warn(&mut self, line: usize, field: &str, severity: Severity, reason: impl Into<String>) {
        let (field, reason) = (Some(field.to_owned()), reason.into());
        self.problems.push(Problem { line, key: None, field, reason, severity });
    }

    /// Of members with one name the last counts, as in JavaScript; the others become extras.
    fn set_repeated_aside(&mut self) {
        let mut last = HashMap::new();
        for (position, member) in self.members.iter().enumerate() {
            last.insert(member.name.clone(), position);
        }
        if last.len() == self.members.len() {
            return;
        }
        let members = std::mem::take(&mut self.members);
        for (position, member) in members.into_iter().enumerate() {
            if last.get(&member.name) == Some(&position) {
                self.members.push(member);
            } else {
                self.extras.push((self.members.len(), extra(member.name.clone(), compact(member.text))));
                self.warn(
                    member.line,
                    &member.name,
                    Severity::Warning,
                    "given more than once; the last one is used",
                );
            }
        }
    }

    fn member(&self, name: &str) -> Option<&Member<'_>> {
        self.members.iter().find(|member| member.name == name)
    }

    /// The text of a member that can be a key.
    fn key_in(&self, name: &str) -> Option<String> {
        match self.member(name)?.value.as_ref()? {
            Json::String(text) if !text.is_empty() => Some(text.clone()),
            Json::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    fn frame_of_note(&self, under: Option<String>) -> Frame {
        let mut notes = self.members.iter().filter(|member| is_note(&member.name));
        let note = notes.next().and_then(|member| member.value.as_ref()?.as_str());
        let key = key_beside_note(self.key_in(ID), self.key_in(CITATION_KEY)).or(under);
        note.map(|note| frame(note, key.as_deref())).unwrap_or_default()
    }

    /// Keeps a whole member as an extra.
    fn keep(&mut self, position: usize) {
        if let Some(member) = self.members.get(position) {
            self.extras.push((position, extra(member.name.clone(), compact(member.text))));
        }
    }

    fn reference(&mut self, under: Option<String>) -> Reference {
        let (custom, foreign) = self.custom();
        let mut reference = Reference::new(self.entry_type(&custom));
        reference.key = self.key(&custom, under);
        self.key.clone_from(&reference.key);
        // Some targets tell extras in the note.
        reference.extras.clone_from(&custom.extra);
        let lines = self.facts(&mut reference, &custom);
        reference.extras.clear();
        let mut found = std::mem::take(&mut self.extras);
        found.sort_by_key(|(position, _)| *position);
        // Our own files say it in the list.
        let told = told_in_note(&lines).filter(|_| custom.extra.is_empty());
        let lines = lines.into_iter().filter(|line| !custom.extra.contains(line)).chain(told);
        let found = found.into_iter().map(|(_, extra)| extra).chain(foreign).chain(lines).collect();
        super::extras::merge(&mut reference, custom.extra, found);
        reference
    }

    /// What `custom` holds of ours, and the members of others as extras.
    fn custom(&mut self) -> (Custom, Vec<Extra>) {
        let mut custom = Custom::default();
        let Some(position) = self.members.iter().position(|member| member.name == CUSTOM) else {
            return (custom, Vec::new());
        };
        let Ok(Members(members)) = serde_json::from_str(self.members[position].text) else {
            self.keep(position);
            return (custom, Vec::new());
        };
        let mut foreign = Vec::new();
        for (name, raw) in members {
            if value_of(raw.get()).is_none_or(|value| !custom.read(&name, &value)) {
                foreign.push(extra(custom_name(&name), compact(raw.get())));
            }
        }
        (custom, foreign)
    }

    fn entry_type(&mut self, custom: &Custom) -> EntryType {
        let Some(position) = self.members.iter().position(|member| member.name == TYPE) else {
            self.warn(self.line, TYPE, Severity::Warning, "an item without a type; read as a document");
            return UNKNOWN_TYPE;
        };
        let member = &self.members[position];
        let line = member.line;
        let Some(name) = member.value.as_ref().and_then(Json::as_str).map(str::to_owned) else {
            self.keep(position);
            self.warn(line, TYPE, Severity::Warning, "the type is not a word; read as a document");
            return UNKNOWN_TYPE;
        };
        let exact = custom.entry_type.filter(|exact| {
            let written = type_row(*exact).csl;
            written == name || nearest_type(written) == name
        });
        if custom.entry_type != exact {
            self.warn(self.line, &custom_name(custom::TYPE), Severity::Notice, OVERRULED);
        }
        match exact.or(self.frame.entry_type).or_else(|| entry_type_of(Dialect::Csl, &name)) {
            Some(entry_type) => entry_type,
            None => {
                if !super::extras::FURTHER_TYPES.contains(&name.as_str()) {
                    let reason = format!("unknown type {name:?}; read as a document");
                    self.warn(line, TYPE, Severity::Warning, reason);
                }
                let value = compact(self.members[position].text);
                // Before all others: the type comes first in what is written.
                self.extras.insert(0, (0, extra(TYPE, value)));
                UNKNOWN_TYPE
            }
        }
    }

    /// The key: the one that we wrote beside `id`, `id`, or `citation-key` where `id` is an address or missing.
    fn key(&mut self, custom: &Custom, under: Option<String>) -> Option<String> {
        let id = self.key_in(ID);
        match &custom.key {
            Some(None) if id.as_deref().is_some_and(is_made) => return None,
            Some(Some(key)) if id.as_deref().unwrap_or_default() == key => return Some(key.clone()),
            _ => {}
        }
        let key = key_beside_note(id.clone(), self.key_in(CITATION_KEY)).or(under);
        let key = match &self.frame.key {
            Some(in_note) if key.as_deref().is_none_or(is_address) => Some(in_note.clone()),
            _ => key,
        };
        let position = self.members.iter().position(|member| member.name == ID);
        let is_said = position.is_none_or(|position| {
            let member = &self.members[position];
            member.value.as_ref().is_some_and(Json::is_null)
                || id.as_ref().is_none_or(|id| Some(id) == key.as_ref())
        });
        if let Some(position) = position.filter(|_| !is_said) {
            self.keep(position);
        }
        key
    }

    /// Fields and names, and what `custom` tells besides: first as the public variables say, then as the escapes say.
    /// Gives the fields of other formats that the note has.
    fn facts(&mut self, reference: &mut Reference, custom: &Custom) -> Vec<Extra> {
        let is_variable = |member: &Member<'_>| {
            ![ID, TYPE, CUSTOM].contains(&member.name.as_str())
                && (member.name != CITATION_KEY
                    || member.value.as_ref().and_then(Json::as_str) != reference.key.as_deref())
        };
        let (readable, unreadable): (Vec<usize>, Vec<usize>) = (0..self.members.len())
            .filter(|position| is_variable(&self.members[*position]))
            .partition(|position| self.members[*position].value.is_some());
        for position in unreadable {
            self.keep(position);
            let (line, name) = (self.members[position].line, self.members[position].name.clone());
            self.warn(line, &name, Severity::Warning, "it cannot be read as text or list; kept as it is");
        }
        self.clean(&readable);
        let note = Json::String(self.frame.rest.clone());
        let variables: Vec<Variable<'_>> = readable
            .iter()
            .filter_map(|position| {
                let Member { name, value, .. } = &self.members[*position];
                let value = value.as_ref()?;
                let is_framed = is_note(name) && value.is_string();
                Some(Variable { name, value: if is_framed { &note } else { value } })
            })
            .collect();
        let public = said(reference.entry_type, &variables);
        let restored = custom::restore(custom::public(reference, &public), custom);
        *reference = restored.reference;
        for rest in public.rest {
            self.keep_rest(readable[rest.variable], rest.part, rest.problem);
        }
        for name in restored.overruled {
            self.warn(self.line, &custom_name(&name), Severity::Notice, OVERRULED);
        }
        public.extras
    }

    /// Takes control characters out of members, which are kept beside as they are.
    fn clean(&mut self, positions: &[usize]) {
        for position in positions {
            let Some(member) = self.members.get_mut(*position) else { continue };
            let Some(clean) = member.value.as_ref().and_then(text::without_controls) else { continue };
            member.value = Some(clean);
            let (line, name) = (member.line, member.name.clone());
            self.keep(*position);
            self.warn(line, &name, Severity::Warning, "control characters are left out");
        }
        if let Some(clean) = text::without_controls(&self.frame.rest.as_str().into()) {
            self.frame.rest = clean.as_str().unwrap_or_default().to_owned();
        }
    }

    fn keep_rest(&mut self, position: usize, part: Option<(String, Json)>, problem: Option<&'static str>) {
        let (line, name) = (self.members[position].line, self.members[position].name.clone());
        match part {
            Some((path, value)) => {
                self.extras.push((position, extra(format!("{name}{path}"), value.to_string())))
            }
            None => self.keep(position),
        }
        if let Some(problem) = problem {
            self.warn(line, &name, Severity::Warning, problem);
        }
    }
}

/// Whether an id is one that the writer makes for references without a key.
fn is_made(id: &str) -> bool {
    let number = id.strip_prefix(&made_key("")).and_then(|number| number.parse::<u64>().ok());
    number.is_some()
}
