//! nbib, the MEDLINE display of PubMed. It is only read.
//!
//! Source: the National Library of Medicine's description of the elements of the display. Which tag holds what
//! is in [`crate::fields::nbib`].

use std::io;

use super::encoding::decode;
use super::tagged_lines::{Found, physical_lines, records};
use super::{Format, Item, Problem, Severity, Sink};
use crate::model::{EntryType, Extra};

mod lines;
mod pages;
mod record;

#[cfg(test)]
mod tests;

/// The name of the format.
const NAME: &str = "nbib";
/// What a record is that does not say what it is.
const UNKNOWN_TYPE: EntryType = EntryType::Misc;
/// How many lines from the beginning tell what a file is.
const TELLING_LINES: usize = 200;

/// PubMed's nbib.
#[derive(Clone, Copy, Debug)]
pub struct Nbib;

impl Format for Nbib {
    fn name(&self) -> &'static str {
        NAME
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["nbib"]
    }

    fn purpose(&self) -> &'static str {
        "PubMed's nbib, its citations as files"
    }

    fn recognizes(&self, head: &[u8]) -> u8 {
        let decoded = decode(head);
        let mut tags = physical_lines(&decoded.text).take(TELLING_LINES).filter_map(lines::tag_of);
        if tags.any(|(tag, _)| tag == lines::FIRST) { 95 } else { 0 }
    }

    fn read(&self, bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
        let decoded = decode(bytes);
        if let Some(assumption) = decoded.assumption {
            let (line, reason) = (assumption.line, assumption.reason);
            sink(Item::Problem(Problem {
                line,
                key: None,
                field: None,
                reason,
                severity: Severity::Notice,
            }))?;
        }
        for found in records::<lines::Lines>(&decoded.text) {
            sink(match found {
                Found::Record { lines, .. } => {
                    let line = lines.first().map_or(1, |tagged| tagged.line);
                    Item::Reference { reference: Box::new(record::reference(&lines)), line }
                }
                Found::Outside { text: value, .. } => {
                    Item::Outside(Extra { format: NAME.to_owned(), name: "text".to_owned(), value })
                }
            })?;
        }
        Ok(())
    }

    fn can_write(&self) -> bool {
        false
    }
}
