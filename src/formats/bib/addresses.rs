//! Addresses in `howpublished` and `note`, where files of BibTeX have them for want of a field that styles print:
//! `howpublished = {\url{…}}`, `note = {Available at http://…}`.
//!
//! Where such a value is nothing but an address, it is read as the address of the entry, and kept as it is spelled;
//! while the address still is what was read, it is written so again.

use super::{
    resolve::{RawValue, value_of},
    spelling, types,
    writing::Draft,
};
use crate::{
    fields::Dialect,
    model::{EntryType, Field, Place},
};

/// The fields, the likelier one first.
const PLACES: [Field; 2] = [Field::HowPublished, Field::Note];

/// What stands before an address and says no more than that it is one, in lower case.
const INTRODUCTIONS: &[&str] = &[
    "[online]",
    "online",
    "available",
    "available at",
    "available from",
    "available on",
    "available online",
    "available online at",
    "web page",
    "webpage",
    "website",
    "web site",
    "homepage",
    "url",
    "see",
    "at",
    "retrieved from",
];

/// What addresses begin with.
const SCHEMES: [&str; 4] = ["http://", "https://", "ftp://", "www."];

const BRACES: [char; 2] = ['{', '}'];

/// Commands whose first argument is an address.
const COMMANDS: [&str; 3] = [r"\url", r"\href", r"\path"];

/// The address that a value is nothing but.
pub(super) fn only_address(tex: &str) -> Option<String> {
    let mut rest = without_wrapping(tex.trim());
    // Each word before the address makes it shorter.
    while let Some(shorter) = without_introduction(rest) {
        rest = without_wrapping(shorter);
    }
    let inside = COMMANDS.iter().find_map(|command| arguments(rest.strip_prefix(command)?));
    let address = spelling::unescaped(inside.unwrap_or(rest).trim_end_matches(['.', ',', ';']).trim());
    let is_address = SCHEMES.iter().any(|scheme| {
        let head = address.get(..scheme.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(scheme)) && address.len() > scheme.len()
    });
    let is_one_word =
        !address.contains(|c: char| c.is_whitespace() || c.is_control() || "{}\\<>\"".contains(c));
    (is_address && is_one_word).then_some(address)
}

/// A value without braces, quotation marks and angle brackets around all of it.
fn without_wrapping(tex: &str) -> &str {
    let mut inside = tex.trim_end_matches(['.', ',', ';']).trim();
    for [open, close] in [["{", "}"], ["\"", "\""], ["<", ">"], ["``", "''"], ["{", "}"]] {
        let shorter = inside.strip_prefix(open).and_then(|inside| inside.strip_suffix(close));
        inside = shorter.filter(|shorter| spelling::is_balanced(shorter, BRACES)).map_or(inside, str::trim);
    }
    inside
}

/// What follows one of the words before an address.
fn without_introduction(tex: &str) -> Option<&str> {
    let (words, rest) = match tex.split_once(": ").or_else(|| tex.split_once(":\\")) {
        Some((words, _)) => (words, tex.get(words.len() + 1..)?),
        None => {
            let start = SCHEMES.iter().chain(&COMMANDS).filter_map(|start| tex.find(start)).min()?;
            tex.split_at(start)
        }
    };
    let is_introduction = words
        .split('.')
        .map(|word| word.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '~' | ',')))
        .filter(|word| !word.is_empty())
        .all(|word| INTRODUCTIONS.contains(&word.to_lowercase().as_str()));
    (is_introduction && !words.is_empty()).then(|| rest.trim())
}

/// The first of the arguments of a command, if nothing follows its arguments.
fn arguments(after: &str) -> Option<&str> {
    let inside = after.trim_start().strip_prefix('{')?.strip_suffix('}')?;
    match inside.split_once('}') {
        None => Some(inside),
        Some((first, second)) => {
            let second = second.trim_start().strip_prefix('{')?;
            spelling::is_balanced(second, BRACES).then_some(first)
        }
    }
    .map(str::trim)
}

/// Whether a value in a field would be taken for the address.
pub(super) fn is_taken_for_one(place: Place, field: Field, tex: &str) -> bool {
    place == Place::Here && PLACES.contains(&field) && only_address(tex).is_some()
}

/// The index of the field that holds the address of an entry without a field for it, and the address.
/// Fields that an escape tells of hold what they hold.
pub(super) fn find(
    dialect: Dialect,
    fields: &[RawValue],
    entry_type: EntryType,
    is_told: impl Fn(Field) -> bool,
) -> Option<(usize, String)> {
    let name = |field| types::name_of(dialect, Place::Here, field, entry_type).map(|(_, name)| name);
    if name(Field::Url).is_some_and(|url| value_of(fields, url).is_some()) {
        return None;
    }
    PLACES.iter().find_map(|place| {
        let name = name(*place)?;
        let index = fields.iter().position(|field| field.name == name && field.inherited_from.is_none())?;
        let address = only_address(&fields.get(index)?.value)?;
        (!is_told(*place)).then_some((index, address))
    })
}

impl Draft<'_> {
    /// The name and TeX of the field in which the file had the address.
    pub(super) fn kept_address(&self, address: &str) -> Option<(&'static str, String)> {
        PLACES.iter().find_map(|place| {
            let (_, name) = self.public_name(Place::Here, *place)?;
            let tex = self.kept(name).filter(|tex| only_address(tex).as_deref() == Some(address))?;
            let is_free = !self.reference.fields.has(Place::Here, Field::HowPublished)
                && (*place != Field::Note || self.note.text.is_none());
            is_free.then(|| (name, tex.to_owned()))
        })
    }

    /// Whether an extra has been written as the field that holds the address.
    pub(super) fn is_written_as_address(&self, name: &str, tex: &str) -> bool {
        let value = format!("{{{tex}}}");
        let is_place = PLACES.iter().any(|place| {
            types::name_of(self.dialect, Place::Here, *place, self.reference.entry_type)
                .is_some_and(|(_, other)| other == name)
        });
        is_place
            && only_address(tex).is_some()
            && self.fields.iter().any(|(other, written)| other == name && *written == value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_are_nothing_but_an_address() {
        let cases = [
            (r"\url{http://x.org/a_b}", Some("http://x.org/a_b")),
            (r"{\url{http://x.org/a_b}}", Some("http://x.org/a_b")),
            (r"{\url {http://x.org}}.", Some("http://x.org")),
            (r"\href{http://x.org/a\_b}{x.org}", Some("http://x.org/a_b")),
            (r"\href{http://x.org}{the {page}}", Some("http://x.org")),
            (r"https://x.org/a\_b\%20c", Some("https://x.org/a_b%20c")),
            ("Available at http://x.org/", Some("http://x.org/")),
            (r"[Online]. Available: \url{https://x.org}", Some("https://x.org")),
            ("URL: https://x.org.", Some("https://x.org")),
            (r"Website:\url{www.x.org}", Some("www.x.org")),
            ("``https://x.org''", Some("https://x.org")),
            ("<http://x.org>", Some("http://x.org")),
            (r"\url{https://x.org} (accessed 2 May 2019)", None),
            (r"Talk at \url{https://x.org}", None),
            (r"\url{https://x.org} and \url{https://y.org}", None),
            ("See the other http://x.org", None),
            ("http://", None),
            ("", None),
            ("{", None),
            (r"\url{", None),
            ("Privately printed", None),
        ];
        for (tex, expected) in cases {
            assert_eq!(only_address(tex).as_deref(), expected, "{tex}");
        }
    }
}
