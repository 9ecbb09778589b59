//! Whole values into rows: first all rows, then what points from one to another.

use std::collections::BTreeMap;

use rusqlite::params;

use super::editions::EditionLinks;
use super::error::{StoreError, StoreResult};
use super::ids::{AgentId, EditionId, ExpressionId, Owner, Record, SourceId, Subject, WorkId};
use super::{NewContribution, Transaction};
use crate::model::tree::{Agent, Contribution, Edition, Evidence, Expression, Relation, Target, Work};

/// The rows of a work, in the order of the tree.
struct SavedWork {
    id: WorkId,
    expressions: Vec<SavedExpression>,
}

struct SavedExpression {
    id: ExpressionId,
    editions: Vec<EditionId>,
}

impl Transaction<'_> {
    /// Inserts an agent with all that is known of it.
    pub fn save_agent(&self, agent: &Agent) -> StoreResult<AgentId> {
        let (id, _) = self.insert_agent(agent)?;
        let name = || format!("agent {}", agent.handle);
        self.save_evidence(&name, Record::Agent(id), &agent.evidence)?;
        Ok(id)
    }

    /// Replaces an agent, found by its handle, or inserts it.
    pub fn replace_agent(&self, agent: &Agent) -> StoreResult<AgentId> {
        let Some(id) = self.find_agent(&agent.handle)? else { return self.save_agent(agent) };
        self.update_agent(id, agent)?;
        self.delete_evidence(Record::Agent(id))?;
        let name = || format!("agent {}", agent.handle);
        self.save_evidence(&name, Record::Agent(id), &agent.evidence)?;
        Ok(id)
    }

    /// Inserts a work with all below it.
    pub fn save_work(&self, work: &Work) -> StoreResult<WorkId> {
        let saved = self.insert_rows(work)?;
        self.save_links(work, &saved)?;
        Ok(saved.id)
    }

    /// Inserts works that may point at each other.
    pub fn save_works(&self, works: &[Work]) -> StoreResult<()> {
        let saved: Vec<SavedWork> =
            works.iter().map(|work| self.insert_rows(work)).collect::<Result<_, _>>()?;
        works.iter().zip(&saved).try_for_each(|(work, saved)| self.save_links(work, saved))
    }

    /// Replaces a work with all below it, found by its handle, or inserts it.
    ///
    /// Expressions keep their rows by their handles and editions by their keys, so that readings and excerpts
    /// stay with them. An edition that has the key of an edition before among its aliases is that edition
    /// under a new key. What is no longer there is removed; an error where something else points at it.
    pub fn replace_work(&self, work: &Work) -> StoreResult<WorkId> {
        let Some(id) = self.find_work(&work.handle)? else { return self.save_work(work) };
        self.update_work(id, work)?;
        let expressions_before = self.expressions_of(&[id])?;
        let editions_before = self.editions_of(&expressions_before)?;
        let keys: BTreeMap<String, EditionId> =
            self.edition_keys(&editions_before)?.into_iter().map(|(id, key)| (key, id)).collect();
        self.delete_work_parts(id)?;
        let saved = SavedWork {
            id,
            expressions: (0..)
                .zip(&work.expressions)
                .map(|(position, expression)| self.replace_rows(id, expression, position, &keys))
                .collect::<Result<_, _>>()?,
        };
        self.insert_work_parts(id, work)?;
        self.delete_left_over(&saved, &expressions_before, &editions_before)?;
        self.save_links(work, &saved)?;
        Ok(id)
    }

    fn insert_rows(&self, work: &Work) -> StoreResult<SavedWork> {
        let id = self.insert_work(work)?;
        self.insert_work_parts(id, work)?;
        let expressions = work.expressions.iter().map(|expression| {
            let expression_id = self.insert_expression(id, expression, None)?;
            self.insert_titles(Owner::Expression(expression_id), &expression.titles)?;
            let editions = expression.editions.iter().map(|edition| {
                let edition_id = self.insert_edition(expression_id, edition, EditionLinks::default())?;
                self.insert_edition_parts(edition_id, edition)?;
                Ok(edition_id)
            });
            Ok(SavedExpression { id: expression_id, editions: editions.collect::<StoreResult<_>>()? })
        });
        Ok(SavedWork { id, expressions: expressions.collect::<StoreResult<_>>()? })
    }

    fn insert_work_parts(&self, id: WorkId, work: &Work) -> StoreResult<()> {
        self.insert_titles(Owner::Work(id), &work.titles)?;
        self.insert_keywords(Subject::Work(id), &work.keywords)
    }

    fn insert_edition_parts(&self, id: EditionId, edition: &Edition) -> StoreResult<()> {
        self.insert_titles(Owner::Edition(id), &edition.titles)?;
        self.insert_extras(id, &edition.extras)?;
        self.set_aliases(id, &edition.aliases)
    }

    /// Updates or inserts an expression and its editions. `keys` are those of the work's editions before.
    fn replace_rows(
        &self,
        work: WorkId,
        expression: &Expression,
        position: i64,
        keys: &BTreeMap<String, EditionId>,
    ) -> StoreResult<SavedExpression> {
        let id = match self.find_expression(&expression.handle)? {
            Some(id) if self.work_of(id)? == Some(work) => id,
            Some(_) => return Err(StoreError::HandleTaken(expression.handle.clone())),
            None => self.insert_expression(work, expression, None)?,
        };
        self.update_expression(id, work, expression, None, position)?;
        self.delete_titles(Owner::Expression(id))?;
        self.delete_contributions(Owner::Expression(id))?;
        self.delete_evidence(Record::Expression(id))?;
        self.insert_titles(Owner::Expression(id), &expression.titles)?;
        let editions = (0..).zip(&expression.editions).map(|(position, edition)| {
            let before = keys
                .get(&edition.key)
                .or_else(|| edition.aliases.iter().find_map(|alias| keys.get(alias)))
                .copied();
            let edition_id = match before {
                Some(before) => before,
                None => self.insert_edition(id, edition, EditionLinks::default())?,
            };
            self.update_edition(edition_id, id, edition, EditionLinks::default(), position)?;
            self.delete_edition_parts(edition_id)?;
            self.insert_edition_parts(edition_id, edition)?;
            Ok(edition_id)
        });
        Ok(SavedExpression { id, editions: editions.collect::<StoreResult<_>>()? })
    }

    fn delete_work_parts(&self, id: WorkId) -> StoreResult<()> {
        self.delete_titles(Owner::Work(id))?;
        self.delete_keywords(Subject::Work(id))?;
        self.delete_contributions(Owner::Work(id))?;
        self.delete_relations(Subject::Work(id))?;
        self.delete_evidence(Record::Work(id))
    }

    /// All but identifiers and keywords, which go with the fields, and aliases.
    fn delete_edition_parts(&self, id: EditionId) -> StoreResult<()> {
        self.delete_titles(Owner::Edition(id))?;
        self.delete_contributions(Owner::Edition(id))?;
        self.delete_relations(Subject::Edition(id))?;
        self.delete_evidence(Record::Edition(id))?;
        self.delete_extras(id)
    }

    /// Removes the expressions and editions of a work that are no longer in it.
    fn delete_left_over(
        &self,
        saved: &SavedWork,
        expressions_before: &[ExpressionId],
        editions_before: &[EditionId],
    ) -> StoreResult<()> {
        let expressions: Vec<ExpressionId> = expressions_before
            .iter()
            .filter(|id| saved.expressions.iter().all(|kept| kept.id != **id))
            .copied()
            .collect();
        let editions: Vec<EditionId> = editions_before
            .iter()
            .filter(|id| saved.expressions.iter().all(|kept| !kept.editions.contains(id)))
            .copied()
            .collect();
        let name = || {
            let keys = self.edition_keys(&editions).unwrap_or_default();
            format!("edition {}", keys.into_values().collect::<Vec<_>>().join(", "))
        };
        self.check_not_needed(name, &expressions, &editions)?;
        for edition in &editions {
            self.touch_derived_from(*edition)?;
        }
        // One statement each: what is left over may point at what else is left over.
        let ids = super::ids::json_array(editions);
        self.connection
            .prepare_cached("DELETE FROM edition WHERE id IN (SELECT value FROM json_each(?1))")?
            .execute(params![ids])?;
        let ids = super::ids::json_array(expressions);
        self.connection
            .prepare_cached("DELETE FROM expression WHERE id IN (SELECT value FROM json_each(?1))")?
            .execute(params![ids])?;
        Ok(())
    }

    /// Saves all that points from the rows of a work to others.
    fn save_links(&self, work: &Work, saved: &SavedWork) -> StoreResult<()> {
        let name = || format!("work {}", work.handle);
        self.save_contributions(&name, Owner::Work(saved.id), &work.contributions)?;
        self.save_relations(&name, Subject::Work(saved.id), &work.relations)?;
        self.save_evidence(&name, Record::Work(saved.id), &work.evidence)?;
        for (expression, saved) in work.expressions.iter().zip(&saved.expressions) {
            self.save_expression_links(expression, saved)?;
        }
        Ok(())
    }

    fn save_expression_links(&self, expression: &Expression, saved: &SavedExpression) -> StoreResult<()> {
        let name = || format!("expression {}", expression.handle);
        if let Some(handle) = &expression.derived_from {
            let source = self.find_expression(handle)?;
            let source = source.ok_or_else(|| no_target(&name, "expression", handle))?;
            self.set_derived_from(saved.id, Some(source))?;
        }
        self.save_contributions(&name, Owner::Expression(saved.id), &expression.contributions)?;
        self.save_evidence(&name, Record::Expression(saved.id), &expression.evidence)?;
        for (edition, id) in expression.editions.iter().zip(&saved.editions) {
            let name = || format!("edition {}", edition.key);
            let links = EditionLinks {
                container: self.target(&name, edition.container.as_deref())?,
                reprint_of: self.target(&name, edition.reprint_of.as_deref())?,
                translated_from: self.target(&name, edition.translated_from.as_deref())?,
            };
            if links != EditionLinks::default() {
                self.set_edition_links(*id, links)?;
            }
            self.save_contributions(&name, Owner::Edition(*id), &edition.contributions)?;
            self.save_relations(&name, Subject::Edition(*id), &edition.relations)?;
            self.save_evidence(&name, Record::Edition(*id), &edition.evidence)?;
        }
        Ok(())
    }

    /// The edition with a key.
    fn target(&self, record: &dyn Fn() -> String, key: Option<&str>) -> StoreResult<Option<EditionId>> {
        let Some(key) = key else { return Ok(None) };
        let found = self.find_edition_by_key(key)?;
        found.map(Some).ok_or_else(|| no_target(record, "edition", key))
    }

    fn save_contributions(
        &self,
        record: &dyn Fn() -> String,
        owner: Owner,
        contributions: &[Contribution],
    ) -> StoreResult<()> {
        let resolved = contributions.iter().map(|contribution| {
            let who = match &contribution.who {
                Ok(who) => {
                    let agent = self.find_agent(&who.agent)?;
                    let agent = agent.ok_or_else(|| no_target(record, "agent", &who.agent))?;
                    Ok(self.name_of(agent, &who.name)?)
                }
                Err(ending) => Err(*ending),
            };
            Ok(NewContribution { place: contribution.place, role: contribution.role, who })
        });
        self.insert_contributions(owner, &resolved.collect::<StoreResult<Vec<_>>>()?)
    }

    fn save_relations(
        &self,
        record: &dyn Fn() -> String,
        from: Subject,
        relations: &[Relation],
    ) -> StoreResult<()> {
        for relation in relations {
            let to = match &relation.target {
                Target::Work(handle) => {
                    let work = self.find_work(handle)?;
                    Subject::Work(work.ok_or_else(|| no_target(record, "work", handle))?)
                }
                Target::Edition(key) => {
                    let edition = self.find_edition_by_key(key)?;
                    Subject::Edition(edition.ok_or_else(|| no_target(record, "edition", key))?)
                }
            };
            self.insert_relation(from, relation.kind, to)?;
        }
        Ok(())
    }

    fn save_evidence(
        &self,
        record: &dyn Fn() -> String,
        of: Record,
        evidence: &[Evidence],
    ) -> StoreResult<()> {
        let resolved = evidence.iter().map(|evidence| {
            let source: Option<SourceId> = self.find_source(&evidence.source)?;
            let source = source.ok_or_else(|| no_target(record, "source", &evidence.source))?;
            Ok((source, evidence))
        });
        self.insert_evidence(of, &resolved.collect::<StoreResult<Vec<_>>>()?)
    }
}

fn no_target(record: &dyn Fn() -> String, what: &str, name: &str) -> StoreError {
    StoreError::NoTarget { record: record(), target: format!("{what} {name}") }
}
