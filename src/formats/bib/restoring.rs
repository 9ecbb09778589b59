//! Escapes → what they hold, unless somebody has changed the public field beside them.
//!
//! The rule: an escape is believed where the public field is missing, or says exactly what the writer would have
//! made it say for the value in the escape. Where it says anything else, somebody has edited it, and it wins.

use std::sync::LazyLock;

use foldhash::HashMap;

use super::{
    dates, escapes, keys, links, names, notes,
    reading::Reading,
    resolve::{RawValue, value_of},
    roles, shaping,
    spelling::Spelling,
    types, words,
};
use crate::{
    fields::{
        Dialect, FIELDS, Kind, Profile, ROLES, RoleRow, Row, Slot, default_profile, entry_type_of,
        profiles_of, row,
    },
    formats::private::Private,
    model::{Date, EntryType as T, Field, Place, Reference, Standing, Value, WorkKind},
};

/// The profile that the public fields were shaped for.
pub(super) const PROFILE: &str = "x-profile";
/// Begins the names of escapes that tell what the entry was before it was shaped for its target.
pub(super) const SHAPED: &str = "x-shaped-";
/// Escapes of what is neither field nor role.
pub(super) const ENTRY_TYPE: &str = "x-entry-type";
pub(super) const KEY: &str = "x-key";
pub(super) const ALIASES: &str = "x-aliases";
pub(super) const LINKS: &str = "x-links";
pub(super) const STANDING: &str = "x-standing";
pub(super) const WORK_KIND: &str = "x-work-kind";
pub(super) const WORK: &str = "x-work";
pub(super) const EXPRESSION: &str = "x-expression";
/// Begins the names of escapes that each hold an extra that cannot be written as a field: a list of name and value.
pub(super) const EXTRA: &str = "x-extra-";

/// What an escape is the escape of.
#[derive(Clone, Copy)]
enum Target {
    Field(&'static Row),
    Role(&'static RoleRow),
    Other,
}

static TARGETS: LazyLock<HashMap<String, Target>> = LazyLock::new(|| {
    let fields = FIELDS.iter().rev().map(|row| (row.escape(), Target::Field(row)));
    let roles = ROLES.iter().map(|row| (row.escape(), Target::Role(row)));
    let others = [ENTRY_TYPE, KEY, ALIASES, LINKS, STANDING, WORK_KIND, WORK, EXPRESSION, PROFILE];
    fields.chain(roles).chain(others.map(|name| (name.to_owned(), Target::Other))).collect()
});

/// The escapes of one entry.
pub(super) struct Restoring<'f> {
    dialect: Dialect,
    /// Name and inside of each.
    found: Vec<(&'f str, &'f str)>,
}

impl<'f> Restoring<'f> {
    pub(super) fn of(dialect: Dialect, fields: &'f [RawValue]) -> Self {
        let own = fields.iter().filter(|field| {
            field.inherited_from.is_none()
                && !field.is_repeated
                && Self::understands(dialect, &field.name, &field.value)
        });
        let found = own.filter_map(|field| {
            let name = escapes::escape_name(&field.name)?;
            Some((name, escapes::inside(&field.name, &field.value)))
        });
        Restoring { dialect, found: found.collect() }
    }

    /// Whether a field is one of our escapes. People write some of them by hand where BibTeX has no field.
    pub(super) fn understands(dialect: Dialect, name: &str, value: &str) -> bool {
        let Some(escape) = escapes::escape_name(name) else { return false };
        let is_behind = |place| matches!(place, Place::Original | Place::Reprint);
        let by_hand = |target: &Target| match target {
            Target::Field(row) => is_behind(row.place),
            Target::Role(row) => row.bibtex == Slot::None && row.biblatex == Slot::None,
            Target::Other => false,
        };
        match TARGETS.get(escape) {
            Some(target) => {
                escapes::is_marked(name, value) || (dialect == Dialect::Bibtex && by_hand(target))
            }
            None => escapes::is_marked(name, value) && shaping::from_escape(escape, "").is_some(),
        }
    }

    /// Whether a name is taken by our escapes whatever stands in the field.
    pub(super) fn reserves(name: &str) -> bool {
        escapes::escape_name(name).is_some_and(|escape| {
            escape.starts_with(SHAPED) || escape.starts_with(EXTRA) || escape == PROFILE
        })
    }

    /// The profile that the file was written for.
    pub(super) fn profile(&self) -> &'static Profile {
        let family = types::family(self.dialect);
        let named = self.text(PROFILE);
        let found = named.and_then(|name| profiles_of(family).find(|profile| profile.name == name));
        found.unwrap_or_else(|| default_profile(family))
    }

