//! From the tree to the text form.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::iter;

use super::{FORM, Known, NOT_SAME, VERSION, readings, stored_rows};
use crate::formats::yaml::{Out, OutMap, write_items, write_map};
use crate::model::name::Ending;
use crate::model::tree::{
    Agent, AgentKind, AgentName, Attribution, Catalogue, Contribution, Distinct, Edition, Evidence,
    Expression, FurtherTitle, Identifier, Relation, SavedQuery, Source, Target, Work, WorkState,
};
use crate::model::{Date, Extra, Name, Place, Standing, Value};

/// Writes a whole library. Records stand in the order of the catalogue.
///
/// # Errors
///
/// Those of `out`.
pub fn write(catalogue: &Catalogue, out: &mut dyn Write) -> io::Result<()> {
    let works = iter::once(Ok::<_, io::Error>(catalogue.works.as_slice()));
    write_in_batches(catalogue, works, out)
}

/// Writes a whole library whose works come in batches, in their order; those of the catalogue are not looked at.
///
/// # Errors
///
/// Those of `out` and of the batches.
pub fn write_in_batches<Works: Borrow<[Work]>, Error: From<io::Error>>(
    catalogue: &Catalogue,
    works: impl Iterator<Item = Result<Works, Error>>,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let names: BTreeMap<&str, &Name> =
        catalogue.agents.iter().map(|agent| (agent.handle.as_str(), &agent.name)).collect();
    let preferred = |handle: &str| names.get(handle).map(|name| (*name).clone());
    writeln!(out, "{FORM}: {VERSION}")?;
    write_records(out, "sources", catalogue.sources.iter().map(source))?;
    write_records(out, "agents", catalogue.agents.iter().map(agent))?;
    // No list is empty, so that its key waits for the first work.
    let mut key = Some("works");
    for batch in works {
        for whole in batch?.borrow() {
            key.take().map_or(Ok(()), |key| writeln!(out, "{key}:"))?;
            write_items(out, &[work(whole, &preferred)], 0)?;
        }
    }
    write_records(out, "extras", catalogue.extras.iter().map(extra))?;
    write_records(out, "queries", catalogue.queries.iter().map(saved_query))?;
    write_records(out, "readings", catalogue.readings.iter().map(readings::written_reading))?;
    write_records(out, "lists", catalogue.lists.iter().map(readings::written_list))?;
    write_records(out, "quotations", catalogue.quotations.iter().map(readings::written_quotation))?;
    write_records(out, "goals", catalogue.goals.iter().map(readings::written_goal))?;
    write_records(out, NOT_SAME, catalogue.distinct.iter().map(distinct))?;
    let mut keys = OutMap::default();
    keys.optional("key_pattern", catalogue.key_pattern.as_deref());
    keys.list("pinned_keys", catalogue.pinned_keys.iter().map(|key| Out::Text(key.clone())));
    Ok(write_map(out, &keys, 0)?)
}

/// Writes one work with all below it, without the dash of the list that it stands in otherwise.
///
/// # Errors
///
/// Those of `out`.
pub fn write_work(whole: &Work, known: &dyn Known, out: &mut dyn Write) -> io::Result<()> {
    match work(whole, &|handle| known.preferred_name(handle)) {
        Out::Map(map) => write_map(out, &map, 0),
        other => write_items(out, &[other], 0),
    }
}

/// Writes one agent, without the dash of the list that it stands in otherwise.
///
/// # Errors
///
/// Those of `out`.
pub fn write_agent(whole: &Agent, out: &mut dyn Write) -> io::Result<()> {
    match agent(whole) {
        Out::Map(map) => write_map(out, &map, 0),
        other => write_items(out, &[other], 0),
    }
}

/// Writes a list under a key of the file, one record at a time.
fn write_records(out: &mut dyn Write, key: &str, records: impl Iterator<Item = Out>) -> io::Result<()> {
    let mut records = records.peekable();
    if records.peek().is_some() {
        writeln!(out, "{key}:")?;
    }
    records.try_for_each(|record| write_items(out, &[record], 0))
}

/// Looks up the preferred name of an agent by its handle.
type Preferred<'a> = &'a dyn Fn(&str) -> Option<Name>;

