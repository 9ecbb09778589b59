//! Formatted citations: editions as CSL items for a style, rendered, arranged.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt, HashSet};

use super::{CitationStyle, Error, Library, citing, condition};
use crate::{
    fields::{Profile, profiles_of},
    formats::{Escapes, FORMATS, WriteOptions},
    model::{Date, Field, Place, Reference, Standing, title, tree::ExpressionKind},
    rendering::{Baseline, Cite, CslItem, Entry, List, Rendering, Run, Style},
    store::{EditionId, Whole},
};

/// Styles that want the original told in another way than most, by a word of their CSL id, with the profile of CSL
/// that tells it so (FIELDS, table C).
const PROFILES_OF_STYLES: &[(&str, &str)] = &[
    ("american-psychological-association", "apa"),
    ("apa", "apa"),
    ("modern-language-association", "mla"),
    ("mla", "mla"),
    ("iso690", "iso690"),
    ("iso-690", "iso690"),
    ("din-1505", "din1505"),
];

/// Under which titles entries stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// Under none.
    #[default]
    None,
    /// The kinds of their works.
    Kind,
    /// Their works, in order of first publication: each with its original and all that came of it, by date.
    Work,
    /// Their years.
    Year,
    /// The languages of their texts.
    Language,
}

/// The order of entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As the style has it.
    #[default]
    Style,
    /// By date, then as the style has it.
    Date,
    /// The latest first.
    DateDescending,
    /// By citation key.
    Key,
}

/// What is to be rendered.
pub struct BibliographyOptions<'a> {
    /// Query text; empty for everything that is listed.
    pub query: &'a str,
    /// The style.
    pub style: &'a Style,
    /// The language of the terms; the style's own where there is none.
    pub language: Option<&'a str>,
    /// Under which titles entries stand.
    pub grouping: Grouping,
    /// The order of entries under one title.
    pub order: Order,
}

/// A rendered list of references.
#[derive(Debug, Default)]
pub struct Bibliography {
    /// Its parts.
    pub parts: Vec<Part>,
    /// Whether lines after the first are indented.
    pub hangs: bool,
    /// The keys of editions that the style could not print.
    pub unprinted: Vec<String>,
    /// The keys of editions of which the style prints nothing in a list (letters, in many).
    pub left_out: Vec<String>,
}

/// Entries under one title.
#[derive(Debug)]
pub struct Part {
    /// The title.
    pub title: Option<String>,
    /// The entries.
    pub entries: Vec<PrintedEdition>,
}

/// A rendered entry.
#[derive(Debug)]
pub struct PrintedEdition {
    /// The key of the edition.
    pub key: String,
    /// Its number or label, where the style sets it apart.
    pub label: Vec<Run>,
    /// Its text.
    pub runs: Vec<Run>,
}

/// A source that is cited: the key and how.
pub struct CiteOfKey {
    /// The key of the edition.
    pub key: String,
    /// How it is cited; `item` is filled in.
    pub cite: Cite,
}

/// Citations and the list behind them.
#[derive(Debug)]
pub struct Citations {
    /// One for each cluster; nothing where the style could not print it.
    pub citations: Vec<Option<Vec<Run>>>,
    /// What they cite.
    pub list: Bibliography,
}

/// An edition that is to be printed.
struct Printable {
    reference: Reference,
    /// The title that it stands under, and what that is sorted by.
    heading: Option<(String, String)>,
    /// Its text: translations come behind the original in lists by work.
    text: ExpressionKind,
    /// The first day that it may be of; what has no date comes last.
    day: i64,
}

impl Library {
    /// The references of a query in a style.
    pub fn bibliography(&self, options: &BibliographyOptions<'_>) -> Result<Bibliography, Error> {
        let selected = self.selected(options.query)?;
        let wholes = match options.grouping {
            Grouping::Work => self.with_originals(&selected, options.query)?,
            _ => self.store.read(|store| store.whole_editions(&selected))?,
        };
        let printable: Vec<Printable> =
            wholes.iter().map(|whole| printable(whole, options.grouping)).collect();
        let items = csl_items(printable.iter().map(|printable| &printable.reference), options.style)?;
        let rendering = Rendering::new(&items, options.style, options.language);
        let arrange = |order: Vec<usize>| arranged(order, &printable, options);
        let mut bibliography = Bibliography::default();
        for list in rendering.list(arrange) {
            bibliography.push(list, &printable);
        }
        Ok(bibliography)
    }

    /// Citations of editions, and the list of what they cite.
    pub fn cite(
        &self,
        clusters: &[Vec<CiteOfKey>],
        style: &Style,
        language: Option<&str>,
    ) -> Result<Citations, Error> {
        let mut editions: Vec<EditionId> = Vec::new();
        let mut cites: Vec<Vec<Cite>> = Vec::new();
        for cluster in clusters {
            let mut cited = Vec::new();
            for CiteOfKey { key, cite } in cluster {
                let edition = self.edition_of_key(key)?;
                let known = editions.iter().position(|other| *other == edition);
                let item = known.unwrap_or_else(|| {
                    editions.push(edition);
                    editions.len() - 1
                });
                cited.push(Cite { item, ..cite.clone() });
            }
            cites.push(cited);
        }
        let wholes = self.store.read(|store| store.whole_editions(&editions))?;
        let printable: Vec<Printable> = wholes.iter().map(|whole| printable(whole, Grouping::None)).collect();
        let items = csl_items(printable.iter().map(|printable| &printable.reference), style)?;
        let rendering = Rendering::new(&items, style, language);
        let citations = rendering.citations(&cites);
        let mut list = Bibliography::default();
        for part in rendering.list(|order| vec![order]) {
            list.push(part, &printable);
        }
        Ok(Citations { citations, list })
    }

