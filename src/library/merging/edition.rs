//! Making two editions one.

use std::collections::BTreeSet;

use super::{Choices, Merged, tree};
use crate::{
    fields::{self, Storage},
    formats::fact::Fact,
    library::{
        Error, citing,
        filing::{Filing, Silence, may_be},
        matching, own_extras, removing,
    },
    model::{
        EntryType, Field, NameList, Place, Reference, Standing,
        field::Fields,
        tree::{Agent, Attribution},
    },
    store::{
        AgentId, EditionId, EditionLinks, ExpressionId, Owner, StoreError, Transaction, Whole, WorkId,
        normal_identifier,
    },
};

/// How deep containers of containers are merged.
const DEEPEST: usize = 3;

/// The merging of one edition into another.
pub(super) struct Merging<'a> {
    pub(super) store: &'a Transaction<'a>,
    pub(super) choices: &'a Choices,
    /// Editions that are being merged, here and around this, which none may take away meanwhile.
    pub(super) busy: Vec<EditionId>,
    /// What stands for the key of the edition that goes, where nobody knows it by its key.
    pub(super) origin: Option<&'a str>,
    pub(super) done: Merged,
}

/// Two editions before they are merged.
pub(super) struct Both {
    pub(super) into: EditionId,
    pub(super) from: EditionId,
    pub(super) ours: Whole,
    pub(super) theirs: Whole,
    pub(super) our_reference: Reference,
    pub(super) their_reference: Reference,
    /// What the values of the edition that goes came with: its key, or the file that it was read from.
    pub(super) their_name: String,
}

impl<'a> Merging<'a> {
    pub(super) fn new(store: &'a Transaction<'a>, choices: &'a Choices) -> Self {
        Merging { store, choices, busy: Vec::new(), origin: None, done: Merged::default() }
    }

    /// Merges an edition into another one.
    pub(super) fn merge(&mut self, into: EditionId, from: EditionId) -> Result<(), Error> {
        let both = self.both(into, from)?;
        check_ties(&both)?;
        self.busy.extend([into, from]);
        let agents = self.store.agents_of(&[into, from])?;
        let ((our_work, our_text), (their_work, their_text)) = (self.place_of(into)?, self.place_of(from)?);
        let before = self.seen_of_works(&[our_work, their_work], &[into, from])?;
        if our_work != their_work {
            self.unite_works(our_work, their_work)?;
        }
        // Uniting the works may have united the texts.
        if self.store.expression_of(from)? == Some(their_text) && our_text != their_text {
            let (ours, theirs) = (self.text(our_text)?, self.text(their_text)?);
            if tree::may_be_one_text(&ours, &theirs) {
                self.unite_texts(our_text, their_text)?;
            }
        }
        self.unite_containers(&both)?;
        self.unite_standing(&both)?;
        let fields = self.united_fields(&both)?;
        self.store.update_edition_fields(into, &fields)?;
        self.unite_own_names(&both)?;
        self.unite_links(&both)?;
        self.done.moved += self.store.move_edition_parts(from, into)?;
        self.remove_emptied(from, into)?;
        self.unite_keys(&both)?;
        self.keep_all_that_was_said(&both)?;
        self.keep_as_seen(before)?;
        self.remove_idle_agents(&agents, into)?;
        let left = self.takes_container(&both).then_some(both.ours.container).flatten();
        if let Some(left) = left {
            removing::remove_forgotten_container(self.store, left, &self.busy)?;
        }
        removing::remove_forgotten(self.store, both.theirs, &self.busy)
    }

    fn both(&self, into: EditionId, from: EditionId) -> Result<Both, Error> {
        let mut wholes = self.store.whole_editions(&[into, from])?.into_iter();
        let (Some(ours), Some(theirs)) = (wholes.next(), wholes.next()) else {
            return Err(vanished().into());
        };
        let (our_reference, their_reference) = (citing::reference(&ours), citing::reference(&theirs));
        let their_name = self.origin.unwrap_or(&theirs.edition.key).to_owned();
        Ok(Both { into, from, ours, theirs, our_reference, their_reference, their_name })
    }

    pub(super) fn place_of(&self, edition: EditionId) -> Result<(WorkId, ExpressionId), Error> {
        let expression = self.store.expression_of(edition)?.ok_or_else(vanished)?;
        let work = self.store.work_of(expression)?.ok_or_else(vanished)?;
        Ok((work, expression))
    }

    pub(super) fn seen(&self, edition: EditionId) -> Result<Reference, Error> {
        let whole = self.store.whole_editions(&[edition])?.pop().ok_or_else(vanished)?;
        Ok(citing::reference(&whole))
    }

