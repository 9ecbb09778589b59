//! Waiting until files change.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::{Duration, Instant, SystemTime},
};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::{output::Messages, visible::visible};

/// How long files are quiet before they count as written.
const QUIET: Duration = Duration::from_millis(120);

/// How often files are looked at though the system tells of no change: some file systems never tell.
const ROUND: Duration = Duration::from_secs(2);

/// When a file was changed, and its length; `None` while it is not there.
pub type Stamp = Option<(SystemTime, u64)>;

/// Tells when one of some files changes.
pub struct Watch {
    watcher: Option<RecommendedWatcher>,
    events: Receiver<notify::Result<notify::Event>>,
    folders: BTreeSet<PathBuf>,
    stamps: BTreeMap<PathBuf, Stamp>,
}

impl Watch {
    /// Begins; where the system cannot tell of changes, that is said, and files are looked at every two seconds.
    pub fn new(messages: Messages) -> Watch {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(sender);
        let watcher = watcher.inspect_err(|error| say(messages, error)).ok();
        Watch { watcher, events, folders: BTreeSet::new(), stamps: BTreeMap::new() }
    }

    /// Notes how files are now, and watches their folders, since programs replace files as often as they write them.
    /// What was changed since `before` counts as changed.
    pub fn note(&mut self, files: BTreeSet<PathBuf>, before: &BTreeMap<PathBuf, Stamp>, messages: Messages) {
        for file in &files {
            let folder = match file.parent() {
                Some(folder) if folder != Path::new("") => folder.to_owned(),
                _ => PathBuf::from("."),
            };
            let Some(watcher) = &mut self.watcher else { continue };
            if folder.is_dir()
                && self.folders.insert(folder.clone())
                && let Err(error) = watcher.watch(&folder, RecursiveMode::NonRecursive)
            {
                say(messages, &error);
            }
        }
        let noted = |file: PathBuf| {
            let stamp = before.get(&file).copied().unwrap_or_else(|| stamp(&file));
            (file, stamp)
        };
        self.stamps = files.into_iter().map(noted).collect();
    }

    /// How the files that are watched are now.
    pub fn stamps(&self) -> BTreeMap<PathBuf, Stamp> {
        self.stamps.keys().map(|file| (file.clone(), stamp(file))).collect()
    }

    /// Waits until files are quiet, but no longer than a round: something may be written all the time.
    fn settle(&self) {
        let began = Instant::now();
        while began.elapsed() < ROUND && self.events.recv_timeout(QUIET).is_ok() {}
    }

    /// Waits until one of the files is not as it was noted.
    pub fn wait(&mut self, messages: Messages) {
        loop {
            match self.events.recv_timeout(ROUND) {
                Ok(Ok(_)) => self.settle(),
                Ok(Err(error)) => say(messages, &error),
                Err(RecvTimeoutError::Timeout) => {}
                // Without a watcher nobody sends, and only the rounds are left.
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(ROUND),
            }
            if self.stamps.iter().any(|(file, noted)| stamp(file) != *noted) {
                return;
            }
        }
    }
}

/// How a file is now. An empty one says no more than none: SQLite makes and removes such beside a library that is
/// only read.
fn stamp(file: &Path) -> Stamp {
    let found = fs::metadata(file).ok().filter(|found| found.len() > 0)?;
    Some((found.modified().ok()?, found.len()))
}

fn say(messages: Messages, error: &notify::Error) {
    let text =
        format!("the system does not tell of every change: {error}; files are looked at every two seconds");
    messages.warning(visible(&text));
}
