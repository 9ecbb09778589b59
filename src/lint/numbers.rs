//! Pages, volumes, issues and statements of edition.

use super::{Remark, Subject, subject::Doubt, wording::shown};
use crate::model::{Field, Place, edition};

/// Signs between the ends of a range of pages.
const DASHES: [char; 4] = ['-', '–', '—', '‒'];

/// First and last page of a range in digits, as they stand.
fn range(text: &str) -> Option<(&str, &str)> {
    let (first, last) = text.split_once(DASHES)?;
    let (first, last) = (first.trim(), last.trim_matches(|c: char| c.is_whitespace() || DASHES.contains(&c)));
    let is_number =
        |part: &str| !part.is_empty() && part.len() < 10 && part.bytes().all(|b| b.is_ascii_digit());
    (is_number(first) && is_number(last)).then_some((first, last))
}

/// Whether a range ends before it begins. The end may leave out digits that it shares: 123–9.
fn is_reversed(first: &str, last: &str) -> bool {
    let shared = first.len().checked_sub(last.len()).and_then(|more| first.get(..more)).unwrap_or_default();
    let whole = format!("{shared}{last}");
    matches!((first.parse::<u64>(), whole.parse::<u64>()), (Ok(first), Ok(last)) if last < first)
}

pub(super) fn pages_reversed(subject: &Subject<'_>) -> Vec<Remark> {
    subject.field_doubts(Field::Pages, |text| {
        let reversed = |part: &str| range(part).is_some_and(|(first, last)| is_reversed(first, last));
        text.split(',').any(reversed).then(|| Doubt::of("end before they begin", text))
    })
}

/// What is left after a word, which the value of a field is not to repeat.
fn without_word<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    let rest = words.iter().find_map(|word| {
        let start = text.get(..word.len())?;
        start.eq_ignore_ascii_case(word).then(|| text.get(word.len()..)).flatten()
    })?;
    let rest = rest.trim_start_matches([' ', '\u{a0}', '.']);
    rest.starts_with(|c: char| c.is_ascii_digit()).then_some(rest)
}

pub(super) fn pages_with_word(subject: &Subject<'_>) -> Vec<Remark> {
    subject.field_doubts(Field::Pages, |text| {
        let rest = without_word(text.trim(), &["pages", "page", "pp", "p.", "p ", "S."])?;
        Some(Doubt::of("repeat the word for pages", text).mended(rest))
    })
}

pub(super) fn pages_with_hyphen(subject: &Subject<'_>) -> Vec<Remark> {
    subject.field_doubts(Field::Pages, |text| {
        let is_hyphened = |part: &str| {
            part.contains('-') && range(part).is_some_and(|(first, last)| !is_reversed(first, last))
        };
        if !text.split(',').any(is_hyphened)
            || !text.split(',').all(|part| range(part).is_some() || !part.contains('-'))
        {
            return None;
        }
        let written = |part: &str| match range(part) {
            Some((first, last)) if part.contains('-') => format!("{first}–{last}"),
            _ => part.trim().to_owned(),
        };
        let ranges: Vec<String> = text.split(',').map(written).collect();
        Some(Doubt::of("have a hyphen for a range", text).mended(ranges.join(", ")))
    })
}

pub(super) fn pages_are_total(subject: &Subject<'_>) -> Vec<Remark> {
    let Some(text) = subject.text(Field::Pages) else { return Vec::new() };
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let word = text.get(digits.len()..).unwrap_or_default().trim().trim_end_matches('.').to_lowercase();
    let is_total = !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(word.as_str(), "p" | "pp" | "pages" | "s" | "seiten");
    if !is_total {
        return Vec::new();
    }
    let message = format!("pages are a count and not a place: {}", shown(text));
    let remark = Remark::of(Place::Here, Field::Pages, message);
    if subject.has(Place::Here, Field::PageTotal) {
        return vec![remark];
    }
    let fixed = remark.fixed(Place::Here, Field::PageTotal, digits);
    vec![fixed.fixed(Place::Here, Field::Pages, "")]
}

pub(super) fn number_with_word(subject: &Subject<'_>) -> Vec<Remark> {
    let words: [(Field, &[&str]); 3] = [
        (Field::Volume, &["volume", "vol", "band ", "bd", "tome ", "t."]),
        (Field::Issue, &["issue", "number", "no", "nr", "n°", "nº", "heft "]),
        (Field::Number, &["number", "no", "nr", "n°", "nº"]),
    ];
    let found = words.into_iter().flat_map(|(field, words)| {
        subject.field_doubts(field, |text| {
            let rest = without_word(text.trim(), words)?;
            Some(Doubt::of("repeats the word for it", text).mended(rest))
        })
    });
    found.collect()
}

pub(super) fn issue_in_volume(subject: &Subject<'_>) -> Vec<Remark> {
    let Some(text) = subject.text(Field::Volume) else { return Vec::new() };
    let Some((volume, issue)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) else {
        return Vec::new();
    };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let (volume, issue) = (volume.trim(), issue.trim());
    if !is_number(volume) || !is_number(issue) {
        return Vec::new();
    }
    let remark =
        Remark::of(Place::Here, Field::Volume, format!("volume holds the issue as well: {}", shown(text)));
    if subject.has_any(&[Field::Issue, Field::Number]) {
        return vec![remark];
    }
    let fixed = remark.fixed(Place::Here, Field::Volume, volume);
    vec![fixed.fixed(Place::Here, Field::Issue, issue)]
}

pub(super) fn first_edition(subject: &Subject<'_>) -> Vec<Remark> {
    subject.field_doubts(Field::Edition, |text| {
        (edition::edition_of(text.trim()) == "1").then(|| Doubt::of("says what is so of every book", text))
    })
}

pub(super) fn edition_with_word(subject: &Subject<'_>) -> Vec<Remark> {
    subject.field_doubts(Field::Edition, |text| {
        let number = edition::edition_of(text.trim());
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
        // "First" is another rule's.
        (number != text && is_number && number != "1" && !number.is_empty())
            .then(|| Doubt::of("has words that styles add", text).mended(number))
    })
}

/// What stands for a value that nobody knew, in lower case.
const PLACEHOLDERS: &[&str] =
    &["n/a", "null", "undefined", "nan", "tbd", "todo", "???", "??", "[object object]"];

pub(super) fn placeholder(subject: &Subject<'_>) -> Vec<Remark> {
    let is_title = |place, field| (place, field) == (Place::Here, Field::Title);
    subject.doubts(
        |place, field, _| !is_title(place, field),
        |text| {
            let is_one = PLACEHOLDERS.contains(&text.trim().to_lowercase().as_str());
            is_one.then(|| Doubt::of("is a word for nothing", text))
        },
    )
}
