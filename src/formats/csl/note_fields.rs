//! What lines of the note state, where no variable states it.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value as Json;

use super::NAME;
use super::extras::extra;
use super::note_reading::{Line, is_tex_name, lines, name_parts, type_of, without};
use super::said::{Read, Said, read_value, row_of};
use super::{cells, names};
use crate::fields::zotero::{TEX_PREFIX, is_key_label};
use crate::fields::{Dialect, ROLES, Row, Slot, row, row_to_read};
use crate::formats::tex;
use crate::model::{EntryType, Extra, Field, Name, NameList, Place, Reference, Role, Value};

/// Fields that are prose: a line that begins like one of them is prose too.
const PROSE: &[Field] = &[Field::Note, Field::Abstract, Field::Annotation];
/// The extra that names the fields that were lines.
const NOTE_FIELDS: &str = "note.tex";
/// The format whose fields Better BibTeX's lines are.
const TEX_FORMAT: &str = "biblatex";

/// Free text before lines: behind it each has to look like a field.
pub(in crate::formats) const FREE_TEXT: &str = ".\n";

/// The type that a line of a note states.
pub(in crate::formats) fn stated_type(note: &str) -> Option<EntryType> {
    lines(note).iter().find_map(type_of)
}

/// Takes into a reference what lines of a note state that look like fields ([`take`]). Gives the note without them;
/// `None` when there are none.
pub(in crate::formats) fn take_out(reference: &mut Reference, note: &str) -> Option<String> {
    let text = [FREE_TEXT, note].concat();
    let mut taken = take(reference, &text);
    taken.sort_by_key(|range| range.start);
    let mut rest = String::with_capacity(note.len());
    let mut done = FREE_TEXT.len();
    for range in &taken {
        rest.push_str(text.get(done..range.start).unwrap_or_default());
        done = range.end;
    }
    rest.push_str(text.get(done..).unwrap_or_default());
    (!taken.is_empty()).then(|| rest.trim_matches(['\n', '\r']).to_owned())
}

/// Takes into a reference what lines of a note state that it does not state itself, and gives where they stand in the
/// note, each with its line break. Fields of BibLaTeX that no row knows become extras.
pub(in crate::formats) fn take(reference: &mut Reference, note: &str) -> Vec<Range<usize>> {
    let lines = lines(note);
    let mut said = Said {
        fields: std::mem::take(&mut reference.fields),
        names: std::mem::take(&mut reference.names),
        ..Said::default()
    };
    let is_frame = |line: &Line<'_>| {
        type_of(line) == Some(reference.entry_type)
            || is_key_label(&line.label) && reference.key.as_deref() == Some(line.value)
    };
    let (frame, lines): (Vec<_>, Vec<_>) = lines.into_iter().partition(is_frame);
    let taken = said.take_lines(reference.entry_type, &lines);
    reference.fields = said.fields;
    reference.names = said.names;
    reference.extras.extend(said.extras);
    let taken = lines.into_iter().zip(taken).filter(|(_, taken)| *taken).map(|(line, _)| line);
    frame.into_iter().chain(taken).map(|line| line.range).collect()
}

