//! Which work and which expression a reference is of.

use super::{
    Filing, Placement,
    joining::{TELLING_TYPES, is_same_work, same_authors},
    naming,
    outline::{KnownExpression, Outline},
};
use crate::{
    model::{
        Field, LinkKind, Place, Reference, Role,
        field::Value,
        role::Level,
        tree::{Expression, ExpressionKind, Work, WorkState},
    },
    store::{EditionId, ExpressionId, Owner, StoreError, WorkId, work_match_key},
};

/// Where the edition of a reference goes.
pub struct PlaceInTree {
    /// The work.
    pub work: WorkId,
    /// The expression.
    pub expression: ExpressionId,
    /// Whether the work was there.
    pub work_was: Placement,
    /// Whether the expression was there.
    pub expression_was: Placement,
    /// The edition that was translated.
    pub source: Option<EditionId>,
    /// The earlier edition that is reprinted.
    pub reprint_of: Option<EditionId>,
}

impl Filing<'_> {
    /// Finds or makes the work and the expression of a reference.
    pub(super) fn place(
        &mut self,
        reference: &Reference,
        notes: &mut Vec<String>,
    ) -> Result<PlaceInTree, StoreError> {
        if let Some(earlier) = self.linked(reference, LinkKind::ReprintOf)?
            && let Some(expression) = self.reprinted_text(reference, earlier)?
        {
            return Ok(PlaceInTree {
                work: self.place_of(earlier)?.0,
                expression,
                work_was: Placement::Joined,
                expression_was: Placement::Joined,
                source: None,
                reprint_of: Some(earlier),
            });
        }
        let mut place = if is_translation(reference) {
            self.place_translation(reference, notes)?
        } else {
            self.place_original_text(reference, notes)?
        };
        self.take_handles(reference, place.work, place.expression)?;
        if place.reprint_of.is_none() {
            place.reprint_of = self.earlier_edition(reference, &place)?;
        }
        Ok(place)
    }

    /// The expression of the edition that a reference calls its earlier edition, if the reference may be of the
    /// same text: in the same language and by the same hands.
    fn reprinted_text(
        &mut self,
        reference: &Reference,
        earlier: EditionId,
    ) -> Result<Option<ExpressionId>, StoreError> {
        let (work, expression) = self.place_of(earlier)?;
        let language = reference.fields.text(Place::Here, Field::Language);
        let names_translator = reference.names.contains_key(&(Place::Here, Role::Translator));
        let is_same = self.holds_of_work(work, |outline| {
            outline.expressions.iter().any(|known| {
                known.id == expression
                    && is_compatible(known.language.as_deref(), language)
                    && (!names_translator || known.is_by_hands_of(reference))
            })
        })?;
        Ok(is_same.then_some(expression))
    }

    /// Gives a work and an expression that were made for an entry without handles those that another entry of
    /// the same input gives them.
    fn take_handles(
        &mut self,
        reference: &Reference,
        work: WorkId,
        expression: ExpressionId,
    ) -> Result<(), StoreError> {
        if let Some(handle) = &reference.work
            && self.unnamed_works.remove(work)
            && self.store.find_work(handle)?.is_none()
        {
            self.store.set_work_handle(work, handle)?;
            self.outlines.forget(work);
            self.handles.insert(handle.as_str(), work);
        }
        if let Some(handle) = &reference.expression
            && self.unnamed_expressions.remove(expression)
            && self.store.find_expression(handle)?.is_none()
        {
            self.store.set_expression_handle(expression, handle)?;
            self.outlines.forget(work);
        }
        Ok(())
    }

    fn place_translation(
        &mut self,
        reference: &Reference,
        notes: &mut Vec<String>,
    ) -> Result<PlaceInTree, StoreError> {
        let linked = match self.linked(reference, LinkKind::TranslationOf)? {
            Some(edition) => Some((edition, self.place_of(edition)?)),
            None => None,
        };
        let (work, work_was) = match linked {
            Some((_, (work, _))) => (work, Placement::Joined),
            None => self.work_of_translation(reference, notes)?,
        };
        let mut outline = self.take_outline(work)?;
        let source = match linked {
            Some((_, (_, expression))) => Some(expression),
            None if tells_of_original(reference) => {
                Some(self.source_expression(reference, work, &mut outline)?)
            }
            // Nothing is known of an original, unless the input itself says of which work this is.
            None => outline.original().filter(|_| reference.work.as_ref() == Some(&outline.handle)),
        };
        let (expression, expression_was) = self.translation(reference, work, &mut outline, source)?;
        self.outlines.keep(work, outline);
        let edition = match (linked, source) {
            (Some((edition, _)), _) => Some(edition),
            (None, Some(source)) => self.source_edition(reference, work, source)?,
            (None, None) => None,
        };
        Ok(PlaceInTree { work, expression, work_was, expression_was, source: edition, reprint_of: None })
    }

    /// The work behind a translation: by the title of the original, if that is told; else that of the same
    /// translation, known from another edition. The title of a translation says nothing of its original.
    fn work_of_translation(
        &mut self,
        reference: &Reference,
        notes: &mut Vec<String>,
    ) -> Result<(WorkId, Placement), StoreError> {
        if let Some(work) = self.work_by_handle(reference)? {
            return Ok((work, Placement::Joined));
        }
        let own_title = reference.fields.text(Place::Here, Field::Title);
        let original_title = reference.fields.text(Place::Original, Field::Title);
        let told = match original_title {
            None => own_title.filter(|_| TELLING_TYPES.contains(&reference.entry_type)),
            told => told,
        };
        if let Some(title) = told
            && let Some(work) = self.work_by_title(reference, title, notes)?
        {
            return Ok((work, Placement::Joined));
        }
        let known = KnownOfWork {
            title: original_title.or(own_title),
            language: reference.fields.list(Place::Original, Field::Language).first().map(String::as_str),
            date: reference.fields.get(Place::Original, Field::Date),
        };
        Ok((self.new_work(reference, &known)?, Placement::New))
    }

    fn place_original_text(
        &mut self,
        reference: &Reference,
        notes: &mut Vec<String>,
    ) -> Result<PlaceInTree, StoreError> {
        let title = reference.fields.text(Place::Here, Field::Title);
        let mut found = self.work_by_handle(reference)?;
        if found.is_none()
            && TELLING_TYPES.contains(&reference.entry_type)
            && let Some(title) = title
        {
            found = self.work_by_title(reference, title, notes)?;
        }
        let (work, work_was) = match found {
            Some(work) => (work, Placement::Joined),
            None => {
                let known = KnownOfWork {
                    title,
                    language: reference.fields.text(Place::Here, Field::Language),
                    date: first_date(reference),
                };
                (self.new_work(reference, &known)?, Placement::New)
            }
        };
        let mut outline = self.take_outline(work)?;
        let language = reference.fields.text(Place::Here, Field::Language);
        let found = self.matching(reference, &mut outline, ExpressionKind::Original)?;
        let (expression, expression_was) = match found {
            Some(expression) => (expression, Placement::Joined),
            None => {
                let kind = if outline.expressions.iter().any(|known| known.kind == ExpressionKind::Original) {
                    ExpressionKind::Unstated
                } else {
                    ExpressionKind::Original
                };
                let made = self.new_expression(reference, work, &mut outline, kind, language, None)?;
                (made, Placement::New)
            }
        };
        self.outlines.keep(work, outline);
        Ok(PlaceInTree { work, expression, work_was, expression_was, source: None, reprint_of: None })
    }

    /// A work that this input named by the same handle, or a work of the library with that handle which has
    /// the same authors and one of the titles.
    fn work_by_handle(&mut self, reference: &Reference) -> Result<Option<WorkId>, StoreError> {
        let Some(handle) = reference.work.as_deref() else { return Ok(None) };
        if let Some(work) = self.handles.get(handle) {
            return Ok(Some(work));
        }
        let Some(work) = self.store.find_work(handle)? else { return Ok(None) };
        let titles = [Place::Original, Place::Here].map(|place| reference.fields.text(place, Field::Title));
        let is_known = self.holds_of_work(work, |outline| {
            same_authors(outline, reference)
                && titles.into_iter().flatten().any(|title| outline.has_title(title))
        })?;
        Ok(is_known.then_some(work))
    }

    /// The one work of the same authors that has this title.
    fn work_by_title(
        &mut self,
        reference: &Reference,
        marked_title: &str,
        notes: &mut Vec<String>,
    ) -> Result<Option<WorkId>, StoreError> {
        let normal = work_match_key(marked_title);
        if normal.is_empty() {
            return Ok(None);
        }
        let mut same = Vec::new();
        for work in self.store.works_with_match_key(&normal, MOST_CANDIDATES)? {
            if self.holds_of_work(work, |outline| is_same_work(outline, reference))? {
                same.push(work);
            }
        }
        match same.as_slice() {
            [work] => Ok(Some(*work)),
            [] => Ok(None),
            _ => {
                notes.push(format!("several works are called {marked_title:?}; a new one was made"));
                Ok(None)
            }
        }
    }

    fn new_work(&mut self, reference: &Reference, known: &KnownOfWork<'_>) -> Result<WorkId, StoreError> {
        let title = known.title.unwrap_or("").to_owned();
        let stem = reference.work.clone().unwrap_or_else(|| naming::slug(&title));
        let store = self.store;
        let handle = self.numbers.works.unique(&stem, |handle| Ok(store.find_work(handle)?.is_some()))?;
        let outline = Outline::new(&handle, &title, reference);
        let work = self.store.insert_work(&Work {
            handle,
            kind: reference.work_kind.unwrap_or(reference.entry_type.likely_kind()),
            title,
            sort_title: None,
            language: known.language.map(str::to_owned),
            date: known.date.and_then(Value::as_date).cloned(),
            state: WorkState::Extant,
            contributions: Vec::new(),
            titles: Vec::new(),
            keywords: Vec::new(),
            note: None,
            relations: Vec::new(),
            evidence: Vec::new(),
            expressions: Vec::new(),
        })?;
        match &reference.work {
            Some(handle) => {
                self.handles.insert(handle.as_str(), work);
            }
            None => {
                self.unnamed_works.insert(work);
            }
        }
        self.contribute_of_level(Owner::Work(work), Level::Work, reference)?;
        self.outlines.keep(work, outline);
        Ok(work)
    }

    /// The expression of the work that was translated: its original text in the language that is given.
    fn source_expression(
        &mut self,
        reference: &Reference,
        work: WorkId,
        outline: &mut Outline,
    ) -> Result<ExpressionId, StoreError> {
        let language = reference.fields.list(Place::Original, Field::Language).first().map(String::as_str);
        let found = outline.expressions.iter_mut().find(|known| {
            known.kind == ExpressionKind::Original && is_compatible(known.language.as_deref(), language)
        });
        match found {
            Some(known) => self.existing(known, language),
            None => {
                let blank = Reference::new(reference.entry_type);
                self.new_expression(&blank, work, outline, ExpressionKind::Original, language, None)
            }
        }
    }

    fn translation(
        &mut self,
        reference: &Reference,
        work: WorkId,
        outline: &mut Outline,
        source: Option<ExpressionId>,
    ) -> Result<(ExpressionId, Placement), StoreError> {
        if let Some(expression) = self.matching(reference, outline, ExpressionKind::Translation)? {
            return Ok((expression, Placement::Joined));
        }
        let language = reference.fields.text(Place::Here, Field::Language);
        let kind = ExpressionKind::Translation;
        let made = self.new_expression(reference, work, outline, kind, language, source)?;
        Ok((made, Placement::New))
    }

    /// The expression of this kind, language and hands, if the work has it.
    fn matching(
        &mut self,
        reference: &Reference,
        outline: &mut Outline,
        kind: ExpressionKind,
    ) -> Result<Option<ExpressionId>, StoreError> {
        let language = reference.fields.text(Place::Here, Field::Language);
        // Where the input knows the work by its handle, it knows its expressions as well: two of one language
        // and by one hand are two when their handles differ.
        let named =
            reference.expression.as_ref().filter(|_| reference.work.as_ref() == Some(&outline.handle));
        let found = outline.expressions.iter_mut().find(|known| {
            let is_it = || named.is_none_or(|handle| *handle == known.handle);
            known.kind == kind
                && is_compatible(known.language.as_deref(), language)
                && known.is_by_hands_of(reference)
                && (is_it() || self.unnamed_expressions.contains(known.id))
        });
        found.map(|known| self.existing(known, language)).transpose()
    }

    /// An expression that is there; what was not known of its language is now.
    fn existing(
        &mut self,
        known: &mut KnownExpression,
        language: Option<&str>,
    ) -> Result<ExpressionId, StoreError> {
        if known.language.is_none() && language.is_some() {
            let before = self.shown_with_language_of(known.id)?;
            self.store.set_expression_language(known.id, language)?;
            known.language = language.map(str::to_owned);
            self.known_containers.clear();
            self.keep_as_seen(&before)?;
        }
        Ok(known.id)
    }

    fn new_expression(
        &mut self,
        reference: &Reference,
        work: WorkId,
        outline: &mut Outline,
        kind: ExpressionKind,
        language: Option<&str>,
        derived_from: Option<ExpressionId>,
    ) -> Result<ExpressionId, StoreError> {
        let translator = reference.names(Place::Here, Role::Translator).first();
        let mut stem = format!("{}.{}", outline.handle, language.unwrap_or("und").to_lowercase());
        if let Some(name) = translator {
            stem = format!("{stem}-{}", naming::slug(name.short()));
        }
        let stem = reference.expression.clone().unwrap_or(stem);
        let store = self.store;
        let handle =
            self.numbers.expressions.unique(&stem, |handle| Ok(store.find_expression(handle)?.is_some()))?;
        let blank = Expression {
            handle,
            kind,
            language: language.map(str::to_owned),
            derived_from: None,
            contributions: Vec::new(),
            titles: Vec::new(),
            note: None,
            evidence: Vec::new(),
            editions: Vec::new(),
        };
        let expression = self.store.insert_expression(work, &blank, derived_from)?;
        if reference.expression.is_none() {
            self.unnamed_expressions.insert(expression);
        }
        self.contribute_of_level(Owner::Expression(expression), Level::Expression, reference)?;
        outline.expressions.push(KnownExpression::made(expression, &blank, reference));
        Ok(expression)
    }
}

