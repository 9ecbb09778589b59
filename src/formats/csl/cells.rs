//! Reference → public variables, each with the facts that it was made from.

use std::borrow::Cow;

use foldhash::HashSet;
use serde_json::Value as Json;

use super::note_writing::{self, tells_original};
use super::{dates, names, stand_ins, text, volume_title_owner};
use crate::fields::zotero::nearest_type;
use crate::fields::{
    Dialect, FIELDS, Kind, OriginalAs, Profile, ROLES, Reader, ReprintAs, RoleRow, Row, SpecialIssueAs,
    TitlesAs, in_words, role_row, row_to_write, type_row,
};
use crate::formats::fact::Fact;
use crate::model::{Date, EntryType, Field, Place, Reference, Role, Value, language, title};

/// The fields that give an original a title.
const ORIGINAL_TITLE: &[Field] = &[Field::Title, Field::Subtitle];
/// The genre of a special issue.
const SPECIAL_ISSUE: &str = "special issue";

/// A public variable.
#[derive(Debug)]
pub(super) struct Cell {
    /// The variable.
    pub(super) name: &'static str,
    /// Its value.
    pub(super) value: Json,
    /// What it was made from.
    pub(super) facts: Vec<Fact>,
}

/// The public variables of a reference for a target: names in the order of `ROLES`, then the others in that of
/// `FIELDS`, then what only the target wants.
pub(super) fn cells(reference: &Reference, profile: &Profile) -> Vec<Cell> {
    let reference = &*in_words(reference);
    let mut cells = name_cells(reference, profile);
    cells.extend(FIELDS.iter().filter_map(|row| field_cell(reference, profile, row)));
    cells.extend(special_issue(reference, profile));
    stand_ins::add(&mut cells, reference, profile);
    note_writing::add(&mut cells, reference, profile);
    for cell in &mut cells {
        if let Some(clean) = text::without_controls(&cell.value) {
            cell.value = clean;
        }
    }
    cells.retain(|cell| !says_nothing(&cell.value));
    cells
}

/// Whether nothing is left of a value.
fn says_nothing(value: &Json) -> bool {
    match value {
        Json::String(text) => text.is_empty(),
        Json::Array(values) => values.iter().all(says_nothing),
        Json::Object(members) => members.values().all(says_nothing),
        _ => false,
    }
}

/// The type that is written for a reference.
pub(super) fn item_type(reference: &Reference, profile: &Profile) -> &'static str {
    let csl_type = type_row(reference.entry_type).csl;
    if profile.reader == Reader::Zotero { nearest_type(csl_type) } else { csl_type }
}

/// Whose editor the variable `editor` names in an entry of this type.
pub(super) fn editor_place(entry_type: EntryType) -> Place {
    if entry_type.is_part_of_book() { Place::Container } else { Place::Here }
}

/// Whether a role's variable means this row's place in an entry of this type.
pub(super) fn is_role_for(row: &RoleRow, entry_type: EntryType) -> bool {
    let is_shared = row.role == Role::Editor && matches!(row.place, Place::Here | Place::Container);
    !is_shared || row.place == editor_place(entry_type)
}

fn name_cells(reference: &Reference, profile: &Profile) -> Vec<Cell> {
    let cell = |row: &RoleRow, place, role| {
        let names = reference.names(place, role);
        // Zotero has no field for the authors of the original, and no line tells them.
        let is_known = profile.reader != Reader::Zotero || place != Place::Original;
        let is_told = is_known && !names.is_empty() && is_role_for(row, reference.entry_type);
        let name = row.csl.filter(|_| is_told)?;
        Some(Cell { name, value: names::write(names), facts: vec![Fact::Names(place, role)] })
    };
    let mut cells: Vec<Cell> = ROLES.iter().filter_map(|row| cell(row, row.place, row.role)).collect();
    // Several styles drop a compiler who is the only one named (FIELDS.md, table D, trap 3).
    let editor = (editor_place(reference.entry_type), Role::Editor);
    let is_alone = [(Place::Here, Role::Author), editor]
        .into_iter()
        .all(|(place, role)| reference.names(place, role).is_empty());
    if is_alone && let Some(row) = role_row(editor.0, editor.1) {
        let compiler = cell(row, Place::Here, Role::Compiler);
        cells.splice(0..0, compiler);
    }
    cells
}

