use std::path::{Path, PathBuf};

use serde_json::json;

use super::{Context, Failure, Outcome, visible::visible, words::counted};
use crate::library::Access;

/// Copy the library to a file, and check the copy
///
/// Others may read and write meanwhile. Without a file the copy stands beside the library, with the time in its
/// name. To go back, put a copy in the place of the library.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre backup
  oeuvre backup --keep 7
  oeuvre backup copy.db")]
pub struct Args {
    /// The copy, as with --output
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath, conflicts_with_all = ["output", "keep"])]
    file: Option<PathBuf>,
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
    let path = match args.file.as_ref().or(args.output.as_ref()) {
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

/// `oeuvre.20261122T120000Z.backup.db` beside `oeuvre.db`; with a number behind the time where there is a copy of the same
/// second.
fn beside(library: &Path) -> PathBuf {
    let time = chrono::Utc::now().format(TIME).to_string();
    let named = |number: u32| {
        let number = if number == 1 { String::new() } else { format!("-{number:03}") };
        library.with_file_name(format!("{}.{time}{number}{ENDING}", stem(library)))
    };
    let mut free = (1..MOST_OF_ONE_SECOND).map(named).filter(|path| !path.exists());
    free.next().unwrap_or_else(|| named(MOST_OF_ONE_SECOND))
}

/// The time in the name of a copy.
const TIME: &str = "%Y%m%dT%H%M%SZ";
/// How many names there are for copies of one second.
const MOST_OF_ONE_SECOND: u32 = 999;

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
        let is_copy = name.starts_with(&start) && name.ends_with(ENDING);
        if is_copy && is_time(&time_of(library, &path)) {
            copies.push(path);
        }
    }
    // `Z.backup.db` would come after `Z-002.backup.db`.
    copies.sort_by_cached_key(|path| time_of(library, path));
    copies.truncate(copies.len().saturating_sub(keep));
    for copy in &copies {
        std::fs::remove_file(copy)?;
    }
    Ok(copies)
}

/// The time in the name of a copy, with its number.
fn time_of(library: &Path, copy: &Path) -> String {
    let name = copy.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let time = name.strip_prefix(&format!("{}.", stem(library))).unwrap_or(&name);
    time.strip_suffix(ENDING).unwrap_or(time).to_owned()
}

/// Whether a text is a time as [`beside`] writes it, with its number or without.
fn is_time(text: &str) -> bool {
    let (time, number) = text.split_once('-').unwrap_or((text, "2"));
    chrono::NaiveDateTime::parse_from_str(time, TIME).is_ok() && number.parse::<u32>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_one_second_have_names_of_their_own_in_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let library = folder.path().join("tides.db");
        let mut made = Vec::new();
        for _ in 0..4 {
            let path = beside(&library);
            assert!(!made.contains(&path), "{path:?}");
            std::fs::write(&path, "copy").expect("written");
            made.push(path);
        }
        let sorted = {
            let mut sorted = made.clone();
            sorted.sort_by_cached_key(|path| time_of(&library, path));
            sorted
        };
        assert_eq!(sorted, made);
        let removed = remove_older(&library, 1).expect("removed");
        assert_eq!(removed, made[..3]);
        for (text, is) in [
            ("20261122T120000Z", true),
            ("20261122T120000Z-002", true),
            ("20261122T120000Z-x", false),
            ("notes", false),
        ] {
            assert_eq!(is_time(text), is, "{text}");
        }
    }
}
