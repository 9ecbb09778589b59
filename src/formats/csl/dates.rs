//! Dates: CSL's `date-parts`, `season`, `circa`, `literal` and `raw` ⇄ EDTF.
//!
//! Years before 1 are written as citeproc-js and pandoc print them, the number as BC: EDTF -0043 is 44 BC is
//! `[[-44]]`.

use serde_json::{Map, Value, json};

use crate::model::Date;
use crate::model::date::{End, Form, Mask, Point, Qualification, Season, month_from_word};

/// The members of a date variable.
const DATE_PARTS: &str = "date-parts";
const SEASON: &str = "season";
const CIRCA: &str = "circa";
const LITERAL: &str = "literal";
const RAW: &str = "raw";
/// The name of no member: of a date whose numbers are no date only the year is used, and the numbers are kept.
const NOWHERE: &str = "";
/// A member of dates in files of others, and of the specification of CSL 1.1.
const EDTF: &str = "edtf";

/// What a date variable gives.
#[derive(Debug)]
pub(super) struct ReadDate {
    /// The date.
    pub(super) date: Date,
    /// Members that say something else as well: name and value.
    pub(super) rest: Vec<(String, Value)>,
}

/// Reads a date variable: an object, a text, or the number of a year. `None` when there is no date in it.
pub(super) fn read(value: &Value) -> Option<ReadDate> {
    let date = match value {
        Value::String(text) => from_raw(text),
        Value::Number(_) => Date::from_numbers(astronomical(integer(value)?), None, None).ok(),
        Value::Array(_) => from_parts(value, None, Qualification::NONE),
        Value::Object(members) => return read_members(members),
        Value::Null | Value::Bool(_) => None,
    };
    date.map(|date| ReadDate { date, rest: Vec::new() })
}

/// Whether a variable says nothing: `{"date-parts": [[null]]}` and its like.
pub(super) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.iter().all(is_blank),
        Value::Object(members) => members.values().all(is_blank),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn read_members(members: &Map<String, Value>) -> Option<ReadDate> {
    let about = if members.get(CIRCA).is_some_and(says_yes) {
        Qualification::APPROXIMATE
    } else {
        Qualification::NONE
    };
    let season = members.get(SEASON).and_then(season_of);
    let text =
        |member: &str| members.get(member).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    // The exact form first, then numbers, then words.
    let found = text(EDTF)
        .and_then(|text| Some((EDTF, Date::from_edtf(text).ok()?)))
        .or_else(|| Some((DATE_PARTS, from_parts(members.get(DATE_PARTS)?, season, about)?)))
        .or_else(|| Some((RAW, qualified(from_raw(text(RAW)?)?, about))))
        .or_else(|| Some((LITERAL, Date::parse(text(LITERAL)?))))
        .or_else(|| Some((EDTF, from_raw(text(EDTF)?)?)))
        .or_else(|| Some((NOWHERE, year_of(members.get(DATE_PARTS)?)?)));
    let (used, date) = found?;
    let is_said = |member: &str| match member {
        SEASON => used == DATE_PARTS && season.is_some() && has_season(&date),
        CIRCA => members.get(CIRCA).is_some_and(|value| !says_yes(value)) || date.qualification().approximate,
        EDTF | RAW | LITERAL => member == used || text(member).is_some_and(|text| says(text, &date)),
        other => other == used,
    };
    let rest = members.iter().filter(|(member, value)| !is_said(member) && !is_blank(value));
    let rest = rest.map(|(member, value)| (member.clone(), value.clone())).collect();
    Some(ReadDate { date, rest })
}

/// Whether a text says the date as well.
fn says(text: &str, date: &Date) -> bool {
    from_raw(text).is_some_and(|said| said == *date)
}

fn has_season(date: &Date) -> bool {
    date.points().iter().any(|point| point.season().is_some())
}

fn qualified(date: Date, about: Qualification) -> Date {
    match date.form() {
        Form::Single(point) if !about.is_none() => {
            Date::from(point.qualified(point.qualification().or(about)))
        }
        _ => date,
    }
}

/// `true`, `1`, or any text that does not deny it.
fn says_yes(value: &Value) -> bool {
    match value {
        Value::Bool(yes) => *yes,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => {
            !matches!(text.trim().to_ascii_lowercase().as_str(), "" | "0" | "false" | "no")
        }
        _ => false,
    }
}

