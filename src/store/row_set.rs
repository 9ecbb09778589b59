//! Sets of row numbers.

use std::{collections::BTreeMap, marker::PhantomData};

use super::ids::RowId;

/// A set of rows of one table, in order. Those that one command makes follow one another, so that each takes a bit.
#[derive(Debug)]
pub struct RowSet<Id> {
    /// By the number of the first of 64 rows, divided by 64: a bit for each.
    bits: BTreeMap<i64, u64>,
    count: usize,
    of: PhantomData<Id>,
}

impl<Id: RowId> RowSet<Id> {
    /// Adds a row.
    pub fn insert(&mut self, id: Id) {
        let (place, bit) = place_of(id);
        let bits = self.bits.entry(place).or_default();
        self.count += usize::from(*bits & bit == 0);
        *bits |= bit;
    }

    /// Whether a row is in it.
    pub fn contains(&self, id: Id) -> bool {
        let (place, bit) = place_of(id);
        self.bits.get(&place).is_some_and(|bits| bits & bit != 0)
    }

    /// Takes a row away. Whether it was in it.
    pub fn remove(&mut self, id: Id) -> bool {
        let (place, bit) = place_of(id);
        let Some(bits) = self.bits.get_mut(&place).filter(|bits| **bits & bit != 0) else { return false };
        *bits &= !bit;
        self.count -= 1;
        true
    }

    /// Takes all rows away.
    pub fn clear(&mut self) {
        *self = RowSet::default();
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The rows in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = Id> {
        self.bits.iter().flat_map(|(place, bits)| {
            (0..64).filter(move |bit| bits >> bit & 1 != 0).map(move |bit| Id::of(place << 6 | bit))
        })
    }
}

impl<Id> Default for RowSet<Id> {
    fn default() -> Self {
        RowSet { bits: BTreeMap::new(), count: 0, of: PhantomData }
    }
}

fn place_of(id: impl RowId) -> (i64, u64) {
    (id.number() >> 6, 1 << (id.number() & 63))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::ids::EditionId;
    use super::*;

    proptest! {
        #[test]
        fn rows_are_a_set(steps in prop::collection::vec((any::<bool>(), -200_i64..200), 0..200)) {
            let (mut rows, mut set) = (RowSet::default(), BTreeSet::new());
            for (comes, row) in steps {
                if comes {
                    rows.insert(EditionId(row));
                    set.insert(EditionId(row));
                } else {
                    prop_assert_eq!(rows.remove(EditionId(row)), set.remove(&EditionId(row)));
                }
                prop_assert_eq!((rows.len(), rows.is_empty()), (set.len(), set.is_empty()));
                prop_assert!((-200..200).map(EditionId).all(|id| rows.contains(id) == set.contains(&id)));
            }
            prop_assert!(rows.iter().eq(set.iter().copied()));
        }
    }
}
