//! Dates: `YYYY/MM/DD/other`, the year beside it, and the words that programs write ⇄ EDTF.

use crate::model::Date;
use crate::model::date::{End, Form, Mask, Point, Precision, Season, month_from_word};

/// A date that a text states, and whether the text says more than that.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::formats) struct Stated {
    /// The date.
    pub(in crate::formats) date: Date,
    /// Whether all of the text is in the date.
    pub(in crate::formats) is_all: bool,
}

impl Stated {
    fn all(date: Date) -> Stated {
        Stated { date, is_all: true }
    }
}

/// The date that a text states, with the year from elsewhere where the text has none. `None` when it cannot be
/// understood.
pub(in crate::formats) fn parse(text: &str, year: Option<i64>) -> Option<Stated> {
    let text = without_brackets(text.trim().trim_end_matches(['.', ',', ';']).trim());
    with_slashes(text)
        .or_else(|| two_years(text).map(Stated::all))
        .or_else(|| exact(text).map(Stated::all))
        .or_else(|| digits_only(text).map(Stated::all))
        .or_else(|| numbers(text).map(Stated::all))
        .or_else(|| in_words(text, year).map(Stated::all))
}

/// `[1936]` is a date that was found out, not a set.
fn without_brackets(text: &str) -> &str {
    let inside = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inside.filter(|inside| !inside.contains(['[', ',']) && !inside.contains("..")).unwrap_or(text)
}

/// EDTF, with or without a time after a space.
fn exact(text: &str) -> Option<Date> {
    let head = text.split(' ').next().unwrap_or(text);
    let has_time = head.len() == 10 && text[head.len()..].contains(':');
    Date::from_edtf(if has_time { head } else { text }).ok()
}

/// `19360501`
fn digits_only(text: &str) -> Option<Date> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    date(number(0..4)?, number(4..6), number(6..8))
}

/// A date of which the calendar has at least the year; months and days that are nought are not given.
fn date(year: i64, month: Option<i64>, day: Option<i64>) -> Option<Date> {
    let given = |number: Option<i64>| number.filter(|number| *number != 0);
    let (month, day) = (given(month), given(month).and(given(day)));
    Date::from_numbers(year, month, day).ok()
}

/// `1936/05/01/Spring`, any part but the year of which may be missing.
fn with_slashes(text: &str) -> Option<Stated> {
    let mut parts = text.splitn(4, '/').map(str::trim);
    let (first, rest) = (parts.next()?, parts.collect::<Vec<_>>());
    let year: i64 = first.parse().ok().filter(|_| first.len() == 4 && is_digits(first))?;
    if rest.is_empty() || rest.iter().any(|part| part.len() == 4 && is_digits(part)) {
        return None;
    }
    let number = |at: usize| match rest.get(at) {
        None | Some(&"") => Some(None),
        Some(part) if part.len() <= 2 && is_digits(part) => part.parse::<i64>().ok().map(Some),
        Some(_) => None,
    };
    let other = rest.get(2).copied().unwrap_or_default();
    match (number(0), number(1)) {
        (Some(month), Some(day)) => {
            if let Some(date) = short_second_year(year, first, &rest) {
                return Some(Stated::all(date));
            }
            let found = date(year, month, day)?;
            if other.is_empty() || is_time(other) {
                return Some(Stated::all(found));
            }
            match in_words(&without_year(other, first), Some(year)).filter(|_| month.is_none()) {
                Some(date) => Some(Stated::all(date)),
                None => Some(Stated { date: found, is_all: false }),
            }
        }
        _ => in_words(&rest.join(" "), Some(year)).map(Stated::all),
    }
}

/// `Fall1936` beside the year 1936.
fn without_year(words: &str, year: &str) -> String {
    words.replace(year, " ")
}

fn is_time(text: &str) -> bool {
    text.contains(':') && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b' '))
}

/// `1998/99`: no month has that number.
fn short_second_year(year: i64, first: &str, rest: &[&str]) -> Option<Date> {
    let [second] = rest else { return None };
    let last: i64 = second.parse().ok().filter(|last| *last > 12 && second.len() == 2)?;
    let last = format!("{}{last:02}", first.get(..2)?).parse().ok()?;
    years(year, last)
}

