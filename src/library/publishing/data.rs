//! The files beside the pages of a site: its editions in every format, of the whole and of each work.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};

use crate::{
    fields::{Profile, default_profile},
    formats::{DataFile, Escapes, FORMATS, Format, PutFile, Related, Site, WriteOptions, Writer},
    library::{
        Error, Library, Privacy,
        entries::{is_entry_behind, is_told_in_fields},
    },
    model::{Reference, Standing, tree::Catalogue},
};

/// A file of references and where it is put.
pub(super) struct References<'a> {
    file: &'a DataFile,
    format: &'static dyn Format,
    profile: &'static Profile,
    related: Related,
    listed: &'a [Reference],
    /// What is written besides, by the keys that lead to it.
    behind: BTreeMap<String, Reference>,
}

impl<'a> References<'a> {
    /// `None` for what is made of whole works.
    pub fn of(
        file: &'a DataFile,
        listed: &'a [Reference],
        library: &Library,
        privacy: Privacy,
    ) -> Result<Option<References<'a>>, Error> {
        let Some(format) = FORMATS.iter().copied().find(|format| format.name() == file.format) else {
            return Ok(None);
        };
        let profile = default_profile(format.family());
        let related = format.related(profile);
        let behind = library.behind(listed, related, privacy)?;
        Ok(Some(References { file, format, profile, related, listed, behind }))
    }

    /// The file of the whole: its name and bytes.
    pub fn whole(&self) -> Result<(String, Vec<u8>), Error> {
        Ok((self.file.name(), self.bytes(self.listed.iter())?))
    }

    /// The files of the works of a catalogue that have editions: path and bytes.
    pub fn of_works(&self, catalogue: &Catalogue, put: &mut PutFile<'_, Error>) -> Result<(), Error> {
        let keyed = |reference: &'a Reference| Some((reference.key.as_deref()?, reference));
        let by_key: HashMap<&str, &Reference> = self.listed.iter().filter_map(keyed).collect();
        for work in &catalogue.works {
            let editions = work.expressions.iter().flat_map(|expression| &expression.editions);
            let keys: BTreeSet<&str> = editions.map(|edition| edition.key.as_str()).collect();
            let mut own = keys.iter().filter_map(|key| by_key.get(key).copied()).peekable();
            if own.peek().is_some() {
                let path = format!("{}.{}", Site::stem_of_work(&work.handle), self.file.ending);
                put(&path, &self.bytes(own)?)?;
            }
        }
        Ok(())
    }

    /// A file of some editions, and of what they bring with them wave by wave.
    fn bytes<'b>(&'b self, listed: impl Iterator<Item = &'b Reference>) -> Result<Vec<u8>, Error> {
        let options = WriteOptions { profile: self.profile, escapes: Escapes::Keep, outside: Vec::new() };
        let mut bytes = Vec::new();
        let mut writer = self.format.writer(&mut bytes, options)?;
        let listed: Vec<&Reference> = listed.collect();
        let mut keys: HashSet<&str> =
            listed.iter().filter_map(|reference| reference.key.as_deref()).collect();
        let mut wanted = BTreeSet::new();
        for reference in listed {
            self.write(reference, Standing::Listed, &keys, &mut wanted, &mut *writer)?;
        }
        // A key is wanted once, so this ends.
        while !wanted.is_empty() {
            let wave: Vec<&str> = std::mem::take(&mut wanted).into_iter().collect();
            keys.extend(&wave);
            for reference in wave.into_iter().filter_map(|key| self.behind.get(key)) {
                self.write(reference, Standing::Mentioned, &keys, &mut wanted, &mut *writer)?;
            }
        }
        writer.finish()?;
        Ok(bytes)
    }

    fn write<'b>(
        &self,
        reference: &'b Reference,
        standing: Standing,
        keys: &HashSet<&str>,
        wanted: &mut BTreeSet<&'b str>,
        writer: &mut dyn Writer,
    ) -> Result<(), Error> {
        let links = reference.links.iter();
        let behind = links.filter(|link| is_entry_behind(link.kind, self.related));
        let targets = behind.map(|link| link.target.as_str());
        wanted.extend(targets.filter(|target| !keys.contains(target)));
        let mut written = Reference { standing, ..reference.clone() };
        // On reading, a pointer out of the file could be taken for one to another entry of that key.
        written.links.retain(|link| {
            !is_told_in_fields(link.kind, self.related) || keys.contains(link.target.as_str())
        });
        Ok(writer.write(&written, &mut Vec::new())?)
    }
}
