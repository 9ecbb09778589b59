//! One book → what its columns state, as a stranger would read them.

use super::days::{self, Span};
use super::read_throughs::{Dated, Ending, Habits, read_throughs};
use super::{lists, names, read_throughs, series, texts};
use crate::fields::shelves::{Rows, Service, Shelf, Told, UNTOLD_ROLE};
use crate::fields::{Kind, role_of_relator, row};
use crate::formats::book_numbers;
use crate::model::tree::ReadingStatus;
use crate::model::{Date, EntryType, Field, Name, Place, Reference, Role, Value, language, title};

/// The cells of a row, one for each column of the service.
pub(super) type Cells = Vec<String>;

/// The cell of the first column that tells this.
pub(super) fn cell<'c>(service: &Service, cells: &'c [String], told: Told) -> &'c str {
    let at = service.columns.iter().position(|column| column.told == told);
    at.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
}

/// The shelf of a status that a name is.
pub(super) fn shelf_named(service: &Service, name: &str) -> Option<&'static Shelf> {
    let name = texts::folded(name);
    service.shelves.iter().find(|shelf| shelf.name == name)
}

/// What the rows of a book state; extras are not among it. The first row has all of it, the others days.
pub(super) fn public(service: &Service, rows: &[Cells]) -> Reference {
    let Some((cells, further)) = rows.split_first() else { return Reference::new(EntryType::Book) };
    let mut reading = Reading { service, cells, reference: Reference::new(EntryType::Book) };
    for (column, cell) in service.columns.iter().zip(cells) {
        if let Told::Field(place, field) = column.told {
            reading.field(place, field, cell);
        }
    }
    reading.title();
    reading.people();
    reading.numbers();
    reading.publication();
    reading.first_year();
    reading.own_reading(further);
    reading.reference
}

struct Reading<'c> {
    service: &'c Service,
    cells: &'c [String],
    reference: Reference,
}

impl Reading<'_> {
    fn cell(&self, told: Told) -> &str {
        cell(self.service, self.cells, told)
    }

    fn set(&mut self, place: Place, field: Field, value: impl Into<Value>) {
        let value = value.into();
        if !value.is_empty() {
            self.reference.fields.set(place, field, value);
        }
    }

    fn field(&mut self, place: Place, field: Field, cell: &str) {
        if let Some(value) = row(place, field).and_then(|row| value(row.kind, cell)) {
            self.set(place, field, value);
        }
    }

    fn title(&mut self) {
        let text = texts::one_line(self.cell(Told::TitleWithSeries));
        let titled = series::apart(&text);
        if let Some((name, number)) = titled.series {
            self.set(Place::Series, Field::Title, title::escape(name).into_owned());
            self.set(Place::Series, Field::Number, number);
        }
        if !titled.title.is_empty() {
            self.set(Place::Here, Field::Title, title::escape(titled.title).into_owned());
        }
    }

    fn people(&mut self) {
        let first = match (self.cell(Told::AuthorInverted), self.cell(Told::Author)) {
            ("", "") => None,
            ("", author) => Some(names::in_order(author)),
            (inverted, _) => Some(names::inverted(inverted)),
        };
        let mut people: Vec<(Name, Role)> = Vec::new();
        let first_role = role_of_relator(self.cell(Told::FirstRole)).unwrap_or(Role::Author);
        people.extend(first.filter(|name| !name.is_empty()).map(|name| (name, first_role)));
        people.extend(names::listed(self.cell(Told::Authors)).into_iter().map(|name| (name, Role::Author)));
        let further = names::listed(self.cell(Told::FurtherAuthors)).into_iter().map(|name| (name, None));
        let contributors = names::with_roles(self.cell(Told::Contributors));
        let second = names::side_by_side(self.cell(Told::SecondAuthors), self.cell(Told::SecondRoles));
        for (name, role) in further.chain(contributors).chain(second) {
            people.push((name, role.unwrap_or(UNTOLD_ROLE)));
        }
        for (name, role) in people {
            let list = self.reference.names.entry((Place::Here, role)).or_default();
            if !list.names.contains(&name) {
                list.names.push(name);
            }
        }
    }

    /// Every ISBN once, the longest of those that are the same.
    fn numbers(&mut self) {
        let mut found: Vec<String> = Vec::new();
        let cells = [Told::Isbn13, Told::Isbn, Told::Isbn10].map(|told| self.cell(told).to_owned());
        let all = self.cell(Told::Isbns).to_owned();
        let listed = names::parts(&all, &[',', ';', ' ']).into_iter();
        for number in cells.iter().map(String::as_str).chain(listed).map(texts::number) {
            if !book_numbers::is_isbn(number) {
                continue;
            }
            let is_same = |known: &&mut String| book_numbers::are_same_isbn(known, number);
            match found.iter_mut().find(is_same) {
                Some(known) if known.len() < number.len() => *known = number.to_owned(),
                Some(_) => {}
                None => found.push(number.to_owned()),
            }
        }
        self.set(Place::Here, Field::Isbn, found);
    }

    /// `Quay Press (1936), Edition: 2nd, 346 pages`: the publisher.
    fn publication(&mut self) {
        let text = self.cell(Told::Publication);
        let publisher = text.split(" (").next().unwrap_or_default();
        let has_year = text.contains(" (");
        let publisher = if has_year { publisher } else { publisher.split(',').next().unwrap_or_default() };
        let publisher = texts::one_line(publisher);
        if !publisher.is_empty() {
            self.set(Place::Here, Field::Publishers, vec![title::escape(&publisher).into_owned()]);
        }
    }

    /// The year in which the work first came out; that of the first edition says nothing of another one.
    fn first_year(&mut self) {
        let year = days::year(self.cell(Told::FirstYear));
        let own = self.reference.fields.date(Place::Here, Field::Date);
        if let Some(year) = year.filter(|year| Some(year) != own) {
            self.set(Place::Original, Field::Date, year);
        }
    }

    fn own_reading(&mut self, further: &[Cells]) {
        let status = shelf_named(self.service, self.cell(Told::Status)).map(|shelf| shelf.status);
        let (lists, listed_status) = self.lists();
        let mut dated = dated(self.service, self.cells);
        dated.extend(further.iter().flat_map(|cells| self::dated(self.service, cells)));
        let text = |told| Some(self.cell(told).to_owned()).filter(|text| !text.is_empty());
        let told = read_throughs::Told {
            status: status.or(listed_status),
            dated,
            times: self.cell(Told::Times).parse().ok(),
            rating: days::rating(self.cell(Told::Rating)).map(days::whole),
            review: Some(texts::review(self.cell(Told::Review))).filter(|text| !text.is_empty()),
            recommended_by: text(Told::RecommendedBy),
            lent_to: text(Told::LentTo),
            added: days::day(self.cell(Told::Added)),
            shelved: days::day(self.cell(Told::Shelved)),
        };
        self.reference.own_reading.read_throughs = read_throughs(told, habits(self.service));
        self.reference.own_reading.lists = lists::placed(lists, self.cell(Told::PlacesOnLists));
    }

    /// The lists that a book is on, and the status that one of them says.
    fn lists(&self) -> (Vec<String>, Option<ReadingStatus>) {
        let mut lists: Vec<String> = Vec::new();
        let mut status = None;
        let own_status = self.cell(Told::Status);
        let mut shelves = names::parts(self.cell(Told::Lists), &[',']);
        let has_status = shelf_named(self.service, own_status).is_some();
        if !own_status.is_empty() && !has_status && self.cell(Told::ShelfName).is_empty() {
            shelves.push(own_status);
        }
        if !has_status && !self.cell(Told::ShelfName).is_empty() {
            shelves.push(self.cell(Told::ShelfName));
        }
        for name in shelves {
            match shelf_named(self.service, name) {
                Some(shelf) if self.service.lists_name_status => {
                    // What was read and is on no shelf of its own says least.
                    if status.is_none_or(|known| known == ReadingStatus::Finished) {
                        status = Some(shelf.status);
                    }
                }
                _ if self.service.everything.contains(&name) => {}
                _ if lists.iter().any(|known| known == name) => {}
                _ => lists.push(name.to_owned()),
            }
        }
        (lists, status)
    }
}

