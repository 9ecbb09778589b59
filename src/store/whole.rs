//! Editions and works with all that belongs to them, read in batches.

use std::collections::{BTreeMap, BTreeSet};

use super::Snapshot;
use super::editions::{EditionRow, set_keywords};
use super::error::StoreResult;
use super::ids::{EditionId, ExpressionId, Owner, Record, Subject, WorkId, json_array};
use crate::model::tree::{Edition, Expression, Work};

/// An edition with what it is an edition of. The language of the text is that of the expression; it is not
/// among the fields of the edition.
#[derive(Clone, Debug, PartialEq)]
pub struct Triple {
    /// The work, without its expressions.
    pub work: Work,
    /// The expression, without its editions.
    pub expression: Expression,
    /// The edition; identifiers and keywords are among its fields.
    pub edition: Edition,
}

/// An edition with all that a reference is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// The work, without its expressions.
    pub work: Work,
    /// The expression, without its editions.
    pub expression: Expression,
    /// The edition; identifiers and keywords are among its fields.
    pub edition: Edition,
    /// What it is part of.
    pub container: Option<Box<Triple>>,
    /// What it was translated from: the edition that it names; else the earliest of the expression that its
    /// own expression was derived from, or the first of them where none is dated.
    pub original: Option<Box<Triple>>,
    /// The language of the text that it was translated from, of which no edition may be known.
    pub source_language: Option<String>,
    /// The earlier edition that it reprints.
    pub reprint: Option<Box<Triple>>,
}

/// The rows that parts are wanted of, as JSON arrays of row numbers.
pub(super) struct Batch {
    pub(super) works: String,
    pub(super) expressions: String,
    pub(super) editions: String,
}

/// What stands behind an edition.
struct Related {
    id: EditionId,
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

/// Values that several may want: each gets a copy, and the last one the value itself.
struct Shared<K, V> {
    values: BTreeMap<K, V>,
    /// How often each is still wanted.
    wanted: BTreeMap<K, usize>,
}

impl<K: Ord, V: Clone> Shared<K, V> {
    fn new(values: BTreeMap<K, V>, wanted: impl Iterator<Item = K>) -> Shared<K, V> {
        let mut counts = BTreeMap::new();
        for key in wanted {
            *counts.entry(key).or_default() += 1;
        }
        Shared { values, wanted: counts }
    }

    fn take(&mut self, key: K) -> Option<V> {
        match self.wanted.get_mut(&key) {
            Some(left) if *left > 1 => {
                *left -= 1;
                self.values.get(&key).cloned()
            }
            _ => self.values.remove(&key),
        }
    }
}

/// Rows with all their parts, not put together yet.
struct Loaded {
    works: Vec<(WorkId, Work)>,
    expressions: Vec<(ExpressionId, WorkId, Expression)>,
    editions: Vec<(EditionId, ExpressionId, Edition)>,
}

impl Snapshot<'_> {
    /// Editions with all that a reference is made from, in the order asked for. Rows that are not there are
    /// passed over.
    pub fn whole_editions(&self, ids: &[EditionId]) -> StoreResult<Vec<Whole>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let related = self.related(ids)?;
        let mut all: BTreeSet<EditionId> = BTreeSet::new();
        for of in related.values() {
            all.insert(of.id);
            all.extend(of.behind());
        }
        let all: Vec<EditionId> = all.into_iter().collect();
        let behind = |id| related.get(id).into_iter().flat_map(Related::behind);
        let wanted = ids.iter().flat_map(|id| std::iter::once(*id).chain(behind(id)));
        let mut triples = Shared::new(self.load_editions(&all)?.into_triples(), wanted);
        let whole = |id: &EditionId| {
            let of = related.get(id)?;
            let Triple { work, expression, edition } = triples.take(*id)?;
            let mut triple = |id: Option<EditionId>| id.and_then(|id| triples.take(id)).map(Box::new);
            Some(Whole {
                work,
                expression,
                edition,
                container: triple(of.container),
                original: triple(of.original),
                source_language: of.source_language.clone(),
                reprint: triple(of.reprint),
            })
        };
        Ok(ids.iter().filter_map(whole).collect())
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

