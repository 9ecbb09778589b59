//! HTML that was taken for text.

use super::{Remark, Subject, subject::Doubt};
use crate::model::title;

/// Names of characters in HTML that are met in bibliographies.
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("hellip", "…"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("ecirc", "ê"),
    ("euml", "ë"),
    ("agrave", "à"),
    ("aacute", "á"),
    ("acirc", "â"),
    ("auml", "ä"),
    ("aring", "å"),
    ("ccedil", "ç"),
    ("iacute", "í"),
    ("icirc", "î"),
    ("iuml", "ï"),
    ("ntilde", "ñ"),
    ("oacute", "ó"),
    ("ocirc", "ô"),
    ("ouml", "ö"),
    ("oslash", "ø"),
    ("uacute", "ú"),
    ("ugrave", "ù"),
    ("ucirc", "û"),
    ("uuml", "ü"),
    ("szlig", "ß"),
];

/// The character that stands behind `&…;`, without these two signs.
fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => number.parse().ok(),
        };
        let character = char::from_u32(number?).filter(|c| !c.is_control() && !matches!(c, '<' | '>'));
        return character.map(String::from);
    }
    ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned())
}

/// The text with the characters that its entities stand for, if it has any.
fn without_entities(text: &str) -> Option<String> {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    let mut found = false;
    while let Some((before, after)) = rest.split_once('&') {
        clean.push_str(before);
        let named = after.split_once(';').filter(|(name, _)| name.len() <= 8);
        match named.and_then(|(name, rest)| Some((entity(name)?, rest))) {
            Some((character, following)) => {
                clean.push_str(&character);
                rest = following;
                found = true;
            }
            None => {
                clean.push('&');
                rest = after;
            }
        }
    }
    clean.push_str(rest);
    found.then_some(clean)
}

pub(super) fn html_entity(subject: &Subject<'_>) -> Vec<Remark> {
    subject.text_doubts(|text| {
        let clean = without_entities(text)?;
        Some(Doubt::of("has HTML left over", text).mended(clean))
    })
}

/// Elements of HTML that databases of publishers leave in titles and abstracts, beside those that markup has.
const ELEMENTS: &[&str] =
    &["em", "strong", "p", "br", "div", "u", "tt", "small", "title", "sec", "italic", "bold"];

/// Whether a text without markup has a tag of one of the elements, of JATS too (`<jats:p>`).
fn has_element(text: &str) -> bool {
    let begins = text.match_indices('<').filter_map(|(at, sign)| text.get(at + sign.len()..));
    begins.into_iter().any(|rest| {
        let Some((tag, _)) = rest.split_once('>') else { return false };
        let name = tag.trim_start_matches('/').trim_end_matches(['/', ' ']);
        let name = name.strip_prefix("jats:").unwrap_or(name).to_ascii_lowercase();
        ELEMENTS.contains(&name.as_str())
    })
}

pub(super) fn html_tag(subject: &Subject<'_>) -> Vec<Remark> {
    subject.text_doubts(|text| {
        let doubt = || Doubt::of("has a tag of HTML that is printed as it stands", text);
        if let Some(armed) = title::armed(text) {
            return Some(match title::is_balanced(&armed) {
                true => doubt().mended(armed),
                false => doubt(),
            });
        }
        (text.contains('<') && has_element(&title::plain(text))).then(doubt)
    })
}
