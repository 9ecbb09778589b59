//! One book of Calibre or of a package document → reference.

use super::{comments, dates};
use crate::fields::Kind;
use crate::fields::calibre::{self, BODY_WORDS, Told, UNKNOWN_AUTHOR};
use crate::formats::book_numbers;
use crate::formats::shelves::names;
use crate::model::reading::Reading;
use crate::model::tree::ReadingStatus;
use crate::model::{Date, EntryType, Extra, Field, Name, Place, Reference, Role, Value, language, title};

/// A book while it is read.
pub(super) struct Book {
    reference: Reference,
    /// The name of the format, for extras.
    format: &'static str,
}

impl Book {
    pub(super) fn new(format: &'static str) -> Self {
        Book { reference: Reference::new(EntryType::Book), format }
    }

    pub(super) fn into_reference(self) -> Reference {
        self.reference
    }

    /// Keeps what there is no field for.
    pub(super) fn keep(&mut self, name: &str, value: &str) {
        if !value.trim().is_empty() {
            let extra =
                Extra { format: self.format.to_owned(), name: name.to_owned(), value: value.to_owned() };
            self.reference.extras.push(extra);
        }
    }

    /// Sets a field. What it cannot take, or has already, is kept under this name.
    pub(super) fn field(&mut self, place: Place, field: Field, texts: &[String], name: &str) {
        let value = calibre::kind(place, field).and_then(|kind| value(kind, texts));
        match value {
            None => {}
            Some(value) if self.reference.fields.has(place, field) => self.add(place, field, value, name),
            Some(value) => {
                self.reference.fields.set(place, field, value);
            }
        }
    }

    /// Puts a value beside the one that is there.
    fn add(&mut self, place: Place, field: Field, value: Value, name: &str) {
        let before = self.reference.fields.get(place, field);
        if before == Some(&value) {
            return;
        }
        match (before, value) {
            (Some(Value::List(before)), Value::List(more)) => {
                let mut list = before.clone();
                more.into_iter().for_each(|text| {
                    if !list.contains(&text) {
                        list.push(text);
                    }
                });
                self.reference.fields.set(place, field, list);
            }
            (_, value) => self.keep(name, &value.to_display()),
        }
    }

    pub(super) fn title(&mut self, text: &str) {
        self.field(Place::Here, Field::Title, &[text.to_owned()], "title");
    }

    /// Somebody in a role. `inverted` is the name as it is sorted; it may be empty.
    pub(super) fn person(&mut self, role: Role, name: &str, inverted: &str) {
        // Calibre writes a bar for a comma in the names of authors.
        let (name, inverted) = (name.replace('|', ","), inverted.replace('|', ","));
        if name.trim().is_empty() || (role == Role::Author && name.trim() == UNKNOWN_AUTHOR) {
            return;
        }
        let name = person(&name, &inverted);
        let list = self.reference.names.entry((Place::Here, role)).or_default();
        if !list.names.contains(&name) {
            list.names.push(name);
        }
    }

    /// What a column or an element of a known meaning says.
    pub(super) fn told(&mut self, told: Told, texts: &[String], name: &str) {
        match told {
            Told::Field(place, field) => self.field(place, field, texts, name),
            Told::Names(role) => {
                for text in texts {
                    // Calibre has ampersands between names.
                    text.split(['&', ';']).for_each(|name| self.person(role, name, ""));
                }
            }
        }
    }

    /// A number of the book in a scheme.
    pub(super) fn identifier(&mut self, scheme: &str, value: &str) {
        let value = value.trim();
        match calibre::identifier_field(scheme) {
            Some(Field::Isbn) if book_numbers::is_isbn(value) => {
                let known = self.reference.fields.list(Place::Here, Field::Isbn);
                if !known.iter().any(|known| book_numbers::are_same_isbn(known, value)) {
                    self.field(Place::Here, Field::Isbn, &[value.to_owned()], scheme);
                }
            }
            // A number of a shop in the place of an ISBN.
            None | Some(Field::Isbn) => self.keep(scheme, value),
            Some(field) => self.field(Place::Here, field, &[value.to_owned()], scheme),
        }
    }

