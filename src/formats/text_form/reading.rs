//! From the text form to the tree: the file as a whole, and how values of each kind are read.

use std::collections::{BTreeMap, BTreeSet};

use super::checks::{Pointers, Thing};
use super::problems::nearest;
use super::{FORM, Known, NOT_SAME, Nothing, TextProblem, VERSION};
use crate::formats::yaml::{Key, Node, NodeValue, parse};
use crate::model::tree::{Agent, Catalogue, Work};
use crate::model::{Date, Name};

/// The keys of a whole library.
const CATALOGUE: &[&str] = &[
    FORM,
    "sources",
    "agents",
    "works",
    "extras",
    "queries",
    NOT_SAME,
    "readings",
    "lists",
    "quotations",
    "goals",
    "key_pattern",
    "pinned_keys",
];

/// Reads a whole library.
///
/// # Errors
///
/// All that is wrong in it, in the order of lines.
pub fn read(text: &str) -> Result<Catalogue, Vec<TextProblem>> {
    let root = parse(text).map_err(|problem| vec![problem.into()])?;
    let mut reader = Reader::new(&Nothing);
    let catalogue = reader.catalogue(&root);
    reader.finish(catalogue.unwrap_or_default())
}

/// Reads one work with all below it. What it points at may stand in `known`.
///
/// # Errors
///
/// All that is wrong in it, in the order of lines.
pub fn read_work(text: &str, known: &dyn Known) -> Result<Work, Vec<TextProblem>> {
    let root = parse(text).map_err(|problem| vec![problem.into()])?;
    let mut reader = Reader::new(known);
    match reader.work(&root) {
        Some(work) => reader.finish(work),
        None => Err(reader.into_problems()),
    }
}

/// Reads one agent. The sources that it names may stand in `known`.
///
/// # Errors
///
/// All that is wrong in it, in the order of lines.
pub fn read_agent(text: &str, known: &dyn Known) -> Result<Agent, Vec<TextProblem>> {
    let root = parse(text).map_err(|problem| vec![problem.into()])?;
    let mut reader = Reader::new(known);
    match reader.agent(&root) {
        Some(agent) => reader.finish(agent),
        None => Err(reader.into_problems()),
    }
}

/// Reads records and remembers what is wrong with them and what they point at.
pub(super) struct Reader<'k> {
    known: &'k dyn Known,
    problems: Vec<TextProblem>,
    path: Vec<String>,
    /// The preferred names of the agents in the file.
    pub(super) names: BTreeMap<String, Name>,
    pub(super) pointers: Pointers,
    /// The names of saved queries that were read.
    pub(super) queries: BTreeSet<String>,
    /// The names of reading lists and the years of goals that were read.
    pub(super) lists: BTreeSet<String>,
    pub(super) goals: BTreeSet<i64>,
}

/// The entries of a map.
pub(super) struct Entries<'n> {
    /// The line that the map begins on.
    pub(super) line: usize,
    entries: &'n [(Key, Node)],
}

impl<'n> Entries<'n> {
    /// The value of a key, unless it is nothing.
    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        let (_, node) = self.entries.iter().find(|(known, _)| known.text == key)?;
        (node.value != NodeValue::Null).then_some(node)
    }

    /// The handle or key of a record with these keys.
    fn name(&self, keys: &[&str]) -> Option<&'n str> {
        let key = ["id", "key"].into_iter().find(|name| keys.contains(name))?;
        match &self.get(key)?.value {
            NodeValue::Text(text, _) => Some(text),
            _ => None,
        }
    }

    /// The line of a key, or of the map where the key is not there.
    pub(super) fn line_of(&self, key: &str) -> usize {
        self.get(key).map_or(self.line, |node| node.line)
    }
}

impl<'k> Reader<'k> {
    fn new(known: &'k dyn Known) -> Self {
        Reader {
            known,
            problems: Vec::new(),
            path: Vec::new(),
            names: BTreeMap::new(),
            pointers: Pointers::default(),
            queries: BTreeSet::new(),
            lists: BTreeSet::new(),
            goals: BTreeSet::new(),
        }
    }

