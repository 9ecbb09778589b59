//! Dates in English words.

use super::{Choice, End, Form, Mask, Member, Point, Season};

/// English names of the months, January first. The first three letters are the macros of BibTeX.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// English names of the seasons.
const SEASONS: [(&str, Season); 5] = [
    ("spring", Season::SPRING),
    ("summer", Season::SUMMER),
    ("autumn", Season::AUTUMN),
    ("fall", Season::AUTUMN),
    ("winter", Season::WINTER),
];

/// The number (1–12) of a month by its English name in any case, whole or cut to three letters or more, with
/// or without a full stop: `May`, `jan`, `Sept.`, `DECEMBER`.
pub fn month_from_word(word: &str) -> Option<u8> {
    let word = word.trim().trim_end_matches('.').to_ascii_lowercase();
    if word.len() < 3 {
        return None;
    }
    (1..).zip(MONTHS).find(|(_, name)| name.starts_with(word.as_str())).map(|(number, _)| number)
}

impl Season {
    /// The season of an English word in any case: `Spring`, `fall`.
    pub fn from_word(word: &str) -> Option<Season> {
        let word = word.trim();
        SEASONS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, season)| *season)
    }

    /// The English word of a season of any hemisphere (`spring`); `None` for quarters, thirds and halves.
    pub fn word(self) -> Option<&'static str> {
        let quarter = self.quarter()?;
        SEASONS.iter().find(|(_, season)| season.quarter() == Some(quarter)).map(|(name, _)| *name)
    }
}

/// The year or years of a date for people.
pub(super) fn display_year(form: Form<'_>) -> String {
    match form {
        Form::Literal(text) => text.to_owned(),
        Form::Single(point) => point_year(point),
        Form::Interval(start, end) => span(start, end),
        Form::Set { choice, members } => {
            let mut years: Vec<String> = members.iter().map(member_years).collect();
            years.dedup();
            years.join(match choice {
                Choice::OneOf => " or ",
                Choice::AllOf => ", ",
            })
        }
    }
}

fn member_years(member: &Member) -> String {
    match *member {
        Member::One(point) => point_year(point),
        Member::Span(start, end) => span(start, end),
    }
}

fn span(start: End, end: End) -> String {
    let word = |end: End| match end {
        End::At(point) => point_year(point),
        End::Open => String::new(),
        End::Unknown => "?".to_owned(),
    };
    let (start, end) = (word(start), word(end));
    if start == end { start } else { format!("{start}–{end}") }
}

fn point_year(point: Point) -> String {
    let qualification = point.qualification();
    let about = if qualification.approximate { "c. " } else { "" };
    let perhaps = if qualification.uncertain { "?" } else { "" };
    let year = point.year();
    let years = match year.mask() {
        Mask::None => era_year(year.first()),
        Mask::Whole => year.to_string(),
        Mask::Decade if year.first() > 0 => format!("{}s", year.first()),
        Mask::Century if year.first() >= 0 => {
            format!("{} century", ordinal(year.first() / 100 + 1))
        }
        _ => format!("{}–{}", era_year(year.first()), era_year(year.last())),
    };
    format!("{about}{years}{perhaps}")
}

/// A year as it is counted with eras: there is no year 0.
fn era_year(year: i64) -> String {
    if year > 0 { year.to_string() } else { format!("{} BC", 1 - year) }
}

fn ordinal(number: i64) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}
