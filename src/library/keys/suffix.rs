//! What tells keys apart that would be the same.

use std::fmt::Write as _;

/// What stands behind the second of several keys that would be the same, and how it goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuffixRule {
    /// `before` and a number, from `first` on: `-2`, `-3` …
    Numbers {
        /// What stands before the number.
        before: String,
        /// The number of the second key.
        first: u64,
    },
    /// `before` and letters, from `first` on: `a`, `b` … `z`, `aa` …
    Letters {
        /// What stands before the letters.
        before: String,
        /// The letters of the second key, counted from `a`.
        first: u64,
    },
    /// Nothing: the second keeps the key that it has.
    None,
}

impl Default for SuffixRule {
    fn default() -> Self {
        SuffixRule::Numbers { before: "-".to_owned(), first: 2 }
    }
}

impl SuffixRule {
    /// The rule of which the second key has `text` behind it.
    pub(super) fn of(text: &str) -> Result<SuffixRule, String> {
        if text == "none" {
            return Ok(SuffixRule::None);
        }
        let is_sound = text.chars().all(super::pattern::is_legal);
        let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let (before, number) = text.split_at(text.len() - digits);
        if is_sound && let Ok(first) = number.parse::<u32>() {
            return Ok(SuffixRule::Numbers { before: before.to_owned(), first: first.into() });
        }
        match text.char_indices().last() {
            Some((at, letter @ 'a'..='z')) if is_sound => Ok(SuffixRule::Letters {
                before: text.get(..at).unwrap_or_default().to_owned(),
                first: u64::from(letter) - u64::from('a'),
            }),
            _ => Err(format!("{text:?} cannot be counted on; write a, b, -1, -2, _2 or none")),
        }
    }

    /// What stands behind a key: nothing behind the first of them (0), then what the rule says.
    pub(super) fn text(&self, number: u64) -> String {
        let Some(number) = number.checked_sub(1) else { return String::new() };
        match self {
            SuffixRule::Numbers { before, first } => format!("{before}{}", first.saturating_add(number)),
            SuffixRule::Letters { before, first } => {
                format!("{before}{}", letters(first.saturating_add(number)))
            }
            SuffixRule::None => String::new(),
        }
    }

    /// Which of several keys has a suffix; the contrary of [`Self::text`].
    pub(super) fn number(&self, text: &str) -> Option<u64> {
        let (before, counted, first) = match self {
            SuffixRule::Numbers { before, first } => {
                (before, u64::from_str_radix as fn(&str, u32) -> _, first)
            }
            SuffixRule::Letters { before, first } => {
                (before, (|text, _| number_of(text)) as fn(&str, u32) -> _, first)
            }
            SuffixRule::None => return None,
        };
        let number =
            counted(text.strip_prefix(before.as_str())?, 10).ok()?.checked_sub(*first)?.checked_add(1)?;
        // "-02" is none of ours.
        (self.text(number) == text).then_some(number)
    }
}

/// `a` for 0, `z` for 25, `aa` for 26.
fn letters(number: u64) -> String {
    let mut letters = Vec::new();
    let mut left = number;
    loop {
        // Less than 26, so it is a letter.
        letters.push(b'a' + u8::try_from(left % 26).unwrap_or_default());
        match (left / 26).checked_sub(1) {
            Some(rest) => left = rest,
            None => break,
        }
    }
    letters.iter().rev().fold(String::new(), |mut text, letter| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{}", char::from(*letter));
        text
    })
}

fn number_of(letters: &str) -> Result<u64, std::num::ParseIntError> {
    let number = letters.bytes().try_fold(0_u64, |number, letter| {
        let digit = u64::from(letter.checked_sub(b'a').filter(|digit| *digit < 26)?) + 1;
        number.checked_mul(26)?.checked_add(digit)
    });
    match number.and_then(|number| number.checked_sub(1)) {
        Some(number) => Ok(number),
        // The error of a text that is no number.
        None => "".parse(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suffixes_are_counted() {
        for (rule, expected) in [
            ("a", "|a|b|c"),
            ("b", "|b|c|d"),
            ("z", "|z|aa|ab"),
            ("-1", "|-1|-2|-3"),
            ("-2", "|-2|-3|-4"),
            ("_9", "|_9|_10|_11"),
            ("none", "|||"),
        ] {
            let rule = SuffixRule::of(rule).expect("a rule");
            let texts: Vec<String> = (0..4).map(|number| rule.text(number)).collect();
            assert_eq!(texts.join("|"), expected);
            if rule != SuffixRule::None {
                for number in (1..2000).chain([700_000]) {
                    assert_eq!(rule.number(&rule.text(number)), Some(number), "{rule:?}");
                }
                assert_eq!(rule.number(""), None);
                assert_eq!(rule.number("-02"), None);
            }
        }
        for wrong in ["", "-", "A", "é", " a", "~1"] {
            assert!(SuffixRule::of(wrong).is_err(), "{wrong}");
        }
    }
}
