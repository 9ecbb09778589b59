//! LaTeX for an engine that reads UTF-8, with hyperref for links.

use super::{Printed, Side, Write};

/// Writes LaTeX.
pub struct Latex;

/// An address as `\href` takes it.
fn address(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '%' | '#' | '&' | '_' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '\\' => out.push_str("\\%5C"),
            '{' => out.push_str("\\%7B"),
            '}' => out.push_str("\\%7D"),
            '~' => out.push_str("\\string~"),
            '^' => out.push_str("\\%5E"),
            c => out.push(c),
        }
    }
    out
}

impl Write for Latex {
    fn escape(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\\' => out.push_str("\\textbackslash{}"),
                '~' => out.push_str("\\textasciitilde{}"),
                '^' => out.push_str("\\textasciicircum{}"),
                '{' | '}' | '$' | '&' | '#' | '%' | '_' => {
                    out.push('\\');
                    out.push(c);
                }
                '<' => out.push_str("\\textless{}"),
                '>' => out.push_str("\\textgreater{}"),
                '\u{a0}' => out.push('~'),
                '–' => out.push_str("--"),
                '—' => out.push_str("---"),
                // Square brackets could be taken for an option of what stands before.
                '[' => out.push_str("{[}"),
                ']' => out.push_str("{]}"),
                c if c.is_control() => {}
                c => out.push(c),
            }
        }
        out
    }

    fn side(&self, side: Side) -> (&'static str, &'static str) {
        match side {
            Side::Bold => ("\\textbf{", "}"),
            Side::Italic => ("\\textit{", "}"),
            Side::SmallCaps => ("\\textsc{", "}"),
            Side::Underlined => ("\\underline{", "}"),
            Side::Superscript => ("\\textsuperscript{", "}"),
            Side::Subscript => ("\\textsubscript{", "}"),
        }
    }

    fn link(&self, link: &str, text: String) -> String {
        format!("\\href{{{}}}{{{text}}}", address(link))
    }

    fn heading(&self, title: &str) -> String {
        format!("\\section*{{{}}}\n", self.escape(title))
    }

    fn open_list(&self, entries: &[Printed<'_>]) -> &'static str {
        if entries.is_empty() { "" } else { "\\begin{description}\n" }
    }

    fn entry(&self, entry: &Printed<'_>) -> String {
        format!("\\item[] {}\n", self.labelled(entry))
    }

    fn close_list(&self, entries: &[Printed<'_>]) -> &'static str {
        if entries.is_empty() { "" } else { "\\end{description}\n" }
    }
}
