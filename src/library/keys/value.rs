//! What a term gives: words, or people of whom words are made.

use deunicode::deunicode;
use unicode_normalization::UnicodeNormalization;

use super::function_words::{is_article, is_function_word};
use crate::model::{Ending, Name, NameList, title};

/// What a word is in its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// It tells something.
    Full,
    /// A preposition, a conjunction, a pronoun.
    Function,
    /// An article.
    Article,
    /// What stands before an apostrophe: `L'`, `d'`.
    Elided,
}

/// Letters and digits without anything between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) weight: Weight,
}

impl Word {
    pub(super) fn new(text: impl Into<String>) -> Word {
        Word { text: text.into(), weight: Weight::Full }
    }
}

/// Which letters stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    /// Those of ASCII; others are transliterated.
    Ascii,
    /// Those of every script.
    All,
}

impl Letters {
    /// The letters and digits of a text.
    pub(super) fn of(self, text: &str) -> String {
        match self {
            Letters::Ascii => deunicode(text).chars().filter(char::is_ascii_alphanumeric).collect(),
            Letters::All => {
                let is_mark = unicode_normalization::char::is_combining_mark;
                text.nfc().filter(|c| c.is_alphanumeric() || is_mark(*c)).collect()
            }
        }
    }
}

/// Which part of names is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Family,
    /// The family name with its particles: `vanGogh`.
    Full,
    Given,
}

/// People in a role, and which of them are shown: the first, unless a filter says otherwise.
#[derive(Clone, Debug)]
pub(super) struct People {
    pub(super) names: Vec<Name>,
    /// Whether there are more than are named.
    pub(super) has_others: bool,
    pub(super) shown: std::ops::Range<usize>,
    /// Stands behind those that are shown.
    pub(super) others: Option<String>,
    pub(super) part: Part,
    pub(super) letters: Letters,
}

impl People {
    pub(super) fn of(list: &NameList, letters: Letters) -> People {
        People {
            names: list.names.clone(),
            has_others: list.ending == Ending::AndOthers,
            shown: 0..1,
            others: None,
            part: Part::Family,
            letters,
        }
    }

    /// Those that are shown as they are to be shown.
    pub(super) fn words(&self) -> Vec<Word> {
        let names = self.names.get(self.shown.start..self.shown.end.min(self.names.len()));
        let shown = names.unwrap_or_default().iter().map(|name| self.word(name));
        let others = self.others.iter().map(|others| Word::new(others.as_str()));
        shown.filter(|word| !word.text.is_empty()).chain(others).collect()
    }

    fn word(&self, name: &Name) -> Word {
        let text = match self.part {
            Part::Family => name.short().to_owned(),
            Part::Given => name.given.clone(),
            Part::Full => {
                let parts = [name.dropping_particle.as_str(), &name.non_dropping_particle, name.short()];
                parts.concat()
            }
        };
        Word::new(self.letters.of(&text))
    }
}

/// What a term gives, on its way through the filters.
#[derive(Clone, Debug)]
pub(super) enum Value {
    People(People),
    Words(Vec<Word>),
}

impl Value {
    /// Nothing.
    pub(super) fn nothing() -> Value {
        Value::Words(Vec::new())
    }

    /// Words that are legal as they are.
    pub(super) fn text(text: impl Into<String>) -> Value {
        Value::Words(vec![Word::new(text)])
    }

    /// The words of a text with markup.
    pub(super) fn marked(marked: &str, language: Option<&str>, letters: Letters) -> Value {
        let plain = title::plain(marked);
        let mut words = Vec::new();
        for text in plain.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/')) {
            let rest = match text.split_once(['\'', '’']) {
                Some((elided, rest)) if elided.chars().count() <= 2 && has_letters(rest) => {
                    words.push(Word { text: letters.of(elided), weight: Weight::Elided });
                    rest
                }
                _ => text,
            };
            let word = letters.of(rest);
            let folded = rest.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            let weight = match () {
                () if is_article(&folded) => Weight::Article,
                () if is_function_word(&folded, language) => Weight::Function,
                () => Weight::Full,
            };
            words.push(Word { text: word, weight });
        }
        words.retain(|word| !word.text.is_empty());
        Value::Words(words)
    }

    /// The words, of people those that are shown.
    pub(super) fn into_words(self) -> Vec<Word> {
        match self {
            Value::Words(words) => words,
            Value::People(people) => people.words(),
        }
    }

    /// As it stands in a key.
    pub(super) fn into_text(self) -> String {
        self.into_words().into_iter().map(|word| word.text).collect()
    }
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
