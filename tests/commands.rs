//! Commands from outside: transcripts, the examples of the help, and what happens at the edges.
//!
//! No home folder, no network, a fixed clock and no terminal.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_oeuvre");

/// What every command of a test finds around it.
const ENVIRONMENT: &[(&str, &str)] = &[
    ("HOME", "/nonexistent"),
    ("XDG_DATA_HOME", "/nonexistent"),
    ("OEUVRE_LIBRARY", ""),
    ("VISUAL", ""),
    ("EDITOR", ""),
    ("NO_COLOR", "1"),
    ("LC_ALL", "C.UTF-8"),
    ("SOURCE_DATE_EPOCH", "1000000000"),
];

/// A folder with the library of the demo, in which commands run.
struct Folder(tempfile::TempDir);

/// What a command said and how it ended.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Folder {
    fn empty() -> Folder {
        Folder(tempfile::tempdir().expect("a folder for the test"))
    }

    /// A folder with a library of its own, `oeuvre.db`, that holds the shipped catalogue.
    fn with_library() -> Folder {
        let folder = Folder::empty();
        let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("db/serge.yaml");
        let loaded = folder.oeuvre(&["load", &catalogue.to_string_lossy()]);
        assert_eq!(loaded.code, Some(0), "{}", loaded.err);
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).expect("a file of the test");
        path
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file of the test")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.0.path()).envs(ENVIRONMENT.iter().copied()).stdin(Stdio::null());
        command
    }

    fn oeuvre(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(PROGRAM).args(arguments).output().expect("the program runs"))
    }

    fn oeuvre_with_editor(&self, script: &str, arguments: &[&str]) -> Ran {
        let script = self.write("editor.sh", script);
        let editor = format!("sh '{}'", script.display());
        let mut command = self.command(PROGRAM);
        Ran::of(command.args(arguments).env("EDITOR", editor).output().expect("the program runs"))
    }
}

impl Ran {
    fn of(output: Output) -> Ran {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// The standard output of a command that is expected to succeed.
    fn done(self) -> String {
        assert_eq!(self.code, Some(0), "{}", self.err);
        self.out
    }

    fn failed_with(self, code: i32, parts: &[&str]) {
        assert_eq!(self.code, Some(code), "{self:?}");
        for part in parts {
            assert!(self.err.contains(part), "{part:?} is not in:\n{}", self.err);
        }
    }
}

/// Commands that make a library or a folder, so that none may be there before.
const MAKERS: &[&str] = &["init", "demo", "load"];

/// Commands that have findings in the shipped catalogue, which is no failure.
const FINDERS: &[&str] = &["check", "diff"];

/// The transcripts and the tour of the README. Each runs in a folder of its own with the files of
/// `tests/transcripts/shelf/` and, unless it makes one itself, with a library `oeuvre.db` that holds
/// `shelf.yaml`. `TRYCMD=overwrite cargo test --test commands` writes down what the commands say now.
#[test]
fn transcripts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let stage = Folder::empty();
    let mut transcripts: Vec<PathBuf> = files_in(&root.join("tests/transcripts"));
    transcripts.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    transcripts.push(root.join("README.md"));
    for path in &transcripts {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        fs::copy(path, stage.path(&format!("{name}.md"))).expect("a transcript");
        // That there is a folder of results tells the runner to work on a copy.
        fs::create_dir(stage.path(&format!("{name}.out"))).expect("a folder");
        stage.write(&format!("{name}.out/.keep"), "");
        fs::create_dir(stage.path(&format!("{name}.in"))).expect("a folder");
        for file in files_in(&root.join("tests/transcripts/shelf")) {
            let file_name = file.file_name().expect("a name").to_string_lossy().into_owned();
            fs::copy(&file, stage.path(&format!("{name}.in/{file_name}"))).expect("a file of the shelf");
        }
        if !MAKERS.contains(&name.as_str()) && name != "README" {
            let library = format!("{name}.in/oeuvre.db");
            stage.oeuvre(&["--library", &library, "load", &format!("{name}.in/shelf.yaml")]).done();
        }
    }
    let cases = trycmd::TestCases::new();
    // The transcripts name the editor themselves.
    for (name, value) in ENVIRONMENT.iter().filter(|(name, _)| *name != "EDITOR") {
        cases.env(*name, *value);
    }
    cases.case(stage.path("*.md"));
    cases.run();
    for path in transcripts.iter().filter(|_| std::env::var("TRYCMD").is_ok_and(|mode| mode == "overwrite")) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        fs::copy(stage.path(&name), path).expect("the transcript");
    }
}

