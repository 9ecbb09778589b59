//! What the public cells of a format cannot say, as named JSON values that stand beside them.
//!
//! A writer lets its own reader read the public cells as a stranger would, and [`of`] gives just what would not
//! come back so. How the members are spelled in a file (lines of a note, keys, an extension element) is the
//! format's own affair.
//!
//! **Restoring.** Other programs edit public cells and carry private ones along. So [`restore`] brings the
//! members back into what was read, lets the format write and read that as a stranger once more, and compares.
//! Where a public cell says otherwise than the members would have it, somebody edited it, and it wins.

use serde_json::{Map, Value as Json, json};

use super::csl::{extras, names};
use super::fact::Fact;
use crate::fields::{Kind, Profile, default_profile, profiles_of, row};
use crate::model::{Date, EntryType, Link, LinkKind, NameList, Place, Reference, Standing, Value, WorkKind};

/// Members by name, in order.
pub type Private = Map<String, Json>;

/// The members that are no facts.
pub(in crate::formats) const TYPE: &str = "type";
pub(in crate::formats) const KEY: &str = "key";
pub(in crate::formats) const ALIASES: &str = "aliases";
pub(in crate::formats) const STANDING: &str = "standing";
pub(in crate::formats) const WORK_KIND: &str = "work_kind";
pub(in crate::formats) const WORK: &str = "work";
pub(in crate::formats) const EXPRESSION: &str = "expression";
pub(in crate::formats) const LINKS: &str = "links";
pub(in crate::formats) const EXTRA: &str = "extra";
/// The target that the public cells were shaped for, where that is not the default.
pub(in crate::formats) const PROFILE: &str = "profile";
const STRUCTURE: &[&str] =
    &[TYPE, KEY, ALIASES, STANDING, WORK_KIND, WORK, EXPRESSION, LINKS, EXTRA, PROFILE];
/// The members of a link.
const LINK_KIND: &str = "kind";
const LINK_TARGET: &str = "target";

/// Whether a loss of this name is that of the handle of a work or an expression.
pub fn is_handle(loss: &str) -> bool {
    [WORK, EXPRESSION].contains(&loss)
}

/// Whether a member has a name that we give.
pub fn is_ours(member: &str) -> bool {
    STRUCTURE.contains(&member) || Fact::named(member).is_some()
}

/// Whether a member is one that a writer of ours makes.
pub fn is_made(name: &str, value: &Json) -> bool {
    is_fact(name, value) || set_member(&mut Reference::new(EntryType::Misc), name, value).is_some()
}

fn is_fact(name: &str, value: &Json) -> bool {
    let fact = Fact::named(name).filter(|_| !STRUCTURE.contains(&name));
    fact.is_some_and(|fact| read_fact(fact, value, None).is_some())
}

/// What a reference says and its public cells, of which a stranger reads `public`, do not. Null says that what
/// a public cell states is not so.
pub fn of(reference: &Reference, public: &Reference, profile: &Profile) -> Private {
    let mut members = Private::new();
    let mut add = |name: &str, is_said: bool, value: Json| {
        if !is_said {
            members.insert(name.to_owned(), value);
        }
    };
    add(TYPE, reference.entry_type == public.entry_type, reference.entry_type.as_str().into());
    add(KEY, reference.key == public.key, json!(reference.key));
    add(ALIASES, reference.aliases == public.aliases, json!(reference.aliases));
    add(STANDING, reference.standing == public.standing, reference.standing.as_str().into());
    let kind = reference.work_kind.map(|kind| kind.as_str());
    add(WORK_KIND, reference.work_kind == public.work_kind, json!(kind));
    add(WORK, reference.work == public.work, json!(reference.work));
    add(EXPRESSION, reference.expression == public.expression, json!(reference.expression));
    for fact in differing(reference, public) {
        add(&fact.name(), false, spell(reference, public, fact));
    }
    add(LINKS, reference.links == public.links, write_links(&reference.links));
    add(EXTRA, reference.extras == public.extras, extras::write_list(&reference.extras));
    if !members.is_empty() && !profile.is_default() {
        members.insert(PROFILE.to_owned(), profile.name.into());
    }
    members
}

/// The facts in which a reference differs from what a stranger reads, in the order of the tables.
pub fn differing(reference: &Reference, public: &Reference) -> Vec<Fact> {
    let stated = |list: &&NameList| !list.is_empty();
    let names = reference.names.keys().chain(public.names.keys());
    let fields = reference.fields.iter().chain(public.fields.iter());
    let names = names
        .filter(|key| reference.names.get(key).filter(stated) != public.names.get(key).filter(stated))
        .map(|(place, role)| Fact::Names(*place, *role));
    let fields = fields
        .filter(|((place, field), _)| {
            reference.fields.get(*place, *field) != public.fields.get(*place, *field)
        })
        .map(|((place, field), _)| Fact::Field(place, field));
    let mut facts: Vec<Fact> = names.chain(fields).collect();
    facts.sort_by_key(|fact| (fact.position(), *fact));
    facts.dedup();
    facts
}