    /// The selected editions and the originals and earlier editions behind them that are only mentioned.
    fn with_originals(&self, selected: &[EditionId], query: &str) -> Result<Vec<Whole>, Error> {
        self.store.read(|store| {
            let condition = condition::listed(store, query)?;
            let mut wholes = store.whole_editions(selected)?;
            let known: HashSet<String> = wholes.iter().map(|whole| whole.edition.key.clone()).collect();
            let behind = wholes.iter().flat_map(|whole| [&whole.original, &whole.reprint]).flatten();
            let wanted: HashSet<String> =
                behind.map(|triple| triple.edition.key.clone()).filter(|key| !known.contains(key)).collect();
            let works = store.work_ids_with(&condition)?;
            let others = store.whole_editions(&store.editions_of(&store.expressions_of(&works)?)?)?;
            let is_wanted = |whole: &Whole| {
                let has_title = whole.edition.fields.has(Place::Here, Field::Title);
                wanted.contains(&whole.edition.key)
                    && whole.edition.standing == Standing::Mentioned
                    && has_title
            };
            wholes.extend(others.into_iter().filter(is_wanted));
            Ok(wholes)
        })
    }
}

impl Bibliography {
    /// Adds what was rendered of editions that stand under one title.
    fn push(&mut self, list: List, printable: &[Printable]) {
        let key = |index: usize| key_of(printable, index).unwrap_or_default();
        self.hangs = list.hangs;
        self.unprinted.extend(list.unprinted.into_iter().map(key));
        let first = list.entries.first().and_then(|entry| printable.get(entry.item));
        let title = first.and_then(|first| first.heading.as_ref()).map(|(_, title)| title.clone());
        let is_blank = |run: &Run| run.text.trim().is_empty();
        let (left_out, entries): (Vec<Entry>, Vec<Entry>) =
            list.entries.into_iter().partition(|entry| entry.runs.iter().all(is_blank));
        self.left_out.extend(left_out.into_iter().map(|entry| key(entry.item)));
        let printed =
            |entry: Entry| PrintedEdition { key: key(entry.item), label: entry.label, runs: entry.runs };
        if !entries.is_empty() {
            self.parts.push(Part { title, entries: entries.into_iter().map(printed).collect() });
        }
    }
}

/// The citations of editions in a style, by key, with inline markup; none without a style.
pub(super) fn page_citations(
    references: &[Reference],
    wanted: Option<CitationStyle<'_>>,
) -> Result<BTreeMap<String, String>, Error> {
    let Some(CitationStyle { style, language }) = wanted else { return Ok(BTreeMap::new()) };
    let alone: Vec<Reference> =
        references.iter().map(|reference| Reference { links: Vec::new(), ..reference.clone() }).collect();
    let items = csl_items(alone.iter(), style)?;
    let rendering = Rendering::new(&items, style, language);
    // Each is read and copied alone: no sign stands for the author of the one before.
    let each_alone = |order: Vec<usize>| order.into_iter().map(|item| vec![item]).collect();
    let entries = rendering.list(each_alone).into_iter().flat_map(|list| list.entries);
    let citation = |entry: Entry| {
        let key = alone.get(entry.item)?.key.clone()?;
        let text = marked(&entry.runs);
        (!text.trim().is_empty()).then_some((key, text))
    };
    Ok(entries.filter_map(citation).collect())
}

/// Runs as text with inline markup, without the addresses behind it.
fn marked(runs: &[Run]) -> String {
    let mut text = String::new();
    for Run { text: words, face, .. } in runs {
        let tags: Vec<&str> = [
            (face.italic, "i"),
            (face.bold, "b"),
            (face.small_caps, "sc"),
            (face.baseline == Baseline::Superscript, "sup"),
            (face.baseline == Baseline::Subscript, "sub"),
        ]
        .into_iter()
        .filter_map(|(is_set, tag)| is_set.then_some(tag))
        .collect();
        tags.iter().for_each(|tag| text.push_str(&format!("<{tag}>")));
        text.push_str(&title::escape(words));
        tags.iter().rev().for_each(|tag| text.push_str(&format!("</{tag}>")));
    }
    text
}

fn key_of(printable: &[Printable], index: usize) -> Option<String> {
    printable.get(index)?.reference.key.clone()
}

