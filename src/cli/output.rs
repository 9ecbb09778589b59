//! Where words go: data to standard output, all else to standard error.

use std::{
    fmt::Display,
    io::{self, BufWriter, IsTerminal, Write},
};

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::{
    hyperlinks::Hyperlinks,
    visible::{VisibleWriter, escape_json},
};

/// Keys of editions.
pub const KEY: Style = AnsiColor::Cyan.on_default();
/// What one looks for first on a line.
pub const TITLE: Style = Style::new().bold();
/// What is said besides.
pub const ASIDE: Style = Style::new().dimmed();
/// The word "error".
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// The word "warning".
pub const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// The words "note" and "hint".
pub const HINT: Style = AnsiColor::Green.on_default().bold();

/// Whether a stream gets colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Styles are written.
    Styled,
    /// Text only.
    Plain,
}

impl Colour {
    /// What suits a stream: colour on a terminal that can show it, unless `$NO_COLOR` is set.
    fn of(stream: &impl anstream::stream::RawStream) -> Colour {
        match anstream::AutoStream::choice(stream) {
            anstream::ColorChoice::Never => Colour::Plain,
            _ => Colour::Styled,
        }
    }

    /// A text in a style.
    pub fn paint(self, style: Style, text: impl Display) -> String {
        let text = text.to_string();
        match self {
            Colour::Styled if !text.is_empty() => format!("{style}{text}{style:#}"),
            _ => text,
        }
    }
}

/// Standard output.
pub struct Output {
    stream: BufWriter<io::StdoutLock<'static>>,
    colour: Colour,
    links: Hyperlinks,
    width: Option<usize>,
    is_terminal: bool,
}

impl Output {
    /// Takes standard output for this program.
    pub fn standard() -> Output {
        let stdout = io::stdout();
        let is_terminal = stdout.is_terminal();
        Output {
            colour: Colour::of(&stdout),
            links: Hyperlinks::of_standard_output(is_terminal),
            width: is_terminal.then(width),
            is_terminal,
            stream: BufWriter::with_capacity(64 * 1024, stdout.lock()),
        }
    }

    /// Whether to style what is written.
    pub fn colour(&self) -> Colour {
        self.colour
    }

    /// Whether to write links.
    pub fn links(&self) -> Hyperlinks {
        self.links
    }

    /// Columns of the terminal; `None` where lines may be as long as they are.
    pub fn width(&self) -> Option<usize> {
        self.width
    }

    /// Writes a text whose data have been made visible already.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        self.stream.write_all(text.as_bytes())
    }

    /// Writes a text and ends the line.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        self.text(text)?;
        self.stream.write_all(b"\n")
    }

    /// Writes a value as JSON with a line feed at the end.
    pub fn json(&mut self, value: &impl serde::Serialize) -> io::Result<()> {
        let json = serde_json::to_string_pretty(value)?;
        self.line(&escape_json(&json))
    }

    /// Writes an item of an array of JSON on lines of its own, as [`Output::json`] would, without what parts it from others.
    pub fn json_item(&mut self, value: &impl serde::Serialize) -> io::Result<()> {
        self.text(&item(value)?)
    }

    /// Where the bytes of a file go: as they are to a file or a pipe, with controls made visible to a
    /// terminal.
    pub fn file(&mut self) -> Box<dyn Write + '_> {
        if self.is_terminal {
            Box::new(VisibleWriter::new(&mut self.stream))
        } else {
            Box::new(&mut self.stream)
        }
    }

    /// Writes what is held back.
    pub fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// An item of an array as it stands in indented JSON, from the line feed before it. Those within texts are escaped, so
/// that every line feed begins a line.
fn item(value: &impl serde::Serialize) -> io::Result<String> {
    let json = format!("\n{}", serde_json::to_string_pretty(value)?).replace('\n', "\n  ");
    Ok(escape_json(&json).into_owned())
}

/// Standard error. That it cannot be written to is nobody's concern.
#[derive(Clone, Copy)]
pub struct Messages {
    colour: Colour,
    quiet: bool,
    is_terminal: bool,
}

impl Messages {
    /// Standard error; when quiet, problems only.
    pub fn standard(quiet: bool) -> Messages {
        let stderr = io::stderr();
        Messages { colour: Colour::of(&stderr), quiet, is_terminal: stderr.is_terminal() }
    }

    /// Whether to style what is written.
    pub fn colour(self) -> Colour {
        self.colour
    }

    /// Whether progress may be drawn.
    pub fn shows_progress(self) -> bool {
        self.is_terminal && !self.quiet
    }

    /// Says what was done; not when quiet.
    pub fn say(self, text: impl Display) {
        if !self.quiet {
            self.problem(text);
        }
    }

    /// Says what is worth knowing; not when quiet.
    pub fn note(self, text: impl Display) {
        self.say(format_args!("{} {text}", self.colour.paint(HINT, "note:")));
    }

    /// Says what is wrong, with a line of its own.
    pub fn problem(self, text: impl Display) {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// Says what may be wrong.
    pub fn warning(self, text: impl Display) {
        self.problem(format_args!("{} {text}", self.colour.paint(WARNING, "warning:")));
    }
}

/// Columns of the terminal, or what `$COLUMNS` says of it.
fn width() -> usize {
    let set = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || {
        let size = terminal_size::terminal_size_of(io::stdout());
        size.map_or(80, |(terminal_size::Width(width), _)| usize::from(width))
    };
    set.unwrap_or_else(seen).max(NARROWEST)
}

/// Terminals with fewer columns get lines of this width.
const NARROWEST: usize = 20;

/// Columns that a text takes on a terminal.
pub fn columns(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// A text with spaces up to a width.
pub fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// A text that takes at most so many columns, with an ellipsis where something is cut off.
pub fn shortened(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut taken = 0;
    for c in text.chars() {
        let wide = unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if taken + wide + 1 > width {
            break;
        }
        taken += wide;
        short.push(c);
    }
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_a_terminal() {
        for (text, width, short) in [
            ("Memoirs", 7, "Memoirs"),
            ("Memoirs of a Revolutionary", 10, "Memoirs o…"),
            ("Memoirs of", 9, "Memoirs…"),
            ("革命者的回忆", 7, "革命者…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ] {
            assert_eq!(shortened(text, width), short);
            assert!(columns(&shortened(text, width)) <= width);
        }
        assert_eq!(padded("革命", 6), "革命  ");
    }

    #[test]
    fn items_of_an_array_are_written_as_the_array_is() {
        let array = serde_json::json!([{ "title": "One\nor two", "names": [] }, ["a", "b"], 3]);
        let items: Vec<String> =
            array.as_array().expect("an array").iter().map(|value| item(value).expect("JSON")).collect();
        let whole = serde_json::to_string_pretty(&array).expect("JSON");
        assert_eq!(format!("[{}\n]", items.join(",")), whole);
    }
}
