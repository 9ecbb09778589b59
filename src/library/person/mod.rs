//! One person: who it is, what it did, and what is done about names that belong to one or to two.

mod finding;
#[cfg(test)]
mod tests;

pub use finding::years;

use std::collections::BTreeMap;

use finding::{find, is_spelled};

use super::{Commitment, Error, Library, Seen, assignment::name_of, naming};
use crate::{
    formats::text_form,
    model::{
        Date, Field, Name, Place, Role, title,
        tree::{Agent, AgentKind, AgentName, Contribution, Identifier, NameKind},
    },
    store::{AgentId, EditionId, NameRow, Snapshot, Transaction},
};

/// A person with all it did.
#[derive(Debug)]
pub struct PersonSeen {
    /// Who it is.
    pub agent: Agent,
    /// What it did, by role: editions by date, each once for each name that is printed there.
    pub deeds: BTreeMap<Role, Vec<Deed>>,
}

/// A part that a person had in an edition.
#[derive(Debug)]
pub struct Deed {
    /// The edition.
    pub seen: Seen,
    /// The name that is printed there.
    pub name: Name,
}

/// Somebody who may be meant by a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The id.
    pub handle: String,
    /// The name, for sorting.
    pub name: String,
    /// Birth and death, as far as they are known.
    pub years: String,
    /// How many editions the person had a part in.
    pub editions: usize,
}

/// What merging did.
#[derive(Debug, PartialEq, Eq)]
pub struct MergedPeople {
    /// The id of the person that is left.
    pub handle: String,
    /// All names, the preferred one first.
    pub names: Vec<Name>,
    /// What was said otherwise of the others, and is kept in the note.
    pub conflicts: Vec<String>,
}

/// What splitting did.
#[derive(Debug, PartialEq, Eq)]
pub struct SplitPeople {
    /// The id of the person that something was taken from.
    pub from: String,
    /// The id of the new one.
    pub new: String,
    /// The keys of editions that were not named and are of the same works and texts, whose contributor is now the new
    /// one.
    pub beside: Vec<String>,
}

/// What goes to a new person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Names, with all that is printed under them.
    Names(Vec<String>),
    /// What was contributed to editions with these keys, to their texts and works.
    Editions(Vec<String>),
}

/// The schemes by which people are identified, and what `set` takes.
pub const PERSON_SCHEMES: &[&str] = &["orcid", "viaf", "isni", "wikidata", "gnd", "lcnaf", "bnf", "idref"];

/// What stands above a person that is edited.
const HEADING: &str = "\
# One person or body, in the form of `oeuvre dump`. Save and close to keep the changes. Names that something is printed
# under stay as variants.
";

impl Library {
    /// A person, by its id or a name, with all it did.
    pub fn person(&self, called: &str) -> Result<PersonSeen, Error> {
        self.store.read(|store| {
            let (id, agent) = find(store, called)?;
            let editions = store.editions_of_agent(id)?;
            let mut deeds: BTreeMap<Role, Vec<Deed>> = BTreeMap::new();
            for ids in editions.chunks(BATCH) {
                for whole in store.whole_editions(ids)? {
                    let levels = [
                        &whole.work.contributions,
                        &whole.expression.contributions,
                        &whole.edition.contributions,
                    ];
                    for (role, name) in parts_of(&agent.handle, levels.into_iter().flatten()) {
                        deeds.entry(role).or_default().push(Deed { seen: Seen::of(whole.clone()), name });
                    }
                }
            }
            for deeds in deeds.values_mut() {
                deeds.sort_by_cached_key(|deed| order_of_deed(&deed.seen));
            }
            Ok(PersonSeen { agent, deeds })
        })
    }

