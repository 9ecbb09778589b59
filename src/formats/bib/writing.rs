//! A reference → the fields of an entry, and what they could not hold.

use std::borrow::Cow;

use foldhash::{HashMap, HashSet, HashSetExt};

use super::{
    escapes, extras,
    keys::Keys,
    note_lines, note_sentences,
    notes::{self, Composed},
    restoring, roles, shaping,
    spelling::Spelling,
    types::{self, WrittenType},
    words,
};
use crate::{
    fields::{Dialect, Kind, Profile, Row, role_row, row},
    formats::{Escapes, Instead, Loss},
    model::{Extra, Field, NameList, Place, Reference, Role, Value},
};
const NO_FIELD: &str = "the format has no field for it";
const NO_STATEMENT: &str = "the format cannot say that somebody is not named";
/// Such a statement among losses.
const NOT_NAMED: &str = "not named";
const NO_FIELD_IN_TYPE: &str = "the format has no field for it in an entry of this type";
pub(super) const NOT_TO_THE_LETTER: &str = "the field of the format cannot say it to the letter";
const NO_TYPE: &str = "the format has no entry type for it";
const NO_KEY: &str = "the key cannot stand in a .bib file";

/// An entry on its way to the file.
pub(super) struct Draft<'r> {
    pub(super) dialect: Dialect,
    pub(super) profile: &'static Profile,
    pub(super) reference: &'r Reference,
    pub(super) keep: Escapes,
    pub(super) keys: &'r Keys,
    pub(super) type_name: String,
    /// Names and values with their delimiters, in order.
    pub(super) fields: Vec<(String, String)>,
    /// Names of the fields in lower case.
    taken: HashSet<String>,
    /// Names and insides of the escapes, in order.
    escapes: Vec<(String, String)>,
    /// Names of the escapes.
    escaped: HashSet<String>,
    /// Whether a value is written under two names.
    pub(super) has_twins: bool,
    /// The first extra of each name (in lower case) that comes from a .bib file.
    pub(super) first_extras: HashMap<String, &'r Extra>,
    /// The first `relatedtype` that means none of our links.
    pub(super) kept_type: Option<&'r str>,
    /// The note that is printed.
    pub(super) note: Composed,
    losses: Vec<Loss>,
}

/// For what a file is written.
#[derive(Clone, Copy)]
pub(super) struct Target {
    pub(super) dialect: Dialect,
    pub(super) profile: &'static Profile,
    pub(super) keep: Escapes,
}

/// The text of an entry; its losses are put at the end of `losses`. `key` is the one that stands in the file.
pub(super) fn entry(
    target: Target,
    reference: &Reference,
    key: &str,
    keys: &Keys,
    losses: &mut Vec<Loss>,
) -> String {
    let shaped = shaping::shape(target.dialect, reference, target.profile);
    let written = shaped.as_ref().map_or(reference, |shaped| &shaped.reference);
    let mut draft = draft(target, written, key, keys);
    let mut own = std::mem::take(&mut draft.losses);
    if let Some(shaped) = &shaped {
        if target.keep == Escapes::Keep {
            for (member, value) in shaped.members(target, reference) {
                let (escape, inside) = shaping::to_escape(&member, &value);
                draft.push_escape(&escape, inside);
            }
        }
        own.retain(|loss| !shaped.is_told_elsewhere(reference, loss));
        own.splice(0..0, shaped.losses(target, reference));
    }
    draft.keep_note_whole(target);
    if target.keep == Escapes::Omit {
        note_sentences::correct_losses(target, reference, &draft.with_note(), &mut own);
    }
    losses.append(&mut own);
    draft.place_escapes();
    draft.text(key)
}

