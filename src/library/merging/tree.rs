//! Making two works one, and two texts.

use super::{Linked, edition::Merging};
use crate::{
    library::{Error, citing, filing::may_be, matching},
    model::{
        Date, EntryType, Field, NameList, Place, Role, Standing, title,
        tree::{Contribution, Expression, ExpressionKind, FurtherTitle, TitleKind, Work, WorkState},
    },
    store::{EditionId, ExpressionId, Owner, StoreError, Transaction, Whole, WorkId, work_match_key},
};

/// Makes the works of editions one: that of the first.
pub(super) fn link(store: &Transaction<'_>, ids: &[EditionId]) -> Result<Linked, Error> {
    let choices = super::Choices::default();
    let mut merging = Merging::new(store, &choices);
    let mut into = None;
    for id in ids {
        let (work, _) = merging.place_of(*id)?;
        match into {
            None => into = Some(work),
            Some(into) if into == work => {}
            Some(into) => merging.unite_works_alone(into, work)?,
        }
    }
    if let Some(into) = into {
        merging.unite_mentioned_of(into)?;
    }
    let left = into.map(|work| store.work_without_editions(work)).transpose()?.flatten();
    let (title, handle) = left.map(|(work, _)| (work.title, work.handle)).unwrap_or_default();
    Ok(Linked {
        title: title::plain(&title).to_string(),
        handle,
        works: merging.done.works,
        mentions: merging.done.mentions,
    })
}