fn years(first: i64, last: i64) -> Option<Date> {
    let end = |year| Point::new(year, None, None).ok().map(End::At);
    Date::interval(end(first)?, end(last)?).ok().filter(|_| first < last)
}

/// `1936-1938`, `1936–38`. Two digits that EDTF has as a month or season are left to it.
fn two_years(text: &str) -> Option<Date> {
    let (first, last) = text.split_once(['-', '–', '/'])?;
    let (first, last) = (first.trim(), last.trim());
    if first.len() != 4 || !is_digits(first) || !is_digits(last) {
        return None;
    }
    let last = match last.len() {
        4 => last.to_owned(),
        2 if text.contains('–') || last.parse::<u8>().is_ok_and(|number| number > 24) => {
            format!("{}{last}", first.get(..2)?)
        }
        _ => return None,
    };
    years(first.parse().ok()?, last.parse().ok()?)
}

/// `25/12/1936`, `12/25/1936`, `1936.12.25`; `5/6/1936` could be either and is none.
fn numbers(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).map(str::trim).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    if !parts.iter().all(|part| is_digits(part) && part.len() <= 4) {
        return None;
    }
    let value = |part: &str| part.parse::<i64>().ok();
    if first.len() == 4 {
        return date(value(first)?, value(second), value(third));
    }
    let (first, second, year) = (value(first)?, value(second)?, value(third).filter(|_| third.len() == 4)?);
    match (first, second) {
        (day, month) if day > 12 || day == month || text.contains('.') => date(year, Some(month), Some(day)),
        (month, day) if day > 12 => date(year, Some(month), Some(day)),
        _ => None,
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What words say.
#[derive(Debug, Default)]
struct Words {
    years: Vec<i64>,
    months: Vec<i64>,
    seasons: Vec<Season>,
    days: Vec<i64>,
    is_about: bool,
    /// What came first, where there are years and months: `1998 Dec–1999 Jan`, `Dec 1998–Jan 1999`.
    is_known: bool,
}

impl Words {
    fn of(text: &str) -> Words {
        let mut words = Words { is_known: true, ..Words::default() };
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            words.add(word);
        }
        words
    }

    fn add(&mut self, word: &str) {
        let lower = word.to_lowercase();
        let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|ending| lower.strip_suffix(ending));
        let copyright = lower.strip_prefix(['c', 'p']).filter(|year| year.len() == 4 && is_digits(year));
        let digits =
            [Some(lower.as_str()), ordinal, copyright].into_iter().flatten().find(|text| is_digits(text));
        match digits.and_then(|digits| Some((digits.len(), digits.parse::<i64>().ok()?))) {
            Some((4, year)) => self.years.push(year),
            Some((1 | 2, day @ 1..=31)) => self.days.push(day),
            Some(_) => self.is_known = false,
            None => self.add_word(&lower),
        }
    }

    fn add_word(&mut self, word: &str) {
        if let Some(season) = Season::from_word(word) {
            self.seasons.push(season);
        } else if let Some(month) = month_of(word) {
            self.months.push(month);
        } else if ["ca", "circa", "approx", "approximately", "about"].contains(&word) {
            self.is_about = true;
        } else if !["c", "p", "copyright", "of", "the", "and", "de", "du", "le", "den", "no"].contains(&word)
        {
            self.is_known = false;
        }
    }

    fn date(&self) -> Option<Date> {
        let (first, last) = (*self.years.first()?, *self.years.last()?);
        let point = |year, month, day| Point::new(year, month, day).ok().map(End::At);
        match (self.years.len(), self.months.as_slice(), self.days.as_slice(), self.seasons.as_slice()) {
            (1, [], [], []) if self.is_about => Date::from_edtf(&format!("{first:04}~")).ok(),
            (1, [], [], []) => date(first, None, None),
            (1, [], [], [season]) => Point::in_season(first, *season).ok().map(Date::from),
            (1, [], [], [start, end]) => {
                let end_of = |season| Point::in_season(first, season).ok().map(End::At);
                Date::interval(end_of(*start)?, end_of(*end)?).ok()
            }
            (1, [month], [], []) => date(first, Some(*month), None),
            (1, [month], [day], []) => date(first, Some(*month), Some(*day)),
            (1, [month], [start, end], []) => {
                let end_of = |day| point(first, Some(*month), Some(day));
                Date::interval(end_of(*start)?, end_of(*end)?).ok()
            }
            (1 | 2, [start, end], [], []) => {
                Date::interval(point(first, Some(*start), None)?, point(last, Some(*end), None)?).ok()
            }
            (1 | 2, [start, end], [from, to], []) => {
                let (start, end) =
                    (point(first, Some(*start), Some(*from)), point(last, Some(*end), Some(*to)));
                Date::interval(start?, end?).ok()
            }
            _ => None,
        }
    }
}

