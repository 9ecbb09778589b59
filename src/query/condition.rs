//! Pieces of SQL with their arguments.

use super::{
    told::{Shown, Test, Told},
    tree::Wanted,
};
use crate::model::wanted::Manner;

/// A condition for the statements that list editions.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// SQL over the tables `edition`, `expression` and `work`, with `?` for each argument.
    pub sql: String,
    /// The arguments, in order.
    pub arguments: Vec<Argument>,
    /// A statement with the same arguments that gives the row numbers of just the editions for which it holds, where one
    /// does that does not ask for each edition whether it is one of them.
    pub found: Option<String>,
    /// The same condition, where the values of a few columns tell of most editions whether it holds.
    pub told: Option<Told>,
}

/// A value bound to a `?`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each variant is its SQL type")]
pub enum Argument {
    Text(String),
    Integer(i64),
    Real(f64),
}

/// How several conditions become one.
struct Joint {
    sql: &'static str,
    statements: &'static str,
    told: fn(Vec<Told>) -> Told,
}

const ALL: Joint = Joint { sql: " AND ", statements: " INTERSECT ", told: Told::All };
const ANY: Joint = Joint { sql: " OR ", statements: " UNION ", told: Told::Any };

impl Condition {
    /// A condition with an argument for each `?`.
    pub(super) fn new(sql: impl Into<String>, arguments: Vec<Argument>) -> Condition {
        Condition { sql: sql.into(), arguments, found: None, told: None }
    }

    /// A condition in which every `?` is the same text.
    pub(super) fn with_text(sql: impl Into<String>, value: &str) -> Condition {
        let sql = sql.into();
        let count = sql.matches('?').count();
        Condition::new(sql, vec![text(value); count])
    }

    /// The condition on editions that a statement finds.
    pub(super) fn found_by(self) -> Condition {
        Condition {
            sql: format!("edition.id IN ({})", self.sql),
            told: Some(Told::Found(self.sql.clone(), self.arguments.clone())),
            found: Some(self.sql),
            arguments: self.arguments,
        }
    }

    /// The condition, which holds where editions have such values in a column.
    pub(super) fn told_by(self, column: Shown, test: Test) -> Condition {
        Condition { told: Some(Told::Has(column, test)), ..self }
    }

    /// The condition that always holds.
    pub fn everything() -> Condition {
        Condition::new("1", Vec::new())
    }

    /// The condition that never holds.
    pub(super) fn nothing() -> Condition {
        Condition::new("0", Vec::new())
    }

    /// The contrary. A comparison with an absent value is unknown in SQL; its contrary shall hold.
    pub(super) fn turned(self) -> Condition {
        let told = self.told.map(|told| Told::Not(Box::new(told)));
        Condition {
            sql: format!("NOT coalesce({}, 0)", self.sql),
            arguments: self.arguments,
            found: None,
            told,
        }
    }

    /// This condition inside other SQL, at the place of `{}`.
    pub(super) fn within(self, sql: &str) -> Condition {
        Condition { sql: sql.replace("{}", &self.sql), found: None, told: None, ..self }
    }

    /// All of some conditions.
    pub(super) fn all(conditions: Vec<Condition>) -> Condition {
        Condition::joined(conditions, &ALL).unwrap_or_else(Condition::everything)
    }

    /// One of some conditions.
    pub(super) fn any(conditions: Vec<Condition>) -> Condition {
        Condition::joined(conditions, &ANY).unwrap_or_else(Condition::nothing)
    }

    fn joined(mut conditions: Vec<Condition>, joint: &Joint) -> Option<Condition> {
        if conditions.len() < 2 {
            return conditions.pop();
        }
        let parts: Vec<&str> = conditions.iter().map(|condition| condition.sql.as_str()).collect();
        let sql = format!("({})", parts.join(joint.sql));
        let found: Option<Vec<String>> = conditions
            .iter()
            .map(|condition| Some(format!("SELECT * FROM ({})", condition.found.as_deref()?)))
            .collect();
        let told: Option<Vec<Told>> = conditions.iter().map(|condition| condition.told.clone()).collect();
        Some(Condition {
            sql,
            told: told.map(joint.told),
            found: found.map(|statements| statements.join(joint.statements)),
            arguments: conditions.into_iter().flat_map(|condition| condition.arguments).collect(),
        })
    }
}

/// A text as an argument.
pub(super) fn text(value: &str) -> Argument {
    Argument::Text(value.to_owned())
}

/// A condition on an SQL text. `several` is how the words of a term are looked for that has more than one.
pub(super) fn holds(expression: &str, wanted: &Wanted, several: Manner) -> Result<Condition, String> {
    let (manner, value) = asked(wanted, several);
    check(manner, value)?;
    let sql = format!("text_holds({expression}, '{manner}', ?)");
    Ok(Condition::new(sql, vec![text(value)]))
}

/// The manner of looking for something, and what is looked for.
pub(super) fn asked(wanted: &Wanted, several: Manner) -> (Manner, &str) {
    match wanted.manner() {
        (Manner::Phrase, words) => (several, words),
        other => other,
    }
}

/// Whether something can be looked for so.
pub(super) fn check(manner: Manner, value: &str) -> Result<(), String> {
    if manner == Manner::Pattern {
        let search = crate::model::wanted::Search::new(manner, value);
        return search.map(|_| ()).map_err(|error| format!("this is no regular expression: {error}"));
    }
    match value.chars().any(char::is_alphanumeric) {
        true => Ok(()),
        false => Err("a word needs at least one letter or digit".to_owned()),
    }
}

/// A value as it stands in a pattern of LIKE, with `\` as its escape.
pub(super) fn escape_like(value: &str) -> String {
    value.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// What is said of a range whose end comes before its beginning.
pub(super) fn turned_range(from: &str, to: &str) -> String {
    format!("this range ends before it begins; did you mean {to}..{from}?")
}
