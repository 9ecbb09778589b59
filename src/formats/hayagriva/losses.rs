//! What hayagriva has no key for, told.

use super::cells::{is_first_edition_behind, is_institution_organization, key_of, key_of_names};
use super::{FORMAT, private_key};
use crate::fields::hayagriva::key;
use crate::formats::fact::Fact;
use crate::formats::private::{self, Private};
use crate::formats::{Escapes, Instead, Loss};
use crate::model::{Field, Place, Reference, Role};

/// Reports each value that does not come back from the public keys.
pub(super) fn report(
    reference: &Reference,
    read: &Reference,
    members: &Private,
    own_key: &str,
    escapes: Escapes,
    losses: &mut Vec<Loss>,
) {
    let mut add = |field: &str, value: String, why: &'static str, instead: Instead| {
        let instead = match (escapes, instead) {
            (Escapes::Omit, Instead::Escape(_)) => Instead::Nowhere,
            (_, instead) => instead,
        };
        losses.push(Loss { key: own_key.to_owned(), field: field.to_owned(), value, why, instead });
    };
    for fact in private::differing(reference, read) {
        let Some(value) = private::display(reference, fact) else { continue };
        let under = told_under(reference, read, fact);
        match (under, escapes) {
            // It comes back from the private key, and who reads the public one gets nearly the same.
            (Some(_), Escapes::Keep) => {}
            (Some(under), Escapes::Omit) => {
                add(&fact.name(), value, why(reference, fact), Instead::Reshaped(under.to_owned()))
            }
            (None, _) => {
                let instead = Instead::Escape(private_key(&fact.name()));
                add(&fact.name(), value, why(reference, fact), instead);
            }
        }
    }
    structure(reference, members, escapes, &mut add);
}

type Add<'a> = dyn FnMut(&str, String, &'static str, Instead) + 'a;

/// Reports what is no fact.
fn structure(reference: &Reference, members: &Private, escapes: Escapes, add: &mut Add<'_>) {
    for link in &reference.links {
        let instead = Instead::Escape(private_key(LINKS));
        add(link.kind.as_str(), link.target.clone(), "entries do not point to each other", instead);
    }
    for alias in &reference.aliases {
        add(ALIASES, alias.clone(), "an entry has one key", Instead::Escape(private_key(ALIASES)));
    }
    if members.contains_key(EXTRA) {
        let public = super::cells::entry(reference);
        for extra in &reference.extras {
            if extra.format != FORMAT || !public.contains_key(&extra.name) {
                let name = format!("{}:{}", extra.format, extra.name);
                let instead = Instead::Escape(private_key(EXTRA));
                let why = match extra.format == FORMAT {
                    true => "it stood where the entry that is written has nothing",
                    false => "hayagriva has no key for it",
                };
                add(&name, extra.value.clone(), why, instead);
            }
        }
    }
    if escapes == Escapes::Keep {
        return;
    }
    if members.contains_key(key::TYPE) {
        let why = "hayagriva does not tell this type from others";
        add(key::TYPE, reference.entry_type.to_string(), why, Instead::Reshaped(key::TYPE.to_owned()));
    }
    if let Some(key) = reference.key.as_ref().filter(|_| members.contains_key(KEY)) {
        let why = "another entry has the key, and hayagriva refuses such a file";
        add(KEY, key.clone(), why, Instead::Reshaped(KEY.to_owned()));
    }
    for name in OURS.iter().filter(|name| members.contains_key(**name)) {
        let value =
            members.get(*name).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        add(name, value.unwrap_or_default(), "only our own files have it", Instead::Nowhere);
    }
}

const LINKS: &str = "links";
const ALIASES: &str = "aliases";
const EXTRA: &str = "extra";
const KEY: &str = "key";
const OURS: &[&str] = &["standing", "work_kind", "work", "expression"];

/// The public key that says nearly the same.
fn told_under(reference: &Reference, read: &Reference, fact: Fact) -> Option<&'static str> {
    match fact {
        Fact::Field(Place::Reprint, field) if is_first_edition_behind(reference) => {
            key_of(reference, Place::Original, field).filter(|_| read.fields.has(Place::Original, field))
        }
        Fact::Field(Place::Here, Field::Institutions) if is_institution_organization(reference) => {
            key_of(reference, Place::Here, Field::Organizations)
                .filter(|_| read.fields.has(Place::Here, Field::Organizations))
        }
        // A multi-volume work whose volume has a number looks like a series.
        Fact::Field(Place::Set, Field::Title) if read.fields.has(Place::Series, Field::Title) => {
            Some(key::PARENT)
        }
        Fact::Field(place, Field::Subtitle) => {
            key_of(reference, place, Field::Title).filter(|_| read.fields.has(place, Field::Title))
        }
        Fact::Field(place, field) => {
            key_of(reference, place, field).filter(|_| read.fields.has(place, field))
        }
        Fact::Names(place, role) => {
            let list = reference.names.get(&(place, role))?;
            key_of_names(reference, place, role)
                .filter(|_| !read.names(place, role).is_empty() && read.names(place, role) != list.names)
        }
    }
}

fn why(reference: &Reference, fact: Fact) -> &'static str {
    let names = |place, role| reference.names(place, role);
    match fact {
        Fact::Names(place, Role::Editor)
            if !names(place, Role::Editor).is_empty()
                && names(place, Role::Editor) == names(Place::Here, Role::Translator) =>
        {
            "editors who are the translators too would be printed twice"
        }
        Fact::Names(place, role) if key_of_names(reference, place, role).is_some() => {
            "hayagriva cannot say it of names"
        }
        Fact::Names(..) => "hayagriva has no role for it",
        Fact::Field(Place::Original, Field::Date | Field::Publishers | Field::Places | Field::Language) => {
            "it would be printed as that of the entry, which has none"
        }
        Fact::Field(Place::Original, _) => "it would be printed as that of the entry",
        Fact::Field(place, field) if key_of(reference, place, field).is_some() => {
            "hayagriva has no shape that holds it as it is"
        }
        Fact::Field(..) => "hayagriva has no key for it",
    }
}
