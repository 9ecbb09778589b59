//! Markdown: CommonMark, with pandoc's marks for what that cannot say.

use super::{Printed, Side, Text, Write};
use crate::rendering::runs::Run;

/// Writes Markdown.
pub struct Markdown;

impl Write for Markdown {
    fn escape(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '$' | '~' | '^' | '|' | '@' | '&'
                | '"' | '\'' => {
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
            Side::Bold => ("**", "**"),
            Side::Italic => ("*", "*"),
            Side::SmallCaps => ("[", "]{.smallcaps}"),
            Side::Underlined => ("[", "]{.underline}"),
            Side::Superscript => ("^", "^"),
            Side::Subscript => ("~", "~"),
        }
    }

    fn link(&self, address: &str, text: String) -> String {
        match text == self.escape(address) {
            true => format!("<{address}>"),
            false => format!("[{text}](<{}>)", address.replace('<', "%3C").replace('>', "%3E")),
        }
    }

    fn line(&self, runs: &[Run]) -> String {
        let line = self.runs(&with_spaces_outside(runs));
        // A number at the beginning would make a list of the line.
        let digits = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
        match digits > 0 && line[digits..].starts_with(['.', ')']) {
            true => format!("{}\\{}", &line[..digits], &line[digits..]),
            false => line,
        }
    }

    fn heading(&self, title: &str) -> String {
        format!("## {}\n\n", self.escape(title))
    }

    fn entry(&self, entry: &Printed<'_>) -> String {
        let label = match Text.line(entry.label) {
            label if label.is_empty() => label,
            label => format!("{} ", self.escape(&label)),
        };
        format!("{label}{}\n\n", self.line(entry.runs))
    }
}

/// Runs in which spaces at either end of a set text stand outside of it, since Markdown does not take them inside.
fn with_spaces_outside(runs: &[Run]) -> Vec<Run> {
    let mut parted = Vec::new();
    for run in runs {
        let text = run.text.trim_matches(' ');
        if text.is_empty() || run.face == Default::default() {
            parted.push(run.clone());
            continue;
        }
        let before = run.text.len() - run.text.trim_start_matches(' ').len();
        let plain = |text: &str| Run { text: text.to_owned(), face: Default::default(), link: None };
        parted.push(plain(&run.text[..before]));
        parted.push(Run { text: text.to_owned(), ..run.clone() });
        parted.push(plain(&run.text[before + text.len()..]));
    }
    parted.retain(|run| !run.text.is_empty());
    parted
}
