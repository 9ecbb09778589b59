//! The folder of a site: what changed is written, what it had and has no more is removed, and nothing else is touched.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Component, Path, PathBuf},
};

use crate::library::{Error, write_whole};

/// What becomes of files in the folder that are not of the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Foreign {
    /// The site is not made.
    #[default]
    Refuse,
    /// Those in the way are replaced; the others stay.
    Replace,
}

/// What was done to a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FolderReport {
    /// Files of the site.
    pub files: usize,
    /// Those that were not there as they are.
    pub written: usize,
    /// Files of an earlier site that are gone.
    pub removed: usize,
}

/// The list of the files of the site, which is kept beside them.
const MANIFEST: &str = ".oeuvre-site";
/// Its first line.
const HEADING: &str = "Files that `oeuvre site` made; it replaces and removes these and no others.";
/// The beginning of the names of folders in which a site is made before it is put in its place.
const WORKSHOP: &str = ".oeuvre-making-";
/// What is put in its place last.
const LAST: &str = "index.html";

/// A site that is being made. Until [`SiteFolder::finish`] nothing of the folder is touched.
pub struct SiteFolder {
    folder: PathBuf,
    is_new: bool,
    foreign: Foreign,
    workshop: tempfile::TempDir,
    before: BTreeSet<String>,
    files: BTreeSet<String>,
    changed: BTreeSet<String>,
}

impl SiteFolder {
    /// Begins a site in a folder. One that is not empty and not of a site is refused, unless foreign files may be
    /// replaced.
    pub fn begin(folder: &Path, foreign: Foreign) -> Result<SiteFolder, Error> {
        let failed = |error| failure(folder, error);
        let is_new = !folder.try_exists().map_err(failed)?;
        fs::create_dir_all(folder).map_err(failed)?;
        let before = read_manifest(folder)?;
        if before.is_none() && foreign == Foreign::Refuse && has_files(folder).map_err(failed)? {
            return Err(Error::ForeignFolder { path: folder.display().to_string() });
        }
        let workshop = tempfile::Builder::new().prefix(WORKSHOP).tempdir_in(folder).map_err(failed)?;
        Ok(SiteFolder {
            folder: folder.to_owned(),
            is_new,
            foreign,
            workshop,
            before: before.unwrap_or_default(),
            files: BTreeSet::new(),
            changed: BTreeSet::new(),
        })
    }

    /// Adds a file by its path from the folder, with slashes.
    pub fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let place = self.folder.join(path);
        self.files.insert(path.to_owned());
        match fs::read(&place) {
            Ok(found) if found == bytes => return Ok(()),
            Ok(_) if self.foreign == Foreign::Refuse && !self.before.contains(path) => {
                return Err(Error::ForeignFile { path: place.display().to_string() });
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(failure(&place, error)),
        }
        let draft = self.workshop.path().join(path);
        make_parent(&draft)?;
        fs::write(&draft, bytes).map_err(|error| failure(&draft, error))?;
        self.changed.insert(path.to_owned());
        Ok(())
    }

    /// Puts everything in its place. A run that is stopped here leaves some pages new and some old; the next one ends
    /// what it began, since the list of files then has both.
    pub fn finish(self) -> Result<FolderReport, Error> {
        let gone: Vec<&String> = self.before.difference(&self.files).collect();
        let first_time = self.before.is_empty();
        if first_time || !gone.is_empty() || self.before != self.files {
            self.write_manifest(self.before.union(&self.files))?;
        }
        let (last, others): (Vec<&String>, Vec<_>) = self.changed.iter().partition(|path| *path == LAST);
        for path in others.into_iter().chain(last) {
            let place = self.folder.join(path);
            make_parent(&place)?;
            let moved = fs::rename(self.workshop.path().join(path), &place);
            moved.map_err(|error| failure(&place, error))?;
        }
        for path in &gone {
            let place = self.folder.join(path);
            match fs::remove_file(&place) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failure(&place, error)),
                _ => {}
            }
            // A folder that has other files stays.
            let _ = place.parent().filter(|parent| *parent != self.folder).map(fs::remove_dir);
        }
        if !gone.is_empty() {
            self.write_manifest(self.files.iter())?;
        }
        Ok(FolderReport { files: self.files.len(), written: self.changed.len(), removed: gone.len() })
    }

    /// Takes back what [`SiteFolder::begin`] made.
    pub fn abandon(self) {
        let SiteFolder { folder, is_new, workshop, .. } = self;
        drop(workshop);
        if is_new {
            // Somebody may have put something there meanwhile; then it stays.
            let _ = fs::remove_dir(folder);
        }
    }

    fn write_manifest<'a>(&self, paths: impl Iterator<Item = &'a String>) -> Result<(), Error> {
        write_whole(&self.folder.join(MANIFEST), |out| {
            writeln!(out, "{HEADING}")?;
            for path in paths {
                writeln!(out, "{path}")?;
            }
            Ok::<_, Error>(())
        })
    }
}

