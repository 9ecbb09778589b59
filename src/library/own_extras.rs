//! What the library keeps for itself among the extras of an edition: links to entries that are not there.

use crate::model::{Extra, Link, LinkKind};

/// The format name of such extras.
const OWN_FORMAT: &str = "oeuvre";

/// A link whose target is not in the library.
pub fn dangling(link: &Link) -> Extra {
    Extra { format: OWN_FORMAT.to_owned(), name: link.kind.as_str().to_owned(), value: link.target.clone() }
}

/// Takes such links out of the extras again.
pub fn take_links(extras: &mut Vec<Extra>) -> Vec<Link> {
    let mut links = Vec::new();
    extras.retain(|extra| match LinkKind::from_word(&extra.name) {
        Some(kind) if extra.format == OWN_FORMAT => {
            links.push(Link { kind, target: extra.value.clone() });
            false
        }
        _ => true,
    });
    links
}
