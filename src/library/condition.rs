//! Query text → the condition that the store lists editions by.

use super::Error;
use crate::{
    query::{self, Argument},
    store::{Condition, SqlValue},
};

/// The listed editions that a query selects.
pub fn listed(text: &str) -> Result<Condition, Error> {
    let mut condition = any(text)?;
    condition.sql = format!("edition.standing = 'listed' AND ({})", condition.sql);
    Ok(condition)
}

/// All editions that a query selects, those included that are only mentioned.
pub fn any(text: &str) -> Result<Condition, Error> {
    let compiled = query::condition(text).map_err(|error| Error::Query { text: text.to_owned(), error })?;
    let arguments = compiled
        .arguments
        .into_iter()
        .map(|argument| match argument {
            Argument::Text(text) => SqlValue::Text(text),
            Argument::Integer(number) => SqlValue::Integer(number),
        })
        .collect();
    Ok(Condition { sql: compiled.sql, arguments })
}
