//! Texts: inline markup, titles with subtitles, lists in one string, pages.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::jats;
use crate::formats::{book_numbers, ris};
use crate::model::title::{self, MATH_OPEN, Piece, SPAN_CLOSE, TEX_OPEN, Tag};

/// Small capitals as CSL-JSON has them (citeproc-js, "HTML-like formatting tags").
pub(super) const SMALL_CAPS_OPEN: &str = "<span style=\"font-variant:small-caps;\">";
/// What separates the texts of a list, and the keywords when one of them has a comma.
const LIST_SEPARATOR: &str = "; ";
/// What separates keywords.
const KEYWORD_SEPARATOR: &str = ", ";
/// What stands between title and subtitle.
const SUBTITLE_SEPARATOR: &str = ": ";

/// A marked text as CSL spells it: small capitals as a span with a style, what mathematics
/// prints where type can set it, else between dollars, the words of other TeX.
pub(super) fn to_csl(marked: &str) -> Cow<'_, str> {
    if !marked.contains('<') {
        return Cow::Borrowed(marked);
    }
    let mut text = String::with_capacity(marked.len());
    for piece in title::pieces(marked) {
        match piece {
            Piece::Text(part) => text.push_str(part),
            Piece::Open(Tag::SmallCaps) => text.push_str(SMALL_CAPS_OPEN),
            Piece::Close(Tag::SmallCaps) => text.push_str(SPAN_CLOSE),
            Piece::Open(tag) => text.push_str(tag.open()),
            Piece::Close(tag) => text.push_str(tag.close()),
            Piece::Math(source) => text.push_str(&mathematics(source)),
            Piece::Tex(source) => text.push_str(&words_of_tex(source)),
        }
    }
    Cow::Owned(text)
}

/// The same without spans, for programs that print them as they stand.
pub(super) fn to_csl_without_spans(marked: &str) -> String {
    let is_span = |tag: Tag| matches!(tag, Tag::NoCase | Tag::SmallCaps);
    let mut text = String::with_capacity(marked.len());
    for piece in title::pieces(marked) {
        match piece {
            Piece::Open(tag) | Piece::Close(tag) if is_span(tag) => {}
            Piece::Text(part) => text.push_str(part),
            Piece::Open(tag) => text.push_str(tag.open()),
            Piece::Close(tag) => text.push_str(tag.close()),
            Piece::Math(source) => text.push_str(&without_case(mathematics(source))),
            Piece::Tex(source) => text.push_str(&words_of_tex(source)),
        }
    }
    text
}

/// A formula as processors of citations print it, which do not know TeX; one that type cannot set keeps its dollars,
/// which pandoc reads.
fn mathematics(source: &str) -> String {
    title::typeset(source).unwrap_or_else(|| ["$", source, "$"].concat())
}

fn without_case(marked: String) -> String {
    marked.replace(Tag::NoCase.open(), "").replace(Tag::NoCase.close(), "")
}

fn words_of_tex(source: &str) -> String {
    title::plain(&[TEX_OPEN, source, SPAN_CLOSE].concat()).into_owned()
}

/// What a span of CSL means.
#[derive(Clone, Copy)]
enum Span {
    Marked(Tag),
    Unknown,
}

/// A text of CSL as marked text: small capitals get their own tag, spans are spelled in one way. References to
/// characters, which CSL does not have, are what Crossref and Zotero left of XML and HTML.
pub(super) fn from_csl(text: &str) -> Cow<'_, str> {
    match jats::without_references(text) {
        Cow::Borrowed(text) => spans_from_csl(text),
        Cow::Owned(text) => Cow::Owned(spans_from_csl(&text).into_owned()),
    }
}

