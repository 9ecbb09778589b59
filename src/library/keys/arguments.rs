//! What stands in parentheses behind a term or a filter.

use regex::Regex;

/// What may stand at one place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Takes {
    /// A number; this one where none is given.
    Number(usize),
    /// A number that must be given.
    SomeNumber,
    /// A text; this one where none is given.
    Text(&'static str),
    /// A text that must be given.
    SomeText,
    /// A regular expression.
    Regex,
}

/// What was given, in order of each kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Arguments {
    numbers: Vec<usize>,
    texts: Vec<String>,
    regex: Option<Regex>,
}

impl Arguments {
    /// Reads what was given as what is taken.
    pub(super) fn read(takes: &[Takes], given: &[String]) -> Result<Arguments, String> {
        if given.len() > takes.len() {
            return Err(match takes.len() {
                0 => "it takes nothing in parentheses".to_owned(),
                most => format!("it takes at most {most} in parentheses"),
            });
        }
        let mut arguments = Arguments::default();
        for (index, takes) in takes.iter().enumerate() {
            let given = given.get(index).map(String::as_str);
            match (takes, given) {
                (Takes::Number(number), None) => arguments.numbers.push(*number),
                (Takes::Number(_) | Takes::SomeNumber, Some(text)) => {
                    let number = text.trim().parse::<u16>();
                    let number = number.map_err(|_| format!("{text:?} is not a number that can be meant"))?;
                    arguments.numbers.push(number.into());
                }
                (Takes::SomeNumber, None) => return Err("it needs a number, as in words(2)".to_owned()),
                (Takes::Text(text), None) => arguments.texts.push((*text).to_owned()),
                (Takes::Text(_) | Takes::SomeText, Some(text)) => arguments.texts.push(text.to_owned()),
                (Takes::SomeText, None) => return Err("it needs a text, as in join(\"-\")".to_owned()),
                (Takes::Regex, Some(text)) => {
                    let regex = Regex::new(text);
                    arguments.regex = Some(regex.map_err(|_| format!("{text:?} is no regular expression"))?);
                }
                (Takes::Regex, None) => {
                    return Err("it needs a regular expression, as in replace(\"[0-9]+\", \"\")".to_owned());
                }
            }
        }
        Ok(arguments)
    }

    /// The number at a place among the numbers.
    pub(super) fn number(&self, index: usize) -> usize {
        self.numbers.get(index).copied().unwrap_or_default()
    }

    /// The text at a place among the texts.
    pub(super) fn text(&self, index: usize) -> &str {
        self.texts.get(index).map_or("", String::as_str)
    }

    pub(super) fn regex(&self) -> Option<&Regex> {
        self.regex.as_ref()
    }
}
