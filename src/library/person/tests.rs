use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::model::{EntryType, Field, NameList, Place, Reference};

const FAMILIES: &[&str] = &["Serge", "Kibalchich", "Sedova", "Greeman", "Sedgwick"];

fn library(folder: &tempfile::TempDir, authors: &[(usize, usize)]) -> Library {
    let mut library = Library::create(&folder.path().join("a.db")).expect("a library");
    for (index, (family, given)) in authors.iter().enumerate() {
        let mut reference = Reference::new(EntryType::Book);
        reference.fields.set(Place::Here, Field::Title, format!("Book {index}"));
        let name = Name::person(FAMILIES[family % FAMILIES.len()], ["Victor", "V.", "Vlady"][given % 3]);
        reference.names.insert((Place::Here, Role::Author), NameList::of(vec![name]));
        library.add(&reference).expect("it is added");
    }
    library
}

/// What is printed on each edition, and every name that anybody has.
fn names(library: &Library) -> (Vec<(String, NameList)>, BTreeSet<Name>) {
    let printed = library.editions("").expect("editions").into_iter().map(|seen| {
        let names = seen.reference.names.get(&(Place::Here, Role::Author)).cloned().unwrap_or_default();
        (seen.whole.edition.key.clone(), names)
    });
    let people = library.people("").expect("people");
    let all = people.iter().flat_map(|person| {
        let further = person.agent.names.iter().map(|further| further.name.clone());
        further.chain([person.agent.name.clone()])
    });
    (printed.collect(), all.collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn merging_and_splitting_loses_no_name(
        authors in prop::collection::vec((0..5_usize, 0..3_usize), 2..8),
        steps in prop::collection::vec((0..3_u8, 0..8_usize, 0..8_usize), 1..6),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut library = library(&folder, &authors);
        let (printed, all) = names(&library);
        for (what, one, other) in steps {
            let people = library.people("").expect("people");
            let [one, other] = [one, other].map(|index| people[index % people.len()].agent.clone());
            // What cannot be done is refused and changes nothing.
            let _ = match what {
                0 => library.merge_people(&[one.handle, other.handle], Commitment::Keep).map(|_| ()),
                1 => {
                    let part = Part::Names(vec![one.name.display()]);
                    library.split_person(&one.handle, &part, None, Commitment::Keep).map(|_| ())
                }
                _ => {
                    let key = printed[other.names.len() % printed.len()].0.clone();
                    let part = Part::Editions(vec![key]);
                    library.split_person(&one.handle, &part, None, Commitment::Keep).map(|_| ())
                }
            };
            let (printed_now, all_now) = names(&library);
            prop_assert_eq!(&printed_now, &printed);
            prop_assert!(all_now.is_superset(&all), "{:?} lost of {:?}", all.difference(&all_now), all);
            prop_assert_eq!(library.troubles().expect("looked at"), Vec::new());
        }
    }
}

#[test]
fn people_are_found_by_any_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut library = library(&folder, &[(0, 0), (0, 1), (1, 2), (3, 0)]);
    for (called, found) in [
        ("serge-victor", Some("serge-victor")),
        ("Victor Serge", Some("serge-victor")),
        ("Serge, Victor", Some("serge-victor")),
        ("serge v.", Some("serge-v")),
        ("kibalchich", Some("kibalchich-vlady")),
        ("serge", None),
        ("nobody", None),
        ("", None),
    ] {
        let person = library.person(called).ok().map(|person| person.agent.handle);
        assert_eq!(person.as_deref(), found, "{called}");
    }
    let several = library.person("serge").err();
    assert!(matches!(several, Some(Error::SeveralPeople { candidates, .. }) if candidates.len() == 2));
    let mistyped = library.person("Victor Sergge").err();
    assert!(
        matches!(mistyped, Some(Error::NoSuchPerson { similar, .. }) if similar.contains(&"Victor Serge".to_owned()))
    );

    let people = ["Victor Serge", "kibalchich", "serge-v"].map(str::to_owned);
    library.merge_people(&people, Commitment::Keep).expect("they are one");
    assert_eq!(library.person("serge").expect("only one").deeds[&Role::Author].len(), 3);
    assert_eq!(library.editions("author:kibalchich").expect("editions").len(), 3);
    let kept = library.remove_name("serge", "Vlady Kibalchich").err();
    assert!(matches!(kept, Some(Error::BadField { .. })), "something is printed under it");
}
