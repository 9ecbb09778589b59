//! How values stand in messages.

/// Characters of a value that a message shows.
const SHOWN: usize = 60;

/// A value in quotation marks, shortened.
pub(super) fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(SHOWN).collect();
    if text.chars().nth(SHOWN).is_some() {
        short.push('…');
    }
    format!("{short:?}")
}
