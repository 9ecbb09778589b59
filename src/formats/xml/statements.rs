//! What catalogues state in words: dates with brackets and letters, punctuation of ISBD at the ends of parts,
//! editions, extents, names with dates behind them.
//!
//! Sources: ISBD (consolidated edition), the MARC 21 format for bibliographic data (fields 008, 260, 300, 100).

use crate::model::date::{End, Mask, Point, Qualification, month_from_word};
use crate::model::{Date, Name, language};

/// Words before a year that say what kind of year it is and nothing about when.
const KINDS_OF_YEAR: &[&str] = &["copyright", "cop.", "cop", "c", "©", "p", "℗", "dl", "d.l.", "impr."];
/// Words that say that a year is not known exactly.
const ABOUT: &[&str] = &["ca.", "ca", "circa", "c.", "um", "vers", "approximately", "approx.", "about"];

/// The date that a statement gives: `[1936?]`, `c1999`, `ca. 1936`, `19--`, `1936-38`, `19990501`, `5 May 1936`.
/// What is none of these is kept as words.
pub fn date(statement: &str) -> Date {
    let whole = statement.trim();
    if let Some(date) = compact_date(whole) {
        return date;
    }
    // Zotero puts a space between day and time.
    if whole.as_bytes().get(10) == Some(&b' ')
        && let Ok(date) = Date::from_edtf(&whole.replacen(' ', "T", 1))
    {
        return date;
    }
    // A year in brackets is no set of one, and two digits after a hyphen are no season.
    let is_set = whole.starts_with('[') && !whole.contains(',') && !whole.contains("..");
    if whole.len() != "1936-37".len()
        && !is_set
        && let Ok(date) = Date::from_edtf(whole)
    {
        return date;
    }
    let bare =
        whole.trim_matches(|c: char| matches!(c, '[' | ']' | '.' | ',' | ';' | ':') || c.is_whitespace());
    let bare = bare.replace(['[', ']'], "");
    dated(&bare).unwrap_or_else(|| Date::parse(whole))
}

/// Eight digits, and the letter u for digits that are not known.
fn compact_date(text: &str) -> Option<Date> {
    let digits = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.len() {
        8 if is_digits => Date::from_numbers(digits(0..4)?, digits(4..6), digits(6..8)).ok(),
        4 if text.ends_with(['u', 'U', '-']) => masked(text),
        5 if text.ends_with("-?") => masked(&text[..4]),
        _ => None,
    }
}

/// A year with open digits: `193u`, `19--`.
fn masked(text: &str) -> Option<Date> {
    let open = text.bytes().rev().take_while(|byte| matches!(byte, b'u' | b'U' | b'-')).count();
    let known = text.get(..text.len() - open)?;
    if known.is_empty() || !known.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mask = match open {
        1 => Mask::Decade,
        2 => Mask::Century,
        3 => Mask::Millennium,
        _ => return None,
    };
    let first: i64 = format!("{known}{}", "0".repeat(open)).parse().ok()?;
    Point::masked(first, mask).ok().map(Date::from)
}

fn dated(text: &str) -> Option<Date> {
    let mut text = text.trim();
    let mut qualification = Qualification::NONE;
    if let Some(certain) = text.strip_suffix('?') {
        text = certain.trim_end();
        qualification.uncertain = true;
    }
    let lower = text.to_lowercase();
    let behind = |words: &[&str]| {
        let word = words.iter().find(|word| {
            let is_letter = word.chars().all(char::is_alphabetic);
            lower.strip_prefix(**word).is_some_and(|rest| {
                rest.starts_with(|c: char| c.is_ascii_digit()) || !is_letter || rest.starts_with(' ')
            })
        })?;
        // The words are ASCII or of one case, so that lengths are the same in both.
        text.get(word.len()..).map(str::trim_start)
    };
    if let Some(rest) = behind(ABOUT).filter(|_| !lower.starts_with("c1") && !lower.starts_with("c2")) {
        qualification.approximate = true;
        text = rest;
    } else if let Some(rest) = behind(KINDS_OF_YEAR) {
        text = rest;
    }
    let text = text.trim_end_matches('.');
    if let Some(point) = point(text) {
        return Some(point.qualified(qualification).into());
    }
    let (first, last) = text.split_once(['-', '–', '/'])?;
    let start = point(first)?;
    let last = last.trim();
    let end = match last.len() {
        0 => End::Open,
        2 => End::At(point(&format!("{}{last}", first.trim().get(..2)?))?),
        _ => End::At(point(last)?),
    };
    let end = match end {
        End::At(end) => End::At(end.qualified(qualification)),
        other => other,
    };
    Date::interval(End::At(start.qualified(qualification)), end).ok()
}

