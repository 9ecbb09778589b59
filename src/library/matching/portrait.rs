//! What of an entry can be compared, in normal form.

use std::collections::BTreeSet;

use super::{blocking::Heading, identifiers, titles::Titles};
use crate::{
    model::{
        EntryType, Field, NameList, Place, Reference, Role, Value, edition::edition_of, language, title,
    },
    store::Whole,
};

/// An entry as it is compared with others.
#[derive(Clone, Debug)]
pub struct Portrait {
    pub(super) entry_type: EntryType,
    pub(super) titles: Titles,
    pub(super) authors: NameList,
    /// Editors, of the book where the entry is a part of one.
    pub(super) editors: NameList,
    pub(super) translators: NameList,
    /// The handles of the authors, where the library knows them.
    pub(super) author_agents: Vec<String>,
    /// The primary subtag.
    pub(super) language: Option<String>,
    pub(super) is_translated: bool,
    pub(super) year: Option<i64>,
    /// First and last day.
    pub(super) days: Option<(i64, i64)>,
    pub(super) container: Option<String>,
    pub(super) container_short: Option<String>,
    pub(super) issns: BTreeSet<String>,
    pub(super) volume: Option<String>,
    pub(super) issue: Option<String>,
    pub(super) part: Option<String>,
    pub(super) pages: Option<String>,
    pub(super) page_total: Option<String>,
    pub(super) edition: Option<String>,
    pub(super) publishers: Vec<String>,
    pub(super) places: Vec<String>,
    pub(super) series: Option<String>,
    pub(super) series_number: Option<String>,
    /// Scheme and normal form.
    pub(super) identifiers: BTreeSet<(Field, String)>,
    pub(super) url: Option<String>,
}

impl Portrait {
    /// Of an entry as it is cited.
    pub fn of(reference: &Reference) -> Portrait {
        let text = |place, field| {
            reference.fields.text(place, field).map(title::normalize).filter(|t| !t.is_empty())
        };
        let is_part = reference.entry_type.is_part_of_book();
        let of_book = if is_part { Place::Container } else { Place::Here };
        let names = |place, role| reference.names.get(&(place, role)).cloned().unwrap_or_default();
        let list = |place, field| -> Vec<String> {
            let values = reference.fields.list(place, field).iter().map(|value| title::normalize(value));
            values.filter(|value| !value.is_empty()).collect()
        };
        let date = reference.fields.date(Place::Here, Field::Date);
        let either = |field| text(of_book, field).or_else(|| text(Place::Here, field));
        let mut publishers = list(of_book, Field::Publishers);
        publishers.extend(list(Place::Here, Field::Institutions));
        let edition = reference
            .fields
            .text(of_book, Field::Edition)
            .map(|edition| title::normalize(&edition_of(edition)));
        Portrait {
            entry_type: reference.entry_type,
            titles: Titles::of(reference),
            authors: names(Place::Here, Role::Author),
            editors: names(of_book, Role::Editor),
            translators: names(Place::Here, Role::Translator),
            author_agents: Vec::new(),
            language: reference
                .fields
                .text(Place::Here, Field::Language)
                .map(|tag| language::primary(tag).to_owned()),
            is_translated: reference.is_translated(),
            year: date.and_then(|date| date.year()),
            days: date.and_then(|date| Some((date.earliest()?, date.latest()?))),
            container: text(Place::Container, Field::Title),
            container_short: text(Place::Container, Field::ShortTitle),
            issns: identifiers::normal(reference, Place::Container, Field::Issn)
                .chain(identifiers::normal(reference, Place::Here, Field::Issn))
                .collect(),
            volume: either(Field::Volume).map(number_of),
            issue: text(Place::Here, Field::Issue).or_else(|| text(Place::Here, Field::Number)),
            part: either(Field::Part).or_else(|| text(Place::Here, Field::PartTitle)),
            pages: text(Place::Here, Field::Pages).or_else(|| text(Place::Here, Field::ArticleNumber)),
            page_total: text(Place::Here, Field::PageTotal),
            edition: edition.filter(|edition| !edition.is_empty()),
            publishers,
            places: list(of_book, Field::Places),
            series: text(Place::Series, Field::Title),
            series_number: text(Place::Series, Field::Number),
            identifiers: identifiers::of(reference),
            url: reference
                .fields
                .get(Place::Here, Field::Url)
                .and_then(Value::as_text)
                .map(identifiers::normal_url),
        }
    }

    /// Of an edition of the library, which knows more than its entry says: who the authors are, and other titles.
    pub fn of_whole(whole: &Whole, reference: &Reference) -> Portrait {
        let mut portrait = Portrait::of(reference);
        let authors = whole.work.contributions.iter().filter(|made| made.role == Role::Author);
        let agents = authors.filter_map(|made| Some(made.who.as_ref().ok()?.agent.clone()));
        portrait.author_agents = agents.collect();
        let further = [&whole.work.titles, &whole.expression.titles, &whole.edition.titles];
        for further in further.into_iter().flatten() {
            portrait.titles.add_further(&further.text);
        }
        portrait
    }

    /// The people that an entry is known by: its authors, else its editors.
    pub(super) fn creators(&self) -> &NameList {
        if self.authors.names.is_empty() { &self.editors } else { &self.authors }
    }

    /// Whether the entry stands in a periodical or in a book.
    pub(super) fn is_part(&self) -> bool {
        self.entry_type.is_part_of_book() || self.entry_type.is_part_of_periodical()
    }

    /// The last name of the first of those who made it, in normal form.
    fn lead(&self) -> Option<String> {
        self.creators().names.first().map(lead_of).filter(|lead| !lead.is_empty())
    }

    /// What it is looked up by.
    pub fn heading(&self) -> Heading {
        let url = self.url.iter().map(|url| (Field::Url, url.clone()));
        Heading {
            identifiers: self.identifiers.iter().cloned().chain(url).collect(),
            titles: self.titles.forms().map(str::to_owned).collect(),
            lead: self.lead(),
            year: self.year,
        }
    }
}

/// What a name is looked up by: its family name, or the last word of a name that is not taken apart.
fn lead_of(name: &crate::model::Name) -> String {
    lead_word(name.short())
}

/// The last word of a family name or of a whole name, in normal form.
pub fn lead_word(short: &str) -> String {
    title::normalize(short).rsplit(' ').next().unwrap_or_default().to_owned()
}

/// A volume as a number where it is written in Roman numerals or with a word before it.
fn number_of(text: String) -> String {
    let last = text.rsplit(' ').next().unwrap_or_default();
    match super::titles::roman(last) {
        Some(number) => number.to_string(),
        None if last.bytes().all(|byte| byte.is_ascii_digit()) => last.trim_start_matches('0').to_owned(),
        None => text,
    }
}
