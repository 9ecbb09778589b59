use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    output::{ASIDE, KEY, padded},
};
use crate::fields::{PROFILES, Profile, profiles_of};
use crate::formats::{FORMATS, PAGES};

/// List the formats that can be read and written, and their profiles
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre formats
  oeuvre formats --json")]
pub struct Args {}

/// What is said of a format.
struct Line {
    name: &'static str,
    reads: bool,
    writes: bool,
    profiles: Vec<&'static Profile>,
    extensions: Vec<&'static str>,
    purpose: &'static str,
}

pub fn run(_: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let formats = FORMATS.iter().map(|format| Line {
        name: format.name(),
        reads: true,
        writes: format.can_write(),
        profiles: profiles_of(format.family()).collect(),
        extensions: format.extensions().to_vec(),
        purpose: format.purpose(),
    });
    let pages = PAGES.iter().map(|page| Line {
        name: page.name(),
        reads: false,
        writes: true,
        profiles: Vec::new(),
        extensions: vec![page.extension()],
        purpose: page.purpose(),
    });
    let lines: Vec<Line> = formats.chain(pages).collect();
    if context.json {
        let records = lines.iter().map(|line| {
            json!({
                "name": line.name,
                "reads": line.reads,
                "writes": line.writes,
                "profiles": line.profiles.iter().map(|profile| json!({
                    "name": format!("{}:{}", profile.family, profile.name),
                    "audience": profile.audience,
                })).collect::<Json>(),
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
        let verbs = match (line.reads, line.writes) {
            (true, true) => "reads, writes",
            (true, false) => "reads        ",
            _ => "       writes",
        };
        let endings: Vec<_> = line.extensions.iter().map(|ending| format!(".{ending}")).collect();
        let endings = colour.paint(ASIDE, format!("({})", endings.join(", ")));
        context.out.line(&format!("{name}  {verbs}  {} {endings}", line.purpose))?;
    }
    let profiles: Vec<_> = PROFILES.iter().filter(|profile| !profile.is_default()).collect();
    let full = |profile: &Profile| format!("{}:{}", profile.family, profile.name);
    let widest = profiles.iter().map(|profile| full(profile).len()).max().unwrap_or(0);
    context.out.line("")?;
    context.out.line("Profiles shape a format for one target (export --profile):")?;
    for profile in profiles {
        let name = colour.paint(KEY, padded(&full(profile), widest));
        context.out.line(&format!("{name}  {}", profile.audience))?;
    }
    Ok(Outcome::Done)
}
