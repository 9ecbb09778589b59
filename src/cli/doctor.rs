use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    output::{ERROR, WARNING},
    visible::visible,
    words::counted,
};
use crate::library::{self, Access, Ailment, Salvaged, Trouble};

/// Look whether the library is sound, and mend what can be mended
///
/// Looks at the file as SQLite does, at indexes, at rows that point at others, at the full text and what is kept for
/// lists and counts against what they are made from, and at keys. What the rest of the library tells can be mended; a copy of the library is made before.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre doctor
  oeuvre doctor --mend
  oeuvre doctor --json
  oeuvre doctor --salvage saved.db

Exit code 1 means that something is wrong.")]
pub struct Args {
    /// Mend what can be mended
    #[arg(long)]
    mend: bool,
    /// Put what can still be read of a damaged library into a new one; the damaged one stays as it is
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, conflicts_with = "mend")]
    salvage: Option<PathBuf>,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    if let Some(target) = &args.salvage {
        return salvage_to(target, context);
    }
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
            "copies made by `oeuvre backup` are whole libraries; what a broken file still holds is put into a new one \
             with `oeuvre doctor --salvage FILE`",
        );
    }
    Ok(Outcome::Findings)
}

fn salvage_to(target: &Path, context: &mut Context) -> Result<Outcome, Failure> {
    let tables = library::salvage(&context.place().existing()?, target)?;
    if context.json {
        let tables = tables.iter().map(|table| {
            json!({
                "table": table.table,
                "kept": table.kept,
                "unreadable": table.unreadable,
                "refused": table.refused,
            })
        });
        context.out.json(&tables.collect::<Json>())?;
    } else {
        for table in tables.iter().filter(|table| table.kept + table.unreadable + table.refused > 0) {
            context.out.line(&told(table))?;
        }
    }
    context.messages.say(format_args!("wrote {}", visible(&target.display().to_string())));
    if tables.iter().all(|table| table.kept == 0) {
        context.messages.say("nothing of the library could be read; the new one is empty");
    }
    let is_whole = tables.iter().all(|table| table.unreadable == 0 && table.refused == 0);
    Ok(if is_whole { Outcome::Done } else { Outcome::Findings })
}

/// `title: 215 rows kept, 2 stretches cannot be read`
fn told(table: &Salvaged) -> String {
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let mut line = format!("{}: {} kept", table.table, counted(number(table.kept), "row", "rows"));
    if table.unreadable > 0 {
        let stretches = counted(number(table.unreadable), "stretch", "stretches");
        line += &format!(", {stretches} of rows cannot be read");
    }
    if table.refused > 0 {
        line += &format!(
            ", {} not what the table may hold",
            counted(number(table.refused), "row is", "rows are")
        );
    }
    line
}

fn record(trouble: &Trouble) -> Json {
    let kind = match trouble.ailment {
        Ailment::File => "file",
        Ailment::Page => "page",
        Ailment::Index => "index",
        Ailment::Pointer => "pointer",
        Ailment::FullText => "full-text",
        Ailment::Summary => "summary",
        Ailment::CitationKey => "citation-key",
    };
    json!({ "kind": kind, "detail": trouble.detail, "can_be_mended": trouble.ailment.can_be_mended() })
}
