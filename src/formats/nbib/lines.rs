//! Text → records of tagged lines: a tag of up to four capitals filled up to the hyphen in the fifth column;
//! lines that begin with spaces go on with the value before them.

use crate::formats::ris::lines::physical_lines;

/// The tag that begins a record.
pub(super) const FIRST: &str = "PMID";

/// A tag and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tagged {
    pub(super) tag: String,
    /// The value, its lines joined by spaces.
    pub(super) value: String,
    /// The line of the file, from 1.
    pub(super) line: usize,
}

/// What stands in a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// The lines of one record; at least one.
    Record(Vec<Tagged>),
    /// Lines before the first record.
    Outside(String),
}

/// The tag that a line begins with, and its value.
pub(super) fn tag_of(line: &str) -> Option<(&str, &str)> {
    let (head, rest) = line.trim_start_matches('\u{feff}').split_at_checked(4)?;
    let value = rest.strip_prefix('-').filter(|value| value.is_empty() || value.starts_with(' '))?;
    let tag = head.trim_end_matches(' ');
    let is_tag = tag.len() >= 2
        && tag.starts_with(|c: char| c.is_ascii_uppercase())
        && tag.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    is_tag.then_some((tag, value.trim()))
}

/// Takes a text apart.
pub(super) fn records(text: &str) -> impl Iterator<Item = Found> {
    let mut lines = physical_lines(text).enumerate();
    let mut record: Vec<Tagged> = Vec::new();
    let mut outside: Vec<&str> = Vec::new();
    let mut is_over = false;
    std::iter::from_fn(move || {
        for (index, line) in lines.by_ref() {
            let Some((tag, value)) = tag_of(line) else {
                match record.last_mut() {
                    Some(last) => go_on(&mut last.value, line.trim()),
                    None if line.trim().is_empty() => {}
                    None => outside.push(line.trim()),
                }
                continue;
            };
            let begins = record.is_empty() || tag == FIRST;
            let found = begins.then(|| end(&mut record, &mut outside)).flatten();
            record.push(Tagged { tag: tag.to_owned(), value: value.to_owned(), line: index + 1 });
            if found.is_some() {
                return found;
            }
        }
        let found = if is_over { None } else { end(&mut record, &mut outside) };
        is_over = true;
        found
    })
}

fn go_on(value: &mut String, line: &str) {
    if !line.is_empty() {
        if !value.is_empty() {
            value.push(' ');
        }
        value.push_str(line);
    }
}

fn end(record: &mut Vec<Tagged>, outside: &mut Vec<&str>) -> Option<Found> {
    if !outside.is_empty() {
        return Some(Found::Outside(std::mem::take(outside).join("\n")));
    }
    (!record.is_empty()).then(|| Found::Record(std::mem::take(record)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        let cases = [
            ("PMID- 123", Some(("PMID", "123"))),
            ("\u{feff}PMID- 123", Some(("PMID", "123"))),
            ("TI  - A title", Some(("TI", "A title"))),
            ("FAU - Vale, Ada", Some(("FAU", "Vale, Ada"))),
            ("AB  -", Some(("AB", ""))),
            ("      goes on - here", None),
            ("Word- of a text", None),
            ("A", None),
            ("été  - x", None),
        ];
        for (line, expected) in cases {
            assert_eq!(tag_of(line), expected, "{line}");
        }
    }

    #[test]
    fn records_begin_with_their_number() {
        let text = "<pre>\n\nPMID- 1\nTI  - A long\n      title\n\nPMID- 2\r\nTI  - B\r\n\r\n";
        let shown: Vec<String> = records(text)
            .map(|found| match found {
                Found::Outside(text) => format!("({text})"),
                Found::Record(record) => {
                    let lines = record
                        .iter()
                        .map(|tagged| format!("{}:{}={}", tagged.line, tagged.tag, tagged.value));
                    lines.collect::<Vec<_>>().join(" ")
                }
            })
            .collect();
        assert_eq!(shown, ["(<pre>)", "3:PMID=1 4:TI=A long title", "7:PMID=2 8:TI=B"]);
    }
}
