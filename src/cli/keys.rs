use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    list::{Noun, Query},
    output::{ASIDE, Colour, KEY, WARNING, columns, padded},
    visible::visible,
    words::{BEFORE_MEANING, counted, explained, listed},
};
use crate::library::{
    Access, Clash, Commitment, JABREF_MARKERS, KEY_FILTERS, KEY_TERMS, KeyExample, Library, Pattern, Renamed,
    Renaming,
};

/// Give editions new citation keys, made after a pattern
///
/// The keys that they had go on working everywhere, and go to nobody else. Without --pattern, keys are made after the
/// pattern of the library, as for new editions that bring no key. Pinned keys stay. `oeuvre keys --help` explains
/// patterns; those of JabRef are understood as they are.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, after_help = "Examples:
  oeuvre keys --dry-run
  oeuvre keys --pattern '[author:lower][year][suffix(a)]' --dry-run translator:greeman
  oeuvre keys --pattern '[auth.etal:lower]_[shorttitle]_[year]' kind:novel
  oeuvre keys pattern '[author][origyear|year]{-[translator]}'
  oeuvre keys rename serge1963memoirs memoirs
  oeuvre keys pin serge1963memoirs && oeuvre keys pinned", after_long_help = language())]
pub struct Args {
    #[command(flatten)]
    query: Query,
    /// Make keys after this pattern
    #[arg(long, short, value_name = "PATTERN")]
    pattern: Option<String>,
    /// Show old and new keys, and change nothing
    #[arg(long)]
    dry_run: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Give an edition a key of your own, which is pinned; the one that it had goes on working
    Rename(Chosen),
    /// Pin keys, so that `keys` leaves them as they are
    Pin(Keys),
    /// Let `keys` change keys again
    Unpin(Keys),
    /// List the keys that are pinned
    Pinned,
    /// Show the pattern of the library, or keep another one for new editions
    Pattern(Kept),
}

#[derive(Debug, clap::Args)]
struct Keys {
    /// The keys of the editions
    #[arg(required = true, value_name = "KEY")]
    keys: Vec<String>,
}

#[derive(Debug, clap::Args)]
struct Chosen {
    /// The key that it has, or had
    #[arg(value_name = "KEY")]
    old: String,
    /// The key that it gets
    #[arg(value_name = "NEW")]
    new: String,
}

#[derive(Debug, clap::Args)]
struct Kept {
    /// The pattern
    #[arg(value_name = "PATTERN")]
    pattern: Option<String>,
    /// Go back to the pattern that libraries have at first
    #[arg(long, conflicts_with = "pattern")]
    reset: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    match &args.command {
        None => rename(args, context),
        Some(Command::Rename(chosen)) => choose(chosen, context),
        Some(Command::Pin(keys)) => {
            let pinned = context.open(Access::Write)?.pin_keys(&keys.keys)?;
            turned(&pinned, "pinned", context)
        }
        Some(Command::Unpin(keys)) => {
            let unpinned = context.open(Access::Write)?.unpin_keys(&keys.keys)?;
            turned(&unpinned, "unpinned", context)
        }
        Some(Command::Pinned) => list_pinned(context),
        Some(Command::Pattern(args)) => pattern(args, context),
    }
}

fn rename(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let pattern = args.pattern.as_deref().map(Library::pattern_of_keys).transpose()?;
    let (access, commitment) = match args.dry_run {
        true => (Access::Read, Commitment::Rehearse),
        false => (Access::Write, Commitment::Keep),
    };
    let renamed = context.open(access)?.rename_keys(&args.query.text(), pattern.as_ref(), commitment)?;
    if renamed.editions == 0 {
        return args.query.outcome(0, Noun::Edition, context);
    }
    if context.json {
        let changed = renamed.changed.iter().map(record).collect::<Json>();
        let clashes = renamed.clashes.iter().map(clash_record).collect::<Json>();
        context.out.json(&json!({ "changed": changed, "clashes": clashes, "pinned": renamed.pinned }))?;
    } else {
        for line in lines(&renamed, context.out.colour()) {
            context.out.line(&line)?;
        }
    }
    context.messages.say(summary(&renamed, commitment));
    Ok(if renamed.clashes.is_empty() { Outcome::Done } else { Outcome::Findings })
}

fn choose(chosen: &Chosen, context: &mut Context) -> Result<Outcome, Failure> {
    let renaming = context.open(Access::Write)?.rename_key(&chosen.old, &chosen.new)?;
    if context.json {
        context.out.json(&record(&renaming))?;
    }
    let Renaming { old, new, .. } = &renaming;
    context.messages.say(visible(&match old == new {
        true => format!("pinned {new}, which it had already"),
        false => format!("{old} is {new} now, and pinned; {old} goes on working"),
    }));
    Ok(Outcome::Done)
}

