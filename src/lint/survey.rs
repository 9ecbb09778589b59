//! What the rules see of a whole library: of each edition a few facts.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet};

use super::{
    Remark,
    subject::{People, Subject, name_of_role},
};
use crate::model::{
    EntryType, Field, Name, Place, Standing,
    tree::{RelationKind, Target},
};
/// A library as the rules see it that need all of it.
#[derive(Default)]
pub struct Survey {
    /// Editions; by key when all have been shown.
    pub(super) sketches: Vec<Sketch>,
    /// Everybody, when all have been shown.
    pub(super) people: People,
    /// Each name with the first edition, by key, in which it was seen.
    names: HashMap<Name, NameSeen>,
    /// Texts that many editions have, so that each is kept once.
    shared: HashSet<Arc<str>>,
}

/// Whether findings of an edition are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attention {
    /// They are.
    Examined,
    /// It only matters for what is found of others.
    Noticed,
}

/// Where a name stands.
struct NameSeen {
    key: String,
    role: Option<&'static str>,
    editions: usize,
}

/// What the rules need to know of one edition: there are as many as the library has, so that each is kept small.
pub(super) struct Sketch {
    pub(super) key: Box<str>,
    pub(super) aliases: Box<[String]>,
    pub(super) attention: Attention,
    pub(super) standing: Standing,
    pub(super) entry_type: EntryType,
    pub(super) work: Box<str>,
    pub(super) expression: Box<str>,
    pub(super) derived_from: Option<Box<str>>,
    pub(super) container: Option<Box<str>>,
    pub(super) reprint_of: Option<Box<str>>,
    pub(super) translated_from: Option<Box<str>>,
    pub(super) relations: Box<[(RelationKind, Target)]>,
    /// Whether a document is named that it stands in.
    pub(super) has_evidence: bool,
    pub(super) publishers: Box<[Arc<str>]>,
    pub(super) dois: Box<[String]>,
    /// Handles of all who had a part in it.
    pub(super) agents: Box<[Arc<str>]>,
}

/// A text in no more room than it takes.
fn small(text: &Option<String>) -> Option<Box<str>> {
    text.as_deref().map(Box::from)
}

impl Survey {
    /// Takes notice of an edition.
    pub(super) fn add(&mut self, subject: &Subject<'_>, attention: Attention) {
        let edition = subject.edition;
        let list = |field| edition.fields.list(Place::Here, field);
        let agents = subject.contributions().filter_map(|of| Some(of.who.as_ref().ok()?.agent.as_str()));
        let relations = subject.work.relations.iter().chain(&edition.relations);
        let sketch = Sketch {
            key: edition.key.as_str().into(),
            aliases: edition.aliases.as_slice().into(),
            attention,
            standing: edition.standing,
            entry_type: edition.entry_type,
            work: subject.work.handle.as_str().into(),
            expression: subject.expression.handle.as_str().into(),
            derived_from: small(&subject.expression.derived_from),
            container: small(&edition.container),
            reprint_of: small(&edition.reprint_of),
            translated_from: small(&edition.translated_from),
            relations: relations.map(|relation| (relation.kind, relation.target.clone())).collect(),
            has_evidence: !edition.evidence.is_empty() || !subject.work.evidence.is_empty(),
            publishers: list(Field::Publishers).iter().map(|name| self.share(name)).collect(),
            dois: list(Field::Doi).into(),
            agents: agents.map(|handle| self.share(handle)).collect(),
        };
        self.sketches.push(sketch);
    }

    fn share(&mut self, text: &str) -> Arc<str> {
        match self.shared.get(text) {
            Some(known) => Arc::clone(known),
            None => {
                let text = Arc::<str>::from(text);
                self.shared.insert(Arc::clone(&text));
                text
            }
        }
    }

    /// Takes notice of the names of an edition.
    pub(super) fn add_names(&mut self, subject: &Subject<'_>) {
        for contribution in subject.contributions() {
            let Ok(who) = &contribution.who else { continue };
            let role = || name_of_role(contribution.place, contribution.role);
            if let Some(seen) = self.names.get_mut(&who.name) {
                seen.editions += 1;
                if subject.edition.key < seen.key {
                    seen.key.clone_from(&subject.edition.key);
                    seen.role = role();
                }
                continue;
            }
            let seen = NameSeen { key: subject.edition.key.clone(), role: role(), editions: 1 };
            self.names.insert(who.name.clone(), seen);
        }
    }

    /// Puts the editions, now that all have been shown, into the order of their keys, in which rules name the first one.
    pub(super) fn end(&mut self, people: People) {
        self.people = people;
        self.sketches.sort_unstable_by(|one, other| one.key.cmp(&other.key));
    }

    /// Whether findings of the edition with a key are wanted, when all have been shown.
    pub(super) fn is_examined(&self, key: &str) -> bool {
        let found = self.sketches.binary_search_by(|sketch| (*sketch.key).cmp(key)).ok();
        let sketch = found.and_then(|at| self.sketches.get(at));
        sketch.is_some_and(|sketch| sketch.attention == Attention::Examined)
    }

    /// What a rule says of names, each with the first edition that has it.
    pub(super) fn of_names(&self, look: fn(&Name) -> Option<String>) -> Vec<(String, Remark)> {
        let said = self.names.iter().filter_map(|(name, seen)| {
            let mut message = look(name)?;
            if seen.editions > 1 {
                message.push_str(&format!(" (in {} editions)", seen.editions));
            }
            Some((seen.key.clone(), Remark { field: seen.role, message, fix: Vec::new() }))
        });
        said.collect()
    }

    /// The first edition in which each agent has a part.
    pub(super) fn first_editions(&self) -> HashMap<&str, &str> {
        let mut first = HashMap::new();
        for sketch in &self.sketches {
            for agent in &sketch.agents {
                first.entry(&**agent).or_insert(&*sketch.key);
            }
        }
        first
    }
}
