//! Finding editions that are in the library twice, and works that should be one.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};

use super::{
    Error, Library, Seen, citing, condition,
    matching::{self, Comparison, Group, Pair, Portrait, Verdict, blocking::Blocks},
};
use crate::store::{EditionId, Snapshot, StoreError, Whole};

/// What to look for.
#[derive(Clone, Copy, Debug)]
pub struct DuplicateOptions<'a> {
    /// Only pairs of which one edition is selected; empty for all.
    pub query: &'a str,
    /// Only pairs that are at least so sure, from 0 to 100.
    pub threshold: u8,
}

/// Two editions that were found.
#[derive(Clone, Debug)]
pub struct MatchedPair {
    /// The key of the one.
    pub one: String,
    /// The key of the other.
    pub other: String,
    /// Why.
    pub comparison: Comparison,
}

/// Editions that are the same, or of one work.
#[derive(Clone, Debug)]
pub struct MatchedGroup {
    /// What they are to each other.
    pub verdict: Verdict,
    /// How sure that is of the surest pair.
    pub score: u8,
    /// The editions, those of which most is known first.
    pub editions: Vec<Seen>,
    /// The pairs that hold it together, surest first.
    pub pairs: Vec<MatchedPair>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Duplicates {
    /// How many editions were looked through.
    pub editions: usize,
    /// How many pairs were compared.
    pub compared: usize,
    /// Editions that are there twice or more, surest first.
    pub same: Vec<MatchedGroup>,
    /// Editions that should be of one work and are not.
    pub siblings: Vec<MatchedGroup>,
}

/// How many pairs are compared at a time.
const BATCH: usize = 500;
/// Groups whose editions are read at a time.
const GROUPS: usize = 200;
/// How many portraits are kept in mind.
const MOST_PORTRAITS: usize = 20_000;

impl Library {
    /// Looks for editions that are the same and for works that should be one. Time grows with the number of editions.
    pub fn duplicates(&self, options: &DuplicateOptions<'_>) -> Result<Duplicates, Error> {
        self.store.read(|store| {
            let wanted = match options.query.is_empty() {
                true => None,
                false => {
                    let condition = condition::listed(store, options.query)?;
                    Some(store.edition_ids(&condition)?.into_iter().collect())
                }
            };
            let found = all_pairs(store, wanted.as_ref(), options.threshold)?;
            let mut duplicates =
                Duplicates { editions: found.editions, compared: found.compared, ..Duplicates::default() };
            let same = matching::grouped(found.pairs.clone(), Verdict::Same, &found.apart);
            // Of what is the same, one stands for all among the siblings.
            let doubled: HashSet<EditionId> =
                same.iter().flat_map(|group| group.editions.iter().skip(1)).copied().collect();
            let siblings = found
                .pairs
                .into_iter()
                .filter(|pair| !doubled.contains(&pair.one) && !doubled.contains(&pair.other));
            let siblings = matching::grouped(siblings.collect(), Verdict::Siblings, &found.distinct);
            duplicates.same = matched(store, same)?;
            duplicates.siblings = matched(store, siblings)?;
            Ok(duplicates)
        })
    }

    /// Remembers that editions are not the same, each with each; gives how many pairs that were not known.
    pub fn set_apart(&mut self, keys: &[String]) -> Result<usize, Error> {
        self.each_pair(keys, |store, one, other| store.insert_distinct(one, other))
    }

    /// Forgets that editions are not the same; gives how many pairs were known.
    pub fn set_no_longer_apart(&mut self, keys: &[String]) -> Result<usize, Error> {
        self.each_pair(keys, |store, one, other| store.delete_distinct(one, other))
    }

