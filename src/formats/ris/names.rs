//! Names: `Family, Given, Suffix`, one on a line, and what programs write instead.

use crate::model::{Ending, Name, NameList, years_of_life};

/// What stands for those who are not given.
const OTHERS: &[&str] =
    &["et al", "et al.", "et. al.", "al., et", "al, et", "and others", "others", "...", "…"];
/// The same behind the last of those who are named.
const OTHERS_BEHIND: &[&str] = &[" et al", " et al.", " et. al.", ", et al.", ", et al"];
/// What stands after a name and belongs to it.
const SUFFIXES: &[&str] = &[
    "jr", "sr", "ii", "iii", "iv", "v", "2nd", "3rd", "phd", "ph.d", "md", "m.d", "esq", "dr", "prof", "frs",
];
/// What stands after the name of a firm.
const FIRMS: &[&str] = &["inc", "ltd", "llc", "co", "corp", "gmbh", "plc", "s.a", "ag", "pty"];
/// Words in small letters that stand before family names.
const PARTICLES: &[&str] = &[
    "af", "al", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "la", "le", "ten",
    "ter", "van", "von", "zu",
];
/// Words that no name of a person has.
const BODIES: &[&str] = &[
    "of",
    "the",
    "and",
    "for",
    "on",
    "in",
    "de la république",
    "&",
    "association",
    "bureau",
    "center",
    "centre",
    "collaboration",
    "commission",
    "committee",
    "company",
    "conference",
    "consortium",
    "corporation",
    "council",
    "department",
    "foundation",
    "government",
    "group",
    "institut",
    "institute",
    "international",
    "ministry",
    "network",
    "office",
    "organization",
    "organisation",
    "press",
    "project",
    "research",
    "society",
    "team",
    "trust",
    "union",
    "university",
    "université",
    "universität",
    "verein",
    "world",
];

/// The names of the lines of one role.
pub(super) fn read(lines: &[String]) -> NameList {
    let mut list = NameList::default();
    let texts: Vec<&str> = lines.iter().flat_map(|line| split(line)).collect();
    let are_persons = texts.len() > 1 && texts.iter().all(|text| looks_like_person(text));
    for text in texts {
        if OTHERS.contains(&text.to_ascii_lowercase().as_str()) {
            list.ending = Ending::AndOthers;
            continue;
        }
        let named = OTHERS_BEHIND.iter().filter_map(|behind| text.strip_suffix(behind)).next_back();
        if named.is_some() {
            list.ending = Ending::AndOthers;
        }
        list.names.push(read_name(named.map_or(text, str::trim_end), are_persons));
    }
    list.names.retain(|name| !name.is_empty());
    list
}

/// The names in one line: one, or several with semicolons between them.
fn split(line: &str) -> Vec<&str> {
    if in_braces(line.trim()).is_some() {
        return vec![line.trim()];
    }
    let parts: Vec<&str> = line.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [part] => split_at_commas(part).unwrap_or_else(|| split_at_and(part)),
        _ => parts,
    }
}

/// `Vale, A. B., Hall, J.`: family names and initials in turn.
fn split_at_commas(line: &str) -> Option<Vec<&str>> {
    let commas: Vec<usize> = line.match_indices(',').map(|(at, _)| at).collect();
    if commas.len() < 3 || commas.len().is_multiple_of(2) {
        return None;
    }
    let mut names = Vec::new();
    let mut start = 0;
    for end in commas.iter().skip(1).step_by(2).copied().chain([line.len()]) {
        let name = line.get(start..end)?.trim();
        let (family, given) = name.split_once(',')?;
        let are_initials = !given.trim().is_empty() && given.split_whitespace().all(is_initials);
        if family.trim().is_empty() || !are_initials || has_body_word(family) {
            return None;
        }
        names.push(name);
        start = end + 1;
    }
    Some(names)
}

/// `Vale, Ada and Hall, Jo`: two names where each has its comma.
fn split_at_and(line: &str) -> Vec<&str> {
    let parts: Vec<&str> = line.split(" and ").map(str::trim).collect();
    let is_inverted = |part: &&str| {
        part.split_once(',').is_some_and(|(family, given)| {
            !family.is_empty() && !given.trim().is_empty() && !given.contains(',')
        })
    };
    if parts.len() > 1 && parts.iter().all(|part| is_inverted(part) && !has_body_word(part)) {
        return parts;
    }
    vec![line]
}

