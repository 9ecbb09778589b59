//! Works as filing needs to know them: read once, then kept up with what is filed. Reading a whole work for
//! each entry would take time in proportion to the square of its editions.

use std::collections::HashMap;

use super::{Filing, original::names_in, vanished};
use crate::{
    model::{
        EntryType, Field, NameList, Place, Reference, Role, title,
        tree::{Expression, ExpressionKind},
    },
    store::{ExpressionId, StoreError, WorkId},
};

/// How many editions of a work are looked at to tell whether it is the one that an entry means.
const MOST_EDITIONS: usize = 8;
/// How many works are kept in mind.
const MOST_WORKS: usize = 20_000;

/// A work.
#[derive(Debug)]
pub(super) struct Outline {
    pub(super) handle: String,
    pub(super) title: String,
    pub(super) authors: NameList,
    pub(super) expressions: Vec<KnownExpression>,
    pub(super) editions: Vec<KnownEdition>,
}

/// One of its expressions.
#[derive(Debug)]
pub(super) struct KnownExpression {
    pub(super) id: ExpressionId,
    pub(super) handle: String,
    pub(super) kind: ExpressionKind,
    pub(super) language: Option<String>,
    translators: NameList,
    abridgers: NameList,
}

/// One of its first editions.
#[derive(Debug)]
pub(super) struct KnownEdition {
    pub(super) entry_type: EntryType,
    pub(super) title: Option<String>,
    /// In normal form.
    pub(super) subtitle: Option<String>,
    pub(super) editors: NameList,
    pub(super) names_anybody: bool,
}

/// The works that are kept in mind.
#[derive(Debug, Default)]
pub(super) struct Outlines(HashMap<WorkId, Outline>);

impl Outlines {
    /// Makes room, if need be, and keeps a work in mind.
    pub(super) fn keep(&mut self, work: WorkId, outline: Outline) {
        if self.0.len() >= MOST_WORKS {
            self.0.clear();
        }
        self.0.insert(work, outline);
    }

    /// Forgets a work of which something else was changed than is added here.
    pub(super) fn forget(&mut self, work: WorkId) {
        self.0.remove(&work);
    }

    /// Adds an edition to a work.
    pub(super) fn add_edition(&mut self, work: WorkId, reference: &Reference) {
        let known = self.0.get_mut(&work).filter(|outline| outline.editions.len() < MOST_EDITIONS);
        if let Some(outline) = known {
            outline.editions.push(KnownEdition::of(reference));
        }
    }
}

impl Outline {
    /// Whether the work or one of its first editions has a title.
    pub(super) fn has_title(&self, marked_title: &str) -> bool {
        let normal = title::normalize(marked_title);
        let of_editions = self.editions.iter().filter_map(|edition| edition.title.as_deref());
        std::iter::once(self.title.as_str()).chain(of_editions).any(|title| title::normalize(title) == normal)
    }
}

impl KnownExpression {
    pub(super) fn of(id: ExpressionId, expression: &Expression) -> Self {
        KnownExpression {
            id,
            handle: expression.handle.clone(),
            kind: expression.kind,
            language: expression.language.clone(),
            translators: names_in(&expression.contributions, Role::Translator),
            abridgers: names_in(&expression.contributions, Role::Abridger),
        }
    }

    /// One that was just made for a reference, whose hands are those of the reference.
    pub(super) fn made(id: ExpressionId, expression: &Expression, reference: &Reference) -> Self {
        KnownExpression {
            translators: list(reference, Role::Translator),
            abridgers: list(reference, Role::Abridger),
            ..KnownExpression::of(id, expression)
        }
    }

    /// Whether a reference names the same translators and abridgers.
    pub(super) fn is_by_hands_of(&self, reference: &Reference) -> bool {
        self.translators == list(reference, Role::Translator)
            && self.abridgers == list(reference, Role::Abridger)
    }
}

impl KnownEdition {
    fn of(reference: &Reference) -> Self {
        let text = |field| reference.fields.text(Place::Here, field);
        KnownEdition {
            entry_type: reference.entry_type,
            title: text(Field::Title).map(str::to_owned),
            subtitle: text(Field::Subtitle).map(title::normalize),
            editors: list(reference, Role::Editor),
            names_anybody: reference.names.values().any(|list| !list.is_empty()),
        }
    }
}

fn list(reference: &Reference, role: Role) -> NameList {
    reference.names.get(&(Place::Here, role)).cloned().unwrap_or_default()
}

impl Filing<'_> {
    /// Takes a work out of what is kept in mind, reading it if it is not there; [`Outlines::keep`] puts it back.
    pub(super) fn take_outline(&mut self, work: WorkId) -> Result<Outline, StoreError> {
        if let Some(outline) = self.outlines.0.remove(&work) {
            return Ok(outline);
        }
        let (tree, expressions) = self.store.work_without_editions(work)?.ok_or_else(vanished)?;
        let editions = self.store.first_editions_of(work, MOST_EDITIONS)?;
        let wholes = self.store.whole_editions(&editions)?;
        Ok(Outline {
            authors: crate::library::citing::authors(&tree),
            handle: tree.handle,
            title: tree.title,
            expressions: expressions
                .into_iter()
                .zip(&tree.expressions)
                .map(|(id, expression)| KnownExpression::of(id, expression))
                .collect(),
            editions: wholes.iter().map(|whole| KnownEdition::of(&super::citing::reference(whole))).collect(),
        })
    }

    /// Whether something holds of a work.
    pub(super) fn holds_of_work(
        &mut self,
        work: WorkId,
        holds: impl FnOnce(&Outline) -> bool,
    ) -> Result<bool, StoreError> {
        let outline = self.take_outline(work)?;
        let answer = holds(&outline);
        self.outlines.keep(work, outline);
        Ok(answer)
    }
}