/// 1–4 (CSL), 13–16 (citeproc-js), 21–24 (EDTF), or a word.
fn season_of(value: &Value) -> Option<Season> {
    match integer(value) {
        Some(number @ 1..=4) => Season::from_number(number + 20),
        Some(number) => season_in_month(number),
        None => Season::from_word(value.as_str()?),
    }
}

fn season_in_month(number: i64) -> Option<Season> {
    match number {
        13..=16 => Season::from_number(number + 8),
        21..=24 => Season::from_number(number),
        _ => None,
    }
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// The year that CSL counts without a year 0.
fn astronomical(year: i64) -> i64 {
    if year < 0 { year + 1 } else { year }
}

/// The reverse of [`astronomical`].
fn without_year_zero(year: i64) -> i64 {
    if year <= 0 { year - 1 } else { year }
}

/// The first year among numbers that are no date (a month 13, an end before the beginning).
fn year_of(value: &Value) -> Option<Date> {
    let parts = value.as_array()?;
    let first = parts.first()?;
    let year = first.as_array().map_or(Some(first), |date| date.first())?;
    Date::from_numbers(astronomical(integer(year)?), None, None).ok().filter(|_| integer(year) != Some(0))
}

/// `[[y, m, d], [y, m, d]]`, or one date without the outer list. An empty second date is an open end.
fn from_parts(value: &Value, season: Option<Season>, about: Qualification) -> Option<Date> {
    let parts = value.as_array()?;
    let flat = !parts.iter().any(Value::is_array);
    let dates: Vec<&[Value]> = match flat {
        true => vec![parts.as_slice()],
        false => parts.iter().map(|date| date.as_array().map(Vec::as_slice)).collect::<Option<_>>()?,
    };
    let end = |parts: &[Value], season| -> Option<End> {
        if parts.iter().all(|part| is_blank(part) || integer(part) == Some(0)) {
            return Some(End::Open);
        }
        point_of(parts, season).map(|point| End::At(point.qualified(about)))
    };
    match dates.as_slice() {
        [date] => end(date, season)?.point().map(Date::from),
        [start, last] => {
            let (start, last) = (end(start, None)?, end(last, None)?);
            Date::interval(start, last).ok()
        }
        _ => None,
    }
}

fn point_of(parts: &[Value], season: Option<Season>) -> Option<Point> {
    let given: Vec<&Value> = parts
        .iter()
        .enumerate()
        .take_while(|(at, part)| *at == 0 || !says_nothing(part))
        .map(|(_, part)| part)
        .collect();
    if parts.len() > 3 || parts[given.len()..].iter().any(|part| !says_nothing(part)) {
        return None;
    }
    let (year, month, day) = (given.first()?, given.get(1), given.get(2));
    let year = astronomical(integer(year)?);
    let Some(month) = month else {
        return match season {
            Some(season) => Point::in_season(year, season).ok(),
            None => Point::new(year, None, None).ok(),
        };
    };
    let month = integer(month).or_else(|| month_from_word(month.as_str()?).map(i64::from))?;
    match (season_in_month(month), day) {
        (Some(season), None) => Point::in_season(year, season).ok(),
        (Some(_), Some(_)) => None,
        (None, day) => {
            let day = match day {
                Some(day) => Some(integer(day)?),
                None => None,
            };
            Point::new(year, Some(month), day).ok()
        }
    }
}

/// A month or day that is there only to fill its place.
fn says_nothing(part: &Value) -> bool {
    is_blank(part) || integer(part) == Some(0)
}

/// A date in one text, as people and programs write it: EDTF, `1936-5-1`, `1936/1938`, `1936–38`, `May 1936`,
/// `1 May 1936`, `May 1, 1936`; other text stays as words. `None` for no text.
fn from_raw(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    Some(
        two_years(text)
            .or_else(|| Date::from_edtf(text).ok())
            .or_else(|| in_words(text))
            .or_else(|| about(text))
            .unwrap_or_else(|| Date::parse(text)),
    )
}

/// `1936–1938`, `1936-38`. Two digits that EDTF has as a month or season are left to it.
fn two_years(text: &str) -> Option<Date> {
    let (first, last) = text.split_once(['-', '–'])?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if first.len() != 4 || !digits(first) || !digits(last) {
        return None;
    }
    let last = match last.len() {
        4 => last.to_owned(),
        2 if text.contains('–') || last.parse::<u8>().is_ok_and(|number| number > 24) => {
            format!("{}{last}", &first[..2])
        }
        _ => return None,
    };
    let year = |text: &str| Point::new(text.parse().ok()?, None, None).ok().map(End::At);
    Date::interval(year(first)?, year(&last)?).ok()
}

/// A date that is said to be about right, or is supplied: `c. 1936`, `[1936]`, `[ca. May 1936]`.
fn about(text: &str) -> Option<Date> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text).trim();
    let word_end = bare.find([' ', '.']).unwrap_or(0);
    let (word, rest) = bare.split_at_checked(word_end)?;
    let is_about = ["c", "ca", "circa"].iter().any(|about| word.eq_ignore_ascii_case(about));
    let (rest, qualification) = match is_about {
        true => (rest.trim_start_matches(['.', ' ']), Qualification::APPROXIMATE),
        false if bare.len() < text.len() => (bare, Qualification::NONE),
        false => return None,
    };
    let date = Date::from_edtf(rest).ok().or_else(|| in_words(rest))?;
    Some(qualified(date, qualification))
}

