//! Single rows, keys, names, identifiers, full text.

use super::{small_library, write};
use crate::model::field::Fields;
use crate::model::tree::ReadingStatus;
use crate::model::tree::{NameKind, Source};
use crate::model::{Date, Extra, Field, Name, Place, Value};
use crate::store::{
    Change, ChangeState, Imported, LoggedChange, Quotation, Reading, Store, StoreError, Subject,
    name_match_key, normal_identifier, work_match_key,
};

/// The keys of the editions whose full text matches, in order.
fn search(store: &Store, query: &str) -> Vec<String> {
    let mut statement = store
        .connection
        .prepare(
            "SELECT edition.key FROM edition_text JOIN edition ON edition.id = edition_text.rowid \
             WHERE edition_text MATCH ?1 ORDER BY edition.key",
        )
        .expect("a statement");
    let keys = statement.query_map([query], |row| row.get(0)).expect("rows");
    keys.collect::<Result<_, _>>().expect("texts")
}

#[test]
fn identifiers_are_compared_in_their_normal_form() {
    for (scheme, value, normal) in [
        ("isbn", "3-598-21500-2", "9783598215001"),
        ("isbn", "978-3-598-21500-1", "9783598215001"),
        ("isbn", "ISBN: 080442957X", "9780804429573"),
        ("isbn", "no number", "no number"),
        ("issn", "0317847X", "0317-847x"),
        ("issn", "0317-8471", "0317-8471"),
        ("doi", "https://doi.org/10.1000/ABC", "10.1000/abc"),
        ("doi", "http://dx.doi.org/10.1000/ABC", "10.1000/abc"),
        ("doi", "doi:10.1000/ABC ", "10.1000/abc"),
        ("pmid", " 12345 ", "12345"),
        ("viaf", "ABC", "abc"),
    ] {
        assert_eq!(normal_identifier(scheme, value), normal, "{scheme} {value}");
    }
}

#[test]
fn editions_are_found_by_any_form_of_an_identifier() {
    let store = small_library();
    let found: Result<(usize, usize), StoreError> = store.read(|snapshot| {
        let with = snapshot.editions_with_identifier("isbn", "9783598215001")?;
        let without = snapshot.editions_with_identifier("isbn", "9783598215018")?;
        Ok((with.len(), without.len()))
    });
    assert_eq!(found.expect("read"), (1, 0));
}

#[test]
fn works_are_found_by_their_normal_forms_and_names_by_their_parts() {
    assert_eq!(work_match_key("L’<i>Île</i> : un conte, <3"), "l ile un conte 3");
    assert_eq!(name_match_key(&Name::person("Ōe", "Kenzaburō")), "oe kenzaburo");
    let store = small_library();
    store
        .read(|snapshot| {
            assert_eq!(snapshot.works_with_match_key(&work_match_key("«Зима»"), 2)?.len(), 1);
            let variant = snapshot.agent_names_exactly(&Name::person("Brandt", "K."))?;
            assert_eq!((variant.len(), variant[0].kind), (1, Some(NameKind::Variant)));
            let exactly = snapshot.agent_names_exactly(&Name::person("Brandt", "Karl"))?;
            assert_eq!((exactly.len(), exactly[0].kind), (1, None));
            assert_eq!(exactly[0].agent, variant[0].agent);
            assert!(snapshot.agent_names_exactly(&Name::person("Brandt", ""))?.is_empty());
            Ok::<_, StoreError>(())
        })
        .expect("read");
}

#[test]
fn a_key_that_was_goes_on_working() {
    let mut store = small_library();
    write(&mut store, |transaction| {
        let id = transaction.find_edition_by_key("orlova1930winter")?.expect("there");
        transaction.rename_key(id, "winter")?;
        transaction.rename_key(id, "winter2")?;
        // Back to one that it had.
        transaction.rename_key(id, "winter")?;
        assert_eq!(transaction.find_edition_by_key("orlova1930winter")?, Some(id));
        assert_eq!(transaction.aliases(&[id])?[&id], ["orlova1930winter", "winter2"]);
        assert_eq!(transaction.edition_keys(&[id])?[&id], "winter");
        let other = transaction.find_edition_by_key("reader1950")?.expect("there");
        for taken in ["winter", "winter2", "orlova1950"] {
            let result = transaction.rename_key(other, taken);
            assert!(matches!(result, Err(StoreError::KeyTaken(key)) if key == taken));
        }
        assert_eq!(transaction.keys_that_begin_with("winter")?, ["winter", "winter2"]);
        Ok(())
    });
}

