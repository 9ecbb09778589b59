//! Whether two lists of names are of the same people.

use super::{Aspect, Findings, Parted, Portrait};
use crate::model::{Ending, Name, NameList, title, wanted};

/// How well two names or lists fit, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// They are of different people.
    Differ,
    /// Some are the same.
    Some,
    /// They may be spelled so by different hands: initials, a slip, parts that were swapped.
    Like,
    /// They are the same.
    Same,
}

/// Most names of a list that are compared.
const MOST_NAMES: usize = 30;

pub(super) fn compare(one: &Portrait, other: &Portrait, found: &mut Findings) {
    let (ours, theirs) = (one.creators(), other.creators());
    if ours.names.is_empty() || theirs.names.is_empty() {
        return;
    }
    let is_known = |agent: &String| other.author_agents.contains(agent);
    let first_is_known = one.author_agents.first().is_some_and(is_known);
    let mut fit = fit_of_lists(ours, theirs);
    if fit < Fit::Like && first_is_known && one.author_agents.iter().all(is_known) {
        fit = Fit::Like;
    }
    let both_are_authors = one.authors.names.is_empty() == other.authors.names.is_empty();
    match fit {
        Fit::Same if both_are_authors => found.add(Aspect::People, 20, "the same people"),
        Fit::Same | Fit::Like if both_are_authors => {
            found.add(Aspect::People, 17, "the same people, spelled otherwise");
        }
        Fit::Same | Fit::Like => found.add(Aspect::People, 12, "the same people in other roles"),
        Fit::Some => found.add(Aspect::People, 8, "some of the same people"),
        Fit::Differ => found.add(Aspect::People, -45, "other people"),
    }
}

/// Compares who translated, which tells one translation from another.
pub(super) fn compare_translators(one: &Portrait, other: &Portrait, found: &mut Findings) {
    let (ours, theirs) = (&one.translators, &other.translators);
    match (ours.names.is_empty(), theirs.names.is_empty()) {
        (true, true) => {}
        (false, false) => match fit_of_lists(ours, theirs) {
            Fit::Differ => {
                found.part(Parted::Editions, Aspect::Translator, -40, "another translator");
            }
            _ => found.add(Aspect::Translator, 6, "the same translator"),
        },
        _ if one.is_translated != other.is_translated => {
            found.add(Aspect::Translator, -5, "a translator in one only");
        }
        _ => {}
    }
}

/// Whether two lists may be of the same people, spelled in whatever way.
pub fn are_the_same_people(ours: &NameList, theirs: &NameList) -> bool {
    fit_of_lists(ours, theirs) >= Fit::Like
}

/// How well two lists fit. A list that ends with "and others" may be longer than it looks.
pub(super) fn fit_of_lists(ours: &NameList, theirs: &NameList) -> Fit {
    let cut = |list: &NameList| list.ending == Ending::AndOthers || list.names.len() > MOST_NAMES;
    let (short, long) = if ours.names.len() <= theirs.names.len() { (ours, theirs) } else { (theirs, ours) };
    let long_names = &long.names[..long.names.len().min(MOST_NAMES)];
    let short_names = &short.names[..short.names.len().min(MOST_NAMES)];
    let fits: Vec<Fit> = short_names
        .iter()
        .map(|name| long_names.iter().map(|known| fit_of_names(name, known)).max().unwrap_or(Fit::Differ))
        .collect();
    let found = fits.iter().filter(|fit| **fit >= Fit::Like).count();
    if found == 0 {
        return Fit::Differ;
    }
    if found == short_names.len() && (short.names.len() == long.names.len() || cut(short)) {
        let is_same = fits.iter().all(|fit| *fit == Fit::Same) && short.names.len() == long.names.len();
        return if is_same { Fit::Same } else { Fit::Like };
    }
    Fit::Some
}

/// How well two names fit.
pub(super) fn fit_of_names(ours: &Name, theirs: &Name) -> Fit {
    if ours == theirs {
        return Fit::Same;
    }
    let (ours, theirs) = (Parts::of(ours), Parts::of(theirs));
    if ours.family == theirs.family && ours.given == theirs.given {
        return Fit::Same;
    }
    if ours.all() == theirs.all() {
        return Fit::Like;
    }
    let family_is_like = ours.family == theirs.family
        || ours.family.split(' ').next_back() == theirs.family.split(' ').next_back()
        || (ours.family.chars().count() >= 5 && wanted::is_near(&ours.family, &theirs.family));
    if !ours.family.is_empty() && family_is_like && givens_agree(&ours.given, &theirs.given) {
        return Fit::Like;
    }
    let is_swapped = !ours.given.is_empty() && ours.family == theirs.given && ours.given == theirs.family;
    if is_swapped { Fit::Like } else { Fit::Differ }
}

/// A name in normal form.
struct Parts {
    family: String,
    given: String,
}

impl Parts {
    fn of(name: &Name) -> Parts {
        if name.literal.is_empty() {
            let joined = |parts: [&str; 2]| title::normalize(&parts.join(" "));
            return Parts {
                family: joined([&name.non_dropping_particle, &name.family]),
                given: joined([&name.given, &name.dropping_particle]),
            };
        }
        // "Victor Serge" in one piece; what stands behind a comma is given.
        let (family, given) = match name.literal.split_once(',') {
            Some((family, given)) => (title::normalize(family), title::normalize(given)),
            None => {
                let whole = title::normalize(&name.literal);
                match whole.rsplit_once(' ') {
                    Some((given, family)) => (family.to_owned(), given.to_owned()),
                    None => (whole, String::new()),
                }
            }
        };
        Parts { family, given }
    }

    /// All words, in order of the alphabet.
    fn all(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.family.split(' ').chain(self.given.split(' ')).collect();
        words.retain(|word| !word.is_empty());
        words.sort_unstable();
        words
    }
}

/// Whether given names may be of one person: each is the other, its beginning or its initial; further ones may be
/// left out.
fn givens_agree(ours: &str, theirs: &str) -> bool {
    let apart = |given: &str| -> Vec<String> {
        let words = given.split(' ').filter(|word| !word.is_empty());
        // "jb" for "Jean-Baptiste": initials that were run together.
        words
            .flat_map(|word| match word.len() {
                2 if given.len() <= 2 => word.chars().map(String::from).collect(),
                _ => vec![word.to_owned()],
            })
            .collect()
    };
    let (ours, theirs) = (apart(ours), apart(theirs));
    ours.iter().zip(&theirs).all(|(one, other)| {
        let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
        long.starts_with(short.as_str()) || (short.len() > 3 && wanted::is_near(short, long))
    })
}
