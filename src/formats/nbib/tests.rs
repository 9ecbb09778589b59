//! What PubMed writes is read.

use proptest::prelude::*;

use super::*;
use crate::formats::tests::listing::{check_cases, read};
use crate::formats::{Escapes, WriteOptions};

#[test]
fn files_of_pubmed() {
    assert_eq!(check_cases(&Nbib, "nbib", &["nbib"]), 2);
}

#[test]
fn it_is_known_by_its_first_tag_and_not_written() {
    assert_eq!(Nbib.recognizes(b"\nPMID- 1\nTI  - A\n"), 95);
    assert_eq!(Nbib.recognizes(b"TY  - JOUR\nTI  - A\n"), 0);
    let profile = crate::fields::default_profile(NAME);
    let options = WriteOptions { profile, escapes: Escapes::Keep, outside: Vec::new() };
    let mut out = Vec::new();
    let error = Nbib.writer(&mut out, options).err().map(|error| error.kind());
    assert_eq!(error, Some(io::ErrorKind::Unsupported));
    assert!(!Nbib.can_write());
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read(&Nbib, &bytes);
    }

    #[test]
    fn any_lines_are_read(lines in prop::collection::vec(prop::sample::select(LINES), 0..24)) {
        let text = lines.concat();
        let given = read(&Nbib, text.as_bytes());
        let count = 1 + text.matches('\n').count();
        prop_assert!(given.references.iter().all(|(line, _)| (1..=count).contains(line)));
        let begun = lines.iter().filter(|line| line.starts_with("PMID")).count();
        prop_assert!(given.references.len() >= begun);
    }
}

/// What files are made of.
const LINES: &[&str] = &[
    "PMID- 1\n",
    "TI  - [A title].\n",
    "TT  - Un titre\n",
    "BTI - A book\n",
    "FAU - Vale, Ada Jr\n",
    "AU  - Vale A\n",
    "CN  - A group\n",
    "DP  - 2005 Jan-Feb\n",
    "PG  - 129-3; e1-é\n",
    "LID - 10.1000/a [doi]\n",
    "LA  - eng\n",
    "      more\n",
    "\n",
    "text\n",
    "PT  - Preprint\n",
    "PL  - Scotland\n",
    "IS  - 1234-5678\n",
    "XX  -\n",
];

#[test]
fn long_files_are_read_in_linear_time() {
    for line in LINES {
        let text = format!("PMID- 1\n{}", line.repeat(100_000 / line.len()));
        let start = std::time::Instant::now();
        read(&Nbib, text.as_bytes());
        assert!(start.elapsed().as_secs() < 20, "{line}");
    }
}
