//! Package documents: the elements of Dublin Core, and what `meta` says of them.

use foldhash::HashMap;
use serde_json::Value as Json;

use super::book::Book;
use super::{comments, dates, problem};
use crate::fields::calibre::{element_field, own_column};
use crate::fields::{role_of_relator, shelves::UNTOLD_ROLE};
use crate::formats::xml::Element;
use crate::formats::{Item, Severity};
use crate::model::{Field, Place, Role};

/// The name of the format.
const NAME: &str = "opf";
const METADATA: &str = "metadata";
const META: &str = "meta";
/// Elements of OEB 1 that stand between the metadata and its elements.
const WRAPPERS: &[&str] = &["dc-metadata", "x-metadata"];
/// How the names of what Calibre adds begin.
const OF_CALIBRE: &str = "calibre:";
/// How the names of columns of one's own begin behind that, in OPF 2; in OPF 3 this is the whole name.
const OWN_COLUMNS: &str = "user_metadata";
/// The program that made the book (MARC relator codes).
const BOOK_PRODUCER: &str = "bkp";

/// What a package document is read as.
pub(super) fn items(package: &Element) -> Vec<Item> {
    let mut metas = Metas::default();
    let mut elements: Vec<&Element> = Vec::new();
    for metadata in package.all(METADATA) {
        let inner = metadata.elements().flat_map(|element| match WRAPPERS.contains(&element.local()) {
            true => element.elements().collect::<Vec<_>>(),
            false => vec![element],
        });
        for element in inner {
            if element.local() == META { metas.add(element) } else { elements.push(element) }
        }
    }
    let mut reading =
        Reading { book: Book::new(NAME), is_of_calibre: metas.are_of_calibre(), metas, has_subtitle: false };
    reading.elements(&elements);
    reading.metas();
    if reading.book.is_empty() {
        let reason = "a package that says nothing of its book; left out".to_owned();
        return vec![problem(package.line, Severity::Warning, reason)];
    }
    vec![Item::Reference { reference: Box::new(reading.book.into_reference()), line: package.line }]
}

/// What the `meta` elements say.
#[derive(Default)]
struct Metas {
    /// Of an element: its id, the property, the value (OPF 3).
    refining: HashMap<String, Vec<(String, String)>>,
    /// Of the book: name and value, and the id of the element.
    plain: Vec<(String, String, Option<String>)>,
}

impl Metas {
    fn add(&mut self, meta: &Element) {
        let text = meta.lines();
        let value = meta.attribute("content").map(str::to_owned).unwrap_or(text);
        let Some(name) = meta.attribute("name").or_else(|| meta.attribute("property")) else { return };
        match meta.attribute("refines") {
            Some(target) => {
                let id = target.trim_start_matches('#').to_owned();
                self.refining.entry(id).or_default().push((name.to_owned(), value));
            }
            None => self.plain.push((name.to_owned(), value, meta.attribute("id").map(str::to_owned))),
        }
    }

    fn are_of_calibre(&self) -> bool {
        self.plain.iter().any(|(name, ..)| name.starts_with(OF_CALIBRE))
    }

    /// A property of an element: its attribute in OPF 2, what refines it in OPF 3.
    fn property<'a>(&'a self, element: &'a Element, name: &str) -> Option<&'a str> {
        let refined = element.attribute("id").and_then(|id| self.of(id, name));
        element.attribute(name).or(refined)
    }

    fn of(&self, id: &str, name: &str) -> Option<&str> {
        let (_, value) = self.refining.get(id)?.iter().find(|(property, _)| property == name)?;
        Some(value.as_str())
    }
}

struct Reading {
    book: Book,
    metas: Metas,
    is_of_calibre: bool,
    has_subtitle: bool,
}