#[test]
fn fields_of_others_are_refused() {
    let mut store = small_library();
    let mut try_fields = |place, field, value: Value| {
        let mut fields = Fields::default();
        fields.set(place, field, value);
        store.transaction(|transaction| {
            let id = transaction.find_edition_by_key("reader1950")?.expect("there");
            transaction.update_edition_fields(id, &fields)?;
            transaction.edition_fields(id)
        })
    };
    let container = try_fields(Place::Container, Field::Title, "x".into());
    assert!(matches!(container, Err(StoreError::Field(name)) if name == "container_title"));
    assert!(try_fields(Place::Here, Field::Language, "en".into()).is_err());
    assert!(try_fields(Place::Set, Field::Pages, "1".into()).is_err());
    let two = Value::List(vec!["1".to_owned(), "2".to_owned()]);
    assert!(try_fields(Place::Here, Field::Pages, two).is_err());
    // Other shapes that say the same are put right.
    let fields = try_fields(Place::Here, Field::Publishers, "Malik".into()).expect("kept").expect("there");
    assert_eq!(fields.get(Place::Here, Field::Publishers), Some(&Value::List(vec!["Malik".to_owned()])));
    let fields = try_fields(Place::Here, Field::Date, "1930-05".into()).expect("kept").expect("there");
    assert_eq!(fields.date(Place::Here, Field::Date), Some(&Date::parse("1930-05")));
}

#[test]
fn every_field_that_an_edition_keeps_comes_back() {
    use crate::fields::{FIELDS, Kind, Storage};
    let mut fields = Fields::default();
    for row in FIELDS {
        if matches!(row.storage, Storage::Expression | Storage::Linked) {
            continue;
        }
        let value = match row.kind {
            Kind::Date => Value::Date(Date::parse("1931-02~")),
            kind if kind.is_list() => Value::List(vec![format!("{} \"1\"", row.name), "two".to_owned()]),
            _ => Value::Text(format!("{} 'ä'", row.name)),
        };
        fields.set(row.place, row.field, value);
    }
    let mut store = small_library();
    write(&mut store, |transaction| {
        let id = transaction.find_edition_by_key("reader1950")?.expect("there");
        transaction.update_edition_fields(id, &fields)?;
        assert_eq!(transaction.edition_fields(id)?, Some(fields.clone()));
        Ok(())
    });
}

#[test]
fn the_text_of_an_edition_shows_all_that_is_behind_it() {
    let store = small_library();
    for (query, expected) in [
        ("зима", vec!["orlova1928zima", "orlova1930winter", "orlova1931second"]),
        ("title: winter", vec!["orlova1930winter"]),
        ("title: i", vec![]),
        ("people: orlova", vec!["orlova1928zima", "orlova1930winter", "orlova1931second"]),
        // The editor of the container, under both names.
        ("people: brandt", vec!["orlova1930winter", "orlova1950excerpt", "reader1950"]),
        ("people: karl", vec!["orlova1930winter", "orlova1950excerpt", "reader1950"]),
        ("publisher: malik", vec!["orlova1930winter"]),
        ("keyword: exile", vec!["orlova1930winter"]),
    ] {
        assert_eq!(search(&store, query), expected, "{query}");
    }
}

#[test]
fn the_text_follows_every_change() {
    let mut store = small_library();
    write(&mut store, |transaction| {
        let agent = transaction.find_agent("brandt-karl")?.expect("there");
        let further = crate::model::tree::AgentName {
            kind: NameKind::Pseudonym,
            name: Name::literal("Ferrum"),
            language: None,
        };
        transaction.insert_agent_name(agent, &further)?;
        Ok(())
    });
    assert_eq!(search(&store, "ferrum"), ["orlova1930winter", "orlova1950excerpt", "reader1950"]);
    write(&mut store, |transaction| {
        let original = transaction.find_edition_by_key("orlova1928zima")?.expect("there");
        let mut fields = transaction.edition_fields(original)?.expect("there");
        fields.set(Place::Here, Field::Title, "Снег");
        transaction.update_edition_fields(original, &fields)
    });
    // The translation shows the title of its original.
    assert_eq!(search(&store, "снег"), ["orlova1928zima", "orlova1930winter"]);
    write(&mut store, |transaction| {
        let work = transaction.find_work("winter")?.expect("there");
        transaction.delete_work(work)
    });
    assert!(search(&store, "снег").is_empty() && search(&store, "зима").is_empty());
    write(&mut store, |transaction| transaction.rebuild_text());
    assert_eq!(search(&store, "ferrum"), ["orlova1950excerpt", "reader1950"]);
}

