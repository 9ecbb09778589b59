//! JSON-LD in the words of schema.org, for search engines and other programs that read pages.
//!
//! One graph: people and bodies, then works, each followed by its texts and their editions. An edition is an
//! `exampleOfWork` of a text, a translation a `translationOfWork` of the text that it was made from, an article
//! `isPartOf` an issue of a volume of a periodical. Its terms are those of [`crate::fields::schema_org`].

mod edition;
mod in_page;
mod losses;
mod node;
mod people;

#[cfg(test)]
mod tests;

use std::io;

use serde_json::{Value as Json, json};

use super::address::Anchor;
use super::index::Index;
use super::{Furnishing, Loss, Page};
use crate::fields::schema_org::{CONTEXT, class_of_work, property};
use crate::model::tree::{
    Catalogue, Expression, ExpressionKind, FurtherTitle, RelationKind, Target, TitleKind, Work,
};
use node::{Node, reference, text};

pub(super) use in_page::InPage;
pub(super) use losses::{TYPE, of_edition as losses_of_edition};
pub(super) use node::iso_date;
pub(super) use people::entries as authority_entries;

/// The format.
#[derive(Clone, Copy, Debug)]
pub struct JsonLd;

impl Page for JsonLd {
    fn name(&self) -> &'static str {
        "json-ld"
    }

    fn extension(&self) -> &'static str {
        "jsonld"
    }

    fn purpose(&self) -> &'static str {
        "JSON-LD in the words of schema.org, for search engines and linked data"
    }

    fn losses(&self, catalogue: &Catalogue) -> Vec<Loss> {
        losses::losses(catalogue, &Index::of(catalogue))
    }

    fn write(&self, catalogue: &Catalogue, _: &Furnishing, out: &mut dyn io::Write) -> io::Result<()> {
        let document = document(catalogue, &Index::of(catalogue));
        serde_json::to_writer_pretty(&mut *out, &document)?;
        out.write_all(b"\n")
    }
}

/// The whole document.
fn document(catalogue: &Catalogue, index: &Index<'_>) -> Json {
    let mut graph = people::nodes(catalogue, index);
    for work in &catalogue.works {
        push_work(work, index, &mut graph);
    }
    json!({ "@context": CONTEXT, "@graph": graph })
}

/// A work, followed by its texts and their editions.
fn push_work(work: &Work, index: &Index<'_>, graph: &mut Vec<Json>) {
    graph.push(work_node(work, index));
    for expression in &work.expressions {
        graph.push(expression_node(work, expression, index));
        let editions = expression.editions.iter();
        graph.extend(editions.map(|edition| edition::node(work, expression, edition, index)));
    }
}

/// Separators that old scripts take for line breaks, and marks that turn the direction of what follows.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn work_node(work: &Work, index: &Index<'_>) -> Json {
    let mut node = Node::new(Anchor::Work(&work.handle), class_of_work(work.kind), index);
    node.set(property::NAME, text(&work.title));
    node.set_all(property::ALTERNATE_NAME, alternate_names(&work.titles, &work.title));
    node.set(property::IN_LANGUAGE, work.language.as_deref().and_then(node::language_tag));
    node.set(property::DATE_CREATED, work.date.as_ref().and_then(node::iso_date));
    node.credit(&work.contributions, index);
    node.set_all(property::KEYWORDS, work.keywords.iter().map(|keyword| text(keyword)));
    node.set(property::DESCRIPTION, work.note.as_deref().map(text));
    for relation in &work.relations {
        let property = match relation.kind {
            RelationKind::ReviewOf if node.has(property::ITEM_REVIEWED) => property::ITEM_REVIEWED,
            RelationKind::About | RelationKind::ReviewOf => property::ABOUT,
            _ => continue,
        };
        let target = match &relation.target {
            Target::Work(handle) => index.has_work(handle).then_some(Anchor::Work(handle)),
            Target::Edition(key) => index.edition(key).map(|found| Anchor::Edition(&found.edition.key)),
        };
        node.add(property, target.map(|target| reference(target, index)));
    }
    node.finish()
}

fn expression_node(work: &Work, expression: &Expression, index: &Index<'_>) -> Json {
    let mut node = Node::new(Anchor::Expression(&expression.handle), class_of_work(work.kind), index);
    let is_original = expression.kind == ExpressionKind::Original;
    node.set(property::NAME, is_original.then(|| text(&work.title)));
    node.set_all(property::ALTERNATE_NAME, alternate_names(&expression.titles, ""));
    node.set(property::IN_LANGUAGE, expression.language.as_deref().and_then(node::language_tag));
    node.set(property::EXAMPLE_OF_WORK, reference(Anchor::Work(&work.handle), index));
    let source = expression.derived_from.as_deref();
    let source = source.filter(|source| work.expressions.iter().any(|other| other.handle == *source));
    let source = source.map(Anchor::Expression);
    match expression.kind {
        ExpressionKind::Translation => {
            let source = source.unwrap_or(Anchor::Work(&work.handle));
            node.set(property::TRANSLATION_OF_WORK, reference(source, index));
        }
        _ => node.set(property::IS_BASED_ON, source.map(|source| reference(source, index))),
    }
    node.credit(&expression.contributions, index);
    node.set(property::DESCRIPTION, expression.note.as_deref().map(text));
    node.finish()
}

/// Further titles, without those that are wrong and the one that is given as the name.
fn alternate_names<'a>(titles: &'a [FurtherTitle], name: &'a str) -> impl Iterator<Item = Json> + 'a {
    titles
        .iter()
        .filter(move |title| title.kind != TitleKind::AsPrinted && title.text != name)
        .map(|title| text(&title.text))
}
