use super::{Context, Failure, Outcome, command_line};

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre completions bash > ~/.local/share/bash-completion/completions/oeuvre
  oeuvre completions fish > ~/.config/fish/completions/oeuvre.fish")]
pub struct Args {
    /// The shell
    shell: clap_complete::Shell,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command_line(), "oeuvre", &mut script);
    context.out.file().write_all(&script)?;
    Ok(Outcome::Done)
}
