//! Lines of a note that programs take for fields: Zotero's and Better BibTeX's lines of Extra
//! (`Original Date: 1951`, `tex.shelf: 3`), citeproc-js's `{:original-date: 1951}`.
//!
//! A line counts when its label is one that programs know. Behind free text it also has to look like one: people
//! write "Section: …" in prose, but hardly "original-title: …".

use std::ops::Range;

use crate::fields::zotero::{TEX_PREFIX, TYPE_LABEL, folded, is_key_label, variable_of};
use crate::fields::{Dialect, FIELDS, ROLES, entry_type_of};
use crate::model::EntryType;

/// The label of a line that gives the type in the words of BibLaTeX, as Better BibTeX has it.
const TEX_TYPE_LABEL: &str = "tex.entrytype";
/// Between the family name and the given name.
const NAME_SEPARATOR: &str = "||";
/// The longest label, in bytes.
const LONGEST_LABEL: usize = 40;

/// A line that may be a field.
#[derive(Debug, PartialEq)]
pub(super) struct Line<'t> {
    /// As the tables spell it: the variable of CSL where the label means one.
    pub(super) label: String,
    /// What stands behind the colon, without white space around it.
    pub(super) value: &'t str,
    /// Where it stands in the note, with its line break.
    pub(super) range: Range<usize>,
}

/// The lines of a note that may be fields, in order.
pub(super) fn lines(note: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut is_head = true;
    for whole in note.split_inclusive('\n') {
        let start = at;
        at += whole.len();
        match labelled(whole).filter(|(label, value)| is_head || looks_like_a_field(label, value)) {
            Some((label, value)) => lines.push(Line { label: known(label), value, range: start..at }),
            None => {
                is_head &= whole.trim().is_empty();
                braced(whole, start, &mut lines);
            }
        }
    }
    lines
}

/// The note without some of its lines.
pub(super) fn without<'a, 't: 'a>(note: &'t str, taken: impl IntoIterator<Item = &'a Line<'t>>) -> String {
    let mut rest = String::with_capacity(note.len());
    let mut done = 0;
    for line in taken {
        rest.push_str(note.get(done..line.range.start).unwrap_or_default());
        done = line.range.end;
    }
    if done == 0 {
        return note.to_owned();
    }
    rest.push_str(note.get(done..).unwrap_or_default());
    rest.trim_matches(['\n', '\r']).to_owned()
}

/// What a note says of the item as a whole.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Frame {
    /// The type.
    pub(super) entry_type: Option<EntryType>,
    /// The citation key.
    pub(super) key: Option<String>,
    /// The note without those lines.
    pub(super) rest: String,
}

/// Takes type and key out of a note. The key counts where `id` is no key itself, or the same.
pub(super) fn frame(note: &str, id: Option<&str>) -> Frame {
    let mut frame = Frame::default();
    let mut taken = Vec::new();
    let lines = lines(note);
    for line in &lines {
        let is_key = is_key_label(&line.label)
            && !line.value.contains(char::is_whitespace)
            && id.is_none_or(|id| id.is_empty() || is_address(id) || id == line.value);
        if frame.key.is_none() && is_key {
            frame.key = Some(line.value.to_owned());
            taken.push(line);
        } else if let Some(entry_type) = type_of(line) {
            let stated = frame.entry_type.get_or_insert(entry_type);
            if *stated == entry_type {
                taken.push(line);
            }
        }
    }
    frame.rest = without(note, taken);
    frame
}

/// The type that a line states.
pub(super) fn type_of(line: &Line<'_>) -> Option<EntryType> {
    let dialect = match line.label.as_str() {
        TYPE_LABEL => Dialect::Csl,
        TEX_TYPE_LABEL => Dialect::Biblatex,
        _ => return None,
    };
    entry_type_of(dialect, line.value)
}

/// Whether an id is the address of an item at some service and no key that people cite by.
pub(super) fn is_address(id: &str) -> bool {
    id.contains("://")
}

/// Family name and given name of a line of a name, where it tells them apart.
pub(super) fn name_parts(value: &str) -> Option<(&str, &str)> {
    value.split_once(NAME_SEPARATOR).map(|(family, given)| (family.trim(), given.trim()))
}

/// Label and value of a line whose label is known.
fn labelled(line: &str) -> Option<(&str, &str)> {
    let (label, value) = line.split_once(':')?;
    let value = value.trim();
    (!value.is_empty() && is_known(label)).then_some((label.trim(), value))
}

