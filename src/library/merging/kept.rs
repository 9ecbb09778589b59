//! Seeing to it that nothing which two editions told is lost when they are one.

use super::{
    Conflict, Gained,
    edition::{Both, Merging, is_same, vanished},
};
use crate::{
    fields::{self, Storage},
    formats::{fact::Fact, private},
    library::{
        Error, changing,
        inheritance::{book_keeps_field, book_keeps_role},
        own_extras,
    },
    model::{
        EntryType, Extra, Field, Name, NameList, Place, Reference, Role, Standing, field::Value,
        tree::ExpressionKind,
    },
    store::{AgentNameId, NewContribution, Owner, Whole},
};

impl Merging<'_> {
    /// Sees to it that each fact that either edition told is told by the one that is left, or kept beside it.
    pub(super) fn keep_all_that_was_said(&mut self, both: &Both) -> Result<(), Error> {
        let mut extras = self.united_extras(both);
        // What the edition said itself and the tree, as it is now, does not.
        let seen = self.settled(both, &extras)?;
        for fact in private::differing(&both.our_reference, &seen) {
            if is_stated(&both.our_reference, fact) && !is_covered(&both.our_reference, &seen, fact) {
                extras.retain(|extra| !own_extras::tells(extra, fact));
                if self.is_given_up(both, fact) {
                    extras.push(own_extras::beside(fact, &both.our_reference, &both.ours.edition.key));
                    self.done
                        .conflicts
                        .push(conflict(both, &both.our_reference, fact).with_kept(&seen, fact));
                } else {
                    extras.push(own_extras::told(fact, &both.our_reference));
                }
            }
        }
        let seen = self.settled(both, &extras)?;
        for fact in private::differing(&both.their_reference, &seen) {
            if is_stated(&both.their_reference, fact) && !is_covered(&both.their_reference, &seen, fact) {
                self.keep_other(both, &seen, fact, &mut extras)?;
            }
        }
        self.note_types(both, &mut extras);
        let seen = self.settled(both, &extras)?;
        extras.extend(self.links_left(both, &seen)?);
        let seen = self.settled(both, &extras)?;
        self.note_gained(both, &seen);
        Ok(())
    }

    /// Whether what the edition told of a fact gives way to what the other one tells: it is a fact about the container,
    /// and that of the other one was chosen.
    fn is_given_up(&self, both: &Both, fact: Fact) -> bool {
        let entry_type = both.ours.edition.entry_type;
        let is_of_container = match fact {
            Fact::Field(place, field) => {
                place == Place::Container || book_keeps_field(entry_type, place, field)
            }
            Fact::Names(place, role) => place == Place::Container || book_keeps_role(entry_type, place, role),
        };
        is_of_container && self.takes_container(both)
    }

    /// Makes these the extras of the edition; gives how it is cited then.
    fn settled(&self, both: &Both, extras: &[Extra]) -> Result<Reference, Error> {
        self.store.delete_extras(both.into)?;
        self.store.insert_extras(both.into, extras)?;
        self.seen(both.into)
    }

    /// Keeps what the other edition told of a fact: as that of the edition, where it tells nothing or the other was
    /// chosen; else beside it.
    fn keep_other(
        &mut self,
        both: &Both,
        seen: &Reference,
        fact: Fact,
        extras: &mut Vec<Extra>,
    ) -> Result<(), Error> {
        if !is_stated(seen, fact) {
            extras.retain(|extra| !own_extras::tells(extra, fact));
            // The edition may only have left out what the tree says too.
            let seen = self.settled(both, extras)?;
            if private::differing(&both.their_reference, &seen).contains(&fact) {
                extras.push(own_extras::told(fact, &both.their_reference));
            }
            return Ok(());
        }
        let conflict = conflict(both, seen, fact);
        if self.choices.takes(fact, &both.theirs.edition) {
            extras.retain(|extra| !own_extras::tells(extra, fact));
            extras.push(own_extras::beside(fact, seen, &both.ours.edition.key));
            self.take(both, fact, extras)?;
            self.done.conflicts.push(conflict.turned());
        } else {
            if !own_extras::is_beside(extras, fact, &both.their_reference) {
                extras.push(own_extras::beside(fact, &both.their_reference, &both.their_name));
            }
            self.done.conflicts.push(conflict);
        }
        Ok(())
    }

    /// The extras of both, without what the other one told otherwise than its tree: that is told by then, or kept
    /// beside.
    fn united_extras(&self, both: &Both) -> Vec<Extra> {
        let mut extras = both.ours.edition.extras.clone();
        for extra in &both.theirs.edition.extras {
            if !own_extras::is_of_tree(extra) && !extras.contains(extra) {
                extras.push(extra.clone());
            }
        }
        extras
    }

    /// Makes the edition tell a fact as the other one did.
    fn take(&self, both: &Both, fact: Fact, extras: &mut Vec<Extra>) -> Result<(), Error> {
        match fact {
            Fact::Field(place, field) if self.keeps_itself(both, place, field)? => {
                let mut fields = self.store.edition_fields(both.into)?.unwrap_or_default();
                if let Some(value) = both.their_reference.fields.get(place, field) {
                    fields.set(place, field, value.clone());
                }
                self.store.update_edition_fields(both.into, &fields)?;
                if (place, field) == (Place::Here, Field::Title) {
                    self.rename_work(both)?;
                }
            }
            Fact::Names(Place::Here, role) if !book_keeps_role(self.type_now(both)?, Place::Here, role) => {
                let list = both.their_reference.names.get(&(Place::Here, role)).cloned().unwrap_or_default();
                let owner = Owner::Edition(both.into);
                self.store.delete_contributions_in(owner, Place::Here, role)?;
                self.store.insert_contributions(owner, &self.contributions(role, &list)?)?;
            }
            _ => extras.push(own_extras::told(fact, &both.their_reference)),
        }
        Ok(())
    }

    /// Calls a work as its original text is called now, where it was called as that was.
    fn rename_work(&self, both: &Both) -> Result<(), Error> {
        let title = |whole: &Whole| whole.edition.fields.text(Place::Here, Field::Title).map(str::to_owned);
        let (ours, theirs) = (title(&both.ours), title(&both.theirs));
        let (id, text) = self.place_of(both.into)?;
        if let Some(title) = theirs
            && self.text(text)?.kind == ExpressionKind::Original
            && let Some((mut work, _)) = self.store.work_without_editions(id)?
            && Some(&work.title) == ours.as_ref()
        {
            work.title = title;
            self.store.update_work(id, &work)?;
        }
        Ok(())
    }

    fn type_now(&self, both: &Both) -> Result<EntryType, Error> {
        Ok(self.seen(both.into)?.entry_type)
    }

    /// Whether an edition keeps a field itself, and not its container, its text or what stands behind it.
    fn keeps_itself(&self, both: &Both, place: Place, field: Field) -> Result<bool, Error> {
        let is_own = fields::row(place, field).is_some_and(|row| {
            matches!(row.storage, Storage::Column | Storage::Identifiers | Storage::Keywords)
        });
        Ok(is_own && !book_keeps_field(self.type_now(both)?, place, field))
    }

    fn contributions(&self, role: Role, list: &NameList) -> Result<Vec<NewContribution>, Error> {
        let mut all = Vec::new();
        for name in &list.names {
            all.push(NewContribution { place: Place::Here, role, who: Ok(self.agent_name(name)?) });
        }
        all.push(NewContribution { place: Place::Here, role, who: Err(list.ending) });
        Ok(all)
    }

    fn agent_name(&self, name: &Name) -> Result<AgentNameId, Error> {
        let agent = self.store.find_agent(&changing::agent_named(self.store, name)?)?.ok_or_else(vanished)?;
        Ok(self.store.name_of(agent, name)?)
    }

    /// Keeps the type that the edition has not.
    fn note_types(&mut self, both: &Both, extras: &mut Vec<Extra>) {
        let (ours, theirs) = (&both.ours.edition, &both.theirs.edition);
        if ours.entry_type == theirs.entry_type {
            return;
        }
        let conflict = Conflict {
            field: own_extras::TYPE.to_owned(),
            kept: ours.entry_type.to_string(),
            kept_from: ours.key.clone(),
            beside: theirs.entry_type.to_string(),
            beside_from: both.their_name.clone(),
        };
        let conflict = if self.takes_type(both) { conflict.turned() } else { conflict };
        extras.push(own_extras::beside_word(own_extras::TYPE, &conflict.beside_from, &conflict.beside));
        self.done.conflicts.push(conflict);
    }

    /// What the other one pointed at and the edition does not.
    fn links_left(&self, both: &Both, seen: &Reference) -> Result<Vec<Extra>, Error> {
        let mut left = Vec::new();
        for link in &both.their_reference.links {
            let target = self.store.find_edition_by_key(&link.target)?;
            let mut is_told = target == Some(both.into);
            for known in seen.links.iter().filter(|known| known.kind == link.kind) {
                is_told |=
                    known.target == link.target || self.store.find_edition_by_key(&known.target)? == target;
            }
            // What was only mentioned is removed when nothing mentions it any more; what it told is kept by then.
            let is_mentioned = match target {
                Some(target) => self.store.standing_of(target)? == Some(Standing::Mentioned),
                None => false,
            };
            let is_kept = own_extras::is_word_beside(&seen.extras, link.kind.as_str(), &link.target);
            if !is_told && !is_mentioned && !is_kept {
                left.push(own_extras::beside_word(link.kind.as_str(), &both.their_name, &link.target));
            }
        }
        Ok(left)
    }

    fn note_gained(&mut self, both: &Both, seen: &Reference) {
        let key = &both.their_name;
        for fact in private::differing(seen, &both.our_reference) {
            let is_chosen = self.done.conflicts.iter().any(|conflict| conflict.field == fact.name());
            if let Some(value) = private::display(seen, fact).filter(|_| !is_chosen) {
                let field = fact.name().into_owned();
                self.done.gained.push(Gained { field, value, from: key.clone() });
            }
        }
    }
}

