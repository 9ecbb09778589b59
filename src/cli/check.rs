use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    list::Query,
    output::{ASIDE, Colour, ERROR, HINT, KEY, WARNING},
    styling::StyleChoice,
    visible::visible,
    words::{counted, listed},
};
use crate::library::{Access, CheckOptions, Checked, Finding, Severity};

/// Tell what a citation style will not print, or needs and lacks
///
/// Each reference is printed in the style with and without each value that readers expect: the translator, the date,
/// the original behind a translation, pages, publisher. What makes no difference is not printed; what is lacking and
/// would be printed is needed. Findings are errors (readers get it wrong), warnings (something that is expected) and
/// notes (the style may leave it out with reason).
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre check --style mla author:serge
  oeuvre check --style apa --least warning kind:novel
  oeuvre check --style chicago --json kind:memoir")]
pub struct Args {
    #[command(flatten)]
    query: Query,
    #[command(flatten)]
    choice: StyleChoice,
    /// Pass over what matters less: error, warning, note
    #[arg(long, value_name = "SEVERITY", default_value = "note", value_parser = severity)]
    least: Severity,
}

fn severity(word: &str) -> Result<Severity, String> {
    let found = Severity::ALL.iter().copied().find(|severity| severity.as_str() == word);
    let words = || Severity::ALL.iter().map(|severity| severity.as_str()).collect::<Vec<_>>().join(", ");
    found.ok_or_else(|| format!("it can be {}", words()))
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let style = args.choice.style()?;
    let language = args.choice.language()?;
    let library = context.open(Access::Read)?;
    let query = args.query.text();
    let options =
        CheckOptions { query: &query, style: &style, language: language.as_deref(), least: args.least };
    let checked = library.check(&options)?;
    if checked.references == 0 {
        return args.query.outcome(0, "edition", context);
    }
    if context.json {
        context.out.json(&checked.findings.iter().map(record).collect::<Json>())?;
    } else {
        for line in lines(&checked.findings, context.out.colour()) {
            context.out.line(&line)?;
        }
        context.messages.say(visible(&summary(&checked, &style.title)));
    }
    Ok(if checked.findings.is_empty() { Outcome::Done } else { Outcome::Findings })
}

/// The findings of each edition under its key.
fn lines(findings: &[Finding], colour: Colour) -> Vec<String> {
    let mut lines = Vec::new();
    let mut before = None;
    for finding in findings {
        if before != Some(&finding.key) {
            lines.push(colour.paint(KEY, visible(&finding.key)));
            before = Some(&finding.key);
        }
        let style = match finding.severity {
            Severity::Error => ERROR,
            Severity::Warning => WARNING,
            Severity::Note => HINT,
        };
        let word = colour.paint(style, format_args!("{}:", finding.severity.as_str()));
        lines.push(format!("  {word} {}", visible(&finding.message)));
        if let Some(remedy) = &finding.remedy {
            lines.push(format!("    {}", colour.paint(ASIDE, visible(remedy))));
        }
    }
    lines
}

/// `12 references in MLA: 3 errors and 1 note`
fn summary(checked: &Checked, style: &str) -> String {
    let count = |severity: Severity| {
        let found = checked.findings.iter().filter(|finding| finding.severity == severity).count();
        let (one, several) = match severity {
            Severity::Error => ("error", "errors"),
            Severity::Warning => ("warning", "warnings"),
            Severity::Note => ("note", "notes"),
        };
        (found > 0).then(|| counted(found, one, several))
    };
    let counts: Vec<String> = Severity::ALL.iter().copied().filter_map(count).collect();
    let found = if counts.is_empty() { "nothing found".to_owned() } else { listed(&counts) };
    format!("{} in {style}: {found}", counted(checked.references, "reference", "references"))
}

fn record(finding: &Finding) -> Json {
    json!({
        "key": finding.key,
        "field": finding.field,
        "severity": finding.severity.as_str(),
        "message": finding.message,
        "remedy": finding.remedy,
    })
}
