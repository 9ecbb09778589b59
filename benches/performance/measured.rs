//! Processes, with the time and the memory that they took.

use std::{
    error::Error,
    fs::File,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use wait4::Wait4;

/// What one run of a process took.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Taken {
    /// From the start of the process to its end.
    pub wall: Duration,
    /// What all processors did for it, the system included.
    pub processor: Duration,
    /// The most memory that it had at a time, in bytes.
    pub memory: u64,
}

/// How often a process is run, for the median of its times.
pub fn turns(entries: usize) -> usize {
    if entries >= 100_000 { 1 } else { 3 }
}

/// Runs a process to its end, with its output in a file or nowhere. A status that is no success is an error, except 1,
/// which says that there are findings.
pub fn run(command: &mut Command, output: Option<&Path>) -> Result<Taken, Box<dyn Error>> {
    let out = match output {
        Some(path) => Stdio::from(File::create(path)?),
        None => Stdio::null(),
    };
    let begun = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(out).stderr(Stdio::null()).spawn()?;
    let used = child.wait4()?;
    let wall = begun.elapsed();
    match used.status.code() {
        Some(0 | 1) => {}
        _ => return Err(format!("{command:?} ended with {}", used.status).into()),
    }
    Ok(Taken { wall, processor: used.rusage.utime + used.rusage.stime, memory: used.rusage.maxrss })
}

/// The run with the median time of several.
pub fn median(mut runs: Vec<Taken>) -> Option<Taken> {
    runs.sort_by_key(|taken| taken.wall);
    runs.get(runs.len() / 2).copied()
}
