//! Whole values in and out.

use super::{by, dated, edition, small_catalogue, small_library, write};
use crate::model::name::Ending;
use crate::model::tree::{Contribution, Relation, RelationKind, Target};
use crate::model::{Field, Name, Place, Role};
use crate::store::{Condition, Store, StoreError, Whole};

fn whole(store: &Store, key: &str) -> Whole {
    let found: Result<_, StoreError> = store.read(|snapshot| {
        let id = snapshot.find_edition_by_key(key)?.expect("the key is there");
        snapshot.whole_editions(&[id])
    });
    found.expect("read").remove(0)
}

#[test]
fn a_catalogue_comes_back_as_it_was() {
    let store = small_library();
    assert_eq!(store.read(|snapshot| snapshot.catalogue()).expect("read"), small_catalogue());
}

#[test]
fn a_whole_edition_has_what_stands_behind_it() {
    let store = small_library();
    let winter = whole(&store, "orlova1930winter");
    assert_eq!(winter.work.handle, "winter");
    assert!(winter.work.expressions.is_empty());
    assert_eq!(winter.expression.language.as_deref(), Some("de"));
    assert_eq!(winter.edition.fields.list(Place::Here, Field::Isbn), ["3-598-21500-2"]);
    // The earlier one, though it stands second.
    let original = winter.original.expect("an original");
    assert_eq!(original.edition.key, "orlova1928zima");
    assert_eq!(original.expression.language.as_deref(), Some("ru"));
    let excerpt = whole(&store, "orlova1950");
    assert_eq!(excerpt.edition.key, "orlova1950excerpt");
    assert_eq!(excerpt.edition.aliases, ["orlova1950"]);
    let container = excerpt.container.expect("a container");
    assert_eq!(container.edition.key, "reader1950");
    assert_eq!(container.edition.contributions.len(), 1);
    assert!(excerpt.original.is_none() && excerpt.reprint.is_none());
}

#[test]
fn whole_editions_come_in_the_order_asked_for() {
    let store = small_library();
    let keys: Result<Vec<String>, StoreError> = store.read(|snapshot| {
        let mut ids = snapshot.edition_ids(&Condition::all())?;
        ids.reverse();
        ids.push(crate::store::EditionId(4711));
        Ok(snapshot.whole_editions(&ids)?.into_iter().map(|whole| whole.edition.key.clone()).collect())
    });
    let keys = keys.expect("read");
    let mut sorted = keys.clone();
    sorted.sort();
    sorted.reverse();
    assert_eq!((keys.len(), &keys), (5, &sorted));
}

#[test]
fn conditions_reach_all_three_levels() {
    let store = small_library();
    let found = |sql: &str, argument: &str| {
        let condition = Condition { sql: sql.to_owned(), arguments: vec![argument.to_owned().into()] };
        store.read(|snapshot| {
            let ids = snapshot.edition_ids(&condition)?;
            Ok::<_, StoreError>(snapshot.edition_keys(&ids)?.into_values().collect::<Vec<_>>())
        })
    };
    assert_eq!(found("work.handle = ? OR FALSE", "excerpt").expect("read"), ["orlova1950excerpt"]);
    assert_eq!(found("expression.language = ?", "de").expect("read"), ["orlova1930winter"]);
    assert_eq!(found("edition.date < ?", "1930").expect("read"), ["orlova1928zima"]);
}

#[test]
fn a_record_that_points_nowhere_is_told() {
    let mut catalogue = small_catalogue();
    catalogue.works[0].expressions[0].editions[0].container = Some("nowhere".to_owned());
    let mut store = Store::memory().expect("a library");
    let error = store.transaction(|transaction| transaction.save_catalogue(&catalogue)).expect_err("told");
    assert_eq!(error.to_string(), "edition reader1950 names edition nowhere, which is not there");
    // Nothing of it was kept.
    assert!(store.read(|snapshot| snapshot.catalogue()).expect("read").works.is_empty());
}

