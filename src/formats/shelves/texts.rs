//! Longer texts, and lists in one cell.

use crate::formats::calibre::comments;
use crate::model::title;

/// What ends a line in the markup of websites.
const BREAKS: &[&str] = &["<br/>", "<br />", "<br>", "<BR>"];

/// A review without its markup, for which a note has no place.
pub(super) fn review(cell: &str) -> String {
    let text = lines(cell);
    if comments::has_tags(&text) { title::plain(&comments::marked(cell)).into_owned() } else { text }
}

/// The same with its markup, as marked text.
pub(super) fn marked_review(cell: &str) -> String {
    let text = lines(cell);
    if comments::has_tags(&text) { comments::marked(cell) } else { title::escape(&text).into_owned() }
}

/// A review as it is, but that its lines end as lines do elsewhere.
pub(super) fn lines(cell: &str) -> String {
    let mut text = cell.replace("\r\n", "\n");
    for tag in BREAKS.iter().filter(|_| cell.contains('<')) {
        text = text.replace(tag, "\n");
    }
    text.trim().to_owned()
}

/// The words of a text with one space between.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name of a shelf as it is compared.
pub(super) fn folded(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '_'], "-")
}

/// The digits of an ISBN, out of whatever stands around them: `="0123456789"`, `[0123456789]`.
pub(super) fn number(cell: &str) -> &str {
    cell.trim().trim_start_matches('=').trim_matches(['"', '[', ']', '\'']).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reviews_lose_their_tags() {
        for (cell, plain, marked) in [
            ("One.<br/>Two.<br>\n\nThree", "One.\nTwo.\n\n\nThree", "One.\nTwo.\n\n\nThree"),
            (
                "<div>Slow, <b>then</b> fast.</div><div>R&amp;R</div>",
                "Slow, then fast.\nR&R",
                "Slow, <b>then</b> fast.\nR&R",
            ),
            ("1 < 2 and <3, <Ada>", "1 < 2 and <3, <Ada>", "1 < 2 and <3, <Ada>"),
            ("<p>a<br />b</p>", "a\nb", "a\nb"),
        ] {
            assert_eq!((review(cell).as_str(), marked_review(cell).as_str()), (plain, marked), "{cell}");
        }
    }
}
