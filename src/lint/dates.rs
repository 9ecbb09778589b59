//! Dates: such as cannot be, and such as contradict each other.

use super::{Remark, Subject, Survey, subject::name_of, wording::shown};
use crate::{
    fields,
    model::{
        Date, Extra, Field, Place, Role,
        date::DateError,
        tree::{Agent, ExpressionKind},
    },
};

/// Parts of a text that looks like a date in numbers, the year first.
fn numbers(text: &str) -> Option<Vec<i64>> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let looks_so = (2..=3).contains(&parts.len())
        && parts.iter().all(is_number)
        && parts.first().is_some_and(|year| year.len() == 4)
        && parts.iter().skip(1).all(|part| part.len() <= 2);
    looks_so.then(|| parts.iter().filter_map(|part| part.parse().ok()).collect())
}

/// Whether a text is a span of years that ends before it begins.
fn is_reversed(text: &str) -> bool {
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let ends = text.split_once('/').or_else(|| text.split_once('–')).or_else(|| text.split_once('-'));
    ends.is_some_and(|(first, last)| is_year(first) && is_year(last) && last < first)
}

/// The dates of the edition that are words, with their fields.
fn literals<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (Place, Field, &'a str)> {
    let fields = subject.edition.fields.iter();
    fields.filter_map(|((place, field), value)| Some((place, field, value.as_date()?.as_literal()?)))
}

fn named(place: Place, field: Field) -> String {
    name_of(place, field).unwrap_or_default().replace('_', " ")
}

/// A date in numbers that are not written as EDTF has them, or the reason why it is none.
fn read_numbers(text: &str) -> Option<Result<Date, DateError>> {
    let numbers = numbers(text)?;
    Some(Date::from_numbers(*numbers.first()?, numbers.get(1).copied(), numbers.get(2).copied()))
}

pub(super) fn date_impossible(subject: &Subject<'_>) -> Vec<Remark> {
    let impossible = literals(subject)
        .filter(|(_, _, text)| is_reversed(text) || matches!(read_numbers(text), Some(Err(_))));
    let remark = |(place, field, text)| {
        Remark::of(place, field, format!("{} is not in the calendar: {}", named(place, field), shown(text)))
    };
    impossible.map(remark).collect()
}

pub(super) fn date_in_words(subject: &Subject<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (place, field, text) in literals(subject) {
        let reading = read_numbers(text);
        if is_reversed(text)
            || matches!(reading, Some(Err(_)))
            || !text.contains(|c: char| c.is_ascii_digit())
        {
            continue;
        }
        let message = format!("{} is kept as words and does not sort: {}", named(place, field), shown(text));
        let remark = Remark::of(place, field, message);
        // Two numbers may be a month of a year or two years.
        let is_day = text.split(['-', '/', '.']).count() == 3;
        remarks.push(match reading {
            Some(Ok(date)) if is_day => remark.fixed(place, field, date),
            _ => remark,
        });
    }
    remarks
}

/// What readers could not take into a date they keep as the format had it, beside the part that they understood.
pub(super) fn date_not_understood(subject: &Subject<'_>) -> Vec<Remark> {
    let remark = |extra: &Extra| {
        let message =
            format!("date was not understood whole: the file said {} = {}", extra.name, shown(&extra.value));
        Remark::of(Place::Here, Field::Date, message)
    };
    fields::dates_not_understood(&subject.edition.extras, &subject.edition.fields).map(remark).collect()
}

pub(super) fn date_in_future(subject: &Subject<'_>) -> Vec<Remark> {
    if subject.has(Place::Here, Field::PublicationState) {
        return Vec::new();
    }
    let dates = [Field::Date, Field::Accessed, Field::Submitted].into_iter();
    let late = dates.filter_map(|field| {
        let date = subject.edition.fields.date(Place::Here, field)?;
        let is_late = date.earliest().is_some_and(|day| day > subject.today);
        is_late.then(|| {
            Remark::of(Place::Here, field, format!("{} is in the future: {date}", named(Place::Here, field)))
        })
    });
    late.collect()
}

/// Whether one date is surely before another one. What is uncertain is not sure.
fn is_before(one: &Date, other: &Date) -> bool {
    let is_sure = one.qualification().is_none() && other.qualification().is_none();
    is_sure && matches!((one.latest(), other.earliest()), (Some(last), Some(first)) if last < first)
}

pub(super) fn accessed_before_published(subject: &Subject<'_>) -> Vec<Remark> {
    let accessed = subject.edition.fields.date(Place::Here, Field::Accessed);
    let (Some(accessed), Some(date)) = (accessed, subject.date()) else { return Vec::new() };
    if !is_before(accessed, date) {
        return Vec::new();
    }
    let message = format!("it was accessed ({accessed}) before it was published ({date})");
    vec![Remark::of(Place::Here, Field::Accessed, message)]
}

pub(super) fn translation_before_original(subject: &Subject<'_>) -> Vec<Remark> {
    let original = subject.reference.fields.date(Place::Original, Field::Date);
    let (Some(date), Some(original)) = (subject.date(), original) else { return Vec::new() };
    // A work may have come out first in translation; then its first date says so.
    let was_known = subject.work.date.as_ref().is_some_and(|known| !is_before(date, known));
    if !is_before(date, original) || was_known {
        return Vec::new();
    }
    let message = format!("the translation ({date}) is older than its original ({original})");
    vec![Remark::of(Place::Here, Field::Date, message)]
}

pub(super) fn reprint_before_first(subject: &Subject<'_>) -> Vec<Remark> {
    let first = subject.reference.fields.date(Place::Reprint, Field::Date);
    let (Some(date), Some(first)) = (subject.date(), first) else { return Vec::new() };
    if !is_before(date, first) {
        return Vec::new();
    }
    let message = format!("the reprint ({date}) is older than what it reprints ({first})");
    vec![Remark::of(Place::Here, Field::Date, message)]
}

pub(super) fn edition_before_work(subject: &Subject<'_>) -> Vec<Remark> {
    let (Some(date), Some(first)) = (subject.date(), subject.work.date.as_ref()) else { return Vec::new() };
    if subject.expression.kind != ExpressionKind::Original || !is_before(date, first) {
        return Vec::new();
    }
    let message = format!("the edition ({date}) is older than the first date of its work ({first})");
    vec![Remark::of(Place::Here, Field::Date, message)]
}

pub(super) fn published_before_birth(subject: &Subject<'_>) -> Vec<Remark> {
    let Some(date) = subject.date() else { return Vec::new() };
    let makers = subject.contributions().filter(|of| matches!(of.role, Role::Author | Role::Translator));
    let people = makers.filter_map(|of| subject.people.get(&of.who.as_ref().ok()?.agent));
    let unborn = people.filter_map(|person: &Agent| Some((person, person.born.as_ref()?)));
    let unborn = unborn.filter(|(_, born)| is_before(date, born));
    let remark = |(person, born): (&Agent, &Date)| {
        let message = format!("published {date}, before {} was born ({born})", person.name.display());
        Remark::of(Place::Here, Field::Date, message)
    };
    unborn.map(remark).collect()
}

pub(super) fn death_before_birth(survey: &Survey) -> Vec<(String, Remark)> {
    let first = survey.first_editions();
    let found = survey.people.iter().filter_map(|(handle, person)| {
        let (born, died) = (person.born.as_ref()?, person.died.as_ref()?);
        let message = format!("{} died ({died}) before being born ({born})", person.name.display());
        is_before(died, born).then_some(((*first.get(handle.as_str())?).to_owned(), Remark::whole(message)))
    });
    found.collect()
}
