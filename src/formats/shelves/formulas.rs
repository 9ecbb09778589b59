//! Cells that a spreadsheet would take for formulas are written with an apostrophe before them, and read without it.
//!
//! Source: OWASP, "CSV Injection". An apostrophe that stands before such a sign anyway gets one more, so that every
//! text comes back.

/// What begins a formula, in any width.
const SIGNS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
/// What makes a text of it.
const GUARD: char = '\'';

/// Whether a cell begins with such a sign, apostrophes before it or not.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches(GUARD).starts_with(SIGNS)
}

/// A text as a cell that no spreadsheet computes.
pub(super) fn guarded(text: String) -> String {
    if is_formula(&text) { format!("{GUARD}{text}") } else { text }
}

/// The text of such a cell.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix(GUARD).filter(|text| is_formula(text)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_a_formula_and_every_text_comes_back() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+49", "'+49"),
            ("-", "'-"),
            ("@import", "'@import"),
            ("\tx", "'\tx"),
            ("'=x", "''=x"),
            ("＝1", "'＝1"),
            ("'tis", "'tis"),
            ("''", "''"),
            ("", ""),
            ("a=b", "a=b"),
        ] {
            assert_eq!(guarded(text.to_owned()), cell);
            assert_eq!(unguarded(cell), text);
        }
    }
}