/// A year, a month by name or number, and a day.
fn in_words(text: &str) -> Option<Date> {
    let words: Vec<&str> = text
        .split([' ', ',', '-', '/'])
        .map(|word| without_ordinal(word.trim_end_matches('.')))
        .filter(|word| !word.is_empty())
        .collect();
    // `1936-05-00`: places that are only filled.
    let filled = words.iter().rposition(|word| *word != "00" && *word != "0").map_or(0, |last| last + 1);
    let words = &words[..filled];
    let number = |word: &str, longest: usize| -> Option<i64> {
        let fits = word.len() <= longest && word.bytes().all(|byte| byte.is_ascii_digit());
        if fits { word.parse().ok() } else { None }
    };
    let year = |word: &str| number(word, 4).filter(|_| word.len() == 4);
    let month = |word: &str| month_from_word(word).map(i64::from);
    let named_season = |word: &str| Season::from_word(word);
    match words {
        [a] if filled < text.split('-').count() => Date::from_numbers(year(a)?, None, None).ok(),
        [a, b] => match (month(a), named_season(a), number(b, 2)) {
            (Some(month), ..) => Date::from_numbers(year(b)?, Some(month), None).ok(),
            (_, Some(season), _) => Point::in_season(year(b)?, season).ok().map(Date::from),
            (.., Some(month)) => Date::from_numbers(year(a)?, Some(month), None).ok(),
            _ => None,
        },
        [a, b, c] => match (month(a), month(b)) {
            (Some(month), _) => Date::from_numbers(year(c)?, Some(month), Some(number(b, 2)?)).ok(),
            (_, Some(month)) => Date::from_numbers(year(c)?, Some(month), Some(number(a, 2)?)).ok(),
            _ => Date::from_numbers(year(a)?, Some(number(b, 2)?), Some(number(c, 2)?)).ok(),
        },
        _ => None,
    }
}

/// `5` of `5th`.
fn without_ordinal(word: &str) -> &str {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    match &word[digits.len()..] {
        "st" | "nd" | "rd" | "th" if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits,
        _ => word,
    }
}

/// A date variable. What it cannot say exactly it says in words.
pub(super) fn write(date: &Date) -> Value {
    match date.form() {
        Form::Literal(text) => literal(text),
        Form::Single(point) if is_known(point) => {
            let mut members = Map::new();
            members.insert(DATE_PARTS.to_owned(), json!([parts(point)]));
            if let Some(quarter) = point.season().and_then(Season::quarter) {
                members.insert(SEASON.to_owned(), quarter.into());
            }
            add_circa(&mut members, date);
            Value::Object(members)
        }
        Form::Interval(End::At(start), End::At(end)) if is_known(start) && is_known(end) => {
            let mut members = Map::new();
            let seasonal = [start, end].map(parts_with_season);
            members.insert(DATE_PARTS.to_owned(), json!(seasonal));
            add_circa(&mut members, date);
            Value::Object(members)
        }
        Form::Single(_) | Form::Interval(..) | Form::Set { .. } => literal(&date.display()),
    }
}

