//! Whatever entries come, in whatever order: each is cited as it was filed.

use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;
use crate::{
    formats::arbitrary::arbitrary_reference,
    model::{Date, EntryType, Field, Link, Name, NameList, Place, Role},
    store::Store,
};

/// Few titles, people and keys, so that entries are taken for others, joined and linked.
pub(in crate::library) fn likely_reference() -> impl Strategy<Value = Reference> {
    let types = vec![
        EntryType::Book,
        EntryType::Article,
        EntryType::Chapter,
        EntryType::Collection,
        EntryType::Periodical,
        EntryType::Misc,
    ];
    let text = || select(vec!["Tides", "Marées", "Ebb"]);
    let texts = vec(
        (
            select(vec![
                (Place::Here, Field::Title),
                (Place::Here, Field::Title),
                (Place::Here, Field::Subtitle),
                (Place::Container, Field::Title),
                (Place::Container, Field::Subtitle),
                (Place::Original, Field::Title),
                (Place::Original, Field::Title),
                (Place::Original, Field::Subtitle),
                (Place::Reprint, Field::Title),
                (Place::Series, Field::Title),
                (Place::Here, Field::Note),
            ]),
            text(),
        ),
        0..6,
    );
    let dates = vec(
        (select(vec![Place::Here, Place::Original, Place::Reprint]), select(vec!["1930", "1951", "1963"])),
        0..3,
    );
    let lists = vec(
        (
            select(vec![
                (Place::Here, Field::Publishers),
                (Place::Original, Field::Publishers),
                (Place::Original, Field::Places),
                (Place::Original, Field::Language),
            ]),
            vec(select(vec!["fr", "de"]), 1..3),
        ),
        0..3,
    );
    let names = vec(
        (
            select(vec![
                (Place::Here, Role::Author),
                (Place::Here, Role::Author),
                (Place::Here, Role::Translator),
                (Place::Here, Role::Editor),
                (Place::Container, Role::Editor),
                (Place::Container, Role::Translator),
                (Place::Original, Role::Author),
            ]),
            vec(select(vec!["Vale", "Ford"]), 1..3),
        ),
        0..5,
    );
    let key = || select(vec!["a", "b", "c", "d", "e", "f"]);
    let links = vec((select(crate::model::LinkKind::ALL), key()), 0..3);
    let language = option::of(select(vec!["fr", "en"]));
    (select(types), option::weighted(0.9, key()), texts, dates, lists, names, links, language).prop_map(
        |(entry_type, key, texts, dates, lists, names, links, language)| {
            let mut reference = Reference::new(entry_type);
            reference.key = key.map(str::to_owned);
            for ((place, field), text) in texts {
                reference.fields.set(place, field, text);
            }
            for (place, date) in dates {
                reference.fields.set(place, Field::Date, Date::parse(date));
            }
            for ((place, field), list) in lists {
                let list: Vec<String> = list.into_iter().map(str::to_owned).collect();
                reference.fields.set(place, field, list);
            }
            for (place, names) in names {
                let names = names.into_iter().map(|name| Name::person(name, "")).collect();
                reference.names.insert(place, NameList::of(names));
            }
            reference.fields.set(Place::Here, Field::Language, language.unwrap_or_default());
            reference.links =
                links.into_iter().map(|(kind, target)| Link { kind, target: target.to_owned() }).collect();
            reference
        },
    )
}

/// An import files entries after those that they link to.
fn without_links_ahead(mut references: Vec<Reference>) -> Vec<Reference> {
    let keys: Vec<_> = references.iter().map(|reference| reference.key.clone()).collect();
    for (index, reference) in references.iter_mut().enumerate() {
        let ahead = &keys[index..];
        let earlier = &keys[..index];
        let is_ahead = |target: &String| {
            let is_it = |key: &Option<String>| key.as_ref() == Some(target);
            ahead.iter().any(is_it) && !earlier.iter().any(is_it)
        };
        reference.links.retain(|link| !is_ahead(&link.target));
    }
    references
}

/// What a reference says and the library does not, after all are filed.
fn unsaid(references: &[Reference]) -> Vec<String> {
    let mut store = Store::memory().expect("memory takes a library");
    let checked = store.transaction(|store| {
        let mut filing = Filing::new(store, Silence::Meant);
        let mut filed = Vec::new();
        for reference in references {
            let edition = filing.file(reference)?.edition;
            filed.push((reference, targets(store, &reference.links)?, edition));
        }
        let mut unsaid = Vec::new();
        for (reference, targets_then, edition) in filed {
            let seen = filing.seen(edition)?;
            unsaid.extend(difference(reference, &seen));
            unsaid.extend(links_gone(reference, &targets_then, &seen, &targets(store, &seen.links)?));
        }
        Ok::<_, StoreError>(unsaid)
    });
    checked.expect("nothing is refused")
}

