//! A catalogue by its handles and keys, and the relations seen from their far end.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use super::address::Anchor;
use super::links::{FIRST_PAGE, Links, SitePage};
use super::shelf::Shelf;
use crate::model::tree::{
    Agent, Catalogue, Edition, Expression, Relation, RelationKind, Source, Target, Work,
};
use crate::model::{Date, Field, Place};

/// An edition and what it is an edition of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Located<'a> {
    pub work: &'a Work,
    pub expression: &'a Expression,
    pub edition: &'a Edition,
}

/// One end of a relation, as far as it is in the catalogue.
#[derive(Clone, Copy, Debug)]
pub(super) enum End<'a> {
    Work(&'a Work),
    Edition(Located<'a>),
    /// The handle or key of a record that is not in the catalogue.
    Absent(&'a str),
}

/// Where everything is that another record may name. Only looked up, never iterated: order comes from the
/// catalogue.
#[derive(Debug, Default)]
pub(super) struct Index<'a> {
    agents: HashMap<&'a str, &'a Agent>,
    /// With their numbers, from 1.
    sources: HashMap<&'a str, (usize, &'a Source)>,
    works: HashMap<&'a str, &'a Work>,
    editions: HashMap<&'a str, Located<'a>>,
    contents: HashMap<&'a str, Vec<Located<'a>>>,
    /// Handle of a work, and key of an edition that an edition of it stands in.
    in_editions: HashSet<(&'a str, &'a str)>,
    /// The same with the handle of that edition's work.
    in_works: HashSet<(&'a str, &'a str)>,
    toward_works: HashMap<&'a str, Vec<(RelationKind, End<'a>)>>,
    toward_editions: HashMap<&'a str, Vec<(RelationKind, End<'a>)>>,
    shelf: Shelf<'a>,
    links: Links,
    /// By key.
    citations: Option<&'a BTreeMap<String, String>>,
}

impl<'a> End<'a> {
    /// The work, or the work of the edition.
    pub fn work(self) -> Option<&'a Work> {
        match self {
            End::Work(work) => Some(work),
            End::Edition(located) => Some(located.work),
            End::Absent(_) => None,
        }
    }
}

/// All editions of some works, in their order.
pub(super) fn editions(works: &[Work]) -> impl Iterator<Item = Located<'_>> {
    works.iter().flat_map(editions_of)
}

/// All editions of a work, in their order.
pub(super) fn editions_of(work: &Work) -> impl Iterator<Item = Located<'_>> {
    work.expressions.iter().flat_map(move |expression| {
        expression.editions.iter().map(move |edition| Located { work, expression, edition })
    })
}

impl<'a> Index<'a> {
    pub fn of(catalogue: &'a Catalogue) -> Index<'a> {
        let mut index = Index {
            agents: catalogue.agents.iter().map(|agent| (agent.handle.as_str(), agent)).collect(),
            sources: (1..)
                .zip(&catalogue.sources)
                .map(|(number, source)| (source.handle.as_str(), (number, source)))
                .collect(),
            works: catalogue.works.iter().map(|work| (work.handle.as_str(), work)).collect(),
            ..Index::default()
        };
        for located in editions(&catalogue.works) {
            for alias in &located.edition.aliases {
                index.editions.insert(alias, located);
            }
        }
        // After the aliases, so that a key in use wins over one that was given up.
        for located in editions(&catalogue.works) {
            index.editions.insert(&located.edition.key, located);
        }
        index.add_links(catalogue);
        index.shelf =
            Shelf::of(catalogue, |handle| index.works.get(handle).copied(), |key| index.edition(key));
        index
    }

    /// The same with formatted citations of editions, by key, with inline markup.
    pub fn with_citations(self, citations: &'a BTreeMap<String, String>) -> Index<'a> {
        Index { citations: Some(citations), ..self }
    }

    /// The same for a page that stands elsewhere.
    pub fn with_links(self, links: Links) -> Index<'a> {
        Index { links, ..self }
    }

    /// The address of a place, from the page.
    pub fn href(&self, anchor: Anchor<'_>) -> String {
        if self.links != Links::Below {
            return anchor.href();
        }
        match anchor {
            Anchor::Work(handle) => self.links.page(SitePage::Work(handle)).unwrap_or_default(),
            Anchor::Agent(handle) => self.links.page(SitePage::Agent(handle)).unwrap_or_default(),
            Anchor::Edition(key) => {
                let page = self.edition(key).and_then(|found| self.page_of_work(&found.work.handle));
                format!("{}{}", page.unwrap_or_default(), anchor.href())
            }
            // Texts are only named on the page of their work.
            Anchor::Expression(_) => anchor.href(),
            Anchor::Source(_) => format!("{}{FIRST_PAGE}{}", self.links.to_top(), anchor.href()),
        }
    }

    /// The page of a work, where it has one of its own and this is not it.
    pub fn page_of_work(&self, handle: &str) -> Option<String> {
        self.links.page(SitePage::Work(handle))
    }

    /// The page of a person or body, where there is one.
    pub fn page_of_agent(&self, handle: &str) -> Option<String> {
        self.agent(handle)?;
        self.links.page(SitePage::Agent(handle))
    }

    /// The formatted citation of an edition.
    pub fn citation(&self, edition: &Edition) -> Option<&'a str> {
        Some(self.citations?.get(&edition.key)?.as_str())
    }

