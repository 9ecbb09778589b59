//! Dates: typed, or the text as it was.
//!
//! A date is known by its text alone. Where the text is EDTF (ISO 8601-2:2019, levels 0 and 1 and of level 2
//! what bibliographies use) it has a [`Form`] that writers match on, and days for sorting; all other text is
//! kept as it is.

mod calendar;
mod edtf;
mod point;
mod printed;
mod unit;
mod words;

#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

pub use point::{Point, Precision};
pub use printed::{Printed, publication_state, read_printed, read_printed_in};
pub use unit::{Mask, Qualification, Season, Year};
pub use words::{month_from_any_word, month_from_word, month_name};

/// Why a text or some numbers are not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The text does not follow the grammar of EDTF.
    #[error("not a date in EDTF")]
    NotEdtf,
    /// The numbers name no month, season or day of the calendar: month 13, 30 February.
    #[error("no such day in the calendar")]
    NotInCalendar,
    /// The year has more than 15 digits, or more than 4 beside a month, season or mask.
    #[error("the year is too far away")]
    YearOutOfRange,
    /// An interval or span ends before it begins.
    #[error("the end lies before the beginning")]
    Reversed,
    /// An interval without a date at either end, or a set without members.
    #[error("a date with no date in it")]
    Empty,
}

/// A date in EDTF, or the words that stand for one.
///
/// Equal when the text is equal. Ordered by earliest day, then latest, then text: an open or unknown
/// beginning counts as the end (`../1936` stands with 1936), an open or unknown end as the far future;
/// a date in no known year (`XXXX`) comes after all others, and words come last.
#[derive(Clone)]
pub struct Date {
    text: String,
    edtf: Option<Box<Edtf>>,
}

/// What an EDTF text says.
#[derive(Clone, Debug)]
enum Edtf {
    Single(Point),
    Interval(End, End),
    Set(Choice, Vec<Member>),
}

/// The shape of a date, for those who write it in another notation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form<'a> {
    /// Words that are not EDTF.
    Literal(&'a str),
    /// One year, season, month or day, however well known.
    Single(Point),
    /// From one to the other, both included. At least one end is a point.
    Interval(End, End),
    /// A set, as in `[1667,1668]`.
    Set {
        /// Whether one member or all are meant.
        choice: Choice,
        /// At least one.
        members: &'a [Member],
    },
}

/// An end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// A date.
    At(Point),
    /// Without limit, or still going on (`..`).
    Open,
    /// There is one, but nobody knows which (nothing before or after the slash).
    Unknown,
}

/// Which members of a set are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Choice {
    /// One of them, `[…]`.
    OneOf,
    /// All of them, `{…}`.
    AllOf,
}

/// A member of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Member {
    /// One date.
    One(Point),
    /// Every date from one to the other (`1667..1670`), either of which can be [`End::Open`] but never
    /// [`End::Unknown`].
    Span(End, End),
}

impl Date {
    /// The date that a text stands for, white space around it removed. Never fails: what is not EDTF is
    /// kept as words.
    ///
    /// `1936-37` is EDTF (a third of the year); a reader of a notation in which it is an interval has to
    /// make the [`Date::interval`] itself.
    pub fn parse(text: &str) -> Date {
        let text = text.trim();
        Date { text: text.to_owned(), edtf: edtf::read(text).ok().map(Box::new) }
    }

    /// The date that an EDTF text stands for, white space around it removed.
    pub fn from_edtf(text: &str) -> Result<Date, DateError> {
        let text = text.trim();
        let edtf = edtf::read(text)?;
        Ok(Date { text: text.to_owned(), edtf: Some(Box::new(edtf)) })
    }

    /// From year (0 is 1 BC), month (1–12) and day (1–31) as other notations give them. A day needs a month;
    /// years of more than 4 digits stand alone.
    pub fn from_numbers(year: i64, month: Option<i64>, day: Option<i64>) -> Result<Date, DateError> {
        Point::new(year, month, day).map(Date::from)
    }

    /// An interval. At least one end must be a point, and the second may not end before the first begins.
    pub fn interval(start: End, end: End) -> Result<Date, DateError> {
        edtf::check_span(start, end)?;
        let (start, end) = (start.as_displayed(), end.as_displayed());
        Ok(Date { text: format!("{start}/{end}"), edtf: Some(Box::new(Edtf::Interval(start, end))) })
    }

    /// The text, if it is EDTF.
    pub fn as_edtf(&self) -> Option<&str> {
        self.edtf.is_some().then_some(self.text.as_str())
    }

    /// The text, if it is not EDTF.
    pub fn as_literal(&self) -> Option<&str> {
        self.edtf.is_none().then_some(self.text.as_str())
    }