fn field_cell(reference: &Reference, profile: &Profile, row: &'static Row) -> Option<Cell> {
    let place = source_place(reference, profile, row)?;
    let subtitle =
        (row.field == Field::Title).then(|| reference.fields.text(place, Field::Subtitle)).flatten();
    let value = reference.fields.get(place, row.field);
    if value.is_none() && subtitle.is_none() {
        return None;
    }
    // Of the rows that share a place and a field, one is for this type.
    let is_the_row = row_to_write(Dialect::Csl, row.place, row.field, reference.entry_type)
        .is_some_and(|chosen| chosen.csl.written == row.csl.written && chosen.only == row.only);
    let name = row.csl.written.filter(|_| is_the_row)?;
    let mut facts = Vec::new();
    facts.extend(value.map(|_| Fact::Field(place, row.field)));
    facts.extend(subtitle.map(|_| Fact::Field(place, Field::Subtitle)));
    let spelling = Spelling::of(profile);
    let value = match row.field {
        Field::Title => title_value(reference, profile, place, value, subtitle).into(),
        Field::ShortTitle => {
            let short = value?.to_display();
            spelling.text(&in_case(reference, profile, place, &short)).into()
        }
        _ => spelling.value(row, value?)?,
    };
    (value != Json::String(String::new())).then_some(Cell { name, value, facts })
}

/// The genre of a special issue that is told as an article.
fn special_issue(reference: &Reference, profile: &Profile) -> Option<Cell> {
    let is_told = reference.entry_type == EntryType::SpecialIssue
        && profile.special_issue == SpecialIssueAs::Article
        && !reference.fields.has(Place::Here, Field::Genre);
    let name = row_to_write(Dialect::Csl, Place::Here, Field::Genre, reference.entry_type)?.csl.written?;
    is_told.then(|| Cell { name, value: SPECIAL_ISSUE.into(), facts: Vec::new() })
}

/// The place whose value stands in the variable of a row.
fn source_place(reference: &Reference, profile: &Profile, row: &Row) -> Option<Place> {
    let has_title = |place| has_any(reference, place, &[Field::Title, Field::Subtitle]);
    let owner = volume_title_owner(reference.entry_type);
    let issue = issue_in_volume_title(reference, profile);
    match (row.place, row.field) {
        (Place::Set, Field::Title) => issue.or(owner.filter(|_| has_title(Place::Set))),
        (place, Field::Title) if Some(place) == issue => None,
        (place, Field::Title) if Some(place) == owner && has_title(Place::Set) => Some(Place::Set),
        (Place::Original, Field::Title | Field::Date | Field::Publishers | Field::Places) => {
            place_behind(reference, profile, row.field)
        }
        (place, _) => Some(place),
    }
}

/// The place whose title is that of a special issue, for targets that print it as the title of a volume.
fn issue_in_volume_title(reference: &Reference, profile: &Profile) -> Option<Place> {
    let place = match reference.entry_type {
        EntryType::SpecialIssue => Place::Here,
        other if other.is_part_of_periodical() => Place::Issue,
        _ => return None,
    };
    let is_told = profile.special_issue == SpecialIssueAs::VolumeTitle
        && has_any(reference, place, &[Field::Title, Field::Subtitle]);
    is_told.then_some(place)
}

fn has_any(reference: &Reference, place: Place, fields: &[Field]) -> bool {
    fields.iter().any(|field| reference.fields.has(place, *field))
}

/// The place that a variable `original-…` tells of for a target.
fn place_behind(reference: &Reference, profile: &Profile, field: Field) -> Option<Place> {
    if tells_original(reference, profile) {
        return None;
    }
    match profile.original {
        OriginalAs::Date => (field == Field::Date).then(|| date_behind(reference)).flatten(),
        OriginalAs::Note if profile.reprint == ReprintAs::Note => None,
        _ if field == Field::Title => Some(Place::Original),
        // The style would take it for the earlier edition that this one reprints.
        OriginalAs::Title => imprint_behind(reference).filter(|_| !has_foreign_original(reference)),
        _ => imprint_behind(reference),
    }
}

/// The place whose date is the original one, for styles that print no more of the original.
fn date_behind(reference: &Reference) -> Option<Place> {
    if reference.fields.has(Place::Original, Field::Date) {
        return Some(Place::Original);
    }
    (!has_foreign_original(reference)).then_some(Place::Reprint)
}

fn has_foreign_original(reference: &Reference) -> bool {
    has_any(reference, Place::Original, ORIGINAL_TITLE) || reference.is_translated()
}

/// The place whose date, publisher and place the variables `original-…` give. Styles print a date without a
/// title as that of the first edition of the same text, so what is behind a translation needs a title.
fn imprint_behind(reference: &Reference) -> Option<Place> {
    const FACTS: &[Field] = &[Field::Date, Field::Publishers, Field::Places];
    if has_any(reference, Place::Original, ORIGINAL_TITLE) {
        return Some(Place::Original);
    }
    if reference.is_translated() {
        return None;
    }
    [Place::Original, Place::Reprint].into_iter().find(|place| has_any(reference, *place, FACTS))
}