    fn each_pair(
        &mut self,
        keys: &[String],
        change: impl Fn(&crate::store::Transaction<'_>, EditionId, EditionId) -> Result<bool, StoreError>,
    ) -> Result<usize, Error> {
        let ids: BTreeSet<EditionId> =
            keys.iter().map(|key| self.edition_of_key(key)).collect::<Result<_, _>>()?;
        if ids.len() < 2 {
            return Err(Error::SameEdition { keys: keys.to_vec() });
        }
        self.store.transaction(|store| {
            let mut changed = 0;
            for one in &ids {
                for other in ids.range(one..).skip(1) {
                    changed += usize::from(change(store, *one, *other)?);
                }
            }
            Ok(changed)
        })
    }
}

/// What came of comparing.
struct Compared {
    editions: usize,
    compared: usize,
    /// Pairs that are the same or siblings, and sure enough.
    pairs: Vec<Pair>,
    /// Pairs that somebody found not to be the same.
    distinct: HashSet<(EditionId, EditionId)>,
    /// Those, and pairs that something parts.
    apart: HashSet<(EditionId, EditionId)>,
}

fn all_pairs(
    store: &Snapshot<'_>,
    wanted: Option<&HashSet<EditionId>>,
    threshold: u8,
) -> Result<Compared, Error> {
    let (mut blocks, mut rows) = (Blocks::default(), Vec::new());
    store.headings(&mut |id, row| {
        blocks.add(&matching::heading(&row));
        rows.push(id);
    })?;
    blocks.sort();
    let row = |place: u32| rows.get(place as usize).copied();
    let is_wanted =
        |place: u32| wanted.is_none_or(|wanted| row(place).is_some_and(|id| wanted.contains(&id)));
    let candidates = blocks.pairs(is_wanted);
    drop(blocks);
    let distinct: HashSet<(EditionId, EditionId)> = store.distinct_pairs()?.into_iter().collect();
    let mut compared = Compared {
        editions: rows.len(),
        compared: candidates.len(),
        pairs: Vec::new(),
        apart: distinct.clone(),
        distinct,
    };
    let mut portraits = Portraits::default();
    for batch in candidates.chunks(BATCH) {
        let pairs: Vec<(EditionId, EditionId)> =
            batch.iter().filter_map(|(one, other)| Some((row(*one)?, row(*other)?))).collect();
        portraits.load(store, &pairs)?;
        for pair in pairs {
            if compared.distinct.contains(&pair) {
                continue;
            }
            if let (Some(one), Some(other)) = (portraits.0.get(&pair.0), portraits.0.get(&pair.1)) {
                weigh(pair, one, other, threshold, &mut compared);
            }
        }
    }
    Ok(compared)
}

/// An edition as it is compared, with what the library knows of it besides.
pub(super) struct Known {
    portrait: Portrait,
    work: String,
    key: String,
    /// The keys of what it is tied to: container, reprinted edition, original.
    tied: Vec<String>,
}

impl Known {
    fn of(whole: &Whole) -> Known {
        let edition = &whole.edition;
        let tied = [&edition.container, &edition.reprint_of, &edition.translated_from];
        Known {
            portrait: Portrait::of_whole(whole, &citing::reference(whole)),
            work: whole.work.handle.clone(),
            key: edition.key.clone(),
            tied: tied.into_iter().flatten().cloned().collect(),
        }
    }
}

fn weigh(
    (one, other): (EditionId, EditionId),
    ours: &Known,
    theirs: &Known,
    threshold: u8,
    compared: &mut Compared,
) {
    // What is tied to each other is known not to be the same, and to be of one work where it is.
    if ours.tied.contains(&theirs.key) || theirs.tied.contains(&ours.key) {
        compared.apart.insert((one, other));
        return;
    }
    let mut comparison = matching::compare(&ours.portrait, &theirs.portrait);
    // Who asks for less gets what may be the same and is less likely.
    let is_asked_for = threshold < Comparison::LIKELY && comparison.score >= threshold.max(1);
    if comparison.verdict == Verdict::Different && !comparison.are_parted && is_asked_for {
        comparison.verdict = Verdict::Same;
    }
    if comparison.are_parted {
        compared.apart.insert((one, other));
    }
    let is_linked = comparison.verdict == Verdict::Siblings && ours.work == theirs.work;
    if comparison.verdict != Verdict::Different && comparison.score >= threshold && !is_linked {
        compared.pairs.push(Pair { one, other, comparison });
    }
}

/// Editions that are kept in mind.
#[derive(Default)]
struct Portraits(HashMap<EditionId, Known>);

impl Portraits {
    /// Reads those of the pairs that are not in mind.
    fn load(&mut self, store: &Snapshot<'_>, pairs: &[(EditionId, EditionId)]) -> Result<(), StoreError> {
        if self.0.len() > MOST_PORTRAITS {
            self.0.clear();
        }
        let all: BTreeSet<EditionId> = pairs.iter().flat_map(|(one, other)| [*one, *other]).collect();
        let fresh: Vec<EditionId> = all.into_iter().filter(|id| !self.0.contains_key(id)).collect();
        let wholes = store.whole_editions(&fresh)?;
        self.0.extend(fresh.into_iter().zip(wholes.iter().map(Known::of)));
        Ok(())
    }
}

/// The groups with their editions, which are read for many groups at once.
fn matched(store: &Snapshot<'_>, groups: Vec<Group>) -> Result<Vec<MatchedGroup>, StoreError> {
    let mut all = Vec::with_capacity(groups.len());
    for batch in groups.chunks(GROUPS) {
        let ids: BTreeSet<EditionId> =
            batch.iter().flat_map(|group| group.editions.iter().copied()).collect();
        let ids: Vec<EditionId> = ids.into_iter().collect();
        let wholes: HashMap<EditionId, Whole> =
            ids.iter().copied().zip(store.whole_editions(&ids)?).collect();
        let keys = store.edition_keys(&ids)?;
        let key = |id: &EditionId| keys.get(id).cloned().unwrap_or_default();
        for group in batch {
            let of_group = group.editions.iter().filter_map(|id| wholes.get(id));
            let mut editions: Vec<Seen> = of_group.cloned().map(Seen::of).collect();
            editions.sort_by_cached_key(|seen| std::cmp::Reverse(richness(seen)));
            let pairs = group.pairs.iter().map(|pair| MatchedPair {
                one: key(&pair.one),
                other: key(&pair.other),
                comparison: pair.comparison.clone(),
            });
            let pairs = pairs.collect();
            all.push(MatchedGroup { verdict: group.verdict, score: group.score, pairs, editions });
        }
    }
    Ok(all)
}

/// How much is known of an edition: what others are merged into is the one of which most is known.
pub(super) fn richness(seen: &Seen) -> usize {
    let names = seen.reference.names.values().map(|list| list.names.len()).sum::<usize>();
    seen.reference.fields.iter().count() + names + seen.whole.edition.evidence.len()
}
