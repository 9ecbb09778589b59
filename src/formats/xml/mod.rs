//! XML under the formats that are spelled in it: the records of a file one by one, each as a small tree.
//!
//! The tokens come from `quick-xml`. It pulls them from the text one at a time, expands no entity and loads no
//! document type, so that neither can make a small file a large one. What this folder adds is recovery: a file
//! is cut at the tags that begin its records before anything is parsed, so that an error in one record cannot
//! reach the next; inside a record a tag that was forgotten is closed where its parent closes. Depth is bounded,
//! and every byte is looked at a fixed number of times.

mod decode;
mod element;
mod parse;
mod records;
pub mod statements;
#[cfg(test)]
mod tests;

pub use decode::decode;
pub use element::{Element, Node, clean};
pub use parse::{Fault, Parsed, parse};
pub use records::{Head, Record, Records, head};

use std::io;

use super::{Item, Problem, Severity, Sink};

/// Elements that are nested deeper in a record are left out.
pub const MAX_DEPTH: usize = 64;

/// A format's way to read one record. Gives what it found in it.
pub type ReadRecord<'a> = dyn FnMut(Element) -> Vec<Item> + 'a;

/// Whether an element stands where a record would and only encloses the true one: in answers of servers the
/// elements of the protocol and those of the format share names.
pub type IsWrapper<'a> = dyn Fn(&Element) -> bool + 'a;

/// Reads every record of a file: the elements with one of these local names. Faults of the syntax are told and
/// what surrounds them is kept.
pub fn read_records(
    bytes: &[u8],
    names: &'static [&'static str],
    is_wrapper: &IsWrapper<'_>,
    read: &mut ReadRecord<'_>,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let decoded = decode(bytes);
    if let Some(assumption) = decoded.assumption {
        sink(problem(assumption.line, Severity::Notice, assumption.reason))?;
    }
    let mut found = false;
    for record in Records::new(&decoded.text, names) {
        let parsed = parse(record.text, record.line);
        let Some(element) = parsed.element else { continue };
        if !parsed.is_closed && is_wrapper(&element) {
            continue;
        }
        found = true;
        let items = read(element);
        let key = items.iter().find_map(|item| match item {
            Item::Reference { reference, .. } => reference.key.clone(),
            _ => None,
        });
        for item in items {
            sink(item)?;
        }
        for fault in parsed.faults {
            let (line, reason) = (fault.line, fault.reason);
            let key = key.clone();
            sink(Item::Problem(Problem { line, key, field: None, reason, severity: Severity::Error }))?;
        }
    }
    let is_blank = decoded.text.trim().is_empty();
    if !found && !is_blank && head(&decoded.text).root.is_none() {
        sink(problem(1, Severity::Error, "no XML: nothing could be read".to_owned()))?;
    }
    Ok(())
}

fn problem(line: usize, severity: Severity, reason: String) -> Item {
    Item::Problem(Problem { line, key: None, field: None, reason, severity })
}
