//! Ranges of days and months, which the engine does not know: it prints the beginning of a range and, apart from
//! that, its end; what differs between the two is put together here, as citeproc-js does: "12–15 May 1938",
//! "March–April 1936", "28 December 1938–3 January 1939".

use std::ops::Range;

use hayagriva::citationberg::{
    Date, DatePartName, IndependentStyle, LayoutRenderingElement, Locale, NamesChild,
};
use hayagriva::{ElemChild, ElemChildren, ElemMeta, Formatted, Formatting};

use super::stand_ins::{Mark, Years};

/// Puts marks around the parts of all dates that a style prints, so that they are found again in what is printed.
pub fn mark_parts(style: &mut IndependentStyle, locales: &mut [Locale]) {
    style.macros.iter_mut().for_each(|part| mark_all(&mut part.children));
    mark_all(&mut style.citation.layout.elements);
    if let Some(bibliography) = &mut style.bibliography {
        mark_all(&mut bibliography.layout.elements);
    }
    style.locale.iter_mut().chain(locales).flat_map(|locale| &mut locale.date).for_each(mark_date);
}

fn mark_all(elements: &mut [LayoutRenderingElement]) {
    for element in elements {
        match element {
            LayoutRenderingElement::Date(date) => mark_date(date),
            LayoutRenderingElement::Group(group) => mark_all(&mut group.children),
            LayoutRenderingElement::Choose(choose) => {
                for branch in std::iter::once(&mut choose.if_).chain(&mut choose.else_if) {
                    mark_all(&mut branch.children);
                }
                choose.otherwise.iter_mut().for_each(|other| mark_all(&mut other.children));
            }
            LayoutRenderingElement::Names(names) => {
                for child in &mut names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        mark_all(&mut substitute.children);
                    }
                }
            }
            LayoutRenderingElement::Text(_)
            | LayoutRenderingElement::Number(_)
            | LayoutRenderingElement::Label(_) => {}
        }
    }
}

fn mark_date(date: &mut Date) {
    for part in &mut date.date_part {
        let mark = match part.name {
            DatePartName::Year => Mark::Year,
            DatePartName::Month => Mark::Month,
            DatePartName::Day => Mark::Day,
        };
        part.affixes.prefix.get_or_insert_default().push(mark.sign());
        part.affixes.suffix.get_or_insert_default().insert(0, Mark::DatePartEnd.sign());
    }
}

/// Makes ranges of what was printed of an item with the beginnings of its ranges, by what was printed of it with
/// their ends.
pub fn put_together(beginnings: &mut ElemChildren, ends: &ElemChildren, years: &Years) {
    let mut printed = Vec::new();
    dates_in(ends, &mut printed);
    let mut ends = printed.into_iter();
    put_into(beginnings, &mut ends, years);
}

/// The dates of a printed text, in their order.
fn dates_in<'a>(children: &'a ElemChildren, found: &mut Vec<&'a ElemChildren>) {
    for child in &children.0 {
        let ElemChild::Elem(element) = child else { continue };
        match element.meta {
            Some(ElemMeta::Date) => found.push(&element.children),
            _ => dates_in(&element.children, found),
        }
    }
}

fn put_into<'a>(
    children: &mut ElemChildren,
    ends: &mut impl Iterator<Item = &'a ElemChildren>,
    years: &Years,
) {
    for child in &mut children.0 {
        let ElemChild::Elem(element) = child else { continue };
        match element.meta {
            Some(ElemMeta::Date) => {
                let Some(end) = ends.next() else { return };
                let whole = PrintedDate::of(&element.children).to(&PrintedDate::of(end), years);
                if let Some(whole) = whole {
                    element.children = children_of(&whole);
                }
            }
            _ => put_into(&mut element.children, ends, years),
        }
    }
}

/// One character as it is set.
type Letter = (char, Formatting);

/// A date as it was printed, with the places of its parts between their marks.
#[derive(Default)]
struct PrintedDate {
    letters: Vec<Letter>,
    parts: Vec<(Mark, Range<usize>)>,
}

impl PrintedDate {
    fn of(children: &ElemChildren) -> PrintedDate {
        let mut date = PrintedDate::default();
        date.take(children);
        date
    }

