//! Private fields, in which our reader finds again what the format has no public field for.
//!
//! BibTeX passes over fields it does not know, so there an escape is one: `x-series-editor = {!:…}`. biber warns of
//! them but not of annotations, so in BibLaTeX it is a literal annotation of the title:
//! `title+an:x-series-editor = {="…"}` (manual, section 3.7). Both are read in both.
//!
//! What stands inside is TeX as in a public field or, where TeX would not give the value back to the letter, the
//! value itself after `!=`. In either `!XX` is the byte with that hexadecimal number: `;` and `"` end an annotation,
//! and `%` and `#` would break the .bbl file that the annotation is copied into.

use foldhash::HashSet;

use super::resolve::RawValue;
use crate::{
    fields::row,
    model::{Date, Ending, Field, Name, NameList, Place, Value},
};
const PREFIX: &str = "x-";
const ANNOTATION: &str = "+an:";

/// Begins a value that is no TeX.
const EXACT: &str = "!=";
/// Begins any other value in a field of its own, so that nobody's field of that name is taken for ours.
const MARK: &str = "!:";
/// Between the items of a list.
const ITEM: &str = "!,";
/// Between the parts of a name.
const PART: &str = "!/";
/// After a list of names that goes on, or whose people are not named.
const OTHERS: &str = "!+";
const NOT_NAMED: &str = "!-";

/// Whether a field of this name (in lower case) holds an escape.
pub(super) fn is_escape(name: &str) -> bool {
    escape_name(name).is_some()
}

/// The name of the escape that a field holds: `x-…`.
pub(super) fn escape_name(name: &str) -> Option<&str> {
    let inner = match name.rfind(ANNOTATION) {
        Some(at) => &name[at + ANNOTATION.len()..],
        None => name,
    };
    (inner.len() > PREFIX.len() && inner.starts_with(PREFIX)).then_some(inner)
}

/// The names of the escapes among fields.
pub(super) fn names(fields: &[RawValue]) -> HashSet<String> {
    let found = fields.iter().filter(|field| is_marked(&field.name, &field.value));
    found.filter_map(|field| escape_name(&field.name)).map(str::to_owned).collect()
}

/// What stands inside a field that holds an escape.
pub(super) fn inside<'v>(name: &str, value: &'v str) -> &'v str {
    if !name.contains(ANNOTATION) {
        return value.strip_prefix(MARK).unwrap_or(value);
    }
    // biber leaves the quotation marks away when it writes a .bib file itself.
    let inside = value.trim().strip_prefix('=').unwrap_or(value);
    inside.strip_prefix('"').and_then(|inside| inside.strip_suffix('"')).unwrap_or(inside)
}

/// Whether only we write such a field.
pub(super) fn is_marked(name: &str, value: &str) -> bool {
    name.contains(ANNOTATION) || value.starts_with(MARK) || value.starts_with(EXACT)
}

/// The value of a field that holds an escape.
pub(super) fn marked(inside: &str) -> String {
    if inside.starts_with(EXACT) { inside.to_owned() } else { format!("{MARK}{inside}") }
}

/// The name and value of the annotation that holds an escape.
pub(super) fn annotation(escape: &str, inside: &str) -> (String, String) {
    let title = row(Place::Here, Field::Title).and_then(|row| row.biblatex.written).unwrap_or_default();
    (format!("{title}{ANNOTATION}{escape}"), format!("=\"{inside}\""))
}

