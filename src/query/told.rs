//! What a condition asks of the values that editions show in a few columns: whoever knows these can tell of most editions
//! whether it holds, without asking the database of each.

use super::condition::Argument;
use crate::model::Date;

/// A condition that is told by values in columns and by what statements find.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// It holds for the editions that a statement with these arguments gives the row numbers of.
    Found(String, Vec<Argument>),
    /// It holds for the editions that have such values in a column.
    Has(Shown, Test),
    /// All of these hold.
    All(Vec<Told>),
    /// One of these holds.
    Any(Vec<Told>),
    /// This does not hold.
    Not(Box<Told>),
}

/// A column of lists whose values a term asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is its column")]
pub enum Shown {
    Type,
    Kind,
    Text,
    Language,
    OriginalLanguage,
    Year,
    WorkYear,
}

/// What a value must be like.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// It is this word.
    Word(String),
    /// It is this tag of a language, or that of a regional form of it.
    Language(String),
    /// It is a date with a day from the first of these on and with one up to the last, in days as [`Date::earliest`]
    /// counts.
    Days(Option<i64>, Option<i64>),
}

impl Told {
    /// Every column that is asked for.
    pub fn columns(&self) -> Vec<Shown> {
        let mut columns = Vec::new();
        let mut open = vec![self];
        while let Some(told) = open.pop() {
            match told {
                Told::Found(..) => {}
                Told::Has(column, _) => columns.push(*column),
                Told::All(parts) | Told::Any(parts) => open.extend(parts),
                Told::Not(part) => open.push(part),
            }
        }
        columns
    }
}

impl Test {
    /// Whether one of some values is so; `None` where the values as they are shown do not tell.
    pub fn answer(&self, values: &[String]) -> Option<bool> {
        match self {
            Test::Word(word) => Some(values.contains(word)),
            Test::Language(tag) => Some(values.iter().any(|value| is_of_language(value, tag))),
            Test::Days(from, to) => match values {
                [year] => is_in_days(year, *from, *to),
                _ => None,
            },
        }
    }
}

/// The same as LIKE says in [`super::columns::spoken_in`], which takes letters of ASCII for their capitals.
fn is_of_language(value: &str, tag: &str) -> bool {
    let begins = |begin: &str| value.get(..begin.len()).is_some_and(|text| text.eq_ignore_ascii_case(begin));
    value == tag || begins(&format!("{tag}-"))
}

/// Whether a date that is shown as a year overlaps some days. A year of four digits shows what lies in that year.
fn is_in_days(year: &str, from: Option<i64>, to: Option<i64>) -> Option<bool> {
    if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = Date::parse(year);
    let (first, last) = (year.earliest()?, year.latest()?);
    if from.is_some_and(|from| last < from) || to.is_some_and(|to| first > to) {
        return Some(false);
    }
    let is_within = from.is_none_or(|from| from <= first) && to.is_none_or(|to| last <= to);
    is_within.then_some(true)
}
