//! Reference → tree: where an entry belongs, and what it makes there.
//!
//! A reference with an original title, a translator or a link to what it was translated from finds or makes
//! its work and its original expression, so that two translations of one original land under one work. What
//! is not sure becomes a new work: nothing is merged on a guess.

mod container;
mod edition;
mod joining;
mod original;
mod outline;
mod people;
mod placement;
mod sameness;
mod seeing;
mod slot;
#[cfg(test)]
pub(in crate::library) mod tests;

use foldhash::{HashMap, HashMapExt};

use super::{
    add::Beside,
    citing,
    keys::{self, Pattern, Stem, SuffixRule},
    known::Known,
    naming::{self, Numbers},
};
use crate::{
    model::{LinkKind, Reference, Standing},
    store::{AgentNameId, EditionId, ExpressionId, RowSet, StoreError, Transaction, WorkId},
};
use container::KnownContainers;
use edition::{Plan, Target};
use outline::Outlines;
use placement::{MOST_CANDIDATES, PlaceInTree};
pub(super) use sameness::{covers, may_be};

/// Whether a record was there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// It was made for this reference.
    New,
    /// It was there, and this reference joined it.
    Joined,
}

/// What became of a reference.
#[derive(Clone, Debug)]
pub struct Filed {
    /// The edition that it is now.
    pub edition: EditionId,
    /// The key of that edition.
    pub key: String,
    /// Whether its work was there.
    pub work: Placement,
    /// Whether its expression was there.
    pub expression: Placement,
    /// Whether the edition was there, or became one in its own right.
    pub outcome: Outcome,
    /// What the user should know, in sentences without a full stop.
    pub notes: Vec<String>,
}

/// What happened to the edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Made,
    /// It was known through another and is now listed itself.
    Promoted,
    /// It was there with all that the reference says; nothing was changed.
    Identical,
    /// It was there otherwise told, and the two were merged.
    Merged,
    /// It is like one that was there, and was left out.
    Skipped,
}

/// Whether the library has taken in this very file before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repetition {
    /// It has not.
    First,
    /// It has.
    Again,
}

/// What it means that an entry does not name its people or its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// It is cited without them, even where the tree knows them.
    Meant,
    /// It was left to the tree to know them.
    Filled,
}

/// Files the references of one command.
pub struct Filing<'a> {
    store: &'a Transaction<'a>,
    /// Names that were found or made already.
    names: Known<AgentNameId>,
    /// Whether these are all names that the library has; `None` before anybody was named.
    all_names_in_mind: Option<bool>,
    /// Editions whose keys the next entries have, as they are seen.
    seen_ahead: HashMap<EditionId, Reference>,
    /// Containers that were found or made, by all that flat entries say of them.
    containers: Known<EditionId>,
    known_containers: KnownContainers,
    /// Works whose handles come from this input, so that its other entries can be trusted to mean them.
    handles: Known<WorkId>,
    /// Works and expressions that were made here under handles of our own making: they take the handle that
    /// the input gives them later.
    unnamed_works: RowSet<WorkId>,
    unnamed_expressions: RowSet<ExpressionId>,
    repetition: Repetition,
    silence: Silence,
    /// The key that the entry at hand gets, so that nothing which is made beside it takes it.
    reserved: Option<String>,
    outlines: Outlines,
    /// The pattern of the library, once it was needed.
    key_pattern: Option<Pattern>,
    numbers: HandedOut,
    /// Editions whose own keys entries of this input have.
    met: RowSet<EditionId>,
    /// How often each key came in this input that came more than once.
    repeated: Known<u64>,
    /// Editions that entries of this command became.
    filed_here: RowSet<EditionId>,
}

/// Numbers that were given behind the stems of keys and handles.
#[derive(Debug, Default)]
struct HandedOut {
    keys: Numbers,
    works: Numbers,
    expressions: Numbers,
    agents: Numbers,
}

/// A key that was made for a reference, to be told from others.
struct MadeKey {
    stem: Stem,
    rule: SuffixRule,
}

impl MadeKey {
    /// The key that the first reference of several alike gets.
    fn first(&self) -> String {
        self.stem.key(&self.rule, 0)
    }

    /// The key that one of several alike gets, from 1 on.
    fn numbered(&self, number: u64) -> String {
        match self.rule {
            SuffixRule::None => naming::numbered(&self.first(), number),
            _ => self.stem.key(&self.rule, number.saturating_sub(1)),
        }
    }
}

/// Where the edition of a reference goes.
enum Slot {
    /// A new edition with this key.
    New(String),
    /// An edition known through another so far.
    Promote(EditionId),
    /// There already.
    Identical(EditionId),
}

/// What was found out of a reference by its key.
pub struct LookedUp {
    slot: Slot,
    notes: Vec<String>,
}

impl LookedUp {
    /// Whether there is no edition of its key that it is.
    pub fn is_new(&self) -> bool {
        matches!(self.slot, Slot::New(_))
    }
}

