//! A disk that is full at any stage: a clear error, and nothing lost. A limit on the size of files stands for the disk.

use std::{fs, process::Output};

use crate::trial::{Trial, assert_answers, times};

/// Runs a command that cannot write files beyond a size, in units of 512 bytes.
fn with_room(trial: &Trial, units: u64, arguments: &[&str]) -> Output {
    let line = format!("ulimit -f {units}; trap '' XFSZ; exec \"$0\" \"$@\"");
    let mut shell = trial.shell(&line);
    shell.args(arguments).output().expect("the shell starts")
}

/// With any room a command either does all or nothing.
fn fill_at_all_stages(name: &str, steps: usize, before: &Trial, arguments: &[&str]) {
    let whole = before.copy();
    whole.must(arguments);
    let (text_before, text_after) = (before.copy().sound_text(), whole.sound_text());
    assert!(text_before != text_after, "{name} changes nothing");
    let most = 2 * fs::metadata(&whole.library).expect("the library").len() / 512;
    let (mut failed, mut done) = (0, 0);
    for step in 0..steps {
        let trial = before.copy();
        let room = most * step as u64 / steps as u64;
        let output = with_room(&trial, room, arguments);
        assert_answers(&output, &format!("{name} with {room} units"));
        let text = trial.sound_text();
        if output.status.success() {
            assert!(text == text_after, "{name} with {room} units: the command finished and is not there");
            done += 1;
        } else {
            assert!(text == text_before, "{name} with {room} units: the command failed and left something");
            failed += 1;
        }
        // With room again everything goes on.
        trial.must(&["set", "serge1963memoirs", "note=there is room"]);
    }
    assert!(failed > 0 && done > 0, "{name}: {failed} failed, {done} did not");
    println!("{name}: {steps} sizes, {failed} failed, {done} had room enough");
}

#[test]
fn while_importing() {
    let trial = Trial::with_catalogue();
    let bibliography = trial.write_bibliography(120);
    fill_at_all_stages("import", times(12), &trial, &["import", &bibliography.to_string_lossy()]);
}

#[test]
fn while_setting_and_undoing() {
    let trial = Trial::with_catalogue();
    fill_at_all_stages("set", times(8), &trial, &["set", "serge1963memoirs", "publishers=Shore"]);
    let bibliography = trial.write_bibliography(60);
    trial.must(&["import", &bibliography.to_string_lossy()]);
    fill_at_all_stages("undo", times(8), &trial, &["undo"]);
}

#[test]
fn while_giving_out() {
    let trial = Trial::with_catalogue();
    let path = trial.folder.path().join("all.bib");
    for arguments in [["export", "-o", "all.bib"], ["dump", "-o", "all.bib"], ["backup", "-o", "all.bib"]] {
        for units in [0, 8, 64] {
            fs::write(&path, "what was there").expect("written");
            if arguments[0] == "backup" {
                fs::remove_file(&path).expect("removed");
            }
            let output = with_room(&trial, units, &arguments);
            assert_answers(&output, arguments[0]);
            assert_eq!(output.status.code(), Some(2), "{arguments:?} with {units} units");
            match arguments[0] {
                "backup" => assert!(!path.exists(), "half a copy is left"),
                _ => assert_eq!(fs::read_to_string(&path).expect("read"), "what was there"),
            }
        }
    }
}
