//! COinS: an edition as an OpenURL context object in the `title` of an empty span, from which Zotero and link
//! resolvers take it. For finding, not for citing: it has no place for a translator.
//!
//! Sources: "OpenURL COinS: A Convention to Embed Bibliographic Metadata in HTML"; ANSI/NISO Z39.88-2004 with the
//! matrices `info:ofi/fmt:kev:mtx:book`, `…:journal`, `…:dissertation` and `…:dc`.

use std::fmt::Write;

use super::address::{bare_doi, web_address};
use super::index::{Index, Located};
use crate::model::tree::Who;
use crate::model::{EntryType, Field, Name, Place, Role, title};

#[cfg(test)]
mod tests;

/// The matrix that a context object is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Matrix {
    Book,
    Journal,
    Dissertation,
    DublinCore,
}

impl Matrix {
    fn of(entry_type: EntryType) -> Matrix {
        use EntryType as T;
        match entry_type {
            T::Thesis => Matrix::Dissertation,
            T::Periodical => Matrix::Journal,
            other if other.is_part_of_periodical() => Matrix::Journal,
            other if other.is_part_of_book() => Matrix::Book,
            T::Book
            | T::MultiVolumeBook
            | T::Collection
            | T::MultiVolumeCollection
            | T::Booklet
            | T::Manual
            | T::Report
            | T::Proceedings
            | T::MultiVolumeProceedings
            | T::ReferenceWork
            | T::MultiVolumeReference
            | T::Classic
            | T::Commentary => Matrix::Book,
            _ => Matrix::DublinCore,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Matrix::Book => "book",
            Matrix::Journal => "journal",
            Matrix::Dissertation => "dissertation",
            Matrix::DublinCore => "dc",
        }
    }
}

/// The context object of an edition, as keys and percent-encoded values. Its ampersands are to be escaped where it
/// stands in HTML.
pub(super) fn context_object(located: Located<'_>, index: &Index<'_>) -> String {
    let matrix = Matrix::of(located.edition.entry_type);
    let mut object = Object { located, index, text: String::new() };
    object.add("ctx_ver", "Z39.88-2004");
    object.add("rft_val_fmt", &format!("info:ofi/fmt:kev:mtx:{}", matrix.word()));
    match matrix {
        Matrix::Book => object.book(),
        Matrix::Journal => object.journal(),
        Matrix::Dissertation => object.dissertation(),
        Matrix::DublinCore => object.dublin_core(),
    }
    object.identifiers();
    object.text
}

struct Object<'a, 'i> {
    located: Located<'a>,
    index: &'i Index<'a>,
    text: String,
}

