//! Changing single facts of editions, through the whole works that they belong to.

use super::{
    Error, Library,
    assignment::{Assignable, names_of, value_of},
    inheritance::{book_keeps_field, book_keeps_role},
    naming,
    own_extras::{self, KeptBeside},
    tree_fields::TREE_FIELDS,
};
use crate::{
    fields::{self, RoleRow, Row, Storage},
    formats::fact::Fact,
    model::{
        Date, Ending, EntryType, Extra, Field, Name, NameList, Place, Role, Standing, Value,
        role::Level,
        tree::{Agent, AgentKind, Contribution, Edition, Expression, ExpressionKind, Who, Work},
    },
    store::{EditionId, Transaction, WorkId},
};

/// An edition in its work.
pub(super) struct Placed<'a> {
    pub(super) work: &'a mut Work,
    expression: usize,
    edition: usize,
}

impl Placed<'_> {
    pub(super) fn expression(&mut self) -> Option<&mut Expression> {
        self.work.expressions.get_mut(self.expression)
    }

    pub(super) fn edition(&mut self) -> Option<&mut Edition> {
        let index = self.edition;
        self.expression()?.editions.get_mut(index)
    }
}

/// What a change did.
#[derive(Debug, PartialEq, Eq)]
pub struct Changed {
    /// The edition whose record was changed: another one where the field is kept with that (the original, the
    /// container).
    pub key: String,
    /// The name of the field.
    pub field: String,
    /// Of what that edition is the record, seen from the one that was named.
    pub place: Place,
    /// The other editions that show the change, since it was made to the text or the work that they share.
    pub also: Vec<String>,
    /// Values of the field that were kept beside it since editions were merged, and are not any more: what is set
    /// decides between them.
    pub decided: Vec<KeptBeside>,
    /// The first date of the work, where it was the date of this edition and is changed with it.
    pub work_date: Option<Date>,
}

impl Library {
    /// Gives fields and roles of an edition new values; an empty value removes what is there. Names are those
    /// of the tables of fields and roles and of [`TREE_FIELDS`]. All is done or nothing.
    pub fn set(&mut self, key: &str, assignments: &[(String, String)]) -> Result<Vec<Changed>, Error> {
        let edition = self.edition_of_key(key)?;
        self.store.transaction(|store| {
            grouped(assignments).iter().map(|(name, values)| set_one(store, edition, name, values)).collect()
        })
    }
}

/// Values by name, in the order in which the names come first.
fn grouped(assignments: &[(String, String)]) -> Vec<(&str, Vec<&str>)> {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for (name, value) in assignments {
        match groups.iter_mut().find(|(known, _)| known == name) {
            Some((_, values)) => values.push(value),
            None => groups.push((name, vec![value])),
        }
    }
    groups
}

fn work_of_edition(store: &Transaction<'_>, edition: EditionId) -> Result<Option<WorkId>, Error> {
    let Some(expression) = store.expression_of(edition)? else { return Ok(None) };
    Ok(store.work_of(expression)?)
}

fn set_one(
    store: &Transaction<'_>,
    edition: EditionId,
    name: &str,
    values: &[&str],
) -> Result<Changed, Error> {
    let decided = decide(store, edition, name)?;
    Ok(Changed { decided, ..set_value(store, edition, name, values)? })
}

/// Takes away the values that are kept beside a field.
fn decide(store: &Transaction<'_>, edition: EditionId, name: &str) -> Result<Vec<KeptBeside>, Error> {
    let name = match Assignable::named(name) {
        Some(Assignable::Field(row)) => row.name.to_owned(),
        Some(Assignable::Role(row)) => row.name.to_owned(),
        None => tree_name(name),
    };
    let Some(whole) = store.whole_editions(&[edition])?.pop() else { return Ok(Vec::new()) };
    let mut extras = whole.edition.extras.clone();
    let mut decided = Vec::new();
    extras.retain(|extra| match KeptBeside::of(extra).filter(|beside| beside.name == name) {
        Some(beside) => {
            decided.push(beside);
            false
        }
        None => true,
    });
    if !decided.is_empty() {
        store.delete_extras(edition)?;
        store.insert_extras(edition, &extras)?;
    }
    Ok(decided)
}

/// The name of a field of the tree as it stands in the table of them.
fn tree_name(name: &str) -> String {
    name.trim().to_lowercase().replace('-', "_")
}

