//! The engine: items, a style and locales in; runs of text out.

use std::{
    cell::Cell,
    collections::{HashMap, hash_map},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Once,
};

use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, json};
use hayagriva::{
    BibliographyDriver, BibliographyItem, BibliographyRequest, CitationItem, CitationRequest, CitePurpose,
    ElemChild, ElemChildren, ElemMeta, Formatted, Formatting, LocatorPayload, Rendered, SpecificLocator,
    standalone_citation,
};

use super::{
    case::{self, Titles},
    items::{CslItem, Undated, dated, for_sorting, guarded, shorten_names},
    locators::Locator,
    punctuation,
    quotes::Quotes,
    repeated,
    runs::{Line, Run},
    stand_ins::Years,
    style::{self, Lent, Prepared},
    styles::{Style, locales_for},
};

/// One entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The place of its item among those that were given.
    pub item: usize,
    /// The number or label before it, where the style sets that apart.
    pub label: Vec<Run>,
    /// What is printed of it.
    pub runs: Vec<Run>,
}

/// A list of references.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The entries in the order of the style.
    pub entries: Vec<Entry>,
    /// The places of items that the engine could not print.
    pub unprinted: Vec<usize>,
    /// Whether lines after the first are indented.
    pub hangs: bool,
}

/// How a source is mentioned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mention {
    /// As the style has it.
    #[default]
    Usual,
    /// Without the author, whom the sentence names.
    WithoutAuthor,
    /// As a part of the sentence: "Serge (1963)".
    InProse,
}

/// One source in a citation.
#[derive(Clone, Debug, Default)]
pub struct Cite {
    /// The place of its item among those that were given.
    pub item: usize,
    /// The place in it.
    pub locator: Option<Locator>,
    /// What stands before it.
    pub prefix: String,
    /// What stands behind it.
    pub suffix: String,
    /// How it is mentioned.
    pub mention: Mention,
}

/// Items that are rendered in a style and a language.
pub struct Rendering<'a> {
    items: &'a [CslItem],
    given: Vec<json::Item>,
    years: Years,
    style: IndependentStyle,
    /// The style with citations that only tell names apart.
    of_names: IndependentStyle,
    /// The style with lists in the order that is given, and no names told apart.
    in_order: IndependentStyle,
    lent: Lent,
    language: LocaleCode,
    locales: Vec<Locale>,
    quotes: Quotes,
}

