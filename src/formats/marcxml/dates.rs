//! Dates: the words of the imprint, and the digits of field 008.

use super::record::Record;
use crate::formats::xml::statements;
use crate::model::date::{End, Form, Qualification};
use crate::model::{Date, Field, Place};

/// Sets the date of publication from its statement and from the coded one.
pub(super) fn set(record: &mut Record, tag: &str, statement: Option<String>, coded: &str) {
    let coded = coded_date(coded);
    let stated = statement.as_deref().map(statements::printed_date);
    let date = match (stated, coded) {
        (Some(stated), _) if stated.date.as_edtf().is_some() => {
            if !stated.is_all {
                record.keep_text(format!("{tag}$c"), statement.unwrap_or_default());
            }
            stated.date
        }
        (Some(_), Some(coded)) => {
            record.keep_text(format!("{tag}$c"), statement.unwrap_or_default());
            coded
        }
        (Some(stated), None) => stated.date,
        (None, Some(coded)) => coded,
        (None, None) => return,
    };
    if !date.as_str().is_empty() {
        record.reference.fields.set(Place::Here, Field::Date, date);
    }
}

/// The date that positions 6 to 14 of field 008 give.
fn coded_date(field: &str) -> Option<Date> {
    let text =
        |range: std::ops::Range<usize>| field.get(range).map(str::trim).filter(|text| !text.is_empty());
    let kind = field.get(6..7)?;
    let first = text(7..11).filter(|year| year.starts_with(|c: char| c.is_ascii_digit()));
    let first = statements::date(first?);
    let second = text(11..15);
    let point = |date: &Date| match date.form() {
        Form::Single(point) => Some(point),
        _ => None,
    };
    let interval = |qualification: Qualification| {
        let start = End::At(point(&first)?.qualified(qualification));
        let end = match second? {
            "9999" | "uuuu" => End::Open,
            year => End::At(point(&statements::date(year))?.qualified(qualification)),
        };
        Date::interval(start, end).ok()
    };
    match kind {
        "m" | "c" | "d" | "u" | "i" | "k" => interval(Qualification::NONE).or(Some(first)),
        "q" => interval(Qualification { uncertain: true, approximate: false }).or(Some(first)),
        "e" => {
            let day = format!("{first}{}", second.unwrap_or_default());
            let exact = statements::date(&day);
            Some(if exact.as_edtf().is_some() { exact } else { first })
        }
        "n" | "b" | "|" => None,
        _ => first.as_edtf().is_some().then_some(first),
    }
}

/// The date of the earlier edition, where field 008 says that this is a reprint.
pub(super) fn of_reprinted(field: &str) -> Option<Date> {
    if field.get(6..7) != Some("r") {
        return None;
    }
    let date = statements::date(field.get(11..15)?);
    date.as_edtf().is_some().then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coded_dates() {
        for (field, expected) in [
            ("630101s1963    enk", Some("1963")),
            ("630101m19631965enk", Some("1963/1965")),
            ("630101c19639999enk", Some("1963/..")),
            ("630101q19301939enk", Some("1930?/1939?")),
            ("630101s193u    enk", Some("193X")),
            ("630101e19630507enk", Some("1963-05-07")),
            ("630101nuuuuuuuuenk", None),
            ("630101|||||||||enk", None),
            ("6301é1s1963    enk", None),
            ("", None),
        ] {
            assert_eq!(coded_date(field).as_ref().map(Date::as_str), expected, "{field}");
        }
        assert_eq!(of_reprinted("630101r19801963enk").as_ref().map(Date::as_str), Some("1963"));
    }
}
