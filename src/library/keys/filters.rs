//! The filters of patterns, each with an example: docs/keys.md and the help come from this table.

use super::{
    arguments::{Arguments, Takes},
    terms::{KeyExample, example},
    value::{Part, People, Value, Weight, Word},
};

/// A filter of patterns.
#[derive(Debug)]
pub struct KeyFilter {
    /// What stands behind the colon.
    pub name: &'static str,
    /// What else may stand there.
    pub also: &'static [&'static str],
    /// What it does.
    pub meaning: &'static str,
    /// A pattern with it.
    pub example: KeyExample,
    pub(super) takes: &'static [Takes],
    pub(super) apply: fn(Value, &Arguments) -> Value,
}

const fn filter(
    name: &'static str,
    meaning: &'static str,
    example: KeyExample,
    apply: fn(Value, &Arguments) -> Value,
) -> KeyFilter {
    KeyFilter { name, also: &[], meaning, example, takes: &[], apply }
}

impl KeyFilter {
    const fn also(mut self, names: &'static [&'static str]) -> KeyFilter {
        self.also = names;
        self
    }

    const fn takes(mut self, takes: &'static [Takes]) -> KeyFilter {
        self.takes = takes;
        self
    }
}

const MEMOIRS: &str = "serge1963memoirs";
const TWO: &str = "serge1973life";
const THREE: &str = "sergeproblemas";

/// The filter that keeps the letters of other scripts than that of ASCII.
pub(super) const KEPT: &str = "kept";

