//! Marked text → TeX.

use std::borrow::Cow;

use unicode_normalization::char::{compose, decompose_canonical};

use super::symbols::{self, Accent, Use};
use super::{Kind, Repertoire, is_harmless, web};
use crate::{
    fields::ItalicsAs,
    model::title::{self, Piece, Tag},
};

/// What a closing tag writes.
enum Ending {
    Brace,
    /// The inner braces kept a command from standing first in its group.
    TwoBraces,
    /// The tag is not written.
    Nothing,
}

/// What the last thing written would do to what follows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Ordinary,
    /// A protecting brace: a backslash after it would take the protection away.
    OpenBrace,
    /// A line break: white space after it is skipped.
    LineBreak,
    /// A command without arguments that swallows white space and joins with letters.
    OpenCommand(Separator),
    /// Arguments, which more arguments could follow.
    Arguments,
}

/// What keeps a command without arguments apart from what follows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    /// An empty argument, before what looks like another argument too.
    Braces,
    /// Something that is no argument.
    Protect,
    /// An empty group, before letters and spaces; the command takes no arguments.
    Group,
}

impl Separator {
    fn tex(self) -> &'static str {
        match self {
            Separator::Braces | Separator::Group => "{}",
            Separator::Protect => r"\protect{}",
        }
    }
}

pub(super) struct Writer {
    out: String,
    kind: Kind,
    repertoire: Repertoire,
    italics: ItalicsAs,
    space_waits: bool,
    last: Last,
    endings: Vec<Ending>,
    protections: usize,
    /// Which of `endings` is that of the outermost protection.
    protection: usize,
}

impl Writer {
    pub(super) fn new(kind: Kind, repertoire: Repertoire, italics: ItalicsAs) -> Self {
        Writer {
            out: String::new(),
            kind,
            repertoire,
            italics,
            space_waits: false,
            last: Last::Ordinary,
            endings: Vec::new(),
            protections: 0,
            protection: 0,
        }
    }

    pub(super) fn write(mut self, marked: &str) -> String {
        self.out.reserve(marked.len() + marked.len() / 16);
        if self.kind == Kind::Plain {
            self.text(marked);
        } else {
            self.pieces(&title::pieces(marked));
        }
        if self.space_waits {
            self.space_waits = false;
            self.put(r"\ ");
        }
        self.out
    }

