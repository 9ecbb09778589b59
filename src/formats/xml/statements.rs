//! What catalogues state in words: dates with brackets and letters, punctuation of ISBD at the ends of parts,
//! editions, extents, names with dates behind them.
//!
//! Sources: ISBD (consolidated edition), the MARC 21 format for bibliographic data (fields 008, 260, 300, 100).

use crate::model::date::{Printed, read_printed};
use crate::model::{Date, Name, language};

pub use crate::model::edition::{edition_of, edition_statement};

/// The date that a statement gives: `[1936?]`, `c1999`, `ca. 1936`, `19--`, `1936-38`, `19990501`, `5 May 1936`.
/// What is none of these, or says more, is kept as words.
pub fn date(statement: &str) -> Date {
    let printed = printed_date(statement);
    if printed.is_all { printed.date } else { Date::parse(statement) }
}

/// The same, with the date of a statement that says more: `1984, c1963`.
pub fn printed_date(statement: &str) -> Printed {
    let whole = statement.trim();
    if let Some(date) = compact_date(whole) {
        return Printed::all(date);
    }
    // Zotero puts a space between day and time.
    if whole.as_bytes().get(10) == Some(&b' ')
        && let Ok(date) = Date::from_edtf(&whole.replacen(' ', "T", 1))
    {
        return Printed::all(date);
    }
    // A year in brackets is no set of one, and two digits after a hyphen are no season.
    let is_set = whole.starts_with('[') && !whole.contains(',') && !whole.contains("..");
    if whole.len() != "1936-37".len()
        && !is_set
        && let Ok(date) = Date::from_edtf(whole)
    {
        return Printed::all(date);
    }
    read_printed(whole).unwrap_or_else(|| Printed::all(Date::parse(whole)))
}

/// Eight digits.
fn compact_date(text: &str) -> Option<Date> {
    let digits = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.len() {
        8 if is_digits => Date::from_numbers(digits(0..4)?, digits(4..6), digits(6..8)).ok(),
        _ => None,
    }
}

/// A text without the punctuation that ISBD puts between it and what follows.
pub fn without_isbd(text: &str) -> &str {
    let mut text = text.trim();
    loop {
        let before = text;
        text = text.strip_suffix([':', ';', '/', '=', ',']).unwrap_or(text).trim_end();
        if text.ends_with('.') && !ends_in_abbreviation(text) {
            text = text[..text.len() - 1].trim_end();
        }
        if text == before {
            return text;
        }
    }
}

/// The title of a work without the name of the language of its translation behind it (`Le port. English`), and whether
/// that stood there. `own` is the language of the translation, where it is known.
pub fn without_language(title: &str, own: Option<&str>) -> (String, bool) {
    let whole = without_isbd(title);
    let split = whole.rsplit_once(". ").filter(|(_, last)| {
        // Catalogues of other countries name languages in their own tongue; they are not looked for.
        // Any word may be a tag.
        let named =
            language::from_any(last).filter(|tag| last.len() > 3 && language::primary(tag).len() <= 3);
        named.is_some_and(|named| own.is_none_or(|own| language::primary(own) == language::primary(&named)))
    });
    split.map_or_else(|| (whole.to_owned(), false), |(title, _)| (title.to_owned(), true))
}

/// The title that a note says a text is a translation of (`Translation of: Le port.`).
pub fn translated_title(note: &str) -> Option<&str> {
    const LABEL: &str = "translation of:";
    let label = note.get(..LABEL.len()).filter(|label| label.eq_ignore_ascii_case(LABEL))?;
    let title = without_isbd(&note[label.len()..]);
    // Behind a further sentence there is an imprint, or another title.
    (!title.is_empty() && !title.contains(". ") && !title.contains('\n')).then_some(title)
}

/// Whether the full stop at the end belongs to the word before it.
fn ends_in_abbreviation(text: &str) -> bool {
    let word = text.trim_end_matches('.').rsplit([' ', '-', '\'', '’']).next().unwrap_or_default();
    let known = [
        "etc", "vol", "bros", "inc", "corp", "ltd", "dept", "univ", "impr", "publ", "verl", "jr", "sr", "ed",
        "éd", "co", "no", "nr", "bd", "st", "dr", "al", "aufl",
    ];
    text.ends_with("..")
        || word.contains('.')
        || word.chars().count() == 1
        || known.contains(&word.to_lowercase().as_str())
}

/// A name in the form of a catalogue: family name, comma, given names; particles stand where they stood. Without
/// a comma the last word is the family name.
pub fn person(text: &str) -> Name {
    let text = text.trim();
    if let Some((family, given)) = text.split_once(',') {
        return person_of(family, given);
    }
    match text.rsplit_once(' ') {
        None => Name { family: text.to_owned(), ..Name::default() },
        Some((before, family)) => {
            // Words in lower case before the family name belong to it.
            let words: Vec<&str> = before.split(' ').collect();
            let small = words.iter().rev().take_while(|word| is_small(word)).count();
            let (given, particle) = words.split_at(words.len() - small);
            Name {
                family: family.to_owned(),
                given: given.join(" "),
                non_dropping_particle: particle.join(" "),
                ..Name::default()
            }
        }
    }
}

/// A name whose parts are told apart. Words in lower case at the beginning of the family name and at the end of
/// the given names are particles.
pub fn person_of(family: &str, given: &str) -> Name {
    let family: Vec<&str> = family.split_whitespace().collect();
    let given: Vec<&str> = given.split_whitespace().collect();
    let first = family.iter().take_while(|word| is_small(word)).count();
    // A name that is all small has no particle.
    let first = if first == family.len() { 0 } else { first };
    let last = given.iter().rev().take_while(|word| is_small(word)).count();
    let last = if last == given.len() { 0 } else { last };
    let (particle, family) = family.split_at(first);
    let (given, dropping) = given.split_at(given.len() - last);
    Name {
        family: family.join(" "),
        given: given.join(" "),
        non_dropping_particle: particle.join(" "),
        dropping_particle: dropping.join(" "),
        ..Name::default()
    }
}

