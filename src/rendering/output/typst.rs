//! Typst markup.

use super::{Side, Write};

/// Writes Typst markup.
pub struct Typst;

/// A text between double quotes, as Typst's functions take it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

impl Write for Typst {
    fn escape(&self, text: &str) -> String {
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

    fn side(&self, side: Side) -> (&'static str, &'static str) {
        match side {
            Side::Bold => ("#strong[", "]"),
            Side::Italic => ("#emph[", "]"),
            Side::SmallCaps => ("#smallcaps[", "]"),
            Side::Underlined => ("#underline[", "]"),
            Side::Superscript => ("#super[", "]"),
            Side::Subscript => ("#sub[", "]"),
        }
    }

    fn link(&self, address: &str, text: String) -> String {
        format!("#link({})[{text}]", quoted(address))
    }

    fn begin(&self, hangs: bool) -> String {
        let indent = if hangs { "#set par(hanging-indent: 1.5em)\n\n" } else { "" };
        indent.to_owned()
    }

    fn heading(&self, title: &str) -> String {
        format!("== {}\n\n", self.escape(title))
    }
}
