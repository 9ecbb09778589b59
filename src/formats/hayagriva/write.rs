//! References → entries.

use std::io;

use foldhash::{HashSet, HashSetExt};
use serde_json::Value as Json;

use super::cells::{self, Entry};
use super::losses::report;
use super::private_key;
use super::read::stranger;
use crate::formats::yaml::{OutMap, from_json, write_map};
use crate::formats::{Escapes, Instead, Loss, WriteOptions, Writer, private};
use crate::model::Reference;

/// Writes entries into a map.
pub(super) struct Entries<'a> {
    out: &'a mut dyn io::Write,
    options: WriteOptions,
    /// hayagriva refuses a file in which a key stands twice.
    keys: HashSet<String>,
    written: u64,
}

/// What stands before the number in the key of a reference without one.
const MADE_KEY: &str = "no-key-";

/// The number of a key that was made for a reference without one.
pub(super) fn made_key(key: &str) -> Option<u64> {
    key.strip_prefix(MADE_KEY)?.parse().ok()
}

/// Whether a key was made because the one before it was given away already.
pub(super) fn is_made_for(key: &str, given: &str) -> bool {
    let number = key.strip_prefix(given).and_then(|rest| rest.strip_prefix('-'));
    number.is_some_and(|number| number.parse::<u64>().is_ok())
}

impl<'a> Entries<'a> {
    pub(super) fn new(out: &'a mut dyn io::Write, options: WriteOptions) -> Self {
        Entries { out, options, keys: HashSet::new(), written: 0 }
    }

    /// A key that no entry before has.
    fn key(&mut self, reference: &Reference) -> String {
        let own = reference.key.clone().unwrap_or_else(|| format!("{MADE_KEY}{}", self.written));
        let mut key = own.clone();
        // The how manyth entry it is makes it differ from all before it but for keys that are made on purpose.
        let mut number = self.written;
        while !self.keys.insert(key.clone()) {
            number += 1;
            key = match reference.key {
                Some(_) => format!("{own}-{number}"),
                None => format!("{MADE_KEY}{number}"),
            };
        }
        key
    }
}

impl Writer for Entries<'_> {
    fn write(&mut self, reference: &Reference, losses: &mut Vec<Loss>) -> io::Result<()> {
        for outside in self.options.outside.drain(..) {
            losses.push(Loss {
                key: String::new(),
                field: format!("{}:{}", outside.format, outside.name),
                value: outside.value,
                why: "there is nothing beside the entries",
                instead: Instead::Nowhere,
            });
        }
        self.written += 1;
        let key = self.key(reference);
        let public = cells::entry(reference);
        let read = stranger(&key, &public).reference;
        let members = private::of(reference, &read, self.options.profile);
        report(reference, &read, &members, &key, self.options.escapes, losses);
        let mut entry = public;
        if self.options.escapes == Escapes::Keep {
            entry.extend(members.into_iter().map(|(member, value)| (private_key(&member), value)));
        }
        write_entry(self.out, self.written, &key, entry)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        if self.written == 0 {
            self.out.write_all(b"{}\n")?;
        }
        self.out.flush()
    }
}

fn write_entry(out: &mut dyn io::Write, number: u64, key: &str, entry: Entry) -> io::Result<()> {
    if number > 1 {
        out.write_all(b"\n")?;
    }
    let mut map = OutMap::default();
    map.push(key.to_owned(), from_json(&Json::Object(entry)));
    write_map(out, &map, 0)
}
