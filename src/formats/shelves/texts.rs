//! Longer texts, and lists in one cell.

/// What ends a line in the markup of websites.
const BREAKS: &[&str] = &["<br/>", "<br />", "<br>", "<BR>"];

/// A review: its lines end as lines do elsewhere.
pub(super) fn review(cell: &str) -> String {
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