fn is_small(word: &&str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}

/// The number of pages that an extent states: `xii, 212 p. : ill. ; 22 cm` has 212.
pub fn pages_of_extent(extent: &str) -> Option<String> {
    const UNITS: &[&str] = &["p", "pp", "pages", "page", "s", "seiten", "str", "c", "с", "стр"];
    number_before(extent, UNITS)
}

/// The number of volumes that an extent states: `3 v.`.
pub fn volumes_of_extent(extent: &str) -> Option<String> {
    const UNITS: &[&str] = &["v", "vol", "vols", "volumes", "volume", "bde", "bd", "bände", "tomes", "t"];
    number_before(extent, UNITS)
}

/// The last number before one of these words, in the part before the first colon or semicolon.
fn number_before(extent: &str, units: &[&str]) -> Option<String> {
    let part = extent.split([':', ';', '+']).next().unwrap_or_default();
    let words: Vec<&str> =
        part.split([' ', ',', '\u{a0}', '(', ')']).filter(|word| !word.is_empty()).collect();
    let is_unit = |word: &str| units.contains(&word.trim_end_matches('.').to_lowercase().as_str());
    let unit = words.iter().position(|word| is_unit(word))?;
    let number = words.get(unit.checked_sub(1)?)?;
    let digits = number.trim_matches(['[', ']']);
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_works_and_the_languages_behind_them() {
        for (title, own, expected) in [
            ("Le port. English", Some("en"), ("Le port", true)),
            ("Le port. English.", None, ("Le port", true)),
            ("Le port. English", Some("de"), ("Le port. English", false)),
            ("Le port. Paris", None, ("Le port. Paris", false)),
            ("Le port. Tome 1", Some("en"), ("Le port. Tome 1", false)),
            ("Le port", Some("en"), ("Le port", false)),
        ] {
            let expected = (expected.0.to_owned(), expected.1);
            assert_eq!(without_language(title, own), expected, "{title} {own:?}");
        }
    }

    #[test]
    fn notes_that_name_the_original() {
        for (note, expected) in [
            ("Translation of: Le port.", Some("Le port")),
            ("translation of: Le port : roman /", Some("Le port : roman")),
            ("Translation of: Le port. Paris, 1951.", None),
            ("Translation of the French edition.", None),
            ("Translation of: ", None),
            ("é", None),
        ] {
            assert_eq!(translated_title(note), expected, "{note}");
        }
    }

    #[test]
    fn dates() {
        for (statement, expected) in [
            ("1936", "1936"),
            ("[1936]", "1936"),
            ("[1936?]", "1936?"),
            ("c1999", "1999"),
            ("©1999.", "1999"),
            ("cop. 1999", "1999"),
            ("ca. 1936", "1936~"),
            ("[ca. 1936]", "1936~"),
            ("c. 1936", "1936~"),
            ("1936-1938", "1936/1938"),
            ("1936-38", "1936/1938"),
            ("1936-", "1936/.."),
            ("19uu", "19XX"),
            ("193-?", "193X?"),
            ("193-", "193X"),
            ("19990501", "1999-05-01"),
            ("1999-05-01", "1999-05-01"),
            ("1999-05", "1999-05"),
            ("5 May 1936", "1936-05-05"),
            ("May 1936", "1936-05"),
            ("1936 Sept. 5", "1936-09-05"),
            ("1936~", "1936~"),
            ("2021-03-09 10:00:00", "2021-03-09T10:00:00"),
            ("s.d.", "s.d."),
            ("uuuu", "uuuu"),
            ("Paris 1936", "Paris 1936"),
            ("1984, c1963", "1984, c1963"),
            ("", ""),
            ("19991399", "19991399"),
        ] {
            assert_eq!(date(statement).as_str(), expected, "{statement}");
        }
    }

    #[test]
    fn punctuation() {
        for (text, expected) in [
            ("The sea :", "The sea"),
            ("a record /", "a record"),
            ("Vale, Ada,", "Vale, Ada"),
            ("Vale, A.", "Vale, A."),
            ("The sea.", "The sea"),
            ("Tide Press, etc.", "Tide Press, etc."),
            ("And so ...", "And so ..."),
            ("[Oxford] :", "[Oxford]"),
            (" / ", ""),
        ] {
            assert_eq!(without_isbd(text), expected, "{text}");
        }
    }

    #[test]
    fn names() {
        for (text, expected) in [
            ("Vale, Ada Maria", ("Vale", "Ada Maria", "", "")),
            ("de Wit, Anna", ("Wit", "Anna", "de", "")),
            ("Beethoven, Ludwig van", ("Beethoven", "Ludwig", "", "van")),
            ("Anna de Wit", ("Wit", "Anna", "de", "")),
            ("Plato", ("Plato", "", "", "")),
            ("bell hooks", ("hooks", "", "bell", "")),
        ] {
            let name = person(text);
            let found = (&*name.family, &*name.given, &*name.non_dropping_particle, &*name.dropping_particle);
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn extents() {
        assert_eq!(pages_of_extent("xii, 212 p. : ill. ; 22 cm").as_deref(), Some("212"));
        assert_eq!(pages_of_extent("XII, 212 S.").as_deref(), Some("212"));
        assert_eq!(pages_of_extent("3 v. (900 p.)").as_deref(), Some("900"));
        assert_eq!(volumes_of_extent("3 v. (900 p.)").as_deref(), Some("3"));
        assert_eq!(pages_of_extent("1 online resource"), None);
    }
}
