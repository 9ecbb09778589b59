//! What statements may ask of texts beyond what SQLite knows.

use rusqlite::{
    Connection, Error,
    functions::{Context, FunctionFlags},
    types::ValueRef,
};

use crate::model::wanted::{Manner, Search};

/// Gives a connection `text_holds(text, manner, wanted)`: whether a text holds what is wanted in a manner that
/// [`Manner`] names. It is false for NULL. A list of texts, which is a JSON array, counts as one text; patterns see
/// its items one by one.
pub(super) fn add(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("text_holds", 3, flags, holds)
}

fn holds(context: &Context<'_>) -> rusqlite::Result<bool> {
    let ValueRef::Text(text) = context.get_raw(0) else { return Ok(false) };
    let text = std::str::from_utf8(text).map_err(|error| Error::UserFunctionError(error.into()))?;
    let manner = Manner::from_word(context.get_raw(1).as_str()?);
    let search = context.get_or_create_aux(
        2,
        |wanted| -> Result<Search, Box<dyn std::error::Error + Send + Sync>> {
            let manner = manner.ok_or("text_holds: no such manner")?;
            Ok(Search::new(manner, wanted.as_str()?)?)
        },
    )?;
    if manner == Some(Manner::Pattern)
        && text.starts_with("[\"")
        && let Ok(items) = serde_json::from_str::<Vec<String>>(text)
    {
        return Ok(items.iter().any(|item| search.finds_in(item)));
    }
    Ok(search.finds_in(text))
}
