//! Whole processes, side by side on the same files: every command of the library, the least that SQLite takes for the
//! same rows, and the other programs that are installed.
//!
//!     cargo bench --bench performance                          1,000 and 10,000 entries, to the screen
//!     cargo bench --bench performance -- 1000 10000 100000     other sizes
//!     cargo bench --bench performance -- --write               and into docs/performance.md
//!
//! Times are those of one run on one machine; what counts are the ratios.

#[path = "../support/bibliography.rs"]
mod bibliography;
mod commands;
mod floor;
mod measured;
mod peers;
mod table;
#[path = "../support/words.rs"]
mod words;

use std::{
    env,
    error::Error,
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use table::Table;

/// Every library begins with the same entries.
const SEED: u64 = 1930;
/// The sizes where none are named.
const SIZES: [usize; 2] = [1_000, 10_000];
/// Where the table goes.
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/performance.md");

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds `--bench`.
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["floor-insert", from, to] => {
            println!("{}", floor::insert(Path::new(from), Path::new(to))?.as_secs_f64());
            return Ok(());
        }
        ["floor-scan", from] => return floor::scan(Path::new(from)),
        _ => {}
    }
    let mut sizes: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    if sizes.is_empty() {
        sizes.extend(SIZES);
    }
    let folder = tempfile::tempdir()?;
    let mut table = Table::new(&sizes);
    for (column, size) in sizes.iter().enumerate() {
        let file = generated(folder.path(), *size)?;
        commands::measure(folder.path(), &file, *size, column, &mut table)?;
        for peer in peers::PEERS.iter().filter(|peer| *size <= peer.most) {
            let Some(version) = peer.version() else { continue };
            eprintln!("{size} entries: {}", peer.name);
            let name = format!("{} {version}", peer.name);
            match measured::run(&mut peer.command(&file), Some(&folder.path().join("peer.out"))) {
                Ok(taken) => table.put(&name, column, taken),
                Err(error) => eprintln!("{name}: {error}"),
            }
        }
    }
    let page = table.to_string();
    print!("{page}");
    if arguments.iter().any(|argument| argument == "--write") {
        fs::write(PAGE, page)?;
    }
    Ok(())
}

/// A file with so many entries.
fn generated(folder: &Path, size: usize) -> Result<PathBuf, Box<dyn Error>> {
    let path = folder.join(format!("{size}.bib"));
    let mut out = BufWriter::new(File::create(&path)?);
    bibliography::write(size, SEED, &mut out)?;
    out.flush()?;
    Ok(path)
}
