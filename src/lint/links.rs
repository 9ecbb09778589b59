//! Keys, and what editions are to each other.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::{Remark, Subject, Survey, survey::Sketch, wording::shown};
use crate::model::{Standing, tree::Target};
/// Signs that end a key or mean something else in BibTeX.
const NOT_IN_KEYS: &[char] = &['"', '#', '%', '\'', '(', ')', ',', '=', '{', '}', '~', '\\'];

pub(super) fn key_characters(subject: &Subject<'_>) -> Vec<Remark> {
    let key = &subject.edition.key;
    let is_bad = |c: char| c.is_whitespace() || c.is_control() || NOT_IN_KEYS.contains(&c);
    match key.chars().find(|c| is_bad(*c)) {
        Some(sign) => vec![Remark::whole(format!("BibTeX cannot take a key with {sign:?} in it"))],
        None => Vec::new(),
    }
}

pub(super) fn keys_alike(survey: &Survey) -> Vec<(String, Remark)> {
    let mut known: HashMap<String, &str> = HashMap::new();
    let mut remarks = Vec::new();
    for sketch in &survey.sketches {
        for key in std::iter::once(&*sketch.key).chain(sketch.aliases.iter().map(String::as_str)) {
            let other = *known.entry(key.to_lowercase()).or_insert(&sketch.key);
            if *other != *sketch.key {
                let message = format!("BibTeX does not tell the key {} from one of {other}", shown(key));
                remarks.push((sketch.key.to_string(), Remark::whole(message)));
            }
        }
    }
    remarks
}

/// The first key of each loop that pointers from edition to edition make. Each edition is passed once.
fn loops<'a>(survey: &'a Survey, pointer: impl Fn(&'a Sketch) -> Option<&'a str>) -> Vec<&'a str> {
    let next: HashMap<&str, &str> =
        survey.sketches.iter().filter_map(|sketch| Some((&*sketch.key, pointer(sketch)?))).collect();
    let mut done: HashSet<&str> = HashSet::new();
    let mut found = Vec::new();
    for sketch in &survey.sketches {
        let mut on_way: HashSet<&str> = HashSet::new();
        let mut at = &*sketch.key;
        while done.insert(at) {
            on_way.insert(at);
            match next.get(at) {
                Some(target) => at = target,
                None => break,
            }
        }
        if on_way.contains(at) && next.contains_key(at) {
            found.push(at);
        }
    }
    found
}

pub(super) fn reprint_loop(survey: &Survey) -> Vec<(String, Remark)> {
    let found = loops(survey, |sketch| sketch.reprint_of.as_deref());
    let remark =
        |key: &str| (key.to_owned(), Remark::whole("it reprints itself, by way of what it reprints"));
    found.into_iter().map(remark).collect()
}

pub(super) fn container_loop(survey: &Survey) -> Vec<(String, Remark)> {
    let found = loops(survey, |sketch| sketch.container.as_deref());
    let remark =
        |key: &str| (key.to_owned(), Remark::whole("it is part of itself, by way of what it is part of"));
    found.into_iter().map(remark).collect()
}

pub(super) fn container_is_part(survey: &Survey) -> Vec<(String, Remark)> {
    let types: HashMap<&str, &Sketch> = survey.sketches.iter().map(|sketch| (&*sketch.key, sketch)).collect();
    let found = survey.sketches.iter().filter_map(|sketch| {
        let container = types.get(sketch.container.as_deref()?)?;
        let is_part = container.entry_type.is_part_of_book() && sketch.entry_type.is_part_of_book();
        let message = format!(
            "it is part of {}, which is itself but part of a book ({})",
            container.key, container.entry_type
        );
        is_part.then(|| (sketch.key.to_string(), Remark::whole(message)))
    });
    found.collect()
}

pub(super) fn orphaned(survey: &Survey) -> Vec<(String, Remark)> {
    let mut keys: HashSet<&str> = HashSet::new();
    let mut texts: HashSet<&str> = HashSet::new();
    let mut works: HashSet<&str> = HashSet::new();
    for sketch in &survey.sketches {
        let pointers = [&sketch.container, &sketch.reprint_of, &sketch.translated_from];
        keys.extend(pointers.into_iter().flatten().map(|key| &**key));
        texts.extend(sketch.derived_from.as_deref());
        if sketch.standing == Standing::Listed {
            texts.insert(&sketch.expression);
        }
        for (_, target) in &sketch.relations {
            match target {
                Target::Edition(key) => keys.insert(key),
                Target::Work(handle) => works.insert(handle),
            };
        }
    }
    let is_lone = |sketch: &&Sketch| {
        sketch.standing == Standing::Mentioned
            && !sketch.has_evidence
            && sketch.relations.is_empty()
            && sketch.container.is_none()
            && !keys.contains(&*sketch.key)
            && !works.contains(&*sketch.work)
            && !texts.contains(&*sketch.expression)
    };
    let lone = survey.sketches.iter().filter(is_lone);
    lone.map(|sketch| {
        (sketch.key.to_string(), Remark::whole("it is only mentioned, but nothing mentions it"))
    })
    .collect()
}
