//! Atom feeds (RFC 4287): the newest editions, and what was finished lately.

use std::cmp::Reverse;

use askama::Template;
use sha2::{Digest, Sha256};

use super::{FEED, READING_FEED, Site};
use crate::formats::html::edition::Brief;
use crate::formats::html::read_through::ReadLine;
use crate::formats::html::text::Text;
use crate::formats::index::{End, Located, editions};
use crate::formats::json_ld::iso_date;
use crate::formats::links::{FIRST_PAGE, SitePage};
use crate::formats::{address::Anchor, coins};
use crate::model::tree::{ReadingStatus, Work};
use crate::model::{Date, Role, Standing, title};

/// Most entries of a feed.
const MOST_ENTRIES: usize = 50;

/// A feed.
#[derive(Debug, Template)]
#[template(path = "feed.xml")]
pub(super) struct Feed {
    title: String,
    name: Text<'static>,
    id: String,
    updated: String,
    /// Its own address, where that is known.
    own: Option<String>,
    page: String,
    entries: Vec<Entry>,
}

/// An entry.
#[derive(Debug)]
struct Entry {
    title: Text<'static>,
    id: String,
    updated: String,
    href: String,
    authors: Vec<Text<'static>>,
    category: Option<&'static str>,
    /// HTML.
    content: String,
}

/// What a feed without any entry was updated at.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// The editions that came last; of those of which that is not known, those that were published last.
pub(super) fn of_editions(site: &Site<'_>) -> Feed {
    let when = |located: &Located<'_>| {
        let added = site.furnishing.added.get(&located.edition.key).and_then(|time| atom_time(time));
        let published = site.below.date_of(located.edition).and_then(day);
        Some((added.is_some(), added.or(published)?))
    };
    let mut dated: Vec<_> = editions(&site.catalogue.works)
        .filter(|located| located.edition.standing == Standing::Listed)
        .filter_map(|located| Some((when(&located)?, located)))
        .collect();
    dated.sort_by_cached_key(|(when, located)| {
        let published = site.below.date_of(located.edition).cloned();
        (Reverse(when.clone()), Reverse(published), &located.edition.key)
    });
    let newest = dated.into_iter().take(MOST_ENTRIES);
    let entries = newest.map(|((_, updated), located)| of_edition(located, updated, site)).collect();
    feed("New", FEED, entries, site)
}

/// What was finished last.
pub(super) fn of_readings(site: &Site<'_>) -> Feed {
    let finished = site.catalogue.readings.iter().filter(|read| read.status == ReadingStatus::Finished);
    let mut dated: Vec<_> = finished
        .zip(0_usize..)
        .filter_map(|(read, number)| Some((read.finished.as_ref().and_then(day)?, number, read)))
        .collect();
    dated.sort_by_key(|(when, number, _)| Reverse((when.clone(), *number)));
    let entry = |(updated, number, read): (String, usize, &crate::model::reading::Reading<_>)| {
        let end = site.below.end(&read.subject);
        let (located, work, reads, fields) = match end {
            End::Work(work) => (None, work, site.below.shelf().of_work(&work.handle), None),
            End::Edition(located) => {
                let reads = site.below.shelf().of_edition(&located.edition.key);
                (Some(located), located.work, reads, Some(&located.edition.fields))
            }
            End::Absent(_) => return None,
        };
        let through = reads.iter().find(|through| std::ptr::eq(through.reading, read))?;
        let title = located.map_or_else(|| title::plain(&work.title).into_owned(), coins::title_of);
        Some(Entry {
            title: format!("Read: {title}").into(),
            id: urn(&[&site.identity(), "read", &work.handle, &number.to_string(), &updated]),
            updated,
            href: located.map_or_else(
                || site.address(&SitePage::Work(&work.handle).path()),
                |located| site.address_of(located),
            ),
            authors: authors(work),
            category: None,
            content: ReadLine::of(through, fields).to_string(),
        })
    };
    let entries = dated.into_iter().filter_map(entry).take(MOST_ENTRIES).collect();
    feed("Reading", READING_FEED, entries, site)
}

fn of_edition(located: Located<'_>, updated: String, site: &Site<'_>) -> Entry {
    Entry {
        title: coins::title_of(located).into(),
        id: urn(&[&site.identity(), "edition", &located.edition.key]),
        updated,
        href: site.address_of(located),
        authors: authors(located.work),
        category: Some(located.work.kind.as_str()),
        content: Brief::of(located, &site.feed).to_string(),
    }
}

fn feed(title: &str, path: &str, entries: Vec<Entry>, site: &Site<'_>) -> Feed {
    Feed {
        title: format!("{title} · {}", site.name),
        name: site.name.clone(),
        id: urn(&[&site.identity(), path]),
        updated: entries.iter().map(|entry| entry.updated.clone()).max().unwrap_or_else(|| NEVER.to_owned()),
        own: site.furnishing.base.as_ref().map(|base| base.to(path)),
        page: site.address(FIRST_PAGE),
        entries,
    }
}

impl Site<'_> {
    /// What tells the site apart from others: its address, its name where that is not known.
    fn identity(&self) -> String {
        self.furnishing.base.as_ref().map_or_else(|| self.name.to_string(), |base| base.0.clone())
    }

    /// The address of a page for a feed, which stands at the top of the site.
    fn address(&self, path: &str) -> String {
        self.furnishing.base.as_ref().map_or_else(|| path.to_owned(), |base| base.to(path))
    }

    fn address_of(&self, located: Located<'_>) -> String {
        let page = self.address(&SitePage::Work(&located.work.handle).path());
        format!("{page}{}", Anchor::Edition(&located.edition.key).href())
    }
}

fn authors(work: &Work) -> Vec<Text<'static>> {
    let authors = work.contributions.iter().filter(|given| given.role == Role::Author);
    authors.filter_map(|given| given.who.as_ref().ok()).map(|who| who.name.display().into()).collect()
}

/// A time as the library has it, if that is one of RFC 3339.
fn atom_time(time: &str) -> Option<String> {
    let time = chrono::DateTime::parse_from_rfc3339(time).ok()?.to_utc();
    Some(time.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// The first moment of the first day that a date may be.
fn day(date: &Date) -> Option<String> {
    let day = iso_date(date)?;
    let rest = ["-01-01", "-01", ""].get(day.matches('-').count())?;
    Some(format!("{day}{rest}T00:00:00Z"))
}

/// A name that stays, made of a hash as UUIDs of version 8 are (RFC 9562).
fn urn(parts: &[&str]) -> String {
    let hash = Sha256::digest(parts.join("\n").as_bytes());
    let mut digits: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    digits.replace_range(12..13, "8");
    digits.replace_range(16..17, "a");
    let (a, rest) = digits.split_at(8);
    let (b, rest) = rest.split_at(4);
    let (c, rest) = rest.split_at(4);
    let (d, e) = rest.split_at(4);
    format!("urn:uuid:{a}-{b}-{c}-{d}-{e}")
}
