//! Lines of `note` that programs take for fields: Zotero and Better BibTeX write what stands in their field Extra
//! there (`Original Date: 1936`, `tex.origtitle: …`).
//!
//! In files made by hand a note may well begin with "Series: …", so only labels count that nobody uses in prose
//! ([`note_fields`] tells which do so behind free text).

use std::ops::Range;

use super::{
    escapes,
    resolve::{RawValue, value_of},
    restoring::Restoring,
    types,
};
use crate::{
    fields::Dialect,
    formats::{
        csl::note_fields::{self, FREE_TEXT},
        tex,
    },
    model::{EntryType, Field, Place, Reference},
};

/// What ends a line, in TeX.
const LINE_BREAKS: [&str; 5] = ["\n", r"\\", r"\newline{}", r"\par{}", r"\newline "];

/// A note line by line.
struct Lines<'t> {
    /// The TeX of each, with its line break.
    tex: Vec<&'t str>,
    /// What they say, one line each.
    text: String,
}

impl<'t> Lines<'t> {
    fn of(note: &'t str) -> Lines<'t> {
        let mut lines = Lines { tex: Vec::new(), text: FREE_TEXT.to_owned() };
        let mut rest = note;
        while !rest.is_empty() {
            let breaks = LINE_BREAKS.iter().filter_map(|sign| Some((rest.find(sign)?, sign.len())));
            let (end, length) = breaks.min().unwrap_or((rest.len(), 0));
            let (line, after) = rest.split_at(end + length);
            lines.tex.push(line);
            lines.text.push_str(&said(&line[..end]));
            lines.text.push('\n');
            rest = after;
        }
        lines
    }

    /// The TeX without the lines that stand at some places of the text.
    fn without(&self, taken: &[Range<usize>]) -> String {
        let mut start = FREE_TEXT.len();
        let mut rest = String::new();
        for (tex, text) in self.tex.iter().zip(self.text[start..].split_inclusive('\n')) {
            if !taken.iter().any(|range| range.start == start) {
                rest.push_str(tex);
            }
            start += text.len();
        }
        while let Some(shorter) = LINE_BREAKS.iter().find_map(|sign| rest.trim_end().strip_suffix(sign)) {
            rest.truncate(shorter.len());
        }
        rest
    }
}

/// What a line of TeX says; a line that could not be taken away from the others says nothing.
fn said(tex: &str) -> String {
    let mut depth = 0_usize;
    for byte in tex.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return String::new(),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    let text = tex::read(tex, tex::Kind::Text).replace('\n', " ");
    if depth > 0 || text.contains("{:") { String::new() } else { text }
}

/// The TeX of the note of an entry whose lines count.
fn note_of<'f>(dialect: Dialect, fields: &'f [RawValue], restoring: &Restoring<'_>) -> Option<&'f str> {
    let (_, name) = types::name_of(dialect, Place::Here, Field::Note, EntryType::Misc)?;
    let note = value_of(fields, name).filter(|field| !escapes::is_escape(&field.name))?;
    (!restoring.tells(Field::Note) && note.value.contains(':')).then_some(&note.value)
}

/// The type that the note of an entry states.
pub(super) fn stated_type(
    dialect: Dialect,
    fields: &[RawValue],
    restoring: &Restoring<'_>,
) -> Option<EntryType> {
    note_fields::stated_type(&Lines::of(note_of(dialect, fields, restoring)?).text)
}

/// Takes what lines of the note state into the reference. Gives the TeX of what is left of the note; `None` when that
/// is the whole.
pub(super) fn take(
    dialect: Dialect,
    fields: &[RawValue],
    restoring: &Restoring<'_>,
    reference: &mut Reference,
) -> Option<String> {
    let lines = Lines::of(note_of(dialect, fields, restoring)?);
    let taken = note_fields::take(reference, &lines.text);
    (!taken.is_empty()).then(|| lines.without(&taken))
}

/// Whether a reader of a note takes a line of it for a field of the reference.
pub(super) fn states_fields(reference: &Reference, note: &str) -> bool {
    if !note.contains(':') {
        return false;
    }
    let text = [FREE_TEXT, note].concat();
    note_fields::stated_type(&text).is_some() || !note_fields::take(&mut reference.clone(), &text).is_empty()
}
