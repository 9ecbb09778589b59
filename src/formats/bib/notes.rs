//! Sentences in `note` for what has no field: what a reader of the printed bibliography needs (FIELDS, table C).

use super::{datamodel, types};
use crate::{
    fields::{Dialect, OriginalAs, Profile, ReprintAs, Slot, TranslatorAs, in_words, role_row, type_row},
    formats::fact::Fact,
    model::{
        Date, EntryType as T, Field, LinkKind, Name, Place, Reference, Role, Value,
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

/// A note and what it tells.
#[derive(Default)]
pub(super) struct Composed {
    /// With markup; `None` when there is nothing to say.
    pub(super) text: Option<String>,
    /// What a person who reads it finds there.
    pub(super) told: Vec<Fact>,
}

struct Sentences<'r> {
    profile: &'r Profile,
    type_name: &'r str,
    reference: &'r Reference,
    texts: Vec<String>,
    told: Vec<Fact>,
}

/// The note that is printed: that of the reference and the sentences for what has no other place in an entry that is
/// written as `type_name`.
pub(super) fn compose(
    dialect: Dialect,
    profile: &Profile,
    type_name: &str,
    reference: &Reference,
) -> Composed {
    let own = reference.fields.text(Place::Here, Field::Note).filter(|note| !note.trim().is_empty());
    let texts: Vec<String> = own.map(str::to_owned).into_iter().collect();
    let mut note = Sentences { profile, type_name, reference, texts, told: Vec::new() };
    let date = reference.fields.date(Place::Here, Field::Date);
    note.add(date_in_words(dialect, date), &[Fact::Field(Place::Here, Field::Date)]);
    match dialect {
        Dialect::Bibtex => note.add_for_bibtex(),
        _ => note.add_for_biblatex(),
    }
    let Sentences { texts, told, .. } = note;
    Composed { text: (!texts.is_empty()).then(|| join(&texts)), told }
}

impl Sentences<'_> {
    /// Adds a sentence that tells of facts.
    fn add(&mut self, sentence: Option<String>, told: &[Fact]) {
        if let Some(sentence) = sentence {
            self.texts.push(sentence);
            self.told.extend(told);
        }
    }

    fn add_role(&mut self, role: Role, by: &str) {
        let sentence = sentence_of_role(self.reference, role, by);
        self.add(sentence, &[Fact::Names(Place::Here, role)]);
    }

    fn add_for_biblatex(&mut self) {
        for (role, by) in ROLES_OF_EVERY_TYPE {
            let is_twice = *role == Role::Translator && self.profile.translator == TranslatorAs::FieldAndNote;
            if !has_role(self.type_name, *role) && (is_twice || !self.is_printed(*role)) {
                self.add_role(*role, by);
            }
        }
        if self.reference.link(LinkKind::ReviewOf).is_none() {
            self.add_review();
        }
    }

    /// Whether the styles print the names in a role although BibLaTeX has no field for them.
    fn is_printed(&self, role: Role) -> bool {
        let name = role_row(Place::Here, role).map(|row| row.biblatex);
        matches!(name, Some(Slot::Field(name)) if self.profile.prints(self.type_name, name))
    }

    fn add_for_bibtex(&mut self) {
        let reference = self.reference;
        let here = |field| Fact::Field(Place::Here, field);
        let journal = Fact::Field(Place::Container, Field::Title);
        self.add(state_without_date(reference), &[here(Field::PublicationState)]);
        self.add(special_issue(reference), &[journal, here(Field::Volume), here(Field::Issue)]);
        self.add(issue_without_volume(reference), &[here(Field::Issue)]);
        self.add(editors(reference), &[Fact::Names(place_of_editors(reference), Role::Editor)]);
        let lacks_fields = self.profile.without_original.contains(&self.type_name);
        let has_field = self.profile.translator == TranslatorAs::Field && !lacks_fields;
        for (role, by) in ROLES.iter().filter(|(role, _)| *role != Role::Translator || !has_field) {
            self.add_role(*role, by);
        }
        let set = [in_set(Field::Title), in_set(Field::Subtitle)];
        self.add(whole_set(reference), &set);
        self.add_review();
        let gloss = reference.fields.text(Place::Here, Field::TitleAddon);
        self.add(gloss.map(str::to_owned), &[here(Field::TitleAddon)]);
        if self.profile.reprint == ReprintAs::Note {
            self.add_edition_behind(Place::Reprint, "First published");
        }
        match self.profile.original {
            OriginalAs::Note => self.add_original(),
            OriginalAs::DateAndPublisher if lacks_fields => {
                let date = reference.fields.date(Place::Original, Field::Date);
                let sentence = date.map(|date| format!("Original work published {}", date.display_year()));
                self.add(sentence, &[Fact::Field(Place::Original, Field::Date)]);
            }
            _ => {}
        }
    }

    fn add_original(&mut self) {
        if !self.add_edition_behind(Place::Original, "Originally published") {
            let language = Fact::Field(Place::Original, Field::Language);
            self.add(original_languages(self.reference), &[language]);
        }
    }

    /// Adds what an edition behind this one is, and tells whether there is one.
    fn add_edition_behind(&mut self, place: Place, verb: &str) -> bool {
        let sentence = edition_behind(self.reference, place, verb, "as");
        let fields = [Field::Title, Field::Subtitle, Field::Places, Field::Publishers, Field::Date];
        let author = Fact::Names(place, Role::Author);
        let told: Vec<Fact> = fields.iter().map(|field| Fact::Field(place, *field)).chain([author]).collect();
        let is_there = sentence.is_some();
        self.add(sentence, &told);
        is_there
    }

    /// Adds what is reviewed, unless the note names it.
    fn add_review(&mut self) {
        let title = self.reference.fields.text(Place::Here, Field::ReviewedTitle);
        let author = people(self.reference.names(Place::Here, Role::ReviewedAuthor));
        let is_named = |title: &str| self.texts.iter().any(|text| text.contains(title));
        if title.is_some_and(is_named) {
            return;
        }
        let work = match title {
            Some(title) => Some(format!("<i>{title}</i>")),
            None => author.as_ref().map(|_| "a work".to_owned()),
        };
        let by = author.map_or_else(String::new, |author| format!(" by {author}"));
        let told =
            [Fact::Field(Place::Here, Field::ReviewedTitle), Fact::Names(Place::Here, Role::ReviewedAuthor)];
        self.add(work.map(|work| format!("Review of {work}{by}")), &told);
    }
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
        Form::Single(point) => point.year().mask() != Mask::Whole && point.year().first() > 0,
        Form::Interval(start, end) => [start, end].iter().all(|end| matches!(end, End::At(_))),
        Form::Set { .. } => false,
    };
    let words = if is_said { String::new() } else { date.display() };
    (!words.is_empty()).then_some(words)
}

