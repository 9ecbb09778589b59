//! Values that say more than a reference holds. They are read as far as it goes, and kept as spelled beside that in an
//! extra; while what was read of them still holds, they are written as they were spelled.

use super::{dates, journals, names, spelling::Spelling, types, words, writing::Draft};
use crate::{
    fields::{Dialect, Kind, Row},
    model::{Date, Field, Place, Value},
};

/// Whether there is more in a value, of a kind other than dates, than what is read of it.
pub(super) fn says_more(dialect: Dialect, row: &Row, name: &str, tex: &str) -> bool {
    match (row.kind, row.field) {
        // Quotes that suit what stands around them, and whose capitals no style changes.
        (Kind::Title | Kind::Subtitle, _) if QUOTES.iter().any(|quote| tex.contains(quote)) => {
            dialect == Dialect::Biblatex
        }
        // Capitals that no style may change, for which a text that is no title has no marks.
        (_, Field::TitleAddon) => protects_words(tex),
        (Kind::TextList, _) => {
            let items = names::split_list(tex);
            dialect == Dialect::Biblatex && items.len() > 1 && items.last() == Some(&names::OTHERS)
        }
        // In BibLaTeX the issue of a journal is a season, say, and stands beside its number.
        (_, Field::Issue) => dialect == Dialect::Biblatex && row.biblatex.written != Some(name),
        (Kind::Title, _) => row.place == Place::Container && journals::journal_of(tex).is_some(),
        (_, Field::Doi) => bare_doi(tex.trim()).is_some(),
        _ => false,
    }
}

/// Commands for quotation marks (BibLaTeX manual, section 4.6.4; csquotes).
const QUOTES: [&str; 2] = [r"\mkbibquote{", r"\enquote{"];

/// Whether braces stand around words.
fn protects_words(tex: &str) -> bool {
    let mut before = ' ';
    let mut characters = tex.chars().peekable();
    while let Some(character) = characters.next() {
        let opens_word = characters.peek().is_some_and(|next| next.is_alphanumeric());
        if character == '{' && before == ' ' && opens_word {
            return true;
        }
        before = character;
    }
    false
}

/// The DOI of the address of a resolver.
pub(super) fn bare_doi(text: &str) -> Option<&str> {
    let rest = RESOLVERS.iter().find_map(|prefix| {
        let head = text.get(..prefix.len()).filter(|head| head.eq_ignore_ascii_case(prefix))?;
        text.strip_prefix(head)
    })?;
    Some(rest.trim_start()).filter(|rest| rest.starts_with("10."))
}

/// What stands before a DOI in addresses.
const RESOLVERS: [&str; 7] = [
    "https://doi.org/",
    "http://doi.org/",
    "https://dx.doi.org/",
    "http://dx.doi.org/",
    "https://www.doi.org/",
    "doi.org/",
    "doi:",
];

impl Draft<'_> {
    /// The name and TeX of a whole date as the file had it, with more in it than the date.
    pub(super) fn kept_date(&self, name: &str, date: &Date) -> Option<(String, String)> {
        let prefix = name.strip_suffix(words::DATE)?;
        let year = format!("{prefix}{}", words::DATE_PARTS[0]);
        let reads: [(&str, dates::ReadTex); 2] = [(name, dates::read_tex), (&year, dates::read_year_tex)];
        reads.into_iter().find_map(|(name, read)| {
            let tex = self.kept(name)?;
            let is_said =
                date.as_literal().is_some_and(|text| dates::is_no_day(tex) && dates::plain(tex) == text);
            let is_same = is_said || read(tex) == (date.clone(), true);
            is_same.then(|| (name.to_owned(), tex.to_owned()))
        })
    }

    /// A year of BibTeX as the file had it, with TeX that no date holds, if it still says this year.
    pub(super) fn kept_year(&self, name: &str, year: &Date) -> Option<String> {
        let kept = self.kept(name)?;
        let (said, is_partial) = dates::read_year_tex(kept);
        (is_partial && said == *year).then(|| kept.to_owned())
    }

    /// Writes words in place of a year, if a file of BibTeX had them.
    pub(super) fn write_kept_words(&mut self, place: Place, field: Field, date: &Date) -> bool {
        let Some((row, name)) = self.public_name(place, field) else { return false };
        let is_year = self.dialect == Dialect::Bibtex && types::is_year(row) && date.as_literal().is_some();
        let kept = self.kept_year(name, date).filter(|_| is_year);
        if let Some(kept) = &kept {
            self.push(name, kept);
        }
        kept.is_some()
    }

    /// The name and TeX of a value as the file had it.
    pub(super) fn kept_value(
        &self,
        row: &Row,
        name: &str,
        value: &Value,
        spelling: Spelling,
    ) -> Option<(String, String)> {
        let names = std::iter::once(name).chain(row.spelling(self.dialect).also_read.iter().copied());
        names.filter(|name| !self.is_taken(name)).find_map(|name| {
            let tex = self.kept(name)?;
            let holds = says_more(self.dialect, row, name, tex) && spelling.unspell(row, tex) == *value;
            holds.then(|| (name.to_owned(), tex.to_owned()))
        })
    }

    /// Whether an extra has been written as the value of a field.
    pub(super) fn is_written_as_kept(&self, name: &str, tex: &str) -> bool {
        let value = format!("{{{tex}}}");
        let says_more = match types::row_of(self.dialect, name, self.reference.entry_type) {
            Some(row) if row.kind != Kind::Date => says_more(self.dialect, row, name, tex),
            _ => {
                name.ends_with(words::DATE) && dates::read_tex(tex).1
                    || name.ends_with(words::DATE_PARTS[0]) && dates::read_year_tex(tex).1
            }
        };
        says_more && self.fields.iter().any(|(other, written)| other == name && *written == value)
    }
}
