//! Editions and works with all that belongs to them, read in batches.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Snapshot;
use super::editions::{EditionRow, set_keywords};
use super::error::StoreResult;
use super::expressions::ExpressionRow;
use super::ids::{EditionId, ExpressionId, Owner, Record, Subject, WorkId, json_array};
use crate::model::tree::{Edition, Expression, Work};

/// An edition with what it is an edition of. The language of the text is that of the expression; it is not
/// among the fields of the edition. What several share is there once.
#[derive(Clone, Debug, PartialEq)]
pub struct Triple {
    /// The work, without its expressions.
    pub work: Arc<Work>,
    /// The expression, without its editions.
    pub expression: Arc<Expression>,
    /// The edition; identifiers and keywords are among its fields.
    pub edition: Arc<Edition>,
}

/// An edition with all that a reference is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// The work, without its expressions.
    pub work: Arc<Work>,
    /// The expression, without its editions.
    pub expression: Arc<Expression>,
    /// The edition; identifiers and keywords are among its fields.
    pub edition: Arc<Edition>,
    /// What it is part of.
    pub container: Option<Triple>,
    /// What it was translated from: the edition that it names; else the earliest of the expression that its
    /// own expression was derived from, or the first of them where none is dated.
    pub original: Option<Triple>,
    /// The language of the text that it was translated from, of which no edition may be known.
    pub source_language: Option<String>,
    /// The earlier edition that it reprints.
    pub reprint: Option<Triple>,
}

/// The rows that parts are wanted of, as JSON arrays of row numbers.
pub(super) struct Batch {
    pub(super) works: String,
    pub(super) expressions: String,
    pub(super) editions: String,
}

/// What stands behind an edition.
struct Related {
    container: Option<EditionId>,
    reprint: Option<EditionId>,
    original: Option<EditionId>,
    source_language: Option<String>,
}

impl Related {
    fn behind(&self) -> impl Iterator<Item = EditionId> {
        [self.container, self.original, self.reprint].into_iter().flatten()
    }
}

/// How much is read of works, expressions and editions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// All that the library has.
    Everything,
    /// Without what no reference says: further titles, evidence, keywords and relations of works.
    Cited,
}

/// The text that a text was made from.
struct Source {
    language: Option<String>,
    /// The earliest of its editions, or the first where none is dated.
    edition: Option<EditionId>,
}

/// Rows with all their parts, not put together yet.
struct Loaded {
    works: Vec<(WorkId, Work)>,
    expressions: Vec<ExpressionRow>,
    editions: Vec<EditionRow>,
}

