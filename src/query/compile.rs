//! Terms → SQL over `edition`, `expression` and `work`.
//!
//! A field term compiles to SQL over its column or to `id IN (SELECT …)` over a side table, never to a
//! correlated `EXISTS`, which SQLite runs once a row.

use super::{Comparison, QueryError, Term, TermKind};
use crate::{
    fields::{self, Kind, Storage},
    model::{Date, Role, WorkKind, language, title, tree::WorkState},
};

/// A condition for the statements that list editions.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// SQL over the tables `edition`, `expression` and `work`, with `?` for each argument.
    pub sql: String,
    /// The arguments, in order.
    pub arguments: Vec<Argument>,
}

/// A value bound to a `?`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each variant is its SQL type")]
pub enum Argument {
    Text(String),
    Integer(i64),
}

impl Condition {
    /// The condition that always holds.
    pub fn everything() -> Self {
        Condition { sql: "1".to_owned(), arguments: Vec::new() }
    }

    /// Both this and another condition.
    pub fn and(mut self, other: Condition) -> Self {
        self.sql = format!("({}) AND ({})", self.sql, other.sql);
        self.arguments.extend(other.arguments);
        self
    }
}

/// Terms that no row of the field table stands for.
const TERMS: &[(&str, Compile)] = &[
    ("title", |value| full_text_column("title", value)),
    ("original", |value| full_text_column("title", value)),
    ("publisher", |value| full_text_column("publisher", value)),
    ("place", |value| full_text_column("publisher", value)),
    ("note", |value| full_text_column("note", value)),
    ("keyword", |value| full_text_column("keyword", value)),
    ("person", |value| Ok(person(None, value))),
    ("kind", kind),
    ("type", |value| Ok(equals("edition.entry_type", value))),
    ("language", |value| Ok(spoken_in("expression.language", value))),
    ("original-language", |value| Ok(spoken_in("work.language", value))),
    ("work", |value| Ok(equals("work.handle", value))),
    ("state", state),
    ("key", key),
];

type Compile = fn(&str) -> Result<Condition, String>;

/// Compiles the terms of a query.
pub fn compile(terms: &[Term]) -> Result<Condition, QueryError> {
    let mut whole: Option<Condition> = None;
    for term in terms {
        let mut condition = compile_term(&term.kind).map_err(|reason| QueryError {
            at: term.at,
            length: term.length,
            reason,
        })?;
        if term.negated {
            // A comparison with an absent value is unknown in SQL; its contrary shall hold.
            condition.sql = format!("NOT coalesce({}, 0)", condition.sql);
        }
        whole = Some(match whole {
            None => condition,
            Some(before) => before.and(condition),
        });
    }
    Ok(whole.unwrap_or_else(Condition::everything))
}

fn compile_term(kind: &TermKind) -> Result<Condition, String> {
    match kind {
        TermKind::Text(text) => full_text(&phrase(text)),
        TermKind::Prefix(text) => full_text(&format!("{} *", phrase(text))),
        TermKind::Field { name, comparison } => field(name, comparison),
    }
}

fn field(name: &str, comparison: &Comparison) -> Result<Condition, String> {
    // `oeuvre fields` prints names with low lines.
    let name = name.replace('_', "-");
    let name = name.as_str();
    if name == "year" || name == "date" {
        return days("edition.date", comparison);
    }
    if name == "work-date" || name == "original-date" {
        return days("work.date", comparison);
    }
    let Comparison::Is(value) = comparison else {
        return Err(format!("{name} cannot be compared; only year, date and work-date have ranges"));
    };
    if let Some((_, compile)) = TERMS.iter().find(|(term, _)| *term == name) {
        return compile(value);
    }
    if let Some(role) = Role::from_word(name) {
        return Ok(person(Some(role), value));
    }
    column(name, value)
}

