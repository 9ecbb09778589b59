//! Dates, places, publishers and editions.

use super::*;

impl Reading {
    pub(super) fn origin(&mut self, all: &[&Element], place: Place, path: &str) {
        const DATES: &[&str] = &["dateIssued", "copyrightDate", "dateCreated"];
        let path = join(path, types::ORIGIN);
        let inside = || all.iter().flat_map(|origin| origin.elements());
        for name in DATES {
            let elements: Vec<&Element> = inside().filter(|element| element.local() == *name).collect();
            let date = dates::read(&elements);
            match date {
                Some(date)
                    if row(place, Field::Date).is_some()
                        && !self.reference.fields.has(place, Field::Date) =>
                {
                    self.reference.fields.set(place, Field::Date, date);
                }
                Some(date) if place == Place::Container && self.container_date.is_none() => {
                    self.container_date = Some(date);
                }
                Some(_) => elements.iter().for_each(|element| self.keep(&path, element)),
                None => {}
            }
        }
        for field in [Field::Submitted, Field::Available] {
            let is_it = |element: &&Element| {
                mods_row(place, field).is_some_and(|row| row.path == spelled(&path_of_place(&path), element))
            };
            let elements: Vec<&Element> = inside().filter(is_it).collect();
            if let Some(date) = dates::read(&elements).filter(|_| row(place, field).is_some()) {
                self.reference.fields.set(place, field, date);
            }
        }
        for element in inside() {
            self.in_origin(element, place, &path, DATES);
        }
    }

    pub(super) fn in_origin(&mut self, element: &Element, place: Place, path: &str, read: &[&str]) {
        match element.local() {
            types::ISSUANCE => {}
            name if read.contains(&name) => {}
            "dateOther" if field_at(element, None, path).is_some() => {}
            "edition" if row(place, Field::Edition).is_some() => {
                let text = statements::edition_of(&element.words());
                if !text.is_empty() && !self.add_text(place, Field::Edition, text) {
                    self.keep(path, element);
                }
            }
            "place" => {
                for term in element.elements() {
                    // A code says less than the words that mostly stand beside it.
                    let is_text = !term.has(TYPE, "code");
                    let is_taken =
                        is_text && row(place, Field::Places).is_some() && self.add_place(place, term);
                    if !is_taken {
                        self.keep(&join(path, "place"), term);
                    }
                }
            }
            "publisher" => {
                let field = cells::publisher_field(self.reference.entry_type, place);
                if row(place, field).is_none() || !self.add(place, field, element) {
                    self.keep(path, element);
                }
            }
            _ => self.leaf_or_leaves(element, place, path),
        }
    }

    pub(super) fn add_place(&mut self, place: Place, term: &Element) -> bool {
        let words = term.words();
        words.is_empty() || self.add_text(place, Field::Places, words)
    }
}
