//! Dates as people write them into fields where BibLaTeX wants EDTF.

use crate::{
    formats::tex,
    model::{Date, date::month_from_word},
};

/// Names of months in the other languages of many files, and their numbers.
#[rustfmt::skip]
const MONTHS: &[(&str, u8)] = &[
    ("janvier", 1), ("février", 2), ("fevrier", 2), ("mars", 3), ("avril", 4), ("mai", 5), ("juin", 6),
    ("juillet", 7), ("août", 8), ("aout", 8), ("septembre", 9), ("octobre", 10), ("novembre", 11),
    ("décembre", 12), ("decembre", 12),
    ("januar", 1), ("jänner", 1), ("februar", 2), ("märz", 3), ("mär", 3), ("maerz", 3), ("juni", 6), ("juli", 7),
    ("oktober", 10), ("okt", 10), ("dezember", 12), ("dez", 12), ("mrz", 3),
    ("enero", 1), ("febrero", 2), ("marzo", 3), ("abril", 4), ("mayo", 5), ("junio", 6), ("julio", 7), ("agosto", 8),
    ("septiembre", 9), ("setiembre", 9), ("octubre", 10), ("noviembre", 11), ("diciembre", 12),
    ("gennaio", 1), ("febbraio", 2), ("aprile", 4), ("maggio", 5), ("giugno", 6), ("luglio", 7), ("settembre", 9),
    ("ottobre", 10), ("dicembre", 12),
    ("janeiro", 1), ("fevereiro", 2), ("março", 3), ("maio", 5), ("junho", 6), ("julho", 7), ("setembro", 9),
    ("outubro", 10), ("novembro", 11), ("dezembro", 12),
    ("januari", 1), ("februari", 2), ("maart", 3), ("mei", 5), ("augustus", 8),
];

/// The number of a month.
pub(super) fn month_of_word(word: &str) -> Option<u8> {
    month_from_word(word).or_else(|| {
        let word = word.trim_end_matches('.').to_lowercase();
        MONTHS.iter().find(|(name, _)| *name == word).map(|(_, number)| *number)
    })
}

/// The words of a month in TeX.
pub(super) fn month_words(value: &str) -> String {
    tex::read(value, tex::Kind::Plain).replace('\u{a0}', "~").trim().trim_matches('"').to_owned()
}

/// A month and a day in it.
pub(super) type DayOfMonth = (u8, i64);

/// The first and the last day in `May 5--7`, `5--7 May`, `May 30--June 2`, `30 May/2 June`.
pub(super) fn days(text: &str) -> Option<(DayOfMonth, DayOfMonth)> {
    let ends: Vec<&str> = text.split(['-', '–', '—', '/']).filter(|end| !end.trim().is_empty()).collect();
    let [first, last] = ends[..] else { return None };
    match (month_or_day(first)?, month_or_day(last)?) {
        ((Some(month), Some(day)), (None, Some(last_day))) => Some(((month, day), (month, last_day))),
        ((None, Some(day)), (Some(month), Some(last_day))) => Some(((month, day), (month, last_day))),
        ((Some(month), Some(day)), (Some(last_month), Some(last_day))) => {
            Some(((month, day), (last_month, last_day)))
        }
        _ => None,
    }
}

/// The month and the day of one end, each at most once.
fn month_or_day(text: &str) -> Option<(Option<u8>, Option<i64>)> {
    let mut found = (None, None);
    for word in
        text.split(|c: char| c.is_whitespace() || matches!(c, '~' | ',')).filter(|word| !word.is_empty())
    {
        let day = || word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.').parse::<i64>().ok();
        match (month_of_word(word), day()) {
            (Some(month), _) if found.0.is_none() => found.0 = Some(month),
            (None, Some(day)) if found.1.is_none() => found.1 = Some(day),
            _ => return None,
        }
    }
    Some(found)
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
