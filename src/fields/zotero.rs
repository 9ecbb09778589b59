//! What Zotero says in its own words: the fields that people add as lines of the field Extra, and the types of
//! CSL that it has no item type for.
//!
//! Source: Zotero's documentation, "Citing fields from Extra", and its `schema.json` (`csl.types`, `csl.fields`).

/// Types of CSL that Zotero reads as a bare document, and the nearest one that it knows.
const NEAREST_TYPES: &[(&str, &str)] = &[
    ("classic", "book"),
    ("collection", "book"),
    ("entry", "entry-encyclopedia"),
    ("event", "document"),
    ("figure", "graphic"),
    ("musical_score", "document"),
    ("pamphlet", "book"),
    ("performance", "document"),
    ("periodical", "document"),
    ("regulation", "legislation"),
    ("review", "article-journal"),
    ("review-book", "article-journal"),
    ("treaty", "legislation"),
];

/// Names of Zotero's fields and programs' shorter names, as [`folded`], with the variable of CSL.
const LABELS: &[(&str, &str)] = &[
    ("book-title", "container-title"),
    ("conference-name", "event-title"),
    ("date", "issued"),
    ("encyclopedia-title", "container-title"),
    ("journal-abbr", "container-title-short"),
    ("journal-abbreviation", "container-title-short"),
    ("library-catalog", "source"),
    ("loc.-in-archive", "archive_location"),
    ("num-pages", "number-of-pages"),
    ("original-place", "original-publisher-place"),
    ("pages", "page"),
    ("place", "publisher-place"),
    ("proceedings-title", "container-title"),
    ("publication-title", "container-title"),
    ("running-time", "dimensions"),
    ("series", "collection-title"),
    ("series-editor", "collection-editor"),
    ("series-number", "collection-number"),
    ("series-title", "collection-title"),
    ("short-title", "title-short"),
    ("university", "publisher"),
    ("website-title", "container-title"),
];

/// Labels of lines that give the citation key: Zotero's, and Better BibTeX's of all times.
const KEY_LABELS: &[&str] = &["citation-key", "citekey", "citationkey", "bibtex", "biblatex"];
/// The label of a line that gives the type in the words of CSL.
pub const TYPE_LABEL: &str = "type";
/// Begins the label of a line that Better BibTeX takes for a field of BibTeX.
pub const TEX_PREFIX: &str = "tex.";
/// The label of a line about the earlier edition of the same text.
pub const REPRINT_LABEL: &str = "reprint-of";

/// The nearest type of CSL that Zotero has an item type for: the type itself for most.
pub fn nearest_type(csl_type: &'static str) -> &'static str {
    NEAREST_TYPES.iter().find(|(unknown, _)| *unknown == csl_type).map_or(csl_type, |(_, nearest)| nearest)
}

/// A label of a line in one spelling: small letters, with hyphens for spaces and underscores.
pub fn folded(label: &str) -> String {
    label.trim().to_ascii_lowercase().replace([' ', '_'], "-")
}

/// The variable of CSL that a folded label names, where that is not the variable's own name.
pub fn variable_of(label: &str) -> Option<&'static str> {
    LABELS.iter().find(|(known, _)| *known == label).map(|(_, variable)| *variable)
}

/// Whether a folded label is that of a citation key.
pub fn is_key_label(label: &str) -> bool {
    KEY_LABELS.contains(&label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::{Dialect, ENTRY_TYPES, ROLES, row_to_read};
    use crate::model::EntryType;

    #[test]
    fn types_are_those_of_csl() {
        for (unknown, nearest) in NEAREST_TYPES {
            assert_eq!(nearest_type(nearest), *nearest, "{unknown}");
            assert!(ENTRY_TYPES.iter().any(|row| row.csl == *nearest), "{nearest}");
        }
    }

    #[test]
    fn labels_name_variables() {
        for (label, variable) in LABELS {
            assert_eq!(folded(label), *label);
            let is_field = row_to_read(Dialect::Csl, variable, EntryType::Book).is_some();
            let is_role = ROLES.iter().any(|row| row.csl == Some(*variable));
            assert!(is_field || is_role, "{label}: {variable}");
        }
    }
}
