//! Looking: editions one by one, works as trees, people with what they did.

use std::collections::{BTreeMap, BTreeSet};

use super::{Error, Extent, Library, Listing, citing, condition, summary};
use crate::{
    model::{
        Date, Field, Name, NameList, Place, Reference, Role, Standing,
        reference::Names,
        title,
        tree::{Agent, Contribution, Work},
    },
    store::{Snapshot, Triple, Whole, WorkId},
};

/// An edition seen in its tree and flat.
#[derive(Clone, Debug)]
pub struct Seen {
    /// With what it is an edition of and what stands behind it.
    pub whole: Whole,
    /// What it is cited by.
    pub reference: Reference,
}

/// Editions that others are part of, by key.
pub type Containers = BTreeMap<String, Triple>;

/// An agent with what it did.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who it is.
    pub agent: Agent,
    /// How many works, expressions and editions have the agent in a role.
    pub roles: BTreeMap<Role, usize>,
}

/// Names by place and role.
pub fn names_by_role(contributions: &[Contribution]) -> Names {
    citing::names(&[contributions])
}

impl Seen {
    pub(super) fn of(whole: Whole) -> Seen {
        let reference = citing::reference(&whole);
        Seen { whole, reference }
    }
}

impl Library {
    /// The listed editions that a query selects: by author (or editor), date and title. All are held at once;
    /// [`Library::list`] hands them on some at a time.
    pub fn editions(&self, query: &str) -> Result<Vec<Seen>, Error> {
        let listing = Listing { query, sort: None, limit: None, extent: Extent::Whole };
        let mut editions = Vec::new();
        self.list(&listing, &mut |some| {
            editions.extend(some);
            Ok::<_, Error>(())
        })?;
        Ok(editions)
    }

    /// How many editions a query selects of those that are not listed and only known through others.
    pub fn mentioned(&self, query: &str) -> Result<usize, Error> {
        self.store.read(|store| summary::count(store, query, Standing::Mentioned))
    }

    /// The edition that a key means, now or before.
    pub fn edition(&self, key: &str) -> Result<Seen, Error> {
        let id = self.edition_of_key(key)?;
        let whole = self.store.read(|store| Ok::<_, Error>(store.whole_editions(&[id])?.pop()))?;
        let gone = || Error::NoSuchKey { key: key.to_owned(), similar: Vec::new() };
        whole.map(Seen::of).ok_or_else(gone)
    }

    /// The works with an edition that a query selects, those included that are only mentioned, each with all
    /// below it; all works for the empty query. By author, date and title.
    pub fn works(&self, query: &str) -> Result<Vec<Work>, Error> {
        let mut works = self.store.read(|store| {
            let ids = work_ids(store, query)?;
            Ok::<_, Error>(store.whole_works(&ids)?)
        })?;
        works.sort_by_cached_key(order_of_work);
        Ok(works)
    }

    /// The editions that editions of these works are part of.
    pub fn containers(&self, works: &[Work]) -> Result<Containers, Error> {
        let expressions = works.iter().flat_map(|work| &work.expressions);
        let editions = expressions.flat_map(|expression| &expression.editions);
        let keys: BTreeSet<&String> = editions.filter_map(|edition| edition.container.as_ref()).collect();
        self.store.read(|store| {
            let mut ids = Vec::new();
            for key in keys {
                ids.extend(store.find_edition_by_key(key)?);
            }
            let wholes = store.whole_editions(&ids)?.into_iter();
            Ok(wholes
                .map(|Whole { work, expression, edition, .. }| {
                    (edition.key.clone(), Triple { work, expression, edition })
                })
                .collect())
        })
    }

    /// The agents who had a part in the editions that a query selects, in their texts and works, counted
    /// there; all agents for the empty query. By name.
    pub fn people(&self, query: &str) -> Result<Vec<Person>, Error> {
        let (mut agents, works) = self.store.read(|store| {
            let works = store.whole_works(&work_ids(store, query)?)?;
            Ok::<_, Error>((store.agents()?, works))
        })?;
        let mut counts = counts(&works);
        if !query.trim().is_empty() {
            agents.retain(|agent| counts.contains_key(&agent.handle));
        }
        let people = agents.into_iter().map(|agent| {
            let roles = counts.remove(&agent.handle).unwrap_or_default();
            Person { agent, roles }
        });
        let mut people: Vec<Person> = people.collect();
        people.sort_by_cached_key(|person| (order_of_name(&person.agent.name), person.agent.handle.clone()));
        Ok(people)
    }
}

fn work_ids(store: &Snapshot<'_>, query: &str) -> Result<Vec<WorkId>, Error> {
    if query.trim().is_empty() {
        return Ok(store.work_ids()?);
    }
    Ok(store.work_ids_with(&condition::any(store, query)?)?)
}

/// How often each agent has each role in some works.
fn counts(works: &[Work]) -> BTreeMap<String, BTreeMap<Role, usize>> {
    let mut counts: BTreeMap<String, BTreeMap<Role, usize>> = BTreeMap::new();
    let mut count = |contributions: &[Contribution]| {
        let here: BTreeSet<(&str, Role)> = contributions
            .iter()
            .filter_map(|contribution| {
                Some((contribution.who.as_ref().ok()?.agent.as_str(), contribution.role))
            })
            .collect();
        for (agent, role) in here {
            *counts.entry(agent.to_owned()).or_default().entry(role).or_default() += 1;
        }
    };
    for work in works {
        count(&work.contributions);
        for expression in &work.expressions {
            count(&expression.contributions);
            for edition in &expression.editions {
                count(&edition.contributions);
            }
        }
    }
    counts
}

/// What things are listed by: name, date, title; at last something that is unique. What has no name or no
/// date comes after what has.
pub(super) type Order = (bool, String, bool, Option<Date>, String, String);

pub(super) fn order_of_edition(seen: &Seen) -> Order {
    let reference = &seen.reference;
    let names = |place, role| reference.names(place, role).first();
    let leading = names(Place::Here, Role::Author)
        .or_else(|| names(Place::Here, Role::Editor))
        .or_else(|| names(Place::Container, Role::Editor));
    let date = reference.fields.date(Place::Here, Field::Date).cloned();
    let title = reference.fields.text(Place::Here, Field::Title).unwrap_or_default();
    order(leading, date, title, &seen.whole.edition.key)
}

fn order_of_work(work: &Work) -> Order {
    let authors: NameList =
        names_by_role(&work.contributions).remove(&(Place::Here, Role::Author)).unwrap_or_default();
    let editions = work.expressions.iter().flat_map(|expression| &expression.editions);
    let first = || editions.filter_map(|edition| edition.fields.date(Place::Here, Field::Date)).min();
    let date = work.date.clone().or_else(|| first().cloned());
    order(authors.names.first(), date, work.sort_title.as_deref().unwrap_or(&work.title), &work.handle)
}

fn order(name: Option<&Name>, date: Option<Date>, title: &str, unique: &str) -> Order {
    let name_order = name.map(order_of_name).unwrap_or_default();
    (name.is_none(), name_order, date.is_none(), date, title::normalize(title), unique.to_owned())
}

fn order_of_name(name: &Name) -> String {
    title::normalize(&name.inverted())
}
