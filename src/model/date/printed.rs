//! Dates as they are printed or as catalogues state them: `[1921]`, `c. 1920`, `192-?`, `1984, c1963`, `May 1936`.
//!
//! Sources: AACR2, 1.4F; RDA, 1.9.2 and 2.8.6; ISBD, 4.4.

use super::words::{Words, without_prefix};
use super::{Date, End, Mask, Point, Qualification};

/// A date that a text states, and whether the text says more than that.
#[derive(Clone, Debug, PartialEq)]
pub struct Printed {
    /// The date.
    pub date: Date,
    /// Whether all of the text is in the date.
    pub is_all: bool,
}

impl Printed {
    /// A date that says all that the text does.
    pub fn all(date: Date) -> Printed {
        Printed { date, is_all: true }
    }

    fn part(date: Date) -> Printed {
        Printed { date, is_all: false }
    }
}

/// Words before a year that say that it is not known exactly.
const ABOUT: &[&str] = &[
    "circa",
    "ca.",
    "ca",
    "c.",
    "c ",
    "approximately",
    "approx.",
    "approx",
    "about",
    "around",
    "um",
    "vers",
    "environ",
    "env.",
    "hacia",
    "~",
];
/// Words before a year that say what kind of year it is and nothing about when.
const KINDS_OF_YEAR: &[&str] = &[
    "copyright",
    "cop.",
    "cop",
    "©",
    "(c)",
    "c",
    "℗",
    "p",
    "printed",
    "impr.",
    "imp.",
    "d.l.",
    "dl",
    "dépôt légal",
    "published",
    "publ.",
];
/// What stands between a slip and what is meant instead.
const CORRECTED: &[&str] = &["i.e.", "i. e.", "d.i.", "d. i.", "recte"];
/// The longest text that is looked at, in bytes: no statement of a date is longer.
const LONGEST: usize = 80;

/// The date that a text states as books and catalogues do. Neither EDTF nor numbers for months are read here;
/// `None` for those and for what tells no date.
pub fn read_printed(text: &str) -> Option<Printed> {
    read_printed_in(text, None)
}

/// The same, with the year from elsewhere where the text has none: `May 1`.
pub fn read_printed_in(text: &str, year: Option<i64>) -> Option<Printed> {
    let text = text.trim().trim_end_matches(['.', ',', ';', ':']).trim_end();
    if text.len() > LONGEST {
        return None;
    }
    statement(text, year)
        .map(Printed::all)
        .or_else(|| corrected(text).map(Printed::part))
        .or_else(|| several(text).map(Printed::part))
}

/// What is meant: `1921 [i.e. 1922]`.
fn corrected(text: &str) -> Option<Date> {
    let lower = text.to_ascii_lowercase();
    let behind = CORRECTED.iter().find_map(|word| Some(lower.find(word)? + word.len()))?;
    statement(text.get(behind..)?, None)
}

