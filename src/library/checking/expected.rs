//! What readers of a list of references expect of an entry, and what an entry of a type is not to be without. What
//! hardly any style prints, or what styles leave out as a rule that nobody minds (the ISBN, the place of a publisher,
//! the number of pages), is not here.

use crate::{
    fields::required::{ADDRESS, INSTITUTION, PAGES, PUBLISHER, Required, UNDATED, WRITTEN},
    formats::fact::Fact,
    model::{EntryType as T, Field as F, Place as P, Role as R},
};

use super::Severity;

/// A fact that is missed when a style does not print it.
pub struct Shown {
    /// The fact.
    pub fact: Fact,
    /// What it is called in a sentence.
    pub noun: &'static str,
    /// How much is lost without it.
    pub severity: Severity,
    /// The types of which it is expected; all when empty.
    pub only: &'static [T],
    /// A fact that says as much: with it, this one is not missed.
    pub unless: Option<Fact>,
}

/// A fact that an entry is not to be without when the style prints it.
pub struct Needed {
    /// The fact.
    pub fact: Fact,
    /// What it is called in a sentence.
    pub noun: &'static str,
    /// What it is needed of.
    pub of: Of,
    /// Fields of which one is enough.
    pub unless: &'static [(P, F)],
    /// What stands for its value in a command.
    pub example: &'static str,
}

/// Of what a fact is needed.
pub enum Of {
    /// Every entry.
    Everything,
    /// Every entry but those of these types.
    AllBut(&'static [T]),
    /// Entries of these types.
    Types(&'static [T]),
    /// Translations.
    Translations,
}

const fn value(place: P, field: F) -> Fact {
    Fact::Field(place, field)
}

const fn shown(fact: Fact, noun: &'static str, severity: Severity) -> Shown {
    Shown { fact, noun, severity, only: &[], unless: None }
}

const fn needed(
    fact: Fact,
    noun: &'static str,
    of: Of,
    unless: &'static [(P, F)],
    example: &'static str,
) -> Needed {
    Needed { fact, noun, of, unless, example }
}

/// What the table of fields requires.
const fn required(row: &Required, noun: &'static str, example: &'static str) -> Needed {
    needed(value(row.place, row.field), noun, Of::Types(row.of), row.instead, example)
}

impl Shown {
    const fn only(mut self, types: &'static [T]) -> Shown {
        self.only = types;
        self
    }

    const fn unless(mut self, fact: Fact) -> Shown {
        self.unless = Some(fact);
        self
    }
}

/// What has a day: readers look for it by that.
pub const OF_A_DAY: &[T] = &[T::NewspaperArticle, T::Letter, T::BlogPost, T::Broadcast];

/// What is missed when it is not printed, the gravest of each kind first.
pub const SHOWN: &[Shown] = &[
    shown(value(P::Here, F::Title), "title", Severity::Error),
    shown(Fact::Names(P::Here, R::Author), "author", Severity::Error),
    shown(value(P::Here, F::Date), "date", Severity::Error),
    shown(Fact::Names(P::Here, R::Translator), "translator", Severity::Error),
    shown(Fact::Names(P::Here, R::Editor), "editor", Severity::Error),
    shown(Fact::Names(P::Container, R::Editor), "editor of the book", Severity::Error)
        .only(T::PARTS_OF_BOOKS),
    shown(value(P::Container, F::Title), "title of the book", Severity::Error).only(T::PARTS_OF_BOOKS),
    shown(value(P::Container, F::Title), "title of the periodical", Severity::Error)
        .only(T::PARTS_OF_PERIODICALS),
    shown(value(P::Original, F::Title), "original title", Severity::Error),
    shown(value(P::Original, F::Date), "date of the original", Severity::Error),
    shown(value(P::Here, F::Pages), "pages", Severity::Warning).only(PAGES.of),
    shown(value(P::Here, F::Volume), "volume", Severity::Warning),
    shown(value(P::Container, F::Volume), "volume of the book", Severity::Warning).only(T::PARTS_OF_BOOKS),
    shown(value(P::Here, F::Edition), "statement of the edition", Severity::Warning),
    shown(value(P::Container, F::Edition), "statement of the edition", Severity::Warning)
        .only(T::PARTS_OF_BOOKS),
    shown(value(P::Here, F::Publishers), "publisher", Severity::Warning).only(PUBLISHER.of),
    shown(value(P::Here, F::Institutions), "institution", Severity::Warning).only(T::INSTITUTIONAL),
    shown(value(P::Here, F::Issue), "issue", Severity::Note).only(T::PARTS_OF_PERIODICALS),
    shown(Fact::Names(P::Here, R::Compiler), "compiler", Severity::Note),
    shown(value(P::Set, F::Title), "title of the whole set", Severity::Note),
    shown(value(P::Issue, F::Title), "title of the special issue", Severity::Note),
    shown(value(P::Original, F::Publishers), "original publisher", Severity::Note),
    shown(value(P::Original, F::Places), "place of the original", Severity::Note)
        .unless(value(P::Original, F::Publishers)),
    shown(value(P::Series, F::Title), "series", Severity::Note),
    shown(value(P::Here, F::Archive), "archive", Severity::Note),
    shown(value(P::Here, F::Doi), "DOI", Severity::Note),
    shown(value(P::Here, F::Url), "web address", Severity::Note).unless(value(P::Here, F::Doi)),
];

/// What an entry is not to be without. What stands for an author is told in its own words.
pub const NEEDED: &[Needed] = &[
    needed(value(P::Here, F::Title), "title", Of::Everything, &[], "TITLE"),
    needed(value(P::Here, F::Date), "date", Of::AllBut(UNDATED), &[(P::Event, F::Date)], "DATE"),
    needed(value(P::Original, F::Title), "title of the original", Of::Translations, &[], "TITLE"),
    needed(value(P::Original, F::Date), "year of the original", Of::Translations, &[], "YEAR"),
    needed(value(P::Container, F::Title), "title of the book", Of::Types(T::PARTS_OF_BOOKS), &[], "TITLE"),
    needed(
        value(P::Container, F::Title),
        "title of the periodical",
        Of::Types(T::PARTS_OF_PERIODICALS),
        &[],
        "TITLE",
    ),
    required(&PAGES, "pages", "FIRST-LAST"),
    required(&PUBLISHER, "publisher", "PUBLISHER"),
    required(&INSTITUTION, "institution", "INSTITUTION"),
    required(&ADDRESS, "web address", "ADDRESS"),
    needed(value(P::Here, F::Accessed), "date of access", Of::Types(ADDRESS.of), ADDRESS.instead, "DATE"),
];

/// What is put under its author, as far as the tables of names say so.
pub const AUTHOR: Needed =
    needed(Fact::Names(P::Here, R::Author), "author", Of::Types(WRITTEN), &[], "\"FAMILY, GIVEN\"");
