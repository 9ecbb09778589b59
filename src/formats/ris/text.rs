//! Texts: lines, entities of HTML, titles with subtitles, pages, keywords, identifiers.

use std::borrow::Cow;

/// Lengths between which the lines of a text are that a program broke.
const BROKEN_AT: std::ops::RangeInclusive<usize> = 45..=105;

/// Tags of other vocabularies (JATS, HTML) that publishers leave in titles, and ours.
const TAGS: &[(&str, &str)] = &[
    ("<italic>", "<i>"),
    ("</italic>", "</i>"),
    ("<em>", "<i>"),
    ("</em>", "</i>"),
    ("<bold>", "<b>"),
    ("</bold>", "</b>"),
    ("<strong>", "<b>"),
    ("</strong>", "</b>"),
];

/// The lines of a value as one, without entities, and with our tags for those of publishers.
pub(super) fn one_line(value: &str) -> String {
    let line = unescape(&value.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned();
    if !line.contains('<') {
        return line;
    }
    TAGS.iter().fold(line, |line, (theirs, ours)| line.replace(theirs, ours))
}

/// The lines of a longer text: joined where a program broke them all at about the same width.
pub(super) fn paragraphs(value: &str) -> String {
    let lines: Vec<&str> = value.split('\n').collect();
    let is_broken = |line: &&str| BROKEN_AT.contains(&line.chars().count());
    match lines.split_last() {
        Some((_, before)) if !before.is_empty() && before.iter().all(is_broken) => {
            unescape(&lines.join(" ")).into_owned()
        }
        _ => unescape(value).into_owned(),
    }
}

/// The named entities of HTML that programs leave in their texts.
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("hellip", "…"),
];

/// The text with characters for the entities of HTML.
pub(in crate::formats) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let end = after.bytes().take(10).position(|byte| byte == b';');
        let character = end.and_then(|end| entity(after.get(..end)?));
        match (character, end) {
            (Some(character), Some(end)) => {
                plain.push_str(&character);
                rest = &after[end + 1..];
            }
            _ => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

fn entity(name: &str) -> Option<String> {
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok(),
        None => number.parse().ok(),
    });
    match number {
        Some(number) => char::from_u32(number).filter(|c| !c.is_control()).map(String::from),
        None => ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned()),
    }
}

/// Title and subtitle in one: with a colon, or without when the title ends in a question or an exclamation.
pub(super) fn join_title(title: &str, subtitle: &str) -> String {
    match (title.is_empty(), subtitle.is_empty()) {
        (_, true) => title.to_owned(),
        (true, false) => subtitle.to_owned(),
        (false, false) if title.ends_with(['?', '!', '？', '！']) => format!("{title} {subtitle}"),
        (false, false) => format!("{title}: {subtitle}"),
    }
}

/// Signs that stand between the ends of a range.
const DASHES: &[char] = &['-', '–', '—', '‐', '‑', '−'];

/// First and last page of a text that is one range.
pub(in crate::formats) fn range_of(pages: &str) -> Option<(&str, &str)> {
    let mut ends = pages.split(DASHES).map(str::trim).filter(|end| !end.is_empty());
    match (ends.next(), ends.next(), ends.next()) {
        (Some(first), Some(last), None) if is_page(first) && is_page(last) => Some((first, last)),
        _ => None,
    }
}

fn is_page(end: &str) -> bool {
    end.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | ':' | '*'))
}

/// Pages with en dashes.
pub(in crate::formats) fn pages(text: &str) -> String {
    let part = |part: &str| match range_of(part) {
        Some((first, last)) => {
            let lead = &part[..part.len() - part.trim_start().len()];
            format!("{lead}{first}–{last}")
        }
        None => part.to_owned(),
    };
    text.split(',').map(part).collect::<Vec<_>>().join(",")
}

/// Keywords of the lines of a record: several in a line have semicolons between them, or commas where there is
/// but one line.
pub(super) fn keywords(lines: &[String]) -> Vec<String> {
    let split = |line: &str, at: &[char]| -> Vec<String> {
        line.split(at).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let separators = ['\n', ';'];
    match lines {
        [line] if !line.contains(separators) && line.matches(',').count() > 1 => split(line, &[',']),
        lines => lines.iter().flat_map(|line| split(line, &separators)).collect(),
    }
}

/// What a standard number is by its looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) enum NumberKind {
    Isbn,
    Issn,
    Other,
}

/// What a standard number is, whatever is said around it.
pub(in crate::formats) fn number_kind(text: &str) -> NumberKind {
    let bare = text.split('(').next().unwrap_or(text).trim();
    let has = |prefix: &str| text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    let signs: Vec<char> = bare.chars().filter(|c| !matches!(c, '-' | ' ' | '–' | '‐')).collect();
    let is_number = signs.split_last().is_some_and(|(last, digits)| {
        digits.iter().all(char::is_ascii_digit) && (last.is_ascii_digit() || matches!(last, 'X' | 'x'))
    });
    match signs.len() {
        _ if has("ISBN") => NumberKind::Isbn,
        _ if has("ISSN") => NumberKind::Issn,
        8 if is_number => NumberKind::Issn,
        10 if is_number => NumberKind::Isbn,
        13 if is_number && (bare.starts_with("978") || bare.starts_with("979")) => NumberKind::Isbn,
        _ => NumberKind::Other,
    }
}

/// The standard numbers of one value.
pub(in crate::formats) fn numbers(value: &str) -> Vec<String> {
    let parts = value.split(['\n', ';', ',']).map(str::trim).filter(|part| !part.is_empty());
    parts
        .flat_map(|part| {
            let words: Vec<&str> = part.split_whitespace().collect();
            let are_numbers = words.iter().all(|word| number_kind(word) != NumberKind::Other);
            if words.len() > 1 && are_numbers { words } else { vec![part] }
        })
        .map(str::to_owned)
        .collect()
}

