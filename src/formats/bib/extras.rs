//! Extras of .bib files, and what can stand in one as it is.

use foldhash::{HashMap, HashMapExt};

use super::{
    BIBLATEX, BIBTEX,
    blocks::{Blocks, Content},
    links, reading,
    restoring::Restoring,
    roles,
    spelling::Spelling,
    types, words,
};
use crate::{
    fields::{Dialect, Kind},
    formats::tex,
    model::{EntryType, Extra, Reference},
};
/// The extras of a reference that come from a .bib file.
pub(super) fn own(reference: &Reference) -> impl Iterator<Item = &Extra> {
    reference.extras.iter().filter(|extra| [BIBLATEX, BIBTEX].contains(&extra.format.as_str()))
}

/// The first of each name (in lower case).
pub(super) fn first_of_each_name(reference: &Reference) -> HashMap<String, &Extra> {
    let mut first = HashMap::new();
    for extra in own(reference) {
        first.entry(extra.name.to_lowercase()).or_insert(extra);
    }
    first
}

/// The first `relatedtype` that means none of our links.
pub(super) fn kept_type(reference: &Reference) -> Option<&str> {
    let found = own(reference).find(|extra| {
        extra.name == words::RELATED_TYPE
            && links::known_type(extra.value.trim()).is_none()
            && is_sound_value(&extra.value)
            && !extra.value.trim().is_empty()
    });
    found.map(|extra| extra.value.as_str())
}

/// The type of the entry that no row knows, if it can be written.
pub(super) fn unknown_type(dialect: Dialect, reference: &Reference) -> Option<&str> {
    let found = own(reference).find(|extra| extra.name == reading::UNKNOWN_TYPE);
    found.map(|extra| extra.value.as_str()).filter(|name| is_type(dialect, name))
}

/// Whether an extra of a .bib file says nothing but what a reference states, in another spelling: a DOI as the address
/// of its resolver, the type of names that have the role of it.
pub fn only_spells(reference: &Reference, extra: &Extra) -> bool {
    if ![BIBLATEX, BIBTEX].contains(&extra.format.as_str()) {
        return false;
    }
    let name = extra.name.to_lowercase();
    if let Some(slot) = roles::slot_of_type(&name) {
        let row = roles::role_of(slot, Some(&extra.value), reference.entry_type);
        return row.is_some_and(|row| reference.names.contains_key(&(row.place, row.role)));
    }
    let row = types::row_of(Dialect::Biblatex, &name, reference.entry_type);
    row.is_some_and(|row| row.kind == Kind::Identifier)
        && row.map(|row| Spelling::of(Dialect::Biblatex, None).unspell(row, &extra.value)).as_ref()
            == row.and_then(|row| reference.fields.get(row.place, row.field))
}

/// Whether a reader makes something of a field (its name in lower case) rather than keeping it as an extra.
pub(super) fn is_understood(dialect: Dialect, name: &str, value: &str, entry_type: EntryType) -> bool {
    let is_row = [dialect, Dialect::Biblatex].iter().any(|d| types::row_of(*d, name, entry_type).is_some());
    let is_date = ["", "url", "event", "orig"].iter().any(|prefix| {
        let part = name.strip_prefix(prefix).unwrap_or_default();
        part == words::DATE || words::DATE_PARTS.contains(&part)
    });
    let is_word = [
        words::CROSSREF,
        words::XREF,
        words::XDATA,
        words::IDS,
        words::ENTRY_SET,
        words::RELATED,
        words::RELATED_TYPE,
        words::OPTIONS,
    ]
    .contains(&name);
    is_row
        || is_date
        || is_word
        || roles::role_of(name, None, entry_type).is_some()
        || Restoring::understands(dialect, name, value)
        || Restoring::extra(name, value).is_some()
}

