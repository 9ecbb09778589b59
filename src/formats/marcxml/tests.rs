//! What catalogues give is read.

use proptest::prelude::*;

use super::*;
use crate::formats::tests::listing::{check_cases, check_detection, read};
use crate::model::{Field, Place};

#[test]
fn files_of_catalogues() {
    check_detection(&MarcXml, NAME, &["xml"]);
    assert!(check_cases(&MarcXml, NAME, &["xml"]) > 0);
}

#[test]
fn broken_files_lose_only_what_is_broken() {
    let good = |title: &str| {
        format!(
            "<record><leader>00000nam a2200000 a 4500</leader><datafield tag=\"245\"><subfield code=\"a\">{title}</subfield></datafield></record>"
        )
    };
    for broken in
        ["<record><leader>00000nam", "<record><datafield tag=\"245\"><subfield>x</record>", "<record>"]
    {
        let text = format!(
            "<collection xmlns=\"{}\">{}{broken}{}</collection>",
            NAMESPACES[0],
            good("One"),
            good("Two")
        );
        let given = read(&MarcXml, text.as_bytes());
        let titles: Vec<_> =
            given.references.iter().filter_map(|(_, r)| r.fields.text(Place::Here, Field::Title)).collect();
        assert_eq!((titles.first(), titles.last()), (Some(&"One"), Some(&"Two")), "{broken}");
    }
}

#[test]
fn hostile_files_are_read_in_linear_time() {
    let many = 5_000;
    let field = |tag: &str, code: &str| {
        format!("<datafield tag=\"{tag}\"><subfield code=\"{code}\">x</subfield></datafield>")
    };
    let inputs = [
        "<record>".repeat(many),
        format!("<record>{}</record>", field("650", "a").repeat(many)),
        format!("<record>{}</record>", field("020", "a").repeat(many)),
        format!("<record>{}</record>", field("500", "a").repeat(many)),
        format!("<record>{}</record>", field("700", "a").repeat(many)),
        format!(
            "<record><datafield tag=\"245\">{}</datafield></record>",
            "<subfield code=\"b\">y</subfield>".repeat(many)
        ),
    ];
    let start = std::time::Instant::now();
    for input in &inputs {
        read(&MarcXml, input.as_bytes());
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn any_record_is_read(
        leader in "[a-z0-9 é]{0,24}",
        fixed in "[a-z0-9 |é]{0,40}",
        fields in prop::collection::vec(("(0[0-9]{2}|1[01]0|2[0-9]{2}|4[0-9]{2}|5[0-9]{2}|7[0-9]{2}|856)", "[a-z0-9]", "[ -~é«<>¬]{0,20}"), 0..12),
    ) {
        let mut record = Element::new(RECORD);
        record.push(Element::with_text("leader", &leader));
        record.push(Element::with_text("controlfield", &fixed).with("tag", "008"));
        for (tag, code, text) in &fields {
            let mut field = Element::new("datafield").with("tag", tag);
            field.push(Element::with_text("subfield", text).with("code", code));
            record.push(field);
        }
        let given = read(&MarcXml, record.compact().as_bytes());
        prop_assert_eq!(given.references.len(), 1);
    }

    #[test]
    fn any_bytes_are_read(bytes: Vec<u8>) {
        read(&MarcXml, &bytes);
        MarcXml.recognizes(&bytes);
    }
}
