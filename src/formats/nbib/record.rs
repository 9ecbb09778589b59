//! One record → a reference. What no field holds is an extra.

use foldhash::{HashSet, HashSetExt};

use super::{NAME, UNKNOWN_TYPE, pages};
use crate::fields::nbib::{NBIB_TYPES, nbib_row};
use crate::fields::ris::Holds;
use crate::fields::{Kind, row};
use crate::formats::ris::{dates, text};
use crate::formats::tagged_lines::Tagged;
use crate::model::{
    Date, EntryType, Extra, Field, Name, NameList, Place, Reference, Role, Value, edition, language,
};
/// What stands behind a given name in full.
const SUFFIXES: &[&str] = &["Jr", "Jr.", "Sr", "Sr.", "2nd", "3rd", "4th", "II", "III", "IV"];
/// The tags of names in full and cut short, whose lists go side by side.
const NAMES: &[(&str, &str)] = &[("FAU", "AU"), ("FED", "ED")];
/// A body among the authors.
const BODY: &str = "CN";
/// The title of a book: of the entry, or of what it is a part of.
const BOOK_TITLE: &str = "BTI";
/// The title in the language of the text, and the title, which is then translated.
const VERNACULAR: &str = "TT";
const TITLE: &str = "TI";
/// What kind of publication it is.
const PUBLICATION_TYPE: &str = "PT";

/// The reference of a record.
pub(super) fn reference(record: &[Tagged]) -> Reference {
    let mut reading = Reading {
        record,
        used: vec![false; record.len()],
        reference: Reference::new(UNKNOWN_TYPE),
        identifiers: HashSet::new(),
    };
    reading.entry_type();
    reading.titles();
    for (full, short) in NAMES {
        reading.names(full, short);
    }
    for index in 0..record.len() {
        reading.line(index);
    }
    reading.languages();
    reading.short_title_alone();
    reading.settle_places();
    reading.finish()
}

struct Reading<'r> {
    record: &'r [Tagged],
    used: Vec<bool>,
    reference: Reference,
    /// The identifiers that are set, of those that are given more than once.
    identifiers: HashSet<(Field, String)>,
}

impl<'r> Reading<'r> {
    /// The lines with a tag and a value.
    fn all(&self, tag: &str) -> impl Iterator<Item = (usize, &'r str)> + use<'r> {
        let tag = tag.to_owned();
        let lines = self.record.iter().enumerate();
        lines
            .filter(move |(_, line)| line.tag == tag && !line.value.is_empty())
            .map(|(at, line)| (at, line.value.as_str()))
    }

    fn mark(&mut self, index: usize) {
        if let Some(used) = self.used.get_mut(index) {
            *used = true;
        }
    }

    fn take(&mut self, tag: &str) -> Option<&'r str> {
        let (index, value) = self.all(tag).next()?;
        self.mark(index);
        Some(value)
    }

    fn set(&mut self, place: Place, field: Field, value: impl Into<Value>) {
        self.reference.fields.set(place, field, value);
    }

    /// By the titles that there are, then by the publication types.
    fn entry_type(&mut self) {
        let has = |tag: &str| self.all(tag).next().is_some();
        let publication = NBIB_TYPES
            .iter()
            .find(|(name, _)| self.all(PUBLICATION_TYPE).any(|(_, value)| value.eq_ignore_ascii_case(name)));
        self.reference.entry_type = match publication {
            _ if has(BOOK_TITLE) && has(TITLE) => EntryType::Chapter,
            _ if has(BOOK_TITLE) => EntryType::Book,
            Some((_, entry_type)) => *entry_type,
            None if has("JT") || has("TA") => EntryType::Article,
            None => UNKNOWN_TYPE,
        };
        // The usual type says nothing more.
        let usual =
            self.all(PUBLICATION_TYPE).find(|(_, value)| value.eq_ignore_ascii_case("Journal Article"));
        if let Some((index, _)) = usual {
            self.mark(index);
        }
    }

    fn titles(&mut self) {
        let title = self.take(TITLE).map(tidy_title);
        match self.take(VERNACULAR).map(tidy_title) {
            // The text is in another language; English is what the catalogue made of its title.
            Some(vernacular) => {
                self.set(Place::Here, Field::Title, vernacular);
                self.set(Place::Here, Field::TitleAddon, title.unwrap_or_default());
            }
            None => self.set(Place::Here, Field::Title, title.unwrap_or_default()),
        }
        if let Some(book) = self.take(BOOK_TITLE).map(tidy_title) {
            let place =
                if self.reference.entry_type == EntryType::Chapter { Place::Container } else { Place::Here };
            self.set(place, Field::Title, book);
        }
    }

    /// Names in full where there are such; each of those cut short stands beside one in full.
    fn names(&mut self, full: &str, short: &str) {
        let Some(Holds::Names(place, role)) = nbib_row(full).map(|row| row.holds) else { return };
        let is_part = self.reference.entry_type.is_part_of_book() && role == Role::Editor;
        let place = if is_part { Place::Container } else { place };
        let mut names = Vec::new();
        let mut full_name_stands = false;
        for (index, line) in self.record.iter().enumerate().filter(|(_, line)| !line.value.is_empty()) {
            let is_body = line.tag == BODY && role == Role::Author;
            if line.tag == full || is_body {
                names.push(if is_body { Name::literal(line.value.as_str()) } else { full_name(&line.value) });
                full_name_stands = !is_body;
            } else if line.tag == short {
                if !full_name_stands {
                    names.push(short_name(&line.value));
                }
                full_name_stands = false;
            } else {
                continue;
            }
            self.used[index] = true;
        }
        if !names.is_empty() {
            self.reference.names.insert((place, role), NameList::of(names));
        }
    }

