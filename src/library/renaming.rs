//! References under the names that a manuscript cites them by.
//!
//! A key that was changed goes on working: the entry is written under the name that is cited, with its key among
//! its aliases, and what points at it points at that name. Where a manuscript cites one edition under several
//! names, each becomes an entry, since only biblatex knows of aliases.

use super::entries::Names;
use crate::model::Reference;

/// A reference under each name that it is cited by; the reference itself where nothing else is said.
pub(super) fn named(mut reference: Reference, names: &Names) -> Vec<Reference> {
    rename_links(&mut reference, names);
    let Some(cited) = reference.key.as_ref().and_then(|key| names.get(key)) else { return vec![reference] };
    let mut known = reference.aliases.clone();
    known.extend(reference.key.clone());
    // An alias that is an entry of its own may not be told twice.
    known.retain(|name| !cited.contains(name));
    let mut entries = Vec::new();
    for (number, name) in cited.iter().enumerate() {
        let aliases = if number == 0 { known.clone() } else { Vec::new() };
        entries.push(Reference { key: Some(name.clone()), aliases, ..reference.clone() });
    }
    entries
}

/// Makes links lead to the names that are cited.
pub(super) fn rename_links(reference: &mut Reference, names: &Names) {
    for link in &mut reference.links {
        if let Some(name) = names.get(&link.target).and_then(|names| names.first()) {
            link.target.clone_from(name);
        }
    }
}
