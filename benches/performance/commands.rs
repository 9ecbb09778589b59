//! The commands of the library that are measured, and the floors beside them.

use std::{
    env,
    error::Error,
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use super::{
    measured::{self, Taken, median, turns},
    table::Table,
};

/// The name of the row of the floor for storing.
pub const INSERT_FLOOR: &str = "floor: insert the same rows";
/// The name of the row of the floor for reading.
pub const SCAN_FLOOR: &str = "floor: read and print all rows";
/// The names of the rows that are compared with a floor.
pub const IMPORT: &str = "import";
/// The same file once more.
pub const IMPORT_AGAIN: &str = "import the same file again";

/// What takes longer than this is not run again.
const LONG: Duration = Duration::from_secs(5);

/// Commands that only read, with the most entries for which they are run.
const READING: &[(&str, &[&str], usize)] = &[
    ("export to BibLaTeX", &["export", "--format", "biblatex"], usize::MAX),
    ("export to CSL-JSON", &["export", "--format", "csl-json"], usize::MAX),
    ("export to RIS", &["export", "--format", "ris"], usize::MAX),
    ("export to HTML", &["export", "--format", "html"], 10_000),
    ("list", &["list"], usize::MAX),
    ("list the best 50 of a common word", &["list", "--limit", "50", "winter"], usize::MAX),
    ("show by key", &["show", "{key}"], usize::MAX),
    ("count by language", &["count", "--by", "language"], usize::MAX),
    ("check", &["check", "--least", "error"], usize::MAX),
    ("duplicates", &["duplicates"], usize::MAX),
    ("dump", &["dump"], usize::MAX),
    ("bibliography in APA", &["bibliography", "--style", "apa"], 10_000),
    ("version", &["--version"], usize::MAX),
];

/// Measures every command on a library that is made of a file.
pub fn measure(
    folder: &Path,
    file: &Path,
    size: usize,
    column: usize,
    table: &mut Table,
) -> Result<(), Box<dyn Error>> {
    let library = folder.join(format!("{size}.db"));
    eprintln!("{size} entries: import");
    let mut imports = Vec::new();
    for _ in 0..turns(size) {
        remove(&library)?;
        measured::run(oeuvre(&library).arg("init"), None)?;
        imports.push(measured::run(oeuvre(&library).args(["--quiet", "import"]).arg(file), None)?);
    }
    put(table, IMPORT, column, imports);
    table.put_size(column, fs::metadata(file)?.len(), fs::metadata(&library)?.len());
    floors(folder, &library, size, column, table)?;
    let again = measured::run(oeuvre(&library).args(["--quiet", "import"]).arg(file), None)?;
    table.put(IMPORT_AGAIN, column, again);
    let key = first_key(file)?;
    let out = folder.join("out");
    for (name, arguments, _) in READING.iter().filter(|(.., most)| size <= *most) {
        eprintln!("{size} entries: {name}");
        let arguments =
            arguments.iter().map(|argument| if *argument == "{key}" { key.as_str() } else { argument });
        let mut command = oeuvre(&library);
        command.args(arguments);
        match run_until_known(&mut command, &out, size) {
            Ok(runs) => put(table, name, column, runs),
            Err(error) => eprintln!("{name}: {error}"),
        }
    }
    Ok(())
}

/// Runs a command several times; what takes long, once.
fn run_until_known(command: &mut Command, out: &Path, size: usize) -> Result<Vec<Taken>, Box<dyn Error>> {
    let mut runs = Vec::new();
    for _ in 0..turns(size) {
        let taken = measured::run(command, Some(out))?;
        runs.push(taken);
        if taken.wall > LONG {
            break;
        }
    }
    Ok(runs)
}

fn floors(
    folder: &Path,
    library: &Path,
    size: usize,
    column: usize,
    table: &mut Table,
) -> Result<(), Box<dyn Error>> {
    let (mut inserted, mut scanned) = (Vec::new(), Vec::new());
    let copy = folder.join("floor.db");
    let out = folder.join("out");
    for _ in 0..turns(size) {
        remove(&copy)?;
        let mut insert = Command::new(env::current_exe()?);
        insert.arg("floor-insert").arg(library).arg(&copy);
        let taken = measured::run(&mut insert, Some(&out))?;
        // The rows come from a library, which is no part of what it measures.
        let seconds: f64 = fs::read_to_string(&out)?.trim().parse()?;
        inserted.push(Taken { wall: Duration::from_secs_f64(seconds), ..taken });
        let mut scan = Command::new(env::current_exe()?);
        scanned.push(measured::run(scan.arg("floor-scan").arg(library), Some(&out))?);
    }
    put(table, INSERT_FLOOR, column, inserted);
    put(table, SCAN_FLOOR, column, scanned);
    Ok(())
}

fn put(table: &mut Table, name: &str, column: usize, runs: Vec<Taken>) {
    if let Some(taken) = median(runs) {
        table.put(name, column, taken);
    }
}

fn oeuvre(library: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oeuvre"));
    command.arg("--library").arg(library);
    command
}

/// The key of the first entry of a file.
fn first_key(file: &Path) -> Result<String, Box<dyn Error>> {
    let mut line = String::new();
    BufReader::new(File::open(file)?).read_line(&mut line)?;
    let key = line.split_once('{').and_then(|(_, rest)| rest.split_once(','));
    Ok(key.ok_or("a file without entries")?.0.to_owned())
}

/// Removes a library and what SQLite keeps beside it.
fn remove(library: &Path) -> Result<(), Box<dyn Error>> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = library.as_os_str().to_owned();
        name.push(ending);
        let path = PathBuf::from(name);
        if path.exists() {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
