//! Dates in words.

use super::{Choice, Date, End, Form, Mask, Member, Point, Qualification, Season};

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

/// Names of months in other languages, in lower case, where no other language has the same name for another one.
#[rustfmt::skip]
const OTHER_MONTHS: &[(&str, u8)] = &[
    ("janvier", 1), ("janv", 1), ("février", 2), ("fevrier", 2), ("févr", 2), ("fevr", 2), ("mars", 3),
    ("avril", 4), ("avr", 4), ("mai", 5), ("juin", 6), ("juillet", 7), ("juil", 7), ("août", 8), ("aout", 8),
    ("septembre", 9), ("octobre", 10), ("novembre", 11), ("décembre", 12), ("decembre", 12), ("déc", 12),
    ("januar", 1), ("jänner", 1), ("februar", 2), ("feber", 2), ("märz", 3), ("maerz", 3), ("mär", 3), ("mrz", 3),
    ("juni", 6), ("juli", 7), ("oktober", 10), ("okt", 10), ("dezember", 12), ("dez", 12),
    ("enero", 1), ("ene", 1), ("febrero", 2), ("marzo", 3), ("abril", 4), ("abr", 4), ("mayo", 5), ("junio", 6),
    ("julio", 7), ("agosto", 8), ("ago", 8), ("septiembre", 9), ("setiembre", 9), ("octubre", 10),
    ("noviembre", 11), ("diciembre", 12), ("dic", 12),
    ("gennaio", 1), ("gen", 1), ("febbraio", 2), ("aprile", 4), ("maggio", 5), ("mag", 5), ("giugno", 6),
    ("giu", 6), ("luglio", 7), ("lug", 7), ("settembre", 9), ("ottobre", 10), ("ott", 10), ("dicembre", 12),
    ("janeiro", 1), ("fevereiro", 2), ("março", 3), ("maio", 5), ("junho", 6), ("julho", 7), ("setembro", 9),
    ("outubro", 10), ("novembro", 11), ("dezembro", 12),
    ("januari", 1), ("februari", 2), ("maart", 3), ("mei", 5), ("augustus", 8), ("sept", 9),
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

/// The number (1–12) of a month by its name in one of the languages of many files, in any case, whole or as it is
/// cut there, with or without a full stop: `May`, `juil.`, `März`.
pub fn month_from_any_word(word: &str) -> Option<u8> {
    let folded = word.trim().trim_end_matches('.').to_lowercase();
    let other = || OTHER_MONTHS.iter().find(|(name, _)| *name == folded).map(|(_, number)| *number);
    month_from_word(word).or_else(other)
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

/// What follows one of some words at the beginning of a text in lower case. A word that ends with a letter is
/// one only before a digit or a space.
pub(super) fn without_prefix<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| {
        let rest = text.strip_prefix(word)?;
        let is_whole = !word.ends_with(char::is_alphabetic)
            || rest.starts_with(|c: char| c.is_ascii_digit() || c.is_whitespace());
        is_whole.then_some(rest)
    })
}

/// What the words of a text say that may state a date: a year, months by name, days, a season, in any order.
#[derive(Debug, Default)]
pub(super) struct Words {
    years: Vec<i64>,
    months: Vec<i64>,
    seasons: Vec<Season>,
    days: Vec<i64>,
    is_about: bool,
    has_other_words: bool,
}

/// Words that say nothing about when.
const MEANINGLESS: &[&str] =
    &["p", "copyright", "cop", "of", "the", "and", "de", "du", "le", "del", "den", "no"];
/// Words that say that a date is not known exactly.
const ABOUT: &[&str] = &["c", "ca", "circa", "approx", "approximately", "about"];

