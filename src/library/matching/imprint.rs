//! Whether two entries came out at the same time and place.

use std::collections::BTreeSet;

use super::{Aspect, Findings, Parted, Portrait, titles};
use crate::model::{EntryType, Field, title};

/// What it weighs that a part of something is dated a year later.
pub(super) const NEXT_YEAR: i32 = -8;

/// What it weighs that the pages are the same.
pub(super) const SAME_PAGES: i32 = 12;

pub(super) fn compare_dates(one: &Portrait, other: &Portrait, found: &mut Findings) {
    let (Some(ours), Some(theirs)) = (one.year, other.year) else { return };
    if ours == theirs {
        let overlap = match (one.days, other.days) {
            (Some(ours), Some(theirs)) => ours.0 <= theirs.1 && theirs.0 <= ours.1,
            _ => true,
        };
        if overlap {
            found.add(Aspect::Date, 20, format!("the same year, {ours}"));
        } else {
            found.add(Aspect::Date, 5, format!("another day of {ours}"));
        }
        return;
    }
    let overlap =
        one.days.zip(other.days).is_some_and(|(ours, theirs)| ours.0 <= theirs.1 && theirs.0 <= ours.1);
    if overlap {
        found.add(Aspect::Date, 8, format!("dates that may be the same, {ours} and {theirs}"));
    } else if ours.abs_diff(theirs) == 1 && one.is_part() {
        // What is online first is printed in the next year.
        found.add(Aspect::Date, NEXT_YEAR, format!("the years {ours} and {theirs}"));
    } else {
        found.add(Aspect::Date, -28, format!("the years {ours} and {theirs}"));
    }
}

pub(super) fn compare_containers(one: &Portrait, other: &Portrait, found: &mut Findings) {
    if one.issns.intersection(&other.issns).next().is_some() {
        found.add(Aspect::Container, 10, "in the same periodical");
        return;
    }
    let (Some(ours), Some(theirs)) = (&one.container, &other.container) else { return };
    let by_short = |one: &Portrait, title: &String| one.container_short.as_ref() == Some(title);
    if ours == theirs || by_short(one, theirs) || by_short(other, ours) {
        found.add(Aspect::Container, 10, "in the same container");
    } else if titles::is_near(ours, theirs) || is_abbreviated(ours, theirs) || is_abbreviated(theirs, ours) {
        found.add(Aspect::Container, 8, "in a container that is called alike");
    } else if ours.starts_with(theirs.as_str()) || theirs.starts_with(ours.as_str()) {
        found.add(Aspect::Container, 5, "in a container that is called alike");
    } else {
        found.part(Parted::Editions, Aspect::Container, -25, "in another container");
    }
}

/// Whether the words of a title are the beginnings of those of another one: `j phys chem`.
fn is_abbreviated(short: &str, long: &str) -> bool {
    let small = [
        "of", "the", "and", "for", "de", "la", "le", "des", "du", "et", "fur", "der", "die", "und", "in",
        "on",
    ];
    let mut words = long.split(' ').filter(|word| !small.contains(word));
    let mut shorts = short.split(' ').filter(|word| !small.contains(word)).peekable();
    if shorts.peek().is_none() || short.len() >= long.len() {
        return false;
    }
    shorts.all(|short| words.next().is_some_and(|word| word.starts_with(short))) && words.next().is_none()
}

/// How two values stand to each other.
fn differ(one: &Option<String>, other: &Option<String>) -> Option<bool> {
    Some(one.as_ref()? != other.as_ref()?)
}

/// How two statements of pages stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pages {
    Same,
    FirstSame,
    Other,
}

/// Compares pages in normal form; the last one may be shortened (`201 19`) or left out.
fn pages_differ(ours: &str, theirs: &str) -> Pages {
    let ends = |pages: &str| -> (String, Option<String>) {
        let (first, last) = pages.split_once(' ').map_or((pages, None), |(first, last)| (first, Some(last)));
        (first.to_owned(), last.map(str::to_owned))
    };
    let ((first, last), (other_first, other_last)) = (ends(ours), ends(theirs));
    if first != other_first {
        return Pages::Other;
    }
    match (last, other_last) {
        (Some(last), Some(other)) if !last.ends_with(&other) && !other.ends_with(&last) => Pages::FirstSame,
        _ => Pages::Same,
    }
}

