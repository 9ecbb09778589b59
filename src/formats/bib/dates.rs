//! Dates: the EDTF of BibLaTeX (manual, section 2.3.8), and year, month and day apart as BibTeX and older files have
//! them.

use super::loose_dates;
use crate::model::{
    Date,
    date::{self, End, Form, Mask, Point},
};

/// The macros of the months, January first.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The date of one field: `1936-05`, `1936~`, `1936/`, `May 1936`. What is no date is kept as words.
pub(super) fn read(text: &str) -> Date {
    let text = text.trim();
    match text.split_once('/') {
        // With nothing beside the slash BibLaTeX has an open end, as EDTF has with two points.
        Some((start, "")) => interval(Some(start), None),
        Some(("", end)) => interval(None, Some(end)),
        _ => Date::from_edtf(text).ok(),
    }
    .or_else(|| loose_dates::read(text))
    .or_else(|| year_range(text))
    .or_else(|| printed(text))
    .unwrap_or_else(|| Date::parse(text))
}

/// The date of a field `year`: `1936`, `1930?`, `c. 1936`, `1930/31`, `1936--1938`.
pub(super) fn read_year(text: &str) -> Date {
    let text = text.trim();
    year_range(text)
        .or_else(|| early_year(text))
        // Brackets around one year are no set of EDTF here.
        .or_else(|| printed(text).filter(|_| text.starts_with('[')))
        .unwrap_or_else(|| read(text))
}

/// A date as books state it, if that is the whole of the text.
fn printed(text: &str) -> Option<Date> {
    date::read_printed(&text.replace('~', " ")).filter(|printed| printed.is_all).map(|printed| printed.date)
}

/// A year before 1000, in three digits.
fn early_year(text: &str) -> Option<Date> {
    let is_early = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_early.then(|| Date::from_edtf(&format!("{text:0>4}")).ok()).flatten()
}

/// Reads TeX as a date, and tells whether there is more in it.
pub(super) type ReadTex = fn(&str) -> (Date, bool);

/// The date of a field `year` as TeX, and whether there is more in it than the date: `{\noopsort{1973b}}1973` prints
/// only the year.
pub(super) fn read_year_tex(tex: &str) -> (Date, bool) {
    read_tex_by(read_year, tex)
}

/// The same for a field that holds a whole date.
pub(super) fn read_tex(tex: &str) -> (Date, bool) {
    read_tex_by(read, tex)
}

fn read_tex_by(read: fn(&str) -> Date, tex: &str) -> (Date, bool) {
    let text = plain(tex);
    let whole = read(&text);
    if whole.as_edtf().is_some() {
        return (whole, false);
    }
    match without_command(tex).map(plain).filter(|printed| !printed.is_empty()) {
        Some(printed) => (read(&printed), true),
        // Arguments of a command stand apart: `\switchargs{--90}{1968}`.
        None => only_year(&tex.replace(['{', '}'], " ")).map_or((whole, false), |year| (year, true)),
    }
}

/// Whether a value is a date of numbers that the calendar does not have: `2024-02-30`.
pub(super) fn is_no_day(tex: &str) -> bool {
    let text = plain(tex);
    let parts: Vec<&str> = text.split('-').collect();
    let is_number =
        |part: &str, digits: usize| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts[..] {
        [year, month, day] => {
            is_number(year, 4) && is_number(month, 2) && is_number(day, 2) && read(&text).as_edtf().is_none()
        }
        _ => false,
    }
}

/// The only year that stands in a few words: `1936a`, `1936 [2nd printing]`.
fn only_year(text: &str) -> Option<Date> {
    const LONGEST: usize = 40;
    let is_short = text.len() <= LONGEST;
    if let Some(date) = loose_dates::within(text).filter(|_| is_short) {
        return Some(date);
    }
    // A year in brackets is another one's.
    let outside = text.split_once(['[', '(']).map_or(text, |(outside, _)| outside);
    let text = if outside.contains(|c: char| c.is_ascii_digit()) { outside } else { text };
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() >= 4);
    let year = numbers.next().filter(|digits| digits.len() == 4 && digits.starts_with(['1', '2']))?;
    if numbers.next().is_none() && is_short { Date::from_edtf(year).ok() } else { None }
}

/// What follows the group at the beginning of a value that consists of a command, or the command with an argument.
fn without_command(tex: &str) -> Option<&str> {
    let tex = tex.trim_start();
    let inside = tex.strip_prefix("{\\").or_else(|| {
        let name = tex.strip_prefix('\\')?;
        name.trim_start_matches(|c: char| c.is_ascii_alphabetic()).strip_prefix('{')
    })?;
    let mut depth = 1_usize;
    let end = inside.find(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })?;
    inside.get(end + 1..)
}