impl<'a> Filing<'a> {
    /// Begins filing into a library.
    pub fn new(store: &'a Transaction<'a>, silence: Silence) -> Self {
        Filing {
            store,
            names: Known::default(),
            all_names_in_mind: None,
            seen_ahead: HashMap::new(),
            containers: Known::default(),
            known_containers: KnownContainers::default(),
            handles: Known::default(),
            unnamed_works: RowSet::default(),
            unnamed_expressions: RowSet::default(),
            repetition: Repetition::First,
            silence,
            reserved: None,
            outlines: Outlines::default(),
            key_pattern: None,
            numbers: HandedOut::default(),
            met: RowSet::default(),
            repeated: Known::default(),
            filed_here: RowSet::default(),
        }
    }

    /// Files one reference. Its links must lead to editions that are there ([`Filing::missing_links`] tells);
    /// those that do not are kept as extras.
    pub fn file(&mut self, reference: &Reference) -> Result<Filed, StoreError> {
        let placed = self.look_up(reference)?;
        self.file_as(reference, placed)
    }

    /// Finds out by its key which edition a reference is or becomes.
    pub fn look_up(&mut self, reference: &Reference) -> Result<LookedUp, StoreError> {
        let mut notes = Vec::new();
        self.reserved = None;
        let slot = self.slot(reference, &mut notes)?;
        Ok(LookedUp { slot, notes })
    }

    /// Files one reference that was just looked up.
    pub fn file_as(&mut self, reference: &Reference, looked_up: LookedUp) -> Result<Filed, StoreError> {
        let LookedUp { slot, mut notes } = looked_up;
        let mut leaning = Vec::new();
        if !matches!(slot, Slot::Identical(_)) {
            // What comes may change how they are seen.
            self.seen_ahead.clear();
        }
        let (place, target) = match slot {
            Slot::Identical(edition) => return self.identical(edition, notes),
            Slot::Promote(edition) => {
                leaning = self.leaning_on(edition)?;
                let key = self.key_of(edition)?;
                let place = self.place(reference, &mut notes)?;
                self.move_to(edition, &place)?;
                (place, Target::Fill { edition, key })
            }
            Slot::New(key) => {
                self.reserved = Some(key.clone());
                let place = self.place(reference, &mut notes)?;
                let target = match self.mentioned_before(reference, &place)? {
                    Some(edition) => {
                        leaning = self.leaning_on(edition)?;
                        Target::Fill { edition, key }
                    }
                    None => Target::Make { key },
                };
                (place, target)
            }
        };
        if place.expression_was == Placement::Joined {
            leaning.extend(self.shown_by_derived_texts(place.expression)?);
        }
        let container = self.container(reference)?;
        let plan = Plan { place: &place, container, target };
        let (edition, key, outcome) = self.write_edition(reference, &plan, &mut notes)?;
        self.filed_here.insert(edition);
        if reference.key.as_ref() == Some(&key) {
            self.met.insert(edition);
        }
        self.keep_as_seen(&leaning)?;
        if outcome != Outcome::Made || !self.is_surely_seen_as_told(reference, &place, container)? {
            let seen =
                match self.seen_as_made(reference, &place, container)?.filter(|_| outcome == Outcome::Made) {
                    Some(seen) => seen,
                    None => self.seen(edition)?,
                };
            self.keep_as_told(reference, edition, seen)?;
        }
        Ok(Filed { edition, key, work: place.work_was, expression: place.expression_was, outcome, notes })
    }

    /// Forgets what is kept in mind of the library: something else changed it.
    pub fn forget(&mut self) {
        self.names.clear();
        self.all_names_in_mind = None;
        self.seen_ahead.clear();
        self.containers.clear();
        self.known_containers.clear();
        self.handles.clear();
        self.unnamed_works.clear();
        self.unnamed_expressions.clear();
        self.outlines = Outlines::default();
    }

    /// Files one reference as a further edition of the text that a known edition has.
    pub fn file_beside(
        &mut self,
        reference: &Reference,
        known: EditionId,
        relation: Beside,
    ) -> Result<Filed, StoreError> {
        let mut notes = Vec::new();
        let key = match &reference.key {
            Some(key) => self.free_key(key)?,
            None => {
                let made = self.made_key(reference)?;
                self.free_made_key(&made)?
            }
        };
        self.reserved = Some(key.clone());
        let reprint_of = (relation == Beside::Reprint).then_some(known);
        let place = PlaceInTree { reprint_of, ..self.place_of_known(known)? };
        let container = self.container(reference)?;
        let plan = Plan { place: &place, container, target: Target::Make { key } };
        let (edition, key, outcome) = self.write_edition(reference, &plan, &mut notes)?;
        self.keep_as_told(reference, edition, self.seen(edition)?)?;
        Ok(Filed { edition, key, work: place.work_was, expression: place.expression_was, outcome, notes })
    }

    /// Tells whether what comes next was filed before, to the letter.
    pub fn begin_input(&mut self, repetition: Repetition) {
        self.repetition = repetition;
    }

