//! What is written is read as the same, and written again as the same bytes.

use proptest::prelude::*;

use super::generated::catalogues;
use super::{as_read, written};
use crate::formats::text_form::{Known, read_work, write_work};
use crate::model::Name;
use crate::model::tree::Catalogue;
use crate::store::Store;

/// A library with nothing but a catalogue.
struct Around<'a>(&'a Catalogue);

impl Known for Around<'_> {
    fn preferred_name(&self, agent: &str) -> Option<Name> {
        self.0.agents.iter().find(|known| known.handle == agent).map(|known| known.name.clone())
    }

    fn has_source(&self, handle: &str) -> bool {
        self.0.sources.iter().any(|source| source.handle == handle)
    }

    fn has_work(&self, handle: &str) -> bool {
        self.0.works.iter().any(|work| work.handle == handle)
    }

    fn has_expression(&self, handle: &str) -> bool {
        let mut expressions = self.0.works.iter().flat_map(|work| &work.expressions);
        expressions.any(|expression| expression.handle == handle)
    }

    fn has_edition(&self, key: &str) -> bool {
        let expressions = self.0.works.iter().flat_map(|work| &work.expressions);
        expressions.flat_map(|expression| &expression.editions).any(|edition| edition.key == key)
    }
}

fn saved(catalogue: &Catalogue) -> Store {
    let mut store = Store::memory().expect("a library in memory");
    store.transaction(|transaction| transaction.save_catalogue(catalogue)).expect("it is saved");
    store
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn reading_gives_what_was_written(catalogue in catalogues()) {
        let text = written(&catalogue);
        let back = as_read(&text);
        prop_assert_eq!(&back, &catalogue);
        prop_assert_eq!(written(&back), text);
    }

    #[test]
    fn a_work_alone_is_read_as_it_was_written(catalogue in catalogues()) {
        for work in &catalogue.works {
            let mut bytes = Vec::new();
            write_work(work, &Around(&catalogue), &mut bytes).expect("a vector takes everything");
            let text = String::from_utf8(bytes).expect("the form is UTF-8");
            prop_assert_eq!(read_work(&text, &Around(&catalogue)), Ok(work.clone()));
        }
    }

    #[test]
    fn other_readers_of_yaml_agree(catalogue in catalogues()) {
        let text = written(&catalogue);
        let value: serde_json::Value = serde_saphyr::from_str(&text).expect("it is YAML");
        let works = value.get("works").and_then(|works| works.as_array()).map_or(0, Vec::len);
        prop_assert_eq!(works, catalogue.works.len());
        for (value, work) in value["works"].as_array().into_iter().flatten().zip(&catalogue.works) {
            prop_assert_eq!(&value["title"], &serde_json::Value::from(work.title.as_str()));
            if let Some(note) = &work.note {
                prop_assert_eq!(&value["note"], &serde_json::Value::from(note.as_str()));
            }
        }
    }

    #[test]
    fn a_library_that_is_dumped_and_loaded_dumps_as_the_same(catalogue in catalogues()) {
        let dumped = saved(&catalogue).read(|snapshot| snapshot.catalogue()).expect("read");
        prop_assert_eq!(&dumped, &catalogue);
        let text = written(&dumped);
        let loaded = saved(&as_read(&text)).read(|snapshot| snapshot.catalogue()).expect("read");
        prop_assert_eq!(written(&loaded), text);
    }

    #[test]
    fn nothing_that_is_read_panics(text in "[-a-z0-9:#'\"|>&*!{}\\[\\],? \n]{0,200}") {
        let _ = crate::formats::text_form::read(&text);
    }
}

#[test]
fn the_shipped_catalogue_comes_back_out_of_a_library() {
    let text = include_str!("../../../../db/serge.yaml");
    let dumped = saved(&as_read(text)).read(|snapshot| snapshot.catalogue()).expect("read");
    assert!(written(&dumped) == text);
}
