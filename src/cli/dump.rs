use std::path::{Path, PathBuf};

use super::{Context, Failure, Outcome};
use crate::library::{Access, write_whole};

/// Write the whole library as one YAML file
///
/// The text form is the same for the same library, made to be read, edited and kept in git; `oeuvre load`
/// reads it back to an equal library.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre dump
  oeuvre dump -o library.yaml")]
pub struct Args {
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    output: Option<PathBuf>,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    if context.json {
        return Err(Failure::new("a dump is YAML, and only that is read back by `oeuvre load`")
            .hint("`oeuvre tree --json` and `oeuvre people --json` print the data as JSON"));
    }
    let library = context.open(Access::Read)?;
    match args.output.as_deref().filter(|path| *path != Path::new("-")) {
        Some(path) => {
            write_whole(path, |out| library.dump(out))?;
            context.messages.say(format_args!("wrote {}", path.display()));
        }
        None => library.dump(&mut context.out.file())?,
    }
    Ok(Outcome::Done)
}