    fn related(&self, ids: &[EditionId]) -> StoreResult<BTreeMap<EditionId, Related>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/edition/related.sql"))?;
        let rows = statement.query_map([json_array(ids.iter().copied())], |row| {
            let id = row.get("id")?;
            let related = Related {
                id,
                container: row.get("container_id")?,
                reprint: row.get("reprint_of")?,
                original: row.get("original_id")?,
                source_language: row.get("source_language")?,
            };
            Ok((id, related))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Editions with their expressions and works.
    fn load_editions(&self, editions: &[EditionId]) -> StoreResult<Loaded> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/edition/above.sql"))?;
        let mut rows = statement.query([json_array(editions.iter().copied())])?;
        let (mut expressions, mut works) = (BTreeSet::new(), BTreeSet::new());
        while let Some(row) = rows.next()? {
            expressions.insert(row.get::<_, ExpressionId>(0)?);
            works.insert(row.get::<_, WorkId>(1)?);
        }
        let expressions: Vec<ExpressionId> = expressions.into_iter().collect();
        let works: Vec<WorkId> = works.into_iter().collect();
        self.load(&works, &expressions, editions)
    }

    fn load(
        &self,
        works: &[WorkId],
        expressions: &[ExpressionId],
        editions: &[EditionId],
    ) -> StoreResult<Loaded> {
        let batch = Batch {
            works: json_array(works.iter().copied()),
            expressions: json_array(expressions.iter().copied()),
            editions: json_array(editions.iter().copied()),
        };
        let mut loaded = Loaded {
            works: self.work_rows(works)?,
            expressions: self.expression_rows(expressions)?,
            editions: self.linked_editions(editions)?,
        };
        self.put_shared_parts(&batch, &mut loaded)?;
        self.put_relations_and_keywords(&batch, works, &mut loaded)?;
        let mut aliases = self.aliases(editions)?;
        let mut extras = self.extras(editions)?;
        for (id, _, edition) in &mut loaded.editions {
            edition.aliases = aliases.remove(id).unwrap_or_default();
            edition.extras = extras.remove(id).unwrap_or_default();
        }
        Ok(loaded)
    }

    /// The rows of editions with the keys of what they are tied to and with all their fields.
    fn linked_editions(&self, ids: &[EditionId]) -> StoreResult<Vec<(EditionId, ExpressionId, Edition)>> {
        let rows = self.edition_rows(ids)?;
        let targets: BTreeSet<EditionId> = rows
            .iter()
            .flat_map(|row| [row.links.container, row.links.reprint_of, row.links.translated_from])
            .flatten()
            .collect();
        let keys = self.edition_keys(&targets.into_iter().collect::<Vec<_>>())?;
        let key = |id: Option<EditionId>| id.and_then(|id| keys.get(&id)).cloned();
        let mut identifiers: BTreeMap<EditionId, Vec<_>> = BTreeMap::new();
        for (edition, row, value) in self.identifier_fields(ids)? {
            identifiers.entry(edition).or_default().push((row, value));
        }
        let linked = rows.into_iter().map(|EditionRow { id, expression, links, mut edition, .. }| {
            edition.container = key(links.container);
            edition.reprint_of = key(links.reprint_of);
            edition.translated_from = key(links.translated_from);
            for (row, value) in identifiers.remove(&id).unwrap_or_default() {
                edition.fields.set(row.place, row.field, value);
            }
            (id, expression, edition)
        });
        Ok(linked.collect())
    }

    /// Puts the parts in their places that all three levels have.
    fn put_shared_parts(&self, batch: &Batch, loaded: &mut Loaded) -> StoreResult<()> {
        let mut titles = self.titles(batch)?;
        let mut contributions = self.contributions(batch)?;
        let mut evidence = self.evidence(batch)?;
        for (id, work) in &mut loaded.works {
            work.titles = titles.remove(&Owner::Work(*id)).unwrap_or_default();
            work.contributions = contributions.remove(&Owner::Work(*id)).unwrap_or_default();
            work.evidence = evidence.remove(&Record::Work(*id)).unwrap_or_default();
        }
        for (id, _, expression) in &mut loaded.expressions {
            expression.titles = titles.remove(&Owner::Expression(*id)).unwrap_or_default();
            expression.contributions = contributions.remove(&Owner::Expression(*id)).unwrap_or_default();
            expression.evidence = evidence.remove(&Record::Expression(*id)).unwrap_or_default();
        }
        for (id, _, edition) in &mut loaded.editions {
            edition.titles = titles.remove(&Owner::Edition(*id)).unwrap_or_default();
            edition.contributions = contributions.remove(&Owner::Edition(*id)).unwrap_or_default();
            edition.evidence = evidence.remove(&Record::Edition(*id)).unwrap_or_default();
        }
        Ok(())
    }

    fn put_relations_and_keywords(
        &self,
        batch: &Batch,
        works: &[WorkId],
        loaded: &mut Loaded,
    ) -> StoreResult<()> {
        let editions: Vec<EditionId> = loaded.editions.iter().map(|(id, _, _)| *id).collect();
        let mut relations = self.relations(batch)?;
        let mut keywords = self.keywords(works, &editions)?;
        for (id, work) in &mut loaded.works {
            work.relations = relations.remove(&Subject::Work(*id)).unwrap_or_default();
            work.keywords = keywords.remove(&Subject::Work(*id)).unwrap_or_default();
        }
        for (id, _, edition) in &mut loaded.editions {
            edition.relations = relations.remove(&Subject::Edition(*id)).unwrap_or_default();
            set_keywords(&mut edition.fields, keywords.remove(&Subject::Edition(*id)).unwrap_or_default());
        }
        Ok(())
    }
}

impl Loaded {
    /// Each edition with its own copy of what it is an edition of.
    fn into_triples(self) -> BTreeMap<EditionId, Triple> {
        let work_of: BTreeMap<ExpressionId, WorkId> =
            self.expressions.iter().map(|(id, work, _)| (*id, *work)).collect();
        let wanted = || self.editions.iter().map(|(_, expression, _)| *expression);
        let works = self.works.into_iter().collect();
        let mut works =
            Shared::new(works, wanted().filter_map(|expression| work_of.get(&expression).copied()));
        let expressions = self.expressions.into_iter().map(|(id, _, expression)| (id, expression)).collect();
        let mut expressions = Shared::new(expressions, wanted());
        let mut triple = |id: ExpressionId, edition: Edition| {
            let work = works.take(*work_of.get(&id)?)?;
            Some(Triple { work, expression: expressions.take(id)?, edition })
        };
        self.editions
            .into_iter()
            .filter_map(|(id, expression, edition)| Some((id, triple(expression, edition)?)))
            .collect()
    }

    /// Each work with its expressions, and these with their editions, in order.
    fn into_works(self) -> BTreeMap<WorkId, Work> {
        let mut editions: BTreeMap<ExpressionId, Vec<Edition>> = BTreeMap::new();
        for (_, expression, edition) in self.editions {
            editions.entry(expression).or_default().push(edition);
        }
        let mut expressions: BTreeMap<WorkId, Vec<Expression>> = BTreeMap::new();
        for (id, work, mut expression) in self.expressions {
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