impl<'a> Rendering<'a> {
    /// Prepares items for a style; the language is the style's own where none is asked for.
    pub fn new(items: &'a [CslItem], style: &Style, language: Option<&str>) -> Rendering<'a> {
        let asked = language.map(|language| LocaleCode(language.to_owned()));
        let own = style.locale.clone().or_else(|| style.csl.default_locale.clone());
        let language = asked.or(own).unwrap_or_else(LocaleCode::en_us);
        let locales = locales_for(&language, style.locales.as_deref());
        let quotes = Quotes::of(&style.csl, &language, &locales);
        let Prepared { style, lent } = style::prepared(&style.csl);
        let mut years = Years::default();
        let given = items.iter().map(|item| guarded(item, &lent, &mut years)).collect();
        let mut of_names = style.clone();
        of_names.citation.disambiguate_add_year_suffix = false;
        of_names.citation.collapse = None;
        of_names.bibliography = None;
        let mut in_order = style.clone();
        if let Some(bibliography) = &mut in_order.bibliography {
            bibliography.sort = None;
        }
        // The engine would print names in a list as it told them apart in citations.
        in_order.citation.disambiguate_add_names = false;
        in_order.citation.disambiguate_add_givenname = false;
        Rendering { items, given, years, style, of_names, in_order, lent, language, locales, quotes }
    }

    /// The list of the references in parts: what is given puts the items, which come in the order of the style, into
    /// the parts.
    pub fn list(&self, arrange: impl FnOnce(Vec<usize>) -> Vec<Vec<usize>>) -> Vec<List> {
        let Some(bibliography) = &self.style.bibliography else { return Vec::new() };
        let order = self.order();
        let mut printed: HashMap<usize, BibliographyItem> = HashMap::new();
        for alike in groups(&order, |index| self.cited_alone(index)) {
            let cited = self.cited_with_names(&alike);
            for group in groups(&alike, |index| cited.get(&index).cloned().unwrap_or_default()) {
                printed.extend(self.printed_together(&group));
            }
        }
        let mut place = 0;
        let mut lists = Vec::new();
        for part in arrange(order) {
            let mut list = List { hangs: bibliography.hanging_indent, ..List::default() };
            list.unprinted.extend(part.iter().copied().filter(|index| !printed.contains_key(index)));
            let mut entries: Vec<(usize, BibliographyItem)> =
                part.iter().filter_map(|index| Some((*index, printed.remove(index)?))).collect();
            if let Some(sign) = &bibliography.subsequent_author_substitute {
                repeated::replace(entries.iter_mut().map(|(_, item)| &mut item.content), sign);
            }
            for (item, printed) in entries {
                place += 1;
                list.entries.push(self.entry(item, printed, place));
            }
            lists.push(list);
        }
        lists
    }

    /// What is printed of each item by itself, in plain text: its entry in a list, or what a note says of it where
    /// the style prints no list. Nothing of one that the engine could not print.
    pub fn each_alone(&self) -> Vec<Option<String>> {
        let mut style = self.in_order.clone();
        if style.bibliography.is_some() {
            // Only the entry is wanted.
            style.citation.layout.elements.clear();
        }
        (0..self.given.len()).map(|index| self.alone(index, &style)).collect()
    }

    fn alone(&self, index: usize, style: &IndependentStyle) -> Option<String> {
        let rendered = self.rendered(style, &self.of(&[index]))?;
        let titles = self.titles_of(index);
        let printed = match rendered.bibliography {
            Some(list) => {
                let entry = self.entry(index, list.items.into_iter().next()?, 1);
                [entry.label, entry.runs].concat()
            }
            None => self.finished(&rendered.citations.into_iter().next()?.citation, titles),
        };
        Some(printed.into_iter().map(|run| run.text).collect())
    }

    /// The items that readers cannot tell apart: each with the one before it that is cited in the same words, or that
    /// only a letter behind the year tells from it which the list does not print.
    pub fn cited_alike(&self) -> Vec<(usize, usize)> {
        let all: Vec<usize> = (0..self.given.len()).collect();
        let mut alike = Vec::new();
        for group in groups(&all, |index| self.cited_alone(index)) {
            if group.len() < 2 {
                continue;
            }
            // The engine tells the first of several from no other, so that one more is put before.
            let given = self.of(&group);
            let with_another: Vec<&json::Item> = given.first().into_iter().chain(&given).copied().collect();
            let Some(rendered) = self.rendered(&self.style, &with_another) else { continue };
            let mut of_text: HashMap<String, usize> = HashMap::new();
            for (index, cited) in group.iter().zip(rendered.citations.iter().skip(1)) {
                match of_text.entry(format!("{:#}", cited.citation)) {
                    hash_map::Entry::Occupied(first) => alike.push((*index, *first.get())),
                    hash_map::Entry::Vacant(place) => {
                        place.insert(*index);
                    }
                }
            }
            alike.extend(self.without_letters(&group));
        }
        alike
    }

    /// Items of a group that are told apart by letters, and that have the same entry with a letter as without.
    fn without_letters(&self, group: &[usize]) -> Vec<(usize, usize)> {
        if !self.style.citation.disambiguate_add_year_suffix || self.style.bibliography.is_none() {
            return Vec::new();
        }
        let cited = self.cited_with_names(group);
        let mut unlettered = Vec::new();
        for alike in groups(group, |index| cited.get(&index).cloned().unwrap_or_default()) {
            let [first, second, ..] = alike.as_slice() else { continue };
            for (index, entry) in self.printed_together(&alike) {
                let alone = self.printed_together(&[index]);
                let is_same = alone
                    .iter()
                    .any(|(_, other)| format!("{:#}", other.content) == format!("{:#}", entry.content));
                if is_same {
                    unlettered.push((index, if index == *first { *second } else { *first }));
                }
            }
        }
        unlettered
    }

    /// An entry, the how manyth it is in the whole list.
    fn entry(&self, item: usize, printed: BibliographyItem, place: usize) -> Entry {
        let titles = self.titles_of(item);
        let label = printed.first_field.map(|field| numbered(ElemChildren(vec![field]), place));
        let label = label.map(|label| self.finished(&label, titles)).unwrap_or_default();
        Entry { item, label, runs: self.finished(&numbered(printed.content, place), titles) }
    }

    /// Citations, one for each cluster of sources; nothing in the place of one that the engine could not print.
    pub fn citations(&self, clusters: &[Vec<Cite>]) -> Vec<Option<Vec<Run>>> {
        let printed = quietly(|| {
            let mut driver = BibliographyDriver::new();
            for (note, cluster) in clusters.iter().enumerate() {
                let items = cluster.iter().filter_map(|cite| self.cited(cite)).collect();
                driver.citation(CitationRequest::new(
                    items,
                    &self.style,
                    Some(self.language.clone()),
                    &self.locales,
                    Some(note + 1),
                ));
            }
            driver.finish(self.request(&self.style)).citations
        });
        let Some(printed) = printed else { return clusters.iter().map(|_| None).collect() };
        let finish = |(mut citation, cluster): (hayagriva::RenderedCitation, &Vec<Cite>)| {
            around(&mut citation.citation, cluster);
            let titles = cluster.first().map_or(Titles::English, |cite| self.titles_of(cite.item));
            Some(self.finished(&citation.citation, titles))
        };
        printed.into_iter().zip(clusters).map(finish).collect()
    }

    fn cited<'b>(&'b self, cite: &'b Cite) -> Option<CitationItem<'b, json::Item>> {
        let locator = cite.locator.as_ref();
        let locator =
            locator.map(|locator| SpecificLocator(locator.kind, LocatorPayload::Str(&locator.text)));
        let purpose = (cite.mention == Mention::InProse).then_some(CitePurpose::Prose);
        Some(CitationItem::new(self.given.get(cite.item)?, locator, None, false, purpose))
    }

    /// The items in the order of the style.
    fn order(&self) -> Vec<usize> {
        let all: Vec<usize> = (0..self.given.len()).collect();
        let mut style = self.style.clone();
        let Some(bibliography) = style.bibliography.as_mut().filter(|list| list.sort.is_some()) else {
            return all;
        };
        let shortened = (bibliography.name_options.et_al_min, bibliography.name_options.et_al_use_first);
        // Only the order is wanted.
        bibliography.layout.elements.clear();
        let undated = if style::sorts_undated_itself(&style) { Undated::AsStyled } else { Undated::Last };
        // The key of an item tells which it is, whatever its identifier is.
        let sorted: Vec<json::Item> = self
            .items
            .iter()
            .enumerate()
            .map(|(index, item)| {
                let mut given = for_sorting(item, index, &self.lent, undated);
                if let (Some(least), Some(first)) = shortened {
                    shorten_names(&mut given, least as usize, first as usize);
                }
                given
            })
            .collect();
        let items =
            self.rendered(&style, &sorted.iter().collect::<Vec<_>>()).and_then(|list| list.bibliography);
        let order: Vec<usize> = items
            .map(|list| list.items.iter().filter_map(|item| item.key.parse().ok()).collect())
            .unwrap_or_default();
        if order.len() == all.len() { order } else { all }
    }

    fn cited_alone(&self, index: usize) -> String {
        let cited = quietly(|| {
            standalone_citation(CitationRequest::new(
                vec![CitationItem::with_entry(&self.given[index])],
                &self.style,
                Some(self.language.clone()),
                &self.locales,
                None,
            ))
        });
        cited.map(|cited| format!("{cited:#}")).unwrap_or_default()
    }

    /// How items are cited that look alike at first, once the style has told their names apart.
    fn cited_with_names(&self, group: &[usize]) -> HashMap<usize, String> {
        if group.len() < 2 {
            return HashMap::new();
        }
        let citations = self.rendered(&self.of_names, &self.of(group)).map(|rendered| rendered.citations);
        let citations = citations.unwrap_or_default();
        group.iter().copied().zip(citations.iter().map(|cited| format!("{:#}", cited.citation))).collect()
    }

    /// Entries that the style tells apart by letters behind the year, if there is more than one.
    fn printed_together(&self, group: &[usize]) -> Vec<(usize, BibliographyItem)> {
        let rendered = self.rendered(&self.in_order, &self.of(group));
        match rendered.and_then(|rendered| rendered.bibliography) {
            Some(list) => group.iter().copied().zip(list.items).collect(),
            // One of them is what the engine cannot print: each for itself.
            None if group.len() > 1 => {
                group.iter().flat_map(|index| self.printed_together(&[*index])).collect()
            }
            None => Vec::new(),
        }
    }

    fn of(&self, group: &[usize]) -> Vec<&json::Item> {
        group.iter().filter_map(|index| self.given.get(*index)).collect()
    }

    fn request<'b>(&'b self, style: &'b IndependentStyle) -> BibliographyRequest<'b> {
        BibliographyRequest { style, locale: Some(self.language.clone()), locale_files: &self.locales }
    }

    fn rendered(&self, style: &IndependentStyle, items: &[&json::Item]) -> Option<Rendered> {
        let dated = dated();
        quietly(|| {
            let mut driver = BibliographyDriver::new();
            // Letters behind years are only given where one citation has a date.
            let extra = (items.len() > 1).then_some(&dated);
            for item in items.iter().copied().chain(extra) {
                driver.citation(CitationRequest::new(
                    vec![CitationItem::with_entry(item)],
                    style,
                    Some(self.language.clone()),
                    &self.locales,
                    None,
                ));
            }
            driver.finish(self.request(style))
        })
    }

    fn titles_of(&self, item: usize) -> Titles {
        let language = self.items.get(item).and_then(|item| item.get("language")?.as_str());
        let is_english = match language.filter(|language| !language.is_empty()) {
            Some(language) => language.starts_with("en"),
            None => self.language.is_english(),
        };
        if is_english { Titles::English } else { Titles::Other }
    }

    fn finished(&self, children: &ElemChildren, titles: Titles) -> Vec<Run> {
        let mut line = Line::of(children, &self.years);
        case::apply(&mut line.glyphs, titles);
        punctuation::curl(&mut line.glyphs, &self.quotes);
        line.set_marked();
        punctuation::settle(&mut line.glyphs);
        punctuation::swap_into_quotations(&mut line.glyphs, &self.quotes);
        punctuation::settle(&mut line.glyphs);
        line.runs()
    }
}

/// Items of which the same is said stand together, in their order; of those of which nothing is said, each alone.
fn groups(order: &[usize], said: impl Fn(usize) -> String) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut of_text: HashMap<String, usize> = HashMap::new();
    for index in order {
        let text = said(*index);
        match of_text.get(&text).copied().filter(|_| !text.is_empty()).and_then(|at| groups.get_mut(at)) {
            Some(group) => group.push(*index),
            None => {
                of_text.insert(text, groups.len());
                groups.push(vec![*index]);
            }
        }
    }
    groups
}

