//! Importing a file that was imported changes nothing, whatever it is.

use std::{fs, path::Path};

use oeuvre::library::{Access, Command, Commitment, Input, Library};

fn dump(library: &Library) -> String {
    let mut text = Vec::new();
    library.dump(&mut text).expect("the library in text");
    String::from_utf8(text).expect("text")
}

fn library(path: &Path) -> Library {
    let mut library = Library::open(path, Access::Create).expect("a library");
    let time = "2024-05-01T00:00:00Z".to_owned();
    library.record(Command { name: "import".to_owned(), line: "import".to_owned(), time });
    library
}

/// Imports a file; whether it is one of references.
fn import(library: &mut Library, name: &str, bytes: &[u8]) -> bool {
    let input = Input { name: name.to_owned(), content: bytes.to_vec().into(), format: None };
    library.import(vec![input], Commitment::Keep, &mut |_| {}).is_ok()
}

/// Every file of the cases, with its name.
fn cases() -> Vec<(String, Vec<u8>)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of cases") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => folders.push(path),
                false => files.push(path),
            }
        }
    }
    files.sort();
    let read =
        |path: std::path::PathBuf| (path.display().to_string(), fs::read(&path).expect("it can be read"));
    files.into_iter().map(read).collect()
}

#[test]
fn a_file_that_comes_again_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut tried = 0;
    for (number, (name, bytes)) in cases().into_iter().enumerate() {
        let mut library = library(&folder.path().join(format!("{number}.db")));
        if !import(&mut library, &name, &bytes) {
            continue;
        }
        let (once, log) = (dump(&library), library.log(usize::MAX).expect("the log").len());
        assert!(import(&mut library, &name, &bytes), "{name}");
        assert!(dump(&library) == once, "{name} changes something the second time");
        assert_eq!(library.log(usize::MAX).expect("the log").len(), log, "{name}");
        tried += 1;
    }
    assert!(tried > 100, "{tried} files of references");
}

/// The same with another digest, so that the file itself is not known, and with all others around it.
#[test]
fn entries_that_come_again_in_another_file_change_nothing_either() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut library = library(&folder.path().join("all.db"));
    let cases: Vec<_> = cases().into_iter().filter(|(name, _)| name.ends_with(".bib")).collect();
    for (name, bytes) in &cases {
        import(&mut library, name, bytes);
    }
    let keys = |library: &Library| -> Vec<String> {
        let editions = library.editions("").expect("all editions");
        editions.into_iter().map(|seen| seen.whole.edition.key.clone()).collect()
    };
    let before = keys(&library);
    for (name, bytes) in &cases {
        let again = [bytes.as_slice(), b"\n\n"].concat();
        import(&mut library, name, &again);
    }
    let mut after = keys(&library);
    after.retain(|key| !before.contains(key));
    assert_eq!(after, Vec::<String>::new(), "these are new");
}
