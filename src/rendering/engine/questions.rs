//! What a check asks of a style: what is printed of each item by itself, and which are cited alike.

use std::collections::hash_map::Entry;

use foldhash::{HashMap, HashMapExt, HashSet};
use hayagriva::Rendered;
use hayagriva::citationberg::{IndependentStyle, json};

use super::{Rendering, groups};
use crate::rendering::ranges;

impl Rendering<'_> {
    /// What is printed of each item by itself, in plain text: its entry in a list, or what a note says of it where
    /// the style prints no list. Nothing of one that the engine could not print.
    pub fn each_alone(&self) -> Vec<Option<String>> {
        let mut style = self.in_order.clone();
        if style.bibliography.is_some() {
            // Only the entry is wanted.
            style.citation.layout.elements.clear();
        }
        // Of items that say the same, the first is printed.
        let mut first_of: HashMap<String, usize> = HashMap::new();
        let mut printed: Vec<Option<String>> = Vec::with_capacity(self.items.len());
        for (index, item) in self.items.iter().enumerate() {
            let said = serde_json::to_string(item).unwrap_or_else(|_| index.to_string());
            let first = *first_of.entry(said).or_insert(index);
            let text = match printed.get(first) {
                Some(text) => text.clone(),
                None => self.alone(index, &style),
            };
            printed.push(text);
        }
        printed
    }

    fn alone(&self, index: usize, style: &IndependentStyle) -> Option<String> {
        let Rendered { bibliography, citations } = self.rendered(style, &self.of(&[index]))?;
        let printed = match bibliography {
            Some(list) => {
                let entry = self.entry(index, list.items.into_iter().next()?, 1);
                [entry.label, entry.runs].concat()
            }
            None => {
                let mut cited = citations.into_iter().next()?.citation;
                let ended = self.ended.get(&index).and_then(|item| self.rendered(style, &[item]));
                if let Some(ended) = ended.iter().flat_map(|rendered| &rendered.citations).next() {
                    ranges::put_together(&mut cited, &ended.citation, &self.years);
                }
                self.finished(&cited, self.titles_of(index))
            }
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
                    Entry::Occupied(first) => alike.push((*index, *first.get())),
                    Entry::Vacant(place) => {
                        place.insert(*index);
                    }
                }
            }
            let known: HashSet<usize> = alike.iter().map(|(index, _)| *index).collect();
            let unlettered = self.without_letters(&group);
            alike.extend(unlettered.into_iter().filter(|(index, _)| !known.contains(index)));
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
}
