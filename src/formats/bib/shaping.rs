//! A reference as a target prints it right (FIELDS, table C), and where what thereby leaves its place is told.
//!
//! The shaped reference is written like any other. What tells it from the one that was given stands in escapes, and
//! a reader that finds them shapes what they give once more: where that is not what the file says, somebody edited
//! the file, which wins ([`private::restore`]).

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{
    datamodel, dates, escapes, extras, notes, restoring::SHAPED, roles, types, words, writing::Target,
};
use crate::{
    fields::{
        Dialect, NameAddonAs, OriginalAs, PartTranslatorAs, Profile, ReprintAs, SpecialIssueAs, type_row,
    },
    formats::{
        Escapes, Instead, Loss,
        fact::Fact,
        private::{self, Private},
    },
    model::{
        Date, EntryType as T, Extra, Field as F, LinkKind, NameList, Place as P, Reference, Role, Value,
    },
};

const NOT_PRINTED: &str = "what the file is made for prints it otherwise or not at all";
/// The name of links among losses.
const LINKS: &str = "links";
const ENTRY_TYPE: &str = "entry_type";

/// A reference as the target wants it.
pub(super) struct Shaped {
    /// What is written.
    pub(super) reference: Reference,
    /// Where facts that left their place are told.
    told: BTreeMap<Fact, Instead>,
    /// Places that an entry of their own tells of.
    by_entry: Vec<P>,
    /// Where the links that left are told, by their kind.
    links_told: Vec<(LinkKind, Instead)>,
    sentences: Vec<String>,
}

/// A field of the original.
fn in_field(field: F) -> Instead {
    Instead::Reshaped(Fact::Field(P::Original, field).name().into_owned())
}

/// What is published in the edition behind this one, as far as .bib files can print it.
const IMPRINT: [F; 3] = [F::Date, F::Publishers, F::Places];

/// Shapes a reference for a target; `None` where that prints every reference right as it is.
pub(super) fn shape(dialect: Dialect, reference: &Reference, profile: &Profile) -> Option<Shaped> {
    if profile.is_default() {
        return None;
    }
    let mut shaped = Shaped {
        reference: reference.clone(),
        told: BTreeMap::new(),
        by_entry: Vec::new(),
        links_told: Vec::new(),
        sentences: Vec::new(),
    };
    let is_foreign = is_foreign(reference);
    if profile.special_issue == SpecialIssueAs::Article && reference.entry_type == T::SpecialIssue {
        shaped.make_article();
    }
    if let Some((_, other)) = profile.types.iter().find(|(own, _)| *own == reference.entry_type) {
        shaped.reference.entry_type = *other;
    }
    shaped.tell_original(dialect, profile.original, is_foreign);
    shaped.tell_reprint(dialect, profile.reprint, is_foreign);
    if profile.original == OriginalAs::FirstPublication {
        shaped.mark_reprint(dialect);
    }
    if profile.original == OriginalAs::DateAndPublisher {
        shaped.keep_years_of_original();
    }
    if profile.part_translator == PartTranslatorAs::SecondName {
        shaped.name_part_translators(dialect);
    }
    if profile.name_addon == NameAddonAs::Bracketed {
        shaped.bracket_name_addon();
    }
    shaped.put_sentences();
    Some(shaped)
}

/// Whether what stands behind an edition is another text. Else its original is an earlier edition of the same.
fn is_foreign(reference: &Reference) -> bool {
    let has = |field| reference.fields.has(P::Original, field);
    has(F::Title)
        || has(F::Language)
        || reference.link(LinkKind::TranslationOf).is_some()
        || !reference.names(P::Here, Role::Translator).is_empty()
}

impl Shaped {
    fn make_article(&mut self) {
        self.reference.entry_type = T::Article;
        let has_note = self.reference.fields.has(P::Here, F::Note);
        self.sentences.push(if has_note { "Special issue" } else { "special issue" }.to_owned());
    }

