//! What LaTeX cites.

use super::{
    Dialect, Found, Need,
    cursor::Cursor,
    latex_commands::{Shape, VERBATIM, shape},
};

/// A citation whose arguments are being read.
#[derive(Clone, Copy)]
struct Pending {
    shape: Shape,
    /// Groups to pass over before the keys.
    before_keys: usize,
    /// Whether `(…)` may come: only at the beginning of the forms with several.
    may_have_parentheses: Parentheses,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Parentheses {
    MayCome,
    Text,
}

/// What was opened and is closed by `close`; then the arguments go on.
struct Frame {
    close: char,
    after: Option<Pending>,
}

struct Reader<'t> {
    text: Cursor<'t>,
    found: Found,
    frames: Vec<Frame>,
    /// How many of the frames are braces.
    braces: usize,
    pending: Option<Pending>,
    has_ended: bool,
}

/// Reads LaTeX, to `\end{document}`.
pub(super) fn read(text: &str) -> Found {
    let mut reader = Reader {
        text: Cursor::new(text),
        found: Found::default(),
        frames: Vec::new(),
        braces: 0,
        pending: None,
        has_ended: false,
    };
    while !reader.has_ended && reader.text.peek().is_some() {
        match reader.pending.take() {
            Some(pending) => reader.read_argument(pending),
            None => reader.read_text(),
        }
    }
    reader.found
}

/// What a command is that stands in a text of another language.
pub(super) enum Raw {
    /// None that cites.
    Other,
    /// One whose arguments do not end.
    Open,
    /// One that cites, up to this place.
    Citing(usize),
}

/// Reads a command in a text of another language, whose backslash stands at `at`; what it cites goes to `found`.
pub(super) fn read_raw(text: &str, at: usize, found: &mut Found) -> Raw {
    let name = text.get(at..).and_then(|text| text.strip_prefix('\\')).unwrap_or("");
    let length = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
    let Some(shape) = name.get(..length).and_then(shape) else { return Raw::Other };
    let marks_before = found.marks.len();
    let mut reader = Reader {
        text: Cursor::new(text),
        found: std::mem::take(found),
        frames: Vec::new(),
        braces: 0,
        pending: Some(Pending::new(shape)),
        has_ended: false,
    };
    reader.text.go_to(at + 1 + length);
    reader.text.eat("*");
    let mut end = reader.text.at();
    while let Some(pending) = reader.pending.take() {
        reader.read_argument(pending);
        // What stands in brackets may cite itself.
        while !reader.frames.is_empty() && reader.text.peek().is_some() {
            match reader.pending.take() {
                Some(inner) => reader.read_argument(inner),
                None => reader.read_text(),
            }
        }
        end = reader.text.at();
    }
    *found = reader.found;
    if reader.frames.is_empty() {
        return Raw::Citing(end);
    }
    found.marks.truncate(marks_before);
    Raw::Open
}

impl<'t> Reader<'t> {
    fn read_text(&mut self) {
        match self.text.next() {
            Some('%') => _ = self.text.eat_line(),
            Some('\\') => self.read_command(),
            Some('{') => self.open('}', None),
            Some(close @ ('}' | ']' | ')')) => self.close(close),
            _ => {}
        }
    }

    fn open(&mut self, close: char, after: Option<Pending>) {
        self.braces += usize::from(close == '}');
        self.frames.push(Frame { close, after });
    }

    fn close(&mut self, close: char) {
        let is_innermost = self.frames.last().is_some_and(|frame| frame.close == close);
        // A brace closes brackets that were left open in its group; any other bracket is text there.
        if !is_innermost && (close != '}' || self.braces == 0) {
            return;
        }
        while let Some(frame) = self.frames.pop() {
            self.braces -= usize::from(frame.close == '}');
            if frame.close == close {
                self.pending = frame.after;
                return;
            }
        }
    }

