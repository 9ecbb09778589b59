//! Translations and their originals; languages.

use super::{
    Remark, Subject,
    subject::{Doubt, name_of_role},
    wording::shown,
};
use crate::{
    fields::Kind,
    model::{Ending, Field, NameList, Place, Role, language, tree::ExpressionKind},
};

fn translators<'a>(subject: &Subject<'a>) -> Option<&'a NameList> {
    subject.reference.names.get(&(Place::Here, Role::Translator))
}

pub(super) fn translator_without_original(subject: &Subject<'_>) -> Vec<Remark> {
    let has_translator = translators(subject).is_some_and(|list| !list.names.is_empty());
    let knows_original = subject.expression.derived_from.is_some()
        || subject.reference.fields.has_place(Place::Original)
        || subject.source_language.is_some();
    if !has_translator || knows_original || !subject.is_listed() {
        return Vec::new();
    }
    let field = name_of_role(Place::Here, Role::Translator);
    let message = "somebody translated it, but nothing is said of the original".to_owned();
    vec![Remark { field, message, fix: Vec::new() }]
}

pub(super) fn translation_without_translator(subject: &Subject<'_>) -> Vec<Remark> {
    let is_told =
        translators(subject).is_some_and(|list| !list.names.is_empty() || list.ending == Ending::NotNamed);
    // The translator of the book translated its parts.
    let of_book = subject.reference.names(Place::Container, Role::Translator);
    if subject.expression.kind != ExpressionKind::Translation
        || is_told
        || !of_book.is_empty()
        || !subject.is_listed()
    {
        return Vec::new();
    }
    let field = name_of_role(Place::Here, Role::Translator);
    let message = "it is a translation, but nothing is said of the translator".to_owned();
    vec![Remark { field, message, fix: Vec::new() }]
}

pub(super) fn original_without_language(subject: &Subject<'_>) -> Vec<Remark> {
    let fields = &subject.reference.fields;
    let is_known = subject.source_language.is_some()
        || fields.has(Place::Original, Field::Language)
        || subject.work.language.is_some();
    if !fields.has(Place::Original, Field::Title) || is_known || !subject.is_listed() {
        return Vec::new();
    }
    vec![Remark::of(Place::Original, Field::Language, "the original is known, but not its language")]
}

pub(super) fn translation_without_language(subject: &Subject<'_>) -> Vec<Remark> {
    let is_translation = subject.expression.kind == ExpressionKind::Translation;
    if !is_translation || subject.expression.language.is_some() || !subject.is_listed() {
        return Vec::new();
    }
    vec![Remark::of(Place::Here, Field::Language, "it is a translation, but its language is not given")]
}

pub(super) fn translation_into_same_language(subject: &Subject<'_>) -> Vec<Remark> {
    let (Some(own), Some(source)) = (subject.expression.language.as_deref(), subject.source_language) else {
        return Vec::new();
    };
    // Into another form of a language (script, time, country) there are translations.
    if subject.expression.kind != ExpressionKind::Translation || !own.eq_ignore_ascii_case(source) {
        return Vec::new();
    }
    let name = language::english_name(own).unwrap_or(own);
    vec![Remark::of(Place::Here, Field::Language, format!("it is a translation from {name} into {name}"))]
}

/// What is wrong with the tag of a language.
fn unknown(tag: &str) -> Option<Doubt> {
    match language::from_any(tag) {
        None => Some(Doubt::of("is no language that is known here", tag)),
        Some(_) => None,
    }
}

pub(super) fn language_unknown(subject: &Subject<'_>) -> Vec<Remark> {
    let mut remarks = subject.doubts(|_, _, kind| matches!(kind, Kind::Languages), unknown);
    if let Some(tag) = &subject.expression.language
        && let Some(doubt) = unknown(tag)
    {
        remarks.push(Remark::of(Place::Here, Field::Language, format!("language {}", doubt.message)));
    }
    remarks
}

pub(super) fn language_form(subject: &Subject<'_>) -> Vec<Remark> {
    let form = |tag: &str| {
        let usual = language::from_any(tag).filter(|usual| usual != tag)?;
        Some(Doubt::of("is not written as a tag", tag).mended(usual))
    };
    let mut remarks = subject.doubts(|_, _, kind| matches!(kind, Kind::Languages), form);
    if let Some(tag) = &subject.expression.language
        && let Some(usual) = language::from_any(tag).filter(|usual| usual != tag)
    {
        let message = format!("language {} has the tag {usual}", shown(tag));
        remarks.push(Remark::of(Place::Here, Field::Language, message));
    }
    remarks
}
