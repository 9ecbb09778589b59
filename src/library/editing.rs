//! A work as text, to be edited and put back.

use foldhash::HashSet;

use super::{
    Error, Library,
    assignment::{COMMAS, name_of},
    changing::agent_named,
};
use crate::{
    formats::text_form::{self, Known},
    model::{
        Name, title,
        tree::{Contribution, Edition, Work},
    },
    store::{Snapshot, StoreResult, Transaction, WorkId},
};
/// What stands above a work that is edited.
const HEADING: &str = "\
# One work with its texts (expressions) and their editions, in the form of `oeuvre dump`. Save and close to
# keep the changes. People are named by their ids; somebody new is given as \"Family, Given\".
";

impl Library {
    /// The work of an edition in the text form.
    pub fn text_of_work(&self, key: &str) -> Result<String, Error> {
        let id = self.work_of_key(key)?;
        self.store.read(|store| text_of(store, id, key))
    }

    /// Puts an edited work in the place of the one that an edition belongs to, and gives its title without
    /// markup. People who are given by name are found or made.
    ///
    /// `before` is the text that the editing began with; that the work has changed since then is an error.
    pub fn replace_work_text(&mut self, key: &str, before: &str, text: &str) -> Result<String, Error> {
        let id = self.work_of_key(key)?;
        self.store.transaction(|store| {
            if text_of(store, id, key)? != before {
                return Err(Error::ChangedMeanwhile { key: key.to_owned() });
            }
            let bad = |problems| Error::BadText { path: key.to_owned(), problems };
            let mut work = text_form::read_work(text, &Around { store }).map_err(bad)?;
            name_people(store, &mut work)?;
            keep_row(store, id, &work)?;
            let known = store.whole_works(&[id])?.pop().ok_or_else(|| gone(key))?;
            keep_renamed(&known, &mut work);
            store.replace_work(&work)?;
            Ok(title::plain(&work.title).to_string())
        })
    }

    fn work_of_key(&self, key: &str) -> Result<WorkId, Error> {
        let edition = self.edition_of_key(key)?;
        self.store.read(|store| {
            let expression = store.expression_of(edition)?.ok_or_else(|| gone(key))?;
            store.work_of(expression)?.ok_or_else(|| gone(key))
        })
    }
}

fn text_of(store: &Snapshot<'_>, id: WorkId, key: &str) -> Result<String, Error> {
    let work = store.whole_works(&[id])?.pop().ok_or_else(|| gone(key))?;
    let mut text = HEADING.as_bytes().to_vec();
    text_form::write_work(&work, &Around { store }, &mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Gives editions that were renamed the keys that they had, which go on working, and by which what hangs on them stays with
/// them. Renamed is what has a former key of an edition that is gone, else the only new one where only one is gone.
fn keep_renamed(before: &Work, after: &mut Work) {
    let kept: HashSet<String> = editions_of(after)
        .flat_map(|edition| edition.aliases.iter().chain([&edition.key]))
        .cloned()
        .collect();
    let known: HashSet<&String> = editions_of(before).map(|edition| &edition.key).collect();
    let mut missing: Vec<&Edition> =
        editions_of(before).filter(|edition| !kept.contains(&edition.key)).collect();
    let editions = after.expressions.iter_mut().flat_map(|expression| &mut expression.editions);
    let is_new = |edition: &Edition| {
        !known.contains(&edition.key) && edition.aliases.iter().all(|alias| !known.contains(alias))
    };
    let mut fresh: Vec<&mut Edition> = editions.filter(|edition| is_new(edition)).collect();
    for edition in &mut fresh {
        let shares = |gone: &&Edition| gone.aliases.iter().any(|alias| edition.aliases.contains(alias));
        if let Some(place) = missing.iter().position(shares) {
            edition.aliases.push(missing.swap_remove(place).key.clone());
        }
    }
    fresh.retain(|edition| edition.aliases.iter().all(|alias| !known.contains(alias)));
    if let ([edition], [gone]) = (fresh.as_mut_slice(), missing.as_slice()) {
        edition.aliases.push(gone.key.clone());
    }
}

fn editions_of(work: &Work) -> impl Iterator<Item = &Edition> {
    work.expressions.iter().flat_map(|expression| &expression.editions)
}

fn gone(key: &str) -> Error {
    Error::NoSuchKey { key: key.to_owned(), similar: Vec::new() }
}

/// Gives the row of the work the handle that it has in the text, so that the one is put in the other's place.
fn keep_row(store: &Transaction<'_>, id: WorkId, work: &Work) -> Result<(), Error> {
    if store.find_work(&work.handle)? == Some(id) {
        return Ok(());
    }
    Ok(store.update_work(id, work)?)
}

/// Puts handles in the place of names that somebody gave instead.
fn name_people(store: &Transaction<'_>, work: &mut Work) -> Result<(), Error> {
    let of_expressions = work.expressions.iter_mut().flat_map(|expression| {
        let of_editions = expression.editions.iter_mut().flat_map(|edition| &mut edition.contributions);
        expression.contributions.iter_mut().chain(of_editions)
    });
    let contributions: Vec<&mut Contribution> = work.contributions.iter_mut().chain(of_expressions).collect();
    for contribution in contributions {
        if let Ok(who) = &mut contribution.who
            && store.find_agent(&who.agent)?.is_none()
            && let Some(name) = new_name(&who.agent)
        {
            who.agent = agent_named(store, &name)?;
        }
    }
    Ok(())
}

/// The name that stands where the id of an agent is expected. Ids have no comma in them.
fn new_name(agent: &str) -> Option<Name> {
    agent.contains(COMMAS).then(|| name_of(agent)).filter(|name| name.literal.is_empty())
}

/// The library around a work that is edited. An error of the database looks like a record that is not there;
/// it comes up again when the work is written.
pub(super) struct Around<'a> {
    pub(super) store: &'a Snapshot<'a>,
}

impl Around<'_> {
    fn has<T>(found: StoreResult<Option<T>>) -> bool {
        found.ok().flatten().is_some()
    }
}

impl Known for Around<'_> {
    fn preferred_name(&self, agent: &str) -> Option<Name> {
        let known = self.store.find_agent(agent).ok().flatten();
        match known {
            Some(id) => self.store.whole_agents(&[id]).ok()?.pop().map(|agent| agent.name),
            None => new_name(agent),
        }
    }

    fn has_source(&self, handle: &str) -> bool {
        Self::has(self.store.find_source(handle))
    }

    fn has_work(&self, handle: &str) -> bool {
        Self::has(self.store.find_work(handle))
    }

    fn has_expression(&self, handle: &str) -> bool {
        Self::has(self.store.find_expression(handle))
    }

    fn has_edition(&self, key: &str) -> bool {
        Self::has(self.store.find_edition_by_key(key))
    }
}