/// Title and subtitle as one text of CSL.
fn title_value(
    reference: &Reference,
    profile: &Profile,
    place: Place,
    own: Option<&Value>,
    subtitle: Option<&str>,
) -> String {
    let spelling = Spelling::of(profile);
    let own = own.map_or_else(String::new, Value::to_display);
    let own = in_case(reference, profile, place, &own);
    let subtitle = in_case(reference, profile, place, subtitle.unwrap_or_default());
    let joined = text::join_title(&spelling.text(&own), &spelling.text(&subtitle));
    // English styles would capitalise the words of a foreign title (trap 2).
    if place == Place::Original && spelling == Spelling::Full { text::in_nocase(&joined) } else { joined }
}

/// A title of this place in sentence case if its words begin with capitals.
fn in_case<'a>(reference: &Reference, profile: &Profile, place: Place, marked: &'a str) -> Cow<'a, str> {
    let is_wanted = profile.titles == TitlesAs::SentenceCase && is_title_cased(reference, place);
    if is_wanted { title::to_sentence_case(marked, &names_in(reference)).into() } else { marked.into() }
}

/// Names that stand elsewhere in a reference: family names, and towns in one word. A title that has one of them means
/// the name.
fn names_in(reference: &Reference) -> HashSet<String> {
    let people = reference.names.values().flat_map(|list| &list.names).map(|name| name.family.as_str());
    let values = reference.fields.iter().filter(|((_, field), _)| *field == Field::Places);
    let towns = values.flat_map(|(_, value)| value.as_list()).map(String::as_str);
    let is_word = |word: &&str| word.chars().count() > 2 && word.chars().all(char::is_alphabetic);
    people.chain(towns).filter(is_word).map(str::to_owned).collect()
}

/// Whether the title of this place is in title case: that of an English text, not the name of a periodical or
/// a series, which keeps its capitals. A title in brackets is a cataloguer's description: its capitals are names.
fn is_title_cased(reference: &Reference, place: Place) -> bool {
    let has_sentence_case = match place {
        Place::Here => reference.entry_type != EntryType::Periodical,
        Place::Set => true,
        Place::Container => reference.entry_type.is_part_of_book(),
        _ => false,
    };
    let text = |field| reference.fields.text(place, field).unwrap_or_default();
    has_sentence_case
        && !text(Field::Title).starts_with('[')
        && reference.fields.text(Place::Here, Field::Language).is_some_and(language::is_english)
        && title::looks_title_cased(&text::join_title(text(Field::Title), text(Field::Subtitle)))
}

/// How much of CSL's spelling a target takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// All that the schema allows.
    Full,
    /// No spans, and dates in numbers alone (FIELDS.md, trap 4).
    Plain,
}

impl Spelling {
    pub(super) fn of(profile: &Profile) -> Spelling {
        if profile.reader == Reader::Hayagriva { Spelling::Plain } else { Spelling::Full }
    }

    fn text(self, marked: &str) -> Cow<'_, str> {
        match self {
            Spelling::Full => text::to_csl(marked),
            Spelling::Plain => text::to_csl_without_spans(marked).into(),
        }
    }

    fn date(self, date: &Date) -> Option<Json> {
        match self {
            Spelling::Full => Some(dates::write(date)),
            Spelling::Plain => dates::write_numbers(date),
        }
    }

    /// A value as CSL spells it, by its kind; `None` where the target has no form for it.
    pub(super) fn value(self, row: &Row, value: &Value) -> Option<Json> {
        let kind = row.kind;
        Some(match (kind, value) {
            (_, Value::Date(date)) => self.date(date)?,
            (Kind::Date, other) => self.date(&Date::parse(&other.to_display()))?,
            (Kind::Keywords, list) => text::join_keywords(list.as_list()).into(),
            (kind, Value::List(list)) if kind.has_markup() => {
                let spelled: Vec<_> = list.iter().map(|text| self.text(text).into_owned()).collect();
                text::join_list(&spelled).into()
            }
            (Kind::Identifier, Value::List(list)) if row.field == Field::Doi => {
                let bare: Vec<String> = list.iter().cloned().map(text::bare_doi).collect();
                text::join_list(&bare).into()
            }
            (_, Value::List(list)) => text::join_list(list).into(),
            (Kind::Language, Value::Text(tag)) => {
                language::from_any(tag).unwrap_or_else(|| tag.clone()).into()
            }
            (Kind::Pages, Value::Text(pages)) => text::pages_to_csl(pages).into(),
            (kind, Value::Text(marked)) if kind.has_markup() => self.text(marked).into(),
            (_, Value::Text(text)) => text.as_str().into(),
        })
    }
}