fn failure(path: &Path, error: io::Error) -> Error {
    Error::File { path: path.display().to_string(), error }
}

fn make_parent(path: &Path) -> Result<(), Error> {
    path.parent().map_or(Ok(()), |parent| fs::create_dir_all(parent).map_err(|error| failure(parent, error)))
}

/// Whether there is anything but the folders of runs that were stopped.
fn has_files(folder: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(folder)? {
        if !entry?.file_name().to_string_lossy().starts_with(WORKSHOP) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The files of the site that is there; `None` where there is none. A line that leads out of the folder counts for
/// nothing.
fn read_manifest(folder: &Path) -> Result<Option<BTreeSet<String>>, Error> {
    let path = folder.join(MANIFEST);
    let text = match fs::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failure(&path, error)),
    };
    let stays_within = |line: &&str| {
        let mut parts = Path::new(line).components().peekable();
        parts.peek().is_some() && parts.all(|part| matches!(part, Component::Normal(_)))
    };
    Ok(Some(text.lines().skip(1).filter(stays_within).map(str::to_owned).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn make(folder: &Path, foreign: Foreign, files: &[(&str, &str)]) -> Result<FolderReport, Error> {
        let mut site = SiteFolder::begin(folder, foreign)?;
        for (path, text) in files {
            site.put(path, text.as_bytes())?;
        }
        site.finish()
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("the folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into()).collect();
        names.sort();
        names
    }

    #[test]
    fn only_what_changed_is_written_and_only_what_was_made_is_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("site");
        let report = make(&site, Foreign::Refuse, &[("index.html", "one"), ("works/a.html", "a")]);
        assert_eq!(report.expect("made"), FolderReport { files: 2, written: 2, removed: 0 });
        fs::write(site.join("CNAME"), "example.org").expect("a file");
        fs::write(site.join("works/own.txt"), "mine").expect("a file");
        let report = make(&site, Foreign::Refuse, &[("index.html", "one"), ("works/a.html", "b")]);
        assert_eq!(report.expect("made"), FolderReport { files: 2, written: 1, removed: 0 });
        let report = make(&site, Foreign::Refuse, &[("index.html", "one")]);
        assert_eq!(report.expect("made"), FolderReport { files: 1, written: 0, removed: 1 });
        assert_eq!(names(&site), [".oeuvre-site", "CNAME", "index.html", "works"]);
        assert_eq!(names(&site.join("works")), ["own.txt"]);
    }

    #[test]
    fn what_somebody_else_put_there_is_not_touched_unasked() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("index.html"), "mine").expect("a file");
        let refused = make(folder.path(), Foreign::Refuse, &[("index.html", "one")]);
        assert!(matches!(refused, Err(Error::ForeignFolder { .. })), "{refused:?}");
        make(folder.path(), Foreign::Replace, &[("index.html", "one")]).expect("made");
        fs::write(folder.path().join("feed.xml"), "mine").expect("a file");
        let refused = make(folder.path(), Foreign::Refuse, &[("index.html", "two"), ("feed.xml", "feed")]);
        assert!(matches!(refused, Err(Error::ForeignFile { .. })), "{refused:?}");
        assert_eq!(fs::read_to_string(folder.path().join("index.html")).expect("a file"), "one");
        assert_eq!(names(folder.path()), [".oeuvre-site", "feed.xml", "index.html"]);
    }

    #[test]
    fn a_list_of_files_cannot_lead_out_of_the_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("site");
        fs::write(folder.path().join("mine.txt"), "mine").expect("a file");
        make(&site, Foreign::Refuse, &[("index.html", "one")]).expect("made");
        let outside = folder.path().join("mine.txt");
        let list =
            format!("heading\n../mine.txt\n{}\n\nworks/../../mine.txt\nindex.html\n", outside.display());
        fs::write(site.join(MANIFEST), list).expect("a file");
        let report = make(&site, Foreign::Refuse, &[("a.html", "one")]).expect("made");
        assert_eq!(report.removed, 1);
        assert!(outside.exists());
    }

    #[test]
    fn a_site_that_is_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("site");
        let mut site = SiteFolder::begin(&path, Foreign::Refuse).expect("begun");
        site.put("works/a.html", b"a").expect("put");
        site.abandon();
        assert!(!path.exists());
    }
}
