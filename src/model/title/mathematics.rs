//! TeX mathematics that type can set without mathematics: `H$_2$O`, `10$^{-3}$`, `$\alpha$`, `$n \times m$`.

use super::Tag;
use super::plain::sign;

/// The commands whose argument is set upright.
const UPRIGHT: [&str; 6] = ["mathrm", "mathsf", "textrm", "text", "rm", "mbox"];

/// The marked text that prints what a formula prints, or nothing when it takes more than signs, letters (in italics,
/// as mathematics sets its variables), figures and raised or lowered parts on one level.
///
/// What has letters keeps its case: a variable is another in capitals.
pub fn typeset(source: &str) -> Option<String> {
    let mut setting = Setting { marked: String::new(), has_letters: false };
    setting.list(source, Level::Line)?;
    let Setting { marked, has_letters } = setting;
    if !has_letters {
        return Some(marked);
    }
    Some([Tag::NoCase.open(), &marked, Tag::NoCase.close()].concat())
}

/// Where a part of a formula stands. Nothing is raised above what is raised.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    Line,
    Script,
}

struct Setting {
    marked: String,
    has_letters: bool,
}

impl Setting {
    /// Sets a list of signs; nothing when one is beyond it. Arguments are not nested, so that this ends soon.
    fn list(&mut self, source: &str, level: Level) -> Option<()> {
        let mut rest = source;
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            match c {
                '^' | '_' if level == Level::Line => {
                    let (part, after) = part(rest)?;
                    let tag = if c == '^' { Tag::Superscript } else { Tag::Subscript };
                    self.marked.push_str(tag.open());
                    self.list(part, Level::Script)?;
                    self.marked.push_str(tag.close());
                    rest = after;
                }
                '\\' => rest = self.command(rest)?,
                '-' => self.marked.push('−'),
                '\'' => self.marked.push('′'),
                ' ' => {}
                '0'..='9'
                | '+'
                | '='
                | '('
                | ')'
                | '['
                | ']'
                | ','
                | '.'
                | ':'
                | ';'
                | '/'
                | '*'
                | '!'
                | '|' => {
                    self.marked.push(c);
                }
                c if c.is_alphabetic() => self.letter(c),
                _ => return None,
            }
        }
        Some(())
    }

    /// Sets the command whose backslash has been read; returns what follows it.
    fn command<'a>(&mut self, source: &'a str) -> Option<&'a str> {
        let length = source.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (name, rest) = source.split_at(length);
        if name.is_empty() {
            let c = rest.chars().next()?;
            match c {
                '%' | '&' | '#' | '_' | '$' => self.marked.push(c),
                ',' | ';' | ':' | '!' | ' ' => {}
                _ => return None,
            }
            return Some(&rest[c.len_utf8()..]);
        }
        let rest = rest.trim_start();
        if UPRIGHT.contains(&name) {
            let (argument, rest) = part(rest)?;
            if !argument.chars().all(|c| c.is_alphanumeric() || c == ' ') {
                return None;
            }
            self.marked.push_str(argument);
            self.has_letters |= argument.chars().any(char::is_alphabetic);
            return Some(rest);
        }
        // Letters of Greek: small ones are variables too, yet printed upright in running text by habit.
        let sign = sign(name)?;
        self.has_letters |= sign.chars().any(char::is_alphabetic);
        self.marked.push_str(sign);
        Some(rest)
    }

    fn letter(&mut self, c: char) {
        self.has_letters = true;
        let (open, close) = (Tag::Italic.open(), Tag::Italic.close());
        if !c.is_ascii() {
            self.marked.push(c);
        } else if self.marked.ends_with(close) {
            self.marked.truncate(self.marked.len() - close.len());
            self.marked.push(c);
            self.marked.push_str(close);
        } else {
            self.marked.push_str(open);
            self.marked.push(c);
            self.marked.push_str(close);
        }
    }
}

/// What a command or a raised sign applies to: a group without braces in it, or one character.
fn part(source: &str) -> Option<(&str, &str)> {
    let Some(inside) = source.strip_prefix('{') else {
        let c = source.chars().next().filter(|c| c.is_alphanumeric() || matches!(c, '+' | '-' | '*'))?;
        return Some(source.split_at(c.len_utf8()));
    };
    let (group, rest) = inside.split_once('}')?;
    (!group.contains('{')).then_some((group, rest))
}
