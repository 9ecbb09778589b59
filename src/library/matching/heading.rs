//! What an edition of the library is looked up by, from its row.

use super::{blocking::Heading, identifiers, portrait::lead_word, titles};
use crate::{
    fields,
    model::{Date, Field},
    store::HeadingRow,
};

/// The heading of a row; the same that the portrait of the edition gives, and other titles.
pub fn heading(row: &HeadingRow) -> Heading {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let mut forms = titles::own_forms(&text(&row.title), &text(&row.subtitle));
    let further = row.short_title.iter().chain([&row.work_title]).chain(&row.further_titles);
    for title in further.map(|title| titles::normal_title(title)) {
        if !title.is_empty() && !forms.contains(&title) {
            forms.push(title);
        }
    }
    let mut numbers: Vec<(Field, String)> = row
        .identifiers
        .iter()
        .filter(|(scheme, _)| identifiers::is_own(scheme))
        .filter_map(|(scheme, normal)| Some((fields::row_named(scheme)?.field, normal.clone())))
        .collect();
    numbers.extend(row.eprint.iter().map(|eprint| (Field::Eprint, identifiers::normal_eprint(eprint))));
    numbers.extend(row.url.iter().map(|url| (Field::Url, identifiers::normal_url(url))));
    Heading {
        identifiers: numbers,
        titles: forms,
        lead: row.lead.as_deref().map(lead_word).filter(|lead| !lead.is_empty()),
        year: row.date.as_deref().and_then(|date| Date::parse(date).year()),
    }
}