    /// Lets people be one: the first stays, with all names and all that any of them did.
    pub fn merge_people(&mut self, called: &[String], commitment: Commitment) -> Result<MergedPeople, Error> {
        let merge = |store: &Transaction<'_>| {
            let mut found = Vec::new();
            for name in called {
                found.push(find(store, name)?);
            }
            let mut others = found.into_iter();
            let Some((id, mut kept)) = others.next() else { return Err(no_person("")) };
            if others.as_slice().iter().all(|(other, _)| *other == id) {
                let reason = "these are all names of one person already".to_owned();
                return Err(Error::BadField { field: called.join(", "), reason });
            }
            let mut conflicts = Vec::new();
            for (other, agent) in others.filter(|(other, _)| *other != id) {
                // Evidence moves with the rows.
                store.merge_agents(id, other)?;
                conflicts.extend(take_over(&mut kept, agent));
            }
            let mut merged = agent_of(store, id)?;
            merged.born = kept.born;
            merged.died = kept.died;
            merged.kind = kept.kind;
            merged.note = with_conflicts(kept.note, &conflicts);
            store.update_agent(id, &merged)?;
            let names = store.names_of(id)?.into_iter().map(|row| row.name).collect();
            Ok(MergedPeople { handle: merged.handle, names, conflicts })
        };
        self.changed(commitment, merge)
    }

    /// Takes names or contributions out of a person and gives them to a new one, who is called as the first of the names
    /// is, or as `name` says.
    pub fn split_person(
        &mut self,
        called: &str,
        part: &Part,
        name: Option<&str>,
        commitment: Commitment,
    ) -> Result<SplitPeople, Error> {
        let editions = match part {
            Part::Names(_) => Vec::new(),
            Part::Editions(keys) => {
                keys.iter().map(|key| self.edition_of_key(key)).collect::<Result<Vec<_>, _>>()?
            }
        };
        let split = |store: &Transaction<'_>| {
            let (id, agent) = find(store, called)?;
            let (new, handle) = match part {
                Part::Names(names) => split_names(store, (id, &agent), names, name)?,
                Part::Editions(_) => split_editions(store, (id, &agent), &editions, name)?,
            };
            let moved = store.editions_of_agent(new)?;
            let others: Vec<EditionId> = match part {
                Part::Names(_) => Vec::new(),
                Part::Editions(_) => moved.into_iter().filter(|id| !editions.contains(id)).collect(),
            };
            let keys = store.edition_keys(&others)?;
            Ok(SplitPeople { from: agent.handle, new: handle, beside: keys.into_values().collect() })
        };
        self.changed(commitment, split)
    }

    fn changed<T>(
        &mut self,
        commitment: Commitment,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match commitment {
            Commitment::Keep => self.store.transaction(change),
            Commitment::Rehearse => self.store.rehearsal(change),
        }
    }

    /// Adds a name to a person, or says of one that is there what it is.
    pub fn add_name(&mut self, called: &str, further: &AgentName) -> Result<String, Error> {
        self.store.transaction(|store| {
            let (id, mut agent) = find(store, called)?;
            if agent.name == further.name {
                return Err(bad("name", "this is the preferred name already"));
            }
            match agent.names.iter_mut().find(|known| {
                known.name == further.name && (known.language == further.language || known.language.is_none())
            }) {
                Some(known) => *known = further.clone(),
                None => agent.names.push(further.clone()),
            }
            store.update_agent(id, &agent)?;
            Ok(agent.handle)
        })
    }

    /// Takes a name from a person. An error where something is printed under it, and for the preferred name.
    pub fn remove_name(&mut self, called: &str, name: &str) -> Result<String, Error> {
        self.store.transaction(|store| {
            let (id, mut agent) = find(store, called)?;
            let row = name_row(store, id, &agent, name)?;
            if row.name == agent.name {
                return Err(bad("name", "the preferred name stays; `person set` gives another one"));
            }
            if row.printed > 0 {
                let reason = format!(
                    "something is printed under {}; `person split --names` makes a person of its own of it",
                    row.name.display()
                );
                return Err(bad("name", &reason));
            }
            agent.names.retain(|known| known.name != row.name);
            store.update_agent(id, &agent)?;
            Ok(agent.handle)
        })
    }

    /// Gives fields of a person new values: name, kind, born, died, note, and identifiers by their schemes. An empty value
    /// removes what is there.
    pub fn set_person(&mut self, called: &str, assignments: &[(String, String)]) -> Result<Agent, Error> {
        self.store.transaction(|store| {
            let (id, mut agent) = find(store, called)?;
            for (field, value) in assignments {
                assign(&mut agent, field, value.trim())?;
            }
            if let (Some(born), Some(died)) = (&agent.born, &agent.died)
                && died.latest().zip(born.earliest()).is_some_and(|(last, first)| last < first)
            {
                let reason = format!("{} comes before {}, the date of birth", died.as_str(), born.as_str());
                return Err(bad("died", &reason));
            }
            store.update_agent(id, &agent)?;
            agent_of(store, id)
        })
    }

    /// A person in the text form, with its id.
    pub fn text_of_person(&self, called: &str) -> Result<(String, String), Error> {
        self.store.read(|store| {
            let (_, agent) = find(store, called)?;
            Ok((agent.handle.clone(), text_of(&agent)?))
        })
    }

    /// Puts an edited person in the place of the one with an id; gives the name.
    ///
    /// `before` is the text that the editing began with; that the person has changed since then is an error.
    pub fn replace_person_text(&mut self, handle: &str, before: &str, text: &str) -> Result<String, Error> {
        self.store.transaction(|store| {
            let (_, agent) = find(store, handle)?;
            if text_of(&agent)? != before {
                return Err(Error::ChangedMeanwhile { key: handle.to_owned() });
            }
            let bad = |problems| Error::BadText { path: handle.to_owned(), problems };
            let agent = text_form::read_agent(text, &super::editing::Around { store }).map_err(bad)?;
            let id = store.find_agent(handle)?.ok_or_else(|| no_person(handle))?;
            if agent.handle != handle {
                store.update_agent(id, &agent)?;
            }
            store.replace_agent(&agent)?;
            Ok(agent.name.display())
        })
    }
}

