//! Names as they are printed.

use foldhash::{HashSet, HashSetExt};

use super::{Remark, Subject, subject::name_of_role, wording::shown};
use crate::model::{Name, Place, Role, years_of_life};
/// The parts of a name that hold words of it.
fn parts(name: &Name) -> impl Iterator<Item = &str> {
    let parts = [&name.family, &name.given, &name.suffix, &name.literal];
    parts.into_iter().map(String::as_str).filter(|part| !part.is_empty())
}

fn is_upper(text: &str) -> bool {
    text.chars().all(char::is_uppercase)
}

pub(super) fn initials_together(name: &Name) -> Option<String> {
    let given = name.given.as_str();
    let letters = given.chars().count();
    // What is in capitals throughout is another slip.
    let is_shouted = name.family.chars().count() > 1 && is_upper(&name.family);
    let is_run = (2..=4).contains(&letters) && is_upper(given) && !is_shouted;
    if name.family.is_empty() {
        return None;
    }
    if is_run {
        let apart: Vec<String> = given.chars().map(|letter| format!("{letter}.")).collect();
        return Some(format!(
            "initials run together: {}; {:?} is read as two or more names",
            shown(given),
            apart.join(" ")
        ));
    }
    // "J. R. R", "J.R.R": the point of the last one is lost.
    let lacks_point = is_initials(given) && given.ends_with(char::is_alphabetic);
    lacks_point.then(|| format!("the last initial lacks its point: {}", shown(given)))
}

pub(super) fn name_in_capitals(name: &Name) -> Option<String> {
    let letters: Vec<char> = name.family.chars().filter(|c| c.is_alphabetic()).collect();
    let is_shouted = letters.len() >= 3 && letters.iter().all(|letter| letter.is_uppercase());
    (is_shouted && !name.given.is_empty()).then(|| format!("name in capitals: {}", shown(&name.display())))
}

/// Whether a text is nothing but initials with points: "J. R.", "J.-P.".
fn is_initials(text: &str) -> bool {
    let mut words = text.split([' ', '-', '.']).filter(|word| !word.is_empty()).peekable();
    let is_initial = |word: &str| word.chars().count() == 1 && is_upper(word);
    text.contains('.') && words.peek().is_some() && words.all(is_initial)
}

pub(super) fn name_swapped(name: &Name) -> Option<String> {
    let is_word = name.given.chars().filter(|c| c.is_alphabetic()).count() > 2 && !is_initials(&name.given);
    (is_initials(&name.family) && is_word).then(|| {
        format!("family name {} and given name {} look swapped", shown(&name.family), shown(&name.given))
    })
}

pub(super) fn names_joined(name: &Name) -> Option<String> {
    let joins = [" and ", " & ", ";", " AND "];
    let joined =
        [&name.family, &name.given].into_iter().any(|part| joins.iter().any(|join| part.contains(join)));
    (joined || name.literal.contains(';'))
        .then(|| format!("more than one name in one: {}", shown(&name.display())))
}

/// Words that say that there are more people.
const OTHERS: &[&str] =
    &["et al", "et al.", "et. al.", "others", "and others", "et alii", "u.a.", "u. a.", "и др."];

pub(super) fn name_et_al(name: &Name) -> Option<String> {
    let is_others = |part: &str| OTHERS.contains(&part.trim().to_lowercase().as_str());
    let ends_so = |part: &str| {
        let part = part.trim().to_lowercase();
        part.ends_with(" et al") || part.ends_with(" et al.")
    };
    parts(name)
        .any(|part| is_others(part) || ends_so(part))
        .then(|| format!("{} is kept as a name", shown(&name.display())))
}

/// Words that stand for a name where none is known.
#[rustfmt::skip]
const NOBODY: &[&str] = &[
    "unknown", "unknown author", "author unknown", "anon", "anon.", "anonymous", "anonym", "anonyme", "anónimo", "anonimo",
    "n/a", "n.a", "n.a.", "no author", "not available", "not known", "not named", "unbekannt",
    "ohne autor", "o.a.", "o. a.", "inconnu", "s.n.", "s.n", "[s.n.]", "tba", "tbd", "?", "??", "???", "-", "--", "n. n.", "n.n.",
    "аноним", "неизвестен", "неизвестный автор", "various", "various authors", "diverse", "vv.aa.", "aa.vv.", "aa. vv.",
];

