use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    output::{ASIDE, Colour, KEY},
    visible::visible,
    words::{counted, listed},
};
use crate::library::{
    Access, Choices, Commitment, Comparison, Conflict, Doubt, DuplicateOptions, Gained, Library, Linked,
    Merged,
};

/// Make editions one that are the same, or works that should be one
///
/// All are merged into the first, or into --into. It gets what the others tell and it does not; identifiers, keywords,
/// readings, excerpts, evidence and what points at them come with them, and their keys go on working. Where they tell
/// a fact otherwise, the value of the edition that stays is kept, or that of --prefer or --take, and the other value
/// stays with it as an extra. With --works, only the works of the editions become one; where both know of the same
/// original only through their translations, those mentions become one too, and what came in as an original of its own
/// stands behind that of the first as a translation, once somebody is said to have translated it (`oeuvre set KEY
/// translator=NAME`).
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre merge --dry-run serge1963memoirs serge2012memoirs
  oeuvre merge --into serge2012memoirs --take date=serge1963memoirs serge1963memoirs serge2012memoirs
  oeuvre merge --works serge1963memoirs serge1967birth
  oeuvre merge --auto --dry-run
  oeuvre merge --auto --threshold 95 author:serge

`oeuvre duplicates` finds what could be merged; `oeuvre undo` takes it back.")]
pub struct Args {
    /// The keys of the editions; with --auto a query
    #[arg(value_name = "KEY", required_unless_present = "auto")]
    keys: Vec<String>,
    /// Merge into this one [default: the first]
    #[arg(long, value_name = "KEY", conflicts_with_all = ["auto", "works"])]
    into: Option<String>,
    /// Where they differ, keep the values of this one
    #[arg(long, value_name = "KEY", conflicts_with_all = ["auto", "works"])]
    prefer: Option<String>,
    /// Of this field keep the value of this one; may be given again
    #[arg(long, value_name = "FIELD=KEY", value_parser = taken, conflicts_with_all = ["auto", "works"])]
    take: Vec<(String, String)>,
    /// Make the works one and leave the editions
    #[arg(long, conflicts_with = "auto")]
    works: bool,
    /// Merge all that `oeuvre duplicates` finds and is sure enough
    #[arg(long)]
    auto: bool,
    /// With --auto: how sure it has to be, from 0 to 100
    #[arg(long, short, value_name = "SCORE", requires = "auto", default_value_t = Comparison::SURE, value_parser = clap::value_parser!(u8).range(0..=100))]
    threshold: u8,
    /// Tell what would be done, and change nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
}

fn taken(text: &str) -> Result<(String, String), String> {
    let (field, key) = text.split_once('=').ok_or("it looks like date=KEY")?;
    Ok((field.trim().to_owned(), key.trim().to_owned()))
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let commitment = if args.dry_run { Commitment::Rehearse } else { Commitment::Keep };
    let mut library = context.open(Access::Write)?;
    if args.works {
        let linked = library.merge_works(&args.keys, commitment)?;
        return tell_linked(&linked, args, context);
    }
    let merged = if args.auto {
        auto(args, &mut library, commitment)?
    } else {
        vec![one(args, &mut library, commitment)?]
    };
    for doubt in merged.iter().flat_map(|merged| &merged.doubts) {
        context.messages.warning(visible(&warning(doubt)));
    }
    if context.json {
        context.out.json(&merged.iter().map(record).collect::<Json>())?;
    } else {
        let colour = context.out.colour();
        for line in merged.iter().flat_map(|merged| lines(merged, colour)) {
            context.out.line(&line)?;
        }
        context.messages.say(summary(&merged, args));
    }
    Ok(Outcome::Done)
}

fn one(args: &Args, library: &mut Library, commitment: Commitment) -> Result<Merged, Failure> {
    let choices = Choices { prefer: args.prefer.clone(), take: args.take.clone() };
    Ok(library.merge(&args.keys, args.into.as_deref(), &choices, commitment)?)
}

/// `a and b may be two editions: another translator; …`
fn warning(doubt: &Doubt) -> String {
    let [one, other] = &doubt.keys;
    format!(
        "{one} and {other} may be two editions: {}; `oeuvre merge --works {one} {other}` makes only their works one, \
         `oeuvre undo` takes this back",
        doubt.findings.join(", ")
    )
}

fn auto(args: &Args, library: &mut Library, commitment: Commitment) -> Result<Vec<Merged>, Failure> {
    let query = args.keys.join(" ");
    let options = DuplicateOptions { query: &query, threshold: args.threshold };
    Ok(library.merge_duplicates(&options, commitment)?)
}

fn tell_linked(linked: &Linked, args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    if context.json {
        context.out.json(&json!({
            "work": linked.handle,
            "title": linked.title,
            "works": linked.works,
            "mentions": linked.mentions,
        }))?;
    } else {
        let undone = undone(args);
        let works = match linked.works.as_slice() {
            [] => format!("all are of one work already: {}", linked.title),
            works => one_work(&linked.title, works),
        };
        let parts: Vec<String> = [works].into_iter().chain(mentions(linked.mentions)).collect();
        context.messages.say(visible(&format!("{}{undone}", parts.join("; "))));
    }
    Ok(Outcome::Done)
}