/// A date variable of one date in numbers, for hayagriva: the beginning of a span, the first year of a decade as
/// about then; `None` for words. hayagriva counts years before 1 as EDTF does, in 16 bits.
pub(super) fn write_numbers(date: &Date) -> Option<Value> {
    let point = date.first_point()?;
    let year = point.year();
    if year.mask() == Mask::Whole {
        return None;
    }
    // A year 0 stands for no year in CSL.
    let year_number = i16::try_from(year.first()).ok().filter(|number| *number != 0)?;
    let mut numbers = vec![i64::from(year_number)];
    numbers.extend(parts(point).into_iter().skip(1));
    let mut members = Map::new();
    members.insert(DATE_PARTS.to_owned(), json!([numbers]));
    if let Some(quarter) = point.season().and_then(Season::quarter) {
        members.insert(SEASON.to_owned(), quarter.into());
    }
    if year.mask() == Mask::None {
        add_circa(&mut members, date);
    } else {
        members.insert(CIRCA.to_owned(), true.into());
    }
    Some(Value::Object(members))
}

fn literal(text: &str) -> Value {
    json!({ LITERAL: text })
}

fn add_circa(members: &mut Map<String, Value>, date: &Date) {
    let qualification = date.qualification();
    if qualification.approximate || qualification.uncertain {
        members.insert(CIRCA.to_owned(), true.into());
    }
}

/// Whether the year is known and CSL has a word for the season.
fn is_known(point: Point) -> bool {
    point.year().mask() == Mask::None && point.season().is_none_or(|season| season.quarter().is_some())
}

/// Year, month and day, as far as each is known and the one before it is.
fn parts(point: Point) -> Vec<i64> {
    let mut parts = vec![without_year_zero(point.year().first())];
    if let Some(month) = point.month() {
        parts.push(month.into());
        parts.extend(point.day().map(i64::from));
    }
    parts
}

