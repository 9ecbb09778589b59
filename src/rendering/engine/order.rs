//! The order of a list.

use hayagriva::citationberg::{
    IndependentStyle, Layout, LayoutRenderingElement, LongShortForm, Sort, SortDirection, SortKey, Text,
    TextTarget, json, taxonomy::StandardVariable,
};
use hayagriva::{CitationItem, CitationRequest, standalone_citation};
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences, options::CollatorOptions};
use icu_locale_core::Locale;

use super::Rendering;
use crate::rendering::{
    caught::quietly,
    items::{Undated, for_sorting, shorten_names},
    style,
};

/// Where the place of an item stands while the list is put in order. No style sorts by it.
const PLACE: StandardVariable = StandardVariable::CitationKey;

impl Rendering<'_> {
    /// The items in the order of the style.
    ///
    /// The engine prints what it sorts by again at each comparison. So the items are put in nearly that order before,
    /// by what is printed once of each; of what is in order already, it compares each with the next.
    pub(super) fn order(&self) -> Vec<usize> {
        let all: Vec<usize> = (0..self.given.len()).collect();
        let Some(bibliography) = &self.style.bibliography else { return all };
        let Some(sort) = bibliography.sort.clone() else { return all };
        let shortened = (bibliography.name_options.et_al_min, bibliography.name_options.et_al_use_first);
        let undated =
            if style::sorts_undated_itself(&self.style) { Undated::AsStyled } else { Undated::Last };
        let digits = all.len().to_string().len();
        let sorted = self.items.iter().enumerate().map(|(index, item)| {
            let mut given = for_sorting(item, &self.lent, undated);
            if let (Some(least), Some(first)) = shortened {
                shorten_names(&mut given, least as usize, first as usize);
            }
            given.0.insert(PLACE.to_string(), json::Value::String(format!("{index:0digits$}")));
            given
        });
        let sorted: Vec<json::Item> = sorted.collect();
        let nearly = self.nearly_in_order(&sorted, &sort);
        let order = self.in_order_of(&sorted, &nearly, sort);
        if order.len() == all.len() { order } else { all }
    }

    /// The places of items, sorted by what the style prints where it would sort by it.
    fn nearly_in_order(&self, items: &[json::Item], sort: &Sort) -> Vec<usize> {
        let mut style = self.style.clone();
        style.citation.sort = None;
        style.citation.layout = Layout::with_elements(sort.keys.iter().map(printed).collect());
        let is_descending =
            sort.keys.first().is_some_and(|key| key.sort_direction() == SortDirection::Descending);
        let mut texts: Vec<(String, usize)> = items
            .iter()
            .enumerate()
            .map(|(place, item)| (self.text_of(&style, &[item]).to_lowercase(), place))
            .collect();
        // What is the same stays in its order.
        match collator(&self.language.0) {
            Some(collator) => texts.sort_by(|one, other| collator.compare(&one.0, &other.0)),
            None => texts.sort_by(|one, other| one.0.cmp(&other.0)),
        }
        if is_descending {
            texts.reverse();
        }
        texts.into_iter().map(|(_, place)| place).collect()
    }

    /// The places of items as the engine sorts them; what is the same to it in the order of the places.
    fn in_order_of(&self, items: &[json::Item], nearly: &[usize], mut sort: Sort) -> Vec<usize> {
        sort.keys
            .push(SortKey::Variable { variable: PLACE.into(), sort_direction: SortDirection::Ascending });
        let mut style = self.style.clone();
        style.citation.sort = Some(sort);
        style.citation.layout =
            Layout::with_elements(vec![LayoutRenderingElement::Text(Text::with_target(place()))]);
        style.citation.layout.delimiter = Some(" ".to_owned());
        let nearly: Vec<&json::Item> = nearly.iter().filter_map(|place| items.get(*place)).collect();
        let text = self.text_of(&style, &nearly);
        let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
        numbers.filter_map(|number| number.parse().ok()).collect()
    }

    /// What a citation of items says.
    fn text_of(&self, style: &IndependentStyle, items: &[&json::Item]) -> String {
        let cited = quietly(|| {
            standalone_citation(CitationRequest::new(
                items.iter().map(|item| CitationItem::with_entry(*item)).collect(),
                style,
                Some(self.language.clone()),
                &self.locales,
                None,
            ))
        });
        cited.map(|cited| format!("{cited:#}")).unwrap_or_default()
    }
}