/// A term named after a row of the field table.
fn column(name: &str, value: &str) -> Result<Condition, String> {
    let column = name.replace('-', "_");
    let Some(row) = fields::row_named(&column).filter(|row| row.storage != Storage::Linked) else {
        return Err(unknown_field(name));
    };
    match (row.storage, row.kind) {
        (Storage::Identifiers, _) => Ok(Condition {
            sql: "edition.id IN (SELECT edition_id FROM identifier \
                  WHERE scheme = ? AND (value = ? OR normal = ?))"
                .to_owned(),
            arguments: [row.name, value, &value.replace('-', "").to_lowercase()].map(text).to_vec(),
        }),
        (_, Kind::Date) => days(&format!("edition.{}", row.name), &Comparison::Is(value.to_owned())),
        _ => Ok(Condition {
            sql: format!("edition.{} LIKE ? ESCAPE '\\'", row.name),
            arguments: vec![text(&format!("%{}%", escape_like(value)))],
        }),
    }
}

fn unknown_field(name: &str) -> String {
    let names = TERMS.iter().map(|(term, _)| *term).chain([
        "author",
        "translator",
        "editor",
        "year",
        "isbn",
        "doi",
        "series-title",
    ]);
    let close = names.clone().find(|known| known.starts_with(name) || name.starts_with(known));
    match close {
        Some(known) => format!("there is no field {name:?}; did you mean {known:?}?"),
        None => format!(
            "there is no field {name:?}; there are {} and every name that `oeuvre fields` prints",
            names.collect::<Vec<_>>().join(", ")
        ),
    }
}

fn kind(value: &str) -> Result<Condition, String> {
    let value = value.to_ascii_lowercase();
    if WorkKind::from_word(&value).is_none() {
        let words: Vec<_> = WorkKind::ALL.iter().map(|kind| kind.as_str()).collect();
        return Err(format!("{value:?} is not a kind of work; the kinds are {}", words.join(", ")));
    }
    Ok(equals("work.kind", &value))
}

fn state(value: &str) -> Result<Condition, String> {
    let value = value.to_ascii_lowercase();
    if WorkState::from_word(&value).is_none() {
        let words: Vec<_> = WorkState::ALL.iter().map(|state| state.as_str()).collect();
        return Err(format!("{value:?} is not a state of a work; the states are {}", words.join(", ")));
    }
    Ok(equals("work.state", &value))
}

fn key(value: &str) -> Result<Condition, String> {
    let pattern = escape_like(value).replace('*', "%");
    Ok(Condition {
        sql: "edition.id IN (SELECT edition_id FROM citation_key WHERE key LIKE ? ESCAPE '\\')".to_owned(),
        arguments: vec![text(&pattern)],
    })
}

fn equals(column: &str, value: &str) -> Condition {
    Condition { sql: format!("{column} = ?"), arguments: vec![text(&value.to_lowercase())] }
}

/// The language, or a regional form of it; `value` is a BCP 47 tag or the name of a language.
fn spoken_in(column: &str, value: &str) -> Condition {
    let tag = language::from_any(value).unwrap_or_else(|| value.to_owned());
    Condition {
        sql: format!("({column} = ? OR {column} LIKE ? ESCAPE '\\')"),
        arguments: vec![text(&tag), text(&format!("{}-%", escape_like(&tag)))],
    }
}

/// Everything a person did (in a role, or in any), under whichever of their names.
fn person(role: Option<Role>, value: &str) -> Condition {
    let mut arguments = Vec::new();
    let mut of_role = String::new();
    if let Some(role) = role {
        of_role.push_str("contribution.role = ? AND ");
        arguments.push(text(role.as_str()));
    }
    let words: Vec<String> = title::normalize(value).split(' ').map(escape_like).collect();
    let named = vec!["match_key LIKE ? ESCAPE '\\'"; words.len()].join(" AND ");
    arguments.extend(words.iter().map(|word| text(&format!("%{word}%"))));
    let contributions = format!(
        "SELECT contribution.OWNER FROM contribution \
         JOIN agent_name ON agent_name.id = contribution.agent_name_id \
         WHERE {of_role}agent_name.agent_id IN (SELECT agent_id FROM agent_name WHERE {named})"
    );
    let owned = ["edition", "expression", "work"].map(|owner| {
        let select = contributions.replace("OWNER", &format!("{owner}_id"));
        format!("{owner}.id IN ({select})")
    });
    let once = arguments.clone();
    arguments.extend(once.iter().cloned());
    arguments.extend(once);
    Condition { sql: format!("({})", owned.join(" OR ")), arguments }
}

