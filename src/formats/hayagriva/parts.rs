//! An entry and its parents, from which what is understood is taken out.

use serde_json::{Value as Json, json};

use super::cells::Entry;
use crate::fields::hayagriva::{ANTHOLOGY, MEETINGS, Node, ORIGINAL, SERIES, SHORTHANDS, WHOLES, key};

/// An entry or a parent while it is read: what was understood is taken out.
pub(super) struct Part {
    pub(super) left: Entry,
    /// Where it stands in the entry: nothing, `parent.`, `parent[1].`.
    pub(super) path: String,
    /// Its type.
    pub(super) word: String,
}

impl Part {
    pub(super) fn new(mut left: Entry, path: &str, default: &str) -> Part {
        for (name, inner) in SHORTHANDS {
            if let Some(value) = left.get_mut(*name)
                && !value.is_object()
                && !value.is_null()
            {
                *value = json!({ *inner: value.take() });
            }
        }
        // Some write the name of a publisher as they do titles.
        if let Some(publisher) = left.get_mut(key::PUBLISHER).and_then(Json::as_object_mut)
            && publisher.contains_key(key::VALUE)
            && !publisher.contains_key(key::NAME)
        {
            let whole = Json::Object(std::mem::take(publisher));
            publisher.insert(key::NAME.to_owned(), whole);
        }
        let word = left.get(key::TYPE).and_then(Json::as_str).map_or_else(|| default.to_owned(), kebab);
        Part { left, path: path.to_owned(), word }
    }

    pub(super) fn take(&mut self, path: (&str, Option<&str>)) -> Option<Json> {
        match path {
            (name, None) => self.left.shift_remove(name),
            (name, Some(inner)) => {
                let map = self.left.get_mut(name)?.as_object_mut()?;
                let mut value = map.shift_remove(inner)?;
                // `{value, verbatim}` is one formattable string.
                if inner == key::VALUE
                    && let Some(verbatim) = map.shift_remove(key::VERBATIM)
                    && !value.is_object()
                {
                    value = json!({ key::VALUE: value, key::VERBATIM: verbatim });
                }
                if map.is_empty() {
                    self.left.shift_remove(name);
                }
                Some(value)
            }
        }
    }

    /// Whether it is the multi-volume work of a volume of this type: a book of books, or a series that is told to have
    /// so many volumes or is in a series itself.
    fn is_set_of(&self, child: &str) -> bool {
        let is_in_series =
            || self.left.get(key::PARENT).is_some_and(|parent| word_of(parent) == Some(ANTHOLOGY));
        WHOLES.contains(&child)
            && match self.word.as_str() {
                ANTHOLOGY => self.left.contains_key(key::VOLUME_TOTAL) || is_in_series(),
                word => word == child && !SERIES.contains(&word),
            }
    }

    /// Puts back what was taken and not understood.
    pub(super) fn give_back(&mut self, path: (&str, Option<&str>), value: Json) {
        match path {
            (name, None) => {
                self.left.insert(name.to_owned(), value);
            }
            (name, Some(inner)) => {
                let map = self.left.entry(name).or_insert_with(|| json!({}));
                if let Some(map) = map.as_object_mut() {
                    map.insert(inner.to_owned(), value);
                }
            }
        }
    }
}

/// The type that a parent has.
fn word_of(parent: &Json) -> Option<&str> {
    parent.get(key::TYPE)?.as_str()
}

/// `CastMember` and `cast-member` as `cast-member`.
pub(super) fn kebab(word: &str) -> String {
    let mut kebab = String::with_capacity(word.len() + 2);
    for (at, c) in word.trim().char_indices() {
        if c.is_uppercase() && at > 0 && !kebab.ends_with('-') {
            kebab.push('-');
        }
        kebab.extend(c.to_lowercase().map(|c| if c == ' ' || c == '_' { '-' } else { c }));
    }
    kebab
}

/// The parents of an entry by what they are to it.
#[derive(Default)]
pub(super) struct Parents {
    pub(super) original: Option<Part>,
    pub(super) container: Option<Part>,
    pub(super) set: Option<Part>,
    pub(super) event: Option<Part>,
    pub(super) series: Option<Part>,
}

impl Parents {
    pub(super) fn part<'p>(&'p mut self, own: &'p mut Part, node: Node) -> Option<&'p mut Part> {
        match node {
            Node::Own => Some(own),
            Node::Original => self.original.as_mut(),
            Node::Container => self.container.as_mut(),
            Node::Set => self.set.as_mut(),
            Node::Event => self.event.as_mut(),
            Node::Series => self.series.as_mut(),
        }
    }

    /// Takes a parent of the container or of the multi-volume work in the part that it plays; gives it back when that
    /// is taken, or when it plays none.
    pub(super) fn place_above(&mut self, part: Part, child: &str) -> Option<Part> {
        let slot = if part.is_set_of(child) {
            &mut self.set
        } else if SERIES.contains(&part.word.as_str()) {
            &mut self.series
        } else {
            return Some(part);
        };
        fill(slot, part)
    }

    /// Takes a parent in the part that it plays; gives it back when that is taken.
    pub(super) fn place(&mut self, part: Part, child: &str) -> Option<Part> {
        let is_whole = WHOLES.contains(&child);
        let slot = if part.word == ORIGINAL {
            &mut self.original
        } else if MEETINGS.contains(&part.word.as_str()) && part.word != child && child != "artwork" {
            &mut self.event
        } else if part.is_set_of(child) {
            &mut self.set
        } else if is_whole && SERIES.contains(&part.word.as_str()) {
            &mut self.series
        } else {
            &mut self.container
        };
        fill(slot, part)
    }
}

/// Puts a part into an empty slot, and gives it back otherwise.
fn fill(slot: &mut Option<Part>, part: Part) -> Option<Part> {
    match slot {
        Some(_) => Some(part),
        None => {
            *slot = Some(part);
            None
        }
    }
}
