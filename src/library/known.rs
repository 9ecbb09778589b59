//! What is remembered of millions of things in a few bytes each.

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

    pub(super) fn has<K: Hash + ?Sized>(&self, key: &K) -> bool {
        self.found.contains_key(&self.hash(key))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_found() {
        let mut known = Known::default();
        for number in 0..1_000 {
            known.insert(&("name", number), number);
        }
        assert!((0..1_000).all(|number| known.get(&("name", number)) == Some(number)));
        assert_eq!(known.get(&("name", 1_000)), None);
        assert!(known.has(&("name", 0)) && !known.has(&("name", 1_000)));
        known.clear();
        assert_eq!(known.get(&("name", 0)), None);
    }
}