    /// Reads one argument of a citation, or finds that there are no more.
    fn read_argument(&mut self, pending: Pending) {
        self.pass_space();
        let several = matches!(pending.shape, Shape::Several | Shape::SeveralAfterVolumes);
        match self.text.peek() {
            Some('[') => {
                _ = self.text.next();
                self.open(']', Some(Pending { may_have_parentheses: Parentheses::Text, ..pending }));
            }
            Some('(') if several && pending.may_have_parentheses == Parentheses::MayCome => {
                _ = self.text.next();
                self.open(')', Some(pending));
            }
            Some('{') if pending.before_keys > 0 => {
                _ = self.text.next();
                self.open('}', Some(Pending { before_keys: pending.before_keys - 1, ..pending }));
            }
            Some('{') => {
                _ = self.text.next();
                self.read_keys();
                self.pending = several.then(|| Pending {
                    may_have_parentheses: Parentheses::Text,
                    ..Pending::new(pending.shape)
                });
            }
            _ => {}
        }
    }

    /// Passes over white space within a paragraph and comments.
    fn pass_space(&mut self) {
        loop {
            let space = self.text.eat_while(char::is_whitespace);
            if space.matches('\n').count() > 1 || !self.text.eat("%") {
                return;
            }
            self.text.eat_line();
        }
    }

    /// Reads the keys of a group up to its end, line by line for the sake of comments.
    fn read_keys(&mut self) {
        loop {
            let start = self.text.at();
            let list = self.text.eat_while(|c| !matches!(c, '}' | '{' | '%' | '\n'));
            self.found.cite_list(start, list);
            match self.text.peek() {
                Some('%') => _ = self.text.eat_line(),
                Some('\n') => {
                    _ = self.text.next();
                    if self.text.rest().trim_start_matches([' ', '\t', '\r']).starts_with('\n') {
                        return;
                    }
                }
                Some('}') => {
                    _ = self.text.next();
                    return;
                }
                _ => return,
            }
        }
    }

    fn read_command(&mut self) {
        let at = self.text.at() - 1;
        let name = self.text.eat_while(|c| c.is_ascii_alphabetic() || c == '@');
        if name.is_empty() {
            _ = self.text.next();
            return;
        }
        self.text.eat("*");
        match name {
            "verb" | "Verb" => self.pass_delimited(),
            "lstinline" | "mintinline" => self.pass_inline_code(name),
            "iffalse" => self.pass_conditional(),
            "begin" => self.begin(),
            "end" if self.text.rest().starts_with("{document}") => self.has_ended = true,
            "input" | "include" | "subfile" | "subfileinclude" | "InputIfFileExists" | "@input" => {
                self.read_inclusion(at);
            }
            "import" | "subimport" | "includefrom" | "inputfrom" | "subincludefrom" | "subinputfrom" => {
                self.read_import(at);
            }
            "usepackage" | "RequirePackage" => self.read_packages(),
            "addbibresource" | "addglobalbib" | "addsectionbib" => {
                _ = self.optional();
                if let Some(file) = self.group() {
                    self.found.bibliographies.push(file.to_owned());
                    self.found.dialect = Some(Dialect::Biblatex);
                }
            }
            "bibliography" | "nobibliography" => self.read_bibliography(),
            "bibliographystyle" => {
                if let Some(style) = self.group() {
                    self.found.style = Some(style.to_owned());
                    self.found.dialect.get_or_insert(Dialect::Bibtex);
                }
            }
            _ => self.pending = shape(name).map(Pending::new),
        }
    }

    /// `\verb|…|`: any character but a letter ends what it began, on the same line.
    fn pass_delimited(&mut self) {
        let Some(delimiter) = self.text.next().filter(|c| *c != '\n') else { return };
        self.text.eat_while(|c| c != delimiter && c != '\n');
        _ = self.text.next();
    }

    fn pass_inline_code(&mut self, name: &str) {
        _ = self.optional();
        if name == "mintinline" && self.group().is_none() {
            return;
        }
        match self.text.peek() {
            Some('{') => {
                let mut depth = 0_usize;
                while let Some(c) = self.text.next() {
                    depth = match c {
                        '{' => depth + 1,
                        '}' => depth.saturating_sub(1),
                        '\n' => 0,
                        _ => depth,
                    };
                    if depth == 0 {
                        return;
                    }
                }
            }
            _ => self.pass_delimited(),
        }
    }

