//! Tags whose meaning hangs together: dates, pages, identifiers, the titles of what an entry is part of.

use super::reading::Reading;
use super::text::NumberKind;
use super::{dates, text};
use crate::fields::ris::{counts_pages, has_own_number, is_book};
use crate::model::date::{Printed, publication_state};
use crate::model::{Date, EntryType, Field, Place, Value};

/// Tags that hold the title of a periodical, whole or cut short.
const PERIODICAL_TAGS: &[&str] = &["JF", "T2", "JO", "BT", "JA", "J1", "J2"];
/// The same where `JO` is the title and `T2` that of an issue: files of before 2011.
const OLD_PERIODICAL_TAGS: &[&str] = &["JF", "JO", "T2", "BT", "JA", "J1", "J2"];
/// Tags that hold the title of a book.
const BOOK_TAGS: &[&str] = &["T2", "BT", "JF", "JO", "JA"];

/// Before it there was no web to have access to.
const FIRST_YEAR_OF_ACCESS: i64 = 1991;

impl Reading<'_> {
    /// The titles of container, series and meeting.
    pub(super) fn containers(&mut self) {
        match self.kind() {
            kind if kind.is_part_of_periodical() => self.periodical(),
            EntryType::ConferencePaper => self.proceedings(),
            kind if kind.is_part_of_book() => self.container(BOOK_TAGS),
            EntryType::Proceedings => {
                self.text("T2", Place::Event, Field::Title);
                self.places_of_meeting(Place::Here);
            }
            EntryType::Speech => {
                self.text("T2", Place::Event, Field::Title);
                self.container(&["BT", "JF", "JO"]);
            }
            kind if is_book(kind) => self.book(),
            EntryType::Report | EntryType::Map | EntryType::Software => {
                self.text("T2", Place::Series, Field::Title);
                self.container(&["BT", "JF", "JO"]);
            }
            _ => self.container(&["T2", "JF", "BT", "JO", "JA"]),
        }
        self.series();
        self.short_container();
    }

    fn periodical(&mut self) {
        // `T1` alone does not tell: publishers use it beside the new tags.
        let is_old = self.has("T1") && self.has("JO") && !self.has("TI");
        let tags = if is_old { OLD_PERIODICAL_TAGS } else { PERIODICAL_TAGS };
        let found: Vec<(usize, String)> =
            tags.iter().filter_map(|tag| self.first(tag)).map(|index| (index, self.line(index))).collect();
        let Some((mut chosen, mut title)) = found.first().cloned() else { return };
        // The longer of two forms of one title is the title.
        for (index, other) in &found {
            if text::abbreviates(&title, other) {
                (chosen, title) = (*index, other.clone());
            }
        }
        self.mark(chosen);
        for (index, other) in &found {
            if *other == title {
                self.mark(*index);
            } else if self.line_is_short_for(*index, other, &title) {
                self.set(Place::Container, Field::ShortTitle, other.clone());
                self.mark(*index);
            }
        }
        self.set(Place::Container, Field::Title, title);
    }

    /// Whether a line gives the short form of the title of a periodical, which is not set yet, or says again
    /// what is set.
    fn line_is_short_for(&self, index: usize, short: &str, title: &str) -> bool {
        if let Some(set) = self.reference.fields.text(Place::Container, Field::ShortTitle) {
            return set == short;
        }
        let is_short_tag = ["JO", "JA", "J1", "J2"].iter().any(|tag| self.first(tag) == Some(index));
        is_short_tag || text::abbreviates(short, title)
    }

    /// Of a paper for a meeting `T2` is the meeting where another tag names the proceedings.
    fn proceedings(&mut self) {
        let own = ["C3", "BT"].into_iter().find(|tag| self.first(tag).is_some());
        if let Some(tag) = own {
            self.text(tag, Place::Container, Field::Title);
            self.text("T2", Place::Event, Field::Title);
        }
        self.container(BOOK_TAGS);
        self.places_of_meeting(Place::Container);
    }

    /// `C1` is the place of the publisher; `CY` that of the meeting where the two are told apart, or where nobody
    /// published it.
    fn places_of_meeting(&mut self, published: Place) {
        let is_event =
            self.first("C1").is_some() || (published == Place::Container && self.first("PB").is_none());
        self.text("C1", published, Field::Places);
        if is_event {
            self.text("CY", Place::Event, Field::Places);
        }
    }

    /// The first of some tags is the title of the container.
    fn container(&mut self, tags: &[&str]) {
        for tag in tags {
            if !self.reference.fields.has(Place::Container, Field::Title) || self.is_said(tag) {
                self.text(tag, Place::Container, Field::Title);
            }
        }
    }

    /// Whether a tag says the title of the container once more.
    fn is_said(&self, tag: &str) -> bool {
        let title = self.reference.fields.text(Place::Container, Field::Title);
        self.first(tag).is_some_and(|index| title == Some(self.line(index).as_str()))
    }

    /// A book: `BT` is its title in old files, `T2` its series.
    fn book(&mut self) {
        if self.first("TI").is_none() {
            self.text("BT", Place::Here, Field::Title);
        }
        self.text("T2", Place::Series, Field::Title);
    }

    fn series(&mut self) {
        if !self.reference.fields.has(Place::Series, Field::Title) {
            self.text("T3", Place::Series, Field::Title);
        }
        // Beside the title of the book, a second one is that of its series.
        if self.kind().is_part_of_book() && !self.reference.fields.has(Place::Series, Field::Title) {
            self.text("BT", Place::Series, Field::Title);
        }
    }

    fn short_container(&mut self) {
        for tag in ["J2", "JA", "J1", "JO"] {
            self.text(tag, Place::Container, Field::ShortTitle);
        }
    }

    /// The date: the fullest of those given; `PY` gives the year to those that have none.
    pub(super) fn dates(&mut self) {
        let years: Vec<usize> = self.all("PY");
        let year_line = years.first().copied();
        let year = year_line.and_then(|index| dates::parse(&self.line(index), None));
        let number = year.as_ref().and_then(|stated| stated.date.year());
        for tag in ["DA", "Y1"] {
            let Some(index) = self.first(tag) else { continue };
            let Some(stated) = dates::parse(&self.line(index), number) else { continue };
            if tag == "DA" && self.has_access_in_date() && stated.date.year() != number && number.is_some() {
                self.set(Place::Here, Field::Accessed, stated.date);
                self.mark(index);
                continue;
            }
            // PubMed Central has the day in `PY`.
            return match (&year, year_line) {
                (Some(fuller), Some(line)) if is_within(&fuller.date, &stated.date) => {
                    self.set_date(line, fuller);
                }
                _ => self.set_date(index, &stated),
            };
        }
        if let (Some(stated), Some(index)) = (year, year_line) {
            return self.set_date(index, &stated);
        }
        let given = |tag: &&str| self.first(tag).filter(|index| !self.value(*index).starts_with("0000"));
        let Some(index) = ["DA", "Y1", "PY"].iter().find_map(given) else { return };
        if !self.is_state(index) {
            self.set(Place::Here, Field::Date, Date::parse(&self.line(index)));
        }
        self.mark(index);
    }

    fn set_date(&mut self, index: usize, stated: &Printed) {
        self.set(Place::Here, Field::Date, stated.date.clone());
        if stated.is_all {
            self.mark(index);
        }
        self.mark_said(&stated.date);
    }

    /// Whether a line has the state of publication in place of a date, which is then set.
    fn is_state(&mut self, index: usize) -> bool {
        let Some(state) = publication_state(&self.line(index)) else { return false };
        self.set(Place::Here, Field::PublicationState, state);
        true
    }

    /// Whether `DA` is the date of access: EndNote has it there for what is online.
    fn has_access_in_date(&self) -> bool {
        const ONLINE: &[&str] = &["EJOUR", "EBOOK", "DBASE", "AGGR", "MULTI"];
        self.written_type().is_some_and(|name| ONLINE.contains(&name))
    }

    /// Marks the lines that say no more than the date does.
    fn mark_said(&mut self, date: &Date) {
        for index in ["PY", "DA", "Y1"].iter().flat_map(|tag| self.all(tag)).collect::<Vec<_>>() {
            let said = dates::parse(&self.line(index), date.year());
            let is_said = said.is_some_and(|said| {
                said.is_all && (said.date == *date || Some(said.date.as_str()) == year_of(date).as_deref())
            });
            if is_said || self.is_state(index) {
                self.mark(index);
            }
        }
    }

    /// A date of access: `Y2`, where there is something to have had access to, or where it is a day.
    pub(super) fn access(&mut self, tag: &str) {
        if self.reference.fields.has(Place::Here, Field::Accessed) {
            return;
        }
        let has_address = ["UR", "L1", "L2", "L3", "L4", "LK", "DO"].iter().any(|tag| self.has(tag));
        let Some(index) = self.first(tag) else { return };
        let year = self.year_of_access();
        let Some(stated) = dates::parse(&self.line(index), year).filter(|stated| stated.is_all) else {
            return;
        };
        let is_day = stated.date.first_point().is_some_and(|point| point.day().is_some());
        // In older files it is a second date, as that on which a patent was applied for.
        let is_recent = stated.date.year().is_some_and(|year| year >= FIRST_YEAR_OF_ACCESS);
        if is_recent && (has_address || is_day) {
            self.set(Place::Here, Field::Accessed, stated.date);
            self.mark(index);
        }
    }

    /// The year of access, which EndNote has in `VL` of a page.
    fn year_of_access(&self) -> Option<i64> {
        let index = self.first("VL").filter(|_| self.kind() == EntryType::WebPage)?;
        let is_year = self.value(index).len() == 4;
        self.value(index).parse().ok().filter(|year| is_year && *year >= FIRST_YEAR_OF_ACCESS)
    }

    /// A volume; of a page beside a day of access, the year of that.
    pub(super) fn volume(&mut self, place: Place) {
        if self.year_of_access().is_some() && self.first("M1").is_some() {
            self.access("M1");
            let accessed = self.reference.fields.get(Place::Here, Field::Accessed).and_then(Value::as_date);
            if accessed.and_then(Date::year) == self.year_of_access()
                && let Some(index) = self.first("VL")
            {
                return self.mark(index);
            }
        }
        self.text("VL", place, Field::Volume);
    }

    /// First and last page, or how many there are.
    pub(super) fn pages(&mut self) {
        if self.kind() == EntryType::Film {
            return self.text("SP", Place::Here, Field::Dimensions);
        }
        let (start, end) = (self.first("SP"), self.first("EP"));
        let text_of = |index: Option<usize>| index.map(|index| self.line(index));
        let (pages, used) = match (text_of(start), text_of(end)) {
            // Ovid's way to say that it has none; the lines stay.
            (Some(first), Some(last)) if (first.as_str(), last.as_str()) == ("No", "Specified") => return,
            (Some(first), Some(last)) => match self.joined(&first, &last) {
                Some(pages) => (pages, [start, end]),
                // Each says something of its own; the second stays.
                None => (first, [start, None]),
            },
            (first, last) => match first.or(last) {
                Some(pages) => (pages, [start, end]),
                None => return,
            },
        };
        self.set_pages(&pages);
        used.into_iter().flatten().for_each(|index| self.mark(index));
    }

    /// One range from a first and a last page, either of which may be a range itself.
    fn joined(&self, start: &str, end: &str) -> Option<String> {
        match (text::range_of(start), text::range_of(end)) {
            // One page, or the range twice.
            _ if start == end => Some(start.to_owned()),
            (None, None) if !start.contains([',', '-', '–']) => Some(format!("{start}-{end}")),
            (Some((_, last)), None) if last == end => Some(start.to_owned()),
            (None, Some((first, _))) if first == start => Some(end.to_owned()),
            _ => None,
        }
    }

    fn set_pages(&mut self, pages: &str) {
        let is_count = text::range_of(pages).is_none() && !pages.contains([',', '-', '–']);
        let field = if is_count && counts_pages(self.kind()) { Field::PageTotal } else { Field::Pages };
        let value = if field == Field::Pages { text::pages(pages) } else { pages.to_owned() };
        self.set(Place::Here, field, value);
    }

    /// DOI, ISBN, ISSN and the like.
    pub(super) fn identifiers(&mut self) {
        self.doi();
        self.standard_numbers();
        self.catalogue_numbers();
    }

    fn doi(&mut self) {
        if let Some(index) = self.first("DO") {
            let value = self.value(index).replace('\n', "");
            self.add_identifier(Place::Here, Field::Doi, text::doi(&value).unwrap_or(value));
            self.mark(index);
        }
        for tag in ["DO", "M3", "L3", "DI"] {
            for index in self.all(tag) {
                let Some(doi) = text::doi(self.value(index)) else { continue };
                if self.says_doi(&doi) {
                    self.mark(index);
                }
            }
        }
        // An address stays an address, but tells the DOI too.
        for index in self.all("UR") {
            if let Some(doi) = text::doi(self.value(index)) {
                self.says_doi(&doi);
                if !is_resolved(self.value(index)) {
                    self.mark(index);
                }
            }
        }
    }

    /// Whether the DOI is this one, which it becomes when it is not known yet.
    fn says_doi(&mut self, doi: &str) -> bool {
        match self.reference.fields.list(Place::Here, Field::Doi) {
            [] => {
                self.add_identifier(Place::Here, Field::Doi, doi.to_owned());
                true
            }
            known => known.iter().any(|known| known.eq_ignore_ascii_case(doi)),
        }
    }

    fn add_identifier(&mut self, place: Place, field: Field, value: String) {
        if self.identifiers.insert((place, field, value.clone())) {
            let mut list = match self.reference.fields.remove(place, field) {
                Some(Value::List(list)) => list,
                _ => Vec::new(),
            };
            list.push(value);
            self.set(place, field, Value::List(list));
        }
    }

    fn standard_numbers(&mut self) {
        for index in self.all("SN") {
            let numbers = text::numbers(&text::unescape(self.value(index)));
            for number in numbers {
                match standard_number(self.kind(), &number) {
                    (place, field @ Field::Number) => {
                        if self.reference.fields.has(place, field) {
                            continue;
                        }
                        self.set(place, field, number);
                    }
                    (place, field) => self.add_identifier(place, field, number),
                }
                self.mark(index);
            }
        }
    }

    /// Numbers of PubMed.
    fn catalogue_numbers(&mut self) {
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let databases: Vec<usize> = ["DB", "DP"].iter().flat_map(|tag| self.all(tag)).collect();
        let is_pubmed = databases.iter().any(|index| {
            let name = self.value(*index).to_ascii_lowercase();
            ["pubmed", "medline", "nlm"].iter().any(|known| name.contains(known))
        });
        if let Some(index) = self.first("AN").filter(|index| is_pubmed && is_number(self.value(*index))) {
            self.add_identifier(Place::Here, Field::Pmid, self.value(index).to_owned());
            self.mark(index);
        }
        for index in self.all("UR") {
            if let Some(number) = self.value(index).strip_prefix("PM:").filter(|number| is_number(number)) {
                self.add_identifier(Place::Here, Field::Pmid, number.to_owned());
                self.mark(index);
            }
        }
        if self.kind().is_part_of_periodical()
            && let Some(index) = self.first("C2").filter(|index| self.value(*index).starts_with("PMC"))
        {
            self.add_identifier(Place::Here, Field::Pmcid, self.value(index).to_owned());
            self.mark(index);
        }
    }

    /// Whether a note is nothing but an identifier, which is then set.
    pub(super) fn identifier_in_note(&mut self, note: &str) -> bool {
        if let Some(doi) = text::doi(note) {
            return self.says_doi(&doi);
        }
        let number = note.strip_prefix("PMID:").map(str::trim);
        match number.filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty()) {
            Some(number) => {
                self.add_identifier(Place::Here, Field::Pmid, number.to_owned());
                true
            }
            None => false,
        }
    }
}

