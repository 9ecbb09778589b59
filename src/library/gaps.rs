//! What is not there: works without a text in a language, texts without an edition.

use super::{Error, Library};
use crate::model::{
    language,
    tree::{Expression, Work},
};

/// Something of a work that is not there.
#[derive(Debug)]
pub struct Gap {
    /// The work, with all below it.
    pub work: Work,
    /// What is missing of it.
    pub missing: Missing,
}

/// What a work lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Any text in the language that was asked for.
    Text {
        /// Whether the language of one of its texts is not given, so that it could be the one.
        may_be_there: bool,
    },
    /// An edition of the text at this place among its expressions.
    Edition {
        /// The place.
        expression: usize,
    },
}

/// What some works lack.
#[derive(Debug, Default)]
pub struct Gaps {
    /// How many works were looked at.
    pub works: usize,
    /// What they lack.
    pub gaps: Vec<Gap>,
}

impl Library {
    /// The works of a query that have no text in a language, by its BCP 47 tag, and the texts of the query's works of
    /// which no edition is known; all works for the empty query. By author, date and title.
    pub fn gaps(&self, query: &str, tag: Option<&str>) -> Result<Gaps, Error> {
        let mut found = Gaps::default();
        for work in self.works(query)? {
            found.works += 1;
            let without = work.expressions.iter().enumerate().filter(|(_, text)| text.editions.is_empty());
            let mut missing: Vec<Missing> =
                without.map(|(expression, _)| Missing::Edition { expression }).collect();
            if let Some(tag) = tag
                && !work.expressions.iter().any(|text| is_in(text, tag))
            {
                let may_be_there = work.expressions.iter().any(|text| text.language.is_none());
                missing.insert(0, Missing::Text { may_be_there });
            }
            found.gaps.extend(missing.into_iter().map(|missing| Gap { work: work.clone(), missing }));
        }
        Ok(found)
    }
}

/// Whether a text is in a language or a variant of it.
fn is_in(text: &Expression, tag: &str) -> bool {
    let own = text.language.as_deref();
    own.is_some_and(|own| own.eq_ignore_ascii_case(tag) || language::primary(own).eq_ignore_ascii_case(tag))
}