fn set_value(
    store: &Transaction<'_>,
    edition: EditionId,
    name: &str,
    values: &[&str],
) -> Result<Changed, Error> {
    let tree_name = tree_name(name);
    if let Some(field) = TREE_FIELDS.iter().find(|field| field.name == tree_name) {
        return change(store, edition, (name, field.level), |_, placed| {
            (field.set)(placed, &values.join("; ")).map_err(|reason| bad(name, reason))
        });
    }
    match Assignable::named(name) {
        Some(Assignable::Field(row)) => {
            let_tree_speak(store, edition, Fact::Field(row.place, row.field))?;
            set_field(store, edition, row, values)
        }
        Some(Assignable::Role(row)) => {
            let_tree_speak(store, edition, Fact::Names(row.place, row.role))?;
            set_names(store, edition, row, &names_of(values))
        }
        None => Err(Error::UnknownField { field: name.to_owned() }),
    }
}

/// Removes what the imported entry said otherwise than the tree, since what is set is said by the tree.
fn let_tree_speak(store: &Transaction<'_>, edition: EditionId, fact: Fact) -> Result<(), Error> {
    let whole = store.whole_editions(&[edition])?.pop();
    let is_told = |extra: &Extra| own_extras::tells(extra, fact);
    if whole.is_some_and(|whole| whole.edition.extras.iter().any(is_told)) {
        change(store, edition, (&fact.name(), Level::Edition), |_, placed| {
            if let Some(edition) = placed.edition() {
                edition.extras.retain(|extra| !is_told(extra));
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn set_field(
    store: &Transaction<'_>,
    edition: EditionId,
    row: &'static Row,
    values: &[&str],
) -> Result<Changed, Error> {
    if row.storage == Storage::Linked {
        let neighbour = neighbour(store, edition, row.place, row.name)?;
        let of_neighbour = fields::row(Place::Here, row.field)
            .ok_or_else(|| bad(row.name, "it can only be changed with `oeuvre edit`".to_owned()))?;
        let changed = set_field(store, neighbour, of_neighbour, values)?;
        return Ok(Changed { place: row.place, ..changed });
    }
    let of_book = |entry_type| book_keeps_field(entry_type, row.place, row.field);
    if let Some(book) = book_of(store, edition, of_book)? {
        change(store, edition, (row.name, Level::Edition), |_, placed| {
            if let Some(edition) = placed.edition() {
                edition.fields.remove(row.place, row.field);
            }
            Ok(())
        })?;
        let changed = set_field(store, book, row, values)?;
        return Ok(Changed { place: Place::Container, ..changed });
    }
    let is_of_text = row.storage == Storage::Expression;
    let level = if is_of_text { Level::Expression } else { Level::Edition };
    if (row.place, row.field) == (Place::Here, Field::Title)
        && values.iter().all(|text| text.trim().is_empty())
    {
        return Err(bad(
            row.name,
            "an edition needs a title; for what has none, a description in [brackets]".into(),
        ));
    }
    let mut work_date = None;
    let changed = change(store, edition, (row.name, level), |_, placed| {
        let value = value_of(row.kind, values);
        if is_of_text {
            let language = value.as_text().filter(|text| !text.is_empty()).map(str::to_owned);
            if let Some(expression) = placed.expression() {
                expression.language = language;
            }
        } else if let Some(edition) = placed.edition() {
            let old = edition.fields.set(row.place, row.field, value.clone());
            match (row.place, row.field) {
                (Place::Here, Field::Title) => rename_work(placed, old.as_ref(), &value),
                (Place::Here, Field::Date) => work_date = redate_work(placed, old.as_ref()),
                _ => {}
            }
        }
        Ok(())
    })?;
    Ok(Changed { work_date, ..changed })
}

/// A work that is dated as an edition of its original text was is dated as the earliest of these is now; gives the new
/// date. An edition that lost its date does not make the work lose it.
fn redate_work(placed: &mut Placed<'_>, old: Option<&Value>) -> Option<Date> {
    let expression = placed.expression().filter(|found| found.kind == ExpressionKind::Original)?;
    let dates =
        expression.editions.iter().filter_map(|edition| edition.fields.date(Place::Here, Field::Date));
    let earliest = dates.filter(|date| date.earliest().is_some()).min_by_key(|date| date.earliest())?.clone();
    let old = old.and_then(Value::as_date)?;
    let work = &mut placed.work;
    if work.date.as_ref() != Some(old) || earliest == *old {
        return None;
    }
    work.date = Some(earliest.clone());
    Some(earliest)
}

/// A work that is called as its original text was is called as that is now.
pub(super) fn rename_work(placed: &mut Placed<'_>, old: Option<&Value>, new: &Value) {
    let is_original = placed.expression().is_some_and(|found| found.kind == ExpressionKind::Original);
    let Some(title) = new.as_text().filter(|title| !title.is_empty() && is_original) else { return };
    if old.and_then(Value::as_text).unwrap_or_default() == placed.work.title {
        placed.work.title = title.to_owned();
    }
}

fn set_names(
    store: &Transaction<'_>,
    edition: EditionId,
    row: &'static RoleRow,
    list: &NameList,
) -> Result<Changed, Error> {
    if matches!(row.place, Place::Container | Place::Original) {
        let neighbour = neighbour(store, edition, row.place, row.name)?;
        let of_neighbour = fields::role_row(Place::Here, row.role)
            .ok_or_else(|| bad(row.name, "it can only be changed with `oeuvre edit`".to_owned()))?;
        let changed = set_names(store, neighbour, of_neighbour, list)?;
        return Ok(Changed { place: row.place, ..changed });
    }
    let of_book = |entry_type| book_keeps_role(entry_type, row.place, row.role);
    if let Some(book) = book_of(store, edition, of_book)? {
        change(store, edition, (row.name, Level::Edition), |_, placed| {
            if let Some(edition) = placed.edition() {
                replace_role(&mut edition.contributions, row.place, row.role, Vec::new());
            }
            Ok(())
        })?;
        let changed = set_names(store, book, row, list)?;
        return Ok(Changed { place: Place::Container, ..changed });
    }
    let level = if row.place == Place::Here { row.role.level() } else { Level::Edition };
    change(store, edition, (row.name, level), |store, placed| {
        let fresh = contributions(store, row, list)?;
        let of_level = match level {
            Level::Work => Some(&mut placed.work.contributions),
            Level::Expression => placed.expression().map(|expression| &mut expression.contributions),
            Level::Edition => placed.edition().map(|edition| &mut edition.contributions),
        };
        if let Some(contributions) = of_level {
            replace_role(contributions, row.place, row.role, fresh);
        }
        // A list on a lower level would go on hiding the one that was set.
        if level != Level::Edition
            && let Some(edition) = placed.edition()
        {
            replace_role(&mut edition.contributions, row.place, row.role, Vec::new());
        }
        if (row.place, row.role) == (Place::Here, Role::Translator) && !list.names.is_empty() {
            derive_from_original(placed);
        }
        Ok(())
    })
}

/// A text of which nothing was said but that somebody translated it is a translation of the original of its work.
fn derive_from_original(placed: &mut Placed<'_>) {
    let originals = placed.work.expressions.iter().filter(|text| text.kind == ExpressionKind::Original);
    let originals: Vec<String> = originals.map(|text| text.handle.clone()).collect();
    let Ok([original]) = <[String; 1]>::try_from(originals) else { return };
    if let Some(text) = placed.expression().filter(|text| text.kind == ExpressionKind::Unstated) {
        text.kind = ExpressionKind::Translation;
        text.derived_from.get_or_insert(original);
    }
}

/// The book that an edition is part of, where that keeps what is set for parts of this type. Formats have one
/// field for it, so a value with the part as well would hide that of the book in flat entries.
fn book_of(
    store: &Transaction<'_>,
    edition: EditionId,
    is_kept_by_book: impl FnOnce(EntryType) -> bool,
) -> Result<Option<EditionId>, Error> {
    let Some(whole) = store.whole_editions(&[edition])?.pop() else { return Ok(None) };
    match whole.container {
        Some(book) if is_kept_by_book(whole.edition.entry_type) => {
            Ok(store.find_edition_by_key(&book.edition.key)?)
        }
        _ => Ok(None),
    }
}

/// The edition that keeps what a field of the container, the original or the reprinted edition says.
fn neighbour(
    store: &Transaction<'_>,
    edition: EditionId,
    place: Place,
    field: &str,
) -> Result<EditionId, Error> {
    let whole = store.whole_editions(&[edition])?.pop();
    let triple = whole.and_then(|whole| match place {
        Place::Container => whole.container,
        Place::Original => whole.original,
        Place::Reprint => whole.reprint,
        Place::Here | Place::Set | Place::Issue | Place::Series | Place::Event => None,
    });
    let found = match triple {
        Some(triple) => store.find_edition_by_key(&triple.edition.key)?,
        None => None,
    };
    found.ok_or_else(|| {
        let what = match place {
            Place::Container => "is part of nothing",
            Place::Reprint => "reprints nothing",
            _ => "has no original",
        };
        bad(field, format!("the edition {what} so far; `oeuvre edit` can add it"))
    })
}

/// Changes the work of an edition: a field that is kept on a level of it.
pub(super) fn change(
    store: &Transaction<'_>,
    edition: EditionId,
    (field, level): (&str, Level),
    make: impl FnOnce(&Transaction<'_>, &mut Placed<'_>) -> Result<(), Error>,
) -> Result<Changed, Error> {
    let key = store.edition_keys(&[edition])?.remove(&edition).unwrap_or_default();
    let gone = || Error::NoSuchKey { key: key.clone(), similar: Vec::new() };
    let id = work_of_edition(store, edition)?.ok_or_else(gone)?;
    let mut work = store.whole_works(&[id])?.pop().ok_or_else(gone)?;
    let (expression, edition) = position(&work, &key).ok_or_else(gone)?;
    make(store, &mut Placed { work: &mut work, expression, edition })?;
    store.replace_work(&work)?;
    let also = sharing(&work, expression, level).filter(|other| *other != key).map(str::to_owned).collect();
    Ok(Changed {
        key,
        field: field.to_owned(),
        place: Place::Here,
        also,
        decided: Vec::new(),
        work_date: None,
    })
}

/// The keys of the listed editions that show what is kept on a level above one of them.
fn sharing(work: &Work, expression: usize, level: Level) -> impl Iterator<Item = &str> {
    let shares = move |index: usize| match level {
        Level::Work => true,
        Level::Expression => index == expression,
        Level::Edition => false,
    };
    let expressions = work.expressions.iter().enumerate().filter(move |(index, _)| shares(*index));
    let editions = expressions.flat_map(|(_, expression)| &expression.editions);
    editions.filter(|edition| edition.standing == Standing::Listed).map(|edition| edition.key.as_str())
}

/// Where an edition is in its work.
fn position(work: &Work, key: &str) -> Option<(usize, usize)> {
    work.expressions.iter().enumerate().find_map(|(index, expression)| {
        let edition = expression.editions.iter().position(|edition| edition.key == key)?;
        Some((index, edition))
    })
}

/// Names as contributions of agents, who are made where nobody has the name.
fn contributions(
    store: &Transaction<'_>,
    row: &RoleRow,
    list: &NameList,
) -> Result<Vec<Contribution>, Error> {
    let contribution = |who| Contribution { place: row.place, role: row.role, who };
    let mut contributions = Vec::new();
    for name in &list.names {
        let agent = agent_named(store, name)?;
        contributions.push(contribution(Ok(Who { agent, name: name.clone() })));
    }
    if list.ending != Ending::Complete {
        contributions.push(contribution(Err(list.ending)));
    }
    Ok(contributions)
}

/// The handle of the agent with exactly this name.
pub(super) fn agent_named(store: &Transaction<'_>, name: &Name) -> Result<String, Error> {
    if let Some(found) = store.agent_names_exactly(name)?.first()
        && let Some(agent) = store.whole_agents(&[found.agent])?.pop()
    {
        return Ok(agent.handle);
    }
    let is_taken = |handle: &str| store.find_agent(handle).map(|found| found.is_some());
    let handle = naming::unique(&naming::agent_handle(name), is_taken)?;
    store.save_agent(&Agent {
        handle: handle.clone(),
        kind: AgentKind::Person,
        name: name.clone(),
        names: Vec::new(),
        born: None,
        died: None,
        identifiers: Vec::new(),
        note: None,
        evidence: Vec::new(),
    })?;
    Ok(handle)
}

/// Puts contributions in the place of those in the same role.
fn replace_role(all: &mut Vec<Contribution>, place: Place, role: Role, fresh: Vec<Contribution>) {
    let is_same = |contribution: &Contribution| contribution.place == place && contribution.role == role;
    let at = all.iter().position(is_same).unwrap_or(all.len());
    all.retain(|contribution| !is_same(contribution));
    let at = at.min(all.len());
    all.splice(at..at, fresh);
}

fn bad(field: &str, reason: String) -> Error {
    Error::BadField { field: field.to_owned(), reason }
}
