//! What filing sees of editions that are there, and what it need not look at.

use super::{
    Filing, Placement, citing,
    edition::{own_fields, own_names},
    placement::PlaceInTree,
    vanished,
};
use crate::{
    library::{
        inheritance::{NAMING, OF_EARLIER_EDITION},
        own_extras,
    },
    model::{Field, LinkKind, Place, Reference, Standing, role::Level},
    store::{EditionId, ExpressionId, StoreError, Whole},
};

impl Filing<'_> {
    /// Reads at once the editions that have the keys of the next references: if all are known, that is most of the
    /// work.
    pub fn look_ahead<'r>(&mut self, next: impl Iterator<Item = &'r Reference>) -> Result<(), StoreError> {
        let mut known = Vec::new();
        for key in next.filter_map(|reference| reference.key.as_deref()) {
            known.extend(self.store.find_edition_by_key(key)?);
        }
        self.seen_ahead = self.all_seen(known)?.into_iter().collect();
        Ok(())
    }

    /// Whether an edition that was made for a reference is cited as that says, whatever the library holds: all
    /// above it was made for it, and what stands behind it is what it tells. Reading it back would show that as
    /// well, but takes longer than all the rest.
    pub(super) fn is_surely_seen_as_told(
        &mut self,
        reference: &Reference,
        place: &PlaceInTree,
        container: Option<EditionId>,
    ) -> Result<bool, StoreError> {
        let is_made_for_it = place.work_was == Placement::New
            && place.expression_was == Placement::New
            && place.reprint_of.is_none()
            && reference.links.is_empty()
            && !reference.entry_type.is_part_of_book();
        if !is_made_for_it {
            return Ok(false);
        }
        // A listed container shows that it is pointed at.
        let has_container = match container {
            Some(container) => self.known(container)?.seen.standing == Standing::Mentioned,
            None => false,
        };
        let comes_back = |place: Place, field: Field| match place {
            Place::Container => has_container && NAMING.contains(&field),
            Place::Original if field == Field::Language => reference.fields.list(place, field).len() == 1,
            Place::Original => OF_EARLIER_EDITION.contains(&field),
            Place::Reprint => false,
            _ => true,
        };
        let is_own = |place: Place| !matches!(place, Place::Container | Place::Original | Place::Reprint);
        Ok((container.is_none() || has_container)
            && (place.source.is_some() || !reference.fields.has_place(Place::Original))
            && reference.fields.iter().all(|((place, field), _)| comes_back(place, field))
            && reference.names.keys().all(|(place, _)| is_own(*place)))
    }

    /// How an edition is seen that was just made for a reference, with nothing above it that was there before and
    /// nothing behind it but its container: its fields, names and links, as reading it back would show them. `None`
    /// where that has to be read.
    pub(super) fn seen_as_made(
        &mut self,
        reference: &Reference,
        place: &PlaceInTree,
        container: Option<EditionId>,
    ) -> Result<Option<Reference>, StoreError> {
        let is_made_for_it = place.work_was == Placement::New
            && place.expression_was == Placement::New
            && place.reprint_of.is_none()
            && place.source.is_none()
            && reference.links.iter().all(|link| link.kind == LinkKind::PartOf)
            && !reference.extras.iter().any(own_extras::is_own_extra);
        if !is_made_for_it {
            return Ok(None);
        }
        let container = container.map(|container| self.known(container)).transpose()?;
        let container = container.as_deref();
        let mut seen = Reference::new(reference.entry_type);
        seen.fields = own_fields(reference, container);
        if let Some(language) = reference.fields.get(Place::Here, Field::Language) {
            seen.fields.set(Place::Here, Field::Language, language.clone());
        }
        let above = reference.names.iter().filter(|((place, role), _)| {
            *place == Place::Here && matches!(role.level(), Level::Work | Level::Expression)
        });
        let above = above.map(|((place, role), list)| (*place, *role, list));
        for (place, role, list) in above.chain(own_names(reference, container, None)) {
            if !list.is_empty() {
                seen.names.insert((place, role), list.clone());
            }
        }
        citing::add_container(&mut seen, container.map(|known| &known.triple));
        // A link that leads nowhere, or to an alias, is kept among the extras.
        let has_all_links = reference.links.iter().all(|link| seen.links.contains(link));
        Ok(Some(seen).filter(|_| has_all_links))
    }

    /// The editions that an edition stands behind, as they are seen now.
    pub(super) fn leaning_on(&self, edition: EditionId) -> Result<Vec<(EditionId, Reference)>, StoreError> {
        let leaning = self.store.leaning_on(edition)?;
        self.all_seen(leaning)
    }

    /// The editions that show the language of a text as theirs or as that of their original, as they are seen now.
    pub(super) fn shown_with_language_of(
        &self,
        text: ExpressionId,
    ) -> Result<Vec<(EditionId, Reference)>, StoreError> {
        let mut texts = self.store.expressions_derived_from(text)?;
        texts.push(text);
        self.all_seen(self.store.editions_of(&texts)?)
    }

    /// The editions that are going to show the first edition of a text as their original, as they are seen now;
    /// none where the text has an edition already, since then they tell whether they show it.
    pub(super) fn shown_by_derived_texts(
        &self,
        text: ExpressionId,
    ) -> Result<Vec<(EditionId, Reference)>, StoreError> {
        let derived = self.store.expressions_derived_from(text)?;
        if derived.is_empty() || !self.store.editions_of(&[text])?.is_empty() {
            return Ok(Vec::new());
        }
        self.all_seen(self.store.editions_of(&derived)?)
    }

    fn all_seen(&self, editions: Vec<EditionId>) -> Result<Vec<(EditionId, Reference)>, StoreError> {
        let wholes = self.store.whole_editions(&editions)?;
        Ok(editions.into_iter().zip(wholes.iter().map(citing::reference)).collect())
    }

    /// An edition of the library as a reference.
    pub(super) fn seen(&self, edition: EditionId) -> Result<Reference, StoreError> {
        Ok(citing::reference(&self.whole(edition)?))
    }

    pub(super) fn whole(&self, edition: EditionId) -> Result<Whole, StoreError> {
        self.store.whole_editions(&[edition])?.pop().ok_or_else(vanished)
    }
}
