//! Addresses on the net.

use super::{Remark, Subject, identifiers::doi_of_address, subject::Doubt, wording::shown};
use crate::model::{Field, Place};

/// Whether a text begins with the scheme of an address (RFC 3986, section 3.1).
fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-'))
    })
}

pub(super) fn url_without_scheme(subject: &Subject<'_>) -> Vec<Remark> {
    subject.field_doubts(Field::Url, |text| {
        (!has_scheme(text.trim())).then(|| Doubt::of("does not begin with https:// or another scheme", text))
    })
}

pub(super) fn url_with_space(subject: &Subject<'_>) -> Vec<Remark> {
    subject.field_doubts(Field::Url, |text| {
        let clean = text.trim();
        let doubt = Doubt::of("has spaces in it", text);
        match (text.contains(char::is_whitespace), clean.contains(char::is_whitespace)) {
            (false, _) => None,
            (true, false) => Some(doubt.mended(clean)),
            (true, true) => Some(doubt),
        }
    })
}

pub(super) fn doi_as_url(subject: &Subject<'_>) -> Vec<Remark> {
    let Some(url) = subject.text(Field::Url).filter(|_| !subject.has(Place::Here, Field::Doi)) else {
        return Vec::new();
    };
    let Some(doi) = doi_of_address(url) else { return Vec::new() };
    let remark = Remark::of(
        Place::Here,
        Field::Url,
        format!("url is that of a DOI, which is not given: {}", shown(doi)),
    );
    vec![remark.fixed(Place::Here, Field::Doi, vec![doi.to_owned()])]
}

pub(super) fn url_repeats_doi(subject: &Subject<'_>) -> Vec<Remark> {
    let dois = subject.edition.fields.list(Place::Here, Field::Doi);
    let Some(doi) = subject.text(Field::Url).and_then(doi_of_address) else { return Vec::new() };
    if !dois.iter().any(|known| known == doi) {
        return Vec::new();
    }
    let remark = Remark::of(Place::Here, Field::Url, format!("url says no more than the DOI {}", shown(doi)));
    // The day of access would be left without what was accessed.
    let is_all = !subject.has(Place::Here, Field::Accessed);
    vec![if is_all { remark.fixed(Place::Here, Field::Url, "") } else { remark }]
}
