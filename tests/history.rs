//! Whatever is imported into a library can be undone and redone, to the byte of its text form.

use std::{fs, path::Path};

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
        bytes: fs::read(&path).expect("it can be read"),
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
        let _ = library.import(&[input], Commitment::Keep, &mut |_| {});
        let now = dump(&library);
        if states.last() != Some(&now) {
            states.push(now);
        } else {
            assert_eq!(library.log(usize::MAX).expect("the log").len(), states.len() - 1, "{name}");
        }
    }
    assert!(states.len() > 30, "{} imports changed something", states.len());
    for state in states.iter().rev().skip(1) {
        assert_eq!(library.undo(1).expect("undone").len(), 1);
        assert!(dump(&library) == *state, "an undone import left something");
    }
    for state in states.iter().skip(1) {
        assert_eq!(library.redo(1).expect("redone").len(), 1);
        assert!(dump(&library) == *state, "a redone import is not as it was");
    }
}
