//! What comes where: parts of the page by what works have to do with the main author, in them groups by kind.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt, HashSet};

use super::index::{Index, editions_of};
use super::words;
use crate::model::tree::{Agent, Catalogue, Contribution, RelationKind, Work};
use crate::model::{Date, Role, WorkKind, title};

/// A part of the page.
#[derive(Debug)]
pub(super) struct Part<'a> {
    pub subject: Subject,
    /// In the order of the kinds, none empty.
    pub groups: Vec<Group<'a>>,
}

/// What the works of a part have to do with the main author.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// The author wrote them.
    Own,
    /// By others, but translated, edited or introduced by the author.
    Hand,
    /// About the author or the author's works.
    About,
    /// All else; all works of a bibliography without a main author.
    Other,
}

/// Works whose kinds have one heading, by first date, then by title.
#[derive(Debug)]
pub(super) struct Group<'a> {
    pub heading: &'static str,
    pub works: Vec<&'a Work>,
}

/// The author of most works: of at least two fifths of those that have an author, and of three times as many as
/// anyone else. Nobody in a library about many things.
pub(super) fn main_author<'a>(catalogue: &'a Catalogue, index: &Index<'a>) -> Option<&'a Agent> {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut authored = 0;
    for work in &catalogue.works {
        let authors: HashSet<&str> = authors_of(work).collect();
        authored += usize::from(!authors.is_empty());
        for author in authors {
            *numbers.entry(author).or_default() += 1;
        }
    }
    let (leader, most) = numbers.iter().max_by_key(|(_, number)| **number)?;
    let others = numbers.iter().filter(|(author, _)| *author != leader).map(|(_, number)| *number);
    let stands_out = most * 5 >= authored * 2 && *most >= 3 * others.max().unwrap_or(0);
    if stands_out { index.agent(leader) } else { None }
}

/// Every work in its place.
pub(super) fn outline<'a>(
    catalogue: &'a Catalogue,
    index: &Index<'a>,
    main_author: Option<&'a Agent>,
) -> Vec<Part<'a>> {
    let subjects = main_author.map_or_else(HashMap::new, |author| subjects(catalogue, index, author));
    let mut parts: BTreeMap<Subject, Vec<&Work>> = BTreeMap::new();
    for work in &catalogue.works {
        let subject = subjects.get(work.handle.as_str()).copied().unwrap_or(Subject::Other);
        parts.entry(subject).or_default().push(work);
    }
    parts.into_iter().map(|(subject, works)| Part { subject, groups: groups(works, index) }).collect()
}

fn groups<'a>(mut works: Vec<&'a Work>, index: &Index<'a>) -> Vec<Group<'a>> {
    works.sort_by_cached_key(|work| {
        (rank(work.kind), first_date(work, index), sort_title(work), &work.handle)
    });
    works
        .chunk_by(|one, next| words::heading(one.kind) == words::heading(next.kind))
        .filter_map(|works| {
            let heading = words::heading(works.first()?.kind);
            Some(Group { heading, works: works.to_vec() })
        })
        .collect()
}

/// The first kind with the heading of this kind.
fn rank(kind: WorkKind) -> Option<WorkKind> {
    WorkKind::ALL.iter().copied().find(|other| words::heading(*other) == words::heading(kind))
}

/// What the work is sorted by: its first date, else that of its earliest edition; without either it comes last.
pub(super) fn first_date<'a>(work: &'a Work, index: &Index<'a>) -> (bool, Option<&'a Date>) {
    let earliest_edition = || editions_of(work).filter_map(|located| index.date_of(located.edition)).min();
    let date = work.date.as_ref().or_else(earliest_edition);
    (date.is_none(), date)
}

fn sort_title(work: &Work) -> String {
    title::normalize(work.sort_title.as_deref().unwrap_or(&work.title))
}

/// The handles of the authors of a work.
fn authors_of(work: &Work) -> impl Iterator<Item = &str> {
    agents_of(work.contributions.iter().filter(|contribution| contribution.role == Role::Author))
}

fn agents_of<'a>(contributions: impl Iterator<Item = &'a Contribution>) -> impl Iterator<Item = &'a str> {
    contributions.filter_map(|contribution| contribution.who.as_ref().ok()).map(|who| who.agent.as_str())
}

