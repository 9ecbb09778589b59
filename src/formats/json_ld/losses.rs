//! What the graph does not hold of an edition, found by looking for it there.

use serde_json::Value as Json;

use super::edition;
use super::node::{iso_date, text};
use crate::fields::schema_org::{class, class_of_edition, properties_of_field};
use crate::formats::address::{doi_address, web_address};
use crate::formats::fact::Fact;
use crate::formats::index::{Index, Located, editions};
use crate::formats::{Instead, Loss};
use crate::model::tree::{Catalogue, Contribution, Edition};
use crate::model::{Ending, Field, Place, Role, Value};

/// What the loss of an entry's type is called.
pub(in crate::formats) const TYPE: &str = "type";

const NO_PROPERTY: &str = "schema.org has no property that holds it";
const NOT_OF_CLASS: &str = "what schema.org calls such an entry has no property for it";
const NOT_EXACT: &str = "the property of schema.org cannot say it to the letter";
const NOT_ISO: &str = "schema.org has dates of ISO 8601, of a year that is known";
const NO_NAMES: &str = "the graph has nobody who is not named";
const NO_CLASS: &str = "schema.org has no class for entries of this type";
const NO_ALIAS: &str = "a node has one name";
const NO_EXTRA: &str = "schema.org has no property for it";

/// Nodes inside nodes are looked through this far: an issue of a volume of a periodical, with its name.
const DEEPEST: usize = 8;

/// What the document does not hold as it is.
pub(in crate::formats) fn losses(catalogue: &Catalogue, index: &Index<'_>) -> Vec<Loss> {
    editions(&catalogue.works).flat_map(|located| of_edition(located, index)).collect()
}

/// What the node of an edition does not hold as it is.
pub(in crate::formats) fn of_edition(located: Located<'_>, index: &Index<'_>) -> Vec<Loss> {
    let Located { work, expression, edition } = located;
    let node = edition::node(work, expression, edition, index);
    let mut losses = Vec::new();
    let mut lose = |field: String, value: String, why: &'static str, instead: Instead| {
        losses.push(Loss { key: edition.key.clone(), field, value, why, instead });
    };
    if class_of_edition(edition.entry_type) == class::CREATIVE_WORK {
        let instead = Instead::Reshaped(class::CREATIVE_WORK.to_owned());
        lose(TYPE.to_owned(), edition.entry_type.as_str().to_owned(), NO_CLASS, instead);
    }
    for contribution in &edition.contributions {
        let name = || Fact::Names(contribution.place, contribution.role).name().into_owned();
        match &contribution.who {
            Err(ending) => lose(name(), words_of(*ending).to_owned(), NO_NAMES, Instead::Nowhere),
            Ok(who) if !is_credited(contribution, edition) => {
                lose(name(), who.name.display(), NO_PROPERTY, Instead::Nowhere);
            }
            Ok(_) => {}
        }
    }
    for ((place, field), value) in edition.fields.iter() {
        if let Some((why, instead)) = loss_of(place, field, value, &node) {
            lose(Fact::Field(place, field).name().into_owned(), value.to_display(), why, instead);
        }
    }
    for alias in &edition.aliases {
        lose("aliases".to_owned(), alias.clone(), NO_ALIAS, Instead::Nowhere);
    }
    for extra in &edition.extras {
        let name = format!("{}:{}", extra.format, extra.name);
        lose(name, extra.value.clone(), NO_EXTRA, Instead::Nowhere);
    }
    losses
}

/// Whether a contribution is in the graph: all to the edition itself are, and the editors of a series that has a name.
fn is_credited(contribution: &Contribution, edition: &Edition) -> bool {
    match contribution.place {
        Place::Here => true,
        Place::Series => contribution.role == Role::Editor && edition.fields.has(Place::Series, Field::Title),
        _ => false,
    }
}

fn words_of(ending: Ending) -> &'static str {
    match ending {
        Ending::Complete => "",
        Ending::AndOthers => "and others",
        Ending::NotNamed => "not named",
    }
}

/// Why a value is not in the node to the letter, and where it went instead; `None` where it is.
fn loss_of(place: Place, field: Field, value: &Value, node: &Json) -> Option<(&'static str, Instead)> {
    let properties = properties_of_field(place, field);
    let Some(property) = properties.first() else { return Some((NO_PROPERTY, Instead::Nowhere)) };
    let mut found = Vec::new();
    collect(node, properties, DEEPEST, &mut found);
    let before_subtitle = |text: &str| {
        field == Field::Title && found.iter().any(|found| found.starts_with(&format!("{text}: ")))
    };
    if spelled(field, value).iter().all(|text| found.contains(text) || before_subtitle(text)) {
        return None;
    }
    let mut plain = told(field, value);
    plain.retain(|text| !text.is_empty());
    let is_in = |text: &String| found.iter().any(|found| found.contains(text.as_str()));
    if !plain.is_empty() && plain.iter().all(is_in) {
        return Some((NOT_EXACT, Instead::Reshaped((*property).to_owned())));
    }
    let is_iso = value.as_date().is_none_or(|date| iso_date(date).is_some());
    Some((if is_iso { NOT_OF_CLASS } else { NOT_ISO }, Instead::Nowhere))
}

/// What the node would have to hold for nothing to be lost.
fn spelled(field: Field, value: &Value) -> Vec<String> {
    match (field, value) {
        (_, Value::Date(date)) => vec![date.as_str().to_owned()],
        (Field::Doi, value) => addresses(value, doi_address),
        (Field::Url | Field::License, value) => addresses(value, web_address),
        (_, value) => value.as_list().to_vec(),
    }
}

/// What the node holds where it says a value less exactly.
fn told(field: Field, value: &Value) -> Vec<String> {
    match (field, value) {
        (_, Value::Date(date)) => iso_date(date).into_iter().collect(),
        (Field::Doi | Field::Url | Field::License, value) => spelled(field, value),
        (_, value) => {
            let plain = value.as_list().iter().map(|marked| text(marked));
            plain.filter_map(|text| text.as_str().map(str::to_owned)).collect()
        }
    }
}

/// Addresses, and what is none as it is.
fn addresses(value: &Value, address: fn(&str) -> Option<String>) -> Vec<String> {
    value.as_list().iter().map(|text| address(text).unwrap_or_else(|| text.clone())).collect()
}

/// The texts and numbers that properties have in a node and those inside it.
fn collect(node: &Json, properties: &[&str], depth: usize, found: &mut Vec<String>) {
    let Some(deeper) = depth.checked_sub(1) else { return };
    match node {
        Json::Array(values) => values.iter().for_each(|value| collect(value, properties, deeper, found)),
        Json::Object(members) => {
            for (name, value) in members {
                if properties.contains(&name.as_str()) {
                    push_values(value, found);
                }
                collect(value, properties, deeper, found);
            }
        }
        _ => {}
    }
}

fn push_values(value: &Json, found: &mut Vec<String>) {
    match value {
        Json::String(text) => found.push(text.clone()),
        Json::Number(number) => found.push(number.to_string()),
        Json::Array(values) => found.extend(values.iter().filter_map(Json::as_str).map(str::to_owned)),
        _ => {}
    }
}