    fn tell_original(&mut self, dialect: Dialect, original: OriginalAs, is_foreign: bool) {
        let has_imprint =
            [F::Title].iter().chain(&IMPRINT).any(|f| self.reference.fields.has(P::Original, *f));
        match original {
            OriginalAs::FirstPublication if self.link_first_publication() => {
                self.drop_fields(P::Original, &[F::Language], None);
                self.by_entry.push(P::Original);
            }
            OriginalAs::FirstPublication if is_foreign => {
                self.put_into_note(dialect, P::Original, "Originally published", "as");
            }
            OriginalAs::Fields if has_imprint => self.drop_links(LinkKind::TranslationOf, in_field(F::Title)),
            OriginalAs::Date if self.reference.fields.has(P::Original, F::Date) => {
                self.drop_links(LinkKind::TranslationOf, in_field(F::Date));
                self.drop_fields(P::Original, &[F::Date, F::Language], None);
            }
            OriginalAs::Note if is_foreign => self.put_into_note(dialect, P::Original, "Translation", "of"),
            OriginalAs::Note => self.put_into_note(dialect, P::Original, "First published", "as"),
            _ => {}
        }
    }

    fn tell_reprint(&mut self, dialect: Dialect, reprint: ReprintAs, is_foreign: bool) {
        let fields = &self.reference.fields;
        if !fields.has_place(P::Reprint) {
            return;
        }
        let moved: &[F] = match reprint {
            ReprintAs::Fields => &IMPRINT,
            ReprintAs::Date => &IMPRINT[..1],
            ReprintAs::Note => return self.put_into_note(dialect, P::Reprint, "First published", "as"),
            ReprintAs::Private => return self.drop_links(LinkKind::ReprintOf, Instead::Nowhere),
            _ => return,
        };
        // The fields of the original are free where an entry of its own or the note tells of that.
        let is_free = IMPRINT.iter().chain(&[F::Title]).all(|field| !fields.has(P::Original, *field));
        let is_taken = !is_free || is_foreign && !self.is_original_told();
        if reprint == ReprintAs::Fields && (is_taken || self.has_other_title_behind()) {
            return self.put_into_note(dialect, P::Reprint, "First published", "as");
        }
        if is_taken {
            return self.drop_links(LinkKind::ReprintOf, Instead::Nowhere);
        }
        if reprint == ReprintAs::Fields {
            for field in [F::Title, F::Subtitle] {
                let fact = Fact::Field(P::Reprint, field);
                if self.reference.fields.remove(P::Reprint, field).is_some() {
                    let own = Fact::Field(P::Here, field).name().into_owned();
                    self.told.insert(fact, Instead::Reshaped(own));
                }
            }
        }
        for field in moved {
            // Words are no date of any field.
            let is_in_words = |date: &Date| date.as_literal().is_some();
            if self.reference.fields.date(P::Reprint, *field).is_some_and(is_in_words) {
                continue;
            }
            if let Some(value) = self.reference.fields.remove(P::Reprint, *field) {
                self.reference.fields.set(P::Original, *field, value);
                let instead = Fact::Field(P::Original, *field).name().into_owned();
                self.told.insert(Fact::Field(P::Reprint, *field), Instead::Reshaped(instead));
            }
        }
        self.drop_links(LinkKind::ReprintOf, in_field(F::Date));
    }

    /// biblatex-chicago says "Reprint" before the imprint of this edition where the state of publication is that.
    fn mark_reprint(&mut self, dialect: Dialect) {
        let is_moved = matches!(self.told.get(&Fact::Field(P::Reprint, F::Date)), Some(Instead::Reshaped(_)));
        let is_free = !self.reference.fields.has(P::Here, F::PublicationState);
        if is_moved && is_free && self.has_field(dialect, F::PublicationState) {
            self.reference.fields.set(P::Here, F::PublicationState, words::REPRINT);
        }
    }

