//! What is imported.

use std::{borrow::Cow, io, path::Path};

use sha2::{Digest, Sha256};

use crate::formats::{Format, Sink, large_file::LargeFile};

/// One file, or what stands for one.
pub struct Input {
    /// Its name for messages.
    pub name: String,
    /// Its content.
    pub content: Content,
    /// Its format; `None` to tell it by content and name.
    pub format: Option<&'static dyn Format>,
}

/// The content of an [`Input`].
#[derive(Debug)]
pub enum Content {
    /// All of it in memory.
    Held(Vec<u8>),
    /// A file from which it is read.
    Large(LargeFile),
}

/// From how many bytes on a file is not held.
const LARGE: usize = 1 << 24;

impl Content {
    /// That of a file, of which a large one is not held.
    pub fn of_file(path: &Path) -> io::Result<Content> {
        Ok(match LargeFile::open(path, LARGE)? {
            Some(file) => Content::Large(file),
            None => Content::Held(std::fs::read(path)?),
        })
    }

    /// At least the first bytes, by which a format knows it.
    pub fn head(&self) -> &[u8] {
        match self {
            Content::Held(bytes) => bytes,
            Content::Large(file) => file.head(),
        }
    }

    /// All of it.
    pub fn whole(&self) -> io::Result<Cow<'_, [u8]>> {
        Ok(match self {
            Content::Held(bytes) => Cow::Borrowed(bytes),
            Content::Large(file) => Cow::Owned(file.whole()?),
        })
    }

    /// In bytes.
    pub(super) fn length(&self) -> usize {
        match self {
            Content::Held(bytes) => bytes.len(),
            Content::Large(file) => file.length(),
        }
    }

    /// By which it is known when it comes again.
    pub(super) fn digest(&self) -> io::Result<String> {
        let mut digest = Sha256::new();
        match self {
            Content::Held(bytes) => digest.update(bytes),
            Content::Large(file) => file.each_part(|part| digest.update(part))?,
        }
        let digits: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(format!("sha256:{digits}"))
    }

    /// Reads it as one of a format.
    pub(super) fn read(&self, format: &dyn Format, sink: &mut Sink<'_>) -> io::Result<()> {
        match self {
            Content::Held(bytes) => format.read(bytes, sink),
            Content::Large(file) => format.read_large(file, sink),
        }
    }

    /// Whether a file from which it is read is what it was at the beginning.
    pub(super) fn is_unchanged(&self) -> io::Result<bool> {
        match self {
            Content::Held(_) => Ok(true),
            Content::Large(file) => file.is_unchanged(),
        }
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Content::Held(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use super::*;
    use crate::library::{Commitment, Error, Library};

    const ENTRIES: &str = "@string{press = {Tide}}\n\
        @book{vale, author = {Vale, Ida}, title = {Winter}, publisher = press, date = {1963}}\n\
        @inbook{snow, crossref = {vale}, author = {Hill, A}, title = {Snow}, pages = {1--9}}\n\
        @comment{last}\n";

    /// A library and a file with entries, in a folder of their own.
    fn library_and_file() -> (tempfile::TempDir, Library, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let library = Library::create(&folder.path().join("library.db")).expect("a library");
        let path = folder.path().join("some.bib");
        fs::write(&path, ENTRIES.repeat(3)).expect("written");
        (folder, library, path)
    }

    fn import(library: &mut Library, content: Content) -> Result<String, Error> {
        let input = Input { name: "some.bib".to_owned(), content, format: None };
        library.import(vec![input], Commitment::Keep, &mut |_| {}).map(|report| format!("{report:?}"))
    }

    fn large(path: &Path) -> Content {
        Content::Large(LargeFile::open(path, 0).expect("opened").expect("a file"))
    }

    #[test]
    fn a_file_that_is_not_held_gives_what_one_gives_that_is() {
        let (_folder, mut library, path) = library_and_file();
        let (_other_folder, mut other, _) = library_and_file();
        let report = import(&mut library, large(&path)).expect("imported");
        assert_eq!(report, import(&mut other, fs::read(&path).expect("read").into()).expect("imported"));
        let again = import(&mut library, fs::read(&path).expect("read").into()).expect("imported");
        assert_eq!(again, import(&mut other, large(&path)).expect("imported"));
    }

    #[test]
    fn a_file_that_is_written_to_meanwhile_leaves_nothing() {
        let (_folder, mut library, path) = library_and_file();
        let content = large(&path);
        fs::write(&path, ENTRIES.repeat(4)).expect("written");
        let refused = import(&mut library, content);
        assert!(matches!(refused, Err(Error::ChangedFile { .. })), "{refused:?}");
        assert_eq!(library.editions("").expect("listed").len(), 0);
    }

    #[test]
    fn only_what_is_large_is_not_held() {
        let (_folder, _, path) = library_and_file();
        assert!(matches!(Content::of_file(&path).expect("read"), Content::Held(_)));
        let file = fs::File::options().write(true).open(&path).expect("opened");
        file.set_len(LARGE as u64).expect("made longer");
        assert!(matches!(Content::of_file(&path).expect("read"), Content::Large(_)));
    }
}