/// TeX as it stands in an escape.
pub(super) fn from_tex(tex: &str) -> String {
    let mut inside = String::with_capacity(tex.len());
    let mut is_escaped = false;
    for character in tex.chars() {
        match character {
            '!' | ';' | '"' | '\n' | '\r' => push_encoded(&mut inside, character),
            '%' | '#' if !is_escaped => push_encoded(&mut inside, character),
            _ => inside.push(character),
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    inside
}

/// The TeX that stands in an escape, unless a value without TeX does.
pub(super) fn to_tex(inside: &str) -> Option<String> {
    (!inside.starts_with(EXACT)).then(|| decoded(inside))
}

/// A text without markup to the letter.
pub(super) fn from_text(text: &str) -> String {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:+*/ ".contains(&byte);
    let is_trimmed = text.trim() == text && !text.contains("  ");
    if is_trimmed && !text.is_empty() && text.bytes().all(is_word) {
        return text.to_owned();
    }
    from_value(&Value::Text(text.to_owned()))
}

/// The text that [`from_text`] spelled.
pub(super) fn to_text(inside: &str) -> Option<String> {
    match to_value(inside) {
        Some(Value::Text(text)) => Some(text),
        Some(_) => None,
        None => to_tex(inside),
    }
}

/// A value to the letter.
pub(super) fn from_value(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("{EXACT}t:{}", encoded(text)),
        Value::Date(date) => format!("{EXACT}d:{}", encoded(date.as_str())),
        Value::List(list) => {
            format!("{EXACT}l:{}", list.iter().map(|item| encoded(item)).collect::<Vec<_>>().join(ITEM))
        }
    }
}

/// The value that stands in an escape to the letter.
pub(super) fn to_value(inside: &str) -> Option<Value> {
    let (tag, rest) = inside.strip_prefix(EXACT)?.split_once(':')?;
    match tag {
        "t" => Some(Value::Text(decoded(rest))),
        "d" => Some(Value::Date(Date::parse(&decoded(rest)))),
        "l" => Some(Value::List(rest.split(ITEM).map(decoded).collect())),
        _ => None,
    }
}

/// JSON to the letter.
pub(super) fn from_json(json: &serde_json::Value) -> String {
    format!("{EXACT}j:{}", encoded(&json.to_string()))
}

/// The JSON that stands in an escape.
pub(super) fn to_json(inside: &str) -> Option<serde_json::Value> {
    let json = inside.strip_prefix(EXACT)?.strip_prefix("j:")?;
    serde_json::from_str(&decoded(json)).ok()
}

/// Names to the letter.
pub(super) fn from_names(list: &NameList) -> String {
    let name = |name: &Name| parts(name).map(encoded).join(PART);
    let names = list.names.iter().map(name).collect::<Vec<_>>().join(ITEM);
    let ending = match list.ending {
        Ending::Complete => "",
        Ending::AndOthers => OTHERS,
        Ending::NotNamed => NOT_NAMED,
    };
    format!("{EXACT}n:{names}{ending}")
}

/// The names that stand in an escape to the letter.
pub(super) fn to_names(inside: &str) -> Option<NameList> {
    let rest = inside.strip_prefix(EXACT)?.strip_prefix("n:")?;
    let (rest, ending) = if let Some(rest) = rest.strip_suffix(OTHERS) {
        (rest, Ending::AndOthers)
    } else if let Some(rest) = rest.strip_suffix(NOT_NAMED) {
        (rest, Ending::NotNamed)
    } else {
        (rest, Ending::Complete)
    };
    let names = rest.split(ITEM).filter(|_| !rest.is_empty()).map(|name| {
        let mut parts = name.split(PART).map(decoded);
        let mut next = || parts.next().unwrap_or_default();
        Name {
            family: next(),
            given: next(),
            non_dropping_particle: next(),
            dropping_particle: next(),
            suffix: next(),
            literal: next(),
        }
    });
    Some(NameList { names: names.collect(), ending })
}

fn parts(name: &Name) -> [&str; 6] {
    [
        &name.family,
        &name.given,
        &name.non_dropping_particle,
        &name.dropping_particle,
        &name.suffix,
        &name.literal,
    ]
}

/// Characters that mean themselves in TeX, in an annotation and to biber; all others as bytes.
fn encoded(text: &str) -> String {
    let mut inside = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut after_space = true;
    while let Some(character) = characters.next() {
        let is_kept = match character {
            ' ' => !after_space && characters.peek().is_some(),
            '!' | ';' | '"' | '%' | '#' | '{' | '}' | '\\' | '@' => false,
            _ => !character.is_control() && !character.is_whitespace(),
        };
        after_space = character == ' ';
        if is_kept {
            inside.push(character);
        } else {
            push_encoded(&mut inside, character);
        }
    }
    inside
}

fn push_encoded(inside: &mut String, character: char) {
    for byte in character.to_string().bytes() {
        inside.push_str(&format!("!{byte:02X}"));
    }
}

/// The text with every `!XX` as its byte. A `!` before anything else stands for itself.
fn decoded(inside: &str) -> String {
    let mut bytes = Vec::with_capacity(inside.len());
    let mut rest = inside.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = (first == b'!').then(|| after.get(..2).and_then(hexadecimal)).flatten();
        bytes.push(code.unwrap_or(first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    match digits {
        [high, low] => Some(digit(*high)? * 16 + digit(*low)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_of_escapes() {
        let cases = [
            ("x-orig-title", Some("x-orig-title")),
            ("title+an:x-orig-title", Some("x-orig-title")),
            ("author+an:legal", None),
            ("x-", None),
            ("xdata", None),
        ];
        for (name, expected) in cases {
            assert_eq!(escape_name(name), expected, "{name}");
        }
    }

    #[test]
    fn percent_and_hash_of_tex_stay_behind_their_backslash() {
        assert_eq!(from_tex(r#"50\% \#1; % "so" \\%!"#), r#"50\% \#1!3B !25 !22so!22 \\!25!21"#);
    }

    proptest! {
        #[test]
        fn what_was_encoded_comes_back(text: String, list in prop::collection::vec(any::<String>(), 1..4)) {
            prop_assert_eq!(to_tex(&from_tex(&text)), Some(text.clone()));
            for value in [Value::Text(text.clone()), Value::Date(Date::parse(&text)), Value::List(list)] {
                let inside = from_value(&value);
                let is_safe = !inside.contains(['"', ';', '%', '#', '{', '}', '\n']);
                prop_assert!(is_safe, "{}", inside);
                prop_assert_eq!(to_value(&inside), Some(value));
            }
        }
    }
}