/// Every filter.
pub const KEY_FILTERS: &[KeyFilter] = &[
    // Of people
    filter(
        "all",
        "everybody, not only the first",
        example(TWO, "[author:all][year]", "SergeSedovaTrotsky1973"),
        |value, _| {
            of_people(value, |people| {
                people.shown = 0..people.names.len();
                people.others = people.has_others.then(|| "EtAl".to_owned());
            })
        },
    ),
    filter(
        "first",
        "the first so many, and a text behind them where there are more",
        example(THREE, "[author:first(2, +)]", "SergePivert+"),
        |value, arguments| {
            of_people(value, |people| {
                people.shown = 0..arguments.number(0);
                let has_more = people.has_others || people.names.len() > arguments.number(0);
                people.others = has_more.then(|| arguments.text(0).to_owned());
            })
        },
    )
    .takes(&[Takes::SomeNumber, Takes::Text("")]),
    filter(
        "etal",
        "everybody, but where there are more than so many (2): the first and EtAl, or another text",
        example(THREE, "[author:etal]", "SergeEtAl"),
        |value, arguments| {
            of_people(value, |people| {
                let has_more = people.has_others || people.names.len() > arguments.number(0);
                people.shown = 0..if has_more { 1 } else { people.names.len() };
                people.others = has_more.then(|| arguments.text(0).to_owned());
            })
        },
    )
    .takes(&[Takes::Number(2), Takes::Text("EtAl")]),
    filter("last", "the last person", example(TWO, "[author:last]", "SedovaTrotsky"), |value, _| {
        of_people(value, |people| {
            let count = people.names.len();
            people.shown = count.saturating_sub(1)..count;
        })
    }),
    filter(
        "nth",
        "the person with a number",
        example(THREE, "[author:nth(2)]", "Pivert"),
        |value, arguments| {
            of_people(value, |people| {
                let number = arguments.number(0);
                people.shown = number.saturating_sub(1)..number;
            })
        },
    )
    .takes(&[Takes::SomeNumber]),
    filter("given", "the given name", example(MEMOIRS, "[author:given][year]", "Victor1963"), |value, _| {
        of_people(value, |people| people.part = Part::Given)
    }),
    filter(
        "full",
        "the family name with its particles: vanGogh for Gogh",
        example(MEMOIRS, "[author:full]", "Serge"),
        |value, _| of_people(value, |people| people.part = Part::Full),
    ),
    filter(
        "initials",
        "the first letters of the family names",
        example(TWO, "[author:initials][year]", "SS1973"),
        |value, _| {
            let everybody = of_people(value, |people| people.shown = 0..people.names.len());
            abbreviated(everybody)
        },
    ),
    filter(
        "alpha",
        "three letters of one author, the first letters of two to four, of more the first three and +, as BibTeX's style alpha",
        example(TWO, "[author:alpha][shortyear]", "SS73"),
        |value, _| {
            let mut words = of_people(value, |people| people.shown = 0..people.names.len()).into_words();
            match words.len() {
                0 | 1 => letters(words, 3),
                2..=4 => abbreviated(Value::Words(words)),
                _ => {
                    words.truncate(3);
                    with(abbreviated(Value::Words(words)), "+")
                }
            }
        },
    ),
    filter(
        "short",
        "the name of one author, of more the first letters of up to three, and + where there are more than those",
        example(THREE, "[author:short]", "SPG"),
        |value, _| {
            let mut words = of_people(value, |people| people.shown = 0..people.names.len()).into_words();
            match words.len() {
                0 | 1 => Value::Words(words),
                2 | 3 => abbreviated(Value::Words(words)),
                _ => {
                    words.truncate(3);
                    with(abbreviated(Value::Words(words)), "+")
                }
            }
        },
    ),
    filter(
        "ini",
        "so many letters (5) of the first family name, and the first letters of the others",
        example(TWO, "[author:ini(4)]", "SergS"),
        |value, arguments| {
            let words = of_people(value, |people| people.shown = 0..people.names.len()).into_words();
            let shortened = words
                .iter()
                .enumerate()
                .map(|(index, word)| cut(word, if index == 0 { arguments.number(0) } else { 1 }));
            Value::Words(shortened.collect())
        },
    )
    .takes(&[Takes::Number(5)]),
    filter(
        "share",
        "so many letters, shared by all family names",
        example(TWO, "[author:share(6)]", "SerSed"),
        |value, arguments| {
            let words = of_people(value, |people| people.shown = 0..people.names.len()).into_words();
            let (count, most) = (words.len().max(1), arguments.number(0));
            let shared = words
                .iter()
                .enumerate()
                .map(|(index, word)| cut(word, most / count + usize::from(index < most % count)));
            Value::Words(shared.collect())
        },
    )
    .takes(&[Takes::SomeNumber]),
    // Of words
    filter(
        "words",
        "the first so many words",
        example(MEMOIRS, "[title:words(1)]", "Memoirs"),
        |value, arguments| first_words(value, arguments.number(0)),
    )
    .takes(&[Takes::SomeNumber]),
    filter(
        "select",
        "words from a number on, so many or all that follow",
        example(MEMOIRS, "[title:select(4, 1)]", "Revolutionary"),
        |value, arguments| {
            let words = value.into_words().into_iter().skip(arguments.number(0).saturating_sub(1));
            Value::Words(words.take(arguments.number(1)).collect())
        },
    )
    .takes(&[Takes::SomeNumber, Takes::Number(usize::MAX)]),
    filter(
        "significant",
        "without the function words of the language",
        example(MEMOIRS, "[title:significant]", "MemoirsRevolutionary"),
        |value, _| significant(value),
    )
    .also(&["skipwords"]),
    filter(
        "noarticle",
        "without articles at the beginning, of whatever language",
        example(MEMOIRS, "[original:noarticle:words(1)]", "Memoires"),
        |value, _| without_article(value),
    ),
    filter("lower", "in small letters", example(MEMOIRS, "[author:lower][year]", "serge1963"), |value, _| {
        each(value, |text| text.to_lowercase())
    }),
    filter("upper", "in capitals", example(MEMOIRS, "[author:upper][year]", "SERGE1963"), |value, _| {
        each(value, |text| text.to_uppercase())
    }),
    filter(
        "capitalize",
        "each word with a capital, the rest small",
        example(MEMOIRS, "[author:upper:capitalize]", "Serge"),
        |value, _| each(value, |text| with_capital(&text.to_lowercase())),
    ),
    filter(
        "camel",
        "each word with a capital, the rest as it is",
        example(MEMOIRS, "[fulltitle:camel]", "MemoirsOfARevolutionary"),
        |value, _| each(value, with_capital),
    ),
    filter(
        "titlecase",
        "each word with a capital, but for function words",
        example(MEMOIRS, "[fulltitle:titlecase]", "MemoirsofaRevolutionary"),
        |value, _| titled(value),
    ),
    filter(
        "sentencecase",
        "the first word with a capital, all else small",
        example(MEMOIRS, "[title:sentencecase:join(_)]", "Memoirs_of_a_revolutionary"),
        |value, _| {
            let words = each(value, |text| text.to_lowercase()).into_words();
            let cased = words.into_iter().enumerate().map(|(index, word)| match index {
                0 => Word { text: with_capital(&word.text), ..word },
                _ => word,
            });
            Value::Words(cased.collect())
        },
    ),
    filter(
        "abbr",
        "the first letter of each word",
        example(MEMOIRS, "[fulltitle:abbr]", "MoaR"),
        |value, _| abbreviated(value),
    )
    .also(&["abbreviate", "acronym"]),
    filter(
        "letters",
        "at most so many letters and digits",
        example(MEMOIRS, "[author:letters(3)][year]", "Ser1963"),
        |value, arguments| letters(value.into_words(), arguments.number(0)),
    )
    .also(&["truncate", "substring"])
    .takes(&[Takes::SomeNumber]),
    filter(
        "each",
        "at most so many letters and digits of each word",
        example(MEMOIRS, "[title:significant:each(3)]", "MemRev"),
        |value, arguments| {
            let words = value.into_words();
            Value::Words(words.iter().map(|word| cut(word, arguments.number(0))).collect())
        },
    )
    .takes(&[Takes::SomeNumber]),
    filter(
        "atleast",
        "nothing, where there are fewer letters and digits than so many",
        example(MEMOIRS, "[title:words(1):atleast(9)|author]", "Serge"),
        |value, arguments| {
            let words = value.into_words();
            let count: usize = words.iter().map(|word| word.text.chars().count()).sum();
            if count < arguments.number(0) { Value::nothing() } else { Value::Words(words) }
        },
    )
    .takes(&[Takes::SomeNumber]),
    filter(
        "pad",
        "with zeros in front, up to so many digits",
        example(MEMOIRS, "[author][shortyear:pad(4)]", "Serge0063"),
        |value, arguments| {
            let text = value.into_text();
            if text.is_empty() {
                Value::nothing()
            } else {
                Value::text(format!("{text:0>width$}", width = arguments.number(0).min(20)))
            }
        },
    )
    .takes(&[Takes::SomeNumber]),
    filter(
        "join",
        "with a text between the words, or the names",
        example(MEMOIRS, "[title:lower:join(_)]", "memoirs_of_a_revolutionary"),
        |value, arguments| {
            let texts: Vec<String> = value.into_words().into_iter().map(|word| word.text).collect();
            if texts.is_empty() { Value::nothing() } else { Value::text(texts.join(arguments.text(0))) }
        },
    )
    .also(&["condense"])
    .takes(&[Takes::SomeText]),
    filter(
        "replace",
        "with another text for each match of a regular expression; $1 is the first group",
        example(MEMOIRS, "[title:words(1):replace(\"irs$\", \"\")]", "Memo"),
        |value, arguments| {
            let Some(regex) = arguments.regex() else { return value };
            let words = value.into_words().into_iter().map(|word| Word {
                text: regex.replace_all(&word.text, arguments.text(0)).into_owned(),
                ..word
            });
            Value::Words(words.filter(|word| !word.text.is_empty()).collect())
        },
    )
    .also(&["regex"])
    .takes(&[Takes::Regex, Takes::Text("")]),
    filter(
        "or",
        "a text where there is nothing; [volume:(0)] says the same",
        example(MEMOIRS, "[author]-[volume:or(0)]", "Serge-0"),
        |value, arguments| {
            let words = value.into_words();
            if words.is_empty() { Value::text(arguments.text(0)) } else { Value::Words(words) }
        },
    )
    .also(&["default"])
    .takes(&[Takes::SomeText]),
    filter(
        KEPT,
        "with letters of all scripts, instead of ASCII; biber takes them, classic BibTeX does not",
        example(MEMOIRS, "[original:words(1):kept]", "Mémoires"),
        |value, _| value,
    )
    .also(&["unicode"]),
];

