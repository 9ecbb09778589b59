//! Errors in words: the one place where they become messages, hints and exit codes.

use std::{fmt::Write as _, io};

use super::{
    output::{ERROR, HINT, Messages},
    visible::{visible, visible_lines},
};
use crate::{
    fields,
    formats::text_form::TextProblem,
    library::{Candidate, Error, Losses, QueryError, StoreError, TREE_FIELDS, Went},
    model::{EntryType, likeness::nearest},
};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// Nothing was found, or there are findings that somebody should look at.
    Findings,
}

/// How much a failure matters to a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0
    Success,
    /// 1: nothing was found, or there are findings.
    Findings,
    /// 2: it could not be done.
    Failure,
}

impl Exit {
    /// The code for the shell.
    pub fn code(self) -> u8 {
        match self {
            Exit::Success => 0,
            Exit::Findings => 1,
            Exit::Failure => 2,
        }
    }
}

impl From<Outcome> for Exit {
    fn from(outcome: Outcome) -> Exit {
        match outcome {
            Outcome::Done => Exit::Success,
            Outcome::Findings => Exit::Findings,
        }
    }
}

/// Why a command did not do what it was asked to.
#[derive(Debug)]
pub enum Failure {
    /// Nobody reads any more; that is how `oeuvre list | head` ends.
    BrokenPipe,
    /// To be told.
    Told(Told),
}

/// A failure in words. The words are made visible when they are printed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Whether only nothing was found.
    findings: bool,
    /// One sentence without a full stop; further lines stand below it.
    message: String,
    /// What to do, each one sentence without a full stop.
    hints: Vec<String>,
}

impl Failure {
    /// Something that cannot be done, in one sentence without a full stop.
    pub fn new(message: impl Into<String>) -> Failure {
        Failure::Told(Told { message: message.into(), ..Told::default() })
    }

    /// Something that is not there.
    pub fn not_found(message: impl Into<String>) -> Failure {
        Failure::Told(Told { findings: true, message: message.into(), ..Told::default() })
    }

    /// Adds what to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        if let Failure::Told(told) = &mut self {
            told.hints.push(hint.into());
        }
        self
    }

    /// A file that could not be read or written.
    pub fn file(path: impl std::fmt::Display, error: &io::Error) -> Failure {
        Failure::new(format!("{path}: {}", io_words(error)))
    }

    /// There is no library where one was looked for.
    pub fn no_library(looked_at: impl std::fmt::Display) -> Failure {
        Failure::new(format!("there is no library at {looked_at}"))
            .hint("make one with `oeuvre init`, or try `oeuvre demo`")
            .hint("a library elsewhere is named with --library FILE or $OEUVRE_LIBRARY")
    }

    /// Tells it on standard error.
    pub fn tell(&self, messages: Messages) -> Exit {
        let Failure::Told(told) = self else { return Exit::Success };
        let colour = messages.colour();
        let mut text = format!("{} {}", colour.paint(ERROR, "error:"), visible_lines(&told.message));
        for hint in &told.hints {
            // Writing to a string cannot fail.
            let _ = write!(text, "\n{} {}", colour.paint(HINT, "hint:"), visible(hint));
        }
        messages.problem(text);
        if told.findings { Exit::Findings } else { Exit::Failure }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::BrokenPipe,
            _ => Failure::new(format!("output could not be written: {}", io_words(&error))),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        match error {
            Error::Output(error) => Failure::from(error),
            Error::File { path, error } => Failure::file(path, &error),
            Error::Store(error) => of_store(error),
            Error::Query { text, error } => of_query(&text, &error),
            Error::Pattern { text, error } => pointed_at("the pattern", &text, (error.at, error.length), &error.reason)
                .hint("`oeuvre keys --help` explains patterns, with examples"),
            Error::NoSuchKey { key, similar } => of_key(&key, &similar),
            Error::NoSuchPerson { name, similar } => of_person(&name, &similar),
            Error::SeveralPeople { name, candidates } => of_several(&name, &candidates),
            Error::UnknownFormat { path } => {
                Failure::new(format!("{path}: it cannot be told which format this is"))
                    .hint("name it with --format; `oeuvre formats` lists them")
            }
            Error::TextForm { path } => {
                Failure::new(format!("{path}: this is a whole library in text form, not a bibliography"))
                    .hint("read it with `oeuvre load`")
            }
            Error::Lossy { losses } => Failure::new(format!(
                "the format cannot hold {}:\n{}",
                values(losses.len()),
                fields_of(&Losses::of(losses), Went::Nowhere)
            ))
            .hint("nothing was written; without --strict the file is written without them, and private fields hold what they can unless --no-escapes leaves them out"),
            Error::ChangedFile { path } => {
                Failure::new(format!("{path}: something wrote to the file while it was read"))
                    .hint("run the command again when the file is whole; nothing was changed")
            }
            Error::ChangedMeanwhile { key } => {
                Failure::new(format!("another process changed the work of {key} while it was edited"))
                    .hint("edit it again and take over what you wrote; nothing was changed")
            }
            Error::UnknownField { field } => Failure::new(unknown_field(&field))
                .hint("`oeuvre fields` lists the fields and what they hold"),
            Error::Reading { key, refusal } => {
                Failure::new(format!("{key}: {}", refusal.reason)).hint(refusal.hint)
            }
            Error::NoSuchList { name, names } => of_list(&name, &names),
            Error::NotEmpty { path } => Failure::new(format!("{path} holds a library already"))
                .hint("name a new one with --library FILE; nothing was changed"),
            Error::ForeignFolder { path } => {
                Failure::new(format!("{} has files that are not of a site", visible(&path)))
                    .hint("choose a new folder, or --force: files that are in the way are replaced, the others stay")
            }
            Error::ForeignFile { path } => {
                Failure::new(format!("{} was not made by an earlier run", visible(&path)))
                    .hint("nothing was written; move it away, or --force replaces it")
            }
            Error::Foreign { path } => Failure::new(format!("{path} is not as the demo makes it"))
                .hint("name another folder, or move the file away; nothing was changed"),
            Error::BadText { path, problems } => {
                let lines: Vec<_> = problems.iter().map(|problem| text_problem(&path, problem)).collect();
                Failure::new(lines.join("\n")).hint("nothing was changed")
            }
            Error::NoAnswer { key } => Failure::new(match key.is_empty() {
                true => "nobody answered what is to be done with an entry".to_owned(),
                false => format!("nobody answered what is to be done with {key}"),
            })
            .hint("answers are read from standard input, one a line: m, n or s")
            .hint("--on-match merge, skip or new asks nobody; nothing was changed"),
            Error::PartOfOther { one, other } => {
                Failure::new(format!("one of {one} and {other} is part of the other, so they cannot be one"))
                    .hint("nothing was changed")
            }
            Error::SameEdition { keys } => of_one_edition(&keys),
            Error::BadField { field, reason } => Failure::new(format!("{field}: {reason}")),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        of_store(error)
    }
}

