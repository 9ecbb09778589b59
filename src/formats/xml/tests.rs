//! Tests of the syntax.

use proptest::prelude::*;

use super::*;

fn only(text: &str) -> (Element, Vec<(usize, String)>) {
    let parsed = parse(text, 1);
    let faults = parsed.faults.into_iter().map(|fault| (fault.line, fault.reason)).collect();
    (parsed.element.expect("there is an element"), faults)
}

fn records(text: &str) -> Vec<(usize, String)> {
    let found = Records::new(text, &["record"]);
    found.map(|record| (record.line, record.text.trim().to_owned())).collect()
}

#[test]
fn elements_are_read_with_everything_in_them() {
    let text =
        "<m:a x=\"1 &amp; 2\" y='&quot;'>\n <b/>\n <c>p &lt; q &eacute; &#x2014; <![CDATA[<i>]]></c>\n</m:a>";
    let (element, faults) = only(text);
    assert_eq!(faults, vec![]);
    assert_eq!((element.name.as_str(), element.local()), ("m:a", "a"));
    assert_eq!((element.attribute("x"), element.attribute("y")), (Some("1 & 2"), Some("\"")));
    assert_eq!(element.elements().count(), 2);
    assert_eq!(element.first("c").map(|c| c.text().into_owned()).as_deref(), Some("p < q é — <i>"));
    assert_eq!(element.first("c").map(|c| c.line), Some(3));
    let (again, _) = only(&element.compact());
    assert_eq!(again.compact(), element.compact());
}

#[test]
fn what_is_wrong_is_mended_and_told() {
    type Case = (&'static str, &'static str, &'static [(usize, &'static str)]);
    let cases: &[Case] = &[
        ("<a><b>x</a>", "<a><b>x</b></a>", &[(1, "<b> is not closed; closed before </a>")]),
        ("<a>x\n</b></a>", "<a>x\n</a>", &[(2, "</b> closes nothing; left out")]),
        ("<a><b>x", "<a><b>x</b></a>", &[(1, "<a> is not closed; what was read of it is kept")]),
        (
            "<a>x & y &no; z</a>",
            "<a>x &amp; y &amp;no; z</a>",
            &[(1, "&no; is not known; kept as it stands")],
        ),
        ("<a>&#0;x</a>", "<a>\0x</a>", &[]),
        ("<a>x</a><b>", "<a>x</a>", &[]),
    ];
    for (text, expected, faults) in cases {
        let (element, found) = only(text);
        assert_eq!(element.compact(), *expected, "{text}");
        let found: Vec<(usize, &str)> = found.iter().map(|(line, reason)| (*line, reason.as_str())).collect();
        assert_eq!(found, *faults, "{text}");
    }
}

#[test]
fn a_comment_a_section_and_a_document_type_hold_no_records() {
    let text = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"<record/>\">]>\n<a><!-- <record> -->\n\
                <record>1</record><![CDATA[<record>]]>\n<x:record id=\"2\"/></a>";
    let found = records(text);
    assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(head(text).root, Some("a"));
    assert_eq!(head("no xml <a>").root, None);
}

#[test]
fn an_entity_is_not_expanded() {
    let text = "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><record>&b;</record>";
    let found = records(text);
    let (element, faults) = only(&found[0].1);
    assert_eq!(element.text(), "&b;");
    assert_eq!(faults.len(), 1);
}

#[test]
fn deep_and_long_inputs_take_linear_time() {
    let many = 50_000;
    let inputs = [
        "<record>".repeat(many),
        "<a>".repeat(many),
        "<!--".repeat(many),
        "<record><!--".repeat(many),
        "<record><![CDATA[".repeat(many),
        "<record a=\"".repeat(many),
        "<!DOCTYPE ".repeat(many),
        "<!DOCTYPE [".repeat(many),
        "<".repeat(many),
        "</a>".repeat(many),
        "&".repeat(many),
        "&a;".repeat(many),
        format!("<record {}>", "a=\"b\" ".repeat(many)),
        format!("<record>{}</record>", "x".repeat(10 * many)),
        format!("<record>{}{}</record>", "<b>".repeat(many), "</b>".repeat(many)),
    ];
    let start = std::time::Instant::now();
    for input in &inputs {
        for record in Records::new(input, &["record"]) {
            parse(record.text, record.line);
        }
        parse(input, 1);
        head(input);
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn depth_is_bounded() {
    let text = format!("<a>{}x{}<c/></a>", "<b>".repeat(1000), "</b>".repeat(1000));
    let (element, faults) = only(&text);
    assert_eq!(faults.len(), 1);
    assert!(element.first("c").is_some());
    assert!(element.compact().len() < 1000);
}

fn any_element() -> impl Strategy<Value = Element> {
    let name = prop_oneof![Just("a"), Just("m:b"), Just("c-d")];
    let attribute = (prop_oneof![Just("x"), Just("y:z")], any::<String>());
    let leaf = (name.clone(), prop::collection::vec(attribute, 0..3), any::<String>()).prop_map(
        |(name, attributes, text)| {
            let element = Element::with_text(name, &text);
            attributes.into_iter().fold(element, |element, (name, value)| element.with(name, &value))
        },
    );
    leaf.prop_recursive(4, 20, 4, move |inner| {
        (name.clone(), prop::collection::vec(inner, 1..4)).prop_map(|(name, children)| {
            let mut element = Element::new(name);
            children.into_iter().for_each(|child| element.push(child));
            element
        })
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(element in any_element()) {
        for text in [element.compact(), element.pretty(0)] {
            let parsed = parse(&text, 1);
            prop_assert_eq!(parsed.faults, vec![]);
            prop_assert!(parsed.is_closed);
            prop_assert_eq!(parsed.element.map(|found| found.compact()), Some(element.compact()));
        }
    }

    #[test]
    fn any_text_is_parsed(text in "[<>/!a&;#x\"'= \\[\\]-]{0,60}") {
        let parsed = parse(&text, 1);
        if let Some(element) = parsed.element {
            element.words();
        }
        Records::new(&text, &["a"]).count();
        head(&text);
    }
}