/// A name in one text. `are_persons` tells of names without a comma that all in the list are built like names of
/// people.
fn read_name(text: &str, are_persons: bool) -> Name {
    if let Some(body) = in_braces(text) {
        return Name::literal(body);
    }
    if let Some(body) = text.strip_suffix(',') {
        // EndNote's sign of a body.
        return Name::literal(body.trim());
    }
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    match parts.as_slice() {
        [_] => one_part(text, are_persons),
        ["", given] => Name::person("", *given),
        // `Vale, S.A.` and `de Vale, MD` are people with initials.
        [whole, firm] if is_one_of(FIRMS, firm) && (!is_initials(firm) || has_body_word(whole)) => {
            Name::literal(text)
        }
        [whole, suffix] if is_one_of(SUFFIXES, suffix) && !is_initials(suffix) && whole.contains(' ') => {
            Name { suffix: (*suffix).to_owned(), ..in_order(whole) }
        }
        [family, given] => Name::person(*family, *given),
        [family, given, life] if is_life(life) && !family.is_empty() => Name::person(*family, *given),
        [family, suffix, given] if is_one_of(SUFFIXES, suffix) => with_suffix(family, given, suffix),
        [family, given, suffix] if !has_body_word(family) && !family.is_empty() && !given.is_empty() => {
            with_suffix(family, given, suffix)
        }
        _ => Name::literal(text),
    }
}

/// Whether a line is one name with the years of a life behind it, as in the headings of catalogues: `Vale, Ada,
/// 1901-1990`. The name does not hold them.
pub(super) fn tells_life(line: &str) -> bool {
    let parts: Vec<&str> = line.split(',').map(str::trim).collect();
    matches!(parts.as_slice(), [family, _, life] if is_life(life) && !family.is_empty())
        && !line.contains(';')
        && in_braces(line.trim()).is_none()
}

fn is_life(part: &str) -> bool {
    years_of_life(part).is_some()
}

/// A name as a line told it that tells more, if it still is this name.
pub(super) fn as_told<'l>(name: &Name, mut lines: impl Iterator<Item = &'l str>) -> Option<&'l str> {
    lines.find(|line| tells_life(line) && read(&[(*line).to_owned()]).names.first() == Some(name))
}

fn with_suffix(family: &str, given: &str, suffix: &str) -> Name {
    Name { suffix: suffix.to_owned(), ..Name::person(family, given) }
}

/// A name without a comma: taken apart only where it is plain that a person bears it.
fn one_part(text: &str, are_persons: bool) -> Name {
    if looks_like_person(text) && (are_persons || has_initials(text)) {
        in_order(text)
    } else {
        Name::literal(text)
    }
}

/// `Ada B. Vale`, `Vale AB`, `Vale A.B.`.
fn in_order(text: &str) -> Name {
    let Some((before, last)) = text.trim().rsplit_once(' ') else { return Name::literal(text) };
    let is_short = last.chars().count() <= 3 && last.chars().all(char::is_uppercase);
    let are_initials = is_short || (last.contains('.') && is_initials(last));
    let first = before.split(' ').next().unwrap_or_default();
    if are_initials && !is_initials(first) {
        return Name::person(before.trim(), last);
    }
    Name::person(last, before.trim())
}

/// Two to four words with capitals, none of which names a body.
fn looks_like_person(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=4).contains(&words.len())
        && !has_body_word(text)
        && words.iter().filter(|word| !PARTICLES.contains(word)).all(|word| {
            word.chars().next().is_some_and(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
        })
}

fn has_initials(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let whole_words = words.iter().filter(|word| !is_initials(word)).count();
    whole_words >= 1
        && whole_words < words.len()
        && words.iter().any(|word| word.chars().any(char::is_lowercase))
}

/// `A.`, `A.B.`, `AB`, `J.-P.`
fn is_initials(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| !matches!(c, '.' | '-')).collect();
    let is_short = letters.len() <= if word.contains('.') { 3 } else { 2 };
    is_short && letters.iter().all(|c| c.is_uppercase())
}

fn has_body_word(text: &str) -> bool {
    text.split_whitespace().any(|word| is_one_of(BODIES, word))
}

fn is_one_of(words: &[&str], text: &str) -> bool {
    let text = text.trim_end_matches('.').to_lowercase();
    words.contains(&text.as_str())
}

/// A name as it stands in a line for who takes braces as the sign of a body.
pub(super) fn write_with_braces(name: &Name) -> String {
    let is_plain = name.literal.contains(' ') && !name.literal.contains(['{', '}']);
    if is_plain { format!("{{{}}}", name.literal) } else { write(name) }
}

/// What stands between the braces around a whole text.
fn in_braces(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('{')?.strip_suffix('}')?;
    (!inside.contains(['{', '}'])).then(|| inside.trim())
}