fn of_store(error: StoreError) -> Failure {
    let message = error.to_string();
    match error {
        StoreError::Missing(path) => Failure::no_library(path.display()),
        StoreError::Empty(_) | StoreError::Folder(_) | StoreError::NotAFile(_) => Failure::new(message)
            .hint("name a library with --library FILE, or make one with `oeuvre init FILE`"),
        StoreError::TextFile(_) => Failure::new(message)
            .hint("a bibliography is read into a library with `oeuvre import FILE`")
            .hint("the text form of a library is read with `oeuvre load FILE`"),
        StoreError::TooNew { .. } => {
            Failure::new(message).hint("the library was left as it is; use a newer version of oeuvre")
        }
        StoreError::ReadOnly(_) => Failure::new(message).hint("nothing was changed"),
        StoreError::Busy => Failure::new(message).hint("try again in a moment; nothing was changed"),
        StoreError::Full => Failure::new(message).hint("make room and try again; nothing was changed"),
        StoreError::Disk(_) => {
            Failure::new(message).hint("look whether the disk is full or failing; nothing was changed")
        }
        StoreError::Damaged(_) => Failure::new(message)
            .hint("`oeuvre doctor --salvage FILE` puts what can still be read into a new library")
            .hint("copies made by `oeuvre backup` are whole libraries; put one in the place of this one"),
        StoreError::Needed { .. } => {
            Failure::new(message).hint("remove or change those first; nothing was changed")
        }
        _ => Failure::new(message),
    }
}

fn of_query(text: &str, error: &QueryError) -> Failure {
    pointed_at("the query", text, (error.at, error.length), &error.reason)
}

/// A text with a caret under the place that cannot be understood, which begins at a byte and has so many.
fn pointed_at(what: &str, text: &str, (at, length): (usize, usize), reason: &str) -> Failure {
    let shown = visible(text);
    // The query may hold characters that are shown as several, so columns are those of what is shown.
    let before = text.get(..at).unwrap_or(text);
    let wrong = text.get(at..at.saturating_add(length)).unwrap_or("");
    let indent = super::output::columns(&visible(before));
    let carets = super::output::columns(&visible(wrong)).max(1);
    Failure::new(format!(
        "{what} cannot be understood: {reason}\n  {shown}\n  {}{}",
        " ".repeat(indent),
        "^".repeat(carets)
    ))
}

fn of_key(key: &str, similar: &[String]) -> Failure {
    let failure = Failure::not_found(format!("no edition has the key {key:?}"));
    match similar {
        [] => failure.hint("`oeuvre list` shows all keys"),
        [one] => failure.hint(format!("did you mean {one}?")),
        several => failure.hint(format!("did you mean one of {}?", several.join(", "))),
    }
}