#[test]
fn a_rehearsal_leaves_nothing_behind() {
    let mut store = small_library();
    let before = store.read(|snapshot| snapshot.catalogue()).expect("read");
    let works = store.rehearsal(|transaction| {
        let work = transaction.find_work("winter")?.expect("there");
        transaction.delete_work(work)?;
        Ok::<_, StoreError>(transaction.work_ids()?.len())
    });
    assert_eq!(works.expect("it succeeds"), 2);
    assert_eq!(store.read(|snapshot| snapshot.catalogue()).expect("read"), before);
}

#[test]
fn an_agent_can_be_replaced_while_it_is_printed() {
    let mut store = small_library();
    write(&mut store, |transaction| {
        let mut brandt = transaction.agents()?.remove(0);
        // The names change places and one is new; "Brandt, K." stays, since a book is printed with it.
        brandt.name = Name::person("Brandt-Weiss", "Karl");
        brandt.names[0].name = Name::person("Brandt", "Karl");
        brandt.born = Some(Date::parse("1890"));
        transaction.replace_agent(&brandt)?;
        let after = transaction.agents()?.remove(0);
        assert_eq!((&after.name, &after.born), (&brandt.name, &brandt.born));
        let names: Vec<String> = after.names.iter().map(|name| name.name.inverted()).collect();
        assert_eq!(names, ["Brandt, Karl", "Brandt, K."]);
        Ok(())
    });
}

#[test]
fn readings_lists_and_quotations_are_kept() {
    let mut store = small_library();
    write(&mut store, |transaction| {
        let edition = transaction.find_edition_by_key("reader1950")?.expect("there");
        let subject = Subject::Edition(edition);
        let mut reading = Reading::new(subject, ReadingStatus::Want);
        let id = transaction.insert_reading(&reading)?;
        reading.status = ReadingStatus::Finished;
        reading.finished = Some(Date::parse("2024-05"));
        reading.rating = Some(4);
        transaction.update_reading(id, &reading)?;
        assert_eq!(transaction.readings()?, [(id, reading.clone())]);
        assert_eq!(transaction.readings_of(&[edition])?, [(id, reading)]);
        let list = transaction.reading_list("winter 2024")?;
        assert_eq!(transaction.reading_list("winter 2024")?, list);
        assert!(transaction.add_to_reading_list(list, subject)?);
        assert!(!transaction.add_to_reading_list(list, subject)?);
        assert_eq!(transaction.reading_list_entries(list)?, [subject]);
        assert!(transaction.take_off_reading_list(list, subject)?);
        assert!(!transaction.take_off_reading_list(list, subject)?);
        let quotation =
            Quotation { edition, pages: Some("12".to_owned()), text: "Snow.".to_owned(), note: None };
        let id = transaction.insert_quotation(&quotation)?;
        assert_eq!(transaction.quotations_of(&[edition])?, [(id, quotation)]);
        transaction.delete_quotation(id)?;
        assert!(transaction.quotations_of(&[edition])?.is_empty());
        Ok(())
    });
}

#[test]
fn sources_extras_and_changes_are_kept() {
    let mut store = small_library();
    write(&mut store, |transaction| {
        let file = Source { handle: "a.bib".to_owned(), title: "a.bib".to_owned(), ..Source::default() };
        let imported = Imported { time: Some("2024-05-01T00:00:00Z"), digest: Some("crc:1") };
        let source = transaction.insert_source(&file, imported)?;
        assert_eq!(transaction.find_source_by_digest("crc:1")?, Some(source));
        let outside =
            Extra { format: "bib".to_owned(), name: "comment".to_owned(), value: "@comment{}".to_owned() };
        transaction.insert_outside(Some(source), std::slice::from_ref(&outside))?;
        transaction.insert_outside(None, std::slice::from_ref(&outside))?;
        assert_eq!(transaction.outside()?.len(), 2);
        transaction.delete_source(source)?;
        assert_eq!(transaction.outside()?, [outside]);
        let change = Change {
            time: "2024-05-01T00:00:00Z".to_owned(),
            command: "import".to_owned(),
            summary: "1 reference".to_owned(),
            counts: "{\"added\":1}".to_owned(),
        };
        let id = transaction.insert_change(&change, Some(b"bytes"))?;
        assert_eq!(transaction.changes(10)?, [LoggedChange { id, change, state: ChangeState::Done }]);
        assert_eq!(transaction.changeset(id)?.as_deref(), Some(b"bytes".as_slice()));
        Ok(())
    });
}
