//! HTML 5, with the class names that citeproc-js and pandoc give to lists of references.

use super::{Printed, Side, Write, between, lines};
use crate::rendering::runs::Run;

/// Writes HTML.
pub struct Html;

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

impl Write for Html {
    fn line(&self, runs: &[Run]) -> String {
        let side = |side| {
            Some(match side {
                Side::Bold => ("<b>", "</b>"),
                Side::Italic => ("<i>", "</i>"),
                Side::SmallCaps => ("<span style=\"font-variant:small-caps\">", "</span>"),
                Side::Underlined => ("<u>", "</u>"),
                Side::Superscript => ("<sup>", "</sup>"),
                Side::Subscript => ("<sub>", "</sub>"),
            })
        };
        lines(
            runs,
            escape,
            |face| between(face, side),
            |address, text| format!("<a href=\"{}\">{text}</a>", escape(address)),
        )
    }

    fn begin(&self, hangs: bool) -> String {
        let hanging = if hangs { " hanging-indent" } else { "" };
        format!("<div class=\"csl-bib-body{hanging}\">\n")
    }

    fn heading(&self, title: &str) -> String {
        format!("  <h2>{}</h2>\n", escape(title))
    }

    fn open_list(&self, _entries: &[Printed<'_>]) -> String {
        String::new()
    }

    fn entry(&self, entry: &Printed<'_>) -> String {
        let key = escape(entry.key);
        let text = self.line(entry.runs);
        let text = match entry.label {
            [] => text,
            label => format!(
                "<div class=\"csl-left-margin\">{}</div><div class=\"csl-right-inline\">{text}</div>",
                self.line(label)
            ),
        };
        format!("  <div class=\"csl-entry\" id=\"ref-{key}\">{text}</div>\n")
    }

    fn close_list(&self, _entries: &[Printed<'_>]) -> String {
        String::new()
    }

    fn end(&self) -> &'static str {
        "</div>\n"
    }
}