/// The fields of an entry and the losses.
fn draft<'r>(target: Target, reference: &'r Reference, key: &str, keys: &'r Keys) -> Draft<'r> {
    let Target { dialect, profile, keep } = target;
    let unknown_type = extras::unknown_type(dialect, reference);
    let written = types::write(dialect, reference, unknown_type);
    let mut draft = Draft {
        dialect,
        profile,
        reference,
        keep,
        keys,
        type_name: written.name.clone(),
        fields: Vec::new(),
        taken: HashSet::new(),
        escapes: Vec::new(),
        escaped: HashSet::new(),
        has_twins: false,
        first_extras: extras::first_of_each_name(reference),
        kept_type: extras::kept_type(reference),
        note: notes::compose(dialect, profile, &written.name, reference),
        losses: Vec::new(),
    };
    draft.write_key(key);
    draft.write_roles(key);
    draft.write_values(&written);
    draft.write_note();
    draft.write_type(&written);
    draft.write_links();
    draft.write_frame();
    draft.write_extras(unknown_type);
    draft
}

impl Draft<'_> {
    /// The entry as it stands in the file.
    fn text(&self, key: &str) -> String {
        let mut text = ["@", &self.type_name, "{", key, ",\n"].concat();
        for (name, value) in &self.fields {
            for piece in ["  ", name, " = ", value, ",\n"] {
                text.push_str(piece);
            }
        }
        text.push_str("}\n");
        text
    }

    pub(super) fn push(&mut self, name: &str, tex: &str) {
        self.push_bare(name, ["{", tex, "}"].concat());
    }

    /// Adds a field whose value has its delimiters.
    pub(super) fn push_bare(&mut self, name: &str, value: String) {
        self.taken.insert(name.to_lowercase());
        self.fields.push((name.to_owned(), value));
    }

    pub(super) fn push_escape(&mut self, escape: &str, inside: String) {
        self.escaped.insert(escape.to_owned());
        self.escapes.push((escape.to_owned(), inside));
    }

    /// Whether a field of this name (in lower case) is written already.
    pub(super) fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    pub(super) fn is_escaped(&self, escape: &str) -> bool {
        self.escaped.contains(escape)
    }

    pub(super) fn lose(&mut self, field: &str, value: String, why: &'static str, instead: Instead) {
        let key = self.reference.key.clone().unwrap_or_default();
        self.losses.push(Loss { key, field: field.to_owned(), value, why, instead });
    }

    /// Keeps in an escape what the public field, if any, does not say.
    pub(super) fn escape(&mut self, escape: String, inside: String, loss: Unsaid) {
        let instead = match (self.keep, loss.public) {
            (Escapes::Keep, _) => {
                self.push_escape(&escape, inside);
                Instead::Escape(escape)
            }
            (Escapes::Omit, Some(public)) => Instead::Reshaped(public),
            (Escapes::Omit, None) if self.is_told(&loss.field) => Instead::Note,
            (Escapes::Omit, None) => Instead::Nowhere,
        };
        self.lose(&loss.field, loss.value, loss.why, instead);
    }

    /// Whether the note tells of what has this name in the library.
    fn is_told(&self, name: &str) -> bool {
        self.note.told.iter().any(|fact| fact.name() == name)
    }

    /// An escape of what a reader can do without; no loss.
    pub(super) fn escape_silently(&mut self, escape: &str, inside: String) {
        if self.keep == Escapes::Keep {
            self.push_escape(escape, inside);
        }
    }

    fn write_key(&mut self, key: &str) {
        let own = self.reference.key.as_deref();
        if own != Some(key) {
            let value = own.unwrap_or_default().to_owned();
            let inside = escapes::from_text(&value);
            let public = Some(key.to_owned());
            let loss = Unsaid { field: "key".to_owned(), value, why: NO_KEY, public };
            self.escape(restoring::KEY.to_owned(), inside, loss);
        }
    }

    fn write_roles(&mut self, key: &str) {
        let kept = roles::kept_types(self.reference);
        let written = roles::write(self.dialect, self.profile, &self.type_name, self.reference, &kept);
        for (name, tex) in &written.fields {
            self.push(name, tex);
        }
        let is_said = |role: Role| written.said.keys().any(|(_, said)| *said == role);
        if self.dialect == Dialect::Bibtex
            && !sorts_by(&self.type_name, is_said(Role::Author), is_said(Role::Editor))
            && self.kept(words::SORT_KEY).is_none()
        {
            self.push(words::SORT_KEY, key);
        }
        for ((place, role), list) in &self.reference.names {
            let said = written.said.get(&(*place, *role));
            if said != Some(list) && !list.is_empty() {
                self.escape_names(*place, *role, list, said.is_some());
            }
        }
    }

    fn escape_names(&mut self, place: Place, role: Role, list: &NameList, is_said: bool) {
        let row = role_row(place, role);
        let escape = row.map_or_else(|| format!("x-{place}-{role}"), |row| row.escape());
        let field = row.map_or_else(|| format!("{place}_{role}"), |row| row.name.to_owned());
        let written = roles::write_names(self.dialect, list);
        let inside = match &written {
            Some(written) if written.said == *list => escapes::from_tex(&written.tex),
            _ => escapes::from_names(list),
        };
        if place == Place::Original && self.has_edition_behind(place) {
            return self.escape_silently(&escape, inside);
        }
        let value = list.names.iter().map(|name| name.display()).collect::<Vec<_>>().join("; ");
        let (value, why) = match (list.names.is_empty(), is_said) {
            (true, _) => (NOT_NAMED.to_owned(), NO_STATEMENT),
            (false, true) => (value, NOT_TO_THE_LETTER),
            (false, false) => (value, NO_FIELD),
        };
        let public = written.filter(|_| is_said).map(|written| written.tex);
        self.escape(escape, inside, Unsaid { field, value, why, public });
    }

    /// All fields but the note.
    fn write_values(&mut self, written: &WrittenType) {
        let reference = self.reference;
        let language = reference.fields.text(Place::Here, Field::Language);
        let spelling = Spelling::of(self.dialect, language).with_italics(self.profile.italics);
        for ((place, field), value) in reference.fields.iter() {
            let is_note = (place, field) == (Place::Here, Field::Note);
            let is_said_by_type = (place, field) == (Place::Here, Field::Genre) && written.says_genre;
            if !is_note && !is_said_by_type {
                self.write_value(place, field, value, spelling);
            }
        }
        let has_genre = reference.fields.has(Place::Here, Field::Genre);
        if types::implies_genre(&written.name)
            && !has_genre
            && let Some(row) = row(Place::Here, Field::Genre)
        {
            self.escape_silently(&row.escape(), escapes::from_text(""));
        }
    }

    fn write_value(&mut self, place: Place, field: Field, value: &Value, spelling: Spelling) {
        if let Value::Date(date) = value
            && self.write_kept_words(place, field, date)
        {
            return;
        }
        if (place, field) == (Place::Here, Field::Url)
            && let Some((name, tex)) = value.as_text().and_then(|address| self.kept_address(address))
        {
            return self.push(name, &tex);
        }
        let Some(own_row) = row(place, field) else {
            let inside = escapes::from_value(value);
            let loss = Unsaid {
                field: format!("{place}_{field}"),
                value: value.to_display(),
                why: NO_FIELD,
                public: None,
            };
            return self.escape(format!("x-{place}-{field}"), inside, loss);
        };
        let joined = self.joined(place, field, value);
        let public = self.public_name(place, field).filter(|_| joined.is_some());
        let mut said = None;
        if let (Some((row, name)), Some(joined)) = (public, &joined) {
            said = self.write_public(row, name, joined, spelling);
        }
        let is_joined = joined.as_deref() != Some(value);
        // A subtitle stands behind its title; a title behind which one stands is told apart by the subtitle.
        let is_exact = match (&said, is_joined) {
            (Some(said), false) => said == value,
            (Some(said), true) => self.splits(place, said, value),
            (None, _) => false,
        };
        let is_behind = matches!(place, Place::Original | Place::Reprint) && self.has_edition_behind(place);
        if is_exact {
            return;
        }
        let inside = inside_of(own_row, value, spelling);
        if is_behind {
            // The entry of its own tells it.
            return self.escape_silently(&own_row.escape(), inside);
        }
        let why = match (&said, public) {
            (Some(_), _) => NOT_TO_THE_LETTER,
            // There is one, and it says no more than it can.
            (None, Some(_)) => NOT_TO_THE_LETTER,
            (None, None) if joined.is_none() => NOT_TO_THE_LETTER,
            (None, None)
                if types::name_of(self.dialect, place, field, self.reference.entry_type).is_some() =>
            {
                NO_FIELD_IN_TYPE
            }
            (None, None) => NO_FIELD,
        };
        let loss = Unsaid {
            field: own_row.name.to_owned(),
            value: value.to_display(),
            why,
            public: said.map(|said| said.to_display()).or_else(|| self.title_with(place, field)),
        };
        self.escape(own_row.escape(), inside, loss);
    }

    /// The title that a subtitle stands behind in the file.
    fn title_with(&self, place: Place, field: Field) -> Option<String> {
        let Some(Value::Text(title)) = self.reference.fields.get(place, Field::Title) else { return None };
        let is_behind = field == Field::Subtitle
            && notes::joins_subtitle(self.dialect, place, self.reference.entry_type)
            && types::name_of(self.dialect, place, Field::Title, self.reference.entry_type)
                .is_some_and(|(_, name)| self.is_taken(name));
        let subtitle = self.reference.fields.text(place, Field::Subtitle);
        is_behind.then(|| notes::join_title(title, subtitle))
    }

    /// The title with the subtitle behind it where the dialect has no subtitle; `None` for the subtitle itself.
    fn joined<'v>(&self, place: Place, field: Field, value: &'v Value) -> Option<Cow<'v, Value>> {
        let is_title = matches!(field, Field::Title | Field::Subtitle);
        if !is_title || !notes::joins_subtitle(self.dialect, place, self.reference.entry_type) {
            return Some(Cow::Borrowed(value));
        }
        match (field, value, self.reference.fields.text(place, Field::Subtitle)) {
            (Field::Subtitle, ..) if self.reference.fields.has(place, Field::Title) => None,
            (Field::Title, Value::Text(title), Some(subtitle)) => {
                Some(Cow::Owned(Value::Text(notes::join_title(title, Some(subtitle)))))
            }
            _ => Some(Cow::Borrowed(value)),
        }
    }

    /// Whether a reader who knows the subtitle finds the title again.
    fn splits(&self, place: Place, said: &Value, title: &Value) -> bool {
        let subtitle = self.reference.fields.text(place, Field::Subtitle).unwrap_or_default();
        let found = said.as_text().and_then(|said| notes::split_title(said, subtitle));
        found.as_deref() == title.as_text()
    }

    /// The note with the sentences for what has no field, and in an escape the note without them.
    fn write_note(&mut self) {
        let Some(row) = row(Place::Here, Field::Note) else { return };
        let own = self.reference.fields.get(Place::Here, Field::Note);
        let language = self.reference.fields.text(Place::Here, Field::Language);
        let spelling = Spelling::of(self.dialect, language).with_italics(self.profile.italics);
        let whole = self.note.text.clone().map(Value::Text);
        let said = match (&whole, self.public_name(Place::Here, Field::Note)) {
            (Some(whole), Some((row, name))) => self.write_public(row, name, whole, spelling),
            _ => None,
        };
        let is_line = whole
            .as_ref()
            .and_then(Value::as_text)
            .is_some_and(|note| note_lines::states_fields(self.reference, note));
        if said.as_ref() == own && !is_line {
            return;
        }
        match own {
            Some(own) if whole.as_ref() == Some(own) => {
                let loss = Unsaid {
                    field: row.name.to_owned(),
                    value: own.to_display(),
                    why: NOT_TO_THE_LETTER,
                    public: said.map(|said| said.to_display()),
                };
                self.escape(row.escape(), inside_of(row, own, spelling), loss);
            }
            // Said in full, with more behind it.
            Some(own) if self.keep == Escapes::Keep => {
                self.push_escape(&row.escape(), inside_of(row, own, spelling));
            }
            Some(_) => {}
            None => self.escape_silently(&row.escape(), escapes::from_text("")),
        }
    }

    /// The reference with all that is written into its note.
    fn with_note(&self) -> Reference {
        let mut whole = self.reference.clone();
        whole.fields.set(Place::Here, Field::Note, self.note.text.clone().unwrap_or_default());
        whole
    }

    /// Keeps a reader from taking apart a note that nobody composed.
    fn keep_note_whole(&mut self, target: Target) {
        let Some(row) = row(Place::Here, Field::Note) else { return };
        let Some(own) = self.reference.fields.get(Place::Here, Field::Note) else { return };
        if self.escapes.is_empty() && note_sentences::needs_escape(target, self.reference) {
            let language = self.reference.fields.text(Place::Here, Field::Language);
            self.push_escape(&row.escape(), inside_of(row, own, Spelling::of(self.dialect, language)));
        }
    }

    fn write_type(&mut self, written: &WrittenType) {
        let entry_type = self.reference.entry_type;
        if let Some((field, word)) = written.mark
            && let Some((_, name)) = types::name_of(self.dialect, Place::Here, field, entry_type)
        {
            self.push(name, word);
        }
        if written.needs_escape {
            let value = entry_type.as_str().to_owned();
            let inside = escapes::from_text(&value);
            let public = Some(written.name.clone());
            let loss = Unsaid { field: "entry_type".to_owned(), value, why: NO_TYPE, public };
            self.escape(restoring::ENTRY_TYPE.to_owned(), inside, loss);
        }
    }

    /// Escapes as fields of the dialect, after all others.
    fn place_escapes(&mut self) {
        let is_needed = !self.escapes.is_empty() || (self.has_twins && self.keep == Escapes::Keep);
        if !self.profile.is_default() && is_needed {
            self.push_escape(restoring::PROFILE, escapes::from_text(self.profile.name));
        }
        for (escape, inside) in std::mem::take(&mut self.escapes) {
            let (name, value) = match self.dialect {
                Dialect::Biblatex => escapes::annotation(&escape, &inside),
                _ => {
                    let value = escapes::marked(&inside);
                    (escape, value)
                }
            };
            self.push(&name, &value);
        }
    }
}