impl Conflict {
    /// Of a fact that the edition tells as the other one did by now.
    fn with_kept(self, seen: &Reference, fact: Fact) -> Conflict {
        Conflict { beside: private::display(seen, fact).unwrap_or_default(), ..self }.turned()
    }

    /// With the other value kept.
    fn turned(self) -> Conflict {
        Conflict {
            field: self.field,
            kept: self.beside,
            kept_from: self.beside_from,
            beside: self.kept,
            beside_from: self.kept_from,
        }
    }
}

fn conflict(both: &Both, seen: &Reference, fact: Fact) -> Conflict {
    Conflict {
        field: fact.name().into_owned(),
        kept: private::display(seen, fact).unwrap_or_default(),
        kept_from: both.ours.edition.key.clone(),
        beside: private::display(&both.their_reference, fact).unwrap_or_default(),
        beside_from: both.their_name.clone(),
    }
}

/// Whether all that a reference tells of a fact is told, though more is.
fn is_covered(told: &Reference, seen: &Reference, fact: Fact) -> bool {
    let Fact::Field(place, field) = fact else { return false };
    let (Some(told), Some(seen)) = (told.fields.get(place, field), seen.fields.get(place, field)) else {
        return false;
    };
    let is_list = matches!(seen, Value::List(_));
    let is_there = |value: &String| seen.as_list().iter().any(|known| is_same(field, known, value));
    is_list && told.as_list().iter().all(is_there)
}

fn is_stated(reference: &Reference, fact: Fact) -> bool {
    private::display(reference, fact).is_some()
}
