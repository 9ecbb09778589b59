//! Reference → public keys of an entry.

use std::{borrow::Cow, collections::BTreeMap};

use serde_json::{Map, Value as Json, json};

use super::parts::kebab;
use super::spelling::spell;
use super::{FORMAT, persons};
use crate::fields::hayagriva::{
    ALSO_WRITTEN, ANTHOLOGY, CONFERENCE, HAYAGRIVA_FIELDS, HAYAGRIVA_ROLES, HayagrivaField, KEYS, NamesUnder,
    Node, ORIGINAL, SHORTHANDS, WHOLES, hayagriva_type, hayagriva_type_of, key,
};
use crate::model::{Extra, Field, NameList, Place, Reference, Role};

/// An entry or a parent: values by key.
pub(super) type Entry = Map<String, Json>;

/// The public keys of a reference.
pub(super) fn entry(reference: &Reference) -> Entry {
    let shaped = with_first_edition(reference);
    let shaped = with_institution(&shaped);
    let reference = &*crate::fields::in_words(&shaped);
    let mut nodes: BTreeMap<Node, Entry> = BTreeMap::new();
    for row in HAYAGRIVA_FIELDS.iter().filter(|row| row.only.includes(reference.entry_type)) {
        if is_said(reference, row.place, row.field)
            && let Some(value) = spell(reference, row)
        {
            set(nodes.entry(row.node).or_default(), row.path, value);
        }
    }
    for row in HAYAGRIVA_ROLES.iter().filter(|row| row.only.includes(reference.entry_type)) {
        let names = reference.names(row.place, row.role);
        if names.is_empty() || is_translator_too(reference, row.place, row.role) {
            continue;
        }
        let node = nodes.entry(row.node).or_default();
        let names = persons::write(names);
        match row.under {
            NamesUnder::Key(key) => set(node, (key, None), names),
            NamesUnder::Affiliated(word) => {
                let list = node.entry(key::AFFILIATED).or_insert_with(|| json!([]));
                if let Some(list) = list.as_array_mut() {
                    list.push(json!({ key::ROLE: word, key::NAMES: names }));
                }
            }
        }
    }
    for node in nodes.values_mut() {
        // The short form of no title and the date of no address make a file unreadable.
        for (name, inner) in SHORTHANDS.iter().filter(|(_, inner)| *inner == key::VALUE) {
            if node.get(*name).is_some_and(|map| map.get(inner).is_none()) {
                node.remove(*name);
            }
        }
    }
    print_own_publisher(reference, &mut nodes);
    add_arxiv(reference, nodes.entry(Node::Own).or_default());
    assemble(reference, nodes)
}

/// What the first edition of a text is to hayagriva: an original without a title, which is that of the entry.
const IMPRINT: [Field; 3] = [Field::Date, Field::Publishers, Field::Places];

/// A reprint of a text that is no translation as hayagriva has it: the earlier edition is the original.
fn with_first_edition(reference: &Reference) -> Cow<'_, Reference> {
    if !is_first_edition_behind(reference) {
        return Cow::Borrowed(reference);
    }
    let mut shaped = reference.clone();
    for field in IMPRINT {
        if let Some(value) = shaped.fields.remove(Place::Reprint, field) {
            shaped.fields.set(Place::Original, field, value);
        }
    }
    Cow::Owned(shaped)
}

/// The institution of what has no other organization stands where that would.
fn with_institution(reference: &Reference) -> Cow<'_, Reference> {
    if !is_institution_organization(reference) {
        return Cow::Borrowed(reference);
    }
    let mut shaped = reference.clone();
    if let Some(value) = shaped.fields.remove(Place::Here, Field::Institutions) {
        shaped.fields.set(Place::Here, Field::Organizations, value);
    }
    Cow::Owned(shaped)
}

/// Whether the institution is told as an organization.
pub(super) fn is_institution_organization(reference: &Reference) -> bool {
    let has = |field| reference.fields.has(Place::Here, field);
    has(Field::Institutions)
        && !has(Field::Organizations)
        && key_of(reference, Place::Here, Field::Institutions).is_none()
}

/// Whether what was reprinted is told as the original.
pub(super) fn is_first_edition_behind(reference: &Reference) -> bool {
    let has = |place, field| reference.fields.has(place, field);
    IMPRINT.iter().any(|field| has(Place::Reprint, *field))
        && !reference.fields.has_place(Place::Original)
        && !reference.is_translated()
}

/// Puts a value under a key, or under a key of the map there.
fn set(node: &mut Entry, path: (&'static str, Option<&'static str>), value: Json) {
    match path {
        (key, None) => {
            node.insert(key.to_owned(), value);
        }
        (key, Some(inner)) => {
            let map = node.entry(key).or_insert_with(|| json!({}));
            if let Some(map) = map.as_object_mut() {
                map.insert(inner.to_owned(), value);
            }
        }
    }
}

