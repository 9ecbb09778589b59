//! The page of a work.

use askama::Template;

use super::Site;
use super::head::{FileLink, Head, files_of_work};
use super::metas::metas;
use crate::formats::html::LinkedData;
use crate::formats::html::text::Text;
use crate::formats::html::work::{self, Heading};
use crate::formats::index::editions_of;
use crate::formats::json_ld;
use crate::formats::links::SitePage;
use crate::model::tree::Work;
use crate::model::{Standing, title};

/// A work with all that is known of it.
#[derive(Debug, Template)]
#[template(path = "site-work.html")]
pub(super) struct WorkPage<'a> {
    head: Head<'a>,
    name: Text<'a>,
    work: work::Work<'a>,
    files: Vec<FileLink>,
    linked_data: LinkedData<'a>,
}

impl<'a> WorkPage<'a> {
    pub fn of(work: &'a Work, site: &'a Site<'a>) -> WorkPage<'a> {
        let is_listed = editions_of(work).any(|located| located.edition.standing == Standing::Listed);
        let files = if is_listed { files_of_work(&work.handle) } else { Vec::new() };
        let path = SitePage::Work(&work.handle).path();
        let plain = title::plain(&work.title);
        let title = if plain.trim().is_empty() { "[untitled]".into() } else { plain };
        let head = Head::of(title.into_owned().into(), &path, site);
        WorkPage {
            head: head.with_item(metas(work, &site.below), &files),
            name: site.name.clone(),
            work: work::Work::of(work, None, &site.below).headed(Heading::Page),
            files,
            linked_data: LinkedData(json_ld::InPage::of_work(work, &site.below)),
        }
    }
}
