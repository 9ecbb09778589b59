//! Formatted citations: CSL items and a style in, runs of text out.
//!
//! The engine is hayagriva's. It is given each item and style in a form that it can follow (`items`, `style`), a list
//! in groups of entries that are cited alike, so that letters behind years are right (`engine`), and what it prints
//! is finished here: title case, quotation marks, points and commas, repeated names. What comes out is measured
//! against citeproc-js (docs/styles.md).

mod case;
mod caught;
mod cite_groups;
mod engine;
mod finishing;
mod items;
mod locators;
mod output;
mod packed;
mod punctuation;
mod quotes;
mod ranges;
mod repeated;
mod runs;
mod stand_ins;
mod style;
mod styles;
mod substitutes;
#[cfg(test)]
mod tests;

pub use engine::{Cite, Entry, List, Mention, Rendering};
pub use items::CslItem;
pub use locators::Locator;
pub use output::{Heading, Markup, Printed};
pub use packed::languages;
pub use runs::{Baseline, Face, Run};
pub use styles::{Known, SHORT_NAMES, Style, StyleError, Styles};
