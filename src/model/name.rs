//! Names of people and bodies, in the parts that CSL tells apart.

use serde::{Deserialize, Serialize};

/// One name as printed. Either `literal` is given (a body, a mononym, a name that must not be taken apart)
/// or at least one of the other parts is.
///
/// Parts are those of CSL 1.0.2 ("Names"): `non_dropping_particle` stays with the family name ("Van Gogh"
/// sorts under V), `dropping_particle` does not ("Ludwig van Beethoven" sorts under B). BibTeX's "von" part
/// is read as `non_dropping_particle`. Parts hold plain Unicode, an empty string where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the CSL part of that name")]
pub struct Name {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub family: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub given: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub non_dropping_particle: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dropping_particle: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub suffix: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub literal: String,
}

/// What a list of names says of those it does not give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// The list is whole.
    #[default]
    Complete,
    /// There were more ("and others", "et al.").
    AndOthers,
    /// It is stated that the person is not named ("translator: not named"). The list is empty.
    NotNamed,
}

/// The names in one role, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameList {
    /// The names as printed.
    pub names: Vec<Name>,
    /// What is said of those not given.
    pub ending: Ending,
}

impl NameList {
    /// A whole list of names.
    pub fn of(names: Vec<Name>) -> Self {
        NameList { names, ending: Ending::Complete }
    }

    /// Whether nothing at all is stated.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.ending == Ending::Complete
    }
}

impl Name {
    /// A name that is not taken apart.
    pub fn literal(text: impl Into<String>) -> Self {
        Name { literal: text.into(), ..Name::default() }
    }

    /// A family name and a given name, either of which may be empty.
    pub fn person(family: impl Into<String>, given: impl Into<String>) -> Self {
        Name { family: family.into(), given: given.into(), ..Name::default() }
    }

    /// Whether nothing is given.
    pub fn is_empty(&self) -> bool {
        *self == Name::default()
    }

    /// In reading order: "Ludwig van Beethoven", "Martin Luther King, Jr.".
    pub fn display(&self) -> String {
        if !self.literal.is_empty() {
            return self.literal.clone();
        }
        let mut text =
            join(&[&self.given, &self.dropping_particle, &self.non_dropping_particle, &self.family]);
        if !self.suffix.is_empty() {
            text.push_str(", ");
            text.push_str(&self.suffix);
        }
        text
    }

    /// In sorting order: "Beethoven, Ludwig van", "King, Martin Luther, Jr.".
    pub fn inverted(&self) -> String {
        if !self.literal.is_empty() {
            return self.literal.clone();
        }
        let family = join(&[&self.non_dropping_particle, &self.family]);
        let given = join(&[&self.given, &self.dropping_particle]);
        [family.as_str(), given.as_str(), self.suffix.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// As it stands in a citation, alone, with the particle that is part of the family name (in CSL
    /// `non-dropping-particle`): "van Gogh".
    pub fn cited(&self) -> String {
        join(&[&self.non_dropping_particle, self.short()])
    }

    /// The part that a citation key, a slug or a short mention is made from: family name or literal.
    pub fn short(&self) -> &str {
        [&self.family, &self.literal, &self.given]
            .into_iter()
            .find(|part| !part.is_empty())
            .map_or("", String::as_str)
    }
}

fn join(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        // "d'" and "l'" stand close to what follows.
        if !text.is_empty() && !text.ends_with(['\'', '’']) {
            text.push(' ');
        }
        text.push_str(part);
    }
    text
}

/// Words that stand before or between the years of a life in the headings of catalogues.
const OF_LIVES: &[&str] = &[
    "b",
    "d",
    "c",
    "ca",
    "fl",
    "born",
    "died",
    "active",
    "approximately",
    "circa",
    "geb",
    "gest",
    "né",
    "née",
    "mort",
    "р",
    "ум",
];

/// How many years are in a text that has nothing but the years of a life, as catalogues put them behind names:
/// `1890-1947`, `b. 1890`, `fl. ca. 1890`; `None` for every other text.
pub fn years_of_life(text: &str) -> Option<usize> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut years = 0;
    for word in words {
        let is_year = word.len() == 4 && matches!(word.parse(), Ok(1000..=2099_u32));
        if !is_year && !OF_LIVES.contains(&word.to_lowercase().as_str()) {
            return None;
        }
        years += usize::from(is_year);
    }
    (years > 0).then_some(years)
}
