//! Lists of names as .bib files write them ⇄ [`NameList`].
//!
//! Names are joined by "and" and stand in one of BibTeX's three forms, `First von Last`, `von Last, First` and
//! `von Last, Jr, First` (btxdoc, section 4; "Tame the BeaST", on the author format), in braces when they are not to be taken
//! apart, or in biblatex's extended format, `family=Serge, given=Victor` (biblatex manual, "Extended Name Format"). The words of
//! a name are told apart as btparse does: by white space and ties, not by hyphens.
//!
//! Besides, what people and programs write otherwise is read as it is meant (`habits.rs`): "et al.", semicolons and
//! ampersands between names, `Last, First, Jr.`, a suffix without its comma, the numbers of dblp.
//!
//! The "von" part is [`Name::non_dropping_particle`]; with `useprefix=false` it is [`Name::dropping_particle`].
//! All functions take the TeX of the file, not yet decoded.

use crate::model::NameList;

mod habits;
mod read;
mod write;

pub use read::read;
pub use write::{Syntax, Written, protect_item, write};

#[cfg(doc)]
use crate::model::Name;

/// A list as read, and what of it the list cannot hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The names, decoded.
    pub list: NameList,
    /// What else there is to say, in the order of the names.
    pub remarks: Vec<Remark>,
}

/// Something about one name of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The place in `list.names` of the name, or of the next one where there is none.
    pub position: usize,
    /// What there is.
    pub about: About,
}

/// What a [`Remark`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// More than two commas: the name is kept whole, as a literal.
    TooManyCommas,
    /// Nothing between two "and", or nothing but punctuation: no name.
    NoName,
    /// A part of the extended format that [`Name`] has no place for (`given-i`, `useprefix=true`, `id`), or an option
    /// of the list (`nosortothers=true`), as in the file. `part` is empty where there is no "=".
    Part {
        /// Left of the "=", in lower case.
        part: String,
        /// Right of it, without quotation marks around it.
        value: String,
    },
}

/// The last item of a list that does not give all.
pub const OTHERS: &str = "others";

/// The items of a list of names or of words, without the white space around them: what stands between "and", in any
/// case, outside braces. An item is empty where two "and" meet. `\and` of LaTeX's title pages parts items too.
pub fn split_list(value: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    let bytes = value.as_bytes();
    for (at, byte) in value.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'a' | b'A' if depth == 0 && is_and(bytes, at) && at >= start => {
                items.push(value[start..at].trim_ascii());
                start = at + "and".len();
            }
            b'\\' if depth == 0 && is_command_and(bytes, at) && at >= start => {
                items.push(value[start..at].trim_ascii());
                start = at + r"\and".len();
            }
            _ => {}
        }
    }
    items.push(value[start..].trim_ascii());
    items
}

/// Whether the word "and" stands here, between white space or the ends.
fn is_and(bytes: &[u8], at: usize) -> bool {
    let is_word = bytes.get(at..at + 3).is_some_and(|word| word.eq_ignore_ascii_case(b"and"));
    let ends = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    is_word && ends(bytes.get(at + 3)) && ends(at.checked_sub(1).and_then(|before| bytes.get(before)))
}

/// Whether the command `\and` stands here, and no longer one.
fn is_command_and(bytes: &[u8], at: usize) -> bool {
    let is_escaped = at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\\');
    let after = bytes.get(at + r"\and".len());
    bytes[at..].starts_with(br"\and") && !is_escaped && !after.is_some_and(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests;