/// The same, with the season in the place of the month: citeproc programs know the numbers from 21, and there is one
/// member for the season, but two dates in a span.
fn parts_with_season(point: Point) -> Vec<i64> {
    const BEFORE_SPRING: i64 = 20;
    let mut parts = parts(point);
    parts.extend(point.season().and_then(Season::quarter).map(|quarter| BEFORE_SPRING + i64::from(quarter)));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_write_is_read() {
        let cases = [
            (json!({"date-parts": [[1936]]}), "1936"),
            (json!({"date-parts": [["1936", "05", "1"]]}), "1936-05-01"),
            (json!({"date-parts": [1936, 5]}), "1936-05"),
            (json!([[1936, 5]]), "1936-05"),
            (json!({"date-parts": [[1936, 0, 0]]}), "1936"),
            (json!({"date-parts": [[1936, null]]}), "1936"),
            (json!({"date-parts": [["1936", "May"]]}), "1936-05"),
            (json!({"date-parts": [[1936, 14]]}), "1936-22"),
            (json!({"date-parts": [[1936, 23]]}), "1936-23"),
            (json!({"date-parts": [[1936], [1938]]}), "1936/1938"),
            (json!({"date-parts": [[1936], [0]]}), "1936/.."),
            (json!({"date-parts": [[1936], []]}), "1936/.."),
            (json!({"date-parts": [[-44]]}), "-0043"),
            (json!({"date-parts": [[-1]]}), "0000"),
            (json!({"date-parts": [[1936]], "season": 1}), "1936-21"),
            (json!({"date-parts": [[1936]], "season": "Fall"}), "1936-23"),
            (json!({"date-parts": [[1936]], "season": "24"}), "1936-24"),
            (json!({"date-parts": [[1936]], "circa": true}), "1936~"),
            (json!({"date-parts": [[1936]], "circa": "1"}), "1936~"),
            (json!({"date-parts": [[1936]], "circa": 0}), "1936"),
            (json!({"date-parts": [[1936]], "circa": "false"}), "1936"),
            (json!({"date-parts": [[1936], [1938]], "circa": true}), "1936~/1938~"),
            (json!({"raw": "1936-05"}), "1936-05"),
            (json!({"raw": "1936-38"}), "1936/1938"),
            (json!({"raw": "1936–37"}), "1936/1937"),
            (json!({"raw": "1936-1938"}), "1936/1938"),
            (json!({"raw": "1936/1938"}), "1936/1938"),
            (json!({"raw": "May 1936"}), "1936-05"),
            (json!({"raw": "1 May 1936"}), "1936-05-01"),
            (json!({"raw": "Sept. 1, 1936"}), "1936-09-01"),
            (json!({"raw": "1936-5-1"}), "1936-05-01"),
            (json!({"raw": "summer 1936"}), "1936-22"),
            (json!({"raw": "1936", "circa": true}), "1936~"),
            (json!({"raw": "in the thirties"}), "in the thirties"),
            (json!({"raw": "c. 1936"}), "1936~"),
            (json!({"raw": "[Circa May 1936]"}), "1936-05~"),
            (json!({"raw": "May 5th, 1936"}), "1936-05-05"),
            (json!({"raw": "1936-05-00"}), "1936-05"),
            (json!({"raw": "1936-00-00"}), "1936"),
            (json!({"raw": "[sine anno]"}), "[sine anno]"),
            (json!({"literal": "May 1936"}), "May 1936"),
            (json!({"literal": "193X"}), "193X"),
            (json!({"edtf": "1936?"}), "1936?"),
            (json!("1936~"), "1936~"),
            (json!("1936-05-01T10:00:00Z"), "1936-05-01T10:00:00Z"),
            (json!(1936), "1936"),
        ];
        for (value, expected) in cases {
            let read = read(&value).unwrap_or_else(|| panic!("{value}"));
            assert_eq!(read.date.as_str(), expected, "{value}");
            assert_eq!(read.rest, vec![], "{value}");
        }
    }

    #[test]
    fn what_numbers_cannot_say_is_said_in_words() {
        let cases = [
            ("1938-05-12/..", "12 May 1938–"),
            ("../1938-05", "–May 1938"),
            ("1994-23/..", "Autumn 1994–"),
            ("1936/..", "1936–"),
            ("193X", "1930s"),
            ("193X/1942-03", "1930s–March 1942"),
            ("in the thirties", "in the thirties"),
        ];
        for (edtf, expected) in cases {
            assert_eq!(write(&Date::parse(edtf)), json!({"literal": expected}), "{edtf}");
        }
    }

    #[test]
    fn what_is_no_date_is_left_to_the_caller() {
        let blank =
            [json!(null), json!(""), json!({}), json!({"date-parts": [[null]]}), json!({"date-parts": [[]]})];
        let wrong = [
            json!(true),
            json!({"date-parts": [["soon"]]}),
            json!({"date-parts": [[1e300]]}),
            json!({"season": 2}),
        ];
        for value in blank {
            assert!(read(&value).is_none() && is_blank(&value), "{value}");
        }
        for value in wrong {
            assert!(read(&value).is_none() && !is_blank(&value), "{value}");
        }
    }

    #[test]
    fn what_says_something_else_is_kept() {
        let cases = [
            (json!({"date-parts": [[1936, 5]], "season": 2}), vec!["season"]),
            (json!({"date-parts": [[1936]], "raw": "1936", "literal": ""}), vec![]),
            (json!({"date-parts": [[1936]], "literal": "in May", "x": 1}), vec!["literal", "x"]),
            (json!({"literal": "about 1936", "circa": true}), vec!["circa"]),
            (json!({"date-parts": [[1936, 13, 1]]}), vec!["date-parts"]),
            (json!({"date-parts": [[1936, 2, 30]]}), vec!["date-parts"]),
            (json!({"date-parts": [[1936, 1, 1, 1]]}), vec!["date-parts"]),
            (json!({"date-parts": [[1938], [1936]]}), vec!["date-parts"]),
            (json!({"date-parts": [[1936, 40]], "literal": "at sea"}), vec!["date-parts"]),
        ];
        for (value, expected) in cases {
            let rest = read(&value).map(|read| read.rest).unwrap_or_default();
            let names: Vec<&str> = rest.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, expected, "{value}");
        }
    }
}