/// A month by its name in English or, where it is not to be mistaken, in another language.
fn month_of(word: &str) -> Option<i64> {
    const OTHERS: &[(&str, i64)] = &[
        ("janvier", 1),
        ("januar", 1),
        ("enero", 1),
        ("gennaio", 1),
        ("janeiro", 1),
        ("février", 2),
        ("fevrier", 2),
        ("februar", 2),
        ("febrero", 2),
        ("febbraio", 2),
        ("fevereiro", 2),
        ("mars", 3),
        ("märz", 3),
        ("marzo", 3),
        ("março", 3),
        ("avril", 4),
        ("abril", 4),
        ("aprile", 4),
        ("mai", 5),
        ("mayo", 5),
        ("maggio", 5),
        ("maio", 5),
        ("juin", 6),
        ("juni", 6),
        ("junio", 6),
        ("giugno", 6),
        ("junho", 6),
        ("juillet", 7),
        ("juli", 7),
        ("julio", 7),
        ("luglio", 7),
        ("julho", 7),
        ("août", 8),
        ("aout", 8),
        ("agosto", 8),
        ("septembre", 9),
        ("septiembre", 9),
        ("settembre", 9),
        ("setembro", 9),
        ("octobre", 10),
        ("oktober", 10),
        ("octubre", 10),
        ("ottobre", 10),
        ("outubro", 10),
        ("novembre", 11),
        ("noviembre", 11),
        ("novembro", 11),
        ("décembre", 12),
        ("decembre", 12),
        ("dezember", 12),
        ("diciembre", 12),
        ("dicembre", 12),
        ("dezembro", 12),
    ];
    let other = OTHERS.iter().find(|(name, _)| *name == word).map(|(_, month)| *month);
    month_from_word(word).map(i64::from).or(if word == "sept" { Some(9) } else { other })
}

/// A year, months by name, days, a season, in any order.
fn in_words(text: &str, year: Option<i64>) -> Option<Date> {
    let mut words = Words::of(text);
    if !words.is_known || text.len() > 80 {
        return None;
    }
    if words.years.is_empty() {
        let has_part = !words.months.is_empty() || !words.seasons.is_empty();
        words.years.extend(year.filter(|_| has_part));
    }
    words.date()
}

/// What is written of a date: in `PY`, the year; in `DA`, the date.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) year: Option<String>,
    pub(super) date: Option<String>,
}

/// How a date is written (FIELDS.md, "Dates").
pub(super) fn write(date: &Date) -> Written {
    let year = date.year().filter(|year| (0..=9999).contains(year)).map(|year| format!("{year:04}"));
    let text = || Some(date.as_str().to_owned());
    match date.form() {
        Form::Literal(_) => Written { year: None, date: text() },
        Form::Single(point) if is_plain(point) => Written { year, date: numbers_of(point) },
        // A decade or century: its first year, which everyone reads.
        Form::Single(point) if point.year().mask() != Mask::None => Written { year, date: None },
        Form::Interval(start, end) if start.point().is_none() || end.point().is_none() => {
            Written { year, date: None }
        }
        _ => Written { year, date: text() },
    }
}

fn is_plain(point: Point) -> bool {
    point.qualification().is_none()
        && !point.is_masked()
        && !point.has_time()
        && (0..=9999).contains(&point.year().first())
}