impl Merging<'_> {
    /// Makes two works one; editions that stay are cited as before.
    fn unite_works_alone(&mut self, into: WorkId, from: WorkId) -> Result<(), Error> {
        let before = self.seen_of_works(&[into, from], &[])?;
        self.unite_works(into, from)?;
        self.keep_as_seen(before)
    }

    /// Makes two works one.
    pub(super) fn unite_works(&mut self, into: WorkId, from: WorkId) -> Result<(), Error> {
        let gone = || StoreError::NoTarget { record: "a work".into(), target: "its row".into() };
        let (mut ours, our_texts) = self.store.work_without_editions(into)?.ok_or_else(gone)?;
        let (theirs, their_texts) = self.store.work_without_editions(from)?.ok_or_else(gone)?;
        let editions = self.store.editions_of(&their_texts)?;
        // What an edition is called is told by that.
        let wholes = self.store.whole_editions(&editions)?;
        let title = |whole: &Whole| whole.edition.fields.text(Place::Here, Field::Title).map(str::to_owned);
        let titles: Vec<String> = wholes.iter().filter_map(title).collect();
        self.unite_names(
            (Owner::Work(into), &ours.contributions),
            (Owner::Work(from), &theirs.contributions),
            &editions,
        )?;
        self.done.moved += self.store.move_work_parts(from, into)?;
        let told = Told {
            titles,
            dates: wholes
                .iter()
                .filter_map(|whole| whole.edition.fields.date(Place::Here, Field::Date))
                .collect(),
        };
        let has_same_title = work_match_key(&ours.title) == work_match_key(&theirs.title);
        let is_original = |(_, text): &(_, &Expression)| text.kind == ExpressionKind::Original;
        let original = our_texts.iter().zip(&ours.expressions).find(is_original).map(|(text, _)| *text);
        let other_title = unite_work_fields(&mut ours, &theirs, &told);
        self.store.delete_emptied_work(from)?;
        self.store.update_work(into, &ours)?;
        self.store.insert_titles(Owner::Work(into), other_title.as_slice())?;
        self.done.works.push(title::plain(&theirs.title).to_string());
        for (text, their_text) in their_texts.iter().zip(&theirs.expressions) {
            let same = our_texts.iter().zip(&ours.expressions).find(|(_, our_text)| {
                is_one_text(our_text, their_text)
                    && (has_same_title || is_of_one_language(our_text, their_text))
            });
            if let Some((same, _)) = same {
                self.unite_texts(*same, *text)?;
            } else if their_text.kind == ExpressionKind::Original {
                self.put_behind(*text, their_text, original)?;
            }
        }
        Ok(())
    }

    /// A text that was the original of another work stands behind that of its new one: as a translation, where somebody
    /// translated it. Where nobody is said to have, what it is remains to be said.
    fn put_behind(
        &self,
        text: ExpressionId,
        its: &Expression,
        original: Option<ExpressionId>,
    ) -> Result<(), Error> {
        let Some(original) = original else { return Ok(()) };
        if list_in(&its.contributions, Place::Here, Role::Translator).names.is_empty() {
            return Ok(self.store.set_expression_kind(text, ExpressionKind::Unstated)?);
        }
        self.store.set_expression_kind(text, ExpressionKind::Translation)?;
        Ok(self.store.set_derived_from(text, Some(original))?)
    }

    /// Makes two texts one: the editions of the other come after its own. Originals that were only mentioned and may be
    /// the same become one.
    pub(super) fn unite_texts(&mut self, into: ExpressionId, from: ExpressionId) -> Result<(), Error> {
        let ours = self.text(into)?;
        let theirs = self.text(from)?;
        let known = self.store.editions_of(&[into])?;
        let editions = self.store.editions_of(&[from])?;
        self.unite_names(
            (Owner::Expression(into), &ours.contributions),
            (Owner::Expression(from), &theirs.contributions),
            &editions,
        )?;
        if ours.language.is_none() {
            self.store.set_expression_language(into, theirs.language.as_deref())?;
        }
        if ours.kind == ExpressionKind::Unstated {
            self.store.set_expression_kind(into, theirs.kind)?;
        }
        if let Some(note) = joined_notes(ours.note.as_deref(), theirs.note.as_deref()) {
            self.store.set_expression_note(into, &note)?;
        }
        for edition in &editions {
            self.store.move_edition(*edition, into)?;
        }
        let source =
            theirs.derived_from.as_deref().map(|handle| self.store.find_expression(handle)).transpose()?;
        self.store.move_expression_parts(from, into)?;
        self.store.set_derived_from(from, None)?;
        if ours.derived_from.is_none()
            && let Some(source) = source.flatten()
            && !self.leads_to(source, into)?
        {
            self.store.set_derived_from(into, Some(source))?;
        }
        self.store.delete_emptied_expression(from)?;
        self.unite_mentioned(&known, &editions)
    }

    /// Makes one of the originals of a work that are only mentioned, since several translations tell of them; all are
    /// cited as before.
    fn unite_mentioned_of(&mut self, work: WorkId) -> Result<(), Error> {
        let before = self.seen_of_works(&[work], &[])?;
        for text in self.store.expressions_of(&[work])? {
            let editions = self.store.editions_of(&[text])?;
            self.unite_mentioned(&editions, &editions)?;
        }
        self.keep_as_seen(before)
    }

    /// Makes one of those that are only mentioned, of whom nobody has said that they are two.
    fn unite_mentioned(&mut self, known: &[EditionId], fresh: &[EditionId]) -> Result<(), Error> {
        for edition in fresh {
            // Made one with another one meanwhile, it has no standing.
            let is_mentioned = self.store.standing_of(*edition)? == Some(Standing::Mentioned);
            if !is_mentioned || self.busy.contains(edition) {
                continue;
            }
            let seen = self.seen(*edition)?;
            for candidate in known {
                if candidate == edition
                    || self.busy.contains(candidate)
                    || self.store.standing_of(*candidate)?.is_none()
                {
                    continue;
                }
                let other = self.seen(*candidate)?;
                if may_be_of_one_type(other.entry_type, seen.entry_type) && may_be(&other, &seen) {
                    self.merge_mentioned(*candidate, *edition)?;
                    break;
                }
            }
        }
        Ok(())
    }

    /// Gives an owner the names of another one in the roles that it has nobody in. In the roles in which it has others,
    /// they are given to those that they stood above, unless these have their own.
    fn unite_names(
        &mut self,
        (into, ours): (Owner, &[Contribution]),
        (from, theirs): (Owner, &[Contribution]),
        below: &[EditionId],
    ) -> Result<(), Error> {
        for ((place, role), list) in citing::names(&[theirs]) {
            let known = list_in(ours, place, role);
            if known.is_empty() {
                self.store.move_contributions(from, into, place, role)?;
            } else if known != list {
                let wholes = self.store.whole_editions(below)?;
                for (edition, whole) in below.iter().zip(&wholes) {
                    let levels = [&whole.expression.contributions, &whole.edition.contributions];
                    let has_own = match from {
                        Owner::Work(_) => levels.iter().any(|level| !list_in(level, place, role).is_empty()),
                        _ => !list_in(&whole.edition.contributions, place, role).is_empty(),
                    };
                    if !has_own {
                        self.store.take_contributions(from, Owner::Edition(*edition), place, role)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether a text comes from another one, through whatever others, or is it.
    fn leads_to(&self, text: ExpressionId, target: ExpressionId) -> Result<bool, Error> {
        let mut above = Some(text);
        while let Some(current) = above {
            if current == target {
                return Ok(true);
            }
            let source = self.text(current)?.derived_from;
            above = source.as_deref().map(|handle| self.store.find_expression(handle)).transpose()?.flatten();
        }
        Ok(false)
    }

    /// A text without its editions.
    pub(super) fn text(&self, id: ExpressionId) -> Result<Expression, Error> {
        let gone = || StoreError::NoTarget { record: "a text".into(), target: "its row".into() };
        let work = self.store.work_of(id)?.ok_or_else(gone)?;
        let (tree, ids) = self.store.work_without_editions(work)?.ok_or_else(gone)?;
        let found = ids.into_iter().zip(tree.expressions).find(|(known, _)| *known == id);
        Ok(found.map(|(_, text)| text).ok_or_else(gone)?)
    }
}

fn list_in(contributions: &[Contribution], place: Place, role: Role) -> NameList {
    citing::names(&[contributions]).remove(&(place, role)).unwrap_or_default()
}

/// Whether two types are the same, or one says nothing.
fn may_be_of_one_type(one: EntryType, other: EntryType) -> bool {
    let says_nothing = |entry_type| matches!(entry_type, EntryType::Misc | EntryType::Document);
    one == other || says_nothing(one) || says_nothing(other)
}

/// Whether two texts of one work are surely one: its original, or a translation into one language by the same hands.
fn is_one_text(ours: &Expression, theirs: &Expression) -> bool {
    let translators = |text: &Expression| list_in(&text.contributions, Place::Here, Role::Translator);
    let abridgers = |text: &Expression| list_in(&text.contributions, Place::Here, Role::Abridger);
    if ours.kind != theirs.kind || abridgers(ours) != abridgers(theirs) {
        return false;
    }
    match ours.kind {
        ExpressionKind::Original => has_compatible_language(ours, theirs),
        ExpressionKind::Translation => {
            ours.language.is_some()
                && ours.language == theirs.language
                && !translators(ours).names.is_empty()
                && translators(ours) == translators(theirs)
        }
        _ => false,
    }
}

/// Whether two texts may be one, given that an edition of the one is an edition of the other.
pub(super) fn may_be_one_text(ours: &Expression, theirs: &Expression) -> bool {
    let translators = |text: &Expression| list_in(&text.contributions, Place::Here, Role::Translator);
    let kinds = ours.kind == theirs.kind
        || ours.kind == ExpressionKind::Unstated
        || theirs.kind == ExpressionKind::Unstated;
    let (our_hands, their_hands) = (translators(ours), translators(theirs));
    let hands = our_hands.names.is_empty()
        || their_hands.names.is_empty()
        || matching::are_the_same_people(&our_hands, &their_hands);
    kinds && hands && has_compatible_language(ours, theirs)
}

fn is_of_one_language(ours: &Expression, theirs: &Expression) -> bool {
    ours.language.is_some() && ours.language == theirs.language
}

fn has_compatible_language(ours: &Expression, theirs: &Expression) -> bool {
    match (&ours.language, &theirs.language) {
        (Some(ours), Some(theirs)) => ours == theirs,
        _ => true,
    }
}

/// What the editions of a work tell themselves, so that the work need not.
struct Told<'a> {
    titles: Vec<String>,
    dates: Vec<&'a Date>,
}

/// Brings into a work what another one tells of itself; gives the title of that, where it is another. What the work
/// tells otherwise goes into its note, unless the editions tell it.
fn unite_work_fields(ours: &mut Work, theirs: &Work, told: &Told<'_>) -> Option<FurtherTitle> {
    let mut lost = Vec::new();
    if ours.sort_title.is_none() {
        ours.sort_title.clone_from(&theirs.sort_title);
    } else if theirs.sort_title.is_some() && ours.sort_title != theirs.sort_title {
        lost.extend(theirs.sort_title.as_ref().map(|sorted| format!("sorted under {sorted}")));
    }
    if ours.language.is_none() {
        ours.language.clone_from(&theirs.language);
    } else if theirs.language.is_some() && ours.language != theirs.language {
        lost.extend(theirs.language.as_ref().map(|language| format!("in {language}")));
    }
    match (&ours.date, &theirs.date) {
        (None, _) => ours.date.clone_from(&theirs.date),
        (Some(known), Some(date)) if known != date && !told.dates.contains(&date) => {
            lost.push(format!("of {date}"))
        }
        _ => {}
    }
    if theirs.state != WorkState::Extant && theirs.state != ours.state {
        lost.push(theirs.state.to_string());
    }
    if theirs.kind != ours.kind {
        lost.push(format!("a {}", theirs.kind));
    }
    let lost =
        (!lost.is_empty()).then(|| format!("Merged with a record of {}: {}.", theirs.title, lost.join(", ")));
    let note = joined_notes(ours.note.as_deref(), theirs.note.as_deref()).or_else(|| ours.note.clone());
    ours.note = joined_notes(note.as_deref(), lost.as_deref()).or(note);
    let is_other =
        !theirs.title.is_empty() && theirs.title != ours.title && !told.titles.contains(&theirs.title);
    is_other.then(|| FurtherTitle {
        kind: TitleKind::Alternative,
        text: theirs.title.clone(),
        language: theirs.language.clone(),
        script: None,
        ground: None,
    })
}

/// Two notes as one; `None` where the second says nothing new.
fn joined_notes(ours: Option<&str>, theirs: Option<&str>) -> Option<String> {
    match (ours, theirs) {
        (_, None) => None,
        (None, Some(theirs)) => Some(theirs.to_owned()),
        (Some(ours), Some(theirs)) if ours.contains(theirs) => None,
        (Some(ours), Some(theirs)) => Some(format!("{ours}\n\n{theirs}")),
    }
}
