//! The `custom` object of an item: what no public variable can say, and what one cannot say exactly.

use serde_json::{Map, Value as Json, json};

use super::cells::{Cell, cells};
use super::said::Said;
use super::stranger::Stranger;
use super::write::TypeGivenBack;
use super::{FAMILY, extras, names, tex_spans, text};
use crate::fields::{Profile, profiles_of, row};
use crate::formats::{
    fact::Fact,
    private::{self, Stated, read_fact},
};
use crate::model::{EntryType, Extra, Field, Link, NameList, Place, Reference, Standing, Value, WorkKind};

/// The members of `custom` that are no facts.
pub(super) const TYPE: &str = "type";
const KEY: &str = "key";
pub(super) const ALIASES: &str = "aliases";
pub(super) const STANDING: &str = "standing";
pub(super) const WORK_KIND: &str = "work_kind";
pub(super) const WORK: &str = "work";
pub(super) const EXPRESSION: &str = "expression";
pub(super) const LINKS: &str = "links";
pub(super) const EXTRA: &str = "extra";
/// The target that the public variables were shaped for, where that is not the default.
const PROFILE: &str = "profile";
const STRUCTURE: &[&str] =
    &[TYPE, KEY, ALIASES, STANDING, WORK_KIND, WORK, EXPRESSION, LINKS, EXTRA, PROFILE];

/// Whether a member of `custom` has a name that we give.
pub(super) fn is_ours(member: &str) -> bool {
    STRUCTURE.contains(&member) || Fact::named(member).is_some()
}

/// What a `custom` object holds.
#[derive(Debug, Default)]
pub(super) struct Custom {
    /// The exact entry type.
    pub(super) entry_type: Option<EntryType>,
    /// The key where `id` is not it; `Some(None)` when the reference has none.
    pub(super) key: Option<Option<String>>,
    /// The other keys.
    pub(super) aliases: Vec<String>,
    /// Whether the edition is only mentioned.
    pub(super) standing: Option<Standing>,
    /// The kind of the work.
    pub(super) work_kind: Option<WorkKind>,
    /// Handle of the work.
    pub(super) work: Option<String>,
    /// Handle of the expression.
    pub(super) expression: Option<String>,
    /// The links.
    pub(super) links: Vec<Link>,
    /// The list of extras.
    pub(super) extra: Vec<Extra>,
    /// The target, where it is not the default.
    pub(super) profile: Option<&'static Profile>,
    /// The facts.
    pub(super) facts: Vec<(Fact, Json)>,
}

impl Custom {
    /// Reads one member. Whether it is one that a writer of ours makes.
    pub(super) fn read(&mut self, name: &str, value: &Json) -> bool {
        self.read_ours(name, value).is_some()
    }

    fn read_ours(&mut self, name: &str, value: &Json) -> Option<()> {
        let text = || value.as_str().map(str::to_owned);
        match name {
            TYPE => self.entry_type = Some(EntryType::from_word(value.as_str()?)?),
            KEY if value.is_null() => self.key = Some(None),
            KEY => self.key = Some(Some(text()?)),
            ALIASES => self.aliases = private::texts(value)?,
            STANDING => self.standing = Some(Standing::from_word(value.as_str()?)?),
            WORK_KIND => self.work_kind = Some(WorkKind::from_word(value.as_str()?)?),
            WORK => self.work = Some(text()?),
            EXPRESSION => self.expression = Some(text()?),
            LINKS => self.links = private::read_links(value)?,
            EXTRA => self.extra = extras::read_list(value)?,
            PROFILE => {
                let name = value.as_str()?;
                self.profile = Some(profiles_of(FAMILY).find(|profile| profile.name == name)?);
            }
            fact => {
                let fact = Fact::named(fact)?;
                read_fact(fact, value, None)?;
                self.facts.push((fact, value.clone()));
            }
        }
        Some(())
    }
}

