use std::io::Read;

use serde_json::json;

use super::{
    Context, Failure, Outcome,
    editor::{Draft, Edited},
    visible::visible,
};
use crate::{library::Access, model::reading::Quotation};

/// Keep a passage of an edition with its pages
///
/// The text comes from the command line, from standard input with -, or from the editor. `oeuvre quotes` prints what
/// was kept, with citations.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "Examples:
  oeuvre quote serge1963memoirs 150-151 \"The ashes had grown cold.\"
  echo \"The ashes had grown cold.\" | oeuvre quote serge1963memoirs 150 -
  oeuvre quote serge1963memoirs xii \"A line.\" --note \"for the lecture\"
  oeuvre quote serge1963memoirs 3 \"A line.\" && oeuvre quote edit serge1963memoirs 1 --pages 4
  oeuvre quote serge1963memoirs 3 \"A line.\" && oeuvre quote remove serge1963memoirs 1"
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// The key of the edition
    #[arg(required = true, value_name = "KEY")]
    key: Option<String>,
    /// The pages as printed
    #[arg(required = true, value_name = "PAGES")]
    pages: Option<String>,
    /// The passage; - for standard input [default: from the editor]
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    text: Option<String>,
    /// What you think of it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Change the text, pages or note of a passage; the text in the editor where nothing is given
    Edit(Edit),
    /// Remove a passage
    Remove(Numbered),
}

#[derive(Debug, clap::Args)]
struct Numbered {
    /// The key of the edition
    #[arg(value_name = "KEY")]
    key: String,
    /// The number of the passage, as `oeuvre quotes` shows it
    #[arg(value_name = "N")]
    number: usize,
}

#[derive(Debug, clap::Args)]
struct Edit {
    #[command(flatten)]
    of: Numbered,
    /// The passage; - for standard input
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    text: Option<String>,
    /// The pages as printed; empty for none
    #[arg(long, value_name = "PAGES")]
    pages: Option<String>,
    /// What you think of it; empty for nothing
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    match (&args.command, &args.key) {
        (Some(Command::Edit(edit)), _) => change(edit, context),
        (Some(Command::Remove(Numbered { key, number })), _) => {
            context.open(Access::Write)?.remove_quotation(key, *number)?;
            tell(key, *number, "removed", context)
        }
        (None, Some(key)) => keep(args, key, context),
        (None, None) => Err(Failure::new("no edition is named")),
    }
}

fn keep(args: &Args, key: &str, context: &mut Context) -> Result<Outcome, Failure> {
    let mut library = context.open(Access::Write)?;
    // A key that is not there is told before anybody writes a text.
    library.edition(key)?;
    let Some(text) = given(args.text.as_deref(), "")? else {
        context.messages.say("nothing was written; nothing was kept");
        return Ok(Outcome::Done);
    };
    let (pages, note) = (args.pages.clone().and_then(filled), args.note.clone().and_then(filled));
    let number = library.quote(&Quotation { edition: key.to_owned(), pages, text, note })?;
    drop(library);
    tell(key, number, "kept", context)
}

fn change(args: &Edit, context: &mut Context) -> Result<Outcome, Failure> {
    let Numbered { key, number } = &args.of;
    let mut library = context.open(Access::Write)?;
    let mut quotation = library.quotation(key, *number)?;
    if let Some(pages) = &args.pages {
        quotation.pages = filled(pages.clone());
    }
    if let Some(note) = &args.note {
        quotation.note = filled(note.clone());
    }
    if args.text.is_some() || (args.pages.is_none() && args.note.is_none()) {
        let Some(text) = given(args.text.as_deref(), &quotation.text)? else {
            context.messages.say("nothing changed");
            return Ok(Outcome::Done);
        };
        quotation.text = text;
    }
    library.change_quotation(*number, &quotation)?;
    drop(library);
    tell(key, *number, "changed", context)
}

/// The text as it is given, from standard input or from the editor; nothing where the editor gave nothing new.
fn given(text: Option<&str>, before: &str) -> Result<Option<String>, Failure> {
    let text = match text {
        Some("-") => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes)?;
            String::from_utf8_lossy(&bytes).into_owned()
        }
        Some(text) => text.to_owned(),
        None => match Draft::new("quotation.txt", before)?.edit(before, |text| Ok(text.to_owned()))? {
            Edited::Unchanged => return Ok(None),
            Edited::Accepted(text) => text,
        },
    };
    let text = text.trim().to_owned();
    match text.is_empty() {
        true => Err(Failure::new("there is no text to keep")
            .hint("give it behind the pages, or - to read it from standard input")),
        false => Ok(Some(text)),
    }
}

fn filled(text: String) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn tell(key: &str, number: usize, done: &str, context: &mut Context) -> Result<Outcome, Failure> {
    if context.json {
        context.out.json(&json!({ "key": key, "number": number, "done": done }))?;
    } else {
        context.messages.say(visible(&format!("{done} passage {number} from {key}")));
    }
    Ok(Outcome::Done)
}