    fn pieces(&mut self, pieces: &[Piece]) {
        let mut pieces = pieces.iter().peekable();
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Text(text) => self.text(text),
                Piece::Tex(bracket @ "<") => {
                    self.text(bracket);
                    self.put("{}");
                }
                Piece::Open(Tag::NoCase) if pieces.peek() == Some(&&Piece::Close(Tag::NoCase)) => {
                    pieces.next();
                }
                Piece::Open(tag) => self.open(*tag),
                Piece::Close(tag) => self.close(*tag),
                Piece::Math(source) | Piece::Tex(source) if !is_harmless(source) => self.text(source),
                Piece::Math(source) => {
                    let source = self_contained(source, Dollars::Escaped);
                    if !source.is_empty() {
                        self.put(&["$", &source, "$"].concat());
                    }
                }
                Piece::Tex(source) => self.tex(source),
            }
        }
    }

    fn open(&mut self, tag: Tag) {
        let Some(command) = symbols::command_for(tag, self.italics) else {
            self.protections += 1;
            if self.protections == 1 && self.kind == Kind::Title {
                self.put("{");
                self.last = Last::OpenBrace;
                self.protection = self.endings.len();
                self.endings.push(Ending::Brace);
            } else {
                self.endings.push(Ending::Nothing);
            }
            return;
        };
        self.put(&[command, "{"].concat());
        self.endings.push(Ending::Brace);
    }

    fn close(&mut self, tag: Tag) {
        if tag == Tag::NoCase {
            self.protections -= 1;
        }
        match self.endings.pop() {
            Some(Ending::Brace) => self.put("}"),
            Some(Ending::TwoBraces) => self.put("}}"),
            Some(Ending::Nothing) | None => {}
        }
    }

    /// Verbatim TeX, with what keeps it apart from the text that follows.
    fn tex(&mut self, source: &str) {
        let source = self_contained(source, Dollars::Paired);
        if source.is_empty() {
            return;
        }
        if self.kind == Kind::Title && is_logo(&source) {
            // Outside braces the styles of BibTeX would change the letters of the command.
            return self.put(&["{", &source, "}"].concat());
        }
        self.settle();
        if self.last == Last::OpenBrace && source.starts_with('\\') {
            // As below, but a second brace would become a part of the command.
            self.out.push_str("{}");
            self.last = Last::Ordinary;
        }
        self.put(&source);
        let name_end = source.trim_end_matches([' ', '\n', '\t', '\r']);
        let name = name_end.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let is_command = source.starts_with('\\');
        self.last = if name.ends_with('\\') && name.len() < name_end.len() {
            let command = &name_end[name.len() - 1..];
            Last::OpenCommand(match command {
                _ if symbols::LOGOS.contains(&command) => Separator::Group,
                _ if symbols::reads_argument(command) => Separator::Protect,
                _ => Separator::Braces,
            })
        } else if is_command && source.ends_with(['}', ']', '*']) && !source.ends_with("{}") {
            Last::Arguments
        } else {
            Last::Ordinary
        };
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let run = self.ordinary_run(rest);
            if run > 0 {
                self.put(&rest[..run]);
                rest = &rest[run..];
                continue;
            }
            let after = &rest[c.len_utf8()..];
            rest = match c {
                '\n' if self.kind == Kind::Text => {
                    let paragraph = after.strip_prefix('\n');
                    self.line_break(if paragraph.is_some() { r"\par{}" } else { r"\newline{}" });
                    paragraph.unwrap_or(after)
                }
                ' ' | '\t' | '\n' | '\r' | '\x0c' => {
                    self.space();
                    after
                }
                '<' if self.kind != Kind::Plain && is_tag(rest) => {
                    let after = self.character(c, after);
                    self.put("{}");
                    after
                }
                '&' if web::begins_with_reference(rest) => {
                    self.put(r"\&{}");
                    after
                }
                _ => self.character(c, after),
            };
        }
    }

    /// How many bytes a text begins with that stand for themselves: ordinary characters, with single spaces between.
    fn ordinary_run(&self, text: &str) -> usize {
        let bytes = text.as_bytes();
        let is_ordinary = |at: usize| bytes.get(at).is_some_and(|byte| symbols::is_ordinary(*byte));
        let mut end = 0;
        while is_ordinary(end) || (end > 0 && bytes.get(end) == Some(&b' ') && is_ordinary(end + 1)) {
            end += 1;
        }
        let has_mark = bytes.get(end).is_some_and(|byte| !byte.is_ascii());
        // A mark above the last letter is written with it.
        if has_mark && self.repertoire == Repertoire::Ascii { end.saturating_sub(1) } else { end }
    }

    /// Writes a character and the mark above it; returns what follows.
    fn character<'a>(&mut self, c: char, after: &'a str) -> &'a str {
        let ascii = self.repertoire == Repertoire::Ascii;
        if let Some(symbol) = symbols::symbol_of(c)
            && (symbol.usage == Use::Always || ascii)
        {
            let is_word =
                symbol.tex.starts_with('\\') && symbol.tex.ends_with(|c: char| c.is_ascii_alphabetic());
            match is_word {
                true if ascii => self.put(&["{", symbol.tex, "}"].concat()),
                true => self.put(&[symbol.tex, "{}"].concat()),
                false => self.put(symbol.tex),
            }
            return after;
        }
        if ascii && c.is_ascii_alphabetic() {
            let mark = after.chars().next();
            let accent = mark.filter(|mark| compose(c, *mark).is_none()).and_then(symbols::accent_with);
            if let Some(accent) = accent {
                self.put(&accented(c, &[accent]));
                return &after[accent.mark.len_utf8()..];
            }
        }
        match ascii.then(|| taken_apart(c)).flatten() {
            Some((letter, accents)) => self.put(&accented(letter, &accents)),
            None => self.put(c.encode_utf8(&mut [0; 4])),
        }
        after
    }

    fn space(&mut self) {
        self.settle();
        self.space_waits = true;
    }

    /// Writes the space that waits, in the form that is read back where the last thing written ends.
    fn settle(&mut self) {
        if !self.space_waits {
            return;
        }
        self.space_waits = false;
        if let Last::OpenCommand(separator) = self.last {
            self.out.push_str(separator.tex());
        }
        let lost = self.out.is_empty() || self.out.ends_with(' ') || self.last == Last::LineBreak;
        if lost {
            self.put(r"\ ");
        } else {
            self.out.push(' ');
        }
        self.last = Last::Ordinary;
    }

    fn line_break(&mut self, command: &str) {
        if self.space_waits {
            self.settle();
            // A plain space before a line break is not read.
            if !self.out.ends_with(r"\ ") {
                self.out.pop();
                self.out.push_str(r"\ ");
            }
        }
        self.put(command);
        self.last = Last::LineBreak;
    }

    /// Writes TeX that is not a space, kept apart from what stands before it.
    fn put(&mut self, tex: &str) {
        self.settle();
        let first = tex.bytes().next();
        let joins = matches!(
            (self.out.bytes().next_back(), first),
            (Some(b'-'), Some(b'-')) | (Some(b'\''), Some(b'\'')) | (Some(b'`' | b'!' | b'?'), Some(b'`'))
        );
        match (self.last, first) {
            (Last::OpenBrace, Some(b'\\')) => {
                self.out.push('{');
                if let Some(ending) = self.endings.get_mut(self.protection) {
                    *ending = Ending::TwoBraces;
                }
            }
            (Last::OpenCommand(Separator::Group), Some(b'{' | b'[' | b'*')) => {}
            (Last::OpenCommand(separator), Some(b'{' | b'[' | b'*')) => self.out.push_str(separator.tex()),
            (Last::OpenCommand(separator), Some(byte))
                if byte.is_ascii_alphabetic() && !self.out.ends_with([' ', '\n', '\t', '\r']) =>
            {
                self.out.push_str(separator.tex());
            }
            (Last::Arguments, Some(b'{')) => self.out.push_str(r"\protect"),
            _ if joins => self.out.push_str("{}"),
            _ => {}
        }
        self.out.push_str(tex);
        self.last = Last::Ordinary;
    }
}

