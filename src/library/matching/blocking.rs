//! Which editions are compared at all.
//!
//! Each edition goes into a few blocks: by its identifiers, its titles, the first and the last words of its title with
//! who made it or when, who made it and when. Only editions of one block are compared, and of those that are together by
//! less than an identifier or a whole title only the ones that are called alike: what else agrees makes no duplicate of
//! another title. In a block that holds many, each is compared with those that stand beside it in order of their
//! titles. So the time grows with the editions, not with their square.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::titles::OwnTitle;
use crate::model::Field;

/// What blocks are made from, in normal form.
#[derive(Clone, Debug, Default)]
pub struct Heading {
    /// Scheme and normal form of what names this edition alone.
    pub identifiers: Vec<(Field, String)>,
    /// All titles, the own one with its subtitle first.
    pub titles: Vec<String>,
    /// The last name of the first of those who made it.
    pub lead: Option<String>,
    /// The year of the date.
    pub year: Option<i64>,
}

/// A block. The lowest bit tells whether its members have to be called alike to be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockKey(u64);

impl BlockKey {
    fn of(needs_likeness: u64, parts: impl Hash) -> BlockKey {
        // The same keys on every run: this hasher is made without random numbers.
        let mut hasher = DefaultHasher::new();
        parts.hash(&mut hasher);
        BlockKey((hasher.finish() << 1) | needs_likeness)
    }

    /// Whether members have to be called alike to be worth comparing.
    fn needs_likeness(self) -> bool {
        self.0 & 1 == 1
    }
}

/// How many editions of a block are compared each with each.
const MOST_IN_BLOCK: usize = 40;
/// With how many that follow it an edition of a larger block is compared.
const NEIGHBOURS: usize = 8;
/// Letters that are taken of a word.
const LETTERS: usize = 5;
/// Words that are taken from either end of a title.
const WORDS: usize = 3;

/// The blocks that an edition belongs to.
pub fn keys(heading: &Heading) -> Vec<BlockKey> {
    let mut keys = Vec::with_capacity(10);
    for (scheme, normal) in &heading.identifiers {
        keys.push(BlockKey::of(0, ("id", scheme, normal)));
    }
    let (lead, year) = (heading.lead.as_deref(), heading.year);
    for title in heading.titles.iter().filter(|title| !title.is_empty()) {
        keys.push(BlockKey::of(0, ("title", title)));
        if let Some(lead) = lead {
            keys.push(BlockKey::of(0, ("title of", title, lead)));
        }
    }
    if let Some(title) = heading.titles.first() {
        let words: Vec<&str> = title.split(' ').filter(|word| word.chars().count() > 2).collect();
        let shortened = |word: &&str| -> String { word.chars().take(LETTERS).collect() };
        let head: Vec<String> = words.iter().take(WORDS).map(shortened).collect();
        let tail: Vec<String> = words.iter().rev().take(WORDS).map(shortened).collect();
        if let Some(lead) = lead {
            keys.push(BlockKey::of(1, ("by", lead)));
            keys.push(BlockKey::of(1, ("word of", words.first(), lead)));
            keys.push(BlockKey::of(1, ("head of", &head, lead)));
            keys.push(BlockKey::of(1, ("tail of", &tail, lead)));
        }
        if let Some(year) = year {
            keys.push(BlockKey::of(1, ("head in", &head, year)));
            keys.push(BlockKey::of(1, ("title in", title, year)));
        }
    }
    if let (Some(lead), Some(year)) = (lead, year) {
        keys.push(BlockKey::of(1, ("by in", lead, year)));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// What is kept in mind of a title to tell at once that another one is nothing like it: which pairs of letters are in
/// it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sketch(u128);

impl Sketch {
    /// Of a title in normal form.
    pub fn of(title: &str) -> Sketch {
        let mut bits = 0_u128;
        let bytes = title.as_bytes();
        for pair in bytes.windows(3) {
            let mixed =
                pair.iter().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(*byte)));
            bits |= 1 << (mixed.wrapping_mul(2_654_435_761) >> 25);
        }
        Sketch(bits)
    }

    /// Whether two titles may be alike.
    fn is_like(self, other: Sketch) -> bool {
        let (common, least) =
            ((self.0 & other.0).count_ones(), self.0.count_ones().min(other.0.count_ones()));
        common * 2 >= least
    }
}

/// The own titles of many editions, one behind the other.
#[derive(Debug, Default)]
struct OwnTitles {
    text: String,
    /// Where each ends in the text, and how many of its bytes are the title without its subtitle.
    ends: Vec<(usize, usize)>,
}

