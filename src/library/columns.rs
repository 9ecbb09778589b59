//! What of editions is shown in a column, sorted by, or counted.

use super::{
    Seen,
    reading::{READING_COLUMNS, ReadingColumn},
};
use crate::{
    fields::{self, Row, Storage},
    model::{Date, Field, NameList, Place, Role, Value, title},
    store::Tallied,
};

/// Something that editions have, or do not have.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    name: &'static str,
    what: What,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Key,
    /// The author, or whoever else leads.
    Leading,
    People(Role),
    Year,
    Decade,
    /// When the work first came out.
    WorkYear,
    WorkDecade,
    Title,
    Type,
    Kind,
    TextKind,
    Language,
    OriginalLanguage,
    Work,
    Field(&'static Row),
    /// How it was read.
    Reading(&'static ReadingColumn),
}

/// What of the database tells the values of a column.
pub(super) enum Plain {
    /// A column that tells them of all editions.
    Always(Tallied),
    /// The language of the text; where there is none, the field of the printed languages tells them.
    TextLanguage(&'static Row),
    /// A field of editions, where nothing that stands behind an edition tells it otherwise.
    Field(&'static Row),
}

impl Plain {
    /// The column of the database.
    pub(super) fn tallied(&self) -> Tallied {
        match self {
            Plain::Always(tallied) => *tallied,
            Plain::TextLanguage(_) => Tallied::TextLanguage,
            Plain::Field(row) => Tallied::Field(row),
        }
    }
}

/// Columns that are neither a field nor a role.
const COLUMNS: &[(&str, What)] = &[
    ("key", What::Key),
    ("author", What::Leading),
    ("year", What::Year),
    ("decade", What::Decade),
    ("work-year", What::WorkYear),
    ("work-decade", What::WorkDecade),
    ("title", What::Title),
    ("type", What::Type),
    ("kind", What::Kind),
    ("text", What::TextKind),
    ("language", What::Language),
    ("original-language", What::OriginalLanguage),
    ("work", What::Work),
];

/// Names that stand for fields which are called otherwise.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("original", "original-title"),
    ("container", "container-title"),
    ("journal", "container-title"),
    ("series", "series-title"),
    ("publisher", "publishers"),
    ("place", "places"),
    ("keyword", "keywords"),
    ("original-date", "work-year"),
    ("original-year", "work-year"),
];

/// Who leads, the first of these whom an edition names.
const LEADING: [(Place, Role); 3] =
    [(Place::Here, Role::Author), (Place::Here, Role::Editor), (Place::Container, Role::Editor)];

impl Column {
    /// The column with a name: one of these, a role, or a field as `oeuvre fields` prints it, with - or _.
    pub fn named(name: &str) -> Option<Column> {
        let name = name.trim().to_lowercase().replace('_', "-");
        let name =
            OTHER_NAMES.iter().find(|(other, _)| *other == name).map_or(name.as_str(), |(_, known)| known);
        if let Some((name, what)) = COLUMNS.iter().find(|(known, _)| *known == name) {
            return Some(Column { name, what: *what });
        }
        if let Some(column) = READING_COLUMNS.iter().find(|column| column.name == name) {
            return Some(Column { name: column.name, what: What::Reading(column) });
        }
        if let Some(role) = Role::from_word(name) {
            return Some(Column { name: role.as_str(), what: What::People(role) });
        }
        let row = fields::row_named(&name.replace('-', "_"))?;
        Some(Column { name: row.name, what: What::Field(row) })
    }

    /// Every name that a column can have, the usual ones first.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let own = COLUMNS.iter().map(|(name, _)| *name).chain(Column::reading_names());
        let roles = Role::ALL.iter().map(|role| role.as_str());
        let others = OTHER_NAMES.iter().map(|(name, _)| *name);
        own.chain(others).chain(roles).chain(fields::FIELDS.iter().map(|row| row.name))
    }

    /// The names of those that tell how editions were read.
    pub fn reading_names() -> impl Iterator<Item = &'static str> {
        READING_COLUMNS.iter().map(|column| column.name)
    }

    /// Whether it tells how editions were read.
    pub(super) fn tells_reading(self) -> bool {
        matches!(self.what, What::Reading(_))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// What an edition has of it, as people read it; several of people, places and the like.
    pub fn values(self, seen: &Seen) -> Vec<String> {
        let (reference, whole) = (&seen.reference, &seen.whole);
        match self.what {
            What::Key => vec![whole.edition.key.clone()],
            What::Leading => leading(seen).map(names).unwrap_or_default(),
            What::People(role) => reference.names.get(&(Place::Here, role)).map(names).unwrap_or_default(),
            What::Year => year(reference.fields.date(Place::Here, Field::Date)),
            What::WorkYear => year(whole.work.date.as_ref()),
            What::Decade => decade(reference.fields.date(Place::Here, Field::Date)),
            What::WorkDecade => decade(whole.work.date.as_ref()),
            What::Title => whole_title(seen).into_iter().collect(),
            What::Type => vec![whole.edition.entry_type.to_string()],
            What::Kind => vec![whole.work.kind.to_string()],
            What::TextKind => vec![whole.expression.kind.to_string()],
            What::Language => match &whole.expression.language {
                Some(language) => vec![language.clone()],
                // Where nothing is said of the text, what the edition says that it is printed in.
                None => reference.fields.list(Place::Here, Field::PrintedLanguages).to_vec(),
            },
            What::OriginalLanguage => whole.work.language.iter().cloned().collect(),
            What::Work => vec![whole.work.handle.clone()],
            What::Field(row) => field_values(reference.fields.get(row.place, row.field)),
            What::Reading(column) => column.values(&reference.own_reading),
        }
    }

    /// The fields of editions that its values come from, where nothing but those, the names of people and what is always
    /// read of text and work has to be known; `None` where all of an edition has.
    pub(super) fn rows(self) -> Option<Vec<&'static Row>> {
        let here = |fields: &[Field]| {
            fields.iter().map(|field| fields::row(Place::Here, *field)).collect::<Option<Vec<_>>>()
        };
        match self.what {
            What::Key
            | What::Leading
            | What::People(_)
            | What::WorkYear
            | What::WorkDecade
            | What::Type
            | What::Kind
            | What::TextKind
            | What::OriginalLanguage
            | What::Work
            | What::Reading(_) => Some(Vec::new()),
            What::Year | What::Decade => here(&[Field::Date]),
            What::Title => here(&[Field::Title, Field::Subtitle]),
            What::Language => here(&[Field::PrintedLanguages]),
            What::Field(row) if row.place == Place::Here => match row.storage {
                Storage::Column => Some(vec![row]),
                Storage::Expression => Some(Vec::new()),
                Storage::Identifiers | Storage::Keywords | Storage::Linked => None,
            },
            What::Field(_) => None,
        }
    }

    /// Where the names stand that it tells: the first list that there is; `None` where it tells of nobody.
    pub(super) fn people(self) -> Option<Vec<(Place, Role)>> {
        match self.what {
            What::Leading => Some(LEADING.to_vec()),
            What::People(role) => Some(vec![(Place::Here, role)]),
            _ => None,
        }
    }

    /// What of the database tells its values, for most editions.
    pub(super) fn plain(self) -> Option<Plain> {
        let field = |field| fields::row(Place::Here, field);
        match self.what {
            What::Type => Some(Plain::Always(Tallied::EntryType)),
            What::Kind => Some(Plain::Always(Tallied::WorkKind)),
            What::TextKind => Some(Plain::Always(Tallied::TextKind)),
            What::OriginalLanguage => Some(Plain::Always(Tallied::WorkLanguage)),
            What::Work => Some(Plain::Always(Tallied::Work)),
            What::WorkYear | What::WorkDecade => Some(Plain::Always(Tallied::WorkDate)),
            What::Language => field(Field::PrintedLanguages).map(Plain::TextLanguage),
            What::Year | What::Decade => field(Field::Date).map(Plain::Field),
            What::Field(row) if row.place == Place::Here && row.storage == Storage::Column => {
                Some(Plain::Field(row))
            }
            What::Key | What::Leading | What::People(_) | What::Title | What::Field(_) | What::Reading(_) => {
                None
            }
        }
    }

    /// What editions have of it whose value in the database, as [`Column::plain`] names it, is this.
    pub(super) fn values_of(self, value: Option<&Value>) -> Vec<String> {
        let date = value.and_then(Value::as_date);
        match self.what {
            What::Year | What::WorkYear => year(date),
            What::Decade | What::WorkDecade => decade(date),
            What::Field(_) => field_values(value),
            _ => value.map(Value::to_display).into_iter().collect(),
        }
    }

    /// The date by which editions are sorted where the column is one.
    pub(super) fn date(self, seen: &Seen) -> Option<Option<Date>> {
        let fields = &seen.reference.fields;
        match self.what {
            What::Year | What::Decade => Some(fields.date(Place::Here, Field::Date).cloned()),
            What::WorkYear | What::WorkDecade => Some(seen.whole.work.date.clone()),
            What::Field(row) if row.kind == fields::Kind::Date => {
                Some(fields.date(row.place, row.field).cloned())
            }
            What::Reading(column) => column.day(&seen.reference.own_reading),
            _ => None,
        }
    }

    /// The text by which editions are sorted; empty for those without a value.
    pub(super) fn sort_text(self, seen: &Seen) -> String {
        match self.what {
            What::Leading => leading(seen).map(inverted).unwrap_or_default(),
            What::People(role) => {
                seen.reference.names.get(&(Place::Here, role)).map(inverted).unwrap_or_default()
            }
            _ => self.values(seen).join("; "),
        }
    }
}

