//! What others write: each file of tests/cases/csl beside the list of what is read from it.

use crate::formats::csl::CslJson;
use crate::formats::tests::listing::check_cases;

#[test]
fn files_of_others() {
    assert_eq!(check_cases(&CslJson, "csl", &["json"]), 17);
}