/// Changes which people are shown and how. Words stay as they are.
fn of_people(value: Value, change: impl FnOnce(&mut People)) -> Value {
    match value {
        Value::People(mut people) => {
            change(&mut people);
            Value::People(people)
        }
        words => words,
    }
}

fn each(value: Value, change: impl Fn(&str) -> String) -> Value {
    let words = value.into_words().into_iter();
    Value::Words(words.map(|word| Word { text: change(&word.text), ..word }).collect())
}

fn with(value: Value, text: &str) -> Value {
    let mut words = value.into_words();
    words.push(Word::new(text));
    Value::Words(words)
}

fn with_capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}

fn cut(word: &Word, most: usize) -> Word {
    Word { text: word.text.chars().take(most).collect(), weight: word.weight }
}

fn letters(words: Vec<Word>, most: usize) -> Value {
    let mut left = most;
    let mut kept = Vec::new();
    for word in words {
        let word = cut(&word, left);
        left -= word.text.chars().count();
        if !word.text.is_empty() {
            kept.push(word);
        }
    }
    Value::Words(kept)
}

/// The first so many words.
pub(super) fn first_words(value: Value, most: usize) -> Value {
    let mut words = value.into_words();
    words.truncate(most);
    Value::Words(words)
}

/// The first letter of each word.
pub(super) fn abbreviated(value: Value) -> Value {
    Value::Words(value.into_words().iter().map(|word| cut(word, 1)).collect())
}