pub(super) fn spans_from_csl(text: &str) -> Cow<'_, str> {
    if !text.contains("<span") {
        return Cow::Borrowed(text);
    }
    let mut marked = String::with_capacity(text.len());
    // The spans that are open, and where their opening tags stand in `marked`.
    let mut open: Vec<Span> = Vec::new();
    let mut marked_open = 0_usize;
    let mut done = 0;
    // Spans that never close stay as they are: only as many can open as there are closing tags left.
    let mut closing_left = text.matches(SPAN_CLOSE).count();
    for (at, _) in text.match_indices('<') {
        let rest = &text[at..];
        if rest.starts_with(SPAN_CLOSE) {
            closing_left -= 1;
            match open.pop() {
                Some(Span::Marked(tag)) => {
                    marked.push_str(&text[done..at]);
                    marked.push_str(tag.close());
                    done = at + SPAN_CLOSE.len();
                    marked_open -= 1;
                }
                // It must not be taken for the end of a span around it.
                Some(Span::Unknown) if marked_open > 0 => {
                    marked.push_str(&text[done..at]);
                    marked.push_str(&title::escape(SPAN_CLOSE));
                    done = at + SPAN_CLOSE.len();
                }
                _ => {}
            }
        } else if rest.starts_with("<span") && open.len() < closing_left {
            let Some(length) = opening_length(rest) else { continue };
            let span = span_meaning(&rest[..length]);
            let replaced = match span {
                Span::Marked(tag) => {
                    marked_open += 1;
                    Some(Cow::Borrowed(tag.open()))
                }
                // TeX in a file of others would be run when it is written as TeX.
                Span::Unknown => Some(title::escape(&rest[..length]))
                    .filter(|_| rest.starts_with(MATH_OPEN) || rest.starts_with(TEX_OPEN)),
            };
            if let Some(replaced) = replaced {
                marked.push_str(&text[done..at]);
                marked.push_str(&replaced);
                done = at + length;
            }
            open.push(span);
        }
    }
    marked.push_str(&text[done..]);
    Cow::Owned(marked)
}

/// The length of the opening tag that a text begins with; no tag has another one in it.
fn opening_length(text: &str) -> Option<usize> {
    let end = 1 + text.get(1..)?.find(['<', '>'])?;
    text[end..].starts_with('>').then_some(end + 1)
}

fn span_meaning(opening: &str) -> Span {
    let words: String = opening
        .chars()
        .filter(|c| !c.is_whitespace() && *c != ';')
        .map(|c| if c == '\'' { '"' } else { c.to_ascii_lowercase() })
        .collect();
    match words.as_str() {
        "<spanstyle=\"font-variant:small-caps\">" => Span::Marked(Tag::SmallCaps),
        "<spanclass=\"nocase\">" => Span::Marked(Tag::NoCase),
        _ => Span::Unknown,
    }
}

/// The value without control characters, which no program prints; `None` where it has none. Line breaks and
/// tabs are white space.
pub(super) fn without_controls(value: &Json) -> Option<Json> {
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    match value {
        Json::String(text) => text.contains(is_control).then(|| text.replace(is_control, "").into()),
        Json::Array(values) => {
            let cleaned: Vec<Option<Json>> = values.iter().map(without_controls).collect();
            let is_changed = cleaned.iter().any(Option::is_some);
            let whole =
                cleaned.into_iter().zip(values).map(|(clean, value)| clean.unwrap_or_else(|| value.clone()));
            is_changed.then(|| whole.collect())
        }
        Json::Object(members) => {
            let cleaned: Vec<Option<Json>> = members.values().map(without_controls).collect();
            let is_changed = cleaned.iter().any(Option::is_some);
            let whole = cleaned.into_iter().zip(members);
            let whole =
                whole.map(|(clean, (name, value))| (name.clone(), clean.unwrap_or_else(|| value.clone())));
            is_changed.then(|| Json::Object(whole.collect()))
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => None,
    }
}

/// The whole text guarded against the case changes of styles.
pub(super) fn in_nocase(text: &str) -> String {
    [Tag::NoCase.open(), text, Tag::NoCase.close()].concat()
}

/// The text without the guard, if one span encloses all of it.
pub(in crate::formats) fn without_nocase(text: &str) -> &str {
    let guarded =
        text.strip_prefix(Tag::NoCase.open()).and_then(|rest| rest.strip_suffix(Tag::NoCase.close()));
    guarded.filter(|inside| spans_close_in_order(inside)).unwrap_or(text)
}

/// Whether no span closes before it opens, so that a span around the text ends behind it.
fn spans_close_in_order(text: &str) -> bool {
    let mut depth = 0_usize;
    for (at, _) in text.match_indices('<') {
        let rest = &text[at..];
        if rest.starts_with("<span") {
            depth += 1;
        } else if rest.starts_with(SPAN_CLOSE) {
            match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return false,
            }
        }
    }
    true
}

