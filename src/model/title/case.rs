//! Sentence case ⇄ title case, for English.
//!
//! Titles are stored as given; a writer converts where its format wants the other case. What cannot be undone:
//!
//! - [`to_sentence_case`] knows only the names that it is told and those of a table: "Letters from Leith" loses its
//!   capital unless `nocase` protects it. Ask [`casing`] first.
//! - [`to_title_case`] makes the first word after a colon begin with a capital, and [`to_sentence_case`] leaves it
//!   one: "Memoirs: a life" comes back as "Memoirs: A life". So does a small letter at the very beginning.
//! - A title all in capitals stays so.

use std::ops::Range;

use foldhash::{HashSet, HashSetExt};

use super::proper_nouns::{is_name_in_two_words, is_proper_noun};
use super::{MATH_OPEN, Piece, SPAN_CLOSE, TEX_OPEN, Tag, pieces};

/// How the words of a title begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Casing {
    /// With capitals, but for small words: "Birth of Our Power".
    Title,
    /// With small letters, but for names: "Birth of our power".
    Sentence,
    /// Too few words to tell: "Letters from Paris", "Resistance".
    Unclear,
}

/// Tells how the words of an English title begin. The first word, small words, proper nouns, and words that no
/// conversion changes (see [`to_sentence_case`]) do not count.
pub fn casing(marked: &str) -> Casing {
    let mut capitals = 0_usize;
    let mut small = 0_usize;
    let words = words(marked);
    let names = proper_nouns(marked, &words, &HashSet::new());
    for (word, is_name) in words.iter().zip(names) {
        let text = word.text(marked);
        if word.is_start || is_name || text.chars().nth(1).is_none() || is_minor(&text) {
            continue;
        }
        match word.shape(&text) {
            Shape::Capital => capitals += 1,
            Shape::Small => small += 1,
            Shape::Fixed => {}
        }
    }
    match (capitals, small) {
        (2.., _) if small * 4 <= capitals => Casing::Title,
        (_, 1..) if capitals <= small => Casing::Sentence,
        _ => Casing::Unclear,
    }
}

/// Whether an English title has capitals in all places where title case has them, and at least two that sentence
/// case would not have.
pub fn looks_title_cased(marked: &str) -> bool {
    casing(marked) == Casing::Title
}

/// Makes the words of an English title begin with small letters.
///
/// Unchanged are: the first word, and the first after ": ", "? ", "! " and the end of a sentence; words with capitals
/// or points inside, or digits; abbreviations in capitals; single letters but the article; `nocase`, mathematics, TeX;
/// proper nouns of a table, `names`, and what is made from both ("Leninism").
pub fn to_sentence_case(marked: &str, names: &HashSet<String>) -> String {
    let words = words(marked);
    let last = words.len().saturating_sub(1);
    let mut changes = Vec::new();
    for (index, (word, is_name)) in words.iter().zip(proper_nouns(marked, &words, names)).enumerate() {
        let text = word.text(marked);
        // "Vitamin A", but "Portrait of A Lady".
        let is_name = is_name || text == "A" && index == last;
        if !word.is_start && !is_name && word.shape(&text) == Shape::Capital {
            changes.extend(word.first_letter(marked, lower));
        }
    }
    apply(marked, changes)
}

/// Makes the words of an English title in sentence case begin with capitals, but for articles, conjunctions and short
/// prepositions inside it. Words that have capitals already are names: they are put into `nocase`, so that
/// `to_sentence_case` (or BibTeX) gives the title back.
pub fn to_title_case(marked: &str) -> String {
    let words = words(marked);
    let last = words.len().saturating_sub(1);
    let mut changes = Vec::new();
    let mut names: Vec<Range<usize>> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let text = word.text(marked);
        if word.is_name(&text) {
            for part in word.parts.iter().filter(|part| marked[(*part).clone()].contains(char::is_uppercase))
            {
                match names.last_mut() {
                    Some(name) if matches!(&marked[name.end..part.start], " " | "-") => name.end = part.end,
                    _ => names.push(part.clone()),
                }
            }
        } else if word.shape(&text) == Shape::Small {
            let is_inside = !word.is_start && index != last;
            let stays = text == "a" && !word.is_start || is_inside && SMALL_WORDS.contains(&text.as_str());
            if !stays {
                changes.extend(word.first_letter(marked, upper));
            }
        }
    }
    for name in names {
        changes.push((name.start..name.start, Tag::NoCase.open().to_owned()));
        changes.push((name.end..name.end, Tag::NoCase.close().to_owned()));
    }
    changes.sort_by_key(|(place, _)| place.start);
    apply(marked, changes)
}

