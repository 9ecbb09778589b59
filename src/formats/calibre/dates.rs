//! Days of publication.

use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta, Utc};

use crate::formats::xml::statements;
use crate::model::Date;

/// The year in which Calibre puts books without a date (`UNDEFINED_DATE`: 0101-01-01).
const UNDEFINED_YEAR: i32 = 101;

/// The date of Calibre: a moment in UTC. It keeps the midnight at which a day began where the book was catalogued, so
/// the day is that of the nearest midnight. It knows no dates of less than a day: the first of January is the year.
/// `None` for a book without a date; what is no moment is read as other dates are.
pub(super) fn of_calibre(text: &str) -> Option<Date> {
    let text = text.trim();
    let Some(moment) = moment(text) else { return (!text.is_empty()).then(|| statements::date(text)) };
    let day = moment.checked_add_signed(TimeDelta::hours(12)).unwrap_or(moment).date_naive();
    if day.year() <= UNDEFINED_YEAR {
        return None;
    }
    year_or_day(i64::from(day.year()), i64::from(day.month()), i64::from(day.day()))
}

/// The date of another package document: the day of its own clock.
pub(super) fn of_package(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.split_once('T').map_or(text, |(day, _)| day);
    (!day.is_empty()).then(|| statements::date(day))
}

fn moment(text: &str) -> Option<DateTime<Utc>> {
    let with_zone = DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f%:z"))
        .map(|moment| moment.to_utc());
    let without =
        || NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f").map(|moment| moment.and_utc());
    with_zone.or_else(|_| without()).ok()
}

fn year_or_day(year: i64, month: i64, day: i64) -> Option<Date> {
    let is_year = (month, day) == (1, 1);
    let (month, day) = if is_year { (None, None) } else { (Some(month), Some(day)) };
    Date::from_numbers(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_days_and_years() {
        for (text, expected) in [
            ("0101-01-01 00:00:00+00:00", None),
            ("0100-12-31T22:00:00+00:00", None),
            ("1951-01-01 00:00:00+00:00", Some("1951")),
            ("1950-12-31 23:00:00+00:00", Some("1951")),
            ("1951-06-01T05:00:00+00:00", Some("1951-06-01")),
            ("1951-06-01T00:00:00+02:00", Some("1951-06-01")),
            ("1951-06-01 00:00:00.123456+00:00", Some("1951-06-01")),
            ("1951-06-01 00:00:00", Some("1951-06-01")),
            ("1951", Some("1951")),
            ("262142-12-31T23:00:00+00:00", Some("262142-12-31T23:00:00+00:00")),
            ("spring", Some("spring")),
            ("", None),
        ] {
            assert_eq!(of_calibre(text).as_ref().map(Date::as_str), expected, "{text}");
        }
        assert_eq!(of_package("2012-03-04T18:30:00Z").as_ref().map(Date::as_str), Some("2012-03-04"));
        assert_eq!(of_package("2012-03").as_ref().map(Date::as_str), Some("2012-03"));
        assert_eq!(of_package(" "), None);
    }
}
