//! One value ⇄ the TeX between the braces of a field, by the kind of its row.
//!
//! **Capitals of titles.** A title is written with the capitals that it is stored with. BibLaTeX's standard styles and
//! the book titles of BibTeX print them as given; biblatex-apa and `change.case` make them small, from either case
//! alike. So all that must be said is what keeps its capitals: each protected span stands in braces, and a title in
//! another language than English, the title of an original and that of a series stand in braces as a whole. Title case
//! made on the way out could not be undone (see [`crate::model::title`]), and braces that the stored title does not
//! have would change what the styles print of files that were read.

use super::{journals, kept, names};
use crate::{
    fields::{Dialect, ItalicsAs, Kind, Row},
    formats::{
        book_numbers,
        tex::{self, Repertoire},
    },
    model::{
        Field, Place, Value,
        edition::{number_of_ordinal, ordinal_word},
        language,
    },
};

/// Between the items of a list (BibLaTeX manual, section 2.2.1).
const AND: &str = "and";

/// Spells the values of one entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelling {
    dialect: Dialect,
    /// Whether the titles are in a language whose capitals no style may change.
    titles: Titles,
    reader: Reader,
    italics: ItalicsAs,
}

/// Who is to read what is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    /// Styles, which change the capitals of titles.
    Styles,
    /// Only we ourselves.
    Ourselves,
}

/// What the titles of an entry are to a style that changes capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Titles {
    /// In English, or in a language that is not given.
    Changeable,
    /// In another language: written in two pairs of braces.
    Foreign,
}

impl Spelling {
    /// For an entry in a language (BCP 47).
    pub(super) fn of(dialect: Dialect, language: Option<&str>) -> Self {
        let titles = match language {
            Some(tag) if !language::is_english(tag) => Titles::Foreign,
            _ => Titles::Changeable,
        };
        Spelling { dialect, titles, reader: Reader::Styles, italics: ItalicsAs::Emphasis }
    }

    /// For escapes, whose titles need no braces around them.
    pub(super) fn for_ourselves(self) -> Self {
        Spelling { reader: Reader::Ourselves, ..self }
    }

    /// For a target that wants words in italics so.
    pub(super) fn with_italics(self, italics: ItalicsAs) -> Self {
        Spelling { italics, ..self }
    }

    /// The TeX of a value other than a date. `None` when its kind has no public spelling for it.
    pub(super) fn spell(self, row: &Row, value: &Value) -> Option<String> {
        if value.is_empty() {
            return None;
        }
        let text = || value.as_list().first().map_or("", String::as_str);
        let tex = match row.kind {
            Kind::Title | Kind::Subtitle => self.title(row, text()),
            Kind::Text if row.field == Field::Edition => self.edition(text()),
            Kind::Text => self.write(text(), tex::Kind::Text),
            Kind::Number | Kind::Word => self.write(text(), tex::Kind::Plain),
            Kind::Pages => self.write(text(), tex::Kind::Plain).replace('–', "--"),
            Kind::Verbatim => self.write(text(), tex::Kind::Verbatim),
            Kind::TextList => self.list(value.as_list(), tex::Kind::Text),
            Kind::Language => {
                let tag = text();
                language::to_babel(tag)?.to_owned()
            }
            Kind::Languages => self.list(&self.language_words(value.as_list()), tex::Kind::Plain),
            Kind::Keywords => self.keywords(value.as_list()),
            Kind::Identifier => self.write(&value.as_list().join(", "), tex::Kind::Verbatim),
            Kind::Date => return None,
        };
        (!tex.is_empty()).then_some(tex)
    }

    /// The value of TeX.
    pub(super) fn unspell(self, row: &Row, tex: &str) -> Value {
        let tex = tex.trim();
        let text = |kind| tex::read(tex, kind);
        match row.kind {
            Kind::Title | Kind::Subtitle => Value::Text(self.read_title(row, tex)),
            Kind::Text if row.field == Field::Edition && self.dialect == Dialect::Bibtex => {
                let edition = text(tex::Kind::Text);
                Value::Text(number_of_ordinal(&edition).map_or(edition, |number| number.to_string()))
            }
            Kind::Text => Value::Text(text(tex::Kind::Text)),
            Kind::Number | Kind::Word | Kind::Date => Value::Text(text(tex::Kind::Plain)),
            Kind::Pages => Value::Text(with_en_dashes(&text(tex::Kind::Plain))),
            Kind::Verbatim => Value::Text(unescaped(inside_braces(tex))),
            Kind::TextList => Value::List(self.read_list(tex, tex::Kind::Text)),
            Kind::Language => {
                let name = text(tex::Kind::Plain);
                Value::Text(language::from_any(&name).unwrap_or(name))
            }
            Kind::Languages => {
                let words = names::split_list(tex).into_iter().map(|item| tex::read(item, tex::Kind::Plain));
                Value::List(words.map(|word| language::from_any(&word).unwrap_or(word)).collect())
            }
            Kind::Keywords => Value::List(self.read_keywords(tex)),
            Kind::Identifier => Value::List(read_identifiers(row.field, &unescaped(inside_braces(tex)))),
        }
    }

