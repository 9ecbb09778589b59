//! Public fields: which one an entry has for a value, and what a reader finds in it.

use super::{
    addresses, datamodel, dates, repeated_title, restoring, spelling::Spelling, types, words, writing::Draft,
};
use crate::{
    fields::{Dialect, Kind, OF_NEWSPAPERS, OriginalAs, Row, row},
    model::{Date, EntryType as T, Field, LinkKind, Place, Reference, Value},
};

impl Draft<'_> {
    /// The row and the name of the public field that this entry has for a value.
    pub(super) fn public_name(&self, place: Place, field: Field) -> Option<(&'static Row, &'static str)> {
        let (row, name) = types::name_of(self.dialect, place, field, self.reference.entry_type)
            .or_else(|| self.name_in_apacite(place, field))?;
        let is_hidden = match self.dialect {
            Dialect::Biblatex => {
                let is_behind = place == Place::Original && field != Field::Language;
                let is_of_newspaper = self.reference.entry_type == T::NewspaperArticle
                    && place == Place::Here
                    && OF_NEWSPAPERS.contains(&field);
                let is_known = is_of_newspaper || datamodel::has_field(&self.type_name, name);
                !is_known || (is_behind && self.has_edition_behind(place))
            }
            _ => hides_number(self.reference, place, field),
        };
        if place == Place::Container && repeated_title::is_in_itself(self.reference) {
            let beside = repeated_title::name_beside_title(self.dialect, self.reference, field);
            return beside.filter(|(_, name)| !self.is_taken(name));
        }
        (!is_hidden && !self.is_taken(name)).then_some((row, name))
    }

    /// The row of a fact of the original, and its name in the styles that have a field for it.
    fn name_in_apacite(&self, place: Place, field: Field) -> Option<(&'static Row, &'static str)> {
        let has_fields = self.profile.original == OriginalAs::DateAndPublisher && place == Place::Original;
        let row = row(place, field).filter(|_| has_fields)?;
        Some((row, row.bibtex.also_read.first()?))
    }

    /// Whether the edition behind this one is an entry of its own.
    pub(super) fn has_edition_behind(&self, place: Place) -> bool {
        let kinds: &[LinkKind] = match place {
            Place::Original => &[LinkKind::TranslationOf, LinkKind::ReprintOf],
            _ => &[LinkKind::ReprintOf],
        };
        self.dialect == Dialect::Biblatex && kinds.iter().any(|kind| self.reference.link(*kind).is_some())
    }

    /// Writes a public field and returns what a reader finds in it.
    pub(super) fn write_public(
        &mut self,
        row: &Row,
        name: &str,
        value: &Value,
        spelling: Spelling,
    ) -> Option<Value> {
        if let Some((name, tex)) = value.as_date().and_then(|date| self.kept_date(name, date)) {
            self.push(&name, &tex);
            return Some(value.clone());
        }
        if row.kind == Kind::Date {
            let date = value.as_date()?;
            let said = restoring::said_date(self.dialect, row, date)?;
            self.write_date(row, name, date);
            return Some(Value::Date(said));
        }
        let tex = spelling.spell(row, value)?;
        let said = restoring::said_by(row, &tex, spelling)?;
        if let Some((name, tex)) = self.kept_value(row, name, value, spelling) {
            self.push(&name, &tex);
            return Some(value.clone());
        }
        self.push(name, &tex);
        self.push_twin(row, &tex);
        let has_address = self.reference.fields.has(Place::Here, Field::Url);
        let is_address = !has_address && addresses::is_taken_for_one(row.place, row.field, &tex);
        Some(if is_address { Value::List(vec![tex]) } else { said })
    }

    /// Writes a value once more, under the name that other styles of the profile print.
    fn push_twin(&mut self, row: &Row, tex: &str) {
        for name in row.spelling(self.dialect).also_read {
            if self.profile.prints(&self.type_name, name) && !self.is_taken(name) {
                self.push(name, tex);
                self.has_twins = true;
            }
        }
    }

    fn write_date(&mut self, row: &Row, name: &str, date: &Date) {
        if self.dialect != Dialect::Bibtex || !types::is_year(row) {
            if let Some(text) = dates::to_biblatex(date) {
                self.push(name, &text);
            }
        } else if let Some(written) = dates::to_bibtex(date) {
            let kept = self.kept_year(name, &dates::read_year(&written.year));
            self.push(name, &kept.unwrap_or(written.year));
            if let Some(month) = written.month {
                self.push_bare(words::DATE_PARTS[1], month);
            }
        }
    }
}

/// In books BibTeX takes a number only with a series and without a volume, in articles only with a volume. A special
/// issue is a book there whose numbers are its journal's.
fn hides_number(reference: &Reference, place: Place, field: Field) -> bool {
    if reference.entry_type == T::SpecialIssue {
        return matches!(field, Field::Volume | Field::Issue | Field::Number);
    }
    let has_volume =
        [Place::Here, Place::Container].iter().any(|at| reference.fields.has(*at, Field::Volume));
    if reference.entry_type.is_part_of_periodical() {
        return (place, field) == (Place::Here, Field::Issue) && !has_volume;
    }
    (place, field) == (Place::Series, Field::Number)
        && (has_volume || !reference.fields.has(Place::Series, Field::Title))
}
