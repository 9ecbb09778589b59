//! Addresses: of places within the page, and of pages elsewhere.

use std::fmt::Write;

use crate::model::field::Fields;
use crate::model::{Field, Place};

/// What the id of a place in the page names. Handles of works and keys of editions may be the same word, so
/// all but works have a prefix.
#[derive(Clone, Copy, Debug)]
pub(super) enum Anchor<'a> {
    Work(&'a str),
    Expression(&'a str),
    Edition(&'a str),
    Source(&'a str),
    Agent(&'a str),
}

impl Anchor<'_> {
    /// The id. Letters, digits, `-`, `_` and `.` of a handle stay, any other character is written as `~` and
    /// the hexadecimal digits of its bytes: two handles never share an id, and none has white space in it.
    pub fn id(self) -> String {
        let (mut id, handle) = match self {
            Anchor::Work(handle) => (String::new(), handle),
            Anchor::Expression(handle) => ("text:".to_owned(), handle),
            Anchor::Edition(key) => ("edition:".to_owned(), key),
            Anchor::Source(handle) => ("source:".to_owned(), handle),
            Anchor::Agent(handle) => ("agent:".to_owned(), handle),
        };
        for c in handle.chars() {
            if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') {
                id.push(c);
            } else {
                push_bytes(&mut id, '~', c);
            }
        }
        if id.is_empty() {
            id.push('~');
        }
        id
    }

    /// The address of the place from within the page.
    pub fn href(self) -> String {
        format!("#{}", self.id())
    }
}

/// The address for a URL as it stands in the catalogue, if that is one that a reader may be sent to: `http` or
/// `https` with a plain host. Characters that may not stand in a URL are percent-encoded. Everything else
/// (`javascript:`, `data:`, no scheme at all) is shown as text instead.
pub fn web_address(url: &str) -> Option<String> {
    let url = url.trim();
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))?;
    let rest = url.get(scheme.len()..)?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(end)?;
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    if !name.starts_with(char::is_alphanumeric) || !name.chars().all(is_plain) {
        return None;
    }
    if !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(format!("{scheme}{host}{}", percent_encoded(path)))
}

/// The address that a DOI resolves at, whether given bare, as `doi:…` or as a URL; `None` for what is no DOI.
pub fn doi_address(doi: &str) -> Option<String> {
    bare_doi(doi).map(|bare| format!("https://doi.org/{}", percent_encoded(bare)))
}

/// Where an edition is on the web: where its DOI resolves, else its own address.
pub fn address_of(fields: &Fields) -> Option<String> {
    let doi = || fields.list(Place::Here, Field::Doi).iter().find_map(|doi| doi_address(doi));
    doi().or_else(|| fields.text(Place::Here, Field::Url).and_then(web_address))
}

/// The DOI itself, from `10.` on.
pub(super) fn bare_doi(doi: &str) -> Option<&str> {
    let start = doi.find("10.")?;
    let is_doi_prefix =
        ["", "doi:", "https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/"]
            .iter()
            .any(|prefix| doi.get(..start).is_some_and(|given| given.trim().eq_ignore_ascii_case(prefix)));
    let bare = doi.get(start..)?.trim_end();
    (is_doi_prefix && bare.contains('/')).then_some(bare)
}

/// Percent-encodes what is no URL unit (WHATWG URL, "URL code points"). `%` before two hexadecimal digits is
/// taken as an encoding that is already there. A second `#` cannot stand in a fragment.
fn percent_encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    let mut in_fragment = false;
    for (at, c) in path.char_indices() {
        let keeps = match c {
            '%' => {
                let next = path.as_bytes().get(at + 1..at + 3);
                next.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            }
            '#' => !std::mem::replace(&mut in_fragment, true),
            '!' | '$' | '&' | '\'' | '(' | ')' | '*' | '+' | ',' | '-' | '.' | '/' | ':' | ';' | '='
            | '?' | '@' | '_' | '~' => true,
            c => c.is_ascii_alphanumeric(),
        };
        if keeps { encoded.push(c) } else { push_bytes(&mut encoded, '%', c) }
    }
    encoded
}

fn push_bytes(text: &mut String, sign: char, c: char) {
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        // Writing to a String cannot fail.
        let _ = write!(text, "{sign}{byte:02X}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_linked() {
        for (url, expected) in [
            ("https://example.org/a?b=c&d#e", Some("https://example.org/a?b=c&d#e")),
            ("HTTP://example.org", Some("http://example.org")),
            (" https://example.org:8080/ ", Some("https://example.org:8080/")),
            ("https://example.org/a b\"<>[1]", Some("https://example.org/a%20b%22%3C%3E%5B1%5D")),
            ("https://example.org/%41%zz#a#b", Some("https://example.org/%41%25zz#a%23b")),
            ("https://example.org/\u{202e}gnp", Some("https://example.org/%E2%80%AEgnp")),
            ("javascript:alert(1)", None),
            (" jAvAsCrIpT:alert(1)//https://example.org", None),
            ("java\nscript:alert(1)", None),
            ("data:text/html,<script>", None),
            ("https:example.org", None),
            ("https://", None),
            ("https:///x", None),
            ("https://user@example.org", None),
            ("https://a b/", None),
            ("https://example.org:80a/", None),
            ("//example.org", None),
            ("example.org", None),
            ("file:///etc/passwd", None),
            ("éhttps", None),
            ("", None),
        ] {
            assert_eq!(web_address(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn a_doi_is_found_in_its_usual_dress() {
        for (doi, expected) in [
            ("10.1000/182", Some("https://doi.org/10.1000/182")),
            ("doi:10.1000/182", Some("https://doi.org/10.1000/182")),
            ("https://dx.doi.org/10.1000/a<b>", Some("https://doi.org/10.1000/a%3Cb%3E")),
            ("javascript:10.1000/182", None),
            ("10.1000", None),
            ("n. a.", None),
        ] {
            assert_eq!(doi_address(doi).as_deref(), expected, "{doi}");
        }
    }

    #[test]
    fn ids_of_different_handles_differ() {
        assert_eq!(Anchor::Work("year-one").id(), "year-one");
        assert_eq!(Anchor::Work("a b").id(), "a~20b");
        assert_eq!(Anchor::Work("a~20b").id(), "a~7E20b");
        assert_eq!(Anchor::Work("edition:x").id(), "edition~3Ax");
        assert_eq!(Anchor::Edition("x").href(), "#edition:x");
        assert_eq!(Anchor::Work("").id(), "~");
    }
}