    fn take(&mut self, children: &ElemChildren) {
        for child in &children.0 {
            match child {
                ElemChild::Text(text) => {
                    text.text.chars().for_each(|c| self.push(c, text.formatting));
                }
                ElemChild::Elem(element) => self.take(&element.children),
                ElemChild::Markup(_) | ElemChild::Link { .. } | ElemChild::Transparent { .. } => {}
            }
        }
    }

    fn push(&mut self, c: char, formatting: Formatting) {
        let at = self.letters.len();
        match Mark::of(c) {
            Some(mark @ (Mark::Year | Mark::Month | Mark::Day)) => self.parts.push((mark, at..at)),
            Some(Mark::DatePartEnd) => {
                if let Some((_, part)) = self.parts.last_mut() {
                    part.end = at;
                }
            }
            _ => self.letters.push((c, formatting)),
        }
    }

    fn part(&self, mark: Mark) -> Option<&Range<usize>> {
        self.parts.iter().find(|(other, _)| *other == mark).map(|(_, part)| part)
    }

    fn text(&self, mark: Mark) -> Option<String> {
        let part = self.part(mark)?;
        Some(self.letters.get(part.clone())?.iter().map(|(c, _)| *c).collect())
    }

    /// From the first to the last of some parts.
    fn around(&self, marks: &[Mark]) -> Option<Range<usize>> {
        let parts = || self.parts.iter().filter(|(mark, _)| marks.contains(mark)).map(|(_, part)| part);
        Some(parts().map(|part| part.start).min()?..parts().map(|part| part.end).max()?)
    }

    /// The range from this date to another; nothing where it looks as this one does.
    fn to(&self, end: &PrintedDate, years: &Years) -> Option<Vec<Letter>> {
        let months_and_days = self.around(&[Mark::Month, Mark::Day]);
        // What prints nothing but years prints all of them already.
        months_and_days.as_ref()?;
        let range_of_years = self.text(Mark::Year).and_then(|year| years.text(year.get(..Years::DIGITS)?));
        let differs = |mark| self.text(mark) != end.text(mark);
        let changed: &[Mark] = match range_of_years {
            Some(_) => &[Mark::Year, Mark::Month, Mark::Day],
            None if differs(Mark::Month) => &[Mark::Month, Mark::Day],
            None if differs(Mark::Day) => &[Mark::Day],
            None => return None,
        };
        let own = self.around(changed)?;
        let formatting = self.letters.get(own.start)?.1;
        let mut whole = self.letters.get(..own.start)?.to_vec();
        whole.extend(self.beginning(own.clone(), range_of_years)?);
        whole.push(('–', formatting));
        let is_open = range_of_years.is_some_and(|years| years.ends_with('–'));
        if !is_open {
            whole.extend_from_slice(end.letters.get(end.around(changed)?)?);
        }
        whole.extend_from_slice(self.letters.get(own.end..)?);
        Some(whole)
    }

    /// The letters of some place in which the first year stands for a range of years.
    fn beginning(&self, place: Range<usize>, range_of_years: Option<&str>) -> Option<Vec<Letter>> {
        let Some(first) = range_of_years.and_then(|years| years.split('–').next()) else {
            return Some(self.letters.get(place)?.to_vec());
        };
        let year = self.part(Mark::Year)?;
        let formatting = self.letters.get(year.start)?.1;
        let mut letters = self.letters.get(place.start..year.start)?.to_vec();
        letters.extend(first.chars().map(|c| (c, formatting)));
        letters.extend_from_slice(self.letters.get(year.end..place.end)?);
        Some(letters)
    }
}

/// Letters as texts of one formatting each.
fn children_of(letters: &[Letter]) -> ElemChildren {
    let runs = letters.chunk_by(|(_, one), (_, other)| one == other);
    let texts = runs.map(|run| {
        let formatting = run.first().map_or_else(Formatting::default, |(_, formatting)| *formatting);
        ElemChild::Text(Formatted { text: run.iter().map(|(c, _)| *c).collect(), formatting })
    });
    ElemChildren(texts.collect())
}
