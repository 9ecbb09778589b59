//! The graph as it stands in a page that shows the same. Texts that are read there are left out; what a work says of
//! itself is not said again of its texts and their editions (they are examples of it), and an original text that says
//! nothing else is the work. Bodies and series are described where they come first and pointed at afterwards.

use std::fmt::{self, Display, Formatter, Write};

use foldhash::{HashMap, HashMapExt, HashSet};
use serde_json::{Map, Value as Json, json};

use super::{edition, expression_node, people, work_node};
use crate::fields::schema_org::{CONTEXT, class, property};
use crate::formats::index::Index;
use crate::model::tree::{Agent, Catalogue, ExpressionKind, Work};

/// What is read on the page itself.
const READ_ELSEWHERE: &[&str] = &[property::ABSTRACT, property::DESCRIPTION];
/// What is always said: which node it is, and what it is an example of.
const ALWAYS_SAID: &[&str] = &[ID, TYPE, property::EXAMPLE_OF_WORK];
/// What is described once, and the properties that it is a value of.
const DESCRIBED_ONCE: &[&str] = &[class::ORGANIZATION, class::BOOK_SERIES];
const WHERE_DESCRIBED: &[&str] = &[property::PUBLISHER, property::IS_PART_OF];
/// Properties that may point at the text of a work.
const TO_TEXTS: &[&str] = &[property::EXAMPLE_OF_WORK, property::TRANSLATION_OF_WORK, property::IS_BASED_ON];
const ID: &str = "@id";
const TYPE: &str = "@type";

/// The text of a script element: it has nothing in it that HTML takes for markup. Made while it is written.
#[derive(Clone, Copy, Debug)]
pub(in crate::formats) struct InPage<'a> {
    subject: Subject<'a>,
    index: &'a Index<'a>,
}

/// What a page is of.
#[derive(Clone, Copy, Debug)]
enum Subject<'a> {
    Catalogue(&'a Catalogue),
    Work(&'a Work),
    Agent(&'a Agent),
}

impl<'a> InPage<'a> {
    /// All works and those who made them.
    pub(in crate::formats) fn of(catalogue: &'a Catalogue, index: &'a Index<'a>) -> Self {
        InPage { subject: Subject::Catalogue(catalogue), index }
    }

    /// One work and those who made it.
    pub(in crate::formats) fn of_work(work: &'a Work, index: &'a Index<'a>) -> Self {
        InPage { subject: Subject::Work(work), index }
    }

    /// One person or body.
    pub(in crate::formats) fn of_agent(agent: &'a Agent, index: &'a Index<'a>) -> Self {
        InPage { subject: Subject::Agent(agent), index }
    }
}

impl Display for InPage<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let InPage { subject, index } = *self;
        let mut graph = Graph { index, out: formatter, bodies: HashMap::new(), is_begun: false };
        write!(graph.out, "{{\"@context\":{},\"@graph\":[", Json::from(CONTEXT))?;
        match subject {
            Subject::Catalogue(catalogue) => {
                people::nodes(catalogue, index).into_iter().try_for_each(|node| graph.put(&node))?;
                catalogue.works.iter().try_for_each(|work| graph.put_work(work))?;
            }
            Subject::Work(work) => {
                people::nodes_of(work, index).into_iter().try_for_each(|node| graph.put(&node))?;
                graph.put_work(work)?;
            }
            Subject::Agent(agent) => graph.put(&people::node(agent, &[], index))?,
        }
        formatter.write_str("]}")
    }
}

/// The graph while it is written.
struct Graph<'w, 'f, 'a> {
    index: &'a Index<'a>,
    out: &'w mut Formatter<'f>,
    /// The bodies and series that were described, as they were, with their number.
    bodies: HashMap<String, usize>,
    is_begun: bool,
}

