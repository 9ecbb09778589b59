//! Points, commas and quotation marks where two parts of a printed text meet, as citeproc-js has them.

use super::{quotes::Quotes, runs::Glyph, stand_ins::Mark};

/// What two signs that meet become; nothing when both stay.
fn met(first: char, second: char) -> Option<char> {
    Some(match (first, second) {
        ('!', '.' | ':') => '!',
        ('?', '.' | ':') => '?',
        (':' | ';', mark @ ('!' | '?')) => mark,
        (':', '.') => ':',
        (';', ':' | '.') => ';',
        (a, b) if a == b && matches!(a, '.' | ',' | ':' | ';' | '!' | '?') => a,
        _ => return None,
    })
}

/// Leaves one sign where two meet and one says enough, and one space where several meet.
pub fn settle(glyphs: &mut Vec<Glyph>) {
    let mut settled: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut at = 0;
    while at < glyphs.len() {
        let glyph = glyphs[at];
        // An ellipsis that somebody wrote in points.
        let points =
            glyphs[at..].iter().take_while(|other| other.character == '.' && other.link.is_none()).count();
        if points >= 3 {
            settled.extend_from_slice(&glyphs[at..at + 3]);
            at += points;
            continue;
        }
        at += 1;
        if glyph.link.is_some() {
            settled.push(glyph);
            continue;
        }
        if matches!(glyph.character, ')' | ']') {
            close(&mut settled);
        }
        if matches!(glyph.character, '.' | ',' | ';') {
            leave_space(&mut settled, glyph.character, glyphs.get(at).map(|next| next.character));
        }
        // Only what can be one with the sign before needs to know it.
        let can_meet = matches!(glyph.character, '.' | ',' | ':' | ';' | '!' | '?');
        let is_open = |other: &Glyph| !is_closing(other.character);
        let before = can_meet.then(|| settled.iter().rposition(is_open)).flatten();
        let is_quoted = before.is_some_and(|before| before + 1 < settled.len());
        let first = before.map(|before| settled[before]).filter(|first| first.link.is_none());
        let one = first.and_then(|first| met(first.character, glyph.character));
        match (before, first, one) {
            (Some(before), Some(_), Some(one)) if !is_quoted => settled[before].character = one,
            // After the end of a quotation only what says the same again goes.
            (_, Some(first), Some(one)) if one == first.character => {}
            _ if glyph.character == ' ' && settled.last().is_some_and(|last| last.character == ' ') => {}
            _ => settled.push(glyph),
        }
    }
    while settled.last().is_some_and(|last| last.character.is_whitespace()) {
        settled.pop();
    }
    let blank = settled.iter().take_while(|glyph| glyph.character.is_whitespace()).count();
    settled.drain(..blank);
    *glyphs = settled;
}

/// Takes away the space before a point or a comma, and before a semicolon that stands close to what follows; and a
/// comma before a point.
fn leave_space(settled: &mut Vec<Glyph>, mark: char, next: Option<char>) {
    let is_close = mark != ';' || next.is_none_or(|next| !next.is_whitespace());
    let is_space = |glyph: &Glyph| glyph.character == ' ' && glyph.link.is_none();
    if is_close && settled.last().is_some_and(is_space) {
        settled.pop();
    }
    if mark == '.' && settled.last().is_some_and(|last| last.character == ',' && last.link.is_none()) {
        settled.pop();
    }
}

/// Takes away what parts the text in brackets from something that was not printed behind it.
fn close(settled: &mut Vec<Glyph>) {
    let is_space = |glyph: &Glyph| glyph.character == ' ' && glyph.link.is_none();
    let is_opened = |glyph: &Glyph| matches!(glyph.character, '(' | '[');
    let [.., before, last] = settled.as_slice() else { return };
    if !is_space(last) || is_opened(before) {
        return;
    }
    settled.pop();
    if settled.last().is_some_and(|last| last.character == ',' && last.link.is_none()) {
        settled.pop();
    }
}

/// Whether a sign closes a quotation. An apostrophe at the end of a word looks the same, but follows a letter.
fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '"' | '»')
}

