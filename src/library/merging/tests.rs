//! Whatever is merged: nothing of either is lost, nothing of others, and undoing brings all back.

use std::path::PathBuf;

use proptest::{collection::vec, prelude::*};

use super::*;
use crate::{
    formats::{arbitrary::arbitrary_reference, fact::Fact, private},
    library::{
        citing,
        filing::{Filing, Silence, tests::likely_reference},
        own_extras,
    },
    model::{
        Extra, Field, LinkKind, Place, Reference, Value,
        tree::{Catalogue, ReadingStatus},
    },
    store::{Command, Quotation, Reading, Store, StoreError, Subject},
};

fn library_of(references: &[Reference]) -> Library {
    let mut store = Store::memory().expect("memory takes a library");
    let time = "2024-05-01T00:00:00Z".to_owned();
    store.record(Command { name: "merge".to_owned(), line: "merge".to_owned(), time });
    let filed = store.transaction(|store| {
        let mut filing = Filing::new(store, Silence::Meant);
        references.iter().try_for_each(|reference| filing.file(reference).map(|_| ()))
    });
    filed.expect("they are filed");
    Library { store, path: PathBuf::new() }
}

fn catalogue(library: &Library) -> Catalogue {
    library.store.read(|store| store.catalogue()).expect("the whole library")
}

/// Every listed edition with its key as it is cited.
fn all(library: &Library) -> Vec<(EditionId, Reference)> {
    let read = library.store.read(|store| {
        let ids = store.edition_ids(&crate::store::Condition::all())?;
        let wholes = store.whole_editions(&ids)?;
        Ok::<_, StoreError>(ids.into_iter().zip(wholes.iter().map(citing::reference)).collect())
    });
    read.expect("they are read")
}

/// The facts that a reference stated and that are neither said now nor kept beside.
fn lost(before: &Reference, now: &Reference) -> Vec<String> {
    let nothing = Reference::new(now.entry_type);
    let stated = private::differing(before, &nothing).into_iter();
    let is_kept = |fact: &Fact| {
        let is_same = private::differing(before, now).iter().all(|differing| differing != fact);
        let is_among = match fact {
            Fact::Field(place, field) => {
                match (before.fields.get(*place, *field), now.fields.get(*place, *field)) {
                    (Some(before), Some(Value::List(now))) => {
                        let is_among =
                            |value: &String| now.iter().any(|now| edition::is_same(*field, now, value));
                        before.as_list().iter().all(is_among)
                    }
                    _ => false,
                }
            }
            Fact::Names(..) => false,
        };
        is_same || is_among || own_extras::is_beside(&now.extras, *fact, before)
    };
    let mut lost: Vec<String> = stated
        .filter(|fact| private::display(before, *fact).is_some() && !is_kept(fact))
        .map(|fact| format!("{}: {:?}", fact.name(), private::display(before, fact)))
        .collect();
    let is_there = |extra: &&Extra| !now.extras.contains(extra);
    lost.extend(before.extras.iter().filter(is_there).map(|extra| format!("{extra:?}")));
    let type_is_kept = before.entry_type == now.entry_type
        || own_extras::is_word_beside(&now.extras, own_extras::TYPE, before.entry_type.as_str());
    lost.extend((!type_is_kept).then(|| format!("type {}", before.entry_type)));
    lost
}

