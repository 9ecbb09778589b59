//! `check` without a style: the rules, what they find, and mending.

use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    check::{Told, lines, sentence},
    list::{Noun, Query},
    output::{ASIDE, Colour, KEY},
    today,
    visible::visible,
    words::{counted, listed},
};
use crate::{
    library::{Access, Commitment, LintOptions, Linted, Mended, Severity},
    lint::{CHECKS, Change, Check, Finding, check_of},
    model::{Value, likeness::nearest},
};

/// Which rules are applied, and what is done with what they find.
#[derive(Debug, clap::Args)]
pub struct RulesChoice {
    /// Apply these rules alone
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', conflicts_with = "style")]
    only: Vec<String>,
    /// Apply all rules but these
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', conflicts_with = "style")]
    skip: Vec<String>,
    /// Mend what can be mended without losing anything
    #[arg(long, conflicts_with = "style")]
    fix: bool,
    /// With --fix: tell what would be mended, and change nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// Write findings as GitHub Actions and others read them
    #[arg(long, conflicts_with_all = ["style", "fix"])]
    annotations: bool,
    /// List the rules
    #[arg(long, conflicts_with_all = ["style", "fix", "explain", "terms"])]
    rules: bool,
    /// Explain a rule; without a rule, list them
    #[arg(long, value_name = "RULE", num_args = 0..=1, conflicts_with_all = ["style", "fix", "terms"])]
    explain: Option<Option<String>>,
}

pub fn run(
    query: &Query,
    choice: &RulesChoice,
    least: Severity,
    context: &mut Context,
) -> Result<Outcome, Failure> {
    if let Some(Some(id)) = &choice.explain {
        return explain(named(id)?, context);
    }
    let mut checks = chosen(choice)?;
    checks.retain(|check| check.severity <= least);
    if choice.rules || choice.explain.is_some() {
        return list_rules(&checks, context);
    }
    let text = query.text();
    let today = today::today();
    let options = LintOptions { query: &text, checks: &checks, today: &today };
    let linted = if choice.fix {
        let commitment = if choice.dry_run { Commitment::Rehearse } else { Commitment::Keep };
        context.open(Access::Write)?.mend_findings(&options, commitment)?
    } else {
        context.open(Access::Read)?.lint(&options)?
    };
    if linted.editions == 0 {
        return query.outcome(0, Noun::Edition, context);
    }
    tell(&linted, choice, context)?;
    Ok(if linted.findings.is_empty() { Outcome::Done } else { Outcome::Findings })
}

fn tell(linted: &Linted, choice: &RulesChoice, context: &mut Context) -> Result<(), Failure> {
    if choice.annotations {
        let file = context.place().existing()?.display().to_string();
        for finding in &linted.findings {
            context.out.line(&visible(&annotation(finding, &file)))?;
        }
    } else if context.json {
        let findings = linted.findings.iter().map(record).collect::<Json>();
        if choice.fix {
            let mended = linted.mended.iter().map(mended_record).collect::<Json>();
            context.out.json(&json!({ "mended": mended, "findings": findings }))?;
        } else {
            context.out.json(&findings)?;
        }
    } else {
        for line in mended_lines(&linted.mended, context.out.colour()) {
            context.out.line(&line)?;
        }
        for line in lines(linted.findings.iter().map(told), context.out.colour()) {
            context.out.line(&line)?;
        }
    }
    context.messages.say(summary(linted, choice));
    Ok(())
}

fn named(id: &str) -> Result<&'static Check, Failure> {
    check_of(id.trim()).ok_or_else(|| {
        let near = nearest(id, CHECKS.iter().map(|check| check.id));
        let failure = Failure::new(format!("no rule is called {id:?}"));
        match near.first() {
            Some(near) => failure.hint(format!("did you mean {near}?")),
            None => failure.hint("`oeuvre check --rules` lists them"),
        }
    })
}

/// The rules that are asked for, in the order of the table.
fn chosen(choice: &RulesChoice) -> Result<Vec<&'static Check>, Failure> {
    let ids = |list: &[String]| {
        list.iter().map(|id| Ok(named(id)?.id)).collect::<Result<Vec<&'static str>, Failure>>()
    };
    let (only, skip) = (ids(&choice.only)?, ids(&choice.skip)?);
    let is_chosen =
        |check: &&Check| (only.is_empty() || only.contains(&check.id)) && !skip.contains(&check.id);
    Ok(CHECKS.iter().filter(is_chosen).collect())
}

