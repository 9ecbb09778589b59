//! The graph of a small catalogue, and what must hold of the shipped one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use foldhash::HashSet;

use super::*;
use crate::fields::schema_org::{class, has, property};
use crate::formats::Instead;
use crate::formats::text_form;

fn written(catalogue: &Catalogue) -> String {
    let mut bytes = Vec::new();
    JsonLd.write(catalogue, &Furnishing::default(), &mut bytes).expect("memory takes everything");
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

fn catalogue_of(text: &str) -> Catalogue {
    text_form::read(text).expect("a sound catalogue")
}

#[test]
fn works_texts_and_editions_are_one_graph() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/json-ld/harbour.yaml");
    let catalogue = catalogue_of(&fs::read_to_string(&case).expect("the case"));
    let found = written(&catalogue);
    let expected = fs::read_to_string(case.with_extension("jsonld")).unwrap_or_default();
    assert!(found == expected, "{found}");
}

/// Panics unless every name is a term and every pointer leads to a node of the graph.
fn assert_sound(value: &Json, nodes: &HashSet<&str>) {
    match value {
        Json::Array(values) => values.iter().for_each(|value| assert_sound(value, nodes)),
        Json::Object(members) => {
            let classes = match members.get("@type") {
                Some(Json::Array(classes)) => classes.iter().filter_map(Json::as_str).collect(),
                class => class.and_then(Json::as_str).into_iter().collect::<Vec<_>>(),
            };
            for (name, value) in members {
                match name.as_str() {
                    "@id" => assert!(nodes.contains(value.as_str().unwrap_or_default()), "{value}"),
                    "@type" => {
                        let classes = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
                        let is_class =
                            |value: &Json| class::ALL.contains(&value.as_str().unwrap_or_default());
                        assert!(classes.iter().all(is_class), "{value}");
                    }
                    name => {
                        let is_of_node = classes.iter().any(|class| has(class, name));
                        assert!(property::ALL.contains(&name) && is_of_node, "{name}: {members:?}");
                    }
                }
                assert_sound(value, nodes);
            }
            assert!(!members.is_empty());
        }
        Json::Null => panic!("a property without a value"),
        Json::String(text) => assert!(!text.is_empty()),
        Json::Bool(_) | Json::Number(_) => {}
    }
}

#[test]
fn the_shipped_catalogue_has_nothing_but_terms_and_pointers_that_lead_somewhere() {
    let catalogue = catalogue_of(include_str!("../../../db/serge.yaml"));
    let document: Json = serde_json::from_str(&written(&catalogue)).expect("JSON");
    assert_eq!(document["@context"], CONTEXT);
    let graph = document["@graph"].as_array().expect("a graph");
    let ids: Vec<&str> = graph.iter().filter_map(|node| node["@id"].as_str()).collect();
    let nodes: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!((ids.len(), nodes.len()), (graph.len(), graph.len()));
    assert_sound(&document["@graph"], &nodes);
    let editions = catalogue.works.iter().flat_map(|work| &work.expressions).flat_map(|text| &text.editions);
    for edition in editions {
        assert!(nodes.contains(Anchor::Edition(&edition.key).href().as_str()), "{}", edition.key);
    }
}

#[test]
fn in_a_page_nothing_ends_the_element() {
    let mut catalogue = catalogue_of(include_str!("../../../tests/cases/json-ld/harbour.yaml"));
    catalogue.works[0].title = "a</script><!--<script>&\u{2028}\u{202e}\u{7}\u{85}".to_owned();
    let text = InPage::of(&catalogue, &Index::of(&catalogue)).to_string();
    assert!(!text.contains(|c: char| matches!(c, '<' | '>' | '&') || c.is_control() || is_invisible(c)));
    let read: Json = serde_json::from_str(&text).expect("JSON");
    let name =
        &read["@graph"].as_array().expect("a graph").iter().find_map(|node| node["dateCreated"].as_str());
    assert!(name.is_some() && text.contains(r"a\u003c/script\u003e\u003c!--"), "{text}");
}

/// The nodes of a graph by their names, those within others too.
fn by_id<'j>(value: &'j Json, found: &mut BTreeMap<&'j str, &'j Json>) {
    match value {
        Json::Array(values) => values.iter().for_each(|value| by_id(value, found)),
        Json::Object(members) => {
            if let Some(id) = members.get("@id").and_then(Json::as_str).filter(|_| members.len() > 1) {
                assert!(found.insert(id, value).is_none(), "{id} is described twice");
            }
            members.values().for_each(|value| by_id(value, found));
        }
        _ => {}
    }
}

/// What a node says, itself or by what it is an example of, without names that only the page has.
fn said(id: &str, property: &str, nodes: &BTreeMap<&str, &Json>) -> Option<Json> {
    let node = nodes.get(id)?;
    let above = || said(node["exampleOfWork"]["@id"].as_str()?, property, nodes);
    node.get(property).map(|value| whole(value, nodes)).or_else(above)
}

