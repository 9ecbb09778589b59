//! Dates as people write them into fields where BibLaTeX wants EDTF.

use crate::{formats::tex, model::Date};

/// The words of a month in TeX.
pub(super) fn month_words(value: &str) -> String {
    tex::read(value, tex::Kind::Plain).replace('\u{a0}', "~").trim().trim_matches('"').to_owned()
}

/// `2001-5-7`, `2001/05/07`, `2001-05-00`, `7.5.2001`, `5/17/2001`, `05/2001`, `2001-05-07 12:00`, `19xx`, `19uu`, `198?`.
pub(super) fn read(text: &str) -> Option<Date> {
    masked(text).or_else(|| timed(text)).or_else(|| {
        let sign = ['-', '/', '.'].into_iter().find(|sign| text.contains(*sign))?;
        let parts: Vec<&str> = text.split(sign).map(str::trim).collect();
        let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !parts.iter().all(is_number) {
            return None;
        }
        match parts[..] {
            [year, month, day] if year.len() == 4 => of_numbers(year, month, day),
            [day, month, year] if year.len() == 4 && sign == '.' => of_numbers(year, month, day),
            [day, month, year] if year.len() == 4 && day.parse::<u8>().is_ok_and(|day| day > 12) => {
                of_numbers(year, month, day)
            }
            [month, day, year]
                if year.len() == 4 && sign == '/' && day.parse::<u8>().is_ok_and(|day| day > 12) =>
            {
                of_numbers(year, month, day)
            }
            [month, year] if year.len() == 4 && month.len() < 3 => of_numbers(year, month, ""),
            _ => None,
        }
    })
}

/// Zeros stand for what is not known.
fn of_numbers(year: &str, month: &str, day: &str) -> Option<Date> {
    let number = |text: &str| text.parse::<i64>().ok().filter(|number| *number > 0);
    let month = number(month);
    Date::from_numbers(number(year)?, month, month.and(number(day))).ok()
}

fn masked(text: &str) -> Option<Date> {
    let known = text.trim_end_matches(['x', 'X', 'u', 'U', '?', '-', '*']);
    let is_year = text.len() == 4 && matches!(known.len(), 2 | 3);
    let is_known = known.bytes().all(|byte| byte.is_ascii_digit());
    (is_year && is_known).then(|| Date::from_edtf(&format!("{known:X<4}")).ok()).flatten()
}

/// A date with a time that is spelled otherwise than in EDTF.
fn timed(text: &str) -> Option<Date> {
    let (date, time) = text.split_once([' ', 'T'])?;
    let is_time = time.starts_with(|c: char| c.is_ascii_digit()) && time.contains(':');
    (is_time && date.len() == 10).then(|| Date::from_edtf(date).ok()).flatten()
}

/// The only date of the form `2001-05-07` that stands in a few words.
pub(super) fn within(text: &str) -> Option<Date> {
    let words = text.split(|c: char| !c.is_ascii_digit() && c != '-');
    let mut dates = words.filter(|word| word.len() == 10).filter_map(|word| Date::from_edtf(word).ok());
    dates.next().filter(|_| dates.next().is_none())
}
