use std::path::PathBuf;

use serde_json::json;

use super::{Context, Failure, Outcome, import, today, visible::visible, words::counted};
use crate::library::{Error, Input, Library, Loaded, likely_format};

/// Read the text form into a new or empty library
///
/// The library is made when it is not there. One that holds something already is refused, so that nothing is
/// mixed up.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre load library.yaml
  cat library.yaml | oeuvre load - --library other.db")]
pub struct Args {
    /// The file; - for standard input
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    file: PathBuf,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let input = import::input(&args.file, None)?;
    let place = context.place();
    let path = place.existing().unwrap_or_else(|_| place.new_library());
    let bytes = input.content.whole().map_err(|error| Failure::file(&input.name, &error))?;
    let loaded = Library::load(&path, &input.name, &bytes, &today::time());
    let loaded = loaded.map_err(|error| refusal(error, &input))?;
    if context.json {
        context.out.json(&json!({
            "library": path.display().to_string(),
            "works": loaded.works,
            "editions": loaded.editions,
            "mentioned": loaded.mentioned,
            "people": loaded.agents,
        }))?;
        return Ok(Outcome::Done);
    }
    context.messages.say(format_args!(
        "loaded {}, {} and {} into {}",
        counted(loaded.works, "work", "works"),
        loaded_editions(&loaded),
        counted(loaded.agents, "person or body", "people and bodies"),
        visible(&path.display().to_string())
    ));
    Ok(Outcome::Done)
}

/// Why a file was not loaded, and what reads it where it is a bibliography.
fn refusal(error: Error, input: &Input) -> Failure {
    let format = if matches!(error, Error::BadText { .. }) { likely_format(input) } else { None };
    match format {
        Some(format) => Failure::from(error)
            .hint(format!("it looks like {format}; `oeuvre import {}` reads that", visible(&input.name))),
        None => error.into(),
    }
}

/// `150 editions (and 51 only mentioned)`: those that `list` shows, and the others.
pub fn loaded_editions(loaded: &Loaded) -> String {
    let listed = counted(loaded.editions, "edition", "editions");
    match loaded.mentioned {
        0 => listed,
        mentioned => format!("{listed} (and {mentioned} only mentioned)"),
    }
}
