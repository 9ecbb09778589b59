use serde_json::json;

use super::{
    Context, Failure, Outcome,
    visible::visible,
    words::{counted, listed},
};
use crate::library::{Access, Removed};

/// Remove editions
///
/// What nothing else needs goes with them: their texts and works, originals and books that only they
/// mentioned. An edition that others are part of or come from is refused.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre remove serge1967birth
  oeuvre remove serge1967birth serge1982midnight")]
pub struct Args {
    /// The keys of the editions
    #[arg(required = true, value_name = "KEY")]
    keys: Vec<String>,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let mut library = context.open(Access::Write)?;
    let removed = library.remove(&args.keys)?;
    if context.json {
        context.out.json(&json!({
            "editions": removed.editions,
            "mentioned": removed.mentioned,
            "works": removed.works,
            "people": removed.agents,
        }))?;
    } else {
        context.messages.say(visible(&sentence(&removed)));
    }
    Ok(Outcome::Done)
}

fn sentence(removed: &Removed) -> String {
    let mut with = Vec::new();
    if !removed.mentioned.is_empty() {
        with.push(format!("{}, which nothing else mentions", listed(&removed.mentioned)));
    }
    if !removed.works.is_empty() {
        let noun = if removed.works.len() == 1 { "the work" } else { "the works" };
        with.push(format!("{noun} {}", listed(&removed.works)));
    }
    if removed.agents > 0 {
        with.push(counted(removed.agents, "person who did nothing else", "people who did nothing else"));
    }
    let with = if with.is_empty() { String::new() } else { format!("; with it went {}", with.join("; ")) };
    format!("removed {}{with}", listed(&removed.editions))
}
