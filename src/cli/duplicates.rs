use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    drawing::{full_title, imprint},
    list::Query,
    output::{ASIDE, Colour, KEY, TITLE},
    visible::visible,
    words::{counted, listed, short_names},
};
use crate::{
    library::{
        Access, Comparison, DuplicateOptions, Duplicates, Evidence, MatchedGroup, MatchedPair, Seen, Verdict,
    },
    model::{Place, Role},
};

/// Find editions that are in the library twice, and works that should be one
///
/// Each pair gets a score from 0 to 100 by identifiers, titles, people, dates, container, pages, edition and publisher;
/// --why shows what each thing weighs. Two editions or translations of one work are no duplicates: where they are not
/// of one work yet, they are told apart from the others, to be linked with `oeuvre merge --works`. With a query, only
/// pairs of which one edition is selected.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre duplicates
  oeuvre duplicates --why author:serge
  oeuvre duplicates --threshold 90 --json
  oeuvre duplicates --not-same serge1963memoirs serge2012memoirs
  oeuvre duplicates --not-same serge1963memoirs serge2012memoirs && oeuvre undo

Exit code 1 means that something was found.")]
pub struct Args {
    #[command(flatten)]
    query: Query,
    /// Pass over pairs that are less sure than this, from 0 to 100
    #[arg(long, short, value_name = "SCORE", default_value_t = Comparison::WORTH_A_LOOK, value_parser = clap::value_parser!(u8).range(0..=100))]
    threshold: u8,
    /// At most so many groups
    #[arg(long, short = 'n', value_name = "NUMBER")]
    limit: Option<usize>,
    /// Show each piece of evidence with its weight
    #[arg(long, short)]
    why: bool,
    /// Remember that these editions are not the same, each with each
    #[arg(long, value_name = "KEY", num_args = 2.., conflicts_with_all = ["terms", "forget"])]
    not_same: Vec<String>,
    /// Forget that these editions are not the same
    #[arg(long, value_name = "KEY", num_args = 2.., conflicts_with = "terms")]
    forget: Vec<String>,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    if !args.not_same.is_empty() || !args.forget.is_empty() {
        return remember(args, context);
    }
    let library = context.open(Access::Read)?;
    let query = args.query.text();
    let mut found = library.duplicates(&DuplicateOptions { query: &query, threshold: args.threshold })?;
    let (same, siblings) = (found.same.len(), found.siblings.len());
    let limit = args.limit.unwrap_or(usize::MAX);
    found.same.truncate(limit);
    found.siblings.truncate(limit.saturating_sub(found.same.len()));
    if context.json {
        context.out.json(&record(&found))?;
    } else {
        for line in lines(&found, args, context.out.colour()) {
            context.out.line(&line)?;
        }
        context.messages.say(summary(found.editions, same, siblings));
    }
    Ok(if same + siblings == 0 { Outcome::Done } else { Outcome::Findings })
}

fn remember(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let mut library = context.open(Access::Write)?;
    let (keys, changed, known) = match args.not_same.is_empty() {
        true => (&args.forget, library.set_no_longer_apart(&args.forget)?, "that was not known"),
        false => (&args.not_same, library.set_apart(&args.not_same)?, "that was known already"),
    };
    if context.json {
        context.out.json(&json!({ "keys": keys, "pairs": changed }))?;
    } else {
        let keys = listed(keys);
        context.messages.say(visible(&match (changed, args.not_same.is_empty()) {
            (0, _) => format!("nothing was changed: {known}"),
            (_, true) => format!("{keys} may be the same again"),
            (_, false) => format!("{keys} are not the same; `oeuvre duplicates` passes over them"),
        }));
    }
    Ok(Outcome::Done)
}

fn lines(found: &Duplicates, args: &Args, colour: Colour) -> Vec<String> {
    let mut lines = Vec::new();
    for group in found.same.iter().chain(&found.siblings) {
        let heading = match group.verdict {
            Verdict::Same => "the same",
            _ => "of one work",
        };
        lines.push(colour.paint(TITLE, format_args!("{heading} ({})", group.score)));
        let width = group.editions.iter().map(|seen| key_of(seen).chars().count()).max().unwrap_or_default();
        for seen in &group.editions {
            let key = key_of(seen);
            let gap = " ".repeat(width.saturating_sub(key.chars().count()));
            let key = colour.paint(KEY, visible(key));
            lines.push(format!("  {key}{gap}  {}", visible(&description(seen))));
        }
        if args.why {
            lines.extend(
                group
                    .pairs
                    .iter()
                    .flat_map(|pair| why(pair, group))
                    .map(|line| colour.paint(ASIDE, visible(&line))),
            );
        }
        lines.push(colour.paint(ASIDE, visible(&format!("  {}", remedy(group)))));
    }
    lines
}

