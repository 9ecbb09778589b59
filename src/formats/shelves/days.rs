//! Days and ratings as services spell them.

use crate::fields::shelves::Days;
use crate::model::Date;

/// The date of a cell: `2023/01/05`, `2023-01-05`, `[2023-01-05]`, `2023/01`, `2023`, a time of day behind it or not;
/// `14/03/2023` where one of the numbers can only be a day.
pub(super) fn day(cell: &str) -> Option<Date> {
    let text = cell.trim().trim_start_matches('[').trim_end_matches(']').trim();
    let text = match text.split_once(['T', ' ']) {
        Some((day, time)) if time.contains(':') => day,
        _ => text,
    };
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    if parts.is_empty() || parts.len() > 3 || !parts.iter().all(|part| is_number(part)) {
        return None;
    }
    let numbers: Vec<i64> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let is_year = |part: &&str| part.len() == 4;
    let (year, month, day) = match numbers.as_slice() {
        [year] if parts.first().is_some_and(is_year) => (*year, None, None),
        [year, month] if parts.first().is_some_and(is_year) => (*year, Some(*month), None),
        [year, month, day] if parts.first().is_some_and(is_year) => (*year, Some(*month), Some(*day)),
        [day, month, year] if parts.last().is_some_and(is_year) && *day > 12 => {
            (*year, Some(*month), Some(*day))
        }
        [month, day, year] if parts.last().is_some_and(is_year) && *day > 12 => {
            (*year, Some(*month), Some(*day))
        }
        _ => return None,
    };
    Date::from_numbers(year, month, day).ok()
}