impl Snapshot<'_> {
    /// Editions with all that the library has of them, in the order asked for. Rows that are not there are passed over.
    pub fn whole_editions(&self, ids: &[EditionId]) -> StoreResult<Vec<Whole>> {
        self.editions_with(ids, Extent::Everything)
    }

    /// Editions with all that a reference is made from, in the order asked for, but without further titles, evidence,
    /// and keywords and relations of works. Rows that are not there are passed over.
    pub fn cited_editions(&self, ids: &[EditionId]) -> StoreResult<Vec<Whole>> {
        self.editions_with(ids, Extent::Cited)
    }

    fn editions_with(&self, ids: &[EditionId], extent: Extent) -> StoreResult<Vec<Whole>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let own = self.with_expressions(&sorted(ids.iter().copied()))?;
        let sources = self.sources_of(&own.1)?;
        let related = related(&own, &sources);
        let known: BTreeSet<EditionId> = own.0.iter().map(|row| row.id).collect();
        let behind = related.values().flat_map(Related::behind).filter(|id| !known.contains(id));
        let behind = self.with_expressions(&sorted(behind))?;
        let (mut editions, mut expressions) = own;
        editions.extend(behind.0);
        expressions.extend(behind.1);
        expressions.sort_unstable_by_key(|row| row.id);
        expressions.dedup_by_key(|row| row.id);
        let works = self.work_rows(&sorted(expressions.iter().map(|row| row.work)))?;
        let mut loaded = Loaded { works, expressions, editions };
        self.complete(&mut loaded, extent)?;
        Ok(put_together(ids, &related, loaded))
    }

    /// Works with all below them, in the order asked for. Rows that are not there are passed over.
    pub fn whole_works(&self, ids: &[WorkId]) -> StoreResult<Vec<Work>> {
        let expressions = self.expressions_of(ids)?;
        let editions = self.editions_of(&expressions)?;
        let mut works = self.load(ids, &expressions, &editions)?.into_works();
        Ok(ids.iter().filter_map(|id| works.remove(id)).collect())
    }

    /// A work with its expressions, without their editions, and the rows of the expressions in the same order.
    pub fn work_without_editions(&self, id: WorkId) -> StoreResult<Option<(Work, Vec<ExpressionId>)>> {
        let expressions = self.expressions_of(&[id])?;
        let mut works = self.load(&[id], &expressions, &[])?.into_works();
        Ok(works.remove(&id).map(|work| (work, expressions)))
    }

    /// The rows of editions and of their expressions.
    fn with_expressions(&self, ids: &[EditionId]) -> StoreResult<(Vec<EditionRow>, Vec<ExpressionRow>)> {
        let editions = self.edition_rows(ids)?;
        let expressions = self.expression_rows(&sorted(editions.iter().map(|row| row.expression)))?;
        Ok((editions, expressions))
    }

    /// What texts were made from, by the row of that.
    fn sources_of(&self, expressions: &[ExpressionRow]) -> StoreResult<BTreeMap<ExpressionId, Source>> {
        let wanted = sorted(expressions.iter().filter_map(|row| row.derived_from));
        if wanted.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/expression/sources.sql"))?;
        let rows = statement.query_map([json_array(wanted)], |row| {
            Ok((row.get(0)?, Source { language: row.get(1)?, edition: row.get(2)? }))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn load(
        &self,
        works: &[WorkId],
        expressions: &[ExpressionId],
        editions: &[EditionId],
    ) -> StoreResult<Loaded> {
        let mut loaded = Loaded {
            works: self.work_rows(works)?,
            expressions: self.expression_rows(expressions)?,
            editions: self.edition_rows(editions)?,
        };
        self.complete(&mut loaded, Extent::Everything)?;
        Ok(loaded)
    }

    /// Reads what belongs to rows and stands in tables of its own.
    fn complete(&self, loaded: &mut Loaded, extent: Extent) -> StoreResult<()> {
        let works: Vec<WorkId> = loaded.works.iter().map(|(id, _)| *id).collect();
        let editions = sorted(loaded.editions.iter().map(|row| row.id));
        let batch = Batch {
            works: json_array(works.iter().copied()),
            expressions: json_array(loaded.expressions.iter().map(|row| row.id)),
            editions: json_array(editions.iter().copied()),
        };
        self.put_links(loaded, extent)?;
        self.put_contributions(&batch, loaded)?;
        if extent == Extent::Everything {
            self.put_titles_and_evidence(&batch, loaded)?;
        }
        let works = if extent == Extent::Everything { works.as_slice() } else { &[] };
        self.put_relations_and_keywords(works, &editions, loaded)?;
        let mut identifiers = self.identifier_fields(&editions)?;
        let mut aliases = self.aliases(&editions)?;
        let mut extras = self.extras(&editions)?;
        for EditionRow { id, edition, .. } in &mut loaded.editions {
            for (row, value) in identifiers.remove(id).unwrap_or_default() {
                edition.fields.set(row.place, row.field, value);
            }
            edition.aliases = aliases.remove(id).unwrap_or_default();
            edition.extras = extras.remove(id).unwrap_or_default();
        }
        Ok(())
    }

    /// Puts the keys of what editions are tied to in their places. For a reference those suffice that were read.
    fn put_links(&self, loaded: &mut Loaded, extent: Extent) -> StoreResult<()> {
        let mut keys: BTreeMap<EditionId, String> =
            loaded.editions.iter().map(|row| (row.id, row.edition.key.clone())).collect();
        if extent == Extent::Everything {
            let others = loaded.editions.iter().flat_map(|row| row.links.all());
            let others = sorted(others.filter(|id| !keys.contains_key(id)));
            keys.extend(self.edition_keys(&others)?);
        }
        let key = |id: Option<EditionId>| id.and_then(|id| keys.get(&id)).cloned();
        for EditionRow { links, edition, .. } in &mut loaded.editions {
            edition.container = key(links.container);
            edition.reprint_of = key(links.reprint_of);
            edition.translated_from = key(links.translated_from);
        }
        Ok(())
    }

    fn put_contributions(&self, batch: &Batch, loaded: &mut Loaded) -> StoreResult<()> {
        let mut contributions = self.contributions(batch)?;
        for (id, work) in &mut loaded.works {
            work.contributions = contributions.remove(&Owner::Work(*id)).unwrap_or_default();
        }
        for ExpressionRow { id, expression, .. } in &mut loaded.expressions {
            expression.contributions = contributions.remove(&Owner::Expression(*id)).unwrap_or_default();
        }
        for EditionRow { id, edition, .. } in &mut loaded.editions {
            edition.contributions = contributions.remove(&Owner::Edition(*id)).unwrap_or_default();
        }
        Ok(())
    }

    fn put_titles_and_evidence(&self, batch: &Batch, loaded: &mut Loaded) -> StoreResult<()> {
        let mut titles = self.titles(batch)?;
        let mut evidence = self.evidence(batch)?;
        for (id, work) in &mut loaded.works {
            work.titles = titles.remove(&Owner::Work(*id)).unwrap_or_default();
            work.evidence = evidence.remove(&Record::Work(*id)).unwrap_or_default();
        }
        for ExpressionRow { id, expression, .. } in &mut loaded.expressions {
            expression.titles = titles.remove(&Owner::Expression(*id)).unwrap_or_default();
            expression.evidence = evidence.remove(&Record::Expression(*id)).unwrap_or_default();
        }
        for EditionRow { id, edition, .. } in &mut loaded.editions {
            edition.titles = titles.remove(&Owner::Edition(*id)).unwrap_or_default();
            edition.evidence = evidence.remove(&Record::Edition(*id)).unwrap_or_default();
        }
        Ok(())
    }

    fn put_relations_and_keywords(
        &self,
        works: &[WorkId],
        editions: &[EditionId],
        loaded: &mut Loaded,
    ) -> StoreResult<()> {
        let mut relations = self.relations(works, editions)?;
        let mut keywords = self.keywords(works, editions)?;
        for (id, work) in &mut loaded.works {
            work.relations = relations.remove(&Subject::Work(*id)).unwrap_or_default();
            work.keywords = keywords.remove(&Subject::Work(*id)).unwrap_or_default();
        }
        for EditionRow { id, edition, .. } in &mut loaded.editions {
            edition.relations = relations.remove(&Subject::Edition(*id)).unwrap_or_default();
            set_keywords(&mut edition.fields, keywords.remove(&Subject::Edition(*id)).unwrap_or_default());
        }
        Ok(())
    }
}

/// Row numbers in order, each once. Rows that stand side by side are found faster.
fn sorted<T: Ord>(ids: impl Iterator<Item = T>) -> Vec<T> {
    let mut ids: Vec<T> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// What stands behind each edition. The original is the one that it names, or the earliest edition of the text that its
/// own was made from.
fn related(
    (editions, expressions): &(Vec<EditionRow>, Vec<ExpressionRow>),
    sources: &BTreeMap<ExpressionId, Source>,
) -> BTreeMap<EditionId, Related> {
    let derived_from: BTreeMap<ExpressionId, ExpressionId> =
        expressions.iter().filter_map(|row| Some((row.id, row.derived_from?))).collect();
    let related = editions.iter().map(|EditionRow { id, expression, links, .. }| {
        let source = derived_from.get(expression).and_then(|source| sources.get(source));
        let related = Related {
            container: links.container,
            reprint: links.reprint_of,
            original: links.translated_from.or(source.and_then(|source| source.edition)),
            source_language: source.and_then(|source| source.language.clone()),
        };
        (*id, related)
    });
    related.collect()
}

/// Editions with what stands behind them, in the order asked for.
fn put_together(ids: &[EditionId], related: &BTreeMap<EditionId, Related>, loaded: Loaded) -> Vec<Whole> {
    let triples = loaded.into_triples();
    let whole = |id: &EditionId| {
        let related = related.get(id)?;
        let Triple { work, expression, edition } = triples.get(id)?.clone();
        let triple = |id: Option<EditionId>| id.and_then(|id| triples.get(&id)).cloned();
        Some(Whole {
            work,
            expression,
            edition,
            container: triple(related.container),
            original: triple(related.original),
            source_language: related.source_language.clone(),
            reprint: triple(related.reprint),
        })
    };
    ids.iter().filter_map(whole).collect()
}

impl Loaded {
    /// Each edition with what it is an edition of.
    fn into_triples(self) -> BTreeMap<EditionId, Triple> {
        let works: BTreeMap<WorkId, Arc<Work>> =
            self.works.into_iter().map(|(id, work)| (id, Arc::new(work))).collect();
        let expressions: BTreeMap<ExpressionId, (WorkId, Arc<Expression>)> =
            self.expressions.into_iter().map(|row| (row.id, (row.work, Arc::new(row.expression)))).collect();
        let triple = |EditionRow { id, expression, edition, .. }| {
            let (work, expression) = expressions.get(&expression)?;
            let work = works.get(work)?.clone();
            Some((id, Triple { work, expression: expression.clone(), edition: Arc::new(edition) }))
        };
        self.editions.into_iter().filter_map(triple).collect()
    }

    /// Each work with its expressions, and these with their editions, in order.
    fn into_works(self) -> BTreeMap<WorkId, Work> {
        let mut editions: BTreeMap<ExpressionId, Vec<Edition>> = BTreeMap::new();
        for EditionRow { expression, edition, .. } in self.editions {
            editions.entry(expression).or_default().push(edition);
        }
        let mut expressions: BTreeMap<WorkId, Vec<Expression>> = BTreeMap::new();
        for ExpressionRow { id, work, mut expression, .. } in self.expressions {
            expression.editions = editions.remove(&id).unwrap_or_default();
            expressions.entry(work).or_default().push(expression);
        }
        let whole = self.works.into_iter().map(|(id, mut work)| {
            work.expressions = expressions.remove(&id).unwrap_or_default();
            (id, work)
        });
        whole.collect()
    }
}
