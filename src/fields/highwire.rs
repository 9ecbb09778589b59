//! Names of `meta` elements by which reference managers and search engines take an item from a page: those of Highwire
//! Press, as Google Scholar's "Inclusion Guidelines for Webmasters" and Zotero's translator "Embedded Metadata" read
//! them, and those of Dublin Core (RFC 2731, with the terms of DCMI).

use crate::model::EntryType;

#[allow(missing_docs, reason = "each constant is its name")]
mod names {
    pub const TITLE: [&str; 2] = ["citation_title", "DC.title"];
    pub const AUTHOR: [&str; 2] = ["citation_author", "DC.creator"];
    pub const EDITOR: [&str; 2] = ["citation_editor", "DC.contributor"];
    pub const TRANSLATOR: [&str; 2] = ["citation_translator", "DC.contributor"];
    pub const DATE: [&str; 2] = ["citation_publication_date", "DC.date"];
    pub const PUBLISHER: [&str; 2] = ["citation_publisher", "DC.publisher"];
    pub const LANGUAGE: [&str; 2] = ["citation_language", "DC.language"];
    pub const VOLUME: &str = "citation_volume";
    pub const ISSUE: &str = "citation_issue";
    pub const FIRST_PAGE: &str = "citation_firstpage";
    pub const LAST_PAGE: &str = "citation_lastpage";
    pub const DOI: [&str; 2] = ["citation_doi", "DC.identifier"];
    pub const ISBN: [&str; 2] = ["citation_isbn", "DC.identifier"];
    pub const ISSN: &str = "citation_issn";
    pub const SERIES: &str = "citation_series_title";
    pub const KEYWORD: [&str; 2] = ["citation_keywords", "DC.subject"];
    pub const TYPE: &str = "DC.type";
    pub const SOURCE: &str = "DC.source";
    pub const INSTITUTION: &str = "citation_dissertation_institution";
    pub const REPORT_INSTITUTION: &str = "citation_technical_report_institution";
}
pub use names::*;

/// The name for the title of what an entry of this type stands in; `None` for what stands in nothing.
pub fn container_title(entry_type: EntryType) -> Option<&'static str> {
    match entry_type {
        EntryType::ConferencePaper => Some("citation_conference_title"),
        _ if entry_type.is_part_of_periodical() => Some("citation_journal_title"),
        _ if entry_type.is_part_of_book() => Some("citation_inbook_title"),
        _ => None,
    }
}

/// The name for the institution of an entry of this type, if one has it.
pub fn institution(entry_type: EntryType) -> Option<&'static str> {
    match entry_type {
        EntryType::Thesis => Some(INSTITUTION),
        EntryType::Report => Some(REPORT_INSTITUTION),
        _ => None,
    }
}
