//! One date of any precision: a year, season, month or day.

use std::fmt;

use super::DateError;
use super::calendar::{day_number, days_in_month};
use super::unit::{Mask, Qualification, Season, Year};

/// The smallest unit that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Not even the millennium (`XXXX`).
    Unknown,
    /// `1XXX`
    Millennium,
    /// `19XX`
    Century,
    /// `193X`
    Decade,
    /// `1936`, `1936-XX`
    Year,
    /// `1936-21`
    Season,
    /// `1936-05`, `1936-05-XX`
    Month,
    /// `1936-05-01`
    Day,
}

/// One date of any precision. Always one that the calendar has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Point {
    pub(super) year: Year,
    pub(super) part: Part,
    pub(super) qualification: Qualification,
    pub(super) partly_qualified: bool,
    pub(super) has_time: bool,
}

/// What follows the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Nothing,
    Season(Season),
    Month(Component),
    Day(Component, Component),
}

/// A month or day of two digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Component {
    Known(u8),
    /// `1X`: the ten is known.
    Ten(u8),
    /// `XX`
    Unspecified,
}

impl Component {
    /// The smallest and largest number that is meant, of those up to `limit`.
    fn bounds(self, limit: u8) -> (u8, u8) {
        match self {
            Component::Known(number) => (number, number),
            Component::Ten(ten) => ((ten * 10).max(1), (ten * 10 + 9).min(limit)),
            Component::Unspecified => (1, limit),
        }
    }

    fn known(self) -> Option<u8> {
        match self {
            Component::Known(number) => Some(number),
            Component::Ten(_) | Component::Unspecified => None,
        }
    }
}

impl Point {
    /// From year (0 is 1 BC), month (1–12) and day. A day needs a month; a year of more than 4 digits stands
    /// alone.
    pub fn new(year: i64, month: Option<i64>, day: Option<i64>) -> Result<Point, DateError> {
        let number =
            |number: i64| u8::try_from(number).map(Component::Known).map_err(|_| DateError::NotInCalendar);
        let part = match (month, day) {
            (None, None) => Part::Nothing,
            (Some(month), None) => Part::Month(number(month)?),
            (Some(month), Some(day)) => Part::Day(number(month)?, number(day)?),
            (None, Some(_)) => return Err(DateError::NotInCalendar),
        };
        Point::from_parts(Year::new(year, Mask::None)?, part)
    }

    /// A season of a year.
    pub fn in_season(year: i64, season: Season) -> Result<Point, DateError> {
        Point::from_parts(Year::new(year, Mask::None)?, Part::Season(season))
    }

    /// The decade, century or millennium that a year of up to 4 digits lies in.
    pub fn masked(year: i64, mask: Mask) -> Result<Point, DateError> {
        Point::from_parts(Year::new(year, mask)?, Part::Nothing)
    }

    /// Without qualification, if the calendar has it.
    pub(super) fn from_parts(year: Year, part: Part) -> Result<Point, DateError> {
        if part != Part::Nothing && year.first().unsigned_abs() > 9999 {
            return Err(DateError::YearOutOfRange);
        }
        let valid = match part {
            Part::Nothing | Part::Season(_) => true,
            Part::Month(month) => month_exists(month),
            Part::Day(month, day) => month_exists(month) && day_exists(year, month, day),
        };
        if !valid {
            return Err(DateError::NotInCalendar);
        }
        Ok(Point { year, part, qualification: Qualification::NONE, partly_qualified: false, has_time: false })
    }

    /// The same, qualified as a whole.
    pub fn qualified(self, qualification: Qualification) -> Point {
        Point { qualification, partly_qualified: false, ..self }
    }

    /// What its own text says: qualified as a whole, without time.
    pub(super) fn as_displayed(self) -> Point {
        Point { partly_qualified: false, has_time: false, ..self }
    }

    /// The year.
    pub fn year(self) -> Year {
        self.year
    }

    /// The month, 1–12, if it is known.
    pub fn month(self) -> Option<u8> {
        match self.part {
            Part::Month(month) | Part::Day(month, _) => month.known(),
            Part::Nothing | Part::Season(_) => None,
        }
    }

    /// The day of the month, 1–31, if it is known. `1936-XX-05` has a day and no month.
    pub fn day(self) -> Option<u8> {
        match self.part {
            Part::Day(_, day) => day.known(),
            _ => None,
        }
    }

    /// The season.
    pub fn season(self) -> Option<Season> {
        match self.part {
            Part::Season(season) => Some(season),
            _ => None,
        }
    }

    /// Whether it, or any component of it, is approximate or uncertain.
    pub fn qualification(self) -> Qualification {
        self.qualification
    }