/// Puts points and commas that follow a quotation into it.
pub fn swap_into_quotations(glyphs: &mut [Glyph], quotes: &Quotes) {
    let ends: Vec<char> =
        [&quotes.outer.1, &quotes.inner.1].iter().filter_map(|end| end.chars().last()).collect();
    if !quotes.takes_points || ends.is_empty() {
        return;
    }
    let outer = quotes.outer.1.chars().last();
    for at in 1..glyphs.len() {
        let is_movable = matches!(glyphs[at].character, '.' | ',') && glyphs[at].link.is_none();
        if !is_movable || Some(glyphs[at - 1].character) != outer {
            continue;
        }
        let mut to = at;
        while to > 0 && ends.contains(&glyphs[to - 1].character) {
            to -= 1;
        }
        glyphs[to..=at].rotate_right(1);
    }
}

/// Makes straight quotation marks and apostrophes curly, and turns a quotation inside one with the same marks into
/// an inner one.
pub fn curl(glyphs: &mut Vec<Glyph>, quotes: &Quotes) {
    let mut curled: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    // What closes the quotations that are open, and what is put in its place.
    let mut open: Vec<(char, String)> = Vec::new();
    let last_end = last_single_end(glyphs);
    let following = following(glyphs);
    let mut previous: Option<char> = None;
    for ((at, glyph), next) in glyphs.iter().enumerate().zip(following) {
        let begins = previous.is_none_or(|c| c.is_whitespace() || "([“‘«„‚—–".contains(c));
        let opens = begins && next.is_some_and(|c| !c.is_whitespace());
        let is_outer = open.len().is_multiple_of(2);
        let pair = if is_outer { &quotes.outer } else { &quotes.inner };
        let put = match glyph.character {
            _ if glyph.link.is_some() => None,
            mark if open.last().is_some_and(|(end, _)| *end == mark) && !is_apostrophe(mark, next) => {
                open.pop().map(|(_, end)| end)
            }
            '"' if opens => {
                open.push(('"', pair.1.clone()));
                Some(pair.0.clone())
            }
            '“' => {
                let is_same = open.last().is_some_and(|(end, _)| *end == '”');
                let (begin, end) =
                    if is_same { (&*quotes.inner.0, &*quotes.inner.1) } else { ("“", "”") };
                open.push(('”', end.to_owned()));
                Some(begin.to_owned())
            }
            '‘' if opens => {
                open.push(('’', "’".to_owned()));
                None
            }
            '\'' if opens && last_end.is_some_and(|end| end > at) => {
                open.push(('\'', pair.1.clone()));
                Some(pair.0.clone())
            }
            '\'' => Some("’".to_owned()),
            _ => None,
        };
        match put {
            Some(text) => curled.extend(text.chars().map(|character| Glyph { character, ..*glyph })),
            None => curled.push(*glyph),
        }
        previous = curled.last().map(|last| last.character).filter(|c| is_shown(*c)).or(previous);
    }
    *glyphs = curled;
}

fn is_shown(c: char) -> bool {
    Mark::of(c).is_none()
}

/// The next character that is shown, behind each glyph.
fn following(glyphs: &[Glyph]) -> Vec<Option<char>> {
    let mut next = None;
    let mut following: Vec<Option<char>> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs.iter().rev() {
        following.push(next);
        next = Some(glyph.character).filter(|c| is_shown(*c)).or(next);
    }
    following.reverse();
    following
}

/// The last straight single mark that can close a quotation: behind something, and not inside a word.
fn last_single_end(glyphs: &[Glyph]) -> Option<usize> {
    let ends = |pair: &[Glyph]| !pair[0].character.is_whitespace() && pair[1].character == '\'';
    let is_inside = |at: usize| glyphs.get(at + 2).is_some_and(|next| next.character.is_alphanumeric());
    let found = glyphs.windows(2).enumerate().rev().find(|(at, pair)| ends(pair) && !is_inside(*at));
    found.map(|(at, _)| at + 1)
}

/// Whether a sign that could close a quotation stands inside a word.
fn is_apostrophe(mark: char, next: Option<char>) -> bool {
    matches!(mark, '’' | '\'') && next.is_some_and(char::is_alphabetic)
}