/// Whether a DOI stands in an address.
fn is_resolved(text: &str) -> bool {
    text.contains("://")
}

/// Whether a date is a day or a month of the year that another one is.
fn is_within(date: &Date, year: &Date) -> bool {
    let has_month = date.first_point().is_some_and(|point| point.month().is_some());
    has_month && year.as_str().len() == 4 && date.year().is_some() && date.year() == year.year()
}

/// The year of a date, if it has one.
fn year_of(date: &Date) -> Option<String> {
    date.year().map(|year| format!("{year:04}"))
}

/// Where a standard number belongs in an entry of this type.
pub(super) fn standard_number(kind: EntryType, number: &str) -> (Place, Field) {
    let issn = if kind.is_part_of_periodical() { Place::Container } else { Place::Here };
    let isbn = if kind.is_part_of_book() { Place::Container } else { Place::Here };
    match text::number_kind(number) {
        NumberKind::Isbn => (isbn, Field::Isbn),
        NumberKind::Issn => (issn, Field::Issn),
        NumberKind::Other if has_own_number(kind) => (Place::Here, Field::Number),
        NumberKind::Other if kind.is_part_of_periodical() || kind == EntryType::Periodical => {
            (issn, Field::Issn)
        }
        NumberKind::Other => (isbn, Field::Isbn),
    }
}
