//! What differs between two states of editions and people, field by field and word by word.

use std::collections::BTreeMap;

use anstyle::{AnsiColor, Style};
use serde_json::{Value as Json, json};

use super::{
    extras,
    output::{Colour, KEY, Output},
    people, records,
    visible::visible,
};
use crate::{
    library::{Difference, Seen},
    model::tree::Agent,
};

/// An edition or a person with all fields that are not the same.
pub struct Entry {
    /// The key of the edition, or the person.
    pub name: String,
    /// What became of it: `changed`, or why it is told.
    pub what: String,
    /// Each field with its values before and after, where it had any.
    pub fields: Vec<(String, [Option<String>; 2])>,
}

/// What differs in editions and people, editions first.
pub fn entries(difference: &Difference) -> Vec<Entry> {
    let editions = difference.editions.iter().map(|(before, after)| {
        let name = after.as_ref().or(before.as_ref()).map(|seen| seen.whole.edition.key.clone());
        entry(name, [before.as_ref().map(edition), after.as_ref().map(edition)])
    });
    let people = difference.people.iter().map(|(before, after): &(Option<Agent>, Option<Agent>)| {
        let name = after.as_ref().or(before.as_ref()).map(|agent| format!("person {}", agent.handle));
        entry(name, [before.as_ref().map(people::identity), after.as_ref().map(people::identity)])
    });
    editions.chain(people).filter(|entry| !entry.fields.is_empty()).collect()
}

/// In what two editions differ, told of the second; not where each is known from, which is never the same.
pub fn between_editions(one: &Seen, other: &Seen) -> Entry {
    let record = |seen| Some(with_extras(records::edition(seen), seen));
    entry(Some(other.whole.edition.key.clone()), [record(one), record(other)])
}

/// The record of an edition with each extra under its own name, and with its evidence.
fn edition(seen: &Seen) -> Json {
    with_extras(records::edition_with_evidence(seen), seen)
}

fn with_extras(mut record: Json, seen: &Seen) -> Json {
    let edition = &seen.whole.edition;
    if let Some(fields) = record.as_object_mut() {
        fields.remove("extras");
        for extra in &edition.extras {
            let (label, value) = extras::row(extra, &edition.key);
            let known = fields.get(&label).and_then(Json::as_str).map(|known| format!("{known}; {value}"));
            fields.insert(label, known.unwrap_or(value).into());
        }
    }
    record
}

fn entry(name: Option<String>, states: [Option<Json>; 2]) -> Entry {
    let what = match &states {
        [None, _] => "added",
        [_, None] => "removed",
        _ => "changed",
    };
    let [before, after] = states.map(|state| {
        let mut fields = BTreeMap::new();
        flatten(String::new(), &state.unwrap_or(Json::Null), &mut fields);
        fields
    });
    let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let fields = names.into_iter().filter_map(|name| {
        let values = [before.get(name).cloned(), after.get(name).cloned()];
        (values[0] != values[1]).then(|| (name.clone(), values))
    });
    Entry { name: name.unwrap_or_default(), what: what.to_owned(), fields: fields.collect() }
}

/// The texts of a record by their paths: `work.title`. Lists are one text.
// Records are made here, and no deeper than a container in an edition.
fn flatten(path: String, json: &Json, fields: &mut BTreeMap<String, String>) {
    match json {
        Json::Null => {}
        Json::Object(object) => {
            for (name, value) in object {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                flatten(path, value, fields);
            }
        }
        other => {
            let text = text_of(other);
            if !text.is_empty() {
                fields.insert(path, text);
            }
        }
    }
}

