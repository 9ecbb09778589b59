//! Entries that were copied and spoiled as people and programs spoil them are found again, and no pile of pairs is
//! compared for that.

use std::collections::BTreeSet;

use super::{Portrait, Verdict, blocking::Blocks, compare};
use crate::model::{Date, EntryType, Field, Name, NameList, Place, Reference, Role, Value};

const FAMILIES: [&str; 24] = [
    "Abernethy",
    "Bukhari",
    "Carvalho",
    "Delacroix",
    "Eskildsen",
    "Fontaine",
    "Gutierrez",
    "Hallam",
    "Ivanova",
    "Jankowski",
    "Karlsson",
    "Lindqvist",
    "Moreau",
    "Nakamura",
    "Oyelaran",
    "Petrosyan",
    "Quispe",
    "Rossetti",
    "Sato",
    "Tanaka",
    "Underhill",
    "Vasquez",
    "Wojcik",
    "Zeller",
];
const GIVEN: [&str; 12] = [
    "Adele", "Bruno", "Clara", "Dimitri", "Esther", "Felix", "Greta", "Hugo", "Irene", "Jonas", "Katya",
    "Leon",
];
// Few words, so that titles of different things share many.
const WORDS: [&str; 40] = [
    "harbour",
    "winter",
    "memory",
    "labour",
    "theatre",
    "granite",
    "province",
    "railway",
    "archive",
    "mountain",
    "orchard",
    "language",
    "commune",
    "northern",
    "weather",
    "history",
    "silence",
    "printing",
    "village",
    "machine",
    "electric",
    "peasant",
    "copper",
    "migration",
    "fishing",
    "colonial",
    "grammar",
    "customs",
    "hospital",
    "cavalry",
    "portrait",
    "textile",
    "drought",
    "monastery",
    "parliament",
    "telegraph",
    "forest",
    "widow",
    "almanac",
    "lantern",
];

/// The same numbers on every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ")
    }
}

fn text(reference: &Reference, field: Field) -> String {
    reference.fields.text(Place::Here, field).unwrap_or_default().to_owned()
}

fn set_text(reference: &mut Reference, field: Field, value: String) {
    reference.fields.set(Place::Here, field, Value::Text(value));
}

fn book(draw: &mut Draw) -> Reference {
    let mut reference = Reference::new(EntryType::Book);
    let words = 3 + draw.below(3);
    set_text(&mut reference, Field::Title, draw.words(words));
    set_text(&mut reference, Field::Subtitle, format!("a {} of the {}", draw.words(1), draw.words(2)));
    let name = Name::person(FAMILIES[draw.below(FAMILIES.len())], GIVEN[draw.below(GIVEN.len())]);
    reference.names.insert((Place::Here, Role::Author), NameList::of(vec![name]));
    reference.fields.set(Place::Here, Field::Publishers, Value::List(vec!["Merrow".to_owned()]));
    reference.fields.set(
        Place::Here,
        Field::Date,
        Value::Date(Date::parse(&format!("{}", 1900 + draw.below(60)))),
    );
    reference
}

/// What is done to a copy.
type Spoil = fn(&mut Reference);

const SPOILED: [(&str, Spoil); 6] = [
    ("nothing", |_| {}),
    ("initials", |reference| {
        for list in reference.names.values_mut() {
            for name in &mut list.names {
                name.given = format!("{}.", &name.given[..1]);
            }
        }
    }),
    ("a slip in the first word", |reference| {
        let title = text(reference, Field::Title);
        let (first, rest) = title.split_once(' ').unwrap_or((&title, ""));
        let spoiled = format!("{}{} {rest}", &first[..2], &first[3..]);
        set_text(reference, Field::Title, spoiled);
    }),
    ("a slip in the last word", |reference| {
        let title = text(reference, Field::Title);
        set_text(reference, Field::Title, format!("{title}s"));
    }),
    ("the year after", |reference| {
        let year = reference.fields.date(Place::Here, Field::Date).and_then(Date::year).unwrap_or_default();
        reference.fields.set(Place::Here, Field::Date, Value::Date(Date::parse(&format!("{}", year + 1))));
    }),
    ("no subtitle", |reference| {
        reference.fields.remove(Place::Here, Field::Subtitle);
    }),
];

/// As many books, and for each way of spoiling a copy of one in eight of them, told by their places.
fn library(books: usize) -> (Vec<Portrait>, Vec<(u32, u32, &'static str)>) {
    let mut draw = Draw(1930);
    let originals: Vec<Reference> = (0..books).map(|_| book(&mut draw)).collect();
    let mut portraits: Vec<Portrait> = originals.iter().map(Portrait::of).collect();
    let mut planted = Vec::new();
    for (at, original) in originals.iter().enumerate() {
        let Some((how, spoil)) = SPOILED.get(at % 8) else { continue };
        let mut copy = original.clone();
        spoil(&mut copy);
        planted.push((at as u32, portraits.len() as u32, *how));
        portraits.push(Portrait::of(&copy));
    }
    (portraits, planted)
}

fn pairs(portraits: &[Portrait]) -> Vec<(u32, u32)> {
    let mut blocks = Blocks::default();
    for portrait in portraits {
        blocks.add(&portrait.heading());
    }
    blocks.sort();
    blocks.pairs(|_| true)
}

#[test]
fn what_was_planted_is_found() {
    let (portraits, planted) = library(800);
    let pairs: BTreeSet<(u32, u32)> = pairs(&portraits).into_iter().collect();
    for (one, other, how) in planted {
        assert!(pairs.contains(&(one, other)), "{how}: {:?}", portraits[one as usize]);
        let comparison = compare(&portraits[one as usize], &portraits[other as usize]);
        // Another year may be that of another edition.
        let expected = if how == "the year after" { Verdict::Siblings } else { Verdict::Same };
        assert!(comparison.verdict >= expected, "{how}: {comparison:#?}");
    }
}

#[test]
fn the_pairs_grow_with_the_editions() {
    for books in [500, 2_000, 8_000] {
        let (portraits, planted) = library(books);
        let compared = pairs(&portraits).len();
        assert!(compared < planted.len() + books / 2, "{compared} pairs of {books} books");
    }
}
