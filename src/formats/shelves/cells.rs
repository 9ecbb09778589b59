//! References → cells of the public columns.

use super::public::{Cells, cell, shelf_named};
use super::read_throughs::Summary;
use super::{days, lists, series};
use crate::fields::shelves::{Of, Rows, Service, Told};
use crate::fields::{Kind, row};
use crate::formats::book_numbers;
use crate::model::reading::Reading;
use crate::model::tree::ReadingStatus;
use crate::model::{Date, Field, Name, Place, Reference, Role, Value, language, title};

/// The rows of a reference, of which the first has all; there is at least one.
pub(super) fn cells(reference: &Reference, service: &Service) -> Vec<Cells> {
    let summary = Summary::of(&reference.own_reading.read_throughs, service.counted);
    let writing = Writing { reference, service, summary, credits: Credits::of(reference) };
    let first = service.columns.iter().map(|column| match writing.text(column.told) {
        text if text.is_empty() => column.empty.to_owned(),
        text => text,
    });
    let mut rows = vec![first.collect::<Cells>()];
    if service.rows == Rows::ForEachReadThrough {
        let further = writing.summary.dated.iter().skip(1).map(|reading| writing.further(reading, &rows[0]));
        let further: Vec<Cells> = further.filter(|cells| has_day(service, cells)).collect();
        rows.extend(further);
    }
    rows
}

/// Whether a row has a day of a read-through.
pub(super) fn has_day(service: &Service, cells: &[String]) -> bool {
    [Told::Started, Told::Finished, Told::Stopped].iter().any(|told| !cell(service, cells, *told).is_empty())
}

/// Who is told in which column.
struct Credits<'r> {
    /// The authors; where there is none, the editors.
    first: Vec<&'r Name>,
    /// Everybody else who made the edition.
    others: Vec<(&'r Name, Role)>,
}

impl<'r> Credits<'r> {
    fn of(reference: &'r Reference) -> Credits<'r> {
        let of_role = |role| reference.names(Place::Here, role).iter();
        let first_role =
            if reference.names(Place::Here, Role::Author).is_empty() { Role::Editor } else { Role::Author };
        let others =
            reference.names.iter().filter(|((place, role), _)| *place == Place::Here && *role != first_role);
        let others = others.flat_map(|((_, role), list)| list.names.iter().map(move |name| (name, *role)));
        Credits { first: of_role(first_role).collect(), others: others.collect() }
    }
}

struct Writing<'r> {
    reference: &'r Reference,
    service: &'r Service,
    summary: Summary<'r>,
    credits: Credits<'r>,
}

