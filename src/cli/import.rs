use std::{
    io::Read,
    path::{Path, PathBuf},
};

use indicatif::ProgressBar;
use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    drawing::full_title,
    duplicates::{evidence, evidence_line},
    merge::{conflict, conflict_lines, gained, gained_line},
    output::{ERROR, Messages, WARNING},
    target,
    visible::visible,
    words::{counted, listed, short_names},
};
use crate::{
    formats::{FORMATS, Format, Problem, Severity},
    library::{
        Access, Answer, Commitment, Content, Detail, ImportReport, Input, Matching, OnMatch, Preference,
        Question, ReadingsTaken, Verdict, is_library,
    },
    model::{Field, Place, Reference, Role, title},
};

/// Read bibliographies into the library
///
/// The format is told by content and name unless --format says it. Every problem is reported as
/// path:line: reason, and the entries around it are kept. Entries that are there already are not read again.
///
/// An entry may be an edition of the library under another key or spelled otherwise. Where nothing speaks against it,
/// the two are merged as `oeuvre merge` does; where it is not sure, the entry is new and told at the end. --on-match
/// does the same with all of them. Entries of one import are never taken for each other.
///
/// The tables of Goodreads, The StoryGraph, BookWyrm and LibraryThing tell how the books were read too: shelves become
/// lists and a status, and every read-through is kept with its days, rating and review. A newer one adds what is new.
/// A library of Calibre is read from its folder, or from the metadata.db in it, and single books from their metadata.opf.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre import refs.bib
  oeuvre import --dry-run refs.bib zotero.json
  oeuvre import --on-match skip refs.bib
  yes m | oeuvre import --on-match ask refs.bib
  cat refs.bib | oeuvre import --format biblatex -
  oeuvre import goodreads_library_export.csv
  oeuvre import CalibreLibrary/ metadata.opf

Exit code 1 means that something could not be kept as it stood.")]
pub struct Args {
    /// The files; - for standard input
    #[arg(required = true, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// Read all files in this format
    #[arg(long, short, value_name = "FORMAT")]
    format: Option<String>,
    /// What to do with entries that are like an edition of the library [default: merge what is sure, tell the rest]
    #[arg(long, value_name = "WHAT")]
    on_match: Option<OnMatchWord>,
    /// Whose values an edition has where an entry is merged with it and they differ; the others are kept beside
    #[arg(long, value_name = "WHOSE", default_value = "library")]
    prefer: PreferWord,
    /// Report what would be done and change nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
}

/// What to do with entries that are like an edition of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum OnMatchWord {
    /// Leave them out
    Skip,
    /// Merge them with it
    Merge,
    /// Ask on the terminal
    Ask,
    /// Take them for new ones
    New,
}

/// Whose values an edition has after merging.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum PreferWord {
    /// Those of the library
    Library,
    /// Those of the file
    File,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let format = args.format.as_deref().map(target::format_to_read).transpose()?;
    let mut inputs = Vec::new();
    for file in &args.files {
        inputs.push(input(file, format)?);
    }
    let commitment = if args.dry_run { Commitment::Rehearse } else { Commitment::Keep };
    let asks = args.on_match == Some(OnMatchWord::Ask);
    if asks && inputs.iter().any(|input| input.name == "-") {
        return Err(Failure::new("the file and the answers cannot both come from standard input")
            .hint("name a file, or say --on-match merge, skip or new"));
    }
    let mut library = context.open(Access::Write)?;
    end_when_interrupted(context.messages);
    let progress = match asks {
        true => ProgressBar::hidden(),
        false => progress(context.messages, "{spinner} {human_pos} entries filed"),
    };
    let messages = context.messages;
    let mut ask = |question: &Question<'_>| asked(question, messages);
    let on_match = match args.on_match {
        None => OnMatch::Usual,
        Some(OnMatchWord::Skip) => OnMatch::Skip,
        Some(OnMatchWord::Merge) => OnMatch::Merge,
        Some(OnMatchWord::New) => OnMatch::New,
        Some(OnMatchWord::Ask) => OnMatch::Ask(&mut ask),
    };
    let mut tick = |filed| progress.set_position(filed as u64);
    let preference = match args.prefer {
        PreferWord::Library => Preference::Library,
        PreferWord::File => Preference::File,
    };
    let detail = if context.json { Detail::Entries } else { Detail::Counts };
    let matching = Matching { on_match, preference, detail };
    let imported = library.import_matching(inputs, commitment, matching, &mut tick);
    progress.finish_and_clear();
    let report = imported?;
    tell_problems(&report.problems, context.messages);
    if context.json {
        context.out.json(&record(&report))?;
    } else {
        tell_matches(&report, context.messages);
        context.messages.say(summary(&report, commitment));
    }
    if report.read == 0 {
        context.messages.problem("there is no entry to read");
    }
    Ok(if report.has_findings() || report.read == 0 { Outcome::Findings } else { Outcome::Done })
}

