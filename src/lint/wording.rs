//! How values stand in messages.

use unicode_normalization::char::is_combining_mark;

/// Characters of a value that a message shows.
const SHOWN: usize = 60;

/// A value in quotation marks, shortened. Lines are joined, and what nobody sees is told by its number (`\u{ad}`); all
/// else stands as it is.
pub(super) fn shown(text: &str) -> String {
    let joined =
        text.split(['\n', '\r', '\t']).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>();
    let text = if joined.len() > 1 { joined.join(" ") } else { text.to_owned() };
    let mut short: String = text.chars().take(SHOWN).map(seen).collect();
    if text.chars().nth(SHOWN).is_some() {
        short.push('…');
    }
    format!("\"{short}\"")
}

/// A character as a message shows it.
fn seen(c: char) -> String {
    let is_seen = c == '\u{a0}' || matches!(c, '\\' | '"' | '\'') || is_combining_mark(c);
    if is_seen { c.to_string() } else { c.escape_debug().to_string() }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn values_stand_as_they_are() {
        for (text, expected) in [
            ("Encyclop{\\ae}dia", "\"Encyclop{\\ae}dia\""),
            ("The \"case\" of Tulayev", "\"The \"case\" of Tulayev\""),
            ("Revo\u{ad}lution", "\"Revo\\u{ad}lution\""),
            ("one\n    two", "\"one two\""),
            (" one", "\" one\""),
            ("Nucl.\u{a0}Phys.", "\"Nucl.\u{a0}Phys.\""),
            ("e\u{301}", "\"e\u{301}\""),
            ("a\u{1b}[31m", "\"a\\u{1b}[31m\""),
        ] {
            assert_eq!(shown(text), expected);
        }
    }
}
