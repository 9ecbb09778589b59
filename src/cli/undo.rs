use serde_json::{Value as Json, json};

use super::{Context, Failure, Outcome, log::counts, visible::visible, words::counted};
use crate::library::{Access, ChangeState, LoggedChange};

/// Take back what the last command changed, or the last commands
///
/// Nothing is lost: `oeuvre redo` makes it again, until something else is changed. `oeuvre log` shows the changes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre set serge1963memoirs note=Signed && oeuvre undo
  oeuvre set serge1963memoirs note=Signed && oeuvre set serge1963memoirs note=Lent && oeuvre undo 2")]
pub struct Args {
    /// How many changes, counted from the last one back: not the number of a change in the log
    #[arg(value_name = "HOW MANY", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    number: u32,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let mut library = context.open(Access::Write)?;
    let number = usize::try_from(args.number).unwrap_or(usize::MAX);
    // A number from `oeuvre log` is meant for that change alone, and not for so many.
    let done = library.log(usize::MAX)?.iter().filter(|logged| logged.state == ChangeState::Done).count();
    if done > 0 && number > done {
        let reason = format!(
            "only {} can be taken back, and {number} are asked for",
            counted(done, "change", "changes")
        );
        return Err(
            Failure::new(reason).hint("undo counts from the last change back; `oeuvre log` shows them")
        );
    }
    let changes = library.undo(number)?;
    tell(&changes, "undid", context)
}

/// Says which changes were turned, and as data which these were.
pub fn tell(changes: &[LoggedChange], did: &str, context: &mut Context) -> Result<Outcome, Failure> {
    for logged in changes {
        let counts = match counts(logged) {
            counts if counts.is_empty() => String::new(),
            counts => format!(" ({counts})"),
        };
        let line = visible(&logged.change.summary);
        context.messages.say(format_args!("{did} {}: {line}{counts}", logged.id.0));
    }
    if context.json {
        let record = |logged: &LoggedChange| json!({ "change": logged.id.0, "line": logged.change.summary });
        context.out.json(&changes.iter().map(record).collect::<Json>())?;
    }
    if changes.is_empty() {
        let done = if did == "undid" { "undo" } else { "redo" };
        context.messages.say(format_args!("there is nothing to {done}"));
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Done)
}
