//! Identifiers: forms and check digits.

use std::collections::BTreeMap;

use foldhash::{HashSet, HashSetExt};

use super::{
    Remark, Subject, Survey,
    subject::{Doubt, kind_of},
    wording::shown,
};
use crate::{
    fields::Kind,
    model::{Field, Place, Standing, Value},
};

/// Digits and the sign for ten, without hyphens, spaces and the name of the scheme before them.
fn signs(text: &str, scheme: &str) -> String {
    let text = text.trim();
    let named = text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let rest = if named { text.get(scheme.len()..).unwrap_or_default() } else { text };
    let rest = rest.trim_start_matches([':', ' ']);
    // What stands in parentheses after the number says of what it is the number.
    let number = rest.split('(').next().unwrap_or_default();
    let kept = number.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '‐' | '‑' | '.'));
    kept.flat_map(char::to_uppercase).collect()
}

/// The digits of a number whose last one may be X, for ten.
fn digits(signs: &str) -> Option<Vec<u32>> {
    let last = signs.chars().count().checked_sub(1)?;
    let digit = |(at, sign): (usize, char)| match sign {
        'X' if at == last => Some(10),
        _ => sign.to_digit(10),
    };
    signs.chars().enumerate().map(digit).collect()
}

/// Whether digits, each as often as its weight (counted down to 1), come to a multiple of 11.
fn sums_to_eleven(digits: &[u32]) -> bool {
    digits.iter().rev().zip(1..).map(|(digit, weight)| digit * weight).sum::<u32>() % 11 == 0
}

/// Whether digits, alternately once and three times, come to a multiple of 10 (EAN).
fn sums_to_ten(digits: &[u32]) -> bool {
    digits.iter().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum::<u32>() % 10 == 0
}

pub(super) fn isbn_form(subject: &Subject<'_>) -> Vec<Remark> {
    subject.field_doubts(Field::Isbn, |text| {
        let signs = signs(text, "isbn");
        let is_form = match signs.len() {
            10 => digits(&signs).is_some(),
            13 => signs.bytes().all(|sign| sign.is_ascii_digit()),
            _ => false,
        };
        (!is_form).then(|| Doubt::of("does not have 10 or 13 digits", text))
    })
}

pub(super) fn isbn_check_digit(subject: &Subject<'_>) -> Vec<Remark> {
    subject.field_doubts(Field::Isbn, |text| {
        let digits = digits(&signs(text, "isbn"))?;
        let is_right = match digits.len() {
            10 => sums_to_eleven(&digits),
            13 => digits.iter().all(|digit| *digit < 10) && sums_to_ten(&digits),
            _ => return None,
        };
        (!is_right).then(|| Doubt::of("has a wrong check digit", text))
    })
}

/// The digits of a book number that its two forms share.
fn core_of_isbn(text: &str) -> Option<(usize, String)> {
    let signs = signs(text, "isbn");
    digits(&signs)?;
    match signs.len() {
        10 => Some((10, signs.get(..9)?.to_owned())),
        13 => Some((13, signs.strip_prefix("978")?.get(..9)?.to_owned())),
        _ => None,
    }
}

pub(super) fn isbn_twice(subject: &Subject<'_>) -> Vec<Remark> {
    let isbns = subject.edition.fields.list(Place::Here, Field::Isbn);
    let long: HashSet<String> = isbns
        .iter()
        .filter_map(|isbn| core_of_isbn(isbn))
        .filter_map(|(digits, core)| (digits == 13).then_some(core))
        .collect();
    let is_short_of_other =
        |isbn: &String| core_of_isbn(isbn).is_some_and(|(digits, core)| digits == 10 && long.contains(&core));
    let Some(short) = isbns.iter().find(|isbn| is_short_of_other(isbn)) else { return Vec::new() };
    let left: Vec<String> = isbns.iter().filter(|isbn| !is_short_of_other(isbn)).cloned().collect();
    let message = format!("isbn {} is given with 13 digits as well", shown(short));
    vec![Remark::of(Place::Here, Field::Isbn, message).fixed(Place::Here, Field::Isbn, left)]
}

pub(super) fn issn_form(subject: &Subject<'_>) -> Vec<Remark> {
    subject.field_doubts(Field::Issn, |text| {
        let signs = signs(text, "issn");
        if signs.len() != 8 || digits(&signs).is_none() {
            return Some(Doubt::of("does not have 8 digits", text));
        }
        let (first, second) = signs.split_at_checked(4)?;
        let usual = format!("{first}-{second}");
        // What says more than the number (print, online) would be lost.
        let says_more = text.contains('(');
        (usual != text && !says_more).then(|| Doubt::of("is not written 1234-5679", text).mended(usual))
    })
}

pub(super) fn issn_check_digit(subject: &Subject<'_>) -> Vec<Remark> {
    subject.field_doubts(Field::Issn, |text| {
        let digits = digits(&signs(text, "issn")).filter(|digits| digits.len() == 8)?;
        (!sums_to_eleven(&digits)).then(|| Doubt::of("has a wrong check digit", text))
    })
}

