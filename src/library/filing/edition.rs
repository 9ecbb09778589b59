//! The edition itself: what it keeps of its reference, and what hangs on it.

use super::{Filing, Outcome, original::names_in, placement::PlaceInTree};
use crate::{
    fields::{self, Storage},
    library::{
        inheritance::{FROM_BOOK, PLACES_FROM_BOOK},
        own_extras,
    },
    model::{
        EntryType, LinkKind, Place, Reference, Role, Standing,
        field::Fields,
        role::Level,
        tree::{Attribution, Contribution, Edition, RelationKind},
    },
    store::{EditionId, EditionLinks, Owner, StoreError, Subject},
};

/// What is decided before an edition is written.
pub struct Plan<'a> {
    /// Its place in the tree.
    pub place: &'a PlaceInTree,
    /// What it is part of.
    pub container: Option<EditionId>,
    /// Which edition it is or becomes.
    pub target: Target,
}

/// The edition to write.
pub enum Target {
    /// A new one.
    Make {
        /// Its key.
        key: String,
    },
    /// One that was only mentioned so far.
    Fill {
        /// The edition.
        edition: EditionId,
        /// The key that it gets.
        key: String,
    },
}

impl Filing<'_> {
    /// Writes the edition and all that hangs on it.
    pub(super) fn write_edition(
        &mut self,
        reference: &Reference,
        plan: &Plan<'_>,
        notes: &mut Vec<String>,
    ) -> Result<(EditionId, String, Outcome), StoreError> {
        let fields = self.own_fields(reference, plan.container)?;
        let links = EditionLinks {
            container: plan.container,
            reprint_of: plan.place.reprint_of,
            translated_from: None,
        };
        let (edition, key, outcome) = match &plan.target {
            Target::Make { key } => {
                let mut edition = blank_edition(key.clone(), reference.entry_type);
                edition.standing = reference.standing;
                edition.fields = fields;
                let made = self.store.insert_edition(plan.place.expression, &edition, links, None)?;
                (made, key.clone(), Outcome::Made)
            }
            Target::Fill { edition, key } => {
                self.fill(*edition, key, reference, &fields, links)?;
                (*edition, key.clone(), Outcome::Promoted)
            }
        };
        self.pin_source(plan.place, edition, links)?;
        self.write_names(reference, plan, edition)?;
        self.write_links(reference, edition)?;
        for alias in &reference.aliases {
            if self.store.find_edition_by_key(alias)?.is_none() {
                self.store.insert_alias(edition, alias)?;
            } else {
                notes.push(format!("{alias} is the key of another entry and cannot be an alias of {key}"));
            }
        }
        self.store.insert_extras(edition, &reference.extras)?;
        Ok((edition, key, outcome))
    }

    /// Makes an edition that was only mentioned what the reference says of it.
    fn fill(
        &self,
        edition: EditionId,
        key: &str,
        reference: &Reference,
        fields: &Fields,
        links: EditionLinks,
    ) -> Result<(), StoreError> {
        let old = self.key_of(edition)?;
        if old != key {
            self.store.rename_key(edition, key)?;
            self.store.set_aliases(edition, &[])?;
        }
        self.store.set_standing(edition, reference.standing)?;
        self.store.set_entry_type(edition, reference.entry_type)?;
        self.store.update_edition_fields(edition, fields)?;
        self.store.set_edition_links(edition, links)?;
        // The reference says by whom it is; what was said of the mentioned edition is the same or less.
        self.store.delete_contributions(Owner::Edition(edition))
    }

    /// Names the edition that was translated, where it is not the one that is taken when none is named.
    fn pin_source(
        &self,
        place: &PlaceInTree,
        edition: EditionId,
        links: EditionLinks,
    ) -> Result<(), StoreError> {
        let Some(source) = place.source else { return Ok(()) };
        let key = self.key_of(source)?;
        let taken = self.whole(edition)?.original.map(|original| original.edition.key);
        if taken.as_deref() == Some(key.as_str()) {
            return Ok(());
        }
        self.store.set_edition_links(edition, EditionLinks { translated_from: Some(source), ..links })
    }

    /// The fields that the edition keeps itself: its own, and what a part says of its book unless the book
    /// says the same.
    fn own_fields(&self, reference: &Reference, container: Option<EditionId>) -> Result<Fields, StoreError> {
        let theirs = match container {
            Some(edition) => self.store.edition_fields(edition)?.unwrap_or_default(),
            None => Fields::default(),
        };
        let is_part = reference.entry_type.is_part_of_book();
        let mut own = Fields::default();
        for ((place, field), value) in reference.fields.iter() {
            let inherited = is_part
                && container.is_some()
                && PLACES_FROM_BOOK.contains(&place)
                && theirs.get(place, field) == Some(value);
            let is_kept = fields::row(place, field)
                .is_some_and(|row| !matches!(row.storage, Storage::Linked | Storage::Expression));
            if is_kept && !inherited {
                own.set(place, field, value.clone());
            }
        }
        if is_part {
            for field in FROM_BOOK {
                if let Some(value) = reference.fields.get(Place::Container, *field)
                    && theirs.get(Place::Here, *field) != Some(value)
                {
                    own.set(Place::Here, *field, value.clone());
                }
            }
        }
        Ok(own)
    }

    /// Writes the names that are kept with the edition: those of its own level, and those of a higher level
    /// which differ from what stands there.
    fn write_names(
        &mut self,
        reference: &Reference,
        plan: &Plan<'_>,
        edition: EditionId,
    ) -> Result<(), StoreError> {
        let above = self.names_above(edition)?;
        let theirs = match plan.container {
            Some(container) => Some(self.seen(container)?),
            None => None,
        };
        for ((place, role), list) in &reference.names {
            let their_list = |place, role| theirs.as_ref().and_then(|seen| seen.names.get(&(place, role)));
            let owner = Owner::Edition(edition);
            match place {
                Place::Here if role.level() != Level::Edition => {
                    if names_in(&above, *role) != *list {
                        self.contribute(owner, *place, *role, list)?;
                    }
                }
                Place::Container if *role == Role::Editor && reference.entry_type.is_part_of_book() => {
                    if their_list(Place::Here, *role) != Some(list) {
                        self.contribute(owner, Place::Here, *role, list)?;
                    }
                }
                Place::Container if their_list(Place::Here, *role) == Some(list) => {}
                Place::Series if their_list(Place::Series, *role) == Some(list) => {}
                // They are names of the edition that is told of, and written with it.
                Place::Original | Place::Reprint => {}
                _ => self.contribute(owner, *place, *role, list)?,
            }
        }
        Ok(())
    }

    /// The contributions to the expression and to the work of an edition.
    fn names_above(&self, edition: EditionId) -> Result<Vec<Contribution>, StoreError> {
        let whole = self.whole(edition)?;
        let mut above = whole.work.contributions;
        above.extend(whole.expression.contributions);
        Ok(above)
    }

    /// Links that the tree does not hold by its shape become relations; links to nowhere are kept as extras.
    fn write_links(&mut self, reference: &Reference, edition: EditionId) -> Result<(), StoreError> {
        for link in &reference.links {
            // A pointer to the entry itself leads nowhere as well.
            let found = self.store.find_edition_by_key(&link.target)?.filter(|target| *target != edition);
            let Some(target) = found else {
                self.store.insert_extras(edition, &[own_extras::dangling(link)])?;
                continue;
            };
            let kind = match link.kind {
                LinkKind::TranslationOf | LinkKind::ReprintOf | LinkKind::PartOf => continue,
                LinkKind::ReviewOf => RelationKind::ReviewOf,
                LinkKind::Member => RelationKind::Member,
                LinkKind::SeeAlso => RelationKind::SeeAlso,
            };
            let relation = Subject::Edition(target);
            self.store.insert_relation(Subject::Edition(edition), kind, relation)?;
        }
        Ok(())
    }
}

/// An edition of which only the key and the type are known.
pub fn blank_edition(key: String, entry_type: EntryType) -> Edition {
    Edition {
        key,
        aliases: Vec::new(),
        standing: Standing::Listed,
        entry_type,
        attribution: Attribution::Claimed,
        fields: Fields::default(),
        container: None,
        reprint_of: None,
        translated_from: None,
        contributions: Vec::new(),
        titles: Vec::new(),
        relations: Vec::new(),
        evidence: Vec::new(),
        extras: Vec::new(),
    }
}
