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
    model::{Extra, Field, Link, LinkKind, Place, Reference},
};

/// The format name of such extras.
const OWN_FORMAT: &str = "oeuvre";

/// The name of what [`no_link`] gives.
const NO_LINK: &str = "no-link";

/// Whether a loss of this name is that of such an extra.
pub fn is_own(loss: &str) -> bool {
    loss.split_once(':').is_some_and(|(format, _)| format == OWN_FORMAT)
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