    fn catalogue(&mut self, root: &Node) -> Option<Catalogue> {
        let entries = self.entries(root, CATALOGUE)?;
        match self.text(&entries, FORM).as_deref() {
            Some(VERSION) => {}
            Some(version) => {
                let reason =
                    format!("version {version} of the form is not known: this program reads {VERSION}");
                self.problem(entries.line_of(FORM), reason);
            }
            None => self.problem(root.line, format!("the first line has to be {FORM}: {VERSION}")),
        }
        Some(Catalogue {
            sources: self.list(&entries, "sources", Self::source),
            agents: self.list(&entries, "agents", Self::agent),
            works: self.list(&entries, "works", Self::work),
            extras: self.list(&entries, "extras", Self::extra),
            queries: self.list(&entries, "queries", Self::saved_query),
            distinct: self.list(&entries, NOT_SAME, Self::distinct),
            key_pattern: self.text(&entries, "key_pattern"),
            pinned_keys: self.pinned_keys(&entries),
            readings: self.list(&entries, "readings", Self::reading),
            lists: self.list(&entries, "lists", Self::reading_list),
            quotations: self.list(&entries, "quotations", Self::quotation),
            goals: self.list(&entries, "goals", Self::goal),
        })
    }

    /// Keys of editions in the file.
    fn pinned_keys(&mut self, entries: &Entries<'_>) -> Vec<String> {
        let line = entries.line_of("pinned_keys");
        let keys = self.texts(entries, "pinned_keys");
        self.at("pinned_keys", |reader| {
            for key in &keys {
                reader.point(Thing::Edition, key, line);
            }
        });
        keys
    }

    /// The value, if nothing is wrong.
    fn finish<T>(mut self, value: T) -> Result<T, Vec<TextProblem>> {
        self.problems.extend(std::mem::take(&mut self.pointers).check(self.known));
        if self.problems.is_empty() { Ok(value) } else { Err(self.into_problems()) }
    }

    fn into_problems(mut self) -> Vec<TextProblem> {
        self.problems.sort();
        self.problems
    }

    /// Notes something wrong here.
    pub(super) fn problem(&mut self, line: usize, reason: impl Into<String>) {
        self.problems.push(TextProblem { line, path: self.path_to_here(), reason: reason.into() });
    }

    /// The records and keys that lead here.
    pub(super) fn path_to_here(&self) -> String {
        self.path.join("/")
    }

