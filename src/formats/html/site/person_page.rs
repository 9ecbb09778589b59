//! The pages of people and bodies: what each wrote, translated, edited, and what is about it.

use std::collections::BTreeMap;

use askama::Template;
use foldhash::{HashSet, HashSetExt};

use super::head::Head;
use super::{PEOPLE, Site};
use crate::formats::html::LinkedData;
use crate::formats::html::mention::Mention;
use crate::formats::html::outline::{self, Subject};
use crate::formats::html::text::Text;
use crate::formats::html::time::Time;
use crate::formats::html::words::{self, capitalized};
use crate::formats::index::{End, Index, Located};
use crate::formats::json_ld;
use crate::formats::links::{Links, SitePage};
use crate::model::tree::{Agent, Catalogue, Contribution, NameKind, RelationKind, Work};
use crate::model::{Date, Role, title};

/// What everybody did, by handle of the agent.
#[derive(Debug)]
pub(super) struct Deeds<'a> {
    done: BTreeMap<&'a str, Vec<(Role, End<'a>)>>,
    about: BTreeMap<&'a str, Vec<End<'a>>>,
    /// Those with a page, by the name that they are sorted by.
    people: Vec<&'a Agent>,
}

impl<'a> Deeds<'a> {
    /// Of all agents of a catalogue who did something in it.
    pub fn of(catalogue: &'a Catalogue, author: Option<&'a Agent>, index: &Index<'a>) -> Deeds<'a> {
        let mut deeds = Deeds { done: BTreeMap::new(), about: BTreeMap::new(), people: Vec::new() };
        for work in &catalogue.works {
            deeds.add(&work.contributions, End::Work(work));
            for expression in &work.expressions {
                let editions = expression.editions.iter();
                let first = editions.min_by_key(|edition| {
                    let date = index.date_of(edition);
                    (date.is_none(), date, &edition.key)
                });
                let located = |edition| Located { work, expression, edition };
                let text = first.map_or(End::Work(work), |edition| End::Edition(located(edition)));
                deeds.add(&expression.contributions, text);
                for edition in &expression.editions {
                    deeds.add(&edition.contributions, End::Edition(located(edition)));
                }
            }
            deeds.add_discussions(work, index);
        }
        if let Some(author) = author {
            let parts = outline::outline(catalogue, index, Some(author)).into_iter();
            let groups = parts.filter(|part| part.subject == Subject::About).flat_map(|part| part.groups);
            let works = groups.flat_map(|group| group.works).map(End::Work);
            deeds.about.insert(&author.handle, works.collect());
        }
        let agents = catalogue.agents.iter();
        deeds.people = agents.filter(|agent| deeds.done.contains_key(agent.handle.as_str())).collect();
        deeds.people.sort_by_cached_key(|agent| (title::normalize(&agent.name.inverted()), &agent.handle));
        deeds
    }

    fn add(&mut self, contributions: &'a [Contribution], to: End<'a>) {
        let given = contributions.iter().filter_map(|given| Some((given.role, given.who.as_ref().ok()?)));
        for (role, who) in given {
            self.done.entry(&who.agent).or_default().push((role, to));
        }
    }

    /// What discusses a work is about its authors.
    fn add_discussions(&mut self, work: &'a Work, index: &Index<'a>) {
        let is_discussion =
            |kind| matches!(kind, RelationKind::About | RelationKind::ReviewOf | RelationKind::ReplyTo);
        let discussions: Vec<End<'a>> = index
            .toward_work(work)
            .iter()
            .filter(|(kind, _)| is_discussion(*kind))
            .map(|(_, end)| *end)
            .collect();
        for given in work.contributions.iter().filter(|given| given.role == Role::Author) {
            if let Ok(who) = &given.who {
                self.about.entry(&who.agent).or_default().extend(&discussions);
            }
        }
    }

    /// Those with a page.
    pub fn people(&self) -> impl Iterator<Item = &'a Agent> {
        self.people.iter().copied()
    }

    /// What somebody did in each role, and what is about somebody.
    fn of_agent(&self, agent: &'a Agent, index: &Index<'a>) -> Vec<Shown<'a>> {
        let mut by_role: BTreeMap<Role, Vec<End<'a>>> = BTreeMap::new();
        for (role, end) in self.done.get(agent.handle.as_str()).map_or(&[][..], Vec::as_slice) {
            by_role.entry(*role).or_default().push(*end);
        }
        let name = agent.name.display();
        let heading = |role| match role {
            Role::Author => format!("Works by {name}"),
            role => format!("{} {name}", capitalized(words::by(role))),
        };
        let mut shown: Vec<Shown<'a>> =
            by_role.into_iter().map(|(role, ends)| Shown::of(heading(role), ends, agent, index)).collect();
        let about = self.about.get(agent.handle.as_str()).cloned().unwrap_or_default();
        if !about.is_empty() {
            shown.push(Shown::of(format!("About {name}"), about, agent, index));
        }
        shown
    }
}

