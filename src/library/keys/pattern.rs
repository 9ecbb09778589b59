//! A pattern: what it is made of, and the keys that it makes.

use std::sync::LazyLock;

use super::{
    arguments::Arguments,
    filters::KeyFilter,
    formulas, reading,
    suffix::SuffixRule,
    terms::{KeyTerm, Subject},
    value::{Letters, Value},
};
use crate::fields::{self, RoleRow, Row};

/// The pattern of a library that has none of its own.
pub const DEFAULT_PATTERN: &str = "{author?[author:lower][year][title:noarticle:words(1):lower]\
     |[title:noarticle:words(1):lower][year]}";

/// Why a pattern cannot be understood, with the place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// Byte offset in the pattern.
    pub at: usize,
    /// Length in bytes of what is wrong.
    pub length: usize,
    /// What is wrong and what would be right.
    pub reason: String,
}

/// A pattern that keys are made after.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    alternatives: Vec<Vec<Part>>,
    suffix: SuffixRule,
}

#[derive(Clone, Debug)]
pub(super) enum Part {
    Letters(String),
    Term(Vec<Chain>),
    Group(Option<Condition>, Vec<Vec<Part>>),
    Suffix,
}

#[derive(Clone, Debug)]
pub(super) struct Chain {
    pub(super) source: Source,
    pub(super) letters: Letters,
    pub(super) filters: Vec<(&'static KeyFilter, Arguments)>,
}

#[derive(Clone, Debug)]
pub(super) enum Source {
    Term(&'static KeyTerm, Arguments),
    Field(&'static Row),
    /// A field by its name in BibLaTeX, which may mean another one in each type of entry.
    Foreign(String),
    Role(&'static RoleRow),
    Text(String),
}

#[derive(Clone, Debug)]
pub(super) struct Condition {
    pub(super) chain: Chain,
    pub(super) wanted: Option<String>,
    pub(super) sense: Sense,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    Holds,
    Fails,
}

/// A key that a pattern makes, without what tells it from others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stem {
    before: String,
    after: String,
}

/// The key of what says nothing of all that is asked for.
const NOTHING: &str = "untitled";

/// Whether a character may stand in a key: BibTeX, LaTeX, biber and pandoc take all of these.
pub(super) fn is_legal(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '+' | '/')
}

impl Stem {
    /// The key with what a rule puts to the one with this number; 0 is the first.
    pub fn key(&self, rule: &SuffixRule, number: u64) -> String {
        format!("{}{}{}", self.before, rule.text(number), self.after)
    }

    /// Which of the keys of this stem one is.
    pub fn number_of(&self, rule: &SuffixRule, key: &str) -> Option<u64> {
        let rest = key.strip_prefix(self.before.as_str())?.strip_suffix(self.after.as_str())?;
        if rest.is_empty() { Some(0) } else { rule.number(rest) }
    }

    /// What was made, with characters that no key can have taken out, and nothing but letters and digits at its ends.
    fn of(made: &Made) -> Stem {
        let legal = |text: &str| -> String {
            let mut kept: String = text.chars().filter(|c| is_legal(*c) || is_letter(*c)).collect();
            // A hyphen or a point twice is left where nothing stood between.
            for twice in ["--", "__", "..", "::"] {
                while kept.contains(twice) {
                    kept = kept.replace(twice, twice.get(..1).unwrap_or_default());
                }
            }
            kept
        };
        let is_sign = |c: char| !is_letter(c);
        let (before, after) = (legal(&made.before), made.after.as_deref().map(legal));
        let before = before.trim_start_matches(is_sign);
        let stem = match after.as_deref().map(|after| after.trim_end_matches(is_sign)) {
            Some(after) if !after.is_empty() => {
                let after = if before.is_empty() { after.trim_start_matches(is_sign) } else { after };
                Stem { before: before.to_owned(), after: after.to_owned() }
            }
            _ => Stem {
                before: before.trim_end_matches(|c| is_sign(c) && c != '+').to_owned(),
                after: String::new(),
            },
        };
        let is_empty = stem.before.is_empty() && stem.after.is_empty();
        if is_empty { Stem { before: NOTHING.to_owned(), after: String::new() } } else { stem }
    }
}

/// Letters and digits of every script; where they stay, the pattern asked for that.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

/// A key in the making.
#[derive(Clone, Debug, Default)]
struct Made {
    before: String,
    /// What comes behind the place of the suffix.
    after: Option<String>,
    /// Whether a term said nothing.
    lacks: bool,
}

impl Made {
    fn push(&mut self, text: &str) {
        match &mut self.after {
            Some(after) => after.push_str(text),
            None => self.before.push_str(text),
        }
    }

