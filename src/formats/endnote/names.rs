//! Names.

use crate::formats::xml::{Element, statements};
use crate::model::{Ending, Name, NameList};

/// The names in an element of `author` elements.
pub(super) fn read(authors: &Element) -> NameList {
    let mut list = NameList::default();
    for author in authors.elements() {
        let words = author.words();
        let body = author.attribute("corp-name").filter(|name| !name.is_empty());
        let folded = words.to_lowercase();
        if matches!(folded.trim_end_matches(['.', ',']), "et al" | "others") {
            list.ending = Ending::AndOthers;
        } else if let Some(body) = body {
            list.names.push(Name::literal(body));
        } else if !words.is_empty() {
            list.names.push(name(&words));
        }
    }
    list
}

/// `Family, Given` and `Family, Given, Suffix`; a comma at the end makes a body of it.
fn name(text: &str) -> Name {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    match parts.as_slice() {
        [body, ""] => Name::literal(*body),
        [family, given, suffix] if !suffix.is_empty() => {
            Name { suffix: (*suffix).to_owned(), ..statements::person_of(family, given) }
        }
        // A body whose name has commas in it ends in one.
        [_, .., ""] => Name::literal(text.trim_end_matches([',', ' '])),
        // Two names in one are those of a firm.
        [_] if text.contains(" & ") => Name::literal(text),
        _ => statements::person(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_endnote_has_them() {
        for (text, expected) in [
            ("Vale, Ada M.", Name::person("Vale", "Ada M.")),
            ("Ada Vale", Name::person("Vale", "Ada")),
            ("Tide Group,", Name::literal("Tide Group")),
            ("Quay & Sons", Name::literal("Quay & Sons")),
            ("Tide, Shore, and Sons,", Name::literal("Tide, Shore, and Sons")),
            ("Vale, Ada, Jr.", Name { suffix: "Jr.".to_owned(), ..Name::person("Vale", "Ada") }),
        ] {
            assert_eq!(name(text), expected, "{text}");
        }
    }
}
