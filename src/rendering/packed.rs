//! The styles and locales that come along with the engine, packed: as the engine holds them, they are three megabytes of
//! the program.
//!
//! Of `ArchivedStyle` the program asks names and titles alone. Its `get`, and the engine's list of locales, would bring in
//! what stands in `styles.zip`, which a test makes of them.

use std::io::Cursor;

use hayagriva::{
    archive::ArchivedStyle,
    citationberg::{self, Locale, LocaleCode},
};
use serde::de::DeserializeOwned;
use zip::ZipArchive;

/// A file for each style and locale in CBOR, as [`path_of_style`] and [`path_of_locale`] name them. The terms of its
/// content: README.md.
const PACKED: &[u8] = include_bytes!("styles.zip");

const STYLES: &str = "styles/";
const LOCALES: &str = "locales/";
const ENDING: &str = ".cbor";

fn path_of_style(style: ArchivedStyle) -> String {
    format!("{STYLES}{}{ENDING}", style.names().first().copied().unwrap_or_default())
}

fn path_of_locale(language: &str) -> String {
    format!("{LOCALES}{language}{ENDING}")
}

/// A style that comes along; there is one for each that the engine names.
pub(super) fn style(style: ArchivedStyle) -> Option<citationberg::Style> {
    unpacked(&path_of_style(style))
}

/// The locale of a language from those that come along. There are some sixty: only the one is read.
pub(super) fn locale(code: &LocaleCode) -> Option<Locale> {
    unpacked(&path_of_locale(&code.0))
}

/// The languages that the program has words for, as CSL names them.
pub fn languages() -> Vec<String> {
    let Ok(archive) = ZipArchive::new(Cursor::new(PACKED)) else { return Vec::new() };
    let language = |path: &str| Some(path.strip_prefix(LOCALES)?.strip_suffix(ENDING)?.to_owned());
    archive.file_names().flatten().filter_map(|path| language(&path)).collect()
}

fn unpacked<T: DeserializeOwned>(path: &str) -> Option<T> {
    let mut archive = ZipArchive::new(Cursor::new(PACKED)).ok()?;
    ciborium::from_reader(archive.by_name(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use std::{fs, io::Write as _};

    use hayagriva::archive;
    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    /// Writes the archive of what the engine brings along.
    fn pack() {
        let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
        let mut add = |path: String, cbor: &[u8]| {
            let options = SimpleFileOptions::default().compression_level(Some(9));
            packed.start_file(path, options).expect("a new name");
            packed.write_all(cbor).expect("memory takes it");
        };
        for style in ArchivedStyle::all() {
            let mut cbor = Vec::new();
            ciborium::into_writer(&style.get(), &mut cbor).expect("memory takes it");
            add(path_of_style(*style), &cbor);
        }
        for (cbor, locale) in archive::LOCALES.iter().zip(archive::locales()) {
            add(path_of_locale(&locale.lang.expect("a language").0), cbor);
        }
        let packed = packed.finish().expect("memory takes it").into_inner();
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rendering/styles.zip");
        fs::write(path, packed).expect("the folder of this file can be written");
    }

    #[test]
    fn every_style_and_locale_of_the_engine_comes_along() {
        const REMEDY: &str = "UPDATE_STYLES=1 cargo test --lib rendering::packed packs them again; then run the tests once more";
        if std::env::var_os("UPDATE_STYLES").is_some() {
            pack();
            return;
        }
        for archived in ArchivedStyle::all() {
            assert_eq!(style(*archived), Some(archived.get()), "{archived:?} is otherwise: {REMEDY}");
        }
        let locales = archive::locales();
        let codes: Vec<LocaleCode> = locales.iter().filter_map(|locale| locale.lang.clone()).collect();
        assert_eq!(languages(), codes.iter().map(|code| code.0.clone()).collect::<Vec<_>>(), "{REMEDY}");
        for (code, expected) in codes.iter().zip(locales) {
            assert_eq!(locale(code), Some(expected), "{code:?} is otherwise: {REMEDY}");
        }
        let files = ZipArchive::new(Cursor::new(PACKED)).expect("an archive").len();
        assert_eq!(files, ArchivedStyle::all().len() + codes.len(), "{REMEDY}");
        assert_eq!(locale(&LocaleCode("xx-XX".to_owned())), None);
    }
}
