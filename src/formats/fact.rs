//! What a variable or an escape states: a field or the names in a role.

use std::borrow::Cow;

use crate::fields::{FIELDS, ROLES, role_row, row, row_named};
use crate::model::{Field, Place, Role};

/// A field or a list of names of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// The names in a role.
    Names(Place, Role),
    /// A field.
    Field(Place, Field),
}

impl Fact {
    /// The name of the row; place and word with a point between them where there is no row.
    pub fn name(self) -> Cow<'static, str> {
        match self {
            Fact::Names(place, role) => {
                role_row(place, role).map_or_else(|| format!("{place}.{role}").into(), |row| row.name.into())
            }
            Fact::Field(place, field) => {
                row(place, field).map_or_else(|| format!("{place}.{field}").into(), |row| row.name.into())
            }
        }
    }

    /// The fact with this [`Fact::name`].
    pub fn named(name: &str) -> Option<Fact> {
        if let Some(row) = row_named(name) {
            return Some(Fact::Field(row.place, row.field));
        }
        if let Some(row) = ROLES.iter().find(|row| row.name == name) {
            return Some(Fact::Names(row.place, row.role));
        }
        let (place, word) = name.split_once('.')?;
        let place = Place::from_word(place)?;
        let role = Role::from_word(word).map(|role| Fact::Names(place, role));
        let fact = role.or_else(|| Field::from_word(word).map(|field| Fact::Field(place, field)))?;
        // Facts that have a row have its name only.
        (fact.name() == name).then_some(fact)
    }

    /// Where it stands in the tables: roles first.
    pub fn position(self) -> usize {
        let found = match self {
            Fact::Names(place, role) => ROLES.iter().position(|row| row.place == place && row.role == role),
            Fact::Field(place, field) => FIELDS
                .iter()
                .position(|row| row.place == place && row.field == field)
                .map(|position| position + ROLES.len()),
        };
        found.unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_comes_back_from_its_name() {
        for place in Place::ALL {
            let fields = Field::ALL.iter().map(|field| Fact::Field(*place, *field));
            let names = Role::ALL.iter().map(|role| Fact::Names(*place, *role));
            for fact in fields.chain(names) {
                assert_eq!(Fact::named(&fact.name()), Some(fact), "{}", fact.name());
            }
        }
    }
}
