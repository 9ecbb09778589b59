//! Publishers and places; keywords; fields that nobody knows.

use std::collections::BTreeMap;

use foldhash::{HashSet, HashSetExt};

use super::{Remark, Subject, Survey, subject::Doubt, wording::shown};
use crate::{
    fields::{self, FIELDS, ROLES, Slot},
    model::{Extra, Field, Place, Value, title},
};

/// Place and publisher of "New York: Doubleday".
fn place_and_publisher(text: &str) -> Option<(&str, &str)> {
    let (place, publisher) = text.split_once(':')?;
    let (place, publisher) = (place.trim(), publisher.trim());
    let is_place =
        !place.is_empty() && place.split_whitespace().count() <= 3 && place.starts_with(char::is_uppercase);
    let is_word = publisher.starts_with(|c: char| c.is_uppercase()) && !publisher.contains(':');
    (is_place && is_word && title::is_balanced(place)).then_some((place, publisher))
}

/// Mended where there is no publisher yet: in catalogues the place stands before the colon.
pub(super) fn publisher_in_place(subject: &Subject<'_>) -> Vec<Remark> {
    let [text] = subject.edition.fields.list(Place::Here, Field::Places) else { return Vec::new() };
    let Some((place, publisher)) = place_and_publisher(text) else { return Vec::new() };
    let remark =
        Remark::of(Place::Here, Field::Places, format!("the place holds a publisher: {}", shown(text)));
    if subject.edition.fields.has(Place::Here, Field::Publishers) {
        return vec![remark];
    }
    let fixed = remark.fixed(Place::Here, Field::Places, vec![place.to_owned()]);
    vec![fixed.fixed(Place::Here, Field::Publishers, vec![publisher.to_owned()])]
}

/// Which half is the place cannot be told ("New York: Doubleday", "Gallimard: Paris"), so nothing is mended.
pub(super) fn place_in_publisher(subject: &Subject<'_>) -> Vec<Remark> {
    let [text] = subject.edition.fields.list(Place::Here, Field::Publishers) else { return Vec::new() };
    if place_and_publisher(text).is_none() {
        return Vec::new();
    }
    vec![Remark::of(Place::Here, Field::Publishers, format!("the publisher holds a place: {}", shown(text)))]
}

pub(super) fn publishers_joined(subject: &Subject<'_>) -> Vec<Remark> {
    let publishers = subject.edition.fields.list(Place::Here, Field::Publishers);
    let Some(text) = publishers.iter().find(|text| text.contains(';') && !text.contains(['&', '<'])) else {
        return Vec::new();
    };
    let parts = publishers.iter().flat_map(|text| {
        if text.contains(['&', '<']) { vec![text.as_str()] } else { text.split(';').collect() }
    });
    let parts: Vec<String> =
        parts.map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
    let remark =
        Remark::of(Place::Here, Field::Publishers, format!("several publishers in one: {}", shown(text)));
    vec![remark.fixed(Place::Here, Field::Publishers, parts)]
}

/// Words at the end of a publisher's name that are left out as often as not.
const COMPANY_WORDS: &[&str] =
    &["co", "company", "inc", "incorporated", "ltd", "limited", "llc", "gmbh", "ag", "corp", "and"];

/// What the spellings of a publisher have in common.
fn core_of_publisher(text: &str) -> String {
    let normal = title::normalize(text);
    let mut words: Vec<&str> = normal.split(' ').collect();
    while words.len() > 1 && words.last().is_some_and(|word| COMPANY_WORDS.contains(word)) {
        words.pop();
    }
    words.join(" ")
}

