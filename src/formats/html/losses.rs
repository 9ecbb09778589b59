//! What a page does not hold of an edition: neither its reader sees it nor do the data for programs within it say it.

use super::edition::shows;
use crate::formats::fact::Fact;
use crate::formats::index::{Index, editions};
use crate::formats::{Loss, json_ld};
use crate::model::Place;
use crate::model::tree::Catalogue;

/// What the page does not hold as it is. People and types are words on the page, whatever the data say.
pub(super) fn losses(catalogue: &Catalogue, index: &Index<'_>) -> Vec<Loss> {
    let of_data = editions(&catalogue.works).flat_map(|located| json_ld::losses_of_edition(located, index));
    of_data.filter(|loss| !is_shown(loss)).collect()
}

fn is_shown(loss: &Loss) -> bool {
    match Fact::named(&loss.field) {
        Some(Fact::Field(place, field)) => shows(place, field),
        Some(Fact::Names(place, _)) => place == Place::Here,
        None => loss.field == json_ld::TYPE,
    }
}
