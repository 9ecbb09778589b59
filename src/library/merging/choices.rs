//! Which of two values an edition has after merging.

use crate::{
    formats::fact::Fact,
    library::{Error, assignment::Assignable, tree_fields::TREE_FIELDS},
    model::tree::Edition,
};

/// Whose values are kept where editions tell a fact otherwise. Where nothing is said, those of the edition that stays.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// The key of the edition whose values are kept.
    pub prefer: Option<String>,
    /// Fields and roles by name, each with the key of the edition whose value is kept.
    pub take: Vec<(String, String)>,
}

impl Choices {
    /// Fails for a field that there is not, and a key that none of the editions has.
    pub(super) fn check(&self, keys: &[String]) -> Result<(), Error> {
        for (name, _) in &self.take {
            let is_known = Assignable::named(name).is_some() || is_type(name);
            if !is_known {
                return Err(Error::UnknownField { field: name.clone() });
            }
        }
        let named = self.take.iter().map(|(_, key)| key).chain(&self.prefer);
        match named.into_iter().find(|key| !keys.contains(key)) {
            Some(key) => Err(Error::BadField {
                field: key.clone(),
                reason: "it is none of the keys of the editions that are merged".to_owned(),
            }),
            None => Ok(()),
        }
    }

    /// Whether the value of an edition is taken for a fact instead of that of the one that stays.
    pub(super) fn takes(&self, fact: Fact, from: &Edition) -> bool {
        let is_it = |key: &String| *key == from.key || from.aliases.contains(key);
        let named = self.take.iter().find(|(name, _)| fact_named(name) == Some(fact));
        named.map(|(_, key)| key).or(self.prefer.as_ref()).is_some_and(is_it)
    }

    /// The same for the type of the entry.
    pub(super) fn takes_type(&self, from: &Edition) -> bool {
        let is_it = |key: &String| *key == from.key || from.aliases.contains(key);
        let named = self.take.iter().find(|(name, _)| is_type(name));
        named.map(|(_, key)| key).or(self.prefer.as_ref()).is_some_and(is_it)
    }
}

/// Whether a name is that of the type of an edition, which is the first of what belongs to the tree.
fn is_type(name: &str) -> bool {
    TREE_FIELDS.first().is_some_and(|field| field.name == name)
}

fn fact_named(name: &str) -> Option<Fact> {
    Some(match Assignable::named(name)? {
        Assignable::Field(row) => Fact::Field(row.place, row.field),
        Assignable::Role(row) => Fact::Names(row.place, row.role),
    })
}
