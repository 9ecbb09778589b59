//! What is read, listed and quoted, in the text form.

use super::checks::Thing;
use super::reading::{Entries, Reader};
use crate::formats::yaml::{Node, Out, OutMap};
use crate::model::Date;
use crate::model::reading::{Goal, Quotation, Reading, ReadingList};
use crate::model::tree::{ReadingStatus, Target};

const READING: &[&str] = &[
    "work",
    "edition",
    "status",
    "started",
    "finished",
    "noted",
    "page",
    "percent",
    "rating",
    "priority",
    "note",
    "due",
    "recommended_by",
    "lent_to",
];

impl Reader<'_> {
    pub(super) fn reading(&mut self, node: &Node) -> Option<Reading<Target>> {
        let entries = self.entries(node, READING)?;
        let subject = self.one_target(&entries);
        let status = self.needed_word(&entries, "status", ReadingStatus::ALL, ReadingStatus::as_str);
        let reading = Reading {
            started: self.date(&entries, "started"),
            finished: self.date(&entries, "finished"),
            noted: self.date(&entries, "noted"),
            page: self.text(&entries, "page"),
            percent: self.number(&entries, "percent", 0, 100).and_then(|number| u8::try_from(number).ok()),
            rating: self.number(&entries, "rating", 1, 5).and_then(|number| u8::try_from(number).ok()),
            priority: self.number(&entries, "priority", i64::MIN, i64::MAX),
            note: self.text(&entries, "note"),
            due: self.date(&entries, "due"),
            recommended_by: self.text(&entries, "recommended_by"),
            lent_to: self.text(&entries, "lent_to"),
            ..Reading::new((), ReadingStatus::Want)
        };
        let mut reading = reading.of(subject?);
        reading.status = status?;
        Some(reading)
    }

    pub(super) fn reading_list(&mut self, node: &Node) -> Option<ReadingList> {
        let entries = self.entries(node, &["name", "entries"])?;
        let name = self.needed_name(&entries, "name");
        if !name.is_empty() && !self.lists.insert(name.clone()) {
            self.problem(entries.line, format!("the list {name} stands twice: put its entries together"));
        }
        let members = self.list(&entries, "entries", |reader, node| {
            let entries = reader.entries(node, &["work", "edition"])?;
            reader.one_target(&entries)
        });
        let mut seen = std::collections::BTreeSet::new();
        for Target::Work(twice) | Target::Edition(twice) in
            members.iter().filter(|member| !seen.insert(*member))
        {
            self.problem(entries.line, format!("{twice} is on the list {name} twice: keep one"));
        }
        Some(ReadingList { name, entries: members })
    }

    pub(super) fn quotation(&mut self, node: &Node) -> Option<Quotation<String>> {
        let entries = self.entries(node, &["edition", "pages", "text", "note"])?;
        let edition = self.pointer(&entries, "edition", Thing::Edition);
        if edition.is_none() {
            self.problem(entries.line, "edition is missing");
        }
        let quotation = Quotation {
            edition: edition.unwrap_or_default(),
            pages: self.text(&entries, "pages"),
            text: self.needed_name(&entries, "text"),
            note: self.text(&entries, "note"),
        };
        Some(quotation)
    }

    pub(super) fn goal(&mut self, node: &Node) -> Option<Goal> {
        let entries = self.entries(node, &["year", "books"])?;
        for key in ["year", "books"].into_iter().filter(|key| entries.get(key).is_none()) {
            self.problem(entries.line, format!("{key} is missing"));
        }
        let year = self.number(&entries, "year", i64::MIN, i64::MAX);
        let books = self.number(&entries, "books", 1, i64::from(u32::MAX));
        let year = year?;
        if !self.goals.insert(year) {
            self.problem(entries.line, format!("the year {year} has two goals: keep one"));
        }
        Some(Goal { year, books: u32::try_from(books?).ok()? })
    }

    /// The work or the edition that a record is of.
    fn one_target(&mut self, entries: &Entries<'_>) -> Option<Target> {
        let work = self.pointer(entries, "work", Thing::Work);
        let edition = self.pointer(entries, "edition", Thing::Edition);
        match (work, edition) {
            (Some(work), None) => Some(Target::Work(work)),
            (None, Some(edition)) => Some(Target::Edition(edition)),
            _ => {
                self.problem(entries.line, "exactly one of work and edition is needed");
                None
            }
        }
    }

    /// A whole number that may be missing.
    fn number(&mut self, entries: &Entries<'_>, key: &str, least: i64, most: i64) -> Option<i64> {
        let text = self.text(entries, key)?;
        let number = text.parse().ok().filter(|number| (least..=most).contains(number));
        if number.is_none() {
            let reason = match (least, most) {
                (i64::MIN, _) => format!("{text:?} is no whole number"),
                _ => format!("{text:?} is no number from {least} to {most}"),
            };
            self.at(key, |reader| reader.problem(entries.line_of(key), reason));
        }
        number
    }
}

fn put_target(map: &mut OutMap, target: &Target) {
    match target {
        Target::Work(handle) => map.text("work", handle),
        Target::Edition(key) => map.text("edition", key),
    }
}

fn put_number(map: &mut OutMap, key: &'static str, number: Option<i64>) {
    if let Some(number) = number {
        map.push(key, Out::Plain(number.to_string().into()));
    }
}

pub(super) fn written_reading(reading: &Reading<Target>) -> Out {
    let mut map = OutMap::default();
    put_target(&mut map, &reading.subject);
    map.text("status", reading.status.as_str());
    map.optional("started", reading.started.as_ref().map(Date::as_str));
    map.optional("finished", reading.finished.as_ref().map(Date::as_str));
    map.optional("noted", reading.noted.as_ref().map(Date::as_str));
    map.optional("page", reading.page.as_deref());
    put_number(&mut map, "percent", reading.percent.map(i64::from));
    put_number(&mut map, "rating", reading.rating.map(i64::from));
    put_number(&mut map, "priority", reading.priority);
    map.optional("note", reading.note.as_deref());
    map.optional("due", reading.due.as_ref().map(Date::as_str));
    map.optional("recommended_by", reading.recommended_by.as_deref());
    map.optional("lent_to", reading.lent_to.as_deref());
    Out::Map(map)
}

pub(super) fn written_list(list: &ReadingList) -> Out {
    let mut map = OutMap::default();
    map.text("name", &list.name);
    map.list(
        "entries",
        list.entries.iter().map(|entry| {
            let mut map = OutMap::default();
            put_target(&mut map, entry);
            Out::Map(map)
        }),
    );
    Out::Map(map)
}

pub(super) fn written_quotation(quotation: &Quotation<String>) -> Out {
    let mut map = OutMap::default();
    map.text("edition", &quotation.edition);
    map.optional("pages", quotation.pages.as_deref());
    map.text("text", &quotation.text);
    map.optional("note", quotation.note.as_deref());
    Out::Map(map)
}

pub(super) fn written_goal(goal: &Goal) -> Out {
    let mut map = OutMap::default();
    put_number(&mut map, "year", Some(goal.year));
    put_number(&mut map, "books", Some(i64::from(goal.books)));
    Out::Map(map)
}