/// A fact of a reference as JSON, beside what a stranger reads.
pub fn spell(reference: &Reference, public: &Reference, fact: Fact) -> Json {
    match fact {
        Fact::Names(place, role) => {
            names::escape(reference.names.get(&(place, role)), public.names.get(&(place, role)))
        }
        Fact::Field(place, field) => reference.fields.get(place, field).map_or(Json::Null, spell_value),
    }
}

/// A value as JSON.
pub fn spell_value(value: &Value) -> Json {
    match value {
        Value::List(list) => json!(list),
        Value::Text(text) => text.as_str().into(),
        Value::Date(date) => date.as_str().into(),
    }
}

/// A fact for people to read, for the list of losses; `None` where the reference does not state it.
pub fn display(reference: &Reference, fact: Fact) -> Option<String> {
    match fact {
        Fact::Field(place, field) => reference.fields.get(place, field).map(Value::to_display),
        Fact::Names(place, role) => {
            let list = reference.names.get(&(place, role)).filter(|list| !list.is_empty())?;
            let names: Vec<String> = list.names.iter().map(|name| name.display()).collect();
            Some(names.join("; "))
        }
    }
}

/// What a member states of a fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Stated {
    /// That it is not given.
    Nothing,
    /// The value of a field.
    Value(Value),
    /// The names in a role.
    Names(NameList),
}

/// What a member states, beside the public names; `None` when it has no shape of ours.
pub fn read_fact(fact: Fact, value: &Json, public: Option<&NameList>) -> Option<Stated> {
    let Fact::Field(place, field) = fact else {
        let names = names::from_escape(value, public).ok()?;
        return Some(names.map_or(Stated::Nothing, Stated::Names));
    };
    match value {
        Json::Null => Some(Stated::Nothing),
        Json::String(text) if row(place, field).is_some_and(|row| row.kind == Kind::Date) => {
            Some(Stated::Value(Date::parse(text).into()))
        }
        Json::String(text) => Some(Stated::Value(text.as_str().into())),
        Json::Array(_) => Some(Stated::Value(texts(value)?.into())),
        _ => None,
    }
}

/// Makes a reference state what was stated.
pub fn state(reference: &mut Reference, fact: Fact, stated: Stated) {
    match (fact, stated) {
        (Fact::Names(place, role), Stated::Names(list)) => {
            reference.names.insert((place, role), list);
        }
        (Fact::Names(place, role), _) => {
            reference.names.remove(&(place, role));
        }
        (Fact::Field(place, field), Stated::Value(value)) => {
            reference.fields.set(place, field, value);
        }
        (Fact::Field(place, field), _) => {
            reference.fields.remove(place, field);
        }
    }
}

/// Makes a reference state of a fact what another one states.
pub fn take(reference: &mut Reference, fact: Fact, from: &Reference) {
    let stated = match fact {
        Fact::Names(place, role) => from.names.get(&(place, role)).cloned().map(Stated::Names),
        Fact::Field(place, field) => from.fields.get(place, field).cloned().map(Stated::Value),
    };
    state(reference, fact, stated.unwrap_or(Stated::Nothing));
}

/// What came of restoring.
#[derive(Debug)]
pub struct Restored {
    /// The reference.
    pub reference: Reference,
    /// The members that a public cell overruled.
    pub overruled: Vec<String>,
    /// Members that no writer of ours makes.
    pub unknown: Private,
}

impl Restored {
    /// What was read where there are no members.
    pub fn of(reference: Reference) -> Restored {
        Restored { reference, overruled: Vec::new(), unknown: Private::new() }
    }
}