/// Whether hayagriva would take a value for what it is. What an entry does not say itself it takes from the
/// nearest parent, so the date, publisher and language of an original would be printed as the entry's own
/// (FIELDS, trap 5).
fn is_said(reference: &Reference, place: Place, field: Field) -> bool {
    let has = |place, field| {
        let rows = HAYAGRIVA_FIELDS.iter();
        let mut rows = rows.filter(|row| (row.place, row.field) == (place, field));
        rows.any(|row| row.only.includes(reference.entry_type) && spell(reference, row).is_some())
    };
    let publisher = |place| has(place, Field::Publishers) || has(place, Field::Places);
    match (place, field) {
        (Place::Original | Place::Event, Field::Date) => has(Place::Here, Field::Date),
        (Place::Original, Field::Publishers | Field::Places) => {
            publisher(Place::Here) || publisher(Place::Container)
        }
        (Place::Original, Field::Language) => {
            has(Place::Here, Field::Language) && reference.fields.list(place, field).len() == 1
        }
        _ => true,
    }
}

/// Whether the same people are the editors and the translators: they would be printed twice (FIELDS, trap 9;
/// hayagriva, issue 444).
fn is_translator_too(reference: &Reference, place: Place, role: Role) -> bool {
    role == Role::Editor
        && matches!(place, Place::Here | Place::Container)
        && reference.names(place, role) == reference.names(Place::Here, Role::Translator)
}

/// Beside an original with a publisher that of the book stands with the part as well: the original comes first.
fn print_own_publisher(reference: &Reference, nodes: &mut BTreeMap<Node, Entry>) {
    let publisher = |node: Node| Some(nodes.get(&node)?.get(key::PUBLISHER)?.clone());
    let is_needed = publisher(Node::Original).is_some() && publisher(Node::Own).is_none();
    if let Some(value) = publisher(Node::Container).filter(|_| is_needed) {
        let own = nodes.entry(Node::Own).or_default();
        own.insert(key::PUBLISHER.to_owned(), value);
        if reference.entry_type.is_part_of_book()
            && let Some(container) = nodes.get_mut(&Node::Container)
        {
            container.remove(key::PUBLISHER);
        }
    }
}

/// The eprint at arXiv.
fn add_arxiv(reference: &Reference, own: &mut Entry) {
    let text = |field| reference.fields.text(Place::Here, field);
    if let (Some(number), Some(scheme)) = (text(Field::Eprint), text(Field::EprintType))
        && scheme.eq_ignore_ascii_case(key::ARXIV)
    {
        set(own, (key::SERIAL_NUMBER, Some(key::ARXIV)), number.into());
    }
}

fn assemble(reference: &Reference, mut nodes: BTreeMap<Node, Entry>) -> Entry {
    let row = hayagriva_type(reference.entry_type);
    let has_genre = reference.fields.has(Place::Here, Field::Genre);
    let (word, parent_word) = words(reference, &nodes);
    let mut own = nodes.remove(&Node::Own).unwrap_or_default();
    own.insert(key::TYPE.to_owned(), word.into());
    if let Some(genre) = row.genre.filter(|_| !has_genre) {
        own.insert(key::GENRE.to_owned(), genre.into());
    }
    let series = nodes.remove(&Node::Series).map(|series| typed(series, ANTHOLOGY));
    let mut container = nodes.remove(&Node::Container);
    let set = nodes.remove(&Node::Set).map(|set| match container.as_mut() {
        Some(container) => above_volume(container, parent_word, set),
        None if own.contains_key(key::VOLUME) => above_volume(&mut own, ANTHOLOGY, set),
        None => above_volume(&mut own, word, set),
    });
    let series = match (set, series) {
        (Some(mut set), Some(series)) => {
            set.insert(key::PARENT.to_owned(), Json::Object(series));
            Some(set)
        }
        (set, series) => set.or(series),
    };
    // An article is told from others by what it stands in, even where that is not named.
    if container.is_none()
        && (reference.entry_type.is_part_of_periodical() || reference.entry_type.is_part_of_book())
    {
        container = Some(Entry::new());
    }
    let mut parents = Vec::new();
    parents.extend(nodes.remove(&Node::Original).map(|original| typed(original, ORIGINAL)));
    match (container, series) {
        (Some(container), series) => {
            let mut container = typed(container, parent_word);
            if let Some(series) = series {
                container.insert(key::PARENT.to_owned(), Json::Object(series));
            }
            parents.push(container);
        }
        (None, series) => parents.extend(series),
    }
    parents.extend(nodes.remove(&Node::Event).map(|event| typed(event, CONFERENCE)));
    let mut parents: Vec<Json> = parents.into_iter().map(Json::Object).collect();
    match parents.len() {
        0 => {}
        1 => own.extend(parents.pop().map(|parent| (key::PARENT.to_owned(), parent))),
        _ => {
            own.insert(key::PARENT.to_owned(), parents.into());
        }
    }
    let mut entry = in_order(own);
    for extra in &reference.extras {
        if let Some(value) = public_extra(extra).filter(|_| !entry.contains_key(&extra.name)) {
            entry.insert(extra.name.clone(), value);
        }
    }
    entry
}

