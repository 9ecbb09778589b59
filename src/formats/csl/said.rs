//! Public variables → the facts that they state.

use serde_json::Value as Json;

use super::cells::{editor_place, is_role_for};
use super::{dates, jats, names, text, volume_title_owner};
use crate::fields::{Dialect, FIELDS, Kind, ROLES, Row, row, row_to_read, row_to_write};
use crate::formats::{book_numbers, fact::Fact};
use crate::model::field::Fields;
use crate::model::reference::Names;
use crate::model::{EntryType, Extra, Field, Place, Role, Value, language};

/// A variable that stands for editors who are the translators too (CSL 1.0.2).
const EDITORS_AND_TRANSLATORS: &[&str] = &["editor-translator", "editortranslator"];

/// A variable as it is in a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Variable<'a> {
    /// Its name there.
    pub(super) name: &'a str,
    /// Its value.
    pub(super) value: &'a Json,
}

/// Something in a variable that no field can hold.
#[derive(Debug, PartialEq)]
pub(super) struct Rest {
    /// The place of the variable among those read.
    pub(super) variable: usize,
    /// The part of the variable and its value; `None` for the whole.
    pub(super) part: Option<(String, Json)>,
    /// What is wrong with it, if anything is.
    pub(super) problem: Option<&'static str>,
}

/// What public variables state.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// The fields.
    pub(super) fields: Fields,
    /// The names.
    pub(super) names: Names,
    /// What no field can hold.
    pub(super) rest: Vec<Rest>,
    /// Fields of BibTeX that stand as lines of the note.
    pub(super) extras: Vec<Extra>,
}

/// Reads the variables of an entry of this type.
pub(super) fn said(entry_type: EntryType, variables: &[Variable<'_>]) -> Said {
    let mut said = Said::default();
    // The names that are written come before old names for the same field.
    let (current, old): (Vec<_>, Vec<_>) =
        variables.iter().enumerate().partition(|(_, variable)| is_current(entry_type, variable.name));
    let mut note = None;
    for (position, variable) in current.into_iter().chain(old) {
        match variable.value {
            // Its lines count only where no variable says the same.
            Json::String(text) if is_note(variable.name) => note = Some(text.as_str()),
            _ => said.read(entry_type, position, *variable),
        }
    }
    if let Some(note) = note {
        said.read_note(entry_type, note);
    }
    said.rest.sort_by_key(|rest| rest.variable);
    said.exchange_volume_titles(entry_type);
    said
}

fn is_current(entry_type: EntryType, name: &str) -> bool {
    if EDITORS_AND_TRANSLATORS.contains(&name) {
        return false;
    }
    row_to_read(Dialect::Csl, name, entry_type).is_none_or(|row| row.csl.written == Some(name))
}

/// Whether a variable is the note.
pub(super) fn is_note(name: &str) -> bool {
    row(Place::Here, Field::Note).is_some_and(|row| row.csl.written == Some(name))
}

/// Whether a variable holds names.
pub(super) fn is_variable_of_names(name: &str) -> bool {
    EDITORS_AND_TRANSLATORS.contains(&name) || ROLES.iter().any(|row| row.csl == Some(name))
}

/// The row that a variable means, in any case of its letters.
pub(super) fn row_of(name: &str, entry_type: EntryType) -> Option<&'static Row> {
    row_to_read(Dialect::Csl, name, entry_type).or_else(|| {
        let mut names = FIELDS
            .iter()
            .flat_map(|row| row.csl.written.into_iter().chain(row.csl.also_read.iter().copied()));
        let spelled = names.find(|spelled| spelled.eq_ignore_ascii_case(name))?;
        row_to_read(Dialect::Csl, spelled, entry_type)
    })
}

impl Said {
    fn read(&mut self, entry_type: EntryType, position: usize, variable: Variable<'_>) {
        let name = variable.name;
        let whole = |problem| Rest { variable: position, part: None, problem };
        let mut role = ROLES.iter().filter(|row| row.csl == Some(name) && is_role_for(row, entry_type));
        if let Some(row) = role.next() {
            self.read_names(&[Fact::Names(row.place, row.role)], position, variable.value);
        } else if EDITORS_AND_TRANSLATORS.contains(&name) {
            let editor = Fact::Names(editor_place(entry_type), Role::Editor);
            let both = [editor, Fact::Names(Place::Here, Role::Translator)];
            self.read_names(&both, position, variable.value);
        } else if let Some(row) = row_of(name, entry_type) {
            let read = match series_and_book(entry_type, row, variable.value) {
                Some((series_row, [series, book])) => {
                    self.read_field(series_row, position, series).and(self.read_field(row, position, book))
                }
                None => self.read_field(row, position, variable.value),
            };
            if let Err(problem) = read {
                self.rest.push(whole(problem));
            }
        } else {
            self.rest.push(whole(None));
        }
    }

    fn read_names(&mut self, facts: &[Fact], position: usize, value: &Json) {
        let Some(read) = names::read(value) else {
            let problem = Some("names were expected; kept as it is");
            self.rest.push(Rest { variable: position, part: None, problem });
            return;
        };
        for (path, value) in read.rest {
            self.rest.push(Rest { variable: position, part: Some((path, value)), problem: None });
        }
        if read.names.is_empty() {
            return;
        }
        for fact in facts {
            let Fact::Names(place, role) = *fact else { continue };
            let list = self.names.entry((place, role)).or_default();
            for read_name in &read.names {
                if facts.len() == 1 || !list.names.contains(read_name) {
                    list.names.push(read_name.clone());
                }
            }
        }
    }

