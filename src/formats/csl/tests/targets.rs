//! The same entries for each target (FIELDS.md, table C): tests/cases/csl-default/items.json, what is written of
//! it in tests/cases/csl-PROFILE/items.json, and there what the target cannot hold in losses.txt.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::fields::{Reader, profiles_of};
use crate::formats::Instead;
use crate::formats::tests::listing::assert_expected;
use crate::model::Field;

fn folder(profile: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/cases/csl-{profile}"))
}

fn source() -> Vec<Reference> {
    let given = read(fs::read(folder("default").join("items.json")).expect("the source"));
    assert_eq!(given.problems, vec![]);
    given.references.into_iter().map(|(_, reference)| reference).collect()
}

fn told(losses: &[Loss]) -> String {
    let line = |loss: &Loss| {
        let instead = match &loss.instead {
            Instead::Escape(name) => format!("kept in {name}"),
            Instead::Note => "told in the note".to_owned(),
            Instead::Reshaped(name) => format!("nearly told in {name}"),
            Instead::Nowhere => "lost".to_owned(),
        };
        format!("{}: {} = {}: {instead}\n", loss.key, loss.field, loss.value)
    };
    losses.iter().map(line).collect()
}

#[test]
fn each_target_gets_its_shape() {
    let references = source();
    let mut folders = BTreeSet::new();
    for profile in profiles_of(FAMILY) {
        folders.insert(format!("csl-{}", profile.name));
        let (text, losses) = write_for(profile, &references, Escapes::Keep);
        if !profile.is_default() {
            assert_expected(&text, &folder(profile.name).join("items.json"));
        }
        assert_expected(&told(&losses), &folder(profile.name).join("losses.txt"));
        if profile.reader != Reader::Hayagriva {
            let back: Vec<Reference> = read(&text).references.into_iter().map(|(_, back)| back).collect();
            assert_eq!(back, references, "{}", profile.name);
        }
    }
    let cases = fs::read_dir(folder("default").join("..")).expect("the cases");
    let names = cases.map(|entry| entry.expect("a folder").file_name().to_string_lossy().into_owned());
    // The other syntax has cases of its own.
    let is_target = |name: &String| name.starts_with("csl-") && name != CslYaml.name();
    let found: BTreeSet<String> = names.filter(is_target).collect();
    assert_eq!(found, folders);
}

#[test]
fn an_edit_in_a_file_for_a_target_wins() {
    let references = source();
    for profile in profiles_of(FAMILY).filter(|profile| profile.reader != Reader::Hayagriva) {
        let (text, _) = write_for(profile, &references, Escapes::Keep);
        let edited = text.replace("Tide Press", "Flood Press").replace("With a map.", "With two maps.");
        let back = read(edited).references;
        let first = &back[0].1;
        use crate::model::{Field, Place};
        assert_eq!(first.fields.list(Place::Here, Field::Publishers), ["Flood Press"], "{}", profile.name);
        let note = first.fields.text(Place::Here, Field::Note).unwrap_or_default();
        assert!(note.ends_with("With two maps."), "{}: {note}", profile.name);
        assert_eq!(first.fields.text(Place::Here, Field::Subtitle), Some("1901–1941"), "{}", profile.name);
    }
}

#[test]
fn what_a_profile_leaves_out_is_not_said_to_have_no_variable() {
    let mut reference = Reference::new(EntryType::Book);
    reference.fields.set(Place::Here, Field::Title, "Tides");
    reference.fields.set(Place::Original, Field::Title, "Les marées");
    reference.fields.set(Place::Original, Field::Subtitle, "Un récit");
    let profile = profiles_of(FAMILY).find(|profile| profile.name == "apa").expect("it is there");
    let (_, losses) = write_for(profile, &[reference], Escapes::Omit);
    let title = losses.iter().find(|loss| loss.field == "original_title").expect("it is told");
    assert_eq!(
        (title.why, &title.instead),
        ("this profile leaves it out; the default one has it", &Instead::Nowhere)
    );
}
