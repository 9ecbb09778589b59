//! Extras of an edition as rows of a listing.

use crate::{
    library::{KeptBeside, OwnMark},
    model::Extra,
};

/// The label and the value of an extra of the edition with this key. The library's own are told in words.
pub fn row(extra: &Extra, key: &str) -> (String, String) {
    match OwnMark::of(extra) {
        Some(OwnMark::Beside(beside)) => (kept_beside(&beside, key), beside.value),
        Some(OwnMark::Told(name, value)) => {
            (format!("{} as told", spaced(&name)), value.unwrap_or_else(|| "left out".to_owned()))
        }
        Some(OwnMark::NoLink(kind)) => (format!("{kind} as told"), "left out".to_owned()),
        Some(OwnMark::Link(link)) => (format!("{} as told", link.kind), link.target),
        // The key of the format stands before the name, so that two formats are told apart.
        None => (format!("{}:{}", extra.format, extra.name), extra.value.clone()),
    }
}

/// `title in vale51`: the name of a value that is kept beside another one, with what it came with.
fn kept_beside(beside: &KeptBeside, key: &str) -> String {
    let name = spaced(&beside.name);
    match beside.from == key {
        true => format!("{name} before merging"),
        false => format!("{name} in {}", beside.from),
    }
}

/// The name of a field in words.
fn spaced(name: &str) -> String {
    name.replace('_', " ")
}
