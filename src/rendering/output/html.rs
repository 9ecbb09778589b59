//! HTML 5, with the class names that citeproc-js and pandoc give to lists of references.

use super::{Printed, Side, Write};

/// Writes HTML.
pub struct Html;

impl Write for Html {
    fn escape(&self, text: &str) -> String {
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

    fn side(&self, side: Side) -> (&'static str, &'static str) {
        match side {
            Side::Bold => ("<b>", "</b>"),
            Side::Italic => ("<i>", "</i>"),
            Side::SmallCaps => ("<span style=\"font-variant:small-caps\">", "</span>"),
            Side::Underlined => ("<u>", "</u>"),
            Side::Superscript => ("<sup>", "</sup>"),
            Side::Subscript => ("<sub>", "</sub>"),
        }
    }

    fn link(&self, address: &str, text: String) -> String {
        format!("<a href=\"{}\">{text}</a>", self.escape(address))
    }

    fn begin(&self, hangs: bool) -> String {
        let hanging = if hangs { " hanging-indent" } else { "" };
        format!("<div class=\"csl-bib-body{hanging}\">\n")
    }

    fn heading(&self, title: &str) -> String {
        format!("  <h2>{}</h2>\n", self.escape(title))
    }

    fn entry(&self, entry: &Printed<'_>) -> String {
        let key = self.escape(entry.key);
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

    fn end(&self) -> &'static str {
        "</div>\n"
    }
}
