//! RTF 1.9, as word processors read it: characters beyond ASCII by their numbers.

use super::{Printed, Side, Write, between, lines};
use crate::rendering::runs::Run;

/// Writes RTF.
pub struct Rtf;

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut units = [0_u16; 2];
    for c in text.chars() {
        match c {
            '\\' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => {}
            c if c.is_ascii() => out.push(c),
            // The number of a unit of UTF-16 has a sign; the question mark is for programs that do not know it.
            c => {
                for unit in c.encode_utf16(&mut units) {
                    out.push_str(&format!("\\u{}?", i32::from(i16::from_ne_bytes(unit.to_ne_bytes()))));
                }
            }
        }
    }
    out
}

impl Write for Rtf {
    fn line(&self, runs: &[Run]) -> String {
        let side = |side| {
            Some(match side {
                Side::Bold => ("{\\b ", "}"),
                Side::Italic => ("{\\i ", "}"),
                Side::SmallCaps => ("{\\scaps ", "}"),
                Side::Underlined => ("{\\ul ", "}"),
                Side::Superscript => ("{\\super ", "}"),
                Side::Subscript => ("{\\sub ", "}"),
            })
        };
        lines(
            runs,
            escape,
            |face| between(face, side),
            |address, text| {
                let address = escape(&address.replace('"', "%22"));
                format!("{{\\field{{\\*\\fldinst HYPERLINK \"{address}\"}}{{\\fldrslt {text}}}}}")
            },
        )
    }

    fn begin(&self, _hangs: bool) -> String {
        "{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0{\\fonttbl{\\f0 Times New Roman;}}\\fs24\n".to_owned()
    }

    fn heading(&self, title: &str) -> String {
        format!("{{\\pard\\sb240\\sa120\\b {}\\par}}\n", escape(title))
    }

    fn open_list(&self, _entries: &[Printed<'_>]) -> String {
        String::new()
    }

    fn entry(&self, entry: &Printed<'_>) -> String {
        let label = self.line(entry.label);
        let space = if label.is_empty() { "" } else { " " };
        format!("{{\\pard\\li720\\fi-720\\sa120 {label}{space}{}\\par}}\n", self.line(entry.runs))
    }

    fn close_list(&self, _entries: &[Printed<'_>]) -> String {
        String::new()
    }

    fn end(&self) -> &'static str {
        "}\n"
    }
}
