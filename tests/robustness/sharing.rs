//! Two that write and four that read at once: none fails, and nothing that one did is lost by the other.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::trial::{Trial, assert_answers, times};

const READING: [&[&str]; 4] = [
    &["list", "--json"],
    &["export", "--format", "biblatex"],
    &["show", "serge1963memoirs"],
    &["count", "--by", "language", "prison OR tide"],
];

#[test]
fn two_write_and_four_read() {
    let trial = Trial::with_catalogue();
    let end = Instant::now() + Duration::from_secs(times(4) as u64);
    let is_over = AtomicBool::new(false);
    let (added, read): (Vec<usize>, Vec<usize>) = thread::scope(|scope| {
        let writers: Vec<_> = (0..2)
            .map(|writer| {
                let trial = &trial;
                scope.spawn(move || {
                    let mut added = 0;
                    while Instant::now() < end {
                        let key = format!("tide{writer}x{added}");
                        let title = format!("Tide {added} of {writer}");
                        trial.must(&[
                            "add",
                            &title,
                            "--key",
                            &key,
                            "--author",
                            "Vale, Ann",
                            "--date",
                            "1931",
                        ]);
                        trial.must(&["set", "serge1963memoirs", &format!("note=seen by {writer}")]);
                        added += 1;
                    }
                    added
                })
            })
            .collect();
        let readers: Vec<_> = READING
            .iter()
            .map(|arguments| {
                let (trial, is_over) = (&trial, &is_over);
                scope.spawn(move || {
                    let mut read = 0;
                    while !is_over.load(Ordering::Relaxed) {
                        let output = trial.command(arguments).output().expect("the program starts");
                        assert_answers(&output, arguments[0]);
                        assert!(output.status.success(), "{arguments:?}: {output:?}");
                        read += 1;
                    }
                    read
                })
            })
            .collect();
        let added: Vec<_> = writers.into_iter().map(thread::ScopedJoinHandle::join).collect();
        is_over.store(true, Ordering::Relaxed);
        let read: Vec<_> = readers.into_iter().map(thread::ScopedJoinHandle::join).collect();
        (
            added.into_iter().map(|added| added.expect("it wrote")).collect(),
            read.into_iter().map(|read| read.expect("it read")).collect(),
        )
    });
    let text = trial.sound_text();
    for (writer, added) in added.iter().enumerate() {
        assert!(*added > 0);
        for number in 0..*added {
            assert!(text.contains(&format!("key: tide{writer}x{number}\n")), "an addition was lost");
        }
    }
    println!("added {added:?}, read {read:?}");
}
