//! The same as data: the files that stand beside the pages.

/// A file in a format.
#[derive(Clone, Copy, Debug)]
pub struct DataFile {
    /// The name of the format.
    pub format: &'static str,
    /// What readers call it.
    pub label: &'static str,
    /// The end of its name, without the point.
    pub ending: &'static str,
    /// As registered, where it is.
    pub media_type: &'static str,
    /// What it is of.
    pub scope: Scope,
}

/// What there is a file of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Of the whole, and of each work.
    EachWork,
    /// Of the whole.
    Whole,
}

impl DataFile {
    /// The name of the file of the whole.
    pub fn name(&self) -> String {
        format!("bibliography.{}", self.ending)
    }
}

/// Every file.
pub const DATA_FILES: &[DataFile] = &[
    DataFile {
        format: "biblatex",
        label: "BibLaTeX",
        ending: "bib",
        media_type: "application/x-bibtex",
        scope: Scope::EachWork,
    },
    DataFile {
        format: "bibtex",
        label: "BibTeX",
        ending: "bibtex.bib",
        media_type: "application/x-bibtex",
        scope: Scope::EachWork,
    },
    DataFile {
        format: "csl-json",
        label: "CSL-JSON",
        ending: "json",
        media_type: "application/vnd.citationstyles.csl+json",
        scope: Scope::EachWork,
    },
    DataFile {
        format: "ris",
        label: "RIS",
        ending: "ris",
        media_type: "application/x-research-info-systems",
        scope: Scope::EachWork,
    },
    DataFile {
        format: "csl-yaml",
        label: "CSL-YAML",
        ending: "csl.yaml",
        media_type: "application/yaml",
        scope: Scope::Whole,
    },
    DataFile {
        format: "hayagriva",
        label: "Hayagriva",
        ending: "hayagriva.yaml",
        media_type: "application/yaml",
        scope: Scope::Whole,
    },
    DataFile {
        format: "mods",
        label: "MODS",
        ending: "mods.xml",
        media_type: "application/mods+xml",
        scope: Scope::Whole,
    },
    DataFile {
        format: "json-ld",
        label: "JSON-LD",
        ending: "jsonld",
        media_type: "application/ld+json",
        scope: Scope::Whole,
    },
];
