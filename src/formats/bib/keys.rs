//! The keys of a file that is written.

use foldhash::{HashMap, HashMapExt};

use super::extras;
use crate::{
    fields::Dialect,
    model::{Link, LinkKind, Reference},
};
/// The key of an entry that has none.
const NO_KEY: &str = "entry";

/// Which keys the entries of a file have so far.
pub(super) struct Keys {
    dialect: Dialect,
    /// Keys in the file, and how often each was asked for.
    taken: HashMap<String, u64>,
    /// Under what key the first entry of each key stands.
    written: HashMap<String, String>,
}

impl Keys {
    pub(super) fn of(dialect: Dialect) -> Keys {
        Keys { dialect, taken: HashMap::new(), written: HashMap::new() }
    }

    /// A key for a reference that can stand in the file and does not yet.
    pub(super) fn take(&mut self, reference: &Reference) -> String {
        let legal = legal(reference.key.as_deref().unwrap_or(NO_KEY));
        let mut free = legal.clone();
        while let Some(count) = self.taken.get_mut(&folded(self.dialect, &legal)) {
            *count += 1;
            free = format!("{legal}-{count}");
            if !self.taken.contains_key(&folded(self.dialect, &free)) {
                break;
            }
        }
        self.taken.insert(folded(self.dialect, &free), 1);
        if let Some(key) = &reference.key {
            self.written.entry(folded(self.dialect, key)).or_insert_with(|| free.clone());
        }
        free
    }

    /// The key that a pointer to an entry must name: the one it stands under, or will if no other takes it before.
    pub(super) fn pointer(&self, key: &str) -> String {
        let written = self.written.get(&folded(self.dialect, key));
        let is_same = |written: &&String| folded(self.dialect, written) == folded(self.dialect, key);
        written.filter(|written| !is_same(written)).cloned().unwrap_or_else(|| legal(key))
    }
}

/// BibTeX does not tell keys apart by case; biber does.
fn folded(dialect: Dialect, key: &str) -> String {
    if dialect == Dialect::Bibtex { key.to_lowercase() } else { key.to_owned() }
}

/// The key with what cannot stand in one replaced.
fn legal(key: &str) -> String {
    let legal: String = key.chars().map(|c| if extras::is_key_character(c) { c } else { '-' }).collect();
    if legal.is_empty() { NO_KEY.to_owned() } else { legal }
}

/// Links as a file has them if no key is taken.
pub(super) fn pointers(links: &[Link]) -> Vec<Link> {
    links.iter().map(|link| Link { kind: link.kind, target: legal(&link.target) }).collect()
}

/// Whether a pointer of a file means an entry of this key, which stands there under another one.
pub(super) fn could_mean(pointer: &str, key: &str) -> bool {
    let link = |target: String| [Link { kind: LinkKind::PartOf, target }];
    pointer != key && could_point(&link(pointer.to_owned()), &link(legal(key)))
}

/// Whether links of a file could have been written for these.
pub(super) fn could_point(written: &[Link], meant: &[Link]) -> bool {
    let matches = |(written, meant): (&Link, &Link)| {
        let rest = written.target.strip_prefix(meant.target.as_str());
        let is_number = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_digit());
        let is_same =
            rest.is_some_and(|rest| rest.is_empty() || rest.strip_prefix('-').is_some_and(is_number));
        written.kind == meant.kind && is_same
    };
    written.len() == meant.len() && written.iter().zip(meant).all(matches)
}
