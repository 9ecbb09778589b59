//! What the library keeps for itself among the extras of an edition: what its entry says and the tree does not.
//!
//! A tree says one thing of an original, of a container, of a text. Entries made by different hands do not:
//! one dates the original otherwise, names fewer people, points at an entry that is not there. What the tree
//! cannot say is kept with the edition, and said when the edition is cited.

use crate::{
    formats::{
        fact::Fact,
        private::{self, Stated},
    },
    model::{EntryType, Extra, Field, Link, LinkKind, Place, Reference},
};

/// The format name of such extras.
pub(super) const OWN_FORMAT: &str = "oeuvre";

/// The name of what [`no_link`] gives.
const NO_LINK: &str = "no-link";

/// Whether a loss of this name is that of such an extra.
pub fn is_own(loss: &str) -> bool {
    loss.split_once(':').is_some_and(|(format, _)| format == OWN_FORMAT)
}

/// Whether an extra is the library's own.
pub fn is_own_extra(extra: &Extra) -> bool {
    extra.format == OWN_FORMAT
}

/// A link that the tree does not hold: to an entry that is not in the library, or beside another one.
pub fn link(link: &Link) -> Extra {
    Extra { format: OWN_FORMAT.to_owned(), name: link.kind.as_str().to_owned(), value: link.target.clone() }
}

/// That the entry does not point at an edition that stands behind it in the tree: it tells of that in fields.
pub fn no_link(kind: LinkKind) -> Extra {
    Extra { format: OWN_FORMAT.to_owned(), name: NO_LINK.to_owned(), value: kind.as_str().to_owned() }
}

/// What the entry says of a fact where the tree says otherwise or nothing: its value as JSON, or null where the
/// entry does not state it.
pub fn told(fact: Fact, reference: &Reference) -> Extra {
    let nothing = Reference::new(reference.entry_type);
    let value = private::spell(reference, &nothing, fact).to_string();
    Extra { format: OWN_FORMAT.to_owned(), name: fact.name().into_owned(), value }
}

/// The word for the type of an entry, which is no fact.
pub const TYPE: &str = "type";

/// What begins the name of a value that is kept beside another one.
const BESIDE: &str = "merged:";
/// The members of such a value: the key that it came with, and what it is.
const FROM: &str = "from";
const VALUE: &str = "value";

/// What an edition told of a fact that was merged into one which tells it otherwise.
pub fn beside(fact: Fact, reference: &Reference, from: &str) -> Extra {
    let nothing = Reference::new(reference.entry_type);
    beside_value(&fact.name(), from, &private::spell(reference, &nothing, fact))
}

/// The same for what is no fact: a type, where a link led.
pub fn beside_word(name: &str, from: &str, word: &str) -> Extra {
    beside_value(name, from, &word.into())
}

fn beside_value(name: &str, from: &str, value: &serde_json::Value) -> Extra {
    let value = serde_json::json!({ FROM: from, VALUE: value }).to_string();
    Extra { format: OWN_FORMAT.to_owned(), name: format!("{BESIDE}{name}"), value }
}

/// A value that is kept beside another one, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptBeside {
    /// The name of the field or role.
    pub name: String,
    /// The key of the edition that it came with.
    pub from: String,
    /// The value.
    pub value: String,
}

impl KeptBeside {
    /// What an extra keeps; `None` for any other extra.
    pub fn of(extra: &Extra) -> Option<KeptBeside> {
        let name = extra.name.strip_prefix(BESIDE).filter(|_| extra.format == OWN_FORMAT)?;
        let kept: serde_json::Value = serde_json::from_str(&extra.value).ok()?;
        let (from, value) = (kept.get(FROM)?.as_str()?, kept.get(VALUE)?);
        let stated = Fact::named(name).and_then(|fact| {
            let mut reference = Reference::new(EntryType::Misc);
            private::state(&mut reference, fact, private::read_fact(fact, value, None)?);
            private::display(&reference, fact)
        });
        let value = stated.or_else(|| value.as_str().map(str::to_owned)).unwrap_or_else(|| value.to_string());
        Some(KeptBeside { name: name.to_owned(), from: from.to_owned(), value })
    }
}

