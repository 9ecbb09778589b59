//! What pandoc's Markdown cites (pandoc's manual, "Citation syntax"), and Quarto and R Markdown with it; commands of
//! LaTeX that cite too, since pandoc passes them on.

use foldhash::{HashMap, HashMapExt};

use super::{
    Found, Need, Sense,
    cursor::Cursor,
    latex::{self, Raw},
    markdown_head,
    markdown_lines::{Block, blocks},
};
/// What else `@name` may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flavour {
    Pandoc,
    /// Keys with certain beginnings are cross-references.
    Quarto,
}

/// Beginnings of the names of Quarto's cross-references (its guide, "Cross References").
const QUARTO_REFERENCES: &[&str] = &[
    "alg", "cau", "cnj", "cor", "def", "dia", "eq", "exm", "exr", "fig", "imp", "lem", "lst", "nte", "prf",
    "prp", "rem", "sec", "sol", "suppfig", "supptbl", "tbl", "thm", "tip", "vid", "wrn",
];

/// Reads a manuscript: its head and its text.
pub(super) fn read(text: &str, flavour: Flavour) -> Found {
    let mut found = Found::default();
    let head = markdown_head::length(text);
    for (start, end) in markdown_head::read(text, head, &mut found) {
        read_inline(text, start, end, flavour, &mut found);
    }
    for Block { start, end } in blocks(text, head) {
        read_inline(text, start, end, flavour, &mut found);
    }
    found
}

/// Reads one paragraph, from `start` to `end`.
pub(super) fn read_inline(text: &str, start: usize, end: usize, flavour: Flavour, found: &mut Found) {
    let Some(until_end) = text.get(..end) else { return };
    let runs = backticks(until_end.get(start..).unwrap_or(""), start);
    let mut inline = Inline { text: Cursor::new(until_end), runs, flavour, latex: Latex::Read, found };
    inline.text.go_to(start);
    inline.read_line_start();
    inline.read();
}

/// Where runs of backticks begin, by their length, from the last to the first.
fn backticks(text: &str, start: usize) -> HashMap<usize, Vec<usize>> {
    let mut runs: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find('`')) {
        let rest = text.get(at + next..).unwrap_or("");
        let length = rest.len() - rest.trim_start_matches('`').len();
        runs.entry(length).or_default().push(start + at + next);
        at += next + length;
    }
    for places in runs.values_mut() {
        places.reverse();
    }
    runs
}

/// Whether commands of LaTeX are read in a paragraph.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Latex {
    Read,
    Broken,
}

struct Inline<'t, 'f> {
    text: Cursor<'t>,
    runs: HashMap<usize, Vec<usize>>,
    flavour: Flavour,
    latex: Latex,
    found: &'f mut Found,
}

impl Inline<'_, '_> {
    fn read(&mut self) {
        while let Some(c) = self.text.peek() {
            match c {
                '\\' => self.read_backslash(),
                '`' => self.pass_code(),
                '<' => self.pass_tag(),
                '@' => self.read_citation(),
                '{' => self.read_braces(),
                ']' => {
                    _ = self.text.next();
                    self.pass_destination();
                }
                'h' | 'H' | 'f' | 'm' if self.is_at_address() => {
                    self.text.eat_while(|c| !c.is_whitespace() && !matches!(c, '<' | '>' | ')' | ']' | '"'));
                }
                '\n' => {
                    _ = self.text.next();
                    self.read_line_start();
                }
                _ => _ = self.text.next(),
            }
        }
    }

    /// An escaped character, or a command of LaTeX that cites, which pandoc and knitr pass on.
    fn read_backslash(&mut self) {
        let at = self.text.at();
        let raw = match self.latex {
            Latex::Read => latex::read_raw(self.text.whole(), at, self.found),
            Latex::Broken => Raw::Other,
        };
        match raw {
            Raw::Citing(end) => return self.text.go_to(end),
            // What does not end would be looked through again for each further command.
            Raw::Open => self.latex = Latex::Broken,
            Raw::Other => {}
        }
        _ = self.text.next();
        _ = self.text.next();
    }

    /// `[label]: address` and numbered examples, `(@label) …`.
    fn read_line_start(&mut self) {
        self.text.eat_while(|c| c == ' ' || c == '\t' || c == '>');
        let rest = self.text.rest();
        if rest.starts_with('[') && !rest.starts_with("[@") && !rest.starts_with("[-@") {
            let line = rest.split('\n').next().unwrap_or("");
            let (label, target) = line.split_once("]:").unwrap_or((line, ""));
            let target = target.trim_start();
            let is_target = is_address(target) || target.starts_with(['<', '/', '#', '.']);
            if is_target && !label[1..].contains(['[', ']']) && !label.starts_with("[^") {
                self.text.eat_line();
            }
        } else if let Some(label) = rest.strip_prefix("(@") {
            let length =
                label.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').unwrap_or(label.len());
            if label[length..].starts_with(')') {
                self.found.labels.insert(label[..length].to_owned());
            }
        }
    }

