//! Texts that are edited in the user's editor.

use std::{
    fs,
    io::{self, BufRead, IsTerminal, Write},
    path::{Path, PathBuf},
    process::Command,
};

use super::{Failure, visible::visible};

/// What every line begins with that says what is wrong with the line above it.
const MARK: &str = "# ^ ";

/// Something wrong in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

/// What became of a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Edited<T> {
    /// It came back as it was.
    Unchanged,
    /// It was understood.
    Accepted(T),
}

/// A text in a file of its own while it is edited.
pub struct Draft {
    folder: tempfile::TempDir,
    path: PathBuf,
    command: EditorCommand,
}

impl Draft {
    /// Puts a text into a new file with this name and finds the editor for it.
    pub fn new(name: &str, text: &str) -> Result<Draft, Failure> {
        let command = EditorCommand::of_environment()?;
        let folder = tempfile::Builder::new().prefix("oeuvre-").tempdir()?;
        let path = folder.path().join(name);
        fs::write(&path, text).map_err(|error| Failure::file(path.display(), &error))?;
        Ok(Draft { folder, path, command })
    }

    /// Has the text edited until `accept` takes it. What is wrong is written below the lines that it is about,
    /// and the user is asked whether to go on. A text that is given up is kept in a file, which the failure
    /// names.
    pub fn edit<T>(
        self,
        original: &str,
        mut accept: impl FnMut(&str) -> Result<T, Refusal>,
    ) -> Result<Edited<T>, Failure> {
        loop {
            if let Err(failure) = self.command.run(&self.path) {
                return Err(self.given_up(original, failure));
            }
            let written = match fs::read(&self.path) {
                Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                Err(error) => return Err(Failure::file(self.path.display(), &error)),
            };
            let text = without_marks(&written);
            if text == original {
                return Ok(Edited::Unchanged);
            }
            let mistakes = match accept(&text) {
                Ok(value) => return Ok(Edited::Accepted(value)),
                Err(Refusal::Mistakes(mistakes)) => mistakes,
                Err(Refusal::Failed(failure)) => return Err(self.given_up(original, failure)),
            };
            let marked = with_marks(&text, &mistakes);
            fs::write(&self.path, marked).map_err(|error| Failure::file(self.path.display(), &error))?;
            if !wants_to_go_on(&mistakes)? {
                return Err(self.given_up(original, of_mistakes(&mistakes)));
            }
        }
    }

    /// Adds to a failure where the text is that could not be used; nothing that somebody wrote is lost.
    fn given_up(self, original: &str, failure: Failure) -> Failure {
        let written = fs::read(&self.path).unwrap_or_default();
        if without_marks(&String::from_utf8_lossy(&written)) == original {
            return failure;
        }
        let kept = keep(&self.path, &written).unwrap_or_else(|| {
            // From here on nobody removes the folder.
            let _ = self.folder.keep();
            self.path
        });
        failure.hint(format!("nothing was changed; your text is kept in {}", kept.display()))
    }
}

/// Copies a text into this folder under its own name, or with a number where that is taken; `None` where this
/// folder cannot be written to.
fn keep(path: &Path, text: &[u8]) -> Option<PathBuf> {
    let (stem, ending) = (path.file_stem()?.to_str()?, path.extension()?.to_str()?);
    let names = (2..100).map(|number| format!("{stem}-{number}.{ending}"));
    for name in std::iter::once(format!("{stem}.{ending}")).chain(names) {
        let Ok(mut file) = fs::File::options().write(true).create_new(true).open(&name) else { continue };
        return file.write_all(text).ok().map(|()| PathBuf::from(name));
    }
    None
}

/// Why an edited text was not taken.
pub enum Refusal {
    /// It can be mended.
    Mistakes(Vec<Mistake>),
    /// It cannot.
    Failed(Failure),
}

fn of_mistakes(mistakes: &[Mistake]) -> Failure {
    let lines: Vec<_> =
        mistakes.iter().map(|mistake| format!("line {}: {}", mistake.line, mistake.reason)).collect();
    Failure::new(format!("the text could not be used\n{}", lines.join("\n")))
}

/// Asks on a terminal; elsewhere nobody could answer.
fn wants_to_go_on(mistakes: &[Mistake]) -> Result<bool, Failure> {
    let stdin = io::stdin();
    if !stdin.is_terminal() || !io::stderr().is_terminal() {
        return Ok(false);
    }
    let mut stderr = io::stderr().lock();
    for mistake in mistakes {
        let _ = writeln!(stderr, "line {}: {}", mistake.line, visible(&mistake.reason));
    }
    let _ = write!(stderr, "Go on editing? [Y/n] ");
    let _ = stderr.flush();
    let mut answer = String::new();
    let read = stdin.lock().read_line(&mut answer)?;
    Ok(read > 0 && !answer.trim().to_lowercase().starts_with('n'))
}