/// The files of a folder, by name.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

#[test]
fn every_command_has_a_transcript() {
    let command_line = oeuvre::cli::command_line();
    for command in command_line.get_subcommands() {
        let name = command.get_name();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/transcripts/{name}.md"));
        let text = fs::read_to_string(&path).unwrap_or_default();
        assert!(text.contains(&format!(" {name}")), "{} shows no `oeuvre {name}`", path.display());
    }
}

#[test]
fn the_examples_of_the_help_work() {
    let library = Folder::with_library();
    let command_line = oeuvre::cli::command_line();
    let beneath = |command| std::iter::once(command).chain(clap::Command::get_subcommands(command));
    for command in command_line.get_subcommands().flat_map(beneath) {
        // Every command has examples, and some that are beneath one.
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        for example in help.lines().filter(|line| line.starts_with("  ")) {
            let folder = folder_for_examples(&library, MAKERS.contains(&command.get_name()));
            let mut shell = folder.command("sh");
            let programs = Path::new(PROGRAM).parent().expect("the program is in a folder");
            let path = format!("{}:{}:/usr/bin:/bin", folder.path("bin").display(), programs.display());
            shell.args(["-c", example]).env("PATH", path).env("HOME", folder.0.path()).env("EDITOR", "true");
            let ran = Ran::of(shell.output().expect("a shell"));
            let is_found = ran.code == Some(1) && FINDERS.contains(&command.get_name());
            assert!(ran.code == Some(0) || is_found, "{example}\n{}", ran.err);
        }
    }
}

/// A folder with all that examples name.
fn folder_for_examples(library: &Folder, is_new: bool) -> Folder {
    let folder = Folder::empty();
    for name in [".local/share/bash-completion/completions", ".config/fish/completions", "bin"] {
        fs::create_dir_all(folder.path(name)).expect("a folder");
    }
    let entry = "@book{new2020, author = {Novák, Jan}, title = {A new book}, date = {2020}}\n";
    for name in ["refs.bib", "entry.bib"] {
        folder.write(name, entry);
    }
    folder.write("paper.tex", "\\parencite[12]{serge1963memoirs}");
    folder.write("zotero.json", r#"[{"id": "other", "type": "book", "title": "Another book"}]"#);
    folder.write(
        "goodreads_library_export.csv",
        "Title,Author,My Rating,Bookshelves,Exclusive Shelf\nA book of theirs,Jan Novák,4,to-teach,read\n",
    );
    fs::create_dir_all(folder.path("CalibreLibrary")).expect("a folder");
    let database =
        rusqlite::Connection::open(folder.path("CalibreLibrary/metadata.db")).expect("a file of the test");
    database.execute_batch(include_str!("cases/calibre/library.sql")).expect("statements of the test");
    folder.write(
        "metadata.opf",
        "<package xmlns=\"http://www.idpf.org/2007/opf\"><metadata><title>A book alone</title></metadata></package>",
    );
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("db/serge.yaml"), folder.path("library.yaml"))
        .expect("the catalogue");
    for program in ["man", "code"] {
        let script = folder.write(&format!("bin/{program}"), "#!/bin/sh\ncat > /dev/null\n");
        make_executable(&script);
    }
    if !is_new {
        fs::copy(library.path("oeuvre.db"), folder.path("oeuvre.db")).expect("the library");
    }
    folder
}

