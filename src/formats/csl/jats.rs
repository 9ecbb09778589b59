//! The markup of abstracts as publishers give them to Crossref: JATS, in which `<` and `&` are escaped as in XML.

use std::borrow::Cow;

use crate::model::title::Tag;

/// Begins the name of every element.
const PREFIX: &str = "jats:";
/// Elements that our markup has, by their name behind the prefix.
const MARKUP: &[(&str, Tag)] = &[
    ("italic", Tag::Italic),
    ("bold", Tag::Bold),
    ("sup", Tag::Superscript),
    ("sub", Tag::Subscript),
    ("sc", Tag::SmallCaps),
];
/// Elements that are lines of their own.
const BLOCKS: &[&str] = &["p", "title", "sec", "list", "list-item", "label"];
/// Characters that have a name in XML.
const ENTITIES: &[(&str, char)] = &[("lt", '<'), ("gt", '>'), ("amp", '&'), ("quot", '"'), ("apos", '\'')];
/// The longest reference to a character, in bytes.
const LONGEST_ENTITY: usize = 10;

/// The text of JATS as marked text; `None` for a text that is none.
pub(super) fn to_marked(text: &str) -> Option<String> {
    if !text.contains("<jats:") {
        return None;
    }
    let mut marked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        marked.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = element(rest, &mut marked).or_else(|| entity(rest, &mut marked));
        let taken = taken.unwrap_or_else(|| {
            marked.push_str(&rest[..1]);
            1
        });
        rest = &rest[taken..];
    }
    marked.push_str(rest);
    let lines = marked.lines().map(str::trim).filter(|line| !line.is_empty());
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// A text with the characters that its references stand for (`J &amp; K`), as Crossref and Zotero have them in titles.
pub(super) fn without_references(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = entity(rest, &mut plain).unwrap_or_else(|| {
            plain.push('&');
            1
        });
        rest = &rest[taken..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Takes the tag of an element; how long it is.
fn element(text: &str, marked: &mut String) -> Option<usize> {
    let inside = text.strip_prefix('<')?;
    let (inside, is_close) = inside.strip_prefix('/').map_or((inside, false), |inside| (inside, true));
    let named = inside.strip_prefix(PREFIX)?;
    let end = named.find(['<', '>']).filter(|end| named[*end..].starts_with('>'))?;
    let name = named[..end].split([' ', '/']).next().unwrap_or_default();
    if let Some((_, tag)) = MARKUP.iter().find(|(element, _)| *element == name) {
        marked.push_str(if is_close { tag.close() } else { tag.open() });
    } else if BLOCKS.contains(&name) {
        marked.push('\n');
    }
    Some(text.len() - named.len() + end + 1)
}

/// Takes a reference to a character; how long it is.
fn entity(text: &str, marked: &mut String) -> Option<usize> {
    let inside = text.strip_prefix('&')?;
    let end = inside.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';')?;
    let name = &inside[..end];
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok(),
        None => number.parse().ok(),
    });
    let named = ENTITIES.iter().find(|(entity, _)| *entity == name).map(|(_, character)| *character);
    let numbered = || char::from_u32(number?).filter(|character| !character.is_control());
    marked.push(named.or_else(numbered)?);
    Some(end + "&;".len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_characters() {
        let cases = [
            ("J &amp; K", "J & K"),
            ("a &lt; b &gt; c &quot;d&quot; &#39;e&#39; &apos;f", "a < b > c \"d\" 'e' 'f"),
            ("&amp;lt; &amp", "&lt; &amp"),
            ("&#0; &#xD800; &nothing; R&D;", "&#0; &#xD800; &nothing; R&D;"),
        ];
        for (text, expected) in cases {
            assert_eq!(without_references(text), expected, "{text}");
        }
    }

    #[test]
    fn elements_become_markup_and_lines() {
        let cases = [
            ("<jats:p>Tide &amp; <jats:italic>ebb</jats:italic></jats:p>", "Tide & <i>ebb</i>"),
            (
                "<jats:title>Abstract</jats:title>\n  <jats:p>One.</jats:p><jats:p>x &lt; 2&#x2013;3 &c;</jats:p>",
                "Abstract\nOne.\nx < 2–3 &c;",
            ),
            (
                "<jats:p>CO<jats:sub>2</jats:sub> <jats:ext-link href=\"a\">b</jats:ext-link> <x></jats:p",
                "CO<sub>2</sub> b <x></jats:p",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(to_marked(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(to_marked("<p>Tide &amp; ebb</p>"), None);
    }
}
