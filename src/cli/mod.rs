//! The command line: one file for each command, errors in words in one place.
//!
//! Data goes to standard output, all else to standard error. Exit codes: 0 done, 1 nothing found or
//! findings, 2 failure; a closed pipe is no failure.

mod add;
mod backup;
mod bars;
mod bibliography;
mod check;
mod cite;
mod completing;
mod completions;
mod count;
mod demo;
mod diff;
mod differing;
mod doctor;
mod drawing;
mod dump;
mod duplicates;
mod edit;
mod editor;
mod error;
mod export;
mod extras;
mod fields;
mod form;
mod formats;
mod gaps;
mod help;
mod hyperlinks;
mod import;
mod init;
mod keys;
mod linting;
mod list;
mod lists;
mod load;
mod log;
mod man;
mod merge;
mod negated;
mod output;
mod page_choice;
mod paper;
mod people;
mod person;
mod place;
mod printing;
mod query;
mod quote;
mod quotes;
mod read;
mod read_throughs;
mod records;
mod redo;
mod remove;
mod set;
mod show;
mod site;
mod stats;
mod styles;
mod styling;
mod table;
mod target;
mod today;
mod tree;
mod undo;
mod visible;
mod watching;
mod words;

use std::{path::PathBuf, process::ExitCode};

use clap::{CommandFactory, Parser, Subcommand};

use crate::library::{self, Access, Library};
use error::{Exit, Failure, Outcome};
use output::{Messages, Output};
use place::Place;

/// Keep bibliographies in which translations know their originals
///
/// Oeuvre keeps the tree of work, translation and edition, and makes the flat entries from it that BibTeX,
/// BibLaTeX and reference managers want.
#[derive(Debug, Parser)]
#[command(name = "oeuvre", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "Exit codes: 0 done, 1 nothing found or findings, 2 failure.")]
pub struct CommandLine {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Option<Command>,
}

/// The heading of the options of every command.
const EVERYWHERE: &str = "Options of every command";

/// Options of every command.
#[derive(Debug, clap::Args)]
struct Options {
    /// Use this library instead of $OEUVRE_LIBRARY or the nearest oeuvre.db
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    library: Option<PathBuf>,
    /// Print data as JSON
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    json: bool,
    /// Say nothing but what is wrong
    #[arg(long, short, global = true, help_heading = EVERYWHERE)]
    quiet: bool,
}

/// Makes the commands from one list: the name in Rust and the module with its `Args` and `run`.
macro_rules! commands {
    ($($name:ident => $module:ident),+ $(,)?) => {
        #[derive(Debug, Subcommand)]
        enum Command { $($name(Box<$module::Args>)),+ }

        impl Command {
            fn run(&self, context: &mut Context) -> Result<Outcome, Failure> {
                match self { $(Command::$name(args) => $module::run(args, context)),+ }
            }
        }
    };
}

commands! {
    Demo => demo,
    Init => init,
    Add => add,
    Edit => edit,
    Set => set,
    Remove => remove,
    Keys => keys,
    Import => import,
    Export => export,
    Site => site,
    Paper => paper,
    List => list,
    Count => count,
    Query => query,
    Show => show,
    Tree => tree,
    Gaps => gaps,
    People => people,
    Person => person,
    Cite => cite,
    Bibliography => bibliography,
    Check => check,
    Duplicates => duplicates,
    Merge => merge,
    Read => read,
    Lists => lists,
    Quote => quote,
    Quotes => quotes,
    Stats => stats,
    Log => log,
    Diff => diff,
    Undo => undo,
    Redo => redo,
    Backup => backup,
    Doctor => doctor,
    Dump => dump,
    Load => load,
    Formats => formats,
    Styles => styles,
    Fields => fields,
    Completions => completions,
    Man => man,
    Help => help,
}

/// What every command works with.
struct Context {
    library: Option<PathBuf>,
    /// Whether data are printed as JSON.
    json: bool,
    out: Output,
    messages: Messages,
}

impl Context {
    fn of(options: &Options) -> Context {
        Context {
            library: options.library.clone(),
            json: options.json,
            out: Output::standard(),
            messages: Messages::standard(options.quiet),
        }
    }

    /// Where the library is looked for.
    fn place(&self) -> Place<'_> {
        Place::of_process(self.library.as_deref())
    }

    /// Opens the library that is there.
    fn open(&self, access: Access) -> Result<Library, Failure> {
        let mut library = Library::open(&self.place().existing()?, access)?;
        if access == Access::Write {
            library.record(command_of_process());
        }
        Ok(library)
    }
}

