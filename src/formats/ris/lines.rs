//! The lines of RIS, however loosely a program wrote them.

use crate::fields::ris::is_ris_tag;
use crate::formats::tagged_lines::{Grammar, Tagged};

/// The tag that begins a record, and the one that ends it.
pub(super) const TYPE: &str = "TY";
pub(super) const END: &str = "ER";
/// In place of a tag, of a line that has none and goes on with no value.
pub(super) const STRAY: &str = "";
/// Tags whose further lines are values of their own where they begin as an address does.
const ADDRESSES: &[&str] = &["UR", "L1", "L2", "L3", "L4", "LK"];

/// Tags whose value is never so long that it goes on in another line.
const SHORT: &[&str] = &[TYPE, "ID", "PY", "Y1", "DA", "Y2", "VL", "IS", "SP", "EP", "LA"];

/// The lines of RIS. A value has a line feed between its lines.
pub(super) struct Lines;

impl Grammar for Lines {
    const FIRST: &'static str = TYPE;
    const LAST: Option<&'static str> = Some(END);

    fn tag_of(line: &str) -> Option<(String, &str)> {
        tag_of(line)
    }

    fn may_begin(tag: &str) -> bool {
        is_ris_tag(tag)
    }

    fn go_on(record: &mut Vec<Tagged>, line: &str, number: usize) {
        let Some(last) = record.last_mut() else { return };
        let own = |tag: &str| Tagged { tag: tag.to_owned(), value: line.to_owned(), line: number };
        if ADDRESSES.contains(&last.tag.as_str()) && is_address(line) && !last.value.is_empty() {
            let address = own(&last.tag);
            record.push(address);
        } else if SHORT.contains(&last.tag.as_str()) && !last.value.is_empty() && !line.is_empty() {
            record.push(own(STRAY));
        } else {
            last.value.push('\n');
            last.value.push_str(line);
        }
    }
}

/// The tag that a line begins with, in capitals, and what follows its hyphen.
///
/// A tag is two letters or a letter and a digit, two spaces and a hyphen. Known tags are seen with other white
/// space as well; in small letters only with at least as much as the specification wants, since "is - it seems"
/// can stand in an abstract.
pub(super) fn tag_of(line: &str) -> Option<(String, &str)> {
    if line.trim() == END {
        return Some((END.to_owned(), ""));
    }
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

/// Whether a text begins as an address does.
pub(super) fn is_address(text: &str) -> bool {
    ["http://", "https://", "ftp://", "internal-pdf://", "file://"].iter().any(|scheme| {
        text.get(..scheme.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(scheme))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tagged_lines::{Ending, Found, records};

    #[test]
    fn tags() {
        let cases = [
            ("TY  - JOUR", Some(("TY", "JOUR"))),
            ("\u{feff}TY  - JOUR", Some(("TY", "JOUR"))),
            ("ER  - ", Some(("ER", ""))),
            ("ER  -", Some(("ER", ""))),
            ("ER", Some(("ER", ""))),
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
    fn records_end_where_they_should() {
        let tags = |text: &str| -> Vec<String> {
            let found = records::<Lines>(text).map(|found| match found {
                Found::Record { lines, ended_by } => {
                    let tags: Vec<String> =
                        lines.iter().map(|tagged| format!("{}={}", tagged.tag, tagged.value)).collect();
                    format!("{}{}", tags.join(" "), if ended_by == Ending::Tag { "" } else { "…" })
                }
                Found::Outside { text, line } => format!("({line}: {text})"),
            });
            found.collect()
        };
        let cases: &[(&str, &[&str])] = &[
            ("TY  - A\nTI  - b\nER  - \n\nTY  - C\nER  - \n", &["TY=A TI=b", "TY=C"]),
            ("TY  - A\nTI  - b\nTY  - C\nER  - \nER  - ", &["TY=A TI=b…", "TY=C"]),
            ("ID  - 1\nTY  - A\n\nTY  - C", &["ID=1 TY=A…", "TY=C…"]),
            ("Provider: x\nby y\n\nTY  - A\nER  - \nmore", &["(1: Provider: x\nby y)", "TY=A", "(6: more)"]),
            ("TY  - A\nAB  - one\n\n  two\n\nER  - ", &["TY=A AB=one\n\ntwo"]),
            (
                "TY  - A\nUR  - http://a\nhttp://b\nUR  - \nhttp://c",
                &["TY=A UR=http://a UR=http://b UR=\nhttp://c…"],
            ),
            ("TY  - A\nstray\nPY  - 1\nER  - ", &["TY=A =stray PY=1"]),
            ("TY  - A\nER  - \nZZ  - b\n\nTY  - C\nZZ  - d\nER  - ", &["TY=A", "(3: ZZ  - b)", "TY=C ZZ=d"]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(tags(text), *expected, "{text}");
        }
    }
}