    /// What was read and quoted.
    pub fn shelf(&self) -> &Shelf<'a> {
        &self.shelf
    }

    fn add_links(&mut self, catalogue: &'a Catalogue) {
        for located in editions(&catalogue.works) {
            if let Some(container) = located.edition.container.as_deref() {
                let found = self.edition(container);
                let key = found.map_or(container, |found| found.edition.key.as_str());
                self.contents.entry(key).or_default().push(located);
                self.in_editions.insert((&located.work.handle, key));
                self.in_works.extend(found.map(|found| (&*located.work.handle, &*found.work.handle)));
            }
        }
        for work in &catalogue.works {
            self.add_relations(End::Work(work), &work.relations);
            for located in editions_of(work) {
                self.add_relations(End::Edition(located), &located.edition.relations);
            }
        }
    }

    fn add_relations(&mut self, owner: End<'a>, relations: &'a [Relation]) {
        for relation in relations {
            let target = self.end(&relation.target);
            if owner.work().is_some_and(|work| self.is_told_by_container(work, relation.kind, target)) {
                continue;
            }
            let toward = match target {
                End::Work(work) => self.toward_works.entry(&work.handle).or_default(),
                End::Edition(found) => self.toward_editions.entry(&found.edition.key).or_default(),
                End::Absent(_) => continue,
            };
            toward.push((relation.kind, owner));
        }
    }

    pub fn agent(&self, handle: &str) -> Option<&'a Agent> {
        self.agents.get(handle).copied()
    }

    /// Whether a work is in the catalogue.
    pub fn has_work(&self, handle: &str) -> bool {
        self.works.contains_key(handle)
    }

    /// A source and its number in the list of sources, from 1.
    pub fn source(&self, handle: &str) -> Option<(usize, &'a Source)> {
        self.sources.get(handle).copied()
    }

    /// By its key or one that it had before.
    pub fn edition(&self, key: &str) -> Option<Located<'a>> {
        self.editions.get(key).copied()
    }

    /// When the edition came out: its own date, or that of what it is part of.
    pub fn date_of(&self, edition: &'a Edition) -> Option<&'a Date> {
        let date = |edition: &'a Edition| edition.fields.date(Place::Here, Field::Date);
        date(edition).or_else(|| date(self.container(edition)?.edition))
    }

    /// The edition that an edition is part of.
    pub fn container(&self, edition: &Edition) -> Option<Located<'a>> {
        self.edition(edition.container.as_deref()?)
    }

    /// The target of a relation.
    pub fn end(&self, target: &'a Target) -> End<'a> {
        match target {
            Target::Work(handle) => {
                self.works.get(handle.as_str()).map_or(End::Absent(handle), |work| End::Work(work))
            }
            Target::Edition(key) => self.edition(key).map_or(End::Absent(key), End::Edition),
        }
    }

    /// Whether a relation says no more than that an edition of the work stands in the target.
    pub fn is_told_by_container(&self, work: &Work, kind: RelationKind, target: End<'_>) -> bool {
        let part = work.handle.as_str();
        matches!(kind, RelationKind::PartOf | RelationKind::IssueOf)
            && match target {
                End::Work(whole) => self.in_works.contains(&(part, whole.handle.as_str())),
                End::Edition(whole) => self.in_editions.contains(&(part, whole.edition.key.as_str())),
                End::Absent(_) => false,
            }
    }

    /// The editions that are part of an edition, in the order of the catalogue.
    pub fn contents(&self, edition: &Edition) -> &[Located<'a>] {
        self.contents.get(edition.key.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The owners of relations whose target is the work.
    pub fn toward_work(&self, work: &Work) -> &[(RelationKind, End<'a>)] {
        self.toward_works.get(work.handle.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The owners of relations whose target is the edition.
    pub fn toward_edition(&self, edition: &Edition) -> &[(RelationKind, End<'a>)] {
        self.toward_editions.get(edition.key.as_str()).map_or(&[], Vec::as_slice)
    }
}
