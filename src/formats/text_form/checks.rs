//! What points from one record to another: that it is there, stands once and does not lead back.

use std::collections::{BTreeMap, BTreeSet};

use super::{Known, TextProblem};

/// What can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    Source,
    Agent,
    Work,
    Expression,
    Edition,
}

impl Thing {
    fn word(self) -> &'static str {
        match self {
            Thing::Source => "source",
            Thing::Agent => "agent",
            Thing::Work => "work",
            Thing::Expression => "expression",
            Thing::Edition => "edition",
        }
    }

    fn name_word(self) -> &'static str {
        if self == Thing::Edition { "key" } else { "id" }
    }

    fn is_in(self, known: &dyn Known, name: &str) -> bool {
        match self {
            Thing::Source => known.has_source(name),
            Thing::Agent => known.preferred_name(name).is_some(),
            Thing::Work => known.has_work(name),
            Thing::Expression => known.has_expression(name),
            Thing::Edition => known.has_edition(name),
        }
    }
}

/// The pointers that may not lead back to where they start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Link {
    DerivedFrom,
    Container,
    ReprintOf,
    TranslatedFrom,
}

impl Link {
    pub(super) fn key(self) -> &'static str {
        match self {
            Link::DerivedFrom => "derived_from",
            Link::Container => "container",
            Link::ReprintOf => "reprint_of",
            Link::TranslatedFrom => "translated_from",
        }
    }

    fn thing(self) -> Thing {
        if self == Link::DerivedFrom { Thing::Expression } else { Thing::Edition }
    }
}

/// Where a pointer stands.
#[derive(Clone, Debug)]
struct Stand {
    line: usize,
    path: String,
}

/// All records of a file by name, and all pointers between them.
#[derive(Debug, Default)]
pub(super) struct Pointers {
    /// Names (aliases too), each with the line that gives it and the name that the record goes by.
    defined: BTreeMap<(Thing, String), (usize, String)>,
    pointed: Vec<(Thing, String, Stand)>,
    links: BTreeMap<(Link, String), (String, Stand)>,
}

impl Pointers {
    /// Adds a record. An error, in words, where its name is taken.
    pub(super) fn define(
        &mut self,
        thing: Thing,
        name: &str,
        goes_by: &str,
        line: usize,
    ) -> Result<(), String> {
        if name.is_empty() {
            // Told already.
            return Ok(());
        }
        let known = self.defined.entry((thing, name.to_owned()));
        match known {
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert((line, goes_by.to_owned()));
                Ok(())
            }
            std::collections::btree_map::Entry::Occupied(taken) => Err(format!(
                "the {} {name} is taken by another {} in line {}: choose another",
                thing.name_word(),
                thing.word(),
                taken.get().0
            )),
        }
    }

    pub(super) fn point(&mut self, thing: Thing, target: &str, line: usize, path: String) {
        self.pointed.push((thing, target.to_owned(), Stand { line, path }));
    }

    pub(super) fn link(&mut self, link: Link, from: &str, to: &str, line: usize, path: String) {
        self.links.insert((link, from.to_owned()), (to.to_owned(), Stand { line, path }));
    }

    /// What points at nothing, and what leads back to itself.
    pub(super) fn check(self, known: &dyn Known) -> Vec<TextProblem> {
        let mut problems = Vec::new();
        for (thing, target, stand) in &self.pointed {
            if !self.defined.contains_key(&(*thing, target.clone())) && !thing.is_in(known, target) {
                let (word, name) = (thing.word(), thing.name_word());
                let reason = format!("no {word} has the {name} {target}: correct it, or add the {word}");
                problems.push(TextProblem { line: stand.line, path: stand.path.clone(), reason });
            }
        }
        problems.extend(self.circles());
        problems
    }

    /// Follows each chain of links once.
    fn circles(&self) -> Vec<TextProblem> {
        let mut problems = Vec::new();
        let mut done: BTreeSet<(Link, &str)> = BTreeSet::new();
        for (link, start) in self.links.keys() {
            let mut chain: BTreeSet<&str> = BTreeSet::new();
            let mut at: &str = start;
            while let Some((to, stand)) = self.links.get(&(*link, at.to_owned())) {
                if chain.contains(at) {
                    let reason = format!("{at} leads back to itself: one link of the chain is wrong");
                    let path = format!("{}/{}", stand.path, link.key());
                    problems.push(TextProblem { line: stand.line, path, reason });
                    break;
                }
                if !done.insert((*link, at)) {
                    break;
                }
                chain.insert(at);
                let target = self.defined.get(&(link.thing(), to.clone()));
                at = target.map_or(to.as_str(), |(_, goes_by)| goes_by.as_str());
            }
        }
        problems
    }
}