/// The subject of each work that has to do with the main author, by handle.
fn subjects<'a>(catalogue: &'a Catalogue, index: &Index<'a>, author: &Agent) -> HashMap<&'a str, Subject> {
    let names = Names::of(author);
    let mut subjects: HashMap<&str, Subject> = HashMap::new();
    let mut about = Vec::new();
    for work in &catalogue.works {
        let subject = if authors_of(work).any(|handle| handle == author.handle) {
            Subject::Own
        } else if had_a_hand(work, author) {
            Subject::Hand
        } else if names.are_in(&work.title) || is_about_own(work, index, author) {
            about.push(work);
            Subject::About
        } else {
            continue;
        };
        subjects.insert(&work.handle, subject);
    }
    // What discusses or is part of a work about the author is about the author too.
    while let Some(work) = about.pop() {
        for (kind, other) in approaches(work, index) {
            if is_discussion(kind) || is_part(kind) {
                subjects.entry(&other.handle).or_insert_with(|| {
                    about.push(other);
                    Subject::About
                });
            }
        }
    }
    subjects
}

fn had_a_hand(work: &Work, author: &Agent) -> bool {
    let expressions = work.expressions.iter();
    let below = expressions.flat_map(|expression| {
        expression
            .contributions
            .iter()
            .chain(expression.editions.iter().flat_map(|edition| edition.contributions.iter()))
    });
    agents_of(work.contributions.iter().chain(below)).any(|handle| handle == author.handle)
}

/// Whether a work discusses a work of the author, or introduces one.
fn is_about_own(work: &Work, index: &Index<'_>, author: &Agent) -> bool {
    let is_own = |other: &Work| authors_of(other).any(|handle| handle == author.handle);
    departures(work, index).any(|(kind, other)| {
        (is_discussion(kind) || (is_part(kind) && work.kind == WorkKind::Introduction)) && is_own(other)
    })
}

fn is_discussion(kind: RelationKind) -> bool {
    matches!(kind, RelationKind::About | RelationKind::ReviewOf | RelationKind::ReplyTo)
}

fn is_part(kind: RelationKind) -> bool {
    matches!(kind, RelationKind::PartOf | RelationKind::IssueOf)
}

/// The relations of a work and its editions to other works; being printed in a book is being part of it.
fn departures<'a>(work: &'a Work, index: &Index<'a>) -> impl Iterator<Item = (RelationKind, &'a Work)> {
    let from_work = work.relations.iter();
    let from_editions = editions_of(work).flat_map(|located| located.edition.relations.iter());
    let relations = from_work.chain(from_editions);
    let stated = relations.filter_map(|relation| Some((relation.kind, index.end(&relation.target).work()?)));
    let containers = editions_of(work)
        .filter_map(|located| index.edition(located.edition.container.as_deref()?))
        .map(|container| (RelationKind::PartOf, container.work));
    stated.chain(containers)
}

/// The relations of other works to a work and its editions.
fn approaches<'a>(work: &'a Work, index: &Index<'a>) -> impl Iterator<Item = (RelationKind, &'a Work)> {
    let to_work = index.toward_work(work).iter();
    let to_editions = editions_of(work).flat_map(|located| index.toward_edition(located.edition));
    let stated = to_work.chain(to_editions).filter_map(|(kind, owner)| Some((*kind, owner.work()?)));
    let contents = editions_of(work)
        .flat_map(|located| index.contents(located.edition))
        .map(|part| (RelationKind::PartOf, part.work));
    stated.chain(contents)
}

/// The words by which titles speak of an agent: every whole name, and a family name that is long enough not to
/// be met by chance.
struct Names(Vec<String>);

impl Names {
    const SHORTEST_FAMILY_NAME: usize = 5;

    fn of(agent: &Agent) -> Names {
        let all = std::iter::once(&agent.name).chain(agent.names.iter().map(|further| &further.name));
        let mut names: Vec<String> = all.map(|name| title::normalize(&name.display())).collect();
        names.push(title::normalize(&agent.name.family));
        names.retain(|name| name.chars().count() >= Names::SHORTEST_FAMILY_NAME);
        Names(names)
    }

    fn are_in(&self, text: &str) -> bool {
        let text = format!(" {} ", title::normalize(text));
        self.0.iter().any(|name| text.contains(&format!(" {name} ")))
    }
}
