//! Accents over letters.

use super::commands::command_end;
use super::{Event, Reader};
use crate::formats::tex::symbols::{self, Accent};

/// The longest argument of an accent that is looked into, in bytes.
const LONGEST_ACCENTED: usize = 64;
/// The most accents over one letter; no letter of any language has so many.
const MOST_ACCENTS: usize = 4;

/// A letter with all that stands around it.
struct Stack {
    /// The innermost first.
    accents: Vec<&'static Accent>,
    /// Closing braces, the outermost first.
    closes: Vec<usize>,
    letter: Option<char>,
    /// The place after the letter.
    end: usize,
}

impl Reader<'_> {
    /// An accent whose command ends at `end`, over what follows.
    pub(super) fn accent(&mut self, accent: &'static Accent, start: usize, end: usize) {
        if let Some((text, after)) = self.accented(accent, end) {
            self.text.push_str(&text);
            self.at = after;
        } else if let Some((_, close)) = self.argument(end) {
            self.event(Event::Tex(start..close + 1));
            self.at = close + 1;
        } else {
            match accent.alone {
                "" => self.text.push(accent.mark),
                sign => self.text.push_str(sign),
            }
            self.at = end;
        }
    }

    /// The letters under an accent and where they end; `None` if there is something else under it.
    fn accented(&self, outer: &'static Accent, start: usize) -> Option<(String, usize)> {
        let Stack { accents, mut closes, letter, mut end } = self.stack(outer, start)?;
        let mut text = match letter {
            Some(letter) => symbols::with_accents(letter, &accents),
            None if accents.len() == 1 && !outer.alone.is_empty() => outer.alone.to_owned(),
            None => return None,
        };
        while let Some(close) = closes.pop() {
            let tail = &self.source[end..close];
            let tail = tail.strip_prefix("{}").unwrap_or(tail);
            if !tail.chars().all(|c| c.is_alphanumeric() || c == ' ') {
                return None;
            }
            text.push_str(tail);
            end = close + 1;
        }
        Some((text, end))
    }

    /// Goes through accents and braces down to the letter.
    fn stack(&self, outer: &'static Accent, start: usize) -> Option<Stack> {
        let farthest = start + LONGEST_ACCENTED;
        let mut stack = Stack { accents: vec![outer], closes: Vec::new(), letter: None, end: start };
        while stack.end <= farthest {
            let at = self.after_space(stack.end);
            stack.end = at;
            match self.source[at..].chars().next() {
                Some('{') => {
                    stack.closes.push(self.pairs.partner(at).filter(|close| *close < farthest)?);
                    stack.end = at + 1;
                    continue;
                }
                Some('\\') => {
                    stack.end = command_end(self.source, at);
                    let name = &self.source[at..stack.end];
                    if let Some(inner) = symbols::accent_of(name) {
                        if stack.accents.len() == MOST_ACCENTS {
                            return None;
                        }
                        stack.accents.push(inner);
                        continue;
                    }
                    let text = symbols::text_of(name)?;
                    stack.letter = text.chars().next();
                    if stack.letter.map(char::len_utf8) != Some(text.len()) {
                        return None;
                    }
                    if name.ends_with(|c: char| c.is_ascii_alphabetic()) {
                        stack.end = self.after_space(stack.end);
                    }
                }
                None | Some('}') => {}
                Some('$' | '~' | '-' | '`' | '\'' | '<') => return None,
                Some(letter) => {
                    stack.letter = Some(letter);
                    stack.end = at + letter.len_utf8();
                }
            }
            stack.accents.reverse();
            return Some(stack);
        }
        None
    }
}