#[cfg(unix)]
fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("a file of the test");
}

#[cfg(not(unix))]
fn make_executable(_: &Path) {}

#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = Folder::with_library();
    for arguments in [&["list"][..], &["export", "--format", "biblatex"], &["dump"], &["tree", "--json"]] {
        let mut command = folder.command(PROGRAM);
        let mut child =
            command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
        // Closed before anything is read: every write fails.
        drop(child.stdout.take());
        let ran = Ran::of(child.wait_with_output().expect("ends"));
        assert_eq!((ran.code, ran.err.contains("error")), (Some(0), false), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn what_is_no_library_is_refused_and_left_alone() {
    let folder = Folder::empty();
    let text = folder.write("text.db", "@book{a, title={A}}\n");
    folder.write("empty.db", "");
    folder.write("noise.db", [0_u8, 159, 146, 150].repeat(100));
    fs::create_dir(folder.path("folder.db")).expect("a folder");
    for (name, parts) in [
        ("text.db", &["text.db is a text file", "oeuvre import"][..]),
        ("folder.db", &["folder.db is a folder"]),
        ("empty.db", &["empty.db is empty"]),
        ("noise.db", &["noise.db is not a library"]),
        ("missing.db", &["there is no library at missing.db", "oeuvre init"]),
    ] {
        for arguments in [&["list"][..], &["add", "A title"], &["import", "text.db"]] {
            let arguments = [&["--library", name], arguments].concat();
            folder.oeuvre(&arguments).failed_with(2, parts);
        }
    }
    assert_eq!(fs::read_to_string(text).expect("the text"), "@book{a, title={A}}\n");
    assert!(!folder.path("missing.db").exists());
}

#[test]
fn nothing_in_the_data_reaches_a_terminal_unseen() {
    let folder = Folder::empty();
    folder.oeuvre(&["init"]).done();
    let added =
        folder.oeuvre(&["add", "A\u{1b}[31mred\ttitle\u{9b}2J", "--author", "Bell\u{7}, \u{202e}Ring"]);
    let texts = [added.err, folder.oeuvre(&["tree"]).done(), folder.oeuvre(&["list"]).done()];
    let further = [
        folder.oeuvre(&["people"]).done(),
        folder.oeuvre(&["list", "--json"]).done(),
        folder.oeuvre(&["show", "bella\u{1b}"]).err,
    ];
    for text in texts.iter().chain(&further) {
        let obeyed = text.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
        assert_eq!(obeyed, None, "{text:?}");
    }
}

#[test]
fn editing_changes_the_work_and_loses_nothing() {
    let folder = Folder::with_library();
    let unchanged = folder.oeuvre_with_editor("exit 0", &["edit", "serge1963memoirs"]);
    assert!(unchanged.err.contains("nothing changed"), "{}", unchanged.err);
    unchanged.done();

    let script = "sed 's/Oxford University/Oxford U.P./' \"$1\" > new && cat new > \"$1\"";
    folder.oeuvre_with_editor(script, &["edit", "serge1963memoirs"]).done();
    let shown = folder.oeuvre(&["show", "serge1963memoirs"]).done();
    assert!(shown.contains("Oxford U.P."), "{shown}");

    let before = folder.oeuvre(&["dump"]).done();
    let broken = folder.oeuvre_with_editor("echo 'expressions: 12' > \"$1\"", &["edit", "serge1963memoirs"]);
    let kept =
        broken.err.lines().find_map(|line| line.split("your text is kept in ").nth(1)).map(str::to_owned);
    let kept = kept.unwrap_or_else(|| panic!("no file is named in:\n{}", broken.err));
    let text = folder.read(&kept);
    assert!(text.starts_with("expressions: 12\n") && text.contains("# ^ line "), "{text}");
    broken.failed_with(2, &["nothing was changed", "line "]);
    assert_eq!(folder.oeuvre(&["dump"]).done(), before);

    folder.oeuvre(&["edit", "serge1963memoirs"]).failed_with(2, &["no editor is set", "$EDITOR"]);
}

#[test]
fn an_export_replaces_a_file_whole_or_not_at_all() {
    let folder = Folder::with_library();
    folder.write("refs.bib", "precious");
    folder
        .oeuvre(&["export", "colour:red", "-o", "refs.bib"])
        .failed_with(2, &["colour:red", "  ^^^^^^^^^^"]);
    assert_eq!(folder.read("refs.bib"), "precious");
    folder
        .oeuvre(&["export", "author:nobody", "-o", "refs.bib", "--losses", "losses.json"])
        .failed_with(1, &["no edition matches author:nobody", "refs.bib was left as it is"]);
    assert_eq!(folder.read("refs.bib"), "precious");
    folder.oeuvre(&["export", "-o", "refs.bib"]).done();
    assert!(folder.read("refs.bib").starts_with('@') || folder.read("refs.bib").contains("\n@"));
    let names: Vec<_> = fs::read_dir(folder.0.path()).expect("the folder").flatten().collect();
    assert_eq!(names.len(), 2, "nothing is left behind: {names:?}");
}

#[test]
fn losses_are_written_when_they_are_why_nothing_else_is() {
    let folder = Folder::with_library();
    let strict =
        ["export", "--strict", "--no-escapes", "-o", "y.bib", "--format", "bibtex", "--losses", "l.json"];
    folder.oeuvre(&strict).failed_with(2, &["cannot hold"]);
    assert!(folder.read("l.json").contains("\"instead\": \"nowhere\""));
    assert!(!folder.path("y.bib").exists());
    let nowhere = ["export", "-o", "y.bib", "--losses", "missing/l.json"];
    folder.oeuvre(&nowhere).failed_with(2, &["missing/l.json"]);
    assert!(!folder.path("y.bib").exists());
}

#[test]
fn the_demo_is_the_same_on_every_run() {
    let (one, other) = (Folder::empty(), Folder::empty());
    for folder in [&one, &other] {
        folder.oeuvre(&["demo"]).done();
    }
    for name in ["serge.db", "serge.bib", "serge.bibtex.bib", "serge.json", "serge.html", "serge.yaml"] {
        let name = format!("serge/{name}");
        let bytes = |folder: &Folder| fs::read(folder.path(&name)).expect("a file of the demo");
        assert!(bytes(&one) == bytes(&other), "{name} differs");
    }
    assert_eq!(one.oeuvre(&["demo"]).code, Some(0), "its own files are made again");
    one.write("serge/serge.bib", "mine");
    one.oeuvre(&["demo"]).failed_with(2, &["serge.bib is not as the demo makes it"]);
    assert_eq!(one.read("serge/serge.bib"), "mine");
}

#[test]
fn what_is_dumped_loads_to_the_same() {
    let folder = Folder::with_library();
    let dumped = folder.oeuvre(&["dump"]).done();
    let path = folder.write("dumped.yaml", &dumped);
    folder.oeuvre(&["--library", "copy.db", "load", &path.to_string_lossy()]).done();
    assert_eq!(folder.oeuvre(&["--library", "copy.db", "dump"]).done(), dumped);
    folder
        .oeuvre(&["load", &path.to_string_lossy()])
        .failed_with(2, &["holds a library already", "--library"]);
}

#[test]
fn an_edition_needs_a_title() {
    let folder = Folder::empty();
    folder.oeuvre(&["init"]);
    let refused = folder.oeuvre(&["add", "--author", "Serge, Victor"]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    assert!(refused.err.contains("needs a title"), "{}", refused.err);
    assert_eq!(folder.oeuvre(&["list"]).code, Some(1));
}
