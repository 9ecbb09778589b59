//! Values ⇄ what stands under a key, by its shape.

use serde_json::{Value as Json, json};

use super::text::{Braces, escaped, from_chunks, to_chunks};
use super::{dates, text};
use crate::fields::hayagriva::{HayagrivaField, Shape, key};
use crate::fields::{Kind, row};
use crate::formats::csl::text::{
    bare_doi, join_list, join_title, pages_from_csl, pages_to_csl, without_nocase,
};
use crate::formats::yaml::canonical;
use crate::model::{Date, Field, Place, Reference, Value, language, title};

/// The value of a field as it stands in a file; `None` where hayagriva could not read it.
pub(super) fn spell(reference: &Reference, field: &HayagrivaField) -> Option<Json> {
    let value = reference.fields.get(field.place, field.field);
    if field.shape == Shape::Title {
        return spell_title(reference, field.place, value);
    }
    let value = value?;
    let spelled = match field.shape {
        Shape::Title | Shape::Text => {
            let text = text_of(value);
            match has_markup(field) {
                true => to_chunks(&text).into(),
                false => escaped(&text).into(),
            }
        }
        Shape::Date => dates::write(&date_of(value))?,
        Shape::Number => number(&plain(field, value)),
        Shape::Pages => number(&pages_to_csl(&plain(field, value))),
        Shape::Count => Json::from(count(&plain(field, value))?),
        Shape::Language => value.as_list().first().filter(|tag| is_language(tag))?.as_str().into(),
        Shape::Url => value.as_text().filter(|url| is_url(url))?.into(),
        Shape::Duration => value.as_text().filter(|text| is_duration(text))?.into(),
        Shape::Characters if field.field == Field::Doi => {
            value.as_list().first().cloned().map(bare_doi)?.into()
        }
        Shape::Characters => value.as_list().first().map(String::as_str)?.into(),
    };
    (spelled != json!("")).then_some(spelled)
}

fn spell_title(reference: &Reference, place: Place, own: Option<&Value>) -> Option<Json> {
    let subtitle = reference.fields.text(place, Field::Subtitle);
    if own.is_none() && subtitle.is_none() {
        return None;
    }
    let own = own.map_or_else(String::new, Value::to_display);
    let own = to_chunks(&own);
    let subtitle = to_chunks(subtitle.unwrap_or_default());
    let joined = join_title(&own, &subtitle);
    // Styles would change the case of a foreign title.
    let joined =
        if place == Place::Original { format!("{{{}}}", joined.replace(['{', '}'], "")) } else { joined };
    Some(joined.into())
}

fn has_markup(field: &HayagrivaField) -> bool {
    row(field.place, field.field).is_some_and(|row| row.kind.has_markup())
}

fn text_of(value: &Value) -> String {
    match value {
        Value::List(list) => join_list(list),
        other => other.to_display(),
    }
}

fn plain(field: &HayagrivaField, value: &Value) -> String {
    let text = value.to_display();
    if has_markup(field) { title::plain(&text).into_owned() } else { text }
}

fn date_of(value: &Value) -> Date {
    value.as_date().cloned().unwrap_or_else(|| Date::parse(&value.to_display()))
}

fn number(text: &str) -> Json {
    count(text).map_or_else(|| text.into(), Json::from)
}

/// A whole number that fits.
fn count(text: &str) -> Option<i64> {
    canonical(text).filter(|number| (0..=i64::from(i32::MAX)).contains(number))
}

/// Whether a tag is a language identifier of Unicode: language, script, region, variants.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-').peekable();
    let letters = |part: &str, lengths: &[usize]| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let digits = |part: &str| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.next().is_some_and(|part| letters(part, &[2, 3])) {
        return false;
    }
    parts.next_if(|part| letters(part, &[4]));
    parts.next_if(|part| letters(part, &[2]) || digits(part));
    let mut variants: Vec<&str> = parts.collect();
    let is_variant = |part: &&str| {
        part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && ((5..=8).contains(&part.len())
                || (part.len() == 4 && part.starts_with(|c: char| c.is_ascii_digit())))
    };
    let all = variants.iter().all(is_variant);
    let length = variants.len();
    variants.sort_unstable();
    variants.dedup();
    all && variants.len() == length
}

/// Whether an address is surely one for the crate that hayagriva reads it with: a scheme and a host of letters
/// that no rule of numbers or of other scripts applies to.
fn is_url(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    if !matches!(scheme, "http" | "https" | "ftp") || url.chars().any(char::is_control) {
        return false;
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with("xn--")
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    host.split('.').all(is_label)
        && last.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !url.contains('\\')
}

/// `MM:SS`, with hours, days or thousandths at will.
fn is_duration(text: &str) -> bool {
    let (whole, thousandths) = text.split_once(',').unwrap_or((text, "0"));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = whole.split(':').collect();
    (2..=4).contains(&parts.len())
        && parts[0].len() <= 4
        && parts.iter().all(|part| part.len() >= 2 && digits(part))
        && parts[1..].iter().all(|part| part.len() == 2)
        && !thousandths.is_empty()
        && digits(thousandths)
}

/// The value that stands under a key; `None` when it has no shape that the field can have.
pub(super) fn read(field: &HayagrivaField, value: &Json) -> Option<Value> {
    let row = row(field.place, field.field)?;
    let wrap = |text: String| match row.kind.is_list() {
        true => Value::List(vec![text]),
        false => Value::Text(text),
    };
    Some(match field.shape {
        Shape::Date => dates::read(value)?.into(),
        Shape::Title if field.place == Place::Original => {
            wrap(without_nocase(&formattable(value, row.kind)?).to_owned())
        }
        Shape::Title | Shape::Text => wrap(formattable(value, row.kind)?),
        Shape::Pages => wrap(pages_from_csl(&scalar(value)?)),
        Shape::Language => wrap(language::from_any(&scalar(value)?).or_else(|| scalar(value))?),
        Shape::Number | Shape::Count if row.kind.has_markup() => {
            wrap(title::escape(&scalar(value)?).into_owned())
        }
        Shape::Characters if field.field == Field::Doi => wrap(bare_doi(scalar(value)?)),
        _ => wrap(scalar(value)?),
    })
}

fn scalar(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A formattable string, also one in a map with `value` and `verbatim`.
fn formattable(value: &Json, kind: Kind) -> Option<String> {
    let braces = if kind == Kind::Title { Braces::KeepCase } else { Braces::Nothing };
    let marked = match value {
        Json::Object(map) => {
            let inner = scalar(map.get(key::VALUE)?)?;
            let is_verbatim = map.get(key::VERBATIM) == Some(&json!(true));
            if map.keys().any(|name| ![key::VALUE, key::VERBATIM].contains(&name.as_str())) {
                return None;
            }
            match is_verbatim {
                true if braces == Braces::KeepCase => text::verbatim(&inner),
                true => title::escape(&inner).into_owned(),
                false => from_chunks(&inner, braces),
            }
        }
        other => from_chunks(&scalar(other)?, braces),
    };
    Some(if kind.has_markup() { marked } else { title::plain(&marked).into_owned() })
}