fn leading(seen: &Seen) -> Option<&NameList> {
    LEADING.iter().find_map(|place| seen.reference.names.get(place).filter(|list| !list.is_empty()))
}

fn names(list: &NameList) -> Vec<String> {
    list.names.iter().map(|name| name.display()).collect()
}

fn inverted(list: &NameList) -> String {
    list.names.iter().map(|name| name.inverted()).collect::<Vec<_>>().join("; ")
}

fn whole_title(seen: &Seen) -> Option<String> {
    let text = |field| seen.reference.fields.text(Place::Here, field);
    let whole = match (text(Field::Title)?, text(Field::Subtitle)) {
        (title, Some(subtitle)) => format!("{title}: {subtitle}"),
        (title, None) => title.to_owned(),
    };
    Some(title::plain(&whole).into_owned())
}

fn field_values(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::List(items)) => items.iter().map(|item| title::plain(item).into_owned()).collect(),
        Some(value) => vec![title::plain(&value.to_display()).into_owned()],
        None => Vec::new(),
    }
}

fn year(date: Option<&Date>) -> Vec<String> {
    date.map(Date::display_year).into_iter().collect()
}

fn decade(date: Option<&Date>) -> Vec<String> {
    let year = date.and_then(Date::year);
    year.map(|year| format!("{}s", year.div_euclid(10) * 10)).into_iter().collect()
}