/// How many works of one title are looked at; beyond that a title says nothing.
pub const MOST_CANDIDATES: usize = 50;

struct KnownOfWork<'a> {
    title: Option<&'a str>,
    language: Option<&'a str>,
    date: Option<&'a Value>,
}

/// Whether a reference is of a translation: it has a translator (named or not), a link to its original, the
/// original's title, or an original language other than its own.
pub fn is_translation(reference: &Reference) -> bool {
    let own = reference.fields.text(Place::Here, Field::Language);
    let original = reference.fields.list(Place::Original, Field::Language);
    reference.names.get(&(Place::Here, Role::Translator)).is_some_and(|list| !list.is_empty())
        || reference.link(LinkKind::TranslationOf).is_some()
        || reference.fields.has(Place::Original, Field::Title)
        || original.first().is_some_and(|language| Some(language.as_str()) != own)
}

/// Whether a reference says anything of the text that it was translated from.
fn tells_of_original(reference: &Reference) -> bool {
    reference.fields.has_place(Place::Original) || !reference.names(Place::Original, Role::Author).is_empty()
}

/// The first date of a work that is no translation: that of the edition it reprints, else its own.
fn first_date(reference: &Reference) -> Option<&Value> {
    [Place::Reprint, Place::Original, Place::Here]
        .into_iter()
        .find_map(|place| reference.fields.get(place, Field::Date))
}

/// Two languages agree, or one of them is not given.
pub fn is_compatible(known: Option<&str>, given: Option<&str>) -> bool {
    match (known, given) {
        (Some(known), Some(given)) => known == given,
        _ => true,
    }
}
