//! Pages: MEDLINE leaves out the digits of a last page that are those of the first.

use crate::formats::ris::text;

/// Pages with en dashes and every last page in full: `123-9` is `123–129`.
pub(super) fn expanded(pages: &str) -> String {
    let mut whole = String::with_capacity(pages.len() + 8);
    for segment in pages.split_inclusive([',', ';', ' ']) {
        let bare = segment.trim_end_matches([',', ';', ' ']);
        match text::range_of(bare) {
            Some((first, last)) => {
                whole.push_str(first);
                whole.push('–');
                whole.push_str(&in_full(first, last));
            }
            None => whole.push_str(bare),
        }
        whole.push_str(&segment[bare.len()..]);
    }
    whole
}

/// The last page with what it shares with the first.
fn in_full(first: &str, last: &str) -> String {
    let digits = first.len() - first.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let is_short = !last.is_empty() && last.len() <= digits && last.bytes().all(|byte| byte.is_ascii_digit());
    // The tail of `first` is digits, so the cut is between characters.
    let cut = first.len().checked_sub(last.len()).filter(|_| is_short);
    let Some(head) = cut.and_then(|cut| first.get(..cut)) else { return last.to_owned() };
    let number = |text: &str| text.get(text.len() - digits..).and_then(|tail| tail.parse::<u64>().ok());
    let whole = format!("{head}{last}");
    if number(&whole) >= number(first) { whole } else { last.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_pages_are_written_in_full() {
        for (pages, expected) in [
            ("123-9", "123–129"),
            ("123-39", "123–139"),
            ("123-456", "123–456"),
            ("99-105", "99–105"),
            ("S123-8", "S123–S128"),
            ("e12-15", "e12–e15"),
            ("1123.e1-5", "1123.e1–1123.e5"),
            ("129-3", "129–3"),
            ("iv-x", "iv–x"),
            ("123-9, 140", "123–129, 140"),
            ("123-9; discussion 130-1", "123–129; discussion 130–131"),
            ("12", "12"),
            ("-", "-"),
            ("", ""),
        ] {
            assert_eq!(expanded(pages), expected, "{pages}");
        }
    }
}