    pub(super) fn write(self, text: &str, kind: tex::Kind) -> String {
        let repertoire = match self.dialect {
            Dialect::Bibtex => Repertoire::Ascii,
            _ => Repertoire::Unicode,
        };
        tex::write_with(text, kind, repertoire, self.italics)
    }

    /// Whether a title stands in braces of its own: those of series and originals keep their capitals in every
    /// language, and so does a title that is a description in brackets.
    fn is_braced(self, row: &Row, tex: &str) -> bool {
        if row.place == Place::Series && self.dialect == Dialect::Biblatex && is_key_or_number(tex) {
            return false;
        }
        matches!(row.place, Place::Series | Place::Original)
            || self.titles == Titles::Foreign
            || (self.dialect == Dialect::Bibtex && is_bracketed(tex))
    }

    fn title(self, row: &Row, text: &str) -> String {
        let tex = self.write(text, tex::Kind::Title);
        if tex.is_empty() || !self.is_braced(row, &tex) || self.reader == Reader::Ourselves {
            tex
        } else {
            format!("{{{tex}}}")
        }
    }

    fn read_title(self, row: &Row, tex: &str) -> String {
        if let Some(journal) = journals::journal_of(tex).filter(|_| row.place == Place::Container) {
            return journal.to_owned();
        }
        match within_braces(tex) {
            Some(inside) if self.is_braced(row, inside) => tex::read(inside, tex::Kind::Title),
            _ => tex::read(tex, tex::Kind::Title),
        }
    }

    /// BibTeX styles print "Second" and add "edition" (FIELDS, trap 1).
    fn edition(self, text: &str) -> String {
        if self.dialect != Dialect::Bibtex {
            return self.write(text, tex::Kind::Text);
        }
        let ordinal = text.parse().ok().and_then(ordinal_word);
        let statement = ordinal.unwrap_or_else(|| {
            let shorter = [" edition", " ed."].iter().find_map(|ending| text.strip_suffix(ending));
            shorter.unwrap_or(text)
        });
        self.write(statement, tex::Kind::Text)
    }

    fn list(self, items: &[String], kind: tex::Kind) -> String {
        let separator = format!(" {AND} ");
        let item = |item: &String| {
            let tex = self.write(item, kind);
            match self.dialect {
                Dialect::Bibtex => tex,
                _ => names::protect_item(&tex).into_owned(),
            }
        };
        items.iter().map(item).collect::<Vec<_>>().join(&separator)
    }

    /// In BibTeX these fields are text, and "and" is a word of it.
    fn read_list(self, tex: &str, kind: tex::Kind) -> Vec<String> {
        let mut items: Vec<&str> = match self.dialect {
            Dialect::Bibtex => vec![tex],
            _ => names::split_list(tex),
        };
        if items.len() > 1 && items.last() == Some(&names::OTHERS) {
            items.pop();
        }
        items.into_iter().map(|item| tex::read(item, kind)).filter(|item| !item.is_empty()).collect()
    }

    fn language_words(self, tags: &[String]) -> Vec<String> {
        let word = |tag: &String| {
            let known = language::to_biblatex_key(tag).or_else(|| language::english_name(tag));
            known.unwrap_or(tag).to_owned()
        };
        tags.iter().map(word).collect()
    }

    fn keywords(self, items: &[String]) -> String {
        let item = |item: &String| {
            let tex = self.write(item, tex::Kind::Plain);
            if tex.contains(',') { format!("{{{tex}}}") } else { tex }
        };
        items.iter().map(item).collect::<Vec<_>>().join(", ")
    }

