//! RTF 1.9, as word processors read it: characters beyond ASCII by their numbers.

use super::{Printed, Side, Write};

/// Writes RTF.
pub struct Rtf;

impl Write for Rtf {
    fn escape(&self, text: &str) -> String {
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

    fn side(&self, side: Side) -> (&'static str, &'static str) {
        match side {
            Side::Bold => ("{\\b ", "}"),
            Side::Italic => ("{\\i ", "}"),
            Side::SmallCaps => ("{\\scaps ", "}"),
            Side::Underlined => ("{\\ul ", "}"),
            Side::Superscript => ("{\\super ", "}"),
            Side::Subscript => ("{\\sub ", "}"),
        }
    }

    fn link(&self, address: &str, text: String) -> String {
        let address = self.escape(&address.replace('"', "%22"));
        format!("{{\\field{{\\*\\fldinst HYPERLINK \"{address}\"}}{{\\fldrslt {text}}}}}")
    }

    fn begin(&self, _hangs: bool) -> String {
        "{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0{\\fonttbl{\\f0 Times New Roman;}}\\fs24\n".to_owned()
    }

    fn heading(&self, title: &str) -> String {
        format!("{{\\pard\\sb240\\sa120\\b {}\\par}}\n", self.escape(title))
    }

    fn entry(&self, entry: &Printed<'_>) -> String {
        format!("{{\\pard\\li720\\fi-720\\sa120 {}\\par}}\n", self.labelled(entry))
    }

    fn end(&self) -> &'static str {
        "}\n"
    }
}