/// `old → new`, and what has the key that would be shorter.
fn lines(renamed: &Renamed, colour: Colour) -> Vec<String> {
    let old = renamed.changed.iter().map(|one| columns(&visible(&one.old)));
    let widest = old.max().unwrap_or(0).min(WIDEST);
    let changed = renamed.changed.iter().map(|Renaming { old, new, clash }| {
        let clash = clash.as_ref().map(|of| colour.paint(ASIDE, visible(&format!("  (beside {of})"))));
        let old = colour.paint(ASIDE, padded(&visible(old), widest));
        format!("{old} → {}{}", colour.paint(KEY, visible(new)), clash.unwrap_or_default())
    });
    let clashes = renamed.clashes.iter().map(|Clash { key, made, of }| {
        let kept = visible(&format!("{made} belongs to {of}")).into_owned();
        format!("{} stays: {}", colour.paint(KEY, visible(key)), colour.paint(WARNING, kept))
    });
    changed.chain(clashes).collect()
}

/// Beyond this a key pushes the rest of its line.
const WIDEST: usize = 40;

fn summary(renamed: &Renamed, commitment: Commitment) -> String {
    let change = match commitment {
        Commitment::Keep => "renamed",
        Commitment::Rehearse => "would be renamed",
    };
    let mut parts = vec![format!(
        "{} of {} {change}",
        renamed.changed.len(),
        counted(renamed.editions, "edition", "editions")
    )];
    if renamed.pinned > 0 {
        parts.push(format!("{} pinned", renamed.pinned));
    }
    if !renamed.clashes.is_empty() {
        parts.push(format!("{} for keys that others have", counted(renamed.clashes.len(), "stays", "stay")));
    }
    parts.join(", ")
}

fn record(one: &Renaming) -> Json {
    json!({ "old": one.old, "new": one.new, "beside": one.clash })
}

fn clash_record(one: &Clash) -> Json {
    json!({ "key": one.key, "made": one.made, "of": one.of })
}

fn turned(keys: &[String], did: &str, context: &mut Context) -> Result<Outcome, Failure> {
    if context.json {
        context.out.json(&keys)?;
    }
    context.messages.say(match keys {
        [] => format!("nothing to do: {did} already"),
        keys => visible(&format!("{did} {}", listed(keys))).into_owned(),
    });
    Ok(Outcome::Done)
}

fn list_pinned(context: &mut Context) -> Result<Outcome, Failure> {
    let keys = context.open(Access::Read)?.pinned_keys()?;
    if context.json {
        context.out.json(&keys)?;
    } else {
        for key in &keys {
            let key = context.out.colour().paint(KEY, visible(key));
            context.out.line(&key)?;
        }
    }
    if keys.is_empty() {
        context.messages.say("no key is pinned; `oeuvre keys pin KEY` pins one");
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Done)
}

fn pattern(args: &Kept, context: &mut Context) -> Result<Outcome, Failure> {
    let wanted = args.pattern.as_deref().map(Library::pattern_of_keys).transpose()?;
    if wanted.is_some() || args.reset {
        context.open(Access::Write)?.keep_key_pattern(wanted.as_ref())?;
        let text = wanted.as_ref().map_or(Pattern::usual().text(), Pattern::text);
        context.messages.say(visible(&format!("new editions get keys after {text}")));
        return Ok(Outcome::Done);
    }
    let pattern = context.open(Access::Read)?.key_pattern()?;
    match context.json {
        true => context.out.json(&json!(pattern.text()))?,
        false => context.out.line(&visible(pattern.text()))?,
    }
    Ok(Outcome::Done)
}

/// The language as the help tells it.
fn language() -> String {
    let mut text = String::from(
        "Patterns\n\n\
         Letters stand in keys as they are. In brackets stands a term with its filters, or several of which the\n\
         first counts that says something: [author:lower], [origyear|year], [editor|\"anon\"].\n\
         What stands in braces is left out where a term in it says nothing: [author]{-[volume]}. A question mark\n\
         asks first: {translator?[translator]|[author]}, {!year?nodate}, {type=chapter?in}.\n\
         A | outside of all parts patterns of which the first counts to which no term is lacking.\n\
         [suffix(a)] is what tells keys apart that would be the same: a, b, c behind the second, third, fourth;\n\
         [suffix(-2)], which is meant without it, counts -2, -3; [suffix(none)] leaves such keys as they were.\n\n\
         Terms; every role and every field of `oeuvre fields` is one too: [illustrator], [volume], [series_title]\n\n",
    );
    for term in KEY_TERMS {
        text += &row(&[&[term.name], term.also].concat().join(", "), term.meaning, &term.example);
    }
    text.push_str("\nFilters\n\n");
    for filter in KEY_FILTERS {
        text += &row(&[&[filter.name], filter.also].concat().join(", "), filter.meaning, &filter.example);
    }
    text.push_str(
        "\nMarkers of JabRef with other names here; `pure` before auth lets nobody stand in for authors\n\n",
    );
    for (marker, meaning) in JABREF_MARKERS {
        let [marker, meaning] = [marker, meaning].map(|text| text.replace("#1", "N").replace("#2", "M"));
        text += &explained(&marker, &format!("[{meaning}]"));
    }
    text
}

/// A name with what it means and an example.
fn row(names: &str, meaning: &str, example: &KeyExample) -> String {
    let example = format!("{:BEFORE_MEANING$}  {} → {}\n", "", example.pattern, example.makes);
    explained(names, meaning) + &example
}