/// What stands before a DOI in addresses and notes.
const DOI_PREFIXES: &[&str] =
    &["https://", "http://", "dx.doi.org/", "www.doi.org/", "doi.org/", "dx.", "doi", ":", " "];

/// The DOI in a text that is one, without what resolves it. `None` when the text is none.
pub(in crate::formats) fn doi(text: &str) -> Option<String> {
    let mut rest = text.trim();
    let has = |text: &str, prefix: &str| {
        text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    while let Some(prefix) = DOI_PREFIXES.iter().find(|prefix| has(rest, prefix)) {
        rest = &rest[prefix.len()..];
    }
    let decoded = if rest.contains("%2") { Cow::Owned(decode_percents(rest)) } else { Cow::Borrowed(rest) };
    let (registrant, suffix) = decoded.strip_prefix("10.")?.split_once('/')?;
    let is_registrant =
        registrant.len() >= 4 && registrant.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_doi = is_registrant && !suffix.is_empty() && !suffix.contains(char::is_whitespace);
    is_doi.then(|| decoded.into_owned())
}

/// The text with the characters that `%XX` stands for.
fn decode_percents(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code =
            after.get(..2).and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        match code.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Whether a short title is made from the longer one by cutting words: each of its words begins like one of the
/// other's, in order.
pub(super) fn abbreviates(short: &str, long: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (short_words, long_words) = (words(short), words(long));
    // `Medicine (Baltimore)` tells a title from another one.
    let is_qualified = long
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("))
        .is_some_and(|(title, _)| title == short);
    if short.chars().count() >= long.chars().count() || short_words.is_empty() || is_qualified {
        return false;
    }
    let mut left = long_words.iter();
    short_words.iter().all(|word| {
        let first = word.chars().next();
        left.any(|other| {
            other.starts_with(word.as_str()) || (other.chars().next() == first && word.len() > 2)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities() {
        let cases = [
            ("Tide &amp; Town", "Tide & Town"),
            ("a &lt; b &#233;&#xE9;", "a < b éé"),
            ("AT&T; R&D &unknown; &", "AT&T; R&D &unknown; &"),
            ("&#0;&#1114112;", "&#0;&#1114112;"),
        ];
        for (text, expected) in cases {
            assert_eq!(unescape(text), expected);
        }
    }

    #[test]
    fn tags_of_publishers() {
        assert_eq!(
            one_line("Of <italic>Mare</italic> &lt;em&gt;a&lt;/em&gt;\nb < c"),
            "Of <i>Mare</i> <i>a</i> b < c"
        );
    }

    #[test]
    fn broken_lines_are_joined() {
        let long = "a word and another one to fill a line up to sixty signs or so";
        assert_eq!(paragraphs(&format!("{long}\n{long}\nend")), format!("{long} {long} end"));
        assert_eq!(paragraphs("short\nline"), "short\nline");
    }

    #[test]
    fn page_ranges() {
        let cases = [
            ("12", "12"),
            ("12-15", "12–15"),
            ("12 -- 15, 20", "12–15, 20"),
            ("A-12-A-15", "A-12-A-15"),
            ("5-", "5-"),
        ];
        for (text, expected) in cases {
            assert_eq!(pages(text), expected);
        }
    }

    #[test]
    fn keywords_in_a_line() {
        let read =
            |lines: &[&str]| keywords(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>());
        assert_eq!(read(&["tide", "town; harbour"]), ["tide", "town", "harbour"]);
        assert_eq!(read(&["tide, town, harbour"]), ["tide", "town", "harbour"]);
        assert_eq!(read(&["Vale, Ada"]), ["Vale, Ada"]);
        assert_eq!(read(&["tide\ntown"]), ["tide", "town"]);
    }

    #[test]
    fn standard_numbers() {
        use NumberKind::{Isbn, Issn, Other};
        let cases = [
            ("1234-567X", Issn),
            ("12345678", Issn),
            ("ISSN 1234-5678", Issn),
            ("1234-5678 (Print)", Issn),
            ("0-904613-50-1", Isbn),
            ("978-1-60486-049-4", Isbn),
            ("TR-12", Other),
            ("", Other),
        ];
        for (text, expected) in cases {
            assert_eq!(number_kind(text), expected, "{text}");
        }
        assert_eq!(numbers("1234-5678; 2345-6789 (Online)"), ["1234-5678", "2345-6789 (Online)"]);
        assert_eq!(numbers("1234-5678 2345-6789"), ["1234-5678", "2345-6789"]);
    }

    #[test]
    fn dois() {
        let cases = [
            ("10.1000/a.b", Some("10.1000/a.b")),
            ("https://doi.org/10.1000/a", Some("10.1000/a")),
            ("http://dx.doi.org/10.1000/a", Some("10.1000/a")),
            ("doi: 10.1000/a", Some("10.1000/a")),
            ("DOI 10.1000/a", Some("10.1000/a")),
            ("https://doi.org/10.1000%2Fa", Some("10.1000/a")),
            ("10.1000/a b", None),
            ("https://example.org/10.1000/a", None),
            ("Article", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(doi(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn abbreviations() {
        for (short, long, expected) in [
            ("J. Tide Res.", "Journal of Tide Research", true),
            ("J Tide Res", "The Journal of Tide Research", true),
            ("Jrnl Tide", "Journal of Tides", true),
            ("Annals of Towns", "Journal of Tide Research", false),
            ("Tide", "Tide", false),
            ("Tides", "Tides (Leith)", false),
        ] {
            assert_eq!(abbreviates(short, long), expected, "{short}");
        }
    }
}
