//! The order of editions that a user asks for.

use std::{cmp::Ordering, str::FromStr};

use icu_collator::{
    Collator, CollatorBorrowed, CollatorPreferences,
    options::{AlternateHandling, CollatorOptions},
    preferences::CollationNumericOrdering,
};
use icu_locale_core::Locale;

use super::{Column, Seen};
use crate::model::Date;

/// One thing that editions are sorted by.
#[derive(Clone, Copy, Debug)]
pub struct SortKey {
    /// What of them.
    pub column: Column,
    /// Whether what comes first comes last.
    pub direction: Direction,
}

/// The way in which things are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is its name")]
pub enum Direction {
    Ascending,
    Descending,
}

/// The value of an edition in one column.
pub(super) enum SortValue {
    Date(Option<Date>),
    Text(String),
}

/// How texts are compared.
pub struct Alphabet(CollatorBorrowed<'static>);

impl Alphabet {
    /// The order of a language, by its BCP 47 tag; that of the Unicode collation algorithm without one. Numbers in
    /// texts count as numbers, and punctuation only where all else is the same. `None` for what is no tag.
    pub fn of(language: Option<&str>) -> Option<Alphabet> {
        let locale = Locale::from_str(language.unwrap_or("und")).ok()?;
        let mut preferences = CollatorPreferences::from(locale);
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        let mut options = CollatorOptions::default();
        options.alternate_handling = Some(AlternateHandling::Shifted);
        Some(Alphabet(Collator::try_new(preferences, options).ok()?))
    }

    /// Which text comes first.
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        self.0.compare(one, other)
    }

    /// Bytes whose order is that of texts: for many texts, each of which is compared with many others.
    pub fn key(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::new();
        let Ok(()) = self.0.write_sort_key_to(text, &mut key);
        key
    }
}

/// The values of an edition in the columns that editions are sorted by.
pub(super) fn values(keys: &[SortKey], seen: &Seen) -> Vec<SortValue> {
    keys.iter().map(|key| sort_value(key.column, seen)).collect()
}

/// Sorts rows by their values; what has no value in a column comes last. Those that are the same in all columns stay in
/// their order.
pub(super) fn sort<T>(rows: &mut [(Vec<SortValue>, T)], keys: &[SortKey], alphabet: &Alphabet) {
    rows.sort_by(|(one, _), (other, _)| {
        let compared = keys.iter().zip(one.iter().zip(other));
        compared
            .map(|(key, (one, other))| compare(one, other, key.direction, alphabet))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    });
}

fn sort_value(column: Column, seen: &Seen) -> SortValue {
    match column.date(seen) {
        Some(date) => SortValue::Date(date),
        None => SortValue::Text(column.sort_text(seen)),
    }
}

fn compare(one: &SortValue, other: &SortValue, direction: Direction, alphabet: &Alphabet) -> Ordering {
    let turned = |order: Ordering| if direction == Direction::Descending { order.reverse() } else { order };
    match (one, other) {
        (SortValue::Date(Some(one)), SortValue::Date(Some(other))) => turned(one.cmp(other)),
        (SortValue::Date(one), SortValue::Date(other)) => one.is_none().cmp(&other.is_none()),
        (SortValue::Text(one), SortValue::Text(other)) if !one.is_empty() && !other.is_empty() => {
            turned(alphabet.compare(one, other))
        }
        (SortValue::Text(one), SortValue::Text(other)) => one.is_empty().cmp(&other.is_empty()),
        // One column gives values of one kind.
        (SortValue::Date(_), SortValue::Text(_)) | (SortValue::Text(_), SortValue::Date(_)) => {
            Ordering::Equal
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_are_compared_as_a_language_does() {
        for (language, sorted) in [
            (None, ["Ärger", "azur", "Zebra"]),
            (Some("sv"), ["azur", "Zebra", "Ärger"]),
            (None, ["Tome 2", "Tome 10", "Tome 100"]),
            (Some("de"), ["Coop", "co-op 2", "Kopf"]),
        ] {
            let alphabet = Alphabet::of(language).expect("a language");
            for pair in sorted.windows(2) {
                assert_eq!(alphabet.compare(pair[0], pair[1]), Ordering::Less, "{pair:?} {language:?}");
                assert!(alphabet.key(pair[0]) < alphabet.key(pair[1]), "{pair:?} {language:?}");
            }
        }
        assert!(Alphabet::of(Some("no such tag")).is_none());
    }

    proptest! {
        #[test]
        fn keys_are_ordered_as_texts(one in "[a-cÄéß0-9ая金 .'-]{0,8}", other in "[a-cÄéß0-9ая金 .'-]{0,8}") {
            let alphabet = Alphabet::of(None).expect("the usual one");
            let by_key = alphabet.key(&one).cmp(&alphabet.key(&other));
            prop_assert_eq!(by_key, alphabet.compare(&one, &other));
        }
    }
}
