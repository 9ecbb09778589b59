//! Who did what, as running text: "translated by Peter Sedgwick", "translator not named".

use askama::Template;
use askama::filters::HtmlSafe;

use super::index::Index;
use super::text::Text;
use super::words;
use crate::model::tree::{Contribution, NameKind, Who};
use crate::model::{Ending, Place, Role};

/// Those who had one role.
#[derive(Debug, Template)]
#[template(path = "credit.html")]
pub(super) struct Credit {
    /// What stands before the names.
    by: String,
    role: Role,
    people: Vec<Person>,
    others: bool,
    /// The statement that stands instead of names, or that there was one more.
    not_named: Option<Text<'static>>,
}

impl HtmlSafe for Credit {}

/// A name as printed, and whose pseudonym it is.
#[derive(Debug)]
struct Person {
    name: Text<'static>,
    /// The page of who it is.
    page: Option<String>,
    alias_of: Option<Text<'static>>,
}

/// One credit for each role, in the order in which the roles first come.
pub(super) fn credits<'a>(
    contributions: impl IntoIterator<Item = &'a Contribution>,
    index: &Index<'_>,
) -> Vec<Credit> {
    let mut credits: Vec<(Place, Role, Credit)> = Vec::new();
    for contribution in contributions {
        let (place, role) = (contribution.place, contribution.role);
        let at = credits.iter().position(|(p, r, _)| (*p, *r) == (place, role)).unwrap_or_else(|| {
            credits.push((place, role, Credit::of(place, role)));
            credits.len() - 1
        });
        if let Some((_, _, credit)) = credits.get_mut(at) {
            credit.add(role, &contribution.who, index);
        }
    }
    credits.into_iter().map(|(_, _, credit)| credit).collect()
}

/// The same as a sentence of their own, which begins with a capital.
pub(super) fn sentence<'a>(
    contributions: impl IntoIterator<Item = &'a Contribution>,
    index: &Index<'_>,
) -> Vec<Credit> {
    let mut credits = credits(contributions, index).into_iter();
    let first = credits.next().map(Credit::capitalized);
    first.into_iter().chain(credits).collect()
}

/// The credit of the authors, if there are any.
pub(super) fn authors(contributions: &[Contribution], index: &Index<'_>) -> Option<Credit> {
    credits(contributions.iter().filter(|contribution| contribution.role == Role::Author), index).pop()
}

impl Credit {
    fn of(place: Place, role: Role) -> Credit {
        let by = match (place, role) {
            (Place::Series, Role::Editor) => "series edited by",
            _ => words::by(role),
        };
        Credit { by: by.to_owned(), role, people: Vec::new(), others: false, not_named: None }
    }

    fn add(&mut self, role: Role, who: &Result<Who, Ending>, index: &Index<'_>) {
        match who {
            Ok(who) => self.people.push(Person::of(who, index)),
            Err(Ending::AndOthers) => self.others = true,
            Err(Ending::NotNamed) => self.not_named = Some(words::not_named(role).into()),
            Err(Ending::Complete) => {}
        }
    }

    /// The class of what the credit stands in. The page's script finds translators by it.
    pub fn class(&self) -> &'static str {
        if self.role == Role::Translator { "credit translator" } else { "credit" }
    }

    /// The same with other words before the names.
    pub fn with(self, by: &str) -> Credit {
        Credit { by: by.to_owned(), ..self }
    }

    /// The same as the beginning of a sentence.
    fn capitalized(self) -> Credit {
        Credit {
            by: words::capitalized(&self.by),
            not_named: self.not_named.map(|statement| words::capitalized(&statement.to_string()).into()),
            ..self
        }
    }
}

impl Person {
    fn of(who: &Who, index: &Index<'_>) -> Person {
        let agent = index.agent(&who.agent);
        let is_pseudonym = agent.is_some_and(|agent| {
            let mut pseudonyms = agent.names.iter().filter(|further| further.kind == NameKind::Pseudonym);
            who.name != agent.name && pseudonyms.any(|further| further.name == who.name)
        });
        let alias_of = agent.filter(|_| is_pseudonym).map(|agent| agent.name.display().into());
        Person { name: who.name.display().into(), page: index.page_of_agent(&who.agent), alias_of }
    }
}