/// A value that is no prose, without the TeX that files have in it.
pub(super) fn plain(tex: &str) -> String {
    tex.replace("\\textasciitilde", "~").replace(['{', '}'], "").trim().to_owned()
}

fn interval(start: Option<&str>, end: Option<&str>) -> Option<Date> {
    let end_of = |text: Option<&str>| match text {
        None => Some(End::Open),
        Some(text) => match Date::from_edtf(text).ok()?.form() {
            Form::Single(point) => Some(End::At(point)),
            _ => None,
        },
    };
    Date::interval(end_of(start)?, end_of(end)?).ok()
}

/// `1930/31`, `1930-1931`, `1930--31`, `1930–1931`.
fn year_range(text: &str) -> Option<Date> {
    let at = text.find(['/', '-', '–'])?;
    let (start, rest) = text.split_at(at);
    let end = rest.trim_start_matches(['/', '-', '–', ' ']);
    let start = start.trim();
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(start) || !is_number(end) || start.len() != 4 || !matches!(end.len(), 2 | 4) {
        return None;
    }
    // `2001-05` is a month; `2001--05` and `2001/05` are years.
    let is_month = rest == format!("-{end}")
        && end.len() == 2
        && end.parse().is_ok_and(|month| (1..=12).contains(&month));
    if is_month {
        return None;
    }
    interval(Some(start), Some(&format!("{}{end}", &start[..4 - end.len()])))
}

/// The date in a year with what the fields `month` and `day` say: `may`, `5`, `May`, `5~may`, `June--July`,
/// `Spring`. `None` when they cannot be understood.
pub(super) fn with_month(year: &Date, month: &str, day: &str) -> Option<Date> {
    let Form::Single(point) = year.form() else { return None };
    if point.month().is_some() || point.year().mask() != Mask::None || point.season().is_some() {
        return None;
    }
    let number = point.year().first();
    let found = of_numbers(number, month, day.trim()).or_else(|| {
        let words = [month, " ", day.trim()].concat().replace('~', " ");
        let stated = date::read_printed_in(&words, Some(number)).filter(|stated| stated.is_all)?;
        Some(stated.date).filter(|date| date.year() == Some(number))
    })?;
    match (found.form(), point.qualification()) {
        (Form::Single(found), some) if !some.is_none() => Some(Date::from(found.qualified(some))),
        _ => Some(found),
    }
}

/// The date of a month or two by number: `5`, `05`, `5/6`.
fn of_numbers(year: i64, month: &str, day: &str) -> Option<Date> {
    let parts: Vec<i64> = month
        .split(['/', '-', '–', '&', ','])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| part.trim_end_matches('.').parse().ok())
        .collect::<Option<_>>()?;
    match (parts.as_slice(), day) {
        ([month], "") => Date::from_numbers(year, Some(*month), None).ok(),
        ([month], day) => Date::from_numbers(year, Some(*month), Some(day.parse().ok()?)).ok(),
        ([first, last], "") => {
            let end = |month: i64| Point::new(year, Some(month), None).ok().map(End::At);
            Date::interval(end(*first)?, end(*last)?).ok()
        }
        _ => None,
    }
}

/// A date as BibLaTeX has it, or the nearest to it that BibLaTeX has; `None` for words. `read` tells which.
pub(super) fn to_biblatex(date: &Date) -> Option<String> {
    match date.form() {
        Form::Literal(_) => None,
        Form::Single(point) if is_plain(point) => Some(date.as_str().to_owned()),
        Form::Interval(start, end) if [start, end].iter().all(|end| end.point().is_none_or(is_plain)) => {
            let side = |end: End| end.point().map_or_else(String::new, |point| point.to_string());
            Some(format!("{}/{}", side(start), side(end)))
        }
        Form::Single(point) if point.is_masked() && point.qualification().is_none() => {
            edtf_month(point).or_else(|| years(date))
        }
        _ => years(date),
    }
}

/// The month of a day of which only that is known for sure, as EDTF.
fn edtf_month(point: Point) -> Option<String> {
    let year = Some(point.year()).filter(|year| year.mask() == Mask::None)?;
    let month = Date::from_numbers(year.first(), Some(point.month()?.into()), None).ok()?;
    Some(month.as_str().to_owned())
}

