//! Nodes ⇄ values of JSON: what a plain scalar is in YAML 1.2, as far as bibliographies tell it from a text.

use serde_json::{Map, Value as Json};

use super::{Node, NodeValue, Out, OutMap, Style};

/// A node as a value. Of keys that stand more than once the last counts.
pub(in crate::formats) fn to_json(node: &Node) -> Json {
    match &node.value {
        NodeValue::Null => Json::Null,
        NodeValue::Text(text, style) => value_of(text, *style),
        NodeValue::List(items) => items.iter().map(to_json).collect(),
        NodeValue::Map(entries) => {
            let entries = entries.iter().map(|(key, node)| (key.text.clone(), to_json(node)));
            Json::Object(entries.collect::<Map<_, _>>())
        }
    }
}

/// A node as a value, with numbers that are not whole as numbers where they are in their usual spelling. For values
/// that belong to others and come back as they were.
pub(in crate::formats) fn to_exact_json(node: &Node) -> Json {
    match &node.value {
        NodeValue::Null => Json::Null,
        NodeValue::Text(text, style) => match value_of(text, *style) {
            Json::String(text) if *style != Style::Quoted => {
                usual_number(&text).unwrap_or(Json::String(text))
            }
            value => value,
        },
        NodeValue::List(items) => items.iter().map(to_exact_json).collect(),
        NodeValue::Map(entries) => {
            let entries = entries.iter().map(|(key, node)| (key.text.clone(), to_exact_json(node)));
            Json::Object(entries.collect::<Map<_, _>>())
        }
    }
}

/// The number that a text is the usual spelling of in JSON.
fn usual_number(text: &str) -> Option<Json> {
    let number: serde_json::Number = serde_json::from_str(text).ok()?;
    (number.to_string() == text).then_some(Json::Number(number))
}

/// What a scalar is: an integer in its usual spelling, a truth value, or the text that it looks like (`1.10`,
/// `007` and `no` are texts, so that they come back as they were).
pub(in crate::formats) fn value_of(text: &str, style: Style) -> Json {
    match (style, text) {
        (Style::Quoted, _) => text.into(),
        (_, "true" | "True" | "TRUE") => true.into(),
        (_, "false" | "False" | "FALSE") => false.into(),
        _ => canonical(text).map_or_else(|| text.into(), Json::from),
    }
}

/// The integer that a text is the usual spelling of.
pub(in crate::formats) fn canonical(text: &str) -> Option<i64> {
    text.parse::<i64>().ok().filter(|number| number.to_string() == text)
}

/// A value of JSON for writing. Texts that are dates by their looks stand without quotes, as others write them.
pub(in crate::formats) fn from_json(value: &Json) -> Out {
    match value {
        Json::Null => Out::Plain("null".into()),
        Json::Bool(true) => Out::Plain("true".into()),
        Json::Bool(false) => Out::Plain("false".into()),
        Json::Number(number) => Out::Plain(number.to_string().into()),
        Json::String(text) if is_date(text) => Out::Plain(text.clone().into()),
        Json::String(text) => Out::Text(text.clone()),
        Json::Array(items) => Out::List(items.iter().map(from_json).collect()),
        Json::Object(entries) => {
            let mut map = OutMap::default();
            for (key, value) in entries {
                map.push(key.clone(), from_json(value));
            }
            Out::Map(map)
        }
    }
}

/// `YYYY-MM` or `YYYY-MM-DD`.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes.len(), 7 | 10)
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}
