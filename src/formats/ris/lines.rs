//! Text → records of tagged lines, however loosely a program wrote them.

use crate::fields::ris::is_ris_tag;

/// The tag that begins a record, and the one that ends it.
pub(super) const TYPE: &str = "TY";
pub(super) const END: &str = "ER";
/// Tags whose further lines are values of their own where they begin as an address does.
const ADDRESSES: &[&str] = &["UR", "L1", "L2", "L3", "L4", "LK"];

/// A tag and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tagged {
    /// The tag in capitals.
    pub(super) tag: String,
    /// The value, with a line feed between its lines and no white space around them.
    pub(super) value: String,
    /// The line of the file, from 1.
    pub(super) line: usize,
}

/// What stands in a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// The tagged lines of one record without its end; at least one.
    Record(Vec<Tagged>),
    /// Lines between records.
    Outside(String),
}

/// The lines of a text, whatever ends them: a line feed, a carriage return, or both.
pub(in crate::formats) fn physical_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.find(['\n', '\r']) else {
            rest = None;
            return Some(text);
        };
        let (line, after) = text.split_at(end);
        rest = Some(after.strip_prefix("\r\n").or_else(|| after.get(1..)).unwrap_or_default());
        Some(line)
    })
}

/// The tag that a line begins with, in capitals, and what follows its hyphen.
///
/// A tag is two letters or a letter and a digit, two spaces and a hyphen. Known tags are seen with other white
/// space as well; in small letters only with at least as much as the specification wants, since "is - it seems"
/// can stand in an abstract.
pub(super) fn tag_of(line: &str) -> Option<(String, &str)> {
    let start = line.trim_start_matches(['\u{feff}', ' ', '\t']);
    let (name, after) = start.split_at_checked(2)?;
    let is_name = name.as_bytes()[0].is_ascii_alphabetic() && name.as_bytes()[1].is_ascii_alphanumeric();
    let rest = after.trim_start_matches([' ', '\t']);
    let value = rest.strip_prefix(['-', '–']).filter(|_| is_name)?;
    let gap = &after[..after.len() - rest.len()];
    let tag = name.to_ascii_uppercase();
    let is_spaced = value.is_empty() || value.starts_with([' ', '\t', '\u{a0}']);
    let is_indented = start.len() != line.trim_start_matches('\u{feff}').len();
    let is_capital = tag == name;
    let is_standard = gap == "  " && rest.starts_with('-') && is_capital && is_spaced && !is_indented;
    let is_wide = gap.len() >= 2 || gap == "\t";
    let is_loose = is_ris_tag(&tag)
        && match (is_capital, is_wide) {
            (true, true) => true,
            (true, false) => (is_spaced && !is_indented) || tag == TYPE,
            (false, wide) => wide && is_spaced && !is_indented,
        };
    (is_standard || is_loose).then_some((tag, value.trim()))
}

/// Takes a text apart.
pub(super) fn records(text: &str) -> Records<'_> {
    let lines = Box::new(physical_lines(text).enumerate());
    Records { lines, record: Vec::new(), has_type: false, outside: Vec::new() }
}

/// The records of a text, one by one. Either a record is open or lines stand outside, never both.
pub(super) struct Records<'t> {
    lines: Box<dyn Iterator<Item = (usize, &'t str)> + 't>,
    record: Vec<Tagged>,
    has_type: bool,
    outside: Vec<&'t str>,
}

impl Iterator for Records<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while let Some((index, line)) = self.lines.next() {
            let found = match tag_of(line) {
                Some((tag, value)) => self.tagged(tag, value, index + 1),
                None => self.further(line.trim()),
            };
            if found.is_some() {
                return found;
            }
        }
        self.end()
    }
}

impl<'t> Records<'t> {
    /// Takes a line with a tag; gives what it ends.
    fn tagged(&mut self, tag: String, value: &str, line: usize) -> Option<Found> {
        if tag == END {
            return self.end();
        }
        let is_type = tag == TYPE;
        // A record whose end was forgotten, unless its type does not come first.
        let ended = (self.record.is_empty() || (is_type && self.has_type)).then(|| self.end()).flatten();
        self.has_type |= is_type;
        self.record.push(Tagged { tag, value: without_separators(value), line });
        ended
    }