impl Writing<'_> {
    /// What a column says of the reference; empty for nothing.
    fn text(&self, told: Told) -> String {
        let (credits, summary) = (&self.credits, &self.summary);
        let owned = |text: Option<&str>| text.unwrap_or_default().to_owned();
        match told {
            Told::Field(place, field) => self.field(place, field),
            Told::TitleWithSeries => self.title_with_series(),
            Told::Author => credits.first.first().map(|name| name.display()).unwrap_or_default(),
            Told::AuthorInverted => credits.first.first().map(|name| name.inverted()).unwrap_or_default(),
            Told::Authors => joined(credits.first.iter().map(|name| name.display()), ", "),
            Told::FurtherAuthors => {
                let further = credits.first.iter().skip(1).copied();
                let mut names: Vec<String> = Vec::new();
                for name in further.chain(credits.others.iter().map(|(name, _)| *name)).map(Name::display) {
                    // Whoever did two things is named once.
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
                joined(names.into_iter(), ", ")
            }
            Told::Contributors => {
                joined(credits.others.iter().map(|(name, role)| in_role(name, *role)), ", ")
            }
            Told::SecondAuthors => joined(self.seconds().map(|(name, _)| name.inverted()), "|"),
            Told::SecondRoles => joined(self.seconds().map(|(_, role)| role_word(role)), "|"),
            Told::Isbn10 | Told::Isbn13 | Told::Isbn => self.isbn(told),
            Told::Isbns => joined(self.reference.fields.list(Place::Here, Field::Isbn).iter().cloned(), ", "),
            Told::FirstYear => self.year(Place::Original),
            Told::Rating => summary.rating.map_or_else(String::new, |rating| rating.to_string()),
            Told::Status => self.shelf().map_or("", |shelf| shelf.name).to_owned(),
            Told::ShelfName => {
                let list = self.reference.own_reading.lists.first().map(|list| list.name.as_str());
                owned(self.shelf().map(|shelf| shelf.label).or(list))
            }
            Told::Lists => self.lists(),
            Told::PlacesOnLists => lists::places(&self.reference.own_reading.lists),
            Told::Started | Told::Finished | Told::Stopped => self.days(told),
            Told::Added => self.day(summary.first_wanted).unwrap_or_default(),
            Told::Shelved => self.day(summary.wanted_since).unwrap_or_default(),
            Told::Spans => joined(summary.dated.iter().rev().filter_map(|reading| self.span(reading)), ", "),
            Told::Times => match summary.times {
                0 => String::new(),
                times => times.to_string(),
            },
            Told::Review => owned(summary.review).replace('\n', self.service.line_end),
            Told::RecommendedBy => owned(summary.recommended_by),
            Told::LentTo => owned(summary.lent_to),
            Told::FirstRole | Told::Publication | Told::Kept => String::new(),
        }
    }

    fn field(&self, place: Place, field: Field) -> String {
        let kind = row(place, field).map(|row| row.kind);
        match self.reference.fields.get(place, field) {
            Some(Value::Date(_)) => self.year(place),
            Some(value) if matches!(kind, Some(Kind::Language | Kind::Languages)) => {
                let name = |tag: &String| language::english_name(tag).unwrap_or(tag).to_owned();
                joined(value.as_list().iter().map(name), ", ")
            }
            Some(value) if kind == Some(Kind::Title) => self.whole_title(place, value),
            Some(Value::List(list)) => joined(list.iter().map(|text| plain(text)), ", "),
            Some(Value::Text(text)) if kind == Some(Kind::Text) => {
                plain(text).replace('\n', self.service.line_end)
            }
            Some(Value::Text(text)) => text.clone(),
            None => String::new(),
        }
    }

    /// The title with its subtitle.
    fn whole_title(&self, place: Place, title: &Value) -> String {
        let title = plain(title.as_text().unwrap_or_default());
        match self.reference.fields.text(place, Field::Subtitle) {
            Some(subtitle) if title.ends_with(['?', '!']) => format!("{title} {}", plain(subtitle)),
            Some(subtitle) => format!("{title}: {}", plain(subtitle)),
            None => title,
        }
    }

    fn title_with_series(&self) -> String {
        let title = self.field(Place::Here, Field::Title);
        let text = |field| self.reference.fields.text(Place::Series, field).map(plain);
        let series = text(Field::Title).zip(text(Field::Number));
        series::together(&title, series.as_ref().map(|(name, number)| (name.as_str(), number.as_str())))
    }

    fn year(&self, place: Place) -> String {
        let date = self.reference.fields.date(place, Field::Date);
        date.and_then(Date::year).map_or_else(String::new, days::year_spelled)
    }

    fn seconds(&self) -> impl Iterator<Item = (&Name, Role)> {
        let first = self.credits.first.iter().skip(1).map(|name| (*name, Role::Author));
        first.chain(self.credits.others.iter().map(|(name, role)| (*name, *role)))
    }

    /// An ISBN in one of its forms; in the column for either, the one that is given.
    fn isbn(&self, told: Told) -> String {
        let numbers = self.reference.fields.list(Place::Here, Field::Isbn);
        let numbers = || numbers.iter().map(|number| book_numbers::compact(number));
        let found = match told {
            Told::Isbn10 => numbers().find_map(|number| book_numbers::isbn_10(&number)),
            Told::Isbn13 => numbers().find_map(|number| book_numbers::isbn_13(&number)),
            _ => numbers().find(|number| book_numbers::is_isbn(number)),
        };
        let is_formula =
            self.service.columns.iter().any(|column| column.told == told && !column.empty.is_empty());
        match found {
            Some(number) if is_formula => format!("=\"{number}\""),
            found => found.unwrap_or_default(),
        }
    }

    /// The shelf of the status; where there is none of it, the next best.
    fn shelf(&self) -> Option<&'static crate::fields::shelves::Shelf> {
        let of = |status| self.service.shelves.iter().find(|shelf| shelf.status == status);
        let status = self.summary.status?;
        of(status).or_else(|| of(ReadingStatus::Reading).filter(|_| status == ReadingStatus::Paused))
    }

    fn lists(&self) -> String {
        let own = &self.reference.own_reading.lists;
        let status = self
            .shelf()
            .filter(|shelf| self.service.lists_name_status && shelf.status != ReadingStatus::Finished);
        let names = own.iter().map(|list| list.name.clone());
        joined(status.map(|shelf| shelf.name.to_owned()).into_iter().chain(names), ", ")
    }

    fn day(&self, date: Option<&Date>) -> Option<String> {
        days::spelled(date?, self.service.days)
    }

    fn span(&self, reading: &Reading<()>) -> Option<String> {
        match (self.day(reading.started.as_ref()), self.day(reading.finished.as_ref())) {
            (None, None) => None,
            (None, Some(end)) => Some(end),
            (start, end) => Some(format!("{}-{}", start.unwrap_or_default(), end.unwrap_or_default())),
        }
    }

    /// The days of the first row.
    fn days(&self, told: Told) -> String {
        let has_starts = self.service.columns.iter().any(|column| column.told == Told::Started);
        let dated = &self.summary.dated;
        if self.service.rows == Rows::ForEachReadThrough {
            return dated.first().map(|reading| self.day_of(reading, told)).unwrap_or_default();
        }
        if has_starts {
            let days = dated.iter().rev().map(|reading| self.day_of(reading, told));
            return joined(days.filter(|day| !day.is_empty()), ", ");
        }
        // The latest end; what was not finished has none where the book is on another shelf.
        let is_meant = |reading: &&&Reading<()>| {
            reading.status == ReadingStatus::Finished
                || (reading.status == ReadingStatus::Dropped
                    && self.summary.status == Some(ReadingStatus::Dropped))
        };
        let ends = dated.iter().filter(is_meant).filter_map(|reading| self.day(reading.finished.as_ref()));
        ends.take(1).collect()
    }

    fn day_of(&self, reading: &Reading<()>, told: Told) -> String {
        let stops_apart = self.service.columns.iter().any(|column| column.told == Told::Stopped);
        let is_stopped = reading.status == ReadingStatus::Dropped && stops_apart;
        let date = match told {
            Told::Started => reading.started.as_ref(),
            Told::Stopped if is_stopped => reading.finished.as_ref(),
            Told::Finished if !is_stopped => reading.finished.as_ref(),
            _ => None,
        };
        self.day(date).unwrap_or_default()
    }

    /// The row of a further read-through: the book, and its days.
    fn further(&self, reading: &Reading<()>, first: &[String]) -> Cells {
        let cells = self.service.columns.iter().zip(first);
        let cells = cells.map(|(column, cell)| match column.told {
            Told::Started | Told::Finished | Told::Stopped => self.day_of(reading, column.told),
            _ if column.of == Of::Book => cell.clone(),
            _ => String::new(),
        });
        cells.collect()
    }
}

/// Whether a row tells of one more read-through of the book of another row, which must be on a shelf.
pub(super) fn is_further(service: &Service, first: &[String], cells: &[String]) -> bool {
    let mut columns = service.columns.iter().zip(first.iter().zip(cells));
    service.rows == Rows::ForEachReadThrough
        && has_day(service, cells)
        && shelf_named(service, cell(service, first, Told::Status)).is_some()
        && columns.all(|(column, (before, own))| match column.told {
            Told::Started | Told::Finished | Told::Stopped => true,
            _ if column.of == Of::Book => before == own,
            _ => own.is_empty(),
        })
}

fn joined(parts: impl Iterator<Item = String>, separator: &str) -> String {
    parts.collect::<Vec<_>>().join(separator)
}

fn in_role(name: &Name, role: Role) -> String {
    match role {
        Role::Contributor => name.display(),
        role => format!("{} ({})", name.display(), role_word(role)),
    }
}

/// What people call a role: its word, with a capital.
fn role_word(role: Role) -> String {
    let word = role.as_str().replace('-', " ");
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn plain(marked: &str) -> String {
    title::plain(marked).into_owned()
}