/// Articles, conjunctions and prepositions that title case leaves small.
const SMALL_WORDS: [&str; 26] = [
    "a", "an", "and", "as", "at", "but", "by", "de", "for", "from", "in", "into", "nor", "of", "on", "onto",
    "or", "over", "per", "than", "the", "to", "upon", "via", "vs", "with",
];

/// Longer prepositions and conjunctions, which some title case leaves small.
const MINOR_WORDS: [&str; 34] = [
    "about", "above", "across", "after", "against", "along", "among", "around", "because", "before",
    "behind", "below", "beneath", "between", "beyond", "during", "except", "if", "inside", "near", "off",
    "out", "since", "so", "that", "through", "toward", "towards", "under", "until", "up", "within",
    "without", "yet",
];

/// Words that a point belongs to.
const ABBREVIATIONS: [&str; 24] = [
    "ca", "cf", "co", "dr", "ed", "eds", "etc", "fig", "inc", "jr", "ltd", "mr", "mrs", "ms", "no", "nos",
    "pp", "prof", "sr", "st", "trans", "vol", "vols", "vs",
];

/// Forms of address; the word behind one is a name.
const ADDRESSES: [&str; 9] = ["Dr", "Lady", "Lord", "Mme", "Mr", "Mrs", "Ms", "Saint", "St"];

/// Which words are proper nouns, by themselves or with those beside them.
fn proper_nouns(marked: &str, words: &[Word], names: &HashSet<String>) -> Vec<bool> {
    let texts: Vec<String> = words.iter().map(|word| word.text(marked)).collect();
    let mut are_names = vec![false; texts.len()];
    for (index, text) in texts.iter().enumerate() {
        if is_proper_noun(text, names) {
            are_names[index] = true;
        }
        let Some(next) = texts.get(index + 1) else { continue };
        let is_capital = next.starts_with(char::is_uppercase);
        let is_address = is_capital && ADDRESSES.contains(&text.as_str());
        if is_address || is_capital && is_name_in_two_words(text, next) {
            are_names[index] = true;
            are_names[index + 1] = true;
        }
    }
    are_names
}

fn is_minor(text: &str) -> bool {
    let text = text.to_lowercase();
    SMALL_WORDS.contains(&text.as_str()) || MINOR_WORDS.contains(&text.as_str())
}

#[derive(PartialEq, Eq)]
enum Shape {
    /// A small letter first, and no capital.
    Small,
    /// A capital first, and no other.
    Capital,
    /// Not to be changed.
    Fixed,
}

/// Whether something that keeps its case is a part of a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Protection {
    Protected,
    Open,
}

/// A word of a marked text: letters, digits and marks, with apostrophes and points between them.
struct Word {
    /// Its places in the marked text; more than one where tags stand inside.
    parts: Vec<Range<usize>>,
    protection: Protection,
    /// Whether a sentence begins with it.
    is_start: bool,
}

impl Word {
    fn text(&self, marked: &str) -> String {
        self.parts.iter().map(|part| &marked[part.clone()]).collect()
    }

    fn shape(&self, text: &str) -> Shape {
        let mut letters = text.chars();
        let first = letters.next();
        let only = letters.clone().next().is_none();
        let is_fixed = self.protection == Protection::Protected
            || text.contains(|c: char| c.is_numeric() || c == '.')
            || letters.any(char::is_uppercase)
            || only && !matches!(first, Some('a' | 'A'));
        match first {
            Some(c) if !is_fixed && c.is_uppercase() => Shape::Capital,
            Some(c) if !is_fixed && c.is_lowercase() => Shape::Small,
            _ => Shape::Fixed,
        }
    }

    /// Whether it has capitals that do not come from its place.
    fn is_name(&self, text: &str) -> bool {
        let from = usize::from(self.is_start);
        self.protection == Protection::Open && text.chars().skip(from).any(char::is_uppercase)
    }

    /// The change of its first letter.
    fn first_letter(&self, marked: &str, change: fn(char) -> Option<char>) -> Option<(Range<usize>, String)> {
        let start = self.parts.first()?.start;
        // A literal `<I>` must not become a tag.
        if marked[..start].ends_with('<') || marked[..start].ends_with("</") {
            return None;
        }
        let letter = marked[start..].chars().next()?;
        Some((start..start + letter.len_utf8(), change(letter)?.to_string()))
    }
}

