//! Titles and languages.

use super::*;

const UNIFORM: &str = "uniform";
const OBJECT_PART: &str = "objectPart";
/// What a language is called that the text was translated from; the first is the word of the Library of Congress,
/// for subfield h of MARC's field 041.
const OF_ORIGINAL: &[&str] = &["translation", "original"];

impl Reading {
    pub(super) fn titles(&mut self, titles: &[&Element], place: Place, path: &str) {
        let main = titles.iter().find(|info| info.attribute(TYPE).is_none() && info.first("title").is_some());
        let main = main.or(titles.iter().find(|info| info.attribute(TYPE).is_none()));
        let main = main.or(titles.first().filter(|_| titles.len() == 1));
        for info in titles {
            let field = match info.attribute(TYPE) {
                _ if main.is_some_and(|main| std::ptr::eq(*main, *info)) => Some(Field::Title),
                Some("abbreviated") => Some(Field::ShortTitle),
                Some("translated") => Some(Field::TitleAddon),
                _ => None,
            };
            if place == Place::Here && info.has(TYPE, UNIFORM) {
                self.uniform_title.get_or_insert_with(|| whole_title(info));
            }
            let taken = field
                .filter(|field| row(place, *field).is_some() && !self.reference.fields.has(place, *field));
            match taken {
                Some(Field::Title) => self.title(info, place, path),
                Some(field) => {
                    let text = whole_title(info);
                    self.reference.fields.set(place, field, text);
                }
                None => self.keep(path, info),
            }
        }
    }

    pub(super) fn title(&mut self, info: &Element, place: Place, path: &str) {
        let words = |name: &str| info.first(name).map(Element::words).unwrap_or_default();
        let (mut text, subtitle) = (with_article(info), words("subTitle"));
        let fields = &mut self.reference.fields;
        if row(place, Field::Subtitle).is_some() {
            fields.set(place, Field::Subtitle, subtitle);
        } else if !subtitle.is_empty() {
            text = format!("{text}: {subtitle}");
        }
        fields.set(place, Field::Title, text);
        let number = words("partNumber");
        if !number.is_empty() {
            let field = if place == Place::Series { Field::Number } else { Field::Part };
            let is_taken = row(place, field).is_some() && self.add_text(place, field, number);
            if !is_taken && let Some(element) = info.first("partNumber") {
                self.keep(&join(path, TITLE_INFO), element);
            }
        }
        let name = words("partName");
        let is_taken =
            row(place, Field::PartTitle).is_some() && self.add_text(place, Field::PartTitle, name.clone());
        if !is_taken
            && !name.is_empty()
            && let Some(element) = info.first("partName")
        {
            self.keep(&join(path, TITLE_INFO), element);
        }
    }

    pub(super) fn languages(&mut self, all: &[&Element], place: Place, path: &str) {
        let mut tags = Vec::new();
        for element in all {
            let is_of_original =
                element.attribute(OBJECT_PART).is_some_and(|part| OF_ORIGINAL.contains(&part));
            if is_of_original && place == Place::Here {
                self.original_languages.extend(tag_of(element));
            }
            match tag_of(element) {
                Some(tag) if element.attribute(OBJECT_PART).is_none() => {
                    if !tags.contains(&tag) {
                        tags.push(tag);
                    }
                }
                _ => self.keep(path, element),
            }
        }
        let fields = &mut self.reference.fields;
        let Some(first) = tags.first().cloned() else { return };
        match row(place, Field::Language).map(|row| row.kind) {
            Some(Kind::Language) => {
                fields.set(place, Field::Language, first);
                if tags.len() > 1 {
                    fields.set(place, Field::PrintedLanguages, tags);
                }
            }
            Some(_) => {
                fields.set(place, Field::Language, tags);
            }
            None => all.iter().for_each(|element| self.keep(path, element)),
        }
    }
}

pub(super) fn with_article(info: &Element) -> String {
    let article = info.first("nonSort").map(Element::words).unwrap_or_default();
    let title = info.first("title").map(Element::words).unwrap_or_default();
    // Punctuation of ISBD, which catalogues leave before a subtitle.
    let title = match title.strip_suffix([':', '/', ';', '=']) {
        Some(before) if before.ends_with(' ') => before.trim_end().to_owned(),
        _ => title,
    };
    match article.is_empty() {
        true => title,
        false if article.ends_with(['\'', '’', '-']) => article + &title,
        false => format!("{article} {title}"),
    }
}

pub(in crate::formats::mods) fn whole_title(info: &Element) -> String {
    let subtitle = info.first("subTitle").map(Element::words).unwrap_or_default();
    let title = with_article(info);
    if subtitle.is_empty() { title } else { format!("{title}: {subtitle}") }
}

/// The language of an element: its tag, its code or its name.
pub(super) fn tag_of(element: &Element) -> Option<String> {
    let terms: Vec<&Element> = element.all(LANGUAGE_TERM).collect();
    let tagged = terms.iter().find(|term| term.has(types::AUTHORITY, TAGS));
    let coded = terms.iter().find(|term| term.has(TYPE, "code"));
    let words = tagged.or(coded).or(terms.first()).map(|term| term.words());
    let words = words.unwrap_or_else(|| if terms.is_empty() { element.words() } else { String::new() });
    (!words.is_empty()).then(|| language::from_any(&words).unwrap_or(words))
}
