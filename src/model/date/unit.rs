//! What dates are made of: years and their masks, seasons, qualification.

use std::fmt;

use super::DateError;
use super::calendar::YEAR_DIGITS;

/// A year, or the years that a mask leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Year {
    /// Astronomical: 0 is 1 BC. Masked digits are 0.
    value: i64,
    mask: Mask,
}

/// How many digits of a year are left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mask {
    /// None: `1936`.
    None,
    /// The last: `193X`.
    Decade,
    /// The last two: `19XX`.
    Century,
    /// The last three: `1XXX`.
    Millennium,
    /// All: `XXXX`.
    Whole,
}

/// Whether a date is approximate, uncertain or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Qualification {
    /// About then (`~`).
    pub approximate: bool,
    /// Perhaps then (`?`).
    pub uncertain: bool,
}

/// A season or another division of the year, by its number in EDTF: 21–24 spring to winter wherever one is,
/// 25–28 on the northern and 29–32 on the southern hemisphere, 33–36 quarters, 37–39 thirds, 40–41 halves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Season(u8);

impl Mask {
    /// All masks, by the number of digits they leave open.
    pub(super) const BY_DIGITS: [Mask; 5] =
        [Mask::None, Mask::Decade, Mask::Century, Mask::Millennium, Mask::Whole];

    /// How many years it leaves open.
    fn years(self) -> i64 {
        10_i64.pow(u32::from(self as u8))
    }
}

impl Year {
    /// A year; the masked digits of `value` do not count. Masked years have 4 digits.
    pub(super) fn new(value: i64, mask: Mask) -> Result<Year, DateError> {
        let limit = match mask {
            Mask::None => 10_u64.pow(YEAR_DIGITS as u32),
            _ => 10_000,
        };
        if value.unsigned_abs() >= limit {
            return Err(DateError::YearOutOfRange);
        }
        let base = value - value % mask.years();
        // The decade around year 0 and its like have no text of their own before year 0.
        if value < 0 && base == 0 {
            return Err(DateError::NotEdtf);
        }
        Ok(Year { value: base, mask })
    }

    /// The first year that is meant, astronomical: 0 is 1 BC, −43 is 44 BC. Of `193X` 1930.
    pub fn first(self) -> i64 {
        if self.value < 0 { self.value - (self.mask.years() - 1) } else { self.value }
    }

    /// The last year that is meant. Of `193X` 1939.
    pub fn last(self) -> i64 {
        if self.value < 0 { self.value } else { self.value + (self.mask.years() - 1) }
    }

    /// What is left open.
    pub fn mask(self) -> Mask {
        self.mask
    }
}

impl Qualification {
    /// Neither.
    pub const NONE: Qualification = Qualification { approximate: false, uncertain: false };
    /// About then.
    pub const APPROXIMATE: Qualification = Qualification { approximate: true, uncertain: false };
    /// Perhaps then.
    pub const UNCERTAIN: Qualification = Qualification { approximate: false, uncertain: true };
    /// Perhaps about then.
    pub const BOTH: Qualification = Qualification { approximate: true, uncertain: true };

    /// Whether it is neither approximate nor uncertain.
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// What either of two says.
    pub fn or(self, other: Qualification) -> Qualification {
        Qualification {
            approximate: self.approximate || other.approximate,
            uncertain: self.uncertain || other.uncertain,
        }
    }

    /// The sign for it in EDTF: nothing, `~`, `?` or `%`.
    pub fn sign(self) -> &'static str {
        match (self.approximate, self.uncertain) {
            (false, false) => "",
            (true, false) => "~",
            (false, true) => "?",
            (true, true) => "%",
        }
    }
}

impl Season {
    /// 21
    pub const SPRING: Season = Season(21);
    /// 22
    pub const SUMMER: Season = Season(22);
    /// 23
    pub const AUTUMN: Season = Season(23);
    /// 24
    pub const WINTER: Season = Season(24);

    /// The season of a number of EDTF, 21–41.
    pub fn from_number(number: i64) -> Option<Season> {
        u8::try_from(number).ok().filter(|number| (21..=41).contains(number)).map(Season)
    }

    /// Its number in EDTF, 21–41.
    pub fn number(self) -> u8 {
        self.0
    }

    /// 1 spring, 2 summer, 3 autumn, 4 winter, on either hemisphere (as CSL numbers them); `None` for
    /// quarters, thirds and halves of the year.
    pub fn quarter(self) -> Option<u8> {
        (self.0 <= 32).then_some((self.0 - 21) % 4 + 1)
    }

    /// First and last month, of the year that the season is said to be of: winter of the north, and of
    /// nowhere said, is its December, so that the four seasons of a year sort in their order.
    pub(super) fn months(self) -> (u8, u8) {
        match self.0 {
            21 | 25 | 31 => (3, 5),
            22 | 26 | 32 => (6, 8),
            23 | 27 | 29 => (9, 11),
            24 | 28 | 30 => (12, 12),
            quarter @ 33..=36 => ((quarter - 33) * 3 + 1, (quarter - 32) * 3),
            third @ 37..=39 => ((third - 37) * 4 + 1, (third - 36) * 4),
            40 => (1, 6),
            _ => (7, 12),
        }
    }
}

/// As EDTF: at least 4 digits, `Y` before more.
impl fmt::Display for Year {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.value.unsigned_abs();
        let sign = if self.value < 0 { "-" } else { "" };
        match self.mask {
            Mask::None if digits > 9999 => write!(formatter, "Y{sign}{digits}"),
            Mask::None => write!(formatter, "{sign}{digits:04}"),
            Mask::Decade => write!(formatter, "{sign}{:03}X", digits / 10),
            Mask::Century => write!(formatter, "{sign}{:02}XX", digits / 100),
            Mask::Millennium => write!(formatter, "{sign}{}XXX", digits / 1000),
            Mask::Whole => formatter.write_str("XXXX"),
        }
    }
}
