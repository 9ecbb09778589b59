//! A file of which only parts are in memory at a time.

use std::{
    fs::{File, Metadata},
    io::{self, Read, Seek, SeekFrom},
    ops::Range,
    path::Path,
    time::SystemTime,
};

use super::detect::HEAD_LENGTH;

/// A file that is too large to be held without need. It is taken to stay as it is while it is read; whether it has is
/// told by [`LargeFile::is_unchanged`].
#[derive(Debug)]
pub struct LargeFile {
    file: File,
    head: Vec<u8>,
    length: usize,
    modified: Option<SystemTime>,
}

impl LargeFile {
    /// Opens a file that has at least so many bytes. `None` for a shorter one, and for what has no length, such as a
    /// pipe, which is left alone: whoever writes to it would take it for closed.
    pub fn open(path: &Path, least: usize) -> io::Result<Option<LargeFile>> {
        if !path.metadata()?.is_file() {
            return Ok(None);
        }
        let file = File::open(path)?;
        let found = file.metadata()?;
        let length = usize::try_from(found.len()).map_err(io::Error::other)?;
        if length < least {
            return Ok(None);
        }
        let mut large = LargeFile { file, head: Vec::new(), length, modified: modified(&found) };
        large.head = large.bytes(0..length.min(HEAD_LENGTH))?;
        Ok(Some(large))
    }

    /// Bytes of the file when it was opened.
    pub fn length(&self) -> usize {
        self.length
    }

    /// The first bytes, by which a format knows it.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// A part of it; an error where the file has become shorter.
    pub fn bytes(&self, range: Range<usize>) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; range.len()];
        let mut file = &self.file;
        file.seek(SeekFrom::Start(range.start as u64))?;
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// All of it.
    pub fn whole(&self) -> io::Result<Vec<u8>> {
        self.bytes(0..self.length)
    }

    /// Gives all of it part by part.
    pub fn each_part(&self, mut take: impl FnMut(&[u8])) -> io::Result<()> {
        const PART: usize = 1 << 16;
        for start in (0..self.length).step_by(PART) {
            take(&self.bytes(start..self.length.min(start + PART))?);
        }
        Ok(())
    }

    /// Whether nobody has written to it since it was opened, as far as its length and its time of modification tell.
    pub fn is_unchanged(&self) -> io::Result<bool> {
        let found = self.file.metadata()?;
        Ok(found.len() == self.length as u64 && modified(&found) == self.modified)
    }
}

/// When it was last written to, where the system tells.
fn modified(found: &Metadata) -> Option<SystemTime> {
    found.modified().ok()
}