/// The object for a reference whose public variables state `said`.
pub(super) fn write(
    reference: &Reference,
    said: &Said,
    key: Option<Json>,
    shared: &extras::Shared,
    given_back: TypeGivenBack,
    profile: &Profile,
) -> Map<String, Json> {
    let mut custom = Map::new();
    let mut add = |name: &str, value: Option<Json>| {
        if let Some(value) = value {
            custom.insert(name.to_owned(), value);
        }
    };
    add(TYPE, (given_back == TypeGivenBack::No).then(|| reference.entry_type.as_str().into()));
    add(KEY, key);
    add(ALIASES, (!reference.aliases.is_empty()).then(|| json!(reference.aliases)));
    add(STANDING, (reference.standing != Standing::Listed).then(|| reference.standing.as_str().into()));
    add(WORK_KIND, reference.work_kind.map(|kind| kind.as_str().into()));
    add(WORK, reference.work.as_deref().map(Json::from));
    add(EXPRESSION, reference.expression.as_deref().map(Json::from));
    for (fact, escape) in escapes(reference, said) {
        add(&fact.name(), Some(escape));
    }
    add(LINKS, (!reference.links.is_empty()).then(|| private::write_links(&reference.links)));
    add(EXTRA, (!shared.list.is_empty()).then(|| extras::write_list(&shared.list)));
    for (name, value) in &shared.custom {
        add(name, Some(value.clone()));
    }
    if !custom.is_empty() && !profile.is_default() {
        custom.insert(PROFILE.to_owned(), profile.name.into());
    }
    custom
}

/// The facts that the public variables do not state, or state otherwise, in the order of the tables. Null says
/// that what the public variables state is not so.
pub(super) fn escapes(reference: &Reference, said: &Said) -> Vec<(Fact, Json)> {
    let facts = differing(reference, said);
    let escape = |fact: Fact| match fact {
        Fact::Names(place, role) => {
            names::escape(reference.names.get(&(place, role)), said.names.get(&(place, role)))
        }
        Fact::Field(place, field) => {
            reference.fields.get(place, field).map_or(Json::Null, private::spell_value)
        }
    };
    facts
        .iter()
        .filter(|fact| !is_told_by_subtitle(reference, said, &facts, **fact))
        .map(|fact| (*fact, escape(*fact)))
        .collect()
}

/// Whether the fact is a title that can be had from the public one by taking the subtitle off.
fn is_told_by_subtitle(reference: &Reference, said: &Said, facts: &[Fact], fact: Fact) -> bool {
    let Fact::Field(place, Field::Title) = fact else { return false };
    if !facts.contains(&Fact::Field(place, Field::Subtitle)) {
        return false;
    }
    let subtitle = reference.fields.text(place, Field::Subtitle);
    let before = subtitle.zip(said.fields.text(place, Field::Title));
    let title = before.and_then(|(subtitle, joined)| text::before_subtitle(joined, subtitle));
    title.is_some() && title == reference.fields.text(place, Field::Title)
}

/// The facts in which a reference differs from what is said, in the order of the tables.
pub(super) fn differing(reference: &Reference, said: &Said) -> Vec<Fact> {
    let stated = |list: &NameList| !list.is_empty();
    let given = reference.names.iter().filter(|(_, list)| stated(list));
    let names = given.clone().filter(|(key, list)| said.names.get(key) != Some(list)).map(|(key, _)| *key);
    let further = said.names.keys().filter(|key| !reference.names.get(key).is_some_and(stated)).copied();
    let fields = reference
        .fields
        .iter()
        .filter(|((place, field), value)| said.fields.get(*place, *field) != Some(value));
    let further_fields =
        said.fields.iter().filter(|((place, field), _)| !reference.fields.has(*place, *field));
    let mut facts: Vec<Fact> = names.chain(further).map(|(place, role)| Fact::Names(place, role)).collect();
    facts.extend(fields.chain(further_fields).map(|((place, field), _)| Fact::Field(place, field)));
    facts.sort_by_key(|fact| (fact.position(), *fact));
    facts
}