    /// The editions of works, and those that lean on these editions, as they are cited now; without these editions.
    pub(super) fn seen_of_works(
        &self,
        works: &[WorkId],
        merging: &[EditionId],
    ) -> Result<Vec<(EditionId, Reference)>, Error> {
        let texts = self.store.expressions_of(works)?;
        let mut all: BTreeSet<EditionId> = self.store.editions_of(&texts)?.into_iter().collect();
        for edition in merging {
            all.extend(self.store.leaning_on(*edition)?);
        }
        for text in texts {
            all.extend(self.store.editions_of(&self.store.expressions_derived_from(text)?)?);
        }
        let others: Vec<EditionId> = all.into_iter().filter(|edition| !merging.contains(edition)).collect();
        let wholes = self.store.whole_editions(&others)?;
        Ok(others.into_iter().zip(wholes.iter().map(citing::reference)).collect())
    }

    /// Keeps with editions what they said before and the tree does not say any more.
    pub(super) fn keep_as_seen(&self, mut before: Vec<(EditionId, Reference)>) -> Result<(), Error> {
        let mut there = BTreeSet::new();
        for (edition, _) in &before {
            if self.store.standing_of(*edition)?.is_some() {
                there.insert(*edition);
            }
        }
        before.retain(|(edition, _)| there.contains(edition));
        Ok(Filing::new(self.store, Silence::Filled).keep_as_seen(&before)?)
    }

    /// Merges editions that are only mentioned, without going on and on.
    pub(super) fn merge_mentioned(&mut self, into: EditionId, from: EditionId) -> Result<(), Error> {
        if self.busy.len() >= DEEPEST * 2 || self.busy.contains(&into) || self.busy.contains(&from) {
            return Ok(());
        }
        let nothing = Choices::default();
        let mut merging = Merging {
            store: self.store,
            choices: &nothing,
            busy: self.busy.clone(),
            origin: None,
            done: Merged::default(),
        };
        merging.merge(into, from)?;
        self.done.moved += merging.done.moved;
        self.done.mentions += merging.done.mentions + 1;
        Ok(())
    }

    /// Makes what both are part of one, where it is only mentioned and may be the same.
    fn unite_containers(&mut self, both: &Both) -> Result<(), Error> {
        let links = |edition| Ok::<_, Error>(self.store.edition_links(edition)?.unwrap_or_default());
        let (Some(ours), Some(theirs)) = (links(both.into)?.container, links(both.from)?.container) else {
            return Ok(());
        };
        if ours == theirs || self.store.standing_of(theirs)? != Some(Standing::Mentioned) {
            return Ok(());
        }
        let (known, told) = (self.seen(ours)?, self.seen(theirs)?);
        if known.entry_type == told.entry_type && may_be(&known, &told) {
            self.merge_mentioned(ours, theirs)?;
        }
        Ok(())
    }

    fn unite_standing(&self, both: &Both) -> Result<(), Error> {
        let (ours, theirs) = (&both.ours.edition, &both.theirs.edition);
        if theirs.standing == Standing::Listed {
            self.store.set_standing(both.into, Standing::Listed)?;
        }
        if self.takes_type(both) {
            self.store.set_entry_type(both.into, theirs.entry_type)?;
        }
        if ours.attribution == Attribution::Claimed && theirs.attribution == Attribution::Disputed {
            self.store.insert_extras(
                both.into,
                &[own_extras::beside_word("attribution", &both.their_name, theirs.attribution.as_str())],
            )?;
        }
        Ok(())
    }

    /// Whether the edition gets the type of the other one: since that is asked for, or since its own says nothing.
    pub(super) fn takes_type(&self, both: &Both) -> bool {
        let says_nothing = |entry_type| matches!(entry_type, EntryType::Misc | EntryType::Document);
        let (ours, theirs) = (both.ours.edition.entry_type, both.theirs.edition.entry_type);
        ours != theirs
            && (self.choices.takes_type(&both.theirs.edition)
                || (says_nothing(ours) && !says_nothing(theirs)))
    }

    /// Whether the edition becomes a part of what the other one is part of: where that is chosen, what it says of its
    /// container is not left to fields beside.
    pub(super) fn takes_container(&self, both: &Both) -> bool {
        both.theirs.container.is_some()
            && self.choices.takes(Fact::Field(Place::Container, Field::Title), &both.theirs.edition)
    }

    /// The own fields of both: those that only the other has, and the numbers and keywords of both.
    fn united_fields(&self, both: &Both) -> Result<Fields, Error> {
        let mut fields = self.store.edition_fields(both.into)?.unwrap_or_default();
        for ((place, field), value) in self.store.edition_fields(both.from)?.unwrap_or_default().iter() {
            let is_united = fields::row(place, field).is_some_and(|row| is_united(row.storage));
            match fields.get(place, field) {
                Some(known) if is_united => {
                    let mut all = known.as_list().to_vec();
                    let is_known = |value: &&String| all.iter().any(|known| is_same(field, known, value));
                    let further: Vec<String> =
                        value.as_list().iter().filter(|value| !is_known(value)).cloned().collect();
                    all.extend(further);
                    fields.set(place, field, all);
                }
                Some(_) => {}
                // What its container says is not said by the edition itself.
                None if both.our_reference.fields.has(place, field) => {}
                None => {
                    fields.set(place, field, value.clone());
                }
            }
        }
        Ok(fields)
    }