/// A name as it stands in a line.
pub(super) fn write(name: &Name) -> String {
    if !name.literal.is_empty() {
        // A comma at the end says that those before it are no signs of order.
        let comma = if name.literal.contains(',') { "," } else { "" };
        return format!("{}{comma}", name.literal);
    }
    name.inverted()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_write_is_read() {
        let person = Name::person;
        let suffixed =
            |family, given, suffix: &str| Name { suffix: suffix.to_owned(), ..person(family, given) };
        let cases: &[(&[&str], Vec<Name>)] = &[
            (&["Vale, Ada B."], vec![person("Vale", "Ada B.")]),
            (&["Vale,A.B."], vec![person("Vale", "A.B.")]),
            (&["Vale, Ada, 1901-1990"], vec![person("Vale", "Ada")]),
            (&["Vale, Ada, b. 1901"], vec![person("Vale", "Ada")]),
            (&["van der Vale, Ada"], vec![person("van der Vale", "Ada")]),
            (&["Vale, Ada, Jr."], vec![suffixed("Vale", "Ada", "Jr.")]),
            (&["Vale, Jr., Ada"], vec![suffixed("Vale", "Ada", "Jr.")]),
            (&["Ada Vale, Jr."], vec![suffixed("Vale", "Ada", "Jr.")]),
            (&["Vale, Ada; Hall, Jo"], vec![person("Vale", "Ada"), person("Hall", "Jo")]),
            (&["Vale, Ada and Hall, Jo"], vec![person("Vale", "Ada"), person("Hall", "Jo")]),
            (&["Vale, A. B., Hall, J."], vec![person("Vale", "A. B."), person("Hall", "J.")]),
            (&["Ada B. Vale"], vec![person("Vale", "Ada B.")]),
            (&["A. Vale"], vec![person("Vale", "A.")]),
            (&["Vale AB"], vec![person("Vale", "AB")]),
            (&["Vale A.B."], vec![person("Vale", "A.B.")]),
            (&["de la Vale A.-B."], vec![person("de la Vale", "A.-B.")]),
            (&["Ada Vale", "Jo Hall"], vec![person("Vale", "Ada"), person("Hall", "Jo")]),
            (&["Ada Vale"], vec![Name::literal("Ada Vale")]),
            (
                &["Tide Research Group", "Jo Hall"],
                vec![Name::literal("Tide Research Group"), Name::literal("Jo Hall")],
            ),
            (&["Harbour Office, Leith, Scotland"], vec![Name::literal("Harbour Office, Leith, Scotland")]),
            (&["Harbour Works, Inc."], vec![Name::literal("Harbour Works, Inc.")]),
            (&["Harbour Company, S.A."], vec![Name::literal("Harbour Company, S.A.")]),
            (&["Vale,S.A."], vec![person("Vale", "S.A.")]),
            (&["Vale, AG", "Vale, CO"], vec![person("Vale", "AG"), person("Vale", "CO")]),
            (&["van der Vale, MD"], vec![person("van der Vale", "MD")]),
            (&["Hall Vale, V"], vec![person("Hall Vale", "V")]),
            (&["Ada Vale, III"], vec![suffixed("Vale", "Ada", "III")]),
            (&["Harbour Office,"], vec![Name::literal("Harbour Office")]),
            (&["UNESCO"], vec![Name::literal("UNESCO")]),
            (&["{Harbour Office, Leith}", "{}"], vec![Name::literal("Harbour Office, Leith")]),
            (&["Plato"], vec![Name::literal("Plato")]),
            (&[", Ada"], vec![person("", "Ada")]),
            (&["", ",", ";"], vec![]),
        ];
        for (lines, expected) in cases {
            let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            assert_eq!(read(&lines), NameList::of(expected.clone()), "{lines:?}");
        }
    }

    #[test]
    fn those_who_are_not_given() {
        for lines in [["Vale, Ada", "et al."], ["Vale, Ada", "al., et"], ["Hall, J.", "Vale, Ada, et al."]] {
            let list = read(&lines.map(str::to_owned));
            assert_eq!(list.names.last(), Some(&Name::person("Vale", "Ada")), "{lines:?}");
            assert_eq!(list.ending, Ending::AndOthers, "{lines:?}");
        }
    }

    #[test]
    fn what_is_written_comes_back() {
        let names = [
            Name::person("Vale", "Ada"),
            Name { suffix: "Jr.".to_owned(), ..Name::person("Vale", "Ada") },
            Name::literal("Harbour Office"),
            Name::literal("Vale, Hall and Co."),
        ];
        for name in names {
            assert_eq!(read(&[write(&name)]).names, [name]);
        }
    }
}
