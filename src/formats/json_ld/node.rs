//! Nodes of the graph and the values in them.

use serde_json::{Map, Value as Json, json};

use crate::fields::schema_org::{self, class, property, property_of};
use crate::formats::address::Anchor;
use crate::formats::index::Index;
use crate::model::date::{End, Form, Mask, Point};
use crate::model::tree::Contribution;
use crate::model::{Date, Place, Role, language, title};

/// A node while it is made. Properties stand in the order in which they are given first.
#[derive(Debug)]
pub(super) struct Node(Map<String, Json>);

impl Node {
    /// A node of its own in the graph.
    pub(super) fn new(anchor: Anchor<'_>, class: &'static str, index: &Index<'_>) -> Node {
        let mut node = Node::inner(class);
        node.0.insert("@id".to_owned(), index.href(anchor).into());
        node
    }

    /// A node that stands inside another one.
    pub(super) fn inner(class: &'static str) -> Node {
        Node(Map::from_iter([("@type".to_owned(), class.into())]))
    }

    /// Adds a class.
    pub(super) fn add_class(&mut self, class: &'static str) {
        self.append("@type", class.into());
    }

    /// Whether one of its classes has a property.
    pub(super) fn has(&self, property: &str) -> bool {
        match self.0.get("@type") {
            Some(Json::Array(classes)) => {
                classes.iter().filter_map(Json::as_str).any(|class| schema_org::has(class, property))
            }
            Some(Json::String(class)) => schema_org::has(class, property),
            _ => false,
        }
    }

    /// Sets a property, unless there is nothing to say.
    pub(super) fn set(&mut self, property: &'static str, value: impl Into<Json>) {
        let value = value.into();
        let says_nothing = value.is_null() || value.as_str().is_some_and(str::is_empty);
        if !says_nothing {
            self.0.insert(property.to_owned(), value);
        }
    }

    /// Adds a value to a property.
    pub(super) fn add(&mut self, property: &'static str, value: impl Into<Json>) {
        let value = value.into();
        let says_nothing = value.is_null() || value.as_str().is_some_and(str::is_empty);
        if !says_nothing {
            self.append(property, value);
        }
    }

    /// Adds several values, each once.
    pub(super) fn set_all(&mut self, property: &'static str, values: impl IntoIterator<Item = Json>) {
        let mut known: Vec<Json> = Vec::new();
        for value in values {
            if !known.contains(&value) {
                self.add(property, value.clone());
                known.push(value);
            }
        }
    }

    fn append(&mut self, name: &str, value: Json) {
        match self.0.get_mut(name) {
            None => {
                self.0.insert(name.to_owned(), value);
            }
            Some(Json::Array(values)) => values.push(value),
            Some(first) => *first = json!([first.take(), value]),
        }
    }

    /// Those who made it, by what they did. Editors of a series are named with the series.
    pub(super) fn credit<'a>(
        &mut self,
        contributions: impl IntoIterator<Item = &'a Contribution>,
        index: &Index<'_>,
    ) {
        for contribution in contributions {
            let Ok(who) = &contribution.who else { continue };
            if contribution.place == Place::Here {
                self.credit_one(contribution.role, reference(Anchor::Agent(&who.agent), index));
            }
        }
    }

    fn credit_one(&mut self, role: Role, agent: Json) {
        match property_of(role).filter(|property| self.has(property)) {
            Some(property) => self.add(property, agent),
            None => {
                let mut node = Node::inner(class::ROLE);
                node.set(property::ROLE_NAME, role.as_str().replace('-', " "));
                node.set(property::CONTRIBUTOR, agent);
                self.add(property::CONTRIBUTOR, node.finish());
            }
        }
    }

    /// The node as JSON.
    pub(super) fn finish(self) -> Json {
        Json::Object(self.0)
    }
}

/// A pointer to a node of the graph.
pub(super) fn reference(anchor: Anchor<'_>, index: &Index<'_>) -> Json {
    json!({ "@id": index.href(anchor) })
}

/// Marked text without its markup and without control characters.
pub(super) fn text(marked: &str) -> Json {
    let is_control = |c: char| c.is_control() && c != '\n';
    title::plain(marked).replace(is_control, "").trim().into()
}

/// A language as BCP 47; `None` for what is no tag.
pub(super) fn language_tag(tag: &str) -> Option<String> {
    language::from_any(tag)
}

/// A date as ISO 8601: as much as is known of it, of a span its beginning. `None` where the year is not known or not
/// one of four digits.
pub(in crate::formats) fn iso_date(date: &Date) -> Option<String> {
    match date.form() {
        Form::Single(point) | Form::Interval(End::At(point), _) => iso_point(point),
        _ => None,
    }
}

fn iso_point(point: Point) -> Option<String> {
    let year = point.year();
    if year.mask() != Mask::None || !(1..=9999).contains(&year.first()) {
        return None;
    }
    let year = year.first();
    Some(match (point.month(), point.day()) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_iso() {
        let cases = [
            ("1936", Some("1936")),
            ("1936-05-01", Some("1936-05-01")),
            ("1936-05~", Some("1936-05")),
            ("1936/1938", Some("1936")),
            ("1994-23", Some("1994")),
            ("193X", None),
            ("../1936", None),
            ("-0043", None),
            ("soon", None),
        ];
        for (edtf, expected) in cases {
            assert_eq!(iso_date(&Date::parse(edtf)).as_deref(), expected, "{edtf}");
        }
    }
}
