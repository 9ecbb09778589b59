//! Dates: a year, `YYYY-MM` or `YYYY-MM-DD`, `~` before what is only about so (`Date` in hayagriva). A date that
//! is anything else makes the whole file unreadable.

use serde_json::{Value as Json, json};

use crate::model::Date;
use crate::model::date::{Mask, Point, Qualification, Season};

const YEAR: &str = "year";
const MONTH: &str = "month";
const DAY: &str = "day";
const SEASON: &str = "season";
const APPROXIMATE: &str = "approximate";

/// A date as it is written: of an interval or a set the first one, of a decade about its first year (FIELDS, table of
/// dates). `None` for words, for years of more than four digits, and for centuries, of which no year is stated.
pub(super) fn write(date: &Date) -> Option<Json> {
    let point = date.first_point()?;
    let year = Some(point.year()).filter(|year| year.mask() <= Mask::Decade)?.first();
    if year.abs() > 9999 {
        return None;
    }
    let is_about = point.is_masked() || !point.qualification().is_none();
    if let Some(quarter) = point.season().and_then(season_number) {
        let mut members = json!({ YEAR: year, SEASON: quarter });
        if is_about && let Some(members) = members.as_object_mut() {
            members.insert(APPROXIMATE.to_owned(), true.into());
        }
        return Some(members);
    }
    let mut text = if is_about { "~".to_owned() } else { String::new() };
    text.push_str(&if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") });
    // Of a month that is not known (1936-XX) the year is.
    if let Some(month) = point.month() {
        text.push_str(&format!("-{month:02}"));
        if let Some(day) = point.day() {
            text.push_str(&format!("-{day:02}"));
        }
    }
    Some(text.parse::<i64>().ok().filter(|number| *number >= 1000).map_or_else(|| text.into(), Json::from))
}

/// The number of a season in CSL.
fn season_number(season: Season) -> Option<u8> {
    season.number().checked_sub(20).filter(|number| (1..=4).contains(number))
}

/// Reads a date; `None` when it has no shape of one.
pub(super) fn read(value: &Json) -> Option<Date> {
    match value {
        Json::Number(_) => Date::from_numbers(value.as_i64()?, None, None).ok(),
        Json::String(text) if text.trim().is_empty() => None,
        Json::String(text) => Some(read_text(text.trim())),
        Json::Object(members) => {
            let number = |name: &str| members.get(name).and_then(Json::as_i64);
            let known = [YEAR, MONTH, DAY, SEASON, APPROXIMATE];
            if !members.keys().all(|name| known.contains(&name.as_str())) {
                return None;
            }
            let year = number(YEAR)?;
            let season = number(SEASON).filter(|number| (1..=4).contains(number));
            let point = match season.and_then(|number| Season::from_number(number + 20)) {
                Some(season) => Point::in_season(year, season).ok()?,
                // In maps hayagriva counts months and days from 0.
                None => {
                    Point::new(year, number(MONTH).map(|month| month + 1), number(DAY).map(|day| day + 1))
                        .ok()?
                }
            };
            let is_about = members.get(APPROXIMATE).and_then(Json::as_bool).unwrap_or(false);
            Some(Date::from(qualified(point, is_about)))
        }
        _ => None,
    }
}

fn qualified(point: Point, is_about: bool) -> Point {
    if is_about { point.qualified(Qualification::APPROXIMATE) } else { point }
}

fn read_text(text: &str) -> Date {
    let (is_about, rest) = match text.strip_prefix('~') {
        Some(rest) => (true, rest.trim()),
        None => (false, text),
    };
    let (sign, digits) = match rest.strip_prefix(['-', '+']) {
        Some(digits) => (if rest.starts_with('-') { -1 } else { 1 }, digits),
        None => (1, rest),
    };
    let parts: Option<Vec<i64>> = digits
        .split('-')
        .map(str::trim)
        .map(|part| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten())
        .collect();
    let point = match parts.as_deref() {
        Some([year]) if digits.len() == 4 => Point::new(sign * year, None, None),
        Some([year, month]) => Point::new(sign * year, Some(*month), None),
        Some([year, month, day]) => Point::new(sign * year, Some(*month), Some(*day)),
        _ => return Date::parse(text),
    };
    match point {
        Ok(point) => Date::from(qualified(point, is_about)),
        Err(_) => Date::parse(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        let cases = [
            ("1936", json!(1936)),
            ("1936-05", json!("1936-05")),
            ("1936-05-07", json!("1936-05-07")),
            ("1936~", json!("~1936")),
            ("1936-05~", json!("~1936-05")),
            ("-0043", json!("-0043")),
            ("0043", json!("0043")),
            ("1994-23", json!({"year": 1994, "season": 3})),
        ];
        for (edtf, value) in cases {
            assert_eq!(write(&Date::parse(edtf)), Some(value.clone()), "{edtf}");
            assert_eq!(read(&value).map(|date| date.to_string()), Some(edtf.to_owned()), "{value}");
        }
        let reshaped = [
            ("1936?", json!("~1936")),
            ("193X", json!("~1930")),
            ("1936/1938", json!(1936)),
            ("../1936", json!(1936)),
        ];
        for (edtf, value) in reshaped {
            assert_eq!(write(&Date::parse(edtf)), Some(value), "{edtf}");
        }
        for words in ["in press", "Y-17000", "XXXX", "19XX", "19XX/1950"] {
            assert_eq!(write(&Date::parse(words)), None, "{words}");
        }
        let read_only = [
            (json!("~ 2003-6-21"), "2003-06-21~"),
            (json!("1936/1938"), "1936/1938"),
            (json!("soon"), "soon"),
            (json!({"year": 1936, "month": 4, "day": 6, "approximate": true}), "1936-05-07~"),
            (json!("1936-13"), "1936-13"),
        ];
        for (value, edtf) in read_only {
            assert_eq!(read(&value).map(|date| date.to_string()), Some(edtf.to_owned()), "{value}");
        }
        for wrong in [json!(null), json!([1]), json!({"month": 1}), json!({"year": 1, "x": 2}), json!(true)] {
            assert_eq!(read(&wrong), None, "{wrong}");
        }
    }
}