    /// The reference that was shaped for the target of the file, by what was read of it.
    pub(super) fn unshape(&self, shaped: Reference) -> Reference {
        let found = self.found.iter().filter_map(|(name, inside)| shaping::from_escape(name, inside));
        let members: Private = found.collect();
        if members.is_empty() {
            shaped
        } else {
            shaping::restore(self.dialect, shaped, members, self.profile())
        }
    }

    /// The name and value of the extra that a field holds.
    pub(super) fn extra(name: &str, value: &str) -> Option<(String, String)> {
        escapes::escape_name(name).filter(|escape| escape.starts_with(EXTRA))?;
        match escapes::to_value(escapes::inside(name, value))? {
            Value::List(parts) => <[String; 2]>::try_from(parts).ok().map(|[name, value]| (name, value)),
            _ => None,
        }
    }

    fn inside(&self, name: &str) -> Option<&'f str> {
        self.found.iter().find(|(found, _)| *found == name).map(|(_, inside)| *inside)
    }

    fn text(&self, name: &str) -> Option<String> {
        escapes::to_text(self.inside(name)?)
    }

    fn items(&self, name: &str) -> Option<Vec<String>> {
        match escapes::to_value(self.inside(name)?)? {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The entry type, if the type that the file has is what it is written as.
    pub(super) fn entry_type(&self, type_name: &str) -> Option<T> {
        let kept = T::from_word(&self.text(ENTRY_TYPE)?)?;
        let spelled = entry_type_of(self.dialect, type_name)?;
        types::is_written_as(self.dialect, kept, spelled).then_some(kept)
    }

    /// Whether the entry has no escapes.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether a field of the edition itself is told by an escape.
    pub(super) fn tells(&self, field: Field) -> bool {
        row(Place::Here, field).is_some_and(|row| self.inside(&row.escape()).is_some())
    }

    /// The language, on which the reading of titles depends.
    pub(super) fn language(&self, fields: &[RawValue]) -> Option<Value> {
        let row = row(Place::Here, Field::Language)?;
        let spelling = Spelling::of(self.dialect, None);
        let kept = self.value(row, spelling)?;
        let public = row.biblatex.written.and_then(|name| value_of(fields, name));
        let agrees = public.is_none_or(|field| {
            let said = Spelling::of(Dialect::Biblatex, None).spell(row, &kept);
            said.is_some_and(|said| spelling.unspell(row, &said) == spelling.unspell(row, &field.value))
        });
        agrees.then_some(kept)
    }

    /// Puts what the escapes hold into the reference.
    pub(super) fn apply(&self, reading: &mut Reading<'_>) {
        self.apply_frame(reading);
        self.apply_links(reading);
        self.apply_roles(reading);
        self.apply_titles(reading);
        self.apply_fields(reading);
        self.apply_note(reading);
    }

    fn apply_frame(&self, reading: &mut Reading<'_>) {
        let reference = &mut reading.reference;
        if let Some(key) = self.text(KEY) {
            reference.key = (!key.is_empty()).then_some(key);
        }
        if let Some(aliases) = self.items(ALIASES) {
            reference.aliases = aliases;
        }
        if self.text(STANDING).as_deref() == Some(Standing::Mentioned.as_str()) {
            reference.standing = Standing::Mentioned;
        }
        reference.work_kind = self.text(WORK_KIND).and_then(|word| WorkKind::from_word(&word));
        reference.work = self.text(WORK);
        reference.expression = self.text(EXPRESSION);
    }

    fn apply_links(&self, reading: &mut Reading<'_>) {
        let Some(items) = self.items(LINKS) else { return };
        let kept = links::from_items(&items);
        let pointers = keys::pointers(&kept);
        let own = |name: &str| value_of(reading.fields, name).map(|field| field.value.as_str());
        let related_type = links::related_type(own(words::RELATED_TYPE), own(words::RELATED_STRING));
        let said = links::fields_of(self.dialect, &pointers, own(words::CROSSREF), related_type);
        let said = links::read(|name| {
            said.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
        });
        if reading.reference.links.is_empty() || keys::could_point(&reading.reference.links, &said) {
            reading.reference.links = kept;
        }
    }

    fn apply_roles(&self, reading: &mut Reading<'_>) {
        for (name, inside) in &self.found {
            let Some(Target::Role(row)) = TARGETS.get(*name) else { continue };
            let kept = escapes::to_names(inside)
                .or_else(|| escapes::to_tex(inside).map(|tex| names::read(&tex).list));
            let Some(kept) = kept else { continue };
            let place = (row.place, row.role);
            let agrees = reading.reference.names.get(&place).is_none_or(|public| {
                let said = roles::write_names(self.dialect, &kept);
                said.is_some_and(|written| written.said == *public)
            });
            if agrees && !kept.is_empty() {
                reading.reference.names.insert(place, kept);
            }
        }
    }

    /// The value of an escape of a field.
    fn value(&self, row: &Row, spelling: Spelling) -> Option<Value> {
        let inside = self.inside(&row.escape())?;
        if let Some(value) = escapes::to_value(inside) {
            return Some(value);
        }
        let tex = escapes::to_tex(inside)?;
        Some(match row.kind {
            Kind::Date => Value::Date(Date::parse(&tex)),
            _ => spelling.unspell(row, &tex),
        })
    }

    fn spelling(&self, reading: &Reading<'_>) -> Spelling {
        Spelling::of(self.dialect, reading.reference.fields.text(Place::Here, Field::Language))
    }

    /// Subtitles that are written behind their title, and the titles.
    fn apply_titles(&self, reading: &mut Reading<'_>) {
        let entry_type = reading.reference.entry_type;
        let spelling = self.spelling(reading);
        for place in Place::ALL {
            if !notes::joins_subtitle(self.dialect, *place, entry_type) {
                continue;
            }
            let value = |field| row(*place, field).and_then(|row| self.value(row, spelling));
            let (Some(title_row), Some(Value::Text(subtitle))) =
                (row(*place, Field::Title), value(Field::Subtitle))
            else {
                continue;
            };
            match value(Field::Title) {
                Some(Value::Text(title)) => {
                    let whole = Value::Text(notes::join_title(&title, Some(&subtitle)));
                    if self.agrees(reading, title_row, &whole, spelling) {
                        reading.reference.fields.set(*place, Field::Title, title);
                        reading.reference.fields.set(*place, Field::Subtitle, subtitle);
                    }
                }
                _ if reading.reference.fields.has(*place, Field::Title) => {
                    reading.split_subtitle(*place, &subtitle);
                }
                _ => {
                    reading.reference.fields.set(*place, Field::Subtitle, subtitle);
                }
            }
        }
    }

    fn apply_fields(&self, reading: &mut Reading<'_>) {
        let entry_type = reading.reference.entry_type;
        for (name, _) in &self.found {
            let Some(Target::Field(row)) = TARGETS.get(*name) else { continue };
            let is_done = match row.field {
                Field::Note | Field::Language => row.place == Place::Here,
                Field::Subtitle => notes::joins_subtitle(self.dialect, row.place, entry_type),
                Field::Title => {
                    notes::joins_subtitle(self.dialect, row.place, entry_type)
                        && reading.reference.fields.has(row.place, Field::Subtitle)
                }
                _ => false,
            };
            let spelling = self.spelling(reading);
            if !is_done
                && let Some(kept) = self.value(row, spelling)
                && self.agrees(reading, row, &kept, spelling)
            {
                reading.reference.fields.set(row.place, row.field, kept);
            }
        }
    }

    /// Whether the public field is missing or says what it would be made to say for this value.
    fn agrees(&self, reading: &Reading<'_>, row: &Row, kept: &Value, spelling: Spelling) -> bool {
        let Some(public) = reading.reference.fields.get(row.place, row.field) else { return true };
        said(self.dialect, row, kept, spelling).as_ref() == Some(public)
    }

    /// The note without the sentences that were added to it.
    fn apply_note(&self, reading: &mut Reading<'_>) {
        let spelling = self.spelling(reading);
        let Some(row) = row(Place::Here, Field::Note) else { return };
        let Some(kept) = self.value(row, spelling) else { return };
        let mut restored = reading.reference.clone();
        restored.fields.set(Place::Here, Field::Note, kept);
        let whole =
            notes::compose(self.dialect, self.profile(), &reading.type_name, &restored).text.map(Value::Text);
        let public = reading.reference.fields.get(Place::Here, Field::Note);
        let said = whole.and_then(|whole| said(self.dialect, row, &whole, spelling));
        if public.is_none() || said.as_ref() == public {
            reading.reference = restored;
        }
    }
}

/// What a reader finds in the public field that a value is written to.
pub(super) fn said(dialect: Dialect, row: &Row, value: &Value, spelling: Spelling) -> Option<Value> {
    match (row.kind, value) {
        (Kind::Date, Value::Date(date)) => said_date(dialect, row, date).map(Value::Date),
        (Kind::Date, _) => None,
        _ => said_by(row, &spelling.spell(row, value)?, spelling),
    }
}

/// What a reader finds in a public field that is no date.
pub(super) fn said_by(row: &Row, tex: &str, spelling: Spelling) -> Option<Value> {
    Some(spelling.unspell(row, tex)).filter(|value| !value.is_empty())
}

/// What a reader finds in the public field that a date is written to.
pub(super) fn said_date(dialect: Dialect, row: &Row, date: &Date) -> Option<Date> {
    Some(if dialect == Dialect::Bibtex && types::is_year(row) {
        dates::from_bibtex(&dates::to_bibtex(date)?)
    } else {
        dates::read(&dates::to_biblatex(date)?)
    })
}
