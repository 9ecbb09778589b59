//! The entries of one file: the editions that were selected and those that they point at, read while others are written.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

use super::{
    Error, citing,
    export::ExportReport,
    known::Known,
    losses::Losses,
    reading::OwnReadings,
    renaming::{self, Several},
    writing::{Feed, while_reading},
};
use crate::{
    formats::{Format, Loss, Related, WriteOptions, bib},
    model::{LinkKind, Reference, Standing},
    store::{EditionId, Snapshot},
};

/// Editions that are read and written at a time.
pub(super) const BATCH: usize = 500;

/// The names by which editions are cited, by their keys, where a name is not the key. The first becomes the key.
pub(super) type Names = BTreeMap<String, Vec<String>>;

/// What is written.
pub(super) struct Selection<'a> {
    /// In the order of the file.
    pub editions: &'a [EditionId],
    /// What they are called there.
    pub names: &'a Names,
}

/// Writes editions, and those that they point at; what is lost is added to `losses`.
pub(super) fn write_all(
    store: &Snapshot<'_>,
    format: &dyn Format,
    options: WriteOptions,
    selection: &Selection<'_>,
    losses: Losses,
    out: &mut dyn io::Write,
) -> Result<ExportReport, Error> {
    let mut report = ExportReport { editions: selection.editions.len(), related: 0, losses };
    let mut run = Entries {
        store,
        related: format.related(options.profile),
        keys: keys_of(store, selection.editions)?,
        wanted: BTreeSet::new(),
        several: if format.knows_aliases() { Several::Aliases } else { Several::Entries },
    };
    let readings = format.tells_reading().then(|| OwnReadings::of(store)).transpose()?;
    while_reading(format, options, out, &mut report.losses, |feed| {
        run.give_selected(selection, readings, feed)?;
        report.related = run.give_related(selection.names, feed)?;
        Ok(())
    })?;
    Ok(report)
}

fn keys_of(store: &Snapshot<'_>, editions: &[EditionId]) -> Result<Known<()>, Error> {
    let mut keys = Known::default();
    for batch in editions.chunks(BATCH) {
        store.edition_keys(batch)?.into_values().for_each(|key| keys.insert(key.as_str(), ()));
    }
    Ok(keys)
}

/// The losses of a reference without those of extras that only spell what it says: that a format does not have another
/// spelling is none.
pub(super) fn drop_spellings(reference: &Reference, losses: &mut Vec<Loss>) {
    let spellings: Vec<String> = spellings(reference).collect();
    if !spellings.is_empty() {
        losses.retain(|loss| !spellings.contains(&loss.field));
    }
}

/// The extras of a reference that only spell what it says, as losses name them.
pub(super) fn spellings(reference: &Reference) -> impl Iterator<Item = String> {
    let extras = reference.extras.iter().filter(|extra| bib::only_spells(reference, extra));
    extras.map(|extra| format!("{}:{}", extra.format, extra.name))
}

/// Whether an entry tells in its own fields what a link of this kind leads to.
pub(super) fn is_told_in_fields(kind: LinkKind, related: Related) -> bool {
    match kind {
        LinkKind::PartOf => true,
        LinkKind::TranslationOf => related == Related::Fields,
        LinkKind::ReprintOf => related != Related::Entries,
        _ => false,
    }
}

/// Whether what a link of this kind leads to is written besides, as an entry of its own.
pub(super) fn is_entry_behind(kind: LinkKind, related: Related) -> bool {
    matches!(kind, LinkKind::TranslationOf | LinkKind::ReprintOf) && !is_told_in_fields(kind, related)
}

/// The entries of one file: which keys it has, and which are wanted because others point at them.
struct Entries<'a> {
    store: &'a Snapshot<'a>,
    related: Related,
    keys: Known<()>,
    wanted: BTreeSet<String>,
    several: Several,
}

impl Entries<'_> {
    /// Gives the editions that were selected.
    fn give_selected(
        &mut self,
        selection: &Selection<'_>,
        mut readings: Option<OwnReadings>,
        feed: &mut Feed<'_>,
    ) -> Result<(), Error> {
        for batch in selection.editions.chunks(BATCH) {
            let mut references = self.references(batch)?;
            for (reference, edition) in references.iter_mut().zip(batch) {
                if let Some(readings) = &mut readings {
                    reference.own_reading = readings.take(self.store, *edition)?;
                }
                // What was selected is an item in its own right, also where it was only mentioned so far.
                reference.standing = Standing::Listed;
            }
            let several = self.several;
            let named = references
                .into_iter()
                .flat_map(|reference| renaming::named(reference, selection.names, several));
            feed.give(named.collect())?;
        }
        Ok(())
    }

    /// Gives those that others point at; returns how many there are.
    fn give_related(&mut self, names: &Names, feed: &mut Feed<'_>) -> Result<usize, Error> {
        let mut count = 0;
        while let Some(related) = self.next_related()? {
            count += related.len();
            for batch in related.chunks(BATCH) {
                let mut references = self.references(batch)?;
                for reference in &mut references {
                    reference.standing = Standing::Mentioned;
                    renaming::rename_links(reference, names);
                }
                feed.give(references)?;
            }
        }
        Ok(count)
    }

    fn references(&mut self, batch: &[EditionId]) -> Result<Vec<Reference>, Error> {
        let wholes = self.store.cited_editions(batch)?;
        let mut references: Vec<_> = wholes.iter().map(citing::reference).collect();
        for reference in &mut references {
            self.follow_links(reference);
        }
        Ok(references)
    }

    /// Asks for the entries that a reference points at; a pointer to what the entry tells in its own fields
    /// is dropped where this file does not hold the other entry.
    fn follow_links(&mut self, reference: &mut Reference) {
        let keys = &self.keys;
        let related = self.related;
        // On reading, a pointer out of the file could be taken for one to another entry of that key.
        reference
            .links
            .retain(|link| !is_told_in_fields(link.kind, related) || keys.has(link.target.as_str()));
        if self.related == Related::Fields {
            return;
        }
        for link in &reference.links {
            if is_entry_behind(link.kind, related) && !self.keys.has(link.target.as_str()) {
                self.wanted.insert(link.target.clone());
            }
        }
    }

    /// The next entries to write besides, ordered by key. An entry is written once, so this ends.
    fn next_related(&mut self) -> Result<Option<Vec<EditionId>>, Error> {
        if self.wanted.is_empty() {
            return Ok(None);
        }
        let wanted = std::mem::take(&mut self.wanted);
        // A key that is not there belongs to a link that leads nowhere; it was told when it was read.
        let editions = self.store.find_editions_by_keys(wanted.iter().map(String::as_str))?;
        wanted.iter().for_each(|key| self.keys.insert(key.as_str(), ()));
        Ok(Some(editions.into_iter().map(|(_, edition)| edition).collect()))
    }
}