/// The multi-volume work of a volume, of which the number of volumes is told.
fn above_volume(volume: &mut Entry, word: &str, mut set: Entry) -> Entry {
    set.extend(volume.shift_remove(key::VOLUME_TOTAL).map(|total| (key::VOLUME_TOTAL.to_owned(), total)));
    typed(set, if WHOLES.contains(&word) { word } else { ANTHOLOGY })
}

fn typed(mut parent: Entry, word: &str) -> Entry {
    parent.insert(key::TYPE.to_owned(), word.into());
    parent
}

/// The words for the type of an entry and of what it is part of: those that a file gave, where they still mean
/// the type.
fn words<'r>(reference: &'r Reference, nodes: &BTreeMap<Node, Entry>) -> (&'r str, &'r str) {
    let row = hayagriva_type(reference.entry_type);
    let genre = reference.fields.text(Place::Here, Field::Genre);
    let means = |word: &str, parent: Option<&str>| {
        let parent = parent.map(kebab);
        hayagriva_type_of(&kebab(word), parent.as_deref(), genre) == Some(reference.entry_type)
    };
    let own = word_of_extra(reference, |name| name == key::TYPE);
    // Where it is one of several parents the extra has another name.
    let is_alone = !nodes.contains_key(&Node::Original) && !nodes.contains_key(&Node::Event);
    let parent = word_of_extra(reference, |name| is_alone && name.split_once('.') == Some(TYPE_OF_PARENT));
    let of_any =
        own.filter(|word| ALSO_WRITTEN.contains(word) && means(word, None) && means(word, Some(row.parent)));
    match (own, parent) {
        (Some(own), Some(parent)) if means(own, Some(parent)) => (own, parent),
        (_, Some(parent)) if means(of_any.unwrap_or(row.word), Some(parent)) => {
            (of_any.unwrap_or(row.word), parent)
        }
        _ => (of_any.unwrap_or(row.word), row.parent),
    }
}

/// Where the type of a parent stands.
const TYPE_OF_PARENT: (&str, &str) = (key::PARENT, key::TYPE);

/// The word in the extra of a name.
fn word_of_extra(reference: &Reference, has_name: impl Fn(&str) -> bool) -> Option<&str> {
    let extra = reference.extras.iter().find(|extra| extra.format == FORMAT && has_name(&extra.name))?;
    let word = extra.value.strip_prefix('"')?.strip_suffix('"')?;
    word.chars().all(|c| c.is_ascii_alphabetic() || c == '-').then_some(word)
}

/// The value of an extra that can stand in an entry as it stood in a file: one that hayagriva does not read.
fn public_extra(extra: &Extra) -> Option<Json> {
    if extra.format != FORMAT || KEYS.contains(&extra.name.as_str()) || extra.name.contains(['.', '[']) {
        return None;
    }
    let value: Json = serde_json::from_str(&extra.value).ok()?;
    let spelled = value.to_string();
    (spelled == extra.value && !super::is_ours(&extra.name)).then_some(value)
}

/// The keys of an entry and of its parents in their usual order; maps that say one thing as that alone.
fn in_order(mut entry: Entry) -> Entry {
    let mut ordered = Entry::new();
    for key in KEYS {
        let Some(mut value) = entry.remove(*key) else { continue };
        let shorthand = SHORTHANDS.iter().find(|(name, _)| name == key);
        if let (Some((_, inner)), Some(map)) = (shorthand, value.as_object_mut())
            && map.len() == 1
            && let Some(only) = map.remove(*inner)
        {
            value = only;
        }
        if *key == key::PARENT {
            value = match value {
                Json::Object(parent) => Json::Object(in_order(parent)),
                Json::Array(parents) => parents
                    .into_iter()
                    .map(|parent| match parent {
                        Json::Object(parent) => Json::Object(in_order(parent)),
                        other => other,
                    })
                    .collect(),
                other => other,
            };
        }
        ordered.insert((*key).to_owned(), value);
    }
    ordered.extend(entry);
    ordered
}

/// The key under which a fact is told, where the entry has one for it.
pub(super) fn key_of(reference: &Reference, place: Place, field: Field) -> Option<&'static str> {
    let field = if field == Field::Subtitle { Field::Title } else { field };
    let is_row = |row: &&HayagrivaField| {
        (row.place, row.field) == (place, field) && row.only.includes(reference.entry_type)
    };
    HAYAGRIVA_FIELDS.iter().find(is_row).map(|row| row.path.0)
}

/// The key under which names are told.
pub(super) fn key_of_names(reference: &Reference, place: Place, role: Role) -> Option<&'static str> {
    let stated = |list: &NameList| !list.names.is_empty();
    reference.names.get(&(place, role)).filter(|list| stated(list))?;
    let mut rows = HAYAGRIVA_ROLES.iter();
    let row =
        rows.find(|row| (row.place, row.role) == (place, role) && row.only.includes(reference.entry_type))?;
    Some(match row.under {
        NamesUnder::Key(key) => key,
        NamesUnder::Affiliated(_) => key::AFFILIATED,
    })
}