/// Works and editions under a heading.
#[derive(Debug)]
struct Shown<'a> {
    heading: Text<'static>,
    mentions: Vec<Mention<'a>>,
}

impl<'a> Shown<'a> {
    fn of(heading: String, ends: Vec<End<'a>>, agent: &Agent, index: &Index<'a>) -> Shown<'a> {
        let mut ends = ends;
        ends.sort_by_cached_key(|end| order(*end, index));
        let mut known = HashSet::new();
        ends.retain(|end| known.insert(named(*end)));
        let mentions = ends.into_iter().map(|end| Mention::abroad(end, Some(agent), index)).collect();
        Shown { heading: heading.into(), mentions }
    }
}

fn order<'a>(end: End<'a>, index: &Index<'a>) -> impl Ord + use<'a> {
    let date: Option<&Date> = match end {
        End::Work(work) => outline::first_date(work, index).1,
        End::Edition(located) => index.date_of(located.edition),
        End::Absent(_) => None,
    };
    let title = end.work().map(|work| title::normalize(&work.title));
    (date.is_none(), date.cloned(), title, named(end))
}

fn named(end: End<'_>) -> (u8, &str) {
    match end {
        End::Work(work) => (0, work.handle.as_str()),
        End::Edition(located) => (1, located.edition.key.as_str()),
        End::Absent(name) => (2, name),
    }
}

/// The page of a person or body.
#[derive(Debug, Template)]
#[template(path = "site-person.html")]
pub(super) struct PersonPage<'a> {
    head: Head<'a>,
    site: Text<'a>,
    id: String,
    name: Text<'static>,
    born: Option<Time>,
    died: Option<Time>,
    names: Vec<(&'static str, Vec<Text<'static>>)>,
    entries: Vec<(&'static str, String)>,
    shown: Vec<Shown<'a>>,
    people: String,
    linked_data: LinkedData<'a>,
}

impl<'a> PersonPage<'a> {
    pub fn of(agent: &'a Agent, site: &'a Site<'a>) -> PersonPage<'a> {
        let name: Text<'static> = agent.name.display().into();
        let path = SitePage::Agent(&agent.handle).path();
        PersonPage {
            head: Head::of(name.clone(), &path, site),
            site: site.name.clone(),
            id: crate::formats::address::Anchor::Agent(&agent.handle).id(),
            name,
            born: agent.born.as_ref().map(Time::exact),
            died: agent.died.as_ref().map(Time::exact),
            names: names(agent),
            entries: json_ld::authority_entries(agent),
            shown: site.deeds.of_agent(agent, &site.below),
            people: format!("{}{PEOPLE}", Links::Below.to_top()),
            linked_data: LinkedData(json_ld::InPage::of_agent(agent, &site.below)),
        }
    }
}

/// The further names by what they are.
fn names(agent: &Agent) -> Vec<(&'static str, Vec<Text<'static>>)> {
    let of_kind = |kind: &NameKind| {
        let same = agent.names.iter().filter(|further| further.kind == *kind);
        let names: Vec<Text<'static>> = same.map(|further| further.name.display().into()).collect();
        (!names.is_empty()).then_some((words::kind_of_name(*kind), names))
    };
    NameKind::ALL.iter().filter_map(of_kind).collect()
}

/// Everybody.
#[derive(Debug, Template)]
#[template(path = "site-people.html")]
pub(super) struct PeoplePage<'a> {
    head: Head<'a>,
    site: Text<'a>,
    people: Vec<Listed>,
}

/// A line of the list.
#[derive(Debug)]
struct Listed {
    href: String,
    name: Text<'static>,
    born: Option<Time>,
    died: Option<Time>,
}

impl<'a> PeoplePage<'a> {
    pub fn of(site: &Site<'a>) -> PeoplePage<'a> {
        let listed = |agent: &'a Agent| Listed {
            href: format!("{}{}", Links::Below.to_top(), SitePage::Agent(&agent.handle).path()),
            name: agent.name.inverted().into(),
            born: agent.born.as_ref().map(Time::year),
            died: agent.died.as_ref().map(Time::year),
        };
        PeoplePage {
            head: Head::of("People".into(), PEOPLE, site),
            site: site.name.clone(),
            people: site.deeds.people().map(listed).collect(),
        }
    }
}
