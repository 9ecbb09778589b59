//! The .bib file: BibLaTeX and BibTeX.

pub mod blocks;
mod entry;
pub mod names;
pub mod problems;
mod structure;

#[cfg(test)]
mod tests;