/// Title and subtitle in one: with a colon, or without when the title ends in a question or an exclamation.
pub(in crate::formats) fn join_title(title: &str, subtitle: &str) -> String {
    match (title.is_empty(), subtitle.is_empty()) {
        (_, true) => title.to_owned(),
        (true, false) => subtitle.to_owned(),
        (false, false) => [title, subtitle_separator(title), subtitle].concat(),
    }
}

fn subtitle_separator(title: &str) -> &'static str {
    if title::plain(title).ends_with(['?', '!', '？', '！']) { " " } else { SUBTITLE_SEPARATOR }
}

/// What stands before a subtitle that [`join_title`] put there.
pub(super) fn before_subtitle<'a>(joined: &'a str, subtitle: &str) -> Option<&'a str> {
    let before = joined.strip_suffix(subtitle)?;
    [SUBTITLE_SEPARATOR, " "]
        .into_iter()
        .filter_map(|separator| before.strip_suffix(separator))
        .find(|title| !title.is_empty() && join_title(title, subtitle) == joined)
}

/// The texts of a list in one.
pub(in crate::formats) fn join_list(list: &[String]) -> String {
    list.join(LIST_SEPARATOR)
}

/// Keywords in one text.
pub(super) fn join_keywords(keywords: &[String]) -> String {
    let separator = match keywords.iter().any(|keyword| keyword.contains(',')) {
        true => LIST_SEPARATOR,
        false => KEYWORD_SEPARATOR,
    };
    keywords.join(separator)
}

/// Keywords from one text: separated by semicolons where there is one, otherwise by commas.
pub(super) fn split_keywords(text: &str) -> Vec<String> {
    split(text, if text.contains(';') { ';' } else { ',' })
}

/// Identifiers of one scheme from one text. Several are only told apart when each is one by its looks (digits,
/// hyphens and a check letter, as ISBN and ISSN have them), so that "978-0-… (pbk)" stays whole. Addresses of such
/// numbers give the number.
pub(super) fn split_identifiers(text: &str) -> Vec<String> {
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
        .filter(|part| !part.is_empty())
        .map(book_numbers::bare)
        .collect();
    if parts.len() > 1 && parts.iter().all(|part| book_numbers::looks_like_number(part)) {
        return parts.into_iter().map(str::to_owned).collect();
    }
    vec![book_numbers::bare(text).to_owned()]
}

/// A DOI without the address that resolves it; any other text as it is.
pub(in crate::formats) fn bare_doi(text: String) -> String {
    ris::text::doi(&text).unwrap_or(text)
}

