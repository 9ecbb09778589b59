//! Sentences in `note` for what has no field: what a reader of the printed bibliography needs (FIELDS, table C).

use super::{datamodel, types};
use crate::{
    fields::{Dialect, OriginalAs, Profile, ReprintAs, Slot, TranslatorAs, role_row, type_row},
    model::{
        Date, EntryType as T, Field, Name, Place, Reference, Role, Value,
        date::{End, Form, Mask},
        language,
    },
};

/// Roles that classic BibTeX has no field for, and how a note tells of them.
const ROLES: &[(Role, &str)] = &[
    (Role::Translator, "Translated by"),
    (Role::Abridger, "Abridged by"),
    (Role::Compiler, "Compiled by"),
    (Role::Introduction, "Introduction by"),
    (Role::Foreword, "Foreword by"),
    (Role::Afterword, "Afterword by"),
    (Role::Annotator, "Annotated by"),
    (Role::Commentator, "With a commentary by"),
    (Role::Illustrator, "Illustrated by"),
];

/// Roles that a reader must hear of where the entry type has no field for them in BibLaTeX: the author of a
/// special issue, the translator of a web page.
const ROLES_OF_EVERY_TYPE: &[(Role, &str)] = &[(Role::Author, "By"), (Role::Translator, "Translated by")];

/// The note that is printed: that of the reference and the sentences for what has no other place in an entry that is
/// written as `type_name`. With markup; `None` when there is nothing to say.
pub(super) fn compose(
    dialect: Dialect,
    profile: &Profile,
    type_name: &str,
    reference: &Reference,
) -> Option<String> {
    let own = reference.fields.text(Place::Here, Field::Note).filter(|note| !note.trim().is_empty());
    let mut sentences: Vec<String> = own.map(str::to_owned).into_iter().collect();
    sentences.extend(date_in_words(dialect, reference.fields.date(Place::Here, Field::Date)));
    if dialect == Dialect::Biblatex {
        let unsaid = ROLES_OF_EVERY_TYPE.iter().filter(|(role, _)| !has_role(type_name, *role));
        sentences.extend(unsaid.filter_map(|(role, by)| sentence_of_role(reference, *role, by)));
    }
    if dialect == Dialect::Bibtex {
        sentences.extend(special_issue(reference));
        sentences.extend(issue_without_volume(reference));
        sentences.extend(editors(reference));
        let has_field = |role| role == Role::Translator && profile.translator == TranslatorAs::Field;
        let unsaid = ROLES.iter().filter(|(role, _)| !has_field(*role));
        sentences.extend(unsaid.filter_map(|(role, by)| sentence_of_role(reference, *role, by)));
        let gloss = reference.fields.text(Place::Here, Field::TitleAddon);
        sentences.extend(gloss.map(str::to_owned));
        if profile.reprint == ReprintAs::Note {
            sentences.extend(edition_behind(reference, Place::Reprint, "First published", "as"));
        }
        if profile.original == OriginalAs::Note {
            sentences.extend(original(reference));
        }
    }
    (!sentences.is_empty()).then(|| join(&sentences))
}

/// Whether an entry of this type has a field for a role in BibLaTeX.
fn has_role(type_name: &str, role: Role) -> bool {
    match role_row(Place::Here, role).map(|row| row.biblatex) {
        Some(Slot::Field(name)) => datamodel::has_field(type_name, name),
        _ => false,
    }
}

/// Sentences with a full stop and a space between them. Styles put the last full stop.
pub(super) fn join(sentences: &[String]) -> String {
    let mut text = String::new();
    for sentence in sentences {
        if !text.is_empty() {
            text.push_str(if text.ends_with(['.', '?', '!']) { " " } else { ". " });
        }
        text.push_str(sentence);
    }
    text
}

/// A date that the date field cannot say.
fn date_in_words(dialect: Dialect, date: Option<&Date>) -> Option<String> {
    let date = date?;
    let is_said = match date.form() {
        Form::Literal(_) => false,
        _ if dialect == Dialect::Biblatex => true,
        Form::Single(point) => point.year().mask() == Mask::None && point.year().first() > 0,
        Form::Interval(start, end) => [start, end].iter().all(|end| matches!(end, End::At(_))),
        Form::Set { .. } => false,
    };
    let words = if is_said { String::new() } else { date.display_year() };
    (!words.is_empty()).then_some(words)
}

fn special_issue(reference: &Reference) -> Option<String> {
    if reference.entry_type != T::SpecialIssue {
        return None;
    }
    let journal = reference.fields.text(Place::Container, Field::Title)?;
    let mut text = format!("Special issue of <i>{journal}</i>");
    let number = |field| reference.fields.text(Place::Here, field);
    if let Some(volume) = number(Field::Volume) {
        text.push_str(&format!(" {volume}"));
    }
    if let Some(issue) = number(Field::Issue) {
        text.push_str(&format!(" ({issue})"));
    }
    Some(text)
}