    /// A line that holds one value of a field.
    fn line(&mut self, index: usize) {
        let Some(line) = self.record.get(index).filter(|line| !self.used[index] && !line.value.is_empty())
        else {
            return;
        };
        let Some(Holds::Field(place, field)) = nbib_row(&line.tag).map(|row| row.holds) else { return };
        let kind = row(place, field).map(|row| row.kind);
        let value = text::unescape(&line.value).into_owned();
        let is_set = self.reference.fields.has(place, field);
        let value: Value = match (field, kind) {
            (Field::Language, _) => return,
            (Field::Doi, _) => match value.strip_suffix("[doi]").and_then(|doi| text::doi(doi.trim())) {
                Some(doi) => return self.add(index, place, field, doi),
                None => return,
            },
            (Field::Issn, _) => {
                let number = without_medium(&value).to_owned();
                return self.add(index, place, field, number);
            }
            (_, Some(kind)) if kind.is_list() => return self.add(index, place, field, value),
            _ if is_set => return,
            (_, Some(Kind::Date)) => match dates::parse(&value, None) {
                Some(stated) => stated.date.into(),
                None => Date::parse(&value).into(),
            },
            (Field::Pages, _) => pages::expanded(&value).into(),
            (Field::Edition, _) => edition::edition_of(&value).into(),
            _ => value.into(),
        };
        self.set(place, field, value);
        self.mark(index);
    }

    /// Adds to a list what is not in it.
    fn add(&mut self, index: usize, place: Place, field: Field, value: String) {
        let mut list = match self.reference.fields.remove(place, field) {
            Some(Value::List(list)) => list,
            _ => Vec::new(),
        };
        // `LID` and `AID` give the same DOI, and one of the numbers of a periodical links the others.
        let may_repeat = !matches!(field, Field::Doi | Field::Issn);
        if may_repeat || self.identifiers.insert((field, value.clone())) {
            list.push(value);
        }
        self.set(place, field, Value::List(list));
        self.mark(index);
    }

    /// The short title of a periodical whose title is not given is its title.
    fn short_title_alone(&mut self) {
        if !self.reference.fields.has(Place::Container, Field::Title)
            && let Some(short) = self.reference.fields.remove(Place::Container, Field::ShortTitle)
        {
            self.set(Place::Container, Field::Title, short);
        }
    }

    fn languages(&mut self) {
        let Some(Holds::Field(place, field)) = nbib_row("LA").map(|row| row.holds) else { return };
        let lines: Vec<(usize, &str)> = self.all("LA").collect();
        let tags: Vec<String> = lines
            .iter()
            .map(|(_, code)| language::from_any(code).unwrap_or_else(|| (*code).to_owned()))
            .collect();
        lines.iter().for_each(|(index, _)| self.mark(*index));
        if let Some(first) = tags.first() {
            self.set(place, field, first.as_str());
        }
        if tags.len() > 1 {
            self.set(place, Field::PrintedLanguages, tags);
        }
    }

    /// Publisher, place, volume and numbers of a chapter are those of its book; the place of a journal is but
    /// the country that its publisher is in.
    fn settle_places(&mut self) {
        if self.reference.entry_type.is_part_of_book() {
            for field in [Field::Publishers, Field::Places, Field::Edition, Field::Volume, Field::Isbn] {
                if let Some(value) = self.reference.fields.remove(Place::Here, field) {
                    self.set(Place::Container, field, value);
                }
            }
        } else if self.reference.entry_type.is_part_of_periodical() {
            self.reference.fields.remove(Place::Here, Field::Places);
            for (index, _) in self.all("PL").collect::<Vec<_>>() {
                self.used[index] = false;
            }
        }
    }

    fn finish(self) -> Reference {
        let mut reference = self.reference;
        let left =
            self.record.iter().zip(&self.used).filter(|(line, used)| !**used && !line.value.is_empty());
        reference.extras = left
            .map(|(line, _)| Extra {
                format: NAME.to_owned(),
                name: line.tag.clone(),
                value: line.value.clone(),
            })
            .collect();
        reference
    }
}

/// A title without the full stop that ends all of them, and without the brackets of a translated one.
fn tidy_title(title: &str) -> String {
    let title = text::unescape(title);
    let title = title.strip_suffix('.').filter(|title| !title.ends_with('.')).unwrap_or(&title);
    let inside = title.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inside.filter(|inside| !inside.contains(['[', ']'])).unwrap_or(title).to_owned()
}

/// The number of a periodical without the medium that it is for: `1234-5678 (Electronic)`.
fn without_medium(number: &str) -> &str {
    let bare = ["(Print)", "(Electronic)", "(Linking)"].iter().find_map(|medium| number.strip_suffix(medium));
    bare.unwrap_or(number).trim_end()
}

/// `Vale, Ada B Jr`
fn full_name(text: &str) -> Name {
    let Some((family, given)) = text.split_once(',') else { return Name::literal(text) };
    let (family, given) = (family.trim(), given.trim());
    match given.rsplit_once(' ').filter(|(_, suffix)| SUFFIXES.contains(suffix)) {
        Some((given, suffix)) => {
            Name { suffix: suffix.to_owned(), ..Name::person(family, given.trim_end_matches(',')) }
        }
        None => Name::person(family, given),
    }
}

/// `Vale AB Jr`
fn short_name(text: &str) -> Name {
    let (rest, suffix) = match text.rsplit_once(' ').filter(|(_, suffix)| SUFFIXES.contains(suffix)) {
        Some((rest, suffix)) => (rest, suffix),
        None => (text, ""),
    };
    match rest.rsplit_once(' ') {
        Some((family, initials)) if initials.chars().all(char::is_uppercase) => {
            Name { suffix: suffix.to_owned(), ..Name::person(family, initials) }
        }
        _ => Name::literal(text),
    }
}
