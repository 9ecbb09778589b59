//! What the rules see of a whole library: of each edition a few facts.

use foldhash::{HashMap, HashMapExt};

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
    names: Vec<(Name, NameSeen)>,
    places_of_names: HashMap<Name, usize>,
}

/// Where a name stands.
struct NameSeen {
    key: String,
    role: Option<&'static str>,
    editions: usize,
}

/// What the rules need to know of one edition.
pub(super) struct Sketch {
    pub(super) key: String,
    pub(super) aliases: Vec<String>,
    pub(super) standing: Standing,
    pub(super) entry_type: EntryType,
    pub(super) work: String,
    pub(super) expression: String,
    pub(super) derived_from: Option<String>,
    pub(super) container: Option<String>,
    pub(super) reprint_of: Option<String>,
    pub(super) translated_from: Option<String>,
    pub(super) relations: Vec<(RelationKind, Target)>,
    /// Whether a document is named that it stands in.
    pub(super) has_evidence: bool,
    pub(super) publishers: Vec<String>,
    pub(super) dois: Vec<String>,
    /// Handles of all who had a part in it.
    pub(super) agents: Vec<String>,
}

impl Survey {
    /// Takes notice of an edition.
    pub(super) fn add(&mut self, subject: &Subject<'_>) {
        let edition = subject.edition;
        let list = |field| edition.fields.list(Place::Here, field).to_vec();
        let agents = subject.contributions().filter_map(|of| Some(of.who.as_ref().ok()?.agent.clone()));
        let relations = subject.work.relations.iter().chain(&edition.relations);
        self.sketches.push(Sketch {
            key: edition.key.clone(),
            aliases: edition.aliases.clone(),
            standing: edition.standing,
            entry_type: edition.entry_type,
            work: subject.work.handle.clone(),
            expression: subject.expression.handle.clone(),
            derived_from: subject.expression.derived_from.clone(),
            container: edition.container.clone(),
            reprint_of: edition.reprint_of.clone(),
            translated_from: edition.translated_from.clone(),
            relations: relations.map(|relation| (relation.kind, relation.target.clone())).collect(),
            has_evidence: !edition.evidence.is_empty() || !subject.work.evidence.is_empty(),
            publishers: list(Field::Publishers),
            dois: list(Field::Doi),
            agents: agents.collect(),
        });
    }

    /// Takes notice of the names of an edition.
    pub(super) fn add_names(&mut self, subject: &Subject<'_>) {
        for contribution in subject.contributions() {
            let Ok(who) = &contribution.who else { continue };
            if let Some((_, seen)) =
                self.places_of_names.get(&who.name).and_then(|at| self.names.get_mut(*at))
            {
                seen.editions += 1;
                if subject.edition.key < seen.key {
                    seen.key.clone_from(&subject.edition.key);
                    seen.role = name_of_role(contribution.place, contribution.role);
                }
                continue;
            }
            let role = name_of_role(contribution.place, contribution.role);
            let seen = NameSeen { key: subject.edition.key.clone(), role, editions: 1 };
            self.places_of_names.insert(who.name.clone(), self.names.len());
            self.names.push((who.name.clone(), seen));
        }
    }

    /// Puts the editions, now that all have been shown, into the order of their keys, in which rules name the first one.
    pub(super) fn end(&mut self, people: People) {
        self.people = people;
        self.sketches.sort_unstable_by(|one, other| one.key.cmp(&other.key));
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
                first.entry(agent.as_str()).or_insert(sketch.key.as_str());
            }
        }
        first
    }
}