fn list_rules(checks: &[&'static Check], context: &mut Context) -> Result<Outcome, Failure> {
    if context.json {
        context.out.json(&checks.iter().map(|check| rule_record(check)).collect::<Json>())?;
        return Ok(Outcome::Done);
    }
    let widest = checks.iter().map(|check| check.id.len()).max().unwrap_or_default();
    let colour = context.out.colour();
    for check in checks {
        let fill = " ".repeat(widest - check.id.len() + 2);
        let severity = check.severity.as_str();
        let id = colour.paint(KEY, check.id);
        context.out.line(&format!("{id}{fill}{severity:<7}  {}", check.explanation))?;
    }
    context.messages.say(counted(checks.len(), "rule", "rules"));
    Ok(Outcome::Done)
}

fn explain(check: &'static Check, context: &mut Context) -> Result<Outcome, Failure> {
    if context.json {
        context.out.json(&rule_record(check))?;
        return Ok(Outcome::Done);
    }
    let id = context.out.colour().paint(KEY, check.id);
    context.out.line(&format!("{id} ({})", check.severity.as_str()))?;
    context.out.line(check.explanation)?;
    context.out.line(&format!("For example: {}", check.example))?;
    Ok(Outcome::Done)
}

fn told(finding: &Finding) -> Told<'_> {
    let changes: Vec<String> = finding.remark.fix.iter().map(change_words).collect();
    Told {
        key: &finding.key,
        severity: finding.check.severity,
        message: &finding.remark.message,
        rule: Some(finding.check.id),
        remedy: (!changes.is_empty()).then(|| format!("--fix: {}", changes.join(", "))),
    }
}

/// `doi=10.1000/182`; `no url`
fn change_words(to: &Change) -> String {
    let name = to.name().unwrap_or_default();
    match &to.value {
        value if value.is_empty() => format!("no {name}"),
        // Several are told apart by quotation marks, since what is joined looks as they do together.
        Value::List(several) if several.len() > 1 => format!("{name}={}", parts(several)),
        value => format!("{name}={}", value.to_display()),
    }
}

/// What was mended of each edition under its key.
fn mended_lines(mended: &[Mended], colour: Colour) -> Vec<String> {
    let mut lines = Vec::new();
    let mut before = None;
    for one in mended {
        if before != Some(&one.key) {
            lines.push(colour.paint(KEY, visible(&one.key)));
            before = Some(&one.key);
        }
        let was = shown(one.before.as_ref());
        let line = format!("{}: {was} → {}", one.field, shown(Some(&one.after)));
        let id = colour.paint(ASIDE, format_args!("[{}]", one.check.id));
        lines.push(format!("  {} {id}", visible(&line)));
    }
    lines
}

fn shown(value: Option<&Value>) -> String {
    match value.filter(|value| !value.is_empty()) {
        Some(Value::List(several)) => parts(several),
        Some(value) => format!("{:?}", value.to_display()),
        None => "nothing".to_owned(),
    }
}

/// `"Doubleday" and "Hamish Hamilton"`
fn parts(several: &[String]) -> String {
    listed(&several.iter().map(|one| format!("{one:?}")).collect::<Vec<_>>())
}

/// `12 editions: 3 errors and 1 note; 2 values mended`
fn summary(linted: &Linted, choice: &RulesChoice) -> String {
    let severities = linted.findings.iter().map(|finding| finding.check.severity);
    let found = sentence(&counted(linted.editions, "edition", "editions"), severities);
    let can_be_mended = linted.findings.iter().filter(|finding| !finding.remark.fix.is_empty()).count();
    let mended = counted(linted.mended.len(), "value", "values");
    match (choice.fix, choice.dry_run) {
        (true, true) => format!("{found}; {mended} would be mended"),
        (true, false) => format!("{found}; {mended} mended"),
        (false, _) if can_be_mended > 0 => format!("{found}; --fix mends {can_be_mended}"),
        (false, _) => found,
    }
}

/// A workflow command of GitHub Actions, which other systems read as well.
fn annotation(finding: &Finding, file: &str) -> String {
    let command = match finding.check.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let message = format!("{}: {}", finding.key, finding.remark.message);
    format!("::{command} file={},line=1,title={}::{}", property(file), finding.check.id, data(&message))
}

fn record(finding: &Finding) -> Json {
    let change = |to: &Change| json!({ "field": to.name(), "value": value(Some(&to.value)) });
    json!({
        "check": finding.check.id,
        "severity": finding.check.severity.as_str(),
        "key": finding.key,
        "field": finding.remark.field,
        "message": finding.remark.message,
        "fix": finding.remark.fix.iter().map(change).collect::<Json>(),
    })
}

fn mended_record(one: &Mended) -> Json {
    json!({
        "check": one.check.id,
        "key": one.key,
        "field": one.field,
        "before": value(one.before.as_ref()),
        "after": value(Some(&one.after)),
    })
}

fn value(value: Option<&Value>) -> Json {
    match value.filter(|value| !value.is_empty()) {
        None => Json::Null,
        Some(Value::Text(text)) => json!(text),
        Some(Value::List(list)) => json!(list),
        Some(Value::Date(date)) => json!(date.as_str()),
    }
}

fn rule_record(check: &Check) -> Json {
    json!({
        "id": check.id,
        "severity": check.severity.as_str(),
        "explanation": check.explanation,
        "example": check.example,
    })
}
