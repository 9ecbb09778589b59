//! Tree → reference: one edition seen whole and flat.

use super::inheritance::{FROM_BOOK, OF_EARLIER_EDITION, PLACES_FROM_BOOK, of_container};
use super::own_extras;
use crate::{
    model::{
        Ending, Field, Link, LinkKind, NameList, Place, Reference, Role, Standing,
        field::Fields,
        reference::Names,
        tree::{Contribution, Edition, Expression, ExpressionKind, RelationKind, Target, Work},
    },
    store::{Triple, Whole},
};

/// The reference that an edition is cited by.
pub fn reference(whole: &Whole) -> Reference {
    let Whole { work, expression, edition, .. } = whole;
    let mut reference = Reference::new(edition.entry_type);
    reference.key = Some(edition.key.clone());
    reference.aliases = edition.aliases.clone();
    reference.work_kind = (work.kind != edition.entry_type.likely_kind()).then_some(work.kind);
    reference.standing = edition.standing;
    reference.fields = edition.fields.clone();
    reference.names = names(&[&work.contributions, &expression.contributions, &edition.contributions]);
    reference.work = Some(work.handle.clone());
    reference.expression = Some(expression.handle.clone());
    reference.extras = edition.extras.clone();
    if let Some(language) = &expression.language {
        reference.fields.set(Place::Here, Field::Language, language.clone());
    }
    add_container(&mut reference, whole.container.as_ref());
    add_original(&mut reference, whole);
    add_reprint(&mut reference, expression, whole.reprint.as_ref());
    add_relations(&mut reference, edition);
    own_extras::apply(&mut reference);
    reference
}

/// Names by place and role; a list on a lower level of the tree stands instead of one on a higher level.
pub(super) fn names(levels: &[&[Contribution]]) -> Names {
    let mut names = Names::new();
    for contributions in levels {
        let mut of_level = Names::new();
        for contribution in *contributions {
            let list: &mut NameList = of_level.entry((contribution.place, contribution.role)).or_default();
            match &contribution.who {
                Ok(who) => list.names.push(who.name.clone()),
                Err(ending) => list.ending = *ending,
            }
        }
        names.extend(of_level);
    }
    names
}

/// Brings the container's title and, for parts of books, all that flat entries say of the book.
pub(super) fn add_container(reference: &mut Reference, container: Option<&Triple>) {
    if reference.entry_type.is_part_of_book() {
        move_to_container(reference);
    }
    let Some(Triple { work, expression, edition }) = container else { return };
    let is_volume = is_volume_of(reference, edition);
    for field in of_container(reference.entry_type).filter(|_| !is_volume) {
        if let Some(value) = edition.fields.get(Place::Here, field)
            && !reference.fields.has(Place::Container, field)
        {
            reference.fields.set(Place::Container, field, value.clone());
        }
    }
    let theirs = names(&[&work.contributions, &expression.contributions, &edition.contributions]);
    let mut inherited = vec![(Place::Here, Role::Author, Place::Container)];
    if reference.entry_type.is_part_of_book() {
        inherited.push((Place::Here, Role::Editor, Place::Container));
        inherited.push((Place::Here, Role::Translator, Place::Container));
        inherited.push((Place::Series, Role::Editor, Place::Series));
        for place in PLACES_FROM_BOOK {
            inherit_place(&mut reference.fields, &edition.fields, *place);
        }
        if let Some(date) = edition.fields.get(Place::Here, Field::Date)
            && !reference.fields.has(Place::Here, Field::Date)
        {
            reference.fields.set(Place::Here, Field::Date, date.clone());
        }
    }
    for (from, role, to) in inherited {
        if let Some(list) = theirs.get(&(from, role)) {
            reference.names.entry((to, role)).or_insert_with(|| list.clone());
        }
    }
    if edition.standing == Standing::Listed {
        reference.links.push(Link { kind: LinkKind::PartOf, target: edition.key.clone() });
    }
}

