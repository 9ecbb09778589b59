//! Numbers of books and periodicals (ISBN, ISSN) as programs spell them.

/// What stands before the number in addresses (Crossref's REST API, RFC 8254) and in print, in lower case.
const PREFIXES: &[&str] = &[
    "http://id.crossref.org/isbn/",
    "https://id.crossref.org/isbn/",
    "http://id.crossref.org/issn/",
    "https://id.crossref.org/issn/",
    "urn:isbn:",
    "urn:issn:",
    "isbn-13:",
    "isbn-10:",
    "isbn:",
    "isbn ",
    "issn:",
    "issn ",
];

/// The number in an address of it; any other text as it is.
pub(super) fn bare(text: &str) -> &str {
    let rest = PREFIXES.iter().find_map(|prefix| {
        let head = text.get(..prefix.len()).filter(|head| head.eq_ignore_ascii_case(prefix))?;
        text.strip_prefix(head)
    });
    rest.map(str::trim).filter(|rest| looks_like_number(rest)).unwrap_or(text)
}

/// Whether a text has the looks of such a number: digits, hyphens and a check letter.
pub(super) fn looks_like_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= 7 && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'X' | b'x'))
}

/// An ISBN without hyphens and spaces.
pub(super) fn compact(number: &str) -> String {
    bare(number.trim()).chars().filter(|c| !matches!(c, '-' | ' ')).map(|c| c.to_ascii_uppercase()).collect()
}

/// Whether a text has the shape of an ISBN: ten digits, of which the last may be X, or thirteen that begin with 978 or
/// 979, hyphens and spaces among them or not. A wrong check digit is no matter.
pub(super) fn is_isbn(number: &str) -> bool {
    let number = compact(number);
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    match number.len() {
        10 => are_digits(number.strip_suffix('X').unwrap_or(&number)),
        13 => are_digits(&number) && (number.starts_with("978") || number.starts_with("979")),
        _ => false,
    }
}

/// Whether two texts are the same ISBN, with ten digits or thirteen.
pub(super) fn are_same_isbn(one: &str, other: &str) -> bool {
    let (one, other) = (compact(one), compact(other));
    one == other || (is_isbn(&one) && is_isbn(&other) && isbn_13(&one) == isbn_13(&other))
}

/// An ISBN with thirteen digits (ISBN Users' Manual, 7th edition, section 5).
pub(super) fn isbn_13(number: &str) -> Option<String> {
    if !is_isbn(number) {
        return None;
    }
    let number = compact(number);
    if number.len() == 13 {
        return Some(number);
    }
    let body = format!("978{}", number.get(..9)?);
    let digits = body.bytes().map(|byte| u32::from(byte - b'0'));
    let sum: u32 = digits.zip([1, 3].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    Some(format!("{body}{}", (10 - sum % 10) % 10))
}

/// An ISBN with ten digits; `None` for those that have no such form, which begin with 979.
pub(super) fn isbn_10(number: &str) -> Option<String> {
    if !is_isbn(number) {
        return None;
    }
    let number = compact(number);
    if number.len() == 10 {
        return Some(number);
    }
    let body = number.strip_prefix("978")?.get(..9)?;
    let digits = body.bytes().map(|byte| u32::from(byte - b'0'));
    let sum: u32 = digits.zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    Some(match (11 - sum % 11) % 11 {
        10 => format!("{body}X"),
        check => format!("{body}{check}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_an_isbn() {
        for (ten, thirteen) in [
            ("0306406152", "9780306406157"),
            ("080442957X", "9780804429573"),
            ("0-19-281184-3", "978-0-19-281184-4"),
        ] {
            assert_eq!(isbn_13(ten), isbn_13(thirteen), "{ten}");
            assert_eq!(isbn_10(thirteen), isbn_10(ten), "{thirteen}");
        }
        assert_eq!(isbn_13("0306406152").as_deref(), Some("9780306406157"));
        assert_eq!(isbn_10("9780804429573").as_deref(), Some("080442957X"));
        assert!(are_same_isbn("0306406152", "978-0-306-40615-7"));
        for number in ["9790000000001", "B00ABCDEFG", "123", ""] {
            assert_eq!(isbn_10(number), None, "{number}");
        }
        assert!(!are_same_isbn("x", "y"));
    }

    #[test]
    fn addresses_of_numbers() {
        let cases = [
            ("http://id.crossref.org/isbn/9783161484100", "9783161484100"),
            ("urn:ISBN:0-19-281184-4", "0-19-281184-4"),
            ("ISBN 0-19-281184-4", "0-19-281184-4"),
            ("ISBN: 080442957X", "080442957X"),
            ("http://id.crossref.org/issn/1476-4687", "1476-4687"),
            ("isbn:none", "isbn:none"),
            ("ISBN 0-19-281184-4 (cloth)", "ISBN 0-19-281184-4 (cloth)"),
            ("https://example.org/isbn/9783161484100", "https://example.org/isbn/9783161484100"),
            ("0-19-281184-4", "0-19-281184-4"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(bare(text), expected, "{text}");
        }
    }
}