/// The year of publication beside others: `1984, c1963`, `1921 [2nd printing]`. Several of one kind are none.
fn several(text: &str) -> Option<Date> {
    let parts: Vec<&str> =
        text.split([',', ';', '[', '(']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let (first, rest) = parts.split_first()?;
    let date = |part: &str| statement(part, None).map(|date| (date, is_of_kind(part)));
    let (found, has_kind) = date(first)?;
    let others: Vec<(Date, bool)> = rest.iter().filter_map(|part| date(part)).collect();
    if has_kind {
        // `c1963, 1984`
        return match others.as_slice() {
            [(other, false)] => Some(other.clone()),
            [] if !rest.is_empty() => Some(found),
            _ => None,
        };
    }
    // What follows is of another kind, in brackets, or no date.
    let is_bare = |part: &&str| statement(part, None).is_some() && !is_of_kind(part);
    let is_second = !text.contains(['[', '(']) && rest.iter().any(is_bare);
    (!rest.is_empty() && !is_second).then_some(found)
}

/// Whether a year is said to be that of the copyright, of a printing and the like.
fn is_of_kind(part: &str) -> bool {
    let bare = without_brackets(part).to_lowercase();
    without_prefix(&bare, ABOUT).is_none() && without_prefix(&bare, KINDS_OF_YEAR).is_some()
}

/// A whole text that is one statement.
fn statement(text: &str, year: Option<i64>) -> Option<Date> {
    let bare = without_brackets(text);
    let bare = bare.trim().trim_end_matches('.');
    if let Some(date) = masked(bare) {
        return Some(date);
    }
    let mut qualification = Qualification::NONE;
    let mut rest = bare;
    if let Some(certain) = bare.strip_suffix('?') {
        qualification.uncertain = true;
        rest = certain.trim_end();
    }
    let lower = rest.to_lowercase();
    // Where lower case changes lengths there are no such words.
    if lower.len() == rest.len() {
        let behind = |words| without_prefix(&lower, words).map(|after| lower.len() - after.len());
        if let Some(at) = behind(ABOUT) {
            qualification.approximate = true;
            rest = rest.get(at..)?;
        } else if let Some(at) = behind(KINDS_OF_YEAR) {
            rest = rest.get(at..)?;
        }
    }
    let rest = rest.trim();
    choice(rest, qualification)
        .or_else(|| decade(rest))
        .or_else(|| span(rest, qualification))
        .or_else(|| Words::of(rest).date(qualification, year))
        .map(|date| qualified(date, qualification))
}

/// A single date with a qualification.
fn qualified(date: Date, qualification: Qualification) -> Date {
    match date.form() {
        super::Form::Single(point) if !qualification.is_none() && point.qualification().is_none() => {
            point.qualified(qualification).into()
        }
        _ => date,
    }
}

/// A text without brackets, which say that a date was found out elsewhere.
fn without_brackets(text: &str) -> String {
    // The sign of a copyright in ASCII stays.
    let text = text.replace("(c)", "©").replace("(C)", "©").replace("(?)", "?");
    text.chars().filter(|c| !matches!(c, '[' | ']' | '(' | ')' | '<' | '>')).collect()
}

fn number(text: &str) -> Option<i64> {
    let is_number = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

fn year(text: &str) -> Option<i64> {
    number(text.trim()).filter(|_| text.trim().len() == 4)
}

/// A year with open digits: `192-`, `19--?`, `193u`, `19xx`, `193?`.
fn masked(text: &str) -> Option<Date> {
    let is_open = |byte: &u8| matches!(byte, b'-' | b'u' | b'U' | b'x' | b'X' | b'?' | b'_');
    let (digits, sign) = text.split_at_checked(4)?;
    let open = digits.bytes().rev().take_while(is_open).count();
    let mask = match open {
        1 => Mask::Decade,
        2 => Mask::Century,
        _ => return None,
    };
    let known = number(digits.get(..4 - open)?)?;
    let point = Point::masked(known * 10_i64.pow(u32::try_from(open).ok()?), mask).ok()?;
    match sign {
        "" => Some(point.into()),
        "?" => Some(point.qualified(Qualification::UNCERTAIN).into()),
        _ => None,
    }
}

/// `1930s`, `the 1930’s`.
fn decade(text: &str) -> Option<Date> {
    let text = text.strip_prefix("the ").unwrap_or(text);
    let digits = text.strip_suffix('s')?.trim_end_matches(['\'', '’']);
    let first = year(digits).filter(|year| year % 10 == 0 && year % 100 != 0)?;
    Point::masked(first, Mask::Decade).ok().map(Date::from)
}

/// One of several: `1971 or 1972`, `between 1906 and 1912`, `not before 1971`, `not after 1971`.
fn choice(text: &str, qualification: Qualification) -> Option<Date> {
    let (lower, sign) = (text.to_ascii_lowercase(), qualification.sign());
    let words: Vec<&str> = lower.split_whitespace().collect();
    let set = match words.as_slice() {
        [first, "or", second] => format!("[{:04}{sign},{:04}{sign}]", year(first)?, year(second)?),
        ["between", first, "and", second] => {
            format!("[{:04}{sign}..{:04}{sign}]", year(first)?, year(second)?)
        }
        ["not", "before", first] => format!("[{:04}{sign}..]", year(first)?),
        ["not", "after", last] => format!("[..{:04}{sign}]", year(last)?),
        _ => return None,
    };
    Date::from_edtf(&set).ok()
}

/// Years from one to the other: `1936-1938`, `1936–38`, `1936-`, `1936-ca. 1938`.
fn span(text: &str, qualification: Qualification) -> Option<Date> {
    let (first, last) = text.split_once(['-', '–', '—', '/'])?;
    let last = last.trim_start_matches(['-', ' ']).trim_end();
    let point = |year: i64, qualification: Qualification| {
        let point = Point::new(year, None, None).ok()?;
        Some(End::At(if qualification.is_none() { point } else { point.qualified(qualification) }))
    };
    let end = |text: &str| {
        let about = without_prefix(text, ABOUT);
        let own = Qualification { approximate: about.is_some(), ..Qualification::NONE };
        let text = about.unwrap_or(text).trim();
        let (text, is_uncertain) = text.strip_suffix('?').map_or((text, false), |text| (text, true));
        let own = Qualification { uncertain: is_uncertain, ..own };
        Some((year(text)?, own.or(qualification)))
    };
    let (start, start_qualification) = end(first.trim())?;
    let start_end = point(start, start_qualification)?;
    let last_end = match last.len() {
        0 => End::Open,
        2 => {
            let last = start / 100 * 100 + number(last)?;
            point(last, qualification).filter(|_| last > start)?
        }
        _ => {
            let (last, last_qualification) = end(last)?;
            point(last, last_qualification).filter(|_| last > start)?
        }
    };
    Date::interval(start_end, last_end).ok()
}

/// Words that stand for a year in files, and what they say of the state of publication: the keys of BibLaTeX's
/// `pubstate` (manual, section 4.9.2.11).
const STATES: &[(&str, &str)] = &[
    ("in press", "inpress"),
    ("inpress", "inpress"),
    ("forthcoming", "forthcoming"),
    ("to appear", "forthcoming"),
    ("in preparation", "inpreparation"),
    ("inpreparation", "inpreparation"),
    ("submitted", "submitted"),
    ("prepublished", "prepublished"),
    ("pre-published", "prepublished"),
];

/// The state of publication that words in place of a date tell.
pub fn publication_state(words: &str) -> Option<&'static str> {
    let words = words.trim().trim_matches(['(', ')', '[', ']', '.']).to_lowercase();
    STATES.iter().find(|(text, _)| *text == words).map(|(_, key)| *key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements() {
        for (text, expected) in [
            ("1936", "1936"),
            ("[1921]", "1921"),
            ("[1921", "1921"),
            ("19[21]", "1921"),
            ("(1921)", "1921"),
            ("1921.", "1921"),
            ("c. 1920", "1920~"),
            ("c 1920", "1920~"),
            ("[ca. 1920]", "1920~"),
            ("[ca 1920?]", "1920%"),
            ("circa 1920", "1920~"),
            ("um 1920", "1920~"),
            ("about May 1920", "1920-05~"),
            ("c1920", "1920"),
            ("©1920", "1920"),
            ("(c) 1920", "1920"),
            ("cop. 1920", "1920"),
            ("p1920", "1920"),
            ("impr. 1920", "1920"),
            ("1973?", "1973?"),
            ("[1973?]", "1973?"),
            ("1973 (?)", "1973?"),
            ("192-", "192X"),
            ("[192-?]", "192X?"),
            ("19--", "19XX"),
            ("[19--?]", "19XX?"),
            ("19uu", "19XX"),
            ("193?", "193X"),
            ("19??", "19XX"),
            ("1930s", "193X"),
            ("the 1930’s", "193X"),
            ("ca. 1930s", "193X~"),
            ("1971 or 1972", "[1971,1972]"),
            ("[between 1906 and 1912]", "[1906..1912]"),
            ("[between 1906 and 1912?]", "[1906?..1912?]"),
            ("not before 1971", "[1971..]"),
            ("1936-1938", "1936/1938"),
            ("1936–38", "1936/1938"),
            ("1936-[1938]", "1936/1938"),
            ("1936-", "1936/.."),
            ("ca. 1936-1938", "1936~/1938~"),
            ("1936-ca. 1938", "1936/1938~"),
            ("1936?-1938", "1936?/1938"),
            ("May 1936", "1936-05"),
            ("Juli 1936", "1936-07"),
            ("summer 1936", "1936-22"),
        ] {
            let found = read_printed(text);
            assert_eq!(found, Some(Printed::all(Date::parse(expected))), "{text}");
            assert!(found.is_some_and(|found| found.date.as_edtf().is_some()), "{text}");
        }
    }

    #[test]
    fn what_says_more_than_the_date_is_told() {
        for (text, expected) in [
            ("1984, c1963", "1984"),
            ("1984 [c1963]", "1984"),
            ("1967, ©1965", "1967"),
            ("c1963, 1984", "1984"),
            ("c1963 [reissued 1984 in cloth]", "1963"),
            ("1921 [i.e. 1922]", "1922"),
            ("1921 [2nd printing]", "1921"),
            ("1921 (1920)", "1921"),
        ] {
            assert_eq!(read_printed(text), Some(Printed::part(Date::parse(expected))), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_stays_words() {
        for text in [
            "",
            "n.d.",
            "[s.d.]",
            "in press",
            "Paris 1936",
            "1936, 1938, 1940",
            "1936, 1938",
            "1938-1936",
            "Band 12",
            "uuuu",
            "----",
            "12",
            "1936-13",
            "2000s",
            "between 1912 and 1906",
        ] {
            assert_eq!(read_printed(text), None, "{text}");
        }
        assert_eq!(read_printed(&"1".repeat(100_000)), None);
    }

    #[test]
    fn the_year_may_stand_elsewhere() {
        let found = read_printed_in("May 1", Some(1936));
        assert_eq!(found, Some(Printed::all(Date::parse("1936-05-01"))));
        assert_eq!(read_printed_in("12", Some(1936)), None);
    }

    #[test]
    fn states() {
        for (words, expected) in
            [("[In press]", Some("inpress")), ("to appear", Some("forthcoming")), ("1936", None)]
        {
            assert_eq!(publication_state(words), expected, "{words}");
        }
    }
}
