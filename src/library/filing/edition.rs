//! The edition itself: what it keeps of its reference, and what hangs on it.

use super::{
    Filing, Outcome, Placement, Silence, container::KnownContainer, original::names_in,
    placement::PlaceInTree,
};
use crate::{
    fields::{self, Storage},
    formats::{fact::Fact, private},
    library::{
        inheritance::{FROM_BOOK, PLACES_FROM_BOOK},
        own_extras,
    },
    model::{
        EntryType, Extra, Field, LinkKind, NameList, Place, Reference, Role, Standing,
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
        let container = plan.container.map(|container| self.known(container)).transpose()?;
        let fields = own_fields(reference, container.as_deref());
        let links = EditionLinks {
            container: plan.container,
            reprint_of: plan.place.reprint_of,
            // The one that the entry tells of, even when another one comes to be the earliest.
            translated_from: plan.place.source,
        };
        let (edition, key, outcome) = match &plan.target {
            Target::Make { key } => {
                let mut edition = blank_edition(key.clone(), reference.entry_type);
                edition.standing = reference.standing;
                edition.fields = fields;
                let made = self.store.insert_edition(plan.place.expression, &edition, links)?;
                self.outlines.add_edition(plan.place.work, plan.place.expression, reference);
                (made, key.clone(), Outcome::Made)
            }
            Target::Fill { edition, key } => {
                self.fill(*edition, key, reference, &fields, links)?;
                self.outlines.forget(plan.place.work);
                self.known_containers.clear();
                (*edition, key.clone(), Outcome::Promoted)
            }
        };
        self.write_names(reference, plan, container.as_deref(), edition)?;
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
        self.store.set_edition_links(edition, self.without_circles(edition, links)?)?;
        // The reference says by whom it is; what was said of the mentioned edition is the same or less.
        self.store.delete_contributions(Owner::Edition(edition))
    }

    /// The links without those that lead back to the edition. Entries can be made to say of each other that each
    /// reprints the other; then the one that comes later is not believed.
    pub(in crate::library) fn without_circles(
        &self,
        edition: EditionId,
        links: EditionLinks,
    ) -> Result<EditionLinks, StoreError> {
        let open = |follow: fn(&EditionLinks) -> Option<EditionId>| -> Result<_, StoreError> {
            let target = follow(&links);
            let mut above = target;
            while let Some(other) = above {
                if other == edition {
                    return Ok(None);
                }
                above = self.store.edition_links(other)?.as_ref().and_then(follow);
            }
            Ok(target)
        };
        Ok(EditionLinks {
            container: open(|links| links.container)?,
            reprint_of: open(|links| links.reprint_of)?,
            translated_from: open(|links| links.translated_from)?,
        })
    }

    /// Writes the names that are kept with the edition: those of its own level, and those of a higher level
    /// which differ from what stands there.
    fn write_names(
        &mut self,
        reference: &Reference,
        plan: &Plan<'_>,
        container: Option<&KnownContainer>,
        edition: EditionId,
    ) -> Result<(), StoreError> {
        let above = self.names_above(plan.place, edition)?;
        let lists = own_names(reference, container, above.as_deref());
        self.contribute_all(Owner::Edition(edition), &lists)
    }

    /// Keeps what the reference says and the tree, as it is now, does not. What is cited is then what was filed:
    /// by the same people, in the same language, with nothing that only other entries tell of what stands
    /// behind it, unless the reference points there.
    pub(super) fn keep_as_told(
        &self,
        reference: &Reference,
        edition: EditionId,
        mut seen: Reference,
    ) -> Result<(), StoreError> {
        let mut kept = Vec::new();
        for kind in self.links_untold(reference, &seen) {
            own_extras::unlink(&mut seen, kind);
            kept.push(own_extras::no_link(kind));
        }
        let tells = |fact| match fact {
            Fact::Field(Place::Here, Field::Date) => reference.link(LinkKind::PartOf).is_none(),
            Fact::Field(place, _) | Fact::Names(place, _) => !points_at(reference, place),
        };
        kept.extend(self.told_otherwise(reference, &seen, tells));
        kept.extend(reference.links.iter().filter(|link| !seen.links.contains(link)).map(own_extras::link));
        self.store.insert_extras(edition, &kept)
    }

    /// Keeps with editions what they said before something that stands behind them was changed.
    pub(in crate::library) fn keep_as_seen(
        &self,
        before: &[(EditionId, Reference)],
    ) -> Result<(), StoreError> {
        for (edition, reference) in before {
            let mut seen = self.seen(*edition)?;
            let mut kept = Vec::new();
            for kind in self.links_untold(reference, &seen) {
                own_extras::unlink(&mut seen, kind);
                kept.push(own_extras::no_link(kind));
            }
            kept.extend(self.told_otherwise(reference, &seen, |_| true));
            self.store.insert_extras(*edition, &kept)?;
        }
        Ok(())
    }

    /// The kinds of links that the tree shows and the reference does not have, where it does not name either
    /// what they lead to.
    fn links_untold(&self, reference: &Reference, seen: &Reference) -> Vec<LinkKind> {
        let is_untold = |kind: LinkKind| {
            let is_named = match kind {
                // What is reprinted tells of its own original.
                LinkKind::TranslationOf => {
                    self.silence == Silence::Filled
                        || reference.fields.has(Place::Original, Field::Title)
                        || reference
                            .link(LinkKind::ReprintOf)
                            .is_some_and(|target| seen.link(LinkKind::ReprintOf) == Some(target))
                }
                LinkKind::ReprintOf => {
                    let is_meant =
                        self.silence == Silence::Filled || reference.fields.has(Place::Reprint, Field::Title);
                    is_meant && !tells_reprint_in_fields(reference)
                }
                LinkKind::PartOf => self.silence == Silence::Filled,
                _ => true,
            };
            !is_named && reference.link(kind).is_none() && seen.link(kind).is_some()
        };
        LinkKind::ALL.iter().copied().filter(|kind| is_untold(*kind)).collect()
    }

    /// What a reference says, or does not say, of facts of which the tree says otherwise. `is_own` tells of which
    /// facts its silence counts.
    fn told_otherwise(
        &self,
        reference: &Reference,
        seen: &Reference,
        is_own: impl Fn(Fact) -> bool,
    ) -> Vec<Extra> {
        let differing = private::differing(reference, seen).into_iter();
        let kept = differing
            .filter(|fact| is_stated(reference, *fact) || (self.is_kept_silent(*fact) && is_own(*fact)));
        kept.map(|fact| own_extras::told(fact, reference)).collect()
    }

    /// Whether an entry that does not state a fact is cited without it.
    fn is_kept_silent(&self, fact: Fact) -> bool {
        let is_behind = |place| matches!(place, Place::Original | Place::Reprint);
        self.silence == Silence::Meant
            && match fact {
                // A part of a book would get the date of that.
                Fact::Field(Place::Here, field) => matches!(field, Field::Language | Field::Date),
                Fact::Names(Place::Here, _) => true,
                Fact::Field(place, _) | Fact::Names(place, _) => is_behind(place),
            }
    }

    /// The contributions to the expression and to the work of an edition; `None` where both were made for it, so
    /// that they are its own.
    fn names_above(
        &self,
        place: &PlaceInTree,
        edition: EditionId,
    ) -> Result<Option<Vec<Contribution>>, StoreError> {
        if place.work_was == Placement::New && place.expression_was == Placement::New {
            return Ok(None);
        }
        let whole = self.whole(edition)?;
        Ok(Some([whole.work.contributions.as_slice(), &whole.expression.contributions].concat()))
    }

    /// Links that the tree does not hold by its shape become relations; links to nowhere are kept as extras.
    fn write_links(&mut self, reference: &Reference, edition: EditionId) -> Result<(), StoreError> {
        for link in &reference.links {
            // A pointer to the entry itself leads nowhere as well.
            let found = self.store.find_edition_by_key(&link.target)?.filter(|target| *target != edition);
            let Some(target) = found else {
                self.store.insert_extras(edition, &[own_extras::link(link)])?;
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

/// The fields that the edition keeps itself: its own, and what a part says of its book unless the book
/// says the same.
pub(super) fn own_fields(reference: &Reference, container: Option<&KnownContainer>) -> Fields {
    let theirs = |place, field| container.and_then(|known| known.triple.edition.fields.get(place, field));
    let is_part = reference.entry_type.is_part_of_book();
    let mut own = Fields::default();
    for ((place, field), value) in reference.fields.iter() {
        let inherited = is_part
            && container.is_some()
            && PLACES_FROM_BOOK.contains(&place)
            && theirs(place, field) == Some(value);
        let is_kept = fields::row(place, field)
            .is_some_and(|row| !matches!(row.storage, Storage::Linked | Storage::Expression));
        if is_kept && !inherited {
            own.set(place, field, value.clone());
        }
    }
    if is_part {
        for field in FROM_BOOK {
            if let Some(value) = reference.fields.get(Place::Container, *field)
                && theirs(Place::Here, *field) != Some(value)
            {
                own.set(Place::Here, *field, value.clone());
            }
        }
    }
    own
}

/// The names that the edition keeps itself: its own, those of a part's book unless the book says the same, and those of a
/// higher level that differ from what stands there (`above`; `None` where what is above was made for the edition).
pub(super) fn own_names<'r>(
    reference: &'r Reference,
    container: Option<&KnownContainer>,
    above: Option<&[Contribution]>,
) -> Vec<(Place, Role, &'r NameList)> {
    let their_list = |place, role| container.and_then(|known| known.seen.names.get(&(place, role)));
    let is_of_book = |role| role == Role::Editor && reference.entry_type.is_part_of_book();
    let of_book = |role| reference.names.get(&(Place::Container, role)).filter(|_| is_of_book(role));
    let mut lists = Vec::new();
    for ((place, role), list) in &reference.names {
        match place {
            // The part has one list of editors, that of its book; who edited the part alone is kept as told.
            Place::Here
                if of_book(*role).is_some_and(|of_book| their_list(*place, *role) != Some(of_book)) => {}
            Place::Here if role.level() != Level::Edition => {
                if above.is_some_and(|above| names_in(above, *role) != *list) {
                    lists.push((*place, *role, list));
                }
            }
            Place::Container if is_of_book(*role) => {
                if their_list(Place::Here, *role) != Some(list) {
                    lists.push((Place::Here, *role, list));
                }
            }
            Place::Container if their_list(Place::Here, *role) == Some(list) => {}
            Place::Series if their_list(Place::Series, *role) == Some(list) => {}
            // They are names of the edition that is told of, and written with it.
            Place::Original | Place::Reprint => {}
            _ => lists.push((*place, *role, list)),
        }
    }
    lists
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

/// Whether a reference states a fact.
fn is_stated(reference: &Reference, fact: Fact) -> bool {
    match fact {
        Fact::Field(place, field) => reference.fields.has(place, field),
        Fact::Names(place, role) => reference.names.get(&(place, role)).is_some_and(|list| !list.is_empty()),
    }
}

/// Whether a reference points at the edition that a place tells of.
fn points_at(reference: &Reference, place: Place) -> bool {
    let has = |kind| reference.link(kind).is_some();
    match place {
        // Also of an untranslated text that is reprinted.
        Place::Original => has(LinkKind::TranslationOf) || has(LinkKind::ReprintOf),
        Place::Reprint => has(LinkKind::ReprintOf),
        _ => false,
    }
}

/// Whether an entry says in the fields of the original, and not by a pointer, of what it is a reprint.
fn tells_reprint_in_fields(reference: &Reference) -> bool {
    reference.link(LinkKind::ReprintOf).is_none()
        && !reference.fields.has_place(Place::Reprint)
        && (reference.fields.has(Place::Original, Field::Date)
            || reference.fields.has(Place::Original, Field::Publishers))
        && !reference.fields.has(Place::Original, Field::Title)
}
