//! How an edition was read, as a private member.

use serde_json::{Map, Value as Json, json};

use crate::formats::private::texts;
use crate::model::Date;
use crate::model::reading::{Listed, OwnReading, Reading};
use crate::model::tree::ReadingStatus;

/// The name of the member.
pub(super) const MEMBER: &str = "own_reading";
const READ_THROUGHS: &str = "read_throughs";
const LISTS: &str = "lists";
/// Where on each of the lists.
const PLACES: &str = "places";

/// A reading as JSON.
pub(super) fn written(own: &OwnReading) -> Json {
    let read_throughs: Vec<Json> = own.read_throughs.iter().map(written_one).collect();
    let names: Vec<&str> = own.lists.iter().map(|list| list.name.as_str()).collect();
    let mut members = json!({ READ_THROUGHS: read_throughs, LISTS: names });
    if own.lists.iter().any(|list| list.place.is_some()) {
        members[PLACES] = own.lists.iter().map(|list| list.place).collect();
    }
    members
}

fn written_one(reading: &Reading<()>) -> Json {
    let mut members = Map::new();
    members.insert("status".to_owned(), reading.status.as_str().into());
    let day = |date: &Option<Date>| date.as_ref().map(|date| Json::from(date.as_str()));
    let text = |text: &Option<String>| text.as_deref().map(Json::from);
    let told = [
        ("started", day(&reading.started)),
        ("finished", day(&reading.finished)),
        ("noted", day(&reading.noted)),
        ("page", text(&reading.page)),
        ("percent", reading.percent.map(Json::from)),
        ("rating", reading.rating.map(Json::from)),
        ("priority", reading.priority.map(Json::from)),
        ("note", text(&reading.note)),
        ("due", day(&reading.due)),
        ("recommended_by", text(&reading.recommended_by)),
        ("lent_to", text(&reading.lent_to)),
    ];
    members.extend(told.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    members.into()
}

/// The reading that [`written`] spelled.
pub(super) fn read(value: &Json) -> Option<OwnReading> {
    let read_throughs = value.get(READ_THROUGHS)?.as_array()?.iter().map(read_one);
    let places = value.get(PLACES).and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    let place = |at: usize| places.get(at)?.as_u64().and_then(|place| u32::try_from(place).ok());
    let names = texts(value.get(LISTS)?)?.into_iter().enumerate();
    let lists = names.map(|(at, name)| Listed { name, place: place(at) });
    Some(OwnReading { read_throughs: read_throughs.collect::<Option<_>>()?, lists: lists.collect() })
}

fn read_one(value: &Json) -> Option<Reading<()>> {
    let text = |name: &str| value.get(name).and_then(Json::as_str).map(str::to_owned);
    let day = |name: &str| text(name).map(|text| Date::parse(&text));
    let small = |name: &str, most: u64| {
        let number = value.get(name).and_then(Json::as_u64).filter(|number| *number <= most);
        number.and_then(|number| u8::try_from(number).ok())
    };
    Some(Reading {
        started: day("started"),
        finished: day("finished"),
        noted: day("noted"),
        page: text("page"),
        percent: small("percent", 100),
        rating: small("rating", 5).filter(|rating| *rating > 0),
        priority: value.get("priority").and_then(Json::as_i64),
        note: text("note"),
        due: day("due"),
        recommended_by: text("recommended_by"),
        lent_to: text("lent_to"),
        ..Reading::new((), ReadingStatus::from_word(value.get("status")?.as_str()?)?)
    })
}
