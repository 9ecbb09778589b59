//! Adding one edition by hand.

use super::{
    Error, Library,
    filing::{Filed, Filing, Silence},
    spelling,
};
use crate::{
    model::{Field, LinkKind, Place, Reference, role::Level},
    store::{EditionId, StoreError, Whole},
};

/// What adding made.
#[derive(Debug)]
pub struct Added {
    /// What became of the reference.
    pub filed: Filed,
    /// The title of the work it is of.
    pub work_title: String,
    /// The title or date of the original behind it, if it is a translation.
    pub original: Option<String>,
}

/// What a further edition of a text is to the one that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// An edition in its own right.
    Edition,
    /// A reprint of it.
    Reprint,
}

impl Library {
    /// Files one reference.
    pub fn add(&mut self, reference: &Reference) -> Result<Added, Error> {
        let filed = self.store.transaction(|store| {
            let mut filing = Filing::new(store, Silence::Filled);
            let filed = filing.file(reference)?;
            Ok::<_, StoreError>(filed)
        })?;
        self.added(filed)
    }

    /// Files a further edition of the text that an edition has: the same work and expression. What the
    /// reference does not say of the title is taken from the known edition.
    pub fn add_beside(&mut self, key: &str, relation: Beside, reference: &Reference) -> Result<Added, Error> {
        let known = self.edition_of_key(key)?;
        let mut whole = reference.clone();
        let seen = super::citing::reference(&self.whole(known)?);
        whole.entry_type = seen.entry_type;
        for field in [Field::Title, Field::Subtitle, Field::TitleAddon, Field::Language] {
            if let Some(value) = seen.fields.get(Place::Here, field)
                && !whole.fields.has(Place::Here, field)
            {
                whole.fields.set(Place::Here, field, value.clone());
            }
        }
        for ((place, role), list) in &seen.names {
            if *place == Place::Here && role.level() != Level::Edition {
                whole.names.entry((*place, *role)).or_insert_with(|| list.clone());
            }
        }
        let filed = self.store.transaction(|store| {
            let mut filing = Filing::new(store, Silence::Filled);
            let filed = filing.file_beside(&whole, known, relation)?;
            Ok::<_, StoreError>(filed)
        })?;
        self.added(filed)
    }

    fn added(&self, filed: Filed) -> Result<Added, Error> {
        let whole = self.whole(filed.edition)?;
        let reference = super::citing::reference(&whole);
        let told = |field| reference.fields.get(Place::Original, field).map(|value| value.to_display());
        let original = reference
            .link(LinkKind::TranslationOf)
            .and_then(|_| told(Field::Title))
            .or_else(|| told(Field::Date));
        Ok(Added { filed, work_title: whole.work.title.clone(), original })
    }

    /// The edition that a key or an alias means.
    pub(super) fn edition_of_key(&self, key: &str) -> Result<EditionId, Error> {
        self.store.read(|store| match store.find_edition_by_key(key)? {
            Some(edition) => Ok(edition),
            None => {
                Err(Error::NoSuchKey { key: key.to_owned(), similar: spelling::similar_keys(store, key)? })
            }
        })
    }

    /// An edition with all that is said of it above and beside it.
    pub(super) fn whole(&self, edition: EditionId) -> Result<Whole, Error> {
        let found = self.store.read(|store| store.whole_editions(&[edition]))?.pop();
        found.ok_or_else(|| Error::NoSuchKey { key: edition.0.to_string(), similar: Vec::new() })
    }
}
