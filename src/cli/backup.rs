use std::path::{Path, PathBuf};

use serde_json::json;

use super::{Context, Failure, Outcome, visible::visible, words::counted};
use crate::library::Access;

/// Copy the library to a file, and check the copy
///
/// Others may read and write meanwhile. Without --output the copy stands beside the library, with the time in its
/// name. To go back, put a copy in the place of the library.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre backup
  oeuvre backup --keep 7
  oeuvre backup -o copy.db")]
pub struct Args {
    /// Write to this file, which must not be there yet
    #[arg(long, short, value_name = "FILE", value_hint = clap::ValueHint::FilePath, conflicts_with = "keep")]
    output: Option<PathBuf>,
    /// Keep so many copies beside the library, and remove older ones
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    keep: Option<u32>,
}

/// The end of the names of copies.
const ENDING: &str = ".backup.db";

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let library = context.open(Access::Read)?;
    let path = match &args.output {
        Some(path) => path.clone(),
        None => beside(library.path()),
    };
    library.back_up(&path)?;
    context.messages.say(format_args!("wrote {}, and checked it", visible(&path.display().to_string())));
    let removed = match args.keep {
        Some(keep) => remove_older(library.path(), usize::try_from(keep).unwrap_or(usize::MAX))?,
        None => Vec::new(),
    };
    if !removed.is_empty() {
        context
            .messages
            .say(format_args!("removed {}", counted(removed.len(), "older copy", "older copies")));
    }
    if context.json {
        let removed: Vec<String> = removed.iter().map(|path| path.display().to_string()).collect();
        context.out.json(&json!({ "backup": path.display().to_string(), "removed": removed }))?;
    }
    Ok(Outcome::Done)
}

/// `oeuvre.20261122T120000Z.backup.db` beside `oeuvre.db`.
fn beside(library: &Path) -> PathBuf {
    let time = chrono::Utc::now().format("%Y%m%dT%H%M%SZ");
    library.with_file_name(format!("{}.{time}{ENDING}", stem(library)))
}

fn stem(library: &Path) -> String {
    library.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Removes all copies of a library but the newest, by the times in their names.
fn remove_older(library: &Path, keep: usize) -> Result<Vec<PathBuf>, Failure> {
    let folder = match library.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let start = format!("{}.", stem(library));
    let mut copies = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let time = name.strip_prefix(&start).and_then(|rest| rest.strip_suffix(ENDING));
        if time.is_some_and(is_time) {
            copies.push(path);
        }
    }
    copies.sort();
    copies.truncate(copies.len().saturating_sub(keep));
    for copy in &copies {
        std::fs::remove_file(copy)?;
    }
    Ok(copies)
}

/// Whether a text is a time as [`beside`] writes it.
fn is_time(text: &str) -> bool {
    chrono::NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%SZ").is_ok()
}
