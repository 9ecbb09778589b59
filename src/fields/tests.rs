//! What must hold for the whole table.

use foldhash::{HashSet, HashSetExt};

use super::*;
#[test]
fn a_written_name_stands_for_one_field_in_each_entry_type() {
    for dialect in Dialect::ALL {
        for entry_type in EntryType::ALL {
            let mut names = HashSet::new();
            let fields: HashSet<_> = FIELDS.iter().map(|row| (row.place, row.field)).collect();
            for (place, field) in fields {
                let row = row_to_write(*dialect, place, field, *entry_type);
                if let Some(name) = row.and_then(|row| row.spelling(*dialect).written) {
                    assert!(names.insert(name), "{name} twice for {entry_type} in {dialect:?}");
                }
            }
        }
    }
}

#[test]
fn a_written_name_reads_back_to_its_field() {
    for dialect in Dialect::ALL {
        for entry_type in EntryType::ALL {
            for row in FIELDS {
                let written = row_to_write(*dialect, row.place, row.field, *entry_type);
                let Some(name) = written.and_then(|row| row.spelling(*dialect).written) else { continue };
                let back = row_to_read(*dialect, name, *entry_type).expect("a written name is read");
                assert_eq!(
                    (back.place, back.field),
                    (row.place, row.field),
                    "{name} in {entry_type}, {dialect:?}"
                );
            }
        }
    }
}

#[test]
fn a_name_in_the_library_stands_for_one_field() {
    for row in FIELDS {
        let same = row_named(row.name).expect("it is there");
        assert_eq!((same.place, same.field), (row.place, row.field));
        assert_eq!((same.kind, same.storage), (row.kind, row.storage), "{}", row.name);
        assert!(row.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
    }
}

#[test]
fn escapes_differ() {
    let mut names = HashSet::new();
    let fields: HashSet<_> = FIELDS.iter().map(Row::escape).collect();
    for escape in fields.into_iter().chain(ROLES.iter().map(RoleRow::escape)) {
        assert!(names.insert(escape.clone()), "{escape}");
    }
}