/// The capital of a letter, if the small letter can be had back from it.
fn upper(small: char) -> Option<char> {
    let capital = only(small.to_uppercase())?;
    (only(capital.to_lowercase()) == Some(small)).then_some(capital)
}

fn lower(capital: char) -> Option<char> {
    only(capital.to_lowercase())
}

fn only(mut characters: impl Iterator<Item = char>) -> Option<char> {
    let first = characters.next();
    first.filter(|_| characters.next().is_none())
}

/// Makes changes, which are in order and do not overlap.
fn apply(marked: &str, changes: Vec<(Range<usize>, String)>) -> String {
    let mut changed = String::with_capacity(marked.len() + changes.len());
    let mut done = 0;
    for (place, text) in changes {
        changed.push_str(&marked[done..place.start]);
        changed.push_str(&text);
        done = place.end;
    }
    changed.push_str(&marked[done..]);
    changed
}

/// What the punctuation before a place says of the next word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// It begins a sentence.
    Start,
    /// It would after white space.
    Stop,
    Inside,
}

/// Finds the words of a marked text.
struct Finder {
    words: Vec<Word>,
    /// Whether the last of `words` may go on.
    is_open: bool,
    before: Before,
    protections: usize,
}

fn words(marked: &str) -> Vec<Word> {
    let mut finder = Finder { words: Vec::new(), is_open: false, before: Before::Start, protections: 0 };
    let mut at = 0;
    for piece in pieces(marked) {
        at += match piece {
            Piece::Text(text) => {
                finder.text(text, at, marked);
                text.len()
            }
            Piece::Open(tag) => {
                finder.protections += usize::from(tag == Tag::NoCase);
                tag.open().len()
            }
            Piece::Close(tag) => {
                finder.protections -= usize::from(tag == Tag::NoCase);
                tag.close().len()
            }
            Piece::Math(source) => {
                finder.verbatim();
                MATH_OPEN.len() + source.len() + SPAN_CLOSE.len()
            }
            Piece::Tex(source) => {
                finder.verbatim();
                TEX_OPEN.len() + source.len() + SPAN_CLOSE.len()
            }
        };
    }
    finder.words
}

impl Finder {
    /// The word that goes on here, or a new one.
    fn word(&mut self) -> Option<&mut Word> {
        if !self.is_open {
            let is_start = self.before == Before::Start;
            self.words.push(Word { parts: Vec::new(), protection: Protection::Open, is_start });
            self.is_open = true;
            self.before = Before::Inside;
        }
        self.words.last_mut()
    }

    fn verbatim(&mut self) {
        if let Some(word) = self.word() {
            word.protection = Protection::Protected;
        }
    }

    fn text(&mut self, text: &str, at: usize, marked: &str) {
        let is_protected = self.protections > 0;
        let mut characters = text.char_indices().peekable();
        while let Some((offset, c)) = characters.next() {
            let joins = self.is_open
                && matches!(c, '\'' | '’' | '.')
                && characters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            if !joins && !is_word_character(c) {
                self.punctuation(c, marked);
                continue;
            }
            let place = at + offset..at + offset + c.len_utf8();
            let Some(word) = self.word() else { continue };
            if is_protected {
                word.protection = Protection::Protected;
            }
            match word.parts.last_mut() {
                Some(part) if part.end == place.start => part.end = place.end,
                _ => word.parts.push(place),
            }
        }
    }

    fn punctuation(&mut self, c: char, marked: &str) {
        self.is_open = false;
        self.before = match (c, self.before) {
            (_, Before::Start) => Before::Start,
            (':' | '?' | '!', _) => Before::Stop,
            ('.', _) if self.ends_sentence(marked) => Before::Stop,
            (c, Before::Stop) if c.is_whitespace() => Before::Start,
            ('"' | '\'' | '”' | '’' | '»' | ')' | ']' | '.', Before::Stop) => Before::Stop,
            _ => Before::Inside,
        };
    }

    /// Whether a point after the last word is more than that of an abbreviation.
    fn ends_sentence(&self, marked: &str) -> bool {
        let last = self.words.last().map(|word| word.text(marked));
        last.is_some_and(|text| {
            let is_short = text.contains('.') || text.chars().nth(1).is_none();
            !is_short && !ABBREVIATIONS.contains(&text.to_lowercase().as_str())
        })
    }
}

fn is_word_character(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}
