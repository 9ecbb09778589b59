//! A library with wrong bytes in it: always an answer, never a panic.

use std::{
    fs,
    time::{Duration, Instant},
};

use crate::trial::{Chance, Trial, assert_answers, times};

/// What is done to the bytes.
const HARMS: [fn(&mut Vec<u8>, &mut Chance); 4] = [
    |bytes, chance| {
        for _ in 0..=chance.below(60) {
            let at = chance.below(bytes.len());
            bytes[at] ^= 1 << chance.below(8);
        }
    },
    |bytes, chance| {
        let page = chance.below(bytes.len() / 4096) * 4096;
        bytes[page..page + 4096].fill(0);
    },
    |bytes, chance| {
        let at = chance.below(bytes.len());
        bytes.truncate(at);
    },
    |bytes, chance| {
        // The head of a page says where its cells are.
        for _ in 0..4 {
            let page = chance.below(bytes.len() / 4096) * 4096;
            let at = page + chance.below(100);
            bytes[at] = u8::try_from(chance.below(256)).expect("it is below 256");
        }
    },
];

const COMMANDS: [&[&str]; 10] = [
    &["doctor"],
    &["doctor", "--salvage", "saved.db"],
    &["list", "--json"],
    &["show", "serge1963memoirs"],
    &["export", "--format", "biblatex"],
    &["dump"],
    &["set", "serge1963memoirs", "note=seen"],
    &["import", "tides.bib"],
    &["undo"],
    &["doctor", "--mend"],
];

#[test]
fn damaged_libraries_are_answered_for() {
    let sound = Trial::with_catalogue();
    sound.write_bibliography(5);
    sound.must(&["set", "serge1963memoirs", "publishers=Shore"]);
    let bytes = fs::read(&sound.library).expect("the library");
    let mut chance = Chance::new(9);
    let (mut answered, mut failed, mut saved) = (0, 0, Vec::new());
    for case in 0..times(8) {
        let trial = sound.copy();
        let mut damaged = bytes.clone();
        HARMS[case % HARMS.len()](&mut damaged, &mut chance);
        fs::write(&trial.library, &damaged).expect("written");
        for arguments in COMMANDS {
            let begun = Instant::now();
            let output = trial.command(arguments).output().expect("the program starts");
            assert_answers(&output, &format!("case {case}, {arguments:?}"));
            assert!(begun.elapsed() < Duration::from_secs(60), "case {case}, {arguments:?} takes long");
            if arguments.contains(&"saved.db") && output.status.code() != Some(2) {
                let text = trial.sound_text_of("saved.db");
                saved.push(text.matches("\n    - key: ").count());
            }
            if output.status.code() == Some(2) { failed += 1 } else { answered += 1 }
        }
    }
    println!("{} damaged files: {answered} commands went on, {failed} told what is wrong", times(8));
    println!("editions in {} salvaged libraries: {saved:?}", saved.len());
    assert!(saved.iter().any(|editions| *editions > 0), "nothing was salvaged: {saved:?}");
}
