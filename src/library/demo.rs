//! The shipped catalogue as a library and in every form, to look at.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    CitationStyle, Error, ExportOptions, KeptLosses, Library, PageOptions, Privacy, SiteOptions, Strictness,
    text, write_whole,
};
use crate::{
    fields::default_profile,
    formats::{self, Escapes},
    rendering::Styles,
    store::{Access, Store},
};

/// The bibliography of Victor Serge, in the text form.
const CATALOGUE: &str = include_str!("../../db/serge.yaml");

/// When its editions came: always the same, as all that the demo makes is.
const CATALOGUE_TIME: &str = "2026-11-22T00:00:00Z";

/// The name of the library that the demo makes.
pub const DEMO_LIBRARY: &str = "serge.db";
/// The files that the demo writes besides, with their formats.
const FILES: &[(&str, &str)] = &[
    ("serge.bib", "biblatex"),
    ("serge.bibtex.bib", "bibtex"),
    ("serge.json", "csl-json"),
    ("serge.csl.yaml", "csl-yaml"),
    ("serge.ris", "ris"),
    ("serge.hayagriva.yaml", "hayagriva"),
    ("serge.mods.xml", "mods"),
    ("serge.jsonld", "json-ld"),
    ("serge.html", "html"),
];
/// The text form.
const TEXT: &str = "serge.yaml";

/// The site, and its first page.
const SITE: &str = "site";
const SITE_PAGE: &str = "site/index.html";
/// The style of its citations.
const SITE_STYLE: &str = "chicago";

/// What the demo made.
#[derive(Debug)]
pub struct Demo {
    /// The folder.
    pub folder: PathBuf,
    /// The files in it, the library first.
    pub files: Vec<String>,
    /// What is in the library.
    pub loaded: text::Loaded,
}

/// Makes a folder with the library of the shipped catalogue and the files that are made from it; the same
/// bytes on every run. Files that are there already and are not as the demo makes them are refused before
/// anything is written.
pub fn make_demo(folder: &Path) -> Result<Demo, Error> {
    let failed = |path: &Path, error| Error::File { path: path.display().to_string(), error };
    fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    let workshop = tempfile::Builder::new().prefix(".oeuvre-").tempdir_in(folder);
    let workshop = workshop.map_err(|error| failed(folder, error))?;
    let library_path = workshop.path().join(DEMO_LIBRARY);
    let loaded = load(&library_path)?;
    let library_bytes = fs::read(&library_path).map_err(|error| failed(&library_path, error))?;
    let library = Library::open(&library_path, Access::Read)?;
    let mut files = vec![(DEMO_LIBRARY, library_bytes)];
    for (name, format) in FILES {
        files.push((name, exported(&library, format)?));
    }
    let mut text = Vec::new();
    library.dump(&mut text)?;
    files.push((TEXT, text));
    for (name, bytes) in &files {
        check_own(&folder.join(name), bytes)?;
    }
    for (name, bytes) in &files {
        write_whole(&folder.join(name), |out| Ok::<_, Error>(out.write_all(bytes)?))?;
    }
    make_site(&library, &folder.join(SITE))?;
    let names = files.iter().map(|(name, _)| *name).chain([SITE_PAGE]).map(str::to_owned).collect();
    Ok(Demo { folder: folder.to_owned(), files: names, loaded })
}

fn load(path: &Path) -> Result<text::Loaded, Error> {
    let catalogue = text::catalogue_of(TEXT, CATALOGUE.as_bytes())?;
    let mut store = Store::open(path, Access::Create)?;
    store.come_at(CATALOGUE_TIME);
    store.transaction(|store| Ok::<_, Error>(store.save_catalogue(&catalogue)?))?;
    store.close()?;
    Ok(text::Loaded::of(&catalogue))
}

/// The site, with what was read and with citations in a style, which the engine brings along.
fn make_site(library: &Library, folder: &Path) -> Result<(), Error> {
    let style = Styles::default().find(SITE_STYLE).ok();
    let citations = style.as_ref().map(|style| CitationStyle { style, language: None });
    let page = PageOptions { reading: Privacy::Included, citations, ..PageOptions::default() };
    library.make_site(folder, &SiteOptions { page, ..SiteOptions::default() })?;
    Ok(())
}

/// The whole library in a format.
fn exported(library: &Library, name: &str) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    if let Some(format) = formats::FORMATS.iter().find(|format| format.name() == name) {
        let profile = default_profile(format.family());
        let options = ExportOptions {
            query: "",
            profile,
            escapes: Escapes::Keep,
            strictness: Strictness::Tell,
            kept: KeptLosses::Counts,
        };
        library.export(*format, &options, &mut bytes)?;
    } else if let Some(page) = formats::PAGES.iter().find(|page| page.name() == name) {
        let options = PageOptions { reading: Privacy::Included, ..PageOptions::default() };
        library.export_page(*page, &options, &mut bytes)?;
    } else {
        return Err(Error::UnknownFormat { path: name.to_owned() });
    }
    Ok(bytes)
}

/// Whether a file may be written: it is not there, or is what would be written.
fn check_own(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    match fs::read(path) {
        Ok(found) if found == bytes => Ok(()),
        Ok(_) => Err(Error::Foreign { path: path.display().to_string() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Error::File { path: path.display().to_string(), error }),
    }
}
