//! Editions with few of their parts, for what looks at many of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Snapshot;
use super::columns::value_in_column;
use super::error::StoreResult;
use super::ids::{EditionId, ExpressionId, Owner, WorkId, json_array};
use super::rows::word_at;
use super::whole::{Batch, Triple, Whole};
use crate::fields::Row;
use crate::model::field::Fields;
use crate::model::tree::{Attribution, Edition, Expression, ExpressionKind, Work, WorkState};
use crate::model::{Date, EntryType, Extra, Standing, WorkKind};

/// What is read of editions beside their key, their type, the names of people, the kind and language of text and work,
/// and the handle and date of the work.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// Fields that editions keep in columns of their own.
    pub fields: &'a [&'static Row],
    /// The format whose extras are read.
    pub extras_of: &'a str,
}

/// An edition with the rows above it.
struct PartialRow {
    id: EditionId,
    container: Option<EditionId>,
    work: (WorkId, Work),
    expression: (ExpressionId, Expression),
    edition: Edition,
}

impl PartialRow {
    fn into_triple(self) -> Triple {
        let PartialRow { work, expression, edition, .. } = self;
        Triple { work: Arc::new(work.1), expression: Arc::new(expression.1), edition: Arc::new(edition) }
    }
}

/// How many columns [`select`] gives before those of fields.
const COLUMNS: usize = 13;

fn select(parts: &Parts<'_>) -> String {
    let fields: String = parts.fields.iter().map(|row| format!(", edition.\"{}\"", row.name)).collect();
    format!(
        "SELECT edition.id, edition.container_id, expression.id, work.id, edition.key, edition.standing, \
         edition.entry_type, expression.kind, expression.language, work.handle, work.kind, work.language, \
         work.date{fields} \
         FROM json_each(?1) AS wanted JOIN edition ON edition.id = wanted.value \
         JOIN expression ON expression.id = edition.expression_id JOIN work ON work.id = expression.work_id"
    )
}

impl Snapshot<'_> {
    /// Editions with what they are part of, in the order asked for. Rows that are not there are passed over. What
    /// [`Parts`] does not name is empty, and so is what stands behind them: originals and reprints.
    pub fn partial_editions(&self, ids: &[EditionId], parts: &Parts<'_>) -> StoreResult<Vec<Whole>> {
        let rows = self.partial_rows(ids, parts)?;
        let containers: BTreeSet<EditionId> = rows.iter().filter_map(|row| row.container).collect();
        let containers: Vec<EditionId> = containers.into_iter().collect();
        let containers: BTreeMap<EditionId, Triple> = self
            .partial_rows(&containers, parts)?
            .into_iter()
            .map(|row| (row.id, row.into_triple()))
            .collect();
        let whole = |row: PartialRow| {
            let container = row.container.and_then(|id| containers.get(&id)).cloned();
            let id = row.id;
            let Triple { work, expression, edition } = row.into_triple();
            (
                id,
                Whole {
                    work,
                    expression,
                    edition,
                    container,
                    original: None,
                    source_language: None,
                    reprint: None,
                },
            )
        };
        let mut wholes: BTreeMap<EditionId, Whole> = rows.into_iter().map(whole).collect();
        Ok(ids.iter().filter_map(|id| wholes.remove(id)).collect())
    }

    fn partial_rows(&self, ids: &[EditionId], parts: &Parts<'_>) -> StoreResult<Vec<PartialRow>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let editions = json_array(ids.iter().copied());
        let mut statement = self.connection.prepare_cached(&select(parts))?;
        let rows = statement.query_map([&editions], |row| partial_row(row, parts.fields))?;
        let mut rows: Vec<PartialRow> = rows.collect::<Result<_, _>>()?;
        let works: BTreeSet<WorkId> = rows.iter().map(|row| row.work.0).collect();
        let expressions: BTreeSet<ExpressionId> = rows.iter().map(|row| row.expression.0).collect();
        let batch = Batch { works: json_array(works), expressions: json_array(expressions), editions };
        // Several editions may be of one text.
        let contributions = self.contributions(&batch)?;
        let of = |owner: Owner| contributions.get(&owner).cloned().unwrap_or_default();
        let mut extras = self.extras_of_format(&batch.editions, parts.extras_of)?;
        for row in &mut rows {
            row.work.1.contributions = of(Owner::Work(row.work.0));
            row.expression.1.contributions = of(Owner::Expression(row.expression.0));
            row.edition.contributions = of(Owner::Edition(row.id));
            row.edition.extras = extras.remove(&row.id).unwrap_or_default();
        }
        Ok(rows)
    }

    /// The extras of editions, given as a JSON array, that are of one format.
    fn extras_of_format(&self, editions: &str, format: &str) -> StoreResult<BTreeMap<EditionId, Vec<Extra>>> {
        let mut statement =
            self.connection.prepare_cached(include_str!("../../db/queries/extra/of_format.sql"))?;
        let mut rows = statement.query([editions, format])?;
        let mut extras: BTreeMap<EditionId, Vec<Extra>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let extra = Extra { format: format.to_owned(), name: row.get(1)?, value: row.get(2)? };
            extras.entry(row.get(0)?).or_default().push(extra);
        }
        Ok(extras)
    }
}

