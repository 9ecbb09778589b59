//! What a manuscript cites, out of the library.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    Error, ExportReport, Library, Losses,
    entries::{Names, Selection, write_all},
};
use crate::{
    fields::{self, Profile},
    formats::{Escapes, Format, Item, WriteOptions, encoding},
    model::{Date, Field, Place, title},
    paper::{self, Gathered, Keyless, Kind},
    store::EditionId,
};

/// Words of a title that are looked for.
const FIRST_WORDS: usize = 6;

/// Reads manuscripts and the files that stand in them, in whatever encoding they are.
pub fn read_manuscripts(manuscripts: &[(PathBuf, Kind)]) -> Result<Gathered, Error> {
    let mut load = |path: &Path| -> io::Result<String> {
        let bytes = fs::read(path)?;
        if Kind::of(path) == Some(Kind::Docx) {
            return paper::text_of_docx(&bytes);
        }
        Ok(encoding::decode(&bytes).text.into_owned())
    };
    paper::follow(manuscripts, &mut load)
        .map_err(|(path, error)| Error::File { path: path.display().to_string(), error })
}

/// What citations mean in the library.
#[derive(Debug, Default)]
pub struct Cited {
    /// Each key that is known, as cited, with the key of its edition now.
    pub known: BTreeMap<String, String>,
    /// The others.
    pub unknown: BTreeSet<String>,
    editions: BTreeSet<EditionId>,
}

/// How a bibliography is written.
pub struct CitedOptions {
    /// The target; one of the format's family.
    pub profile: &'static Profile,
    /// Whether private fields are written.
    pub escapes: Escapes,
}

impl Library {
    /// Looks up what is cited.
    pub fn cited(&self, keys: &BTreeSet<&str>) -> Result<Cited, Error> {
        self.store.read(|store| {
            let mut cited = Cited::default();
            let mut found = BTreeMap::new();
            for key in keys {
                match store.find_edition_by_key(key)? {
                    Some(edition) => _ = found.insert(*key, edition),
                    None => _ = cited.unknown.insert((*key).to_owned()),
                }
            }
            cited.editions = found.values().copied().collect();
            let ids: Vec<_> = cited.editions.iter().copied().collect();
            let now = store.edition_keys(&ids)?;
            for (key, edition) in found {
                let current = now.get(&edition).cloned().unwrap_or_else(|| key.to_owned());
                cited.known.insert(key.to_owned(), current);
            }
            Ok(cited)
        })
    }

    /// Gives what is cited without a key the key of the one edition that has its DOI or ISBN, or else its title and year.
    pub fn name_keyless(&self, gathered: &mut Gathered) -> Result<(), Error> {
        let mut named: BTreeMap<Keyless, Option<String>> = BTreeMap::new();
        for citation in &mut gathered.citations {
            let paper::Cited::Keyless(item) = &citation.cited else { continue };
            if !named.contains_key(item) {
                let key = self.key_of(item)?;
                named.insert(item.clone(), key);
            }
            if let Some(Some(key)) = named.get(item) {
                citation.cited = paper::Cited::Key(key.clone());
            }
        }
        Ok(())
    }

    /// The key of the one edition that fits.
    fn key_of(&self, item: &Keyless) -> Result<Option<String>, Error> {
        let dois = item.doi.iter().map(|doi| (Field::Doi, doi.as_str()));
        let isbns = item.isbn.iter().flat_map(|isbns| isbns.split([' ', ',', ';']));
        for (field, value) in dois.chain(isbns.map(|isbn| (Field::Isbn, isbn))) {
            let Some(row) = fields::row(Place::Here, field).filter(|_| !value.trim().is_empty()) else {
                continue;
            };
            let found = self.store.read(|store| {
                let editions = store.editions_with_identifier(row.name, value)?;
                store.edition_keys(&editions)
            })?;
            let mut keys = found.into_values();
            if let (Some(key), None) = (keys.next(), keys.next()) {
                return Ok(Some(key));
            }
        }
        self.key_by_title(item)
    }