impl Words {
    /// The words of a text.
    pub(super) fn of(text: &str) -> Words {
        let mut words = Words::default();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            words.add(word);
        }
        words
    }

    fn add(&mut self, word: &str) {
        let is_digits = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let lower = word.to_lowercase();
        let ordinal = ["st", "nd", "rd", "th", "er"].iter().find_map(|ending| lower.strip_suffix(ending));
        let copyright = lower.strip_prefix(['c', 'p']).filter(|year| year.len() == 4);
        let digits = [Some(lower.as_str()), ordinal, copyright].into_iter().flatten().find(is_digits);
        match digits.and_then(|digits| Some((digits.len(), digits.parse::<i64>().ok()?))) {
            Some((4, year)) => self.years.push(year),
            Some((1 | 2, day @ 1..=31)) => self.days.push(day),
            Some(_) => self.has_other_words = true,
            None => self.add_word(&lower),
        }
    }

    fn add_word(&mut self, word: &str) {
        if let Some(season) = Season::from_word(word) {
            self.seasons.push(season);
        } else if let Some(month) = month_from_any_word(word) {
            self.months.push(i64::from(month));
        } else if ABOUT.contains(&word) {
            self.is_about = true;
        } else if !MEANINGLESS.contains(&word) {
            self.has_other_words = true;
        }
    }

    /// The date that they state, with the year from elsewhere where they have none, each point of it qualified.
    pub(super) fn date(mut self, qualification: Qualification, year: Option<i64>) -> Option<Date> {
        if self.has_other_words {
            return None;
        }
        if self.years.is_empty() {
            let has_part = !self.months.is_empty() || !self.seasons.is_empty();
            self.years.extend(year.filter(|_| has_part));
        }
        let about = Qualification { approximate: self.is_about, ..Qualification::NONE };
        self.qualified_date(qualification.or(about))
    }

    fn qualified_date(&self, qualification: Qualification) -> Option<Date> {
        let (first, last) = (*self.years.first()?, *self.years.last()?);
        let qualified = |point: Point| match qualification.is_none() {
            true => point,
            false => point.qualified(qualification),
        };
        let point = |year, month, day| Point::new(year, month, day).ok().map(qualified);
        let in_season = |season| Point::in_season(first, season).ok().map(qualified);
        let interval =
            |start: Option<Point>, end: Option<Point>| Date::interval(End::At(start?), End::At(end?)).ok();
        match (self.years.len(), self.months.as_slice(), self.days.as_slice(), self.seasons.as_slice()) {
            (1, [], [], []) => point(first, None, None).map(Date::from),
            (1, [], [], [season]) => in_season(*season).map(Date::from),
            (1, [], [], [start, end]) => interval(in_season(*start), in_season(*end)),
            (1, [month], [], []) => point(first, Some(*month), None).map(Date::from),
            (1, [month], [day], []) => point(first, Some(*month), Some(*day)).map(Date::from),
            (1, [month], [start, end], []) => {
                interval(point(first, Some(*month), Some(*start)), point(first, Some(*month), Some(*end)))
            }
            (1 | 2, [start, end], [], []) => {
                interval(point(first, Some(*start), None), point(last, Some(*end), None))
            }
            (1 | 2, [start, end], [from, to], []) => {
                interval(point(first, Some(*start), Some(*from)), point(last, Some(*end), Some(*to)))
            }
            _ => None,
        }
    }
}

/// The year or years of a date for people.
pub(super) fn display_year(form: Form<'_>) -> String {
    match form {
        Form::Literal(text) => text.to_owned(),
        Form::Single(point) => point_year(point),
        Form::Interval(start, end) => span(start, end, point_year),
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

/// A date for people, with month and day or season as far as they are known.
pub(super) fn display(form: Form<'_>) -> String {
    match form {
        Form::Single(point) => point_in_words(point),
        Form::Interval(start, end) => span(start, end, point_in_words),
        Form::Literal(_) | Form::Set { .. } => display_year(form),
    }
}

fn point_in_words(point: Point) -> String {
    let before = match (point.day(), point.month(), point.season().and_then(Season::word)) {
        (Some(day), Some(month), _) => format!("{day} {} ", month_name(month)),
        (None, Some(month), _) => format!("{} ", month_name(month)),
        (_, None, Some(season)) => format!("{} ", with_capital(season)),
        _ => String::new(),
    };
    let year = point_year(point);
    match year.strip_prefix(CIRCA) {
        Some(year) => format!("{CIRCA}{before}{year}"),
        None => format!("{before}{year}"),
    }
}

/// The English name of a month, 1 to 12; empty for any other number.
pub fn month_name(month: u8) -> String {
    let index = usize::from(month).saturating_sub(1);
    MONTHS.get(index).map_or_else(String::new, |name| with_capital(name))
}

fn with_capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn member_years(member: &Member) -> String {
    match *member {
        Member::One(point) => point_year(point),
        Member::Span(start, end) => span(start, end, point_year),
    }
}

fn span(start: End, end: End, words: fn(Point) -> String) -> String {
    let word = |end: End| match end {
        End::At(point) => words(point),
        End::Open => String::new(),
        End::Unknown => "?".to_owned(),
    };
    let (start, end) = (word(start), word(end));
    if start == end { start } else { format!("{start}–{end}") }
}

/// Before a date that is approximate.
const CIRCA: &str = "c. ";

fn point_year(point: Point) -> String {
    let qualification = point.qualification();
    let about = if qualification.approximate { CIRCA } else { "" };
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