/// Volume, issue, part and pages.
pub(super) fn compare_positions(one: &Portrait, other: &Portrait, found: &mut Findings) {
    let volume = differ(&one.volume, &other.volume);
    let issue = differ(&one.issue, &other.issue);
    let pages =
        one.pages.as_deref().zip(other.pages.as_deref()).map(|(ours, theirs)| pages_differ(ours, theirs));
    if one.entry_type.is_part_of_periodical() && other.entry_type.is_part_of_periodical() {
        let years = one.year.zip(other.year).map(|(ours, theirs)| ours != theirs);
        let other_pages = pages.map(|pages| pages == Pages::Other);
        let differing =
            [volume, issue, other_pages, years].iter().filter(|differs| **differs == Some(true)).count();
        if differing > 1 {
            found.part(Parted::Works, Aspect::Volume, -30, "elsewhere in the periodical");
            return;
        }
        add(found, Aspect::Volume, volume, (5, "the same volume"), (-12, "another volume"));
        add(found, Aspect::Volume, issue, (4, "the same issue"), (-10, "another issue"));
    } else {
        match volume {
            Some(true) => found.part(Parted::Works, Aspect::Volume, -60, "another volume"),
            Some(false) => found.add(Aspect::Volume, 5, "the same volume"),
            None if one.volume.is_some() || other.volume.is_some() => {
                found.add(Aspect::Volume, -15, "a volume in one only");
            }
            None => {}
        }
        let part = differ(&one.part, &other.part);
        if part == Some(true) {
            found.part(Parted::Works, Aspect::Volume, -40, "another part");
        }
    }
    match pages {
        Some(Pages::Same) => found.add(Aspect::Pages, SAME_PAGES, "the same pages"),
        Some(Pages::FirstSame) => found.add(Aspect::Pages, 5, "the same first page"),
        Some(Pages::Other) => found.add(Aspect::Pages, -18, "other pages"),
        None => {}
    }
    if let Some(differs) = differ(&one.page_total, &other.page_total) {
        let (weight, finding) =
            if differs { (-3, "another number of pages") } else { (4, "the same number of pages") };
        found.add(Aspect::Pages, weight, finding);
    }
}

fn add(found: &mut Findings, aspect: Aspect, differs: Option<bool>, same: (i32, &str), other: (i32, &str)) {
    match differs {
        Some(false) => found.add(aspect, same.0, same.1),
        Some(true) => found.add(aspect, other.0, other.1),
        None => {}
    }
}

pub(super) fn compare_editions(one: &Portrait, other: &Portrait, found: &mut Findings) {
    let is_first = |edition: &Option<String>| edition.as_deref().is_none_or(|edition| edition == "1");
    match (&one.edition, &other.edition) {
        (Some(ours), Some(theirs)) if ours == theirs => found.add(Aspect::Edition, 5, "the same edition"),
        (Some(_), Some(_)) => found.part(Parted::Editions, Aspect::Edition, -40, "another edition"),
        (ours, theirs) if !is_first(ours) || !is_first(theirs) => {
            found.add(Aspect::Edition, -12, "a statement of edition in one only");
        }
        _ => {}
    }
}

/// Words in the names of publishers that say nothing.
const OF_PUBLISHERS: &[&str] = &[
    "press",
    "verlag",
    "editions",
    "edition",
    "publishers",
    "publishing",
    "publications",
    "books",
    "inc",
    "co",
    "ltd",
    "company",
    "and",
    "et",
    "und",
    "the",
    "editorial",
    "edizioni",
    "editore",
    "editeur",
    "librairie",
    "sons",
    "group",
    "gmbh",
    "llc",
    "house",
];

/// The words of the names of publishers that tell one from another, from names in normal form.
fn telling_words<'a>(names: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let words = names.flat_map(|name| name.split(' ')).map(str::to_owned);
    words.filter(|word| !word.is_empty() && !OF_PUBLISHERS.contains(&word.as_str())).collect()
}

/// Whether two lists of publishers are the same, as far as their names are given: `Seuil` and `Éditions du Seuil`.
pub fn are_alike_publishers(ours: &[String], theirs: &[String]) -> bool {
    let words = |names: &[String]| {
        let normal: Vec<String> = names.iter().map(|name| title::normalize(name)).collect();
        telling_words(normal.iter().map(String::as_str))
    };
    let (ours, theirs) = (words(ours), words(theirs));
    !ours.is_empty() && !theirs.is_empty() && (ours.is_subset(&theirs) || theirs.is_subset(&ours))
}

/// Words in the names of publishers that have no letter among the initials.
const WITHOUT_INITIAL: &[&str] =
    &["and", "of", "the", "et", "und", "de", "du", "des", "la", "le", "les", "der", "die"];