    /// The text, whatever it is.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The shape of the date.
    pub fn form(&self) -> Form<'_> {
        match self.edtf.as_deref() {
            None => Form::Literal(&self.text),
            Some(Edtf::Single(point)) => Form::Single(*point),
            Some(Edtf::Interval(start, end)) => Form::Interval(*start, *end),
            Some(Edtf::Set(choice, members)) => Form::Set { choice: *choice, members },
        }
    }

    /// The first day that is meant, in days after 0000-01-01 of the proleptic Gregorian calendar (which is
    /// day 0; earlier days are negative). `None` for words, for an open or unknown beginning and for
    /// `XXXX`. Qualification (`~`, `?`) does not move it. A season lies within its year.
    pub fn earliest(&self) -> Option<i64> {
        match self.edtf.as_deref()? {
            Edtf::Single(point) => point.earliest(),
            Edtf::Interval(start, _) => start.point()?.earliest(),
            Edtf::Set(_, members) => {
                members.iter().map(|member| member.ends().0.point()?.earliest()).min()?
            }
        }
    }

    /// The last day that is meant, counted as for [`Date::earliest`], and not before it.
    pub fn latest(&self) -> Option<i64> {
        match self.edtf.as_deref()? {
            Edtf::Single(point) => point.latest(),
            Edtf::Interval(_, end) => end.point()?.latest(),
            Edtf::Set(_, members) => {
                let last_days = members.iter().map(|m| m.ends().1.point()?.latest());
                let last_days: Option<Vec<i64>> = last_days.collect();
                last_days?.into_iter().max()
            }
        }
    }

    /// The points that the date names, as they stand in its text.
    pub fn points(&self) -> Vec<Point> {
        match self.edtf.as_deref() {
            None => Vec::new(),
            Some(Edtf::Single(point)) => vec![*point],
            Some(Edtf::Interval(start, end)) => {
                [start, end].into_iter().filter_map(|end| end.point()).collect()
            }
            Some(Edtf::Set(_, members)) => members.iter().flat_map(Member::points).collect(),
        }
    }

    /// The first point that is named: the date itself, the beginning of an interval, or its end where the
    /// beginning is open.
    pub fn first_point(&self) -> Option<Point> {
        self.points().first().copied()
    }

    /// The first year that is named (0 is 1 BC, −1 is 2 BC); of `193X` 1930. `None` for words and `XXXX`.
    pub fn year(&self) -> Option<i64> {
        self.points()
            .into_iter()
            .map(Point::year)
            .filter(|year| year.mask() != Mask::Whole)
            .map(Year::first)
            .min()
    }

    /// Whether any point of it is approximate, and whether any is uncertain.
    pub fn qualification(&self) -> Qualification {
        self.points().into_iter().map(Point::qualification).fold(Qualification::NONE, Qualification::or)
    }

    /// The level of EDTF that is needed to say it, 0 to 2 (BibLaTeX reads 0 and 1); `None` for words.
    pub fn level(&self) -> Option<u8> {
        Some(match self.edtf.as_deref()? {
            Edtf::Single(point) => point.level(),
            Edtf::Interval(start, end) => [start, end]
                .into_iter()
                .map(|end| match end {
                    End::At(point) if point.is_masked() => 2,
                    End::At(point) => point.level(),
                    End::Open | End::Unknown => 1,
                })
                .fold(0, u8::max),
            Edtf::Set(..) => 2,
        })
    }

    /// The year or years for people, in English: `1936`, `c. 1936`, `1936?`, `1930s`, `1936–1938`, `44 BC`;
    /// words as they are.
    pub fn display_year(&self) -> String {
        words::display_year(self.form())
    }

    /// The date for people, in English, with month and day or season: `12 May 1938–`, `–Spring 1936`; otherwise as
    /// [`Date::display_year`].
    pub fn display(&self) -> String {
        words::display(self.form())
    }

    /// The day by which the date is ordered first, as [`Date::earliest`] counts; `None` for a date that comes after all
    /// days.
    pub fn first_day(&self) -> Option<i64> {
        self.earliest().or_else(|| self.latest())
    }

    /// What dates are ordered by.
    fn order(&self) -> (bool, i64, i64, &str) {
        let latest = self.latest();
        (self.edtf.is_none(), self.first_day().unwrap_or(i64::MAX), latest.unwrap_or(i64::MAX), &self.text)
    }
}

impl End {
    /// The date of this end.
    pub fn point(self) -> Option<Point> {
        match self {
            End::At(point) => Some(point),
            End::Open | End::Unknown => None,
        }
    }

    fn as_displayed(self) -> End {
        match self {
            End::At(point) => End::At(point.as_displayed()),
            End::Open | End::Unknown => self,
        }
    }
}

impl Member {
    /// First and last date; the same for a single one.
    pub fn ends(&self) -> (End, End) {
        match *self {
            Member::One(point) => (End::At(point), End::At(point)),
            Member::Span(start, end) => (start, end),
        }
    }

    /// The dates that it names.
    fn points(&self) -> impl Iterator<Item = Point> {
        let (start, end) = match *self {
            Member::One(point) => (Some(point), None),
            Member::Span(start, end) => (start.point(), end.point()),
        };
        start.into_iter().chain(end)
    }
}

impl From<Point> for Date {
    fn from(point: Point) -> Date {
        let point = point.as_displayed();
        Date { text: point.to_string(), edtf: Some(Box::new(Edtf::Single(point))) }
    }
}

impl FromStr for Date {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Date, Infallible> {
        Ok(Date::parse(text))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.text)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if self.edtf.is_some() { "Date" } else { "DateLiteral" };
        formatter.debug_tuple(name).field(&self.text).finish()
    }
}

/// As it stands in an interval of EDTF.
impl fmt::Display for End {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            End::At(point) => point.fmt(formatter),
            End::Open => formatter.write_str(".."),
            End::Unknown => Ok(()),
        }
    }
}

impl PartialEq for Date {
    fn eq(&self, other: &Date) -> bool {
        self.text == other.text
    }
}

impl Eq for Date {}

impl Hash for Date {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Date) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Date) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> serde::Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        String::deserialize(deserializer).map(|text| Date::parse(&text))
    }
}
