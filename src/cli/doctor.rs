use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    output::{ERROR, WARNING},
    visible::visible,
    words::counted,
};
use crate::library::{Access, Ailment, Trouble};

/// Look whether the library is sound, and mend what can be mended
///
/// Looks at the file as SQLite does, at indexes, at rows that point at others, at the full text against what it is made
/// from, and at keys. What the rest of the library tells can be mended; a copy of the library is made before.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre doctor
  oeuvre doctor --mend
  oeuvre doctor --json

Exit code 1 means that something is wrong.")]
pub struct Args {
    /// Mend what can be mended
    #[arg(long)]
    mend: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let mut library = context.open(if args.mend { Access::Write } else { Access::Rehearse })?;
    let (copy, mended) = if args.mend { library.mend()? } else { (None, Vec::new()) };
    if let Some(copy) = &copy {
        context.messages.say(format_args!("kept a copy: {}", visible(&copy.display().to_string())));
    }
    let troubles = library.troubles()?;
    if context.json {
        let records = |troubles: &[Trouble]| troubles.iter().map(record).collect::<Json>();
        let copy = copy.map(|path| path.display().to_string());
        context
            .out
            .json(&json!({ "copy": copy, "mended": records(&mended), "wrong": records(&troubles) }))?;
    } else {
        for trouble in &mended {
            context.messages.say(format_args!("mended: {}", visible(&trouble.detail)));
        }
        for trouble in &troubles {
            let style = if trouble.ailment.can_be_mended() { WARNING } else { ERROR };
            context.out.line(&context.out.colour().paint(style, visible(&trouble.detail)))?;
        }
    }
    if troubles.is_empty() {
        context.messages.say("the library is sound");
        return Ok(Outcome::Done);
    }
    context.messages.say(counted(troubles.len(), "thing is wrong", "things are wrong"));
    if troubles.iter().any(|trouble| trouble.ailment.can_be_mended()) {
        context.messages.say("`oeuvre doctor --mend` mends what can be mended");
    }
    if troubles.iter().any(|trouble| !trouble.ailment.can_be_mended()) {
        context.messages.say(
            "what a broken file still holds can be kept with `oeuvre dump -o library.yaml` and `oeuvre load`; \
             copies made by `oeuvre backup` are whole libraries",
        );
    }
    Ok(Outcome::Findings)
}

fn record(trouble: &Trouble) -> Json {
    let kind = match trouble.ailment {
        Ailment::File => "file",
        Ailment::Index => "index",
        Ailment::Pointer => "pointer",
        Ailment::FullText => "full-text",
        Ailment::CitationKey => "citation-key",
    };
    json!({ "kind": kind, "detail": trouble.detail, "can_be_mended": trouble.ailment.can_be_mended() })
}
