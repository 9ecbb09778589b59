//! The shipped catalogue: it loads, every record names its document, and every quotation stands in it.

use std::{collections::HashMap, fs, path::PathBuf};

use oeuvre::{
    formats::text_form,
    model::tree::{Catalogue, Evidence},
};

fn catalogue() -> Catalogue {
    text_form::read(include_str!("../db/serge.yaml")).expect("the shipped catalogue is sound")
}

/// Every record of the catalogue with its name and evidence.
fn records(catalogue: &Catalogue) -> Vec<(String, &[Evidence])> {
    let mut records: Vec<(String, &[Evidence])> = Vec::new();
    for agent in &catalogue.agents {
        records.push((agent.handle.clone(), &agent.evidence));
    }
    for work in &catalogue.works {
        records.push((work.handle.clone(), &work.evidence));
        for expression in &work.expressions {
            records.push((expression.handle.clone(), &expression.evidence));
            for edition in &expression.editions {
                records.push((edition.key.clone(), &edition.evidence));
            }
        }
    }
    records
}

#[test]
fn every_record_names_its_document() {
    let catalogue = catalogue();
    for (name, evidence) in records(&catalogue) {
        assert!(!evidence.is_empty(), "{name} has no evidence");
        for passage in evidence {
            let known = catalogue.sources.iter().any(|source| source.handle == passage.source);
            assert!(known, "{name}: no source {}", passage.source);
            assert!(passage.quote.is_some(), "{name}: evidence without a quotation");
        }
    }
}

#[test]
fn it_holds_what_the_documents_name() {
    let catalogue = catalogue();
    let by_serge: Vec<_> = catalogue
        .works
        .iter()
        .filter(|work| {
            work.contributions.iter().any(|c| matches!(&c.who, Ok(who) if who.agent == "serge-victor"))
        })
        .collect();
    let titled = by_serge.iter().filter(|work| !work.title.starts_with('['));
    let expressions: usize = titled.clone().map(|work| work.expressions.len()).sum();
    assert!(catalogue.works.len() > 150, "{} works", catalogue.works.len());
    assert!(titled.count() >= 20);
    assert!(expressions >= 35, "{expressions} expressions");
    assert!(catalogue.agents.len() >= 70);
    assert_eq!(catalogue.sources.len(), 5);
}

/// The documents are not part of the project; where they lie beside it, the quotations are compared.
#[test]
fn every_quotation_stands_in_its_document() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let catalogue = catalogue();
    let documents: HashMap<_, _> = catalogue
        .sources
        .iter()
        .filter_map(|source| {
            let text = fs::read_to_string(folder.join(source.file.as_deref()?)).ok()?;
            Some((source.handle.as_str(), in_one_line(&text)))
        })
        .collect();
    for (name, evidence) in records(&catalogue) {
        for passage in evidence {
            let (Some(document), Some(quote)) =
                (documents.get(passage.source.as_str()), passage.quote.as_deref())
            else {
                continue;
            };
            assert!(document.contains(&in_one_line(quote)), "{name}: {quote:?} in {}", passage.source);
        }
    }
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
