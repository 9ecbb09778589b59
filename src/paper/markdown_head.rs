//! The YAML head of a Markdown manuscript, as far as it tells of references.

use super::Found;

/// Fields of the head whose text is read as Markdown and may cite.
const TEXTS: &[&str] = &["nocite", "abstract", "title", "subtitle", "thanks", "description"];

/// The length of the head, with its last line; 0 where there is none.
pub(super) fn length(text: &str) -> usize {
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let line = line.trim_end();
        if number == 0 && line.trim_start_matches('\u{feff}') != "---" {
            return 0;
        }
        if number > 0 && (line == "---" || line == "...") {
            return at;
        }
    }
    0
}

/// Reads a head: bibliographies and the ids of references that it holds go into `found`; gives where text stands
/// that may cite.
pub(super) fn read(text: &str, length: usize, found: &mut Found) -> Vec<(usize, usize)> {
    let mut texts: Vec<(usize, usize)> = Vec::new();
    let mut field = "";
    let mut at = 0;
    for line in text.get(..length).unwrap_or("").split_inclusive('\n') {
        let start = at;
        at += line.len();
        let is_top = line.starts_with(|c: char| c.is_alphabetic());
        let mut value = line;
        if let Some((name, rest)) = line.split_once(':').filter(|_| is_top) {
            field = name.trim();
            value = rest;
        } else if is_top || line.starts_with("---") {
            field = "";
        }
        let value_start = start + line.len() - value.len();
        match field {
            "bibliography" => found.bibliographies.extend(items(value)),
            "references" => found.labels.extend(id(value)),
            name if TEXTS.contains(&name) => texts.push((value_start, at)),
            _ => {}
        }
    }
    texts
}

/// The strings of a line: one, the item of a list, or those of a list in brackets.
fn items(value: &str) -> impl Iterator<Item = String> {
    let value = value.split(" #").next().unwrap_or("").trim();
    let value = value.strip_prefix("- ").unwrap_or(value).trim_matches(['[', ']']);
    value
        .split(',')
        .map(|item| item.trim().trim_matches(['"', '\'']).to_owned())
        .filter(|item| !item.is_empty())
}

/// The id of a reference that is written in the head itself.
fn id(value: &str) -> Option<String> {
    let value = value.trim();
    let value = value.strip_prefix("- ").unwrap_or(value).trim_start();
    Some(value.strip_prefix("id:")?.trim().trim_matches(['"', '\'']).to_owned())
}