/// Whether verbatim TeX is one logo, with or without `{}`: it has no arguments and holds for nothing after it.
fn is_logo(source: &str) -> bool {
    symbols::LOGOS.contains(&source.strip_suffix("{}").unwrap_or(source.trim_ascii_end()))
}

/// Whether a text begins with what a reader would take for a tag.
fn is_tag(text: &str) -> bool {
    title::begins_with_tag(text) || web::begins_with_tag(text)
}

/// The letter and the accents that a character is composed of, if TeX can set them and they compose again.
fn taken_apart(c: char) -> Option<(char, Vec<&'static Accent>)> {
    let mut letter = None;
    let mut accents = Vec::new();
    let mut complete = true;
    decompose_canonical(c, |part| match letter {
        None => letter = Some(part),
        Some(_) => match symbols::accent_with(part) {
            Some(accent) => accents.push(accent),
            None => complete = false,
        },
    });
    // Fonts of TeX that have letters of other scripts have them with their marks.
    let letter =
        letter.filter(|letter| letter.is_ascii_alphabetic() || symbols::symbol_of(*letter).is_some())?;
    let is_whole = complete && !accents.is_empty() && symbols::with_accents(letter, &accents).chars().eq([c]);
    is_whole.then_some((letter, accents))
}

/// Accents under which LaTeX itself takes the dot off an i (ot1enc.def). Readers of .bib files know `\'i` better
/// than `\'\i`.
const OVER_PLAIN_I: &[&str] = &[r"\`", r"\'", r"\^", r#"\""#];

/// `{\'e}`: a letter under accents, the innermost first, as a "special character" of BibTeX.
fn accented(letter: char, accents: &[&Accent]) -> String {
    let loses_dot = accents.iter().any(|accent| accent.dot == symbols::Dot::Lost)
        && !matches!(accents, [only] if letter == 'i' && OVER_PLAIN_I.contains(&only.command));
    let mut tex = match (letter, symbols::symbol_of(letter)) {
        ('i', _) if loses_dot => r"\i".to_owned(),
        ('j', _) if loses_dot => r"\j".to_owned(),
        (_, Some(symbol)) => symbol.tex.to_owned(),
        _ => letter.to_string(),
    };
    for accent in accents {
        let is_sign = !accent.command.ends_with(|c: char| c.is_ascii_alphabetic());
        tex = if is_sign && (tex.len() == 1 || !tex.ends_with('}')) {
            [accent.command, &tex].concat()
        } else {
            [accent.command, "{", &tex, "}"].concat()
        };
    }
    ["{", &tex, "}"].concat()
}

/// What becomes of dollars outside the braces of verbatim TeX.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dollars {
    Escaped,
    /// Kept where their number is even.
    Paired,
}

