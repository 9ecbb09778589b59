//! hayagriva's YAML, the bibliographies of Typst.
//!
//! Sources: "The Hayagriva YAML File Format" and the source of hayagriva 0.10.1, which reads a file as a whole:
//! one value of the wrong shape and it refuses all of it. So what is written is checked to be of a shape that it
//! takes; what has none goes into a key `x-…`, which it passes over as it does all that it does not know.
//!
//! Names stand in the tables of [`crate::fields::hayagriva`]. What public keys cannot say stands beside them
//! ([`super::private`]): `x-` and the name of the row, with hyphens.

use std::io;

use super::encoding::decode;
use super::yaml::key_of;
use super::{Format, Sink, WriteOptions, Writer, private};
use crate::fields::hayagriva::{is_type_word, key};

mod cells;
mod dates;
mod losses;
mod parts;
mod persons;
mod public;
mod read;
mod spelling;
mod text;
mod write;

#[cfg(test)]
mod tests;

/// The name of the format and of its family of profiles.
const FORMAT: &str = "hayagriva";
/// What stands before the names of private keys.
const PRIVATE: &str = "x-";

/// hayagriva's YAML.
#[derive(Clone, Copy, Debug)]
pub struct Hayagriva;

impl Format for Hayagriva {
    fn name(&self) -> &'static str {
        FORMAT
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["yml", "yaml"]
    }

    fn purpose(&self) -> &'static str {
        "Typst and hayagriva"
    }

    fn recognizes(&self, head: &[u8]) -> u8 {
        recognize(head)
    }

    fn read(&self, bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
        read::read(bytes, sink)
    }

    fn writer<'a>(
        &self,
        out: &'a mut dyn io::Write,
        options: WriteOptions,
    ) -> io::Result<Box<dyn Writer + 'a>> {
        Ok(Box::new(write::Entries::new(out, options)))
    }
}

/// How sure it is that a file which begins so holds entries: keys at the left edge with nothing behind them, and
/// below one of them a type that hayagriva knows.
fn recognize(head: &[u8]) -> u8 {
    let decoded = decode(head);
    let mut under_key = false;
    let mut has_type = false;
    let mut has_title = false;
    for line in decoded.text.lines() {
        let content = line.trim();
        if content.is_empty() || content.starts_with('#') || content == "---" {
            continue;
        }
        if !line.starts_with([' ', '\t']) {
            let is_entry = key_of(line).is_some()
                && (content.ends_with(':')
                    || content.split_once(": ").is_some_and(|(_, rest)| is_mark(rest)));
            if !is_entry {
                return 0;
            }
            under_key = true;
            continue;
        }
        let value_of =
            |key: &str| content.strip_prefix(key).and_then(|rest| rest.trim_start().strip_prefix(':'));
        has_title |= under_key && value_of(key::TITLE).is_some();
        if let Some(word) = value_of(key::TYPE).filter(|_| under_key) {
            if is_type_word(&word.trim().trim_matches(['"', '\'']).to_lowercase()) {
                return 85;
            }
            has_type = true;
        }
    }
    // Of the shape, but with types that nobody knows.
    if has_type && has_title { 60 } else { 0 }
}

/// Whether what stands behind a key is not its value: an anchor, a comment, a map in braces.
fn is_mark(rest: &str) -> bool {
    rest.trim_start().starts_with(['&', '#', '{'])
}

/// The private key for a member.
fn private_key(member: &str) -> String {
    // Facts without a row have names with a point, which are spelled as they are.
    match member.contains('.') {
        true => format!("{PRIVATE}{member}"),
        false => format!("{PRIVATE}{}", member.replace('_', "-")),
    }
}

/// The member for a private key.
fn member(key: &str) -> Option<String> {
    let name = key.strip_prefix(PRIVATE)?;
    Some(if name.contains('.') { name.to_owned() } else { name.replace('-', "_") })
}

/// Whether a key is one that we write beside public ones.
fn is_ours(key: &str) -> bool {
    member(key).is_some_and(|member| private::is_ours(&member) && private_key(&member) == key)
}
