//! The library as text: dumping and loading it.

use std::{io, path::Path};

use super::{Error, Input, Library};
use crate::{
    formats::{self, text_form},
    model::{Standing, tree::Catalogue},
    store::{Access, Store},
};

/// Works that are read and written at a time.
const BATCH: usize = 500;

/// What was loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Works.
    pub works: usize,
    /// Editions that are listed.
    pub editions: usize,
    /// Editions that are only mentioned: originals of translations, books of chapters.
    pub mentioned: usize,
    /// People and bodies.
    pub agents: usize,
}

impl Loaded {
    /// The counts of a catalogue.
    pub fn of(catalogue: &Catalogue) -> Loaded {
        let expressions = catalogue.works.iter().flat_map(|work| &work.expressions);
        let editions = expressions.flat_map(|expression| &expression.editions);
        let (listed, mentioned): (Vec<_>, Vec<_>) =
            editions.partition(|edition| edition.standing == Standing::Listed);
        Loaded {
            works: catalogue.works.len(),
            editions: listed.len(),
            mentioned: mentioned.len(),
            agents: catalogue.agents.len(),
        }
    }
}

impl Library {
    /// Writes the whole library in the text form.
    pub fn dump(&self, out: &mut dyn io::Write) -> Result<(), Error> {
        self.store.read(|store| {
            let catalogue = store.catalogue_without_works()?;
            let ids = store.work_ids()?;
            let works = ids.chunks(BATCH).map(|batch| Ok::<_, Error>(store.whole_works(batch)?));
            text_form::write_in_batches(&catalogue, works, out)
        })
    }

    /// Makes a library from the text form, where there is none or an empty one. `name` stands for the text in
    /// messages; editions come at `time` (ISO 8601, UTC), since the text form does not tell when they came before.
    pub fn load(path: &Path, name: &str, bytes: &[u8], time: &str) -> Result<Loaded, Error> {
        let catalogue = catalogue_of(name, bytes)?;
        let mut store = Store::open(path, Access::Create)?;
        let is_empty = store.read(|store| {
            Ok::<_, Error>(store.work_ids()?.is_empty() && store.catalogue()? == Catalogue::default())
        })?;
        if !is_empty {
            return Err(Error::NotEmpty { path: path.display().to_string() });
        }
        store.come_at(time);
        store.transaction(|store| {
            store.put_off(bytes.len())?;
            Ok::<_, Error>(store.save_catalogue(&catalogue)?)
        })?;
        Ok(Loaded::of(&catalogue))
    }
}

/// The catalogue that a text describes.
pub(super) fn catalogue_of(name: &str, bytes: &[u8]) -> Result<Catalogue, Error> {
    let bad = |problems| Error::BadText { path: name.to_owned(), problems };
    text_form::read(&String::from_utf8_lossy(bytes)).map_err(bad)
}

/// The name of the format that a file seems to be in, other than the text form.
pub fn likely_format(input: &Input) -> Option<&'static str> {
    formats::detect::detect(input.content.head(), Some(Path::new(&input.name))).map(|format| format.name())
}
