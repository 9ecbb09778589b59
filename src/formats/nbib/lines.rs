//! The lines of nbib: a tag of up to four capitals filled up to the hyphen in the fifth column;
//! lines that begin with spaces go on with the value before them.

use crate::formats::tagged_lines::{Grammar, Tagged};

/// The tag that begins a record.
pub(super) const FIRST: &str = "PMID";

/// The lines of nbib. A value has spaces between its lines.
pub(super) struct Lines;

impl Grammar for Lines {
    const FIRST: &'static str = FIRST;
    const LAST: Option<&'static str> = None;

    fn tag_of(line: &str) -> Option<(String, &str)> {
        tag_of(line).map(|(tag, value)| (tag.to_owned(), value))
    }

    fn may_begin(_: &str) -> bool {
        true
    }

    fn go_on(record: &mut Vec<Tagged>, line: &str, _: usize) {
        let Some(last) = record.last_mut().filter(|_| !line.is_empty()) else { return };
        if !last.value.is_empty() {
            last.value.push(' ');
        }
        last.value.push_str(line);
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tagged_lines::{Found, records};

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
        let shown: Vec<String> = records::<Lines>(text)
            .map(|found| match found {
                Found::Outside { text, line } => format!("({line}: {text})"),
                Found::Record { lines, .. } => {
                    let lines =
                        lines.iter().map(|tagged| format!("{}:{}={}", tagged.line, tagged.tag, tagged.value));
                    lines.collect::<Vec<_>>().join(" ")
                }
            })
            .collect();
        assert_eq!(shown, ["(1: <pre>)", "3:PMID=1 4:TI=A long title", "7:PMID=2 8:TI=B"]);
    }
}