fn is_number(part: &str) -> bool {
    (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// A date as a service spells it; `None` where it cannot.
pub(super) fn spelled(date: &Date, days: Days) -> Option<String> {
    let text = match days {
        Days::Slashes => date.as_str().replace('-', "/"),
        Days::Hyphens => date.as_str().to_owned(),
    };
    (day(&text).as_ref() == Some(date)).then_some(text)
}

/// The year of a date as services have it, those before our era with a minus; `None` where it is none.
pub(super) fn year(cell: &str) -> Option<Date> {
    let cell = cell.trim();
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    if !is_number(digits) {
        return None;
    }
    let number: i64 = digits.parse().ok().filter(|number| *number != 0)?;
    // The year before 1 is 0 in EDTF.
    let year = if cell.starts_with('-') { 1 - number } else { number };
    Date::from_numbers(year, None, None).ok()
}

/// A year as services have it.
pub(super) fn year_spelled(year: i64) -> String {
    // Years of dates are far from the ends of the type.
    let year = if year < 1 { year.saturating_sub(1) } else { year };
    year.to_string()
}

/// The first and the last day of a read-through.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Span {
    pub(super) started: Option<Date>,
    pub(super) ended: Option<Date>,
}

/// The spans of a cell: `2023/01/05-2023/02/01, 2020/03`. A day alone is the last one. `None` where any is something
/// else.
pub(super) fn spans(cell: &str) -> Option<Vec<Span>> {
    let parts = cell.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(span).collect()
}

fn span(part: &str) -> Option<Span> {
    if let Some(day) = day(part) {
        return Some(Span { started: None, ended: Some(day) });
    }
    let (start, end) = halves(part)?;
    let end_of = |half: &str| match half.trim() {
        "" => Some(None),
        half => day(half).map(Some),
    };
    let span = Span { started: end_of(start)?, ended: end_of(end)? };
    (span != Span::default()).then_some(span)
}

/// What stands before and after the dash between two days: the middle one, whichever signs the days have.
fn halves(part: &str) -> Option<(&str, &str)> {
    if let Some(halves) = part.split_once(" - ").or_else(|| part.split_once(['–', '—'])) {
        return Some(halves);
    }
    // One end is open, and the dash stands at the other one.
    if let Some(start) = part.strip_suffix('-') {
        return Some((start, ""));
    }
    if let Some(end) = part.strip_prefix('-') {
        return Some(("", end));
    }
    let dashes: Vec<usize> = part.match_indices('-').map(|(at, _)| at).collect();
    if dashes.len().is_multiple_of(2) {
        return None;
    }
    let middle = *dashes.get(dashes.len() / 2)?;
    Some((part.get(..middle)?, part.get(middle + 1..)?))
}

/// A rating of 1 to 5 as it is given; `None` for none and for all other numbers.
pub(super) fn rating(cell: &str) -> Option<f64> {
    let text = cell.trim().replace(',', ".").replace('½', ".5");
    let text = text.trim_end_matches(['*', '★']).trim();
    text.parse().ok().filter(|number: &f64| *number > 0.0 && *number <= 5.0)
}

/// The rating of 1 to 5 next to one with a fraction; halves go up.
pub(super) fn whole(rating: f64) -> u8 {
    // The rating is at most 5.
    (rating + 0.5).floor().clamp(1.0, 5.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_services() {
        for (cell, expected) in [
            ("2023/01/05", Some("2023-01-05")),
            ("2023-1-5", Some("2023-01-05")),
            ("[2012-01-01]", Some("2012-01-01")),
            ("2023-01-05 10:11:12", Some("2023-01-05")),
            ("2023-01-05T10:11:12Z", Some("2023-01-05")),
            ("2023/01", Some("2023-01")),
            ("1998", Some("1998")),
            ("14/03/2023", Some("2023-03-14")),
            ("3/14/2023", Some("2023-03-14")),
            ("03/04/2023", None),
            ("2023/13/01", None),
            ("2023/02/30", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(day(cell).as_ref().map(Date::as_str), expected, "{cell}");
        }
    }

    #[test]
    fn years_of_services() {
        for (cell, expected, spelled) in [
            ("1936", Some("1936"), "1936"),
            ("-700", Some("-0699"), "-700"),
            ("-1", Some("0000"), "-1"),
            ("1936.0", Some("1936"), "1936"),
            ("0", None, ""),
            ("n.d.", None, ""),
        ] {
            let found = year(cell);
            assert_eq!(found.as_ref().map(Date::as_str), expected, "{cell}");
            assert_eq!(found.and_then(|date| date.year()).map_or(String::new(), year_spelled), spelled);
        }
    }

    #[test]
    fn spans_of_read_throughs() {
        let text = |date: &Option<Date>| date.as_ref().map_or("", |date| date.as_str()).to_owned();
        for (cell, expected) in [
            ("2023/01/05-2023/02/01, 2020/03", Some("2023-01-05>2023-02-01 >2020-03")),
            ("2023/01/05-", Some("2023-01-05>")),
            ("-2023/02/01", Some(">2023-02-01")),
            ("2023-01-05-2023-02-01", Some("2023-01-05>2023-02-01")),
            ("2023-01-05 - 2023-02-01", Some("2023-01-05>2023-02-01")),
            ("2023-01-05", Some(">2023-01-05")),
            ("2023-01-05-", Some("2023-01-05>")),
            ("2022-2023", Some("2022>2023")),
            ("", Some("")),
            ("-", None),
            ("2023/01/05-soon", None),
        ] {
            let found = spans(cell).map(|spans| {
                let spans = spans.iter().map(|span| format!("{}>{}", text(&span.started), text(&span.ended)));
                spans.collect::<Vec<_>>().join(" ")
            });
            assert_eq!(found.as_deref(), expected, "{cell}");
        }
    }

    #[test]
    fn ratings_with_fractions() {
        for (cell, expected) in [
            ("4.75", Some((4.75, 5))),
            ("4.25", Some((4.25, 4))),
            ("3,5", Some((3.5, 4))),
            ("4½", Some((4.5, 5))),
            ("0.25", Some((0.25, 1))),
            ("5", Some((5.0, 5))),
            ("0", None),
            ("6", None),
            ("NaN", None),
            ("", None),
        ] {
            assert_eq!(rating(cell).map(|rating| (rating, whole(rating))), expected, "{cell}");
        }
    }
}
