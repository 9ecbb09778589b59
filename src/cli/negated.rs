//! Terms of a query and keys that begin with a minus, among options that do so too.
//!
//! Clap would take them for options, or, when told to allow them, would take later options for terms.

use std::ffi::OsString;

use clap::{ArgAction, Command};

/// The name of the argument that takes the terms of a query.
pub const QUERY: &str = "QUERY";
/// The name of the argument that takes keys to cite, before which a minus leaves out the author.
pub const CITE: &str = "KEY[PLACE]";
/// The fewest letters of a field in `-field:value`, so that `-fformat` and `-oC:/refs.bib` stay options.
const SHORTEST_FIELD: usize = 3;

/// The arguments with a space before each negated term of a query and each such key, which keeps it from being an option
/// and means nothing there.
pub fn guarded(arguments: impl IntoIterator<Item = OsString>, line: &Command) -> Vec<OsString> {
    let mut arguments = arguments.into_iter();
    let mut all: Vec<OsString> = arguments.next().into_iter().collect();
    let mut command = None;
    let mut is_value = false;
    for argument in arguments.by_ref() {
        if argument == "--" {
            all.push(argument);
            break;
        }
        let text = argument.to_str().unwrap_or_default();
        match command {
            None => command = line.find_subcommand(text),
            Some(command) => {
                let is_of_option = std::mem::replace(&mut is_value, awaits_value(text, command, line));
                if !is_of_option && (is_negated_term(text, command, line) || is_key(text, command)) {
                    all.push(OsString::from(format!(" {text}")));
                    is_value = false;
                    continue;
                }
            }
        }
        all.push(argument);
    }
    all.extend(arguments);
    all
}

/// Whether an argument is an option whose value comes next.
fn awaits_value(text: &str, command: &Command, line: &Command) -> bool {
    let takes_value =
        |argument: &clap::Arg| matches!(argument.get_action(), ArgAction::Set | ArgAction::Append);
    let mut known =
        command.get_arguments().chain(line.get_arguments()).filter(|argument| takes_value(argument));
    match text.strip_prefix("--") {
        Some(name) => known.any(|argument| argument.get_long() == Some(name)),
        None => {
            let mut letters = text.strip_prefix('-').unwrap_or_default().chars();
            let letter = letters.next().filter(|_| letters.next().is_none());
            letter.is_some() && known.any(|argument| argument.get_short() == letter)
        }
    }
}

/// Whether an argument is a key to cite without its author: anything longer than one letter.
fn is_key(text: &str, command: &Command) -> bool {
    let key = text.strip_prefix('-').filter(|key| !key.starts_with('-'));
    key.is_some_and(|key| key.chars().nth(1).is_some())
        && command.get_positionals().any(|it| is_named(it, CITE))
}

fn is_negated_term(text: &str, command: &Command, line: &Command) -> bool {
    let takes_query = command.get_positionals().any(|it| is_named(it, QUERY));
    let Some(term) = text.strip_prefix('-').filter(|term| takes_query && !term.starts_with('-')) else {
        return false;
    };
    let field = term.split_once(':').map(|(field, _)| field);
    if field.is_some_and(|field| field.len() >= SHORTEST_FIELD && field.chars().all(is_of_name)) {
        return true;
    }
    term.chars().nth(1).is_some() && !is_options(term, command, line)
}

fn is_named(argument: &clap::Arg, name: &str) -> bool {
    argument.get_value_names().unwrap_or_default().iter().any(|known| known.as_str() == name)
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// Whether letters are short options, the last of which may have its value behind it.
fn is_options(letters: &str, command: &Command, line: &Command) -> bool {
    for letter in letters.chars() {
        let mut known = command.get_arguments().chain(line.get_arguments());
        match known.find(|argument| argument.get_short() == Some(letter)).map(clap::Arg::get_action) {
            Some(ArgAction::Set | ArgAction::Append) => return true,
            Some(_) => {}
            None if letter == 'h' => {}
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negated_terms_are_told_from_options() {
        for (command, argument, is_term) in [
            ("list", "-author:serge", true),
            ("list", "-prison", true),
            ("list", "-\"men in prison\"", true),
            ("list", "-herzen", true),
            ("tree", "-quiet:x", true),
            ("people", "-октябрь", true),
            ("export", "-original_title:ville", true),
            ("export", "-format:x", true),
            ("export", "-fbiblatex", false),
            ("export", "-qorefs.bib", false),
            ("export", "-oC:/refs.bib", false),
            ("list", "-q", false),
            ("list", "-x", false),
            ("list", "-h", false),
            ("list", "-", false),
            ("list", "--json", false),
            ("list", "--author:serge", false),
            ("set", "-author:serge", false),
            ("cite", "-serge1963memoirs[p. 3]", true),
            ("cite", "-q", false),
            ("cite", "--prose", false),
            ("show", "-prison", false),
        ] {
            let given = ["oeuvre", "--quiet", command, argument, "-o"].map(OsString::from);
            let line = crate::cli::command_line();
            let guarded = guarded(given, &line);
            let expected = if is_term { format!(" {argument}") } else { argument.to_owned() };
            assert_eq!(guarded[3], *expected, "{command} {argument}");
            assert_eq!(guarded[4], *"-o");
        }
    }

    #[test]
    fn values_of_options_are_no_terms() {
        for option in ["--sort", "--json", "-s"] {
            let given = ["oeuvre", "bibliography", option, "-date"].map(OsString::from);
            let guarded = guarded(given, &crate::cli::command_line());
            assert_eq!(guarded[3], *(if option == "--json" { " -date" } else { "-date" }), "{option}");
        }
    }

    #[test]
    fn nothing_is_changed_behind_two_minuses() {
        let given = ["oeuvre", "list", "-prison", "--", "-prison"].map(OsString::from);
        let guarded = guarded(given, &crate::cli::command_line());
        assert_eq!(guarded, ["oeuvre", "list", " -prison", "--", "-prison"].map(OsString::from));
    }
}