/// `1936/05/01/`; `None` for a year alone.
fn numbers_of(point: Point) -> Option<String> {
    let year = point.year().first();
    match point.precision() {
        Precision::Season => Some(format!("{year:04}///{}", point.season()?.word()?)),
        Precision::Month => Some(format!("{year:04}/{:02}//", point.month()?)),
        Precision::Day => Some(format!("{year:04}/{:02}/{:02}/", point.month()?, point.day()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_write_is_read() {
        let cases = [
            ("1936", "1936"),
            ("1936/05/01/", "1936-05-01"),
            ("1936/05/01", "1936-05-01"),
            ("1936/5/1", "1936-05-01"),
            ("1936/05//", "1936-05"),
            ("1936/05", "1936-05"),
            ("1936///", "1936"),
            ("1936/00/00/", "1936"),
            ("1936///Spring", "1936-21"),
            ("1936///Fall1936", "1936-23"),
            ("1936///Jan-Feb", "1936-01/1936-02"),
            ("1936/May", "1936-05"),
            ("1936/Nov/Dec", "1936-11/1936-12"),
            ("1936/05/01/12:30:00", "1936-05-01"),
            ("1998/99", "1998/1999"),
            ("1998/1999", "1998/1999"),
            ("1998-1999", "1998/1999"),
            ("1998-99", "1998/1999"),
            ("1936-05-01", "1936-05-01"),
            ("1936-05-01 10:20:30", "1936-05-01"),
            ("1936-05-01T10:20:30Z", "1936-05-01T10:20:30Z"),
            ("19360501", "1936-05-01"),
            ("1936.05.01", "1936-05-01"),
            ("25/12/1936", "1936-12-25"),
            ("12/25/1936", "1936-12-25"),
            ("May 1936", "1936-05"),
            ("1 May 1936", "1936-05-01"),
            ("May 1, 1936", "1936-05-01"),
            ("May 1st, 1936", "1936-05-01"),
            ("1936 May 1", "1936-05-01"),
            ("1936 Jan-Feb", "1936-01/1936-02"),
            ("1936 Dec-1937 Jan", "1936-12/1937-01"),
            ("1936 Mar 15-30", "1936-03-15/1936-03-30"),
            ("1936 Mar 30-Apr 2", "1936-03-30/1936-04-02"),
            ("Sept. 1936", "1936-09"),
            ("mars 1936", "1936-03"),
            ("summer 1936", "1936-22"),
            ("[1936]", "1936"),
            ("c1936", "1936"),
            ("©1936.", "1936"),
            ("ca. 1936", "1936~"),
            ("1936?", "1936?"),
            ("1936~", "1936~"),
        ];
        for (text, expected) in cases {
            let found = parse(text, None);
            assert_eq!(found, Some(Stated::all(Date::parse(expected))), "{text}");
        }
    }

    #[test]
    fn the_year_may_stand_elsewhere() {
        for (text, expected) in
            [("May 1", "1936-05-01"), ("JUL", "1936-07"), ("12-Mar", "1936-03-12"), ("Winter", "1936-24")]
        {
            assert_eq!(parse(text, Some(1936)), Some(Stated::all(Date::parse(expected))), "{text}");
        }
        assert_eq!(parse("12", Some(1936)), None);
    }

    #[test]
    fn what_says_more_or_nothing_is_told() {
        let found = parse("1936/05/01/Spring", None).expect("a date");
        assert_eq!((found.date.as_str(), found.is_all), ("1936-05-01", false));
        for text in ["in press", "5/6/1936", "n.d.", "", "1936, 1938, 1940", "thirties", "99999999"] {
            assert_eq!(parse(text, None), None, "{text}");
        }
    }

    #[test]
    fn how_dates_are_written() {
        let cases = [
            ("1936", Some("1936"), None),
            ("1936-05", Some("1936"), Some("1936/05//")),
            ("1936-05-01", Some("1936"), Some("1936/05/01/")),
            ("1936-23", Some("1936"), Some("1936///autumn")),
            ("1936~", Some("1936"), Some("1936~")),
            ("193X", Some("1930"), None),
            ("1936/1938", Some("1936"), Some("1936/1938")),
            ("1936/..", Some("1936"), None),
            ("-0043", None, Some("-0043")),
            ("in press", None, Some("in press")),
        ];
        for (text, year, date) in cases {
            let written = write(&Date::parse(text));
            assert_eq!((written.year.as_deref(), written.date.as_deref()), (year, date), "{text}");
        }
    }
}
