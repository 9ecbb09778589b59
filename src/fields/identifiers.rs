//! When two identifiers are the same, and what the beginning of one is.

use super::row_named;
use crate::model::Field;

/// The normal form of an identifier, by which two are compared: an ISBN in 13 digits, an ISSN with its hyphen,
/// a DOI in lower case without the address of a resolver; all others in lower case without white space
/// around them. What is not of the form that its scheme has is taken as any other text.
pub fn normal_identifier(scheme: &str, value: &str) -> String {
    let plain = value.trim().to_lowercase();
    let normal = match row_named(scheme).map(|row| row.field) {
        Some(Field::Isbn) => normal_isbn(&plain),
        Some(Field::Issn) => normal_issn(&plain),
        Some(Field::Doi) => Some(normal_doi(&plain).to_owned()),
        _ => None,
    };
    normal.unwrap_or(plain)
}

/// ISO 2108: 13 digits, or 10 of which the last may be X.
fn normal_isbn(plain: &str) -> Option<String> {
    let digits = compact(plain.strip_prefix("isbn").unwrap_or(plain));
    match digits.len() {
        13 if digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(digits),
        10 => {
            let (body, check) = digits.split_at_checked(9)?;
            let is_check = check.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x');
            if !body.bytes().all(|byte| byte.is_ascii_digit()) || !is_check {
                return None;
            }
            let body = format!("978{body}");
            let weights = [1, 3].into_iter().cycle();
            let sum: u32 =
                body.bytes().zip(weights).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
            Some(format!("{body}{}", (10 - sum % 10) % 10))
        }
        _ => None,
    }
}

/// ISO 3297: 8 digits in two groups, of which the last may be X.
fn normal_issn(plain: &str) -> Option<String> {
    let digits = compact(plain.strip_prefix("issn").unwrap_or(plain));
    let is_digit = |byte: u8| byte.is_ascii_digit() || byte == b'x';
    if digits.len() != 8 || !digits.bytes().all(is_digit) {
        return None;
    }
    let (first, second) = digits.split_at_checked(4)?;
    Some(format!("{first}-{second}"))
}

/// The beginning that normal forms have of identifiers which begin so.
pub fn identifier_beginning(scheme: &str, value: &str) -> String {
    let plain = value.trim().to_lowercase();
    match row_named(scheme).map(|row| row.field) {
        Some(Field::Isbn) => compact(&plain),
        Some(Field::Doi) => normal_doi(&plain).to_owned(),
        _ => plain,
    }
}

fn normal_doi(plain: &str) -> &str {
    let address = plain.strip_prefix("https://").or_else(|| plain.strip_prefix("http://")).unwrap_or(plain);
    let name = ["doi.org/", "dx.doi.org/", "www.doi.org/"].iter().find_map(|host| address.strip_prefix(host));
    let name = name.unwrap_or(plain);
    name.strip_prefix("doi:").unwrap_or(name).trim()
}

/// Without what only groups the digits.
fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '‑' | '–' | ':')).collect()
}