/// Exit code of a command that Ctrl-C ended: 128 and the number of the signal, as shells have it.
const INTERRUPTED: i32 = 130;

/// On Ctrl-C, ends the program with a word on what is left: the import is one transaction, which the next command
/// finds done or takes back.
fn end_when_interrupted(messages: Messages) {
    let ended = ctrlc::set_handler(move || {
        messages.problem("interrupted: an import that was not finished leaves nothing behind; `oeuvre log` shows those that were");
        std::process::exit(INTERRUPTED);
    });
    // Where there can be no handler, the signal ends the program without a word.
    drop(ended);
}

/// A file, or standard input for `-`. A folder is the file that stands for it, if one does.
pub fn input(file: &Path, format: Option<&'static dyn Format>) -> Result<Input, Failure> {
    let inside = FORMATS.iter().filter_map(|format| Some(file.join(format.file_of_folder()?)));
    let inside = if file.is_dir() { inside.into_iter().find(|path| path.is_file()) } else { None };
    let file = inside.as_deref().unwrap_or(file);
    let name = file.display().to_string();
    let content = if name == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes.into())
    } else {
        Content::of_file(file)
    };
    let content = content.map_err(|error| Failure::file(&name, &error))?;
    if is_library(content.head()) {
        let shown = visible(&name);
        return Err(Failure::new(format!("{shown} is itself a library of Oeuvre"))
            .hint(format!("`oeuvre --library {shown} list` looks into it"))
            .hint(format!(
                "to read what is in it: `oeuvre --library {shown} dump -o library.yaml`, then `oeuvre load library.yaml`; into \
                 a library that has something already: `export -o all.json` and `oeuvre import all.json`"
            )));
    }
    Ok(Input { name, content, format })
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

/// Shows an entry with what it is like, and reads an answer; `None` where nobody answers.
fn asked(question: &Question<'_>, messages: Messages) -> Option<Answer> {
    let Question { entry, known, comparison } = question;
    messages.problem(visible(&format!("entry    {}", described(entry))));
    messages.problem(visible(&format!("library  {}", described(known))));
    for piece in &comparison.evidence {
        messages.problem(visible(&evidence_line(piece)));
    }
    loop {
        messages.problem(format!("{} of 100: (m)erge, (n)ew or (s)kip?", comparison.score));
        let mut line = String::new();
        match std::io::stdin().read_line(&mut line) {
            Ok(read) if read > 0 => {}
            _ => return None,
        }
        match line.trim().to_lowercase().as_str() {
            "m" | "merge" => return Some(Answer::Merge),
            "n" | "new" => return Some(Answer::New),
            "s" | "skip" => return Some(Answer::Skip),
            _ => {}
        }
    }
}

/// `vale51: Vale, The Tide Comes In (1951)`
fn described(reference: &Reference) -> String {
    let author = [Role::Author, Role::Editor]
        .into_iter()
        .find_map(|role| reference.names.get(&(Place::Here, role)))
        .map(short_names)
        .filter(|names| !names.is_empty());
    let title = full_title(&reference.fields);
    let date = reference.fields.date(Place::Here, Field::Date);
    let date = date.map_or(String::new(), |date| format!(" ({})", date.display_year()));
    let key = reference.key.as_ref().map(|key| format!("{key}: ")).unwrap_or_default();
    let author = author.map(|names| format!("{names}, ")).unwrap_or_default();
    format!("{key}{author}{title}{date}")
}