/// Finds `{:label: value}` in a line.
fn braced<'t>(line: &'t str, start: usize, lines: &mut Vec<Line<'t>>) {
    let (mut at, mut close) = (0, 0);
    while let Some(open) = line[at..].find("{:").map(|open| at + open) {
        let inside = open + "{:".len();
        // Looked for again only behind the last one, so that no line is read again and again.
        if close < inside {
            let Some(next) = line[inside..].find('}') else { return };
            close = inside + next;
        }
        at = inside;
        if let Some((label, value)) = labelled(&line[inside..close]) {
            at = close + 1;
            lines.push(Line { label: known(label), value, range: start + open..start + at });
        }
    }
}

/// Several words, capitals only, or a name in two parts.
fn looks_like_a_field(label: &str, value: &str) -> bool {
    label.contains([' ', '-', '_', '.'])
        || label.bytes().all(|byte| byte.is_ascii_uppercase())
        || value.contains(NAME_SEPARATOR)
}

fn is_known(label: &str) -> bool {
    if label.len() > LONGEST_LABEL {
        return false;
    }
    let label = known(label);
    label == TYPE_LABEL
        || is_key_label(&label)
        || label.strip_prefix(TEX_PREFIX).is_some_and(is_tex_name)
        || ROLES.iter().any(|row| row.csl == Some(label.as_str()))
        || FIELDS.iter().any(|row| {
            let mut names = row.csl.written.into_iter().chain(row.csl.also_read.iter().copied());
            names.any(|name| folded(name) == label)
        })
}

/// Whether a word can be the name of a field of BibTeX.
pub(super) fn is_tex_name(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// A label as the tables spell it.
fn known(label: &str) -> String {
    let label = folded(label);
    variable_of(&label).map_or(label, str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(note: &str) -> Vec<(String, &str)> {
        lines(note).into_iter().map(|line| (line.label, line.value)).collect()
    }

    #[test]
    fn lines_that_programs_know() {
        let cases: &[(&str, &[(&str, &str)])] = &[
            (
                "Original Date: 1951\nOriginal Title: Le port",
                &[("original-date", "1951"), ("original-title", "Le port")],
            ),
            ("DOI: 10.1/x\nPlace: Leith", &[("doi", "10.1/x"), ("publisher-place", "Leith")]),
            ("tex.shelf: 3\n\ntype: dataset", &[("tex.shelf", "3"), ("type", "dataset")]),
            ("Citation Key: hall1978", &[("citation-key", "hall1978")]),
            ("A fine book.\nSection: two\nPMID: 17", &[("pmid", "17")]),
            ("A fine book.\neditor: Hall || Jane", &[("editor", "Hall || Jane")]),
            ("Fine {:original-date: 1951} and {:x: 1} and {:", &[("original-date", "1951")]),
            ("See: this\nOriginal: that\noriginal-title:", &[]),
            ("", &[]),
        ];
        for (note, expected) in cases {
            let expected: Vec<(String, &str)> =
                expected.iter().map(|(label, value)| ((*label).to_owned(), *value)).collect();
            assert_eq!(found(note), expected, "{note}");
        }
    }

    #[test]
    fn type_and_key_are_taken_out() {
        let note = "Citation Key: hall1978\ntype: pamphlet\nA note.";
        let framed = frame(note, Some("http://zotero.org/1"));
        assert_eq!(
            (framed.key.as_deref(), framed.entry_type),
            (Some("hall1978"), entry_type_of(Dialect::Csl, "pamphlet"))
        );
        assert_eq!(framed.rest, "A note.");
        let framed = frame("tex.entrytype: mvbook\ntex.shelf: 3", None);
        assert_eq!(
            (framed.entry_type, framed.rest.as_str()),
            (Some(EntryType::MultiVolumeBook), "tex.shelf: 3")
        );
        let framed = frame(note, Some("other"));
        assert_eq!((framed.key, framed.rest.as_str()), (None, "Citation Key: hall1978\nA note."));
        assert_eq!(frame("type: sort of", None).rest, "type: sort of");
    }

    #[test]
    fn what_is_left_stands_as_it_did() {
        let note = "  a\noriginal-date: 1951\nb {:original-title: C} d\n";
        let lines = lines(note);
        assert_eq!(without(note, &lines), "  a\nb  d");
        assert_eq!(without(note, []), note);
    }
}