/// What was printed with the number of its place in the whole list: it was printed in a list of its own.
fn numbered(mut children: ElemChildren, place: usize) -> ElemChildren {
    fn renumber(children: &mut ElemChildren, number: &str) {
        for child in &mut children.0 {
            let ElemChild::Elem(element) = child else { continue };
            if element.meta == Some(ElemMeta::CitationNumber) {
                put_number(&mut element.children, number);
            } else {
                renumber(&mut element.children, number);
            }
        }
    }
    fn put_number(children: &mut ElemChildren, number: &str) {
        for child in &mut children.0 {
            match child {
                ElemChild::Text(text) => {
                    let digits = |c: char| c.is_ascii_digit();
                    if let (Some(first), Some(last)) = (text.text.find(digits), text.text.rfind(digits)) {
                        text.text.replace_range(first..=last, number);
                        return;
                    }
                }
                ElemChild::Elem(element) => put_number(&mut element.children, number),
                _ => {}
            }
        }
    }
    renumber(&mut children, &place.to_string());
    children
}

/// Puts what stands before and behind each source of a citation around it, and leaves out authors who are not wanted.
fn around(citation: &mut ElemChildren, cluster: &[Cite]) {
    for child in &mut citation.0 {
        let ElemChild::Elem(element) = child else { continue };
        let Some(ElemMeta::Entry(index)) = element.meta else {
            around(&mut element.children, cluster);
            continue;
        };
        let Some(cite) = cluster.get(index) else { continue };
        if cite.mention == Mention::WithoutAuthor {
            repeated::leave_out(&mut element.children);
        }
        let text = |text: String| ElemChild::Text(Formatted { text, formatting: Formatting::default() });
        if !cite.prefix.is_empty() {
            element.children.0.insert(0, text(format!("{} ", cite.prefix)));
        }
        if !cite.suffix.is_empty() {
            let is_close = cite.suffix.starts_with([',', '.', ';', ':']);
            element.children.0.push(text(if is_close {
                cite.suffix.clone()
            } else {
                format!(" {}", cite.suffix)
            }));
        }
    }
}

thread_local! {
    /// Whether what panics on this thread is caught and told in another way.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Runs the engine, which panics on some input; then there is no result, and nothing is said of it on standard error.
fn quietly<T>(run: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !IS_CAUGHT.get() {
                before(panic);
            }
        }));
    });
    let was_caught = IS_CAUGHT.replace(true);
    let result = catch_unwind(AssertUnwindSafe(run));
    IS_CAUGHT.set(was_caught);
    result.ok()
}