/// Brings the facts of escapes into a reference that has what the public variables say. Where they no longer
/// agree with a public variable, that one was edited and wins. Gives the escapes that were overruled.
pub(super) fn restore(
    reference: &mut Reference,
    public: &Said,
    escapes: &[(Fact, Json)],
    profile: &Profile,
) -> Vec<Fact> {
    if escapes.is_empty() {
        return Vec::new();
    }
    for (fact, escape) in escapes {
        apply(reference, public, *fact, escape);
    }
    take_subtitles_off(reference, public, escapes);
    let written = cells(reference, profile);
    let again = Stranger::reading(reference.entry_type, reference.key.as_deref(), &written).said;
    let mut wrong = Reference::new(reference.entry_type);
    wrong.fields = again.fields.clone();
    wrong.names = again.names.clone();
    let mut overruled = Vec::new();
    for fact in differing(&wrong, public) {
        for fact in sources(fact, &written, [public, &again]) {
            take_public(reference, public, fact);
            overruled.push(fact);
        }
    }
    overruled.retain(|fact| escapes.iter().any(|(escaped, _)| escaped == fact));
    overruled
}

/// A fact that was read, and those that its variable was written from.
fn sources(fact: Fact, written: &[Cell], said: [&Said; 2]) -> Vec<Fact> {
    let origins: Vec<&str> = said.iter().filter_map(|said| said.origins.get(&fact).copied()).collect();
    let cells = written.iter().filter(|cell| origins.contains(&cell.name));
    let mut sources: Vec<Fact> = cells.flat_map(|cell| cell.facts.iter().copied()).collect();
    if !sources.contains(&fact) {
        sources.push(fact);
    }
    sources
}

fn apply(reference: &mut Reference, public: &Said, fact: Fact, escape: &Json) {
    let Some(stated) = (match fact {
        Fact::Names(place, role) => read_fact(fact, escape, public.names.get(&(place, role))),
        Fact::Field(..) => read_fact(fact, escape, None),
    }) else {
        return;
    };
    private::state(reference, fact, harmless(fact, stated));
}

/// The same with no TeX in it that does more than print.
fn harmless(fact: Fact, stated: Stated) -> Stated {
    let Fact::Field(place, field) = fact else { return stated };
    if !row(place, field).is_none_or(|row| row.kind.has_markup()) {
        return stated;
    }
    match stated {
        Stated::Value(Value::Text(text)) => Stated::Value(tex_spans::disarm(&text).into_owned().into()),
        Stated::Value(Value::List(list)) => {
            let list: Vec<String> = list.iter().map(|text| tex_spans::disarm(text).into_owned()).collect();
            Stated::Value(list.into())
        }
        other => other,
    }
}

/// Where only the subtitle is escaped, the title is what stands before it.
fn take_subtitles_off(reference: &mut Reference, public: &Said, escapes: &[(Fact, Json)]) {
    for place in Place::ALL {
        let escaped = |field| escapes.iter().find(|(fact, _)| *fact == Fact::Field(*place, field));
        let (Some((_, Json::String(subtitle))), None) = (escaped(Field::Subtitle), escaped(Field::Title))
        else {
            continue;
        };
        let joined = public.fields.text(*place, Field::Title);
        if let Some(title) = joined.and_then(|joined| text::before_subtitle(joined, subtitle)) {
            reference.fields.set(*place, Field::Title, title);
        }
    }
}

fn take_public(reference: &mut Reference, public: &Said, fact: Fact) {
    match fact {
        Fact::Names(place, role) => match public.names.get(&(place, role)) {
            Some(list) => {
                reference.names.insert((place, role), list.clone());
            }
            None => {
                reference.names.remove(&(place, role));
            }
        },
        Fact::Field(place, field) => match public.fields.get(place, field) {
            Some(value) => {
                reference.fields.set(place, field, value.clone());
            }
            None => {
                reference.fields.remove(place, field);
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_fact_has_the_name_of_another_member() {
        for name in STRUCTURE {
            assert!(Fact::named(name).is_none(), "{name}");
        }
    }
}
