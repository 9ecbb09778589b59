use super::{Context, Failure, Outcome, undo::tell};
use crate::library::Access;

/// Make again what was undone
///
/// What was undone can be redone until something else is changed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre set serge1963memoirs note=Signed && oeuvre undo && oeuvre redo")]
pub struct Args {
    /// How many changes
    #[arg(value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    number: u32,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let mut library = context.open(Access::Write)?;
    let changes = library.redo(usize::try_from(args.number).unwrap_or(usize::MAX))?;
    tell(&changes, "redid", context)
}
