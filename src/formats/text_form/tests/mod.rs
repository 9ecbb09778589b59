//! Tests of the text form.

mod generated;
mod problems;
mod round_trips;
mod spelling;

use super::{EDITION_KEYS, read, stored_rows, write};
use crate::model::tree::Catalogue;

fn written(catalogue: &Catalogue) -> String {
    let mut bytes = Vec::new();
    write(catalogue, &mut bytes).expect("a vector takes everything");
    String::from_utf8(bytes).expect("the form is UTF-8")
}

fn as_read(text: &str) -> Catalogue {
    match read(text) {
        Ok(catalogue) => catalogue,
        Err(problems) => {
            let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
            panic!("{}\n---\n{text}", told.join("\n"))
        }
    }
}

#[test]
fn no_field_has_the_name_of_another_key() {
    for row in stored_rows() {
        assert!(!EDITION_KEYS.contains(&row.name), "{}", row.name);
    }
}

#[test]
fn the_shipped_catalogue_is_in_the_form_that_is_written() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/db/serge.yaml");
    let text = std::fs::read_to_string(file).expect("the catalogue");
    let again = written(&as_read(&text));
    if std::env::var_os("UPDATE_CATALOGUE").is_some() {
        std::fs::write(file, &again).expect("the catalogue can be written");
    } else {
        assert!(again == text, "db/serge.yaml: run UPDATE_CATALOGUE=1 cargo test shipped_catalogue");
    }
}
