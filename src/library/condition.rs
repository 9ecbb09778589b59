//! Query text → the condition that the store lists editions by.

use std::collections::BTreeMap;

use super::{Error, spelling};
use crate::{
    model::Standing,
    query::{self, Argument},
    store::{Condition, Snapshot, SqlValue},
};

/// The listed editions that a query selects.
pub fn listed(store: &Snapshot<'_>, text: &str) -> Result<Condition, Error> {
    of_standing(store, text, Standing::Listed)
}

/// The editions that a query selects of those that are only mentioned.
pub fn mentioned(store: &Snapshot<'_>, text: &str) -> Result<Condition, Error> {
    of_standing(store, text, Standing::Mentioned)
}

fn of_standing(store: &Snapshot<'_>, text: &str, standing: Standing) -> Result<Condition, Error> {
    let mut condition = any(store, text)?;
    condition.sql = format!("edition.standing = '{standing}' AND ({})", condition.sql);
    Ok(condition)
}

/// All editions that a query selects, those included that are only mentioned.
pub fn any(store: &Snapshot<'_>, text: &str) -> Result<Condition, Error> {
    let saved: BTreeMap<String, String> =
        store.saved_queries()?.into_iter().map(|query| (query.name, query.text)).collect();
    let wrong = |error| Error::Query { text: text.to_owned(), error };
    let compiled = query::compiled(text, &|name| saved.get(name).cloned()).map_err(wrong)?;
    for mention in &compiled.mentions {
        if let Some(reason) = spelling::missing(store, mention)? {
            return Err(wrong(mention.missing(&reason)));
        }
    }
    let compiled = compiled.condition;
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