/// A year, or a day or month with words.
fn point(text: &str) -> Option<Point> {
    let text = text.trim();
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    if is_year(text) {
        return Point::new(text.parse().ok()?, None, None).ok();
    }
    let (mut year, mut month, mut day) = (None, None, None);
    for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
        let number = word.trim_end_matches('.').parse::<i64>().ok();
        match number {
            Some(number) if is_year(word) && year.is_none() => year = Some(number),
            Some(number) if word.len() <= 3 && day.is_none() => day = Some(number),
            _ if month.is_none() => month = Some(i64::from(month_from_word(word)?)),
            _ => return None,
        }
    }
    month?;
    Point::new(year?, month, day).ok()
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

/// How an edition is stated: a number as `2nd ed.`, words with the word for it.
pub fn edition_statement(edition: &str) -> String {
    if let Ok(number) = edition.parse::<u32>() {
        return format!("{number}{} ed.", ordinal_ending(number));
    }
    if names_edition(edition) || edition.trim() != edition {
        return edition.to_owned();
    }
    let mut letters = edition.chars();
    match letters.next() {
        Some(first) => format!("{}{} edition", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}

/// The edition that a statement gives: a number, or the words without the one for it.
pub fn edition_of(statement: &str) -> String {
    let words: Vec<&str> = statement.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let is_name = |word: &str| {
        let folded = word.trim_matches(['.', ',', '[', ']']).to_lowercase();
        EDITION_WORDS.contains(&folded.as_str())
    };
    if let [number, rest @ ..] = words.as_slice()
        && (!rest.is_empty() || number.ends_with(char::is_alphabetic))
        && rest.iter().all(|word| is_name(word))
    {
        let digits = number.trim_end_matches(|c: char| !c.is_ascii_digit());
        let ending = number.get(digits.len()..).unwrap_or_default().to_lowercase();
        if digits.parse::<u32>().is_ok() && ORDINAL_ENDINGS.contains(&ending.trim_end_matches('.')) {
            return digits.to_owned();
        }
    }
    if let Some(text) = statement.strip_suffix(" edition") {
        let mut letters = text.chars();
        let small = letters.next().map(|first| format!("{}{}", first.to_lowercase(), letters.as_str()));
        if let Some(small) = small.filter(|small| edition_statement(small) == statement) {
            return small;
        }
    }
    statement.to_owned()
}

/// Words for an edition in the languages of catalogues, in lower case.
const EDITION_WORDS: &[&str] = &[
    "ed",
    "edn",
    "edition",
    "éd",
    "édition",
    "aufl",
    "auflage",
    "ausg",
    "ausgabe",
    "edición",
    "edizione",
    "uitg",
    "изд",
    "издание",
    "uppl",
    "udg",
    "wyd",
    "vyd",
];
/// What follows a number to make it an ordinal, in lower case and without full stop.
const ORDINAL_ENDINGS: &[&str] =
    &["", "st", "nd", "rd", "th", "e", "ème", "er", "ère", "re", "a", "ª", "º", "-е"];

fn names_edition(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| EDITION_WORDS.contains(&word.to_lowercase().as_str()))
}

fn ordinal_ending(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
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
            ("193-?", "193X"),
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
    fn extents_and_editions() {
        assert_eq!(pages_of_extent("xii, 212 p. : ill. ; 22 cm").as_deref(), Some("212"));
        assert_eq!(pages_of_extent("XII, 212 S.").as_deref(), Some("212"));
        assert_eq!(pages_of_extent("3 v. (900 p.)").as_deref(), Some("900"));
        assert_eq!(volumes_of_extent("3 v. (900 p.)").as_deref(), Some("3"));
        assert_eq!(pages_of_extent("1 online resource"), None);
        for (statement, edition) in
            [("2nd ed.", "2"), ("11th ed.", "11"), ("Complete edition", "complete"), ("Rev. ed.", "Rev. ed.")]
        {
            assert_eq!(edition_of(statement), edition);
            assert_eq!(edition_statement(edition), statement);
        }
        for (statement, edition) in
            [("3. Aufl.", "3"), ("2e éd.", "2"), ("2", "2"), ("2nd", "2"), ("Neue Ausgabe", "Neue Ausgabe")]
        {
            assert_eq!(edition_of(statement), edition);
        }
    }
}
