//! CSL-JSON as the engine can take it: nothing that it refuses or panics on.

use std::collections::BTreeMap;

use hayagriva::citationberg::json;
use serde_json::{Map, Value};

use super::{
    stand_ins::{Mark, Years, is_reserved, kept, unkept},
    style::Lent,
};

/// A CSL item: a JSON object with the variables of CSL 1.0.2.
pub type CslItem = Map<String, Value>;

/// Where items without a date are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undated {
    /// After those with one.
    Last,
    /// Where the style says.
    AsStyled,
}

/// A year after all others.
const FAR_YEAR: i16 = 19_999;

fn plain_date(parts: Vec<i16>) -> json::DateValue {
    json::DateValue::DateParts {
        date_parts: json::VecDateRange(vec![json::VecDate(parts)]),
        literal: None,
        season: None,
        circa: false,
    }
}

/// What the engine is given for an item to sort it: no marks, no punctuation before the first word, and ranges by their
/// beginning.
pub fn for_sorting(item: &CslItem, lent: &Lent, undated: Undated) -> json::Item {
    let mut years = Years::default();
    let mut given = guarded(item, lent, &mut years);
    if undated == Undated::Last && !given.0.contains_key("issued") {
        given.0.insert("issued".to_owned(), json::Value::Date(plain_date(vec![FAR_YEAR])));
    }
    for (variable, value) in &mut given.0 {
        match value {
            json::Value::String(text) if !VERBATIM.contains(&variable.as_str()) => {
                let plain: String =
                    text.chars().filter(|c| Mark::of(*c).is_none()).map(|c| unkept(c).unwrap_or(c)).collect();
                *text = plain.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned();
            }
            json::Value::Date(json::DateValue::DateParts { date_parts, .. }) => {
                let start = item.get(variable).and_then(|date| date.get("date-parts")?.get(0)?.as_array());
                let is_range = item.get(variable).and_then(|date| date.get("date-parts")?.get(1)).is_some();
                let mut parts: Vec<i16> = start
                    .map(|parts| parts_of(parts))
                    .unwrap_or_default()
                    .iter()
                    .filter_map(|part| i16::try_from(*part).ok())
                    .collect();
                // What goes on from a year comes after what was then.
                if is_range && parts.len() == 1 {
                    parts.extend([12, 31]);
                }
                if !parts.is_empty() {
                    *date_parts = json::VecDateRange(vec![json::VecDate(parts)]);
                }
            }
            _ => {}
        }
    }
    given
}

/// Leaves out the names that a list does not print: "et al." is nothing to sort by.
pub fn shorten_names(item: &mut json::Item, least: usize, first: usize) {
    for value in item.0.values_mut() {
        if let json::Value::Names(names) = value
            && names.len() >= least
        {
            names.truncate(first);
        }
    }
}

/// An item with a date and nothing else.
pub fn dated() -> json::Item {
    let date = json::Value::Date(plain_date(vec![1]));
    let book = json::Value::String("book".to_owned());
    json::Item(BTreeMap::from([("issued".to_owned(), date), ("type".to_owned(), book)]))
}

/// What the engine is given for an item.
pub fn guarded(item: &CslItem, lent: &Lent, years: &mut Years) -> json::Item {
    let mut given = BTreeMap::new();
    for (variable, value) in item {
        let value = match value {
            // What stands in `custom` is nobody's variable; the other has a use of its own in prepared styles.
            Value::Object(_) if variable == "custom" => None,
            _ if lent.names().contains(variable) => None,
            Value::Object(date) => guarded_date(date, years).map(json::Value::Date),
            Value::Array(names) => guarded_names(names),
            Value::String(text) => Some(guarded_text(variable, text, years)),
            Value::Number(number) => Some(match number.as_i64() {
                // The engine counts in 32 bits without a sign.
                Some(whole) if u32::try_from(whole).is_ok() => json::Value::Number(whole),
                _ => json::Value::String(number.to_string()),
            }),
            Value::Bool(_) | Value::Null => None,
        };
        if let Some(value) = value {
            given.insert(variable.clone(), value);
        }
    }
    for (role, lent) in [("editor", lent.has_editor), ("translator", lent.has_translator)] {
        if given.contains_key(role) {
            given.insert(lent.to_string(), json::Value::String("1".to_owned()));
        }
    }
    if let Some(year) = item.get("issued").and_then(Value::as_object).and_then(year_of) {
        given.insert(lent.year.to_string(), json::Value::String(without_reserved(&year)));
    }
    json::Item(given)
}

