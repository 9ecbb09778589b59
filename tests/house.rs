//! The rules of the house that can be read off the files: which layer may name which, how long a file may
//! grow, that what could panic says why it does not, that no statement lies about unused, and that the
//! documents tell of commands that exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What each layer may name. A layer that is not here may not exist.
const ARROWS: &[(&str, &[&str])] = &[
    ("cli", &["library", "lint", "paper", "formats", "rendering", "fields", "model"]),
    ("library", &["formats", "paper", "rendering", "lint", "store", "query", "fields", "model"]),
    ("lint", &["fields", "model"]),
    ("rendering", &["fields", "model"]),
    ("paper", &["fields", "model"]),
    ("formats", &["fields", "model"]),
    ("store", &["fields", "model"]),
    ("query", &["fields", "model"]),
    ("fields", &["model"]),
    ("model", &[]),
];

/// Longest file of the program, in lines without its tests.
const LONGEST_FILE: usize = 500;

/// What stops the program when it is wrong. Each needs a comment above it that proves that it is right.
const STOPPERS: &[&str] = &[".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "unreachable!("];

/// One file of the program, seen without its tests.
struct Source {
    /// From the folder of the package.
    path: PathBuf,
    /// Modules from the root: `formats`, `bib` for `src/formats/bib/mod.rs`.
    modules: Vec<String>,
    /// As it is written.
    text: String,
    /// The same lines with comments, texts in quotes and tests made blank.
    code: String,
}

impl Source {
    fn new(path: &Path, text: String) -> Source {
        let inside = path.strip_prefix("src").unwrap_or(path).with_extension("");
        let mut modules: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into()).collect();
        if modules.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
            modules.pop();
        }
        let code = without_tests(&without_comments_and_quotes(&text));
        Source { path: path.to_owned(), modules, text, code }
    }

    /// The layer; `None` for `lib.rs` and `main.rs`.
    fn layer(&self) -> Option<&str> {
        self.modules.first().map(String::as_str)
    }

    /// The modules just below the root that the code names, with the line that names them, from 1.
    fn named_layers(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for (start, _) in self.code.match_indices("crate::") {
            self.push_names(start, "crate::".len(), &mut found);
        }
        let to_root = "super::".repeat(self.modules.len());
        if !to_root.is_empty() {
            for (start, _) in self.code.match_indices(&to_root) {
                self.push_names(start, to_root.len(), &mut found);
            }
        }
        found
    }

    /// What the code names of a layer: the first names after `crate::layer::` and `layer::`.
    fn names_in(&self, layer: &str) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for path in [format!("crate::{layer}::"), format!("{layer}::")] {
            for (start, _) in self.code.match_indices(&path) {
                self.push_names(start, path.len(), &mut found);
            }
        }
        found
    }

    /// Puts what follows a path to the root at `start`, `length` bytes long, into `found`: one name, or the
    /// first name of each member of a group in braces.
    fn push_names(&self, start: usize, length: usize, found: &mut Vec<(usize, String)>) {
        let before = self.code[..start].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            return;
        }
        let line = line_of(&self.code, start);
        let rest = &self.code[start + length..];
        let Some(group) = rest.strip_prefix('{') else {
            found.push((line, first_name(rest)));
            return;
        };
        let mut depth = 0_usize;
        let mut member = String::new();
        for c in group.chars() {
            match c {
                '}' if depth == 0 => break,
                ',' if depth == 0 => found.push((line, first_name(std::mem::take(&mut member).trim()))),
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            member.push(if c == ',' && depth == 0 { ' ' } else { c });
        }
        found.push((line, first_name(member.trim())));
        found.retain(|(_, name)| !name.is_empty());
    }
}

fn first_name(path: &str) -> String {
    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn line_of(text: &str, byte: usize) -> usize {
    text[..byte].matches('\n').count() + 1
}

/// Makes every comment and all that stands in quotes blank; lines stay where they are.
fn without_comments_and_quotes(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = blank_length(rest, code.chars().next_back());
        let (taken, after) = rest.split_at(length.max(c.len_utf8()));
        if length == 0 {
            code.push_str(taken);
        } else {
            code.extend(taken.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        }
        rest = after;
    }
    code
}

/// How many bytes at the start of `rest` are a comment, a text in quotes or a quoted character; 0 for code.
fn blank_length(rest: &str, before: Option<char>) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or(rest.len(), |end| end + 2);
    }
    if rest.starts_with('"') {
        return quoted_length(rest, '"');
    }
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if rest.starts_with('r') && (!in_word || before == Some('b')) {
        let hashes = rest[1..].len() - rest[1..].trim_start_matches('#').len();
        if rest[1 + hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let body = 2 + hashes;
            return rest[body..].find(&close).map_or(rest.len(), |end| body + end + close.len());
        }
    }
    // A lifetime has no closing quote two characters on.
    let mut after_quote = rest.chars().skip(1);
    match (rest.starts_with('\''), after_quote.next(), after_quote.next()) {
        (true, Some('\\'), _) | (true, Some(_), Some('\'')) => quoted_length(rest, '\''),
        _ => 0,
    }
}

