//! From pairs to groups: where three are the same, they are told together.

use foldhash::{HashMap, HashMapExt, HashSet};

use super::{Comparison, Verdict};
use crate::store::EditionId;
/// Two editions that were compared, the earlier row first.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The edition of the earlier row.
    pub one: EditionId,
    /// The edition of the later row.
    pub other: EditionId,
    /// What came of it.
    pub comparison: Comparison,
}

/// Editions that are the same, or of one work.
#[derive(Clone, Debug)]
pub struct Group {
    /// What they are to each other.
    pub verdict: Verdict,
    /// The best score of a pair in it.
    pub score: u8,
    /// Its members, in order of their rows.
    pub editions: Vec<EditionId>,
    /// The pairs that hold it together, surest first.
    pub pairs: Vec<Pair>,
}

/// Most editions that are told as one group; beyond that something is wrong with what is compared.
const MOST_MEMBERS: usize = 50;

/// Puts pairs of one verdict together to groups, surest pair first. Two editions that are known not to be the same
/// come into no group together, whatever lies between them.
pub fn grouped(
    mut pairs: Vec<Pair>,
    verdict: Verdict,
    apart: &HashSet<(EditionId, EditionId)>,
) -> Vec<Group> {
    pairs.retain(|pair| pair.comparison.verdict == verdict);
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.comparison.score), pair.one, pair.other));
    let mut group_of: HashMap<EditionId, usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for pair in pairs {
        let members = |groups: &[Group], edition: EditionId| match group_of.get(&edition) {
            Some(group) => groups.get(*group).map(|group| group.editions.clone()).unwrap_or_default(),
            None => vec![edition],
        };
        let (ours, theirs) = (members(&groups, pair.one), members(&groups, pair.other));
        let is_joined = ours.contains(&pair.other);
        let are_apart =
            |one: &EditionId, other: &EditionId| apart.contains(&(*one.min(other), *one.max(other)));
        if !is_joined && ours.iter().any(|one| theirs.iter().any(|other| are_apart(one, other))) {
            continue;
        }
        if !is_joined && ours.len() + theirs.len() > MOST_MEMBERS {
            continue;
        }
        let (one, other) = (group_of.get(&pair.one).copied(), group_of.get(&pair.other).copied());
        let into = one.or(other).unwrap_or(groups.len());
        if into == groups.len() {
            groups.push(Group { verdict, score: 0, editions: Vec::new(), pairs: Vec::new() });
        }
        let emptied = other.filter(|other| *other != into).and_then(|other| groups.get_mut(other));
        let moved = emptied.map(|group| std::mem::take(&mut group.pairs)).unwrap_or_default();
        if let Some(emptied) = other.filter(|other| *other != into).and_then(|other| groups.get_mut(other)) {
            emptied.editions.clear();
        }
        let Some(group) = groups.get_mut(into) else { continue };
        group.pairs.extend(moved);
        for member in ours.into_iter().chain(theirs) {
            if group_of.insert(member, into) != Some(into) {
                group.editions.push(member);
            }
        }
        group.editions.sort_unstable();
        group.editions.dedup();
        group.score = group.score.max(pair.comparison.score);
        group.pairs.push(pair);
    }
    groups.retain(|group| !group.editions.is_empty());
    for group in &mut groups {
        group.pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.comparison.score), pair.one, pair.other));
    }
    groups.sort_by_key(|group| (std::cmp::Reverse(group.score), group.editions.first().copied()));
    groups
}
