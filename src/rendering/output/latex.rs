//! LaTeX for an engine that reads UTF-8, with hyperref for links.

use super::{Printed, Side, Write, between, lines};
use crate::rendering::runs::Run;

/// Writes LaTeX.
pub struct Latex;

fn escape(text: &str) -> String {
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
    fn line(&self, runs: &[Run]) -> String {
        let side = |side| {
            Some(match side {
                Side::Bold => ("\\textbf{", "}"),
                Side::Italic => ("\\textit{", "}"),
                Side::SmallCaps => ("\\textsc{", "}"),
                Side::Underlined => ("\\underline{", "}"),
                Side::Superscript => ("\\textsuperscript{", "}"),
                Side::Subscript => ("\\textsubscript{", "}"),
            })
        };
        lines(
            runs,
            escape,
            |face| between(face, side),
            |link, text| format!("\\href{{{}}}{{{text}}}", address(link)),
        )
    }

    fn begin(&self, _hangs: bool) -> String {
        String::new()
    }

    fn heading(&self, title: &str) -> String {
        format!("\\section*{{{}}}\n", escape(title))
    }

    fn open_list(&self, entries: &[Printed<'_>]) -> String {
        if entries.is_empty() { String::new() } else { "\\begin{description}\n".to_owned() }
    }

    fn entry(&self, entry: &Printed<'_>) -> String {
        let label = self.line(entry.label);
        let space = if label.is_empty() { "" } else { " " };
        format!("\\item[] {label}{space}{}\n", self.line(entry.runs))
    }

    fn close_list(&self, entries: &[Printed<'_>]) -> String {
        if entries.is_empty() { String::new() } else { "\\end{description}\n".to_owned() }
    }

    fn end(&self) -> &'static str {
        ""
    }
}
