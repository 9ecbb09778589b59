//! What is wrong with a library is found, and mended where that can be.

use super::small_library;
use crate::store::{Ailment, Store};

fn ailments(store: &mut Store) -> Vec<Ailment> {
    store.troubles().expect("it can be looked at").into_iter().map(|trouble| trouble.ailment).collect()
}

#[test]
fn a_sound_library_has_no_trouble() {
    let mut store = small_library();
    assert_eq!(ailments(&mut store), []);
    assert_eq!(store.mend().expect("nothing to mend"), []);
}

#[test]
fn what_other_programs_spoil_is_found_and_mended() {
    for (sql, ailment) in [
        ("INSERT INTO edition_text (edition_text) VALUES ('delete-all')", Ailment::FullText),
        ("UPDATE edition SET note = 'xylophone'", Ailment::FullText),
        ("DROP TRIGGER citation_key_is_in_use; DELETE FROM citation_key", Ailment::CitationKey),
        ("PRAGMA foreign_keys = OFF; UPDATE edition SET container_id = 99 WHERE id = 1", Ailment::Pointer),
    ] {
        let mut store = small_library();
        store.connection.execute_batch(sql).expect("it is spoiled");
        let found = ailments(&mut store);
        assert!(!found.is_empty() && found.iter().all(|found| *found == ailment), "{sql}: {found:?}");
        let mended = store.mend().expect("mended");
        assert_eq!(!mended.is_empty(), ailment.can_be_mended(), "{sql}");
        assert_eq!(ailments(&mut store).is_empty(), ailment.can_be_mended(), "{sql}");
    }
}