fn difference(reference: &Reference, seen: &Reference) -> Vec<String> {
    let mut found = Vec::new();
    for ((place, field), value) in reference.fields.iter() {
        let shown = seen.fields.get(place, field);
        if shown != Some(value) {
            found.push(format!("{place} {field}: {value:?} became {shown:?}"));
        }
    }
    for ((place, role), list) in reference.names.iter().filter(|(_, list)| !list.is_empty()) {
        let shown = seen.names.get(&(*place, *role));
        if shown != Some(list) {
            found.push(format!("{place} {role}: {list:?} became {shown:?}"));
        }
    }
    for (place, role) in seen.names.keys().filter(|(place, _)| !is_pointed_at(reference, *place)) {
        let is_moved = *place == Place::Container && reference.names.contains_key(&(Place::Here, *role));
        if !is_moved && reference.names.get(&(*place, *role)).is_none_or(NameList::is_empty) {
            found.push(format!("{place} {role} is invented"));
        }
    }
    for ((place, field), value) in seen.fields.iter() {
        // A part of a book says of the book what the fields of a book say.
        let is_moved = place == Place::Container && reference.fields.get(Place::Here, field) == Some(value);
        if !is_moved && !reference.fields.has(place, field) && !is_pointed_at(reference, place) {
            found.push(format!("{place} {field}: {value:?} is invented"));
        }
    }
    for link in seen.links.iter().filter(|link| !is_told(reference, link.kind)) {
        found.push(format!("{link:?} is invented"));
    }
    for extra in &reference.extras {
        if !seen.extras.contains(extra) {
            found.push(format!("{extra:?} is gone"));
        }
    }
    if seen.entry_type != reference.entry_type {
        found.push(format!("{} became {}", reference.entry_type, seen.entry_type));
    }
    found
}

/// Whether a reference names what a link of a kind leads to, by a link or by title, or by a link to the edition that
/// it reprints, whose original is its own.
fn is_told(reference: &Reference, kind: LinkKind) -> bool {
    let has = |place| reference.fields.has(place, Field::Title);
    reference.link(kind).is_some()
        || match kind {
            LinkKind::TranslationOf => has(Place::Original) || reference.link(LinkKind::ReprintOf).is_some(),
            LinkKind::ReprintOf => has(Place::Reprint),
            _ => false,
        }
}

/// Whether a link of the reference leads to what a place tells of, so that more may be known of it.
fn is_pointed_at(reference: &Reference, place: Place) -> bool {
    let has = |kind| reference.link(kind).is_some();
    match place {
        Place::Original => has(LinkKind::TranslationOf) || has(LinkKind::ReprintOf),
        Place::Reprint => has(LinkKind::ReprintOf),
        Place::Here => has(LinkKind::PartOf) && reference.entry_type.is_part_of_book(),
        Place::Container | Place::Series | Place::Set => has(LinkKind::PartOf),
        _ => false,
    }
}

/// Where links lead in the library.
fn targets(store: &Transaction, links: &[Link]) -> Result<Vec<Option<EditionId>>, StoreError> {
    links.iter().map(|link| store.find_edition_by_key(&link.target)).collect()
}

/// Links of a reference that are not seen. What was only mentioned gets the key of the entry that it turns out
/// to be: a link goes on leading where it led, under whichever key.
fn links_gone(
    reference: &Reference,
    targets_then: &[Option<EditionId>],
    seen: &Reference,
    targets_now: &[Option<EditionId>],
) -> Vec<String> {
    let is_seen = |link: &Link, target: &Option<EditionId>| {
        (is_tie(link.kind) && seen.link(link.kind).is_some())
            || seen.links.iter().zip(targets_now).any(|(other, now)| {
                other == link || (other.kind == link.kind && target.is_some() && target == now)
            })
    };
    let links = reference.links.iter().zip(targets_then);
    links
        .filter(|(link, target)| !is_seen(link, target))
        .map(|(link, _)| format!("{link:?} is gone"))
        .collect()
}

fn is_tie(kind: LinkKind) -> bool {
    matches!(kind, LinkKind::TranslationOf | LinkKind::ReprintOf | LinkKind::PartOf)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn entries_that_belong_together_are_cited_as_they_were_filed(
        references in vec(likely_reference(), 1..8).prop_map(without_links_ahead)
    ) {
        prop_assert_eq!(unsaid(&references), Vec::<String>::new());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_entry_is_cited_as_it_was_filed(references in vec(arbitrary_reference(), 1..4)) {
        prop_assert_eq!(unsaid(&references), Vec::<String>::new());
    }
}
