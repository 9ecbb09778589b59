use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    list::Query,
    output::{KEY, columns, padded},
    visible::visible,
    words::{BEFORE_MEANING, explained, filled},
};
use crate::{
    library::{Access, Kept, NOTES, SIGNS, TERMS},
    model::tree::SavedQuery,
};

/// Tell what queries can ask for, and keep those that are asked often
///
/// A query that is kept stands for its text in others: `oeuvre list '@novels year:<1940'`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre query
  oeuvre query save novels 'kind:novel OR kind:novella' && oeuvre list '@novels year:<1980'
  oeuvre query save mine author:serge && oeuvre query list
  oeuvre query save mine author:serge && oeuvre query remove mine", after_long_help = language())]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Keep a query under a name, in place of what had the name before
    Save(Save),
    /// List the queries that are kept
    List,
    /// Forget a query
    Remove(Remove),
}

#[derive(Debug, clap::Args)]
struct Save {
    /// Its name, of letters, digits, - and _
    #[arg(value_parser = name)]
    name: String,
    #[command(flatten)]
    query: Query,
}

#[derive(Debug, clap::Args)]
struct Remove {
    /// Its name, with or without @
    #[arg(value_parser = name)]
    name: String,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    match &args.command {
        None => tell(context),
        Some(Command::Save(args)) => save(args, context),
        Some(Command::List) => list(context),
        Some(Command::Remove(args)) => remove(args, context),
    }
}

fn name(text: &str) -> Result<String, String> {
    let name = text.strip_prefix('@').unwrap_or(text);
    let is_sound = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    match !name.is_empty() && name.chars().all(is_sound) {
        true => Ok(name.to_owned()),
        false => Err("a name has letters, digits, - and _".to_owned()),
    }
}

/// Prints the language.
pub fn tell(context: &mut Context) -> Result<Outcome, Failure> {
    if context.json {
        let record = |row: &crate::library::TermRow| json!({ "name": row.name, "also": row.also, "meaning": row.meaning, "example": row.example.query() });
        context.out.json(&TERMS.iter().map(record).collect::<Json>())?;
    } else {
        context.out.line(language().trim_end())?;
    }
    Ok(Outcome::Done)
}

fn save(args: &Save, context: &mut Context) -> Result<Outcome, Failure> {
    let query = SavedQuery { name: args.name.clone(), text: args.query.text() };
    if query.text.trim().is_empty() {
        return Err(Failure::new("there is no query to keep")
            .hint(format!("write it after the name, as in `oeuvre query save {} kind:novel`", query.name)));
    }
    let mut library = context.open(Access::Write)?;
    let kept = library.save_query(&query)?;
    let text = visible(&query.text);
    context.messages.say(match kept {
        Kept::New => format!("kept @{}: {text}", query.name),
        Kept::Changed => format!("kept @{} in place of what it was: {text}", query.name),
        Kept::Same => format!("@{} is kept already", query.name),
    });
    Ok(Outcome::Done)
}

fn list(context: &mut Context) -> Result<Outcome, Failure> {
    let queries = context.open(Access::Read)?.saved_queries()?;
    if context.json {
        let record = |query: &SavedQuery| json!({ "name": query.name, "query": query.text });
        context.out.json(&queries.iter().map(record).collect::<Json>())?;
    } else {
        let widest = queries.iter().map(|query| columns(&query.name) + 1).max().unwrap_or(0);
        let colour = context.out.colour();
        for query in &queries {
            let name = colour.paint(KEY, padded(&format!("@{}", query.name), widest));
            context.out.line(&format!("{name}  {}", visible(&query.text)))?;
        }
    }
    if queries.is_empty() {
        context.messages.say("no query is kept; `oeuvre query save NAME QUERY` keeps one");
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Done)
}

fn remove(args: &Remove, context: &mut Context) -> Result<Outcome, Failure> {
    let mut library = context.open(Access::Write)?;
    if library.remove_query(&args.name)? {
        context.messages.say(format_args!("removed @{}", args.name));
        return Ok(Outcome::Done);
    }
    Err(Failure::not_found(format!("no query is kept as {}", args.name))
        .hint("`oeuvre query list` shows those that are"))
}

/// The language as the help tells it.
fn language() -> String {
    let mut text = String::from("The language of queries\n\n");
    for (shown, meaning) in SIGNS {
        text += &explained(shown.query(), meaning);
    }
    text += "\nFields, each with an example\n\n";
    for term in TERMS {
        text += &explained(&[&[term.name], term.also].concat().join(", "), term.meaning);
        text += &format!("{:BEFORE_MEANING$}  {}\n", "", term.example.query());
    }
    for note in NOTES {
        text += "\n";
        text += &filled(note);
    }
    text
}