fn whole(value: &Json, nodes: &BTreeMap<&str, &Json>) -> Json {
    match value {
        Json::Array(values) => values.iter().map(|value| whole(value, nodes)).collect(),
        Json::Object(members) => {
            let id = members.get("@id").and_then(Json::as_str).filter(|id| id.starts_with("_:"));
            let mut described = id.and_then(|id| nodes.get(id)).copied().unwrap_or(value).clone();
            if let (Some(members), Some(_)) = (described.as_object_mut(), id) {
                members.remove("@id");
            }
            described
        }
        value => value.clone(),
    }
}

#[test]
fn a_page_says_what_the_document_says_without_saying_it_twice() {
    let shipped = catalogue_of(include_str!("../../../db/serge.yaml"));
    let small = catalogue_of(include_str!("../../../tests/cases/json-ld/harbour.yaml"));
    for catalogue in [shipped, small] {
        let index = Index::of(&catalogue);
        let full = document(&catalogue, &index);
        let text = InPage::of(&catalogue, &index).to_string();
        assert!(text.len() < full.to_string().len(), "{} of {}", text.len(), full.to_string().len());
        let page: Json = serde_json::from_str(&text).expect("JSON");
        let mut nodes = BTreeMap::new();
        by_id(&page["@graph"], &mut nodes);
        assert_sound(&page["@graph"], &nodes.keys().copied().collect());
        for node in full["@graph"].as_array().expect("a graph") {
            let id = node["@id"].as_str().expect("a name");
            // An original that says nothing else is the work.
            let of_work = node["exampleOfWork"]["@id"].as_str();
            let id = if nodes.contains_key(id) { id } else { of_work.expect("a text of a work") };
            for (property, value) in node.as_object().expect("a node") {
                let is_pointer =
                    ["exampleOfWork", "translationOfWork", "isBasedOn"].contains(&property.as_str());
                if !is_pointer && !["@id", "abstract", "description"].contains(&property.as_str()) {
                    assert_eq!(said(id, property, &nodes).as_ref(), Some(value), "{id} {property}");
                }
            }
        }
    }
}

const EBB: &str = "oeuvre: 1
agents:
- id: vale-ada
  name: Vale, Ada
works:
- id: ebb
  kind: novel
  title: Ebb
  language: en
  expressions:
  - id: ebb.en
    kind: original
    language: en
    editions:
    - key: vale1931ebb
      type: book
      contributions:
      - role: author
        agent: vale-ada
      title: <i>Ebb</i>
      subtitle: a tide
      edition: '2'
      publishers:
      - Quays
      places:
      - Leith
      date: 1931~
      volume: '3'
      page_total: xii, 200
      isbn:
      - 978-0-00-000000-2
      doi:
      - 10.1000/ebb
      note: Signed
      addendum: With a map
      annotation: mine
      series_title: Tides
      series_number: '4'
      set_title: All Waters
      extras:
      - format: ris
        name: U1
        value: blue
";

/// What is lost, and where it went: the property, or nothing.
fn lost(losses: &[Loss]) -> Vec<(&str, &str)> {
    let place = |loss: &Loss| match loss.instead {
        Instead::Reshaped(_) => "reshaped",
        _ => "nowhere",
    };
    losses.iter().map(|loss| (loss.field.as_str(), place(loss))).collect()
}

#[test]
fn what_the_graph_cannot_say_is_told() {
    let catalogue = catalogue_of(EBB);
    let losses = JsonLd.losses(&catalogue);
    let expected = [
        ("title", "reshaped"),
        ("subtitle", "reshaped"),
        ("date", "reshaped"),
        ("page_total", "nowhere"),
        ("addendum", "nowhere"),
        ("annotation", "nowhere"),
        ("ris:U1", "nowhere"),
    ];
    assert_eq!(lost(&losses), expected);
    assert!(losses.iter().all(|loss| loss.key == "vale1931ebb" && !loss.value.is_empty()), "{losses:?}");
    // A reader of the page sees all but what is the owner's.
    assert_eq!(
        lost(&crate::formats::html::Html.losses(&catalogue)),
        [("annotation", "nowhere"), ("ris:U1", "nowhere")]
    );
}

#[test]
fn dates_that_are_not_iso_are_lost_for_that() {
    for (date, instead) in
        [("1931~", "reshaped"), ("193X", "nowhere"), ("../1931", "nowhere"), ("-0043", "nowhere")]
    {
        let losses = JsonLd.losses(&catalogue_of(&EBB.replace("1931~", &format!("'{date}'"))));
        let loss = losses.iter().find(|loss| loss.field == "date").expect("the date is lost");
        assert_eq!(lost(std::slice::from_ref(loss)), [("date", instead)], "{date}");
        assert_eq!(loss.why.contains("ISO 8601"), instead == "nowhere", "{date}: {}", loss.why);
    }
}
