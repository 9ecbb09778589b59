use std::path::PathBuf;

use foldhash::HashMap;
use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome, differing,
    import::{input, progress, tell_problems},
    output::KEY,
    target,
    visible::visible,
    words::{counted, listed},
};
use crate::library::{Access, ChangeId, ChangeState, FileDifference, Library};

/// Show what changed, or what a file would change, entry by entry and field by field
///
/// Changes have numbers, which `oeuvre log` tells; 0 is before all of them. With one number, what is otherwise now than
/// after that change; with two, what is otherwise after the second one than after the first; with none, what the last
/// change did. On a terminal the words that went and came are coloured within their fields.
///
/// With bibliographies, what `oeuvre import` would change, and which entries of the library are not in them. An entry
/// that would be new although it is like one of the library is shown beside that. Nothing is changed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre set serge1963memoirs note=Signed && oeuvre diff
  oeuvre set serge1963memoirs note=Signed && oeuvre diff 0
  oeuvre set serge1963memoirs note=Signed && oeuvre set serge1963memoirs note=Lent && oeuvre diff 1..2 --json
  oeuvre diff refs.bib
  oeuvre export --format biblatex | oeuvre diff --format biblatex -

Exit code 1 means that nothing changed; with bibliographies, as of other programs of this name, that they differ from
the library.")]
pub struct Args {
    /// A change, or two with .. between; or bibliographies, - for standard input
    #[arg(value_name = "CHANGE|CHANGE..CHANGE|FILE", value_hint = clap::ValueHint::FilePath)]
    subjects: Vec<String>,
    /// Read all files in this format
    #[arg(long, short, value_name = "FORMAT")]
    format: Option<String>,
}

/// From after one change to after another, or to now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    from: i64,
    to: Option<i64>,
}

/// The span that a text names; `None` for the name of a file.
fn span(text: &str) -> Result<Option<Span>, Failure> {
    let number = |text: &str| text.trim().parse::<u32>().map(i64::from).ok();
    let (from, to) = match text.split_once("..") {
        None => (number(text), Ok(None)),
        Some((from, "")) => (number(from), Ok(None)),
        Some((from, to)) => (number(from), number(to).map(Some).ok_or(())),
    };
    match (from, to) {
        (Some(from), Ok(Some(to))) if from > to => Err(Failure::new("the earlier change comes first")),
        (Some(from), Ok(to)) => Ok(Some(Span { from, to })),
        _ => Ok(None),
    }
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    match args.subjects.as_slice() {
        [] if args.format.is_none() => of_changes(None, context),
        [] => Err(Failure::new("--format is for files, and none is named")),
        [subject] if let Some(span) = span(subject)? => of_changes(Some(span), context),
        files => of_files(files, args.format.as_deref(), context),
    }
}

fn of_changes(span: Option<Span>, context: &mut Context) -> Result<Outcome, Failure> {
    // Going back is rehearsed in the library, and rolled back.
    let mut library = context.open(Access::Write)?;
    let Some(span) = span.map_or_else(|| last_change(&library), |span| Ok(Some(span)))? else {
        context.messages.say("nothing was changed since the library was made");
        return Ok(Outcome::Findings);
    };
    let found = differing::entries(&library.difference(ChangeId(span.from), span.to.map(ChangeId))?);
    if context.json {
        context.out.json(&found.iter().map(differing::record).collect::<Json>())?;
    } else {
        differing::write(&found, &mut context.out)?;
    }
    if found.is_empty() {
        context.messages.say("nothing is otherwise");
        return Ok(Outcome::Findings);
    }
    context.messages.say(counted(found.len(), "record differs", "records differ"));
    Ok(Outcome::Done)
}

fn last_change(library: &Library) -> Result<Option<Span>, Failure> {
    let log = library.log(usize::MAX)?;
    let mut done = log.iter().filter(|logged| logged.state == ChangeState::Done);
    let Some(last) = done.next() else { return Ok(None) };
    Ok(Some(Span { from: done.next().map_or(0, |before| before.id.0), to: Some(last.id.0) }))
}

