//! Export: query → editions → citing → writer → bytes and losses.

use std::io;

use foldhash::HashSet;

use super::{
    Error, Library,
    bibliography::page_citations,
    citing, condition,
    entries::{BATCH, Names, Selection, spellings, write_all},
    losses::{Kept, Losses},
    own_extras,
};
use crate::{
    fields::Profile,
    formats::{Escapes, Format, Furnishing, Loss, OwnStyle, Page, WriteOptions},
    model::{
        Reference, Standing,
        reading::Reading,
        tree::{Catalogue, Target},
    },
    rendering::Style,
    store::EditionId,
};

/// What to export and how.
pub struct ExportOptions<'a> {
    /// Query text; empty for everything that is listed.
    pub query: &'a str,
    /// The target; one of the format's family.
    pub profile: &'static Profile,
    /// Whether private fields are written.
    pub escapes: Escapes,
    /// Whether a loss is a failure.
    pub strictness: Strictness,
    /// What is kept of losses.
    pub kept: Kept,
}

/// Of what to make a page, and how.
#[derive(Clone, Debug, Default)]
pub struct PageOptions<'a> {
    /// Query text; empty for everything that is listed.
    pub query: &'a str,
    /// Whether a loss is a failure.
    pub strictness: Strictness,
    /// Whether what readers take away has the private notes.
    pub privacy: Privacy,
    /// Whether the page shows what was read, and passages; of their private parts `privacy` decides.
    pub reading: Privacy,
    /// The style of formatted citations; none are shown without it.
    pub citations: Option<CitationStyle<'a>>,
    /// A style sheet of the user's, after the page's own.
    pub style: Option<OwnStyle>,
}

/// A style, and the language of its terms; the style's own where there is none.
#[derive(Clone, Copy, Debug)]
pub struct CitationStyle<'a> {
    /// The style.
    pub style: &'a Style,
    /// The language.
    pub language: Option<&'a str>,
}

/// What becomes of what is for the owner of the library alone: annotations, paths of files, fields of other programs; what
/// one thinks of what one reads, when it is due, and the people who spoke of it or borrowed it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Privacy {
    /// It is left out.
    #[default]
    Withheld,
    /// It was asked for.
    Included,
}

/// Whether a loss is a failure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// Losses are told.
    #[default]
    Tell,
    /// A loss fails before a byte is written.
    Fail,
}

/// What an export wrote.
#[derive(Debug, Default)]
pub struct ExportReport {
    /// Editions that the query selected.
    pub editions: usize,
    /// Entries that were written besides, since others point at them.
    pub related: usize,
    /// What the format could not hold in public fields.
    pub losses: Losses,
}

impl Library {
    /// Writes the editions of a query in a format of references, ordered by key.
    pub fn export(
        &self,
        format: &dyn Format,
        options: &ExportOptions<'_>,
        out: &mut dyn io::Write,
    ) -> Result<ExportReport, Error> {
        let selected = self.selected(options.query)?;
        if options.strictness == Strictness::Fail {
            let tried = self.write_selected(format, options, &selected, Kept::Lost, &mut io::sink())?;
            check_missed(&tried.losses)?;
        }
        self.write_selected(format, options, &selected, options.kept, out)
    }

    /// Writes the works of a query as a page.
    pub fn export_page(
        &self,
        page: &dyn Page,
        options: &PageOptions<'_>,
        out: &mut dyn io::Write,
    ) -> Result<ExportReport, Error> {
        let mut report = ExportReport::default();
        let (catalogue, furnishing) = self.furnished(page, options, &mut report)?;
        page.write(&catalogue, &furnishing, out)?;
        Ok(report)
    }

    /// What a page is made of: the works of a query, and what it has besides.
    pub(super) fn furnished(
        &self,
        page: &dyn Page,
        options: &PageOptions<'_>,
        report: &mut ExportReport,
    ) -> Result<(Catalogue, Furnishing), Error> {
        let PageOptions { query, strictness, .. } = *options;
        let mut catalogue = self.catalogue_of(query)?;
        report.losses = Losses::of(self.without_spellings(query, page.losses(&catalogue))?);
        if strictness == Strictness::Fail {
            check_missed(&report.losses)?;
        }
        let mut furnishing = Furnishing::default();
        if page.is_furnished() {
            let listed = self.page_references(query, options.privacy)?;
            furnishing.offers = self.offers(&listed, options.privacy)?;
            furnishing.style = options.style.clone();
            furnishing.citations = page_citations(&listed, options.citations)?;
            self.add_what_was_read(&mut catalogue, options)?;
        }
        report.editions = catalogue
            .works
            .iter()
            .flat_map(|work| &work.expressions)
            .flat_map(|expression| &expression.editions)
            .filter(|edition| edition.standing == Standing::Listed)
            .count();
        Ok((catalogue, furnishing))
    }

