//! Runs of text as text, HTML, Markdown, LaTeX, Typst and RTF. Everything that comes from a library is escaped.

mod html;
mod latex;
mod markdown;
mod rtf;
mod typst;

use std::fmt;

use super::runs::{Baseline, Face, Run};

/// What formatted citations are written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// Plain text.
    #[default]
    Text,
    /// A piece of HTML 5.
    Html,
    /// Markdown as pandoc and CommonMark read it.
    Markdown,
    /// LaTeX with hyperref.
    Latex,
    /// Typst markup.
    Typst,
    /// A whole RTF file.
    Rtf,
}

impl Markup {
    /// Every markup.
    pub const ALL: &[Markup] =
        &[Markup::Text, Markup::Html, Markup::Markdown, Markup::Latex, Markup::Typst, Markup::Rtf];

    /// The word for `--to`.
    pub fn as_str(self) -> &'static str {
        match self {
            Markup::Text => "text",
            Markup::Html => "html",
            Markup::Markdown => "markdown",
            Markup::Latex => "latex",
            Markup::Typst => "typst",
            Markup::Rtf => "rtf",
        }
    }

    /// The markup with a word.
    pub fn from_word(word: &str) -> Option<Markup> {
        Markup::ALL.iter().copied().find(|markup| markup.as_str() == word)
    }

    /// One line of runs, without what stands around it in a file.
    pub fn line(self, runs: &[Run]) -> String {
        self.writer().line(runs)
    }

    /// A list with its headings, as a whole.
    pub fn list(self, parts: &[Heading<'_>], hangs: bool) -> String {
        let writer = self.writer();
        let mut out = writer.begin(hangs);
        for part in parts {
            if let Some(title) = part.title {
                out.push_str(&writer.heading(title));
            }
            out.push_str(writer.open_list(part.entries));
            for entry in part.entries {
                out.push_str(&writer.entry(entry));
            }
            out.push_str(writer.close_list(part.entries));
        }
        // Entries are parted by an empty line; after the last there is none.
        while out.ends_with("\n\n") {
            out.pop();
        }
        out + writer.end()
    }

    fn writer(self) -> &'static dyn Write {
        match self {
            Markup::Text => &Text,
            Markup::Html => &html::Html,
            Markup::Markdown => &markdown::Markdown,
            Markup::Latex => &latex::Latex,
            Markup::Typst => &typst::Typst,
            Markup::Rtf => &rtf::Rtf,
        }
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A part of a list under a title of its own.
pub struct Heading<'a> {
    /// The title.
    pub title: Option<&'a str>,
    /// What stands under it.
    pub entries: &'a [Printed<'a>],
}

/// An entry as it is to be written.
pub struct Printed<'a> {
    /// The key of its edition.
    pub key: &'a str,
    /// Its number or label.
    pub label: &'a [Run],
    /// Its text.
    pub runs: &'a [Run],
}

/// How a markup is written.
trait Write {
    /// A text from outside, of which nothing is markup.
    fn escape(&self, text: &str) -> String;

    /// What opens and closes a side of a face.
    fn side(&self, side: Side) -> (&'static str, &'static str);

    /// A text, written already, that leads to an address.
    fn link(&self, address: &str, text: String) -> String;

    /// The title of a part of a list.
    fn heading(&self, title: &str) -> String;

    fn line(&self, runs: &[Run]) -> String {
        self.runs(runs)
    }

    /// Runs, each escaped and put between what opens and closes its face and its link.
    fn runs(&self, runs: &[Run]) -> String {
        let mut out = String::new();
        for run in runs {
            let (open, close) = self.around(run.face);
            let text = format!("{open}{}{close}", self.escape(&run.text));
            match run.link.as_deref().filter(|address| is_safe(address)) {
                Some(address) => out.push_str(&self.link(address, text)),
                None => out.push_str(&text),
            }
        }
        out
    }

    /// Opens and closes a face: each side of it that applies, in order, and closed in the other order.
    fn around(&self, face: Face) -> (String, String) {
        let applies = [
            (face.bold, Side::Bold),
            (face.italic, Side::Italic),
            (face.small_caps, Side::SmallCaps),
            (face.underlined, Side::Underlined),
            (face.baseline == Baseline::Superscript, Side::Superscript),
            (face.baseline == Baseline::Subscript, Side::Subscript),
        ];
        let (mut open, mut close) = (String::new(), String::new());
        for (_, side) in applies.into_iter().filter(|(applies, _)| *applies) {
            let (begin, end) = self.side(side);
            open.push_str(begin);
            close.insert_str(0, end);
        }
        (open, close)
    }

    /// The text of an entry behind its number or label.
    fn labelled(&self, entry: &Printed<'_>) -> String {
        let label = self.line(entry.label);
        let space = if label.is_empty() { "" } else { " " };
        format!("{label}{space}{}", self.line(entry.runs))
    }

    fn entry(&self, entry: &Printed<'_>) -> String {
        format!("{}\n\n", self.labelled(entry))
    }

    fn begin(&self, _hangs: bool) -> String {
        String::new()
    }

    fn open_list(&self, _entries: &[Printed<'_>]) -> &'static str {
        ""
    }

    fn close_list(&self, _entries: &[Printed<'_>]) -> &'static str {
        ""
    }

    fn end(&self) -> &'static str {
        ""
    }
}

/// Whether a link may lead to an address: the web and nothing else.
fn is_safe(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    (lower.starts_with("http://") || lower.starts_with("https://"))
        && !address.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// One side of a face.
#[derive(Clone, Copy)]
enum Side {
    Bold,
    Italic,
    SmallCaps,
    Underlined,
    Superscript,
    Subscript,
}

/// Plain text.
struct Text;

impl Write for Text {
    fn escape(&self, text: &str) -> String {
        text.chars().filter(|c| !c.is_control()).collect()
    }

    fn side(&self, _side: Side) -> (&'static str, &'static str) {
        ("", "")
    }

    fn link(&self, _address: &str, text: String) -> String {
        text
    }

    fn heading(&self, title: &str) -> String {
        format!("{title}\n\n")
    }
}