fn source(source: &Source) -> Out {
    let mut map = OutMap::default();
    map.text("id", &source.handle);
    map.text("title", &source.title);
    map.optional("file", source.file.as_deref());
    map.optional("format", source.format.as_deref());
    map.optional("note", source.note.as_deref());
    Out::Map(map)
}

fn saved_query(query: &SavedQuery) -> Out {
    let mut map = OutMap::default();
    map.text("name", &query.name);
    map.text("query", &query.text);
    Out::Map(map)
}

fn distinct(pair: &Distinct) -> Out {
    let mut map = OutMap::default();
    map.text("one", &pair.one);
    map.text("other", &pair.other);
    Out::Map(map)
}

fn agent(agent: &Agent) -> Out {
    let mut map = OutMap::default();
    map.text("id", &agent.handle);
    if agent.kind != AgentKind::Person {
        map.text("kind", agent.kind.as_str());
    }
    map.push("name", name(&agent.name));
    map.list("names", agent.names.iter().map(agent_name));
    map.optional("born", agent.born.as_ref().map(Date::as_str));
    map.optional("died", agent.died.as_ref().map(Date::as_str));
    map.list("identifiers", agent.identifiers.iter().map(identifier));
    map.optional("note", agent.note.as_deref());
    map.list("evidence", agent.evidence.iter().map(evidence));
    Out::Map(map)
}

fn agent_name(further: &AgentName) -> Out {
    let mut map = OutMap::default();
    map.text("kind", further.kind.as_str());
    map.push("name", name(&further.name));
    map.optional("language", further.language.as_deref());
    Out::Map(map)
}

/// "Family, Given" or a literal where that is all and reads back as the same; else a map of the parts.
fn name(name: &Name) -> Out {
    let is_simple = |part: &str| !part.is_empty() && part.trim() == part && !part.contains([',', '{', '}']);
    let person = Name::person(name.family.as_str(), name.given.as_str());
    if *name == person && is_simple(&name.family) && is_simple(&name.given) {
        return Out::Text(format!("{}, {}", name.family, name.given));
    }
    if *name == Name::literal(name.literal.as_str()) && is_simple(&name.literal) {
        return Out::Text(name.literal.clone());
    }
    let mut map = OutMap::default();
    map.optional("family", Some(&name.family));
    map.optional("given", Some(&name.given));
    map.optional("non_dropping_particle", Some(&name.non_dropping_particle));
    map.optional("dropping_particle", Some(&name.dropping_particle));
    map.optional("suffix", Some(&name.suffix));
    map.optional("literal", Some(&name.literal));
    if name.is_empty() { Out::Text(String::new()) } else { Out::Map(map) }
}

fn identifier(identifier: &Identifier) -> Out {
    let mut map = OutMap::default();
    map.text("scheme", &identifier.scheme);
    map.text("value", &identifier.value);
    Out::Map(map)
}

fn work(work: &Work, preferred: Preferred<'_>) -> Out {
    let mut map = OutMap::default();
    map.text("id", &work.handle);
    map.text("kind", work.kind.as_str());
    map.text("title", &work.title);
    map.optional("sort_title", work.sort_title.as_deref());
    map.optional("language", work.language.as_deref());
    map.optional("date", work.date.as_ref().map(Date::as_str));
    if work.state != WorkState::Extant {
        map.text("state", work.state.as_str());
    }
    map.list("contributions", work.contributions.iter().map(|c| contribution(c, preferred)));
    map.list("titles", work.titles.iter().map(title));
    map.list("keywords", work.keywords.iter().cloned().map(Out::Text));
    map.optional("note", work.note.as_deref());
    map.list("relations", work.relations.iter().map(relation));
    map.list("evidence", work.evidence.iter().map(evidence));
    map.list("expressions", work.expressions.iter().map(|e| expression(e, preferred)));
    Out::Map(map)
}

fn expression(expression: &Expression, preferred: Preferred<'_>) -> Out {
    let mut map = OutMap::default();
    map.text("id", &expression.handle);
    if expression.kind != crate::model::tree::ExpressionKind::Unstated {
        map.text("kind", expression.kind.as_str());
    }
    map.optional("language", expression.language.as_deref());
    map.optional("derived_from", expression.derived_from.as_deref());
    map.list("contributions", expression.contributions.iter().map(|c| contribution(c, preferred)));
    map.list("titles", expression.titles.iter().map(title));
    map.optional("note", expression.note.as_deref());
    map.list("evidence", expression.evidence.iter().map(evidence));
    map.list("editions", expression.editions.iter().map(|e| edition(e, preferred)));
    Out::Map(map)
}