/// One line for each piece of evidence, under the pair where there are several pairs.
fn why(pair: &MatchedPair, group: &MatchedGroup) -> Vec<String> {
    let mut lines = Vec::new();
    if group.pairs.len() > 1 {
        lines.push(format!("  {} and {} ({})", pair.one, pair.other, pair.comparison.score));
    }
    lines.extend(pair.comparison.evidence.iter().map(|piece| format!("    {}", evidence_line(piece))));
    lines
}

/// `+35  title: the same title`; what has no weight stands under a dash.
pub fn evidence_line(piece: &Evidence) -> String {
    if piece.weight == 0 {
        return format!("   –  {}: {}", piece.aspect.as_str(), piece.finding);
    }
    format!("{:+4}  {}: {}", piece.weight, piece.aspect.as_str(), piece.finding)
}

/// What can be done about it.
fn remedy(group: &MatchedGroup) -> String {
    let keys: Vec<&str> = group.editions.iter().map(key_of).collect();
    match group.verdict {
        Verdict::Same => format!("oeuvre merge {}", keys.join(" ")),
        _ => format!("oeuvre merge --works {}", keys.join(" ")),
    }
}

fn key_of(seen: &Seen) -> &str {
    &seen.whole.edition.key
}

/// `Serge: Memoirs of a Revolutionary. Oxford: Oxford University Press 1963`
pub fn description(seen: &Seen) -> String {
    let author = [Role::Author, Role::Editor].into_iter().find_map(|role| {
        seen.reference.names.get(&(Place::Here, role)).filter(|list| !list.names.is_empty())
    });
    let author = author.cloned().map(|list| short_names(&list)).unwrap_or_default();
    let container = seen.whole.container.as_ref().map(|container| container.edition.as_ref());
    let parts = [author, full_title(&seen.reference.fields)];
    let head = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
    match imprint(&seen.whole.edition, container) {
        imprint if imprint.is_empty() => head,
        imprint if head.ends_with(['.', '?', '!', '…']) => format!("{head} {imprint}"),
        imprint => format!("{head}. {imprint}"),
    }
}

fn summary(editions: usize, same: usize, siblings: usize) -> String {
    let mut parts = Vec::new();
    if same > 0 {
        parts.push(counted(same, "group of the same edition", "groups of the same editions"));
    }
    if siblings > 0 {
        parts.push(counted(siblings, "work that stands as several", "works that stand as several"));
    }
    let found = if parts.is_empty() { "nothing is there twice".to_owned() } else { listed(&parts) };
    format!("{}: {found}", counted(editions, "edition", "editions"))
}

fn record(found: &Duplicates) -> Json {
    let groups = found.same.iter().chain(&found.siblings).map(|group| {
        let editions = group.editions.iter().map(|seen| {
            json!({
                "key": key_of(seen),
                "type": seen.reference.entry_type.as_str(),
                "description": description(seen),
                "work": seen.whole.work.handle,
            })
        });
        let pairs = group.pairs.iter().map(|pair| {
            json!({ "one": pair.one, "other": pair.other, "score": pair.comparison.score,
                    "evidence": evidence(&pair.comparison) })
        });
        json!({
            "verdict": group.verdict.as_str(),
            "score": group.score,
            "editions": editions.collect::<Json>(),
            "pairs": pairs.collect::<Json>(),
        })
    });
    json!({ "editions": found.editions, "compared": found.compared, "groups": groups.collect::<Json>() })
}

/// The evidence of a comparison.
pub fn evidence(comparison: &Comparison) -> Json {
    let pieces = comparison.evidence.iter();
    pieces
        .map(|piece| json!({ "aspect": piece.aspect.as_str(), "finding": piece.finding, "weight": piece.weight }))
        .collect()
}
