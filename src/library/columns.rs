//! What of editions is shown in a column, sorted by, or counted.

use super::Seen;
use crate::{
    fields::{self, Row},
    model::{Date, Field, NameList, Place, Role, Value, title},
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

impl Column {
    /// The column with a name: one of these, a role, or a field as `oeuvre fields` prints it, with - or _.
    pub fn named(name: &str) -> Option<Column> {
        let name = name.trim().to_lowercase().replace('_', "-");
        let name =
            OTHER_NAMES.iter().find(|(other, _)| *other == name).map_or(name.as_str(), |(_, known)| known);
        if let Some((name, what)) = COLUMNS.iter().find(|(known, _)| *known == name) {
            return Some(Column { name, what: *what });
        }
        if let Some(role) = Role::from_word(name) {
            return Some(Column { name: role.as_str(), what: What::People(role) });
        }
        let row = fields::row_named(&name.replace('-', "_"))?;
        Some(Column { name: row.name, what: What::Field(row) })
    }

    /// Every name that a column can have, the usual ones first.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let own = COLUMNS.iter().map(|(name, _)| *name);
        let roles = Role::ALL.iter().map(|role| role.as_str());
        let others = OTHER_NAMES.iter().map(|(name, _)| *name);
        own.chain(others).chain(roles).chain(fields::FIELDS.iter().map(|row| row.name))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// What an edition has of it, as people read it; several of people, places and the like.
    pub fn values(self, seen: &Seen) -> Vec<String> {
        let (reference, whole) = (&seen.reference, &seen.whole);
        let year = |date: Option<&Date>| date.map(Date::display_year).into_iter().collect();
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
            What::Field(row) => match reference.fields.get(row.place, row.field) {
                Some(Value::List(items)) => {
                    items.iter().map(|item| title::plain(item).into_owned()).collect()
                }
                Some(value) => vec![title::plain(&value.to_display()).into_owned()],
                None => Vec::new(),
            },
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
    let names = |place, role| seen.reference.names.get(&(place, role)).filter(|list| !list.is_empty());
    names(Place::Here, Role::Author)
        .or_else(|| names(Place::Here, Role::Editor))
        .or_else(|| names(Place::Container, Role::Editor))
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

fn decade(date: Option<&Date>) -> Vec<String> {
    let year = date.and_then(Date::year);
    year.map(|year| format!("{}s", year.div_euclid(10) * 10)).into_iter().collect()
}
