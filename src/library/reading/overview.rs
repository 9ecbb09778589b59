//! Read-throughs with what they are of: all of one work, and what is read, next and done.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};

use super::pages_of;
use crate::{
    formats::address_of,
    library::{Error, Library, Seen, looking},
    model::{
        Date, Field, NameList, Place, Role,
        reading::{Reading, finished_before},
        title,
        tree::{ReadingStatus, Target},
    },
    store::{EditionId, ReadingId, Snapshot, Subject},
};

/// What a read-through is of, as people know it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// The key of the edition; of a work that of its first listed edition.
    pub key: String,
    /// With inline markup taken out.
    pub title: String,
    /// Who wrote it.
    pub authors: NameList,
    /// Who translated it; nobody where a work is read in whatever edition.
    pub translators: NameList,
    /// The language of what is read, as a tag.
    pub language: Option<String>,
    /// The kind of the work.
    pub kind: Option<crate::model::WorkKind>,
    /// When the work first came out.
    pub work_year: Option<i64>,
    /// How many pages it has.
    pub pages: Option<u32>,
    /// The handle of the work.
    pub work: String,
    /// Where the edition is on the web.
    pub address: Option<String>,
}

/// One read-through.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadThrough {
    /// Its row.
    pub id: ReadingId,
    /// How often the work had been begun or wished for with this one, from 1.
    pub number: usize,
    /// How often the work had been finished before.
    pub finished_before: usize,
    /// What is read.
    pub label: Label,
    /// How it went.
    pub reading: Reading<Target>,
}

impl ReadThrough {
    /// How much was read, 0 to 100, as told or from the page.
    pub fn percent(&self) -> Option<u8> {
        if self.reading.percent.is_some() {
            return self.reading.percent;
        }
        let page: u64 = self.reading.page.as_ref()?.parse().ok()?;
        let pages = u64::from(self.label.pages?);
        u8::try_from(page.saturating_mul(100) / pages).ok().map(|percent| percent.min(100))
    }
}

/// What is read, what is next and what was finished lately.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// What is read, then what rests; the latest begun first.
    pub reading: Vec<ReadThrough>,
    /// What is next, by priority and the day it is due.
    pub next: Vec<ReadThrough>,
    /// What was finished, the latest first.
    pub finished: Vec<ReadThrough>,
}

impl Library {
    /// All read-throughs of the work that an edition is of, in any edition, as they were noted.
    pub fn read_throughs(&self, key: &str) -> Result<Vec<ReadThrough>, Error> {
        let edition = self.edition_of_key(key)?;
        let work = self.whole(edition)?.work.handle.clone();
        let mut all = self.all_read_throughs()?;
        all.retain(|read| read.label.work == work);
        Ok(all)
    }

    /// What is read, next and done.
    pub fn reading_overview(&self) -> Result<Overview, Error> {
        let all = self.all_read_throughs()?;
        let mut last: BTreeMap<&Target, ReadingId> = BTreeMap::new();
        for read in &all {
            last.insert(&read.reading.subject, read.id);
        }
        let last: std::collections::BTreeSet<ReadingId> = last.into_values().collect();
        let mut overview = Overview::default();
        for read in all {
            match read.reading.status {
                ReadingStatus::Reading | ReadingStatus::Paused if last.contains(&read.id) => {
                    overview.reading.push(read);
                }
                ReadingStatus::Want if last.contains(&read.id) => overview.next.push(read),
                ReadingStatus::Finished => overview.finished.push(read),
                _ => {}
            }
        }
        let day = |date: &Option<Date>| date.as_ref().and_then(Date::latest);
        overview.reading.sort_by_key(|read| {
            let rests = read.reading.status == ReadingStatus::Paused;
            (rests, std::cmp::Reverse(day(&read.reading.started)))
        });
        overview.next.sort_by_key(|read| {
            let priority = std::cmp::Reverse(read.reading.priority.unwrap_or(0));
            (priority, day(&read.reading.due).unwrap_or(i64::MAX))
        });
        overview.finished.sort_by_key(|read| std::cmp::Reverse((day(&read.reading.finished), read.id)));
        Ok(overview)
    }

