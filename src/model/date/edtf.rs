//! Reading EDTF (ISO 8601-2:2019; the Library of Congress has the same grammar free of charge).

use super::calendar::YEAR_DIGITS;
use super::point::{Component, Part, Point};
use super::unit::{Mask, Qualification, Season, Year};
use super::{Choice, DateError, Edtf, End, Member};

/// Reads a whole text, which has no white space around it.
pub(super) fn read(text: &str) -> Result<Edtf, DateError> {
    if let Some((choice, members)) = set_members(text) {
        return read_set(choice, members);
    }
    match text.split_once('/') {
        Some((start, end)) => {
            let (start, end) = (interval_end(start)?, interval_end(end)?);
            check_span(start, end)?;
            Ok(Edtf::Interval(start, end))
        }
        None => read_point(text).map(Edtf::Single),
    }
}

/// That a span has a date and does not end before it begins.
pub(super) fn check_span(start: End, end: End) -> Result<(), DateError> {
    match (start.point(), end.point()) {
        (None, None) => Err(DateError::Empty),
        (Some(start), Some(end)) => match (start.earliest(), end.latest()) {
            (Some(first), Some(last)) if first > last => Err(DateError::Reversed),
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

fn interval_end(text: &str) -> Result<End, DateError> {
    match text {
        "" => Ok(End::Unknown),
        ".." => Ok(End::Open),
        _ => read_point(text).map(End::At),
    }
}

/// What stands between the brackets of a set.
fn set_members(text: &str) -> Option<(Choice, &str)> {
    let inside = |open, close| text.strip_prefix(open)?.strip_suffix(close);
    inside('[', ']')
        .map(|members| (Choice::OneOf, members))
        .or_else(|| inside('{', '}').map(|members| (Choice::AllOf, members)))
}

fn read_set(choice: Choice, text: &str) -> Result<Edtf, DateError> {
    let members: Vec<Member> =
        text.split(',').map(|member| read_member(member.trim())).collect::<Result<_, _>>()?;
    let last = members.len() - 1; // `split` gives at least one part
    let in_order = members.iter().enumerate().all(|(position, member)| {
        let (start, end) = member.ends();
        (start != End::Open || position == 0) && (end != End::Open || position == last)
    });
    if in_order { Ok(Edtf::Set(choice, members)) } else { Err(DateError::NotEdtf) }
}

fn read_member(text: &str) -> Result<Member, DateError> {
    let Some((start, end)) = text.split_once("..") else {
        return read_point(text).map(Member::One);
    };
    let end_of_span = |text: &str| match text {
        "" => Ok(End::Open),
        _ => read_point(text).map(End::At),
    };
    let (start, end) = (end_of_span(start)?, end_of_span(end)?);
    check_span(start, end)?;
    Ok(Member::Span(start, end))
}

/// Reads one date. A sign of qualification may stand before and after each component (level 2); only one at
/// the very end is said of the whole (level 1).
fn read_point(text: &str) -> Result<Point, DateError> {
    let mut rest = Rest(text.as_bytes());
    let mut signs = Qualifications::default();
    signs.read_before(&mut rest);
    let year = if rest.take(b'Y') { read_long_year(&mut rest)? } else { read_year(&mut rest)? };
    signs.read_after(&mut rest);
    let mut part = Part::Nothing;
    if rest.take(b'-') {
        signs.read_before(&mut rest);
        let month = rest.two_digits().ok_or(DateError::NotEdtf)?;
        signs.read_after(&mut rest);
        part = month_or_season(month);
        if rest.take(b'-') {
            signs.read_before(&mut rest);
            let day = rest.two_digits().ok_or(DateError::NotEdtf)?;
            signs.read_after(&mut rest);
            part = Part::Day(month, day);
        }
    }
    let day_known = matches!(part, Part::Day(_, Component::Known(_)));
    let has_time = day_known && signs.all.is_none() && rest.take(b'T');
    if has_time {
        read_time(&mut rest).ok_or(DateError::NotEdtf)?;
    }
    if !rest.0.is_empty() {
        return Err(DateError::NotEdtf);
    }
    Ok(Point {
        qualification: signs.all,
        partly_qualified: signs.partly(),
        has_time,
        ..Point::from_parts(year, part)?
    })
}

/// What two digits behind the year say; a number that is neither is taken for a month, which the calendar
/// then does not have.
fn month_or_season(number: Component) -> Part {
    let season = match number {
        Component::Known(number) => Season::from_number(i64::from(number)),
        Component::Ten(_) | Component::Unspecified => None,
    };
    season.map_or(Part::Month(number), Part::Season)
}

/// A sign and 4 digits, of which the last ones can be `X`.
fn read_year(rest: &mut Rest<'_>) -> Result<Year, DateError> {
    let negative = rest.take(b'-');
    let (digits, after) = rest.0.split_at_checked(4).ok_or(DateError::NotEdtf)?;
    let known = digits.iter().take_while(|byte| byte.is_ascii_digit());
    let known = known.count();
    let (known, masked) = digits.split_at(known);
    let mask = Mask::BY_DIGITS
        .get(masked.len())
        .filter(|_| masked.iter().all(|byte| *byte == b'X'))
        .ok_or(DateError::NotEdtf)?;
    rest.0 = after;
    let years = masked.iter().fold(number(known), |years, _| years * 10);
    match (negative, years) {
        (true, 0) => Err(DateError::NotEdtf), // there is no year −0
        (true, _) => Year::new(-years, *mask),
        (false, _) => Year::new(years, *mask),
    }
}

/// What follows `Y`: a sign and 5 digits or more, the first of them not 0.
fn read_long_year(rest: &mut Rest<'_>) -> Result<Year, DateError> {
    let negative = rest.take(b'-');
    let digits = rest.digits();
    match digits {
        [b'0', ..] => Err(DateError::NotEdtf),
        _ if digits.len() < 5 => Err(DateError::NotEdtf),
        _ if digits.len() > YEAR_DIGITS => Err(DateError::YearOutOfRange),
        _ if negative => Year::new(-number(digits), Mask::None),
        _ => Year::new(number(digits), Mask::None),
    }
}

/// What follows `T`: `hh:mm`, `:ss`, a fraction, and `Z` or a shift as `±hh` or `±hh:mm`.
fn read_time(rest: &mut Rest<'_>) -> Option<()> {
    let hour = rest.number_up_to(24)?;
    rest.take(b':').then_some(())?;
    let minute = rest.number_up_to(59)?;
    let mut second = 0;
    if rest.take(b':') {
        second = rest.number_up_to(60)?;
        if rest.take(b'.') && rest.digits().is_empty() {
            return None;
        }
    }
    if hour == 24 && (minute, second) != (0, 0) {
        return None;
    }
    if !rest.take(b'Z') && (rest.take(b'+') || rest.take(b'-')) {
        rest.number_up_to(23)?;
        if rest.take(b':') {
            rest.number_up_to(59)?;
        }
    }
    Some(())
}

/// The number that at most [`YEAR_DIGITS`] digits stand for.
fn number(digits: &[u8]) -> i64 {
    digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0'))
}

/// The signs of qualification that were met.
#[derive(Default)]
struct Qualifications {
    all: Qualification,
    /// The sign behind the last component, which is said of all.
    last: Qualification,
    /// What the other signs say.
    others: Qualification,
}

impl Qualifications {
    /// A sign before a component is said of that one.
    fn read_before(&mut self, rest: &mut Rest<'_>) {
        let sign = rest.qualification();
        self.others = self.others.or(sign);
        self.all = self.all.or(sign);
    }

    /// A sign behind a component is said of it and those before.
    fn read_after(&mut self, rest: &mut Rest<'_>) {
        self.others = self.others.or(self.last);
        self.last = rest.qualification();
        self.all = self.all.or(self.last);
    }

    /// Whether some sign is not said of the whole.
    fn partly(&self) -> bool {
        !self.others.is_none()
    }
}

/// What is not yet read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, byte: u8) -> bool {
        match self.0.split_first() {
            Some((first, after)) if *first == byte => {
                self.0 = after;
                true
            }
            _ => false,
        }
    }

    fn qualification(&mut self) -> Qualification {
        if self.take(b'~') {
            Qualification::APPROXIMATE
        } else if self.take(b'?') {
            Qualification::UNCERTAIN
        } else if self.take(b'%') {
            Qualification::BOTH
        } else {
            Qualification::NONE
        }
    }

    fn digits(&mut self) -> &'a [u8] {
        let count = self.0.iter().take_while(|byte| byte.is_ascii_digit());
        let (digits, after) = self.0.split_at(count.count());
        self.0 = after;
        digits
    }

    /// Two digits, of which the last or both can be `X`.
    fn two_digits(&mut self) -> Option<Component> {
        let (component, after) = match self.0 {
            [b'X', b'X', after @ ..] => (Component::Unspecified, after),
            [ten @ b'0'..=b'9', b'X', after @ ..] => (Component::Ten(ten - b'0'), after),
            [ten @ b'0'..=b'9', one @ b'0'..=b'9', after @ ..] => {
                (Component::Known((ten - b'0') * 10 + (one - b'0')), after)
            }
            _ => return None,
        };
        self.0 = after;
        Some(component)
    }

    fn number_up_to(&mut self, limit: u8) -> Option<u8> {
        match self.two_digits()? {
            Component::Known(number) if number <= limit => Some(number),
            _ => None,
        }
    }
}