    fn is_at_address(&self) -> bool {
        let begins_word = !self.text.before().is_some_and(char::is_alphanumeric);
        begins_word && is_address(self.text.rest())
    }

    /// Code up to the next run of as many backticks; where none comes, the backticks are text.
    fn pass_code(&mut self) {
        let start = self.text.at();
        let length = self.text.eat_while(|c| c == '`').len();
        let Some(places) = self.runs.get_mut(&length) else { return };
        while places.last().is_some_and(|place| *place <= start) {
            places.pop();
        }
        if let Some(close) = places.last() {
            self.text.go_to(close + length);
        }
    }

    /// `<https://…>`, `<me@place.org>` and tags of HTML, in which nothing is cited.
    fn pass_tag(&mut self) {
        if self.text.eat("<!--") {
            self.text.eat_through("-->");
            return;
        }
        _ = self.text.next();
        if !self.text.peek().is_some_and(|c| c.is_ascii_alphabetic() || c == '/') {
            return;
        }
        let inside = self.text.rest();
        if let Some((end, '>')) =
            inside.char_indices().take(LONGEST_TAG).find(|(_, c)| matches!(c, '<' | '>'))
        {
            self.text.go_to(self.text.at() + end + 1);
        }
    }

    /// `(address "title")` after the text of a link.
    fn pass_destination(&mut self) {
        if !self.text.rest().starts_with('(') {
            return;
        }
        let mut depth = 0_usize;
        for (at, c) in self.text.rest().char_indices().take(LONGEST_TAG) {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.text.go_to(self.text.at() + at + 1);
                return;
            }
        }
    }

    /// `{#label …}`, and Quarto's `{{< include file >}}`.
    fn read_braces(&mut self) {
        let at = self.text.at();
        _ = self.text.next();
        if self.text.eat("{<") {
            let code = self.text.eat_while(|c| c != '>' && c != '\n');
            if let Some(path) = code.trim().strip_prefix("include ") {
                self.found.include(at, path.trim().trim_matches('"'), Need::Needed);
            }
            return;
        }
        if self.text.eat("#") {
            let label = self.text.eat_while(|c| !c.is_whitespace() && c != '}');
            self.found.labels.insert(label.to_owned());
        }
    }

    fn read_citation(&mut self) {
        let follows_word = self.text.before().is_some_and(|c| c.is_alphanumeric() || c == '_');
        _ = self.text.next();
        let at = self.text.at();
        if follows_word {
            return;
        }
        if self.text.peek() == Some('{') {
            self.read_key_in_braces();
            return;
        }
        if self.text.eat("*") {
            self.found.cite(at, "*", Sense::Citation);
            return;
        }
        let length = key_length(self.text.rest());
        let key = self.text.between(at, at + length);
        self.text.go_to(at + length);
        if !key.is_empty() && !self.is_cross_reference(key) {
            self.found.cite(at, key, Sense::CitationOrLabel);
        }
    }

    /// `@{any key}`, with braces in pairs.
    fn read_key_in_braces(&mut self) {
        let start = self.text.at() + 1;
        let mut depth = 0_usize;
        for (at, c) in self.text.rest().char_indices().take(LONGEST_KEY) {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                c if c.is_whitespace() => return,
                _ => {}
            }
            if depth == 0 {
                let end = self.text.at() + at;
                self.found.cite(start, self.text.between(start, end), Sense::Citation);
                self.text.go_to(end + 1);
                return;
            }
        }
    }

    fn is_cross_reference(&self, key: &str) -> bool {
        let beginning = key.split_once('-').map_or("", |(beginning, _)| beginning).to_lowercase();
        self.flavour == Flavour::Quarto && QUARTO_REFERENCES.contains(&beginning.as_str())
    }
}

/// Characters of the longest key in braces.
const LONGEST_KEY: usize = 500;
/// Characters of the longest tag, destination or key in braces.
const LONGEST_TAG: usize = 4000;

fn is_address(text: &str) -> bool {
    ["http://", "https://", "ftp://", "mailto:", "doi:"]
        .iter()
        .any(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// The length of a key: it begins with a letter, a digit or `_`; single marks stand between those.
fn key_length(text: &str) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut end = 0;
    let mut last_mark = None;
    for (at, c) in text.char_indices() {
        if is_word(c) {
            end = at + c.len_utf8();
            last_mark = None;
        } else if end > 0 && ":.#$%&-+?<>~/".contains(c) && last_mark.is_none() {
            last_mark = Some(c);
        } else {
            break;
        }
    }
    end
}
