//! What filing remembers of millions of things in a few bytes each.

use std::hash::{BuildHasher, Hash};

use foldhash::{HashMap, quality::RandomState};

/// A map whose keys are kept as hashes of 128 bits: two of a billion keys have the same once in 10²⁰ times.
#[derive(Debug)]
pub(super) struct Known<V> {
    found: HashMap<u128, V>,
    hashers: [RandomState; 2],
}

impl<V: Copy> Known<V> {
    pub(super) fn get<K: Hash + ?Sized>(&self, key: &K) -> Option<V> {
        self.found.get(&self.hash(key)).copied()
    }

    pub(super) fn insert<K: Hash + ?Sized>(&mut self, key: &K, value: V) {
        self.found.insert(self.hash(key), value);
    }

    pub(super) fn clear(&mut self) {
        self.found.clear();
    }

    fn hash<K: Hash + ?Sized>(&self, key: &K) -> u128 {
        let [first, second] = &self.hashers;
        u128::from(first.hash_one(key)) << 64 | u128::from(second.hash_one(key))
    }
}

impl<V> Default for Known<V> {
    fn default() -> Self {
        Known { found: HashMap::default(), hashers: [RandomState::default(), RandomState::default()] }
    }
}

/// A set of row numbers. Those that one command makes follow one another, so that each takes a bit.
#[derive(Debug, Default)]
pub(super) struct Rows(HashMap<i64, u64>);

impl Rows {
    pub(super) fn insert(&mut self, row: i64) {
        *self.0.entry(row >> 6).or_default() |= bit(row);
    }

    pub(super) fn contains(&self, row: i64) -> bool {
        self.0.get(&(row >> 6)).is_some_and(|bits| bits & bit(row) != 0)
    }

    /// Whether it was there.
    pub(super) fn remove(&mut self, row: i64) -> bool {
        let was_there = self.contains(row);
        if let Some(bits) = self.0.get_mut(&(row >> 6)).filter(|_| was_there) {
            *bits &= !bit(row);
        }
        was_there
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

fn bit(row: i64) -> u64 {
    1 << (row & 63)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_are_a_set(steps in prop::collection::vec((any::<bool>(), -200_i64..200), 0..200)) {
            let (mut rows, mut set) = (Rows::default(), BTreeSet::new());
            for (comes, row) in steps {
                if comes {
                    rows.insert(row);
                    set.insert(row);
                } else {
                    prop_assert_eq!(rows.remove(row), set.remove(&row));
                }
                for row in -200..200 {
                    prop_assert_eq!(rows.contains(row), set.contains(&row));
                }
            }
        }
    }

    #[test]
    fn what_is_known_is_found() {
        let mut known = Known::default();
        for number in 0..1_000 {
            known.insert(&("name", number), number);
        }
        assert!((0..1_000).all(|number| known.get(&("name", number)) == Some(number)));
        assert_eq!(known.get(&("name", 1_000)), None);
        known.clear();
        assert_eq!(known.get(&("name", 0)), None);
    }
}
