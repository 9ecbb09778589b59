//! What programs that take titles from web pages leave in TeX: character references (`&amp;`, `\&amp;`, `&#233;`) and
//! tags whose brackets are commands (`{\textless}i{\textgreater}`).

use std::borrow::Cow;

use super::Kind;

/// Character references by name.
#[rustfmt::skip]
const NAMED: &[(&str, char)] = &[
    ("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("nbsp", '\u{a0}'), ("ndash", '–'),
    ("mdash", '—'), ("lsquo", '‘'), ("rsquo", '’'), ("ldquo", '“'), ("rdquo", '”'), ("hellip", '…'),
    ("aacute", 'á'), ("agrave", 'à'), ("acirc", 'â'), ("auml", 'ä'), ("aring", 'å'), ("aelig", 'æ'),
    ("ccedil", 'ç'), ("eacute", 'é'), ("egrave", 'è'), ("ecirc", 'ê'), ("euml", 'ë'), ("iacute", 'í'),
    ("icirc", 'î'), ("iuml", 'ï'), ("ntilde", 'ñ'), ("oacute", 'ó'), ("ocirc", 'ô'), ("ouml", 'ö'),
    ("oslash", 'ø'), ("szlig", 'ß'), ("uacute", 'ú'), ("ugrave", 'ù'), ("ucirc", 'û'), ("uuml", 'ü'),
    ("Aacute", 'Á'), ("Auml", 'Ä'), ("Eacute", 'É'), ("Ouml", 'Ö'), ("Uuml", 'Ü'), ("Oslash", 'Ø'),
    ("alpha", 'α'), ("beta", 'β'), ("gamma", 'γ'), ("delta", 'δ'), ("mu", 'μ'), ("times", '×'), ("deg", '°'),
    ("reg", '®'), ("copy", '©'), ("middot", '·'),
];

/// The longest character reference, in bytes behind the ampersand.
const LONGEST_REFERENCE: usize = 12;

/// Tags of web pages and the tags of marked text that they are.
const TAGS: &[(&str, &str)] = &[
    ("i", "<i>"),
    ("/i", "</i>"),
    ("em", "<i>"),
    ("/em", "</i>"),
    ("italic", "<i>"),
    ("/italic", "</i>"),
    ("b", "<b>"),
    ("/b", "</b>"),
    ("strong", "<b>"),
    ("/strong", "</b>"),
    ("sup", "<sup>"),
    ("/sup", "</sup>"),
    ("sub", "<sub>"),
    ("/sub", "</sub>"),
    ("sc", "<sc>"),
    ("/sc", "</sc>"),
    ("scp", "<sc>"),
    ("/scp", "</sc>"),
];

/// The opening and closing brackets of tags in TeX.
const BRACKETS: &[(&str, &str)] = &[
    (r"{\textless}", r"{\textgreater}"),
    (r"\textless{}", r"\textgreater{}"),
    (r"\textless ", r"\textgreater "),
    (r"\textless ", r"\textgreater{}"),
    (r"\textless ", r"\textgreater"),
    ("$<$", "$>$"),
    ("<", ">"),
];

/// TeX with these as what they stand for. There are no tags in plain text.
pub(super) fn decoded(tex: &str, kind: Kind) -> Cow<'_, str> {
    let tex = if tex.contains('&') { Cow::Owned(without_references(tex)) } else { Cow::Borrowed(tex) };
    let has_brackets = tex.contains('<') || tex.contains(r"\textless");
    if has_brackets && kind != Kind::Plain { Cow::Owned(with_tags(&tex)) } else { tex }
}

/// Whether a text begins with a reference.
pub(super) fn begins_with_reference(text: &str) -> bool {
    text.strip_prefix('&').is_some_and(|after| reference(after).is_some())
}

/// Whether a text begins with a tag.
pub(super) fn begins_with_tag(text: &str) -> bool {
    tag(text).is_some()
}

fn without_references(tex: &str) -> String {
    let mut text = String::with_capacity(tex.len());
    let mut rest = tex;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let in_braces = text.ends_with(r"{\") && after.starts_with('}');
        let name = if in_braces { &after[1..] } else { after };
        match reference(name) {
            Some((character, next)) => {
                if in_braces {
                    text.truncate(text.len() - 2);
                } else if text.ends_with('\\') && !text.ends_with(r"\\") {
                    text.pop();
                }
                push_as_tex(&mut text, character);
                rest = next;
            }
            None => {
                text.push('&');
                rest = after;
            }
        }
    }
    text + rest
}

/// The character of a reference, of which what follows the ampersand is given, and what follows it.
fn reference(after: &str) -> Option<(char, &str)> {
    let end = after.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';')?;
    let (name, next) = (&after[..end], &after[end + 1..]);
    let number = name.strip_prefix('#').or_else(|| name.strip_prefix(r"\#"));
    let character = match number {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|c| !c.is_control())?
        }
        None => NAMED.iter().find(|(known, _)| *known == name).map(|(_, character)| *character)?,
    };
    Some((character, next))
}

fn push_as_tex(text: &mut String, character: char) {
    match character {
        '&' | '%' | '#' | '$' | '_' | '{' | '}' => text.extend(['\\', character]),
        '\\' => text.push_str(r"\textbackslash{}"),
        '~' => text.push_str(r"\textasciitilde{}"),
        '^' => text.push_str(r"\textasciicircum{}"),
        _ => text.push(character),
    }
}

fn with_tags(tex: &str) -> String {
    let mut text = String::with_capacity(tex.len());
    let mut rest = tex;
    while let Some(at) = rest.find(['<', '\\', '{', '$']) {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        match tag(from) {
            Some((tag, next)) => {
                text.push_str(tag);
                rest = next;
            }
            None => {
                // The sign is one byte.
                text.push_str(&from[..1]);
                rest = &from[1..];
            }
        }
    }
    text + rest
}

/// The tag that a text begins with, and what follows it.
fn tag(text: &str) -> Option<(&'static str, &str)> {
    BRACKETS.iter().find_map(|(open, close)| {
        let inside = text.strip_prefix(open)?;
        TAGS.iter().find_map(|(name, tag)| {
            let next = inside.strip_prefix(name)?.strip_prefix(close)?;
            Some((*tag, next))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_tags_of_web_pages() {
        let cases = [
            (r"A &amp; B \&amp; C {\&}amp; D", r"A \& B \& C \& D"),
            (r"&#233;&#xE9;\&\#233; &eacute;", "ééé é"),
            ("&lt;i&gt;x&lt;/i&gt;", "<i>x</i>"),
            (r"{\textless}i{\textgreater}x{\textless}/i{\textgreater}", "<i>x</i>"),
            (r"\textless{}sub\textgreater{}2\textless/sub\textgreater", r"<sub>2\textless/sub\textgreater"),
            ("H$<$sub$>$2$<$/sub$>$O <em>x</em>", "H<sub>2</sub>O <i>x</i>"),
            (r"AT\&T; R&D; &nothing; & 50 &#37;", r"AT\&T; R&D; &nothing; & 50 \%"),
            (r"{\textless}{}i{\textgreater} a < b", r"{\textless}{}i{\textgreater} a < b"),
        ];
        for (tex, expected) in cases {
            assert_eq!(decoded(tex, Kind::Title), expected, "{tex}");
        }
    }
}
