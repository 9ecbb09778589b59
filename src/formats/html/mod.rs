//! A bibliography as one HTML page that needs nothing else: no network, styles within, whole without its script. For
//! programs it has the same once more: as JSON-LD, and each edition as COinS.
//!
//! Templates under `templates/` hold the page and its parts; the modules here turn a catalogue into what those
//! templates show. Nothing from the catalogue reaches the page but through the modules `text`
//! and `link`.

mod apparatus;
mod edition;
mod evidence;
mod expression;
mod losses;
mod mention;
mod offer;
mod outline;
mod people;
mod read_through;
mod reading_summary;
pub mod site;
mod text;
mod time;
mod timeline;
mod title;
mod words;
mod work;

#[cfg(test)]
mod tests;

use std::fmt::{self, Display, Formatter};
use std::io;

use askama::Template;
use askama::filters::HtmlSafe;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::{Furnishing, Loss, Page, address as link, coins, index, json_ld};
use crate::model::{
    Standing,
    tree::{self, Agent, Catalogue, ExpressionKind, Source},
};
use index::Index;
use link::Anchor;
use offer::PackedOffer;
use outline::Subject;
use reading_summary::ReadingSummary;
use site::SiteHead;
use text::Text;
use time::Time;
use timeline::Timeline;
use work::Work;

/// The page.
#[derive(Clone, Copy, Debug)]
pub struct Html;

impl Page for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extension(&self) -> &'static str {
        "html"
    }

    fn purpose(&self) -> &'static str {
        "One web page of works, translations and editions, for reading and printing"
    }

    fn losses(&self, catalogue: &Catalogue) -> Vec<Loss> {
        losses::losses(catalogue, &Index::of(catalogue))
    }

    fn is_furnished(&self) -> bool {
        true
    }

    fn write(
        &self,
        catalogue: &Catalogue,
        furnishing: &Furnishing,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let index = Index::of(catalogue).with_citations(&furnishing.citations);
        Bibliography::of(catalogue, &index, furnishing)?.write_into(out)
    }
}

/// Works that a browser lays out at once without keeping a reader waiting.
const MOST_WORKS_LAID_OUT: usize = 400;

/// Works that are laid out together in a large page.
const WORKS_OF_LEAF: usize = 40;

/// The whole page.
#[derive(Debug, Template)]
#[template(path = "page.html")]
struct Bibliography<'a> {
    index: &'a Index<'a>,
    policy: String,
    style: Style,
    own_style: Option<&'a OwnStyle>,
    script: Script,
    linked_data: LinkedData<'a>,
    author: Option<Author>,
    works: usize,
    translations: usize,
    editions: usize,
    /// Editions that are known only through another one.
    mentioned: usize,
    reading: ReadingSummary<'a>,
    timeline: Timeline<'a>,
    parts: Vec<Part<'a>>,
    offers: Vec<PackedOffer>,
    sources: Vec<SourceDocument<'a>>,
    /// What it has as the first page of a site.
    site: Option<SiteHead>,
}

/// The main author.
#[derive(Debug)]
struct Author {
    name: Text<'static>,
    born: Option<Time>,
    died: Option<Time>,
}

/// Works that have the same to do with the main author.
#[derive(Debug)]
struct Part<'a> {
    id: &'static str,
    heading: Text<'static>,
    groups: Vec<Group<'a>>,
}

/// Works of one kind.
#[derive(Debug)]
struct Group<'a> {
    id: String,
    heading: &'static str,
    works: Vec<&'a tree::Work>,
    /// Whose works they are.
    owner: Option<&'a Agent>,
}

/// A document that facts were taken from.
#[derive(Debug)]
struct SourceDocument<'a> {
    id: String,
    title: Text<'a>,
    /// Without its folders, which are nobody else's business.
    file: Option<Text<'a>>,
    note: Option<Text<'a>>,
}

impl<'a> Bibliography<'a> {
    fn of(
        catalogue: &'a Catalogue,
        index: &'a Index<'a>,
        furnishing: &'a Furnishing,
    ) -> io::Result<Bibliography<'a>> {
        let author = outline::main_author(catalogue, index);
        let expressions = || catalogue.works.iter().flat_map(|work| &work.expressions);
        let all = || expressions().flat_map(|text| &text.editions);
        let editions = |standing| all().filter(|edition| edition.standing == standing).count();
        let (style, script) = (Style::new(), Script::new());
        let own_style = furnishing.style.as_ref();
        Ok(Bibliography {
            index,
            policy: policy(&script, &style, own_style),
            style,
            own_style,
            script,
            linked_data: LinkedData(json_ld::InPage::of(catalogue, index)),
            author: author.map(Author::of),
            works: catalogue.works.len(),
            translations: expressions().filter(|text| text.kind == ExpressionKind::Translation).count(),
            editions: editions(Standing::Listed),
            mentioned: editions(Standing::Mentioned),
            reading: ReadingSummary::of(catalogue, author, index),
            timeline: Timeline::of(catalogue, index),
            parts: outline::outline(catalogue, index, author)
                .into_iter()
                .map(|part| Part::of(part, author))
                .collect(),
            offers: furnishing.offers.iter().map(PackedOffer::of).collect::<io::Result<_>>()?,
            sources: catalogue.sources.iter().map(SourceDocument::of).collect(),
            site: None,
        })
    }

    /// Whether there are so many works that a browser should lay out only those that are seen.
    fn is_large(&self) -> bool {
        self.works > MOST_WORKS_LAID_OUT
    }

    /// The works of a group, in a large page in parts of which a browser skips those that are not seen. They are made
    /// ready as they are written, so that not all are there at once.
    fn leaves<'b>(&'b self, group: &'b Group<'a>) -> impl Iterator<Item = Vec<Work<'a>>> {
        let leaves = group.works.chunks(if self.is_large() { WORKS_OF_LEAF } else { usize::MAX });
        leaves.map(|leaf| leaf.iter().map(|work| Work::of(work, group.owner, self.index)).collect())
    }
}

