//! What a target's note says besides the note: sentences for styles that print no more of the original than
//! stands there, lines that Zotero takes for fields.

use super::cells::{Cell, editor_place};
use super::note_fields::{names_told, tex_line};
use super::text;
use crate::fields::zotero::{REPRINT_LABEL, TYPE_LABEL, nearest_type};
use crate::fields::{OriginalAs, Profile, Reader, ReprintAs, TranslatorAs, Wording, row, type_row};
use crate::formats::fact::Fact;
use crate::model::{Extra, Field, Place, Reference, Role};

/// The fields of an earlier edition that a sentence or line tells.
const TOLD: &[Field] = &[Field::Title, Field::Subtitle, Field::Places, Field::Publishers, Field::Date];

/// What begins a sentence.
struct Words {
    translated_by: &'static str,
    and: &'static str,
    translation_of: &'static str,
    reprint_of: &'static str,
}

const ENGLISH: Words = Words {
    translated_by: "Translated by",
    and: " and ",
    translation_of: "Translation of",
    reprint_of: "First published",
};
const GERMAN: Words = Words {
    translated_by: "Übersetzt von",
    and: " und ",
    translation_of: "Originaltitel",
    reprint_of: "Zuerst erschienen",
};

/// Puts into the note among some cells what the target wants to stand there.
pub(super) fn add(cells: &mut Vec<Cell>, reference: &Reference, profile: &Profile) {
    let mut note =
        Addition { reference, profile, lines: Vec::new(), sentences: Vec::new(), facts: Vec::new() };
    note.add_sentences();
    note.add_lines(cells);
    if note.lines.is_empty() && note.sentences.is_empty() {
        return;
    }
    let Some(name) = row(Place::Here, Field::Note).and_then(|row| row.csl.written) else { return };
    let position = cells.iter().position(|cell| cell.name == name);
    let own = position.and_then(|position| cells[position].value.as_str()).unwrap_or_default();
    let mut text = note.sentences.join(". ");
    if !own.is_empty() && !text.is_empty() {
        text.push_str(". ");
    }
    text.push_str(own);
    let paragraphs = note.lines.into_iter().chain((!text.is_empty()).then_some(text));
    let value = paragraphs.collect::<Vec<_>>().join("\n").into();
    match position.and_then(|position| cells.get_mut(position)) {
        Some(cell) => {
            cell.value = value;
            cell.facts.extend(note.facts);
        }
        None => cells.push(Cell { name, value, facts: note.facts }),
    }
}

/// Whether the original behind a translation is told in the note of a target.
pub(super) fn tells_original(reference: &Reference, profile: &Profile) -> bool {
    profile.original == OriginalAs::Note && has_title(reference, Place::Original)
}

fn has_title(reference: &Reference, place: Place) -> bool {
    [Field::Title, Field::Subtitle].iter().any(|field| reference.fields.has(place, *field))
}

struct Addition<'a> {
    reference: &'a Reference,
    profile: &'a Profile,
    lines: Vec<String>,
    sentences: Vec<String>,
    facts: Vec<Fact>,
}