    /// Calls `read` one step further down the path.
    pub(super) fn at<T>(&mut self, step: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step.to_owned());
        let value = read(self);
        self.path.pop();
        value
    }

    /// Calls `read` for the record with a handle or key, which stands in the path as that.
    pub(super) fn in_record<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        // The place in the list that the record stands in is of no use once its name is known.
        let place = self.path.pop();
        let value = self.at(name, read);
        self.path.extend(place);
        value
    }

    /// The preferred name of an agent in the file or around it.
    pub(super) fn preferred_name(&self, agent: &str) -> Option<Name> {
        self.names.get(agent).cloned().or_else(|| self.known.preferred_name(agent))
    }

    /// A map with these keys and no others.
    pub(super) fn entries<'n>(&mut self, node: &'n Node, keys: &[&str]) -> Option<Entries<'n>> {
        let NodeValue::Map(entries) = &node.value else {
            let reason = format!("a map (key: value) belongs here, not {}", node.value.describe());
            self.problem(node.line, reason);
            return None;
        };
        let entries = Entries { line: node.line, entries };
        match entries.name(keys) {
            Some(name) => self.in_record(name, |reader| reader.tell_unknown_keys(&entries, keys)),
            None => self.tell_unknown_keys(&entries, keys),
        }
        Some(entries)
    }

    fn tell_unknown_keys(&mut self, entries: &Entries<'_>, keys: &[&str]) {
        for (key, _) in entries.entries.iter().filter(|(key, _)| !keys.contains(&key.text.as_str())) {
            let reason = match nearest(&key.text, keys.iter().copied()) {
                Some(word) => format!("{:?} is no key here: did you mean {word}?", key.text),
                None => format!("{:?} is no key here; the keys are {}", key.text, keys.join(", ")),
            };
            self.problem(key.line, reason);
        }
    }

    /// A text that may be missing. One without any letters counts as missing.
    pub(super) fn text(&mut self, entries: &Entries<'_>, key: &str) -> Option<String> {
        let node = entries.get(key)?;
        self.at(key, |reader| reader.scalar(node)).filter(|text| !text.is_empty())
    }

    /// A text that has to be there; it may be empty where `''` stands.
    pub(super) fn needed_text(&mut self, entries: &Entries<'_>, key: &str) -> String {
        match entries.get(key) {
            Some(node) => self.at(key, |reader| reader.scalar(node)).unwrap_or_default(),
            None => {
                self.problem(entries.line, format!("{key} is missing"));
                String::new()
            }
        }
    }

    /// A handle or key, which has to be there and may not be empty.
    pub(super) fn needed_name(&mut self, entries: &Entries<'_>, key: &str) -> String {
        let name = self.needed_text(entries, key);
        if name.is_empty() && entries.get(key).is_some_and(|node| matches!(node.value, NodeValue::Text(..))) {
            self.problem(entries.line_of(key), format!("{key} is empty"));
        }
        name
    }

    /// The text of a scalar.
    pub(super) fn scalar(&mut self, node: &Node) -> Option<String> {
        match &node.value {
            NodeValue::Text(text, _) => Some(text.clone()),
            other => {
                let remedy = match other {
                    NodeValue::List(_) => ": write it without the dash",
                    NodeValue::Map(_) => ": put it in quotes if it holds a colon",
                    NodeValue::Null | NodeValue::Text(..) => "",
                };
                self.problem(node.line, format!("a text belongs here, not {}{remedy}", other.describe()));
                None
            }
        }
    }

    /// A date that may be missing.
    pub(super) fn date(&mut self, entries: &Entries<'_>, key: &str) -> Option<Date> {
        let text = self.text(entries, key)?;
        let date = Date::parse(&text);
        (!date.as_str().is_empty()).then_some(date)
    }

    /// One of a closed set of words, if it is given.
    pub(super) fn word<T: Copy>(
        &mut self,
        entries: &Entries<'_>,
        key: &str,
        all: &[T],
        spelled: fn(T) -> &'static str,
    ) -> Option<T> {
        let text = self.text(entries, key)?;
        let found = all.iter().copied().find(|word| spelled(*word) == text);
        if found.is_none() {
            let reason = match nearest(&text, all.iter().map(|word| spelled(*word))) {
                Some(word) => format!("{text:?} is not known: did you mean {word}?"),
                None => {
                    let words: Vec<&str> = all.iter().map(|word| spelled(*word)).collect();
                    format!("{text:?} is not known; the words are {}", words.join(", "))
                }
            };
            self.at(key, |reader| reader.problem(entries.line_of(key), reason));
        }
        found
    }

    /// One of a closed set of words, which has to be there.
    pub(super) fn needed_word<T: Copy>(
        &mut self,
        entries: &Entries<'_>,
        key: &str,
        all: &[T],
        spelled: fn(T) -> &'static str,
    ) -> Option<T> {
        if entries.get(key).is_none() {
            self.problem(entries.line, format!("{key} is missing"));
        }
        self.word(entries, key, all, spelled)
    }

    /// A list of anything that may be missing.
    pub(super) fn list<T>(
        &mut self,
        entries: &Entries<'_>,
        key: &str,
        read: impl Fn(&mut Self, &Node) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = entries.get(key) else { return Vec::new() };
        let NodeValue::List(items) = &node.value else {
            let what = node.value.describe();
            let reason = format!("a list belongs here, not {what}: write each item in a line after a dash");
            self.at(key, |reader| reader.problem(node.line, reason));
            return Vec::new();
        };
        let mut values = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let step = format!("{key}[{}]", index + 1);
            values.extend(self.at(&step, |reader| read(reader, item)));
        }
        values
    }

    /// A list of texts that may be missing.
    pub(super) fn texts(&mut self, entries: &Entries<'_>, key: &str) -> Vec<String> {
        self.list(entries, key, Self::scalar)
    }

    /// Whether a statement is made; `false` says nothing and is told.
    pub(super) fn is_stated(&mut self, entries: &Entries<'_>, key: &str) -> bool {
        match self.text(entries, key).as_deref() {
            None => false,
            Some("true") => true,
            Some(other) => {
                let reason = format!("{other:?} belongs not here: write true, or leave the line out");
                self.at(key, |reader| reader.problem(entries.line_of(key), reason));
                false
            }
        }
    }

    /// Notes that a record points at another one.
    pub(super) fn point(&mut self, thing: Thing, target: &str, line: usize) {
        let path = self.path_to_here();
        self.pointers.point(thing, target, line, path);
    }

    /// The name of a record that this one points at, if it is given.
    pub(super) fn pointer(&mut self, entries: &Entries<'_>, key: &str, thing: Thing) -> Option<String> {
        let target = self.text(entries, key)?;
        self.at(key, |reader| reader.point(thing, &target, entries.line_of(key)));
        Some(target)
    }
}
