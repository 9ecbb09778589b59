//! Works as filing needs to know them: read once, then kept up with what is filed. Reading a whole work for
//! each entry would take time in proportion to the square of its editions.

use foldhash::HashMap;

use super::{Filing, original::names_in, placement::is_compatible, vanished};
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
    /// In normal form.
    title: String,
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
    expression: ExpressionId,
    /// Whether its text is a translation.
    pub(super) is_translated: bool,
    pub(super) entry_type: EntryType,
    /// In normal form.
    title: Option<String>,
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

    /// Adds an edition of an expression to a work.
    pub(super) fn add_edition(&mut self, work: WorkId, expression: ExpressionId, reference: &Reference) {
        let known = self.0.get_mut(&work).filter(|outline| outline.editions.len() < MOST_EDITIONS);
        if let Some(outline) = known {
            let edition = outline.edition(expression, reference);
            outline.editions.push(edition);
        }
    }
}

impl Outline {
    /// A work that is made for a reference, before anything is below it.
    pub(super) fn new(handle: &str, marked_title: &str, reference: &Reference) -> Self {
        Outline {
            handle: handle.to_owned(),
            title: title::normalize(marked_title),
            authors: list(reference, Role::Author),
            expressions: Vec::new(),
            editions: Vec::new(),
        }
    }

    /// Whether the work or one of its first editions has a title.
    pub(super) fn has_title(&self, marked_title: &str) -> bool {
        let normal = title::normalize(marked_title);
        self.title == normal || self.editions.iter().any(|edition| edition.has_title(&normal))
    }

    /// The original text.
    pub(super) fn original(&self) -> Option<ExpressionId> {
        let original = self.expressions.iter().find(|known| known.kind == ExpressionKind::Original);
        original.map(|known| known.id)
    }

    /// Whether the title of the work is that of its original. A work of which only translations were filed is
    /// called by the title of the first of them, and that says nothing of the original.
    pub(super) fn owns_its_title(&self) -> bool {
        let mut titled = self.editions.iter().filter(|edition| edition.has_title(&self.title)).peekable();
        titled.peek().is_none() || titled.any(|edition| !edition.is_translated)
    }

    /// Whether one of its translations was published under the title of a reference and is by the same hands,
    /// which are named, in a language that may be the same.
    pub(super) fn has_translation_as_told(&self, reference: &Reference) -> bool {
        let text = |field| reference.fields.text(Place::Here, field);
        let normal = text(Field::Title).map(title::normalize).unwrap_or_default();
        let subtitle = text(Field::Subtitle).map(title::normalize);
        let language = text(Field::Language);
        let is_it = |known: &KnownExpression| {
            known.kind == ExpressionKind::Translation
                && is_compatible(known.language.as_deref(), language)
                && known.is_by_hands_of(reference)
        };
        !reference.names(Place::Here, Role::Translator).is_empty()
            && self.editions.iter().any(|edition| {
                edition.has_title(&normal)
                    && edition.subtitle == subtitle
                    && self.expressions.iter().any(|known| known.id == edition.expression && is_it(known))
            })
    }

    fn edition(&self, expression: ExpressionId, reference: &Reference) -> KnownEdition {
        let of = self.expressions.iter().find(|known| known.id == expression);
        let is_translated = of.is_some_and(|known| known.kind == ExpressionKind::Translation);
        KnownEdition::of(expression, is_translated, reference)
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
    fn of(expression: ExpressionId, is_translated: bool, reference: &Reference) -> Self {
        let text = |field| reference.fields.text(Place::Here, field);
        KnownEdition {
            expression,
            is_translated,
            entry_type: reference.entry_type,
            title: text(Field::Title).map(title::normalize),
            subtitle: text(Field::Subtitle).map(title::normalize),
            editors: list(reference, Role::Editor),
            names_anybody: reference.names.values().any(|list| !list.is_empty()),
        }
    }

    /// Whether it has a title, given in normal form.
    fn has_title(&self, normal: &str) -> bool {
        self.title.as_deref() == Some(normal)
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
        let mut outline = Outline {
            authors: crate::library::citing::authors(&tree),
            handle: tree.handle,
            title: title::normalize(&tree.title),
            expressions: expressions
                .into_iter()
                .zip(&tree.expressions)
                .map(|(id, expression)| KnownExpression::of(id, expression))
                .collect(),
            editions: Vec::new(),
        };
        for whole in &wholes {
            let expression = outline.expressions.iter().find(|known| known.handle == whole.expression.handle);
            if let Some(id) = expression.map(|known| known.id) {
                let edition = outline.edition(id, &super::citing::reference(whole));
                outline.editions.push(edition);
            }
        }
        Ok(outline)
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
