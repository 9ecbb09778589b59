//! What the engine cannot carry goes through it as something that it carries, and is put back afterwards.
//!
//! - Formatting inside a value, and the bounds of what is put into another case: characters that Unicode keeps
//!   free for such use inside a program (U+FDD0 to U+FDEF), which no text from outside contains here.
//! - Letters whose case must not change: the same letters in a private plane, which have no case.
//! - Dates that are no plain day, month or year: years that nobody writes, one for each text.

use foldhash::HashMap;

/// A sign inside a text that stands for no character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `<i>`.
    ItalicOn,
    /// `</i>`.
    ItalicOff,
    /// `<b>`.
    BoldOn,
    /// `</b>`.
    BoldOff,
    /// `<sup>`.
    SuperscriptOn,
    /// `<sub>`.
    SubscriptOn,
    /// `</sup>`, `</sub>`.
    BaselineOn,
    /// `<span style="font-variant:small-caps;">`.
    SmallCapsOn,
    /// Its end.
    SmallCapsOff,
    /// What follows is put into title case.
    TitleCase,
    /// What follows is a term that is put into title case.
    TermCase,
    /// What follows is put into sentence case.
    SentenceCase,
    /// The first letter that follows becomes a capital.
    CapitalizeFirst,
    /// The first letter of every word that follows becomes a capital.
    CapitalizeAll,
    /// The end of what is put into another case.
    CaseEnd,
    /// Keeps the engine from reading the word that follows.
    Literal,
    /// The year of a date follows.
    Year,
    /// The month of a date follows.
    Month,
    /// The day of a date follows.
    Day,
    /// The end of a part of a date.
    DatePartEnd,
}

const MARKS: [Mark; 20] = [
    Mark::ItalicOn,
    Mark::ItalicOff,
    Mark::BoldOn,
    Mark::BoldOff,
    Mark::SuperscriptOn,
    Mark::SubscriptOn,
    Mark::BaselineOn,
    Mark::SmallCapsOn,
    Mark::SmallCapsOff,
    Mark::TitleCase,
    Mark::TermCase,
    Mark::SentenceCase,
    Mark::CapitalizeFirst,
    Mark::CapitalizeAll,
    Mark::CaseEnd,
    Mark::Literal,
    Mark::Year,
    Mark::Month,
    Mark::Day,
    Mark::DatePartEnd,
];

const FIRST_MARK: u32 = 0xFDD0;
const LAST_MARK: u32 = 0xFDEF;

impl Mark {
    /// The character that stands for it.
    pub fn sign(self) -> char {
        let index = MARKS.iter().position(|mark| *mark == self).unwrap_or_default();
        u32::try_from(index).ok().and_then(|index| char::from_u32(FIRST_MARK + index)).unwrap_or('\u{FDEF}')
    }

    /// The sign that a character stands for.
    pub fn of(sign: char) -> Option<Mark> {
        let index = u32::from(sign).checked_sub(FIRST_MARK)?;
        MARKS.get(usize::try_from(index).ok()?).copied()
    }
}

/// Letters that show nothing and that no text needs: the Hangul fillers.
const FILLERS: [char; 2] = ['\u{115F}', '\u{3164}'];

/// A number in letters that are taken out of what is printed.
pub fn numbered(number: usize) -> String {
    /// Enough for the suffixes of a style that can meet.
    const DIGITS: u32 = 8;
    (0..DIGITS).map(|digit| FILLERS[(number >> digit) & 1]).collect()
}

/// Whether a character is one of a number in letters.
pub fn is_filler(c: char) -> bool {
    FILLERS.contains(&c)
}

/// Whether a character is kept for the program's own use, so that a text from outside goes without it.
pub fn is_reserved(c: char) -> bool {
    (FIRST_MARK..=LAST_MARK).contains(&u32::from(c)) || unkept(c).is_some() || is_filler(c)
}

/// The private plane of letters that keep their case.
const KEPT: u32 = 0x10_0000;

/// A letter that keeps its case in the engine.
pub fn kept(c: char) -> char {
    // The last two places of a plane are no characters.
    let code = u32::from(c);
    if c.is_alphanumeric() && code < 0xFFFE { char::from_u32(KEPT + code).unwrap_or(c) } else { c }
}

/// The letter behind one that kept its case.
pub fn unkept(c: char) -> Option<char> {
    u32::from(c).checked_sub(KEPT).and_then(char::from_u32)
}

/// The years that stand for texts. The engine holds them in 16 bits.
const FIRST_YEAR: i16 = 20_000;

/// The texts that years stand for.
#[derive(Debug, Default)]
pub struct Years {
    texts: Vec<String>,
    of_text: HashMap<String, i16>,
}

impl Years {
    /// The year that stands for a text; nothing when there are too many.
    pub fn standing_for(&mut self, text: &str) -> Option<i16> {
        if let Some(year) = self.of_text.get(text) {
            return Some(*year);
        }
        let year = FIRST_YEAR.checked_add(i16::try_from(self.texts.len()).ok()?)?;
        self.texts.push(text.to_owned());
        self.of_text.insert(text.to_owned(), year);
        Some(year)
    }

    /// Whether no year stands for anything.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The text that five digits stand for.
    pub fn text(&self, digits: &str) -> Option<&str> {
        let year: i16 = digits.parse().ok()?;
        let index = usize::try_from(year.checked_sub(FIRST_YEAR)?).ok()?;
        self.texts.get(index).map(String::as_str)
    }

    /// How many digits such a year has.
    pub const DIGITS: usize = 5;
}