/// Whether BibLaTeX reads it: level 1 of EDTF, and unspecified digits.
fn is_plain(point: Point) -> bool {
    !point.is_partly_qualified()
        && matches!(point.year().mask(), Mask::None | Mask::Decade | Mask::Century)
        && !(point.is_masked()
            && (point.month().or(point.day()).is_some() || !point.qualification().is_none()))
}

/// The first and the last year, as EDTF.
pub(super) fn years(date: &Date) -> Option<String> {
    let points = date.points();
    let years = || points.iter().filter(|point| point.year().mask() != Mask::Whole);
    let first = years().map(|point| point.year().first()).min()?;
    let last = years().map(|point| point.year().last()).max()?;
    let year = |year: i64| Date::from_numbers(year, None, None).ok();
    match (year(first)?, year(last)?) {
        (first, last) if first == last => Some(first.as_str().to_owned()),
        (first, last) => Some(format!("{first}/{last}")),
    }
}

/// A date as BibTeX has it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct YearAndMonth {
    /// For `year`; digits first.
    pub(super) year: String,
    /// For `month`: macros and texts joined by `#`, to be written without braces.
    pub(super) month: Option<String>,
}

/// A date as BibTeX has it, or the nearest to it; `None` for words and for years before 1. [`from_bibtex`] tells
/// which.
pub(super) fn to_bibtex(date: &Date) -> Option<YearAndMonth> {
    let only = |year: String| YearAndMonth { year, month: None };
    let positive = |point: Point| (1..=9999).contains(&point.year().first()).then(|| point.year().first());
    let found = match date.form() {
        Form::Literal(_) => return None,
        // Of a decade or a century BibTeX can say the first and the last year.
        Form::Single(point) if point.year().mask() != Mask::None => {
            only(format!("{:04}/{:04}", positive(point)?, point.year().last()))
        }
        Form::Single(point) => {
            let year = positive(point)?;
            let doubt = if point.qualification().is_none() { "" } else { "?" };
            YearAndMonth { year: format!("{year:04}{doubt}"), month: month_of(point) }
        }
        Form::Interval(End::At(first), End::At(last)) => {
            let (start, end) = (positive(first)?, positive(last)?);
            let months = months_of(first, last).filter(|_| start == end);
            match months {
                None if start != end => only(format!("{start:04}/{end:04}")),
                month => YearAndMonth { year: format!("{start:04}"), month },
            }
        }
        Form::Interval(start, end) => only(format!("{:04}", positive(start.point().or(end.point())?)?)),
        Form::Set { .. } => only(format!("{:04}", positive(date.first_point()?)?)),
    };
    Some(found)
}

fn month_of(point: Point) -> Option<String> {
    let month = month_macro(point)?;
    Some(match point.day() {
        Some(day) => format!("\"{day}~\" # {month}"),
        None => month.to_owned(),
    })
}

fn month_macro(point: Point) -> Option<&'static str> {
    MONTHS.get(usize::from(point.month()?.checked_sub(1)?)).copied()
}

/// For `month`, what stands between two days or two months of a year.
fn months_of(first: Point, last: Point) -> Option<String> {
    let (start, end) = (month_macro(first)?, month_macro(last)?);
    match (first.day(), last.day()) {
        (None, None) => Some(format!("{start} # \"--\" # {end}")),
        (Some(day), Some(last_day)) if start == end => Some(format!("\"{day}--{last_day}~\" # {start}")),
        (Some(day), Some(last_day)) => Some(format!("\"{day}~\" # {start} # \"--{last_day}~\" # {end}")),
        _ => None,
    }
}

