//! YAML that is the same for the same values: block style, one line for each short text, quotes only where
//! a text could be read as something else.

use std::borrow::Cow;
use std::io::{self, Write};

/// A value to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Out {
    /// A text.
    Text(String),
    /// A number, a date or a truth value, never in quotes.
    Plain(Cow<'static, str>),
    /// Values in order.
    List(Vec<Out>),
    /// Values by key.
    Map(OutMap),
}

/// Keys with their values, in order. No key stands twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::formats) struct OutMap(Vec<(Cow<'static, str>, Out)>);

impl OutMap {
    /// Adds any value.
    pub(in crate::formats) fn push(&mut self, key: impl Into<Cow<'static, str>>, value: Out) {
        self.0.push((key.into(), value));
    }

    /// Adds a text, even an empty one.
    pub(in crate::formats) fn text(&mut self, key: &'static str, text: impl Into<String>) {
        self.push(key, Out::Text(text.into()));
    }

    /// Adds a text that is given and not empty.
    pub(in crate::formats) fn optional(&mut self, key: &'static str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.text(key, text);
        }
    }

    /// Adds a list that is not empty.
    pub(in crate::formats) fn list(&mut self, key: &'static str, items: impl IntoIterator<Item = Out>) {
        let items: Vec<Out> = items.into_iter().collect();
        if !items.is_empty() {
            self.push(key, Out::List(items));
        }
    }
}

/// Writes a map, each line of it `indent` spaces in.
pub(in crate::formats) fn write_map(out: &mut dyn Write, map: &OutMap, indent: usize) -> io::Result<()> {
    for (index, (key, value)) in map.0.iter().enumerate() {
        // The first key stands behind the dash of the list that the map is in, if any.
        if index > 0 || indent == 0 {
            write_indent(out, indent)?;
        }
        write_key(out, key, indent)?;
        match value {
            Out::List(items) if !items.is_empty() => {
                writeln!(out)?;
                write_items(out, items, indent)?;
            }
            Out::Map(inner) if !inner.0.is_empty() => {
                writeln!(out)?;
                write_indent(out, indent + 2)?;
                write_map(out, inner, indent + 2)?;
            }
            other => {
                write!(out, " ")?;
                write_scalar(out, other, indent + 2)?;
            }
        }
    }
    Ok(())
}

/// Writes the items of a list, each with its dash `indent` spaces in.
pub(in crate::formats) fn write_items(out: &mut dyn Write, items: &[Out], indent: usize) -> io::Result<()> {
    for item in items {
        write_indent(out, indent)?;
        write!(out, "- ")?;
        match item {
            Out::Map(map) if !map.0.is_empty() => write_map(out, map, indent + 2)?,
            Out::List(inner) if !inner.is_empty() => {
                writeln!(out)?;
                write_items(out, inner, indent + 2)?;
            }
            scalar => write_scalar(out, scalar, indent + 2)?,
        }
    }
    Ok(())
}

/// Readers need not look further than 1024 characters for the colon behind a key (YAML 1.2.2, 7.4.2).
const LONGEST_KEY: usize = 1000;

fn write_key(out: &mut dyn Write, key: &str, indent: usize) -> io::Result<()> {
    let key = spelled(key);
    if key.len() <= LONGEST_KEY {
        return write!(out, "{key}:");
    }
    writeln!(out, "? {key}")?;
    write_indent(out, indent)?;
    write!(out, ":")
}

fn write_indent(out: &mut dyn Write, indent: usize) -> io::Result<()> {
    write!(out, "{:indent$}", "")
}

/// Writes a scalar and ends the line; lines of a block stand `indent` spaces in.
fn write_scalar(out: &mut dyn Write, value: &Out, indent: usize) -> io::Result<()> {
    match value {
        Out::Text(text) if is_block(text) => write_block(out, text, indent),
        Out::Text(text) => writeln!(out, "{}", spelled(text)),
        Out::Plain(word) => writeln!(out, "{word}"),
        // Only empty ones come here.
        Out::List(_) => writeln!(out, "[]"),
        Out::Map(_) => writeln!(out, "{{}}"),
    }
}

/// A text of several lines as a literal block.
fn write_block(out: &mut dyn Write, text: &str, indent: usize) -> io::Result<()> {
    let (mark, body) = match text.strip_suffix('\n') {
        Some(body) => ("|", body),
        None => ("|-", text),
    };
    writeln!(out, "{mark}")?;
    for line in body.split('\n') {
        if !line.is_empty() {
            write_indent(out, indent)?;
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Whether a text can stand in a literal block as it is: several lines, none of which begins or ends with
/// white space, no empty line at the beginning or the end.
fn is_block(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let is_edge = |line: &str| line.is_empty();
    let mut lines = body.split('\n');
    body.contains('\n')
        && !lines.next().is_none_or(is_edge)
        && !lines.next_back().is_none_or(is_edge)
        && body.split('\n').all(|line| line.trim_matches([' ', '\t']) == line)
        && text.chars().all(|c| c == '\n' || is_printable(c))
}

/// A text of one line in the plainest way in which it is read as that text.
fn spelled(text: &str) -> String {
    if !text.chars().all(is_printable) {
        escaped(text)
    } else if is_plain(text) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// YAML 1.2.2, rule 34 (nb-char), without what YAML 1.1 takes for a line break and without tabs.
fn is_printable(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
        && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Whether no reader of YAML, 1.1 or 1.2, takes a text for anything but itself without quotes.
fn is_plain(text: &str) -> bool {
    const INDICATORS: &[char] = &[
        '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '=',
        '~', '<', '.', '+', ' ',
    ];
    !text.is_empty()
        && !text.starts_with(INDICATORS)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !is_number_like(text)
        && !is_word_of_yaml(text)
}

/// Whether a text could be a number, a date or a time: a digit, and then nothing else than what these are made
/// of. Wider than YAML, so that no date of ours stands without quotes.
fn is_number_like(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_hexdigit() || "+-._:/~?%TZtzxXoO, ".contains(c))
}

/// The words that YAML 1.1 or 1.2 take for truth values or nothing.
fn is_word_of_yaml(text: &str) -> bool {
    const WORDS: &[&str] = &["y", "yes", "n", "no", "on", "off", "true", "false", "null"];
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// In double quotes, with everything escaped that is not printable.
fn escaped(text: &str) -> String {
    let mut spelled = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => spelled.push_str("\\\""),
            '\\' => spelled.push_str("\\\\"),
            '\n' => spelled.push_str("\\n"),
            '\t' => spelled.push_str("\\t"),
            '\r' => spelled.push_str("\\r"),
            c if is_printable(c) => spelled.push(c),
            c if u32::from(c) <= 0xff => spelled.push_str(&format!("\\x{:02X}", u32::from(c))),
            c if u32::from(c) <= 0xffff => spelled.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => spelled.push_str(&format!("\\U{:08X}", u32::from(c))),
        }
    }
    spelled.push('"');
    spelled
}
