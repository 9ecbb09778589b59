//! The original behind a translation and the earlier edition behind a reprint: one text in `OP` and `RP`, as
//! EndNote has them; lines of `M2`, which Zotero takes for fields; the earlier edition in a note for programs that
//! have nothing else.

use super::dates;
use super::reading::Reading;
use super::text::{join_title, one_line};
use crate::fields::{Dialect, Kind, OriginalAs, Profile, ReprintAs, row_to_read, row_to_write};
use crate::formats::fact::Fact;
use crate::formats::imprint;
use crate::model::{Date, Field, Place, Reference, Value};

/// What a note begins with that tells of the earlier edition.
const REPRINT_OF: &str = "Reprint of: ";
/// What is said of an original or an earlier edition.
const FACTS: &[Field] = &[Field::Title, Field::Date, Field::Publishers, Field::Places];

/// Reads `OP`, `RP` and `M2`.
pub(super) fn read(reading: &mut Reading<'_>) {
    // Elsewhere `OP` is the history of a law or what a film is about.
    let kind = reading.kind();
    if kind.is_part_of_book() || kind.is_part_of_periodical() || crate::fields::ris::is_book(kind) {
        read_text(reading, "OP", Place::Original);
        read_text(reading, "RP", Place::Reprint);
    }
    for index in reading.all("M2") {
        // Programs put several lines of Zotero's Extra into one value.
        let left: Vec<&str> = reading
            .value(index)
            .split('\n')
            .filter(|line| read_line(reading, line).is_none() && !line.trim().is_empty())
            .collect();
        reading.leave(index, &left.join("\n"));
    }
}

fn read_text(reading: &mut Reading<'_>, tag: &str, place: Place) {
    let Some(index) = reading.first(tag) else { return };
    let text = reading.line(index);
    if imprint::is_own_copy(&text) {
        return;
    }
    let facts = imprint::take_apart(&text);
    // `Paris 1951` in other words than ours is no title; it stays what it is.
    let is_dated = facts.iter().any(|(field, _)| *field == Field::Date);
    if !is_dated && ends_with_year(&text) {
        return;
    }
    for (field, value) in facts {
        reading.set(place, field, value);
    }
    reading.mark(index);
}

/// Reads a note that tells of the earlier edition and nothing else; whether it is one.
pub(super) fn read_note(reading: &mut Reading<'_>, note: &str) -> bool {
    let Some(text) = note.strip_prefix(REPRINT_OF).filter(|text| !text.contains('\n')) else { return false };
    let facts = imprint::take_apart(&one_line(text));
    let is_dated = facts.iter().any(|(field, _)| *field == Field::Date);
    if !is_dated || FACTS.iter().any(|field| reading.reference.fields.has(Place::Reprint, *field)) {
        return false;
    }
    for (field, value) in facts {
        reading.set(Place::Reprint, field, value);
    }
    true
}

/// Whether the last word is a year.
fn ends_with_year(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let digits = last.trim_matches(|c: char| !c.is_ascii_digit());
    digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// One text of the facts of a place; `None` when there are none.
fn put_together(reference: &Reference, place: Place) -> Option<String> {
    let text = |field| reference.fields.get(place, field).map(Value::to_display).unwrap_or_default();
    let title = join_title(&text(Field::Title), &text(Field::Subtitle));
    let imprint = match (text(Field::Places), text(Field::Publishers)) {
        (places, publishers) if !places.is_empty() && !publishers.is_empty() => {
            format!("{places}: {publishers}")
        }
        (places, publishers) => places + &publishers,
    };
    let join = |parts: [String; 2], separator: &str| {
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(separator)
    };
    let whole = join([join([title, imprint], ". "), text(Field::Date)], ", ");
    (!whole.is_empty()).then_some(whole)
}

/// A line that names a variable of CSL of the original.
fn read_line(reading: &mut Reading<'_>, line: &str) -> Option<()> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim().to_lowercase().replace(' ', "-");
    let row = row_to_read(Dialect::Csl, &name, reading.kind())?;
    let value = value.trim();
    let is_free = !reading.reference.fields.has(row.place, row.field) && !value.is_empty();
    if row.place != Place::Original || row.csl.written != Some(name.as_str()) || !is_free {
        return None;
    }
    let value: Value = match row.kind {
        Kind::Date => {
            dates::parse(value, None).map_or_else(|| Date::parse(value), |stated| stated.date).into()
        }
        kind if kind.is_list() => vec![value.to_owned()].into(),
        _ => value.into(),
    };
    reading.set(row.place, row.field, value);
    Some(())
}

/// A tag that tells of the original or the reprint.
pub(super) struct Told {
    pub(super) tag: &'static str,
    pub(super) text: String,
    /// What the text was made from.
    pub(super) facts: Vec<Fact>,
}

/// The tags that tell of the original and the reprint to a target.
pub(super) fn write(reference: &Reference, profile: &Profile) -> Vec<Told> {
    let mut tags = Vec::new();
    let has = |place| FACTS.iter().any(|field| reference.fields.has(place, *field));
    // What a reprint of an untranslated text reprints is its original publication.
    let is_first = has(Place::Reprint) && !has(Place::Original) && !reference.is_translated();
    let is_in_original = is_first && profile.reprint == ReprintAs::OneText;
    match profile.original {
        OriginalAs::OneText => {
            let behind = if is_in_original { Place::Reprint } else { Place::Original };
            let facts = facts(reference, behind);
            tags.extend(put_together(reference, behind).map(|text| Told { tag: "OP", text, facts }));
        }
        OriginalAs::Title => {
            let text = |field| reference.fields.text(Place::Original, field).unwrap_or_default();
            let text = join_title(text(Field::Title), text(Field::Subtitle));
            let facts = [Field::Title, Field::Subtitle].map(|field| Fact::Field(Place::Original, field));
            tags.extend((!text.is_empty()).then(|| Told { tag: "OP", text, facts: facts.to_vec() }));
        }
        OriginalAs::Lines => tags.extend(FACTS.iter().filter_map(|field| line(reference, *field))),
        _ => {}
    }
    let (tag, before) = match profile.reprint {
        ReprintAs::OneText if !is_in_original => ("RP", ""),
        ReprintAs::Note => ("N1", REPRINT_OF),
        _ => return tags,
    };
    let text = put_together(reference, Place::Reprint).map(|text| format!("{before}{text}"));
    tags.extend(text.map(|text| Told { tag, text, facts: facts(reference, Place::Reprint) }));
    tags
}

/// What the text of a place is made from.
fn facts(reference: &Reference, place: Place) -> Vec<Fact> {
    let fields = FACTS.iter().chain([&Field::Subtitle]).copied();
    fields
        .filter(|field| reference.fields.has(place, *field))
        .map(|field| Fact::Field(place, field))
        .collect()
}

/// A fact of the original as a line.
fn line(reference: &Reference, field: Field) -> Option<Told> {
    let value = reference.fields.get(Place::Original, field)?.to_display();
    let subtitle = reference.fields.text(Place::Original, Field::Subtitle).filter(|_| field == Field::Title);
    let name = row_to_write(Dialect::Csl, Place::Original, field, reference.entry_type)?.csl.written?;
    let mut facts = vec![Fact::Field(Place::Original, field)];
    facts.extend(subtitle.map(|_| Fact::Field(Place::Original, Field::Subtitle)));
    let text = format!("{name}: {}", join_title(&value, subtitle.unwrap_or_default()));
    Some(Told { tag: "M2", text, facts })
}