/// What year and month say when they are read again. The month is what its pieces make together.
pub(super) fn from_bibtex(written: &YearAndMonth) -> Date {
    let year = read_year(&written.year);
    let month = written
        .month
        .as_ref()
        .map(|month| month.split(" # ").map(|piece| piece.trim_matches('"')).collect::<String>());
    month.and_then(|month| with_month(&year, &month, "")).unwrap_or(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read() {
        let cases = [
            ("1936", "1936"),
            ("1936-05", "1936-05"),
            ("1936-05-07", "1936-05-07"),
            ("1936~", "1936~"),
            ("1936/1938", "1936/1938"),
            ("1936/", "1936/.."),
            ("/1936", "../1936"),
            ("1936/..", "1936/.."),
            ("193X", "193X"),
            ("1994-23", "1994-23"),
            ("-0043", "-0043"),
            ("5 May 1936", "1936-05-05"),
            ("May 5, 1936", "1936-05-05"),
            ("May 1936", "1936-05"),
            ("Spring 1936", "1936-21"),
            ("May 5--7, 1936", "1936-05-05/1936-05-07"),
            ("1936--1938", "1936/1938"),
            ("5/17/1936", "1936-05-17"),
            ("19uu", "19XX"),
            ("perhaps", "perhaps"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).as_str(), expected, "{text}");
        }
    }

    #[test]
    fn years_are_read() {
        let cases = [
            ("1936", "1936"),
            ("1930?", "1930?"),
            ("[1930?]", "1930?"),
            ("[1930]", "1930"),
            ("c. 1930", "1930~"),
            ("1936-05", "1936-05"),
            ("ca.~1930", "1930~"),
            ("circa 1930?", "1930%"),
            ("1930/31", "1930/1931"),
            ("1936-37", "1936/1937"),
            ("1936--1938", "1936/1938"),
            ("1936–38", "1936/1938"),
            ("1936~", "1936~"),
            ("812", "0812"),
            ("12", "12"),
            ("in press", "in press"),
            ("n.d.", "n.d."),
        ];
        for (text, expected) in cases {
            assert_eq!(read_year(text).as_str(), expected, "{text}");
        }
    }

    #[test]
    fn months_are_read() {
        let cases = [
            ("may", "", Some("1936-05")),
            ("5", "", Some("1936-05")),
            ("May.", "7", Some("1936-05-07")),
            ("7~may", "", Some("1936-05-07")),
            ("may 7", "", Some("1936-05-07")),
            ("7th May", "", Some("1936-05-07")),
            ("jun--jul", "", Some("1936-06/1936-07")),
            ("June/July", "", Some("1936-06/1936-07")),
            ("Winter", "", Some("1936-24")),
            ("May 5--7", "", Some("1936-05-05/1936-05-07")),
            ("may~5--7", "", Some("1936-05-05/1936-05-07")),
            ("5th-7th May", "", Some("1936-05-05/1936-05-07")),
            ("May 30--June 2", "", Some("1936-05-30/1936-06-02")),
            ("30 May / 2 June", "", Some("1936-05-30/1936-06-02")),
            ("may", "5--7", Some("1936-05-05/1936-05-07")),
            ("5-6", "", Some("1936-05/1936-06")),
            ("May 7--5", "", None),
            ("13", "", None),
            ("feb", "30", None),
            ("every", "", None),
        ];
        for (month, day, expected) in cases {
            let found = with_month(&Date::parse("1936"), month, day);
            assert_eq!(found.as_ref().map(Date::as_str), expected, "{month}");
        }
    }

    #[test]
    fn dates_are_written() {
        let cases = [
            ("1936", Some("1936"), Some(("1936", None))),
            ("1936-05", Some("1936-05"), Some(("1936", Some("may")))),
            ("1936-05-07", Some("1936-05-07"), Some(("1936", Some("\"7~\" # may")))),
            ("1936-02-1X", Some("1936-02"), Some(("1936", Some("feb")))),
            ("1936-XX-05", Some("1936"), Some(("1936", None))),
            ("1936~", Some("1936~"), Some(("1936?", None))),
            ("1936%", Some("1936%"), Some(("1936?", None))),
            ("193X", Some("193X"), Some(("1930/1939", None))),
            ("19XX", Some("19XX"), Some(("1900/1999", None))),
            ("1936/1938", Some("1936/1938"), Some(("1936/1938", None))),
            ("1936/..", Some("1936/"), Some(("1936", None))),
            ("../1936", Some("/1936"), Some(("1936", None))),
            ("1936-06/1936-07", Some("1936-06/1936-07"), Some(("1936", Some("jun # \"--\" # jul")))),
            ("1936-05-05/1936-05-07", Some("1936-05-05/1936-05-07"), Some(("1936", Some("\"5--7~\" # may")))),
            (
                "1936-05-30/1936-06-02",
                Some("1936-05-30/1936-06-02"),
                Some(("1936", Some("\"30~\" # may # \"--2~\" # jun"))),
            ),
            ("1936-05/1936-06-02", Some("1936-05/1936-06-02"), Some(("1936", None))),
            ("1994-23", Some("1994-23"), Some(("1994", None))),
            ("-0043", Some("-0043"), None),
            ("[1667,1669]", Some("1667/1669"), Some(("1667", None))),
            ("perhaps", None, None),
        ];
        for (text, biblatex, bibtex) in cases {
            let date = Date::parse(text);
            assert_eq!(to_biblatex(&date).as_deref(), biblatex, "{text}");
            let found = to_bibtex(&date);
            let found = found.as_ref().map(|found| (found.year.as_str(), found.month.as_deref()));
            assert_eq!(found, bibtex, "{text}");
        }
    }
}