/// Whether a value can stand between braces, is read back to the letter, and does nothing but set type.
pub(super) fn is_sound_value(value: &str) -> bool {
    let mut depth = 0_usize;
    for character in value.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => return false,
            '}' => depth -= 1,
            _ if character.is_control() && !matches!(character, '\n' | '\r' | '\t') => return false,
            _ => {}
        }
    }
    depth == 0 && tex::is_harmless(value)
}

/// Whether a text can be the name of a field.
pub(super) fn is_field_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"#%'(),={}@\\~".contains(&byte))
}

/// Whether a text can be the name of an entry type that no row knows.
pub(super) fn is_type(dialect: Dialect, name: &str) -> bool {
    let is_word = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    let is_block = [words::COMMENT, words::PREAMBLE, words::STRING, words::XDATA]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(name));
    is_word
        && !is_block
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && crate::fields::entry_type_of(dialect, name).is_none()
}

/// Whether a text can be the key of an entry in BibTeX and in biber.
pub(super) fn is_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(is_key_character)
}

/// Whether a character can stand in a key.
pub(super) fn is_key_character(character: char) -> bool {
    !character.is_whitespace() && !character.is_control() && !"\"#%'(),={}\\~@&$".contains(character)
}

/// Whether a list with commas consists of keys.
pub(super) fn are_keys(list: &str) -> bool {
    list.split(',').all(is_key)
}

/// What stands outside entries, as it is written: alone it must be read as the same again. Text that would begin
/// an entry is made a comment, which is told by `None`.
pub(super) fn outside(extra: &Extra) -> Option<String> {
    let text = extra.value.trim();
    let blocks: Vec<_> = Blocks::of(text).collect();
    let is_sound = blocks.iter().all(|block| block.problems.is_empty());
    let is_kind = |content: &Content| match extra.name.as_str() {
        words::TEXT => matches!(content, Content::Text),
        words::COMMENT => matches!(content, Content::Comment),
        words::PREAMBLE => matches!(content, Content::Preamble(_)),
        words::STRING => matches!(content, Content::Strings(_)),
        words::XDATA => matches!(content, Content::Entry(_)),
        _ => false,
    };
    // With what comes before or after it, text could become part of an entry, unless it stands in a comment.
    let last_line = text.rsplit_once('\n').map_or(text, |(_, line)| line);
    let is_unfinished =
        |(_, rest): (&str, &str)| rest.chars().all(|c| c.is_alphanumeric() || c.is_whitespace());
    let is_open = extra.name == words::TEXT
        && (text.starts_with(',')
            || (!last_line.trim_start().starts_with('%')
                && text.rsplit_once('@').is_some_and(is_unfinished)));
    let [block] = blocks.as_slice() else { return None };
    (!is_open && is_kind(&block.content) && (is_sound || extra.name == words::TEXT)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Name, NameList, Place, Role};

    #[test]
    fn other_spellings_are_told_from_what_says_more() {
        let mut reference = Reference::new(EntryType::Book);
        reference.fields.set(Place::Here, Field::Doi, vec!["10.1000/tide".to_owned()]);
        reference.fields.set(Place::Here, Field::Title, "Tides");
        let names = NameList { names: vec![Name::person("Vale", "Ada")], ..NameList::default() };
        reference.names.insert((Place::Here, Role::Director), names);
        let cases = [
            ("biblatex", "doi", "https://doi.org/10.1000/tide", true),
            ("biblatex", "doi", "10.1000/ebb", false),
            ("biblatex", "editortype", "director", true),
            ("biblatex", "editoratype", "sponsor", false),
            ("biblatex", "shelf", "3", false),
            ("biblatex", "date", "1936a", false),
            ("ris", "doi", "https://doi.org/10.1000/tide", false),
        ];
        for (format, name, value, expected) in cases {
            let [format, name, value] = [format, name, value].map(str::to_owned);
            let extra = Extra { format, name, value };
            assert_eq!(only_spells(&reference, &extra), expected, "{extra:?}");
        }
    }
}