    /// Passes over what `\iffalse` takes out, to its `\else` or `\fi`.
    fn pass_conditional(&mut self) {
        let mut depth = 1_usize;
        while let Some(c) = self.text.next() {
            match c {
                '%' => _ = self.text.eat_line(),
                '\\' => match self.text.eat_while(|c| c.is_ascii_alphabetic() || c == '@') {
                    "" => _ = self.text.next(),
                    "fi" if depth == 1 => return,
                    "else" if depth == 1 => return,
                    "fi" => depth -= 1,
                    "iff" => {}
                    name if name.starts_with("if") => depth += 1,
                    _ => {}
                },
                _ => {}
            }
        }
    }

    fn begin(&mut self) {
        let Some(name) = self.group() else { return };
        if VERBATIM.contains(&name) {
            let end = format!("\\end{{{name}}}");
            self.text.eat_through(&end);
        }
    }

    /// `\input{file}`, `\input file`
    fn read_inclusion(&mut self, at: usize) {
        let path = match self.text.rest().trim_start_matches([' ', '\t']).starts_with('{') {
            true => self.group(),
            false => {
                self.text.eat_while(|c| c == ' ' || c == '\t');
                Some(self.text.eat_while(|c| !c.is_whitespace() && !matches!(c, '\\' | '%' | '{' | '}')))
            }
        };
        if let Some(path) = path.filter(|path| !path.contains(['#', '\\'])) {
            self.found.include(at, path.trim_matches('"'), Need::Elsewhere);
        }
    }

    /// `\import{folder}{file}`
    fn read_import(&mut self, at: usize) {
        let Some(folder) = self.group() else { return };
        let Some(file) = self.group() else { return };
        if !folder.contains(['#', '\\']) && !file.contains(['#', '\\']) {
            let path = format!("{}/{file}", folder.trim_end_matches('/'));
            self.found.include(at, &path, Need::Elsewhere);
        }
    }

    fn read_packages(&mut self) {
        let options = self.optional().unwrap_or("");
        let Some(packages) = self.group() else { return };
        for package in packages.split(',').map(str::trim) {
            let style = match package {
                "biblatex" => options.split(',').filter_map(|option| option.split_once('=')).find_map(
                    |(name, value)| ["style", "bibstyle"].contains(&name.trim()).then(|| value.trim()),
                ),
                "biblatex-chicago" => Some("chicago"),
                _ => continue,
            };
            self.found.dialect = Some(Dialect::Biblatex);
            self.found.style = style.map(str::to_owned).or(self.found.style.take());
        }
    }

    fn read_bibliography(&mut self) {
        let Some(names) = self.group() else { return };
        for name in
            names.split(',').map(str::trim).filter(|name| !name.is_empty() && !name.contains(['#', '\\']))
        {
            let ending = if name.ends_with(".bib") { "" } else { ".bib" };
            self.found.bibliographies.push(format!("{name}{ending}"));
        }
    }

    /// The text of `[…]`, where it comes next.
    fn optional(&mut self) -> Option<&'t str> {
        self.enclosed('[', ']')
    }

    /// The text of `{…}`, where it comes next.
    fn group(&mut self) -> Option<&'t str> {
        self.enclosed('{', '}')
    }

    /// What stands between two characters, where the first comes next; nothing is passed over where the other is
    /// far away.
    fn enclosed(&mut self, open: char, close: char) -> Option<&'t str> {
        let rest = self.text.rest();
        let inside = rest.trim_start().strip_prefix(open)?;
        let start = self.text.at() + rest.len() - inside.len();
        let end = start + inside.char_indices().take(LONGEST_ARGUMENT).find(|(_, c)| *c == close)?.0;
        self.text.go_to(end + close.len_utf8());
        Some(self.text.between(start, end).trim())
    }
}

/// Characters of the longest argument that names files, packages or environments.
const LONGEST_ARGUMENT: usize = 4000;

impl Pending {
    fn new(shape: Shape) -> Pending {
        let before_keys = match shape {
            Shape::One | Shape::Several => 0,
            Shape::AfterVolume | Shape::SeveralAfterVolumes => 1,
        };
        Pending { shape, before_keys, may_have_parentheses: Parentheses::MayCome }
    }
}
