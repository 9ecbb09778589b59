//! Fields and entry types that steer BibTeX, biber and BibLaTeX instead of describing an edition, and so have no
//! row in [`crate::fields`].

/// Key of the parent that fields are inherited from.
pub(super) const CROSSREF: &str = "crossref";
/// Key of a parent that nothing is inherited from.
pub(super) const XREF: &str = "xref";
/// Keys of containers of data, and the entry type of those.
pub(super) const XDATA: &str = "xdata";
/// Further keys of an entry.
pub(super) const IDS: &str = "ids";
/// Keys of the members of a set.
pub(super) const ENTRY_SET: &str = "entryset";
/// Keys of related entries.
pub(super) const RELATED: &str = "related";
/// What related entries are to this one.
pub(super) const RELATED_TYPE: &str = "relatedtype";
/// What a related entry is that a text was first published as.
pub(super) const FIRST_PUBLICATION: &str = "origpubas";
/// The state of publication of a reprint.
pub(super) const REPRINT: &str = "reprint";
/// In biblatex-chicago the translator of a part of a book.
pub(super) const PART_TRANSLATOR: &str = "nameb";
/// The words that are printed before related entries.
pub(super) const RELATED_STRING: &str = "relatedstring";
/// Options for one entry.
pub(super) const OPTIONS: &str = "options";
/// The option that keeps an entry out of bibliographies.
pub(super) const DATA_ONLY: &str = "dataonly";
/// In BibTeX what an entry without names is sorted and labelled by; `sortkey` of BibLaTeX.
pub(super) const SORT_KEY: &str = "key";

/// The blocks of a file that are no entries, as their extras are called.
pub(super) const TEXT: &str = "text";
pub(super) const COMMENT: &str = "comment";
pub(super) const PREAMBLE: &str = "preamble";
pub(super) const STRING: &str = "string";

/// Never inherited by `crossref` (manual, appendix B, "Default Inheritance Setup").
pub(super) const NOT_INHERITED: &[&str] = &[
    IDS,
    CROSSREF,
    XREF,
    XDATA,
    ENTRY_SET,
    RELATED,
    RELATED_TYPE,
    OPTIONS,
    SORT_KEY,
    "entrysubtype",
    "execute",
    "label",
    "presort",
    "relatedoptions",
    RELATED_STRING,
    "shorthand",
    "shorthandintro",
    "sortkey",
];

/// Not inherited where the title of the parent becomes another title of the child.
pub(super) const NOT_INHERITED_WITH_TITLE: &[&str] =
    &["shorttitle", "sorttitle", "indextitle", "indexsorttitle"];

/// The parts of a date in the fields of older files, after the prefix of the date (`url` of `urldate`).
pub(super) const DATE_PARTS: &[&str] =
    &["year", "month", "day", "endyear", "endmonth", "endday", "yeardivision", "endyeardivision"];
/// What the name of every date ends in.
pub(super) const DATE: &str = "date";
