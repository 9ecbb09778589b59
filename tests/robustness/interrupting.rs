//! Ctrl-C during an import: all of it or nothing, and a word on it.

use std::{
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::trial::{Chance, Trial, times};

#[test]
fn interrupted_imports_leave_all_or_nothing_and_say_so() {
    let before = Trial::with_catalogue();
    let bibliography = before.write_bibliography(400);
    let arguments = ["import", &bibliography.to_string_lossy()];
    let whole = before.copy();
    let begun = Instant::now();
    whole.must(&arguments);
    let duration = begun.elapsed();
    let (text_before, text_after) = (before.copy().sound_text(), whole.sound_text());
    let mut chance = Chance::new(10);
    let mut interrupted = 0;
    for _ in 0..times(6) {
        let trial = before.copy();
        let mut command = trial.command(&arguments);
        let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let moment = usize::try_from(duration.as_micros()).expect("a command takes less than an age");
        // From a fifth of its time on the program has said what is to happen on Ctrl-C.
        sleep(Duration::from_micros((moment / 5 + chance.below(moment / 2)) as u64));
        let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
        let ended = child.wait_with_output().expect("it ends");
        let text = trial.sound_text();
        match ended.status.code() {
            Some(130) => {
                interrupted += 1;
                let said = String::from_utf8_lossy(&ended.stderr);
                assert!(said.contains("interrupted: "), "{said}");
                assert!(text == text_before || text == text_after, "neither as before nor as after");
            }
            // The signal came after the end.
            Some(0) => assert!(text == text_after, "it ended and left nothing"),
            other => panic!("{other:?} after a signal (sent: {sent})"),
        }
        trial.must(&["doctor"]);
    }
    assert!(interrupted > 0, "no import was interrupted");
}