/// The state of publication of what has no date, which stands where the year would: "In press".
fn state_without_date(reference: &Reference) -> Option<String> {
    if reference.fields.has(Place::Here, Field::Date) {
        return None;
    }
    let worded = in_words(reference);
    let mut state = worded.fields.text(Place::Here, Field::PublicationState)?.trim().chars();
    let first = state.next()?;
    Some(first.to_uppercase().chain(state).collect())
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

fn in_set(field: Field) -> Fact {
    Fact::Field(Place::Set, field)
}

/// The multi-volume work that this is a volume of: its title has a field in BibLaTeX alone.
fn whole_set(reference: &Reference) -> Option<String> {
    let fields = &reference.fields;
    let title = fields.text(Place::Set, Field::Title).filter(|title| !title.trim().is_empty())?;
    Some(format!("Part of <i>{}</i>", join_title(title, fields.text(Place::Set, Field::Subtitle))))
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
    Some(format!("Edited by {}", people(reference.names(place_of_editors(reference), Role::Editor))?))
}

fn place_of_editors(reference: &Reference) -> Place {
    if reference.entry_type.is_part_of_book() { Place::Container } else { Place::Here }
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

fn original_languages(reference: &Reference) -> Option<String> {
    let languages = reference.fields.list(Place::Original, Field::Language);
    let name = |tag: &String| language::english_name(tag).map_or_else(|| tag.clone(), str::to_owned);
    let names: Vec<String> = languages.iter().map(name).collect();
    (!names.is_empty()).then(|| format!("Translated from {}", names.join(" and ")))
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
