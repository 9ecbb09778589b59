//! Who is meant by a name.

use super::{Candidate, agent_of, no_person};
use crate::{
    library::Error,
    model::{Date, Name, likeness, title, tree::Agent},
    store::{AgentId, Snapshot},
};

/// The one who is meant by an id or a name: who is called exactly so, or else the only one of that family name, or else
/// the only one who has all its words in a name.
pub(super) fn find(store: &Snapshot<'_>, called: &str) -> Result<(AgentId, Agent), Error> {
    if let Some(id) = store.find_agent(called.trim())? {
        return Ok((id, agent_of(store, id)?));
    }
    let words = title::normalize(called);
    if words.is_empty() {
        return Err(no_person(called));
    }
    let mut found = Vec::new();
    for id in store.agents_called(&words)? {
        found.push((id, agent_of(store, id)?));
    }
    let is_called = |(_, agent): &&(AgentId, Agent)| {
        let further = agent.names.iter().map(|further| &further.name);
        std::iter::once(&agent.name).chain(further).any(|name| is_spelled(name, &words))
    };
    let exact: Vec<_> = found.iter().filter(is_called).cloned().collect();
    // Serge is who is called so by the family rather than a body that has the word in its name.
    let has_family = |(_, agent): &&(AgentId, Agent)| title::normalize(&agent.name.family) == words;
    let by_family: Vec<_> = found.iter().filter(has_family).cloned().collect();
    let mut meant = match (exact.as_slice(), by_family.as_slice()) {
        ([], [_]) => by_family,
        ([], _) => found,
        _ => exact,
    };
    match (meant.pop(), meant.is_empty()) {
        (Some(one), true) => Ok(one),
        (Some(last), false) => {
            meant.push(last);
            Err(Error::SeveralPeople { name: called.to_owned(), candidates: candidates(store, &meant)? })
        }
        (None, _) => Err(Error::NoSuchPerson { name: called.to_owned(), similar: similar(store, &words)? }),
    }
}

/// Whether these are all words of a name, in either order.
pub(super) fn is_spelled(name: &Name, words: &str) -> bool {
    [name.display(), name.inverted()].iter().any(|spelled| title::normalize(spelled) == words)
}

fn candidates(store: &Snapshot<'_>, found: &[(AgentId, Agent)]) -> Result<Vec<Candidate>, Error> {
    let mut candidates = Vec::new();
    for (id, agent) in found.iter().take(MOST_CANDIDATES) {
        candidates.push(Candidate {
            handle: agent.handle.clone(),
            name: agent.name.inverted(),
            years: years(agent),
            editions: store.editions_of_agent(*id)?.len(),
        });
    }
    Ok(candidates)
}

/// How many people are told of.
const MOST_CANDIDATES: usize = 10;

/// `1890–1947`, as far as it is known.
pub fn years(agent: &Agent) -> String {
    let year = |date: &Option<Date>| date.as_ref().map(Date::display_year);
    match (year(&agent.born), year(&agent.died)) {
        (None, None) => String::new(),
        (born, died) => format!("{}–{}", born.unwrap_or_default(), died.unwrap_or_default()),
    }
}

/// The names most like one that nobody has.
fn similar(store: &Snapshot<'_>, words: &str) -> Result<Vec<String>, Error> {
    // Each way of spelling a name, with the name.
    let mut spelled = Vec::new();
    for agent in store.agents()? {
        for name in std::iter::once(&agent.name).chain(agent.names.iter().map(|further| &further.name)) {
            for spelling in [name.display(), name.inverted(), name.short().to_owned()] {
                spelled.push((title::normalize(&spelling), name.display()));
            }
        }
    }
    let nearest = likeness::nearest(words, spelled.iter().map(|(spelling, _)| spelling.as_str()));
    let mut names: Vec<String> = Vec::new();
    for spelling in nearest {
        let of_spelling = spelled.iter().filter(|(known, _)| known == spelling).map(|(_, name)| name.clone());
        names.extend(of_spelling);
    }
    names.dedup();
    names.truncate(MOST_SIMILAR);
    Ok(names)
}

/// How many names are told at most.
const MOST_SIMILAR: usize = 3;