impl Graph<'_, '_, '_> {
    fn put_work(&mut self, work: &Work) -> fmt::Result {
        let whole = work_node(work, self.index);
        self.put(&brief(&whole, &[]))?;
        let texts: Vec<Json> =
            work.expressions.iter().map(|expression| expression_node(work, expression, self.index)).collect();
        let is_work = |text: &Json| says_nothing(&brief(text, &[&whole]), &whole);
        let originals = work.expressions.iter().zip(&texts).filter(|(expression, text)| {
            expression.kind == ExpressionKind::Original && expression.derived_from.is_none() && is_work(text)
        });
        let same: HashSet<&str> = originals.filter_map(|(_, text)| text[ID].as_str()).collect();
        for (expression, text) in work.expressions.iter().zip(&texts) {
            if !text[ID].as_str().is_some_and(|id| same.contains(id)) {
                self.put(&to_work(brief(text, &[&whole]), &same, &whole))?;
            }
            for edition in &expression.editions {
                let edition = edition::node(work, expression, edition, self.index);
                let edition = to_work(brief(&edition, &[text, &whole]), &same, &whole);
                let edition = self.described_once(edition);
                self.put(&edition)?;
            }
        }
        Ok(())
    }

    /// Writes a node of the graph.
    fn put(&mut self, node: &Json) -> fmt::Result {
        if std::mem::replace(&mut self.is_begun, true) {
            self.out.write_char(',')?;
        }
        put_harmless(&node.to_string(), self.out)
    }

    /// A node in which bodies that were described before are pointed at.
    fn described_once(&mut self, mut node: Json) -> Json {
        for property in WHERE_DESCRIBED {
            match node.get_mut(property) {
                Some(Json::Array(values)) => values.iter_mut().for_each(|value| self.describe_once(value)),
                Some(value) => self.describe_once(value),
                None => {}
            }
        }
        node
    }

    fn describe_once(&mut self, value: &mut Json) {
        let is_body = |members: &Map<String, Json>| {
            !members.contains_key(ID)
                && members
                    .get(TYPE)
                    .and_then(Json::as_str)
                    .is_some_and(|class| DESCRIBED_ONCE.contains(&class))
        };
        if !value.as_object().is_some_and(is_body) {
            return;
        }
        let next = self.bodies.len();
        let name = |number: usize| Json::from(format!("_:b{number}"));
        match self.bodies.entry(value.to_string()) {
            std::collections::hash_map::Entry::Occupied(known) => *value = json!({ ID: name(*known.get()) }),
            std::collections::hash_map::Entry::Vacant(new) => {
                new.insert(next);
                value[ID] = name(next);
            }
        }
    }
}

/// A node without what is read on the page, and what one of the nodes above it, the nearest first, says alike.
fn brief(node: &Json, above: &[&Json]) -> Json {
    let Json::Object(members) = node else { return node.clone() };
    let is_said = |name: &str, value: &Json| {
        let nearest = above.iter().find_map(|above| above.get(name));
        !ALWAYS_SAID.contains(&name) && nearest == Some(value)
    };
    let kept = members
        .iter()
        .filter(|(name, value)| !READ_ELSEWHERE.contains(&name.as_str()) && !is_said(name, value));
    Json::Object(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
}

/// Whether a text says of itself only that it is of a work of its class.
fn says_nothing(text: &Json, whole: &Json) -> bool {
    let is_silent =
        |members: &Map<String, Json>| members.keys().all(|name| ALWAYS_SAID.contains(&name.as_str()));
    text.as_object().is_some_and(is_silent) && text.get(TYPE) == whole.get(TYPE)
}

/// A node in which pointers at texts that are the work point at the work.
fn to_work(mut node: Json, same: &HashSet<&str>, whole: &Json) -> Json {
    for property in TO_TEXTS {
        if let Some(pointer) = node.get_mut(property).and_then(|value| value.get_mut(ID))
            && pointer.as_str().is_some_and(|id| same.contains(id))
        {
            *pointer = whole[ID].clone();
        }
    }
    node
}

/// Writes JSON in which nothing ends an element of HTML or begins a comment.
fn put_harmless(text: &str, out: &mut Formatter<'_>) -> fmt::Result {
    let is_harmful = |c: char| matches!(c, '<' | '>' | '&') || c.is_control() || super::is_invisible(c);
    let mut rest = text;
    while let Some(at) = rest.find(is_harmful) {
        let (before, from) = rest.split_at(at);
        out.write_str(before)?;
        let mut characters = from.chars();
        let harmful = characters.next().map_or(0, u32::from);
        // JSON escapes what is no character of the first plane as two; none of these is.
        write!(out, "\\u{harmful:04x}")?;
        rest = characters.as_str();
    }
    out.write_str(rest)
}
