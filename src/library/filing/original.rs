//! The earlier editions that an entry tells of: the original behind a translation, the edition that a
//! reprint reprints.

use super::{
    Filing,
    edition::blank_edition,
    placement::{self, MOST_CANDIDATES, PlaceInTree},
};
use crate::{
    library::{inheritance::OF_EARLIER_EDITION, matching},
    model::{
        Date, Field, LinkKind, NameList, Place, Reference, Role, Standing,
        field::Fields,
        tree::{Contribution, Edition},
    },
    store::{EditionId, EditionLinks, ExpressionId, Owner, StoreError, WorkId},
};

impl Filing<'_> {
    /// The edition of the source that a translation names by title, date, publisher or place; `None` where it
    /// tells nothing of it.
    pub(super) fn source_edition(
        &mut self,
        reference: &Reference,
        work: WorkId,
        source: ExpressionId,
    ) -> Result<Option<EditionId>, StoreError> {
        self.earlier(reference, Place::Original, (work, source))
    }

    /// The edition that this one reprints, as told in the fields of the reprint or, for a text that is no
    /// translation, in those of the original.
    pub(super) fn earlier_edition(
        &mut self,
        reference: &Reference,
        place: &PlaceInTree,
    ) -> Result<Option<EditionId>, StoreError> {
        let told = if reference.fields.has_place(Place::Reprint) {
            Place::Reprint
        } else if place.source.is_none() && !placement::is_translation(reference) {
            Place::Original
        } else {
            return Ok(None);
        };
        self.earlier(reference, told, (place.work, place.expression))
    }

    fn earlier(
        &mut self,
        reference: &Reference,
        told: Place,
        (work, expression): (WorkId, ExpressionId),
    ) -> Result<Option<EditionId>, StoreError> {
        let mut fields = Fields::default();
        for field in OF_EARLIER_EDITION {
            if let Some(value) = reference.fields.get(told, *field) {
                fields.set(Place::Here, *field, value.clone());
            }
        }
        let authors = reference.names.get(&(told, Role::Author));
        if fields.is_empty() && authors.is_none() {
            return Ok(None);
        }
        let title = fields.text(Place::Here, Field::Title);
        let date = fields.date(Place::Here, Field::Date).map(Date::as_str);
        for edition in self.store.editions_headed(expression, title, date, MOST_CANDIDATES)? {
            let known = self.whole(edition)?.edition;
            if agrees(&known, &fields, authors) {
                self.add_missing(edition, known.fields.clone(), &fields)?;
                return Ok(Some(edition));
            }
        }
        let before = self.shown_by_derived_texts(expression)?;
        let key = match told {
            Place::Original => reference.link(LinkKind::TranslationOf),
            _ => reference.link(LinkKind::ReprintOf),
        };
        let (edition, told) = self.new_earlier(reference, expression, fields, authors, key)?;
        self.outlines.add_edition(work, expression, &told);
        self.keep_as_seen(&before)?;
        Ok(Some(edition))
    }

    /// Adds what is told of a mentioned edition and was not known of it. Those it stands behind stay as they were.
    fn add_missing(&mut self, edition: EditionId, known: Fields, told: &Fields) -> Result<(), StoreError> {
        let mut all = known.clone();
        for ((place, field), value) in told.iter() {
            if !all.has(place, field) {
                all.set(place, field, value.clone());
            }
        }
        if all == known {
            return Ok(());
        }
        let before = self.leaning_on(edition)?;
        self.store.update_edition_fields(edition, &all)?;
        self.known_containers.clear();
        self.keep_as_seen(&before)
    }

    /// Makes it, and gives what is said of it as well. `key` is the one that a link of the entry names, where the
    /// file does not hold the other entry.
    fn new_earlier(
        &mut self,
        reference: &Reference,
        expression: ExpressionId,
        fields: Fields,
        authors: Option<&NameList>,
        key: Option<&str>,
    ) -> Result<(EditionId, Reference), StoreError> {
        let mut named = Reference::new(earlier_type(reference));
        named.fields = fields;
        let written_by = authors.or_else(|| reference.names.get(&(Place::Here, Role::Author)));
        if let Some(list) = written_by {
            named.names.insert((Place::Here, Role::Author), list.clone());
        }
        let key = match key {
            Some(key) => self.free_key(key)?,
            None => {
                let made = self.made_key(&named)?;
                self.free_made_key(&made)?
            }
        };
        let mut edition = blank_edition(key, named.entry_type);
        edition.standing = Standing::Mentioned;
        edition.fields = named.fields.clone();
        let edition = self.store.insert_edition(expression, &edition, EditionLinks::default())?;
        if let Some(authors) = authors {
            self.contribute(Owner::Edition(edition), Place::Here, Role::Author, authors)?;
        }
        Ok((edition, named))
    }
}

/// Earlier editions are of the same type, parts of books being told of as if they stood alone.
fn earlier_type(reference: &Reference) -> crate::model::EntryType {
    use crate::model::EntryType as T;
    match reference.entry_type {
        part if part.is_part_of_book() => T::Misc,
        other => other,
    }
}

/// Whether an edition may be the one that is told of: each thing told is what it says, or what it does not
/// say; and they have the title or the date in common, where both give one. Publishers are the same however much of
/// their names is given.
fn agrees(known: &Edition, told: &Fields, authors: Option<&NameList>) -> bool {
    let fields = told.iter().all(|((place, field), value)| match known.fields.get(place, field) {
        Some(ours) if field == Field::Publishers => {
            ours == value || matching::are_alike_publishers(ours.as_list(), value.as_list())
        }
        Some(ours) => ours == value,
        None => known.standing == Standing::Mentioned,
    });
    let shares = told.iter().any(|((place, field), value)| {
        matches!(field, Field::Title | Field::Date) && known.fields.get(place, field) == Some(value)
    });
    let same_authors = match authors {
        Some(list) => names_in(&known.contributions, Role::Author) == *list,
        None => names_in(&known.contributions, Role::Author).is_empty(),
    };
    fields && shares && same_authors
}

/// The names in a role among contributions to the record itself.
pub fn names_in(contributions: &[Contribution], role: Role) -> NameList {
    let mut list = NameList::default();
    for contribution in contributions {
        if contribution.role == role && contribution.place == Place::Here {
            match &contribution.who {
                Ok(who) => list.names.push(who.name.clone()),
                Err(ending) => list.ending = *ending,
            }
        }
    }
    list
}
