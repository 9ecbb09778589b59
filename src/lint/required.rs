//! What an edition of a type is not to be without.

use super::{Remark, Subject};
use crate::fields::required::{self, Required};
use crate::model::{Ending, EntryType as T, Field as F, Place as P, Role as R, reference::Reference};

/// What is said of a listed edition of one of these types.
fn lacking(subject: &Subject<'_>, types: &[T], lacks: bool, field: (P, F), message: &str) -> Vec<Remark> {
    let is_asked = subject.is_listed() && types.contains(&subject.edition.entry_type);
    if is_asked && lacks { vec![Remark::of(field.0, field.1, message)] } else { Vec::new() }
}

/// What is said of an edition that lacks a field of the table, and all that excuses from it.
fn lacking_required(subject: &Subject<'_>, required: &Required, message: &str) -> Vec<Remark> {
    let field = (required.place, required.field);
    let excuses = [field].into_iter().chain(required.instead.iter().chain(required.excused).copied());
    let lacks = !excuses.into_iter().any(|(place, field)| subject.has(place, field));
    lacking(subject, required.of, lacks, field, message)
}

pub(super) fn title_missing(subject: &Subject<'_>) -> Vec<Remark> {
    let text = subject.reference.fields.text(P::Here, F::Title);
    lacking(
        subject,
        T::ALL,
        // A set is named by its members.
        subject.edition.entry_type != T::EntrySet && text.is_none_or(|text| text.trim().is_empty()),
        (P::Here, F::Title),
        "there is no title",
    )
}

pub(super) fn date_missing(subject: &Subject<'_>) -> Vec<Remark> {
    if required::UNDATED.contains(&subject.edition.entry_type) || subject.has(P::Event, F::Date) {
        return Vec::new();
    }
    let lacks = subject.date().is_none() && !subject.has_any(&[F::PublicationState]);
    lacking(subject, T::ALL, lacks, (P::Here, F::Date), "there is no date")
}

/// Whether anybody made it, or is said not to be named.
fn has_maker(reference: &Reference) -> bool {
    let is_told = |list: &crate::model::NameList| !list.names.is_empty() || list.ending == Ending::NotNamed;
    let has_name = reference.names.iter().any(|((place, role), list)| {
        let counts = match place {
            P::Here => !matches!(
                role,
                R::Recipient
                    | R::ReviewedAuthor
                    | R::Illustrator
                    | R::Introduction
                    | R::Foreword
                    | R::Afterword
            ),
            _ => false,
        };
        counts && is_told(list)
    });
    has_name
        || [F::Organizations, F::Institutions].into_iter().any(|field| reference.fields.has(P::Here, field))
}

pub(super) fn author_missing(subject: &Subject<'_>) -> Vec<Remark> {
    if !subject.is_listed()
        || !required::WRITTEN.contains(&subject.edition.entry_type)
        || has_maker(subject.reference)
    {
        return Vec::new();
    }
    vec![Remark::whole("nobody is named who wrote, edited or translated it")]
}

pub(super) fn container_missing(subject: &Subject<'_>) -> Vec<Remark> {
    // What comes out by itself, on a server or as an issue.
    let is_alone = matches!(
        subject.edition.entry_type,
        T::Preprint | T::SpecialIssue | T::PeriodicalSupplement | T::Supplement | T::Review | T::BookReview
    );
    let parts: Vec<T> = [T::PARTS_OF_BOOKS, T::PARTS_OF_PERIODICALS].concat();
    let lacks = !is_alone
        && !subject.has(P::Container, F::Title)
        && !subject.has(P::Issue, F::Title)
        && !subject.has(P::Event, F::Title)
        && subject.edition.container.is_none()
        && !subject.has_any(&[F::PublicationState, F::Eprint]);
    lacking(subject, &parts, lacks, (P::Container, F::Title), "it is part of something that is not named")
}

pub(super) fn publisher_missing(subject: &Subject<'_>) -> Vec<Remark> {
    lacking_required(subject, &required::PUBLISHER, "there is no publisher")
}

pub(super) fn institution_missing(subject: &Subject<'_>) -> Vec<Remark> {
    lacking_required(subject, &required::INSTITUTION, "there is no institution")
}

pub(super) fn url_missing(subject: &Subject<'_>) -> Vec<Remark> {
    lacking_required(subject, &required::ADDRESS, "there is no address of the page")
}

pub(super) fn accessed_missing(subject: &Subject<'_>) -> Vec<Remark> {
    let lacks =
        subject.has(P::Here, F::Url) && subject.date().is_none() && !subject.has(P::Here, F::Accessed);
    lacking(
        subject,
        T::ALL,
        lacks,
        (P::Here, F::Accessed),
        "an address without a date needs the day of access",
    )
}

pub(super) fn pages_missing(subject: &Subject<'_>) -> Vec<Remark> {
    lacking_required(subject, &required::PAGES, "there are no pages")
}

pub(super) fn volume_missing(subject: &Subject<'_>) -> Vec<Remark> {
    let found =
        [F::Volume, F::Issue, F::Number, F::ArticleNumber, F::Doi, F::Url, F::Eprint, F::PublicationState];
    // A journal that is known by its day needs neither.
    let has_day = subject
        .date()
        .and_then(|date| date.first_point())
        .is_some_and(|point| point.month().is_some() || point.season().is_some());
    let lacks = !subject.has_any(&found) && !has_day && !subject.has(P::Issue, F::Title);
    lacking(subject, &[T::Article], lacks, (P::Here, F::Volume), "there is neither volume nor issue")
}
