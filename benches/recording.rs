//! What it costs to note a change, as a share of an import, and what it costs to take it back:
//!
//!     cargo bench --bench recording -- 10000
//!
//! The same entries are imported into new libraries with and without the log, in turns, and the medians are compared.

#[path = "support/bibliography.rs"]
mod bibliography;
#[path = "support/words.rs"]
mod words;

use std::{
    error::Error,
    time::{Duration, Instant},
};

use oeuvre::library::{Command, Commitment, Input, Library};

const SEED: u64 = 1930;
const TURNS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds `--bench`.
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    // Without arguments, as a run of all benchmarks calls it, a size that takes a moment.
    let count: usize = arguments.next().map_or(Ok(1000), |count| count.parse())?;
    let mut text = Vec::new();
    bibliography::write(count, SEED, &mut text)?;
    let (mut plain, mut recorded, mut undone, mut redone) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TURNS {
        plain.push(import(&text, Log::Without)?.0);
        let (taken, mut library, _folder) = import(&text, Log::With)?;
        recorded.push(taken);
        undone.push(timed(|| Ok(library.undo(1)?.len()))?);
        redone.push(timed(|| Ok(library.redo(1)?.len()))?);
    }
    let [plain, recorded, undone, redone] = [plain, recorded, undone, redone].map(median);
    println!(
        "{count} entries: import {plain:?}, with the log {recorded:?}, undo {undone:?}, redo {redone:?}"
    );
    println!(
        "the log costs {:.1} % of the import",
        100.0 * (recorded.as_secs_f64() / plain.as_secs_f64() - 1.0)
    );
    Ok(())
}

/// Whether changes are noted.
#[derive(Clone, Copy)]
enum Log {
    With,
    Without,
}

fn import(text: &[u8], log: Log) -> Result<(Duration, Library, tempfile::TempDir), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let mut library = Library::create(&folder.path().join("library.db"))?;
    if let Log::With = log {
        library.record(Command {
            name: "import".to_owned(),
            line: "import library.bib".to_owned(),
            time: "2024-05-01T00:00:00Z".to_owned(),
        });
    }
    let input = Input { name: "library.bib".to_owned(), content: text.to_vec().into(), format: None };
    let taken = timed(|| Ok(library.import(vec![input], Commitment::Keep, &mut |_| {})?))?;
    Ok((taken, library, folder))
}

fn timed<T>(work: impl FnOnce() -> Result<T, Box<dyn Error>>) -> Result<Duration, Box<dyn Error>> {
    let begun = Instant::now();
    work()?;
    Ok(begun.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
