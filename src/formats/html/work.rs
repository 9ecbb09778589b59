//! A work with all its texts.

use std::fmt::{self, Display, Formatter};

use askama::Template;
use askama::filters::HtmlSafe;

use super::apparatus::Apparatus;
use super::evidence::readings;
use super::expression::{Expression, expressions};
use super::index::{End, Index, editions_of};
use super::link::Anchor;
use super::mention::relation_lines;
use super::outline::first_date;
use super::people::{Credit, credits};
use super::read_through::ReadLine;
use super::text::{Marked, Text};
use super::time::Time;
use super::title::{Title, TitleLine, slips, title_lines};
use super::words;
use crate::model::tree::{self, Agent, Contribution, ReadingStatus, WorkState};
use crate::model::{Date, Role};

/// A work.
#[derive(Debug, Template)]
#[template(path = "work.html")]
pub(super) struct Work<'a> {
    id: String,
    heading: Heading,
    /// The page that it has of its own elsewhere.
    page: Option<String>,
    title: Title<'a>,
    /// The year that the work is put in order by.
    first: Option<i64>,
    /// The year of the latest edition.
    latest: Option<i64>,
    /// The language of the original, in English.
    original: Option<Text<'a>>,
    /// The year of the first date.
    year: Option<Time>,
    /// The first date, where it says more than a year.
    date: Option<Time>,
    credits: Vec<Credit>,
    state: WorkState,
    fate: Option<&'static str>,
    title_lines: Vec<TitleLine<'a>>,
    expressions: Vec<Expression<'a>>,
    apparatus: Apparatus<'a>,
    statuses: Vec<ReadingStatus>,
    reads: Vec<ReadLine<'a>>,
}

impl HtmlSafe for Work<'_> {}

/// The element of the title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// Of a work among others.
    Item,
    /// Of the one that a page is of.
    Page,
}

impl Display for Heading {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Heading::Item => "h4",
            Heading::Page => "h1",
        })
    }
}

impl<'a> Work<'a> {
    /// A work as it stands on the page; `owner` is the author whom the heading above it names.
    pub fn of(work: &'a tree::Work, owner: Option<&Agent>, index: &Index<'a>) -> Work<'a> {
        let language = work.language.as_deref();
        Work {
            id: Anchor::Work(&work.handle).id(),
            heading: Heading::Item,
            page: index.page_of_work(&work.handle),
            title: Title::whole(&work.title, language),
            first: first_date(work, index).1.and_then(Date::year),
            latest: editions_of(work).filter_map(|located| index.date_of(located.edition)?.year()).max(),
            original: language.map(|tag| words::language_name(tag).into()),
            year: work.date.as_ref().map(Time::year),
            date: work.date.as_ref().and_then(Time::beyond_year),
            credits: credits_below(work, owner, index),
            state: work.state,
            fate: words::fate(work.state),
            title_lines: title_lines(&work.titles, language),
            expressions: expressions(work, index),
            statuses: index.shelf().statuses(work),
            reads: index.shelf().of_work(&work.handle).iter().map(|read| ReadLine::of(read, None)).collect(),
            apparatus: Apparatus {
                slips: slips(&work.titles, language, &work.title),
                relations: relation_lines(End::Work(work), index),
                notes: work.note.as_deref().map(Marked).into_iter().collect(),
                readings: readings(&work.evidence, index),
                ..Apparatus::default()
            },
        }
    }

    /// The same with another heading; a page that is of the work alone does not link to itself.
    pub fn headed(self, heading: Heading) -> Work<'a> {
        let page = self.page.filter(|_| heading == Heading::Item);
        Work { heading, page, ..self }
    }

    fn has_byline(&self) -> bool {
        self.year.is_some() || self.fate.is_some() || !self.credits.is_empty()
    }
}

/// The credits of a work. An author whom the heading names is not named again: only those are who wrote it
/// with the author.
fn credits_below(work: &tree::Work, owner: Option<&Agent>, index: &Index<'_>) -> Vec<Credit> {
    let is_owner = |given: &&Contribution| {
        let who = given.who.as_ref().ok().zip(owner);
        given.role == Role::Author
            && who.is_some_and(|(who, owner)| who.agent == owner.handle && who.name == owner.name)
    };
    let has_owner = work.contributions.iter().any(|given| is_owner(&given));
    let others = work.contributions.iter().filter(|given| !is_owner(given));
    let (fellows, hands): (Vec<_>, Vec<_>) = others.partition(|given| given.role == Role::Author);
    let fellows = credits(fellows, index)
        .into_iter()
        .map(|credit| if has_owner { credit.with("with") } else { credit });
    fellows.chain(credits(hands, index)).collect()
}
