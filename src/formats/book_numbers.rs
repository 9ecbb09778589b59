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

#[cfg(test)]
mod tests {
    use super::*;

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
