//! The normal form of titles and names, by which they are found.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a text in lower case, without marks on letters, punctuation and the tags of inline markup,
/// with one space between them.
pub(super) fn normalize(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    for c in without_tags(text).nfkd().filter(|c| !is_combining_mark(*c)) {
        if c.is_alphanumeric() {
            normal.extend(c.to_lowercase());
        } else if !normal.is_empty() && !normal.ends_with(' ') && !matches!(c, '\'' | '’' | '\u{ad}') {
            normal.push(' ');
        }
    }
    normal.truncate(normal.trim_end().len());
    normal
}

/// A text without the tags that [`crate::model::title`] knows.
fn without_tags(text: &str) -> String {
    const TAGS: &[&str] = &[
        "<i>",
        "</i>",
        "<b>",
        "</b>",
        "<sup>",
        "</sup>",
        "<sub>",
        "</sub>",
        "<sc>",
        "</sc>",
        "<span class=\"nocase\">",
        "<span class=\"math\">",
        "<span class=\"tex\">",
        "</span>",
    ];
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        plain.push_str(before);
        let at = &rest[before.len()..];
        rest = match TAGS.iter().find_map(|known| at.strip_prefix(known)) {
            Some(after) => after,
            None => {
                plain.push('<');
                tag
            }
        };
    }
    plain.push_str(rest);
    plain
}