/// Whether the container is the multi-volume work that an edition is a volume of: flat entries have its title as that
/// of the set, and no container.
fn is_volume_of(reference: &Reference, container: &Edition) -> bool {
    let fields = &reference.fields;
    let title = container.fields.get(Place::Here, Field::Title);
    title.is_some()
        && fields.get(Place::Set, Field::Title) == title
        && !reference.entry_type.is_part_of_book()
        && !reference.entry_type.is_part_of_periodical()
}

/// What the library keeps with a part itself, since it has no container or differs from it, is still said of
/// the container in flat entries.
fn move_to_container(reference: &mut Reference) {
    for field in FROM_BOOK {
        if let Some(value) = reference.fields.remove(Place::Here, *field) {
            reference.fields.set(Place::Container, *field, value);
        }
    }
    if let Some(editors) = reference.names.remove(&(Place::Here, Role::Editor)) {
        reference.names.insert((Place::Container, Role::Editor), editors);
    }
}

/// A place whose fields belong together is inherited as a whole or not at all.
fn inherit_place(own: &mut Fields, theirs: &Fields, place: Place) {
    if own.has_place(place) {
        return;
    }
    for (field, value) in theirs.of_place(place) {
        own.set(place, field, value.clone());
    }
}

/// The text that this one was translated from.
fn add_original(reference: &mut Reference, whole: &Whole) {
    if whole.expression.kind == ExpressionKind::Original {
        return;
    }
    let original = whole.original.as_ref();
    let language = original.and_then(|original| original.expression.language.as_ref());
    if let Some(language) = language.or(whole.source_language.as_ref()) {
        reference.fields.set(Place::Original, Field::Language, vec![language.clone()]);
    }
    let Some(Triple { edition, .. }) = original else { return };
    copy_earlier(reference, Place::Original, edition);
    if let Some(authors) = names(&[&edition.contributions]).remove(&(Place::Here, Role::Author)) {
        reference.names.insert((Place::Original, Role::Author), authors);
    }
    if edition.fields.has(Place::Here, Field::Title) {
        reference.links.push(Link { kind: LinkKind::TranslationOf, target: edition.key.clone() });
    }
}

/// The earlier edition of the same text. Where that is known by its date or publisher only and the text is no
/// translation, flat entries say it in the fields of the original (FIELDS, "reprint of an untranslated
/// text").
fn add_reprint(reference: &mut Reference, expression: &Expression, reprint: Option<&Triple>) {
    let Some(Triple { edition, .. }) = reprint else { return };
    let known_by_title = edition.fields.has(Place::Here, Field::Title);
    if expression.kind == ExpressionKind::Original && !known_by_title {
        copy_earlier(reference, Place::Original, edition);
        return;
    }
    copy_earlier(reference, Place::Reprint, edition);
    if known_by_title {
        reference.links.push(Link { kind: LinkKind::ReprintOf, target: edition.key.clone() });
    }
}

fn copy_earlier(reference: &mut Reference, place: Place, edition: &Edition) {
    for field in OF_EARLIER_EDITION {
        if let Some(value) = edition.fields.get(Place::Here, *field)
            && crate::fields::row(place, *field).is_some()
        {
            reference.fields.set(place, *field, value.clone());
        }
    }
}

fn add_relations(reference: &mut Reference, edition: &Edition) {
    for relation in &edition.relations {
        let kind = match relation.kind {
            RelationKind::ReviewOf => LinkKind::ReviewOf,
            RelationKind::Member => LinkKind::Member,
            RelationKind::SeeAlso => LinkKind::SeeAlso,
            RelationKind::PartOf => LinkKind::PartOf,
            _ => continue,
        };
        if let Target::Edition(target) = &relation.target {
            reference.links.push(Link { kind, target: target.clone() });
        }
    }
}

/// The names of the authors of a work as given on the work itself.
pub fn authors(work: &Work) -> NameList {
    names(&[&work.contributions])
        .remove(&(Place::Here, Role::Author))
        .unwrap_or(NameList { names: Vec::new(), ending: Ending::Complete })
}
