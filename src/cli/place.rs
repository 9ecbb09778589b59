//! Which library a command works on.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use super::error::Failure;

/// The name of a library that is found by itself.
pub const FILE_NAME: &str = "oeuvre.db";
/// The environment variable that names a library.
pub const VARIABLE: &str = "OEUVRE_LIBRARY";

/// Where a library is looked for.
#[derive(Debug, Default)]
pub struct Place<'a> {
    /// `--library`.
    pub option: Option<&'a Path>,
    /// `$OEUVRE_LIBRARY`.
    pub variable: Option<PathBuf>,
    /// The folder that the command runs in.
    pub folder: PathBuf,
    /// The user's data folder; `None` where the system has none.
    pub data: Option<PathBuf>,
}

/// The folder that the program keeps things of the user in; `None` where the system has none.
pub fn data_folder() -> Option<PathBuf> {
    etcetera::choose_base_strategy().ok().map(|user| user.data_dir().join("oeuvre"))
}

impl<'a> Place<'a> {
    /// As this process finds it.
    pub fn of_process(option: Option<&'a Path>) -> Place<'a> {
        let variable = std::env::var_os(VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from);
        let data = etcetera::choose_base_strategy().ok().map(|user| user.data_dir());
        Place { option, variable, folder: std::env::current_dir().unwrap_or_default(), data }
    }

    /// The library that is there: the option, else the variable, else `oeuvre.db` in this folder or one
    /// above it, else in the user's data folder.
    pub fn existing(&self) -> Result<PathBuf, Failure> {
        if let Some(named) = self.named() {
            return Ok(named);
        }
        let above = self.folder.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file());
        if let Some(found) = above {
            // A path that is typed and read is relative where it can be.
            return Ok(found.strip_prefix(&self.folder).map_or(found.clone(), Path::to_owned));
        }
        let of_user = self.data.as_ref().map(|data| data.join("oeuvre").join(FILE_NAME));
        match of_user.filter(|path| path.is_file()) {
            Some(found) => Ok(found),
            None => Err(Failure::no_library(format_args!("{FILE_NAME} in this folder or above it"))),
        }
    }

    /// Where a new library is made when no file is given: where the option or the variable says, else in this
    /// folder.
    pub fn new_library(&self) -> PathBuf {
        self.named().unwrap_or_else(|| PathBuf::from(FILE_NAME))
    }

    fn named(&self) -> Option<PathBuf> {
        self.option.map(Path::to_owned).or_else(|| self.variable.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_library_is_taken() {
        let root = tempfile::tempdir().expect("a folder for the test");
        let (below, data) = (root.path().join("paper/notes"), root.path().join("data"));
        std::fs::create_dir_all(&below).expect("a folder below");
        std::fs::create_dir_all(data.join("oeuvre")).expect("a data folder");
        let touch = |path: &Path| std::fs::write(path, "x").expect("a file");
        let place = || Place { folder: below.clone(), data: Some(data.clone()), ..Place::default() };

        assert!(place().existing().is_err());
        assert_eq!(place().new_library(), Path::new(FILE_NAME));
        let of_user = data.join("oeuvre").join(FILE_NAME);
        touch(&of_user);
        assert_eq!(place().existing().expect("the user's"), of_user);
        let above = root.path().join(FILE_NAME);
        touch(&above);
        assert_eq!(place().existing().expect("the one above"), above);
        touch(&below.join(FILE_NAME));
        assert_eq!(place().existing().expect("the one here"), Path::new(FILE_NAME));
        let variable = Place { variable: Some("b.db".into()), ..place() };
        assert_eq!(variable.existing().expect("the variable's"), Path::new("b.db"));
        let option = Place { option: Some(Path::new("a.db")), variable: Some("b.db".into()), ..place() };
        assert_eq!(option.existing().expect("the option's"), Path::new("a.db"));
        assert_eq!(option.new_library(), Path::new("a.db"));
    }
}
