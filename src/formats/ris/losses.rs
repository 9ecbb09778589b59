//! What RIS cannot hold, value by value.

use super::write::Record;
use super::{NAME, notes};
use crate::formats::fact::Fact;
use crate::formats::private;
use crate::formats::{Escapes, Instead, Loss};
use crate::model::{Ending, Field, Place, Reference, Standing};

/// The tag of notes.
const NOTE: &str = "N1";

/// Collects what has no public tag.
pub(super) struct Report<'a> {
    pub(super) reference: &'a Reference,
    pub(super) record: &'a Record,
    pub(super) escapes: Escapes,
    pub(super) losses: &'a mut Vec<Loss>,
}

impl Report<'_> {
    fn add(&mut self, field: &str, value: String, why: &'static str, instead: Instead) {
        let instead = match (self.escapes, instead) {
            (Escapes::Omit, Instead::Escape(_)) => Instead::Nowhere,
            (_, instead) => instead,
        };
        let key = self.reference.key.clone().unwrap_or_default();
        self.losses.push(Loss { key, field: field.to_owned(), value, why, instead });
    }

    fn escape(&self, member: &str) -> Instead {
        Instead::Escape(notes::spelled(member))
    }

    pub(super) fn all(mut self) {
        const POINTERS: &str = "records of RIS do not point to each other";
        for fact in private::differing(self.reference, &self.record.read) {
            self.fact(fact);
        }
        for link in &self.reference.links {
            let instead = self.escape("links");
            self.add(link.kind.as_str(), link.target.clone(), POINTERS, instead);
        }
        for alias in &self.reference.aliases {
            let instead = self.escape("aliases");
            self.add("aliases", alias.clone(), "a record of RIS has one ID", instead);
        }
        self.extras();
        if self.escapes == Escapes::Omit {
            self.ours();
        }
    }

    fn extras(&mut self) {
        let unsaid = self.reference.extras.iter().filter(|extra| !self.record.read.extras.contains(extra));
        for extra in unsaid.cloned().collect::<Vec<_>>() {
            let why = if extra.format == NAME {
                "it cannot stand in a tag as it is"
            } else {
                "RIS has no tag for it"
            };
            let instead = self.escape("extra");
            self.add(&format!("{}:{}", extra.format, extra.name), extra.value, why, instead);
        }
    }

    /// What only matters when there are no private members: elsewhere it comes back from them.
    fn ours(&mut self) {
        const OURS: &str = "only our own files have it";
        let (reference, read) = (self.reference, &self.record.read);
        if reference.entry_type != read.entry_type {
            let why = "RIS does not tell this type from others";
            self.add("type", reference.entry_type.to_string(), why, Instead::Reshaped("TY".to_owned()));
        }
        if reference.key != read.key {
            let key = reference.key.clone().unwrap_or_default();
            self.add("key", key, "it does not fit into one line", Instead::Reshaped("ID".to_owned()));
        }
        let standing = (reference.standing != Standing::Listed).then(|| reference.standing.to_string());
        let ours = [
            ("standing", standing),
            ("work_kind", reference.work_kind.map(|kind| kind.to_string())),
            ("work", reference.work.clone()),
            ("expression", reference.expression.clone()),
        ];
        for (name, value) in ours {
            if let Some(value) = value {
                self.add(name, value, OURS, Instead::Nowhere);
            }
        }
    }

    fn fact(&mut self, fact: Fact) {
        // What is only not so, is no loss.
        let Some(value) = private::display(self.reference, fact).filter(|_| self.is_stated(fact)) else {
            return;
        };
        let cell = self.record.cells.iter().find(|cell| cell.facts.contains(&fact));
        let has_ending = match fact {
            Fact::Names(place, role) => {
                self.reference.names.get(&(place, role)).is_some_and(|list| list.ending != Ending::Complete)
            }
            Fact::Field(..) => false,
        };
        let why = why(fact, has_ending);
        match (cell.map(|cell| cell.tagged.tag.clone()), self.escapes) {
            (Some(_), Escapes::Keep) if !has_ending => {}
            (Some(tag), Escapes::Omit) => self.add(&fact.name(), value, why, told_in(fact, tag)),
            _ => {
                let instead = self.escape(&fact.name());
                self.add(&fact.name(), value, why, instead);
            }
        }
    }

    fn is_stated(&self, fact: Fact) -> bool {
        match fact {
            Fact::Names(place, role) => {
                self.reference.names.get(&(place, role)).is_some_and(|list| !list.is_empty())
            }
            Fact::Field(place, field) => self.reference.fields.has(place, field),
        }
    }
}

/// Where a fact is told that a tag holds otherwise.
fn told_in(fact: Fact, tag: String) -> Instead {
    let is_note = tag == NOTE && fact != Fact::Field(Place::Here, Field::Note);
    if is_note { Instead::Note } else { Instead::Reshaped(tag) }
}

fn why(fact: Fact, has_ending: bool) -> &'static str {
    match fact {
        Fact::Names(..) if has_ending => "RIS cannot say that others are not named",
        Fact::Names(..) => "RIS has no tag for this role in an entry of this type",
        Fact::Field(Place::Original, _) => "RIS has one text for all of the original",
        Fact::Field(Place::Set, _) => "RIS has no tag for the multi-volume work",
        Fact::Field(Place::Reprint, _) => "RIS has one text for all of the earlier edition",
        Fact::Field(..) => "RIS has no tag that holds it as it is",
    }
}
