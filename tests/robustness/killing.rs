//! The program killed at any moment: the library is as it was before the command or as it is after it.

use std::{
    fs,
    os::unix::process::CommandExt,
    path::Path,
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::trial::{Chance, Trial, times};

/// Kills a command at random moments. `before` is copied for each; the command may be killed before it begins and
/// after it has ended.
fn kill_at_random(name: &str, seed: u64, kills: usize, before: &Trial, arguments: &[&str]) {
    let whole = before.copy();
    let begun = Instant::now();
    whole.must(arguments);
    let duration = begun.elapsed();
    let (text_before, text_after) = (before.copy().sound_text(), whole.sound_text());
    let mut chance = Chance::new(seed);
    let (mut undone, mut done) = (0, 0);
    for kill in 0..kills {
        let trial = before.copy();
        let mut command = trial.command(arguments);
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
        let moment = duration.mul_f64(1.2).as_micros();
        let moment = chance.below(usize::try_from(moment).expect("a command takes less than an age"));
        sleep(Duration::from_micros(moment as u64));
        // It may have ended already, which is no error.
        let _ = child.kill();
        let ended = child.wait().expect("it ends");
        let text = trial.sound_text();
        if text == text_after {
            done += 1;
        } else {
            assert!(text == text_before, "{name}, kill {kill}: neither as before nor as after");
            assert!(!ended.success(), "{name}, kill {kill}: the command finished and left nothing");
            undone += 1;
        }
        // Nothing is left beside the library that somebody has to remove.
        trial.must(&["doctor"]);
        assert!(!Path::new(&format!("{}-wal", trial.library.display())).exists());
    }
    println!("{name}: {kills} kills within {duration:?}, {undone} left nothing, {done} came after the end");
}

#[test]
fn imports() {
    let trial = Trial::with_catalogue();
    let bibliography = trial.write_bibliography(120);
    kill_at_random("import", 1, times(12), &trial, &["import", &bibliography.to_string_lossy()]);
}

#[test]
fn imports_into_new_libraries() {
    let trial = Trial::without_library();
    trial.must(&["init"]);
    let bibliography = trial.write_bibliography(120);
    kill_at_random(
        "import into a new library",
        2,
        times(8),
        &trial,
        &["import", &bibliography.to_string_lossy()],
    );
}

#[test]
fn edits() {
    let trial = Trial::with_catalogue();
    kill_at_random("edit", 3, times(8), &trial, &["edit", "serge1963memoirs"]);
    kill_at_random("set", 4, times(8), &trial, &["set", "serge1963memoirs", "publishers=Shore"]);
}

#[test]
fn merges() {
    let trial = Trial::with_catalogue();
    let doubled = "@book{one, author = {Vale, Ann}, title = {The Tide}, date = {1951}, publisher = {Shore}}\n\
                   @book{other, author = {Vale, A.}, title = {The Tide: A Novel}, date = {1951}, location = {Wick}}\n";
    let path = trial.folder.path().join("doubled.bib");
    fs::write(&path, doubled).expect("written");
    trial.must(&["import", "--on-match", "new", &path.to_string_lossy()]);
    kill_at_random("merge", 10, times(8), &trial, &["merge", "one", "other"]);
}

#[test]
fn undoing() {
    let trial = Trial::with_catalogue();
    let bibliography = trial.write_bibliography(120);
    trial.must(&["import", &bibliography.to_string_lossy()]);
    trial.must(&["set", "serge1963memoirs", "publishers=Shore"]);
    kill_at_random("undo", 5, times(10), &trial, &["undo", "2"]);
    trial.must(&["undo", "2"]);
    kill_at_random("redo", 6, times(6), &trial, &["redo", "2"]);
}

#[test]
fn upgrades() {
    let trial = Trial::without_library();
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("db/upgrades/v1.db");
    fs::copy(old, &trial.library).expect("copied");
    kill_at_random("upgrade", 7, times(8), &trial, &["set", "orlova1930winter", "note=seen"]);
}

/// Of commands that finished before the kill, all effects are there.
#[test]
fn what_finished_stays() {
    let trial = Trial::with_catalogue();
    let line = "i=0; while :; do i=$((i + 1)); \"$0\" --quiet set serge1963memoirs note=$i && echo $i >> finished; done";
    let mut chance = Chance::new(8);
    for _ in 0..times(4) {
        fs::write(trial.folder.path().join("finished"), "").expect("written");
        let mut shell = trial.shell(line).process_group(0).spawn().expect("the shell starts");
        sleep(Duration::from_millis(300 + chance.below(1500) as u64));
        let group = format!("-{}", shell.id());
        let killed = Command::new("kill").args(["-9", "--", &group]).status().expect("kill starts");
        assert!(killed.success());
        shell.wait().expect("it ends");
        let finished = fs::read_to_string(trial.folder.path().join("finished")).expect("read");
        let last: usize = finished.lines().last().map_or(0, |line| line.parse().expect("a number"));
        let text = trial.sound_text();
        let holds = |number: usize| text.contains(&format!("note: '{number}'"));
        assert!(last == 0 || holds(last) || holds(last + 1), "{last} finished and is not there");
    }
}