impl Said {
    /// Reads a note: the lines of it that state what no variable does, then what is left of it.
    pub(super) fn read_note(&mut self, entry_type: EntryType, note: &str) {
        let lines = lines(note);
        let taken = self.take_lines(entry_type, &lines);
        let taken = lines.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(line, _)| line);
        let rest = without(note, taken);
        if let Some(row) = row(Place::Here, Field::Note)
            && let Read::Value(value, _) = read_value(row, &Json::String(rest))
        {
            self.state(row, value);
        }
    }

    /// Which of some lines are now stated.
    fn take_lines(&mut self, entry_type: EntryType, lines: &[Line<'_>]) -> Vec<bool> {
        let mut taken = vec![false; lines.len()];
        let mut people: BTreeMap<(Place, Role), (Vec<Name>, Vec<usize>)> = BTreeMap::new();
        for (position, line) in lines.iter().enumerate() {
            let of_tex = line.label.strip_prefix(TEX_PREFIX).and_then(role_of_tex);
            if let Some(role) = role_of(&line.label, entry_type).or(of_tex) {
                let (names, positions) = people.entry(role).or_default();
                match of_tex {
                    Some(_) => names.extend(line.value.split(" and ").map(name_of)),
                    None => names.push(name_of(line.value)),
                }
                positions.push(position);
            } else {
                taken[position] = self.take_line(entry_type, line);
            }
        }
        for (role, (names, positions)) in people {
            if self.take_names(role, names) {
                positions.into_iter().for_each(|position| taken[position] = true);
            }
        }
        taken
    }

    /// Whether the names are now stated.
    fn take_names(&mut self, role: (Place, Role), names: Vec<Name>) -> bool {
        if let Some(list) = self.names.get(&role) {
            return list.names == names;
        }
        self.names.insert(role, NameList::of(names));
        true
    }

    /// Whether what the line says is now stated.
    fn take_line(&mut self, entry_type: EntryType, line: &Line<'_>) -> bool {
        if let Some(name) = line.label.strip_prefix(TEX_PREFIX) {
            return self.take_tex(entry_type, name, line.value);
        }
        let Some(row) = row_of(&line.label, entry_type) else { return false };
        if PROSE.contains(&row.field) {
            return false;
        }
        match read_value(row, &Json::String(line.value.to_owned())) {
            Read::Value(value, rest) if rest.is_empty() && is_sure(&value) => self.take_value(row, value),
            _ => false,
        }
    }

    fn take_value(&mut self, row: &Row, value: Value) -> bool {
        if let Some(stated) = self.fields.get(row.place, row.field) {
            return *stated == value;
        }
        self.state(row, value);
        true
    }

    fn state(&mut self, row: &Row, value: Value) {
        self.fields.set(row.place, row.field, value);
    }

    /// A line for Better BibTeX: a field that we know, else kept for BibLaTeX.
    fn take_tex(&mut self, entry_type: EntryType, name: &str, value: &str) -> bool {
        match row_to_read(Dialect::Biblatex, name, entry_type) {
            Some(row) if PROSE.contains(&row.field) => false,
            Some(row) => match read_value(row, &Json::String(value.to_owned())) {
                Read::Value(value, rest) if rest.is_empty() && is_sure(&value) => self.take_value(row, value),
                _ => false,
            },
            None if is_tex_name(name) && role_of_tex(name).is_none() => {
                let extra = tex_extra(name, value);
                let is_new = !self.extras.iter().any(|known| known.name == extra.name);
                if is_new {
                    self.extras.push(extra);
                }
                is_new
            }
            None => false,
        }
    }
}

fn is_field(slot: Slot, field: &str) -> bool {
    matches!(slot, Slot::Field(name) if name == field)
}

/// The role that a label names in an entry of this type.
fn role_of(label: &str, entry_type: EntryType) -> Option<(Place, Role)> {
    let mut rows = ROLES.iter().filter(|row| row.csl == Some(label) && cells::is_role_for(row, entry_type));
    rows.next().map(|row| (row.place, row.role))
}

/// The role that a field of BibLaTeX or BibTeX names.
fn role_of_tex(field: &str) -> Option<(Place, Role)> {
    let mut rows = ROLES.iter().filter(|row| is_field(row.biblatex, field) || is_field(row.bibtex, field));
    rows.next().map(|row| (row.place, row.role))
}

fn name_of(value: &str) -> Name {
    match name_parts(value) {
        Some((family, given)) => Name::person(family, given),
        None => names::from_text(value),
    }
}

/// A date must be one; other words may be prose.
fn is_sure(value: &Value) -> bool {
    value.as_date().is_none_or(|date| date.as_edtf().is_some())
}

/// The field of BibLaTeX that a line stands for, its value as TeX.
fn tex_extra(name: &str, value: &str) -> Extra {
    let value = tex::write(value, tex::Kind::Plain, tex::Repertoire::Unicode);
    Extra { format: TEX_FORMAT.to_owned(), name: name.to_owned(), value }
}

/// The extra that says which fields of BibLaTeX were lines of the note, so that they are written there again. In
/// bibliographies of others the fields of their programs are not told in notes, which styles print.
pub(super) fn told_in_note(lines: &[Extra]) -> Option<Extra> {
    let names: Vec<&str> = lines.iter().map(|line| line.name.as_str()).collect();
    (!names.is_empty()).then(|| extra(NOTE_FIELDS, serde_json::json!(names).to_string()))
}

/// The names in [`told_in_note`].
pub(super) fn names_told(extras: &[Extra]) -> Vec<String> {
    let told =
        extras.iter().find(|extra| (extra.format.as_str(), extra.name.as_str()) == (NAME, NOTE_FIELDS));
    told.and_then(|told| serde_json::from_str(&told.value).ok()).unwrap_or_default()
}

/// The line for a field of BibLaTeX, if it is read as the same again.
pub(super) fn tex_line(extra: &Extra, entry_type: EntryType) -> Option<String> {
    let value = tex::read(&extra.value, tex::Kind::Plain);
    let is_plain = is_tex_name(&extra.name)
        && row_to_read(Dialect::Biblatex, &extra.name, entry_type).is_none()
        && role_of_tex(&extra.name).is_none()
        && value == value.trim()
        && !value.is_empty()
        && !value.contains(char::is_control)
        && tex_extra(&extra.name, &value) == *extra;
    is_plain.then(|| format!("{TEX_PREFIX}{}: {value}", extra.name))
}
