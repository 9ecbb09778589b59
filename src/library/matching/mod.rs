//! Whether two entries are of the same edition, of one work, or have nothing to do with each other.
//!
//! An entry is first made into a [`Portrait`] of what can be compared. [`compare`] weighs two of them: each thing in
//! which they agree or differ is a piece of [`Evidence`] with its weight in points. Some differences part two entries
//! however much else agrees: another volume of a set makes them different things, another language or another
//! statement of edition makes them siblings, two editions of one work. Commands that look for duplicates and imports
//! ask the same here.
//!
//! Which pairs are compared at all is told by [`blocking`]: never all of them.

pub mod blocking;
mod compare;
mod grouping;
mod heading;
mod identifiers;
mod imprint;
mod people;
#[cfg(test)]
mod planted;
mod portrait;
#[cfg(test)]
mod tests;
mod titles;

pub use compare::compare;
pub use grouping::{Group, Pair, grouped};
pub use heading::heading;
pub use imprint::are_alike_publishers;
pub use people::are_the_same_people;
pub use portrait::Portrait;

/// What two entries are compared in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each variant is its word")]
pub enum Aspect {
    Identifier,
    Title,
    People,
    Translator,
    Language,
    Date,
    Container,
    Volume,
    Pages,
    Edition,
    Publisher,
    Place,
    Series,
    Kind,
    Key,
}

impl Aspect {
    /// The word for people and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Aspect::Identifier => "identifier",
            Aspect::Title => "title",
            Aspect::People => "people",
            Aspect::Translator => "translator",
            Aspect::Language => "language",
            Aspect::Date => "date",
            Aspect::Container => "container",
            Aspect::Volume => "volume",
            Aspect::Pages => "pages",
            Aspect::Edition => "edition",
            Aspect::Publisher => "publisher",
            Aspect::Place => "place",
            Aspect::Series => "series",
            Aspect::Kind => "type",
            Aspect::Key => "key",
        }
    }
}

/// Something in which two entries agree or differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What was compared.
    pub aspect: Aspect,
    /// What was found, in words.
    pub finding: String,
    /// How much it speaks for the same edition, in points; below zero against it. In two editions of one work, how much
    /// it speaks for that.
    pub weight: i32,
    /// Whether it speaks against the same edition.
    pub is_against: bool,
}

/// What two entries are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// They are of different things.
    Different,
    /// They are two editions or translations of one work.
    Siblings,
    /// They may be of the same edition; how likely that is, the score tells.
    Same,
}

impl Verdict {
    /// The word for JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Verdict::Different => "different",
            Verdict::Siblings => "siblings",
            Verdict::Same => "same",
        }
    }
}

/// What came of comparing two entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// What they are to each other.
    pub verdict: Verdict,
    /// How sure the verdict is, from 0 to 100.
    pub score: u8,
    /// Whether something parts them, however much else agrees.
    pub are_parted: bool,
    /// The evidence, weightiest first.
    pub evidence: Vec<Evidence>,
}

impl Comparison {
    /// The score from which duplicates are worth looking at.
    pub const WORTH_A_LOOK: u8 = 55;
    /// The score from which two entries may well be the same.
    pub const LIKELY: u8 = 60;
    /// The score from which two entries are the same, if nothing speaks against it.
    pub const SURE: u8 = 90;

    /// With one key of both besides: an entry that comes again with something changed. Keys that are made from author
    /// and year are those of other entries as well, so it does not make the same what is not.
    pub fn with_same_key(mut self) -> Comparison {
        const WEIGHT: u8 = 10;
        if self.verdict == Verdict::Same {
            let finding = "the same key".to_owned();
            let weight = i32::from(WEIGHT);
            self.evidence.push(Evidence { aspect: Aspect::Key, finding, weight, is_against: false });
            self.score = self.score.saturating_add(WEIGHT).min(100);
        }
        self
    }