fn partial_row(row: &rusqlite::Row<'_>, fields: &[&'static Row]) -> rusqlite::Result<PartialRow> {
    let mut edition = empty_edition(row.get(4)?, word_at(row, 6, EntryType::from_word)?);
    edition.standing = word_at(row, 5, Standing::from_word)?;
    edition.fields = read_fields(row, fields)?;
    let mut expression = empty_expression(word_at(row, 7, ExpressionKind::from_word)?);
    expression.language = row.get(8)?;
    let mut work = empty_work(row.get(9)?, word_at(row, 10, WorkKind::from_word)?);
    work.language = row.get(11)?;
    work.date = row.get_ref(12)?.as_str_or_null()?.map(Date::parse);
    Ok(PartialRow {
        id: row.get(0)?,
        container: row.get(1)?,
        expression: (row.get(2)?, expression),
        work: (row.get(3)?, work),
        edition,
    })
}

fn read_fields(row: &rusqlite::Row<'_>, fields: &[&'static Row]) -> rusqlite::Result<Fields> {
    let mut read = Fields::default();
    for (column, field) in (COLUMNS..).zip(fields) {
        if let Some(text) = row.get_ref(column)?.as_str_or_null()? {
            read.set(field.place, field.field, value_in_column(field, text, column)?);
        }
    }
    Ok(read)
}

fn empty_work(handle: String, kind: WorkKind) -> Work {
    Work {
        handle,
        kind,
        title: String::new(),
        sort_title: None,
        language: None,
        date: None,
        state: WorkState::Extant,
        contributions: Vec::new(),
        titles: Vec::new(),
        keywords: Vec::new(),
        note: None,
        relations: Vec::new(),
        evidence: Vec::new(),
        expressions: Vec::new(),
    }
}

fn empty_expression(kind: ExpressionKind) -> Expression {
    Expression {
        handle: String::new(),
        kind,
        language: None,
        derived_from: None,
        contributions: Vec::new(),
        titles: Vec::new(),
        note: None,
        evidence: Vec::new(),
        editions: Vec::new(),
    }
}

fn empty_edition(key: String, entry_type: EntryType) -> Edition {
    Edition {
        key,
        aliases: Vec::new(),
        standing: Standing::Listed,
        entry_type,
        attribution: Attribution::Claimed,
        fields: Fields::default(),
        container: None,
        reprint_of: None,
        translated_from: None,
        contributions: Vec::new(),
        titles: Vec::new(),
        relations: Vec::new(),
        evidence: Vec::new(),
        extras: Vec::new(),
    }
}
