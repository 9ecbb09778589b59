//! What the form of a service cannot hold, value by value.

use super::lists;
use super::write::Record;
use crate::fields::shelves::{PRIVATE_COLUMN, Service, Told};
use crate::formats::fact::Fact;
use crate::formats::private;
use crate::formats::{Escapes, Instead, Loss};
use crate::model::reading::Reading;
use crate::model::{Date, EntryType, Field, Place, Reference, Role, Standing};

/// Collects what has no public column.
pub(super) struct Report<'a> {
    pub(super) reference: &'a Reference,
    pub(super) record: &'a Record,
    pub(super) service: &'a Service,
    pub(super) escapes: Escapes,
    pub(super) losses: &'a mut Vec<Loss>,
}

impl Report<'_> {
    fn add(&mut self, field: &str, value: String, why: &'static str, instead: Instead) {
        let key = self.reference.key.clone().unwrap_or_default();
        self.losses.push(Loss { key, field: field.to_owned(), value, why, instead });
    }

    fn add_private(&mut self, field: &str, value: String, why: &'static str) {
        let instead = match self.escapes {
            Escapes::Keep => Instead::Escape(PRIVATE_COLUMN.to_owned()),
            Escapes::Omit => Instead::Nowhere,
        };
        self.add(field, value, why, instead);
    }

    pub(super) fn all(mut self) {
        for fact in private::differing(self.reference, &self.record.read) {
            self.fact(fact);
        }
        self.own_reading();
        let (reference, read) = (self.reference, &self.record.read);
        for extra in reference.extras.iter().filter(|extra| !read.extras.contains(extra)) {
            let name = format!("{}:{}", extra.format, extra.name);
            self.add_private(&name, extra.value.clone(), "there is no column for it");
        }
        for link in &reference.links {
            self.add_private(link.kind.as_str(), link.target.clone(), "rows do not point to each other");
        }
        for alias in &reference.aliases {
            self.add_private("aliases", alias.clone(), "there is no column for keys");
        }
        if self.escapes == Escapes::Omit {
            self.ours();
        }
    }

    /// What only matters when there is no column of ours: elsewhere it comes back from it.
    fn ours(&mut self) {
        let reference = self.reference;
        let told = [
            ("type", (reference.entry_type != EntryType::Book).then(|| reference.entry_type.to_string())),
            ("key", reference.key.clone()),
            ("standing", (reference.standing != Standing::Listed).then(|| reference.standing.to_string())),
            ("work_kind", reference.work_kind.map(|kind| kind.to_string())),
            ("work", reference.work.clone()),
            ("expression", reference.expression.clone()),
        ];
        for (name, value) in told {
            if let Some(value) = value {
                self.add_private(name, value, "services for readers do not have it");
            }
        }
    }

    fn fact(&mut self, fact: Fact) {
        // What is only not so, is no loss.
        let Some(value) = private::display(self.reference, fact).filter(|value| !value.is_empty()) else {
            return;
        };
        let why = "there is no column that holds it as it is";
        match (self.column(fact), self.escapes) {
            // Told in a column, and exactly in ours.
            (Some(_), Escapes::Keep) => {}
            (Some(column), Escapes::Omit) => {
                self.add(&fact.name(), value, why, Instead::Reshaped(column.to_owned()));
            }
            (None, _) => self.add_private(&fact.name(), value, why),
        }
    }

    /// The column that tells of a fact in its way, where anything stands in it.
    fn column(&self, fact: Fact) -> Option<&'static str> {
        let has_cell = |wanted: &Told| {
            let rows = self.record.rows.first()?;
            let mut columns = self.service.columns.iter().zip(rows);
            let told = columns.find(|(column, cell)| column.told == *wanted && !cell.is_empty());
            told.map(|(column, _)| column.name)
        };
        tellers(fact).iter().find_map(has_cell)
    }

    fn own_reading(&mut self) {
        const WHY: &str = "the form has no place for it";
        let (own, read) = (&self.reference.own_reading, &self.record.read.own_reading);
        let mut left = read.read_throughs.clone();
        for reading in &own.read_throughs {
            match left.iter().position(|known| known == reading) {
                Some(at) => drop(left.swap_remove(at)),
                None => self.add_private("read_through", shown(reading), WHY),
            }
        }
        for list in own.lists.iter().filter(|list| !read.lists.contains(list)) {
            let is_named = read.lists.iter().any(|read| read.name == list.name);
            let field = if is_named { "place_on_list" } else { "list" };
            self.add_private(field, lists::shown(list), WHY);
        }
    }
}

/// What may tell of a fact, the nearest first.
fn tellers(fact: Fact) -> Vec<Told> {
    match fact {
        Fact::Names(Place::Here, Role::Author) => vec![Told::Authors, Told::Author],
        Fact::Names(Place::Here, _) => vec![Told::FurtherAuthors],
        Fact::Field(Place::Here, Field::Title | Field::Subtitle) => {
            vec![Told::TitleWithSeries, Told::Field(Place::Here, Field::Title)]
        }
        Fact::Field(Place::Here, Field::Isbn) => vec![Told::Isbn13, Told::Isbn10],
        Fact::Field(Place::Original, Field::Date) => vec![Told::FirstYear],
        Fact::Field(place, field) => vec![Told::Field(place, field)],
        Fact::Names(..) => Vec::new(),
    }
}

/// A read-through for people.
fn shown(reading: &Reading<()>) -> String {
    let day = |date: &Option<Date>| date.as_ref().map(|date| date.display());
    let parts = [
        Some(reading.status.to_string()),
        day(&reading.started).map(|day| format!("from {day}")),
        day(&reading.finished).map(|day| format!("to {day}")),
        day(&reading.noted).map(|day| format!("noted {day}")),
        reading.page.as_ref().map(|page| format!("page {page}")),
        reading.percent.map(|percent| format!("{percent} %")),
        reading.rating.map(|rating| format!("rated {rating}")),
        reading.priority.map(|priority| format!("priority {priority}")),
        day(&reading.due).map(|day| format!("due {day}")),
        reading.recommended_by.as_ref().map(|who| format!("recommended by {who}")),
        reading.lent_to.as_ref().map(|who| format!("lent to {who}")),
        reading.note.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