    /// Puts what was read and quoted into a catalogue, where it is asked for.
    fn add_what_was_read(&self, catalogue: &mut Catalogue, options: &PageOptions<'_>) -> Result<(), Error> {
        if options.reading == Privacy::Withheld {
            return Ok(());
        }
        self.store.read(|store| {
            catalogue.readings = store.told_readings()?;
            catalogue.quotations = store.told_quotations()?;
            Ok::<_, Error>(())
        })?;
        if options.privacy == Privacy::Withheld {
            let readings = std::mem::take(&mut catalogue.readings).into_iter();
            catalogue.readings = readings.map(without_private_parts).collect();
            catalogue.quotations.iter_mut().for_each(|quotation| quotation.note = None);
        }
        Ok(())
    }

    /// Losses without those of the library's own marks and of extras that only spell what is said anyway.
    fn without_spellings(&self, query: &str, mut losses: Vec<Loss>) -> Result<Vec<Loss>, Error> {
        losses.retain(|loss| !own_extras::is_own(&loss.field));
        if !losses.iter().any(|loss| loss.field.contains(':')) {
            return Ok(losses);
        }
        let references = self.references(query)?;
        let spellings: HashSet<(&str, String)> = references
            .iter()
            .filter_map(|reference| Some((reference, reference.key.as_deref()?)))
            .flat_map(|(reference, key)| spellings(reference).map(move |name| (key, name)))
            .collect();
        losses.retain(|loss| !spellings.contains(&(loss.key.as_str(), loss.field.clone())));
        Ok(losses)
    }

    /// The works that have an edition which the query selects, whole, with the agents and documents of the
    /// library.
    fn catalogue_of(&self, query: &str) -> Result<Catalogue, Error> {
        self.store.read(|store| {
            let condition = condition::any(store, query)?;
            Ok(Catalogue {
                sources: store.sources()?,
                agents: store.agents()?,
                works: store.whole_works(&store.work_ids_with(&condition)?)?,
                ..Catalogue::default()
            })
        })
    }

    /// The references of the editions of a query, ordered by key.
    pub fn references(&self, query: &str) -> Result<Vec<Reference>, Error> {
        let mut references = Vec::new();
        for batch in self.selected(query)?.chunks(BATCH) {
            let wholes = self.store.read(|store| store.cited_editions(batch))?;
            references.extend(wholes.iter().map(citing::reference));
        }
        Ok(references)
    }

    /// The listed editions of a query, ordered by key.
    pub(super) fn selected(&self, query: &str) -> Result<Vec<EditionId>, Error> {
        self.store.read(|store| Ok(store.edition_ids(&condition::listed(store, query)?)?))
    }

    fn write_selected(
        &self,
        format: &dyn Format,
        options: &ExportOptions<'_>,
        selected: &[EditionId],
        kept: Kept,
        out: &mut dyn io::Write,
    ) -> Result<ExportReport, Error> {
        self.store.read(|store| {
            let outside = match options.query.trim() {
                "" => store.outside()?,
                _ => Vec::new(),
            };
            let write = WriteOptions { profile: options.profile, escapes: options.escapes, outside };
            let selection = Selection { editions: selected, names: &Names::new() };
            write_all(store, format, write, &selection, Losses::new(kept), out)
        })
    }
}

/// An error where something is missed in what would be written.
fn check_missed(losses: &Losses) -> Result<(), Error> {
    match losses.missed().next() {
        None => Ok(()),
        Some(_) => Err(Error::Lossy { losses: losses.missed().cloned().collect() }),
    }
}

/// How a reading went, without what is nobody else's business.
fn without_private_parts(reading: Reading<Target>) -> Reading<Target> {
    Reading { note: None, priority: None, due: None, recommended_by: None, lent_to: None, ..reading }
}