impl Author {
    fn of(agent: &Agent) -> Author {
        Author {
            name: agent.name.display().into(),
            born: agent.born.as_ref().map(Time::year),
            died: agent.died.as_ref().map(Time::year),
        }
    }
}

impl<'a> Part<'a> {
    fn of(part: outline::Part<'a>, author: Option<&'a Agent>) -> Part<'a> {
        let name = author.map(|author| author.name.display());
        let (id, heading) = match (part.subject, name) {
            (Subject::Own, Some(name)) => ("part:own", format!("Works by {name}")),
            (Subject::Hand, Some(name)) => ("part:hand", format!("Translated or edited by {name}")),
            (Subject::About, Some(name)) => ("part:about", format!("About {name}")),
            (_, Some(_)) => ("part:other", "Other works".to_owned()),
            (_, None) => ("part:works", "Works".to_owned()),
        };
        let owner = author.filter(|_| part.subject == Subject::Own);
        let group = |group: outline::Group<'a>| Group {
            id: format!("{id}:{}", group.heading.to_lowercase().replace(' ', "-")),
            heading: group.heading,
            works: group.works,
            owner,
        };
        Part { id, heading: heading.into(), groups: part.groups.into_iter().map(group).collect() }
    }
}

impl<'a> SourceDocument<'a> {
    fn of(source: &'a Source) -> SourceDocument<'a> {
        let name = |path: &'a String| path.rsplit(['/', '\\']).next().unwrap_or(path);
        SourceDocument {
            id: Anchor::Source(&source.handle).id(),
            title: Text::from(&source.title),
            file: source.file.as_ref().map(name).filter(|file| *file != source.title).map(Text::from),
            note: source.note.as_ref().map(Text::from),
        }
    }
}

/// The style sheet as it stands in the page.
#[derive(Debug)]
struct Style(String);

impl Style {
    fn new() -> Style {
        // A browser hashes the text after it has read line breaks as line feeds.
        Style(include_str!("../../../templates/page.css").replace('\r', ""))
    }
}

/// The script as it stands in the page.
#[derive(Debug)]
struct Script(String);

impl Script {
    fn new() -> Script {
        Script(include_str!("../../../templates/page.js").replace('\r', ""))
    }
}

/// A style sheet of the user's, which comes after the page's own.
#[derive(Clone, Debug)]
pub struct OwnStyle(String);

impl OwnStyle {
    /// A style sheet as it can stand in a page; `None` for a text that would end its element.
    pub fn new(text: &str) -> Option<OwnStyle> {
        let ends_element = text.to_ascii_lowercase().contains("</style");
        let is_text = !text.contains(|c: char| c == '\0' || (c.is_control() && !c.is_ascii_whitespace()));
        // A browser hashes the text after it has read line breaks as line feeds.
        (!ends_element && is_text)
            .then(|| OwnStyle(text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n")))
    }
}

/// Nothing may be loaded; of scripts and styles only those of the page count (CSP 3, hash sources).
fn policy(script: &Script, style: &Style, own_style: Option<&OwnStyle>) -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text.as_bytes())));
    let own = own_style.map(|own| format!(" {}", hash(&own.0))).unwrap_or_default();
    let (script, style) = (hash(&script.0), hash(&style.0));
    format!(
        "default-src 'none'; script-src {script}; style-src {style}{own}; base-uri 'none'; form-action 'none'"
    )
}

/// The catalogue for programs, as the text of a script element.
#[derive(Debug)]
struct LinkedData<'a>(json_ld::InPage<'a>);

impl Display for LinkedData<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

// `json_ld::InPage` writes nothing that HTML takes for markup.
impl HtmlSafe for LinkedData<'_> {}

impl Display for Style {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

// It is a file of this project; a test holds that it does not end the style element.
impl HtmlSafe for Style {}

impl Display for Script {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

// As of the style.
impl HtmlSafe for Script {}

impl Display for OwnStyle {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

// `OwnStyle::new` takes nothing that ends the style element.
impl HtmlSafe for OwnStyle {}