fn of_files(files: &[String], format: Option<&str>, context: &mut Context) -> Result<Outcome, Failure> {
    let format = format.map(target::format_to_read).transpose()?;
    let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
    let inputs = files.iter().map(|file| input(file, format)).collect::<Result<Vec<_>, _>>()?;
    // What an import does is done, looked at and rolled back.
    let mut library = context.open(Access::Write)?;
    let bar = progress(context.messages, "{spinner} {human_pos} entries compared");
    let compared = library.compare_with(inputs, &mut |filed| bar.set_position(filed as u64));
    bar.finish_and_clear();
    let compared = compared?;
    tell_problems(&compared.report.problems, context.messages);
    let entries = entries_beside_known(&compared, &library)?;
    if context.json {
        context.out.json(&json!({
            "read": compared.report.read,
            "identical": compared.report.identical,
            "differing": entries.iter().map(differing::record).collect::<Json>(),
            "only_in_library": compared.missing,
        }))?;
    } else {
        differing::write(&entries, &mut context.out)?;
        let colour = context.out.colour();
        for key in &compared.missing {
            context.out.line(&format!("{} (only in the library)", colour.paint(KEY, visible(key))))?;
        }
    }
    context.messages.say(summary(&compared, &entries));
    Ok(if entries.is_empty() && compared.missing.is_empty() { Outcome::Done } else { Outcome::Findings })
}

/// What differs; entries that are new although the library has one like them, or one of their key, beside that.
fn entries_beside_known(
    compared: &FileDifference,
    library: &Library,
) -> Result<Vec<differing::Entry>, Failure> {
    let report = &compared.report;
    let like = report.unsure.iter().filter_map(|entry| Some((entry.key.as_ref()?, (&entry.like, "like"))));
    let of_key = report.rekeyed.iter().map(|(own, key)| (key, (own, "of the key of")));
    let beside: HashMap<&String, _> = of_key.chain(like).collect();
    let mut entries = differing::entries(&compared.changes);
    let places: HashMap<String, usize> =
        entries.iter().enumerate().map(|(at, entry)| (entry.name.clone(), at)).collect();
    for (_, after) in &compared.changes.editions {
        let Some(new) = after else { continue };
        let key = &new.whole.edition.key;
        let Some((known, how)) = beside.get(key) else { continue };
        // Of two entries of one file that have one key the library knows none.
        let Ok(known_edition) = library.edition(known) else { continue };
        if let Some(at) = places.get(key)
            && let Some(entry) = entries.get_mut(*at)
        {
            let what = format!("new, but {how} {known}");
            *entry = differing::Entry { what, ..differing::between_editions(&known_edition, new) };
        }
    }
    Ok(entries)
}

fn summary(compared: &FileDifference, entries: &[differing::Entry]) -> String {
    let report = &compared.report;
    let mut parts = vec![format!("{} there already", report.identical)];
    let mut part = |count: usize, one: &str, several: &str| {
        if count > 0 {
            parts.push(counted(count, one, several));
        }
    };
    part(entries.len(), "record would differ", "records would differ");
    part(compared.missing.len(), "entry is only in the library", "entries are only in the library");
    format!("read {}: {}", counted(report.read, "entry", "entries"), listed(&parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_changes() {
        for (text, from, to) in [("3", 3, None), ("0", 0, None), ("3..", 3, None), ("3..5", 3, Some(5))] {
            let expected = Span { from, to };
            assert!(matches!(span(text), Ok(Some(span)) if span == expected), "{text}");
        }
        for file in ["", "x", "-1", "1..2..3", "..", "refs.bib", "../refs.bib", "3.bib"] {
            assert!(matches!(span(file), Ok(None)), "{file}");
        }
        assert!(span("5..3").is_err());
    }
}
