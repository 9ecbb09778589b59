//! A site of a bibliography: the page that holds all, a page for each work and each person, feeds. Plain files with
//! relative links, which are read from a folder as well as from a server, at whatever path.

mod data_files;
mod feed;
mod head;
mod metas;
mod person_page;
mod work_page;

use std::collections::BTreeMap;
use std::io;

use askama::Template;

pub use data_files::{DATA_FILES, DataFile, Scope};

use super::text::Text;
use super::{Bibliography, OwnStyle, outline};
use crate::formats::Furnishing;
use crate::formats::address::web_address;
use crate::formats::index::Index;
use crate::formats::links::{FIRST_PAGE, Links, SitePage};
use crate::model::tree::Catalogue;
pub(super) use head::SiteHead;
use person_page::{Deeds, PeoplePage, PersonPage};
use work_page::WorkPage;

/// What a site has besides its works.
#[derive(Debug, Default)]
pub struct SiteFurnishing {
    /// What its first page has.
    pub page: Furnishing,
    /// Where it will stand.
    pub base: Option<BaseAddress>,
    /// When editions came into the library, by key (RFC 3339).
    pub added: BTreeMap<String, String>,
}

/// The address of a site, which ends in a slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseAddress(String);

impl BaseAddress {
    /// An address of the web without query and fragment; `None` for any other text.
    pub fn new(text: &str) -> Option<BaseAddress> {
        let address = web_address(text).filter(|address| !address.contains(['?', '#']))?;
        Some(BaseAddress(if address.ends_with('/') { address } else { format!("{address}/") }))
    }

    fn to(&self, path: &str) -> String {
        format!("{}{}", self.0, if path == FIRST_PAGE { "" } else { path })
    }
}

/// The style sheet that pages below the first one share.
const STYLE_SHEET: &str = "style.css";
/// The user's own.
const OWN_STYLE_SHEET: &str = "own.css";
/// Editions, the newest first.
const FEED: &str = "feed.xml";
/// What was finished lately.
const READING_FEED: &str = "reading.xml";
/// Everybody.
const PEOPLE: &str = "people/index.html";

/// Takes the files of a site, each by its path from the top, with slashes.
pub type PutFile<'a, E> = dyn FnMut(&str, &[u8]) -> Result<(), E> + 'a;

/// A site that can be written.
#[derive(Debug)]
pub struct Site<'a> {
    catalogue: &'a Catalogue,
    furnishing: &'a SiteFurnishing,
    first: Index<'a>,
    below: Index<'a>,
    /// Without links, which feeds cannot follow.
    feed: Index<'a>,
    name: Text<'static>,
    deeds: Deeds<'a>,
}

impl<'a> Site<'a> {
    /// Of a catalogue.
    pub fn of(catalogue: &'a Catalogue, furnishing: &'a SiteFurnishing) -> Site<'a> {
        let index = |links| Index::of(catalogue).with_citations(&furnishing.page.citations).with_links(links);
        let (first, below, feed) = (index(Links::First), index(Links::Below), index(Links::Alone));
        let author = outline::main_author(catalogue, &first);
        let name = author.map_or_else(
            || "Bibliography".into(),
            |author| format!("{}: a bibliography", author.name.display()).into(),
        );
        let deeds = Deeds::of(catalogue, author, &below);
        Site { catalogue, furnishing, first, below, feed, name, deeds }
    }

    /// The path of the files of a work, without their endings.
    pub fn stem_of_work(handle: &str) -> String {
        SitePage::Work(handle).stem()
    }

    /// How many people have a page.
    pub fn people(&self) -> usize {
        self.deeds.people().count()
    }

    /// Gives every page, feed and style sheet.
    pub fn write<E: From<io::Error>>(&self, put: &mut PutFile<'_, E>) -> Result<(), E> {
        put(STYLE_SHEET, super::Style::new().0.as_bytes())?;
        if let Some(OwnStyle(own)) = &self.furnishing.page.style {
            put(OWN_STYLE_SHEET, own.as_bytes())?;
        }
        for work in &self.catalogue.works {
            let page = WorkPage::of(work, self);
            put(&SitePage::Work(&work.handle).path(), &rendered(&page)?)?;
        }
        for agent in self.deeds.people() {
            let page = PersonPage::of(agent, self);
            put(&SitePage::Agent(&agent.handle).path(), &rendered(&page)?)?;
        }
        put(PEOPLE, &rendered(&PeoplePage::of(self))?)?;
        put(FEED, &rendered(&feed::of_editions(self))?)?;
        if self.has_readings() {
            put(READING_FEED, &rendered(&feed::of_readings(self))?)?;
        }
        let mut first = Bibliography::of(self.catalogue, &self.first, &self.furnishing.page)?;
        first.site = Some(SiteHead::first(self));
        put(FIRST_PAGE, &rendered(&first)?)
    }

    fn has_readings(&self) -> bool {
        !self.catalogue.readings.is_empty()
    }

    /// The feeds: path and title.
    fn feeds(&self) -> Vec<(&'static str, &'static str)> {
        let reading = self.has_readings().then_some((READING_FEED, "Reading"));
        [(FEED, "New in this bibliography")].into_iter().chain(reading).collect()
    }
}

fn rendered(page: &impl Template) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    Template::write_into(page, &mut bytes)?;
    bytes.push(b'\n');
    Ok(bytes)
}