    /// Every read-through in the order in which they were noted, each counted within its work.
    pub(in crate::library) fn all_read_throughs(&self) -> Result<Vec<ReadThrough>, Error> {
        self.store.read(|store| {
            let readings = store.readings()?;
            let subjects: Vec<Subject> = readings.iter().map(|(_, reading)| reading.subject).collect();
            let labels = labels(store, &subjects)?;
            // Those of each work, by their places.
            let mut of_works: HashMap<String, Vec<usize>> = HashMap::new();
            let mut all: Vec<ReadThrough> = Vec::with_capacity(readings.len());
            for (id, reading) in readings {
                let Some(label) = labels.get(&reading.subject).cloned() else { continue };
                let of_work = of_works.entry(label.work.clone()).or_default();
                of_work.push(all.len());
                let (number, target) = (of_work.len(), store.target_of(reading.subject)?);
                all.push(ReadThrough { id, number, finished_before: 0, label, reading: reading.of(target) });
            }
            for places in of_works.into_values() {
                let readings: Vec<_> = places.iter().filter_map(|at| Some(&all.get(*at)?.reading)).collect();
                let before = finished_before(&readings);
                for (at, before) in places.into_iter().zip(before) {
                    if let Some(read) = all.get_mut(at) {
                        read.finished_before = before;
                    }
                }
            }
            Ok(all)
        })
    }
}

/// What works and editions are, as people know them.
pub(in crate::library) fn labels(
    store: &Snapshot<'_>,
    subjects: &[Subject],
) -> Result<HashMap<Subject, Label>, Error> {
    let mut labels = HashMap::new();
    let mut editions: Vec<EditionId> = Vec::new();
    for subject in subjects {
        match subject {
            Subject::Edition(edition) => editions.push(*edition),
            Subject::Work(work) if !labels.contains_key(subject) => {
                let Some(whole) = store.whole_works(&[*work])?.pop() else { continue };
                labels.insert(*subject, of_work(&whole));
            }
            Subject::Work(_) => {}
        }
    }
    editions.sort_unstable();
    editions.dedup();
    let by_key: HashMap<String, EditionId> =
        store.edition_keys(&editions)?.into_iter().map(|(id, key)| (key, id)).collect();
    for whole in store.whole_editions(&editions)? {
        if let Some(edition) = by_key.get(&whole.edition.key) {
            labels.insert(Subject::Edition(*edition), of_edition(&Seen::of(whole)));
        }
    }
    Ok(labels)
}

fn of_work(work: &crate::model::tree::Work) -> Label {
    let editions = || work.expressions.iter().flat_map(|expression| &expression.editions);
    let is_listed =
        |edition: &&crate::model::tree::Edition| edition.standing == crate::model::Standing::Listed;
    let first = editions().find(is_listed).or_else(|| editions().next());
    let names = looking::names_by_role(&work.contributions);
    Label {
        key: first.map_or_else(|| work.handle.clone(), |edition| edition.key.clone()),
        title: title::plain(&work.title).into_owned(),
        authors: names.get(&(Place::Here, Role::Author)).cloned().unwrap_or_default(),
        translators: NameList::default(),
        language: None,
        kind: Some(work.kind),
        work_year: work.date.as_ref().and_then(Date::year),
        pages: None,
        work: work.handle.clone(),
        address: None,
    }
}

fn of_edition(seen: &Seen) -> Label {
    let reference = &seen.reference;
    let names = |role| reference.names.get(&(Place::Here, role)).cloned();
    let text = |field| reference.fields.text(Place::Here, field);
    let whole = match (text(Field::Title), text(Field::Subtitle)) {
        (Some(title), Some(subtitle)) => format!("{title}: {subtitle}"),
        (title, _) => title.unwrap_or_default().to_owned(),
    };
    Label {
        key: seen.whole.edition.key.clone(),
        title: title::plain(&whole).into_owned(),
        authors: names(Role::Author).or_else(|| names(Role::Editor)).unwrap_or_default(),
        translators: names(Role::Translator).unwrap_or_default(),
        language: seen.whole.expression.language.clone(),
        kind: Some(seen.whole.work.kind),
        work_year: seen.whole.work.date.as_ref().and_then(Date::year),
        pages: pages_of(text(Field::PageTotal)),
        work: seen.whole.work.handle.clone(),
        address: address_of(&reference.fields),
    }
}
