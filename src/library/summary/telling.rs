//! Which editions a condition holds for, told by the values that the summary keeps.
//!
//! Where these do not tell (a date that is no plain year, an edition that is cited otherwise than its row says), the row
//! is asked, as it would be without a summary.

use foldhash::{HashSet, HashSetExt};

use super::{Column, Plain, TYPE, facet_of, own_extras};
use crate::{
    library::{Error, condition},
    query::{Shown, Told},
    store::{Answers, Condition, EditionId, Facet, Snapshot},
};

/// Which column of lists has what a term asks for.
fn column_of(shown: Shown) -> Option<Column> {
    Column::named(match shown {
        Shown::Type => "type",
        Shown::Kind => "kind",
        Shown::Text => "text",
        Shown::Language => "language",
        Shown::OriginalLanguage => "original-language",
        Shown::Year => "year",
        Shown::WorkYear => "work-year",
    })
}

/// The listed editions for which a condition holds; `None` where there is no summary. `told` is the same condition as
/// `rows`.
pub(super) fn editions(
    store: &Snapshot<'_>,
    told: &Told,
    rows: &Condition,
) -> Result<Option<Vec<EditionId>>, Error> {
    let Some(facets) = Facets::read(store, told)? else { return Ok(None) };
    let Some(asked) = Asked::of(store, told, &facets)? else { return Ok(None) };
    let listed = facets.listed.answers(|_| ());
    let mut found = Vec::new();
    let mut unsure = Vec::new();
    let mut look = |edition: EditionId| match asked.answer(edition) {
        Some(true) => found.push(edition),
        Some(false) => {}
        None => unsure.push(edition),
    };
    match asked.bound() {
        Some(some) => some.iter().copied().filter(|one| listed.of(*one).is_some()).for_each(&mut look),
        None => facets.listed.editions().for_each(&mut look),
    }
    if !unsure.is_empty() {
        let Condition { mut sql, mut arguments } = Condition::among(&unsure);
        sql.push_str(&format!(" AND ({})", rows.sql));
        arguments.extend_from_slice(&rows.arguments);
        found.extend(store.unordered_edition_ids(&Condition { sql, arguments })?);
    }
    Ok(Some(found))
}

/// What the summary keeps of the columns that a condition asks for.
struct Facets {
    listed: Facet,
    of_columns: Vec<(Shown, Facet, Trust)>,
    with_own: HashSet<EditionId>,
}

/// How far the values of a column go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// They are those of the database.
    Always,
    /// Of some editions they are those that these are cited with.
    Mostly,
}

impl Facets {
    /// `None` where the summary does not keep them.
    fn read(store: &Snapshot<'_>, told: &Told) -> Result<Option<Facets>, Error> {
        let Some(listed) = store.facet(TYPE)? else { return Ok(None) };
        let mut facets = Facets { listed, of_columns: Vec::new(), with_own: HashSet::new() };
        for shown in told.columns() {
            if facets.of_columns.iter().any(|(known, ..)| *known == shown) {
                continue;
            }
            let Some(column) = column_of(shown) else { return Ok(None) };
            let (Some(plain), Some(number)) = (column.plain(), facet_of(column)) else { return Ok(None) };
            let Some(facet) = store.facet(number)? else { return Ok(None) };
            let trust = if matches!(plain, Plain::Always(_)) { Trust::Always } else { Trust::Mostly };
            facets.of_columns.push((shown, facet, trust));
        }
        if facets.of_columns.iter().any(|(_, _, trust)| *trust == Trust::Mostly) {
            facets.with_own = store.editions_with_extras(own_extras::OWN_FORMAT)?;
        }
        Ok(Some(facets))
    }
}

/// A condition with all that it asks for read.
enum Asked<'f> {
    Found(HashSet<EditionId>),
    Has {
        answers: Answers<'f, Option<bool>>,
        /// The editions of which the rows must be asked.
        unsure: Option<&'f HashSet<EditionId>>,
    },
    All(Vec<Asked<'f>>),
    Any(Vec<Asked<'f>>),
    Not(Box<Asked<'f>>),
}

impl<'f> Asked<'f> {
    // The depth of what is told is that of the query, which the parser bounds.
    fn of(store: &Snapshot<'_>, told: &Told, facets: &'f Facets) -> Result<Option<Asked<'f>>, Error> {
        let each = |parts: &[Told]| {
            parts.iter().map(|part| Asked::of(store, part, facets)).collect::<Result<Option<Vec<_>>, _>>()
        };
        Ok(Some(match told {
            Told::Found(sql, arguments) => {
                let found = store.told_edition_ids(&condition::statement(sql.clone(), arguments.clone()))?;
                Asked::Found(found.into_iter().collect())
            }
            Told::Has(shown, test) => {
                let of_column = facets.of_columns.iter().find(|(known, ..)| known == shown);
                let Some((_, facet, trust)) = of_column else { return Ok(None) };
                let answers = facet.answers(|values| match (trust, values) {
                    (Trust::Always, []) => Some(false),
                    _ => test.answer(values),
                });
                Asked::Has { answers, unsure: (*trust == Trust::Mostly).then_some(&facets.with_own) }
            }
            Told::All(parts) => return Ok(each(parts)?.map(Asked::All)),
            Told::Any(parts) => return Ok(each(parts)?.map(Asked::Any)),
            Told::Not(part) => {
                return Ok(Asked::of(store, part, facets)?.map(|part| Asked::Not(Box::new(part))));
            }
        }))
    }

    /// Whether it holds for an edition that is listed; `None` where that is not told.
    fn answer(&self, edition: EditionId) -> Option<bool> {
        match self {
            Asked::Found(found) => Some(found.contains(&edition)),
            Asked::Has { unsure: Some(unsure), .. } if unsure.contains(&edition) => None,
            Asked::Has { answers, .. } => answers.of(edition).flatten(),
            Asked::All(parts) => all(parts.iter().map(|part| part.answer(edition))),
            // One of them holds where not all fail.
            Asked::Any(parts) => {
                all(parts.iter().map(|part| part.answer(edition).map(|holds| !holds))).map(|fail| !fail)
            }
            Asked::Not(part) => part.answer(edition).map(|holds| !holds),
        }
    }

    /// Editions among which are all for which it holds, where few are known.
    fn bound(&self) -> Option<&HashSet<EditionId>> {
        match self {
            Asked::Found(found) => Some(found),
            Asked::All(parts) => parts.iter().filter_map(Asked::bound).min_by_key(|found| found.len()),
            Asked::Has { .. } | Asked::Any(_) | Asked::Not(_) => None,
        }
    }
}

/// Whether all hold; one that does not tells it whatever the others are.
fn all(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for answer in answers {
        match answer {
            Some(true) => {}
            Some(false) => return Some(false),
            None => all = None,
        }
    }
    all
}
