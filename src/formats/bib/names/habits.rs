//! What people and programs write in lists of names although BibTeX reads it otherwise.

use super::OTHERS;
use super::read::{outer_characters, split_at_commas};
use crate::model::years_of_life;

/// Words that say that a list goes on.
const GOING_ON: [&str; 6] = [OTHERS, "et al.", "et al", "{et al.}", "{others}.", "et. al."];

/// Words that stand behind a family name.
const SUFFIXES: [&str; 10] = ["Jr.", "Jr", "jr.", "jr", "Sr.", "Sr", "II", "III", "IV", "2nd"];

/// Takes from the items of a list what says that it goes on, and tells whether anything did.
pub(super) fn take_going_on(items: &mut Vec<&str>) -> bool {
    if items.last().is_some_and(|last| GOING_ON.contains(last)) {
        items.pop();
        return true;
    }
    let Some(last) = items.last_mut() else { return false };
    let shorter = GOING_ON[1..3].iter().find_map(|words| last.strip_suffix(words)?.strip_suffix(' '));
    match shorter.map(|shorter| shorter.trim_end_matches([',', ' '])).filter(|name| !name.is_empty()) {
        Some(name) => {
            *last = name;
            true
        }
        None => false,
    }
}

/// The names of an item in which names are joined by something else than "and".
pub(super) fn split_item(item: &str) -> Vec<&str> {
    let by_semicolon = || {
        // An ampersand may begin a character reference, which ends in a semicolon.
        let of_words = || joined_by(item, ";", has_two_words).filter(|_| !item.contains('&'));
        joined_by(item, ";", is_inverted).or_else(of_words)
    };
    let by_ampersand = || {
        [is_inverted as fn(&str) -> bool, begins_with_initial]
            .into_iter()
            .flat_map(|is_name| [(r"\&", is_name), ("&", is_name)])
            .find_map(|(sign, is_name)| joined_by(item, sign, is_name))
    };
    let by_comma = || pairs_with_initials(item).or_else(|| whole_names(item));
    let names = match (item.contains(';'), item.contains('&'), item.contains(',')) {
        (false, false, false) => None,
        _ => by_semicolon().or_else(by_ampersand).or_else(by_comma),
    };
    names.unwrap_or_else(|| vec![item])
}

/// `Haag, Otto`
fn is_inverted(name: &str) -> bool {
    split_at_commas(name).len() == 2
}

/// `Otto Haag`
fn has_two_words(name: &str) -> bool {
    name.contains([' ', '~'])
}

/// The names between signs, if each looks like one.
fn joined_by<'a>(item: &'a str, sign: &str, is_name: fn(&str) -> bool) -> Option<Vec<&'a str>> {
    if !item.contains(sign) || item.contains('=') {
        return None;
    }
    let mut names = Vec::new();
    let mut start = 0;
    // A sign with a backslash is no outer character; its place is that of the backslash.
    for at in outer_characters(item).map(|(at, _)| at) {
        if at >= start && item[at..].starts_with(sign) {
            names.push(item[start..at].trim_ascii());
            start = at + sign.len();
        }
    }
    names.push(item[start..].trim_ascii());
    names.retain(|name| !name.is_empty());
    (names.len() > 1 && names.iter().all(|name| is_name(name))).then_some(names)
}

/// `Haag, O., Moor, I. A.`: family names and initials in turn.
fn pairs_with_initials(item: &str) -> Option<Vec<&str>> {
    if item.bytes().filter(|byte| *byte == b',').count() < 3 {
        return None;
    }
    let mut parts = split_at_commas(item);
    if parts.last().is_some_and(|last| last.trim_ascii().is_empty()) {
        parts.pop();
    }
    if parts.len() < 4 || parts.len() % 2 == 1 || item.contains('=') {
        return None;
    }
    let mut names = Vec::new();
    let mut start = 0;
    for pair in parts.chunks(2) {
        let [family, given] = pair else { return None };
        if are_initials(family) || !are_initials(given) {
            return None;
        }
        let end = start + family.len() + 1 + given.len();
        names.push(item.get(start..end)?.trim_ascii());
        start = end + 1;
    }
    Some(names)
}

/// `O. Haag, I. A. Moor` and `Olga Haag, Ida Moor, Per Lind`: given and family names with nothing but commas between.
fn whole_names(item: &str) -> Option<Vec<&str>> {
    let (first, rest) = item.split_once(',')?;
    if !rest.contains(',') && !begins_with_initial(first.trim_ascii()) {
        return None;
    }
    let mut parts: Vec<&str> = split_at_commas(item).into_iter().map(str::trim_ascii).collect();
    // Before "and" a comma may stand as well.
    if parts.last().is_some_and(|last| last.is_empty()) {
        parts.pop();
    }
    let words = |part: &str| part.split([' ', '~']).filter(|word| !word.is_empty()).count();
    let is_name = |part: &&str| {
        let are_capital = part.split([' ', '~']).all(|word| word.starts_with(char::is_uppercase));
        (2..=4).contains(&words(part)) && are_capital && ends_with_family(part) && !part.contains(['{', '\\'])
    };
    let have_initials = parts.len() > 1 && parts.iter().all(|part| begins_with_initial(part));
    let are_names = parts.len() > 2 && parts.iter().all(is_name);
    ((have_initials || are_names) && !item.contains('=')).then_some(parts)
}

/// `J. R. Haag`, `JR Haag`
fn begins_with_initial(name: &str) -> bool {
    let Some((first, _)) = name.split_once([' ', '~']) else { return false };
    let are_letters = (1..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_uppercase());
    (are_initials(first) || are_letters) && ends_with_family(name) && !name.contains(',')
}

/// Whether the last word is no initial.
fn ends_with_family(name: &str) -> bool {
    let last = name.rsplit([' ', '~']).next().unwrap_or_default();
    last.chars().count() > 1 && last.contains(char::is_lowercase)
}

/// `J.`, `J. R. R.`, `J.-P.`
fn are_initials(part: &str) -> bool {
    let mut words = part.split([' ', '~', '-', '.']).filter(|word| !word.is_empty());
    part.contains('.') && words.all(|word| word.chars().count() == 1)
}

/// Whether a part of a name is one that stands behind the family name.
pub(super) fn is_suffix(part: &str) -> bool {
    SUFFIXES.contains(&part.trim_ascii())
}

/// Whether a word is the number by which dblp tells people of one name apart.
pub(super) fn is_number(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the last part of a name is the years of a life, as in the headings of catalogues: `Haag, Otto, 1903-1950`.
pub(super) fn is_life(part: &str) -> bool {
    years_of_life(part).is_some()
}
