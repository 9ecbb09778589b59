//! What the rules see of one edition.

use std::{collections::BTreeMap, sync::LazyLock};

use foldhash::{HashMap, HashMapExt};

use super::{Remark, wording::shown};
use crate::{
    fields::{self, FIELDS, Kind, Row},
    model::{
        Date, Field, Place, Reference, Role, Standing, Value,
        tree::{Agent, Contribution, Edition, Expression, Work},
    },
};

/// Everybody in the library, by handle.
pub type People = BTreeMap<String, Agent>;

/// An edition in its tree and flat.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// What it is cited by.
    pub reference: &'a Reference,
    /// The work.
    pub work: &'a Work,
    /// The text.
    pub expression: &'a Expression,
    /// The edition.
    pub edition: &'a Edition,
    /// The language of the text that it was translated from.
    pub source_language: Option<&'a str>,
    /// Everybody in the library.
    pub people: &'a People,
    /// The day that it is, in days as [`Date::earliest`] counts them.
    pub today: i64,
}

/// What is wrong with one text, and the text as it should be where that is sure.
pub(super) struct Doubt {
    /// What is said after the name of the field.
    pub(super) message: String,
    pub(super) mended: Option<String>,
}

static ROWS: LazyLock<HashMap<(Place, Field), &'static Row>> = LazyLock::new(|| {
    let mut rows = HashMap::new();
    for row in FIELDS {
        rows.entry((row.place, row.field)).or_insert(row);
    }
    rows
});

/// The name of a field for `set`.
pub(super) fn name_of(place: Place, field: Field) -> Option<&'static str> {
    ROWS.get(&(place, field)).map(|row| row.name)
}

/// What the characters of a field mean.
pub(super) fn kind_of(place: Place, field: Field) -> Option<Kind> {
    ROWS.get(&(place, field)).map(|row| row.kind)
}

/// The name of a role for `set`.
pub(super) fn name_of_role(place: Place, role: Role) -> Option<&'static str> {
    fields::role_row(place, role).map(|row| row.name)
}

impl<'a> Subject<'a> {
    /// Whether the edition is an item in its own right.
    pub(super) fn is_listed(&self) -> bool {
        self.edition.standing == Standing::Listed
    }

    /// The date of the edition.
    pub(super) fn date(&self) -> Option<&'a Date> {
        self.reference.fields.date(Place::Here, Field::Date)
    }

    /// Whether a field of the flat entry is given.
    pub(super) fn has(&self, place: Place, field: Field) -> bool {
        self.reference.fields.has(place, field)
    }

    /// Whether any of these fields of the edition itself is given.
    pub(super) fn has_any(&self, wanted: &[Field]) -> bool {
        wanted.iter().any(|field| self.has(Place::Here, *field))
    }

    /// A text of the edition itself.
    pub(super) fn text(&self, field: Field) -> Option<&'a str> {
        self.edition.fields.text(Place::Here, field)
    }

    /// Contributions on all three levels.
    pub(super) fn contributions(&self) -> impl Iterator<Item = &'a Contribution> {
        let upper = self.work.contributions.iter().chain(&self.expression.contributions);
        upper.chain(&self.edition.contributions)
    }

    /// Looks at each text that is kept with the edition in a field that is wanted, and mends all texts of a field
    /// at once.
    pub(super) fn doubts(
        &self,
        is_wanted: impl Fn(Place, Field, Kind) -> bool,
        look: impl Fn(&str) -> Option<Doubt>,
    ) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for ((place, field), value) in self.edition.fields.iter() {
            let Some(row) = ROWS.get(&(place, field)) else { continue };
            if !is_wanted(place, field, row.kind) {
                continue;
            }
            let found: Vec<Option<Doubt>> = value.as_list().iter().map(|text| look(text)).collect();
            let Some(first) = found.iter().flatten().next() else { continue };
            let message = format!("{} {}", row.name.replace('_', " "), first.message);
            let mut remark = Remark::of(place, field, message);
            if found.iter().flatten().all(|doubt| doubt.mended.is_some()) {
                let texts = value.as_list().iter().zip(&found).map(|(text, doubt)| {
                    doubt.as_ref().and_then(|doubt| doubt.mended.clone()).unwrap_or_else(|| text.clone())
                });
                let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
                let mended = match value {
                    Value::List(_) => Value::List(texts),
                    Value::Text(_) | Value::Date(_) => Value::Text(texts.concat()),
                };
                remark = remark.fixed(place, field, mended);
            }
            remarks.push(remark);
        }
        remarks
    }

    /// The same for titles and subtitles.
    pub(super) fn title_doubts(&self, look: impl Fn(&str) -> Option<Doubt>) -> Vec<Remark> {
        self.doubts(|_, _, kind| matches!(kind, Kind::Title | Kind::Subtitle), look)
    }

    /// The same for everything in which markup may stand.
    pub(super) fn text_doubts(&self, look: impl Fn(&str) -> Option<Doubt>) -> Vec<Remark> {
        self.doubts(|_, _, kind| kind.has_markup(), look)
    }

    /// The same for one field of the edition itself.
    pub(super) fn field_doubts(&self, wanted: Field, look: impl Fn(&str) -> Option<Doubt>) -> Vec<Remark> {
        self.doubts(|place, field, _| place == Place::Here && field == wanted, look)
    }
}

impl Doubt {
    /// Something is wrong with a text, which is shown.
    pub(super) fn of(what: &str, text: &str) -> Doubt {
        Doubt { message: format!("{what}: {}", shown(text)), mended: None }
    }

    /// And this is how it should be.
    pub(super) fn mended(mut self, text: impl Into<String>) -> Doubt {
        self.mended = Some(text.into());
        self
    }
}
