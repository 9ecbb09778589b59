//! Query text → the condition that the store lists editions by.

use std::collections::BTreeMap;

use super::Error;
use crate::{
    query::{self, Argument},
    store::{Condition, Snapshot, SqlValue},
};

/// The listed editions that a query selects.
pub fn listed(store: &Snapshot<'_>, text: &str) -> Result<Condition, Error> {
    let mut condition = any(store, text)?;
    condition.sql = format!("edition.standing = 'listed' AND ({})", condition.sql);
    Ok(condition)
}

/// All editions that a query selects, those included that are only mentioned.
pub fn any(store: &Snapshot<'_>, text: &str) -> Result<Condition, Error> {
    let saved: BTreeMap<String, String> =
        store.saved_queries()?.into_iter().map(|query| (query.name, query.text)).collect();
    let compiled = query::condition(text, &|name| saved.get(name).cloned());
    let compiled = compiled.map_err(|error| Error::Query { text: text.to_owned(), error })?;
    let arguments = compiled
        .arguments
        .into_iter()
        .map(|argument| match argument {
            Argument::Text(text) => SqlValue::Text(text),
            Argument::Integer(number) => SqlValue::Integer(number),
            Argument::Real(number) => SqlValue::Real(number),
        })
        .collect();
    Ok(Condition { sql: compiled.sql, arguments })
}
