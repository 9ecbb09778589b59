//! Names in reading order and inverted, alone and in lists, with roles or without.

use crate::fields::role_of_relator;
use crate::formats::xml::statements;
use crate::model::{Name, Role};

/// Words in small letters that stand before family names.
const PARTICLES: &[&str] = &[
    "af", "al", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "la", "le", "ten",
    "ter", "van", "von", "zu",
];
/// What stands behind a name and belongs to it.
const SUFFIXES: &[&str] = &["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"];

/// A name in reading order: the last word is the family name, with the small words before it.
pub(in crate::formats) fn in_order(text: &str) -> Name {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let is_suffix = |word: &&str| SUFFIXES.contains(&word.to_lowercase().as_str());
    let suffix = if words.len() > 2 { words.pop_if(|word| is_suffix(&&**word)) } else { None };
    let Some((family, before)) = words.split_last().filter(|(_, before)| !before.is_empty()) else {
        return Name::literal(text.split_whitespace().collect::<Vec<_>>().join(" "));
    };
    let particles = before.iter().skip(1).rev().take_while(|word| PARTICLES.contains(word)).count();
    let (given, particle) = before.split_at(before.len() - particles);
    Name {
        non_dropping_particle: particle.join(" "),
        suffix: suffix.map(|suffix| suffix.trim_end_matches(',').to_owned()).unwrap_or_default(),
        ..Name::person(*family, given.join(" ").trim_end_matches(','))
    }
}

/// A name `Family, Given`; a mononym stands twice, or alone.
pub(super) fn inverted(text: &str) -> Name {
    let joined = |part: &str| part.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.split_once(',') {
        Some((family, given)) => match (joined(family), joined(given)) {
            (family, given) if family == given || given.is_empty() => Name::literal(family),
            (family, given) if family.is_empty() => Name::literal(given),
            (family, given) => Name::person(family, given),
        },
        None => Name::literal(joined(text)),
    }
}

/// The same, with what may stand behind the given names: `Family, Given, Jr.`
pub(in crate::formats) fn inverted_with_suffix(text: &str) -> Name {
    let is_suffix = |part: &str| SUFFIXES.contains(&part.trim().to_lowercase().as_str());
    match text.rsplit_once(',') {
        Some((before, suffix)) if is_suffix(suffix) && before.contains(',') => {
            Name { suffix: suffix.trim().to_owned(), ..inverted_with_suffix(before) }
        }
        // `Given Family, Jr.`
        Some((before, suffix)) if is_suffix(suffix) => {
            Name { suffix: suffix.trim().to_owned(), ..in_order(before) }
        }
        Some((family, given)) if !family.contains(',') && !given.trim().is_empty() => {
            statements::person_of(family, given)
        }
        _ => inverted(text),
    }
}

/// The names of a list with commas between.
pub(super) fn listed(text: &str) -> Vec<Name> {
    parts(text, &[',']).into_iter().map(in_order).filter(|name| !name.is_empty()).collect()
}

/// The parts between separators that hold something.
pub(super) fn parts<'t>(text: &'t str, separators: &[char]) -> Vec<&'t str> {
    text.split(separators).map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Names with roles in parentheses: `Jo Hall (Translator), Ada Vale`.
pub(super) fn with_roles(text: &str) -> Vec<(Name, Option<Role>)> {
    parts(text, &[',']).into_iter().map(with_role).filter(|(name, _)| !name.is_empty()).collect()
}

fn with_role(part: &str) -> (Name, Option<Role>) {
    let role = part.strip_suffix(')').and_then(|part| part.rsplit_once('('));
    match role.and_then(|(name, role)| Some((name, role_of_relator(role)?))) {
        Some((name, role)) => (in_order(name), Some(role)),
        None => (in_order(part), None),
    }
}

/// Inverted names with bars between, and what each did; the roles may be fewer.
pub(super) fn side_by_side(names: &str, roles: &str) -> Vec<(Name, Option<Role>)> {
    // A bar that stands for nothing still counts.
    let separator: &[char] = if names.contains('|') { &['|'] } else { &[';'] };
    let mut roles = roles.split(['|', ';']).map(role_of_relator);
    let names = names.split(separator).map(|name| (inverted(name), roles.next().flatten()));
    names.filter(|(name, _)| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_reading_order() {
        for (text, expected) in [
            ("Ada B. Vale", "Vale, Ada B."),
            ("Ludwig van der Tide", "van der Tide, Ludwig"),
            ("Jo Hall Jr.", "Hall, Jo, Jr."),
            ("Homer", "Homer"),
            ("van Tide", "Tide, van"),
            ("  Ada   Vale ", "Vale, Ada"),
        ] {
            assert_eq!(in_order(text).inverted(), expected);
        }
    }

    #[test]
    fn names_with_what_people_did() {
        let named = |found: Vec<(Name, Option<Role>)>| -> Vec<String> {
            let word = |role: Option<Role>| role.map_or("-", |role| role.as_str());
            found.into_iter().map(|(name, role)| format!("{} {}", name.display(), word(role))).collect()
        };
        assert_eq!(
            named(with_roles("Jo Hall (Translator), Ada Vale, Bo Reed (chef)")),
            ["Jo Hall translator", "Ada Vale -", "Bo Reed (chef) -"]
        );
        assert_eq!(
            named(side_by_side("Hall, Jo|Reed, Bo|Vale, Ada", "Translator||Illustrator")),
            ["Jo Hall translator", "Bo Reed -", "Ada Vale illustrator"]
        );
    }
}