/// Whether a publisher is told by the initials of the other: `OUP`, `Oxford University Press`; names are in normal form.
fn have_initials(ours: &[String], theirs: &[String]) -> bool {
    let initials = |name: &String| -> String {
        let words = name.split(' ').filter(|word| !WITHOUT_INITIAL.contains(word));
        words.filter_map(|word| word.chars().next()).collect()
    };
    let is_told =
        |short: &String, long: &String| (2..=6).contains(&short.chars().count()) && initials(long) == *short;
    ours.iter().any(|one| theirs.iter().any(|other| is_told(one, other) || is_told(other, one)))
}

pub(super) fn compare_publishers(one: &Portrait, other: &Portrait, found: &mut Findings) {
    if !one.publishers.is_empty() && !other.publishers.is_empty() {
        let words = |list: &[String]| telling_words(list.iter().map(String::as_str));
        let (ours, theirs) = (words(&one.publishers), words(&other.publishers));
        if one.publishers == other.publishers || ours == theirs {
            found.add(Aspect::Publisher, 10, "the same publisher");
        } else if ours.is_subset(&theirs) || theirs.is_subset(&ours) {
            found.add(Aspect::Publisher, 7, "almost the same publisher");
        } else if have_initials(&one.publishers, &other.publishers) {
            found.add(Aspect::Publisher, 7, "a publisher by its initials");
        } else if ours.intersection(&theirs).next().is_some() {
            found.add(Aspect::Publisher, 2, "a publisher that is called alike");
        } else {
            found.add(Aspect::Publisher, -14, "another publisher");
        }
    }
    if !one.places.is_empty() && !other.places.is_empty() {
        match one.places.iter().any(|place| other.places.contains(place)) {
            true => found.add(Aspect::Place, 2, "the same place"),
            false => found.add(Aspect::Place, -3, "another place"),
        }
    }
}

pub(super) fn compare_series(one: &Portrait, other: &Portrait, found: &mut Findings) {
    let (Some(ours), Some(theirs)) = (&one.series, &other.series) else { return };
    if ours != theirs {
        return;
    }
    match differ(&one.series_number, &other.series_number) {
        Some(true) => found.part(Parted::Editions, Aspect::Series, -15, "another number of the series"),
        Some(false) => found.add(Aspect::Series, 5, "the same number of the series"),
        None => found.add(Aspect::Series, 2, "the same series"),
    }
}

/// The classes of types that one thing does not come out in twice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Preprint,
    InPeriodical,
    Conference,
    InBook,
    Review,
    Thesis,
    Report,
    Book,
    Periodical,
    Any,
}

fn class(portrait: &Portrait) -> Class {
    use EntryType as T;
    let is_in_archive = portrait.identifiers.iter().any(|(scheme, _)| *scheme == Field::Eprint);
    match portrait.entry_type {
        T::Preprint | T::Manuscript => Class::Preprint,
        T::Review | T::BookReview => Class::Review,
        T::ConferencePaper => Class::Conference,
        T::Thesis => Class::Thesis,
        T::Report => Class::Report,
        T::Periodical => Class::Periodical,
        part if part.is_part_of_periodical() => Class::InPeriodical,
        part if part.is_part_of_book() => Class::InBook,
        T::Book
        | T::MultiVolumeBook
        | T::Collection
        | T::MultiVolumeCollection
        | T::ReferenceWork
        | T::Proceedings => Class::Book,
        _ if is_in_archive && portrait.container.is_none() => Class::Preprint,
        _ => Class::Any,
    }
}

pub(super) fn compare_types(one: &Portrait, other: &Portrait, found: &mut Findings) {
    if one.entry_type == other.entry_type {
        return found.add(Aspect::Kind, 3, format!("both {}", one.entry_type));
    }
    let finding = format!("{} and {}", one.entry_type, other.entry_type);
    match (class(one), class(other)) {
        (ours, theirs) if ours == theirs => {}
        (Class::Any, _) | (_, Class::Any) => found.add(Aspect::Kind, -2, finding),
        (Class::Review, _) | (_, Class::Review) => found.part(Parted::Works, Aspect::Kind, -20, finding),
        (Class::Periodical, _) | (_, Class::Periodical) => {
            found.part(Parted::Works, Aspect::Kind, -20, finding)
        }
        _ => found.part(Parted::Editions, Aspect::Kind, -20, finding),
    }
}

pub(super) fn compare_languages(one: &Portrait, other: &Portrait, found: &mut Findings) {
    let (Some(ours), Some(theirs)) = (&one.language, &other.language) else { return };
    if ours == theirs {
        found.add(Aspect::Language, 2, "the same language");
    } else {
        found.part(Parted::Editions, Aspect::Language, -40, format!("{ours} and {theirs}"));
    }
}