    fn append(&mut self, other: Made) {
        self.push(&other.before);
        if let Some(after) = other.after {
            self.after.get_or_insert_default().push_str(&after);
        }
    }
}

impl Pattern {
    /// The pattern of libraries that have none of their own.
    pub fn usual() -> &'static Pattern {
        static USUAL: LazyLock<Pattern> = LazyLock::new(|| {
            // The text is a constant, and tests read it.
            Pattern::parse(DEFAULT_PATTERN).expect("the pattern is sound")
        });
        &USUAL
    }

    /// Reads a pattern. The error for a formula of Better BibTeX names the pattern that says the same.
    pub fn parse(text: &str) -> Result<Pattern, PatternError> {
        let read = reading::read(text).map_err(|error| match formulas::as_pattern(text) {
            Some(pattern) => PatternError {
                reason: format!(
                    "formulas of Better BibTeX are written with brackets and colons here: {pattern}"
                ),
                ..error
            },
            None => error,
        });
        let reading::Read { alternatives, suffix } = read?;
        Ok(Pattern { text: text.to_owned(), alternatives, suffix })
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What tells keys apart that would be the same.
    pub fn suffix(&self) -> &SuffixRule {
        &self.suffix
    }

    /// The key of an edition, but for what tells it from others.
    pub fn make(&self, subject: &Subject<'_>) -> Stem {
        let made = self.alternatives.iter().map(|parts| made_of(parts, subject));
        let mut last = Made::default();
        for one in made {
            last = one;
            if !last.lacks {
                break;
            }
        }
        Stem::of(&last)
    }
}

// Groups stand in each other to a bounded depth.
fn made_of(parts: &[Part], subject: &Subject<'_>) -> Made {
    let mut made = Made::default();
    for part in parts {
        match part {
            Part::Letters(text) => made.push(text),
            Part::Suffix => made.after = Some(made.after.take().unwrap_or_default()),
            Part::Term(chains) => {
                let text = chains.iter().map(|chain| chain.text(subject)).find(|text| !text.is_empty());
                made.lacks |= text.is_none();
                made.push(&text.unwrap_or_default());
            }
            Part::Group(condition, alternatives) => {
                made.append(made_of_group(condition.as_ref(), alternatives, subject))
            }
        }
    }
    made
}

fn made_of_group(condition: Option<&Condition>, alternatives: &[Vec<Part>], subject: &Subject<'_>) -> Made {
    match condition {
        Some(condition) => {
            let chosen = alternatives.get(usize::from(!condition.holds(subject)));
            chosen.map(|parts| made_of(parts, subject)).unwrap_or_default()
        }
        None => {
            let made = alternatives.iter().map(|parts| made_of(parts, subject));
            made.into_iter().find(|made| !made.lacks).unwrap_or_default()
        }
    }
}

impl Chain {
    fn text(&self, subject: &Subject<'_>) -> String {
        let letters = self.letters;
        let value = match &self.source {
            Source::Term(term, arguments) => (term.value)(subject, arguments, letters),
            Source::Field(row) => subject.field(row, letters),
            Source::Role(row) => subject.people_at(row.place, row.role, letters),
            Source::Text(text) => Value::text(text.as_str()),
            Source::Foreign(name) => {
                let row = fields::row_to_read(fields::Dialect::Biblatex, name, subject.reference.entry_type);
                row.map_or_else(Value::nothing, |row| subject.field(row, letters))
            }
        };
        let filtered =
            self.filters.iter().fold(value, |value, (filter, arguments)| (filter.apply)(value, arguments));
        filtered.into_text()
    }
}

impl Condition {
    fn holds(&self, subject: &Subject<'_>) -> bool {
        let text = self.chain.text(subject);
        let holds = match &self.wanted {
            None => !text.is_empty(),
            Some(wanted) => text.eq_ignore_ascii_case(wanted),
        };
        holds == (self.sense == Sense::Holds)
    }
}
