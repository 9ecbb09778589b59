//! Libraries on media that cannot be written to: they are read, and nothing else.

use std::{
    fs,
    os::unix::{
        fs::{MetadataExt, PermissionsExt},
        process::CommandExt,
    },
    path::Path,
    process::{Command, Output},
};

use crate::trial::{PROGRAM, Trial, assert_answers};

/// The number of the user who may do little, on every Unix.
const NOBODY: u32 = 65534;

/// Runs the program as somebody who cannot write: for the administrator no file is read-only.
fn as_reader(trial: &Trial, program: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir("/")
        .env("OEUVRE_LIBRARY", &trial.library)
        .env("HOME", "/nonexistent");
    if fs::metadata(trial.folder.path()).expect("the folder").uid() == 0 {
        command.uid(NOBODY).gid(NOBODY);
    }
    command.output().expect("the program starts")
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
}

#[test]
fn libraries_on_read_only_media_are_read() {
    let trial = Trial::with_catalogue();
    trial.must(&["set", "serge1963memoirs", "publishers=Shore"]);
    // Where the program was built may be closed to others.
    let program = trial.folder.path().join("program");
    fs::copy(PROGRAM, &program).expect("copied");
    let bytes = fs::read(&trial.library).expect("bytes");
    for (file, folder) in [(0o444, 0o555), (0o644, 0o555), (0o444, 0o755)] {
        set_mode(&trial.library, file);
        set_mode(trial.folder.path(), folder);
        let reading: [&[&str]; 8] = [
            &["list", "--json"],
            &["show", "serge1963memoirs"],
            &["export", "--format", "csl-json"],
            &["dump"],
            &["doctor"],
            &["log"],
            &["log", "serge1963memoirs"],
            &["tree", "prison"],
        ];
        for arguments in reading {
            let output = as_reader(&trial, &program, arguments);
            let words = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{arguments:?} with {file:o} in {folder:o}: {words}");
        }
        let output = as_reader(&trial, &program, &["set", "serge1963memoirs", "note=seen"]);
        assert_answers(&output, "set");
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(2) && words.contains("read-only"), "{words}");
        assert!(fs::read(&trial.library).expect("bytes") == bytes);
    }
    set_mode(trial.folder.path(), 0o755);
}
