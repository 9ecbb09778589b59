//! Marked text without its markup: for people, and as a key for matching and sorting.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::{Piece, pieces};

/// The text without markup. Mathematics and TeX are shown as their source without the commands, as far as
/// that can be read: `$\alpha_2$` is "α2", `\LaTeX{}` is "LaTeX", `\href{url}{words}` is "words".
pub fn plain(marked: &str) -> Cow<'_, str> {
    if !marked.contains('<') {
        return Cow::Borrowed(marked);
    }
    let mut text = String::with_capacity(marked.len());
    for piece in pieces(marked) {
        match piece {
            Piece::Text(part) => text.push_str(part),
            Piece::Math(source) | Piece::Tex(source) => text.push_str(&plain_tex(source)),
            Piece::Open(_) | Piece::Close(_) => {}
        }
    }
    Cow::Owned(text)
}

/// The content of [`Piece::Math`] or [`Piece::Tex`] as [`plain`] shows it.
pub fn plain_tex(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    without_commands(source, &mut text);
    text
}

/// A key for matching and sorting: without markup, compatibility forms and diacritics folded (NFKD), lower
/// case, everything but letters, digits and the marks of scripts that need them turned into single spaces.
///
/// The signs of Latin that do not decompose become their usual letters (ø o, æ ae, ß ss, ł l).
pub fn normalize(marked: &str) -> String {
    let text = plain(marked);
    let mut key = Key { text: String::with_capacity(text.len()), gap: false };
    // Up to the first combining mark no character has to do with the one beside it.
    if text.chars().all(|c| c < FIRST_MARK) {
        for c in text.chars() {
            match c.is_ascii() {
                true => key.push_ascii(c),
                false => std::iter::once(c).nfkd().for_each(|c| key.push(c)),
            }
        }
    } else {
        text.nfkd().for_each(|c| key.push(c));
    }
    key.text
}

/// The first of the combining marks of Unicode; what stands before it is Latin.
const FIRST_MARK: char = '\u{300}';

/// A key as it grows, from decomposed characters.
struct Key {
    text: String,
    /// Whether something was left out since the last letter.
    gap: bool,
}

impl Key {
    fn push(&mut self, c: char) {
        if is_diacritic(c) || is_invisible(c) {
            return;
        }
        if !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c) {
            self.gap = true;
            return;
        }
        self.close_gap();
        for lower in c.to_lowercase().filter(|lower| !is_diacritic(*lower)) {
            match PLAIN_LETTERS.iter().find(|(letter, _)| *letter == lower) {
                Some((_, letters)) => self.text.push_str(letters),
                None => self.text.push(lower),
            }
        }
    }

    fn push_ascii(&mut self, c: char) {
        if c.is_ascii_alphanumeric() {
            self.close_gap();
            self.text.push(c.to_ascii_lowercase());
        } else {
            self.gap = true;
        }
    }

    fn close_gap(&mut self) {
        if std::mem::take(&mut self.gap) && !self.text.is_empty() {
            self.text.push(' ');
        }
    }
}

/// Latin letters that have no decomposition, in lower case.
const PLAIN_LETTERS: [(char, &str); 13] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ħ', "h"),
    ('ŧ', "t"),
    ('ı', "i"),
    ('ĸ', "k"),
    ('ŋ', "n"),
];

/// Marks that a search leaves out: diacritics, Hebrew points, Arabic vowel signs. Those of the scripts of
/// India are letters and stay.
fn is_diacritic(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}'
        | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// How far the end of an optional argument is looked for, in bytes.
const LONGEST_OPTION: usize = 256;

/// Soft hyphens, joiners and marks of direction, which stand inside words.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// What people read in place of a command.
const SIGNS: [(&str, &str); 52] = [
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ϵ"),
    ("varepsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("vartheta", "ϑ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("upsilon", "υ"),
    ("phi", "ϕ"),
    ("varphi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Xi", "Ξ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Upsilon", "Υ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("times", "×"),
    ("cdot", "·"),
    ("pm", "±"),
    ("infty", "∞"),
    ("leq", "≤"),
    ("le", "≤"),
    ("geq", "≥"),
    ("ge", "≥"),
    ("neq", "≠"),
    ("to", "→"),
    ("rightarrow", "→"),
    ("leftarrow", "←"),
    ("circ", "°"),
    ("ell", "ℓ"),
    ("prime", "′"),
];

/// What people read in place of the command of that name.
pub(super) fn sign(command: &str) -> Option<&'static str> {
    SIGNS.iter().find(|(name, _)| *name == command).map(|(_, sign)| *sign)
}

/// Appends TeX source as it may be read: signs for the commands that have one, arguments without their
/// braces, the names of logos ("LaTeX": a capital and no argument), nothing for the rest.
fn without_commands(source: &str, text: &mut String) {
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => rest = without_command(rest, text),
            '{' | '}' | '$' | '^' | '_' => {}
            '~' => text.push(' '),
            c => text.push(c),
        }
    }
}

/// Takes the command whose backslash has been read; returns what follows it.
fn without_command<'a>(source: &'a str, text: &mut String) -> &'a str {
    let length = source.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, rest) = source.split_at(length);
    if name.is_empty() {
        let Some(c) = rest.chars().next() else { return rest };
        match c {
            '%' | '&' | '#' | '_' | '$' | '{' | '}' => text.push(c),
            ',' | ';' | ':' | ' ' | '\\' => text.push(' '),
            _ => {}
        }
        return &rest[c.len_utf8()..];
    }
    match name {
        "url" | "nolinkurl" | "path" => {
            let (argument, rest) = argument(rest);
            text.push_str(argument);
            return rest;
        }
        "href" | "noopsort" => return argument(rest).1,
        _ => {}
    }
    let mut rest = rest.trim_start();
    if let Some(sign) = sign(name) {
        text.push_str(sign);
    } else if name.starts_with(|c: char| c.is_ascii_uppercase()) && !has_argument(rest) {
        text.push_str(name);
    } else if rest.starts_with('[')
        && let Some(end) = rest.bytes().take(LONGEST_OPTION).position(|byte| byte == b']')
    {
        rest = &rest[end + 1..];
    }
    rest
}

fn has_argument(rest: &str) -> bool {
    rest.starts_with('{') && !rest.starts_with("{}")
}

/// The content of the brace group that a text begins with, and what follows; nothing when there is none.
fn argument(rest: &str) -> (&str, &str) {
    if !rest.starts_with('{') {
        return ("", rest);
    }
    let mut depth = 0_usize;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return (&rest[1..at], &rest[at + 1..]),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    (&rest[1..], "")
}