/// An overlap of the stored span of days with the one asked for.
fn days(column: &str, comparison: &Comparison) -> Result<Condition, String> {
    let span = |value: &str| {
        let date = Date::parse(value);
        date.as_edtf().map(|_| (date.earliest(), date.latest())).ok_or_else(|| {
            format!("{value:?} is not a date; write a year, 1936-05, 193X or a range like 1930..1939")
        })
    };
    let (from, to) = match comparison {
        Comparison::Is(value) => span(value)?,
        Comparison::Between(from, to) => (
            from.as_deref().map(span).transpose()?.and_then(|(earliest, _)| earliest),
            to.as_deref().map(span).transpose()?.and_then(|(_, latest)| latest),
        ),
        Comparison::Below(value) => (None, span(value)?.0.map(|day| day - 1)),
        Comparison::AtMost(value) => (None, span(value)?.1),
        Comparison::Above(value) => (span(value)?.1.map(|day| day + 1), None),
        Comparison::AtLeast(value) => (span(value)?.0, None),
    };
    let mut sql = format!("({column} IS NOT NULL");
    let mut arguments = Vec::new();
    if let Some(day) = from {
        sql.push_str(&format!(" AND coalesce({column}_latest, {column}_earliest) >= ?"));
        arguments.push(Argument::Integer(day));
    }
    if let Some(day) = to {
        sql.push_str(&format!(" AND coalesce({column}_earliest, {column}_latest) <= ?"));
        arguments.push(Argument::Integer(day));
    }
    sql.push(')');
    Ok(Condition { sql, arguments })
}

fn full_text_column(column: &str, value: &str) -> Result<Condition, String> {
    match value.strip_suffix('*') {
        Some(start) => full_text(&format!("{column} : {} *", phrase(start))),
        None => full_text(&format!("{column} : {}", phrase(value))),
    }
}

fn full_text(expression: &str) -> Result<Condition, String> {
    if !expression.chars().any(char::is_alphanumeric) {
        return Err("a word needs at least one letter or digit".to_owned());
    }
    Ok(Condition {
        sql: "edition.id IN (SELECT rowid FROM edition_text WHERE edition_text MATCH ?)".to_owned(),
        arguments: vec![text(expression)],
    })
}

/// A text as an FTS5 string, in which nothing is an operator.
fn phrase(value: &str) -> String {
    format!("\"{}\"", value.replace('"', "\"\""))
}

fn escape_like(value: &str) -> String {
    value.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

fn text(value: &str) -> Argument {
    Argument::Text(value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::condition;

    #[test]
    fn fields_become_conditions_on_their_columns() {
        for (query, sql, arguments) in [
            ("", "1", 0),
            ("kind:novel", "work.kind = ?", 1),
            ("-kind:novel", "NOT coalesce(work.kind = ?, 0)", 1),
            ("volume:3", "edition.volume LIKE ? ESCAPE '\\'", 1),
            ("state:lost", "work.state = ?", 1),
            ("page_total:3", "edition.page_total LIKE ? ESCAPE '\\'", 1),
            ("language:french", "(expression.language = ? OR expression.language LIKE ? ESCAPE '\\')", 2),
            (
                "year:1967..1982",
                "(edition.date IS NOT NULL AND coalesce(edition.date_latest, edition.date_earliest) >= ? \
                 AND coalesce(edition.date_earliest, edition.date_latest) <= ?)",
                2,
            ),
        ] {
            let condition = condition(query).expect(query);
            assert_eq!((condition.sql.as_str(), condition.arguments.len()), (sql, arguments), "{query}");
        }
    }

    #[test]
    fn mistakes_are_told_with_the_remedy() {
        for (query, at, part) in [
            ("kind:romance", 0, "the kinds are novel"),
            ("prison auth:serge", 7, "did you mean \"author\""),
            ("year:soon", 0, "not a date"),
            ("kind:>novel", 0, "cannot be compared"),
            ("\"...\"", 0, "at least one letter"),
        ] {
            let error = condition(query).expect_err(query);
            assert_eq!(error.at, at, "{query}");
            assert!(error.reason.contains(part), "{query}: {}", error.reason);
        }
    }
}
