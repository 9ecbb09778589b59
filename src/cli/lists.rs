use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    output::{KEY, columns, padded},
    read_throughs::Lines,
    visible::visible,
    words::{counted, listed, names},
};
use crate::{
    library::{Access, Label, Level},
    model::tree::Target,
};

/// Keep ordered lists of what is to be read or taught
///
/// Alone it shows the lists; with a name, what is on one, in order. Works and editions can be on a list.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:
  oeuvre lists add \"to teach\" serge1963memoirs serge1982midnight && oeuvre lists
  oeuvre lists add \"to teach\" serge1963memoirs --work && oeuvre lists \"to teach\"
  oeuvre lists add winter serge1963memoirs serge1982midnight && oeuvre lists move winter serge1982midnight --to 1
  oeuvre lists add winter serge1963memoirs && oeuvre lists remove winter serge1963memoirs
  oeuvre lists add winter serge1963memoirs && oeuvre lists rename winter summer
  oeuvre lists add winter serge1963memoirs && oeuvre lists delete winter

In queries: list:\"to teach\"."
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// The list to show
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Put editions, or with --work their works, at the end of a list; a new name makes a new list
    Add(Add),
    /// Put something to another place of its list
    Move(Move),
    /// Take things off a list
    Remove(Remove),
    /// Give a list another name
    Rename(Rename),
    /// Remove a list; what is on it stays in the library
    Delete(Delete),
}

#[derive(Debug, clap::Args)]
struct Add {
    /// The list
    #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
    name: String,
    /// The keys of the editions
    #[arg(required = true, value_name = "KEY")]
    keys: Vec<String>,
    /// Put the works on it, to be read in whatever edition
    #[arg(long)]
    work: bool,
}

#[derive(Debug, clap::Args)]
struct Move {
    /// The list
    name: String,
    /// The key of the edition
    key: String,
    /// The place, from 1
    #[arg(long, value_name = "PLACE")]
    to: usize,
}

#[derive(Debug, clap::Args)]
struct Remove {
    /// The list
    name: String,
    /// The keys of the editions
    #[arg(required = true, value_name = "KEY")]
    keys: Vec<String>,
}

#[derive(Debug, clap::Args)]
struct Rename {
    /// The list
    name: String,
    /// What it is to be called
    #[arg(value_name = "NEW", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    new: String,
}

#[derive(Debug, clap::Args)]
struct Delete {
    /// The list
    name: String,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let Some(command) = &args.command else {
        return match &args.name {
            Some(name) => entries(name, context),
            None => all(context),
        };
    };
    let mut library = context.open(Access::Write)?;
    let (name, done) = match command {
        Command::Add(Add { name, keys, work }) => {
            let level = if *work { Level::Work } else { Level::Edition };
            let added = library.add_to_list(name, keys, level)?;
            let done = match added.as_slice() {
                [] => format!("all of it is on {name} already"),
                added => format!("put on {name}: {}", listed(added)),
            };
            (Some(name), done)
        }
        Command::Move(Move { name, key, to }) => {
            let place = library.move_in_list(name, key, *to)?;
            (Some(name), format!("{key} stands at place {place} of {name}"))
        }
        Command::Remove(Remove { name, keys }) => {
            library.take_off_list(name, keys)?;
            (Some(name), format!("taken off {name}: {}", listed(keys)))
        }
        Command::Rename(Rename { name, new }) => {
            library.rename_list(name, new)?;
            (Some(new), format!("{name} is called {new} now"))
        }
        Command::Delete(Delete { name }) => {
            library.delete_list(name)?;
            (None, format!("removed the list {name}"))
        }
    };
    if context.json {
        let entries = name.map(|name| library.list_entries(name)).transpose()?.unwrap_or_default();
        context.out.json(&entries.iter().map(record).collect::<Json>())?;
    } else {
        context.messages.say(visible(&done));
    }
    Ok(Outcome::Done)
}

fn all(context: &mut Context) -> Result<Outcome, Failure> {
    let lists = context.open(Access::Read)?.lists()?;
    if context.json {
        let record = |(name, count): &(String, usize)| json!({ "name": name, "entries": count });
        context.out.json(&lists.iter().map(record).collect::<Json>())?;
    } else {
        let shown: Vec<_> = lists.iter().map(|(name, _)| visible(name)).collect();
        let widest = shown.iter().map(|name| columns(name)).max().unwrap_or(0);
        let colour = context.out.colour();
        for (name, (_, count)) in shown.iter().zip(&lists) {
            let name = colour.paint(KEY, padded(name, widest));
            context.out.line(&format!("{name}  {}", counted(*count, "entry", "entries")))?;
        }
    }
    if lists.is_empty() {
        context.messages.say("there is no list; `oeuvre lists add NAME KEY` makes one");
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Done)
}

fn entries(name: &str, context: &mut Context) -> Result<Outcome, Failure> {
    let entries = context.open(Access::Read)?.list_entries(name)?;
    if context.json {
        context.out.json(&entries.iter().map(record).collect::<Json>())?;
    } else {
        let digits = entries.len().to_string().len();
        let widest = entries.iter().map(|(_, label)| columns(&visible(&label.key))).max().unwrap_or(0);
        let width = context.out.width().map(|width| width.saturating_sub(digits + 2));
        let lines = Lines { width, colour: context.out.colour(), links: context.out.links() };
        for (number, (subject, label)) in (1..).zip(&entries) {
            context.out.line(&format!("{number:>digits$}  {}", lines.heading(label, subject, widest)))?;
        }
    }
    if entries.is_empty() {
        context.messages.say(visible(&format!("nothing is on the list {name}")));
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Done)
}

fn record((subject, label): &(Target, Label)) -> Json {
    let of = match subject {
        Target::Work(_) => "work",
        Target::Edition(_) => "edition",
    };
    json!({
        "of": of,
        "key": label.key,
        "work": label.work,
        "title": label.title,
        "author": names(&label.authors),
        "translator": names(&label.translators),
    })
}