/// How a stranger reads what would be written of a reference for a target, without private members.
pub type AsRead<'a> = &'a dyn Fn(&Reference, &'static Profile) -> Reference;

/// Brings private members into what was read from public cells.
pub fn restore(public: Reference, private: &Private, family: &str, as_read: AsRead<'_>) -> Restored {
    let mut unknown = Private::new();
    let mut facts = Vec::new();
    let mut others = Vec::new();
    // Whether a member can be set does not depend on what was read.
    let mut trial = Reference::new(public.entry_type);
    for (name, value) in private {
        let fact = Fact::named(name).filter(|_| !STRUCTURE.contains(&name.as_str()));
        let stated = fact.and_then(|fact| {
            let public_names = match fact {
                Fact::Names(place, role) => public.names.get(&(place, role)),
                Fact::Field(..) => None,
            };
            Some((fact, read_fact(fact, value, public_names)?))
        });
        match stated {
            Some(stated) => facts.push(stated),
            None if set_member(&mut trial, name, value).is_some() => others.push((name.as_str(), value)),
            None => {
                unknown.insert(name.clone(), value.clone());
            }
        }
    }
    let profile = private.get(PROFILE).and_then(Json::as_str);
    let profile = profile.and_then(|name| profiles_of(family).find(|profile| profile.name == name));
    let profile = profile.unwrap_or_else(|| default_profile(family));
    let mut restoring = Restoring { public: &public, facts, others, overruled: Vec::new() };
    let reference = restoring.settle(|reference| as_read(reference, profile));
    Restored { reference, overruled: restoring.overruled, unknown }
}

/// How many members are tried one by one.
const MOST_TRIED: usize = 64;

struct Restoring<'a> {
    public: &'a Reference,
    facts: Vec<(Fact, Stated)>,
    others: Vec<(&'a str, &'a Json)>,
    overruled: Vec<String>,
}

impl Restoring<'_> {
    fn built(&self) -> Reference {
        let mut reference = self.public.clone();
        for (name, value) in &self.others {
            // Each was tried before.
            let _ = set_member(&mut reference, name, value);
        }
        for (fact, stated) in &self.facts {
            state(&mut reference, *fact, stated.clone());
        }
        reference
    }

    /// Drops members until what is left agrees with the public cells: those of the facts that differ, then those
    /// that share a cell with them, then all of their places, then all.
    fn settle(&mut self, as_read: impl Fn(&Reference) -> Reference) -> Reference {
        let mut unwritten = None;
        for round in 0..4 {
            let reference = self.built();
            let again = as_read(&reference);
            self.drop_structure(&again);
            let mut wrong = differing(&again, self.public);
            if round > 0 && !wrong.is_empty() {
                // What a writer of ours would not write in any case says nothing of the members.
                let unwritten =
                    unwritten.get_or_insert_with(|| differing(&as_read(self.public), self.public));
                wrong.retain(|fact| !unwritten.contains(fact));
            }
            if round > 1 {
                // Nor does what is as the public cell says it, and written otherwise for another reason.
                let stated_otherwise = differing(&reference, self.public);
                wrong.retain(|fact| stated_otherwise.contains(fact));
            }
            if wrong.is_empty() {
                return self.built();
            }
            let places: Vec<Place> = wrong.iter().map(|fact| place_of(*fact)).collect();
            let sharing = if round == 1 { self.sharing(&wrong, &places, &as_read) } else { Vec::new() };
            self.drop_facts(|fact| match round {
                0 => wrong.contains(&fact),
                1 => sharing.contains(&fact),
                2 => places.contains(&place_of(fact)),
                _ => true,
            });
        }
        self.built()
    }

    /// The facts without whose members fewer facts differ.
    fn sharing(
        &self,
        wrong: &[Fact],
        places: &[Place],
        as_read: impl Fn(&Reference) -> Reference,
    ) -> Vec<Fact> {
        let of_places =
            self.facts.iter().map(|(fact, _)| *fact).filter(|fact| places.contains(&place_of(*fact)));
        let has_part = |fact: &Fact| {
            let mut without = self.built();
            take(&mut without, *fact, self.public);
            differing(&as_read(&without), self.public).len() < wrong.len()
        };
        of_places.take(MOST_TRIED).filter(has_part).collect()
    }

    fn drop_facts(&mut self, is_wrong: impl Fn(Fact) -> bool) {
        let overruled = self.facts.iter().filter(|(fact, _)| is_wrong(*fact));
        self.overruled.extend(overruled.map(|(fact, _)| fact.name().into_owned()));
        self.facts.retain(|(fact, _)| !is_wrong(*fact));
    }

    fn drop_structure(&mut self, again: &Reference) {
        let public = self.public;
        let agrees = |name: &str| match name {
            TYPE => again.entry_type == public.entry_type,
            KEY => again.key == public.key,
            EXTRA => again.extras == public.extras,
            LINKS => again.links == public.links,
            _ => true,
        };
        let overruled = self.others.iter().filter(|(name, _)| !agrees(name));
        self.overruled.extend(overruled.map(|(name, _)| (*name).to_owned()));
        self.others.retain(|(name, _)| agrees(name));
    }
}

fn place_of(fact: Fact) -> Place {
    match fact {
        Fact::Names(place, _) | Fact::Field(place, _) => place,
    }
}

