//! Record → reference.

use super::{NAME, TYPE, dates, markup, names, numbers};
use crate::fields::{ENDNOTE_FIELDS, EndnoteType, Kind, endnote_type, row};
use crate::formats::imprint::{self, is_own_copy};
use crate::formats::xml::{Element, statements};
use crate::formats::{Item, Problem, Severity};
use crate::model::{EntryType, Extra, Field, Place, Reference, Role, Value, language};

/// What a record is read as.
pub(super) fn items(element: &Element) -> Vec<Item> {
    let line = element.line;
    if element.is_blank() {
        let (reason, severity) = ("a record with nothing in it; left out".to_owned(), Severity::Warning);
        return vec![Item::Problem(Problem { line, key: None, field: None, reason, severity })];
    }
    let kind = element.first(TYPE);
    let name = kind.and_then(|kind| kind.attribute("name")).unwrap_or_default();
    let number = kind.map(Element::words).unwrap_or_default();
    let known = endnote_type(name, &number);
    let generic = endnote_type("generic", "");
    let mut reading = Reading {
        reference: Reference::new(known.map_or(EntryType::Misc, |kind| kind.entry_type)),
        kind: known.or(generic),
        keys: Vec::new(),
        listed: Vec::new(),
    };
    let mut problems = Vec::new();
    if known.is_none() {
        let said = if name.is_empty() { number } else { name.to_owned() };
        let reason = format!("unknown reference type {said:?}; read as a document");
        let severity = Severity::Warning;
        problems.push(Item::Problem(Problem {
            line,
            key: None,
            field: Some(TYPE.to_owned()),
            reason,
            severity,
        }));
        if let Some(kind) = kind {
            reading.keep(TYPE, kind.compact());
        }
    }
    reading.record(element);
    let reference = Box::new(reading.reference);
    std::iter::once(Item::Reference { reference, line }).chain(problems).collect()
}

struct Reading {
    reference: Reference,
    kind: Option<&'static EndnoteType>,
    keys: Vec<String>,
    /// Texts of lists, until the record is read.
    listed: Vec<(Place, Field, String)>,
}

impl Reading {
    fn keep(&mut self, name: &str, value: String) {
        if !value.is_empty() {
            self.reference.extras.push(Extra { format: NAME.to_owned(), name: name.to_owned(), value });
        }
    }

    fn keep_element(&mut self, path: &str, element: &Element) {
        if element.elements().all(|child| child.local() == "style") {
            self.keep(path, markup::plain(element));
        } else {
            for child in element.elements() {
                let inner = format!("{path}/{}", child.local());
                // Depth is bounded by the parser.
                self.keep_element(&inner, child);
            }
        }
    }

    fn is_part_of_book(&self) -> bool {
        self.reference.entry_type.is_part_of_book()
    }

    /// The place of what is a fact of the book for parts of books.
    fn of_book(&self) -> Place {
        if self.is_part_of_book() { Place::Container } else { Place::Here }
    }

    /// Sets a field from text. False where there is no such field or something else is in it.
    fn set(&mut self, place: Place, field: Field, text: String) -> bool {
        let text = text.trim().to_owned();
        if text.is_empty() {
            return true;
        }
        let Some(row) = row(place, field) else { return false };
        if row.kind.is_list() {
            self.listed.push((place, field, text));
            return true;
        }
        let fields = &mut self.reference.fields;
        match fields.get(place, field) {
            None if row.kind == Kind::Date => {
                fields.set(place, field, statements::date(&text));
                true
            }
            None => {
                fields.set(place, field, text);
                true
            }
            Some(before) => before.as_text() == Some(&text),
        }
    }

    /// Sets a field from an element, or keeps the element.
    fn set_from(&mut self, place: Place, field: Field, element: &Element) {
        let has_markup = row(place, field).is_some_and(|row| row.kind.has_markup());
        let text = if has_markup { markup::marked(element) } else { markup::plain(element) };
        let text = if row(place, field).is_some_and(|row| row.kind == Kind::Title) {
            text.replace('\n', " ")
        } else {
            text
        };
        if !self.set(place, field, text) {
            self.keep_element(element.local(), element);
        }
    }

    fn record(&mut self, record: &Element) {
        for element in record.elements() {
            match element.local() {
                TYPE => {}
                "contributors" => element.elements().for_each(|names| self.contributors(names)),
                "titles" => self.titles(element),
                "periodical" | "alt-periodical" => {}
                "dates" => self.dates(element),
                "keywords" => self.keywords(element),
                "urls" => element.elements().for_each(|urls| self.urls(urls)),
                _ => self.element(record, element),
            }
        }
        for name in ["periodical", "alt-periodical"] {
            if let Some(element) = record.first(name) {
                self.periodical(element);
            }
        }
        self.settle_lists();
        self.settle_editors();
        self.reference.key = self.keys.pop();
    }

