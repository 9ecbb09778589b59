//! How a text is looked through: the ways of asking, which queries name and the store carries out.

use super::title;

vocabulary! {
    /// A way of looking for something in a text: a phrase (the words one after the other), words (each
    /// somewhere), a prefix (a phrase of which the last word only begins so), something near (a word is almost this
    /// one), a pattern (a regular expression matches a part of the text as it is spelled).
    Manner {
        Phrase = "phrase",
        Words = "words",
        Prefix = "prefix",
        Near = "near",
        Pattern = "pattern",
    }
}

/// What is looked for, prepared for many texts. Accents, case and punctuation do not matter but to patterns.
#[derive(Debug)]
pub struct Search {
    manner: Manner,
    /// In normal form.
    words: String,
    pattern: Option<regex::Regex>,
}

/// Why a pattern is none.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct PatternError(String);

/// The most memory that a pattern may take, in bytes: `(a{1000}){1000}` is short.
const LARGEST_PATTERN: usize = 1 << 20;

impl Search {
    /// Prepares a search; fails for what is no regular expression where one is asked for.
    pub fn new(manner: Manner, wanted: &str) -> Result<Search, PatternError> {
        let pattern = match manner {
            Manner::Pattern => Some(compiled(wanted)?),
            _ => None,
        };
        Ok(Search { manner, words: title::normalize(wanted), pattern })
    }

    /// Whether a text, which may have inline markup, holds what is looked for.
    pub fn finds_in(&self, text: &str) -> bool {
        if let Some(pattern) = &self.pattern {
            return pattern.is_match(&title::plain(text));
        }
        if self.words.is_empty() {
            return false;
        }
        let text = title::normalize(text);
        match self.manner {
            Manner::Phrase => holds(&text, &self.words, End::OfWord),
            Manner::Prefix => holds(&text, &self.words, End::Anywhere),
            Manner::Words => self.words.split(' ').all(|word| holds(&text, word, End::OfWord)),
            Manner::Near => text.split(' ').any(|word| is_near(word, &self.words)),
            Manner::Pattern => false,
        }
    }
}

fn compiled(pattern: &str) -> Result<regex::Regex, PatternError> {
    let mut builder = regex::RegexBuilder::new(pattern);
    builder.case_insensitive(true).size_limit(LARGEST_PATTERN);
    builder.build().map_err(|error| {
        // The last line says what is wrong; those before it draw the pattern.
        let text = error.to_string();
        let last = text.lines().last().unwrap_or_default();
        PatternError(last.strip_prefix("error: ").unwrap_or(last).to_owned())
    })
}

/// Where words have to end.
#[derive(Clone, Copy, PartialEq)]
enum End {
    OfWord,
    Anywhere,
}

/// Whether words stand in a text, both in normal form, from the beginning of a word.
fn holds(text: &str, words: &str, end: End) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let begins = at == 0 || text.as_bytes().get(at - 1) == Some(&b' ');
        let behind = text.as_bytes().get(at + words.len());
        begins && (end == End::Anywhere || behind.is_none_or(|byte| *byte == b' '))
    })
}

/// Whether two words in normal form differ by few letters: one for words of three to five, two for longer ones.
/// Letters that change places count once.
pub fn is_near(word: &str, wanted: &str) -> bool {
    let length = wanted.chars().count();
    let most = match length {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    word.chars().count().abs_diff(length) <= most && strsim::osa_distance(word, wanted) <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_looked_through() {
        for (manner, wanted, text, expected) in [
            (Manner::Phrase, "révolution", "Memoirs of a <i>Revolution</i>", true),
            (Manner::Phrase, "a revolution", "Memoirs of a Revolution", true),
            (Manner::Phrase, "revolution a", "Memoirs of a Revolution", false),
            (Manner::Phrase, "revol", "Memoirs of a Revolution", false),
            (Manner::Phrase, "olution", "Memoirs of a Revolution", false),
            (Manner::Phrase, "...", "Memoirs ...", false),
            (Manner::Words, "victor serge", "Serge, Victor", true),
            (Manner::Words, "victor hugo", "Serge, Victor", false),
            (Manner::Prefix, "of a rev", "Memoirs of a Revolution", true),
            (Manner::Prefix, "evol", "Memoirs of a Revolution", false),
            (Manner::Near, "sedgwik", "Peter Sedgwick", true),
            (Manner::Near, "segdwick", "Peter Sedgwick", true),
            (Manner::Near, "serge", "Peter Sedgwick", false),
            (Manner::Near, "abc", "abd", true),
            (Manner::Near, "ab", "ac", false),
            (Manner::Pattern, "^mem.*tion$", "Memoirs of a <i>Revolution</i>", true),
            (Manner::Pattern, r"\bof\b", "Memoirs of a Revolution", true),
            (Manner::Pattern, "É", "é", true),
        ] {
            let search = Search::new(manner, wanted).expect(wanted);
            assert_eq!(search.finds_in(text), expected, "{wanted} in {text}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        let reason = |pattern| Search::new(Manner::Pattern, pattern).expect_err("no pattern").to_string();
        assert_eq!(reason("(a"), "unclosed group");
        assert!(reason("(a{1000}){1000}").contains("size limit"));
    }
}