impl OwnTitles {
    fn add(&mut self, title: OwnTitle<'_>) {
        self.text.push_str(title.whole);
        self.ends.push((self.text.len(), title.main.len()));
    }

    fn get(&self, place: u32) -> OwnTitle<'_> {
        let place = place as usize;
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |(end, _)| *end);
        let (end, main) = self.ends.get(place).copied().unwrap_or_default();
        let whole = self.text.get(start..end).unwrap_or_default();
        OwnTitle { whole, main: whole.get(..main).unwrap_or(whole) }
    }
}

impl Heading {
    /// The title with its subtitle, and the beginning of it that is also a title.
    fn own_title(&self) -> OwnTitle<'_> {
        let whole = self.titles.first().map_or("", String::as_str);
        let main = self.titles.get(1).filter(|second| whole.starts_with(second.as_str()));
        OwnTitle { whole, main: main.map_or(whole, String::as_str) }
    }
}

/// The blocks of many editions. An edition is known by its place in the list that they were added in.
#[derive(Debug, Default)]
pub struct Blocks {
    /// Sorted when all are added: by block, in it by title.
    members: Vec<(BlockKey, u32)>,
    sketches: Vec<Sketch>,
    titles: OwnTitles,
}

impl Blocks {
    /// Adds the next edition.
    pub fn add(&mut self, heading: &Heading) {
        let place = u32::try_from(self.sketches.len()).unwrap_or(u32::MAX);
        self.members.extend(keys(heading).into_iter().map(|key| (key, place)));
        let title = heading.own_title();
        self.sketches.push(Sketch::of(title.whole));
        self.titles.add(title);
    }

    /// Puts them in order; needed before they are asked.
    pub fn sort(&mut self) {
        let titles = &self.titles;
        self.members.sort_unstable_by(|one, other| {
            let by_title = || titles.get(one.1).whole.cmp(titles.get(other.1).whole);
            one.0.cmp(&other.0).then_with(by_title).then_with(|| one.1.cmp(&other.1))
        });
    }

    /// All pairs that are worth comparing, by place, each once, in order. Only those of which `is_wanted` holds for
    /// one.
    pub fn pairs(&self, is_wanted: impl Fn(u32) -> bool) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        for block in self.members.chunk_by(|one, other| one.0 == other.0) {
            let is_large = block.len() > MOST_IN_BLOCK;
            let following = if is_large { NEIGHBOURS } else { block.len() };
            for (at, (key, one)) in block.iter().enumerate() {
                let needs_likeness = is_large || key.needs_likeness();
                for (_, other) in block.iter().skip(at + 1).take(following) {
                    if (is_wanted(*one) || is_wanted(*other))
                        && (!needs_likeness || self.are_called_alike(*one, *other))
                    {
                        pairs.push((*one.min(other), *one.max(other)));
                    }
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// The places of those that an entry is worth comparing with.
    pub fn like(&self, heading: &Heading) -> Vec<u32> {
        let title = heading.own_title();
        let sketch = Sketch::of(title.whole);
        let is_called_alike =
            |place: u32| self.sketch(place).is_like(sketch) && self.titles.get(place).may_be_called(title);
        let mut found = Vec::new();
        for key in keys(heading) {
            let start = self.members.partition_point(|(known, _)| *known < key);
            let rest = self.members.get(start..).unwrap_or_default();
            let block = rest.get(..rest.partition_point(|(known, _)| *known == key)).unwrap_or_default();
            let is_large = block.len() > MOST_IN_BLOCK;
            let beside = match is_large {
                true => {
                    let at = block.partition_point(|(_, place)| self.titles.get(*place).whole < title.whole);
                    let end = (at + NEIGHBOURS).min(block.len());
                    block.get(at.saturating_sub(NEIGHBOURS)..end).unwrap_or_default()
                }
                false => block,
            };
            let needs_likeness = is_large || key.needs_likeness();
            let places = beside.iter().map(|(_, place)| *place);
            found.extend(places.filter(|place| !needs_likeness || is_called_alike(*place)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn are_called_alike(&self, one: u32, other: u32) -> bool {
        self.sketch(one).is_like(self.sketch(other))
            && self.titles.get(one).may_be_called(self.titles.get(other))
    }

    fn sketch(&self, place: u32) -> Sketch {
        self.sketches.get(place as usize).copied().unwrap_or_default()
    }
}