    /// Whether two books on the shelves of readers are the same: by a number that both have, or by title and author where
    /// nothing speaks against it. Readers' services tell little else, and not of one edition all the same.
    pub fn is_same_book(&self) -> bool {
        let weight = |aspect: Aspect| -> i32 {
            let of_aspect = self.evidence.iter().filter(|evidence| evidence.aspect == aspect);
            of_aspect.map(|evidence| evidence.weight).sum()
        };
        let nothing_differs = self.evidence.iter().all(|evidence| evidence.weight >= 0);
        let are_called_alike =
            weight(Aspect::Title) + weight(Aspect::People) >= Comparison::SAME_TITLE_AND_PEOPLE;
        let has_number = self.verdict == Verdict::Same && self.has_common_number();
        !self.are_parted && (has_number || (nothing_differs && are_called_alike))
    }

    /// Whether both have a number that two editions do not share.
    pub fn has_common_number(&self) -> bool {
        self.evidence.iter().any(|evidence| evidence.aspect == Aspect::Identifier && evidence.weight > 0)
    }

    /// What a title and people weigh that are the same, the people perhaps spelled otherwise.
    const SAME_TITLE_AND_PEOPLE: i32 = 50;

    /// Whether both have an identifier that names one edition alone, which an address does not.
    pub fn has_common_identifier(&self) -> bool {
        self.agrees_in(Aspect::Identifier, identifiers::LEAST_OF_OWN)
    }

    /// Whether two entries are the same without any doubt: the score is high, and nothing differs, or both have the
    /// same identifier and besides the same key or the same title: what differs then was corrected in one of them,
    /// or spelled otherwise.
    pub fn is_sure(&self) -> bool {
        let is_named_alike = self.has_common_identifier()
            && (self.agrees_in(Aspect::Key, 1) || self.is_called_alike() && self.is_dated_alike());
        self.verdict == Verdict::Same
            && self.score >= Comparison::SURE
            && (is_named_alike || self.evidence.iter().all(|evidence| evidence.weight >= 0))
    }

    /// Whether the titles agree, perhaps but for slips and a subtitle, and no people differ.
    fn is_called_alike(&self) -> bool {
        self.agrees_in(Aspect::Title, titles::LEAST_OF_SAME)
            && self.differs_at_most_in(Aspect::Title, 0)
            && self.differs_at_most_in(Aspect::People, 0)
    }

    /// Whether no other year is told but that before or after, as of what is online before it is printed.
    fn is_dated_alike(&self) -> bool {
        self.differs_at_most_in(Aspect::Date, imprint::NEXT_YEAR)
    }

    fn agrees_in(&self, aspect: Aspect, least: i32) -> bool {
        self.evidence.iter().any(|piece| piece.aspect == aspect && piece.weight >= least)
    }

    fn differs_at_most_in(&self, aspect: Aspect, least: i32) -> bool {
        self.evidence.iter().all(|piece| piece.aspect != aspect || piece.weight >= least)
    }
}

/// The evidence that is gathered, and what parts two entries.
#[derive(Debug, Default)]
struct Findings {
    evidence: Vec<Evidence>,
    parted: Parted,
}

/// What parts two entries, if anything does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Parted {
    /// Nothing.
    #[default]
    No,
    /// They are different editions, though they may be of one work.
    Editions,
    /// They are different things.
    Works,
}

impl Findings {
    fn add(&mut self, aspect: Aspect, weight: i32, finding: impl Into<String>) {
        let is_against = weight < 0;
        self.evidence.push(Evidence { aspect, finding: finding.into(), weight, is_against });
    }

    fn part(&mut self, parted: Parted, aspect: Aspect, weight: i32, finding: impl Into<String>) {
        self.parted = self.parted.max(parted);
        self.add(aspect, weight, finding);
    }

    /// The weight of all evidence of an aspect.
    fn weight_of(&self, aspect: Aspect) -> i32 {
        self.evidence
            .iter()
            .filter(|evidence| evidence.aspect == aspect)
            .map(|evidence| evidence.weight)
            .sum()
    }
}