    fn settle_lists(&mut self) {
        for (place, field, text) in std::mem::take(&mut self.listed) {
            let fields = &mut self.reference.fields;
            // Taken out and put back: a record can have very many.
            let mut list = match fields.remove(place, field) {
                Some(Value::List(list)) => list,
                _ => Vec::new(),
            };
            list.push(text);
            fields.set(place, field, list);
        }
    }

    /// The editors of a series that alone are named for a book are those of the book.
    fn settle_editors(&mut self) {
        let names = &mut self.reference.names;
        let is_alone =
            ![Role::Author, Role::Editor].iter().any(|role| names.contains_key(&(Place::Here, *role)));
        let is_book = self.kind.is_some_and(|kind| kind.second == (Place::Series, Role::Editor));
        if is_alone
            && is_book
            && let Some(list) = names.remove(&(Place::Series, Role::Editor))
        {
            names.insert((Place::Here, Role::Editor), list);
        }
    }

    fn contributors(&mut self, names: &Element) {
        let Some(kind) = self.kind else { return };
        let list = names::read(names);
        let target = match names.local() {
            "authors" => Some((Place::Here, kind.authors)),
            "secondary-authors" => Some(kind.second),
            "tertiary-authors" => Some(kind.third),
            "subsidiary-authors" => Some((Place::Here, kind.subsidiary)),
            _ => None,
        };
        match target {
            Some(key) if !list.is_empty() => {
                let before = self.reference.names.entry(key).or_default();
                before.names.extend(list.names);
                if before.ending == crate::model::Ending::Complete {
                    before.ending = list.ending;
                }
            }
            Some(_) => {}
            None => self.keep_element(&format!("contributors/{}", names.local()), names),
        }
    }

    fn titles(&mut self, titles: &Element) {
        let secondary = self.kind.map_or(Place::Container, |kind| kind.secondary);
        let is_part = self.is_part_of_book() || self.reference.entry_type.is_part_of_periodical();
        for title in titles.elements() {
            match title.local() {
                "title" => self.title(title),
                "secondary-title" => self.set_from(secondary, Field::Title, title),
                "tertiary-title" if secondary != Place::Series => {
                    self.set_from(Place::Series, Field::Title, title)
                }
                "alt-title" if is_part => self.set_from(Place::Container, Field::ShortTitle, title),
                "short-title" => self.set_from(Place::Here, Field::ShortTitle, title),
                "translated-title" => self.set_from(Place::Here, Field::TitleAddon, title),
                other => self.keep_element(&format!("titles/{other}"), title),
            }
        }
    }

    fn title(&mut self, title: &Element) {
        let text = markup::marked(title).replace('\n', " ");
        if !self.set(Place::Here, Field::Title, text.clone()) {
            self.keep("titles/title", text);
        }
    }

    fn periodical(&mut self, periodical: &Element) {
        let is_alternative = periodical.local() != "periodical";
        let has_title = self.reference.fields.has(Place::Container, Field::Title);
        let is_part = self.is_part_of_book() || self.reference.entry_type.is_part_of_periodical();
        for name in periodical.elements() {
            let text = markup::marked(name).replace('\n', " ");
            let own = self.reference.fields.text(Place::Container, Field::Title);
            if text.is_empty()
                || own == Some(&text)
                || self.reference.fields.text(Place::Series, Field::Title) == Some(&text)
            {
                continue;
            }
            let field = match name.local() {
                "full-title" if !is_alternative && !has_title && is_part => Some(Field::Title),
                "full-title" if !is_alternative => None,
                _ if is_part && !self.reference.fields.has(Place::Container, Field::ShortTitle) => {
                    Some(Field::ShortTitle)
                }
                _ => None,
            };
            let is_set = field.is_some_and(|field| self.set(Place::Container, field, text.clone()));
            if !is_set && self.reference.fields.text(Place::Container, Field::ShortTitle) != Some(&text) {
                self.keep(&format!("{}/{}", periodical.local(), name.local()), text);
            }
        }
    }

    fn dates(&mut self, element: &Element) {
        let (date, rest) = dates::read(element);
        if let Some(date) = date {
            self.reference.fields.set(Place::Here, Field::Date, date);
        }
        self.keep("dates/pub-dates/date", rest.unwrap_or_default());
        for other in element.elements().filter(|other| !["year", "pub-dates"].contains(&other.local())) {
            self.keep_element(&format!("dates/{}", other.local()), other);
        }
    }