/// What stands before a DOI that is given as an address or with its name.
const BEFORE_DOI: &[&str] = &[
    "https://doi.org/",
    "http://doi.org/",
    "https://dx.doi.org/",
    "http://dx.doi.org/",
    "https://www.doi.org/",
    "http://www.doi.org/",
    "doi.org/",
    "dx.doi.org/",
    "doi:",
];

/// The DOI behind the address of a resolver or the name of the scheme.
fn without_prefix(text: &str) -> Option<&str> {
    let text = text.trim();
    BEFORE_DOI.iter().find_map(|prefix| {
        let start = text.get(..prefix.len())?;
        let rest = text.get(prefix.len()..)?;
        start.eq_ignore_ascii_case(prefix).then(|| rest.trim_start())
    })
}

/// The DOI that an address resolves.
pub(super) fn doi_of_address(url: &str) -> Option<&str> {
    let doi = without_prefix(url).filter(|doi| is_doi(doi))?;
    // Escaped characters, queries and fragments may belong to it or not.
    (!doi.contains(['%', '?', '#'])).then_some(doi)
}

/// `10.`, the number of who registered it, a slash and what that called it.
fn is_doi(text: &str) -> bool {
    let Some((registrant, name)) = text.strip_prefix("10.").and_then(|rest| rest.split_once('/')) else {
        return false;
    };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    registrant.split('.').all(is_number) && !name.is_empty() && !name.contains(char::is_whitespace)
}

pub(super) fn doi_form(subject: &Subject<'_>) -> Vec<Remark> {
    subject.field_doubts(Field::Doi, |text| {
        let doi = without_prefix(text).unwrap_or(text.trim());
        (!is_doi(doi)).then(|| Doubt::of("is not of the form 10.1234/name", text))
    })
}

pub(super) fn doi_with_prefix(subject: &Subject<'_>) -> Vec<Remark> {
    subject.field_doubts(Field::Doi, |text| {
        let doi = without_prefix(text).filter(|doi| is_doi(doi))?;
        Some(Doubt::of("begins with what is not part of it", text).mended(doi))
    })
}

pub(super) fn doi_shared(survey: &Survey) -> Vec<(String, Remark)> {
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    let mut remarks = Vec::new();
    for sketch in survey.sketches.iter().filter(|sketch| sketch.standing == Standing::Listed) {
        for doi in &sketch.dois {
            let normal = without_prefix(doi).unwrap_or(doi).to_lowercase();
            match first.get(&normal) {
                Some(other) if **other != *sketch.key => {
                    let message = format!("doi {} is that of {other} as well", shown(doi));
                    remarks.push((sketch.key.to_string(), Remark::of(Place::Here, Field::Doi, message)));
                }
                Some(_) => {}
                None => {
                    first.insert(normal, &sketch.key);
                }
            }
        }
    }
    remarks
}

pub(super) fn pubmed_form(subject: &Subject<'_>) -> Vec<Remark> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut remarks = subject.field_doubts(Field::Pmid, |text| {
        (!is_number(text.trim())).then(|| Doubt::of("is not a number", text))
    });
    remarks.extend(subject.field_doubts(Field::Pmcid, |text| {
        let number = text.trim().strip_prefix("PMC").map(|rest| rest.split('.').next().unwrap_or_default());
        (!number.is_some_and(is_number)).then(|| Doubt::of("is not of the form PMC1234567", text))
    }));
    remarks
}

pub(super) fn identifier_repeated(subject: &Subject<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for ((place, field), value) in subject.edition.fields.iter() {
        if kind_of(place, field) != Some(Kind::Identifier) {
            continue;
        }
        let mut known = HashSet::new();
        let (fresh, repeated): (Vec<String>, Vec<String>) =
            value.as_list().iter().cloned().partition(|text| known.insert(signs(text, field.as_str())));
        if let Some(text) = repeated.first() {
            let remark = Remark::of(place, field, format!("{field} {} is given twice", shown(text)));
            remarks.push(remark.fixed(place, field, Value::List(fresh)));
        }
    }
    remarks
}

/// The scheme of the identifiers of researchers.
const ORCID: &str = "orcid";

/// Whether 16 digits have the right check digit (ISO 7064, MOD 11-2).
fn is_orcid(signs: &str) -> bool {
    let Some(digits) = digits(signs).filter(|digits| digits.len() == 16) else { return false };
    digits.iter().fold(0, |sum, digit| (sum * 2 + digit) % 11) == 1
}

pub(super) fn orcid_check_digit(survey: &Survey) -> Vec<(String, Remark)> {
    let first = survey.first_editions();
    let mut remarks = Vec::new();
    for (handle, person) in &survey.people {
        let Some(key) = first.get(handle.as_str()) else { continue };
        for orcid in person.identifiers.iter().filter(|one| one.scheme.eq_ignore_ascii_case(ORCID)) {
            let number = orcid.value.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            if !is_orcid(&signs(number, ORCID)) {
                let whose = person.name.display();
                let message = format!("the ORCID iD of {whose} is not one: {}", shown(&orcid.value));
                remarks.push(((*key).to_owned(), Remark::whole(message)));
            }
        }
    }
    remarks
}
