//! What a style does not print of references, and what it needs that they lack.
//!
//! Nothing is known here of any style. Each reference is printed as it is and once more for each question, with one
//! value changed, left out or made up: where that changes nothing, the style does not print the value.

mod expected;
mod probes;
#[cfg(test)]
mod tests;

use foldhash::{HashMap, HashMapExt};
use std::{num::NonZero, panic::resume_unwind, thread};

use super::{Error, Library, bibliography::csl_items, looking::Seen};
use crate::{
    lint::Severity,
    model::Reference,
    rendering::{Rendering, Style},
};
use probes::{Probes, Question};

/// What is to be checked.
pub struct CheckOptions<'a> {
    /// Query text; empty for everything that is listed.
    pub query: &'a str,
    /// The style.
    pub style: &'a Style,
    /// The language of the terms; the style's own where there is none.
    pub language: Option<&'a str>,
    /// What matters less is passed over.
    pub least: Severity,
}

/// Something that a style does not do for a reference, or a reference not for a style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The key of the edition.
    pub key: String,
    /// The name of the field or role that it is about, as `set` takes it; none for the entry as a whole.
    pub field: Option<String>,
    /// How much it matters.
    pub severity: Severity,
    /// What is so, in one sentence without a full stop.
    pub message: String,
    /// The command that mends it.
    pub remedy: Option<String>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Checked {
    /// How many references were looked at.
    pub references: usize,
    /// What was found of them: reference by reference (by author, date and title), the gravest first.
    pub findings: Vec<Finding>,
}

/// How many references are rendered at a time: few enough that their dates find stand-ins for themselves.
const AT_A_TIME: usize = 50;

impl Library {
    /// Checks what a style prints of the references of a query.
    pub fn check(&self, options: &CheckOptions<'_>) -> Result<Checked, Error> {
        let seen = self.editions(options.query)?;
        let mut alike = cited_alike(&seen, options)?;
        let mut checked = Checked { references: seen.len(), findings: Vec::new() };
        for (one, mut found) in seen.iter().zip(by_themselves(&seen, options)?) {
            // What is not printed at all is like all others of which that is so.
            let is_printed = found.iter().all(|finding| finding.field.is_some());
            let like_others = alike.remove(one.whole.edition.key.as_str()).filter(|_| is_printed);
            found.extend(like_others.into_iter().flatten());
            found.retain(|finding| finding.severity <= options.least);
            found.sort_by_key(|finding| finding.severity);
            checked.findings.extend(found);
        }
        Ok(checked)
    }
}

/// Findings of each reference by itself. All processors share the references.
fn by_themselves(seen: &[Seen], options: &CheckOptions<'_>) -> Result<Vec<Vec<Finding>>, Error> {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let share = seen.len().div_ceil(processors).max(1);
    let check_share = |seen: &[Seen]| {
        let some = seen.chunks(AT_A_TIME).map(|some| of_some(some, options));
        some.collect::<Result<Vec<_>, Error>>()
    };
    let shares: Vec<Result<Vec<Vec<Vec<Finding>>>, Error>> = thread::scope(|scope| {
        let running: Vec<_> = seen.chunks(share).map(|seen| scope.spawn(|| check_share(seen))).collect();
        // A panic goes on where the command runs.
        running.into_iter().map(|one| one.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    let checked = shares.into_iter().collect::<Result<Vec<_>, Error>>()?;
    Ok(checked.into_iter().flatten().flatten().collect())
}

/// Findings of a few references, each by itself.
fn of_some(seen: &[Seen], options: &CheckOptions<'_>) -> Result<Vec<Vec<Finding>>, Error> {
    let mut references: Vec<Reference> = Vec::new();
    let questions: Vec<Vec<Question>> =
        seen.iter().map(|seen| Probes::of(seen, &mut references).questions()).collect();
    let items = csl_items(references.iter(), options.style)?;
    let printed = Rendering::new(&items, options.style, options.language).each_alone();
    let of_one = |(seen, questions): (&Seen, Vec<Question>)| {
        probes::findings(questions, &printed, seen, options.style.name())
    };
    Ok(seen.iter().zip(questions).map(of_one).collect())
}

/// Findings of references that others are taken for, by key.
fn cited_alike<'a>(
    seen: &'a [Seen],
    options: &CheckOptions<'_>,
) -> Result<HashMap<&'a str, Vec<Finding>>, Error> {
    let plain = seen.iter().map(|seen| &seen.reference);
    let items = csl_items(plain, options.style)?;
    let mut findings: HashMap<&str, Vec<Finding>> = HashMap::new();
    for (one, other) in Rendering::new(&items, options.style, options.language).cited_alike() {
        let (Some(one), Some(other)) = (seen.get(one), seen.get(other)) else { continue };
        let (key, other) = (&one.whole.edition.key, &other.whole.edition.key);
        findings.entry(key).or_default().push(Finding {
            key: key.clone(),
            field: None,
            severity: Severity::Error,
            message: format!("{} does not tell this from {other}", options.style.name()),
            remedy: None,
        });
    }
    Ok(findings)
}
