//! Data as it may be shown on a terminal: nothing in it is obeyed.

use std::{
    borrow::Cow,
    io::{self, Write},
};

/// A text on one line in which every character that a terminal would obey, or that would turn the direction
/// of what follows, stands as a visible sign: C0 controls (tab and line feed among them) and DEL as control
/// pictures (U+2400…), all others as `\u{…}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        push_visible(&mut shown, c);
    }
    Cow::Owned(shown)
}

/// As [`visible`] for a text of several lines: they become one, with spaces.
pub fn visible_on_one_line(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

/// As [`visible`], but lines stay lines.
pub fn visible_lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

fn push_visible(shown: &mut String, c: char) {
    if !is_obeyed(c) {
        shown.push(c);
        return;
    }
    let picture = match u32::from(c) {
        code @ 0..0x20 => char::from_u32(0x2400 + code),
        0x7f => Some('\u{2421}'),
        _ => None,
    };
    match picture {
        Some(picture) => shown.push(picture),
        None => shown.extend(c.escape_unicode()),
    }
}

/// Controls, line and paragraph separators, and what overrides or isolates the direction of text. The plain
/// direction marks U+200E and U+200F stay: Hebrew and Arabic titles need them.
fn is_obeyed(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// JSON text in which the characters that a terminal would obey are escaped too (JSON itself asks this for
/// C0 controls only).
pub fn escape_json(json: &str) -> Cow<'_, str> {
    let escaped = |c: char| is_obeyed(c) && c != '\n';
    if !json.contains(escaped) {
        return Cow::Borrowed(json);
    }
    let mut text = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if escaped(c) {
            // All of them lie in the basic plane, so four digits suffice.
            text.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            text.push(c);
        }
    }
    Cow::Owned(text)
}

/// Passes UTF-8 on to a terminal with the characters made visible that it would obey; line feeds and tabs
/// stay. Bytes that are not UTF-8 become U+FFFD.
pub struct VisibleWriter<W: Write> {
    out: W,
    /// The beginning of a character whose rest is still to come; at most 3 bytes.
    unfinished: Vec<u8>,
}

impl<W: Write> VisibleWriter<W> {
    /// A writer in front of another.
    pub fn new(out: W) -> Self {
        VisibleWriter { out, unfinished: Vec::new() }
    }
}

impl<W: Write> Write for VisibleWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut pending = std::mem::take(&mut self.unfinished);
        pending.extend_from_slice(bytes);
        let mut shown = String::with_capacity(pending.len());
        let mut chunks = pending.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            for c in chunk.valid().chars() {
                if matches!(c, '\n' | '\t') { shown.push(c) } else { push_visible(&mut shown, c) }
            }
            let broken = chunk.invalid();
            if broken.is_empty() {
                continue;
            }
            if chunks.peek().is_none() && may_be_unfinished(broken) {
                self.unfinished = broken.to_vec();
            } else {
                shown.push(char::REPLACEMENT_CHARACTER);
            }
        }
        self.out.write_all(shown.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether bytes at the end of a piece can be the beginning of a character.
fn may_be_unfinished(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_lines_become_one() {
        assert_eq!(visible_on_one_line("Great \n book\t\u{7}"), "Great book ␇");
    }

    #[test]
    fn nothing_is_obeyed() {
        for (text, shown) in [
            ("Mémoires", "Mémoires"),
            ("a\tb\nc", "a␉b␊c"),
            ("\u{1b}[31mred", "␛[31mred"),
            ("\u{7f}", "␡"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("\u{202e}abc", "\\u{202e}abc"),
            ("שלום\u{200f}", "שלום\u{200f}"),
        ] {
            assert_eq!(visible(text), shown);
        }
        assert_eq!(visible_lines("a\nb\u{7}"), "a\nb␇");
    }

    #[test]
    fn json_stays_json() {
        let json = serde_json::to_string("a\u{9b}\u{7f}\u{202e}é\n").expect("a string is JSON");
        let escaped = escape_json(&json);
        assert_eq!(escaped, "\"a\\u009b\\u007f\\u202eé\\n\"");
        let back: String = serde_json::from_str(&escaped).expect("still JSON");
        assert_eq!(back, "a\u{9b}\u{7f}\u{202e}é\n");
    }

    #[test]
    fn characters_may_come_in_pieces() {
        let mut shown = Vec::new();
        let mut writer = VisibleWriter::new(&mut shown);
        for byte in "é\u{1b}[0m\t\n—\u{9b}".as_bytes() {
            writer.write_all(&[*byte]).expect("a vector takes all");
        }
        writer.write_all(b"\xff!").expect("a vector takes all");
        assert_eq!(String::from_utf8(shown).expect("UTF-8"), "é␛[0m\t\n—\\u{9b}\u{fffd}!");
    }
}