impl Reading {
    fn elements(&mut self, elements: &[&Element]) {
        let words = |name: &'static str| {
            elements.iter().filter(move |element| element.local() == name).map(|element| element.words())
        };
        self.book.languages(&words("language").collect::<Vec<_>>());
        self.date(elements);
        for element in elements {
            let text = element.words();
            match element.local() {
                _ if text.is_empty() => {}
                "language" | "date" => {}
                "title" => self.title(element, &text),
                "creator" => self.person(element, &text, Role::Author),
                "contributor" => self.person(element, &text, UNTOLD_ROLE),
                "identifier" => self.identifier(element, &text),
                name => match element_field(name) {
                    Some(Field::Abstract) => self.book.comments(&element.text()),
                    Some(Field::License) => {
                        let rights = comments::marked(&element.text());
                        self.book.field(Place::Here, Field::License, &[rights], name);
                    }
                    Some(field) => self.book.field(Place::Here, field, &[text], name),
                    None => self.book.keep(name, &text),
                },
            }
        }
    }

    /// The date of publication: the one that says so, else the first that says nothing. The others, of the making of the
    /// file, are kept.
    fn date(&mut self, elements: &[&Element]) {
        let dates: Vec<&&Element> = elements.iter().filter(|element| element.local() == "date").collect();
        let event = |element: &Element| element.attribute("event").map(str::to_lowercase);
        let best = dates.iter().find(|date| event(date).is_some_and(|event| event.ends_with("publication")));
        let best = best.or_else(|| dates.iter().find(|date| event(date).is_none()));
        for date in &dates {
            let text = date.words();
            if best.is_none_or(|best| !std::ptr::eq::<Element>(**best, **date)) {
                let name = event(date).map_or_else(|| "date".to_owned(), |event| format!("date ({event})"));
                self.book.keep(&name, &text);
                continue;
            }
            let read = if self.is_of_calibre { dates::of_calibre(&text) } else { dates::of_package(&text) };
            if let Some(read) = read {
                self.book.date(read);
            }
        }
    }

    /// A title: the first is the title where nothing says otherwise (EPUB Packages 3.3, `title-type`).
    fn title(&mut self, element: &Element, text: &str) {
        let field = match self.metas.property(element, "title-type") {
            Some("subtitle") if !self.has_subtitle => {
                self.has_subtitle = true;
                Field::Subtitle
            }
            Some("short") => Field::ShortTitle,
            Some("edition") => Field::Edition,
            Some("subtitle" | "collection" | "expanded") => return self.book.keep("title", text),
            _ => Field::Title,
        };
        self.book.field(Place::Here, field, &[text.to_owned()], "title");
    }

    fn person(&mut self, element: &Element, text: &str, untold: Role) {
        let role = self.metas.property(element, "role").map(str::to_owned);
        let sort = self.metas.property(element, "file-as").unwrap_or_default().to_owned();
        match role.as_deref() {
            None | Some("") => self.person_in(untold, text, &sort),
            Some(BOOK_PRODUCER) => self.book.keep(BOOK_PRODUCER, text),
            Some(code) => match role_of_relator(code) {
                Some(role) => self.person_in(role, text, &sort),
                None => {
                    self.book.keep(&format!("{} ({code})", element.local()), text);
                    self.person_in(untold, text, &sort);
                }
            },
        }
    }

    /// Several names in one element, as Calibre has them nowhere but others do, are not told apart: an ampersand may
    /// belong to a firm.
    fn person_in(&mut self, role: Role, text: &str, sort: &str) {
        self.book.person(role, text, sort);
    }

    /// `<dc:identifier opf:scheme="ISBN">` in OPF 2; `urn:isbn:…`, `isbn:…` in OPF 3.
    fn identifier(&mut self, element: &Element, text: &str) {
        let bare = text.strip_prefix("urn:").unwrap_or(text);
        let prefixed = bare.split_once(':').filter(|(scheme, value)| {
            !value.starts_with("//")
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        });
        match (element.attribute("scheme"), prefixed) {
            (Some(scheme), Some((prefix, value))) if prefix.eq_ignore_ascii_case(scheme) => {
                self.book.identifier(prefix, value);
            }
            (Some(scheme), _) => self.book.identifier(scheme, text),
            (None, Some((scheme, value))) => self.book.identifier(scheme, value),
            (None, None) => {
                let scheme = if text.contains("://doi.org/") { "doi" } else { "isbn" };
                self.book.identifier(scheme, text);
            }
        }
    }

    fn metas(&mut self) {
        let plain = std::mem::take(&mut self.metas.plain);
        let of_calibre = |name: &str| {
            let value = plain.iter().find(|(known, ..)| known.strip_prefix(OF_CALIBRE) == Some(name));
            value.map_or_else(String::new, |(_, value, _)| value.clone())
        };
        self.book.series(&of_calibre("series"), &of_calibre("series_index"));
        self.book.rating(&of_calibre("rating"));
        for (name, value, id) in &plain {
            let own = name.strip_prefix(OF_CALIBRE);
            match (own, name.as_str()) {
                (Some("series" | "series_index" | "rating"), _) => {}
                (Some(own), _) if own == OWN_COLUMNS => self.own_columns(value),
                (Some(own), _) if own.starts_with(OWN_COLUMNS) => {
                    let name = own.trim_start_matches(OWN_COLUMNS).trim_start_matches(':');
                    self.own_column(name, serde_json::from_str(value).unwrap_or(Json::Null));
                }
                (_, "belongs-to-collection") => self.collection(value, id.as_deref()),
                _ => self.book.keep(name, value),
            }
        }
    }

    /// A series, or a set of volumes.
    fn collection(&mut self, name: &str, id: Option<&str>) {
        let property = |name| id.and_then(|id| self.metas.of(id, name)).unwrap_or_default().to_owned();
        if property("collection-type") == "set" {
            self.book.field(Place::Set, Field::Title, &[name.to_owned()], "collection");
            self.book.field(Place::Here, Field::Volume, &[property("group-position")], "group-position");
        } else {
            let position = property("group-position");
            self.book.series(name, &position);
        }
    }

    fn own_columns(&mut self, columns: &str) {
        if let Ok(Json::Object(columns)) = serde_json::from_str(columns) {
            for (name, column) in columns {
                self.own_column(&name, column);
            }
        }
    }

    /// A column of one's own: JSON with the value in `#value#`.
    fn own_column(&mut self, name: &str, mut column: Json) {
        let texts: Vec<String> = match column.get_mut("#value#").map(Json::take) {
            Some(Json::Array(values)) => values.iter().filter_map(text_of).collect(),
            Some(value) => text_of(&value).into_iter().collect(),
            None => return,
        };
        match own_column(name) {
            Some(told) => self.book.told(told, &texts, name),
            None => texts.iter().for_each(|text| self.book.keep(name, text)),
        }
    }
}

/// A value as text; `None` for nothing, and for days that are undefined.
fn text_of(value: &Json) -> Option<String> {
    match value {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        Json::Object(members) => {
            text_of(members.get("__value__")?).filter(|text| !text.starts_with("0101-01-01"))
        }
        value => Some(value.to_string()),
    }
}
