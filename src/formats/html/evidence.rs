//! Readings of the source documents that were not followed.

use super::index::Index;
use super::link::Anchor;
use super::text::Text;
use super::words::capitalized;
use crate::fields::{Kind, row_named};
use crate::model::tree::{Evidence, Verdict};

/// A reading and why it was not followed.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    /// What it is a reading of, for people.
    pub field: Text<'static>,
    pub verdict: &'static str,
    pub printed: Option<Text<'a>>,
    pub source: SourceLink<'a>,
    pub ground: Option<Text<'a>>,
}

/// The document that a reading stands in.
#[derive(Debug)]
pub(super) struct SourceLink<'a> {
    /// Its number among the sources of the page and the address of its description there.
    pub place: Option<(usize, String)>,
    pub title: Text<'a>,
}

/// The rejected readings, and the corrected ones but those of titles, which are told as slips.
pub(super) fn readings<'a>(evidence: &'a [Evidence], index: &Index<'a>) -> Vec<Reading<'a>> {
    evidence.iter().filter_map(|passage| reading(passage, index)).collect()
}

fn reading<'a>(passage: &'a Evidence, index: &Index<'a>) -> Option<Reading<'a>> {
    let field = passage.field.as_deref().unwrap_or_default();
    let is_title = row_named(field).is_some_and(|row| matches!(row.kind, Kind::Title | Kind::Subtitle));
    let verdict = match passage.verdict? {
        Verdict::Rejected => "not followed",
        Verdict::Corrected if !is_title => "corrected",
        Verdict::Corrected | Verdict::Used => return None,
    };
    let source = match index.source(&passage.source) {
        Some((number, source)) => SourceLink {
            place: Some((number, index.href(Anchor::Source(&source.handle)))),
            title: Text::from(&source.title),
        },
        None => SourceLink { place: None, title: Text::from(&passage.source) },
    };
    Some(Reading {
        field: capitalized(&field.replace(['_', '-'], " ")).into(),
        verdict,
        printed: passage.printed.as_deref().or(passage.quote.as_deref()).map(Text::from),
        source,
        ground: passage.ground.as_deref().map(Text::from),
    })
}
