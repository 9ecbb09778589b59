//! Records → references.

use std::io;

use super::lines::{Found, Tagged, records};
use super::reading::{Flaw, extra, public};
use super::write::{as_read, unknown_member};
use super::{FAMILY, notes};
use crate::formats::encoding::decode;
use crate::formats::private::restore;
use crate::formats::{Item, Problem, Severity, Sink};
use crate::model::Reference;

/// Why a private member was not used.
const OVERRULED: &str = "it does not agree with what the record says outside of it, which was used";

/// Reads a whole file.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
    let decoded = decode(bytes);
    if let Some(assumption) = decoded.assumption {
        let (line, reason) = (assumption.line, assumption.reason);
        sink(Item::Problem(Problem { line, key: None, field: None, reason, severity: Severity::Notice }))?;
    }
    for found in records(&decoded.text) {
        match found {
            Found::Record(record) => read_record(&record, sink)?,
            Found::Outside(text) => sink(Item::Outside(extra("text", &text)))?,
        }
    }
    Ok(())
}

fn read_record(record: &[Tagged], sink: &mut Sink<'_>) -> io::Result<()> {
    let line = record.first().map_or(1, |tagged| tagged.line);
    let (reference, flaws) = reference(record, line);
    let key = reference.key.clone();
    sink(Item::Reference { reference: Box::new(reference), line })?;
    for flaw in flaws {
        let Flaw { line, tag, reason, severity } = flaw;
        sink(Item::Problem(Problem { line, key: key.clone(), field: Some(tag), reason, severity }))?;
    }
    Ok(())
}

/// The reference of a record: what its public tags say, with its private members.
fn reference(record: &[Tagged], line: usize) -> (Reference, Vec<Flaw>) {
    let public = public(record);
    let mut flaws = public.flaws;
    if public.members.is_empty() {
        return (public.reference, flaws);
    }
    let restored = restore(public.reference, &public.members, FAMILY, &as_read);
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
