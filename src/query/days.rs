//! Conditions on dates.

use super::{
    condition::{Argument, Condition, text, turned_range},
    told::Test,
    tree::{Comparison, Wanted},
};
use crate::model::Date;

/// An overlap of the stored span of days with the one asked for: `193X` overlaps 1936. With the test of such a span.
pub(super) fn days(column: &str, comparison: &Comparison) -> Result<(Condition, Test), String> {
    let span = |value: &str| {
        let date = Date::parse(&decade(value).unwrap_or_else(|| value.to_owned()));
        date.as_edtf().map(|_| (date.earliest(), date.latest())).ok_or_else(|| {
            format!("{value:?} is not a date; write a year, 1936-05, 193X or a range like 1930..1939")
        })
    };
    let (from, to) = match comparison {
        Comparison::Is(Wanted::Words(value)) => span(value)?,
        Comparison::Is(_) => {
            return Err("dates are asked for as years, 1936-05, 193X or 1930..1939".to_owned());
        }
        Comparison::Between(from, to) => (
            from.as_deref().map(span).transpose()?.and_then(|(earliest, _)| earliest),
            to.as_deref().map(span).transpose()?.and_then(|(_, latest)| latest),
        ),
        Comparison::Below(value) => (None, span(value)?.0.map(|day| day - 1)),
        Comparison::AtMost(value) => (None, span(value)?.1),
        Comparison::Above(value) => (span(value)?.1.map(|day| day + 1), None),
        Comparison::AtLeast(value) => (span(value)?.0, None),
    };
    if let (Comparison::Between(Some(first), Some(last)), Some(from), Some(to)) = (comparison, from, to)
        && from > to
    {
        return Err(turned_range(first, last));
    }
    let mut condition = Condition::new(format!("({column} IS NOT NULL"), Vec::new());
    if let Some(day) = from {
        condition.sql.push_str(&format!(" AND coalesce({column}_latest, {column}_earliest) >= ?"));
        condition.arguments.push(Argument::Integer(day));
    }
    if let Some(day) = to {
        condition.sql.push_str(&format!(" AND coalesce({column}_earliest, {column}_latest) <= ?"));
        condition.arguments.push(Argument::Integer(day));
    }
    condition.sql.push(')');
    Ok((condition, Test::Days(from, to)))
}

/// A decade or century as it is written elsewhere, in EDTF: `1930s`, as `count --by decade` has it, `193x`, `193?` and
/// `19??`.
fn decade(value: &str) -> Option<String> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(years) = value.strip_suffix("0s").filter(|years| years.len() == 3 && digits(years)) {
        return Some(format!("{years}X"));
    }
    let years = value.trim_end_matches(['x', 'X', '?', 'u']);
    let open = value.len() - years.len();
    (value.len() == 4 && matches!(open, 1 | 2) && digits(years)).then(|| years.to_owned() + &"X".repeat(open))
}

/// Days and times that are kept as texts which sort as they follow one another: `2026-11-22T10:00:00Z`, EDTF without
/// signs. A shorter text stands for all that begins with it.
pub(super) fn times(column: &str, comparison: &Comparison) -> Result<Condition, String> {
    let dated = |value: &String| match Date::from_edtf(value) {
        Ok(_) => Ok(value.clone()),
        Err(_) => Err(format!("{value:?} is not a date; write a year, 2026-11 or 2026-11-22")),
    };
    // As many characters of the column as the text has that it is compared with.
    let part = format!("substr({column}, 1, length(?))");
    let compared = |sign: &str, value: &String| {
        let value = dated(value)?;
        Ok(Condition::new(format!("{part} {sign} ?"), vec![text(&value), text(&value)]))
    };
    match comparison {
        Comparison::Is(Wanted::Words(value)) => compared("=", value),
        Comparison::Is(_) => Err("dates are asked for as years, 2026-11 or 2026-11-22".to_owned()),
        // Texts that sort as they follow one another; of one that begins as the other does, neither comes before.
        Comparison::Between(Some(from), Some(to)) if from > to && !from.starts_with(to.as_str()) => {
            Err(turned_range(from, to))
        }
        Comparison::Between(from, to) => {
            let from = from.iter().map(|from| compared(">=", from));
            let to = to.iter().map(|to| compared("<=", to));
            Ok(Condition::all(from.chain(to).collect::<Result<_, String>>()?))
        }
        Comparison::Below(value) => compared("<", value),
        Comparison::AtMost(value) => compared("<=", value),
        Comparison::Above(value) => compared(">", value),
        Comparison::AtLeast(value) => compared(">=", value),
    }
}
