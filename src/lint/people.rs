//! One person under two names that nobody has tied together.

use std::collections::{BTreeMap, BTreeSet};

use super::{Remark, Survey};
use crate::model::{Name, title, tree::AgentKind};

/// The words of the given names, folded.
fn given(name: &Name) -> Vec<String> {
    // "J.R." is two names, "Jean-Paul" as well.
    title::normalize(&name.given.replace(['.', '-'], ". ")).split_whitespace().map(str::to_owned).collect()
}

/// Whether one list of given names may be a shorter form of another one: initials for names, or fewer names.
fn is_short_of(short: &[String], long: &[String]) -> bool {
    let stands_for = |(one, other): (&String, &String)| {
        one == other || (one.chars().count() == 1 && other.starts_with(one.as_str()))
    };
    let has_initial = short.iter().zip(long).any(|(one, other)| one != other);
    !short.is_empty() && short.len() <= long.len() && has_initial && short.iter().zip(long).all(stands_for)
}

/// A person with the first edition and the words of the given names.
struct Bearer<'a> {
    key: &'a str,
    name: &'a Name,
    given: Vec<String>,
}

pub(super) fn person_spellings(survey: &Survey) -> Vec<(String, Remark)> {
    let first = survey.first_editions();
    let mut groups: BTreeMap<(String, char), Vec<Bearer<'_>>> = BTreeMap::new();
    for (handle, person) in &survey.people {
        let name = &person.name;
        let given = given(name);
        let initial = given.first().and_then(|word| word.chars().next());
        let (Some(key), Some(initial), AgentKind::Person) =
            (first.get(handle.as_str()), initial, person.kind)
        else {
            continue;
        };
        let family = title::normalize(&format!("{} {}", name.non_dropping_particle, name.family));
        groups.entry((family, initial)).or_default().push(Bearer { key, name, given });
    }
    groups.into_values().filter(|bearers| bearers.len() > 1).flat_map(|bearers| alike(&bearers)).collect()
}

/// What is said of people with the same family name and the same initial.
fn alike(bearers: &[Bearer<'_>]) -> Vec<(String, Remark)> {
    let mut remarks = Vec::new();
    let mut by_given: BTreeMap<&[String], &Bearer<'_>> = BTreeMap::new();
    for bearer in bearers {
        match by_given.get(bearer.given.as_slice()) {
            Some(other) if other.name.suffix == bearer.name.suffix => remarks.push(said(bearer, other.name)),
            Some(_) => {}
            None => {
                by_given.insert(&bearer.given, bearer);
            }
        }
    }
    // People with the longest names, of whom the others may be shorter forms. A common name has many, and then
    // nothing can be said.
    let is_spelled_out = |given: &[String]| given.iter().any(|word| word.chars().count() > 1);
    let whole: Vec<&Bearer<'_>> = by_given
        .values()
        .copied()
        .filter(|bearer| is_spelled_out(&bearer.given))
        .take(MOST_BEARERS + 1)
        .collect();
    if whole.len() > MOST_BEARERS {
        return remarks;
    }
    for bearer in by_given.values() {
        let longer: Vec<&&Bearer<'_>> =
            whole.iter().filter(|other| is_short_of(&bearer.given, &other.given)).collect();
        let firsts: BTreeSet<&String> = longer.iter().filter_map(|other| other.given.first()).collect();
        if let ([other, ..], 1) = (longer.as_slice(), firsts.len()) {
            remarks.push(said(bearer, other.name));
        }
    }
    remarks
}

/// How many people of one family name and initial are compared with each other.
const MOST_BEARERS: usize = 20;

fn said(bearer: &Bearer<'_>, other: &Name) -> (String, Remark) {
    let message = format!("{} and {} may be one person", bearer.name.display(), other.display());
    (bearer.key.to_owned(), Remark::whole(message))
}