fn place() -> TextTarget {
    TextTarget::Variable { var: PLACE.into(), form: LongShortForm::default() }
}

/// An element that prints what a key sorts by; of a variable that is no text, nothing much.
fn printed(key: &SortKey) -> LayoutRenderingElement {
    let target = match key {
        SortKey::Variable { variable, .. } => {
            TextTarget::Variable { var: *variable, form: LongShortForm::default() }
        }
        SortKey::MacroName { name, .. } => TextTarget::Macro { name: name.clone() },
    };
    LayoutRenderingElement::Text(Text::with_target(target))
}

/// How the engine compares texts.
fn collator(language: &str) -> Option<CollatorBorrowed<'static>> {
    let locale: Locale = language.parse().ok()?;
    Collator::try_new(CollatorPreferences::from(locale), CollatorOptions::default()).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rendering::{CslItem, Styles};

    /// Items in no order, some of them alike in all that styles sort by.
    fn items() -> Vec<CslItem> {
        let (families, titles) =
            (["Vale", "d’Ibor", "Ångström", "vale", ""], ["Tides", "\"Ebb\"", "the Ebb", "tides"]);
        let one = |number: usize| {
            let mut item = json!({
                "id": "same", "type": if number.is_multiple_of(3) { "book" } else { "article-journal" }, "note": number.to_string(),
                "title": titles[number * 7 % 4], "citation-key": "kept",
            });
            let family = families[number * 3 % 5];
            if !family.is_empty() {
                let second = json!({ "family": "Reed", "given": "Bo" });
                let first =
                    json!({ "family": family, "given": if number.is_multiple_of(2) { "Ann" } else { "A." } });
                item["author"] =
                    if number.is_multiple_of(4) { json!([first, second]) } else { json!([first]) };
            }
            if !number.is_multiple_of(6) {
                item["issued"] = json!({ "date-parts": [[1900 + number * 11 % 9]] });
            }
            item
        };
        serde_json::from_value((0..60).map(one).collect()).expect("items")
    }

    /// The order of the engine itself, which prints what it sorts by at each comparison.
    fn slowly(rendering: &Rendering<'_>) -> Vec<usize> {
        let mut style = rendering.style.clone();
        let Some(bibliography) = &mut style.bibliography else { return Vec::new() };
        bibliography.layout.elements.clear();
        let (least, first) = (bibliography.name_options.et_al_min, bibliography.name_options.et_al_use_first);
        let undated = if style::sorts_undated_itself(&style) { Undated::AsStyled } else { Undated::Last };
        let given = rendering.items.iter().enumerate().map(|(place, item)| {
            let mut given = for_sorting(item, &rendering.lent, undated);
            if let (Some(least), Some(first)) = (least, first) {
                shorten_names(&mut given, least as usize, first as usize);
            }
            given.0.insert("id".to_owned(), json::Value::String(place.to_string()));
            given
        });
        let given: Vec<json::Item> = given.collect();
        let list =
            rendering.rendered(&style, &given.iter().collect::<Vec<_>>()).and_then(|all| all.bibliography);
        // What has no key was added so that letters behind years are given.
        list.iter().flat_map(|list| &list.items).filter_map(|item| item.key.parse().ok()).collect()
    }

    #[test]
    fn the_order_is_that_of_the_engine() {
        let items = items();
        for (name, language) in [
            ("chicago", None),
            ("apa", None),
            ("mla", Some("sv-SE")),
            ("harvard", Some("de-DE")),
            ("ieee", None),
            ("chicago-notes", Some("fr-FR")),
            ("iso690", None),
        ] {
            let style = Styles::default().find(name).expect("a style that the engine brings along");
            let rendering = Rendering::new(&items, &style, language);
            let order = rendering.order();
            let has_order = rendering.style.bibliography.as_ref().is_some_and(|list| list.sort.is_some());
            let expected = if has_order { slowly(&rendering) } else { (0..items.len()).collect() };
            assert_eq!(order, expected, "{name}");
        }
    }
}
