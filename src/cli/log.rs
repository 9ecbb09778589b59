use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    output::{ASIDE, Colour, KEY},
    visible::visible,
    words::listed,
};
use crate::library::{Access, ChangeState, LoggedChange, PARTS_CHANGED};

/// Tell what was changed, when and by which command
///
/// The newest change comes first. With a key, only the changes after which that edition, or what it is an edition or
/// a translation of, was not as before.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre set serge1963memoirs note=Signed && oeuvre log
  oeuvre set serge1963memoirs note=Signed && oeuvre log serge1963memoirs
  oeuvre set serge1963memoirs note=Signed && oeuvre log --limit 5 --json")]
pub struct Args {
    /// The citation key of an edition, now or before
    #[arg(value_name = "KEY")]
    key: Option<String>,
    /// At most so many changes
    #[arg(long, short = 'n', value_name = "NUMBER", default_value_t = 20)]
    limit: usize,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let changes = match &args.key {
        None => context.open(Access::Read)?.log(args.limit)?,
        Some(key) => {
            let mut library = context.open(Access::Rehearse)?;
            let mut changes = library.log_of(key)?;
            if changes.is_empty() {
                // An edition that was never there is a mistake, one that never changed is not.
                library.edition(key)?;
            }
            changes.truncate(args.limit);
            changes
        }
    };
    if context.json {
        context.out.json(&changes.iter().map(record).collect::<Json>())?;
    } else {
        let colour = context.out.colour();
        for logged in &changes {
            context.out.line(&line(logged, colour))?;
        }
    }
    if changes.is_empty() {
        context.messages.say("nothing was changed since the library was made");
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Done)
}

fn record(logged: &LoggedChange) -> Json {
    json!({
        "change": logged.id.0,
        "time": logged.change.time,
        "command": logged.change.command,
        "line": logged.change.summary,
        "counts": numbers(logged),
        "parts": parts(logged),
        "undone": logged.state == ChangeState::Undone,
    })
}

/// What was counted, by its name; not the numbers of rows.
fn numbers(logged: &LoggedChange) -> serde_json::Map<String, Json> {
    let mut counts: serde_json::Map<String, Json> =
        serde_json::from_str(&logged.change.counts).unwrap_or_default();
    counts.retain(|_, count| count.is_number());
    counts
}

fn line(logged: &LoggedChange, colour: Colour) -> String {
    let undone = if logged.state == ChangeState::Undone { " (undone)" } else { "" };
    let counts = match counts(logged) {
        counts if counts.is_empty() => String::new(),
        counts => format!("  {}", colour.paint(ASIDE, counts)),
    };
    let number = colour.paint(KEY, logged.id.0);
    format!("{number}  {}  {}{undone}{counts}", logged.change.time, visible(&logged.change.summary))
}

/// What came, changed and went: `3 editions and 1 work added, 1 edition changed`.
pub fn counts(logged: &LoggedChange) -> String {
    let (counts, parts) = (numbers(logged), parts(logged));
    let of_verb = |verb: &str| {
        let with = counts
            .iter()
            .filter_map(|(name, count)| Some((name.strip_suffix(verb)?.trim(), count.as_u64()?)));
        let things: Vec<String> =
            with.map(|(things, count)| format!("{count} {}", singular(things, count))).collect();
        let of_parts = match parts.as_slice() {
            parts if verb == CHANGED && !parts.is_empty() => format!(" ({})", listed(parts)),
            _ => String::new(),
        };
        (!things.is_empty()).then(|| format!("{} {verb}{of_parts}", listed(&things)))
    };
    ["added", CHANGED, "removed"].into_iter().filter_map(of_verb).collect::<Vec<_>>().join(", ")
}

/// The verb that [`parts`] go with.
const CHANGED: &str = "changed";

/// What of the records was changed, where nothing of themselves was: `keywords`.
fn parts(logged: &LoggedChange) -> Vec<String> {
    let counts: serde_json::Map<String, Json> =
        serde_json::from_str(&logged.change.counts).unwrap_or_default();
    let parts = counts.get(PARTS_CHANGED).and_then(Json::as_array).into_iter().flatten();
    parts.filter_map(Json::as_str).map(str::to_owned).collect()
}

/// `edition` for one of `editions`.
fn singular(things: &str, count: u64) -> &str {
    match (things, count) {
        ("people", 1) => "person",
        ("list entries", 1) => "list entry",
        ("queries", 1) => "query",
        (things, 1) => things.strip_suffix('s').unwrap_or(things),
        (things, _) => things,
    }
}
