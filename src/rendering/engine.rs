//! The engine: items, a style and locales in; runs of text out.

mod order;
mod questions;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, json};
use hayagriva::{
    BibliographyDriver, BibliographyItem, BibliographyRequest, CitationItem, CitationRequest, CitePurpose,
    ElemChildren, LocatorPayload, Rendered, RenderedCitation, SpecificLocator, standalone_citation,
};

use super::{
    case::{self, Titles},
    caught::quietly,
    cite_groups::CiteGroups,
    finishing::{around, numbered, without_empty_brackets},
    items::{CslItem, dated, guarded, with_ends},
    locators::Locator,
    punctuation,
    quotes::Quotes,
    ranges, repeated,
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
    /// Items with the ends of their ranges of months and days, by their places; most have none.
    ended: HashMap<usize, json::Item>,
    years: Years,
    style: IndependentStyle,
    /// The style with citations that only tell names apart.
    of_names: IndependentStyle,
    /// The style with lists in the order that is given, and no names told apart.
    in_order: IndependentStyle,
    /// The same with citations that print nothing, for what is like no other.
    alone: IndependentStyle,
    /// How sources of one author are put together in a citation.
    groups: Option<CiteGroups>,
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
        let mut locales = locales_for(&language, style.locales.as_deref());
        let quotes = Quotes::of(&style.csl, &language, &locales);
        let Prepared { mut style, lent } = style::prepared(&style.csl);
        let groups = CiteGroups::taken_from(&mut style);
        let mut years = Years::default();
        let given = items.iter().map(|item| guarded(item, &lent, &mut years)).collect();
        let with_ends = items.iter().enumerate().filter_map(|(index, item)| Some((index, with_ends(item)?)));
        let ended: HashMap<usize, json::Item> =
            with_ends.map(|(index, item)| (index, guarded(&item, &lent, &mut years))).collect();
        if !ended.is_empty() {
            ranges::mark_parts(&mut style, &mut locales);
        }
        let mut of_names = style.clone();
        of_names.citation.disambiguate_add_year_suffix = false;
        of_names.bibliography = None;
        let mut in_order = style.clone();
        if let Some(bibliography) = &mut in_order.bibliography {
            bibliography.sort = None;
        }
        // The engine would print names in a list as it told them apart in citations.
        in_order.citation.disambiguate_add_names = false;
        in_order.citation.disambiguate_add_givenname = false;
        let mut alone = in_order.clone();
        // A list prints labels in the place of numbers where citations do.
        if !style::prints_labels(&alone) {
            alone.citation.layout.elements.clear();
        }
        Rendering {
            items,
            given,
            ended,
            years,
            style,
            of_names,
            in_order,
            alone,
            groups,
            lent,
            language,
            locales,
            quotes,
        }
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

    /// An entry, the how manyth it is in the whole list.
    fn entry(&self, item: usize, mut printed: BibliographyItem, place: usize) -> Entry {
        let ended = self.ended.get(&item).and_then(|item| self.rendered(&self.alone, &[item])?.bibliography);
        if let Some(ended) = ended.iter().flat_map(|list| &list.items).next() {
            ranges::put_together(&mut printed.content, &ended.content, &self.years);
        }
        let titles = self.titles_of(item);
        let label = printed.first_field.map(|field| numbered(ElemChildren(vec![field]), place));
        let label = label.map(|label| self.finished(&label, titles)).unwrap_or_default();
        Entry { item, label, runs: self.finished(&numbered(printed.content, place), titles) }
    }

    /// Citations, one for each cluster of sources; nothing in the place of one that the engine could not print.
    pub fn citations(&self, clusters: &[Vec<Cite>]) -> Vec<Option<Vec<Run>>> {
        let again = self.told_apart_late(clusters);
        let printed = self.cited_in(clusters, &again, |item| self.given.get(item));
        let Some(mut printed) = printed else { return clusters.iter().map(|_| None).collect() };
        if clusters.iter().flatten().any(|cite| self.ended.contains_key(&cite.item)) {
            let ended =
                self.cited_in(clusters, &again, |item| self.ended.get(&item).or(self.given.get(item)));
            for (printed, ended) in printed.iter_mut().zip(ended.iter().flatten()) {
                ranges::put_together(&mut printed.citation, &ended.citation, &self.years);
            }
        }
        let finish = |(mut citation, cluster): (RenderedCitation, &Vec<Cite>)| {
            let is_in_prose = cluster.iter().any(|cite| cite.mention == Mention::InProse);
            if let Some(groups) = self.groups.as_ref().filter(|_| !is_in_prose) {
                groups.apply(&mut citation.citation, cluster);
            }
            around(&mut citation.citation, cluster);
            let titles = cluster.first().map_or(Titles::English, |cite| self.titles_of(cite.item));
            let mut runs = self.finished(&citation.citation, titles);
            if cluster.iter().any(|cite| cite.mention != Mention::Usual) {
                without_empty_brackets(&mut runs);
            }
            Some(runs)
        };
        printed.into_iter().zip(clusters).map(finish).collect()
    }

    /// Citations of the items that are given for those of the sources, each in a note of its own; what is cited again
    /// only tells the others apart.
    fn cited_in<'b>(
        &'b self,
        clusters: &'b [Vec<Cite>],
        again: &'b [Cite],
        given: impl Fn(usize) -> Option<&'b json::Item>,
    ) -> Option<Vec<RenderedCitation>> {
        let cited = |cite: &'b Cite| {
            let locator = cite.locator.as_ref();
            let locator =
                locator.map(|locator| SpecificLocator(locator.kind, LocatorPayload::Str(&locator.text)));
            let purpose = (cite.mention == Mention::InProse).then_some(CitePurpose::Prose);
            Some(CitationItem::new(given(cite.item)?, locator, None, false, purpose))
        };
        quietly(|| {
            let mut driver = BibliographyDriver::new();
            let request = |cites: &'b [Cite], note: Option<usize>| {
                let cites = cites.iter().filter_map(cited).collect();
                CitationRequest::new(cites, &self.style, Some(self.language.clone()), &self.locales, note)
            };
            for (note, cluster) in clusters.iter().enumerate() {
                driver.citation(request(cluster, Some(note + 1)));
            }
            driver.citation(request(again, None));
            let mut citations = driver.finish(self.request(&self.style)).citations;
            citations.truncate(clusters.len());
            citations
        })
    }

    /// Sources that the engine would tell from others by more than names only if they were not the first of those:
    /// cited once more at the end, they are not.
    fn told_apart_late(&self, clusters: &[Vec<Cite>]) -> Vec<Cite> {
        let mut cited: Vec<usize> = clusters.iter().flatten().map(|cite| cite.item).collect();
        let mut seen = HashSet::new();
        cited.retain(|item| *item < self.given.len() && seen.insert(*item));
        let mut late = Vec::new();
        for group in groups(&cited, |item| self.cited_alone(item)) {
            let forward = self.cited_with_names(&group);
            let backward = self.cited_with_names(&group.iter().rev().copied().collect::<Vec<_>>());
            late.extend(group.into_iter().filter(|item| forward.get(item) != backward.get(item)));
        }
        late.into_iter().map(|item| Cite { item, ..Cite::default() }).collect()
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
        let style = if group.len() > 1 { &self.in_order } else { &self.alone };
        let rendered = self.rendered(style, &self.of(group));
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
