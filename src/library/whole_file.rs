//! Files that are written whole or not at all.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use super::Error;

/// Writes a file through a temporary one beside it, so that at any moment the path holds what it held before
/// or all that is written. What stands behind a symbolic link is replaced, not the link. Devices and pipes
/// are written to directly.
pub fn write_whole<T, E: From<Error>>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<T, E>,
) -> Result<T, E> {
    let failed = |error| E::from(Error::File { path: path.display().to_string(), error });
    let existing = fs::metadata(path).ok();
    if existing.as_ref().is_some_and(|found| !found.is_file() && !found.is_dir()) {
        let mut out = BufWriter::new(fs::File::options().write(true).open(path).map_err(failed)?);
        let written = write(&mut out)?;
        out.flush().map_err(failed)?;
        return Ok(written);
    }
    if existing.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(failed(io::Error::from(io::ErrorKind::IsADirectory)));
    }
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = match target.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let mut temporary = beginning().tempfile_in(folder).map_err(failed)?;
    let mut out = BufWriter::new(temporary.as_file_mut());
    let written = write(&mut out)?;
    out.flush().map_err(failed)?;
    drop(out);
    if let Some(existing) = existing {
        temporary.as_file().set_permissions(existing.permissions()).map_err(failed)?;
    }
    temporary.as_file().sync_all().map_err(failed)?;
    temporary.persist(&target).map_err(|error| failed(error.error))?;
    Ok(written)
}

/// A temporary file with the rights that any new file gets.
fn beginning() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".oeuvre-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The system takes away what the user's mask forbids.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: &Path) -> String {
        fs::read_to_string(path).expect("a file")
    }

    #[test]
    fn a_failure_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("refs.bib");
        write_whole(&path, |out| Ok::<_, Error>(out.write_all(b"first")?)).expect("written");
        assert_eq!(text(&path), "first");
        let failed = write_whole(&path, |out| {
            out.write_all(b"sec")?;
            Err::<(), _>(Error::Output(io::Error::other("stopped")))
        });
        assert!(failed.is_err());
        assert_eq!(text(&path), "first");
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
    }

    #[test]
    fn a_folder_is_refused() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let refused = write_whole(folder.path(), |_| Ok::<_, Error>(()));
        assert!(matches!(refused, Err(Error::File { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_behind_a_link_is_written() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (path, link) = (folder.path().join("refs.bib"), folder.path().join("link.bib"));
        fs::write(&path, "old").expect("a file");
        std::os::unix::fs::symlink(&path, &link).expect("a link");
        write_whole(&link, |out| Ok::<_, Error>(out.write_all(b"new")?)).expect("written");
        assert_eq!(text(&path), "new");
        assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());
    }
}
