//! A file that is read from the disk piece by piece gives what its bytes give at once.

use proptest::prelude::*;

use crate::formats::{
    Format,
    bib::{Biblatex, Bibtex},
    large_file::LargeFile,
};

/// What a format gives of a file, item by item.
fn listed(read: impl FnOnce(&mut crate::formats::Sink<'_>) -> std::io::Result<()>) -> Vec<String> {
    let mut items = Vec::new();
    read(&mut |item| {
        items.push(format!("{item:?}"));
        Ok(())
    })
    .expect("the sink takes everything");
    items
}

fn assert_same(bytes: &[u8]) {
    let file = tempfile::NamedTempFile::new().expect("a file for the test");
    std::fs::write(file.path(), bytes).expect("written");
    let large = LargeFile::open(file.path(), 0).expect("opened").expect("a file");
    for format in [&Biblatex as &dyn Format, &Bibtex] {
        let held = listed(|sink| format.read(bytes, sink));
        let pieces = listed(|sink| format.read_large(&large, sink));
        assert_eq!(pieces, held, "{}: {}", format.name(), String::from_utf8_lossy(bytes));
    }
}

/// Entries that need one another, and what damages a file.
fn scraps() -> impl Strategy<Value = Vec<&'static str>> {
    let scraps = [
        "@book{whole, title = {Winter}, xdata = {press}, date = {1963}}\n",
        "@inbook{part, crossref = {whole}, title = {Snow}, translator = {Vale, Ida}}\n",
        "@xdata{press, publisher = city # { Press}, xdata = {press}}\n",
        "@string{city = {Göteborg}}\n",
        "@string(late = \"x\")\n",
        "@book{Whole, title = late # { and } # unknown}\n",
        "@book{r, related = {whole}, relatedtype = {translationas}}\n",
        "% a remark @book{no}\n",
        "Prose with an æ, me@x (home).\r\n",
        "@comment{kept}",
        "@book(q, title = \"a",
        "@book{open, title = {never\n",
        "}\n",
        "\"",
        "@",
        "\u{feff}",
    ];
    prop::collection::vec(prop::sample::select(scraps.to_vec()), 0..14)
}

proptest! {
    #[test]
    fn pieces_from_the_disk_give_what_the_bytes_give(scraps in scraps()) {
        assert_same(scraps.concat().as_bytes());
    }

    /// Bytes of any encoding, of which some are found out only far behind the beginning.
    #[test]
    fn bytes_that_are_not_utf_8_give_the_same(scraps in scraps(), stray in any::<Vec<u8>>()) {
        let mut bytes = scraps.concat().into_bytes();
        bytes.extend(stray);
        bytes.extend(scraps.concat().bytes());
        assert_same(&bytes);
    }
}

#[test]
fn marks_of_encodings_are_understood() {
    let text = "@book{k, title = {Čas}, year = 1963}\n@book{l, title = {x}, crossref = {k}}\n";
    assert_same(format!("\u{feff}{text}").as_bytes());
    let units: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_same(&units);
    assert_same(&units[2..]);
    assert_same(b"");
}

#[test]
fn a_file_that_became_shorter_is_an_error() {
    let file = tempfile::NamedTempFile::new().expect("a file for the test");
    let text = "@book{k, title = {Winter}, year = 1963}\n".repeat(9);
    std::fs::write(file.path(), &text).expect("written");
    let large = LargeFile::open(file.path(), 0).expect("opened").expect("a file");
    assert!(large.is_unchanged().expect("looked at"));
    std::fs::write(file.path(), &text[..text.len() / 2]).expect("written");
    let read = Biblatex.read_large(&large, &mut |_| Ok(()));
    assert_eq!(read.expect_err("it is shorter").kind(), std::io::ErrorKind::UnexpectedEof);
    assert!(!large.is_unchanged().expect("looked at"));
}
