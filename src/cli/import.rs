use std::{io::Read, path::PathBuf};

use indicatif::ProgressBar;
use serde_json::json;

use super::{
    Context, Failure, Outcome,
    output::{ERROR, Messages, WARNING},
    target,
    visible::visible,
    words::{counted, listed},
};
use crate::{
    formats::{Format, Problem, Severity},
    library::{Access, Commitment, ImportReport, Input},
};

/// Read bibliographies into the library
///
/// The format is told by content and name unless --format says it. Every problem is reported as
/// path:line: reason, and the entries around it are kept. Entries that are there already are not read again.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre import refs.bib
  oeuvre import --dry-run refs.bib zotero.json
  cat refs.bib | oeuvre import --format biblatex -

Exit code 1 means that something could not be kept as it stood.")]
pub struct Args {
    /// The files; - for standard input
    #[arg(required = true, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// Read all files in this format
    #[arg(long, short, value_name = "FORMAT")]
    format: Option<String>,
    /// Report what would be done and change nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let format = args.format.as_deref().map(target::format_to_read).transpose()?;
    let mut inputs = Vec::new();
    for file in &args.files {
        inputs.push(input(file, format)?);
    }
    let commitment = if args.dry_run { Commitment::Rehearse } else { Commitment::Keep };
    let mut library = context.open(Access::Write)?;
    let progress = progress(context.messages, "{spinner} {human_pos} entries filed");
    let imported = library.import(&inputs, commitment, &mut |filed| progress.set_position(filed as u64));
    progress.finish_and_clear();
    let report = imported?;
    tell_problems(&report.problems, context.messages);
    if context.json {
        context.out.json(&record(&report))?;
    } else {
        context.messages.say(summary(&report, commitment));
    }
    if report.read == 0 {
        context.messages.problem("there is no entry to read");
    }
    Ok(if report.has_findings() || report.read == 0 { Outcome::Findings } else { Outcome::Done })
}

/// The bytes of a file, or of standard input for `-`.
pub fn input(file: &PathBuf, format: Option<&'static dyn Format>) -> Result<Input, Failure> {
    let name = file.display().to_string();
    let bytes = if name == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    let bytes = bytes.map_err(|error| Failure::file(&name, &error))?;
    Ok(Input { name, bytes, format })
}

/// A counter on a terminal; nothing elsewhere.
pub fn progress(messages: Messages, template: &str) -> ProgressBar {
    if !messages.shows_progress() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = indicatif::ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

/// Tells each problem as `path:line: key: field: reason`.
pub fn tell_problems(problems: &[(String, Problem)], messages: Messages) {
    let colour = messages.colour();
    for (path, problem) in problems {
        let mut line = format!("{path}:{}: ", problem.line);
        for part in [&problem.key, &problem.field].into_iter().flatten() {
            line.push_str(&format!("{part}: "));
        }
        line.push_str(&problem.reason);
        let line = visible(&line);
        match problem.severity {
            Severity::Notice => messages.say(line),
            Severity::Warning => messages.problem(colour.paint(WARNING, line)),
            Severity::Error => messages.problem(colour.paint(ERROR, line)),
        }
    }
}

fn summary(report: &ImportReport, commitment: Commitment) -> String {
    let mut parts = vec![counted(report.editions, "new edition", "new editions")];
    if report.identical > 0 {
        parts.push(format!("{} there already", report.identical));
    }
    parts.push(counted(report.new_works, "new work", "new works"));
    if report.joined_works > 0 {
        parts.push(format!("{} joined to works that were there", report.joined_works));
    }
    let problems = report.problems.iter().filter(|(_, problem)| problem.severity > Severity::Notice).count();
    if problems > 0 {
        parts.push(counted(problems, "problem", "problems"));
    }
    let undone = match commitment {
        Commitment::Keep => "",
        Commitment::Rehearse => " (dry run: nothing was changed)",
    };
    format!("read {}: {}{undone}", counted(report.read, "entry", "entries"), listed(&parts))
}

fn record(report: &ImportReport) -> serde_json::Value {
    let problems = report.problems.iter().map(|(path, problem)| {
        json!({
            "path": path,
            "line": problem.line,
            "key": problem.key,
            "field": problem.field,
            "reason": problem.reason,
            "severity": match problem.severity {
                Severity::Notice => "notice",
                Severity::Warning => "warning",
                Severity::Error => "error",
            },
        })
    });
    json!({
        "read": report.read,
        "editions": report.editions,
        "identical": report.identical,
        "new_works": report.new_works,
        "joined_works": report.joined_works,
        "keys": report.filed.iter().map(|filed| &filed.key).collect::<Vec<_>>(),
        "problems": problems.collect::<Vec<_>>(),
    })
}
