//! How a work or an edition was read: state, days, progress, stars; and passages that were kept of it.

use askama::Template;
use askama::filters::HtmlSafe;

use super::text::{LanguageTag, Text};
use super::time::Time;
use super::words;
use crate::formats::shelf::ReadThrough;
use crate::model::reading::Quotation;
use crate::model::tree::ReadingStatus;
use crate::model::{Field, Place, field::Fields};

/// A read-through as a line.
#[derive(Debug, Template)]
#[template(path = "read-through.html")]
pub(super) struct ReadLine<'a> {
    status: ReadingStatus,
    parts: Vec<Part<'a>>,
}

impl HtmlSafe for ReadLine<'_> {}

/// Something that is said of a read-through.
#[derive(Debug)]
enum Part<'a> {
    Status(&'static str),
    When(When),
    /// The day on which the status or the progress was noted, and what it was the day of.
    Noted(&'static str, Time),
    Stars(Stars),
    Words(Text<'static>),
    /// What only the owner of the library sees.
    Aside(Text<'static>),
    Note(Text<'a>),
}

/// Days of a read-through.
#[derive(Debug)]
enum When {
    On(Time),
    Since(Time),
    Span(Time, Time),
}

/// A rating, 1 to 5.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stars(u8);

/// An excerpt.
#[derive(Debug)]
pub(super) struct Passage<'a> {
    pub language: LanguageTag,
    pub lines: Vec<Text<'a>>,
    pub pages: Option<Text<'static>>,
    pub note: Option<Text<'a>>,
}

impl<'a> ReadLine<'a> {
    /// A read-through of what has these fields, as far as one edition was read.
    pub fn of(read: &ReadThrough<'a>, fields: Option<&Fields>) -> ReadLine<'a> {
        let reading = read.reading;
        let total = fields.and_then(|fields| fields.text(Place::Here, Field::PageTotal));
        let asides = [
            reading.due.as_ref().map(|due| format!("due {}", Time::exact(due).into_words())),
            reading.priority.map(|priority| format!("priority {priority}")),
            reading.recommended_by.as_ref().map(|name| format!("recommended by {name}")),
            reading.lent_to.as_ref().map(|name| format!("lent to {name}")),
        ];
        let words = |text: Option<String>| text.map(|text| Part::Words(text.into()));
        let told = [
            Some(Part::Status(words::status(reading.status))),
            When::of(read).map(Part::When),
            words(progress(read, total)),
            noted(read).map(|(what, day)| Part::Noted(what, day)),
            reading.rating.map(|rating| Part::Stars(Stars(rating))),
            words(again(read)),
        ];
        let asides = asides.into_iter().flatten().map(|aside| Part::Aside(aside.into()));
        let note = reading.note.as_deref().map(|note| Part::Note(note.into()));
        let parts = told.into_iter().flatten().chain(asides).chain(note).collect();
        ReadLine { status: reading.status, parts }
    }

    /// The same under a heading that says what is wanted.
    pub fn under_heading(mut self) -> ReadLine<'a> {
        if self.status == ReadingStatus::Want {
            self.parts.retain(|part| !matches!(part, Part::Status(_)));
        }
        self
    }
}

impl When {
    fn of(read: &ReadThrough<'_>) -> Option<When> {
        let reading = read.reading;
        let (started, finished) = (reading.started.as_ref(), reading.finished.as_ref());
        Some(match (started.map(Time::exact), finished.map(Time::exact)) {
            (Some(started), Some(finished)) if started == finished => When::On(finished),
            (Some(started), Some(finished)) => When::Span(started, finished),
            (Some(started), None) => When::Since(started),
            (None, Some(finished)) => When::On(finished),
            (None, None) => return None,
        })
    }
}

/// "page 212 of 521 (40%)"; nothing of what was read to its end.
fn progress(read: &ReadThrough<'_>, total: Option<&str>) -> Option<String> {
    let reading = read.reading;
    if matches!(reading.status, ReadingStatus::Finished | ReadingStatus::Want) {
        return None;
    }
    let pages = total.and_then(|total| total.trim().parse::<u64>().ok()).filter(|pages| *pages > 0);
    let page = reading.page.as_ref();
    let percent = reading.percent.map(u64::from).or_else(|| {
        let page: u64 = page?.trim().parse().ok()?;
        Some((page.saturating_mul(100) / pages?).min(100))
    });
    let of = pages.map(|pages| format!(" of {pages}")).unwrap_or_default();
    match (page, percent) {
        (Some(page), Some(percent)) => Some(format!("page {page}{of} ({percent}%)")),
        (Some(page), None) => Some(format!("page {page}{of}")),
        (None, Some(percent)) => Some(format!("{percent}%")),
        (None, None) => None,
    }
}

/// Since when it is wished for, when it was put aside, or when it had come so far; nothing of what is over.
fn noted(read: &ReadThrough<'_>) -> Option<(&'static str, Time)> {
    let reading = read.reading;
    let has_place = reading.page.is_some() || reading.percent.is_some();
    let what = match reading.status {
        ReadingStatus::Want => "wanted since",
        ReadingStatus::Paused => "put aside",
        ReadingStatus::Reading if has_place => "as of",
        ReadingStatus::Reading => "on again since",
        ReadingStatus::Finished | ReadingStatus::Dropped => return None,
    };
    reading.noted.as_ref().map(|day| (what, Time::exact(day)))
}

/// Which time it is, where it is not the first.
fn again(read: &ReadThrough<'_>) -> Option<String> {
    let is_begun = read.reading.status != ReadingStatus::Want;
    let time = read.finished_before + usize::from(is_begun);
    match (read.finished_before, is_begun) {
        (0, _) => None,
        (_, true) => Some(format!("the {} time", words::ordinal(time))),
        (1, false) => Some("read before".to_owned()),
        (times, false) => Some(format!("read {times} times before")),
    }
}

impl Stars {
    /// "★★★★☆".
    fn drawn(self) -> String {
        let full = usize::from(self.0.min(5));
        "★".repeat(full) + &"☆".repeat(5 - full)
    }

    /// For who does not see them.
    fn told(self) -> String {
        format!("{} of 5 stars", self.0.min(5))
    }
}

impl<'a> Passage<'a> {
    /// An excerpt from a text in a language.
    pub fn of(quotation: &'a Quotation<String>, language: Option<&str>) -> Passage<'a> {
        Passage {
            language: LanguageTag::new(language, None),
            lines: quotation.text.trim().lines().map(Text::from).collect(),
            pages: quotation.pages.as_deref().map(|pages| super::edition::pages_in_words(pages).into()),
            note: quotation.note.as_deref().map(Text::from),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::reading::Reading;
    use crate::model::tree::Target;

    #[test]
    fn progress_is_told_as_far_as_it_is_known() {
        use ReadingStatus as S;
        for (status, page, percent, total, expected) in [
            (S::Reading, Some("212"), None, Some("521"), Some("page 212 of 521 (40%)")),
            (S::Reading, Some("600"), None, Some("521"), Some("page 600 of 521 (100%)")),
            (S::Dropped, Some("xii"), None, Some("521"), Some("page xii of 521")),
            (S::Paused, Some("12"), None, None, Some("page 12")),
            (S::Paused, Some("12"), None, Some("0"), Some("page 12")),
            (S::Paused, None, Some(40), Some("521"), Some("40%")),
            (S::Finished, Some("521"), None, Some("521"), None),
            (S::Reading, None, None, None, None),
        ] {
            let mut reading = Reading::new(Target::Work("w".to_owned()), status);
            (reading.page, reading.percent) = (page.map(str::to_owned), percent);
            let read = ReadThrough { reading: &reading, finished_before: 0 };
            assert_eq!(progress(&read, total).as_deref(), expected, "{page:?} {percent:?} {total:?}");
        }
    }

    #[test]
    fn the_day_of_a_status_has_its_words() {
        use ReadingStatus as S;
        for (status, percent, expected) in [
            (S::Want, None, Some("wanted since")),
            (S::Paused, Some(40), Some("put aside")),
            (S::Reading, Some(40), Some("as of")),
            (S::Reading, None, Some("on again since")),
            (S::Finished, None, None),
        ] {
            let mut reading = Reading::new(Target::Work("w".to_owned()), status);
            (reading.percent, reading.noted) = (percent, Some(crate::model::Date::parse("2026-03-01")));
            let read = ReadThrough { reading: &reading, finished_before: 0 };
            assert_eq!(noted(&read).map(|(what, _)| what), expected, "{status}");
        }
    }

    #[test]
    fn times_are_counted_from_the_second() {
        use ReadingStatus as S;
        for (status, before, expected) in [
            (S::Finished, 0, None),
            (S::Finished, 1, Some("the 2nd time")),
            (S::Reading, 2, Some("the 3rd time")),
            (S::Want, 1, Some("read before")),
            (S::Want, 2, Some("read 2 times before")),
        ] {
            let reading = Reading::new(Target::Work("w".to_owned()), status);
            let read = ReadThrough { reading: &reading, finished_before: before };
            assert_eq!(again(&read).as_deref(), expected);
        }
    }
}