/// TeX source whose braces match and which leaves nothing open behind it.
fn self_contained(source: &str, dollars: Dollars) -> String {
    let source = with_braces_matched(source);
    let mut safe = String::with_capacity(source.len());
    let mut outer_dollars = Vec::new();
    let mut depth = 0_usize;
    let mut escaped = false;
    for c in source.chars() {
        match c {
            '{' if !escaped => depth += 1,
            '}' if !escaped => depth = depth.saturating_sub(1),
            '$' if !escaped && depth == 0 => outer_dollars.push(safe.len()),
            _ => {}
        }
        safe.push(c);
        escaped = c == '\\' && !escaped;
    }
    if escaped {
        safe.push(' ');
    }
    if dollars == Dollars::Paired && outer_dollars.len().is_multiple_of(2) {
        return safe;
    }
    let mut done = 0;
    let mut result = String::with_capacity(safe.len());
    for at in outer_dollars {
        result.push_str(&safe[done..at]);
        result.push('\\');
        done = at;
    }
    result.push_str(&safe[done..]);
    result
}

/// The source without the braces that have no partner. Where braces match only when those after a backslash
/// are not counted, these are written as commands.
fn with_braces_matched(source: &str) -> Cow<'_, str> {
    let mut open = Vec::new();
    let mut stray = Vec::new();
    let mut escaped = false;
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            b'{' if !escaped => open.push(at),
            b'}' if !escaped && open.pop().is_none() => stray.push(at),
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
    }
    stray.extend(open);
    stray.sort_unstable();
    if stray.is_empty() && stray_braces(source).is_empty() {
        return Cow::Borrowed(source);
    }
    let mut stray = stray.into_iter().peekable();
    let mut matched = String::with_capacity(source.len());
    escaped = false;
    for (at, c) in source.char_indices() {
        match c {
            '{' | '}' if escaped => {
                matched.pop();
                matched.push_str(if c == '{' { r"\lbrace " } else { r"\rbrace " });
            }
            '{' | '}' if stray.next_if_eq(&at).is_some() => {}
            _ => matched.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    Cow::Owned(matched)
}

/// Places of the braces without partner, all braces counted.
fn stray_braces(source: &str) -> Vec<usize> {
    let mut open = Vec::new();
    let mut stray = Vec::new();
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            b'{' => open.push(at),
            b'}' if open.pop().is_none() => stray.push(at),
            _ => {}
        }
    }
    stray.extend(open);
    stray.sort_unstable();
    stray
}

/// A verbatim value as it is, except that braces without partner, which would end the value, are percent-encoded.
pub(super) fn verbatim(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut done = 0;
    for at in stray_braces(text) {
        safe.push_str(&text[done..at]);
        safe.push_str(if text[at..].starts_with('{') { "%7B" } else { "%7D" });
        done = at + 1;
    }
    safe.push_str(&text[done..]);
    safe
}