    /// Whether an entry of its own or the note tells of the original.
    fn is_original_told(&self) -> bool {
        self.by_entry.contains(&P::Original)
            || self.told.iter().any(|(fact, instead)| {
                matches!(fact, Fact::Field(P::Original, _)) && *instead == Instead::Note
            })
    }

    /// Whether the earlier edition has another title than this one.
    fn has_other_title_behind(&self) -> bool {
        let fields = &self.reference.fields;
        let is_other = |field| fields.get(P::Reprint, field) != fields.get(P::Here, field);
        let has_title = [F::Title, F::Subtitle].iter().any(|field| fields.has(P::Reprint, *field));
        has_title && (is_other(F::Title) || is_other(F::Subtitle))
    }

    /// The styles that have a field for the original have one for its year.
    fn keep_years_of_original(&mut self) {
        let Some(years) = self.reference.fields.date(P::Original, F::Date).and_then(dates::years) else {
            return;
        };
        let fact = Fact::Field(P::Original, F::Date);
        let date = Value::Date(Date::parse(&years));
        let old = self.reference.fields.set(P::Original, F::Date, date.clone());
        if old != Some(date) {
            self.told.insert(fact, Instead::Reshaped(fact.name().into_owned()));
        }
    }

    /// Points at the original as at where the text was first published, if nothing else is pointed at.
    fn link_first_publication(&mut self) -> bool {
        let is_free = extras::own(&self.reference).all(|extra| {
            let name = extra.name.to_lowercase();
            name != words::RELATED_TYPE && name != words::RELATED_STRING
        });
        let only = self.reference.link(LinkKind::SeeAlso).is_none();
        let link = self.reference.links.iter_mut().find(|link| link.kind == LinkKind::TranslationOf);
        let Some(link) = link.filter(|link| is_free && only && extras::is_key(&link.target)) else {
            return false;
        };
        link.kind = LinkKind::SeeAlso;
        let first_publication = Instead::Reshaped(words::FIRST_PUBLICATION.to_owned());
        self.links_told.push((LinkKind::TranslationOf, first_publication));
        self.add_extra(words::RELATED_TYPE, words::FIRST_PUBLICATION.to_owned());
        true
    }

    fn add_extra(&mut self, name: &str, value: String) {
        let (format, name) = (super::BIBLATEX.to_owned(), name.to_owned());
        self.reference.extras.push(Extra { format, name, value });
    }

    /// Whether an entry of this type has a field for a fact of the edition itself.
    fn has_field(&self, dialect: Dialect, field: F) -> bool {
        let entry_type = self.reference.entry_type;
        let written = type_row(entry_type).written(dialect);
        types::name_of(dialect, P::Here, field, entry_type)
            .is_some_and(|(_, name)| dialect == Dialect::Bibtex || datamodel::has_field(written, name))
    }

    /// Tells of the edition behind this one in a sentence, and no longer in fields, if the type has a note.
    fn put_into_note(&mut self, dialect: Dialect, place: P, verb: &str, before_title: &str) {
        if !self.has_field(dialect, F::Note) {
            return;
        }
        let Some(sentence) = notes::edition_behind(&self.reference, place, verb, before_title) else {
            return;
        };
        self.sentences.push(sentence);
        self.drop_fields(place, &[F::Language], Some(&Instead::Note));
        let kind = if place == P::Original { LinkKind::TranslationOf } else { LinkKind::ReprintOf };
        self.drop_links(kind, Instead::Note);
    }

    fn drop_fields(&mut self, place: P, but: &[F], told: Option<&Instead>) {
        let there = self.reference.fields.of_place(place);
        let dropped: Vec<F> = there.map(|(field, _)| field).filter(|field| !but.contains(field)).collect();
        for field in dropped {
            self.reference.fields.remove(place, field);
            if let Some(instead) = told {
                self.told.insert(Fact::Field(place, field), instead.clone());
            }
        }
    }

