//! Dates of which a reader understood only a part.

use crate::{
    fields,
    formats::{Problem, Severity},
    model::{Field, Place, Reference},
};

/// A notice for each date that an entry has only in part, unless the reader told it (`told` is what it said last).
/// Commands of TeX around a year are there to sort by, and say nothing more.
pub(super) fn notices<'a>(
    reference: &Reference,
    line: usize,
    told: impl Iterator<Item = &'a Problem> + Clone,
) -> Vec<Problem> {
    let date = reference.fields.get(Place::Here, Field::Date).and_then(|value| value.as_date());
    let cut = fields::dates_not_understood(&reference.extras, &reference.fields);
    let is_told = |name: &str| {
        told.clone().any(|problem| problem.key == reference.key && problem.field.as_deref() == Some(name))
    };
    cut.filter(|extra| !extra.value.contains('\\') && !is_told(&extra.name))
        .map(|extra| {
            let understood = match date {
                Some(date) => format!("only “{date}” was understood of “{}”", extra.value),
                None => format!("“{}” was not understood as a date", extra.value),
            };
            Problem {
                line,
                key: reference.key.clone(),
                field: Some(extra.name.clone()),
                reason: format!("{understood}; the whole is kept beside it"),
                severity: Severity::Notice,
            }
        })
        .collect()
}
