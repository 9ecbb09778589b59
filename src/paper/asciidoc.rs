//! What AsciiDoc cites with asciidoctor-bibtex: `cite:[key(pages), key]`, `citenp:see[key]`, and so on.

use super::{Found, Need, Sense, cursor::Cursor};

/// The macros that cite.
const MACROS: &[&str] = &["cite", "citenp", "fullcite", "footcite", "footfullcite", "nocite", "bibitem"];

/// Lines that open and close blocks in which nothing is cited.
const VERBATIM: &[&str] = &["////", "----", "....", "++++", "```"];

/// Reads AsciiDoc.
pub(super) fn read(text: &str) -> Found {
    let mut found = Found::default();
    let mut verbatim: Option<&str> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let trimmed = line.trim_end();
        let delimiter = VERBATIM.iter().find(|mark| {
            let first = mark.chars().next();
            trimmed.starts_with(**mark) && (first == Some('`') || trimmed.chars().all(|c| Some(c) == first))
        });
        match (verbatim, delimiter) {
            (Some(open), _) if open == trimmed || (open.starts_with('`') && trimmed == "```") => {
                verbatim = None
            }
            (Some(_), _) => {}
            (None, Some(_)) => verbatim = Some(trimmed),
            (None, None) if trimmed.starts_with("//") => {}
            (None, None) => read_line(text, start, at, &mut found),
        }
    }
    found
}

fn read_line(text: &str, start: usize, end: usize, found: &mut Found) {
    let mut cursor = Cursor::new(text.get(..end).unwrap_or(""));
    cursor.go_to(start);
    if cursor.eat("include::") {
        let path = cursor.eat_while(|c| c != '[' && c != '\n');
        found.include(start, path, Need::Needed);
        return;
    }
    if cursor.eat(":bibtex-file:") {
        let path = cursor.eat_line().trim();
        found.bibliographies.push(path.to_owned());
        return;
    }
    while let Some(c) = cursor.peek() {
        match c {
            '\\' => {
                _ = cursor.next();
                cursor.eat_while(char::is_alphanumeric);
            }
            '`' => {
                _ = cursor.next();
                if let Some(length) = cursor.rest().find('`') {
                    cursor.go_to(cursor.at() + length + 1);
                }
            }
            c if c.is_alphanumeric() => {
                let word = cursor.eat_while(char::is_alphanumeric);
                if MACROS.contains(&word) && cursor.eat(":") {
                    read_macro(&mut cursor, found);
                }
            }
            _ => _ = cursor.next(),
        }
    }
}

/// `text[key(pages), key]` after the name of a macro. Commas within the brackets of pages divide no keys.
fn read_macro(cursor: &mut Cursor<'_>, found: &mut Found) {
    cursor.eat_while(|c| !c.is_whitespace() && c != '[');
    if !cursor.eat("[") {
        return;
    }
    loop {
        cursor.eat_while(|c| c == ',' || c.is_whitespace());
        let at = cursor.at();
        let key = cursor.eat_while(|c| !matches!(c, ',' | '(' | ']' | '\n') && !c.is_whitespace());
        if !key.is_empty() {
            found.cite(at, key, Sense::Citation);
        }
        cursor.eat_while(|c| c == ' ');
        if cursor.eat("(") {
            cursor.eat_while(|c| c != ')' && c != '\n');
            cursor.eat(")");
        }
        cursor.eat_while(|c| !matches!(c, ',' | ']' | '\n'));
        if !cursor.eat(",") {
            return;
        }
    }
}