    pub(super) fn series(&mut self, name: &str, number: &str) {
        self.field(Place::Series, Field::Title, &[name.to_owned()], "series");
        if !name.trim().is_empty() {
            self.field(Place::Series, Field::Number, &[short_number(number)], "series_index");
        }
    }

    /// The languages of the text, as codes or names.
    pub(super) fn languages(&mut self, languages: &[String]) {
        let mut tags: Vec<String> = Vec::new();
        for text in languages.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
            match language::from_any(text) {
                // ISO 639-2: undetermined.
                Some(tag) if tag == "und" => {}
                Some(tag) if !tags.contains(&tag) => tags.push(tag),
                Some(_) => {}
                None => self.keep("language", text),
            }
        }
        if let Some(first) = tags.first() {
            self.reference.fields.set(Place::Here, Field::Language, first.clone());
        }
        if tags.len() > 1 {
            self.reference.fields.set(Place::Here, Field::PrintedLanguages, tags);
        }
    }

    pub(super) fn comments(&mut self, text: &str) {
        let marked = comments::marked(text);
        if self.reference.fields.has(Place::Here, Field::Abstract) {
            self.keep("comments", &marked);
        } else {
            self.reference.fields.set(Place::Here, Field::Abstract, marked);
        }
    }

    pub(super) fn date(&mut self, date: Date) {
        self.reference.fields.set(Place::Here, Field::Date, date);
    }

    /// A rating of 0 to 10, half stars; 0 is none. A book that has one was read. Half a star more counts as a whole one,
    /// and what the library says is kept beside.
    pub(super) fn rating(&mut self, text: &str) {
        let halves = text.trim().parse::<f64>().ok().filter(|halves| *halves > 0.0 && *halves <= 10.0);
        let Some(halves) = halves else { return };
        if halves.rem_euclid(2.0) != 0.0 {
            self.keep("rating", text.trim());
        }
        // 0 < halves ≤ 10, so the stars are 1 to 5.
        let stars = (halves / 2.0).round().clamp(1.0, 5.0) as u8;
        let reading = Reading { rating: Some(stars), ..Reading::new((), ReadingStatus::Finished) };
        self.reference.own_reading.read_throughs.push(reading);
    }

    /// Whether anything at all was said of it.
    pub(super) fn is_empty(&self) -> bool {
        self.reference == Reference::new(self.reference.entry_type)
    }
}

/// `2.0` as `2`, `2.50` as `2.5`.
fn short_number(number: &str) -> String {
    let number = number.trim();
    match number.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|byte| byte.is_ascii_digit()) => {
            let fraction = fraction.trim_end_matches('0');
            if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
        }
        _ => number.to_owned(),
    }
}

/// A name, with its parts as it is sorted where that is the same name inverted.
fn person(name: &str, inverted: &str) -> Name {
    let is_body = |name: &str| name.split_whitespace().any(|word| BODY_WORDS.contains(&word));
    let words = |text: &str| {
        let mut words: Vec<String> =
            text.split([' ', ',']).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        words.sort();
        words
    };
    if inverted.contains(',') && words(inverted) == words(name) {
        return names::inverted_with_suffix(inverted);
    }
    if name.contains(',') {
        return names::inverted_with_suffix(name);
    }
    if is_body(name) {
        return Name::literal(name.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    names::in_order(name)
}

/// The value of texts for a kind; `None` where they have none.
fn value(kind: Kind, texts: &[String]) -> Option<Value> {
    let one_line = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let marked = |text: String| if kind.has_markup() { title::escape(&text).into_owned() } else { text };
    let mut lines = texts.iter().map(one_line).filter(|text| !text.is_empty()).map(marked);
    let value: Value = match kind {
        Kind::Date => dates::of_calibre(&lines.next()?)?.into(),
        Kind::Languages => {
            let tags = lines.map(|text| language::from_any(&text).unwrap_or(text));
            tags.collect::<Vec<String>>().into()
        }
        Kind::Number => Some(short_number(&lines.next()?)).filter(|number| number != "0")?.into(),
        kind if kind.is_list() => lines.collect::<Vec<String>>().into(),
        _ => lines.next()?.into(),
    };
    Some(value).filter(|value| !value.is_empty())
}