#[test]
fn statements_instead_of_names_are_kept() {
    let mut catalogue = small_catalogue();
    let statement = |role, ending| Contribution { place: Place::Here, role, who: Err::<_, Ending>(ending) };
    catalogue.works[1].contributions = vec![
        statement(Role::Author, Ending::AndOthers),
        Contribution { place: Place::Series, ..statement(Role::Editor, Ending::NotNamed) },
    ];
    let mut store = Store::memory().expect("a library");
    write(&mut store, |transaction| transaction.save_catalogue(&catalogue));
    assert_eq!(store.read(|snapshot| snapshot.catalogue()).expect("read"), catalogue);
}

#[test]
fn replacing_a_work_keeps_the_rows_of_its_editions() {
    let mut store = small_library();
    let id = |store: &Store, key: &str| {
        store.read(|snapshot| snapshot.find_edition_by_key(key)).expect("read").expect("there")
    };
    let before = (id(&store, "orlova1930winter"), id(&store, "orlova1928zima"));
    let mut catalogue = small_catalogue();
    let work = &mut catalogue.works[2];
    // A new key with the old one as alias, another order, an edition less, a new one, a relation.
    let mut german = work.expressions.remove(1);
    german.editions[0].key = "orlova1930".to_owned();
    german.editions[0].aliases = vec!["orlova1930winter".to_owned()];
    german.editions.push(dated(edition("orlova1999winter", "Winter"), "1999"));
    german.editions[1].reprint_of = Some("orlova1930".to_owned());
    german.editions[1].contributions =
        vec![by(Role::Foreword, "orlova-nina", Name::person("Orlova", "Nina"))];
    work.expressions.insert(0, german);
    work.expressions[1].editions.remove(0);
    work.relations = vec![Relation {
        kind: RelationKind::SeeAlso,
        target: Target::Edition("orlova1950excerpt".to_owned()),
    }];
    let work = work.clone();
    write(&mut store, |transaction| transaction.replace_work(&work));
    assert_eq!(store.read(|snapshot| snapshot.catalogue()).expect("read"), catalogue);
    assert_eq!((id(&store, "orlova1930"), id(&store, "orlova1928zima")), before);
    assert_eq!(id(&store, "orlova1930winter"), before.0);
}

#[test]
fn what_others_point_at_is_not_removed() {
    let mut store = small_library();
    let mut reader = small_catalogue().works.remove(0);
    reader.expressions.clear();
    let error = store.transaction(|transaction| transaction.replace_work(&reader)).expect_err("needed");
    assert_eq!(error.to_string(), "edition reader1950 is needed by edition orlova1950excerpt (container)");
    let result: Result<(), StoreError> = store.transaction(|transaction| {
        let id = transaction.find_edition_by_key("reader1950")?.expect("there");
        transaction.delete_edition(id)
    });
    assert!(matches!(result, Err(StoreError::Needed { .. })));
    assert_eq!(store.read(|snapshot| snapshot.catalogue()).expect("read"), small_catalogue());
}

#[test]
fn an_edition_takes_what_is_empty_above_it_along() {
    let mut store = small_library();
    let remove = |store: &mut Store, key: &str| {
        write(store, |transaction| {
            let id = transaction.find_edition_by_key(key)?.expect("there");
            transaction.delete_edition(id)
        });
    };
    remove(&mut store, "orlova1930winter");
    remove(&mut store, "orlova1950excerpt");
    let catalogue = store.read(|snapshot| snapshot.catalogue()).expect("read");
    let handles: Vec<&str> = catalogue.works.iter().map(|work| work.handle.as_str()).collect();
    assert_eq!(handles, ["a-reader", "winter"]);
    assert_eq!(catalogue.works[1].expressions.len(), 1);
    assert_eq!(catalogue.works[1].expressions[0].editions.len(), 2);
}
