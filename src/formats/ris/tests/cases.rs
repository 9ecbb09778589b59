//! What others write: each file of tests/cases/ris beside the list of what is read from it.

use super::*;

#[test]
fn files_of_others() {
    assert_eq!(listing::check_cases(&Ris, "ris", &["ris"]), 12);
}
