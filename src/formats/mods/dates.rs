//! Dates: encodings, qualifiers, and points of a span.

use crate::formats::xml::{Element, statements};
use crate::model::Date;
use crate::model::date::{End, Form, Point, Qualification};

const ENCODING: &str = "encoding";
const QUALIFIER: &str = "qualifier";
const POINT: &str = "point";
const START: &str = "start";
const END: &str = "end";
const EDTF: &str = "edtf";
const APPROXIMATE: &str = "approximate";
const QUESTIONABLE: &str = "questionable";
/// How MARC says that a span has not ended.
const NO_END: &str = "9999";

/// A date as elements with this name: one, or two for a span.
pub(super) fn write(name: &str, date: &Date) -> Vec<Element> {
    match date.form() {
        Form::Literal(text) => vec![Element::with_text(name, text)],
        Form::Single(point) => vec![single(name, point, date.as_str())],
        Form::Interval(start, end) => {
            let end_of = |end: End, word| {
                let point = end.point()?;
                Some(single(name, point, &point.to_string()).with(POINT, word))
            };
            end_of(start, START).into_iter().chain(end_of(end, END)).collect()
        }
        Form::Set { .. } => vec![Element::with_text(name, date.as_str()).with(ENCODING, EDTF)],
    }
}

/// A point, spelled so as a whole. One qualifier of the whole stands in an attribute.
fn single(name: &str, point: Point, spelled: &str) -> Element {
    let qualification = point.qualification();
    let word = match (qualification.approximate, qualification.uncertain) {
        (true, false) => APPROXIMATE,
        (false, true) => QUESTIONABLE,
        _ => return Element::with_text(name, spelled).with(ENCODING, EDTF),
    };
    if point.is_partly_qualified() || point.has_time() {
        return Element::with_text(name, spelled).with(ENCODING, EDTF);
    }
    let bare = point.qualified(Qualification::NONE).to_string();
    Element::with_text(name, &bare).with(ENCODING, EDTF).with(QUALIFIER, word)
}

/// The date that elements of one name give together.
pub(super) fn read(elements: &[&Element]) -> Option<Date> {
    let said: Vec<&&Element> = elements.iter().filter(|element| !is_unknown(element)).collect();
    let at = |word: &str| said.iter().find(|element| element.has(POINT, word));
    let (start, end) = (at(START), at(END));
    if let Some(span) = span(start.map(|element| **element), end.map(|element| **element)) {
        return Some(span);
    }
    let best = said.iter().filter(|element| !element.has(POINT, END)).min_by_key(|element| rank(element));
    best.or(said.first()).map(|element| one(element))
}

/// Encodings that say a date exactly come first.
fn rank(element: &Element) -> usize {
    const BEST: &[&str] = &[EDTF, "w3cdtf", "iso8601", "temper", "marc"];
    let encoding = element.attribute(ENCODING).unwrap_or_default();
    BEST.iter().position(|name| *name == encoding).unwrap_or(BEST.len())
}

fn is_unknown(element: &Element) -> bool {
    let words = element.words();
    words.is_empty() || words.chars().all(|c| matches!(c, 'u' | 'U' | '|'))
}

fn span(start: Option<&Element>, end: Option<&Element>) -> Option<Date> {
    let point = |element: &Element| match one(element).form() {
        Form::Single(point) => Some(point),
        _ => None,
    };
    let start_end = match start {
        Some(element) => End::At(point(element)?),
        None => End::Open,
    };
    let end_end = match end {
        Some(element) if element.words() == NO_END => End::Open,
        Some(element) => End::At(point(element)?),
        None => End::Open,
    };
    Date::interval(start_end, end_end).ok()
}

/// The date of one element.
fn one(element: &Element) -> Date {
    let words = element.words();
    let date = match element.attribute(ENCODING) {
        Some(EDTF) => Date::parse(&words),
        _ => statements::date(&words),
    };
    let qualification = match element.attribute(QUALIFIER) {
        Some(APPROXIMATE) => Qualification { approximate: true, uncertain: false },
        Some(QUESTIONABLE) => Qualification { approximate: false, uncertain: true },
        _ => return date,
    };
    match date.form() {
        Form::Single(point) => point.qualified(qualification.or(point.qualification())).into(),
        _ => date,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_come_back() {
        for text in [
            "1936",
            "1936-05-07",
            "1936~",
            "1936?",
            "1936%",
            "193X",
            "1936/1938",
            "1936/..",
            "../1936",
            "1994-23",
            "-0043",
            "[1667,1668]",
            "1936-05~",
            "in press",
            "1930?/1931~",
        ] {
            let date = Date::parse(text);
            let written = write("d", &date);
            assert_eq!(read(&written.iter().collect::<Vec<_>>()), Some(date), "{text}");
        }
    }
}
