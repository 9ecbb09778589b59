//! What Typst cites (its reference, "Syntax" and "Cite"; the rules of its lexer for `@key` and labels).

use super::{Found, Need, Sense, cursor::Cursor};

/// What a part of the text is read as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Markup,
    Math,
    /// Code, up to its closing bracket.
    Code,
    /// Code without brackets, up to the end of the line.
    Statement,
}

/// A part of the text and what it is an argument of.
#[derive(Clone, Copy)]
struct Frame<'t> {
    mode: Mode,
    close: char,
    function: &'t str,
}

struct Reader<'t> {
    text: Cursor<'t>,
    found: Found,
    frames: Vec<Frame<'t>>,
    /// The word just read in code.
    word: &'t str,
    /// The name of the argument whose value comes.
    argument: &'t str,
}

/// Reads Typst.
pub(super) fn read(text: &str) -> Found {
    let root = Frame { mode: Mode::Markup, close: '\0', function: "" };
    let mut reader = Reader {
        text: Cursor::new(text),
        found: Found::default(),
        frames: vec![root],
        word: "",
        argument: "",
    };
    while let Some(c) = reader.text.peek() {
        if reader.pass_comment() {
            continue;
        }
        match reader.frame().mode {
            Mode::Markup => reader.read_markup(c),
            Mode::Math => reader.read_math(c),
            Mode::Code | Mode::Statement => reader.read_code(c),
        }
    }
    reader.found
}

/// Keywords after which code goes on to the end of the line.
const STATEMENTS: &[&str] =
    &["let", "set", "show", "import", "include", "if", "for", "while", "return", "context"];

fn is_label_character(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')
}

