//! What the pages of a site have in their heads.

use askama::Template;
use askama::filters::HtmlSafe;

use super::metas::Meta;
use super::{DATA_FILES, OWN_STYLE_SHEET, PEOPLE, STYLE_SHEET, Scope, Site};
use crate::formats::html::text::Text;
use crate::formats::links::{FIRST_PAGE, Links, SitePage};

/// The head of a page below the first.
#[derive(Debug, Template)]
#[template(path = "site-head.html")]
pub(super) struct Head<'a> {
    title: Text<'a>,
    name: Text<'a>,
    style_sheets: Vec<String>,
    canonical: Option<String>,
    metas: Vec<Meta>,
    links: Vec<FileLink>,
}

impl HtmlSafe for Head<'_> {}

/// A link to the same as data, or to a feed.
#[derive(Clone, Debug)]
pub(in crate::formats::html) struct FileLink {
    pub label: &'static str,
    pub href: String,
    pub media_type: &'static str,
}

/// What the first page of a site has beyond what it has alone.
#[derive(Debug)]
pub(in crate::formats::html) struct SiteHead {
    pub canonical: Option<String>,
    pub files: Vec<FileLink>,
    pub feeds: Vec<FileLink>,
    pub people: &'static str,
}

impl SiteHead {
    pub(super) fn first(site: &Site<'_>) -> SiteHead {
        let files = DATA_FILES.iter().map(|file| FileLink {
            label: file.label,
            href: file.name(),
            media_type: file.media_type,
        });
        SiteHead {
            canonical: canonical(site, FIRST_PAGE),
            files: files.collect(),
            feeds: feeds(site, Links::First),
            people: PEOPLE,
        }
    }
}

impl<'a> Head<'a> {
    /// Of a page at a path.
    pub fn of(title: Text<'a>, path: &str, site: &Site<'a>) -> Head<'a> {
        let top = Links::Below.to_top();
        let own = site.furnishing.page.style.is_some().then_some(OWN_STYLE_SHEET);
        Head {
            title,
            name: site.name.clone(),
            style_sheets: [STYLE_SHEET].into_iter().chain(own).map(|name| format!("{top}{name}")).collect(),
            canonical: canonical(site, path),
            metas: Vec::new(),
            links: feeds(site, Links::Below),
        }
    }

    /// The same for a page that is of one item.
    pub fn with_item(self, metas: Vec<Meta>, files: &[FileLink]) -> Head<'a> {
        let links = files.iter().cloned().chain(self.links).collect();
        Head { metas, links, ..self }
    }
}

/// The files of a work, as its page links them.
pub(super) fn files_of_work(handle: &str) -> Vec<FileLink> {
    let stem = SitePage::Work(handle).stem();
    let each = DATA_FILES.iter().filter(|file| file.scope == Scope::EachWork);
    let link = |file: &super::DataFile| FileLink {
        label: file.label,
        href: format!("{}{stem}.{}", Links::Below.to_top(), file.ending),
        media_type: file.media_type,
    };
    each.map(link).collect()
}

fn canonical(site: &Site<'_>, path: &str) -> Option<String> {
    site.furnishing.base.as_ref().map(|base| base.to(path))
}

fn feeds(site: &Site<'_>, links: Links) -> Vec<FileLink> {
    let feed = |(path, label): (&str, &'static str)| FileLink {
        label,
        href: format!("{}{path}", links.to_top()),
        media_type: "application/atom+xml",
    };
    site.feeds().into_iter().map(feed).collect()
}
