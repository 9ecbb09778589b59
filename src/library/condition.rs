//! Query text → the condition that the store lists editions by.

use std::collections::BTreeMap;

use super::{Error, spelling};
use crate::{
    model::Standing,
    query::{self, Argument, Told},
    store::{Condition, Snapshot, SqlValue},
};

/// The listed editions that a query selects.
pub fn listed(store: &Snapshot<'_>, text: &str) -> Result<Condition, Error> {
    Ok(of_standing(any(store, text)?, Standing::Listed))
}

/// The editions that a query selects of those that are only mentioned.
pub fn mentioned(store: &Snapshot<'_>, text: &str) -> Result<Condition, Error> {
    Ok(of_standing(any(store, text)?, Standing::Mentioned))
}

/// How the listed editions that a query selects are reached.
pub enum Reach {
    /// All of them are meant.
    Everything,
    /// They are the listed ones of those that a statement gives the row numbers of.
    Found(Condition),
    /// They are those for which this holds, which is the same as that they meet the condition.
    Told(Told, Condition),
    /// They are those that meet a condition.
    Rows(Condition),
}

/// How the listed editions that a query selects are reached.
pub fn reach(store: &Snapshot<'_>, text: &str) -> Result<Reach, Error> {
    let compiled = compiled(store, text)?;
    if compiled == query::Condition::everything() {
        return Ok(Reach::Everything);
    }
    let (found, told) = (compiled.found.clone(), compiled.told.clone());
    let condition = bound(compiled);
    Ok(match (found, told) {
        (Some(sql), _) => Reach::Found(Condition { sql, ..condition }),
        (None, told) => {
            let listed = of_standing(condition, Standing::Listed);
            match told {
                Some(told) => Reach::Told(told, listed),
                None => Reach::Rows(listed),
            }
        }
    })
}

/// All editions that a query selects, those included that are only mentioned.
pub fn any(store: &Snapshot<'_>, text: &str) -> Result<Condition, Error> {
    Ok(bound(compiled(store, text)?))
}

fn of_standing(mut condition: Condition, standing: Standing) -> Condition {
    condition.sql = format!("edition.standing = '{standing}' AND ({})", condition.sql);
    condition
}

fn compiled(store: &Snapshot<'_>, text: &str) -> Result<query::Condition, Error> {
    let saved: BTreeMap<String, String> =
        store.saved_queries()?.into_iter().map(|query| (query.name, query.text)).collect();
    let wrong = |error| Error::Query { text: text.to_owned(), error };
    let compiled = query::compiled(text, &|name| saved.get(name).cloned()).map_err(wrong)?;
    for mention in &compiled.mentions {
        if let Some(reason) = spelling::missing(store, mention)? {
            return Err(wrong(mention.missing(&reason)));
        }
    }
    Ok(compiled.condition)
}

fn bound(condition: query::Condition) -> Condition {
    statement(condition.sql, condition.arguments)
}

/// A piece of SQL with the arguments of a query.
pub fn statement(sql: String, arguments: Vec<Argument>) -> Condition {
    let arguments = arguments.into_iter().map(|argument| match argument {
        Argument::Text(text) => SqlValue::Text(text),
        Argument::Integer(number) => SqlValue::Integer(number),
        Argument::Real(number) => SqlValue::Real(number),
    });
    Condition { sql, arguments: arguments.collect() }
}
