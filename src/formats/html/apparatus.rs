//! What stands in small print below a record: its other titles, slips, relations, notes, disputed readings.

use askama::Template;
use askama::filters::HtmlSafe;

use super::evidence::Reading;
use super::mention::RelationLine;
use super::text::Marked;
use super::title::{Slip, TitleLine};
use super::words;

/// The small print of a work, an expression or an edition.
#[derive(Debug, Default, Template)]
#[template(path = "apparatus.html")]
pub(super) struct Apparatus<'a> {
    pub title_lines: Vec<TitleLine<'a>>,
    pub slips: Vec<Slip<'a>>,
    pub relations: Vec<RelationLine<'a>>,
    pub notes: Vec<Marked<'a>>,
    pub readings: Vec<Reading<'a>>,
}

impl HtmlSafe for Apparatus<'_> {}
