//! People and bodies.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::node::{Node, iso_date, text};
use crate::fields::schema_org::{class, property};
use crate::formats::address::{Anchor, web_address};
use crate::model::tree::{Agent, AgentKind, Catalogue, Contribution};

/// Authority files that an identifier of an agent is an entry of, and the addresses of their entries.
const AUTHORITIES: &[(&str, &str)] = &[
    ("viaf", "https://viaf.org/viaf/"),
    ("gnd", "https://d-nb.info/gnd/"),
    ("isni", "https://isni.org/isni/"),
    ("lccn", "https://id.loc.gov/authorities/names/"),
    ("orcid", "https://orcid.org/"),
    ("wikidata", "https://www.wikidata.org/entity/"),
    ("bnf", "https://data.bnf.fr/ark:/12148/"),
];

/// A node for each agent who made something in the catalogue, in its order.
pub(super) fn nodes(catalogue: &Catalogue) -> Vec<Json> {
    let mut printed: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for contribution in contributions(catalogue) {
        if let Ok(who) = &contribution.who {
            printed.entry(&who.agent).or_default().push(who.name.display());
        }
    }
    let agents = catalogue.agents.iter();
    agents.filter_map(|agent| Some(node(agent, printed.get(agent.handle.as_str())?))).collect()
}

fn contributions(catalogue: &Catalogue) -> impl Iterator<Item = &Contribution> {
    catalogue.works.iter().flat_map(|work| {
        let below = work.expressions.iter().flat_map(|expression| {
            let editions = expression.editions.iter().flat_map(|edition| &edition.contributions);
            expression.contributions.iter().chain(editions)
        });
        work.contributions.iter().chain(below)
    })
}

fn node(agent: &Agent, printed: &[String]) -> Json {
    let class = match agent.kind {
        AgentKind::Person => class::PERSON,
        AgentKind::Body => class::ORGANIZATION,
    };
    let mut node = Node::new(Anchor::Agent(&agent.handle), class);
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
    let addresses = agent.identifiers.iter().filter_map(|identifier| {
        let authority = AUTHORITIES.iter().find(|(scheme, _)| *scheme == identifier.scheme);
        match authority {
            Some((_, address)) => web_address(&format!("{address}{}", identifier.value.replace(' ', ""))),
            None => web_address(&identifier.value),
        }
    });
    node.set_all(property::SAME_AS, addresses.map(Json::from));
    node.finish()
}

/// Names have no markup: a tag in one is text.
fn plain(name: &str) -> Json {
    text(&crate::model::title::escape(name))
}
