//! What an export could not hold: how much of what, and each value where that is asked for.

use std::collections::BTreeMap;

use crate::{
    fields::NAMES_OF_RECORDS,
    formats::{Instead, Loss},
};

/// What is kept of losses. A million entries have several million of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// How many there are.
    #[default]
    Counts,
    /// Besides, each value that went nowhere.
    Lost,
    /// Each value.
    Each,
}

/// Where a value went, as far as a summary tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Went {
    /// It is nowhere in what was written.
    Nowhere,
    /// Into a private field.
    Aside,
    /// Into a note, or into a field that says nearly the same.
    Otherwise,
}

impl Went {
    fn of(instead: &Instead) -> Went {
        match instead {
            Instead::Nowhere => Went::Nowhere,
            Instead::Escape(_) => Went::Aside,
            Instead::Note | Instead::Reshaped(_) => Went::Otherwise,
        }
    }
}

/// How many values are lost of each field, and why.
pub type Counts<'a> = BTreeMap<(&'a str, &'static str), usize>;

/// The losses of an export.
#[derive(Debug, Default)]
pub struct Losses {
    kept: Kept,
    each: Vec<Loss>,
    /// By why, where to, and field.
    counts: BTreeMap<(&'static str, Went), BTreeMap<String, usize>>,
}

impl Losses {
    /// None yet.
    pub fn new(kept: Kept) -> Losses {
        Losses { kept, ..Losses::default() }
    }

    /// These, each of which is kept.
    pub fn of(losses: Vec<Loss>) -> Losses {
        let mut all = Losses::new(Kept::Each);
        losses.into_iter().for_each(|loss| all.add(loss));
        all
    }

    /// Adds a loss.
    pub fn add(&mut self, loss: Loss) {
        let went = Went::of(&loss.instead);
        let fields = self.counts.entry((loss.why, went)).or_default();
        match fields.get_mut(&loss.field) {
            Some(count) => *count += 1,
            None => drop(fields.insert(loss.field.clone(), 1)),
        }
        match self.kept {
            Kept::Each => self.each.push(loss),
            Kept::Lost if went == Went::Nowhere => self.each.push(loss),
            _ => {}
        }
    }

    /// The losses that were kept, in the order of the file.
    pub fn each(&self) -> &[Loss] {
        &self.each
    }

    /// How many values went somewhere.
    pub fn count(&self, went: Went) -> usize {
        let there = self.counts.iter().filter(|((_, other), _)| *other == went);
        there.flat_map(|(_, fields)| fields.values()).sum()
    }

    /// The fields whose values went somewhere.
    pub fn fields(&self, went: Went) -> Counts<'_> {
        let there = self.counts.iter().filter(|((_, other), _)| *other == went);
        let fields = there.flat_map(|((why, _), fields)| {
            fields.iter().map(|(field, count)| ((field.as_str(), *why), *count))
        });
        fields.collect()
    }

    /// Those that were kept and went nowhere, although they say something of an edition: a strict export does not leave
    /// them out.
    pub fn missed(&self) -> impl Iterator<Item = &Loss> {
        let lost = self.each.iter().filter(|loss| loss.instead == Instead::Nowhere);
        lost.filter(|loss| !NAMES_OF_RECORDS.contains(&loss.field.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_counted_whatever_is_kept() {
        let loss = |field: &str, instead| Loss {
            key: "tides".to_owned(),
            field: field.to_owned(),
            value: "1936".to_owned(),
            why: "the format has no field for it",
            instead,
        };
        let all = [
            loss("date", Instead::Nowhere),
            loss("note", Instead::Note),
            loss("date", Instead::Escape("x-date".to_owned())),
            loss("date", Instead::Nowhere),
            loss("work", Instead::Nowhere),
        ];
        for (kept, each) in [(Kept::Counts, 0), (Kept::Lost, 3), (Kept::Each, 5)] {
            let mut losses = Losses::new(kept);
            all.iter().cloned().for_each(|loss| losses.add(loss));
            assert_eq!(losses.each().len(), each, "{kept:?}");
            let counted = [Went::Nowhere, Went::Aside, Went::Otherwise].map(|went| losses.count(went));
            assert_eq!(counted, [3, 1, 1], "{kept:?}");
            let why = "the format has no field for it";
            assert_eq!(losses.fields(Went::Nowhere), Counts::from([(("date", why), 2), (("work", why), 1)]));
        }
        assert!(Losses::of(all.to_vec()).missed().all(|loss| loss.instead == Instead::Nowhere));
    }
}
