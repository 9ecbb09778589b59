//! Related items: which place each describes.

use super::*;

const LABEL: &str = "displayLabel";
/// How labels of what was translated begin.
const OF_ORIGINAL: &[&str] = &["translation of", "translated from", "original"];

impl Reading {
    pub(super) fn related(&mut self, item: &Element, place: Place, path: &str) {
        let label = item.attribute(LABEL).unwrap_or_default().to_lowercase();
        let is_original = OF_ORIGINAL.iter().any(|words| label.starts_with(words));
        let original = MODS_ITEMS.iter().find(|kind| is_original && kind.place == Place::Original);
        let kind = original.filter(|_| place == Place::Here && item.attribute(OTHER_TYPE).is_none());
        let kind = kind.or_else(|| {
            MODS_ITEMS.iter().find(|kind| match (item.attribute(TYPE), item.attribute(OTHER_TYPE)) {
                (Some(found), _) => kind.item_type == Some(found),
                (None, found) => found.is_some() && kind.other_type == found,
            })
        });
        let target = kind.and_then(|kind| self.target(kind.place, place, item));
        let is_free = |target: &Place| {
            !self.reference.fields.has_place(*target)
                && !self.several.keys().any(|(taken, _)| taken == target)
                && !self.reference.names.keys().any(|(taken, _)| taken == target)
        };
        match target.filter(is_free) {
            Some(target) => self.item(item, target, &join(path, ITEM)),
            None => self.keep(path, item),
        }
    }

    /// The place that a related item describes, seen from the item that it stands in.
    pub(super) fn target(&self, kind: Place, within: Place, item: &Element) -> Option<Place> {
        let entry_type = self.reference.entry_type;
        let has_host = item.all(ITEM).any(|inner| inner.has(TYPE, "host"));
        match (kind, within) {
            (Place::Container, Place::Here) if is_in_series(entry_type) => Some(Place::Series),
            // A special issue stands between an article and its periodical.
            (Place::Container, Place::Here) if entry_type.is_part_of_periodical() && has_host => {
                Some(Place::Issue)
            }
            (Place::Container, Place::Issue) => Some(Place::Container),
            (Place::Container, Place::Container) => Some(Place::Series),
            (Place::Reprint, Place::Here) => {
                let label = item.attribute(LABEL).unwrap_or_default().to_lowercase();
                label.starts_with("reprint of").then_some(Place::Reprint)
            }
            (Place::Series, Place::Container) => Some(Place::Series),
            (kind, Place::Here) => Some(kind),
            _ => None,
        }
    }
}

/// Types whose host, in the records of bibutils, is a series.
pub(super) fn is_in_series(entry_type: EntryType) -> bool {
    use EntryType as T;
    matches!(
        entry_type,
        T::Book
            | T::MultiVolumeBook
            | T::Collection
            | T::MultiVolumeCollection
            | T::Proceedings
            | T::Booklet
            | T::Manual
            | T::ReferenceWork
            | T::Thesis
            | T::Report
    )
}