    /// Whether the qualification is said of some components and not of the whole (`2004-06~-11`).
    pub fn is_partly_qualified(self) -> bool {
        self.partly_qualified
    }

    /// Whether the text goes on with a time of day, which is kept in the text alone.
    pub fn has_time(self) -> bool {
        self.has_time
    }

    /// Whether any digit is left open.
    pub fn is_masked(self) -> bool {
        self.year.mask() != Mask::None
            || match self.part {
                Part::Nothing | Part::Season(_) => false,
                Part::Month(month) => month.known().is_none(),
                Part::Day(month, day) => month.known().is_none() || day.known().is_none(),
            }
    }

    /// The smallest unit that is known.
    pub fn precision(self) -> Precision {
        match self.year.mask() {
            Mask::Whole => return Precision::Unknown,
            Mask::Millennium => return Precision::Millennium,
            Mask::Century => return Precision::Century,
            Mask::Decade => return Precision::Decade,
            Mask::None => {}
        }
        match (self.season(), self.month(), self.day()) {
            (Some(_), ..) => Precision::Season,
            (None, Some(_), Some(_)) => Precision::Day,
            (None, Some(_), None) => Precision::Month,
            (None, None, _) => Precision::Year,
        }
    }

    /// First day that is meant, as [`super::Date::earliest`] counts.
    pub fn earliest(self) -> Option<i64> {
        let year = self.known_year()?.first();
        let (month, day) = match self.part {
            Part::Nothing => (1, 1),
            Part::Season(season) => (season.months().0, 1),
            Part::Month(month) => (month.bounds(12).0, 1),
            Part::Day(month, day) => (month.bounds(12).0, day.bounds(31).0),
        };
        Some(day_number(year, month, day.min(days_in_month(year, month))))
    }

    /// Last day that is meant, as [`super::Date::earliest`] counts.
    pub fn latest(self) -> Option<i64> {
        let year = self.known_year()?.last();
        let (month, day) = match self.part {
            Part::Nothing => (12, 31),
            Part::Season(season) => (season.months().1, 31),
            Part::Month(month) => (month.bounds(12).1, 31),
            Part::Day(month, day) => (month.bounds(12).1, day.bounds(31).1),
        };
        Some(day_number(year, month, day.min(days_in_month(year, month))))
    }

    fn known_year(self) -> Option<Year> {
        (self.year.mask() != Mask::Whole).then_some(self.year)
    }

    /// The level of EDTF, 0 to 2.
    pub(super) fn level(self) -> u8 {
        let year = match self.year.mask() {
            Mask::None => u8::from(!(0..=9999).contains(&self.year.first())),
            Mask::Decade | Mask::Century if self.part == Part::Nothing => 1,
            _ => 2,
        };
        let part = match self.part {
            Part::Nothing => 0,
            Part::Season(season) if season <= Season::WINTER => 1,
            Part::Season(_) => 2,
            Part::Month(month) => month.level(),
            Part::Day(Component::Unspecified, Component::Known(_)) => 2,
            Part::Day(month, day) => month.level().max(day.level()),
        };
        let qualification = match self.qualification {
            Qualification::NONE => 0,
            _ if self.partly_qualified => 2,
            _ => 1,
        };
        year.max(part).max(qualification)
    }
}

impl Component {
    fn level(self) -> u8 {
        match self {
            Component::Known(_) => 0,
            Component::Unspecified => 1,
            Component::Ten(_) => 2,
        }
    }
}

fn month_exists(month: Component) -> bool {
    let (first, last) = month.bounds(12);
    first >= 1 && first <= last && last <= 12
}

/// Whether some month of some year that is meant has some day that is meant.
fn day_exists(year: Year, month: Component, day: Component) -> bool {
    let leap_year = if year.mask() == Mask::None { year.first() } else { 0 };
    let (first_month, last_month) = month.bounds(12);
    let (first_day, _) = day.bounds(31);
    let days = (first_month..=last_month).map(|month| days_in_month(leap_year, month));
    first_day >= 1 && days.max().is_some_and(|days| first_day <= days)
}

/// As EDTF, with the qualification of any component at the end and without the time.
impl fmt::Display for Point {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.year.fmt(formatter)?;
        match self.part {
            Part::Nothing => {}
            Part::Season(season) => write!(formatter, "-{}", season.number())?,
            Part::Month(month) => write!(formatter, "-{month}")?,
            Part::Day(month, day) => write!(formatter, "-{month}-{day}")?,
        }
        formatter.write_str(self.qualification.sign())
    }
}

impl fmt::Display for Component {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Component::Known(number) => write!(formatter, "{number:02}"),
            Component::Ten(ten) => write!(formatter, "{ten}X"),
            Component::Unspecified => formatter.write_str("XX"),
        }
    }
}
