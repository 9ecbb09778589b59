//! What is wrong in a text, and words that were probably meant.

use std::fmt;

use crate::formats::yaml::SyntaxProblem;

/// Something wrong in a library or a work in text form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextProblem {
    /// Line, from 1.
    pub line: usize,
    /// The records and keys that lead there, outermost first, with slashes between them; empty for the file
    /// as a whole.
    pub path: String,
    /// What is wrong and what to do about it, without a full stop.
    pub reason: String,
}

impl TextProblem {
    pub(super) fn new(line: usize, reason: impl Into<String>) -> Self {
        TextProblem { line, path: String::new(), reason: reason.into() }
    }
}

impl From<SyntaxProblem> for TextProblem {
    fn from(problem: SyntaxProblem) -> Self {
        TextProblem::new(problem.line, problem.reason)
    }
}

impl fmt::Display for TextProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: ", self.line)?;
        if !self.path.is_empty() {
            write!(formatter, "{}: ", self.path)?;
        }
        formatter.write_str(&self.reason)
    }
}

impl std::error::Error for TextProblem {}

/// Words longer than this are compared to nothing.
const LONGEST_WORD: usize = 40;

/// The candidate that differs least from a word, if it is near enough to be meant.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST_WORD {
        return None;
    }
    let word: Vec<char> = word.to_lowercase().replace(['_', ' '], "-").chars().collect();
    let limit = 1 + word.len() / 4;
    let distances = candidates.into_iter().map(|candidate| {
        let letters: Vec<char> = candidate.replace('_', "-").chars().collect();
        (distance(&word, &letters), candidate)
    });
    distances.filter(|(distance, _)| *distance <= limit).min().map(|(_, candidate)| candidate)
}

/// How many letters have to be put in, taken out, replaced or exchanged with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let replaced = last[j] + usize::from(letter != other);
            let mut least = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == b[j - 1] && a[i - 1] == *other {
                least = least.min(before_last[j - 1] + 1);
            }
            row.push(least);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_seen() {
        let words = ["novel", "novella", "poetry", "web-page", "translated_from"];
        for (word, expected) in [
            ("novle", Some("novel")),
            ("Novella", Some("novella")),
            ("poety", Some("poetry")),
            ("web_page", Some("web-page")),
            ("web page", Some("web-page")),
            ("translated-from", Some("translated_from")),
            ("symphony", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, words), expected, "{word}");
        }
    }
}