/// How a service tells of reading.
pub(super) fn habits(service: &Service) -> Habits {
    let tells_stops = service.columns.iter().any(|column| column.told == Told::Stopped);
    Habits { counted: service.counted, tells_stops }
}

/// The value of a cell of a kind; `None` where it has none.
pub(super) fn value(kind: Kind, cell: &str) -> Option<Value> {
    let cell = cell.trim();
    let marked = |text: &str| title::escape(text).into_owned();
    let value: Value = match kind {
        _ if cell.is_empty() => return None,
        Kind::Title => marked(&texts::one_line(cell)).into(),
        Kind::TextList => vec![marked(&texts::one_line(cell))].into(),
        Kind::Keywords => {
            names::parts(cell, &[',']).into_iter().map(str::to_owned).collect::<Vec<String>>().into()
        }
        Kind::Date => days::year(cell).or_else(|| days::day(cell))?.into(),
        Kind::Language => language::from_any(names::parts(cell, &[',']).first()?)?.into(),
        Kind::Languages => {
            let tags = names::parts(cell, &[',']).into_iter().map(language::from_any);
            tags.collect::<Option<Vec<String>>>()?.into()
        }
        Kind::Identifier => vec![cell.to_owned()].into(),
        Kind::Number if cell == "0" => return None,
        Kind::Text => texts::marked_review(cell).into(),
        _ => cell.into(),
    };
    Some(value)
}

/// The read-throughs of a row that have days.
fn dated(service: &Service, cells: &[String]) -> Vec<Dated> {
    let spans = days::spans(cell(service, cells, Told::Spans)).unwrap_or_default();
    if !spans.is_empty() {
        let ending = |span: &Span| if span.ended.is_some() { Ending::Finished } else { Ending::Untold };
        return spans.into_iter().map(|span| Dated { ending: ending(&span), span }).collect();
    }
    let several = |told| {
        let parts = names::parts(cell(service, cells, told), &[',', ';']);
        parts.into_iter().filter_map(days::day).collect::<Vec<Date>>()
    };
    let (started, finished, stopped) =
        (several(Told::Started), several(Told::Finished), several(Told::Stopped));
    let ends = finished.into_iter().map(|day| (day, Ending::Finished));
    let mut ends: Vec<(Date, Ending)> =
        ends.chain(stopped.into_iter().map(|day| (day, Ending::Stopped))).collect();
    if service.rows == Rows::One {
        ends.sort_by_key(|(day, _)| day.latest());
    }
    let count = started.len().max(ends.len());
    let (mut started, mut ends) = (started.into_iter(), ends.into_iter());
    let pairs = (0..count).map(|_| {
        let (ended, ending) = ends.next().map_or((None, Ending::Untold), |(day, ending)| (Some(day), ending));
        Dated { span: Span { started: started.next(), ended }, ending }
    });
    pairs.collect()
}
