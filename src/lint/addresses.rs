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
        let address = text.trim();
        let doubt = || Doubt::of("does not begin with https:// or another scheme", text);
        match is_surely_of_web(address) {
            _ if has_scheme(address) => None,
            true => Some(doubt().mended(format!("https://{address}"))),
            false => Some(doubt()),
        }
    })
}

/// Whether a text without scheme is an address of the web and nothing else: `www.x.org`, `example.org/path`. What ends
/// with its host might be the name of a file.
fn is_surely_of_web(address: &str) -> bool {
    let (host, path) = address.find('/').map_or((address, ""), |at| address.split_at(at));
    let labels: Vec<&str> = host.split('.').collect();
    let is_label = |label: &&str| {
        let is_inner = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(is_inner)
    };
    let is_host = labels.iter().all(is_label)
        && labels
            .last()
            .is_some_and(|top| top.len() > 1 && top.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let is_site = match labels[..] {
        ["www", _, _, ..] => true,
        [_, _, ..] => !path.is_empty(),
        _ => false,
    };
    is_host && is_site && !path.contains(|c: char| c.is_whitespace() || c == '\\')
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_web_are_known() {
        for (text, is) in [
            ("www.example.org", true),
            ("www.example.org/serge?a=b", true),
            ("example.org/path", true),
            ("archive.example.co.uk/a", true),
            ("example.org", false),
            ("notes.txt", false),
            ("www.org", false),
            ("papers/serge.pdf", false),
            ("10.1000/182", false),
            ("../serge.html", false),
            ("example.org/a b", false),
            ("see www.example.org", false),
            ("", false),
        ] {
            assert_eq!(is_surely_of_web(text), is, "{text}");
        }
    }
}
