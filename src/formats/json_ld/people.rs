//! People and bodies.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::node::{Node, iso_date, text};
use crate::fields::schema_org::{class, property};
use crate::formats::address::{Anchor, web_address};
use crate::formats::index::Index;
use crate::model::tree::{Agent, AgentKind, Catalogue, Contribution, Identifier, Work};

/// Authority files that an identifier of an agent is an entry of, what people call those
/// files, and the addresses of their entries.
const AUTHORITIES: &[(&str, &str, &str)] = &[
    ("viaf", "VIAF", "https://viaf.org/viaf/"),
    ("gnd", "GND", "https://d-nb.info/gnd/"),
    ("isni", "ISNI", "https://isni.org/isni/"),
    ("lccn", "Library of Congress", "https://id.loc.gov/authorities/names/"),
    ("orcid", "ORCID", "https://orcid.org/"),
    ("wikidata", "Wikidata", "https://www.wikidata.org/entity/"),
    ("bnf", "BnF", "https://data.bnf.fr/ark:/12148/"),
];

/// A node for each agent who made something in the catalogue, in its order.
pub(super) fn nodes(catalogue: &Catalogue, index: &Index<'_>) -> Vec<Json> {
    let mut printed: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for contribution in catalogue.works.iter().flat_map(contributions) {
        if let Ok(who) = &contribution.who {
            printed.entry(&who.agent).or_default().push(who.name.display());
        }
    }
    let agents = catalogue.agents.iter();
    agents.filter_map(|agent| Some(node(agent, printed.get(agent.handle.as_str())?, index))).collect()
}

/// A node for each agent who made something in a work, by handle.
pub(super) fn nodes_of(work: &Work, index: &Index<'_>) -> Vec<Json> {
    let mut printed: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for who in contributions(work).filter_map(|given| given.who.as_ref().ok()) {
        printed.entry(&who.agent).or_default().push(who.name.display());
    }
    let known = printed.iter().filter_map(|(handle, names)| Some((index.agent(handle)?, names)));
    known.map(|(agent, names)| node(agent, names, index)).collect()
}

fn contributions(work: &Work) -> impl Iterator<Item = &Contribution> {
    let below = work.expressions.iter().flat_map(|expression| {
        let editions = expression.editions.iter().flat_map(|edition| &edition.contributions);
        expression.contributions.iter().chain(editions)
    });
    work.contributions.iter().chain(below)
}

/// An agent, with names as printed besides those that it has.
pub(super) fn node(agent: &Agent, printed: &[String], index: &Index<'_>) -> Json {
    let class = match agent.kind {
        AgentKind::Person => class::PERSON,
        AgentKind::Body => class::ORGANIZATION,
    };
    let mut node = Node::new(Anchor::Agent(&agent.handle), class, index);
    let name = agent.name.display();
    node.set(property::NAME, plain(&name));
    if agent.kind == AgentKind::Person {
        node.set(property::GIVEN_NAME, plain(&agent.name.given));
        node.set(property::FAMILY_NAME, plain(&agent.name.family));
        node.set(property::BIRTH_DATE, agent.born.as_ref().and_then(iso_date));
        node.set(property::DEATH_DATE, agent.died.as_ref().and_then(iso_date));
    }
    let others = agent.names.iter().map(|other| other.name.display()).chain(printed.iter().cloned());
    let others = others.filter(|other| *other != name).map(|other| plain(&other));
    node.set_all(property::ALTERNATE_NAME, others);
    node.set_all(property::SAME_AS, entries(agent).into_iter().map(|(_, address)| Json::from(address)));
    node.finish()
}

/// The entries of authority files that an agent is: what each file is called, and the address there.
pub(in crate::formats) fn entries(agent: &Agent) -> Vec<(&'static str, String)> {
    let entry = |identifier: &Identifier| {
        let authority = AUTHORITIES.iter().find(|(scheme, ..)| *scheme == identifier.scheme);
        let (label, address) = match authority {
            Some((_, label, address)) => (*label, format!("{address}{}", identifier.value.replace(' ', ""))),
            None => ("Elsewhere", identifier.value.clone()),
        };
        Some((label, web_address(&address)?))
    };
    agent.identifiers.iter().filter_map(entry).collect()
}

/// Names have no markup: a tag in one is text.
fn plain(name: &str) -> Json {
    text(&crate::model::title::escape(name))
}
