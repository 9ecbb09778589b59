//! Sources of one author in one citation: (Serge 1963, 1972). The engine loses dates and authors there, so that it is
//! given styles that say nothing of this, and it is done afterwards, as citeproc-js does it.

use hayagriva::citationberg::{Citation, Collapse, IndependentStyle, StyleClass};
use hayagriva::{Elem, ElemChild, ElemChildren, ElemMeta, Formatted, Formatting};

use super::{engine::Cite, repeated};

/// How a style puts sources of one author together.
pub struct CiteGroups {
    /// Nothing where names are printed again.
    collapse: Option<Collapse>,
    group_delimiter: Option<String>,
    after_collapse: Option<String>,
    year_suffix_delimiter: String,
    delimiter: String,
    /// Whether sources of one author come together from where they stand: only where the style sorts at all.
    is_sorted: bool,
    is_in_text: bool,
}

/// One source with what it is told from others by.
struct Source {
    element: Elem,
    index: usize,
    /// What its first names look like.
    names: Option<String>,
}

impl CiteGroups {
    /// Takes the grouping by names out of a style; nothing where it groups numbers or nothing.
    pub fn taken_from(style: &mut IndependentStyle) -> Option<CiteGroups> {
        let is_in_text = style.settings.class == StyleClass::InText;
        let citation: &mut Citation = &mut style.citation;
        let is_of_numbers = citation.collapse == Some(Collapse::CitationNumber);
        if is_of_numbers || (citation.collapse.is_none() && citation.cite_group_delimiter.is_none()) {
            return None;
        }
        let of_letters = citation.year_suffix_delimiter.clone().or(citation.cite_group_delimiter.clone());
        let of_letters = of_letters.unwrap_or_else(|| citation.get_year_suffix_delimiter().to_owned());
        Some(CiteGroups {
            year_suffix_delimiter: of_letters,
            collapse: citation.collapse.take(),
            group_delimiter: citation.cite_group_delimiter.take(),
            after_collapse: citation.after_collapse_delimiter.clone(),
            delimiter: citation.layout.delimiter.clone().unwrap_or_default(),
            is_sorted: citation.sort.is_some(),
            is_in_text,
        })
    }

    /// Groups the sources of a citation that the engine printed.
    pub fn apply(&self, citation: &mut ElemChildren, cluster: &[Cite]) {
        let is_source = |child: &ElemChild| source_index(child).is_some();
        let (Some(first), Some(last)) =
            (citation.0.iter().position(is_source), citation.0.iter().rposition(is_source))
        else {
            return;
        };
        let mut formatting = Formatting::default();
        let mut sources: Vec<Source> = Vec::new();
        for child in citation.0.drain(first..=last).collect::<Vec<_>>() {
            let index = source_index(&child);
            match (child, index) {
                (ElemChild::Elem(mut element), Some(index)) => {
                    let names = repeated::first_names(&mut element.children);
                    let names = names.map(|names| format!("{:#}", names.children));
                    sources.push(Source { element, index, names });
                }
                (ElemChild::Text(delimiter), _) => formatting = delimiter.formatting,
                _ => {}
            }
        }
        if self.is_sorted {
            sources = together(sources);
        }
        let joined = self.joined(sources, cluster, formatting);
        citation.0.splice(first..first, joined);
    }

    /// The sources with what stands between them.
    fn joined(&self, sources: Vec<Source>, cluster: &[Cite], formatting: Formatting) -> Vec<ElemChild> {
        let mut joined: Vec<ElemChild> = Vec::new();
        let mut before: Option<(Option<String>, &Cite, String)> = None;
        let mut was_same = false;
        for Source { mut element, index, names } in sources {
            let Some(cite) = cluster.get(index) else { continue };
            let is_same = before.as_ref().is_some_and(|(others, other, _)| {
                names.is_some() && *others == names && cite.prefix.is_empty() && other.suffix.is_empty()
            });
            if is_same && self.collapse.is_some() {
                repeated::leave_out(&mut element.children);
            }
            // Of the first of an author too, what stands behind the names.
            let mut rest = element.children.clone();
            repeated::leave_out(&mut rest);
            let rest = format!("{rest:#}");
            if let Some((_, other, other_rest)) = &before {
                let letter = letter_only(other_rest, &rest)
                    .filter(|_| is_same && self.tells_letters_only() && other.locator.is_none());
                let of_letters = letter.map(|_| self.year_suffix_delimiter.as_str());
                let delimiter = of_letters.unwrap_or_else(|| self.delimiter(is_same, was_same, other));
                joined.push(ElemChild::Text(Formatted { text: delimiter.to_owned(), formatting }));
                if let Some(letter) = letter.filter(|_| cite.locator.is_none()) {
                    let text = letter.to_owned();
                    element.children = ElemChildren(vec![ElemChild::Text(Formatted { text, formatting })]);
                }
            }
            before = Some((names, cite, rest));
            was_same = is_same;
            joined.push(ElemChild::Elem(element));
        }
        joined
    }

    fn tells_letters_only(&self) -> bool {
        matches!(self.collapse, Some(Collapse::YearSuffix | Collapse::YearSuffixRanged))
    }

    /// What stands before a source of the author of the one before it, or of another.
    fn delimiter(&self, is_same: bool, was_same: bool, before: &Cite) -> &str {
        match (&self.after_collapse, &self.group_delimiter) {
            (Some(after), _) if before.locator.is_some() => after,
            (Some(after), _) if !is_same && (was_same || !self.tells_letters_only()) => after,
            (Some(_), _) => &self.delimiter,
            (None, Some(delimiter)) if is_same => delimiter,
            (None, _) if is_same && self.is_in_text => Citation::DEFAULT_CITE_GROUP_DELIMITER,
            (None, _) => &self.delimiter,
        }
    }
}

fn source_index(child: &ElemChild) -> Option<usize> {
    match child {
        ElemChild::Elem(Elem { meta: Some(ElemMeta::Entry(index)), .. }) => Some(*index),
        _ => None,
    }
}

/// Sources of one author come behind the first of them.
fn together(sources: Vec<Source>) -> Vec<Source> {
    let mut groups: Vec<Vec<Source>> = Vec::new();
    for source in sources {
        let is_same = |group: &&mut Vec<Source>| {
            source.names.is_some() && group.first().is_some_and(|first| first.names == source.names)
        };
        match groups.iter_mut().find(is_same) {
            Some(group) => group.push(source),
            None => groups.push(vec![source]),
        }
    }
    groups.into_iter().flatten().collect()
}

/// The letter behind a year, where the text before differs in nothing else: 1963a, b.
fn letter_only<'t>(before: &str, text: &'t str) -> Option<&'t str> {
    let without_letter = |text: &str| text.trim_end_matches(|c: char| c.is_ascii_lowercase()).len();
    let (stem, letter) = text.split_at_checked(without_letter(text))?;
    let (other, other_letter) = before.split_at_checked(without_letter(before))?;
    let ends_in_year = stem.ends_with(|c: char| c.is_ascii_digit() || c == '-');
    (stem == other && ends_in_year && !letter.is_empty() && !other_letter.is_empty()).then_some(letter)
}
