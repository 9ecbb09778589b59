use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    linting::{self, RulesChoice},
    list::{Noun, Query},
    output::{ASIDE, Colour, ERROR, HINT, KEY, WARNING},
    styling::StyleChoice,
    visible::visible,
    words::{counted, listed},
};
use crate::library::{Access, CheckOptions, Checked, Finding, Severity};

/// Find mistakes and gaps in the records, or what a citation style will not print of them
///
/// Without --style, rules look at each edition and at the library as a whole: check digits, dates that contradict each
/// other, names and titles that were read wrongly, fields that are missing, translations without translator, people
/// and publishers that are spelled in several ways. --rules lists them, --explain tells more of one. Findings are
/// errors (it is wrong), warnings (it is likely wrong, or lacking) and notes (it may be so with reason).
///
/// With --style, each reference is printed in the style with and without each value that readers expect: the
/// translator, the date, the original behind a translation, pages, publisher. What makes no difference is not printed;
/// what is lacking and would be printed is needed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre check
  oeuvre check --least warning author:serge
  oeuvre check --only isbn-check-digit,doi-form
  oeuvre check --explain isbn-check-digit
  oeuvre check --fix --dry-run
  oeuvre check --style mla author:serge
  oeuvre check --style chicago --json kind:memoir")]
pub struct Args {
    #[command(flatten)]
    query: Query,
    /// Look at what a style prints: a short name, a CSL id or a .csl file; `oeuvre styles` lists those at hand
    #[arg(long, short, value_name = "STYLE")]
    style: Option<String>,
    /// The language of terms such as "edited by": en-GB, fr-FR [default: the style's own]
    #[arg(long, value_name = "LOCALE", requires = "style")]
    locale: Option<String>,
    /// Pass over what matters less: error, warning, note
    #[arg(long, value_name = "SEVERITY", default_value = "note", value_parser = severity)]
    least: Severity,
    #[command(flatten)]
    rules: RulesChoice,
}

fn severity(word: &str) -> Result<Severity, String> {
    let found = Severity::ALL.iter().copied().find(|severity| severity.as_str() == word);
    let words = || Severity::ALL.iter().map(|severity| severity.as_str()).collect::<Vec<_>>().join(", ");
    found.ok_or_else(|| format!("it can be {}", words()))
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    match &args.style {
        Some(style) => check_style(args, &StyleChoice::of(style, args.locale.as_deref()), context),
        None => linting::run(&args.query, &args.rules, args.least, context),
    }
}

fn check_style(args: &Args, choice: &StyleChoice, context: &mut Context) -> Result<Outcome, Failure> {
    let style = choice.style()?;
    let language = choice.language()?;
    let library = context.open(Access::Read)?;
    let query = args.query.text();
    let options =
        CheckOptions { query: &query, style: &style, language: language.as_deref(), least: args.least };
    let checked = library.check(&options)?;
    if checked.references == 0 {
        return args.query.outcome(0, Noun::Edition, context);
    }
    if context.json {
        context.out.json(&checked.findings.iter().map(record).collect::<Json>())?;
    } else {
        for line in lines(checked.findings.iter().map(told), context.out.colour()) {
            context.out.line(&line)?;
        }
        context.messages.say(visible(&summary(&checked, &style.title)));
    }
    Ok(if checked.findings.is_empty() { Outcome::Done } else { Outcome::Findings })
}

/// A finding as it is told.
pub struct Told<'a> {
    /// The key of the edition.
    pub key: &'a str,
    /// How much it matters.
    pub severity: Severity,
    /// What is so.
    pub message: &'a str,
    /// The rule that found it.
    pub rule: Option<&'a str>,
    /// What mends it, on a line of its own.
    pub remedy: Option<String>,
}

/// Findings under the key of each edition.
pub fn lines<'a>(findings: impl IntoIterator<Item = Told<'a>>, colour: Colour) -> Vec<String> {
    let mut lines = Vec::new();
    let mut before = None;
    for finding in findings {
        if before != Some(finding.key) {
            lines.push(colour.paint(KEY, visible(finding.key)));
            before = Some(finding.key);
        }
        let word = severity_word(finding.severity, colour);
        let mut line = format!("  {word} {}", visible(finding.message));
        if let Some(rule) = finding.rule {
            line.push(' ');
            line.push_str(&colour.paint(ASIDE, format_args!("[{rule}]")));
        }
        lines.push(line);
        if let Some(remedy) = &finding.remedy {
            lines.push(format!("    {}", colour.paint(ASIDE, visible(remedy))));
        }
    }
    lines
}

fn told(finding: &Finding) -> Told<'_> {
    Told {
        key: &finding.key,
        severity: finding.severity,
        message: &finding.message,
        rule: None,
        remedy: finding.remedy.clone(),
    }
}

/// The word for a severity in its colour, with a colon.
fn severity_word(severity: Severity, colour: Colour) -> String {
    let style = match severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        Severity::Note => HINT,
    };
    colour.paint(style, format_args!("{}:", severity.as_str())).to_string()
}

/// `12 editions: 3 errors and 1 note`
pub fn sentence(looked_at: &str, severities: impl IntoIterator<Item = Severity>) -> String {
    let severities: Vec<Severity> = severities.into_iter().collect();
    format!("{looked_at}: {}", counts(&severities))
}

/// `3 errors and 1 note`
fn counts(severities: &[Severity]) -> String {
    let count = |severity: Severity| {
        let found = severities.iter().filter(|found| **found == severity).count();
        let (one, several) = match severity {
            Severity::Error => ("error", "errors"),
            Severity::Warning => ("warning", "warnings"),
            Severity::Note => ("note", "notes"),
        };
        (found > 0).then(|| counted(found, one, several))
    };
    let counts: Vec<String> = Severity::ALL.iter().copied().filter_map(count).collect();
    if counts.is_empty() { "nothing found".to_owned() } else { listed(&counts) }
}

/// `12 references in MLA: 3 errors and 1 note`
fn summary(checked: &Checked, style: &str) -> String {
    let references = counted(checked.references, "reference", "references");
    sentence(&format!("{references} in {style}"), checked.findings.iter().map(|finding| finding.severity))
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
