//! What manuscripts cite: text in, citations with file, line and column out.
//!
//! Each reader goes over its text once, from front to back. It knows as much of its language as it needs to tell
//! what is cited from what only looks so (comments, code, labels), and takes whatever it is given.

mod asciidoc;
mod cursor;
mod docx;
mod following;
mod latex;
mod latex_commands;
mod markdown;
mod markdown_head;
mod markdown_lines;
mod org;
#[cfg(test)]
mod tests;
mod traces;
mod typst;

pub use docx::text as text_of_docx;
pub use following::{Citation, Gathered, Inclusion, follow};

use std::{collections::BTreeSet, path::Path};

/// The language of a manuscript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// LaTeX.
    Latex,
    /// What LaTeX noted down for BibTeX.
    Aux,
    /// What biblatex noted down for biber.
    Bcf,
    /// Pandoc's Markdown and R Markdown.
    Markdown,
    /// Markdown in which keys that begin as Quarto's cross-references do are such.
    Quarto,
    /// Typst.
    Typst,
    /// Org.
    Org,
    /// AsciiDoc with asciidoctor-bibtex.
    Asciidoc,
    /// Word, as the text that [`text_of_docx`] makes of it.
    Docx,
}

/// File name endings and what they tell.
const ENDINGS: &[(&str, Kind)] = &[
    ("tex", Kind::Latex),
    ("ltx", Kind::Latex),
    ("latex", Kind::Latex),
    ("rnw", Kind::Latex),
    ("aux", Kind::Aux),
    ("bcf", Kind::Bcf),
    ("md", Kind::Markdown),
    ("markdown", Kind::Markdown),
    ("rmd", Kind::Markdown),
    ("qmd", Kind::Quarto),
    ("typ", Kind::Typst),
    ("org", Kind::Org),
    ("adoc", Kind::Asciidoc),
    ("asciidoc", Kind::Asciidoc),
    ("docx", Kind::Docx),
];

impl Kind {
    /// The language that the ending of a file's name tells.
    pub fn of(path: &Path) -> Option<Kind> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind)
    }

    /// The endings that are known.
    pub fn endings() -> impl Iterator<Item = &'static str> {
        ENDINGS.iter().map(|(ending, _)| *ending)
    }

    /// What such a manuscript takes when it does not say.
    fn usual_dialect(self) -> Dialect {
        match self {
            Kind::Latex | Kind::Bcf => Dialect::Biblatex,
            Kind::Aux | Kind::Asciidoc => Dialect::Bibtex,
            Kind::Markdown | Kind::Quarto | Kind::Org | Kind::Docx => Dialect::CslJson,
            Kind::Typst => Dialect::Hayagriva,
        }
    }

    fn read(self, text: &str) -> Found {
        match self {
            Kind::Latex => latex::read(text),
            Kind::Aux => traces::read_aux(text),
            Kind::Bcf => traces::read_bcf(text),
            Kind::Markdown => markdown::read(text, markdown::Flavour::Pandoc),
            Kind::Quarto => markdown::read(text, markdown::Flavour::Quarto),
            Kind::Typst => typst::read(text),
            Kind::Org => org::read(text),
            Kind::Asciidoc => asciidoc::read(text),
            Kind::Docx => docx::read(text),
        }
    }
}

/// The form of bibliography that a manuscript takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// biblatex with biber.
    Biblatex,
    /// A BibTeX style.
    Bibtex,
    /// What pandoc and Org read.
    CslJson,
    /// What Typst reads.
    Hayagriva,
}

/// What one text holds. Places are bytes from its beginning.
#[derive(Debug, Default)]
struct Found {
    marks: Vec<Mark>,
    /// Places of the text that `@label` may point at.
    labels: BTreeSet<String>,
    /// Other files that stand in this one.
    inclusions: Vec<Inclusive>,
    /// Bibliographies that the text names, as it names them.
    bibliographies: Vec<String>,
    /// What the text says of its dialect.
    dialect: Option<Dialect>,
    /// The style that it says, as it is called there.
    style: Option<String>,
}

/// One citation in a text.
#[derive(Debug)]
struct Mark {
    at: usize,
    what: Cited,
    /// Whether the same mark could point at a place of the text.
    sense: Sense,
}

/// What a citation asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cited {
    /// The reference with this key.
    Key(String),
    /// Every reference: `\nocite{*}`.
    Everything,
    /// What a word processor's plugin cites without a key.
    Keyless(Keyless),
}

/// What is known of a source that is cited without a key.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Keyless {
    /// Its title; `?` where there is none.
    pub title: String,
    /// The year in which it came out.
    pub year: Option<i64>,
    /// Its DOI, as it stands there.
    pub doi: Option<String>,
    /// Its ISBNs, as they stand there, parted by spaces.
    pub isbn: Option<String>,
}

/// Whether a mark is a citation for sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sense {
    Citation,
    /// A cross-reference where the text has a label of that name.
    CitationOrLabel,
}

/// A file that stands in another one.
#[derive(Debug)]
struct Inclusive {
    at: usize,
    path: String,
    /// Whether the text is sound without it, as LaTeX's `\input` of files that come with TeX is.
    need: Need,
}

/// Whether a file that cannot be found is amiss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It has to be there.
    Needed,
    /// It may come from elsewhere.
    Elsewhere,
}

impl Found {
    fn cite(&mut self, at: usize, key: &str, sense: Sense) {
        let what = if key == "*" { Cited::Everything } else { Cited::Key(key.to_owned()) };
        self.marks.push(Mark { at, what, sense });
    }

    fn include(&mut self, at: usize, path: &str, need: Need) {
        if !path.is_empty() {
            self.inclusions.push(Inclusive { at, path: path.to_owned(), need });
        }
    }

    /// Cites each key of a list with commas. `at` is where the list begins.
    fn cite_list(&mut self, at: usize, list: &str) {
        let mut start = 0;
        for part in list.split(',') {
            let key = part.trim();
            let indent = part.len() - part.trim_start().len();
            // A key with an argument or a command in it is part of a definition.
            if !key.is_empty() && !key.contains(['#', '\\', '{', '}']) {
                self.cite(at + start + indent, key, Sense::Citation);
            }
            start += part.len() + 1;
        }
    }
}
