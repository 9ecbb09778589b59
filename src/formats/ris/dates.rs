//! Dates: `YYYY/MM/DD/other`, the year beside it, and the words that programs write ⇄ EDTF.

use crate::model::Date;
use crate::model::date::{End, Form, Mask, Point, Precision, Printed, read_printed_in};

/// The date that a text states, with the year from elsewhere where the text has none. `None` when it cannot be
/// understood.
pub(in crate::formats) fn parse(text: &str, year: Option<i64>) -> Option<Printed> {
    let text = text.trim().trim_end_matches(['.', ',', ';']).trim();
    if text.starts_with("0000") {
        // Nought stands for what is not given.
        return None;
    }
    with_slashes(text)
        .or_else(|| two_years(text).map(Printed::all))
        .or_else(|| exact(text).map(Printed::all))
        .or_else(|| digits_only(text).map(Printed::all))
        .or_else(|| numbers(text).map(Printed::all))
        .or_else(|| read_printed_in(text, year))
}

/// EDTF, with or without a time after a space.
fn exact(text: &str) -> Option<Date> {
    let head = text.split(' ').next().unwrap_or(text);
    let has_time = head.len() == 10 && text[head.len()..].contains(':');
    // A year in brackets was found out; it is no set of one.
    let is_set_of_one = text.starts_with('[') && !text.contains([',']) && !text.contains("..");
    Date::from_edtf(if has_time { head } else { text }).ok().filter(|_| !is_set_of_one)
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
fn with_slashes(text: &str) -> Option<Printed> {
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
                return Some(Printed::all(date));
            }
            let found = date(year, month, day)?;
            if other.is_empty() || is_time(other) {
                return Some(Printed::all(found));
            }
            match read_printed_in(&without_year(other, first), Some(year)).filter(|_| month.is_none()) {
                Some(stated) => Some(stated),
                None => Some(Printed { date: found, is_all: false }),
            }
        }
        _ => read_printed_in(&rest.join(" "), Some(year)),
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

/// What is written of a date: in `PY`, the year; in `DA`, the date.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) year: Option<String>,
    pub(super) date: Option<String>,
}

/// How a date is written (FIELDS.md, "Dates"). Of a decade `PY` has the first year, since nobody would read the
/// decade; of a century it has none, which would be a year that nobody stated.
pub(super) fn write(date: &Date) -> Written {
    let year = first_year(date).filter(|year| (1..=9999).contains(year)).map(|year| format!("{year:04}"));
    let text = || Some(date.as_str().to_owned());
    match date.form() {
        Form::Literal(_) => Written { year: None, date: text() },
        Form::Single(point) if is_plain(point) => Written { year, date: numbers_of(point) },
        Form::Interval(start, end)
            if year.is_some() && (start.point().is_none() || end.point().is_none()) =>
        {
            Written { year, date: None }
        }
        _ => Written { year, date: text() },
    }
}

/// The first year that is named, of a decade its first.
fn first_year(date: &Date) -> Option<i64> {
    let years = date.points().into_iter().map(Point::year).filter(|year| year.mask() != Mask::Whole);
    years.min_by_key(|year| year.first()).filter(|year| year.mask() <= Mask::Decade).map(|year| year.first())
}

fn is_plain(point: Point) -> bool {
    point.qualification().is_none()
        && !point.is_masked()
        && !point.has_time()
        && (1..=9999).contains(&point.year().first())
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
            ("c. 1936", "1936~"),
            ("193-", "193X"),
            ("19XX", "19XX"),
            ("[1936 or 1937]", "[1936,1937]"),
            ("1936?", "1936?"),
            ("1936~", "1936~"),
        ];
        for (text, expected) in cases {
            let found = parse(text, None);
            assert_eq!(found, Some(Printed::all(Date::parse(expected))), "{text}");
        }
    }

    #[test]
    fn the_year_may_stand_elsewhere() {
        for (text, expected) in
            [("May 1", "1936-05-01"), ("JUL", "1936-07"), ("12-Mar", "1936-03-12"), ("Winter", "1936-24")]
        {
            assert_eq!(parse(text, Some(1936)), Some(Printed::all(Date::parse(expected))), "{text}");
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
        let found = parse("1984, c1963", None).expect("a date");
        assert_eq!((found.date.as_str(), found.is_all), ("1984", false));
    }

    #[test]
    fn how_dates_are_written() {
        let cases = [
            ("1936", Some("1936"), None),
            ("1936-05", Some("1936"), Some("1936/05//")),
            ("1936-05-01", Some("1936"), Some("1936/05/01/")),
            ("1936-23", Some("1936"), Some("1936///autumn")),
            ("1936~", Some("1936"), Some("1936~")),
            ("193X", Some("1930"), Some("193X")),
            ("19XX", None, Some("19XX")),
            ("19XX/..", None, Some("19XX/..")),
            ("XXXX", None, Some("XXXX")),
            ("0000", None, Some("0000")),
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