fn text_of(json: &Json) -> String {
    match json {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(items) => items.iter().map(text_of).collect::<Vec<_>>().join("; "),
        Json::Object(object) => {
            let parts = object.iter().filter(|(_, value)| !value.is_null());
            parts.map(|(name, value)| format!("{name} {}", text_of(value))).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// How a field is shown that is otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// The line before and the line after.
    Lines,
    /// One line, with the words that went and that came.
    Words,
}

const WENT: Style = AnsiColor::Red.on_default().strikethrough();
const CAME: Style = AnsiColor::Green.on_default();

/// Writes what differs, for people.
pub fn write(entries: &[Entry], out: &mut Output) -> std::io::Result<()> {
    let form = match out.width() {
        Some(_) => Form::Words,
        None => Form::Lines,
    };
    for entry in entries {
        for line in lines(entry, form, out.colour()) {
            out.line(&line)?;
        }
    }
    Ok(())
}

fn lines(entry: &Entry, form: Form, colour: Colour) -> Vec<String> {
    let what = if entry.what == "changed" { String::new() } else { format!(" ({})", entry.what) };
    let mut lines = vec![format!("{}{what}", colour.paint(KEY, visible(&entry.name)))];
    for (name, values) in &entry.fields {
        match (form, values) {
            (Form::Words, [Some(before), Some(after)]) => {
                lines.push(format!("    {name}: {}", word_by_word(before, after, colour)));
            }
            _ => {
                let [before, after] = values;
                let line = |sign, style, value: &String| {
                    colour.paint(style, visible(&format!("  {sign} {name}: {value}")))
                };
                lines.extend(
                    before.iter().map(|value| line('-', WENT.effects(anstyle::Effects::new()), value)),
                );
                lines.extend(after.iter().map(|value| line('+', CAME, value)));
            }
        }
    }
    lines
}

/// Beyond this product of their numbers, words are not compared one by one.
const MOST_PAIRS: usize = 250_000;

/// The words of two texts, those that went and those that came in their colours, or in brackets where there are none.
fn word_by_word(before: &str, after: &str, colour: Colour) -> String {
    let words =
        |text: &str| text.split_whitespace().map(|word| visible(word).into_owned()).collect::<Vec<_>>();
    let (before, after) = (words(before), words(after));
    let mark = |style, [open, close]: [&str; 2], words: &[String]| match (words.is_empty(), colour) {
        (true, _) => None,
        (false, Colour::Styled) => Some(colour.paint(style, words.join(" "))),
        (false, Colour::Plain) => Some(format!("{open}{}{close}", words.join(" "))),
    };
    let mut shown = Vec::new();
    for (went, came, kept) in runs(&before, &after) {
        shown.extend(mark(WENT, ["[-", "-]"], went));
        shown.extend(mark(CAME, ["{+", "+}"], came));
        shown.extend((!kept.is_empty()).then(|| kept.join(" ")));
    }
    shown.join(" ")
}

/// Words that went, words that came, and words that both have, in turns.
fn runs<'a>(before: &'a [String], after: &'a [String]) -> Vec<(&'a [String], &'a [String], &'a [String])> {
    let mut runs = Vec::new();
    let (mut at, mut to) = (0, 0);
    for (one, other) in common(before, after).into_iter().chain([(before.len(), after.len())]) {
        let slice = |words: &'a [String], from: usize, end: usize| words.get(from..end).unwrap_or_default();
        let kept = slice(before, one, (one + 1).min(before.len()));
        runs.push((slice(before, at, one), slice(after, to, other), kept));
        (at, to) = (one + 1, other + 1);
    }
    runs
}

/// The places of the longest sequence of words that two texts share.
fn common(before: &[String], after: &[String]) -> Vec<(usize, usize)> {
    if before.len().saturating_mul(after.len()) > MOST_PAIRS {
        return Vec::new();
    }
    let width = after.len() + 1;
    let mut lengths = vec![0_u32; (before.len() + 1) * width];
    let get =
        |lengths: &[u32], one: usize, other: usize| lengths.get(one * width + other).copied().unwrap_or(0);
    for (one, word) in before.iter().enumerate().rev() {
        for (other, same) in after.iter().enumerate().rev() {
            let length = match word == same {
                true => get(&lengths, one + 1, other + 1) + 1,
                false => get(&lengths, one + 1, other).max(get(&lengths, one, other + 1)),
            };
            if let Some(cell) = lengths.get_mut(one * width + other) {
                *cell = length;
            }
        }
    }
    let (mut one, mut other, mut shared) = (0, 0, Vec::new());
    while one < before.len() && other < after.len() {
        if before.get(one) == after.get(other) {
            shared.push((one, other));
            (one, other) = (one + 1, other + 1);
        } else if get(&lengths, one + 1, other) >= get(&lengths, one, other + 1) {
            one += 1;
        } else {
            other += 1;
        }
    }
    shared
}

/// What differs in one of them, for programs.
pub fn record(entry: &Entry) -> Json {
    let fields: serde_json::Map<String, Json> = entry
        .fields
        .iter()
        .map(|(name, [before, after])| (name.clone(), json!({ "before": before, "after": after })))
        .collect();
    json!({ "name": entry.name, "what": entry.what, "fields": fields })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_went_and_came() {
        for (before, after, shown) in [
            ("First edition", "First printing", "First [-edition-] {+printing+}"),
            ("a b c", "a c", "a [-b-] c"),
            ("a c", "a b c d", "a {+b+} c {+d+}"),
            ("a", "b", "[-a-] {+b+}"),
            ("a b", "a b", "a b"),
            ("", "x", "{+x+}"),
        ] {
            assert_eq!(word_by_word(before, after, Colour::Plain), shown);
        }
        let long = "word ".repeat(2000);
        assert!(word_by_word(&long, &format!("{long}end"), Colour::Plain).starts_with("[-word"));
    }
}
