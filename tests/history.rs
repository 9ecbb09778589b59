//! Whatever is done to a library can be undone and redone, to the byte of its text form, and the log counts it.

use std::{fs, path::Path, process};

use oeuvre::library::{Access, Command, Commitment, DEMO_LIBRARY, Input, Library, make_demo};

fn dump(library: &Library) -> String {
    let mut text = Vec::new();
    library.dump(&mut text).expect("the library in text");
    String::from_utf8(text).expect("text")
}

/// Every file of the cases that can be imported, as one import each.
fn inputs() -> Vec<Input> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut paths = Vec::new();
    for format in ["bibtex", "biblatex", "ris", "csl", "hayagriva", "mods"] {
        let files = fs::read_dir(folder.join(format)).expect("a folder of cases");
        paths.extend(files.map(|file| file.expect("a file").path()));
    }
    paths.retain(|path| path.extension().is_some_and(|ending| ending != "txt"));
    paths.sort();
    let input = |path: std::path::PathBuf| Input {
        name: path.display().to_string(),
        content: fs::read(&path).expect("it can be read").into(),
        format: None,
    };
    paths.into_iter().map(input).collect()
}

#[test]
fn imports_are_undone_and_redone() {
    let folder = tempfile::tempdir().expect("a folder");
    make_demo(folder.path()).expect("the demo");
    let mut library = Library::open(&folder.path().join(DEMO_LIBRARY), Access::Write).expect("the library");
    let time = "2024-05-01T00:00:00Z".to_owned();
    library.record(Command { name: "import".to_owned(), line: "import".to_owned(), time });
    let mut states = vec![dump(&library)];
    for input in inputs() {
        let name = input.name.clone();
        // What is no file of references is refused, and leaves nothing.
        let _ = library.import(vec![input], Commitment::Keep, &mut |_| {});
        let now = dump(&library);
        if states.last() != Some(&now) {
            states.push(now);
        } else {
            assert_eq!(library.log(usize::MAX).expect("the log").len(), states.len() - 1, "{name}");
        }
    }
    assert!(library.troubles().expect("it is looked at").is_empty());
    assert!(states.len() > 30, "{} imports changed something", states.len());
    for state in states.iter().rev().skip(1) {
        assert_eq!(library.undo(1).expect("undone").len(), 1);
        assert!(dump(&library) == *state, "an undone import left something");
    }
    for state in states.iter().skip(1) {
        assert_eq!(library.redo(1).expect("redone").len(), 1);
        assert!(dump(&library) == *state, "a redone import is not as it was");
    }
    assert!(library.troubles().expect("it is looked at").is_empty());
}

/// One command of each that changes a library, on that of the transcripts.
const COMMANDS: &[&[&str]] = &[
    &["read", "want", "serge1945kronstadt", "--priority", "5"],
    &["read", "start", "serge1950case", "--on", "2001-09-02"],
    &["read", "finish", "serge1950case", "--on", "2001-09-08", "--rating", "5", "--note", "Read aloud"],
    &["read", "remove", "serge1945kronstadt"],
    &["stats", "--goal", "12"],
    &["stats", "--goal", "20"],
    &["lists", "add", "to teach", "serge1932ville", "--work"],
    &["lists", "add", "to teach", "serge1950case", "serge1975conquered"],
    &["lists", "move", "to teach", "serge1975conquered", "--to", "1"],
    &["lists", "rename", "to teach", "winter"],
    &["lists", "remove", "winter", "serge1950case"],
    &["quote", "serge1950case", "12", "A line of mine.", "--note", "for the lecture"],
    &["quote", "edit", "serge1950case", "1", "--pages", "13"],
    &["person", "alias", "victor serge", "Le Rétif", "--kind", "pseudonym"],
    &["person", "set", "trask-willard", "born=1900", "viaf=2546434"],
    &["person", "merge", "greeman", "trask"],
    &["person", "alias", "victor serge", "Le Rétif", "--remove"],
    &["query", "save", "novels", "kind:novel"],
    &["query", "save", "novels", "kind:novel OR kind:novella"],
    &["query", "remove", "novels"],
    &["keys", "pin", "serge1950case"],
    &["keys", "pattern", "[author:upper][year]"],
    &["keys"],
    &["keys", "unpin", "serge1950case"],
    &["keys", "pattern", "--reset"],
    &["set", "serge1950case", "keywords=Moscow; trials"],
    &["set", "serge1950case", "work_note=Finished in exile"],
    &["add", "Another book", "--author", "Novák, Jan", "--date", "2020", "--key", "novak"],
    &["add", "Another book", "--author", "Novák, J.", "--date", "2020", "--key", "novak2"],
    &["duplicates", "--not-same", "novak", "novak2"],
    &["duplicates", "--forget", "novak", "novak2"],
    &["merge", "novak", "novak2"],
    &["quote", "remove", "serge1950case", "1"],
    &["lists", "delete", "winter"],
    &["stats", "--goal", "0"],
    &["remove", "novak"],
];

#[test]
fn commands_are_undone_and_redone_and_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| {
        let mut command = process::Command::new(env!("CARGO_BIN_EXE_oeuvre"));
        command.current_dir(folder.path()).env("OEUVRE_LIBRARY", "").env("SOURCE_DATE_EPOCH", "1000000000");
        let ran = command.args(arguments).output().expect("the program runs");
        assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).expect("text")
    };
    let shelf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts/shelf/shelf.yaml");
    run(&["load", &shelf.to_string_lossy()]);
    let mut states = vec![run(&["dump"])];
    for command in COMMANDS {
        run(command);
        // That the full text and the summary of editions are what they would be if they were made anew.
        run(&["doctor"]);
        let now = run(&["dump"]);
        assert!(states.last() != Some(&now), "{command:?} changed nothing");
        states.push(now);
        let logged = run(&["log", "--limit", "1"]);
        // Behind the counts stands in brackets what of a record was changed.
        let counts = logged.trim_end().rsplit_once(" (").map_or(logged.trim_end(), |(counts, _)| counts);
        let is_counted = ["added", "changed", "removed"].iter().any(|verb| counts.ends_with(verb));
        assert!(is_counted, "{logged}");
    }
    for (state, command) in states.iter().zip(COMMANDS).rev() {
        run(&["undo"]);
        assert!(run(&["dump"]) == *state, "undoing {command:?} left something");
        run(&["doctor"]);
    }
    for (state, command) in states.iter().skip(1).zip(COMMANDS) {
        run(&["redo"]);
        assert!(run(&["dump"]) == *state, "{command:?} is not redone");
        run(&["doctor"]);
    }
}
