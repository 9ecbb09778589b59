//! The site of small catalogues: every link leads somewhere, nothing leaves its place, feeds are whole.

use super::super::site::{BaseAddress, Site, SiteFurnishing};
use super::*;

fn files(catalogue: &Catalogue, furnishing: &SiteFurnishing) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut put = |path: &str, bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).expect("a page is UTF-8");
        assert!(files.insert(path.to_owned(), text).is_none(), "{path} is given twice");
        Ok::<_, std::io::Error>(())
    };
    Site::of(catalogue, furnishing).write(&mut put).expect("writing to memory does not fail");
    files
}

fn site(catalogue: &Catalogue) -> BTreeMap<String, String> {
    files(catalogue, &SiteFurnishing::default())
}

/// A path from one file of the site to another, without what follows `#`.
fn followed(from: &str, href: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('#').next().unwrap_or_default().split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{href} leads out of the site"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Files that the library puts beside the pages.
fn is_data(path: &str) -> bool {
    [".bib", ".json", ".ris", ".yaml", ".xml", ".jsonld"].iter().any(|ending| path.ends_with(ending))
}

#[test]
fn every_link_leads_to_a_place_in_the_site() {
    let text = include_str!("../../../../db/serge.yaml");
    let shipped = crate::formats::text_form::read(text).expect("the shipped catalogue is sound");
    for catalogue in [shipped, library()] {
        let files = site(&catalogue);
        let pages = || files.iter().filter(|(path, _)| path.ends_with(".html"));
        for (from, page) in pages() {
            for rest in page.split("href=\"").skip(1) {
                let href = rest.split('"').next().unwrap_or_default();
                if href.starts_with("http") {
                    continue;
                }
                let to = if href.starts_with('#') { from.clone() } else { followed(from, href) };
                assert!(files.contains_key(&to) || is_data(&to), "{from} leads to {to}, which is not there");
                if let Some((_, place)) = href.split_once('#') {
                    assert!(files[&to].contains(&format!(" id=\"{place}\"")), "{from}: {href}");
                }
            }
        }
        assert_eq!(pages().filter(|(path, _)| path.starts_with("works/")).count(), catalogue.works.len());
    }
}

#[test]
fn people_have_pages_with_what_they_did() {
    let files = site(&library());
    let page = &files["people/hale-tom.html"];
    let places = positions(
        page,
        &["<h1 id=\"agent:hale-tom\"", "Works by Tom Hale", "Tides", "Edited by Tom Hale", "The Quay"],
    );
    assert!(places.is_sorted() || page.contains("Translated by Tom Hale"), "{page}");
    assert!(page.contains("../works/le-port.html#edition:morel1938harbour"), "{page}");
    assert!(files["people/morel-jeanne.html"].contains("About Jeanne Morel"));
    assert!(
        files["people/index.html"].contains("<a href=\"../people/hale-tom.html\"><bdi>Hale, Tom</bdi></a>")
    );
    assert!(
        files["index.html"]
            .contains("<a href=\"people/hale-tom.html\"><bdi class=\"name\">Tom Hale</bdi></a>")
    );
}

#[test]
fn connectors_find_the_item_of_a_page() {
    let page = &site(&library())["works/tides.html"];
    for meta in [
        "<meta name=\"citation_title\" content=\"Tides\">",
        "<meta name=\"DC.title\" content=\"Tides\">",
        "<meta name=\"citation_author\" content=\"Hale, Tom\">",
        "<meta name=\"citation_inbook_title\" content=\"The Quay\">",
        "<meta name=\"citation_publication_date\" content=\"1940\">",
        "<meta name=\"citation_firstpage\" content=\"12\">",
        "<meta name=\"citation_lastpage\" content=\"30\">",
        "<meta name=\"citation_language\" content=\"en\">",
        "<link rel=\"alternate\" type=\"application/x-bibtex\" title=\"BibLaTeX\" href=\"../works/tides.bib\">",
        "class=\"Z3988\"",
        "\"@id\":\"../works/tides.html\"",
    ] {
        assert!(page.contains(meta), "{meta}: {page}");
    }
}

#[test]
fn nothing_leaves_its_place_on_any_page() {
    for text in HOSTILE {
        let catalogue = filled_with(text);
        let own = OwnStyle::new("p { color: red }");
        let page = Furnishing { style: own, ..Furnishing::default() };
        let files = files(&catalogue, &SiteFurnishing { page, ..SiteFurnishing::default() });
        for (path, page) in &files {
            assert!(
                path.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_~/.".contains(c))
            );
            let is_bad = |c: char| {
                (c.is_control() && c != '\n')
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            assert!(!page.contains(is_bad), "{path}");
            let is_alone = path == "index.html" || !path.ends_with(".html");
            let scripts = page.matches("<script").count();
            assert!(
                is_alone || scripts == page.matches("<script type=\"application/ld+json\">").count(),
                "{page}"
            );
            for rest in page.split("href=\"").skip(1) {
                let href = rest.split('"').next().unwrap_or_default();
                let is_ours = [
                    "#",
                    "../",
                    "works/",
                    "people/",
                    "index.html",
                    "bibliography.",
                    "feed.xml",
                    "reading.xml",
                ];
                let is_web = href.starts_with("http://") || href.starts_with("https://");
                assert!(is_web || is_ours.iter().any(|start| href.starts_with(start)), "{path}: {href}");
            }
        }
        let feed = &files["feed.xml"];
        let body = feed.split_once('\n').map_or("", |(_, body)| body);
        let parsed = crate::formats::xml::parse(body, 2);
        assert!(parsed.faults.is_empty() && parsed.is_closed, "{feed}: {:?}", parsed.faults);
    }
}

#[test]
fn feeds_tell_what_is_new_and_stay_the_same() {
    let mut catalogue = library();
    let read = |subject, finished: &str| Reading {
        finished: Some(Date::parse(finished)),
        ..Reading::new(subject, ReadingStatus::Finished)
    };
    catalogue.readings = vec![
        read(Target::Work("le-port".to_owned()), "1998"),
        read(Target::Edition("quay1940".to_owned()), "2026-02-03"),
    ];
    let added = BTreeMap::from([("morel1938harbour".to_owned(), "2026-11-02T10:00:00+01:00".to_owned())]);
    let base = BaseAddress::new("https://example.org/sea");
    let files = files(&catalogue, &SiteFurnishing { base, added, ..SiteFurnishing::default() });
    let feed = &files["feed.xml"];
    assert!(feed.contains("<updated>2026-11-02T09:00:00Z</updated>\n<link"), "{feed}");
    let places = positions(feed, &["<title>The Harbour &#38; Co</title>", "<title>Le Port</title>"]);
    assert!(places.is_sorted(), "what was added comes before what was only published: {feed}");
    assert!(
        feed.contains("href=\"https://example.org/sea/works/le-port.html#edition:morel1938harbour\""),
        "{feed}"
    );
    assert!(feed.contains(
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://example.org/sea/feed.xml\"/>"
    ));
    let reading = &files["reading.xml"];
    let places = positions(reading, &["<title>Read: The Quay</title>", "<title>Read: Le Port</title>"]);
    assert!(places.is_sorted(), "{reading}");
    assert!(files["index.html"].contains("<link rel=\"canonical\" href=\"https://example.org/sea/\">"));
    assert!(files["works/le-port.html"].contains("href=\"https://example.org/sea/works/le-port.html\""));
}

#[test]
fn addresses_of_sites_are_those_of_folders() {
    for (text, expected) in [
        ("https://example.org", Some("https://example.org/")),
        ("https://example.org/a b", Some("https://example.org/a%20b/")),
        ("http://localhost:8000/x/", Some("http://localhost:8000/x/")),
        ("https://example.org/?a", None),
        ("https://example.org/#a", None),
        ("javascript:alert(1)", None),
        ("/sea/", None),
        ("", None),
    ] {
        let base = BaseAddress::new(text);
        let files =
            base.map(|base| files(&library(), &SiteFurnishing { base: Some(base), ..Default::default() }));
        let canonical = files.map(|files| {
            let page = &files["index.html"];
            let rest = page.split_once("<link rel=\"canonical\" href=\"").expect("it has one").1;
            rest.split('"').next().unwrap_or_default().to_owned()
        });
        assert_eq!(canonical.as_deref(), expected, "{text}");
    }
}