fn edition(edition: &Edition, preferred: Preferred<'_>) -> Out {
    let mut map = OutMap::default();
    map.text("key", &edition.key);
    map.list("aliases", edition.aliases.iter().cloned().map(Out::Text));
    if edition.standing != Standing::Listed {
        map.text("standing", edition.standing.as_str());
    }
    map.text("type", edition.entry_type.as_str());
    if edition.attribution != Attribution::Claimed {
        map.text("attribution", edition.attribution.as_str());
    }
    for row in stored_rows() {
        match edition.fields.get(row.place, row.field) {
            None => {}
            Some(Value::Text(text)) if row.kind.is_list() => map.list(row.name, [Out::Text(text.clone())]),
            Some(Value::Text(text)) => map.optional(row.name, Some(text)),
            Some(Value::List(parts)) if row.kind.is_list() => {
                map.list(row.name, parts.iter().cloned().map(Out::Text));
            }
            Some(Value::List(parts)) => map.optional(row.name, Some(&parts.join("; "))),
            Some(Value::Date(date)) if row.kind.is_list() => {
                map.list(row.name, [Out::Text(date.to_string())])
            }
            Some(Value::Date(date)) => map.optional(row.name, Some(date.as_str())),
        }
    }
    map.optional("container", edition.container.as_deref());
    map.optional("reprint_of", edition.reprint_of.as_deref());
    map.optional("translated_from", edition.translated_from.as_deref());
    map.list("contributions", edition.contributions.iter().map(|c| contribution(c, preferred)));
    map.list("titles", edition.titles.iter().map(title));
    map.list("relations", edition.relations.iter().map(relation));
    map.list("extras", edition.extras.iter().map(extra));
    map.list("evidence", edition.evidence.iter().map(evidence));
    Out::Map(map)
}

fn contribution(contribution: &Contribution, preferred: Preferred<'_>) -> Out {
    let mut map = OutMap::default();
    map.text("role", contribution.role.as_str());
    if contribution.place != Place::Here {
        map.text("place", contribution.place.as_str());
    }
    match &contribution.who {
        Ok(who) => {
            map.text("agent", &who.agent);
            if preferred(&who.agent).as_ref() != Some(&who.name) {
                map.push("as", name(&who.name));
            }
        }
        Err(Ending::NotNamed) => map.push("not_named", Out::Plain("true".into())),
        Err(Ending::AndOthers) => map.push("and_others", Out::Plain("true".into())),
        Err(Ending::Complete) => {}
    }
    Out::Map(map)
}

fn title(title: &FurtherTitle) -> Out {
    let mut map = OutMap::default();
    map.text("kind", title.kind.as_str());
    map.text("text", &title.text);
    map.optional("language", title.language.as_deref());
    map.optional("script", title.script.as_deref());
    map.optional("ground", title.ground.as_deref());
    Out::Map(map)
}

fn relation(relation: &Relation) -> Out {
    let mut map = OutMap::default();
    map.text("kind", relation.kind.as_str());
    match &relation.target {
        Target::Work(handle) => map.text("work", handle),
        Target::Edition(key) => map.text("edition", key),
    }
    Out::Map(map)
}

fn evidence(evidence: &Evidence) -> Out {
    let mut map = OutMap::default();
    map.text("source", &evidence.source);
    map.optional("quote", evidence.quote.as_deref());
    map.optional("field", evidence.field.as_deref());
    map.optional("printed", evidence.printed.as_deref());
    map.optional("verdict", evidence.verdict.map(|verdict| verdict.as_str()));
    map.optional("ground", evidence.ground.as_deref());
    Out::Map(map)
}

fn extra(extra: &Extra) -> Out {
    let mut map = OutMap::default();
    map.text("format", &extra.format);
    map.text("name", &extra.name);
    map.text("value", &extra.value);
    Out::Map(map)
}
