//! What is wrong with a .bib file, in words.

use std::fmt;

use crate::formats::Severity;

/// A fault of syntax and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxProblem {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: Fault,
}

/// A fault. None of them loses anything but the fault itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An entry (by its type) is not closed before the next one or the end of the file.
    UnclosedEntry(String),
    /// The value of a field is not closed.
    UnclosedValue(String),
    /// Fields follow the brace that closes the entry.
    SurplusBrace,
    /// No key, or an empty one.
    NoKey,
    /// White space inside a key.
    SpaceInKey(String),
    /// No comma before this.
    NoComma(String),
    /// No equals sign after the name of a field.
    NoEqualsSign(String),
    /// The name of a field with neither equals sign nor value.
    NoValue(String),
    /// A comma with no field before it.
    SurplusComma,
    /// Text that is no field.
    NoField(String),
    /// A value of several words without braces.
    NoBraces(String),
    /// A line that starts like an entry but has no delimiter.
    NoDelimiter(String),
    /// A field that the entry has already.
    RepeatedField(String),
    /// A key that another entry has already, on the line given.
    RepeatedKey(String, usize),
    /// A macro that no `@string` defines.
    UndefinedMacro(String),
    /// A macro that is defined only further down.
    LateMacro(String),
    /// No entry has the key that `crossref` or `xdata` names.
    UnknownParent(String),
    /// `crossref` leads back to the entry itself.
    ParentCycle(String),
    /// `xdata` leads back to a container that it came through.
    DataCycle(String),
    /// `crossref` or `xdata` lead through too many entries.
    TooManyParents,
    /// Macros would make the file many times longer.
    TooMuchExpansion,
    /// A control character, which was removed.
    ControlCharacter(char),
    /// A name with more commas than a name has.
    TooManyCommas(String),
    /// Nothing between two “and”.
    NoName,
    /// Words in `month` that make no date with the year.
    NoMonth(String),
    /// A date of numbers that the calendar does not have.
    NoDay(String),
    /// Digits that make no date.
    NoDate(String),
    /// A type of entry that nobody knows, and the one that may have been meant.
    UnknownType(String, Option<String>),
}

impl Fault {
    /// A type of its own is a style's right; what looks like a slip is none.
    pub(super) fn severity(&self) -> Severity {
        match self {
            Fault::UnknownType(_, None) => Severity::Notice,
            _ => Severity::Warning,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::UnclosedEntry(word) => write!(f, "@{word} is not closed"),
            Fault::UnclosedValue(name) => write!(f, "the value of “{name}” is not closed"),
            Fault::SurplusBrace => f.write_str("surplus closing brace; fields of the entry follow"),
            Fault::NoKey => f.write_str("entry without a key"),
            Fault::SpaceInKey(key) => write!(f, "white space in the key “{key}”"),
            Fault::NoComma(next) => write!(f, "no comma before “{next}”"),
            Fault::NoEqualsSign(name) => write!(f, "no “=” after “{name}”"),
            Fault::NoValue(name) => write!(f, "field “{name}” has no value"),
            Fault::SurplusComma => f.write_str("comma without a field"),
            Fault::NoField(text) => write!(f, "this is no field: “{text}”"),
            Fault::NoBraces(name) => write!(f, "the value of “{name}” has no braces around it"),
            Fault::NoDelimiter(word) => write!(f, "“@{word}” begins no entry: no brace follows"),
            Fault::RepeatedField(name) => write!(f, "field “{name}” is given twice; both are kept"),
            Fault::RepeatedKey(key, line) => {
                write!(f, "key “{key}” was given on line {line} already; both entries are kept")
            }
            Fault::UndefinedMacro(name) => {
                write!(f, "“{name}” is not defined by any @string; kept as text")
            }
            Fault::LateMacro(name) => write!(f, "“{name}” is used before its @string"),
            Fault::UnknownParent(key) => write!(f, "no entry has the key “{key}”; nothing is inherited"),
            Fault::ParentCycle(key) => {
                write!(f, "crossref leads in a ring, to “{key}” again; nothing is inherited")
            }
            Fault::DataCycle(key) => {
                write!(f, "xdata leads in a ring, to “{key}” again; not followed further")
            }
            Fault::TooManyParents => {
                f.write_str("crossref or xdata lead through too many entries; nothing more is inherited")
            }
            Fault::TooMuchExpansion => {
                f.write_str("@string and crossref make this file too long; not expanded further")
            }
            Fault::ControlCharacter(character) => {
                write!(f, "control character U+{:04X} removed", u32::from(*character))
            }
            Fault::TooManyCommas(name) => write!(
                f,
                "too many commas in the name “{name}”; kept whole: put “and” between names, or braces around one"
            ),
            Fault::NoName => {
                f.write_str("no name between two “and”; passed over: give the name or take one “and” away")
            }
            Fault::NoDay(date) => {
                write!(f, "the calendar has no “{date}”; kept as it is: give the right day")
            }
            Fault::NoDate(text) => {
                write!(f, "“{text}” is no date; kept as words, which do not sort: give a year of four digits")
            }
            Fault::UnknownType(name, near) => {
                write!(f, "no entry type is called @{name}; kept, and read as @misc")?;
                near.iter().try_for_each(|near| write!(f, ": did you mean @{near}?"))
            }
            Fault::NoMonth(words) => write!(
                f,
                "“{words}” is no month of this year; kept as it is: give a month as “may” or 5, or the whole as “date”"
            ),
        }
    }
}

/// The beginning of a piece of text on one line, for a message.
pub(super) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut words = text.split_whitespace();
    let mut line = String::new();
    for word in words.by_ref() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().filter(|c| !c.is_control()).take(LONGEST));
        if line.chars().count() >= LONGEST {
            break;
        }
    }
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}