    fn keywords(&mut self, keywords: &Element) {
        let mut texts: Vec<String> = keywords.elements().flat_map(markup::texts).collect();
        if texts.is_empty() {
            texts = markup::texts(keywords);
        }
        for text in texts {
            self.set(Place::Here, Field::Keywords, text);
        }
    }

    fn urls(&mut self, urls: &Element) {
        let kind = urls.local();
        for url in urls.elements() {
            let address = url.words();
            let is_page = address.contains("://") && !address.starts_with('<');
            let is_taken = match kind {
                "related-urls" | "web-urls" if is_page => self.set(Place::Here, Field::Url, address.clone()),
                "pdf-urls" => self.set(Place::Here, Field::File, address.clone()),
                _ => false,
            };
            if !is_taken {
                self.keep(&format!("urls/{kind}"), address);
            }
        }
    }

    /// An element with one text.
    fn element(&mut self, record: &Element, element: &Element) {
        let is_article = self.reference.entry_type.is_part_of_periodical();
        let name = element.local();
        if let Some((_, field)) = ENDNOTE_FIELDS.iter().find(|(known, _)| *known == name) {
            let is_of_book = matches!(field, Field::Places | Field::Volumes);
            let place = if is_of_book { self.of_book() } else { Place::Here };
            return self.set_from(place, *field, element);
        }
        match name {
            "publisher" => self.publisher(element),
            "pages" => self.pages(element),
            "volume" | "number" if self.reference.entry_type == EntryType::WebPage => {
                self.access(record, name, element);
            }
            "volume" => self.set_from(self.of_book(), Field::Volume, element),
            "number" | "issue" => self.number(element),
            "edition" if !is_article => {
                let text = statements::edition_of(&element.words());
                if !self.set(self.of_book(), Field::Edition, text) {
                    self.keep_element(name, element);
                }
            }
            "section" if self.is_part_of_book() => self.set_from(Place::Here, Field::Chapter, element),
            "section" if self.reference.entry_type == EntryType::NewspaperArticle => {
                self.set_from(Place::Here, Field::Section, element);
            }
            "isbn" => self.standard_numbers(element),
            "electronic-resource-num" => match numbers::doi(&element.words()) {
                Some(doi) => {
                    self.set(Place::Here, Field::Doi, doi.to_owned());
                }
                None => self.keep_element(name, element),
            },
            "accession-num" => self.accession(record, element),
            "language" => {
                let words = element.words();
                let tag = language::from_any(&words).unwrap_or(words);
                self.set(Place::Here, Field::Language, tag);
            }
            "label" => self.label(element),
            "orig-pub" => self.earlier(Place::Original, element),
            "reprint-edition" if !is_own_copy(&element.words()) => self.earlier(Place::Reprint, element),
            "meeting-place" => self.set_from(Place::Event, Field::Places, element),
            "custom1" | "custom2" | "custom3" => self.custom(element),
            _ => self.keep_element(name, element),
        }
    }

    fn publisher(&mut self, element: &Element) {
        let is_institution = EntryType::ISSUED_BY_INSTITUTIONS.contains(&self.reference.entry_type);
        let field = if is_institution { Field::Institutions } else { Field::Publishers };
        for text in markup::texts(element) {
            self.set(self.of_book(), field, text);
        }
    }

    /// The pages of a part; the number of pages of what stands by itself.
    fn pages(&mut self, element: &Element) {
        let text = element.words();
        let is_count = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_part = self.is_part_of_book() || self.reference.entry_type.is_part_of_periodical();
        let counted = statements::pages_of_extent(&text).or_else(|| is_count.then(|| text.clone()));
        match counted.filter(|_| !is_part) {
            Some(number) => self.set(Place::Here, Field::PageTotal, number),
            None => self.set(Place::Here, Field::Pages, numbers::pages(&text)),
        };
    }

    /// Of a page, volume and number are the year and the day of access.
    fn access(&mut self, record: &Element, name: &str, element: &Element) {
        let words = |name| record.first(name).map(Element::words).unwrap_or_default();
        let date = dates::of_access(&words("volume"), &words("number"));
        match date.filter(|_| !self.reference.fields.has(Place::Here, Field::Accessed)) {
            Some(date) => {
                self.reference.fields.set(Place::Here, Field::Accessed, date);
            }
            // The other of the two told it.
            None if dates::of_access(&words("volume"), &words("number")).is_some() => {}
            None if name == "volume" => self.set_from(Place::Here, Field::Volume, element),
            None => self.number(element),
        }
    }