    fn drop_links(&mut self, kind: LinkKind, told: Instead) {
        self.reference.links.retain(|link| link.kind != kind);
        self.links_told.push((kind, told));
    }

    /// In parts of books `translator` is the translator of the book, and that of the part has a field of its own.
    fn name_part_translators(&mut self, dialect: Dialect) {
        let own = self.reference.names.get(&(P::Here, Role::Translator)).filter(|own| !own.names.is_empty());
        let Some(roles::WrittenNames { tex, .. }) = own.and_then(|own| roles::write_names(dialect, own))
        else {
            return;
        };
        let is_free = extras::own(&self.reference).all(|extra| extra.name != words::PART_TRANSLATOR);
        if !self.reference.entry_type.is_part_of_book() || !is_free || !extras::is_sound_value(&tex) {
            return;
        }
        let of_book: Option<NameList> = self.reference.names.remove(&(P::Container, Role::Translator));
        self.reference.names.remove(&(P::Here, Role::Translator));
        if let Some(of_book) = of_book {
            self.reference.names.insert((P::Here, Role::Translator), of_book);
        }
        let instead = |name: &str| Instead::Reshaped(name.to_owned());
        self.told.insert(Fact::Names(P::Here, Role::Translator), instead(words::PART_TRANSLATOR));
        let translator = Fact::Names(P::Here, Role::Translator).name().into_owned();
        self.told.insert(Fact::Names(P::Container, Role::Translator), Instead::Reshaped(translator));
        self.add_extra(words::PART_TRANSLATOR, tex);
    }

    fn bracket_name_addon(&mut self) {
        let Some(addon) = self.reference.fields.text(P::Here, F::NameAddon) else { return };
        if !addon.starts_with('[') {
            let bracketed = format!("[{addon}]");
            let fact = Fact::Field(P::Here, F::NameAddon);
            self.told.insert(fact, Instead::Reshaped(fact.name().into_owned()));
            self.reference.fields.set(P::Here, F::NameAddon, bracketed);
        }
    }

    fn put_sentences(&mut self) {
        if self.sentences.is_empty() {
            return;
        }
        let own = self.reference.fields.text(P::Here, F::Note).filter(|note| !note.trim().is_empty());
        let sentences: Vec<String> =
            own.map(str::to_owned).into_iter().chain(self.sentences.drain(..)).collect();
        self.reference.fields.set(P::Here, F::Note, notes::join(&sentences));
    }

    /// Whether a loss is of a value that came from another place, of which it is told.
    pub(super) fn is_told_elsewhere(&self, reference: &Reference, loss: &Loss) -> bool {
        let is_moved = |field: &F| self.told.contains_key(&Fact::Field(P::Reprint, *field));
        let moved = IMPRINT.into_iter().filter(is_moved).map(|field| Fact::Field(P::Original, field));
        // A note that is not the entry's own tells of the edition behind it.
        let mut made = moved.chain([Fact::Field(P::Here, F::Note)]);
        made.any(|fact| fact.name() == loss.field && private::display(reference, fact).is_none())
    }

    /// What tells a reference from its shaped form.
    pub(super) fn members(&self, target: Target, reference: &Reference) -> Private {
        let [own, shaped] = [reference, &self.reference].map(|it| of_dialect(target.dialect, it));
        let mut members = private::of(&own, &shaped, target.profile);
        // It has an escape of its own.
        members.remove("profile");
        members
    }