/// The years of a date as they are printed.
fn year_of(date: &CslItem) -> Option<String> {
    let ends = ends_of(date);
    match ends.as_slice() {
        [] => ["literal", "raw"].iter().find_map(|name| date.get(*name)?.as_str()).map(str::to_owned),
        [one] => one.first().map(|year| year_text(*year)),
        [start, end, ..] => Some(years_text(*start.first()?, end.first().copied().unwrap_or(0))),
    }
}

/// Variables whose text is an address or a code and never markup.
const VERBATIM: [&str; 8] = ["id", "type", "language", "URL", "DOI", "ISBN", "ISSN", "citation-key"];

fn guarded_text(variable: &str, text: &str, years: &mut Years) -> json::Value {
    if VERBATIM.contains(&variable) {
        return json::Value::String(without_reserved(text));
    }
    let mut given = marked(text);
    if !NUMBERS.contains(&variable) {
        return json::Value::String(given);
    }
    if !is_numeric(text) || variable == "page" && has_leading_zero(text) {
        given = given.chars().map(|c| if c == '-' && is_numeric(text) { '–' } else { kept(c) }).collect();
    } else if has_leading_zero(text) {
        given = with_zeros(text, years);
    }
    json::Value::String(given)
}

/// Variables that the engine reads as numbers, whose zeros it would leave out.
const NUMBERS: [&str; 9] = [
    "page",
    "page-first",
    "number",
    "volume",
    "issue",
    "chapter-number",
    "collection-number",
    "edition",
    "number-of-pages",
];

fn has_leading_zero(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() > 1 && digits.starts_with('0'))
}

/// Numbers with years in the place of those that begin with a zero.
fn with_zeros(text: &str, years: &mut Years) -> String {
    let parts = text.split_inclusive(|c: char| !c.is_ascii_digit());
    parts
        .map(|part| {
            let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
            match years.standing_for(digits).filter(|_| digits.len() > 1 && digits.starts_with('0')) {
                Some(year) => format!("{year}{}", &part[digits.len()..]),
                None => part.to_owned(),
            }
        })
        .collect()
}