/// Sets what a member states that is no fact; `None` when no writer of ours makes it so.
fn set_member(reference: &mut Reference, name: &str, value: &Json) -> Option<()> {
    let text = || value.as_str().map(str::to_owned);
    let optional = || if value.is_null() { Some(None) } else { text().map(Some) };
    match name {
        TYPE => reference.entry_type = EntryType::from_word(value.as_str()?)?,
        KEY => reference.key = optional()?,
        ALIASES => reference.aliases = texts(value)?,
        STANDING => reference.standing = Standing::from_word(value.as_str()?)?,
        WORK_KIND => {
            reference.work_kind = match optional()? {
                Some(word) => Some(WorkKind::from_word(&word)?),
                None => None,
            }
        }
        WORK => reference.work = optional()?,
        EXPRESSION => reference.expression = optional()?,
        LINKS => reference.links = read_links(value)?,
        EXTRA => reference.extras = extras::read_list(value)?,
        PROFILE => {}
        _ => return None,
    }
    Some(())
}

/// Links as JSON.
pub fn write_links(links: &[Link]) -> Json {
    links.iter().map(|link| json!({ LINK_KIND: link.kind, LINK_TARGET: link.target })).collect()
}

/// The links that [`write_links`] spelled.
pub fn read_links(value: &Json) -> Option<Vec<Link>> {
    let read = |link: &Json| {
        let kind = LinkKind::from_word(link.get(LINK_KIND)?.as_str()?)?;
        Some(Link { kind, target: link.get(LINK_TARGET)?.as_str()?.to_owned() })
    };
    value.as_array()?.iter().map(read).collect()
}

/// A list of texts.
pub fn texts(value: &Json) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|text| text.as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Name, Role};

    /// A format whose public cells are the type, the title with its subtitle, and the authors.
    fn as_read(reference: &Reference, _: &'static Profile) -> Reference {
        let mut read = Reference::new(reference.entry_type);
        let text = |field| reference.fields.text(Place::Here, field).unwrap_or_default();
        let joined = match text(Field::Subtitle) {
            "" => text(Field::Title).to_owned(),
            subtitle => format!("{}: {subtitle}", text(Field::Title)),
        };
        read.fields.set(Place::Here, Field::Title, joined);
        if let Some(authors) = reference.names.get(&(Place::Here, Role::Author)) {
            let list = NameList { names: authors.names.clone(), ..NameList::default() };
            read.names.insert((Place::Here, Role::Author), list);
        }
        read
    }

    fn example() -> Reference {
        let mut reference = Reference::new(EntryType::Book);
        reference.key = Some("vale1951".into());
        reference.fields.set(Place::Here, Field::Title, "The tide");
        reference.fields.set(Place::Here, Field::Subtitle, "a record");
        reference.fields.set(Place::Here, Field::Date, Date::parse("1951~"));
        let authors = NameList { names: vec![Name::person("Vale", "Ada")], ..NameList::default() };
        reference.names.insert((Place::Here, Role::Author), authors);
        reference.links.push(Link { kind: LinkKind::SeeAlso, target: "other".into() });
        reference
    }

    #[test]
    fn no_fact_has_the_name_of_another_member() {
        for name in STRUCTURE {
            assert!(Fact::named(name).is_none(), "{name}");
        }
    }

    #[test]
    fn what_was_not_edited_comes_back_whole() {
        let reference = example();
        let profile = default_profile("ris");
        let public = as_read(&reference, profile);
        let private = of(&reference, &public, profile);
        let restored = restore(public, &private, "ris", &as_read);
        assert_eq!(restored.reference, reference);
        assert_eq!((restored.overruled.len(), restored.unknown.len()), (0, 0));
    }

    #[test]
    fn an_edited_cell_wins() {
        let reference = example();
        let profile = default_profile("ris");
        let mut public = as_read(&reference, profile);
        let mut private = of(&reference, &public, profile);
        private.insert("colour".into(), "red".into());
        private.insert("addendum".into(), "late".into());
        public.fields.set(Place::Here, Field::Title, "Ebb");
        let restored = restore(public, &private, "ris", &as_read);
        assert_eq!(restored.reference.fields.text(Place::Here, Field::Title), Some("Ebb"));
        assert!(!restored.reference.fields.has(Place::Here, Field::Subtitle));
        assert_eq!(restored.reference.key, reference.key);
        // What does not share a cell with the title stays.
        assert_eq!(restored.reference.fields.text(Place::Here, Field::Addendum), Some("late"));
        assert!(restored.overruled.contains(&"subtitle".to_owned()));
        assert_eq!(restored.unknown.keys().collect::<Vec<_>>(), ["colour"]);
    }

    #[test]
    fn members_of_others_take_no_time() {
        let mut public = example();
        public.fields.set(Place::Here, Field::Abstract, "wave ".repeat(20_000));
        let members: Private = (0..20_000).map(|number| (format!("x{number}"), number.into())).collect();
        let start = std::time::Instant::now();
        let restored = restore(public, &members, "ris", &|reference, _| reference.clone());
        assert_eq!(restored.unknown.len(), 20_000);
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
}
