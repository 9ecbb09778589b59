//! Numbers that name an edition.

use std::collections::BTreeSet;

use super::{Aspect, Findings, Parted, Portrait};
use crate::{
    fields,
    model::{Field, Place, Reference},
    store::normal_identifier,
};

/// Those that two editions do not share, with what one in common weighs.
const OWN: &[(Field, i32)] = &[
    (Field::Doi, 70),
    (Field::Pmid, 70),
    (Field::Pmcid, 70),
    (Field::Eprint, 60),
    (Field::Isbn, 55),
    (Field::Ismn, 55),
    (Field::Isrn, 55),
    (Field::Isan, 55),
    (Field::Goodreads, 55),
];

/// What one of those in common weighs at least; an address weighs less.
pub(super) const LEAST_OF_OWN: i32 = 55;

/// Whether a scheme, by the name of its field, is one of those that two editions do not share.
pub fn is_own(scheme: &str) -> bool {
    OWN.iter().any(|(field, _)| fields::row(Place::Here, *field).is_some_and(|row| row.name == scheme))
}

/// The identifiers of an entry, in normal form.
pub(super) fn of(reference: &Reference) -> BTreeSet<(Field, String)> {
    let own =
        OWN.iter().filter(|(field, _)| *field != Field::Isbn || !reference.entry_type.is_part_of_book());
    let mut found: BTreeSet<(Field, String)> = own
        .flat_map(|(field, _)| normal(reference, Place::Here, *field).map(|normal| (*field, normal)))
        .collect();
    let eprint = reference.fields.text(Place::Here, Field::Eprint).map(normal_eprint);
    found.extend(eprint.filter(|eprint| !eprint.is_empty()).map(|eprint| (Field::Eprint, eprint)));
    found
}

/// A number of an archive of preprints, without its version.
pub(super) fn normal_eprint(eprint: &str) -> String {
    let plain = eprint.trim().to_lowercase();
    let plain = plain.strip_prefix("arxiv:").unwrap_or(&plain).trim();
    match plain.rsplit_once('v') {
        Some((number, version))
            if !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            number.to_owned()
        }
        _ => plain.to_owned(),
    }
}

/// The values of one scheme in normal form.
pub(super) fn normal(reference: &Reference, place: Place, field: Field) -> impl Iterator<Item = String> {
    let name = fields::row(Place::Here, field).map_or("", |row| row.name);
    let values = reference.fields.list(place, field).iter().filter(move |_| field != Field::Eprint);
    values.map(|value| normal_identifier(name, value)).filter(|value| !value.is_empty())
}

/// An address without what does not tell one page from another.
pub fn normal_url(url: &str) -> String {
    let plain = url.trim().to_lowercase();
    let plain = plain.strip_prefix("https://").or_else(|| plain.strip_prefix("http://")).unwrap_or(&plain);
    plain.strip_prefix("www.").unwrap_or(plain).trim_end_matches('/').to_owned()
}

pub(super) fn compare(one: &Portrait, other: &Portrait, found: &mut Findings) {
    for (field, weight) in OWN {
        let name = fields::row(Place::Here, *field).map_or("", |row| row.name);
        let of = |portrait: &Portrait| -> BTreeSet<String> {
            portrait
                .identifiers
                .iter()
                .filter(|(f, _)| f == field)
                .map(|(_, normal)| normal.clone())
                .collect()
        };
        let (ours, theirs) = (of(one), of(other));
        if ours.is_empty() || theirs.is_empty() {
            continue;
        }
        match ours.intersection(&theirs).next() {
            Some(common) => found.add(Aspect::Identifier, *weight, format!("the same {name}, {common}")),
            None => found.part(Parted::Editions, Aspect::Identifier, -30, format!("another {name}")),
        }
    }
    if let (Some(ours), Some(theirs)) = (&one.url, &other.url)
        && ours == theirs
        && ours.contains('/')
    {
        found.add(Aspect::Identifier, 15, "the same address");
    }
}

/// Whether two entries have an identifier in common.
pub(super) fn share(one: &Portrait, other: &Portrait) -> bool {
    one.identifiers.intersection(&other.identifiers).next().is_some()
}