pub(super) fn publisher_spellings(survey: &Survey) -> Vec<(String, Remark)> {
    // Each spelling with the first edition that has it and how many have it; then by core.
    let mut spelled: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    for sketch in &survey.sketches {
        for publisher in &sketch.publishers {
            let (_, editions) = spelled.entry(publisher).or_insert((&sketch.key, 0));
            *editions += 1;
        }
    }
    let mut groups: BTreeMap<String, BTreeMap<&str, (&str, usize)>> = BTreeMap::new();
    for (spelling, seen) in spelled {
        groups.entry(core_of_publisher(spelling)).or_default().insert(spelling, seen);
    }
    let mut remarks = Vec::new();
    for (_, spellings) in groups.iter().filter(|(core, spellings)| !core.is_empty() && spellings.len() > 1) {
        let usual = spellings.iter().max_by_key(|(_, (_, editions))| *editions);
        let Some((usual, (_, times))) = usual else { continue };
        for (spelling, (key, _)) in spellings.iter().filter(|(spelling, _)| *spelling != usual) {
            let elsewhere =
                if *times == 1 { "another edition".to_owned() } else { format!("{times} editions") };
            let message = format!("publisher {} is spelled {} in {elsewhere}", shown(spelling), shown(usual));
            remarks.push(((*key).to_owned(), Remark::of(Place::Here, Field::Publishers, message)));
        }
    }
    remarks
}

pub(super) fn keywords_repeated(subject: &Subject<'_>) -> Vec<Remark> {
    let keywords = subject.edition.fields.list(Place::Here, Field::Keywords);
    let mut known = HashSet::new();
    let is_fresh =
        |keyword: &&String| !keyword.trim().is_empty() && known.insert(keyword.trim().to_lowercase());
    let fresh: Vec<String> = keywords.iter().filter(is_fresh).cloned().collect();
    if fresh.len() == keywords.len() {
        return Vec::new();
    }
    let remark = Remark::of(Place::Here, Field::Keywords, "a keyword is empty, or there twice");
    vec![remark.fixed(Place::Here, Field::Keywords, Value::List(fresh))]
}

pub(super) fn keywords_joined(subject: &Subject<'_>) -> Vec<Remark> {
    subject.field_doubts(Field::Keywords, |text| {
        (text.contains(';') || text.matches(',').count() > 1).then(|| Doubt::of("hold several in one", text))
    })
}

/// Names that are met in files and look like others by chance.
const OTHERS_OWN: &[&str] = &["data", "days", "papers", "rating", "notice", "links", "owner"];

/// Every name of a field in .bib files.
fn known_names() -> HashSet<&'static str> {
    let mut names = HashSet::new();
    for row in FIELDS {
        for spelling in [&row.biblatex, &row.bibtex] {
            names.extend(spelling.written);
            names.extend(spelling.also_read);
        }
    }
    for row in ROLES {
        for slot in [row.biblatex, row.bibtex] {
            if let Slot::Field(name) = slot {
                names.insert(name);
            }
        }
    }
    names.extend(fields::BIBLATEX_OTHERS);
    names
}

/// The field that a name is a slip of: two letters exchanged, another letter or one that is missing.
fn meant(name: &str, known: &HashSet<&'static str>) -> Option<&'static str> {
    let name = name.to_lowercase();
    if name.len() < 4 || known.contains(name.as_str()) || OTHERS_OWN.contains(&name.as_str()) {
        return None;
    }
    let is_slip = |target: &&&'static str| {
        target.len() >= 5 && name.len() <= target.len() && strsim::damerau_levenshtein(&name, target) == 1
    };
    known.iter().filter(is_slip).min().copied()
}

pub(super) fn field_mistyped(subject: &Subject<'_>) -> Vec<Remark> {
    let is_bib = |extra: &&Extra| extra.format.to_lowercase().starts_with("bib");
    let extras: Vec<&Extra> = subject.edition.extras.iter().filter(is_bib).collect();
    if extras.is_empty() {
        return Vec::new();
    }
    let known = known_names();
    let remark = |extra: &&Extra| {
        let meant = meant(&extra.name, &known)?;
        Some(Remark::whole(format!(
            "the field {} looks like {meant}: {}",
            shown(&extra.name),
            shown(&extra.value)
        )))
    };
    extras.iter().filter_map(remark).collect()
}
