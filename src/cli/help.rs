use clap::CommandFactory;

use super::{CommandLine, Context, Failure, Outcome, query, visible::visible};
use crate::model::likeness::nearest;

/// What is explained beside the commands.
const QUERIES: [&str; 2] = ["query", "queries"];

/// Explain a command, or the language of queries
///
/// Without a word it lists the commands. `oeuvre help query` tells all that a query can ask for, with examples.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre help
  oeuvre help query
  oeuvre help person split")]
pub struct Args {
    /// A command, with the one beneath it where there is one; query for the language of queries
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    if let [word] = args.command.as_slice()
        && QUERIES.contains(&word.as_str())
    {
        return query::tell(context);
    }
    let mut command = CommandLine::command();
    // Fills in what commands say of those above and beneath them.
    command.build();
    let mut path = String::new();
    for word in &args.command {
        path = format!("{path} {word}");
        command = match command.find_subcommand(word) {
            Some(found) => found.clone(),
            None => return Err(unknown(&command, path.trim())),
        };
    }
    context.out.text(&command.render_long_help().to_string())?;
    Ok(Outcome::Done)
}

fn unknown(above: &clap::Command, path: &str) -> Failure {
    let word = path.rsplit(' ').next().unwrap_or_default();
    let failure = Failure::new(format!("there is no command {:?}", visible(path)));
    match nearest(word, above.get_subcommands().map(clap::Command::get_name)).as_slice() {
        [] => failure.hint("`oeuvre help` lists them"),
        near => failure.hint(format!("did you mean {}?", near.join(" or "))),
    }
}
