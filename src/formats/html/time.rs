//! Dates in words.

use askama::Template;
use askama::filters::HtmlSafe;

use super::text::Text;
use super::words::capitalized;
use crate::model::{Date, date};

/// A date in words, and for machines where HTML has a form for it.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "time.html")]
pub(super) struct Time {
    /// For a `datetime` attribute.
    machine: Option<String>,
    /// For people.
    words: Text<'static>,
}

impl HtmlSafe for Time {}

impl Time {
    /// As exact as the date is: "25 November 2013", "Autumn 1994", "c. 1936".
    pub fn exact(date: &Date) -> Time {
        Time { machine: machine_form(date), words: exact_words(date).into() }
    }

    /// The words alone.
    pub fn into_words(self) -> Text<'static> {
        self.words
    }

    /// The full stop after it, if it needs one.
    pub fn stop(&self) -> &'static str {
        self.words.stop()
    }

    /// As [`Time::exact`], if that is more than the year.
    pub fn beyond_year(date: &Date) -> Option<Time> {
        let (exact, year) = (Time::exact(date), Time::year(date));
        (exact.words != year.words).then_some(exact)
    }

    /// The year alone.
    pub fn year(date: &Date) -> Time {
        Time { machine: machine_form(date), words: date.display_year().into() }
    }
}

/// HTML knows whole days, months and years of four digits after the year 0 ("valid date string" and others).
fn machine_form(date: &Date) -> Option<String> {
    let date::Form::Single(point) = date.form() else { return None };
    let year = point.year().first();
    let is_plain = !point.is_masked() && point.qualification().is_none() && point.season().is_none();
    if !is_plain || !(1..=9999).contains(&year) {
        return None;
    }
    Some(match (point.month(), point.day()) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    })
}

fn exact_words(date: &Date) -> String {
    let words = match date.form() {
        date::Form::Single(point) => point_words(point),
        date::Form::Interval(date::End::At(start), date::End::At(end)) => point_words(start)
            .zip(point_words(end))
            .map(|(start, end)| if start == end { start } else { format!("{start} – {end}") }),
        _ => None,
    };
    words.unwrap_or_else(|| date.display_year())
}

/// A certain month, day or season; `None` for what [`Date::display_year`] says as well.
fn point_words(point: date::Point) -> Option<String> {
    let year = point.year().first();
    if point.is_masked() || !point.qualification().is_none() || year < 1 {
        return None;
    }
    if let Some(season) = point.season() {
        return season.word().map(|word| format!("{} {year}", capitalized(word)));
    }
    let month = date::month_name(point.month()?);
    Some(match point.day() {
        Some(day) => format!("{day} {month} {year}"),
        None => format!("{month} {year}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_as_exactly_as_they_are_known() {
        for (edtf, words, machine) in [
            ("1936", "1936", Some("1936")),
            ("2013-11-25", "25 November 2013", Some("2013-11-25")),
            ("2013-11", "November 2013", Some("2013-11")),
            ("1994-23", "Autumn 1994", None),
            ("1936~", "c. 1936", None),
            ("192X", "1920s", None),
            ("1936-11/1936-12", "November 1936 – December 1936", None),
            ("1936/1938", "1936–1938", None),
            ("-0043", "44 BC", None),
            ("soon", "soon", None),
        ] {
            let time = Time::exact(&Date::parse(edtf));
            assert_eq!(
                (time.words.to_string().as_str(), time.machine.as_deref()),
                (words, machine),
                "{edtf}"
            );
        }
    }
}