/// What the log says of this process.
fn command_of_process() -> library::Command {
    let arguments = std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned());
    let arguments = without_library(arguments);
    let known = |argument: &&String| command_line().find_subcommand(argument).is_some();
    let name = arguments.iter().find(known).cloned().unwrap_or_default();
    let line: Vec<String> = arguments.iter().map(|argument| words::as_in_a_shell(argument)).collect();
    library::Command { name, line: line.join(" "), time: today::time() }
}

/// Arguments without the option that names the library, which is the one that keeps the log.
fn without_library(arguments: impl Iterator<Item = String>) -> Vec<String> {
    const OPTION: &str = "--library";
    let (mut kept, mut is_value, mut has_ended) = (Vec::new(), false, false);
    for argument in arguments {
        if std::mem::take(&mut is_value) {
            continue;
        }
        let is_given = argument.strip_prefix(OPTION).filter(|_| !has_ended);
        match is_given {
            Some("") => is_value = true,
            Some(rest) if rest.starts_with('=') => {}
            _ => {
                has_ended |= argument == "--";
                kept.push(argument);
            }
        }
    }
    kept
}

/// Runs the program on the arguments of this process.
pub fn main() -> ExitCode {
    let arguments = negated::guarded(std::env::args_os(), &command_line());
    let exit = match CommandLine::try_parse_from(arguments) {
        Ok(CommandLine { options, command }) => run(&options, command.as_ref()),
        Err(error) => usage(&error),
    };
    ExitCode::from(exit.code())
}

/// The whole command line, for help, completions, the manual and tests.
pub fn command_line() -> clap::Command {
    CommandLine::command()
}

fn run(options: &Options, command: Option<&Command>) -> Exit {
    let mut context = Context::of(options);
    if !options.quiet {
        library::while_waiting(|| {
            Messages::standard(false).note("waiting for another process to finish writing")
        });
    }
    let outcome = match command {
        Some(command) => command.run(&mut context),
        None => introduce(&mut context),
    };
    // What is held back may be all there is, so a failure to write it counts.
    let outcome = outcome.and_then(|outcome| context.out.flush().map(|()| outcome).map_err(Failure::from));
    match outcome {
        Ok(outcome) => Exit::from(outcome),
        Err(failure) => {
            // Data that were written before the failure come before its words.
            let _ = context.out.flush();
            failure.tell(context.messages)
        }
    }
}

/// Prints help that was asked for, or what is wrong with the arguments.
fn usage(error: &clap::Error) -> Exit {
    let asked_for = !error.use_stderr();
    match error.print() {
        Ok(()) if asked_for => Exit::Success,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Exit::Success,
        _ => Exit::Failure,
    }
}

/// What somebody sees who types the bare name.
const INTRODUCTION: &str = "\
Oeuvre keeps bibliographies in which translations know their originals.

  oeuvre demo            make a library to look at: the bibliography of Victor Serge
  oeuvre init            make an empty library in this folder
  oeuvre import FILE     read BibTeX, BibLaTeX or CSL-JSON
  oeuvre tree            draw works, their translations and their editions
  oeuvre export -o FILE  write a bibliography for a paper or a reference manager

`oeuvre help` lists all commands; `oeuvre help COMMAND` explains one, with examples; `oeuvre help query`
explains what can be asked for.
";

fn introduce(context: &mut Context) -> Result<Outcome, Failure> {
    context.out.text(INTRODUCTION)?;
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        command_line().debug_assert();
    }

    #[test]
    fn the_log_does_not_name_its_library() {
        for (given, kept) in [
            ("--library a.db set key note=x", "set key note=x"),
            ("set --library=a.db key", "set key"),
            ("set key --library", "set key"),
            ("set --libraries key", "set --libraries key"),
            ("add -- --library b", "add -- --library b"),
        ] {
            let left = without_library(given.split(' ').map(str::to_owned));
            assert_eq!(left.join(" "), kept);
        }
    }

    #[test]
    fn every_command_has_help_with_an_example() {
        for command in command_line().get_subcommands() {
            let name = command.get_name();
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(about.starts_with(char::is_uppercase) && !about.ends_with('.'), "{name}: {about:?}");
            let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            // Some commands need something done before.
            let begins = ["\n  ", "&& "].map(|before| format!("{before}oeuvre {name}"));
            assert!(begins.iter().any(|begin| after.contains(begin)), "{name} has no example");
            for argument in command.get_arguments() {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(help.starts_with(char::is_uppercase), "{name} {argument}: {help:?}");
                assert!(!help.ends_with('.'), "{name} {argument}: {help:?}");
            }
        }
    }
}
