//! Typst markup.

use super::{Printed, Side, Write, between, lines};
use crate::rendering::runs::Run;

/// Writes Typst markup.
pub struct Typst;

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '*' | '_' | '`' | '$' | '#' | '@' | '<' | '>' | '[' | ']' | '~' | '=' | '-' | '+'
            | '/' | '\'' | '"' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A text between double quotes, as Typst's functions take it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

impl Write for Typst {
    fn line(&self, runs: &[Run]) -> String {
        let side = |side| {
            Some(match side {
                Side::Bold => ("#strong[", "]"),
                Side::Italic => ("#emph[", "]"),
                Side::SmallCaps => ("#smallcaps[", "]"),
                Side::Underlined => ("#underline[", "]"),
                Side::Superscript => ("#super[", "]"),
                Side::Subscript => ("#sub[", "]"),
            })
        };
        lines(
            runs,
            escape,
            |face| between(face, side),
            |address, text| format!("#link({})[{text}]", quoted(address)),
        )
    }

    fn begin(&self, hangs: bool) -> String {
        let indent = if hangs { "#set par(hanging-indent: 1.5em)\n\n" } else { "" };
        indent.to_owned()
    }

    fn heading(&self, title: &str) -> String {
        format!("== {}\n\n", escape(title))
    }

    fn open_list(&self, _entries: &[Printed<'_>]) -> String {
        String::new()
    }

    fn entry(&self, entry: &Printed<'_>) -> String {
        let label = self.line(entry.label);
        let space = if label.is_empty() { "" } else { " " };
        format!("{label}{space}{}\n\n", self.line(entry.runs))
    }

    fn close_list(&self, _entries: &[Printed<'_>]) -> String {
        String::new()
    }

    fn end(&self) -> &'static str {
        ""
    }
}