impl Addition<'_> {
    fn add_sentences(&mut self) {
        let words = match self.profile.wording {
            Wording::English => &ENGLISH,
            Wording::German => &GERMAN,
        };
        let translators: Vec<String> =
            self.reference.names(Place::Here, Role::Translator).iter().map(|name| name.display()).collect();
        let is_told = self.profile.translator == TranslatorAs::FieldAndNote && !translators.is_empty();
        if is_told && !prints_translator(self.reference) {
            self.sentences.push(format!("{} {}", words.translated_by, listed(&translators, words.and)));
        }
        if tells_original(self.reference, self.profile) {
            self.add_earlier(Place::Original, words.translation_of);
        }
        if self.profile.reprint == ReprintAs::Note {
            // Without a title it is the first edition of the same text.
            if !has_title(self.reference, Place::Original) {
                self.add_earlier(Place::Original, words.reprint_of);
            }
            self.add_earlier(Place::Reprint, words.reprint_of);
        }
    }

    fn add_earlier(&mut self, place: Place, label: &str) {
        if let Some((text, facts)) = earlier(self.reference, place) {
            self.sentences.push(format!("{label}: {text}"));
            self.facts.extend(facts);
        }
    }

    /// The lines that programs take for fields. Where the note is printed as sentences there are none.
    fn add_lines(&mut self, cells: &[Cell]) {
        if self.profile.original == OriginalAs::FieldsAndLines {
            self.add_lines_for_zotero(cells);
        } else if self.profile.original == OriginalAs::Note || self.profile.reader == Reader::Hayagriva {
            return;
        }
        let told = names_told(&self.reference.extras);
        let is_told = |extra: &&Extra| self.profile.reader == Reader::Zotero || told.contains(&extra.name);
        let Reference { extras, entry_type, .. } = self.reference;
        self.lines.extend(extras.iter().filter(is_told).filter_map(|extra| tex_line(extra, *entry_type)));
    }

    /// The lines for Zotero, from the variables that it has no field for.
    fn add_lines_for_zotero(&mut self, cells: &[Cell]) {
        let csl_type = type_row(self.reference.entry_type).csl;
        if nearest_type(csl_type) != csl_type {
            self.lines.push(format!("{TYPE_LABEL}: {csl_type}"));
        }
        let is_article = self.reference.entry_type.is_part_of_periodical();
        let mut wanted = vec![Field::Title];
        wanted.extend(is_article.then_some(Field::Date));
        for field in wanted {
            let name = row(Place::Original, field).and_then(|row| row.csl.written);
            let cell = cells.iter().find(|cell| Some(cell.name) == name);
            let text = cell.and_then(|cell| match field {
                Field::Date => self.earlier_date(),
                _ => cell.value.as_str().map(str::to_owned),
            });
            self.lines.extend(name.zip(text).map(|(name, text)| line(name, &text)));
        }
        if self.profile.reprint == ReprintAs::Line
            && !cells.iter().any(tells_reprint)
            && let Some((text, facts)) = earlier(self.reference, Place::Reprint)
        {
            self.lines.push(line(REPRINT_LABEL, &text));
            self.facts.extend(facts);
        }
    }

    fn earlier_date(&self) -> Option<String> {
        let date = |place| self.reference.fields.date(place, Field::Date);
        let date = date(Place::Original).or_else(|| date(Place::Reprint))?;
        date.as_edtf().map(str::to_owned)
    }
}

/// Whether styles for ISO 690 print the translator by themselves: as the first name where there is no other, and
/// before the title of what something stands in where that has no name of its own.
fn prints_translator(reference: &Reference) -> bool {
    const WITH_NAMES_OF_CONTAINER: &[&str] = &[
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "broadcast",
        "chapter",
        "entry",
        "entry-dictionary",
        "entry-encyclopedia",
        "paper-conference",
        "post",
        "post-weblog",
        "speech",
        "webpage",
    ];
    let has = |place, role| !reference.names(place, role).is_empty();
    let is_within = WITH_NAMES_OF_CONTAINER.contains(&type_row(reference.entry_type).csl);
    !has(editor_place(reference.entry_type), Role::Editor)
        && (!has(Place::Here, Role::Author) || is_within && !has(Place::Container, Role::Author))
}

fn tells_reprint(cell: &Cell) -> bool {
    cell.facts.iter().any(|fact| matches!(fact, Fact::Field(Place::Reprint, _)))
}

fn line(label: &str, text: &str) -> String {
    let text: Vec<&str> = text.split_whitespace().collect();
    format!("{label}: {}", text.join(" "))
}

/// An earlier edition in one text, `Title (Place: Publisher, year)`, and the fields that it was made from.
fn earlier(reference: &Reference, place: Place) -> Option<(String, Vec<Fact>)> {
    let fields = &reference.fields;
    let text = |field| fields.text(place, field).map(text::to_csl).unwrap_or_default();
    let list = |field| {
        let texts: Vec<String> =
            fields.list(place, field).iter().map(|text| text::to_csl(text).into_owned()).collect();
        text::join_list(&texts)
    };
    let title = text::join_title(&text(Field::Title), &text(Field::Subtitle));
    let published: Vec<String> =
        [list(Field::Places), list(Field::Publishers)].into_iter().filter(|text| !text.is_empty()).collect();
    let date = fields.date(place, Field::Date).map(|date| date.display_year());
    let imprint: Vec<String> =
        [published.join(": ")].into_iter().chain(date).filter(|text| !text.is_empty()).collect();
    let imprint = imprint.join(", ");
    let text = match (title.is_empty(), imprint.is_empty()) {
        (true, true) => return None,
        (false, true) => title,
        (true, false) => imprint,
        (false, false) => format!("{title} ({imprint})"),
    };
    let facts =
        TOLD.iter().filter(|field| fields.has(place, **field)).map(|field| Fact::Field(place, *field));
    Some((text, facts.collect()))
}

/// "A, B and C".
fn listed(names: &[String], and: &str) -> String {
    match names {
        [first @ .., before, last] => {
            let mut names = first.to_vec();
            names.push([before, and, last].concat());
            names.join(", ")
        }
        _ => names.concat(),
    }
}