pub(super) fn name_of_nobody(name: &Name) -> Option<String> {
    let inverted = name.inverted();
    let spelled = [name.display(), inverted.clone(), inverted.replace(", ", " ")];
    let is_nobody = spelled.iter().any(|text| NOBODY.contains(&text.trim().to_lowercase().as_str()));
    is_nobody.then(|| {
        format!(
            "{} stands for somebody who is not named; leave it out, or say \"not named\"",
            shown(&name.display())
        )
    })
}

/// Words in the names of bodies.
const OF_BODIES: &[&str] = &[
    "of", "for", "the", "and", "&", "de", "des", "du", "la", "le", "für", "und", "et", "del", "inc", "inc.",
    "ltd", "ltd.", "llc", "gmbh", "co.", "corp.",
];

pub(super) fn comma_in_name(name: &Name) -> Option<String> {
    let (family, given) = name.literal.split_once(',')?;
    let words = |text: &str| text.split_whitespace().count();
    let is_person = (1..=2).contains(&words(family))
        && (1..=3).contains(&words(given))
        && !given.contains(',')
        && !name.literal.split([' ', ',']).any(|word| OF_BODIES.contains(&word.to_lowercase().as_str()));
    is_person.then(|| format!("a person's name is kept as one word: {}", shown(&name.literal)))
}

/// Titles of persons, which are no part of their names.
const TITLES: &[&str] =
    &["dr", "dr.", "prof", "prof.", "professor", "mr", "mr.", "mrs", "mrs.", "ms.", "ph.d.", "phd", "m.d."];

pub(super) fn title_in_name(name: &Name) -> Option<String> {
    let is_title =
        |word: Option<&str>| word.is_some_and(|word| TITLES.contains(&word.to_lowercase().as_str()));
    let starts = |part: &str| part.split_whitespace().count() > 1 && is_title(part.split_whitespace().next());
    let is_titled = starts(&name.given)
        || (is_title(Some(name.given.trim())) && !name.family.is_empty())
        || starts(&name.family)
        || starts(&name.literal)
        || is_title(Some(name.suffix.trim()));
    is_titled.then(|| format!("a title is part of the name: {}", shown(&name.display())))
}

/// Whether the years of a life stand in parentheses or after a comma, as in the headings of catalogues. Other numbers
/// belong to names: "Group 1984", "Congress (2nd : 1920)"; one year alone is of a body as often as not.
fn has_years(name: &str, least: usize) -> bool {
    let begins = name.match_indices([',', '(', '[']).filter_map(|(at, sign)| name.get(at + sign.len()..));
    begins.into_iter().any(|rest| {
        // What stands before the next sign.
        let part = rest.split([',', ')', ']']).next().unwrap_or_default();
        years_of_life(part).is_some_and(|years| years >= least)
    })
}

pub(super) fn years_in_name(name: &Name) -> Option<String> {
    let least = if name.literal.is_empty() { 1 } else { 2 };
    has_years(&name.inverted(), least)
        .then(|| format!("years are part of the name: {}", shown(&name.inverted())))
}

pub(super) fn tex_in_name(name: &Name) -> Option<String> {
    parts(name)
        .any(|part| part.contains(['{', '}', '\\']))
        .then(|| format!("TeX is left over in the name {}", shown(&name.display())))
}

pub(super) fn name_twice(subject: &Subject<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for ((place, role), list) in &subject.reference.names {
        if !matches!(place, Place::Here) || !matches!(role, Role::Author | Role::Editor | Role::Translator) {
            continue;
        }
        let mut known = HashSet::new();
        if let Some(name) = list.names.iter().find(|name| !known.insert(*name)) {
            let message = format!("{} is named twice as {role}", name.display());
            remarks.push(Remark { field: name_of_role(*place, *role), message, fix: Vec::new() });
        }
    }
    remarks
}
