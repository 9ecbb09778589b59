//! A site of the works of a query, as a folder of files.

mod data;
mod folder;

pub use folder::Foreign;

use std::path::Path;

use super::{Error, ExportReport, Library, PageOptions};
use crate::formats::{BaseAddress, DATA_FILES, PAGES, Scope, Site, SiteFurnishing};
use data::References;
use folder::SiteFolder;

/// Of what to make a site, and how.
#[derive(Clone, Debug, Default)]
pub struct SiteOptions<'a> {
    /// What its pages show.
    pub page: PageOptions<'a>,
    /// Where it will stand.
    pub base: Option<BaseAddress>,
    /// What becomes of files in its folder that are not of it.
    pub foreign: Foreign,
}

/// What a site is of.
#[derive(Debug, Default)]
pub struct SiteReport {
    /// Works, each with a page.
    pub works: usize,
    /// People and bodies, each with a page.
    pub people: usize,
    /// Files.
    pub files: usize,
    /// Those that were not there as they are.
    pub written: usize,
    /// Files of an earlier site that are gone.
    pub removed: usize,
    /// Editions, and what the pages do not hold of them.
    pub export: ExportReport,
}

impl Library {
    /// Makes a site of the works of a query, or makes it anew. Nothing is written where the query selects none.
    pub fn make_site(&self, folder: &Path, options: &SiteOptions<'_>) -> Result<SiteReport, Error> {
        let Some(page) = PAGES.iter().find(|page| page.is_furnished()) else {
            return Ok(SiteReport::default());
        };
        let mut export = ExportReport::default();
        let (catalogue, furnishing) = self.furnished(*page, &options.page, &mut export)?;
        if export.editions == 0 {
            return Ok(SiteReport { export, ..SiteReport::default() });
        }
        let added = self.store.read(|store| store.edition_times())?;
        let furnishing = SiteFurnishing { page: furnishing, base: options.base.clone(), added };
        let site = Site::of(&catalogue, &furnishing);
        let mut place = SiteFolder::begin(folder, options.foreign)?;
        let drafted = self
            .put_data(&catalogue, options, &mut place)
            .and_then(|()| site.write(&mut |path: &str, bytes: &[u8]| place.put(path, bytes)));
        if let Err(error) = drafted {
            place.abandon();
            return Err(error);
        }
        let done = place.finish()?;
        Ok(SiteReport {
            works: catalogue.works.len(),
            people: site.people(),
            files: done.files,
            written: done.written,
            removed: done.removed,
            export,
        })
    }

    /// The files beside the pages.
    fn put_data(
        &self,
        catalogue: &crate::model::tree::Catalogue,
        options: &SiteOptions<'_>,
        place: &mut SiteFolder,
    ) -> Result<(), Error> {
        let PageOptions { query, privacy, .. } = options.page;
        let listed = self.page_references(query, privacy)?;
        for file in DATA_FILES {
            if let Some(references) = References::of(file, &listed, self, privacy)? {
                let (name, bytes) = references.whole()?;
                place.put(&name, &bytes)?;
                if file.scope == Scope::EachWork {
                    references.of_works(catalogue, &mut |path, bytes| place.put(path, bytes))?;
                }
            } else if let Some(page) = PAGES.iter().find(|page| page.name() == file.format) {
                let mut bytes = Vec::new();
                page.write(catalogue, &Default::default(), &mut bytes)?;
                place.put(&file.name(), &bytes)?;
            }
        }
        Ok(())
    }
}
