//! One record named from another: related works, what a book contains, what an edition reprints.

use askama::Template;
use askama::filters::HtmlSafe;

use super::edition::extent;
use super::index::{End, Index, Located};
use super::link::Anchor;
use super::people::{Credit, authors};
use super::text::Text;
use super::time::Time;
use super::title::Title;
use super::words;
use crate::model::Role;
use crate::model::tree::{Agent, Contribution, Work};

/// A title that leads to its record.
#[derive(Debug, Template)]
#[template(path = "mention.html")]
pub(super) struct Mention<'a> {
    what: What<'a>,
    /// Where they are not those of the record that names this one.
    authors: Option<Credit>,
    date: Option<Time>,
    pages: Option<Text<'static>>,
}

impl HtmlSafe for Mention<'_> {}

#[derive(Debug)]
enum What<'a> {
    Present {
        href: String,
        title: Title<'a>,
    },
    /// Named, but not in the catalogue.
    Absent(Text<'a>),
}

/// All records to which a record has one relation.
#[derive(Debug, Template)]
#[template(path = "relation-line.html")]
pub(super) struct RelationLine<'a> {
    label: &'static str,
    mentions: Vec<Mention<'a>>,
}

impl HtmlSafe for RelationLine<'_> {}

impl RelationLine<'_> {
    fn stop(&self) -> &'static str {
        self.mentions.last().map_or(".", Mention::stop)
    }
}

impl<'a> Mention<'a> {
    /// Of a work, seen from another.
    pub fn work(work: &'a Work, from: &Work, index: &Index<'_>) -> Mention<'a> {
        let title = Title::whole(&work.title, work.language.as_deref());
        Mention {
            what: What::Present { href: index.href(Anchor::Work(&work.handle)), title },
            authors: foreign_authors(work, from, index),
            date: work.date.as_ref().map(Time::year),
            pages: None,
        }
    }

    /// Of an edition, seen from a work.
    pub fn edition(located: Located<'a>, from: &Work, index: &Index<'a>) -> Mention<'a> {
        let edition = located.edition;
        Mention {
            what: What::Present {
                href: index.href(Anchor::Edition(&edition.key)),
                title: Title::of_edition(located),
            },
            authors: foreign_authors(located.work, from, index),
            date: index.date_of(edition).map(Time::year),
            pages: None,
        }
    }

    /// Of a part, seen from the book that it stands in: with pages instead of the date.
    pub fn part(located: Located<'a>, from: &Work, index: &Index<'a>) -> Mention<'a> {
        let pages = extent(&located.edition.fields);
        Mention { date: None, pages, ..Mention::edition(located, from, index) }
    }

    /// Of what an edition is part of: without the date, which is told beside it.
    pub fn host(located: Located<'a>, from: &Work, index: &Index<'a>) -> Mention<'a> {
        Mention { date: None, ..Mention::edition(located, from, index) }
    }

    /// Of what has this handle or key, but is not in the catalogue.
    pub fn absent(name: &'a str) -> Mention<'a> {
        Mention { what: What::Absent(name.into()), authors: None, date: None, pages: None }
    }

    /// The full stop after it, if it needs one.
    pub fn stop(&self) -> &'static str {
        match &self.what {
            What::Present { title, .. } if self.authors.is_none() && self.date.is_none() => title.stop(),
            _ => ".",
        }
    }

    /// From outside of all works, with the authors unless this one alone wrote it.
    pub fn abroad(end: End<'a>, author: Option<&Agent>, index: &Index<'a>) -> Mention<'a> {
        let (what, work, date) = match end {
            End::Work(work) => {
                let title = Title::whole(&work.title, work.language.as_deref());
                let href = index.href(Anchor::Work(&work.handle));
                (What::Present { href, title }, work, work.date.as_ref())
            }
            End::Edition(located) => {
                let href = index.href(Anchor::Edition(&located.edition.key));
                let what = What::Present { href, title: Title::of_edition(located) };
                (what, located.work, index.date_of(located.edition))
            }
            End::Absent(name) => return Mention::absent(name),
        };
        let mut names = work.contributions.iter().filter(|given| given.role == Role::Author);
        let is_own = author.is_some_and(|author| {
            names.all(|given| given.who.as_ref().is_ok_and(|who| who.agent == author.handle))
        });
        let authors = if is_own { None } else { authors(&work.contributions, index) };
        Mention { what, authors, date: date.map(Time::year), pages: None }
    }

    fn of(end: End<'a>, from: &Work, index: &Index<'a>) -> Mention<'a> {
        match end {
            End::Work(work) => Mention::work(work, from, index),
            End::Edition(located) => Mention::edition(located, from, index),
            End::Absent(name) => Mention::absent(name),
        }
    }
}

/// The authors of a work, unless those of the other work are the same.
fn foreign_authors(work: &Work, from: &Work, index: &Index<'_>) -> Option<Credit> {
    let of = |contributions: &[Contribution]| -> Vec<String> {
        let authors = contributions.iter().filter(|given| given.role == Role::Author);
        authors.filter_map(|given| Some(given.who.as_ref().ok()?.agent.clone())).collect()
    };
    if of(&work.contributions) == of(&from.contributions) {
        return None;
    }
    authors(&work.contributions, index)
}

/// The relations of a record, told from its side: those it states, then those that others state toward it; one
/// line for each kind. That a part stands in a book is told by the book's contents, and between a work and an
/// edition of it nothing needs telling.
pub(super) fn relation_lines<'a>(owner: End<'a>, index: &Index<'a>) -> Vec<RelationLine<'a>> {
    let (stated, toward, from) = match owner {
        End::Work(work) => (&work.relations, index.toward_work(work), work),
        End::Edition(Located { work, edition, .. }) => {
            (&edition.relations, index.toward_edition(edition), work)
        }
        End::Absent(_) => return Vec::new(),
    };
    let stated = stated
        .iter()
        .map(|relation| (relation.kind, index.end(&relation.target)))
        .filter(|(kind, target)| !index.is_told_by_container(from, *kind, *target))
        .map(|(kind, target)| (words::relation(kind), target));
    let toward = toward.iter().map(|(kind, other)| (words::converse(*kind), *other));
    let mut lines: Vec<RelationLine<'a>> = Vec::new();
    for (label, other) in stated.chain(toward).filter(|(_, other)| !is_within_work(owner, *other)) {
        let mention = Mention::of(other, from, index);
        match lines.iter_mut().find(|line| line.label == label) {
            Some(line) => line.mentions.push(mention),
            None => lines.push(RelationLine { label, mentions: vec![mention] }),
        }
    }
    lines
}

/// Whether one end is a work and the other is the same work or an edition of it.
fn is_within_work(one: End<'_>, other: End<'_>) -> bool {
    let is_same = one.work().zip(other.work()).is_some_and(|(one, other)| one.handle == other.handle);
    is_same && !matches!((one, other), (End::Edition(_), End::Edition(_)))
}
