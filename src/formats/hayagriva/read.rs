//! Entries → references.

use std::io;

use foldhash::{HashMap, HashMapExt};
use serde_json::Value as Json;

use super::cells::{self, Entry};
use super::public::{self, Public};
use super::write::{is_made_for, made_key};
use super::{FORMAT, is_ours, member, private_key};
use crate::formats::encoding::decode;
use crate::formats::private::{self, Private, Restored};
use crate::formats::yaml::{Chunk, Key, Node, NodeValue, members, parse_all, to_json};
use crate::formats::{Item, Problem, Severity, Sink};
use crate::model::{Extra, Reference};

/// Reads a whole file.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
    let decoded = decode(bytes);
    if let Some(assumption) = decoded.assumption {
        tell(sink, assumption.line, None, Severity::Notice, assumption.reason)?;
    }
    let mut keys = HashMap::new();
    match parse_all(&decoded.text) {
        Ok(documents) => {
            for document in documents {
                read_document(&document, 0, &mut keys, sink)?;
            }
            Ok(())
        }
        Err(problem) => {
            let parts = members(Chunk::whole(&decoded.text));
            if parts.is_empty() {
                return tell(sink, problem.line, None, Severity::Error, problem.reason);
            }
            let mut is_told = false;
            for part in parts {
                match parse_all(part.text) {
                    Ok(documents) => {
                        for document in documents {
                            read_document(&document, part.line - 1, &mut keys, sink)?;
                        }
                    }
                    Err(problem) => {
                        is_told = true;
                        let line = part.line - 1 + problem.line;
                        let key = crate::formats::yaml::key_of(part.text).map(str::to_owned);
                        let reason = format!("the entry is left out: {}", problem.reason);
                        tell(sink, line, key, Severity::Error, reason)?;
                    }
                }
            }
            // What is broken stands before the first entry, or is told from the whole only.
            if is_told { Ok(()) } else { tell(sink, problem.line, None, Severity::Error, problem.reason) }
        }
    }
}

fn tell(
    sink: &mut Sink<'_>,
    line: usize,
    key: Option<String>,
    severity: Severity,
    reason: String,
) -> io::Result<()> {
    sink(Item::Problem(Problem { line, key, field: None, reason, severity }))
}

/// Keys that were read, and the line of each.
type Keys = HashMap<String, usize>;

fn read_document(
    document: &Node,
    lines_before: usize,
    keys: &mut Keys,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    match &document.value {
        NodeValue::Map(entries) => {
            for (key, node) in entries {
                read_entry(key, node, lines_before, keys, sink)?;
            }
            Ok(())
        }
        NodeValue::Null => Ok(()),
        other => {
            let reason = format!("a map of entries by their keys was expected, not {}", other.describe());
            tell(sink, lines_before + document.line, None, Severity::Error, reason)
        }
    }
}

fn read_entry(
    key: &Key,
    node: &Node,
    lines_before: usize,
    keys: &mut Keys,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let line = lines_before + key.line;
    let NodeValue::Map(values) = &node.value else {
        let reason = format!("an entry is a map, not {}; left out", node.value.describe());
        return tell(sink, line, Some(key.text.clone()), Severity::Error, reason);
    };
    if let Some(first) = keys.insert(key.text.clone(), line) {
        let reason = format!("the key stands in line {first} as well; hayagriva refuses such a file");
        tell(sink, line, Some(key.text.clone()), Severity::Warning, reason)?;
    }
    let mut entry = Entry::new();
    let mut repeated = Vec::new();
    let mut lines = HashMap::new();
    for (name, node) in values {
        let value = to_json(node);
        if let Some(earlier) = entry.insert(name.text.clone(), value) {
            repeated.push((name.text.clone(), earlier));
        }
        lines.insert(name.text.as_str(), lines_before + name.line);
    }
    let line_of = |name: &str| lines.get(name).copied().unwrap_or(line);
    let Whole { mut reference, problems } = whole(&key.text, entry);
    for (name, value) in repeated {
        tell_of(
            sink,
            line_of(&name),
            key,
            &name,
            Severity::Warning,
            "given more than once; the last one is used",
        )?;
        reference.extras.push(extra(name, &value));
    }
    sink(Item::Reference { reference: Box::new(reference), line })?;
    for (name, severity, reason) in problems {
        tell_of(sink, line_of(&name), key, &name, severity, &reason)?;
    }
    Ok(())
}

fn tell_of(
    sink: &mut Sink<'_>,
    line: usize,
    key: &Key,
    field: &str,
    severity: Severity,
    reason: &str,
) -> io::Result<()> {
    let (key, field) = (Some(key.text.clone()), Some(field.to_owned()));
    sink(Item::Problem(Problem { line, key, field, reason: reason.to_owned(), severity }))
}

fn extra(name: String, value: &Json) -> Extra {
    Extra { format: FORMAT.to_owned(), name, value: value.to_string() }
}

/// An entry with what its private keys say.
struct Whole {
    reference: Reference,
    problems: Vec<(String, Severity, String)>,
}

fn whole(key: &str, entry: Entry) -> Whole {
    let (ours, public): (Entry, Entry) = entry.into_iter().partition(|(name, _)| is_ours(name));
    let mut members: Private =
        ours.into_iter().filter_map(|(name, value)| Some((member(&name)?, value))).collect();
    // The key that we could not write, as long as the one that we wrote in its place stands.
    let given = members.get(KEY);
    let keeps_key = match given {
        Some(Json::Null) => made_key(key).is_some(),
        Some(Json::String(given)) => is_made_for(key, given),
        _ => true,
    };
    let mut problems = Vec::new();
    if !keeps_key {
        members.shift_remove(KEY);
        problems.push((private_key(KEY), Severity::Notice, OVERRULED.to_owned()));
    }
    let Public { reference, flaws } = stranger(key, &public);
    problems.extend(flaws.into_iter().map(|flaw| (flaw.key, flaw.severity, flaw.reason)));
    if members.is_empty() {
        return Whole { reference, problems };
    }
    let as_read = |reference: &Reference, _| stranger(key, &cells::entry(reference)).reference;
    let Restored { mut reference, overruled, unknown } =
        private::restore(reference, &members, FORMAT, &as_read);
    problems
        .extend(overruled.iter().map(|member| (private_key(member), Severity::Notice, OVERRULED.to_owned())));
    reference.extras.extend(unknown.into_iter().map(|(member, value)| extra(private_key(&member), &value)));
    Whole { reference, problems }
}

/// The member that holds the key.
const KEY: &str = "key";

/// Why a private key was not used.
const OVERRULED: &str = "it does not agree with what the entry says outside of it, which was used";

/// An entry without private keys, as a stranger reads it.
pub(super) fn stranger(key: &str, entry: &Entry) -> Public {
    let mut public = public::read(entry);
    public.reference.key = Some(key.to_owned());
    public
}