fn is_word_character(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

impl<'t> Reader<'t> {
    fn frame(&self) -> Frame<'t> {
        self.frames.last().copied().unwrap_or(Frame { mode: Mode::Markup, close: '\0', function: "" })
    }

    fn open(&mut self, mode: Mode, close: char, function: &'t str) {
        self.frames.push(Frame { mode, close, function });
        self.word = "";
        self.argument = "";
    }

    fn close(&mut self) {
        if self.frames.len() > 1 {
            self.frames.pop();
        }
        self.word = "";
        self.argument = "";
    }

    /// Passes over `// …` and `/* … /* … */ … */`, but not over the slashes of an address in markup.
    fn pass_comment(&mut self) -> bool {
        let rest = self.text.rest();
        if rest.starts_with("//") {
            self.text.eat_line();
            return true;
        }
        if !self.text.eat("/*") {
            return false;
        }
        let mut depth = 1_usize;
        while depth > 0 && self.text.peek().is_some() {
            if self.text.eat("*/") {
                depth -= 1;
            } else if self.text.eat("/*") {
                depth += 1;
            } else {
                _ = self.text.next();
            }
        }
        true
    }

    /// Passes over code that is printed: one backtick to the next, or three and more to as many.
    fn pass_raw(&mut self) {
        let length = self.text.eat_while(|c| c == '`').len();
        match length {
            1 => _ = self.text.eat_through("`"),
            2 => {}
            _ => _ = self.text.eat_through(&"`".repeat(length)),
        }
    }

    fn read_markup(&mut self, c: char) {
        let frame = self.frame();
        match c {
            '\\' => {
                _ = self.text.next();
                _ = self.text.next();
            }
            '`' => self.pass_raw(),
            'h' if ["http://", "https://"].iter().any(|scheme| self.text.rest().starts_with(scheme)) => {
                self.text.eat_while(|c| !c.is_whitespace() && !matches!(c, '[' | ']' | '<' | '>' | '"'));
            }
            '@' => self.read_mark(),
            '<' => self.read_label(),
            '#' => {
                _ = self.text.next();
                self.begin_code();
            }
            '$' => {
                _ = self.text.next();
                self.open(Mode::Math, '$', "");
            }
            '[' => {
                _ = self.text.next();
                self.open(Mode::Markup, ']', frame.function);
            }
            _ => {
                _ = self.text.next();
                if c == frame.close {
                    self.close();
                }
            }
        }
    }

    fn read_math(&mut self, c: char) {
        _ = self.text.next();
        match c {
            '\\' => _ = self.text.next(),
            '"' => self.pass_string(),
            '#' => self.begin_code(),
            '$' => self.close(),
            _ => {}
        }
    }

    /// What comes after `#` in markup and math: a word with its arguments, or brackets.
    fn begin_code(&mut self) {
        match self.text.peek() {
            Some('{') => self.open_with_next(Mode::Code, '}', ""),
            Some('(') => self.open_with_next(Mode::Code, ')', ""),
            Some('"') => {
                _ = self.text.next();
                self.pass_string();
            }
            _ => {
                let mut word = self.text.eat_while(is_word_character);
                // The last part of a path is the function: `std.cite(…)`.
                while self.text.peek() == Some('.')
                    && self.text.rest().chars().nth(1).is_some_and(char::is_alphabetic)
                {
                    _ = self.text.next();
                    word = self.text.eat_while(is_word_character);
                }
                if STATEMENTS.contains(&word) {
                    self.open(Mode::Statement, '\n', "");
                    self.word = word;
                } else if self.text.peek() == Some('(') && !word.is_empty() {
                    self.open_with_next(Mode::Code, ')', word);
                }
            }
        }
    }

    fn open_with_next(&mut self, mode: Mode, close: char, function: &'t str) {
        _ = self.text.next();
        self.open(mode, close, function);
    }

    fn read_code(&mut self, c: char) {
        let frame = self.frame();
        match c {
            '"' => self.read_string(),
            '`' => self.pass_raw(),
            '<' => self.read_label(),
            // The arguments of a nameless bracket are those of what it stands in: `bibliography(("a.yml",))`.
            '(' => {
                let function = if self.word.is_empty() { frame.function } else { self.word };
                self.open_with_next(Mode::Code, ')', function);
            }
            '{' => self.open_with_next(Mode::Code, '}', ""),
            '[' => self.open_with_next(Mode::Markup, ']', ""),
            '$' => self.open_with_next(Mode::Math, '$', ""),
            ':' => {
                _ = self.text.next();
                self.argument = self.word;
                self.word = "";
            }
            c if c == frame.close => {
                // A bracket ends what stands in it; the end of a line a statement.
                _ = self.text.next();
                self.close();
            }
            // What a statement stands in ends here, and the statement with it.
            ';' | ']' | '}' | ')' if frame.mode == Mode::Statement => {
                if c == ';' {
                    _ = self.text.next();
                }
                self.close();
            }
            c if is_word_character(c) => self.read_word(frame),
            c => {
                _ = self.text.next();
                if c == ',' {
                    self.argument = "";
                }
                if !c.is_whitespace() {
                    self.word = "";
                }
            }
        }
    }

    fn read_word(&mut self, frame: Frame<'t>) {
        let word = self.text.eat_while(is_word_character);
        if frame.function == "bibliography" && self.argument == "full" && word == "true" {
            self.found.cite(self.text.at() - word.len(), "*", Sense::Citation);
        }
        self.word = word;
    }

    fn pass_string(&mut self) {
        while let Some(c) = self.text.next() {
            match c {
                '\\' => _ = self.text.next(),
                '"' => return,
                _ => {}
            }
        }
    }

    /// A string in code: the path of a file, or a key in `label("…")`.
    fn read_string(&mut self) {
        _ = self.text.next();
        let start = self.text.at();
        self.pass_string();
        let value = self.text.between(start, self.text.at().saturating_sub(1));
        let frame = self.frame();
        let is_in_citation = self.frames.iter().rev().nth(1).is_some_and(|outer| outer.function == "cite");
        match (frame.function, self.word) {
            ("bibliography", _) if self.argument.is_empty() => {
                self.found.bibliographies.push(value.to_owned())
            }
            ("label", _) if is_in_citation => self.found.cite(start, value, Sense::Citation),
            // What begins with `@` is a package.
            (_, "include" | "import") if !value.starts_with('@') => {
                self.found.include(start, value, Need::Needed);
            }
            _ => {}
        }
        self.word = "";
    }

    /// `@key`; full stops and colons at the end belong to the sentence.
    fn read_mark(&mut self) {
        _ = self.text.next();
        let at = self.text.at();
        let key = self.text.eat_while(is_label_character).trim_end_matches(['.', ':']);
        if !key.is_empty() {
            self.found.cite(at, key, Sense::CitationOrLabel);
        }
    }

    /// `<name>`: in markup a label, as an argument of `cite` a key.
    fn read_label(&mut self) {
        _ = self.text.next();
        let at = self.text.at();
        let name = self.text.eat_while(is_label_character);
        if name.is_empty() || !self.text.eat(">") {
            return;
        }
        let frame = self.frame();
        if frame.mode == Mode::Markup {
            self.found.labels.insert(name.to_owned());
        } else if frame.function == "cite" && self.argument.is_empty() {
            self.found.cite(at, name, Sense::Citation);
        }
    }
}
