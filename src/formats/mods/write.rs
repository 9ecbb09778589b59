//! References → records.

use std::collections::BTreeSet;
use std::io;

use serde_json::Value as Json;

use super::{COLLECTION, NAME, NAMESPACE, as_read, cells, extras, profile, types};
use crate::formats::fact::Fact;
use crate::formats::{Escapes, Instead, Loss, WriteOptions, Writer, private};
use crate::model::{Ending, Extra, Reference};

/// Further keys in the list of losses.
const ALIASES: &str = "aliases";

/// Writes records into a collection.
pub(super) struct Records<'a> {
    out: &'a mut dyn io::Write,
    escapes: Escapes,
    /// What stood beside entries; there is no place for it.
    outside: Vec<Extra>,
}

impl<'a> Records<'a> {
    pub(super) fn new(out: &'a mut dyn io::Write, options: WriteOptions) -> io::Result<Self> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        write!(out, "<{COLLECTION} xmlns=\"{NAMESPACE}\">")?;
        Ok(Records { out, escapes: options.escapes, outside: options.outside })
    }
}

impl Writer for Records<'_> {
    fn write(&mut self, reference: &Reference, losses: &mut Vec<Loss>) -> io::Result<()> {
        for outside in self.outside.drain(..) {
            losses.push(Loss {
                key: String::new(),
                field: extra_name(&outside),
                value: outside.value,
                why: "a collection of records has nothing beside its records",
                instead: Instead::Nowhere,
            });
        }
        let mut record = cells::record(reference);
        let public = as_read(reference);
        Report { reference, public: &public, escapes: self.escapes, losses }.all();
        if self.escapes == Escapes::Keep {
            let members = private::of(reference, &public, profile());
            if let Some(extension) = extras::write_private(&members) {
                record.push(extension);
            }
        }
        write!(self.out, "\n  {}", record.pretty(1))
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        writeln!(self.out, "\n</{COLLECTION}>")?;
        self.out.flush()
    }
}

fn extra_name(extra: &Extra) -> String {
    format!("{}:{}", extra.format, extra.name)
}

/// Collects what the public elements cannot say.
struct Report<'a> {
    reference: &'a Reference,
    public: &'a Reference,
    escapes: Escapes,
    losses: &'a mut Vec<Loss>,
}

impl Report<'_> {
    fn add(&mut self, field: &str, value: String, why: &'static str, instead: Instead) {
        let key = self.reference.key.clone().unwrap_or_default();
        self.losses.push(Loss { key, field: field.to_owned(), value, why, instead });
    }

    /// Where a value goes that has no element.
    fn escape(&self) -> Instead {
        match self.escapes {
            Escapes::Keep => Instead::Escape(extras::EXTENSION.to_owned()),
            Escapes::Omit => Instead::Nowhere,
        }
    }

    fn all(&mut self) {
        const NO_ELEMENT: &str = "MODS has no element for it";
        const READ_OTHERWISE: &str = "beside the rest of the record it would be read as something else";
        let reference = self.reference;
        for fact in private::differing(reference, self.public) {
            self.fact(fact);
        }
        for link in &reference.links {
            let why = "records of MODS do not point to each other";
            self.add(link.kind.as_str(), link.target.clone(), why, self.escape());
        }
        for alias in &reference.aliases {
            self.add(ALIASES, alias.clone(), "records of MODS have one identifier", self.escape());
        }
        let said: BTreeSet<&Extra> = self.public.extras.iter().collect();
        for extra in reference.extras.iter().filter(|extra| !said.contains(extra)) {
            let why = if extra.format == NAME { READ_OTHERWISE } else { NO_ELEMENT };
            self.add(&extra_name(extra), extra.value.clone(), why, self.escape());
        }
        if self.escapes == Escapes::Omit {
            self.all_without_escapes();
        }
    }

    /// What only matters when nothing is private.
    fn all_without_escapes(&mut self) {
        const OURS: &str = "only our own files have it";
        let reference = self.reference;
        for (name, value) in private::of(reference, self.public, profile()) {
            // Facts and lists are told one by one.
            let Json::String(value) = value else { continue };
            if Fact::named(&name).is_some() {
                continue;
            }
            if value == reference.entry_type.as_str() && reference.entry_type != self.public.entry_type {
                let why = "MODS does not tell this type from others";
                self.add(&name, value, why, Instead::Reshaped(types::GENRE.to_owned()));
            } else {
                self.add(&name, value, OURS, Instead::Nowhere);
            }
        }
    }

    fn fact(&mut self, fact: Fact) {
        // What is only not so is no loss.
        let Some(value) = private::display(self.reference, fact) else {
            let is_unnamed = matches!(fact, Fact::Names(place, role)
                if self.reference.names.get(&(place, role)).is_some_and(|list| !list.is_empty()));
            if is_unnamed {
                self.add(&fact.name(), String::new(), why(fact, Ending::NotNamed), self.escape());
            }
            return;
        };
        let ending = match fact {
            Fact::Names(place, role) => {
                self.reference.names.get(&(place, role)).map_or(Ending::Complete, |list| list.ending)
            }
            Fact::Field(..) => Ending::Complete,
        };
        let path = cells::path_of(fact).filter(|_| is_stated(self.public, fact));
        match (path, self.escapes) {
            (Some(_), Escapes::Keep) if ending == Ending::Complete => {}
            (Some(path), Escapes::Omit) => {
                self.add(&fact.name(), value, why(fact, ending), Instead::Reshaped(path.to_owned()));
            }
            _ => self.add(&fact.name(), value, why(fact, ending), self.escape()),
        }
    }
}

fn is_stated(reference: &Reference, fact: Fact) -> bool {
    match fact {
        Fact::Names(place, role) => reference.names.contains_key(&(place, role)),
        Fact::Field(place, field) => reference.fields.has(place, field),
    }
}

fn why(fact: Fact, ending: Ending) -> &'static str {
    match (fact, ending) {
        (Fact::Names(..), Ending::NotNamed) => "MODS cannot say that somebody is not named",
        (Fact::Names(..), _) => "MODS tells names and roles otherwise",
        (fact, _) if cells::path_of(fact).is_none() => "MODS has no element for it",
        _ => "its element does not hold it as it is",
    }
}
