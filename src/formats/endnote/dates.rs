//! Dates: a year, and a day or a month without one beside it.

use crate::formats::xml::{Element, statements};
use crate::model::Date;
use crate::model::date::{End, Form};

/// The date of publication, and what of it could not be read.
pub(super) fn read(dates: &Element) -> (Option<Date>, Option<String>) {
    let year = dates.first("year").map(Element::words).unwrap_or_default();
    let day = dates
        .first("pub-dates")
        .and_then(|dates| dates.first("date"))
        .map(Element::words)
        .unwrap_or_default();
    if day.is_empty() {
        return ((!year.is_empty()).then(|| statements::date(&year)), None);
    }
    let whole = statements::date(&day);
    if whole.as_edtf().is_some()
        && whole.year().is_some_and(|found| year.is_empty() || year == found.to_string())
    {
        return (Some(whole), None);
    }
    let with_year = in_year(&day, &year);
    match with_year {
        Some(date) => (Some(date), None),
        None if year.is_empty() => (Some(whole), None),
        None => (Some(statements::date(&year)), Some(day)),
    }
}

/// The date of access to a page from its year and its day, either of which may be the whole.
pub(super) fn of_access(year: &str, day: &str) -> Option<Date> {
    let exact = |text: &str| Some(statements::date(text)).filter(|date| date.as_edtf().is_some());
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    match (year, day) {
        ("", day) => exact(day),
        (year, "") if is_year => exact(year),
        (year, day) if is_year => in_year(day, year).or_else(|| exact(day)),
        _ => None,
    }
}

/// `May 5`, `5 May`, `Sep-Oct`, `05/07`.
fn in_year(day: &str, year: &str) -> Option<Date> {
    let exact = |text: &str| {
        let date = statements::date(&format!("{text} {year}"));
        let date = if date.as_edtf().is_some() { date } else { by_numbers(text, year)? };
        match date.form() {
            Form::Single(point) => Some(point),
            _ => None,
        }
    };
    if let Some(point) = exact(day) {
        return Some(point.into());
    }
    let (first, last) = day.split_once(['-', '–', '/'])?;
    Date::interval(End::At(exact(first.trim())?), End::At(exact(last.trim())?)).ok()
}

fn by_numbers(text: &str, year: &str) -> Option<Date> {
    let (month, day) = text.split_once(['/', '-', '.'])?;
    let number = |text: &str| text.trim().parse::<i64>().ok();
    Date::from_numbers(number(year)?, Some(number(month)?), Some(number(day)?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_access() {
        for (year, day, expected) in [
            ("2010", "May 3", Some("2010-05-03")),
            ("", "3 May 2010", Some("2010-05-03")),
            ("2010", "", Some("2010")),
            ("12", "", None),
            ("12", "4", None),
        ] {
            let found = of_access(year, day);
            assert_eq!(found.as_ref().map(Date::as_str), expected, "{year} {day}");
        }
    }

    #[test]
    fn years_and_days() {
        for (year, day, expected) in [
            ("2009", "", Some("2009")),
            ("2009", "May 5", Some("2009-05-05")),
            ("2009", "Sep-Oct", Some("2009-09/2009-10")),
            ("2009", "2009-05-05", Some("2009-05-05")),
            ("2009", "05/07", Some("2009-05-07")),
            ("2009", "Spring", Some("2009-21")),
            ("2009", "Whitsun", Some("2009")),
            ("", "2009", Some("2009")),
            ("in press", "", Some("in press")),
            ("", "", None),
        ] {
            let mut dates = Element::new("dates");
            dates.push(Element::with_text("year", year));
            let mut days = Element::new("pub-dates");
            days.push(Element::with_text("date", day));
            dates.push(days);
            let found = read(&dates);
            assert_eq!(found.0.as_ref().map(Date::as_str), expected, "{year} {day}");
            assert_eq!(found.1.is_some(), day == "Whitsun");
        }
    }
}