/// The text with each mistake on a line of its own below the line that it is about.
fn with_marks(text: &str, mistakes: &[Mistake]) -> String {
    let mut marked = String::with_capacity(text.len() + 80 * mistakes.len());
    let mark = |marked: &mut String, mistake: &Mistake| {
        for (index, reason) in mistake.reason.lines().enumerate() {
            let place = if index == 0 { format!("line {}: ", mistake.line) } else { "  ".to_owned() };
            marked.push_str(&format!("{MARK}{place}{reason}\n"));
        }
    };
    let mut count = 0;
    for (index, line) in text.lines().enumerate() {
        count = index + 1;
        marked.push_str(line);
        marked.push('\n');
        for mistake in mistakes.iter().filter(|mistake| mistake.line == count) {
            mark(&mut marked, mistake);
        }
    }
    for mistake in mistakes.iter().filter(|mistake| mistake.line == 0 || mistake.line > count) {
        mark(&mut marked, mistake);
    }
    marked
}

/// The text without the lines that [`with_marks`] added.
fn without_marks(text: &str) -> String {
    if !text.contains(MARK) {
        return text.to_owned();
    }
    text.split_inclusive('\n').filter(|line| !line.starts_with(MARK)).collect()
}

/// The program that edits, with its arguments.
#[derive(Debug, PartialEq, Eq)]
struct EditorCommand {
    program: String,
    arguments: Vec<String>,
}

impl EditorCommand {
    /// `$VISUAL`, else `$EDITOR`.
    fn of_environment() -> Result<EditorCommand, Failure> {
        let mut set = ["VISUAL", "EDITOR"].into_iter().filter_map(|name| std::env::var(name).ok());
        set.find_map(|text| EditorCommand::parse(&text)).ok_or_else(|| {
            Failure::new("no editor is set")
                .hint("name one in $VISUAL or $EDITOR, for example: export EDITOR=nano")
                .hint("`oeuvre set KEY FIELD=VALUE` changes single fields without an editor")
        })
    }

    /// Words parted by white space; quotation marks hold words together.
    fn parse(text: &str) -> Option<EditorCommand> {
        let mut words: Vec<String> = Vec::new();
        let mut open = false;
        let mut quote = None;
        for c in text.chars() {
            match quote {
                Some(mark) if c == mark => quote = None,
                None if c == '"' || c == '\'' => quote = Some(c),
                None if c.is_whitespace() => {
                    open = false;
                    continue;
                }
                _ => {
                    if !open {
                        words.push(String::new());
                    }
                    if let Some(word) = words.last_mut() {
                        word.push(c);
                    }
                    open = true;
                    continue;
                }
            }
            if !open {
                words.push(String::new());
                open = true;
            }
        }
        let mut words = words.into_iter();
        let program = words.next().filter(|program| !program.is_empty())?;
        Some(EditorCommand { program, arguments: words.collect() })
    }

    fn run(&self, path: &Path) -> Result<(), Failure> {
        let status = Command::new(&self.program).args(&self.arguments).arg(path).status();
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(Failure::new(format!("the editor {} ended with {status}", self.program))),
            Err(error) => Err(Failure::file(&self.program, &error)
                .hint("name an editor that is there in $VISUAL or $EDITOR")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_may_have_arguments() {
        for (text, words) in [
            ("vi", &["vi"][..]),
            ("code -w", &["code", "-w"]),
            ("  \"/opt/my editor/ed\"  --wait ''", &["/opt/my editor/ed", "--wait", ""]),
            ("a\"b c\"d", &["ab cd"]),
            ("'unclosed word", &["unclosed word"]),
        ] {
            let command = EditorCommand::parse(text).expect(text);
            let mut all = vec![command.program];
            all.extend(command.arguments);
            assert_eq!(all, words, "{text}");
        }
        assert_eq!(EditorCommand::parse("  "), None);
        assert_eq!(EditorCommand::parse("''"), None);
    }

    #[test]
    fn mistakes_stand_below_their_lines_and_go_again() {
        let text = "title: A\ndate: B\n";
        let mistakes = [
            Mistake { line: 1, reason: "no title".to_owned() },
            Mistake { line: 9, reason: "two\nlines".to_owned() },
        ];
        let marked = with_marks(text, &mistakes);
        assert_eq!(marked, "title: A\n# ^ line 1: no title\ndate: B\n# ^ line 9: two\n# ^   lines\n");
        assert_eq!(without_marks(&marked), text);
        assert_eq!(without_marks("a # ^ b\n"), "a # ^ b\n");
    }
}
