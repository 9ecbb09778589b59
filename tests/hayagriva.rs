//! The shipped catalogue as hayagriva reads it: nothing refused, nothing printed as what it is not (the traps of
//! its data model are told in `src/formats/hayagriva/cells.rs`).

use hayagriva::io::from_yaml_str;
use hayagriva::types::{EntryType, Person, PersonRole};
use hayagriva::{Entry, Library as Entries};
use oeuvre::fields::default_profile;
use oeuvre::formats::{Escapes, FORMATS, Format, Item};
use oeuvre::library::{DEMO_LIBRARY, ExportOptions, KeptLosses, Library, Strictness, make_demo};
use oeuvre::model::{Field, Place, Reference, Role};
use oeuvre::store::Access;

fn format() -> &'static dyn Format {
    *FORMATS.iter().find(|format| format.name() == "hayagriva").expect("the format")
}

fn exported(escapes: Escapes) -> String {
    let folder = tempfile::tempdir().expect("a folder for the test");
    make_demo(folder.path()).expect("the demo");
    let library = Library::open(&folder.path().join(DEMO_LIBRARY), Access::Read).expect("a library");
    let profile = default_profile(format().family());
    let options =
        ExportOptions { query: "", profile, escapes, strictness: Strictness::Tell, kept: KeptLosses::Counts };
    let mut bytes = Vec::new();
    library.export(format(), &options, &mut bytes).expect("memory takes everything");
    String::from_utf8(bytes).expect("YAML is UTF-8")
}

fn references(text: &str) -> Vec<Reference> {
    let mut references = Vec::new();
    let mut sink = |item| {
        match item {
            Item::Reference { reference, .. } => references.push(*reference),
            Item::Problem(problem) => panic!("{problem:?}"),
            Item::Outside(extra) => panic!("{extra:?}"),
        }
        Ok(())
    };
    format().read(text.as_bytes(), &mut sink).expect("the sink takes everything");
    references
}

fn entries(text: &str) -> Entries {
    from_yaml_str(text).unwrap_or_else(|error| panic!("{error}"))
}

fn translators(entry: &Entry) -> Vec<&Person> {
    let groups = entry.affiliated().unwrap_or_default();
    let translators = groups.iter().filter(|group| group.role == PersonRole::Translator);
    translators.flat_map(|group| &group.names).collect()
}

#[test]
fn hayagriva_gives_back_what_the_catalogue_says() {
    let text = exported(Escapes::Keep);
    let (entries, references) = (entries(&text), references(&text));
    assert_eq!(entries.len(), references.len());
    assert!(entries.len() >= 150, "{} entries", entries.len());
    for reference in &references {
        let key = reference.key.as_deref().expect("every edition has a key");
        let entry = entries.get(key).unwrap_or_else(|| panic!("{key}"));
        let has = |place, field| reference.fields.has(place, field);
        assert_eq!(entry.title().is_some(), has(Place::Here, Field::Title), "{key}: title");
        let families = |place, role| -> Vec<String> {
            let names = reference.names(place, role).iter();
            names.map(|name| name.short().to_owned()).collect()
        };
        let authors: Vec<String> =
            entry.authors().unwrap_or_default().iter().map(|person| person.name.clone()).collect();
        assert_eq!(authors, families(Place::Here, Role::Author), "{key}: authors");
        let translators: Vec<String> = translators(entry).iter().map(|person| person.name.clone()).collect();
        assert_eq!(translators, families(Place::Here, Role::Translator), "{key}: translators");
        let year = reference.fields.date(Place::Here, Field::Date).and_then(|date| date.year());
        assert_eq!(entry.date().map(|date| i64::from(date.year)), year, "{key}: date");
        let of_type = |word: EntryType| entry.parents().iter().find(|parent| *parent.entry_type() == word);
        let has_original = has(Place::Original, Field::Title);
        assert_eq!(of_type(EntryType::Original).is_some_and(|o| o.title().is_some()), has_original, "{key}");
    }
}

#[test]
fn originals_and_series_are_not_taken_for_the_entry() {
    for escapes in [Escapes::Keep, Escapes::Omit] {
        let text = exported(escapes);
        let mut originals = 0;
        for entry in &entries(&text) {
            let key = entry.key();
            for (position, parent) in entry.parents().iter().enumerate() {
                if *parent.entry_type() == EntryType::Original {
                    originals += 1;
                    assert_eq!(position, 0, "{key}: the original comes first");
                    let beside = [
                        parent.edition().is_some(),
                        parent.url().is_some(),
                        parent.genre().is_some(),
                        parent.note().is_some(),
                        parent.issue().is_some(),
                    ];
                    assert_eq!(beside, [false; 5], "{key}: what an original may not hold");
                    assert!(parent.date().is_none() || entry.date().is_some(), "{key}: date");
                    assert!(parent.language().is_none() || entry.language().is_some(), "{key}: language");
                    assert!(parent.publisher().is_none() || entry.publisher().is_some(), "{key}: publisher");
                }
                assert!(
                    *entry.entry_type() != EntryType::Book || *parent.entry_type() != EntryType::Book,
                    "{key}"
                );
            }
            let editors: Vec<&Person> = entry.editors().unwrap_or_default().iter().collect();
            assert!(editors.is_empty() || editors != translators(entry), "{key}: printed twice");
        }
        assert!(originals > 20, "{originals} originals");
    }
}