/// In an article BibTeX takes a number only with a volume.
fn issue_without_volume(reference: &Reference) -> Option<String> {
    let is_article = reference.entry_type.is_part_of_periodical() && reference.entry_type != T::SpecialIssue;
    let has_volume = reference.fields.has(Place::Here, Field::Volume);
    let issue = reference.fields.text(Place::Here, Field::Issue).filter(|_| is_article && !has_volume)?;
    Some(format!("No. {issue}"))
}

/// In a book BibTeX takes an author or an editor, never both.
pub(super) fn hides_editors(reference: &Reference) -> bool {
    let by_type = matches!(type_row(reference.entry_type).written(Dialect::Bibtex), "book" | "inbook");
    by_type && !reference.names(Place::Here, Role::Author).is_empty()
}

fn editors(reference: &Reference) -> Option<String> {
    if !hides_editors(reference) {
        return None;
    }
    let place = if reference.entry_type.is_part_of_book() { Place::Container } else { Place::Here };
    Some(format!("Edited by {}", people(reference.names(place, Role::Editor))?))
}

fn sentence_of_role(reference: &Reference, role: Role, by: &str) -> Option<String> {
    Some(format!("{by} {}", people(reference.names(Place::Here, role))?))
}

fn people(names: &[Name]) -> Option<String> {
    let names: Vec<String> = names.iter().map(Name::display).collect();
    match names.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        [first @ .., last] => Some(format!("{} and {last}", first.join(", "))),
    }
}

fn original(reference: &Reference) -> Option<String> {
    edition_behind(reference, Place::Original, "Originally published", "as").or_else(|| {
        let languages = reference.fields.list(Place::Original, Field::Language);
        let name = |tag: &String| language::english_name(tag).map_or_else(|| tag.clone(), str::to_owned);
        let names: Vec<String> = languages.iter().map(name).collect();
        (!names.is_empty()).then(|| format!("Translated from {}", names.join(" and ")))
    })
}

/// "Originally published as <i>Title</i> (Place: Publisher, Year)": the verb, and the word before the title.
pub(super) fn edition_behind(
    reference: &Reference,
    place: Place,
    verb: &str,
    before_title: &str,
) -> Option<String> {
    let fields = &reference.fields;
    let title = fields.text(place, Field::Title).map(|title| {
        let whole = join_title(title, fields.text(place, Field::Subtitle));
        let author = people(reference.names(place, Role::Author));
        let by = author.map_or_else(String::new, |author| format!(" by {author}"));
        format!(" {before_title} <i>{whole}</i>{by}")
    });
    let joined = |field| {
        let list = fields.list(place, field);
        (!list.is_empty()).then(|| list.join(" and "))
    };
    let house = match (joined(Field::Places), joined(Field::Publishers)) {
        (Some(town), Some(publisher)) => Some(format!("{town}: {publisher}")),
        (town, publisher) => town.or(publisher),
    };
    let date = fields.get(place, Field::Date).and_then(Value::as_date).map(Date::display_year);
    let imprint: Vec<String> = house.into_iter().chain(date).collect();
    if title.is_none() && imprint.is_empty() {
        return None;
    }
    let imprint = if imprint.is_empty() { String::new() } else { format!(" ({})", imprint.join(", ")) };
    Some(format!("{verb}{}{imprint}", title.unwrap_or_default()))
}

/// A title and its subtitle in one field.
pub(super) fn join_title(title: &str, subtitle: Option<&str>) -> String {
    match subtitle {
        None => title.to_owned(),
        Some(subtitle) if title.ends_with(['?', '!', ':']) => format!("{title} {subtitle}"),
        Some(subtitle) => format!("{title}: {subtitle}"),
    }
}

/// The title that was joined with a subtitle, if it was.
pub(super) fn split_title(whole: &str, subtitle: &str) -> Option<String> {
    let title = whole.strip_suffix(subtitle)?;
    let title = title.strip_suffix(": ").or_else(|| title.strip_suffix(' '))?;
    (join_title(title, Some(subtitle)) == whole).then(|| title.to_owned())
}

/// Whether the subtitle at a place is written behind the title, because the dialect has no field for it.
pub(super) fn joins_subtitle(dialect: Dialect, place: Place, entry_type: T) -> bool {
    types::name_of(dialect, place, Field::Title, entry_type).is_some()
        && types::name_of(dialect, place, Field::Subtitle, entry_type).is_none()
}