    /// The links of a reference whose targets are not in the library (yet).
    pub fn missing_links(&self, reference: &Reference) -> Result<Vec<String>, StoreError> {
        let mut missing = Vec::new();
        for link in &reference.links {
            if self.store.find_edition_by_key(&link.target)?.is_none() {
                missing.push(link.target.clone());
            }
        }
        Ok(missing)
    }

    fn identical(&self, edition: EditionId, notes: Vec<String>) -> Result<Filed, StoreError> {
        let key = self.key_of(edition)?;
        Ok(Filed {
            edition,
            key,
            work: Placement::Joined,
            expression: Placement::Joined,
            outcome: Outcome::Identical,
            notes,
        })
    }

    /// An edition that was only mentioned so far, under the expression of the reference, and may be the one
    /// that the reference describes. A container stays what its parts say of it: a book of which more is said
    /// is another record, whichever of them comes first.
    fn mentioned_before(
        &self,
        reference: &Reference,
        place: &PlaceInTree,
    ) -> Result<Option<EditionId>, StoreError> {
        if place.expression_was == Placement::New || reference.standing == Standing::Mentioned {
            return Ok(None);
        }
        for edition in self.store.mentioned_editions_of(place.expression, MOST_CANDIDATES)? {
            let seen = self.seen(edition)?;
            let stands_behind = [place.reprint_of, place.source].contains(&Some(edition));
            if !stands_behind && self.may_become(edition, &seen, reference)? {
                return Ok(Some(edition));
            }
        }
        Ok(None)
    }

    /// Moves an edition that was only mentioned to the expression that the entry itself is of, and removes what
    /// is left empty.
    fn move_to(&mut self, edition: EditionId, place: &PlaceInTree) -> Result<(), StoreError> {
        let (work, expression) = self.place_of(edition)?;
        if expression == place.expression {
            return Ok(());
        }
        self.store.move_edition(edition, place.expression)?;
        self.known_containers.clear();
        self.outlines.forget(work);
        self.outlines.forget(place.work);
        if !self.store.editions_of(&[expression])?.is_empty() {
            return Ok(());
        }
        match self.store.delete_expression(expression) {
            // Other texts derive from it, so that it is not empty after all.
            Err(StoreError::Needed { .. }) => return Ok(()),
            other => other?,
        }
        if self.store.expressions_of(&[work])?.is_empty() {
            self.store.delete_work(work)?;
        }
        Ok(())
    }

    fn place_of_known(&self, edition: EditionId) -> Result<PlaceInTree, StoreError> {
        let (work, expression) = self.place_of(edition)?;
        Ok(PlaceInTree {
            work,
            expression,
            work_was: Placement::Joined,
            expression_was: Placement::Joined,
            source: None,
            reprint_of: None,
        })
    }

    fn free_key(&mut self, stem: &str) -> Result<String, StoreError> {
        let (store, reserved) = (self.store, self.reserved.as_deref());
        self.numbers
            .keys
            .unique(stem, |key| Ok(reserved == Some(key) || store.find_edition_by_key(key)?.is_some()))
    }

    /// What the pattern of the library makes of a reference that has no key.
    fn made_key(&mut self, reference: &Reference) -> Result<MadeKey, StoreError> {
        let pattern = match &self.key_pattern {
            Some(pattern) => pattern,
            None => self.key_pattern.insert(keys::own_pattern(self.store)?),
        };
        Ok(MadeKey { stem: keys::stem_of(reference, pattern), rule: pattern.suffix().clone() })
    }

    /// The first key of this stem that nobody has. Where the pattern has no suffix, there is one all the same.
    fn free_made_key(&mut self, made: &MadeKey) -> Result<String, StoreError> {
        let MadeKey { stem, rule } = made;
        let first = made.first();
        if *rule == SuffixRule::None {
            return self.free_key(&first);
        }
        let (store, reserved) = (self.store, self.reserved.as_deref());
        self.numbers.keys.unique_of(
            &first,
            |number| stem.key(rule, number - 1),
            |key| Ok(reserved == Some(key) || store.find_edition_by_key(key)?.is_some()),
        )
    }

    fn key_of(&self, edition: EditionId) -> Result<String, StoreError> {
        self.store.edition_keys(&[edition])?.remove(&edition).ok_or_else(vanished)
    }

    fn place_of(&self, edition: EditionId) -> Result<(WorkId, ExpressionId), StoreError> {
        let expression = self.store.expression_of(edition)?.ok_or_else(vanished)?;
        let work = self.store.work_of(expression)?.ok_or_else(vanished)?;
        Ok((work, expression))
    }

    /// The edition that a link leads to.
    fn linked(&self, reference: &Reference, kind: LinkKind) -> Result<Option<EditionId>, StoreError> {
        match reference.link(kind) {
            Some(key) => self.store.find_edition_by_key(key),
            None => Ok(None),
        }
    }
}

/// A record that was found by its row a moment ago and is not there: another program wrote it in pieces.
fn vanished() -> StoreError {
    StoreError::NoTarget { record: "an index of the library".into(), target: "a record".into() }
}