/// The profile of CSL in which a style is told of translations.
fn profile_for(style: &Style) -> &'static Profile {
    let is_named = |word: &str| style.id.split('/').next_back().is_some_and(|id| id.starts_with(word));
    let name = PROFILES_OF_STYLES.iter().find(|(word, _)| is_named(word)).map(|(_, profile)| *profile);
    let mut profiles = profiles_of("csl");
    let named = name.and_then(|name| profiles_of("csl").find(|profile| profile.name == name));
    // The family of CSL has at least its default.
    named.or_else(|| profiles.next()).unwrap_or_else(|| crate::fields::default_profile("csl"))
}

/// References as items for a style.
pub(super) fn csl_items<'a>(
    references: impl Iterator<Item = &'a Reference>,
    style: &Style,
) -> Result<Vec<CslItem>, Error> {
    let Some(format) = FORMATS.iter().find(|format| format.name() == "csl-json") else {
        return Ok(Vec::new());
    };
    let options = WriteOptions { profile: profile_for(style), escapes: Escapes::Omit, outside: Vec::new() };
    let mut bytes = Vec::new();
    let mut writer = format.writer(&mut bytes, options)?;
    for reference in references {
        writer.write(reference, &mut Vec::new())?;
    }
    writer.finish()?;
    Ok(serde_json::from_slice(&bytes).map_err(std::io::Error::from)?)
}

fn printable(whole: &Whole, grouping: Grouping) -> Printable {
    let mut reference = citing::reference(whole);
    // Pointers between entries are nothing that a style prints.
    reference.links.clear();
    let date = reference.fields.date(Place::Here, Field::Date);
    let day = date.and_then(Date::earliest).unwrap_or(i64::MAX);
    let heading = heading(whole, date, grouping);
    Printable { reference, heading, text: whole.expression.kind, day }
}

/// What a title is sorted by, and the title.
fn heading(whole: &Whole, date: Option<&Date>, grouping: Grouping) -> Option<(String, String)> {
    let by = |title: String| Some((title.to_lowercase(), title));
    match grouping {
        Grouping::None => None,
        Grouping::Kind => by(capitalized(whole.work.kind.as_str())),
        Grouping::Language => {
            let language = whole.expression.language.as_deref();
            let title = language.map_or("Language not given".to_owned(), |tag| {
                crate::model::language::english_name(tag).map_or(tag.to_owned(), str::to_owned)
            });
            by(title)
        }
        Grouping::Year => match date.and_then(Date::year) {
            Some(year) => Some((format!("{:08}", year.saturating_add(1_000_000)), year.to_string())),
            None => Some(("~".to_owned(), "Without a date".to_owned())),
        },
        Grouping::Work => {
            let work = &whole.work;
            let first = work.date.as_ref().and_then(Date::earliest).unwrap_or(i64::MAX);
            let title = crate::model::title::plain(&work.title).into_owned();
            Some((
                format!("{:020}{}{}", first.saturating_add(1 << 40), title.to_lowercase(), work.handle),
                title,
            ))
        }
    }
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Puts what the style has put in order under titles, and in the order that is asked for.
fn arranged(
    order: Vec<usize>,
    printable: &[Printable],
    options: &BibliographyOptions<'_>,
) -> Vec<Vec<usize>> {
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    let mut of_heading: HashMap<&str, usize> = HashMap::new();
    for index in order {
        let heading = printable.get(index).and_then(|printable| printable.heading.as_ref());
        let heading = heading.map_or("", |(sort, _)| sort.as_str());
        let at = *of_heading.entry(heading).or_insert_with(|| {
            groups.push((heading, Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push(index);
    }
    groups.sort_by_key(|(heading, _)| *heading);
    let day = |index: &usize| printable.get(*index).map_or(i64::MAX, |printable| printable.day);
    for (_, group) in &mut groups {
        match options.order {
            _ if options.grouping == Grouping::Work => {
                group.sort_by_key(|index| (is_translation(printable, *index), day(index)));
            }
            Order::Style => {}
            Order::Date => group.sort_by_key(day),
            // What has no date stays last.
            Order::DateDescending => group.sort_by_key(|index| match day(index) {
                i64::MAX => i64::MAX,
                day => day.saturating_neg(),
            }),
            Order::Key => group.sort_by_key(|index| key_of(printable, *index)),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn is_translation(printable: &[Printable], index: usize) -> bool {
    printable.get(index).is_some_and(|printable| printable.text == ExpressionKind::Translation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntryType, Field, Name, NameList, Role};
    use crate::rendering::Styles;

    #[test]
    fn on_a_page_every_citation_has_its_author() {
        let book = |key: &str| {
            let mut book = Reference::new(EntryType::Book);
            book.key = Some(key.to_owned());
            book.fields.set(Place::Here, Field::Title, key.to_owned());
            book.names.insert((Place::Here, Role::Author), NameList::of(vec![Name::person("Vale", "Ada")]));
            book
        };
        let style = Styles::default().find("mla").expect("a style that the engine brings along");
        let wanted = CitationStyle { style: &style, language: None };
        let shown = page_citations(&[book("Ebb"), book("Tides")], Some(wanted)).expect("citations");
        let shown: Vec<&str> = shown.values().map(String::as_str).collect();
        assert_eq!(shown, ["Vale, Ada. <i>Ebb</i>.", "Vale, Ada. <i>Tides</i>."]);
    }
}