fn split(text: &str, separator: char) -> Vec<String> {
    text.split(separator).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Pages with hyphens, as CSL expects them.
pub(in crate::formats) fn pages_to_csl(pages: &str) -> String {
    pages.replace('–', "-")
}

/// Pages with en dashes. A hyphen between two page numbers is a dash; in "A-12-A-15" nobody can tell, so the
/// text stays.
pub(in crate::formats) fn pages_from_csl(pages: &str) -> String {
    let part = |part: &str| -> String {
        let mut ends = part.split(['-', '–', '—', '‐', '‑', '−']).filter(|end| !end.is_empty());
        match (ends.next(), ends.next(), ends.next()) {
            (Some(first), Some(last), None) if is_page(first) && is_page(last) => {
                let lead = &first[..first.len() - first.trim_start().len()];
                format!("{lead}{}–{}", first.trim(), last.trim())
            }
            _ => part.to_owned(),
        }
    };
    pages.split(',').map(part).collect::<Vec<_>>().join(",")
}

fn is_page(end: &str) -> bool {
    let end = end.trim();
    !end.is_empty() && end.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | ':' | '*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup() {
        let cases = [
            // Marked text, and CSL.
            ("<i>a</i> <b>b</b> <sup>c</sup> <sub>d</sub>", "<i>a</i> <b>b</b> <sup>c</sup> <sub>d</sub>"),
            ("<sc>a</sc>", "<span style=\"font-variant:small-caps;\">a</span>"),
            (
                "<span class=\"nocase\">a <sc>b</sc></span>",
                "<span class=\"nocase\">a <span style=\"font-variant:small-caps;\">b</span></span>",
            ),
            ("a < b & c", "a < b & c"),
            ("<i>not closed", "<i>not closed"),
        ];
        for (marked, csl) in cases {
            assert_eq!(to_csl(marked), csl);
            assert_eq!(from_csl(csl), marked);
        }
        assert_eq!(
            to_csl(
                "CO<span class=\"math\">_2</span> <span class=\"math\">\\sqrt{2}</span> <span class=\"tex\">\\LaTeX</span>"
            ),
            "CO<sub>2</sub> $\\sqrt{2}$ LaTeX"
        );
        let spellings = [
            ("J &amp; K", "J & K"),
            ("<span style='font-variant: small-caps'>a</span>", "<sc>a</sc>"),
            ("<span  class='nocase'>a</span>", "<span class=\"nocase\">a</span>"),
            (
                "<span class=\"x\">a <span style=\"font-variant:small-caps;\">b</span></span>",
                "<span class=\"x\">a <sc>b</sc></span>",
            ),
            ("<span style=\"font-variant:small-caps;\">a", "<span style=\"font-variant:small-caps;\">a"),
            ("<span <span>", "<span <span>"),
            (
                "a <span class=\"tex\">\\input{b}</span>",
                "a <span class=\"tex\"><</span>span class=\"tex\">\\input{b}</span>",
            ),
            (
                "<span class=\"nocase\">a <span class=\"math\">b</span> c</span>",
                "<span class=\"nocase\">a <span class=\"tex\"><</span>span class=\"math\">b<span class=\"tex\"><</span>/span> c</span>",
            ),
        ];
        for (csl, marked) in spellings {
            assert_eq!(from_csl(csl), marked);
        }
    }

    #[test]
    fn a_guard_round_the_whole_is_taken_off() {
        let cases = [
            ("<span class=\"nocase\">a</span>", "a"),
            (
                "<span class=\"nocase\">a <span class=\"nocase\">b</span></span>",
                "a <span class=\"nocase\">b</span>",
            ),
            (
                "<span class=\"nocase\">a</span> b <span class=\"nocase\">c</span>",
                "<span class=\"nocase\">a</span> b <span class=\"nocase\">c</span>",
            ),
            ("a", "a"),
        ];
        for (guarded, expected) in cases {
            assert_eq!(without_nocase(guarded), expected);
        }
    }

    #[test]
    fn titles_and_subtitles() {
        let cases = [
            ("Title", "sub", "Title: sub"),
            ("Why?", "Because", "Why? Because"),
            ("<i>Now!</i>", "or never", "<i>Now!</i> or never"),
            ("A: b", "c: d", "A: b: c: d"),
        ];
        for (title, subtitle, joined) in cases {
            assert_eq!(join_title(title, subtitle), joined);
            assert_eq!(before_subtitle(joined, subtitle), Some(title));
        }
        assert_eq!((join_title("", "a"), join_title("a", "")), ("a".to_owned(), "a".to_owned()));
        assert_eq!(before_subtitle("Other", "sub"), None);
        assert_eq!(before_subtitle("Title sub", "sub"), None);
    }

    #[test]
    fn lists() {
        assert_eq!(split_keywords("a, b,, c d"), ["a", "b", "c d"]);
        assert_eq!(split_keywords("Serge, Victor; novel;"), ["Serge, Victor", "novel"]);
        assert_eq!(join_keywords(&["Serge, Victor".to_owned(), "novel".to_owned()]), "Serge, Victor; novel");
        assert_eq!(split_identifiers("0904613011 978-0-904613-01-8"), ["0904613011", "978-0-904613-01-8"]);
        assert_eq!(split_identifiers("1111-2222, 3333-444X"), ["1111-2222", "3333-444X"]);
        assert_eq!(split_identifiers("978-0-904613-01-8 (pbk)"), ["978-0-904613-01-8 (pbk)"]);
        assert_eq!(split_identifiers("10.1000/a b"), ["10.1000/a b"]);
        assert_eq!(
            split_identifiers("0904613011 http://id.crossref.org/isbn/9780904613018"),
            ["0904613011", "9780904613018"]
        );
        assert_eq!(split_identifiers("ISBN 0-904613-01-1"), ["0-904613-01-1"]);
    }

    #[test]
    fn pages() {
        let cases = [
            ("12", "12"),
            ("12-15", "12–15"),
            ("12--15, 20", "12–15, 20"),
            ("12 – 15", "12–15"),
            ("ix-xii", "ix–xii"),
            ("A-12-A-15", "A-12-A-15"),
            ("e12", "e12"),
            ("5-", "5-"),
        ];
        for (csl, pages) in cases {
            assert_eq!(pages_from_csl(csl), pages);
        }
        assert_eq!(pages_to_csl("12–15, 20"), "12-15, 20");
    }
}
