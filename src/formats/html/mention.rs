//! One record named from another: related works, what a book contains, what an edition reprints.

use askama::Template;
use askama::filters::HtmlSafe;

use super::index::{End, Index, Located};
use super::link::Anchor;
use super::people::{Credit, authors};
use super::text::Text;
use super::time::Time;
use super::title::Title;
use super::words;
use crate::model::tree::{Contribution, Relation, RelationKind, Work};
use crate::model::{Field, Place};

/// A title that leads to its record.
#[derive(Debug, Template)]
#[template(path = "mention.html")]
pub(super) struct Mention<'a> {
    what: What<'a>,
    /// Where they are not those of the record that names this one.
    authors: Option<Credit>,
    date: Option<Time>,
    pages: Option<Text<'a>>,
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
#[derive(Debug)]
pub(super) struct RelationLine<'a> {
    pub label: &'static str,
    pub mentions: Vec<Mention<'a>>,
}

impl<'a> Mention<'a> {
    /// Of a work, seen from another.
    pub fn work(work: &'a Work, from: &Work, index: &Index<'_>) -> Mention<'a> {
        let title = Title::whole(&work.title, work.language.as_deref());
        Mention {
            what: What::Present { href: Anchor::Work(&work.handle).href(), title },
            authors: foreign_authors(work, from, index),
            date: work.date.as_ref().map(Time::year),
            pages: None,
        }
    }

    /// Of an edition, seen from a work.
    pub fn edition(located: Located<'a>, from: &Work, index: &Index<'a>) -> Mention<'a> {
        let Located { work, expression, edition } = located;
        let title = edition.fields.text(Place::Here, Field::Title);
        let title = match title {
            Some(title) => Title::of(edition.entry_type, title, expression.language.as_deref()),
            None => Title::of(edition.entry_type, &work.title, work.language.as_deref()),
        };
        Mention {
            what: What::Present { href: Anchor::Edition(&edition.key).href(), title },
            authors: foreign_authors(work, from, index),
            date: index.date_of(edition).map(Time::year),
            pages: None,
        }
    }

    /// Of a part, seen from the book that it stands in: with pages instead of the date.
    pub fn part(located: Located<'a>, from: &Work, index: &Index<'a>) -> Mention<'a> {
        Mention {
            date: None,
            pages: located.edition.fields.text(Place::Here, Field::Pages).map(Text::from),
            ..Mention::edition(located, from, index)
        }
    }

    /// Of what has this handle or key, but is not in the catalogue.
    pub fn absent(name: &'a str) -> Mention<'a> {
        Mention { what: What::Absent(name.into()), authors: None, date: None, pages: None }
    }

    /// Of what an edition is part of: with its subtitle and without the date, which is told beside it.
    pub fn host(located: Located<'a>, from: &Work, index: &Index<'a>) -> Mention<'a> {
        let subtitle = located.edition.fields.text(Place::Here, Field::Subtitle);
        let mention = Mention::edition(located, from, index);
        let what = match mention.what {
            What::Present { href, title } => What::Present { href, title: title.with_subtitle(subtitle) },
            absent @ What::Absent(_) => absent,
        };
        Mention { what, date: None, ..mention }
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
        let authors = contributions.iter().filter(|given| given.role == crate::model::Role::Author);
        authors.filter_map(|given| Some(given.who.as_ref().ok()?.agent.clone())).collect()
    };
    if of(&work.contributions) == of(&from.contributions) {
        return None;
    }
    authors(&work.contributions, index)
}

/// The relations of a record of the work `from`, told from its side: those it states, then those that others
/// state toward it; one line for each kind. That a part stands in a book is told by the book's contents.
pub(super) fn relation_lines<'a>(
    stated: &'a [Relation],
    toward: &[(RelationKind, End<'a>)],
    from: &Work,
    index: &Index<'a>,
) -> Vec<RelationLine<'a>> {
    let stated = stated
        .iter()
        .map(|relation| (relation.kind, index.end(&relation.target)))
        .filter(|(kind, target)| !index.is_told_by_container(from, *kind, *target))
        .map(|(kind, target)| (words::relation(kind), target));
    let toward = toward.iter().map(|(kind, owner)| (words::converse(*kind), *owner));
    let mut lines: Vec<RelationLine<'a>> = Vec::new();
    for (label, end) in stated.chain(toward) {
        let mention = Mention::of(end, from, index);
        match lines.iter_mut().find(|line| line.label == label) {
            Some(line) => line.mentions.push(mention),
            None => lines.push(RelationLine { label, mentions: vec![mention] }),
        }
    }
    lines
}
