//! Names that dates have in formats.

use super::{Dialect, FIELDS, Kind};
use crate::model::{Extra, field::Fields};

/// Names that dates and their parts have beside those of the table of fields, by the beginnings of the names of formats.
const FURTHER: &[(&str, &[&str])] = &[
    ("bib", &["year", "month", "day", "date", "urldate", "lastaccessed", "lastchecked"]),
    ("csl", &["issued", "accessed", "original-date", "event-date", "submitted", "available-date"]),
    ("ris", &["PY", "Y1", "Y2", "DA"]),
    ("nbib", &["DP", "DEP"]),
    ("endnote", &["year", "pub-dates", "date", "access-date"]),
    ("hayagriva", &["date"]),
];

/// Whether a name is that of a date, or of a part of one (`issued.season`), in a format.
fn is_date_name(format: &str, name: &str) -> bool {
    let whole = name.split('.').next().unwrap_or_default();
    let is_of = |(begin, names): &(&str, &[&str])| format.starts_with(begin) && names.contains(&whole);
    let is_row = || {
        FIELDS.iter().filter(|row| row.kind == Kind::Date).any(|row| {
            Dialect::ALL.iter().filter(|dialect| dialect.is_of(format)).any(|dialect| {
                let spelling = row.spelling(*dialect);
                spelling.written == Some(whole) || spelling.also_read.contains(&whole)
            })
        })
    };
    FURTHER.iter().any(is_of) || is_row()
}

/// Dates as files had them, of which readers understood only a part, or nothing. They are kept beside that part.
pub fn dates_not_understood<'a>(extras: &'a [Extra], fields: &'a Fields) -> impl Iterator<Item = &'a Extra> {
    let is_said = |value: &str| {
        let mut own = fields.iter().filter_map(|(_, value)| value.as_date());
        own.any(|date| date.as_str() == value.trim())
    };
    extras.iter().filter(move |extra| is_date_name(&extra.format, &extra.name) && !is_said(&extra.value))
}

impl Dialect {
    /// Whether a format of this name writes in it.
    fn is_of(self, format: &str) -> bool {
        match self {
            Dialect::Biblatex | Dialect::Bibtex => format.starts_with("bib"),
            Dialect::Csl => format.starts_with("csl"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_date_name;

    #[test]
    fn dates_have_names() {
        for (format, name, is_date) in [
            ("bibtex", "month", true),
            ("biblatex", "origdate", true),
            ("csl-json", "issued.date-parts", true),
            ("csl-json", "original-date.season", true),
            ("ris", "DA", true),
            ("ris", "issued", false),
            ("bibtex", "timestamp", false),
            ("bibtex", "note", false),
            ("zotero", "date", false),
        ] {
            assert_eq!(is_date_name(format, name), is_date, "{format} {name}");
        }
    }
}
