//! Names by role ⇄ fields of names, and the slots `editor` to `editorc` with their types (BibLaTeX manual,
//! section 2.3.6).

use std::{collections::BTreeMap, sync::LazyLock};

use foldhash::HashSet;

use super::{
    datamodel, extras,
    names::{self, About, Names, Syntax, Written},
    notes,
    problems::Fault,
};
use crate::{
    fields::{Dialect, Profile, ROLES, RoleRow, Slot, role_row},
    formats::tex::Repertoire,
    model::{EntryType as T, NameList, Place, Reference, Role},
};

/// What follows the name of the slot `editor` in those for further editors.
const LETTERS: [&str; 4] = ["", "a", "b", "c"];
/// What follows the name of a slot in the field for its type.
const TYPE: &str = "type";

/// The types that BibLaTeX has words for. Names of another type would be taken for the editors in the first slot.
const EDITORS: &[Role] = &[
    Role::Compiler,
    Role::Founder,
    Role::Continuator,
    Role::Redactor,
    Role::Reviser,
    Role::Collaborator,
    Role::Organizer,
];

/// Roles that files of others have a field for, named as BibLaTeX calls the type of such editors.
const OWN_FIELDS: &[Role] = &[
    Role::Compiler,
    Role::Collaborator,
    Role::Illustrator,
    Role::Contributor,
    Role::Director,
    Role::Producer,
    Role::ScriptWriter,
    Role::Performer,
    Role::Narrator,
    Role::Composer,
    Role::Interviewer,
];

/// The row of such a field.
fn role_of_own_field(name: &str) -> Option<&'static RoleRow> {
    let named = |row: &&RoleRow| matches!(row.biblatex, Slot::Editor(word) if word == name);
    ROLES.iter().find(named).filter(|row| OWN_FIELDS.contains(&row.role))
}

/// Every field of names in either dialect.
static KNOWN_NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let slots = ROLES.iter().flat_map(|row| [row.biblatex, row.bibtex]);
    slots.filter_map(|slot| if let Slot::Field(name) = slot { Some(name) } else { None }).collect()
});

/// The name of the first slot.
fn editor() -> &'static str {
    match role_row(Place::Here, Role::Editor).map(|row| row.biblatex) {
        Some(Slot::Field(name)) => name,
        _ => "",
    }
}

/// The field that holds the type of the names in a slot; `None` when the field is none of the slots.
pub(super) fn type_field(name: &str) -> Option<String> {
    let letter = name.strip_prefix(editor())?;
    LETTERS.contains(&letter).then(|| format!("{name}{TYPE}"))
}

/// The slot whose type a field holds.
pub(super) fn slot_of_type(name: &str) -> Option<&str> {
    name.strip_suffix(TYPE).filter(|slot| type_field(slot).is_some())
}

/// The role and place of the names in a field. `editor_type` is what the type field of a slot says.
pub(super) fn role_of(name: &str, editor_type: Option<&str>, entry_type: T) -> Option<&'static RoleRow> {
    let is_slot = type_field(name).is_some();
    if !is_slot && !KNOWN_NAMES.contains(name) {
        return role_of_own_field(name);
    }
    let editor_type = editor_type.map(str::trim).filter(|_| is_slot);
    match editor_type.filter(|word| *word != editor()) {
        Some(word) => {
            let is_named = |row: &&RoleRow| matches!(row.biblatex, Slot::Editor(known) if known.eq_ignore_ascii_case(word));
            ROLES.iter().find(is_named)
        }
        None if name == editor() => role_row(place_of_editors(entry_type), Role::Editor),
        // Further editors who did something that is not told.
        None if is_slot => None,
        None => ROLES.iter().find(|row| {
            [row.biblatex, row.bibtex].iter().any(|slot| matches!(slot, Slot::Field(known) if *known == name))
        }),
    }
}

/// The role of the names in the first slot when its type is of no help.
pub(super) fn role_of_first_editors(name: &str, entry_type: T) -> Option<&'static RoleRow> {
    role_of(name, None, entry_type).filter(|_| name == editor())
}

fn place_of_editors(entry_type: T) -> Place {
    if entry_type.is_part_of_book() { Place::Container } else { Place::Here }
}

/// Names as TeX.
#[derive(Clone)]
pub(super) struct WrittenNames {
    pub(super) tex: String,
    /// What a reader finds in it.
    pub(super) said: NameList,
}

/// Names as TeX; `None` when there are none.
pub(super) fn write_names(dialect: Dialect, list: &NameList) -> Option<WrittenNames> {
    let (syntax, repertoire) = match dialect {
        Dialect::Bibtex => (Syntax::Bibtex, Repertoire::Ascii),
        _ => (Syntax::Biblatex, Repertoire::Unicode),
    };
    let Written { text: tex, inexact } = names::write(list, syntax, repertoire);
    if tex.is_empty() {
        return None;
    }
    let is_exact = inexact.is_empty() && list.names.iter().all(|name| !name.is_empty());
    let said = if is_exact { list.clone() } else { names::read(&tex).list };
    Some(WrittenNames { tex, said })
}