    fn key_by_title(&self, item: &Keyless) -> Result<Option<String>, Error> {
        let title = title::normalize(&title::plain(&item.title));
        let (Some(year), Some(row), false) =
            (item.year, fields::row(Place::Here, Field::Title), title.is_empty())
        else {
            return Ok(None);
        };
        // Its first words, so that a subtitle does not matter.
        let words: Vec<&str> = title.split_whitespace().take(FIRST_WORDS).collect();
        let seen = self.editions(&format!("{}:\"{}\"", row.name, words.join(" ")))?;
        let fits = |one: &&super::looking::Seen| {
            let fields = &one.reference.fields;
            let main = fields.text(Place::Here, Field::Title).unwrap_or_default();
            let whole = format!("{main}: {}", fields.text(Place::Here, Field::Subtitle).unwrap_or_default());
            let is_title = [main, &whole].iter().any(|own| title::normalize(&title::plain(own)) == title);
            is_title && fields.date(Place::Here, Field::Date).and_then(Date::year) == Some(year)
        };
        let mut fitting = seen.iter().filter(fits);
        Ok(match (fitting.next(), fitting.next()) {
            (Some(one), None) => Some(one.whole.edition.key.clone()),
            _ => None,
        })
    }

    /// Adds all that is listed to what is cited: `\nocite{*}`.
    pub fn with_everything(&self, mut cited: Cited) -> Result<Cited, Error> {
        cited.editions.extend(self.selected("")?);
        Ok(cited)
    }

    /// Every key that may be cited, those of before included.
    pub fn citable_keys(&self) -> Result<Vec<String>, Error> {
        Ok(self.store.read(|store| store.keys_that_begin_with(""))?)
    }

    /// Writes what is cited, by key, each under the name that it is cited by.
    pub fn export_cited(
        &self,
        format: &dyn Format,
        options: &CitedOptions,
        cited: &Cited,
        out: &mut dyn io::Write,
    ) -> Result<ExportReport, Error> {
        let names = cited.names();
        self.store.read(|store| {
            let ids: Vec<EditionId> = cited.editions.iter().copied().collect();
            let mut by_key: Vec<(String, EditionId)> =
                store.edition_keys(&ids)?.into_iter().map(|(edition, key)| (key, edition)).collect();
            by_key.sort();
            let editions: Vec<EditionId> = by_key.into_iter().map(|(_, edition)| edition).collect();
            let write =
                WriteOptions { profile: options.profile, escapes: options.escapes, outside: Vec::new() };
            let selection = Selection { editions: &editions, names: &names };
            write_all(store, format, write, &selection, Losses::default(), out)
        })
    }

    /// The keys of a bibliography that the library does not have.
    pub fn keys_missing_here(&self, format: &dyn Format, bytes: &[u8]) -> Result<Vec<String>, Error> {
        let mut keys = Vec::new();
        format.read(bytes, &mut |item| {
            if let Item::Reference { reference, .. } = item {
                keys.extend(reference.key);
            }
            Ok(())
        })?;
        let known = self.cited(&keys.iter().map(String::as_str).collect())?.known;
        keys.retain(|key| !known.contains_key(key));
        Ok(keys)
    }
}

impl Cited {
    /// Whether nothing is cited that could be written.
    pub fn is_empty(&self) -> bool {
        self.editions.is_empty()
    }

    /// The editions that are cited under names that are not their keys.
    fn names(&self) -> Names {
        let mut names = Names::new();
        for (cited, key) in &self.known {
            names.entry(key.clone()).or_default().push(cited.clone());
        }
        for (key, cited) in &mut names {
            // The key itself comes first, so that what points at the entry does not change.
            cited.sort_by_key(|name| name != key);
        }
        names.retain(|key, cited| cited.len() > 1 || cited.first() != Some(key));
        names
    }

    /// The editions that are cited under several names, which print several times.
    pub fn cited_twice(&self) -> Vec<Vec<String>> {
        self.names().into_values().filter(|names| names.len() > 1).collect()
    }
}