    /// Takes a line without a tag: it goes on with the value before it, or stands outside.
    fn further(&mut self, line: &'t str) -> Option<Found> {
        let Some(last) = self.record.last_mut() else {
            if line.is_empty() {
                return self.end();
            }
            self.outside.push(line);
            return None;
        };
        if ADDRESSES.contains(&last.tag.as_str()) && is_address(line) && !last.value.is_empty() {
            let (tag, line_number) = (last.tag.clone(), last.line);
            self.record.push(Tagged { tag, value: line.to_owned(), line: line_number });
        } else {
            last.value.push('\n');
            last.value.push_str(&without_separators(line));
        }
        None
    }

    fn end(&mut self) -> Option<Found> {
        self.has_type = false;
        if !self.outside.is_empty() {
            return Some(Found::Outside(std::mem::take(&mut self.outside).join("\n")));
        }
        let mut record = std::mem::take(&mut self.record);
        for tagged in &mut record {
            tagged.value.truncate(tagged.value.trim_end().len());
        }
        (!record.is_empty()).then_some(Found::Record(record))
    }
}

/// Whether a text begins as an address does.
pub(super) fn is_address(text: &str) -> bool {
    ["http://", "https://", "ftp://", "internal-pdf://", "file://"].iter().any(|scheme| {
        text.get(..scheme.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(scheme))
    })
}

/// The text with spaces for the separators of Unicode, at which some programs break lines.
fn without_separators(text: &str) -> String {
    text.replace(['\u{2028}', '\u{2029}'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        let cases = [
            ("TY  - JOUR", Some(("TY", "JOUR"))),
            ("\u{feff}TY  - JOUR", Some(("TY", "JOUR"))),
            ("ER  - ", Some(("ER", ""))),
            ("ER  -", Some(("ER", ""))),
            ("ty  - jour", Some(("TY", "jour"))),
            ("TY - JOUR", Some(("TY", "JOUR"))),
            ("TY- JOUR", Some(("TY", "JOUR"))),
            ("TY-JOUR", Some(("TY", "JOUR"))),
            ("AU\t-\tVale, Ada", Some(("AU", "Vale, Ada"))),
            ("AU  -Vale, Ada", Some(("AU", "Vale, Ada"))),
            ("  AU  - Vale, Ada", Some(("AU", "Vale, Ada"))),
            ("ZZ  - anything", Some(("ZZ", "anything"))),
            ("ZZ - anything", None),
            ("is - it seems - so", None),
            ("AB-initio", None),
            ("in  the end", None),
            ("é  - x", None),
            ("A", None),
            ("", None),
        ];
        for (line, expected) in cases {
            let found = tag_of(line);
            assert_eq!(found.as_ref().map(|(tag, value)| (tag.as_str(), *value)), expected, "{line:?}");
        }
    }

    #[test]
    fn lines_end_in_any_way() {
        let lines: Vec<&str> = physical_lines("a\r\nb\rc\n\nd\n").collect();
        assert_eq!(lines, ["a", "b", "c", "", "d", ""]);
    }

    #[test]
    fn records_end_where_they_should() {
        let tags = |text: &str| -> Vec<String> {
            let found = records(text).map(|found| match found {
                Found::Record(record) => {
                    let tags: Vec<String> =
                        record.iter().map(|tagged| format!("{}={}", tagged.tag, tagged.value)).collect();
                    tags.join(" ")
                }
                Found::Outside(text) => format!("({text})"),
            });
            found.collect()
        };
        let cases: &[(&str, &[&str])] = &[
            ("TY  - A\nTI  - b\nER  - \n\nTY  - C\nER  - \n", &["TY=A TI=b", "TY=C"]),
            ("TY  - A\nTI  - b\nTY  - C\nER  - \nER  - ", &["TY=A TI=b", "TY=C"]),
            ("ID  - 1\nTY  - A\n\nTY  - C", &["ID=1 TY=A", "TY=C"]),
            ("Provider: x\nby y\n\nTY  - A\nER  - \nmore", &["(Provider: x\nby y)", "TY=A", "(more)"]),
            ("TY  - A\nAB  - one\n\n  two\n\nER  - ", &["TY=A AB=one\n\ntwo"]),
            (
                "TY  - A\nUR  - http://a\nhttp://b\nUR  - \nhttp://c",
                &["TY=A UR=http://a UR=http://b UR=\nhttp://c"],
            ),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(tags(text), *expected, "{text}");
        }
    }
}