fn merged_without_loss(references: &[Reference], choices: usize) -> Result<(), TestCaseError> {
    let mut library = library_of(references);
    let before = all(&library);
    let listed: Vec<&(EditionId, Reference)> = before.iter().filter(|(_, seen)| seen.key.is_some()).collect();
    let (Some((one, ours)), Some((other, theirs))) = (listed.first(), listed.get(listed.len() / 2)) else {
        return Ok(());
    };
    if one == other {
        return Ok(());
    }
    let marked = library.store.transaction(|store| {
        store.insert_reading(&Reading::new(Subject::Edition(*other), ReadingStatus::Finished))?;
        let quotation = Quotation { edition: *other, pages: None, text: "ebb".to_owned(), note: None };
        store.insert_quotation(&quotation).map(|_| ())
    });
    marked.expect("it is written");
    let there = catalogue(&library);
    let keys: Vec<String> = [ours, theirs].iter().filter_map(|seen| seen.key.clone()).collect();
    let choices = match choices {
        0 => Choices::default(),
        _ => Choices { prefer: keys.get(1).cloned(), take: Vec::new() },
    };
    match library.merge(&keys, None, &choices, Commitment::Keep) {
        Err(Error::PartOfOther { .. }) => return Ok(()),
        done => prop_assert!(done.is_ok(), "{done:?}"),
    }
    let now = all(&library);
    let seen = |id: &EditionId| now.iter().find(|(known, _)| known == id).map(|(_, seen)| seen.clone());
    let merged = seen(one).expect("one is left");
    prop_assert_eq!(lost(ours, &merged), Vec::<String>::new(), "of the one that stays\n{:#?}", merged);
    prop_assert_eq!(lost(theirs, &merged), Vec::<String>::new(), "of the one that is gone\n{:#?}", merged);
    for (id, before) in before.iter().filter(|(id, _)| id != one && id != other) {
        if let Some(seen) = seen(id) {
            prop_assert_eq!(lost(before, &seen), Vec::<String>::new(), "of another one\n{:#?}", seen);
        } else {
            prop_assert!(before.standing == crate::model::Standing::Mentioned, "{:?} is gone", before.key);
        }
    }
    for key in &keys {
        let found = library.store.read(|store| store.find_edition_by_key(key)).expect("it is read");
        prop_assert_eq!(found, Some(*one));
    }
    let (readings, quotations) = library
        .store
        .read(|store| Ok::<_, StoreError>((store.readings_of(&[*one])?, store.quotations_of(&[*one])?)))
        .expect("they are read");
    prop_assert_eq!((readings.len(), quotations.len()), (1, 1));
    prop_assert_eq!(library.troubles().expect("it is looked through"), Vec::new());
    prop_assert_eq!(library.undo(1).expect("undone").len(), 1);
    prop_assert!(catalogue(&library) == there, "undoing brings all back");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn nothing_is_lost_of_what_belongs_together(
        references in vec(likely_reference(), 2..8), choices in 0_usize..2
    ) {
        merged_without_loss(&references, choices)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn nothing_is_lost_of_anything(references in vec(arbitrary_reference(), 2..5), choices in 0_usize..2) {
        merged_without_loss(&references, choices)?;
    }
}

#[test]
fn a_field_is_taken_from_where_it_is_asked_for() {
    let mut references =
        [Reference::new(crate::model::EntryType::Book), Reference::new(crate::model::EntryType::Book)];
    for (reference, (key, date, note)) in
        references.iter_mut().zip([("a", "1951", "one"), ("b", "1952", "two")])
    {
        reference.key = Some(key.to_owned());
        reference.fields.set(Place::Here, Field::Title, "Tides");
        reference.fields.set(Place::Here, Field::Date, crate::model::Date::parse(date));
        reference.fields.set(Place::Here, Field::Note, note);
    }
    let mut library = library_of(&references);
    let keys = ["a".to_owned(), "b".to_owned()];
    let choices = Choices { prefer: None, take: vec![("date".to_owned(), "b".to_owned())] };
    let merged = library.merge(&keys, None, &choices, Commitment::Keep).expect("merged");
    assert_eq!(merged.conflicts.len(), 2);
    let (_, seen) = all(&library).remove(0);
    assert_eq!(seen.fields.date(Place::Here, Field::Date).map(|date| date.as_str()), Some("1952"));
    assert_eq!(seen.fields.text(Place::Here, Field::Note), Some("one"));
    let unknown = Choices { prefer: None, take: vec![("dat".to_owned(), "b".to_owned())] };
    assert!(matches!(library.merge(&keys, None, &unknown, Commitment::Keep), Err(Error::SameEdition { .. })));
}

#[test]
fn a_part_is_not_merged_with_its_whole() {
    let mut book = Reference::new(crate::model::EntryType::Book);
    book.key = Some("book".to_owned());
    book.fields.set(Place::Here, Field::Title, "Tides");
    let mut chapter = Reference::new(crate::model::EntryType::InBook);
    chapter.key = Some("chapter".to_owned());
    chapter.fields.set(Place::Here, Field::Title, "Ebb");
    chapter.links.push(crate::model::Link { kind: LinkKind::PartOf, target: "book".to_owned() });
    let mut library = library_of(&[book, chapter]);
    let before = catalogue(&library);
    let keys = ["book".to_owned(), "chapter".to_owned()];
    let refused = library.merge(&keys, None, &Choices::default(), Commitment::Keep);
    assert!(matches!(refused, Err(Error::PartOfOther { .. })), "{refused:?}");
    assert!(catalogue(&library) == before);
}
