//! Title case and sentence case of printed text, as CSL 1.0.2 ("Text-case") and citeproc-js have them.

use super::{runs::Glyph, stand_ins::Mark};

/// Words that English title case leaves small inside a title: those that citeproc-js passes over.
const SMALL_WORDS: [&str; 94] = [
    "a",
    "about",
    "above",
    "across",
    "afore",
    "after",
    "against",
    "al",
    "along",
    "alongside",
    "amid",
    "amidst",
    "among",
    "amongst",
    "an",
    "and",
    "anenst",
    "apropos",
    "apud",
    "around",
    "as",
    "aside",
    "astride",
    "at",
    "athwart",
    "atop",
    "barring",
    "before",
    "behind",
    "below",
    "beneath",
    "beside",
    "besides",
    "between",
    "beyond",
    "but",
    "by",
    "c",
    "ca",
    "circa",
    "d'",
    "de",
    "despite",
    "down",
    "during",
    "et",
    "except",
    "for",
    "forenenst",
    "from",
    "given",
    "in",
    "inside",
    "into",
    "lest",
    "like",
    "modulo",
    "near",
    "next",
    "nor",
    "notwithstanding",
    "of",
    "off",
    "on",
    "onto",
    "or",
    "out",
    "over",
    "per",
    "plus",
    "pro",
    "qua",
    "sans",
    "since",
    "so",
    "than",
    "the",
    "through",
    "throughout",
    "thru",
    "till",
    "to",
    "toward",
    "towards",
    "under",
    "underneath",
    "until",
    "unto",
    "up",
    "upon",
    "versus",
    "via",
    "with",
    "yet",
];

/// Whether titles are in English, so that they have a title case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Titles {
    /// They are.
    English,
    /// They are in another language, which keeps its case.
    Other,
}

/// Puts what stands between marks of case into that case.
pub fn apply(glyphs: &mut [Glyph], titles: Titles) {
    let mut begins: Vec<(Mark, usize)> = Vec::new();
    for at in 0..glyphs.len() {
        match Mark::of(glyphs[at].character) {
            Some(
                case @ (Mark::TitleCase
                | Mark::TermCase
                | Mark::SentenceCase
                | Mark::CapitalizeFirst
                | Mark::CapitalizeAll),
            ) => {
                begins.push((case, at + 1));
            }
            Some(Mark::CaseEnd) => {
                if let Some((case, begin)) = begins.pop() {
                    change(&mut glyphs[begin..at], case, titles);
                }
            }
            _ => {}
        }
    }
}

fn change(glyphs: &mut [Glyph], case: Mark, titles: Titles) {
    let words = words(glyphs);
    match case {
        Mark::TermCase => title_case(glyphs, &words),
        Mark::TitleCase if titles == Titles::English => title_case(glyphs, &words),
        Mark::SentenceCase if titles == Titles::English => sentence_case(glyphs, &words),
        Mark::CapitalizeFirst => words.first().into_iter().for_each(|word| capitalize(glyphs, word.begin)),
        Mark::CapitalizeAll => words.iter().for_each(|word| capitalize(glyphs, word.begin)),
        _ => {}
    }
}

/// A word: its place, and whether a sentence or a subtitle begins with it.
struct Word {
    begin: usize,
    end: usize,
    is_start: bool,
}

/// What parts words, besides spaces. The parts of a compound are words of their own.
fn is_break(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/' | '\u{a0}')
}

fn words(glyphs: &[Glyph]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut is_start = true;
    let mut begin = None;
    for (at, glyph) in glyphs.iter().enumerate() {
        let c = glyph.character;
        if Mark::of(c).is_some() {
            continue;
        }
        let is_part =
            c.is_alphanumeric() || begin.is_some() && matches!(c, '\'' | '’' | '.' | '\u{300}'..='\u{36f}');
        match (is_part, begin) {
            (true, None) => begin = Some(at),
            (false, Some(first)) => {
                words.push(Word { begin: first, end: at, is_start });
                is_start = false;
                begin = None;
            }
            _ => {}
        }
        if matches!(c, ':' | '?' | '!') || c == '.' && begin.is_none() {
            is_start = true;
        }
        if is_break(c) && words.last().is_some_and(|word| ends_sentence(glyphs, word)) && begin.is_none() {
            is_start = true;
        }
    }
    if let Some(first) = begin {
        words.push(Word { begin: first, end: glyphs.len(), is_start });
    }
    words
}

/// Whether a point that ends a word ends a sentence too, as far as can be told: not after one letter.
fn ends_sentence(glyphs: &[Glyph], word: &Word) -> bool {
    let text = text(glyphs, word);
    text.ends_with('.') && text.chars().filter(|c| c.is_alphanumeric()).count() > 3
}

fn text(glyphs: &[Glyph], word: &Word) -> String {
    let inside = &glyphs[word.begin..word.end];
    inside.iter().map(|glyph| glyph.character).filter(|c| Mark::of(*c).is_none()).collect()
}

fn title_case(glyphs: &mut [Glyph], words: &[Word]) {
    let last = words.len().saturating_sub(1);
    for (index, word) in words.iter().enumerate() {
        let letters = &glyphs[word.begin..word.end];
        if letters.iter().any(|glyph| glyph.is_kept || glyph.character.is_uppercase()) {
            continue;
        }
        let text = text(glyphs, word);
        let is_small = text.chars().nth(1).is_none() || SMALL_WORDS.contains(&text.trim_end_matches('.'));
        let is_inside = !word.is_start && index != last;
        if !(is_small && is_inside) {
            capitalize(glyphs, word.begin);
        }
    }
}

/// Only what is all in capitals is put into small letters; the first word begins with a capital.
fn sentence_case(glyphs: &mut [Glyph], words: &[Word]) {
    let is_shouted = !glyphs.iter().any(|glyph| glyph.character.is_lowercase());
    if is_shouted {
        for word in words {
            for glyph in &mut glyphs[word.begin + 1..word.end] {
                if let (false, Some(small)) = (glyph.is_kept, only(glyph.character.to_lowercase())) {
                    glyph.character = small;
                }
            }
            if !word.is_start
                && let Some(glyph) = glyphs.get_mut(word.begin)
                && let (false, Some(small)) = (glyph.is_kept, only(glyph.character.to_lowercase()))
            {
                glyph.character = small;
            }
        }
    }
    if let Some(first) = words.first() {
        capitalize(glyphs, first.begin);
    }
}

fn capitalize(glyphs: &mut [Glyph], at: usize) {
    if let Some(glyph) = glyphs.get_mut(at)
        && !glyph.is_kept
        && let Some(capital) = only(glyph.character.to_uppercase())
    {
        glyph.character = capital;
    }
}

fn only(mut characters: impl Iterator<Item = char>) -> Option<char> {
    let first = characters.next();
    first.filter(|_| characters.next().is_none())
}
