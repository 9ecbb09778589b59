use std::path::PathBuf;

use super::{Context, Failure, Outcome, visible::visible};
use crate::library::Library;

/// Make an empty library
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre init
  oeuvre init russia.db")]
pub struct Args {
    /// The file to make [default: --library, $OEUVRE_LIBRARY or oeuvre.db]
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    file: Option<PathBuf>,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let path = args.file.clone().unwrap_or_else(|| context.place().new_library());
    if std::fs::symlink_metadata(&path).is_ok() {
        return Err(Failure::new(format!("{} is there already", path.display()))
            .hint("name another file, or work on this one with --library; nothing was changed"));
    }
    let library = Library::create(&path)?;
    let shown = library.path().display().to_string();
    if context.json {
        context.out.json(&serde_json::json!({ "library": shown }))?;
    } else {
        context.messages.say(format_args!("made the library {}", visible(&shown)));
    }
    Ok(Outcome::Done)
}