    /// `Err` when the variable has to be kept, with what is wrong with it.
    fn read_field(&mut self, row: &Row, position: usize, json: &Json) -> Result<(), Option<&'static str>> {
        let (place, field) = (row.place, row.field);
        let (value, rest, kept) = match read_value(row, json) {
            Read::Nothing => return Ok(()),
            Read::Wrong(problem) => return Err(Some(problem)),
            Read::Value(value, rest) => (value, rest, Ok(())),
            Read::First(value) => {
                (value, Vec::new(), Err(Some("one text was expected; the first of the list is used")))
            }
        };
        if let Some(earlier) = self.fields.get(place, field) {
            // Two names for one field: nothing is lost when both say the same.
            return if *earlier == value { Ok(()) } else { Err(None) };
        }
        for (member, json) in rest {
            self.rest.push(Rest {
                variable: position,
                part: Some((format!(".{member}"), json)),
                problem: None,
            });
        }
        self.fields.set(place, field, value);
        kept
    }

    /// Of a volume with a title of its own CSL's `title` is the set's and `volume-title` its own; in a part of
    /// a book, `container-title` is the set's; in an article, `volume-title` is the special issue's.
    fn exchange_volume_titles(&mut self, entry_type: EntryType) {
        let Some(volume_title) = self.fields.remove(Place::Set, Field::Title) else { return };
        let place = volume_title_owner(entry_type).unwrap_or(Place::Issue);
        if let Some(title) = self.fields.set(place, Field::Title, volume_title) {
            self.fields.set(Place::Set, Field::Title, title);
        }
    }
}

/// Crossref gives the series before the book that a chapter stands in.
fn series_and_book<'j>(
    entry_type: EntryType,
    row: &Row,
    value: &'j Json,
) -> Option<(&'static Row, &'j [Json; 2])> {
    let is_book = (row.place, row.field) == (Place::Container, Field::Title) && entry_type.is_part_of_book();
    let titles: &[Json; 2] = value.as_array().filter(|_| is_book)?.as_slice().try_into().ok()?;
    let are_texts = titles.iter().all(|title| title.as_str().is_some_and(|text| !text.is_empty()));
    let series = row_to_write(Dialect::Csl, Place::Series, Field::Title, entry_type)?;
    (are_texts && titles[0] != titles[1]).then_some((series, titles))
}

/// What a variable of a field gives.
pub(super) enum Read {
    /// It is there but says nothing.
    Nothing,
    /// A value, and members of it that say something else.
    Value(Value, Vec<(String, Json)>),
    /// The first of several where there should be one.
    First(Value),
    /// It has no shape that the field can have.
    Wrong(&'static str),
}

pub(super) fn read_value(row: &Row, json: &Json) -> Read {
    if row.kind == Kind::Date {
        return match dates::read(json) {
            Some(read) => Read::Value(read.date.into(), read.rest),
            None if dates::is_blank(json) => Read::Nothing,
            None => Read::Wrong("there is no date in it; kept as it is"),
        };
    }
    let text = match json {
        Json::Null => return Read::Nothing,
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        Json::Array(list) => return read_list(row, list),
        Json::Bool(_) | Json::Object(_) => return Read::Wrong("a text was expected; kept as it is"),
    };
    let value = value_of(row, &text);
    if value.is_empty() { Read::Nothing } else { Read::Value(value, Vec::new()) }
}

/// A list where CSL has a text, as Crossref writes.
fn read_list(row: &Row, list: &[Json]) -> Read {
    let texts: Option<Vec<String>> = list
        .iter()
        .filter(|text| !dates::is_blank(text))
        .map(|text| match text {
            Json::String(text) => Some(text.clone()),
            Json::Number(number) => Some(number.to_string()),
            _ => None,
        })
        .collect();
    match texts.as_deref() {
        None => Read::Wrong("a text was expected; kept as it is"),
        Some([]) => Read::Nothing,
        Some([text]) => Read::Value(value_of(row, text), Vec::new()),
        Some(texts) if row.kind.is_list() => {
            let texts = texts.iter().map(|text| plain_or_marked(row.kind, text)).collect::<Vec<_>>();
            Read::Value(texts.into(), Vec::new())
        }
        Some([first, ..]) => Read::First(value_of(row, first)),
    }
}

fn plain_or_marked(kind: Kind, text: &str) -> String {
    if kind == Kind::Identifier {
        return book_numbers::bare(text).to_owned();
    }
    if let Some(text) = jats::to_marked(text) {
        return text;
    }
    if kind.has_markup() { text::from_csl(text).into_owned() } else { text.to_owned() }
}

fn value_of(row: &Row, text: &str) -> Value {
    match row.kind {
        Kind::Keywords => text::split_keywords(text).into(),
        Kind::Identifier if row.field == Field::Doi => {
            text::split_identifiers(text).into_iter().map(text::bare_doi).collect::<Vec<_>>().into()
        }
        Kind::Identifier => text::split_identifiers(text).into(),
        Kind::Languages => {
            let tag = |text: &str| language::from_any(text).unwrap_or_else(|| text.to_owned());
            Value::List(text.split(" and ").map(tag).filter(|tag| !tag.is_empty()).collect())
        }
        kind if kind.is_list() => {
            let list = vec![plain_or_marked(kind, text)];
            Value::List(list.into_iter().filter(|text| !text.is_empty()).collect())
        }
        Kind::Pages => text::pages_from_csl(text).into(),
        // Zotero's language is what people wrote: "English", "en_US".
        Kind::Language => language::from_any(text).unwrap_or_else(|| text.to_owned()).into(),
        Kind::Title if row.place == Place::Original => {
            text::without_nocase(&text::from_csl(text)).to_owned().into()
        }
        kind => plain_or_marked(kind, text).into(),
    }
}