/// Words with capitals, but for function words.
pub(super) fn titled(value: Value) -> Value {
    let mut words = value.into_words();
    for (index, word) in words.iter_mut().enumerate() {
        if index == 0 || word.weight == Weight::Full {
            word.text = with_capital(&word.text);
        }
    }
    Value::Words(words)
}

/// Without function words, unless nothing would be left.
pub(super) fn significant(value: Value) -> Value {
    let words = value.into_words();
    let full: Vec<Word> = words.iter().filter(|word| word.weight == Weight::Full).cloned().collect();
    Value::Words(if full.is_empty() { first_alone(words) } else { full })
}

/// Without articles at the beginning, unless nothing would be left.
fn without_article(value: Value) -> Value {
    let words = value.into_words();
    let is_article = |word: &Word| matches!(word.weight, Weight::Article | Weight::Elided);
    let rest: Vec<Word> = words.iter().skip_while(|word| is_article(word)).cloned().collect();
    Value::Words(if rest.is_empty() { first_alone(words) } else { rest })
}

/// The first word, of those that stand by themselves if there are any.
fn first_alone(words: Vec<Word>) -> Vec<Word> {
    let alone = words.iter().find(|word| word.weight != Weight::Elided).or(words.first()).cloned();
    alone.into_iter().collect()
}

/// The filter with a name.
pub(super) fn filter_named(name: &str) -> Option<&'static KeyFilter> {
    KEY_FILTERS
        .iter()
        .find(|row| std::iter::once(&row.name).chain(row.also).any(|known| known.eq_ignore_ascii_case(name)))
}
