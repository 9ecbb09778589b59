//! What may have been meant by what nothing in the library is called.

use crate::{
    model::{likeness::nearest, wanted::Search},
    query::{Mention, Named, Wanted, unknown_language},
    store::{Snapshot, StoreError},
};

/// The shortest key of which the letters are looked for in others.
const SHORTEST: usize = 4;

/// The keys that may have been meant by one that no edition has: those most like it, else those that have its letters in
/// their order (`serge1963` for `serge1963memoirs`, `sm1963` too), else those with the longest beginning of it.
pub(super) fn similar_keys(store: &Snapshot<'_>, key: &str) -> Result<Vec<String>, StoreError> {
    /// How many keys help to choose.
    const MOST: usize = 5;
    let every = store.every_key()?;
    let near = nearest(key, every.iter().map(|(key, _, _)| key.as_str()));
    if !near.is_empty() {
        return Ok(near.into_iter().map(str::to_owned).collect());
    }
    let mut holding: Vec<&str> =
        every.iter().map(|(known, _, _)| known.as_str()).filter(|known| holds_letters(known, key)).collect();
    if key.chars().count() >= SHORTEST && !holding.is_empty() {
        holding.sort_by_key(|known| (known.len(), *known));
        return Ok(holding.into_iter().take(MOST).map(str::to_owned).collect());
    }
    let shortest = key.chars().count().div_ceil(2).max(1);
    for length in (shortest..=key.chars().count()).rev() {
        let start: String = key.chars().take(length).collect();
        let mut found = store.keys_that_begin_with(&start)?;
        if !found.is_empty() {
            found.truncate(MOST);
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// Whether all letters of `wanted` stand in `key` in their order, with the same one first.
fn holds_letters(key: &str, wanted: &str) -> bool {
    let mut letters = key.chars();
    key.chars().next() == wanted.chars().next()
        && wanted.chars().all(|letter| letters.any(|known| known == letter))
}

/// Why what a query names is not there; `None` where it is.
pub(super) fn missing(store: &Snapshot<'_>, mention: &Mention) -> Result<Option<String>, StoreError> {
    if mention.what == Named::List {
        return missing_list(store, &mention.wanted);
    }
    // What is no plain name cannot be asked for, which the query has been told.
    let Wanted::Words(name) = &mention.wanted else { return Ok(None) };
    let (noun, near) = match mention.what {
        Named::Language => {
            let is_spoken = store.languages()?.iter().any(|tag| tag.eq_ignore_ascii_case(name));
            return Ok((!is_spoken).then(|| unknown_language(name)));
        }
        Named::Edition if store.is_key_taken(name)? => return Ok(None),
        Named::Edition => ("edition has the key", similar_keys(store, name)?),
        Named::Work if store.find_work(&name.to_lowercase())?.is_some() => return Ok(None),
        Named::Work => ("work has the handle", similar_handles(store, name)?),
        Named::EditionOrWork if store.is_key_taken(name)? || store.find_work(name)?.is_some() => {
            return Ok(None);
        }
        Named::EditionOrWork => {
            let keys = similar_keys(store, name)?.into_iter();
            (
                "edition has the key and no work the handle",
                keys.chain(similar_handles(store, name)?).collect(),
            )
        }
        Named::List => return Ok(None),
    };
    Ok(Some(match near.as_slice() {
        [] => format!("no {noun} {name:?}"),
        near => format!("no {noun} {name:?}; did you mean {}?", near.join(" or ")),
    }))
}

fn similar_handles(store: &Snapshot<'_>, name: &str) -> Result<Vec<String>, StoreError> {
    let handles = store.work_handles()?;
    Ok(nearest(name, handles.iter().map(String::as_str)).into_iter().map(str::to_owned).collect())
}

fn missing_list(store: &Snapshot<'_>, wanted: &Wanted) -> Result<Option<String>, StoreError> {
    let (manner, shown) = wanted.manner();
    let Ok(search) = Search::new(manner, shown) else { return Ok(None) };
    let lists = store.reading_lists()?;
    let names = || lists.iter().map(|(_, name)| name.as_str());
    if names().any(|name| search.finds_in(name)) {
        return Ok(None);
    }
    let all = || names().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
    Ok(Some(match nearest(shown, names()).as_slice() {
        [] if lists.is_empty() => "there are no lists yet; `oeuvre lists add NAME KEY` makes one".to_owned(),
        [] => format!("no list is called {shown:?}; there are {}", all()),
        near => format!("no list is called {shown:?}; did you mean {:?}?", near.join(" or ")),
    }))
}
