//! Identifiers and pages.

use crate::model::Field;

/// What a number in the field that ISBN and ISSN share is, by its digits.
pub(super) fn standard_number(text: &str) -> Option<(Field, String)> {
    let bare = text.split('(').next().unwrap_or_default().trim();
    let bare =
        bare.trim_start_matches(|c: char| c.is_alphabetic() && !matches!(c, 'x' | 'X') || c == ':').trim();
    let digits = bare.chars().filter(|c| c.is_ascii_digit() || matches!(c, 'x' | 'X')).count();
    let is_number = bare.chars().all(|c| c.is_ascii_digit() || matches!(c, 'x' | 'X' | '-' | '–' | ' '));
    match digits {
        8 if is_number => Some((Field::Issn, bare.to_owned())),
        10 | 13 if is_number => Some((Field::Isbn, bare.to_owned())),
        _ => None,
    }
}

/// A DOI without what stands before it.
pub(super) fn doi(text: &str) -> Option<&str> {
    let at = text.find("10.")?;
    let before = text[..at].to_lowercase();
    let is_prefix = before.is_empty() || before.contains("doi");
    let first = text[at..].split_whitespace().next()?;
    // EndNote repeats one in a further line, with the point behind it of the reference that it came from.
    let is_one = text[at..].split_whitespace().all(|other| other.trim_end_matches('.') == first);
    (is_prefix && is_one && first.contains('/')).then_some(first)
}

/// Pages with en dashes between numbers.
pub(super) fn pages(text: &str) -> String {
    let is_page = |text: &str| !text.is_empty() && text.chars().all(char::is_alphanumeric);
    let part = |part: &str| match part.split_once(['-', '–']) {
        Some((first, last)) if is_page(first.trim()) && is_page(last.trim_start_matches('-').trim()) => {
            let lead = &first[..first.len() - first.trim_start().len()];
            format!("{lead}{}–{}", first.trim(), last.trim_start_matches('-').trim())
        }
        _ => part.to_owned(),
    };
    text.split(',').map(part).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_several_schemes() {
        for (text, expected) in [
            ("0192-8651 (Print)", Some((Field::Issn, "0192-8651"))),
            ("ISBN: 978-0-19-000000-2", Some((Field::Isbn, "978-0-19-000000-2"))),
            ("019000000X", Some((Field::Isbn, "019000000X"))),
            ("TR-12", None),
        ] {
            assert_eq!(
                standard_number(text),
                expected.map(|(field, text)| (field, text.to_owned())),
                "{text}"
            );
        }
        for (text, expected) in [
            ("DOI 10.1002/jcc.5", Some("10.1002/jcc.5")),
            ("https://doi.org/10.1/a", Some("10.1/a")),
            ("10.1/a 10.1/a.", Some("10.1/a")),
            ("10.1/a 10.1/b", None),
            ("10.1/a", Some("10.1/a")),
            ("S0140-6736(10.5)", None),
        ] {
            assert_eq!(doi(text), expected, "{text}");
        }
        assert_eq!(pages("1--9, 12-15"), "1–9, 12–15");
        assert_eq!(pages("A-12-A-15"), "A-12-A-15");
    }
}