/// Whether CSL takes a text for numbers: with at most one letter before or behind each, parted by hyphens, commas or
/// ampersands (CSL 1.0.2, "is-numeric").
fn is_numeric(text: &str) -> bool {
    let is_number = |part: &str| {
        let part = part.trim().trim_matches(char::is_alphabetic);
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    text.split(['-', '–', ',', '&']).all(is_number)
}

fn without_reserved(text: &str) -> String {
    text.chars().filter(|c| !is_reserved(*c)).collect()
}

/// The tags that CSL knows in values, with what they mean.
const TAGS: [(&str, Option<Mark>, &str, Option<Mark>); 6] = [
    ("<i>", Some(Mark::ItalicOn), "</i>", Some(Mark::ItalicOff)),
    ("<b>", Some(Mark::BoldOn), "</b>", Some(Mark::BoldOff)),
    ("<sup>", Some(Mark::SuperscriptOn), "</sup>", Some(Mark::BaselineOn)),
    ("<sub>", Some(Mark::SubscriptOn), "</sub>", Some(Mark::BaselineOn)),
    (
        "<span style=\"font-variant:small-caps;\">",
        Some(Mark::SmallCapsOn),
        "</span>",
        Some(Mark::SmallCapsOff),
    ),
    ("<span class=\"nocase\">", None, "</span>", None),
];

/// A text with marks in the place of CSL's tags. A tag without its partner is text.
fn marked(text: &str) -> String {
    // Where the last end of each tag stands, so that nobody looks through the whole text for every beginning.
    let last_ends = TAGS.map(|tag| text.rfind(tag.2));
    let mut given = String::with_capacity(text.len());
    let mut open: Vec<usize> = Vec::new();
    let mut kept_depth = 0_usize;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '<' {
            let behind = |tag: &str| text.len() - rest.len() + tag.len();
            if let Some((index, tag)) = TAGS.iter().enumerate().find(|(_, tag)| rest.starts_with(tag.0))
                && last_ends[index].is_some_and(|end| end >= behind(tag.0))
            {
                open.push(index);
                given.extend(tag.1.map(Mark::sign));
                kept_depth += usize::from(tag.1.is_none());
                rest = &rest[tag.0.len()..];
                continue;
            }
            if let Some(index) = open.last().copied()
                && rest.starts_with(TAGS[index].2)
            {
                open.pop();
                given.extend(TAGS[index].3.map(Mark::sign));
                kept_depth -= usize::from(TAGS[index].1.is_none());
                rest = &rest[TAGS[index].2.len()..];
                continue;
            }
        }
        if !is_reserved(c) {
            given.push(if kept_depth > 0 { kept(c) } else { c });
        }
        rest = &rest[c.len_utf8()..];
    }
    for index in open.into_iter().rev() {
        given.extend(TAGS[index].3.map(Mark::sign));
    }
    given
}

fn guarded_names(names: &[Value]) -> Option<json::Value> {
    let names: Vec<json::NameValue> =
        names.iter().filter_map(Value::as_object).filter_map(guarded_name).collect();
    (!names.is_empty()).then_some(json::Value::Names(names))
}

fn guarded_name(name: &CslItem) -> Option<json::NameValue> {
    let part = |part: &str| {
        let text = without_reserved(name.get(part)?.as_str()?);
        (!text.trim().is_empty()).then_some(text)
    };
    if let Some(literal) = part("literal") {
        return Some(json::NameValue::Literal(json::LiteralName { literal }));
    }
    let (family, given) = (part("family"), part("given"));
    let particles = (part("non-dropping-particle"), part("dropping-particle"));
    let Some(family) = family else {
        return given.map(|literal| json::NameValue::Literal(json::LiteralName { literal }));
    };
    // Without particles of its own the engine looks for them in the family name, in small letters.
    let family = match &particles {
        (None, None) => with_words_kept(&family),
        _ => family,
    };
    Some(json::NameValue::Item(json::NameItem {
        family,
        given,
        non_dropping_particle: particles.0,
        dropping_particle: particles.1,
        suffix: part("suffix"),
        comma_suffix: name.get("comma-suffix").and_then(Value::as_bool),
    }))
}

/// A name in which no word begins with a small letter for the engine.
fn with_words_kept(name: &str) -> String {
    let mut is_start = true;
    let mut given = String::with_capacity(name.len());
    for c in name.chars() {
        if is_start && c.is_lowercase() {
            given.push(Mark::Literal.sign());
        }
        given.push(c);
        is_start = c.is_whitespace();
    }
    given
}

/// The parts of one end of a date.
type Parts = Vec<i64>;

fn guarded_date(date: &CslItem, years: &mut Years) -> Option<json::DateValue> {
    let circa = match date.get("circa") {
        Some(Value::Bool(circa)) => *circa,
        Some(Value::Number(number)) => number.as_i64() != Some(0),
        Some(Value::String(text)) => !text.is_empty() && text != "false",
        _ => false,
    };
    let season = date.get("season").and_then(|season| match season {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    });
    let ends = ends_of(date);
    let literal = ["literal", "raw"].iter().find_map(|name| date.get(*name)?.as_str());
    let parts = match (ends.as_slice(), literal) {
        ([], Some(text)) => vec![years.standing_for(&without_reserved(text))?],
        ([one], _) => single(one, years)?,
        ([start, end, ..], _) => range(start, end, years)?,
        ([], None) => return None,
    };
    Some(json::DateValue::DateParts {
        date_parts: json::VecDateRange(vec![json::VecDate(parts)]),
        literal: None,
        season: season.filter(|season| (1..=4).contains(season)).map(|season| season.to_string()),
        circa,
    })
}