/// `one work now: The Tide Comes In, with what was told of The tide comes in`
fn one_work(title: &str, others: &[String]) -> String {
    let others: Vec<String> = others.iter().filter(|other| *other != title).cloned().collect();
    match others.as_slice() {
        [] => format!("one work now: {title}"),
        others => format!("one work now: {title}, with what was told of {}", listed(others)),
    }
}

/// `1 mentioned edition was another one and is one with it`
fn mentions(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("1 mentioned edition is one with another now".to_owned()),
        several => Some(format!("{several} mentioned editions are one with others now")),
    }
}

fn undone(args: &Args) -> &'static str {
    if args.dry_run { " (dry run: nothing was changed)" } else { "" }
}

fn lines(merged: &Merged, colour: Colour) -> Vec<String> {
    let mut lines =
        vec![format!("{}  from {}", colour.paint(KEY, visible(&merged.key)), visible(&listed(&merged.gone)))];
    lines.extend(merged.gained.iter().map(gained_line));
    for conflict in &merged.conflicts {
        lines.extend(conflict_lines(conflict, colour));
    }
    let moved = moved(merged);
    if !moved.is_empty() {
        lines.push(colour.paint(ASIDE, format_args!("  moved {}", listed(&moved))));
    }
    if let Some(mentions) = mentions(merged.mentions) {
        lines.push(colour.paint(ASIDE, format_args!("  {mentions}")));
    }
    if !merged.works.is_empty() {
        lines.push(colour.paint(ASIDE, visible(&format!("  {}", one_work(&merged.work, &merged.works)))));
    }
    lines
}

/// `  + series: Shore Library (vale51)`
pub fn gained_line(gained: &Gained) -> String {
    visible(&format!("  + {}: {} ({})", gained.field, gained.value, gained.from)).into_owned()
}

/// The value that is kept, and under it the other one.
pub fn conflict_lines(conflict: &Conflict, colour: Colour) -> [String; 2] {
    let kept = match conflict.kept.as_str() {
        "" => format!("  = {}: not told ({})", conflict.field, conflict.kept_from),
        kept => format!("  = {}: {kept} ({})", conflict.field, conflict.kept_from),
    };
    let beside = format!("    kept beside it: {} ({})", conflict.beside, conflict.beside_from);
    [visible(&kept).into_owned(), colour.paint(ASIDE, visible(&beside))]
}

fn moved(merged: &Merged) -> Vec<String> {
    let moved = merged.moved;
    let counts = [
        (moved.readings, "reading", "readings"),
        (moved.quotations, "excerpt", "excerpts"),
        (moved.list_entries, "place on a list", "places on lists"),
        (moved.evidence, "passage", "passages"),
        (moved.relations, "relation", "relations"),
        (moved.pointers, "pointer", "pointers"),
    ];
    counts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, several)| counted(count, one, several))
        .collect()
}

fn summary(merged: &[Merged], args: &Args) -> String {
    let gone: usize = merged.iter().map(|merged| merged.gone.len()).sum();
    let conflicts: usize = merged.iter().map(|merged| merged.conflicts.len()).sum();
    if gone == 0 {
        return "nothing is there twice that is so sure".to_owned();
    }
    let mut text = format!("merged {} into {}", counted(gone, "edition", "editions"), merged.len());
    if conflicts > 0 {
        text += &format!("; {} kept beside", counted(conflicts, "other value is", "other values are"));
    }
    text + undone(args)
}

fn record(merged: &Merged) -> Json {
    let gained = merged.gained.iter().map(gained);
    let conflicts = merged.conflicts.iter().map(conflict);
    json!({
        "key": merged.key,
        "gone": merged.gone,
        "gained": gained.collect::<Json>(),
        "conflicts": conflicts.collect::<Json>(),
        "work": merged.work,
        "works": merged.works,
        "mentions": merged.mentions,
        "doubts": merged.doubts.iter().map(|doubt| json!({ "keys": doubt.keys, "findings": doubt.findings })).collect::<Json>(),
        "moved": {
            "readings": merged.moved.readings,
            "quotations": merged.moved.quotations,
            "list_entries": merged.moved.list_entries,
            "evidence": merged.moved.evidence,
            "relations": merged.moved.relations,
            "pointers": merged.moved.pointers,
        },
    })
}

/// A value that came.
pub fn gained(gained: &Gained) -> Json {
    json!({ "field": gained.field, "value": gained.value, "from": gained.from })
}

/// What two editions told otherwise.
pub fn conflict(conflict: &Conflict) -> Json {
    json!({
        "field": conflict.field,
        "kept": { "value": conflict.kept, "from": conflict.kept_from },
        "beside": { "value": conflict.beside, "from": conflict.beside_from },
    })
}
