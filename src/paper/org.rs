//! What Org cites: org-cite (the Org manual, "Citations") and the links of org-ref.

use super::{Found, Need, Sense, cursor::Cursor};

/// Blocks whose text is printed as it stands, or not at all.
const VERBATIM: &[&str] = &["src", "example", "comment", "export"];

/// Reads Org.
pub(super) fn read(text: &str) -> Found {
    let mut found = Found::default();
    let mut verbatim: Option<String> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let command = line.trim();
        let lower = command.get(..command.len().min(200)).unwrap_or("").to_lowercase();
        if let Some(end) = &verbatim {
            if lower == *end {
                verbatim = None;
            }
            continue;
        }
        if let Some(block) = lower.strip_prefix("#+begin_") {
            let name = block.split_whitespace().next().unwrap_or("");
            verbatim = VERBATIM.contains(&name).then(|| format!("#+end_{name}"));
        } else if let Some(keyword) = command.strip_prefix("#+") {
            read_keyword(keyword, start, text, at, &mut found);
        } else if !command.starts_with("# ") && command != "#" && !command.starts_with(": ") {
            read_line(text, start, at, &mut found);
        }
    }
    found
}

/// `#+bibliography: file`, `#+nocite: @key`, `#+include: "file"`; other keywords may cite in their text.
fn read_keyword(keyword: &str, start: usize, text: &str, end: usize, found: &mut Found) {
    let (name, value) = keyword.split_once(':').unwrap_or((keyword, ""));
    let value = value.trim();
    match name.to_lowercase().as_str() {
        "bibliography" => found.bibliographies.push(value.trim_matches('"').to_owned()),
        "include" => {
            let path = value.strip_prefix('"').and_then(|rest| rest.split('"').next());
            let path = path.or_else(|| value.split_whitespace().next()).unwrap_or("");
            // `::` comes before a part of the file.
            found.include(start, path.split("::").next().unwrap_or(""), Need::Needed);
        }
        "nocite" => read_keys(text, start, end, found),
        "title" | "subtitle" | "caption" => read_line(text, start, end, found),
        _ => {}
    }
}

/// Every `@key` of a part of the text.
fn read_keys(text: &str, start: usize, end: usize, found: &mut Found) {
    let mut cursor = Cursor::new(text.get(..end).unwrap_or(""));
    cursor.go_to(start);
    while let Some(c) = cursor.next() {
        if c == '@' {
            let at = cursor.at();
            let key = cursor.eat_while(is_key_character);
            if !key.is_empty() {
                found.cite(at, key, Sense::Citation);
            }
        }
    }
}

/// What a key may have in it (org-element-citation-key-re).
fn is_key_character(c: char) -> bool {
    c.is_alphanumeric() || "-.:?!`'/*@+|(){}<>&_^$#%~".contains(c)
}

fn read_line(text: &str, start: usize, end: usize, found: &mut Found) {
    let mut cursor = Cursor::new(text.get(..end).unwrap_or(""));
    cursor.go_to(start);
    while let Some(c) = cursor.peek() {
        let begins_word = !cursor.before().is_some_and(char::is_alphanumeric);
        match c {
            '=' | '~' if begins_word => pass_verbatim(&mut cursor, c),
            // `[[cite:…]]` is a link of org-ref.
            '[' if cursor.before() != Some('[') && cursor.rest().starts_with("[cite") => {
                read_citation(text, &mut cursor, found)
            }
            'c' | 'C' | 'p' | 'n' | 'a' | 't' | 'f' if begins_word && read_link(&mut cursor, found) => {}
            _ => _ = cursor.next(),
        }
    }
}

/// `=…=` and `~…~` on one line.
fn pass_verbatim(cursor: &mut Cursor<'_>, mark: char) {
    _ = cursor.next();
    let starts = cursor.peek().is_some_and(|c| !c.is_whitespace());
    let inside = cursor.rest();
    if let Some(length) = inside.find(mark).filter(|_| starts) {
        cursor.go_to(cursor.at() + length + mark.len_utf8());
    }
}

/// `[cite/style:prefix @key suffix; …]`, which may go on in the next lines.
fn read_citation(text: &str, cursor: &mut Cursor<'_>, found: &mut Found) {
    let start = cursor.at();
    _ = cursor.next();
    cursor.eat("cite");
    let style = cursor.eat_while(|c| c.is_alphanumeric() || matches!(c, '/' | '_' | '-'));
    if !(style.is_empty() || style.starts_with('/')) || !cursor.eat(":") {
        return;
    }
    let rest = text.get(cursor.at()..).unwrap_or("");
    let mut depth = 1_usize;
    let end = rest.char_indices().take(LONGEST_CITATION).find(|(_, c)| {
        depth = match c {
            '[' => depth + 1,
            ']' => depth - 1,
            _ => depth,
        };
        depth == 0
    });
    if let Some((length, _)) = end {
        read_keys(text, start, cursor.at() + length, found);
        cursor.go_to(cursor.at() + length);
    }
}

/// Characters of the longest citation.
const LONGEST_CITATION: usize = 4000;

/// org-ref's names of links that cite.
const LINKS: &[&str] = &[
    "cite",
    "citet",
    "citep",
    "citealt",
    "citealp",
    "citeauthor",
    "citeyear",
    "citetitle",
    "nocite",
    "autocite",
    "parencite",
    "textcite",
    "footcite",
    "fullcite",
    "Citet",
    "Citep",
    "Citeauthor",
];

/// `cite:key,key` and `cite:&key;&key`; gives whether there was such a link.
fn read_link(cursor: &mut Cursor<'_>, found: &mut Found) -> bool {
    let rest = cursor.rest();
    let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let name = rest.get(..length).unwrap_or("");
    if !LINKS.contains(&name) || !rest.get(length..).unwrap_or("").starts_with(':') {
        cursor.go_to(cursor.at() + length.max(1));
        return true;
    }
    cursor.go_to(cursor.at() + length + 1);
    let start = cursor.at();
    let is_bracketed = cursor.between(0, start - length - 1).ends_with("[[");
    let keys = match is_bracketed {
        true => cursor.eat_while(|c| c != ']' && c != '\n'),
        false => cursor.eat_while(|c| c.is_alphanumeric() || "-_.:+/&,;*".contains(c)),
    };
    let mut at = start;
    for part in keys.split([',', ';']) {
        let (before, key) = part.split_once('&').unwrap_or(("", part));
        let indent = part.len() - key.len();
        // What stands before and after a key with its sign belongs to the citation.
        let key = key.split_whitespace().next().filter(|_| before.is_empty() || is_bracketed).unwrap_or("");
        let key = key.trim_end_matches(['.', ':', '/']);
        if !key.is_empty() {
            found.cite(at + indent, key, Sense::Citation);
        }
        at += part.len() + 1;
    }
    true
}