    fn read_keywords(self, tex: &str) -> Vec<String> {
        let by_semicolon = self.dialect == Dialect::Bibtex && !tex.contains(',');
        let separator = if by_semicolon { ';' } else { ',' };
        split_outside_braces(tex, separator)
            .map(|item| tex::read(item.trim(), tex::Kind::Plain))
            .filter(|item| !item.is_empty())
            .collect()
    }
}

/// Series that BibLaTeX prints in the language of the document (manual, section 2.3.7).
const SERIES_KEYS: [&str; 2] = ["newseries", "oldseries"];

fn is_key_or_number(series: &str) -> bool {
    SERIES_KEYS.contains(&series) || (!series.is_empty() && series.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a title is a description in brackets, in braces or not.
fn is_bracketed(tex: &str) -> bool {
    within(within_braces(tex).unwrap_or(tex), ['[', ']']).is_some()
}

/// What stands within the braces that enclose all of a text.
fn within_braces(tex: &str) -> Option<&str> {
    // A group that begins with a command is a special character and no pair of braces.
    within(tex, ['{', '}']).filter(|inside| !inside.starts_with('\\'))
}

/// What stands within a pair of delimiters that encloses all of a text.
fn within(tex: &str, [open, close]: [char; 2]) -> Option<&str> {
    let inside = tex.strip_prefix(open)?.strip_suffix(close)?;
    is_balanced(inside, [open, close]).then_some(inside)
}

/// Whether every delimiter that opens in a text closes in it, and the other way round.
pub(super) fn is_balanced(text: &str, [open, close]: [char; 2]) -> bool {
    let mut depth = 0_usize;
    for character in text.chars() {
        if character == open {
            depth += 1;
        } else if character == close {
            if depth == 0 {
                return false;
            }
            depth -= 1;
        }
    }
    depth == 0
}

/// The parts between separators that stand outside braces.
fn split_outside_braces(tex: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    tex.split(move |character| {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && character == separator
    })
}

/// Hyphens and double hyphens between numbers are the dash of a range.
fn with_en_dashes(pages: &str) -> String {
    let pages = pages.replace("--", "–").replace('—', "–");
    let pages = ["pp.", "p."].iter().find_map(|word| pages.strip_prefix(word)).unwrap_or(&pages).trim_start();
    let items: Vec<String> =
        pages.split(',').map(|item| range(item).unwrap_or_else(|| digits_apart(item))).collect();
    items.join(",")
}

/// A range whose ends are of one shape.
fn range(item: &str) -> Option<String> {
    let (first, last) = item.split_once(['–', '-'])?;
    let is_long = item.contains('–');
    let space = &item[..item.len() - item.trim_start().len()];
    let (first, last) = (first.trim(), last.trim());
    let is_one = |end: &str| !end.is_empty() && !end.contains(['–', '-', ' ']);
    (is_one(first) && is_one(last) && (is_long || are_of_one_shape(first, last)))
        .then(|| format!("{space}{first}–{last}"))
}

/// Whether two ends are numbers, numbers behind the same letters, or Roman numbers.
fn are_of_one_shape(first: &str, last: &str) -> bool {
    let letters = |end: &str| end.find(|c: char| c.is_ascii_digit());
    let is_roman = |end: &str| end.to_lowercase().chars().all(|c| "ivxlcdm".contains(c));
    match (letters(first), letters(last)) {
        (Some(at), Some(other)) => first.get(..at) == last.get(..other),
        (None, None) => is_roman(first) && is_roman(last),
        _ => false,
    }
}

fn digits_apart(pages: &str) -> String {
    let mut text = String::with_capacity(pages.len());
    let mut characters = pages.chars().peekable();
    while let Some(character) = characters.next() {
        let is_between = text.ends_with(|c: char| c.is_ascii_digit())
            && characters.peek().is_some_and(char::is_ascii_digit);
        text.push(if character == '-' && is_between { '–' } else { character });
    }
    text
}

/// What stands in the braces around a whole value: the Web of Science puts every value into two pairs.
fn inside_braces(tex: &str) -> &str {
    let Some(inside) = tex.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else { return tex };
    let mut depth = 0_usize;
    let is_one_group = inside.bytes().all(|byte| {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return false,
            b'}' => depth -= 1,
            _ => {}
        }
        true
    });
    if is_one_group && depth == 0 && !inside.starts_with('\\') { inside.trim() } else { tex }
}

/// Addresses and identifiers are no TeX, but many files escape them all the same, with or without braces around.
pub(super) fn unescaped(tex: &str) -> String {
    let mut text = String::with_capacity(tex.len());
    let mut rest = tex;
    while let Some(character) = rest.chars().next() {
        let (character, after) = escaped(rest).unwrap_or((character, &rest[character.len_utf8()..]));
        text.push(character);
        rest = after;
    }
    text
}

/// The character whose escape a text begins with, and what follows: `\_`, `{\_}`, `\~{}`, `{\textasciitilde}`.
fn escaped(text: &str) -> Option<(char, &str)> {
    let in_braces = text.strip_prefix('{').and_then(escaped_bare);
    let closed = in_braces.and_then(|(character, after)| Some((character, after.strip_prefix('}')?)));
    // A tilde is an accent over what follows, unless nothing does.
    let bare = || escaped_bare(text).filter(|_| !text.starts_with(r"\~") || text.starts_with(r"\~{}"));
    closed.or_else(bare)
}

fn escaped_bare(text: &str) -> Option<(char, &str)> {
    let name = text.strip_prefix('\\')?;
    let is_sign = |character: &char| matches!(character, '_' | '%' | '&' | '#' | '$' | '{' | '}');
    if let Some(sign) = name.chars().next().filter(is_sign) {
        return Some((sign, &name[sign.len_utf8()..]));
    }
    let words = [("~", '~'), ("textasciitilde", '~'), ("textunderscore", '_')];
    let (after, sign) = words.into_iter().find_map(|(word, sign)| Some((name.strip_prefix(word)?, sign)))?;
    let is_longer = name.starts_with('t') && after.starts_with(|next: char| next.is_ascii_alphabetic());
    (!is_longer).then(|| (sign, after.strip_prefix("{}").unwrap_or(after)))
}

/// Only numbers of books and periodicals are given several to a field.
fn read_identifiers(field: Field, text: &str) -> Vec<String> {
    let several = matches!(field, Field::Isbn | Field::Issn | Field::Isrn | Field::Ismn);
    let text = if field == Field::Doi { kept::bare_doi(text).unwrap_or(text) } else { text };
    let items = text.split(|c: char| several && matches!(c, ',' | ';'));
    let bare = |item| if several { book_numbers::bare(item) } else { item };
    items.map(str::trim).filter(|item| !item.is_empty()).map(bare).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_in_addresses_are_read_as_their_characters() {
        let cases = [
            (
                r"http://x.org/a{\_}b\_c\%20d{\%}e\&f\#g\~{}h{\textasciitilde}i",
                "http://x.org/a_b_c%20d%e&f#g~h~i",
            ),
            (r"{\&}{\#}{\~{}}{\~}\textasciitilde{}\textasciitilde/", "&#~~~~/"),
            (r"\textunderscore{}{\textunderscore}", "__"),
            (r"C:\data\~e{a}\textasciitildes {\x}", r"C:\data\~e{a}\textasciitildes {\x}"),
            (r"{\_b}\", r"{_b}\"),
        ];
        for (tex, expected) in cases {
            assert_eq!(unescaped(tex), expected, "{tex}");
        }
    }

    #[test]
    fn titles_in_braces_of_their_own() {
        let cases = [
            (Dialect::Biblatex, Place::Series, "newseries", "newseries"),
            (Dialect::Biblatex, Place::Series, "3", "3"),
            (Dialect::Biblatex, Place::Series, "River Studies", "{River Studies}"),
            (Dialect::Bibtex, Place::Here, "[Letter to Ida [Moor]]", "{[Letter to Ida [Moor]]}"),
            (Dialect::Bibtex, Place::Here, "[Letter] to [Ida]", "[Letter] to [Ida]"),
            (Dialect::Bibtex, Place::Here, "<span class=\"nocase\">[Map]</span>", "{{[Map]}}"),
            (Dialect::Biblatex, Place::Here, "[Letter to Ida]", "[Letter to Ida]"),
        ];
        for (dialect, place, title, expected) in cases {
            let row = crate::fields::row(place, Field::Title).expect("titles have rows");
            let spelling = Spelling::of(dialect, None);
            let value = Value::Text(title.to_owned());
            assert_eq!(spelling.spell(row, &value).as_deref(), Some(expected), "{title}");
            assert_eq!(spelling.unspell(row, expected), value, "{title}");
        }
    }
}
