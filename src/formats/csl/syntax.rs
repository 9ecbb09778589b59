//! The syntax of JSON, value by value.

use serde_json::value::RawValue;

/// The value that a text begins with. Its syntax is checked to the end and without recursion.
pub(super) fn value_at(text: &str) -> Result<&str, serde_json::Error> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    match values.next() {
        Some(value) => value.map(RawValue::get),
        None => Ok(""),
    }
}

/// What was seen of a value.
pub(super) struct Looked {
    /// Where commas stand before closing brackets.
    pub(super) commas: Vec<usize>,
    /// How far it was looked at: to its end, if that was found.
    pub(super) looked_at: usize,
}

/// Looks for commas before closing brackets in the object that a text begins with.
pub(super) fn surplus_commas(text: &str) -> Looked {
    let mut commas = Vec::new();
    let (mut depth, mut comma) = (0_usize, None);
    let (mut is_in_text, mut is_escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        if is_in_text {
            is_in_text = is_escaped || byte != b'"';
            is_escaped = byte == b'\\' && !is_escaped;
            continue;
        }
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                commas.extend(comma);
                depth = depth.saturating_sub(1);
            }
            b'"' => is_in_text = true,
            _ => {}
        }
        if depth == 0 {
            return Looked { commas, looked_at: at + 1 };
        }
        if !byte.is_ascii_whitespace() {
            comma = (byte == b',').then_some(at);
        }
    }
    Looked { commas: Vec::new(), looked_at: text.len() }
}

/// The name of a member that a text begins with, and how far it is to the value.
pub(super) fn key_at(text: &str) -> Option<(String, usize)> {
    let spelled = text.starts_with('"').then(|| value_at(text).ok()).flatten()?;
    let key = serde_json::from_str(spelled).ok()?;
    let rest = &text[spelled.len()..];
    let value = rest.trim_start().strip_prefix(':')?.trim_start();
    Some((key, text.len() - value.len()))
}

/// The message of a syntax error without its place, which a problem has of its own.
pub(super) fn reason_of(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(end) => message[..end].to_owned(),
        None => message,
    }
}

/// The place of a syntax error in the text that was read.
pub(super) fn offset_of(text: &str, error: &serde_json::Error) -> usize {
    let mut start = 0;
    for _ in 1..error.line() {
        match text[start..].find('\n') {
            Some(newline) => start += newline + 1,
            None => break,
        }
    }
    (start + error.column()).min(text.len())
}

/// The id of an item with a syntax error.
pub(super) fn visible_id(text: &str) -> Option<String> {
    let at = text.find("\"id\"")?;
    let (_, value) = key_at(&text[at..])?;
    let value = value_at(&text[at + value..]).ok()?;
    match serde_json::from_str(value).ok()? {
        serde_json::Value::String(id) => Some(id),
        serde_json::Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}