/// An extra of the library's own, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnMark {
    /// A value that is kept beside another one.
    Beside(KeptBeside),
    /// What the entry says of a fact where the tree says otherwise: the name of the field or role, and its value; none
    /// where the entry leaves it out.
    Told(String, Option<String>),
    /// The entry points at nothing by such a link, where the tree does.
    NoLink(LinkKind),
    /// The entry points at a key that the tree does not lead to.
    Link(Link),
}

impl OwnMark {
    /// What an extra says; `None` for those of formats.
    pub fn of(extra: &Extra) -> Option<OwnMark> {
        if let Some(beside) = KeptBeside::of(extra) {
            return Some(OwnMark::Beside(beside));
        }
        Some(match read(extra)? {
            Own::Link(link) => OwnMark::Link(link),
            Own::NoLink(kind) => OwnMark::NoLink(kind),
            Own::Told(fact, stated) => {
                let mut reference = Reference::new(EntryType::Misc);
                private::state(&mut reference, fact, stated);
                OwnMark::Told(fact.name().into_owned(), private::display(&reference, fact))
            }
        })
    }
}

/// Whether one of the extras of an edition is what a reference tells of a fact, beside what the edition tells.
pub fn is_beside(extras: &[Extra], fact: Fact, reference: &Reference) -> bool {
    let Extra { name, value, .. } = beside(fact, reference, "");
    is_value_beside(extras, &name, &value)
}

/// The same for what is no fact.
pub fn is_word_beside(extras: &[Extra], name: &str, word: &str) -> bool {
    let Extra { name, value, .. } = beside_word(name, "", word);
    is_value_beside(extras, &name, &value)
}

fn is_value_beside(extras: &[Extra], name: &str, value: &str) -> bool {
    let value_of = |text: &str| -> Option<serde_json::Value> {
        serde_json::from_str::<serde_json::Value>(text).ok()?.get(VALUE).cloned()
    };
    let wanted = value_of(value);
    extras
        .iter()
        .any(|extra| extra.format == OWN_FORMAT && extra.name == name && value_of(&extra.value) == wanted)
}

/// Whether an extra tells a fact otherwise than the tree, or takes a link from it: that is so only where the edition
/// stands.
pub fn is_of_tree(extra: &Extra) -> bool {
    matches!(read(extra), Some(Own::Told(..) | Own::NoLink(_)))
}

/// Takes them out of the extras of a reference and makes it say what they say.
pub fn apply(reference: &mut Reference) {
    let mut own = Vec::new();
    reference.extras.retain(|extra| match read(extra) {
        Some(found) => {
            own.push(found);
            false
        }
        None => true,
    });
    for found in own {
        match found {
            Own::Link(link) => reference.links.push(link),
            Own::NoLink(kind) => unlink(reference, kind),
            Own::Told(fact, stated) => private::state(reference, fact, stated),
        }
    }
}

/// Takes away a link and what the tree says of the edition that it leads to.
pub fn unlink(reference: &mut Reference, kind: LinkKind) {
    reference.links.retain(|link| link.kind != kind);
    let place = match kind {
        LinkKind::TranslationOf => Place::Original,
        LinkKind::ReprintOf => Place::Reprint,
        _ => return,
    };
    let there: Vec<Field> = reference.fields.of_place(place).map(|(field, _)| field).collect();
    for field in there {
        reference.fields.remove(place, field);
    }
    reference.names.retain(|(of, _), _| *of != place);
}

/// Whether an extra says what an entry says of a fact.
pub fn tells(extra: &Extra, fact: Fact) -> bool {
    matches!(read(extra), Some(Own::Told(told, _)) if told == fact)
}

enum Own {
    Link(Link),
    NoLink(LinkKind),
    Told(Fact, Stated),
}

fn read(extra: &Extra) -> Option<Own> {
    if extra.format != OWN_FORMAT {
        return None;
    }
    if extra.name == NO_LINK {
        return LinkKind::from_word(&extra.value).map(Own::NoLink);
    }
    if let Some(kind) = LinkKind::from_word(&extra.name) {
        return Some(Own::Link(Link { kind, target: extra.value.clone() }));
    }
    let fact = Fact::named(&extra.name)?;
    let value = serde_json::from_str(&extra.value).ok()?;
    Some(Own::Told(fact, private::read_fact(fact, &value, None)?))
}