    /// Moves the names that the other edition has itself, in roles in which nobody is known.
    fn unite_own_names(&self, both: &Both) -> Result<(), Error> {
        for ((place, role), list) in citing::names(&[&both.theirs.edition.contributions]) {
            let is_known =
                both.our_reference.names.get(&(place, role)).is_some_and(|known| !known.is_empty());
            if !list.is_empty() && !is_known {
                self.store.move_contributions(
                    Owner::Edition(both.from),
                    Owner::Edition(both.into),
                    place,
                    role,
                )?;
            }
        }
        Ok(())
    }

    /// Gives the edition what only the other one is tied to.
    fn unite_links(&self, both: &Both) -> Result<(), Error> {
        let ours = self.store.edition_links(both.into)?.unwrap_or_default();
        let theirs = self.store.edition_links(both.from)?.unwrap_or_default();
        let one = |ours: Option<EditionId>, theirs: Option<EditionId>| {
            ours.filter(|id| *id != both.from).or(theirs.filter(|id| *id != both.into))
        };
        let container = match self.takes_container(both) {
            true => one(theirs.container, ours.container),
            false => one(ours.container, theirs.container),
        };
        let links = EditionLinks {
            container,
            reprint_of: one(ours.reprint_of, theirs.reprint_of),
            translated_from: one(ours.translated_from, theirs.translated_from),
        };
        let links = Filing::new(self.store, Silence::Filled).without_circles(both.into, links)?;
        Ok(self.store.set_edition_links(both.into, links)?)
    }

    /// Removes the edition from which all was moved, and its text where that has no other; what hangs on that goes to
    /// the text of the one that stays.
    fn remove_emptied(&self, from: EditionId, into: EditionId) -> Result<(), Error> {
        let (_, text) = self.place_of(from)?;
        let (_, our_text) = self.place_of(into)?;
        self.store.delete_emptied_edition(from)?;
        if text != our_text && self.store.editions_of(&[text])?.is_empty() {
            self.store.move_expression_parts(text, our_text)?;
            self.store.delete_emptied_expression(text)?;
        }
        Ok(())
    }

    /// Removes people who contributed to nothing but what is gone. One whose name may be another spelling of that of one
    /// person of the edition is that person, who is found by it from now on.
    fn remove_idle_agents(&self, agents: &[AgentId], into: EditionId) -> Result<(), Error> {
        let idle = self.known(&self.store.idle_agents(agents)?)?;
        if idle.is_empty() {
            return Ok(());
        }
        let left = self.known(&self.store.agents_of(&[into])?)?;
        for (agent, gone) in idle {
            let is_like = |(_, kept): &&(AgentId, Agent)| {
                let [ours, theirs] = [&kept.name, &gone.name].map(|name| NameList::of(vec![name.clone()]));
                matching::are_the_same_people(&ours, &theirs)
            };
            let mut like = left.iter().filter(is_like);
            match (like.next(), like.next()) {
                (Some((kept, _)), None) => self.store.merge_agents(*kept, agent)?,
                _ => self.store.delete_agent(agent)?,
            }
        }
        Ok(())
    }

    fn known(&self, ids: &[AgentId]) -> Result<Vec<(AgentId, Agent)>, Error> {
        let mut known = Vec::new();
        for id in ids {
            known.extend(self.store.whole_agents(&[*id])?.pop().map(|agent| (*id, agent)));
        }
        Ok(known)
    }

    fn unite_keys(&mut self, both: &Both) -> Result<(), Error> {
        let edition = &both.theirs.edition;
        for key in std::iter::once(&edition.key).chain(&edition.aliases) {
            self.store.insert_alias(both.into, key)?;
        }
        self.done.gone.push(edition.key.clone());
        Ok(())
    }
}

/// Whether two values say the same. A DOI is the same in any case of letters and behind any address of a resolver, an
/// ISBN with ten digits or thirteen and whatever hyphens.
pub(super) fn is_same(field: Field, one: &str, other: &str) -> bool {
    let normal = |text: &str| {
        let row = fields::row(Place::Here, field).filter(|row| row.storage == Storage::Identifiers)?;
        Some(normal_identifier(row.name, text)).filter(|normal| !normal.is_empty())
    };
    one == other || (normal(one).is_some() && normal(one) == normal(other))
}

/// Fields of which all values of both are kept.
fn is_united(storage: Storage) -> bool {
    matches!(storage, Storage::Identifiers | Storage::Keywords)
}

/// Refuses to merge what is a part, a reprint or a translation of the other.
fn check_ties(both: &Both) -> Result<(), Error> {
    let (ours, theirs) = (&both.ours.edition, &both.theirs.edition);
    let is_part = |one: &crate::model::tree::Edition, other: &crate::model::tree::Edition| {
        one.container.as_ref() == Some(&other.key)
    };
    if is_part(ours, theirs) || is_part(theirs, ours) {
        return Err(Error::PartOfOther { one: ours.key.clone(), other: theirs.key.clone() });
    }
    Ok(())
}

pub(super) fn vanished() -> StoreError {
    StoreError::NoTarget { record: "an edition".into(), target: "its row".into() }
}
