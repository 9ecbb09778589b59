//! Records → references.

use std::collections::BTreeMap;
use std::io;

use super::lines::{END, Lines, STRAY};
use super::reading::{Flaw, extra, public};
use super::write::{as_read, unknown_member};
use super::{NAME, notes};
use crate::fields::ris::is_ris_tag;
use crate::formats::encoding::decode;
use crate::formats::private::restore;
use crate::formats::tagged_lines::{Ending, Found, Tagged, records};
use crate::formats::{Item, Problem, Severity, Sink};
use crate::model::Reference;

/// Why a private member was not used.
const OVERRULED: &str = "it does not agree with what the record says outside of it, which was used";

/// Reads a whole file.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
    let decoded = decode(bytes);
    if let Some(assumption) = decoded.assumption {
        sink(notice(assumption.line, None, assumption.reason))?;
    }
    let mut unknown: BTreeMap<String, Unknown> = BTreeMap::new();
    for found in records::<Lines>(&decoded.text) {
        match found {
            Found::Record { lines, ended_by } => {
                for tagged in lines.iter().filter(|tagged| tagged.tag != STRAY && !is_ris_tag(&tagged.tag)) {
                    unknown
                        .entry(tagged.tag.clone())
                        .or_insert(Unknown { line: tagged.line, count: 0 })
                        .count += 1;
                }
                read_record(&lines, ended_by, sink)?;
            }
            Found::Outside { text, line } => {
                sink(notice(line, None, "it belongs to no record; kept beside the records".to_owned()))?;
                sink(Item::Outside(extra("text", &text)))?;
            }
        }
    }
    for (tag, Unknown { line, count }) in unknown {
        let reason = format!("unknown tag, in {count} lines of the file; kept as it is");
        sink(notice(line, Some(tag), reason))?;
    }
    Ok(())
}

/// Where an unknown tag stands first, and how often in all.
struct Unknown {
    line: usize,
    count: usize,
}

fn notice(line: usize, field: Option<String>, reason: String) -> Item {
    Item::Problem(Problem { line, key: None, field, reason, severity: Severity::Notice })
}

fn read_record(record: &[Tagged], ended_by: Ending, sink: &mut Sink<'_>) -> io::Result<()> {
    let line = record.first().map_or(1, |tagged| tagged.line);
    let (reference, mut flaws) = reference(record, line);
    flaws.extend(record.iter().filter(|tagged| tagged.tag == STRAY).map(|tagged| Flaw {
        line: tagged.line,
        tag: STRAY.to_owned(),
        reason: format!("a line without a tag, {:?}; kept as it is", tagged.value),
        severity: Severity::Warning,
    }));
    flaws.extend(missing_end(ended_by).map(|reason| Flaw {
        line: record.last().map_or(line, |tagged| tagged.line),
        tag: END.to_owned(),
        reason: reason.to_owned(),
        severity: Severity::Warning,
    }));
    let key = reference.key.clone();
    sink(Item::Reference { reference: Box::new(reference), line })?;
    for flaw in flaws {
        let Flaw { line, tag, reason, severity } = flaw;
        let field = Some(tag).filter(|tag| tag != STRAY);
        sink(Item::Problem(Problem { line, key: key.clone(), field, reason, severity }))?;
    }
    Ok(())
}

fn missing_end(ended_by: Ending) -> Option<&'static str> {
    match ended_by {
        Ending::Tag => None,
        Ending::NextRecord => Some("the end of the record is missing; it ends before the next one"),
        Ending::EndOfFile => Some("the end of the record is missing; it ends with the file"),
    }
}

/// The reference of a record: what its public tags say, with its private members.
fn reference(record: &[Tagged], line: usize) -> (Reference, Vec<Flaw>) {
    let public = public(record);
    let mut flaws = public.flaws;
    if public.members.is_empty() {
        return (public.reference, flaws);
    }
    let restored = restore(public.reference, &public.members, NAME, &as_read);
    let mut reference = restored.reference;
    reference.extras.extend(restored.unknown.iter().map(|(name, value)| unknown_member(name, value)));
    flaws.extend(restored.overruled.iter().map(|name| Flaw {
        line,
        tag: notes::spelled(name),
        reason: OVERRULED.to_owned(),
        severity: Severity::Notice,
    }));
    (reference, flaws)
}