/// A value that no public field says as it is.
pub(super) struct Unsaid {
    pub(super) field: String,
    pub(super) value: String,
    pub(super) why: &'static str,
    /// What the public field says instead.
    pub(super) public: Option<String>,
}

/// What stands in the escape of a value: TeX where TeX gives it back.
fn inside_of(row: &Row, value: &Value, spelling: Spelling) -> String {
    let tex = match (row.kind, value) {
        (Kind::Date, Value::Date(date)) => {
            let text = date.as_str();
            let is_plain =
                text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-/.~?,[]".contains(&byte));
            (is_plain && !text.is_empty()).then(|| text.to_owned())
        }
        (Kind::Date, _) => None,
        _ => {
            let tex = spelling.for_ourselves().spell(row, value);
            tex.filter(|tex| spelling.unspell(row, tex) == *value)
        }
    };
    match tex {
        Some(tex) if escapes::to_tex(&escapes::from_tex(&tex)).as_deref() == Some(&tex) => {
            escapes::from_tex(&tex)
        }
        _ => escapes::from_value(value),
    }
}

/// Whether the styles of BibTeX have something to sort and label an entry by.
fn sorts_by(type_name: &str, has_author: bool, has_editor: bool) -> bool {
    match type_name {
        "proceedings" => has_editor,
        "book" | "inbook" => has_author || has_editor,
        _ => has_author,
    }
}