/// The beginning of a date, and its end if it has one.
fn ends_of(date: &CslItem) -> Vec<Parts> {
    let parts = date.get("date-parts").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let ends = parts.iter().filter_map(Value::as_array).map(|parts| parts_of(parts));
    ends.filter(|parts| !parts.is_empty()).collect()
}

fn parts_of(parts: &[Value]) -> Parts {
    let number = |part: &Value| match part {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    parts.iter().map_while(number).take(3).collect()
}

/// A date that the engine prints itself, save for years that it prints wrongly.
fn single(parts: &Parts, years: &mut Years) -> Option<Vec<i16>> {
    let year = *parts.first()?;
    // The engine's year before 1 is one more than that of CSL.
    let year = match i16::try_from(year) {
        Ok(year) if year < 0 => year + 1,
        Ok(year) if year < 20_000 => year,
        _ => years.standing_for(&year.to_string())?,
    };
    let small = months_and_days(parts.get(1..).unwrap_or_default());
    Some(std::iter::once(year).chain(small).collect())
}

/// A range goes through the engine as its beginning, with one year that stands for the years of both ends where they
/// differ. What else there is of the end is put in later (`ranges`).
fn range(start: &Parts, end: &Parts, years: &mut Years) -> Option<Vec<i16>> {
    let (first, last) = (*start.first()?, end.first().copied().unwrap_or(0));
    if first == last && has_months(start, end) {
        return single(start, years);
    }
    let year = years.standing_for(&years_text(first, last))?;
    let small = if has_months(start, end) { &start[1..] } else { &[] };
    Some(std::iter::once(year).chain(months_and_days(small)).collect())
}

/// Whether both ends of a range have a month, and a day or none; an open end has what the beginning has.
fn has_months(start: &Parts, end: &Parts) -> bool {
    let is_whole =
        |parts: &Parts| months_and_days(parts.get(1..).unwrap_or_default()).count() + 1 == parts.len();
    let is_open = end.first() == Some(&0);
    start.len() > 1 && is_whole(start) && (is_open || start.len() == end.len() && is_whole(end))
}

/// The month and the day of what follows a year, as far as the calendar has them.
fn months_and_days(parts: &[i64]) -> impl Iterator<Item = i16> {
    let small = parts.iter().filter_map(|part| i16::try_from(*part).ok());
    small.zip([1..=12, 1..=31]).take_while(|(part, limits)| limits.contains(part)).map(|(part, _)| part)
}

/// The item with the ends of its ranges of months and days in their place; nothing where it has none. An open range
/// ends with its beginning.
pub fn with_ends(item: &CslItem) -> Option<CslItem> {
    let end_of = |value: &Value| match ends_of(value.as_object()?).as_slice() {
        [start, end, ..] if has_months(start, end) => {
            Some(if end.first() == Some(&0) { start.clone() } else { end.clone() })
        }
        _ => None,
    };
    let ends: Vec<(&String, Parts)> =
        item.iter().filter_map(|(variable, value)| Some((variable, end_of(value)?))).collect();
    if ends.is_empty() {
        return None;
    }
    let mut ended = item.clone();
    for (variable, end) in ends {
        if let Some(date) = ended.get_mut(variable).and_then(Value::as_object_mut) {
            date.insert("date-parts".to_owned(), serde_json::json!([end]));
        }
    }
    Some(ended)
}

/// A range of years; an open end has the year 0.
fn years_text(first: i64, last: i64) -> String {
    match last {
        0 => format!("{}–", year_text(first)),
        _ if first == last => year_text(first),
        _ => format!("{}–{}", year_text(first), year_text(last)),
    }
}

fn year_text(year: i64) -> String {
    if year < 0 { format!("{}BC", -year) } else { year.to_string() }
}
