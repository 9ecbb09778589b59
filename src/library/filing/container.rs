//! The edition that a part stands in.

use std::rc::Rc;

use foldhash::HashMap;

use super::{
    Filing, citing,
    edition::{Plan, Target},
    placement::MOST_CANDIDATES,
};
use crate::{
    library::inheritance::{FROM_BOOK, NAMING, PLACES_FROM_BOOK, of_container},
    model::{Field, LinkKind, Place, Reference, Role, Standing},
    store::{EditionId, StoreError, Triple, Whole, work_match_key},
};

/// How many containers are kept in mind.
const MOST_CONTAINERS: usize = 5_000;

/// An edition that others are parts of, as they need to know it.
#[derive(Debug)]
pub(super) struct KnownContainer {
    /// Itself, with the text and the work that it is an edition of.
    pub(super) triple: Triple,
    /// As it is cited.
    pub(super) seen: Reference,
}

/// The containers that are kept in mind, as they were when they were read.
#[derive(Debug, Default)]
pub(super) struct KnownContainers(HashMap<EditionId, Rc<KnownContainer>>);

impl KnownContainers {
    /// Forgets all of them: something was changed that one of them may show.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

impl Filing<'_> {
    /// A container as its parts need to know it, read once.
    pub(super) fn known(&mut self, container: EditionId) -> Result<Rc<KnownContainer>, StoreError> {
        if let Some(known) = self.known_containers.0.get(&container) {
            return Ok(Rc::clone(known));
        }
        let whole = self.whole(container)?;
        let seen = citing::reference(&whole);
        let Whole { work, expression, edition, .. } = whole;
        let known = Rc::new(KnownContainer { triple: Triple { work, expression, edition }, seen });
        if self.known_containers.0.len() >= MOST_CONTAINERS {
            self.known_containers.clear();
        }
        self.known_containers.0.insert(container, Rc::clone(&known));
        Ok(known)
    }

    /// Finds or makes the container of a part; `None` where the reference tells of none.
    pub(super) fn container(&mut self, reference: &Reference) -> Result<Option<EditionId>, StoreError> {
        if let Some(linked) = self.linked(reference, LinkKind::PartOf)? {
            return Ok(Some(linked));
        }
        let told = as_told(reference);
        // A periodical may be known by its abbreviated title or its ISSN alone.
        if !NAMING.iter().any(|field| told.fields.has(Place::Here, *field)) {
            return Ok(None);
        }
        // Debug output names every field and name: two parts of one container say the same of it.
        let said = format!("{:?} {:?} {:?}", told.entry_type, told.fields, told.names);
        if let Some(edition) = self.containers.get(&said) {
            return Ok(Some(edition));
        }
        let edition = match self.known_container(&told)? {
            Some(edition) => edition,
            None => self.new_container(&told)?,
        };
        self.containers.insert(&said, edition);
        Ok(Some(edition))
    }

    /// An edition of the library of which the same is said.
    fn known_container(&self, told: &Reference) -> Result<Option<EditionId>, StoreError> {
        let Some(title) = told.fields.text(Place::Here, Field::Title) else { return Ok(None) };
        let works = self.store.works_with_match_key(&work_match_key(title), MOST_CANDIDATES)?;
        let mut editions = Vec::new();
        for work in works {
            editions.extend(self.store.first_editions_of(work, MOST_CANDIDATES)?);
        }
        editions.truncate(MOST_CANDIDATES);
        let wholes = self.store.whole_editions(&editions)?;
        let found = editions.into_iter().zip(&wholes).find(|(_, whole)| {
            let seen = citing::reference(whole);
            seen.entry_type == told.entry_type && is_said_of(&seen, told)
        });
        Ok(found.map(|(edition, _)| edition))
    }

    fn new_container(&mut self, told: &Reference) -> Result<EditionId, StoreError> {
        let mut notes = Vec::new();
        let place = self.place(told, &mut notes)?;
        let made = self.made_key(told)?;
        let key = self.free_made_key(&made)?;
        let plan = Plan { place: &place, container: None, target: Target::Make { key } };
        let (edition, _, _) = self.write_edition(told, &plan, &mut notes)?;
        Ok(edition)
    }
}

/// What a part tells of its container, as a reference to it.
fn as_told(part: &Reference) -> Reference {
    let mut told = Reference::new(part.entry_type.container_type());
    told.standing = Standing::Mentioned;
    for field in of_container(part.entry_type) {
        if let Some(value) = part.fields.get(Place::Container, field) {
            told.fields.set(Place::Here, field, value.clone());
        }
    }
    let mut roles = vec![(Place::Container, Role::Author, Place::Here)];
    if part.entry_type.is_part_of_book() {
        roles.push((Place::Container, Role::Editor, Place::Here));
        roles.push((Place::Container, Role::Translator, Place::Here));
        roles.push((Place::Series, Role::Editor, Place::Series));
        for place in PLACES_FROM_BOOK {
            for (field, value) in part.fields.of_place(*place) {
                told.fields.set(*place, field, value.clone());
            }
        }
        if let Some(date) = part.fields.get(Place::Here, Field::Date) {
            told.fields.set(Place::Here, Field::Date, date.clone());
        }
    }
    for (from, role, to) in roles {
        if let Some(list) = part.names.get(&(from, role)) {
            told.names.insert((to, role), list.clone());
        }
    }
    told
}

/// Whether exactly what is told of a container is what a part of the known edition would tell of it.
pub fn is_said_of(seen: &Reference, told: &Reference) -> bool {
    let fields_agree = told.fields.iter().all(|((p, f), value)| seen.fields.get(p, f) == Some(value));
    let nothing_more = seen
        .fields
        .iter()
        .filter(|((place, field), _)| is_telling(*place, *field, told))
        .all(|((place, field), _)| told.fields.has(place, field));
    let tells = [
        (Place::Here, Role::Author),
        (Place::Here, Role::Editor),
        (Place::Here, Role::Translator),
        (Place::Series, Role::Editor),
    ];
    fields_agree && nothing_more && tells.iter().all(|key| seen.names.get(key) == told.names.get(key))
}

/// Whether a part would bring this field of its container into its flat entry.
fn is_telling(place: Place, field: Field, told: &Reference) -> bool {
    let from_book = told.entry_type != crate::model::EntryType::Periodical;
    match place {
        Place::Here => NAMING.contains(&field) || (from_book && FROM_BOOK.contains(&field)),
        Place::Set | Place::Series => from_book,
        _ => false,
    }
}