    /// What left its place, as losses.
    pub(super) fn losses(&self, target: Target, reference: &Reference) -> Vec<Loss> {
        let key = reference.key.clone().unwrap_or_default();
        let kept = |field: &str| {
            let escape = || Instead::Escape(format!("{SHAPED}{}", field.replace('_', "-")));
            (target.keep == Escapes::Keep).then(escape)
        };
        let lose = |field: String, value: String, instead: Instead| Loss {
            key: key.clone(),
            instead: kept(&field).unwrap_or(instead),
            field,
            value,
            why: NOT_PRINTED,
        };
        let mut losses = Vec::new();
        for fact in private::differing(reference, &self.reference) {
            let is_told = match fact {
                Fact::Field(P::Here, F::Note) => true,
                Fact::Field(place, _) => self.by_entry.contains(&place),
                Fact::Names(..) => false,
            };
            if let Some(value) = private::display(reference, fact).filter(|_| !is_told) {
                let instead = self.told.get(&fact).cloned().unwrap_or(Instead::Nowhere);
                losses.push(lose(fact.name().into_owned(), value, instead));
            }
        }
        if reference.entry_type != self.reference.entry_type {
            let public = type_row(self.reference.entry_type).written(target.dialect).to_owned();
            let value = reference.entry_type.as_str().to_owned();
            losses.push(lose(ENTRY_TYPE.to_owned(), value, Instead::Reshaped(public)));
        }
        for link in &reference.links {
            if let Some((_, told)) = self.links_told.iter().find(|(kind, _)| *kind == link.kind) {
                let value = super::links::to_items(std::slice::from_ref(link)).join("; ");
                losses.push(lose(LINKS.to_owned(), value, told.clone()));
            }
        }
        losses
    }
}

/// A reference as the reader of a dialect gives it: with no extras but those of .bib files, which are its own.
fn of_dialect(dialect: Dialect, reference: &Reference) -> Reference {
    let mut own: Vec<Extra> = extras::own(reference).cloned().collect();
    for extra in &mut own {
        extra.format = types::family(dialect).to_owned();
    }
    own.sort();
    Reference { extras: own, ..reference.clone() }
}

/// The name and inside of the escape of a member.
pub(super) fn to_escape(member: &str, value: &Json) -> (String, String) {
    let name = match Fact::named(member) {
        Some(fact) if !fact.name().contains('-') => member.replace('_', "-"),
        _ => member.to_owned(),
    };
    let texts = value.as_array().and_then(|_| private::texts(value)).filter(|texts| !texts.is_empty());
    let inside = match (value, texts) {
        (Json::String(text), _) => escapes::from_text(text),
        (_, Some(texts)) => escapes::from_value(&Value::List(texts)),
        _ => escapes::from_json(value),
    };
    (format!("{SHAPED}{name}"), inside)
}

/// The member that an escape holds.
pub(super) fn from_escape(name: &str, inside: &str) -> Option<(String, Json)> {
    let name = name.strip_prefix(SHAPED)?;
    let with_underscores = name.replace('-', "_");
    let member = if private::is_ours(&with_underscores) { with_underscores } else { name.to_owned() };
    if !private::is_ours(&member) {
        return None;
    }
    let value = match escapes::to_json(inside) {
        Some(value) => value,
        None => match escapes::to_value(inside) {
            Some(Value::List(texts)) => texts.into(),
            _ => escapes::to_text(inside)?.into(),
        },
    };
    Some((member, value))
}

/// The reference that a shaped one was made from, by its escapes.
pub(super) fn restore(
    dialect: Dialect,
    shaped: Reference,
    mut members: Private,
    profile: &Profile,
) -> Reference {
    members.insert("profile".to_owned(), profile.name.into());
    let public = of_dialect(dialect, &shaped);
    let as_read = |reference: &Reference, profile: &'static Profile| {
        let shaped = shape(dialect, reference, profile);
        of_dialect(dialect, shaped.as_ref().map_or(reference, |shaped| &shaped.reference))
    };
    let mut restored = private::restore(public, &members, types::family(dialect), &as_read).reference;
    // In the order of the file; what the file does not have stands after it.
    let places: BTreeMap<_, _> = shaped.extras.iter().zip(0_usize..).collect();
    restored.extras.sort_by_key(|extra| places.get(extra).copied().unwrap_or(usize::MAX));
    restored
}
