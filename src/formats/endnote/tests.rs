//! What programs write for EndNote is read.

use proptest::prelude::*;

use super::*;
use crate::formats::tests::listing::{check_cases, check_detection, read};
use crate::model::{Field, Place, Role};

#[test]
fn files_of_programs() {
    check_detection(&EndnoteXml, NAME, &["xml"]);
    assert!(check_cases(&EndnoteXml, NAME, &["xml"]) > 0);
}

#[test]
fn editors_who_alone_are_named_are_those_of_the_book() {
    let record = |authors: &str| {
        format!(
            "<xml><records><record><ref-type name=\"Book\">6</ref-type><contributors>{authors}<secondary-authors>\
             <author>Hall, Jo</author></secondary-authors></contributors></record></records></xml>"
        )
    };
    for (authors, place) in
        [("", Place::Here), ("<authors><author>Vale, Ada</author></authors>", Place::Series)]
    {
        let found = read(&EndnoteXml, record(authors).as_bytes()).into_references().remove(0);
        assert_eq!(found.names(place, Role::Editor).len(), 1, "{authors}");
    }
}

#[test]
fn broken_files_lose_only_what_is_broken() {
    let good = |title: &str| {
        format!(
            "<record><ref-type name=\"Book\">6</ref-type><titles><title>{title}</title></titles></record>"
        )
    };
    for broken in
        ["<record><ref-type name=\"Book", "<record><titles><title>x</record>", "<record>", "<record>&#"]
    {
        let text = format!("<xml><records>{}{broken}{}</records></xml>", good("One"), good("Two"));
        let given = read(&EndnoteXml, text.as_bytes());
        let titles: Vec<_> =
            given.references.iter().filter_map(|(_, r)| r.fields.text(Place::Here, Field::Title)).collect();
        assert_eq!((titles.first(), titles.last()), (Some(&"One"), Some(&"Two")), "{broken}");
    }
}

#[test]
fn hostile_files_are_read_in_linear_time() {
    let many = 5_000;
    let inputs = [
        "<record>".repeat(many),
        format!("<record><keywords>{}</keywords></record>", "<keyword>x</keyword>".repeat(many)),
        format!("<record><titles>{}</titles></record>", "<title>x</title>".repeat(many)),
        format!(
            "<record><titles><title>{}</title></titles></record>",
            "<style face=\"italic\">".repeat(many)
        ),
        format!(
            "<record><contributors><authors>{}</authors></contributors></record>",
            "<author>x</author>".repeat(many)
        ),
        format!("<record><isbn>{}</isbn></record>", "1234-5678&#13;".repeat(many)),
    ];
    let start = std::time::Instant::now();
    for input in &inputs {
        read(&EndnoteXml, input.as_bytes());
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn any_record_is_read(
        kind in "[0-9]{1,2}",
        fields in prop::collection::vec(("(volume|number|pages|isbn|label|edition|orig-pub|custom[1-4]|notes|electronic-resource-num|section|accession-num)", "[ -~é\r]{0,20}"), 0..10),
        day in "[ -~é]{0,12}",
    ) {
        let mut record = Element::new(RECORD);
        record.push(Element::with_text(TYPE, &kind));
        for (name, text) in &fields {
            record.push(Element::with_text(name, text));
        }
        let mut dates = Element::new("dates");
        let mut days = Element::new("pub-dates");
        days.push(Element::with_text("date", &day));
        dates.push(days);
        record.push(dates);
        let given = read(&EndnoteXml, record.compact().as_bytes());
        prop_assert_eq!(given.references.len(), 1);
    }

    #[test]
    fn any_bytes_are_read(bytes: Vec<u8>) {
        read(&EndnoteXml, &bytes);
        EndnoteXml.recognizes(&bytes);
    }
}
