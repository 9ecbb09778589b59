//! References under the names that a manuscript cites them by.
//!
//! A key that was changed goes on working: the entry is written under the name that is cited, with its key among
//! its aliases, and what points at it points at that name. Where a manuscript cites one edition under several
//! names, each becomes an entry, but for formats that know of aliases.

use super::entries::Names;
use crate::model::Reference;

/// What becomes of several names of one edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Several {
    /// An entry under each.
    Entries,
    /// One entry with the others as aliases.
    Aliases,
}

/// A reference under each name that it is cited by; the reference itself where nothing else is said.
pub(super) fn named(mut reference: Reference, names: &Names, several: Several) -> Vec<Reference> {
    rename_links(&mut reference, names);
    let Some(cited) = reference.key.as_ref().and_then(|key| names.get(key)) else { return vec![reference] };
    // The first is the key itself where that is cited too.
    let cited = match several {
        Several::Entries => cited.as_slice(),
        Several::Aliases => cited.get(..1).unwrap_or_default(),
    };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntryType;

    #[test]
    fn several_names_of_one_edition() {
        let mut reference = Reference::new(EntryType::Book);
        reference.key = Some("tides".to_owned());
        reference.aliases = vec!["vale1936".to_owned(), "old".to_owned()];
        let names = |cited: &[&str]| {
            Names::from([("tides".to_owned(), cited.iter().map(|name| (*name).to_owned()).collect())])
        };
        let named = |cited: &[&str], several| {
            let entries = named(reference.clone(), &names(cited), several).into_iter();
            entries.map(|entry| (entry.key.unwrap_or_default(), entry.aliases.join(" "))).collect::<Vec<_>>()
        };
        let entry = |key: &str, aliases: &str| (key.to_owned(), aliases.to_owned());
        let both = ["tides", "vale1936"];
        assert_eq!(named(&both, Several::Entries), [entry("tides", "old"), entry("vale1936", "")]);
        assert_eq!(named(&both, Several::Aliases), [entry("tides", "vale1936 old")]);
        assert_eq!(named(&["old"], Several::Aliases), [entry("old", "vale1936 tides")]);
    }
}