/// What is odd in a field of names, and whether the list cannot hold all that it says.
pub(super) fn oddities(found: &Names) -> (Vec<Fault>, bool) {
    let mut faults = Vec::new();
    let mut is_partial = false;
    for remark in &found.remarks {
        let name = found.list.names.get(remark.position).map_or_else(String::new, |name| name.display());
        match remark.about {
            About::TooManyCommas => faults.push(Fault::TooManyCommas(name)),
            About::NoName => faults.push(Fault::NoName),
            About::Part { .. } => is_partial = true,
        }
    }
    (faults, is_partial)
}

/// The fields of names of an entry.
#[derive(Default)]
pub(super) struct WrittenRoles {
    /// Names and values in the order of writing.
    pub(super) fields: Vec<(String, String)>,
    /// What a reader finds in them.
    pub(super) said: BTreeMap<(Place, Role), NameList>,
}

/// The types of slots as a file had them, where the names of the type stand elsewhere when nothing tells: the name of
/// the slot and what its type field says.
pub(super) type KeptTypes<'r> = Vec<(&'r str, &'r str)>;

/// The types of slots that a reference keeps.
pub(super) fn kept_types(reference: &Reference) -> KeptTypes<'_> {
    let of_types = extras::own(reference).filter(|extra| extras::is_sound_value(&extra.value));
    of_types.filter_map(|extra| Some((slot_of_type(&extra.name)?, extra.value.as_str()))).collect()
}

/// Puts the names of a reference into the fields that its type has; those of a type that a file had in a slot, into
/// that one.
pub(super) fn write(
    dialect: Dialect,
    profile: &Profile,
    type_name: &str,
    reference: &Reference,
    kept: &KeptTypes<'_>,
) -> WrittenRoles {
    let is_allowed = |name: &str| {
        dialect == Dialect::Bibtex || datamodel::has_field(type_name, name) || profile.prints(type_name, name)
    };
    let mut written = WrittenRoles::default();
    let mut waiting = Vec::new();
    for row in ROLES {
        let Some(list) = reference.names.get(&(row.place, row.role)) else { continue };
        let Some(mut names) = write_names(dialect, list) else { continue };
        let slot = match dialect {
            Dialect::Bibtex => row.bibtex,
            _ => row.biblatex,
        };
        match slot {
            Slot::Field(name) if is_allowed(name) && is_in_place(row, reference) => {
                if let Some(kept) = kept_names(name, list, reference) {
                    names = WrittenNames { tex: kept.to_owned(), said: list.clone() };
                }
                if !(dialect == Dialect::Bibtex && name == editor() && notes::hides_editors(reference)) {
                    written.push(row, name, names);
                }
            }
            Slot::Editor(word) => waiting.push((row, word, names)),
            _ => {}
        }
    }
    let is_free = |written: &WrittenRoles, name: &str| written.fields.iter().all(|(taken, _)| taken != name);
    waiting.retain(|(row, word, names)| {
        let own = kept.iter().find(|(slot, kept)| {
            kept.trim().eq_ignore_ascii_case(word) && is_free(&written, slot) && is_allowed(slot)
        });
        if let Some((slot, kept)) = own.filter(|_| dialect == Dialect::Biblatex) {
            written.push_typed(row, slot, names.clone(), kept);
            return false;
        }
        true
    });
    for (row, word, names) in waiting {
        let free = LETTERS.iter().map(|letter| format!("{}{letter}", editor())).find(|name| {
            let fits = name != editor() || EDITORS.contains(&row.role);
            is_free(&written, name) && fits && is_allowed(name)
        });
        if let Some(name) = free {
            written.push_typed(row, &name, names, word);
        }
    }
    written
}

/// The names as the file had them, with parts that no list holds, if they are still the same names.
fn kept_names<'r>(name: &str, list: &NameList, reference: &'r Reference) -> Option<&'r str> {
    let kept = extras::own(reference).find(|extra| extra.name == name)?;
    let found = names::read(&kept.value);
    let is_same = extras::is_sound_value(&kept.value) && found.list == *list;
    (is_same && oddities(&found).1).then_some(&kept.value)
}

fn is_in_place(row: &RoleRow, reference: &Reference) -> bool {
    row.role != Role::Editor || row.place == place_of_editors(reference.entry_type)
}

impl WrittenRoles {
    fn push(&mut self, row: &RoleRow, name: &str, names: WrittenNames) {
        self.said.insert((row.place, row.role), names.said);
        self.fields.push((name.to_owned(), names.tex));
    }

    fn push_typed(&mut self, row: &RoleRow, slot: &str, names: WrittenNames, word: &str) {
        self.push(row, slot, names);
        self.fields.push((format!("{slot}{TYPE}"), word.to_owned()));
    }
}