fn text_of(agent: &Agent) -> Result<String, Error> {
    let mut text = HEADING.as_bytes().to_vec();
    text_form::write_agent(agent, &mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Editions by date, then by title; those without a date last.
fn order_of_deed(seen: &Seen) -> (bool, Option<Date>, String, String) {
    let fields = &seen.reference.fields;
    let date = fields.date(Place::Here, Field::Date).cloned();
    let title = title::normalize(fields.text(Place::Here, Field::Title).unwrap_or_default());
    (date.is_none(), date, title, seen.whole.edition.key.clone())
}

/// How many editions are read at a time.
const BATCH: usize = 500;

/// The roles that an agent has in contributions, each with the name as printed.
fn parts_of<'a>(handle: &str, contributions: impl Iterator<Item = &'a Contribution>) -> Vec<(Role, Name)> {
    let mut parts: Vec<(Role, Name)> = Vec::new();
    for contribution in contributions {
        let Ok(who) = &contribution.who else { continue };
        let part = (contribution.role, who.name.clone());
        if who.agent == handle && !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
}

fn no_person(called: &str) -> Error {
    Error::NoSuchPerson { name: called.to_owned(), similar: Vec::new() }
}

fn agent_of(store: &Snapshot<'_>, id: AgentId) -> Result<Agent, Error> {
    store.whole_agents(&[id])?.pop().ok_or_else(|| no_person(&id.0.to_string()))
}

fn bad(field: &str, reason: &str) -> Error {
    Error::BadField { field: field.to_owned(), reason: reason.to_owned() }
}

/// Takes over what is known of another one and not of this one, and gives what is known otherwise.
fn take_over(kept: &mut Agent, other: Agent) -> Vec<String> {
    let mut conflicts = Vec::new();
    for (what, ours, theirs) in [("born", &mut kept.born, other.born), ("died", &mut kept.died, other.died)] {
        match (ours.as_ref(), theirs) {
            (None, theirs) => *ours = theirs,
            (Some(ours), Some(theirs)) if *ours != theirs => {
                conflicts.push(format!("{what} {} according to {}", theirs.as_str(), other.handle));
            }
            _ => {}
        }
    }
    if kept.kind != other.kind {
        conflicts.push(format!("a {} according to {}", other.kind, other.handle));
    }
    kept.note = match (kept.note.take(), other.note) {
        (Some(ours), Some(theirs)) if ours != theirs => Some(format!("{ours} {theirs}")),
        (ours, theirs) => ours.or(theirs),
    };
    conflicts
}

fn with_conflicts(note: Option<String>, conflicts: &[String]) -> Option<String> {
    if conflicts.is_empty() {
        return note;
    }
    let told = conflicts.join("; ");
    Some(note.map_or_else(|| told.clone(), |note| format!("{note} ({told})")))
}

/// The name of a person that is spelled so.
fn name_row(store: &Snapshot<'_>, id: AgentId, agent: &Agent, name: &str) -> Result<NameRow, Error> {
    let words = title::normalize(name);
    let rows = store.names_of(id)?;
    let all: Vec<String> = rows.iter().map(|row| row.name.display()).collect();
    rows.into_iter().find(|row| is_spelled(&row.name, &words)).ok_or_else(|| {
        let reason = format!("{} has no name {name:?}; there are {}", agent.handle, all.join("; "));
        bad("name", &reason)
    })
}

fn new_person(store: &Transaction<'_>, name: &Name, kind: AgentKind) -> Result<(AgentId, String), Error> {
    let is_taken = |handle: &str| store.find_agent(handle).map(|found| found.is_some());
    let handle = naming::unique(&naming::agent_handle(name), is_taken)?;
    let id = store.save_agent(&Agent {
        handle: handle.clone(),
        kind,
        name: name.clone(),
        names: Vec::new(),
        born: None,
        died: None,
        identifiers: Vec::new(),
        note: None,
        evidence: Vec::new(),
    })?;
    Ok((id, handle))
}

fn split_names(
    store: &Transaction<'_>,
    (id, agent): (AgentId, &Agent),
    names: &[String],
    called: Option<&str>,
) -> Result<(AgentId, String), Error> {
    let mut rows: Vec<NameRow> = Vec::new();
    for name in names {
        let row = name_row(store, id, agent, name)?;
        // The same name may stand in several languages.
        let all = store.names_of(id)?.into_iter().filter(|known| known.name == row.name);
        rows.extend(all.filter(|known| !rows.contains(known)).collect::<Vec<_>>());
    }
    let Some(first) = rows.first() else { return Err(bad("name", "no name is given")) };
    let left: Vec<NameRow> = store.names_of(id)?.into_iter().filter(|row| !rows.contains(row)).collect();
    let Some(next) = left.first() else {
        return Err(bad("name", "these are all names of the person; one has to stay"));
    };
    let name = called.map_or_else(|| first.name.clone(), name_of);
    let (new, handle) = new_person(store, &name, agent.kind)?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    store.move_names(&ids, new)?;
    if rows.iter().any(|row| row.name == agent.name) {
        store.prefer_name(next.id)?;
    }
    Ok((new, handle))
}

fn split_editions(
    store: &Transaction<'_>,
    (id, agent): (AgentId, &Agent),
    editions: &[EditionId],
    called: Option<&str>,
) -> Result<(AgentId, String), Error> {
    let name = called.map_or_else(|| agent.name.clone(), name_of);
    let (new, handle) = new_person(store, &name, agent.kind)?;
    if store.give_contributions(id, new, editions)? == 0 {
        return Err(bad("key", &format!("{} had no part in that", agent.handle)));
    }
    Ok((new, handle))
}

/// A day or year of a life, as people or EDTF write it.
fn date_of_life(field: &str, value: &str) -> Result<Option<Date>, Error> {
    if value.is_empty() {
        return Ok(None);
    }
    let date = Date::parse(value);
    if date.as_edtf().is_none() {
        return Err(bad(field, &format!("{value:?} is no date; write 1890, 1890-12-30, 189X or 1890?")));
    }
    Ok(Some(date))
}

fn assign(agent: &mut Agent, field: &str, value: &str) -> Result<(), Error> {
    let field = field.trim().to_lowercase();
    match field.as_str() {
        "name" => {
            let name = name_of(value);
            if name.is_empty() {
                return Err(bad("name", "a person needs a name"));
            }
            let before = std::mem::replace(&mut agent.name, name);
            agent.names.retain(|further| further.name != agent.name);
            if before != agent.name && agent.names.iter().all(|further| further.name != before) {
                agent.names.push(AgentName { kind: NameKind::Variant, name: before, language: None });
            }
        }
        "kind" => {
            let words = AgentKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(" or ");
            agent.kind =
                AgentKind::from_word(value).ok_or_else(|| bad("kind", &format!("it can be {words}")))?;
        }
        "born" => agent.born = date_of_life(&field, value)?,
        "died" => agent.died = date_of_life(&field, value)?,
        "note" => agent.note = (!value.is_empty()).then(|| value.to_owned()),
        scheme if PERSON_SCHEMES.contains(&scheme) => {
            agent.identifiers.retain(|known| known.scheme != scheme);
            let values = value.split(';').map(str::trim).filter(|value| !value.is_empty());
            let scheme = scheme.to_owned();
            agent
                .identifiers
                .extend(values.map(|value| Identifier { scheme: scheme.clone(), value: value.to_owned() }));
        }
        other => {
            let known = PERSON_SCHEMES.join(", ");
            return Err(bad(other, &format!("of a person there are name, kind, born, died, note, {known}")));
        }
    }
    Ok(())
}