fn of_one_edition(keys: &[String]) -> Failure {
    let message = match keys {
        [one] => format!("{one} alone is given; at least two editions are needed"),
        _ => format!("{} are keys of one edition", super::words::listed(keys)),
    };
    Failure::new(message)
        .hint("`oeuvre show KEY` tells the keys that an edition has had; nothing was changed")
}

fn of_person(name: &str, similar: &[String]) -> Failure {
    let failure = Failure::not_found(format!("nobody is called {name:?}"));
    match similar {
        [] => failure.hint("`oeuvre people` lists everybody"),
        similar => failure.hint(format!("did you mean {}?", super::words::alternatives(similar))),
    }
}

/// Those who may be meant, each with the id that means nobody else.
fn of_several(name: &str, candidates: &[Candidate]) -> Failure {
    let mut message = format!("several people are called {name:?}:");
    for Candidate { handle, name, years, editions } in candidates {
        let years = if years.is_empty() { String::new() } else { format!(" ({years})") };
        let editions = super::words::counted(*editions, "edition", "editions");
        // Writing to a string cannot fail.
        let _ = write!(message, "\n  {handle}   {name}{years}, {editions}");
    }
    Failure::new(message).hint("name one by the id in front")
}

fn of_list(name: &str, names: &[String]) -> Failure {
    let failure = Failure::not_found(format!("there is no list {name:?}"));
    match nearest(name, names.iter().map(String::as_str)).first() {
        Some(close) => failure.hint(format!("did you mean {close:?}?")),
        None => failure.hint("`oeuvre lists` shows the lists; `oeuvre lists add NAME KEY` makes one"),
    }
}

/// The field names of losses that went somewhere with how often each occurs, one a line.
pub fn fields_of(losses: &Losses, went: Went) -> String {
    let counts = losses.fields(went);
    let lines = counts.iter().map(|((field, why), count)| format!("  {field} ({count}): {why}"));
    lines.collect::<Vec<_>>().join("\n")
}

fn values(count: usize) -> String {
    super::words::counted(count, "value", "values")
}

/// What the system said, without its number.
fn io_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission was denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::AlreadyExists => "it exists already".to_owned(),
        io::ErrorKind::StorageFull => "there is no space left on the disk".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}

/// Says that no field has a name, and which one may be meant: it is most like it, or has it in a format.
pub fn unknown_field(name: &str) -> String {
    let wrong = name.trim().to_lowercase();
    let of_format = || {
        let mut dialects = fields::Dialect::ALL.iter();
        dialects
            .find_map(|dialect| fields::row_to_read(*dialect, &wrong, EntryType::Book))
            .map(|row| row.name)
    };
    let rows = fields::FIELDS.iter().map(|row| row.name);
    let names = rows.chain(fields::ROLES.iter().map(|row| row.name));
    let names = names.chain(TREE_FIELDS.iter().map(|field| field.name));
    if wrong == "key" {
        return format!("{name:?} is no field; `oeuvre keys rename KEY NEW` gives an edition another key");
    }
    match of_format().or_else(|| nearest(&wrong.replace('-', "_"), names).first().copied()) {
        Some(close) => format!("there is no field {name:?}; did you mean {close}?"),
        None => format!("there is no field {name:?}"),
    }
}

/// `path:line: record: reason`
fn text_problem(path: &str, problem: &TextProblem) -> String {
    let record = if problem.path.is_empty() { String::new() } else { format!("{}: ", problem.path) };
    format!("{path}:{}: {record}{}", problem.line, problem.reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(failure: Failure) -> (String, Vec<String>) {
        match failure {
            Failure::Told(told) => (told.message, told.hints),
            Failure::BrokenPipe => ("broken pipe".to_owned(), Vec::new()),
        }
    }

    #[test]
    fn a_caret_stands_under_the_place() {
        for (query, at, length, carets) in [
            ("kind:romance", 0, 12, "^^^^^^^^^^^^"),
            ("prison auth:serge", 7, 10, "       ^^^^^^^^^^"),
            ("é auth:x", 3, 6, "  ^^^^^^"),
            ("革命 auth:x", 7, 6, "     ^^^^^^"),
            ("\u{7} auth:x", 2, 6, "  ^^^^^^"),
            ("a", 5, 9, " ^"),
        ] {
            let error = QueryError { at, length, reason: "no".to_owned() };
            let (message, _) = words(of_query(query, &error));
            assert_eq!(message.lines().last(), Some(format!("  {carets}").as_str()), "{query}");
        }
    }

    #[test]
    fn a_closed_pipe_is_no_failure() {
        let closed = io::Error::from(io::ErrorKind::BrokenPipe);
        assert_eq!(words(Failure::from(closed)).0, "broken pipe");
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert!(words(Failure::from(full)).0.contains("no space left"));
    }
}
