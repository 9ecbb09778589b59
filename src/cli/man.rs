use std::path::PathBuf;

use super::{Context, Failure, Outcome, command_line};

/// Print the manual page, or write the pages of all commands
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre man | man -l -
  oeuvre man --dir ~/.local/share/man/man1")]
pub struct Args {
    /// Write one page for each command into this folder
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    dir: Option<PathBuf>,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let Some(folder) = &args.dir else {
        let mut page = Vec::new();
        clap_mangen::Man::new(command_line()).render(&mut page)?;
        context.out.file().write_all(&page)?;
        return Ok(Outcome::Done);
    };
    std::fs::create_dir_all(folder).map_err(|error| Failure::file(folder.display(), &error))?;
    let written = clap_mangen::generate_to(command_line(), folder);
    written.map_err(|error| Failure::file(folder.display(), &error))?;
    Ok(Outcome::Done)
}
