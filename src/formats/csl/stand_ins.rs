//! Variables that are made from another fact where their own is not given: who brought out a manual is its
//! organization, where to find an electronic print is told by its number.

use super::cells::{Cell, Spelling};
use crate::fields::{self, Dialect, Profile, row_to_write};
use crate::formats::fact::Fact;
use crate::model::{Field, Place, Reference};

/// Who brought it out, in the order in which they are asked.
pub(in crate::formats) const PUBLISHERS: &[(Place, Field)] = &[
    (Place::Here, Field::Organizations),
    (Place::Container, Field::Organizations),
    (Place::Here, Field::Institutions),
    (Place::Here, Field::HowPublished),
];

/// Adds what stands in for variables that no cell has.
pub(super) fn add(cells: &mut Vec<Cell>, reference: &Reference, profile: &Profile) {
    let variable = |field| row_to_write(Dialect::Csl, Place::Here, field, reference.entry_type)?.csl.written;
    let is_free = |cells: &[Cell], name: &str| !cells.iter().any(|cell| cell.name == name);
    let is_told = |cells: &[Cell], fact: &Fact| cells.iter().any(|cell| cell.facts.contains(fact));
    if let Some(name) = publisher_variable(reference).filter(|name| is_free(cells, name)) {
        let told = PUBLISHERS.iter().find_map(|(place, field)| {
            let fact = Fact::Field(*place, *field);
            let row = fields::row(*place, *field)?;
            let value = reference.fields.get(*place, *field).filter(|_| !is_told(cells, &fact))?;
            Some(Cell { name, value: Spelling::of(profile).value(row, value)?, facts: vec![fact] })
        });
        cells.extend(told);
    }
    if let Some(name) = variable(Field::Url).filter(|name| is_free(cells, name)) {
        let text = |field| reference.fields.text(Place::Here, field).unwrap_or_default();
        let address = fields::eprint_address(text(Field::EprintType), text(Field::Eprint));
        let facts = [Field::Eprint, Field::EprintType].map(|field| Fact::Field(Place::Here, field));
        cells.extend(address.map(|address| Cell { name, value: address.into(), facts: facts.to_vec() }));
    }
}

/// The variable of the publisher, that of the book for its parts.
fn publisher_variable(reference: &Reference) -> Option<&'static str> {
    let mut places = [Place::Here, Place::Container].into_iter();
    places.find_map(|place| {
        row_to_write(Dialect::Csl, place, Field::Publishers, reference.entry_type)?.csl.written
    })
}