    fn number(&mut self, element: &Element) {
        let entry_type = self.reference.entry_type;
        let is_in_series = matches!(
            entry_type,
            EntryType::Book | EntryType::Collection | EntryType::Classic | EntryType::Booklet
        );
        if entry_type.is_part_of_periodical() || entry_type == EntryType::Periodical {
            self.set_from(Place::Here, Field::Issue, element);
        } else if is_in_series || self.is_part_of_book() {
            self.set_from(Place::Series, Field::Number, element);
        } else {
            self.set_from(Place::Here, Field::Number, element);
        }
    }

    fn standard_numbers(&mut self, element: &Element) {
        let entry_type = self.reference.entry_type;
        for text in markup::texts(element) {
            match numbers::standard_number(&text) {
                Some((Field::Issn, number)) => {
                    let place =
                        if entry_type.is_part_of_periodical() { Place::Container } else { Place::Here };
                    self.set(place, Field::Issn, number);
                }
                Some((field, number)) => {
                    self.set(self.of_book(), field, number);
                }
                None if matches!(entry_type, EntryType::Report | EntryType::Patent | EntryType::Standard) => {
                    if !self.set(Place::Here, Field::Number, text.clone()) {
                        self.keep("isbn", text);
                    }
                }
                None => self.keep("isbn", text),
            }
        }
    }

    /// The number in a data base, which is that of PubMed when it comes from there.
    fn accession(&mut self, record: &Element, element: &Element) {
        let number = element.words();
        let source =
            record.first("remote-database-name").map(Element::words).unwrap_or_default().to_lowercase();
        let is_of_pubmed = ["medline", "pubmed"].iter().any(|name| source.contains(name));
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if is_of_pubmed && is_number {
            self.set(Place::Here, Field::Pmid, number);
        } else {
            self.keep_element("accession-num", element);
        }
    }

    /// What people put into this field to be cited by.
    fn label(&mut self, element: &Element) {
        let words = element.words();
        let is_key = !words.is_empty() && !words.contains([' ', ',', '{', '}', '"', '\\']);
        if is_key { self.keys.push(words) } else { self.keep_element("label", element) }
    }

    /// An earlier edition in one text.
    fn earlier(&mut self, place: Place, element: &Element) {
        let words = element.words();
        let facts = imprint::take_apart(&words);
        let is_dated = facts.iter().any(|(field, _)| *field == Field::Date);
        // A year is in it, and nobody can tell where the title ends; of a reprint many only say that it is one.
        let is_unsure = place == Place::Reprint || words.chars().any(|c| c.is_ascii_digit());
        if !is_dated && is_unsure {
            return self.keep_element(element.local(), element);
        }
        for (field, value) in facts {
            match field {
                // With its markup, where it is all there is.
                Field::Title if value.as_text() == Some(&words) => self.set_from(place, field, element),
                _ => {
                    self.reference.fields.set(place, field, value);
                }
            }
        }
    }

    /// Fields whose meaning only their type tells.
    fn custom(&mut self, element: &Element) {
        let words = element.words();
        let is_paper = self.reference.entry_type == EntryType::ConferencePaper;
        let is_in_pubmed =
            words.strip_prefix("PMC").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
        match element.local() {
            "custom2" if is_in_pubmed => {
                self.set(Place::Here, Field::Pmcid, words);
            }
            "custom1" if is_paper => self.set_from(Place::Event, Field::Places, element),
            // The proceedings have a title of their own: the other one is that of the meeting.
            "custom3" if is_paper && !words.is_empty() => {
                let fields = &mut self.reference.fields;
                if let Some(meeting) = fields.remove(Place::Container, Field::Title) {
                    fields.set(Place::Event, Field::Title, meeting);
                }
                self.set_from(Place::Container, Field::Title, element);
            }
            "custom1" if self.reference.entry_type == EntryType::Map => {
                self.set_from(Place::Here, Field::Scale, element);
            }
            other => self.keep_element(other, element),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::{ENDNOTE_TYPES, role_row};

    #[test]
    fn every_role_of_the_table_exists() {
        for kind in ENDNOTE_TYPES {
            let own = [kind.authors, kind.subsidiary].map(|role| (Place::Here, role));
            for (place, role) in own.into_iter().chain([kind.second, kind.third]) {
                assert!(role_row(place, role).is_some(), "{place} {role}");
            }
        }
    }
}