/// Tells what was merged with what was there, and what is like it.
fn tell_matches(report: &ImportReport, messages: Messages) {
    for merged in &report.merged {
        let named = match &merged.key {
            Some(key) => key.clone(),
            // Of entries without keys there are hundreds in one file.
            None if merged.conflicts.is_empty() => continue,
            None => format!("“{}”", title::plain(&merged.title)),
        };
        let line = match merged.key.as_ref() == Some(&merged.into) {
            true => format!("{named} is there and was told otherwise"),
            false => format!("{named} is merged with {}", merged.into),
        };
        messages.say(visible(&line));
        let gained = merged.gained.iter().filter(|_| merged.key.is_some()).map(gained_line);
        let conflicts = merged.conflicts.iter();
        let conflicts = conflicts.flat_map(|conflict| conflict_lines(conflict, messages.colour()));
        for line in gained.chain(conflicts) {
            messages.say(line);
        }
    }
    for like in &report.unsure {
        let (key, score) = (like.key.as_deref().unwrap_or("an entry"), like.comparison.score);
        let why = like.comparison.evidence.iter().take(MOST_REASONS);
        let why: Vec<String> = why.map(|piece| piece.finding.clone()).collect();
        let (verb, remedy) = match (like.is_skipped, like.comparison.verdict) {
            (true, _) => ("is left out: it is like", String::new()),
            (false, Verdict::Different) => ("is new, but has an identifier of", String::new()),
            (false, _) => ("is new, but like", format!("; oeuvre merge {} {key}", like.like)),
        };
        let line = format!("{key} {verb} {} ({score}): {}{remedy}", like.like, listed(&why));
        messages.say(visible(&line));
    }
}

/// How many pieces of evidence are told of each.
const MOST_REASONS: usize = 4;

fn summary(report: &ImportReport, commitment: Commitment) -> String {
    let mut parts = vec![counted(report.editions, "new edition", "new editions")];
    if report.identical > 0 {
        parts.push(format!("{} there already", report.identical));
    }
    if !report.merged.is_empty() {
        parts.push(format!("{} merged with editions that were there", report.merged.len()));
    }
    let skipped = report.unsure.iter().filter(|like| like.is_skipped).count();
    if skipped > 0 {
        parts.push(format!("{skipped} left out"));
    }
    parts.push(counted(report.new_works, "new work", "new works"));
    if report.joined_works > 0 {
        parts.push(format!("{} joined to works that were there", report.joined_works));
    }
    parts.extend(read_throughs(&report.readings));
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

/// What became of read-throughs and lists; nothing where the file told of none.
fn read_throughs(taken: &ReadingsTaken) -> Vec<String> {
    let mut parts = Vec::new();
    if taken.added > 0 {
        parts.push(counted(taken.added, "new read-through", "new read-throughs"));
    }
    if taken.updated > 0 {
        parts.push(format!("{} brought up to date", counted(taken.updated, "read-through", "read-throughs")));
    }
    if taken.known > 0 {
        parts.push(format!("{} there already", counted(taken.known, "read-through", "read-throughs")));
    }
    if taken.listed > 0 {
        parts.push(format!("{} on lists", counted(taken.listed, "new entry", "new entries")));
    }
    parts
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
        "merged": report.merged.iter().map(|merged| json!({
            "key": merged.key,
            "into": merged.into,
            "gained": merged.gained.iter().map(gained).collect::<Json>(),
            "conflicts": merged.conflicts.iter().map(conflict).collect::<Json>(),
        })).collect::<Json>(),
        "like": report.unsure.iter().map(|like| json!({
            "key": like.key,
            "like": like.like,
            "skipped": like.is_skipped,
            "score": like.comparison.score,
            "evidence": evidence(&like.comparison),
        })).collect::<Json>(),
        "keys": report.filed.iter().map(|filed| &filed.key).collect::<Vec<_>>(),
        "read_throughs": {
            "added": report.readings.added,
            "updated": report.readings.updated,
            "there_already": report.readings.known,
        },
        "listed": report.readings.listed,
        "problems": problems.collect::<Vec<_>>(),
    })
}
