//! The `custom` object of an item: what no public variable can say, and what one cannot say exactly.
//!
//! Its members are those of [`private`], which restores them; what is peculiar to CSL is that type, key and extras
//! are told beside them, and that a title is not told that can be had from the public one.

use serde_json::{Map, Value as Json};

use super::cells::cells;
use super::said::Said;
use super::stranger::Stranger;
use super::write::TypeGivenBack;
use super::{FAMILY, extras, tex_spans, text};
use crate::fields::{Profile, profiles_of, row};
use crate::formats::fact::Fact;
use crate::formats::private::{self, KEY, PROFILE, Private, Restored};
use crate::model::{EntryType, Extra, Field, Place, Reference};

pub(super) use crate::formats::private::{
    ALIASES, EXPRESSION, EXTRA, LINKS, STANDING, TYPE, WORK, WORK_KIND, is_ours,
};

/// What a `custom` object holds.
#[derive(Debug, Default)]
pub(super) struct Custom {
    /// The exact entry type.
    pub(super) entry_type: Option<EntryType>,
    /// The key where `id` is not it; `Some(None)` when the reference has none.
    pub(super) key: Option<Option<String>>,
    /// The list of extras.
    pub(super) extra: Vec<Extra>,
    /// All others that a writer of ours makes.
    members: Private,
}

impl Custom {
    /// Reads one member. Whether it is one that a writer of ours makes.
    pub(super) fn read(&mut self, name: &str, value: &Json) -> bool {
        self.read_ours(name, value).is_some()
    }

    fn read_ours(&mut self, name: &str, value: &Json) -> Option<()> {
        match name {
            TYPE => self.entry_type = Some(EntryType::from_word(value.as_str()?)?),
            KEY if value.is_null() => self.key = Some(None),
            KEY => self.key = Some(Some(value.as_str()?.to_owned())),
            EXTRA => self.extra = extras::read_list(value)?,
            PROFILE => {
                profile_named(value)?;
                self.members.insert(name.to_owned(), value.clone());
            }
            _ if private::is_made(name, value) => {
                self.members.insert(name.to_owned(), harmless(name, value));
            }
            _ => return None,
        }
        Some(())
    }
}

fn profile_named(name: &Json) -> Option<&'static Profile> {
    let name = name.as_str()?;
    profiles_of(FAMILY).find(|profile| profile.name == name)
}

/// A member with no TeX in it that does more than print.
fn harmless(name: &str, value: &Json) -> Json {
    let has_markup = match Fact::named(name) {
        Some(Fact::Field(place, field)) => row(place, field).is_none_or(|row| row.kind.has_markup()),
        _ => false,
    };
    let disarmed = |text: &str| Json::String(tex_spans::disarm(text).into_owned());
    match value {
        Json::String(text) if has_markup => disarmed(text),
        Json::Array(list) if has_markup => {
            list.iter().map(|text| text.as_str().map_or_else(|| text.clone(), disarmed)).collect()
        }
        other => other.clone(),
    }
}

/// What public variables state, as a reference that has the rest of another one.
pub(super) fn public(reference: &Reference, said: &Said) -> Reference {
    Reference {
        key: reference.key.clone(),
        fields: said.fields.clone(),
        names: said.names.clone(),
        extras: reference.extras.clone(),
        ..Reference::new(reference.entry_type)
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
    if given_back == TypeGivenBack::No {
        custom.insert(TYPE.to_owned(), reference.entry_type.as_str().into());
    }
    custom.extend(key.map(|key| (KEY.to_owned(), key)));
    let mut members = private::of(reference, &public(reference, said), profile);
    members.shift_remove(PROFILE);
    for place in Place::ALL {
        if is_told_by_subtitle(reference, said, &members, *place) {
            members.shift_remove(&*Fact::Field(*place, Field::Title).name());
        }
    }
    custom.extend(members);
    if !shared.list.is_empty() {
        custom.insert(EXTRA.to_owned(), extras::write_list(&shared.list));
    }
    custom.extend(shared.custom.clone());
    if !custom.is_empty() && !profile.is_default() {
        custom.insert(PROFILE.to_owned(), profile.name.into());
    }
    custom
}

/// Whether the title of a place can be had from the public one by taking the subtitle off.
fn is_told_by_subtitle(reference: &Reference, said: &Said, members: &Private, place: Place) -> bool {
    let is_member = |field| members.contains_key(&*Fact::Field(place, field).name());
    if !is_member(Field::Title) || !is_member(Field::Subtitle) {
        return false;
    }
    let subtitle = reference.fields.text(place, Field::Subtitle);
    let before = subtitle.zip(said.fields.text(place, Field::Title));
    let title = before.and_then(|(subtitle, joined)| text::before_subtitle(joined, subtitle));
    title.is_some() && title == reference.fields.text(place, Field::Title)
}

/// Brings the members into a reference that has what the public variables say.
pub(super) fn restore(public: Reference, custom: &Custom) -> Restored {
    if custom.members.is_empty() {
        return Restored::of(public);
    }
    let mut members = custom.members.clone();
    for place in Place::ALL {
        add_title(&public, &mut members, *place);
    }
    let mut restored = private::restore(public, &members, FAMILY, &as_read);
    restored.overruled.retain(|name| custom.members.contains_key(name));
    restored
}

/// Where only the subtitle is told, the title is what stands before it.
fn add_title(public: &Reference, members: &mut Private, place: Place) {
    let name = |field| Fact::Field(place, field).name();
    let Some(Json::String(subtitle)) = members.get(&*name(Field::Subtitle)) else { return };
    let joined = public.fields.text(place, Field::Title);
    if let Some(title) = joined.and_then(|joined| text::before_subtitle(joined, subtitle))
        && !members.contains_key(&*name(Field::Title))
    {
        members.insert(name(Field::Title).into_owned(), title.into());
    }
}

/// How a stranger reads what is written of a reference for a target.
fn as_read(reference: &Reference, profile: &'static Profile) -> Reference {
    let cells = cells(reference, profile);
    let said = Stranger::reading(reference.entry_type, reference.key.as_deref(), &cells).said;
    public(reference, &said)
}
