use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    output::{ASIDE, KEY, padded},
};
use crate::formats::{FORMATS, PAGES};

/// List the formats that can be read and written
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre formats
  oeuvre formats --json")]
pub struct Args {}

/// What is said of a format.
struct Line {
    name: &'static str,
    reads: bool,
    extensions: Vec<&'static str>,
    purpose: &'static str,
}

pub fn run(_: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let formats = FORMATS.iter().map(|format| Line {
        name: format.name(),
        reads: true,
        extensions: format.extensions().to_vec(),
        purpose: format.purpose(),
    });
    let pages = PAGES.iter().map(|page| Line {
        name: page.name(),
        reads: false,
        extensions: vec![page.extension()],
        purpose: page.purpose(),
    });
    let lines: Vec<Line> = formats.chain(pages).collect();
    if context.json {
        let records = lines.iter().map(|line| {
            json!({
                "name": line.name,
                "reads": line.reads,
                "writes": true,
                "extensions": line.extensions,
                "purpose": line.purpose,
            })
        });
        context.out.json(&records.collect::<Json>())?;
        return Ok(Outcome::Done);
    }
    let colour = context.out.colour();
    let widest = lines.iter().map(|line| line.name.len()).max().unwrap_or(0);
    for line in &lines {
        let name = colour.paint(KEY, padded(line.name, widest));
        let verbs = if line.reads { "reads, writes" } else { "writes       " };
        let endings: Vec<_> = line.extensions.iter().map(|ending| format!(".{ending}")).collect();
        let endings = colour.paint(ASIDE, format!("({})", endings.join(", ")));
        context.out.line(&format!("{name}  {verbs}  {} {endings}", line.purpose))?;
    }
    Ok(Outcome::Done)
}