/// Length of what begins with this quote and ends with the same, backslashes seen.
fn quoted_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

/// Makes each item under `#[cfg(test)]` blank. Comments and quotes must be blank already.
fn without_tests(code: &str) -> String {
    let mut bytes = code.as_bytes().to_vec();
    for (start, _) in code.match_indices("#[cfg(test)]") {
        let mut depth = 0_usize;
        for byte in &mut bytes[start..] {
            let last = match *byte {
                b'{' => {
                    depth += 1;
                    false
                }
                b'}' => {
                    depth = depth.saturating_sub(1);
                    depth == 0
                }
                b';' => depth == 0,
                _ => false,
            };
            if *byte != b'\n' {
                *byte = b' ';
            }
            if last {
                break;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Every file below a folder of the package whose name ends so, by path.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("an entry of a folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path.strip_prefix(root).expect("below the package").to_owned());
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file of the program that is not a file of tests.
fn sources() -> Vec<Source> {
    files("src", ".rs")
        .into_iter()
        .filter(|path| !path.iter().any(|part| part == "tests" || part == "tests.rs"))
        .map(|path| Source::new(&path, read(&path)))
        .collect()
}

fn assert_none(problems: Vec<String>, rule: &str) {
    assert!(problems.is_empty(), "{rule}:\n{}", problems.join("\n"));
}

#[test]
fn arrows_between_layers_run_one_way() {
    let mut problems = Vec::new();
    for source in sources() {
        let Some(layer) = source.layer() else { continue };
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == layer) else {
            problems.push(format!("{}: no layer is called {layer}", source.path.display()));
            continue;
        };
        for (line, named) in source.named_layers() {
            if named != layer && !allowed.contains(&named.as_str()) {
                problems.push(format!("{}:{line}: {layer} names {named}", source.path.display()));
            }
        }
    }
    assert_none(problems, "a layer names only those below it (ARCHITECTURE.md)");
}

#[test]
fn commands_know_formats_by_the_list_alone() {
    let mut problems = Vec::new();
    for source in sources().iter().filter(|source| source.layer() == Some("cli")) {
        for (line, named) in source.names_in("formats") {
            // What `edit` gives to people is the text form, and its errors are shown beside its lines.
            if named.starts_with(char::is_lowercase) && named != "text_form" {
                problems.push(format!("{}:{line}: names formats::{named}", source.path.display()));
            }
        }
    }
    assert_none(problems, "a command names no format: it takes the list and what a format returns");
}

#[test]
fn the_binary_names_only_the_command_line() {
    let main = Source::new(Path::new("src/main.rs"), read(Path::new("src/main.rs")));
    let named: BTreeSet<String> = main
        .code
        .match_indices("oeuvre::")
        .map(|(start, path)| first_name(&main.code[start + path.len()..]))
        .collect();
    assert!(named.iter().all(|name| name == "cli"), "main.rs names {named:?}");
}

#[test]
fn no_file_is_longer_than_a_reader_can_hold() {
    let mut problems = Vec::new();
    for source in sources() {
        let tests: usize = {
            let whole = without_comments_and_quotes(&source.text);
            let lines = whole.lines().zip(source.code.lines());
            lines.filter(|(whole, left)| !whole.trim().is_empty() && left.trim().is_empty()).count()
        };
        let lines = source.text.lines().count() - tests;
        if lines > LONGEST_FILE {
            problems.push(format!("{}: {lines} lines", source.path.display()));
        }
    }
    assert_none(problems, &format!("no file is past {LONGEST_FILE} lines without its tests"));
}

#[test]
fn what_could_panic_says_why_it_does_not() {
    let mut problems = Vec::new();
    for source in sources() {
        let code: Vec<&str> = source.code.lines().collect();
        let text: Vec<&str> = source.text.lines().collect();
        for (index, line) in code.iter().enumerate() {
            for stopper in STOPPERS.iter().filter(|stopper| line.contains(**stopper)) {
                if !is_proved(&code, &text, index) {
                    problems.push(format!("{}:{}: {stopper}", source.path.display(), index + 1));
                }
            }
        }
    }
    assert_none(problems, "what could panic has a comment above its statement that proves it cannot");
}

/// Whether a comment stands right above the statement that this line is part of.
fn is_proved(code: &[&str], text: &[&str], index: usize) -> bool {
    for above in (0..index).rev() {
        let written = text[above].trim();
        if written.starts_with("//") {
            return !written.starts_with("///") && !written.starts_with("//!");
        }
        let ended = code[above].trim_end();
        if ended.is_empty() || ended.ends_with([';', '{', '}', ',']) {
            return false;
        }
    }
    false
}

#[test]
fn every_statement_is_used() {
    let sources = sources();
    let unused = files("db/queries", ".sql")
        .into_iter()
        .filter(|path| {
            let name = path.strip_prefix("db/queries").unwrap_or(path).to_string_lossy().into_owned();
            !sources.iter().any(|source| source.text.contains(&name))
        })
        .map(|path| path.display().to_string())
        .collect();
    assert_none(unused, "every file of db/queries is included by the program");
}

#[test]
fn the_changelog_has_a_part_for_what_comes_next() {
    let changelog = read(Path::new("CHANGELOG.md"));
    assert!(changelog.lines().any(|line| line == "## Unreleased"), "CHANGELOG.md has no '## Unreleased'");
}

/// The commands that a document shows: the first word after the program in each line of a code block.
fn commands_shown(document: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for block in document.split("\n```").skip(1).step_by(2) {
        for line in block.lines() {
            let line = line.trim_start_matches("$ ");
            let Some(rest) = ["oeuvre ", "cargo run --release -- ", "target/release/oeuvre "]
                .iter()
                .find_map(|program| line.strip_prefix(program))
            else {
                continue;
            };
            let mut words = rest.split_whitespace();
            let mut command = words.next();
            while command.is_some_and(|word| word.starts_with("--")) {
                let is_library = command == Some("--library");
                command = if is_library { words.nth(1) } else { words.next() };
            }
            found.extend(
                command.filter(|word| word.chars().all(|c| c.is_ascii_lowercase())).map(str::to_owned),
            );
        }
    }
    found
}

#[test]
fn the_readme_names_commands_that_exist() {
    let shown = commands_shown(&read(Path::new("README.md")));
    assert!(shown.contains("demo"), "README.md shows no demo, only {shown:?}");
    for command in shown {
        let output = Command::new(env!("CARGO_BIN_EXE_oeuvre"))
            .args([&command, "--help"])
            .output()
            .unwrap_or_else(|error| panic!("{error}"));
        assert!(output.status.success(), "README.md shows 'oeuvre {command}', which there is not");
    }
}

/// The readers of this file see what they should: a rule that finds nothing must be looking.
mod the_rules_can_fail {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source::new(Path::new(path), text.to_owned())
    }

    #[test]
    fn layers_are_seen_in_paths_groups_and_by_super() {
        let cases = [
            ("src/store/mod.rs", "use crate::formats::bib;", vec!["formats"]),
            ("src/store/mod.rs", "use crate::{fields::{row, FIELDS}, query};", vec!["fields", "query"]),
            ("src/store/work.rs", "use super::super::cli;\nuse super::row;", vec!["cli"]),
            (
                "src/store/work.rs",
                "fn f() { let _ = \"crate::cli\"; } // crate::cli\n/* crate::cli */",
                vec![],
            ),
            ("src/store/mod.rs", "#[cfg(test)]\nmod tests { use crate::cli; fn f() {} }", vec![]),
            ("src/store/mod.rs", "#[cfg(test)]\nmod tests;\nuse crate::model;", vec!["model"]),
            ("src/store/mod.rs", "const Q: char = '\"'; use crate::model;", vec!["model"]),
            ("src/store/mod.rs", "fn f<'a>(_: &'a str) {} use crate::model;", vec!["model"]),
            ("src/store/mod.rs", "const R: &str = r#\"\" crate::cli\"#; use crate::model;", vec!["model"]),
        ];
        for (path, text, expected) in cases {
            let found: Vec<String> =
                source(path, text).named_layers().into_iter().map(|(_, name)| name).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn names_in_a_layer_are_seen_in_paths_and_groups() {
        let text = "use crate::formats::{Loss, bib::Block};\nuse crate::{formats::csl, model};";
        let found = source("src/cli/mod.rs", text).names_in("formats");
        let expected = [(1, "Loss"), (1, "bib"), (2, "csl")].map(|(line, name)| (line, name.to_owned()));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_proof_stands_above_its_statement() {
        let cases = [
            ("// Never empty: made so above.\nlet a = list.first().unwrap();", true),
            ("// Never empty: made so above.\nlet a = list\n    .first()\n    .unwrap();", true),
            ("let a = list.first().unwrap();", false),
            ("/// What it is.\nlet a = list.first().unwrap();", false),
            ("// About b.\nlet b = 1;\nlet a = list.first().unwrap();", false),
        ];
        for (text, expected) in cases {
            let source = source("src/model/name.rs", text);
            let code: Vec<&str> = source.code.lines().collect();
            let lines: Vec<&str> = text.lines().collect();
            assert_eq!(is_proved(&code, &lines, lines.len() - 1), expected, "{text}");
        }
    }

    #[test]
    fn commands_are_seen_in_code_blocks_alone() {
        let document = "oeuvre sing\n\n```\n$ oeuvre demo\noeuvre --library a.db list x\n  oeuvre dance\n```\n\
                        oeuvre sing\n```sh\ncargo run --release -- tree\n```\n";
        let expected = ["demo", "list", "tree"].map(str::to_owned);
        assert_eq!(commands_shown(document), BTreeSet::from(expected));
    }
}
