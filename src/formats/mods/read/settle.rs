//! Puts what others say elsewhere where it belongs.

use super::*;

impl Reading {
    /// Puts what others say elsewhere where it belongs.
    pub(super) fn settle(&mut self) {
        for (place, name) in std::mem::take(&mut self.nameless) {
            let role = match place {
                Place::Here if self.has_creator => Role::Contributor,
                Place::Series => Role::Editor,
                _ => Role::Author,
            };
            if role_row(place, role).is_some() {
                self.add_name(place, role, Some(name));
            } else {
                self.reference.extras.push(extras::extra("relatedItem/name", name.display()));
            }
        }
        self.settle_container_date();
        self.settle_series();
        self.settle_original();
        let entry_type = self.reference.entry_type;
        if entry_type.is_part_of_book() {
            self.move_missing(Place::Here, Place::Container);
            self.move_editors(Place::Here, Place::Container);
        } else if entry_type.is_part_of_periodical() {
            self.move_issn();
        }
    }

    /// The title and the language of what was translated, where no related item tells them.
    fn settle_original(&mut self) {
        let languages = std::mem::take(&mut self.original_languages);
        let has_translator = self.reference.names.contains_key(&(Place::Here, Role::Translator));
        let fields = &mut self.reference.fields;
        let own = fields.text(Place::Here, Field::Language);
        let uniform = self.uniform_title.take().map(|title| statements::without_language(&title, own));
        let is_translated = has_translator || !languages.is_empty();
        if let Some((title, has_language)) = uniform
            && (is_translated || has_language)
            && !fields.has(Place::Original, Field::Title)
        {
            fields.set(Place::Original, Field::Title, title);
        }
        let notes = fields.text(Place::Here, Field::Note).unwrap_or_default();
        let in_note = notes.lines().find_map(statements::translated_title).map(str::to_owned);
        if let Some(title) = in_note.filter(|_| !fields.has(Place::Original, Field::Title)) {
            fields.set(Place::Original, Field::Title, title);
        }
        if !languages.is_empty() && !fields.has(Place::Original, Field::Language) {
            let mut different = Vec::new();
            for language in languages {
                if !different.contains(&language) {
                    different.push(language);
                }
            }
            fields.set(Place::Original, Field::Language, different);
        }
    }

    pub(super) fn settle_container_date(&mut self) {
        let Some(date) = self.container_date.take() else { return };
        match self.reference.fields.date(Place::Here, Field::Date) {
            None => {
                self.reference.fields.set(Place::Here, Field::Date, date);
            }
            Some(own) if own.year() == date.year() => {}
            Some(_) => {
                let name = format!("{ITEM}/{}/dateIssued", types::ORIGIN);
                self.reference.extras.push(extras::extra(name, date.to_string()));
            }
        }
    }

    /// Catalogues put the number of a series behind a semicolon.
    pub(super) fn settle_series(&mut self) {
        let fields = &mut self.reference.fields;
        let Some(title) = fields.text(Place::Series, Field::Title).map(str::to_owned) else { return };
        if let Some((title, number)) =
            title.rsplit_once(" ; ").filter(|_| !fields.has(Place::Series, Field::Number))
        {
            fields.set(Place::Series, Field::Title, statements::without_isbd(title));
            fields.set(Place::Series, Field::Number, number);
        }
    }

    /// For the parts of books, moves what is a fact of the book to it where the book does not say it.
    pub(super) fn move_missing(&mut self, from: Place, to: Place) {
        let fields = &mut self.reference.fields;
        for row in
            FIELDS.iter().filter(|row| row.place == to && !row.only.is_empty() && row.field != Field::Title)
        {
            let is_of_book = row.only == EntryType::PARTS_OF_BOOKS;
            if is_of_book
                && !fields.has(to, row.field)
                && let Some(value) = fields.remove(from, row.field)
            {
                fields.set(to, row.field, value);
            }
        }
    }

    pub(super) fn move_editors(&mut self, from: Place, to: Place) {
        if !self.reference.names.contains_key(&(to, Role::Editor))
            && let Some(list) = self.reference.names.remove(&(from, Role::Editor))
        {
            self.reference.names.insert((to, Role::Editor), list);
        }
    }

    /// An article has no ISSN but that of its periodical.
    pub(super) fn move_issn(&mut self) {
        let fields = &mut self.reference.fields;
        if !fields.has(Place::Container, Field::Issn)
            && let Some(value) = fields.remove(Place::Here, Field::Issn)
        {
            fields.set(Place::Container, Field::Issn, value);
        }
        // What the periodical is said to be published by and when, the article is.
        for field in [Field::Publishers, Field::Places, Field::Date] {
            let own = fields.has(Place::Here, field);
            if let Some(value) = fields.remove(Place::Container, field).filter(|_| !own) {
                fields.set(Place::Here, field, value);
            }
        }
    }
}
