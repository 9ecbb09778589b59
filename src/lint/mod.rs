//! What may be wrong with the records of a library: one function for each rule, all in one table.
//!
//! Nothing is known here of storage. Editions are shown one after the other to a [`Linter`], which applies the rules
//! that need one edition at once and keeps a [`Survey`] for those that need all.

mod addresses;
mod dates;
mod html;
mod identifiers;
mod imprint;
mod links;
mod names;
mod numbers;
mod people;
mod required;
mod severity;
mod subject;
mod survey;
mod table;
#[cfg(test)]
mod tests;
mod titles;
mod translations;
mod wording;

pub use severity::Severity;
pub use subject::{People, Subject};
use survey::Attention;
pub use survey::Survey;
pub use table::{CHECKS, check_of};

use crate::model::{Field, Name, Place, Value};
/// One rule.
#[derive(Debug)]
pub struct Check {
    /// Its name, in kebab case.
    pub id: &'static str,
    /// How much its findings matter.
    pub severity: Severity,
    /// What it finds and why that matters, in one sentence.
    pub explanation: &'static str,
    /// Something that it finds.
    pub example: &'static str,
    /// What it looks at.
    pub look: Look,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub enum Look {
    /// One edition with its text and work.
    Edition(fn(&Subject<'_>) -> Vec<Remark>),
    /// One name, as it is printed somewhere; says what is wrong with it.
    Name(fn(&Name) -> Option<String>),
    /// The whole library: the key of the edition to which each remark belongs.
    Library(fn(&Survey) -> Vec<(String, Remark)>),
}

/// What a rule says of something.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// The name of the field or role, as `set` takes it; none for the edition as a whole.
    pub field: Option<&'static str>,
    /// What is so, in one sentence without a full stop.
    pub message: String,
    /// New values of fields of the edition that mend it and lose nothing; empty where there is no safe way.
    pub fix: Vec<Change>,
}

/// A new value of a field that is kept with an edition; an empty one removes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Of what it is a field.
    pub place: Place,
    /// The field.
    pub field: Field,
    /// The new value.
    pub value: Value,
}

impl Change {
    /// The name of the field, as `set` takes it.
    pub fn name(&self) -> Option<&'static str> {
        subject::name_of(self.place, self.field)
    }
}

/// What a rule found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub check: &'static Check,
    /// The key of the edition.
    pub key: String,
    /// What is said of it.
    pub remark: Remark,
}

impl Remark {
    /// About a field.
    fn of(place: Place, field: Field, message: impl Into<String>) -> Remark {
        Remark { field: subject::name_of(place, field), message: message.into(), fix: Vec::new() }
    }

    /// About the edition as a whole.
    fn whole(message: impl Into<String>) -> Remark {
        Remark { field: None, message: message.into(), fix: Vec::new() }
    }

    /// With one more change that mends it.
    fn fixed(mut self, place: Place, field: Field, value: impl Into<Value>) -> Remark {
        self.fix.push(Change { place, field, value: value.into() });
        self
    }
}

/// Applies rules to editions that are shown one after the other.
pub struct Linter {
    checks: Vec<&'static Check>,
    survey: Survey,
    findings: Vec<Finding>,
}

impl Linter {
    /// Applies these rules.
    pub fn new(checks: Vec<&'static Check>) -> Linter {
        Linter { checks, survey: Survey::default(), findings: Vec::new() }
    }

    /// Looks at an edition of which findings are wanted.
    pub fn examine(&mut self, subject: &Subject<'_>) {
        for check in &self.checks {
            if let Look::Edition(look) = check.look {
                let key = &subject.edition.key;
                let found = look(subject).into_iter();
                self.findings.extend(found.map(|remark| Finding { check, key: key.clone(), remark }));
            }
        }
        self.survey.add_names(subject);
        self.survey.add(subject, Attention::Examined);
    }

    /// Takes notice of an edition that only matters for what is found of others.
    pub fn take_notice(&mut self, subject: &Subject<'_>) {
        self.survey.add(subject, Attention::Noticed);
    }

    /// What was found, by key, the gravest first.
    pub fn finish(mut self, people: People) -> Vec<Finding> {
        self.survey.end(people);
        for check in &self.checks {
            let found = match check.look {
                Look::Edition(_) => continue,
                Look::Name(look) => self.survey.of_names(look),
                Look::Library(look) => look(&self.survey),
            };
            let of_examined = found.into_iter().filter(|(key, _)| self.survey.is_examined(key));
            self.findings.extend(of_examined.map(|(key, remark)| Finding { check, key, remark }));
        }
        self.findings.sort_by(|one, other| {
            (&one.key, one.check.severity, one.check.id, &one.remark.message).cmp(&(
                &other.key,
                other.check.severity,
                other.check.id,
                &other.remark.message,
            ))
        });
        self.findings
    }
}
