//! Titles as they are shown: what is cited in italics or quotation marks, and titles beside the one cited.

use askama::Template;
use askama::filters::HtmlSafe;

use super::index::Located;
use super::text::{LanguageTag, Marked, Text};
use super::words;
use crate::model::title::normalize;
use crate::model::tree::{FurtherTitle, TitleKind};
use crate::model::{EntryType, Field, Place};

/// A title in its language.
#[derive(Clone, Debug, Template)]
#[template(path = "title.html")]
pub(super) struct Title<'a> {
    text: Marked<'a>,
    subtitle: Option<Marked<'a>>,
    language: LanguageTag,
    form: Form,
}

impl HtmlSafe for Title<'_> {}

/// What stands for a title where there is none.
const UNTITLED: &str = "[untitled]";

/// How a title is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Of a publication: italics.
    Whole,
    /// Of a part of one: quotation marks.
    Part,
    /// Not a title but a description in its place, in brackets.
    Supplied,
}

impl Form {
    fn of(entry_type: EntryType, title: &str) -> Form {
        let is_book = entry_type == EntryType::BookInBook || entry_type == EntryType::SpecialIssue;
        if title.starts_with('[') && title.ends_with(']') {
            Form::Supplied
        } else if !is_book && (entry_type.is_part_of_book() || entry_type.is_part_of_periodical()) {
            Form::Part
        } else {
            Form::Whole
        }
    }
}

impl<'a> Title<'a> {
    /// The title and subtitle of an edition; the work's where it has none of its own.
    pub fn of_edition(located: Located<'a>) -> Title<'a> {
        let Located { work, expression, edition } = located;
        let text = |field| edition.fields.text(Place::Here, field);
        let title = match text(Field::Title) {
            Some(title) => Title::of(edition.entry_type, title, expression.language.as_deref()),
            None => Title::of(edition.entry_type, &work.title, work.language.as_deref()),
        };
        Title { subtitle: text(Field::Subtitle).map(Marked), ..title }
    }

    fn of(entry_type: EntryType, title: &'a str, language: Option<&'a str>) -> Title<'a> {
        // A set of entries has no title, and a heading must say something.
        let (title, language) = if title.trim().is_empty() { (UNTITLED, None) } else { (title, language) };
        let form = Form::of(entry_type, title);
        Title { text: Marked(title), subtitle: None, language: LanguageTag::new(language, None), form }
    }

    /// The title of a work, a set, a series.
    pub fn whole(title: &'a str, language: Option<&'a str>) -> Title<'a> {
        Title::of(EntryType::Book, title, language)
    }

    fn further(title: &'a FurtherTitle, language: Option<&'a str>) -> Title<'a> {
        let language = LanguageTag::new(title.language.as_deref().or(language), title.script.as_deref());
        Title { language, ..Title::whole(&title.text, None) }
    }

    fn is_quoted(&self) -> bool {
        self.form == Form::Part
    }

    fn is_supplied(&self) -> bool {
        self.form == Form::Supplied
    }

    /// The full stop after it, if it needs one.
    pub fn stop(&self) -> &'static str {
        // A question mark within quotation marks does not end the sentence around them.
        if self.is_quoted() { "." } else { self.subtitle.unwrap_or(self.text).stop() }
    }
}

/// Titles of one kind beside the one cited.
#[derive(Debug, Template)]
#[template(path = "title-line.html")]
pub(super) struct TitleLine<'a> {
    label: &'static str,
    titles: Vec<Title<'a>>,
}

impl HtmlSafe for TitleLine<'_> {}

impl TitleLine<'_> {
    fn stop(&self) -> &'static str {
        self.titles.last().map_or(".", Title::stop)
    }
}

/// A title that was printed wrong.
#[derive(Debug)]
pub(super) struct Slip<'a> {
    pub printed: Title<'a>,
    /// Where it is not the title that stands above.
    pub corrected: Option<Title<'a>>,
    pub ground: Option<Text<'a>>,
}

/// One line for each kind.
pub(super) fn title_lines<'a>(titles: &'a [FurtherTitle], language: Option<&'a str>) -> Vec<TitleLine<'a>> {
    words::FURTHER_TITLES
        .iter()
        .filter_map(|(kind, label)| {
            let same = titles.iter().filter(|title| title.kind == *kind);
            let titles: Vec<_> = same.map(|title| Title::further(title, language)).collect();
            (!titles.is_empty()).then_some(TitleLine { label, titles })
        })
        .collect()
}

/// Each title as printed with the correction that follows it; `shown` is the title that stands above.
pub(super) fn slips<'a>(titles: &'a [FurtherTitle], language: Option<&'a str>, shown: &str) -> Vec<Slip<'a>> {
    let shown = normalize(shown);
    let mut slips: Vec<Slip<'a>> = Vec::new();
    for title in titles {
        let ground = title.ground.as_deref().map(Text::from);
        match (title.kind, slips.last_mut()) {
            (TitleKind::AsPrinted, _) => {
                slips.push(Slip { printed: Title::further(title, language), corrected: None, ground });
            }
            (TitleKind::Corrected, Some(slip)) => {
                if normalize(&title.text) != shown {
                    slip.corrected = Some(Title::further(title, language));
                }
                slip.ground = ground.or(slip.ground.take());
            }
            _ => {}
        }
    }
    slips
}