impl Object<'_, '_> {
    /// Adds a key, unless there is nothing to say.
    fn add(&mut self, key: &str, value: &str) {
        let is_control = |c: char| c.is_control();
        let value = value.replace(is_control, " ");
        if value.trim().is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('&');
        }
        self.text.push_str(key);
        self.text.push('=');
        for byte in value.trim().bytes() {
            // Unreserved characters of RFC 3986.
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
                self.text.push(char::from(byte));
            } else {
                // Writing to a String cannot fail.
                let _ = write!(self.text, "%{byte:02X}");
            }
        }
    }

    fn value(&self, field: Field) -> String {
        self.in_place(Place::Here, field)
    }

    /// The first value of a field, without markup.
    fn in_place(&self, place: Place, field: Field) -> String {
        let list = self.located.edition.fields.list(place, field);
        list.first().map(|text| title::plain(text).into_owned()).unwrap_or_default()
    }

    fn add_field(&mut self, key: &str, field: Field) {
        let value = self.value(field);
        self.add(key, &value);
    }

    fn title(&self) -> String {
        title_of(self.located)
    }

    /// Of the book or periodical that it stands in, a value.
    fn of_container(&self, field: Field) -> String {
        let Some(container) = self.index.container(self.located.edition) else { return String::new() };
        let list = container.edition.fields.list(Place::Here, field);
        list.first().map(|text| title::plain(text).into_owned()).unwrap_or_default()
    }

    fn container_title(&self) -> String {
        self.index.container(self.located.edition).map(title_of).unwrap_or_default()
    }

    /// Its own value, or that of what it stands in.
    fn add_own_or_container(&mut self, key: &str, field: Field) {
        let own = self.value(field);
        let value = if own.is_empty() { self.of_container(field) } else { own };
        self.add(key, &value);
    }

    fn book(&mut self) {
        let entry_type = self.located.edition.entry_type;
        let is_part = entry_type.is_part_of_book();
        let genre = match entry_type {
            EntryType::Report => "report",
            EntryType::ConferencePaper => "proceeding",
            EntryType::Proceedings | EntryType::MultiVolumeProceedings => "conference",
            _ if is_part => "bookitem",
            _ => "book",
        };
        self.add("rft.genre", genre);
        let (own, container) = (self.title(), self.container_title());
        self.add(if is_part { "rft.atitle" } else { "rft.btitle" }, &own);
        if is_part {
            self.add("rft.btitle", &container);
        }
        self.people();
        self.add_own_or_container("rft.place", Field::Places);
        let publisher = if entry_type == EntryType::Report { Field::Institutions } else { Field::Publishers };
        self.add_own_or_container("rft.pub", publisher);
        self.date();
        self.add_own_or_container("rft.edition", Field::Edition);
        let series = self.in_place(Place::Series, Field::Title);
        self.add("rft.series", &series);
        self.pages();
        self.add_field("rft.tpages", Field::PageTotal);
        self.add_own_or_container("rft.isbn", Field::Isbn);
    }

    fn journal(&mut self) {
        let is_whole = self.located.edition.entry_type == EntryType::Periodical;
        let genre = match self.located.edition.entry_type {
            EntryType::Periodical => "journal",
            EntryType::SpecialIssue => "issue",
            EntryType::Preprint => "preprint",
            _ => "article",
        };
        self.add("rft.genre", genre);
        let (own, container) = (self.title(), self.container_title());
        if is_whole {
            self.add("rft.jtitle", &own);
        } else {
            self.add("rft.atitle", &own);
            self.add("rft.jtitle", &container);
            let short = self.of_container(Field::ShortTitle);
            self.add("rft.stitle", &short);
        }
        self.people();
        self.date();
        self.add_field("rft.volume", Field::Volume);
        self.add_field("rft.issue", Field::Issue);
        self.pages();
        self.add_own_or_container("rft.issn", Field::Issn);
    }

    fn dissertation(&mut self) {
        let own = self.title();
        self.add("rft.title", &own);
        self.people();
        self.add_field("rft.inst", Field::Institutions);
        self.add_field("rft.degree", Field::Genre);
        self.date();
        self.add_field("rft.tpages", Field::PageTotal);
    }

    fn dublin_core(&mut self) {
        let own = self.title();
        self.add("rft.type", self.located.edition.entry_type.as_str());
        self.add("rft.title", &own);
        for name in self.names(Role::Author) {
            self.add("rft.creator", &name.inverted());
        }
        let container = self.container_title();
        self.add("rft.source", &container);
        self.add_field("rft.publisher", Field::Publishers);
        self.date();
        let language = self.located.expression.language.clone().unwrap_or_default();
        self.add("rft.language", &language);
    }

    /// The authors, the first of them in parts; the editors of a book without an author.
    fn people(&mut self) {
        let mut names = self.names(Role::Author);
        if names.is_empty() {
            names = self.names(Role::Editor);
        }
        if let Some(first) = names.first().filter(|first| first.literal.is_empty()) {
            let family = [first.non_dropping_particle.as_str(), first.family.as_str()].join(" ");
            self.add("rft.aulast", &family);
            self.add("rft.aufirst", &first.given);
        }
        for name in &names {
            let key = if name.literal.is_empty() { "rft.au" } else { "rft.aucorp" };
            self.add(key, &name.display());
        }
    }

    fn names(&self, role: Role) -> Vec<Name> {
        names(self.located, role)
    }

    fn date(&mut self) {
        let date = self.index.date_of(self.located.edition);
        let date = date.and_then(super::json_ld::iso_date).unwrap_or_default();
        self.add("rft.date", &date);
    }

    fn pages(&mut self) {
        let pages = self.value(Field::Pages).replace('–', "-");
        let mut ends = pages.split('-').map(str::trim);
        if let (Some(first), Some(last), None) = (ends.next(), ends.next(), ends.next())
            && !pages.contains(',')
        {
            self.add("rft.spage", first);
            self.add("rft.epage", last);
        }
        self.add("rft.pages", &pages);
    }

    /// Addresses of the thing itself.
    fn identifiers(&mut self) {
        let fields = &self.located.edition.fields;
        let dois: Vec<String> = fields
            .list(Place::Here, Field::Doi)
            .iter()
            .filter_map(|doi| Some(format!("info:doi/{}", bare_doi(doi)?)))
            .collect();
        let isbns = fields.list(Place::Here, Field::Isbn).iter().map(|isbn| format!("urn:isbn:{isbn}"));
        let url = fields.text(Place::Here, Field::Url).and_then(web_address);
        for identifier in dois.into_iter().chain(isbns).chain(url) {
            self.add("rft_id", &identifier);
        }
    }
}

/// The names in a role: of the edition, else of the text, else of the work.
pub(super) fn names(located: Located<'_>, role: Role) -> Vec<Name> {
    let Located { work, expression, edition } = located;
    let of_level = |contributions: &[crate::model::tree::Contribution]| -> Vec<Name> {
        let people = contributions.iter().filter(|given| (given.place, given.role) == (Place::Here, role));
        people.filter_map(|given| given.who.as_ref().ok()).map(|Who { name, .. }| name.clone()).collect()
    };
    let levels = [&edition.contributions, &expression.contributions, &work.contributions];
    levels.into_iter().map(|level| of_level(level)).find(|names| !names.is_empty()).unwrap_or_default()
}

/// Title and subtitle of an edition; the title of its work where it has none.
pub(super) fn title_of(located: Located<'_>) -> String {
    let text = |field| located.edition.fields.text(Place::Here, field).map(title::plain);
    match (text(Field::Title), text(Field::Subtitle)) {
        (Some(title), Some(subtitle)) => format!("{title}: {subtitle}"),
        (Some(title), None) => title.into_owned(),
        (None, _) => title::plain(&located.work.title).into_owned(),
    }
}
