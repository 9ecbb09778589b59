use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use serde_json::json;

use super::{
    Context, Failure, Outcome,
    error::fields_of,
    output::{ERROR, WARNING},
    target::{self, Target},
    visible::{visible, visible_lines},
    watching::Watch,
    words::{counted, listed},
};
use crate::{
    fields::Profile,
    formats::{Escapes, Format},
    library::{Access, Cited, CitedOptions, ExportReport, Library, Went, read_manuscripts, write_whole},
    model::likeness,
    paper::{Citation, Cited as Mark, Dialect, Gathered, Kind, Need},
};

/// Write the references that a manuscript cites, and only those
///
/// Reads LaTeX (.tex, .aux, .bcf), Markdown, Quarto, R Markdown, Typst, Org and AsciiDoc, with the files that stand in
/// them, and Word (.docx) with [@key] in the text or the fields of Zotero and Mendeley. The form is that of the manuscript: BibLaTeX, BibTeX, CSL-JSON or hayagriva's YAML. Each reference has the key
/// that is cited, also where that is one of before. Keys that the library does not have are told as
/// path:line:column with those most like them; a line of Word is a paragraph. A file that would not change is left untouched.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre paper paper.tex
  oeuvre paper paper.tex -o paper.bib
  oeuvre paper paper.tex --profile biblatex:chicago -o paper.bib
  oeuvre paper paper.tex -o paper.bib && oeuvre paper --check paper.tex -o paper.bib
  oeuvre paper --json paper.tex

Exit code 1 means that keys are unknown, that a file could not be read, that nothing is cited, or, with --check, that
the file would change.")]
pub struct Args {
    /// The manuscripts
    #[arg(required = true, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// Write to this file; - for standard output [default: the one bibliography that the manuscript names]
    #[arg(long, short, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// The format [default: by the ending of --output and the manuscript]
    #[arg(long, short, value_name = "FORMAT")]
    format: Option<String>,
    /// The target within the format, as `oeuvre formats` lists them: biblatex:chicago
    #[arg(long, short, value_name = "PROFILE")]
    profile: Option<String>,
    /// Leave out private fields
    #[arg(long)]
    no_escapes: bool,
    /// Write nothing, and end with 1 when the file would change or keys are unknown
    #[arg(long)]
    check: bool,
    /// Go on, and write again whenever a manuscript or the library changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["check", "json"])]
    watch: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    if args.watch {
        return watch(args, context);
    }
    let mut gathered = read_manuscripts(&args.manuscripts()?)?;
    let library = context.open(Access::Read)?;
    library.name_keyless(&mut gathered)?;
    make(args, &gathered, &library, context)
}

/// Makes the references again and again. What fails is told, and tried again after the next change.
fn watch(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let messages = context.messages;
    let named: BTreeSet<PathBuf> = args.manuscripts()?.into_iter().map(|(path, _)| path).collect();
    let mut files = named.clone();
    let mut watch = Watch::new(messages);
    loop {
        let before = watch.stamps();
        let made = read_manuscripts(&args.manuscripts()?).map_err(Failure::from).and_then(|mut gathered| {
            files = named.iter().cloned().chain(gathered.places()).collect();
            let library = context.open(Access::Read)?;
            library.name_keyless(&mut gathered)?;
            make(args, &gathered, &library, context)
        });
        match made.and_then(|_| Ok(context.out.flush()?)) {
            Ok(()) => {}
            Err(Failure::BrokenPipe) => return Ok(Outcome::Done),
            Err(failure) => _ = failure.tell(messages),
        }
        let library = context.place().existing();
        // SQLite keeps what was written last in a file beside the library.
        let libraries = library.into_iter().flat_map(|path| {
            let log = PathBuf::from(format!("{}-wal", path.display()));
            [path, log]
        });
        watch.note(files.iter().cloned().chain(libraries).collect(), &before, messages);
        messages.say("waiting for changes; Ctrl-C ends it");
        watch.wait(messages);
    }
}

/// Writes the references of manuscripts.
fn make(
    args: &Args,
    gathered: &Gathered,
    library: &Library,
    context: &mut Context,
) -> Result<Outcome, Failure> {
    tell_unread(gathered, context);
    let keys: BTreeSet<&str> = gathered.citations.iter().filter_map(key).collect();
    let mut cited = library.cited(&keys)?;
    if gathered.citations.iter().any(|citation| citation.cited == Mark::Everything) {
        cited = library.with_everything(cited)?;
    }
    let nearest = nearest(library, &cited)?;
    let is_whole = nearest.is_empty() && !gathered.has_gaps();
    let mut outcome = if is_whole { Outcome::Done } else { Outcome::Findings };
    if context.json {
        context.out.json(&record(gathered, &cited, &nearest))?;
    } else {
        tell_unknown(gathered, &nearest, context);
    }
    if context.json && args.output.is_none() && !args.check {
        return Ok(outcome);
    }
    if cited.is_empty() {
        context.messages.say("the manuscript cites nothing that is in the library; nothing was written");
        return Ok(Outcome::Findings);
    }
    let output = args.place(gathered);
    let (format, profile) = args.target(gathered, output.path())?;
    output.refuse_foreign(library, format)?;
    let mut bytes = Vec::new();
    let escapes = if args.no_escapes { Escapes::Omit } else { Escapes::Keep };
    let report = library.export_cited(format, &CitedOptions { profile, escapes }, &cited, &mut bytes)?;
    if output.write(&bytes, &report, args, context)? == Change::Found {
        outcome = Outcome::Findings;
    }
    tell_report(&report, &cited, format, context);
    Ok(outcome)
}

fn key(citation: &Citation) -> Option<&str> {
    match &citation.cited {
        Mark::Key(key) => Some(key),
        Mark::Everything | Mark::Keyless(_) => None,
    }
}

fn title(citation: &Citation) -> Option<&str> {
    match &citation.cited {
        Mark::Keyless(item) => Some(&item.title),
        Mark::Key(_) | Mark::Everything => None,
    }
}

impl Args {
    fn manuscripts(&self) -> Result<Vec<(PathBuf, Kind)>, Failure> {
        let kind = |path: &PathBuf| match Kind::of(path) {
            Some(kind) => Ok((path.clone(), kind)),
            None => {
                let endings: Vec<String> = Kind::endings().map(|ending| format!(".{ending}")).collect();
                let failure =
                    Failure::new(format!("{}: this is no kind of manuscript that is known", path.display()));
                Err(failure.hint(format!("manuscripts end in {}", listed(&endings))))
            }
        };
        self.files.iter().map(kind).collect()
    }

    /// Where to write: as the option says, else the one bibliography that the manuscript names.
    fn place(&self, gathered: &Gathered) -> Place {
        match (&self.output, gathered.bibliographies.as_slice()) {
            (Some(path), _) if path == Path::new("-") => Place::Standard,
            (Some(path), _) => Place::Option(path.clone()),
            (None, [only]) => Place::Manuscript(only.clone()),
            (None, _) => Place::Standard,
        }
    }

    /// The format and its profile: by the options, else by the ending of the file, among those with this ending by
    /// what the manuscript says.
    fn target(
        &self,
        gathered: &Gathered,
        output: Option<&Path>,
    ) -> Result<(&'static dyn Format, &'static Profile), Failure> {
        let of_manuscript = match gathered.dialect {
            Some(Dialect::Biblatex) | None => "biblatex",
            Some(Dialect::Bibtex) => "bibtex",
            Some(Dialect::CslJson) => "csl-json",
            Some(Dialect::Hayagriva) => "hayagriva",
        };
        let is_fitting = output.is_none_or(|path| target::has_ending(of_manuscript, path));
        let is_free = self.format.is_none() && self.profile.is_none();
        let target = if is_free && is_fitting {
            let profile = gathered.style.as_deref().and_then(|style| profile_of(of_manuscript, style));
            target::chosen(Some(of_manuscript), profile, None)?
        } else if is_free && gathered.dialect == Some(Dialect::CslJson) && output.is_some_and(is_bib) {
            target::chosen(None, Some("biblatex:interchange"), output)?
        } else {
            target::chosen(self.format.as_deref(), self.profile.as_deref(), output)?
        };
        match target {
            Target::Format(format, profile) => Ok((format, profile)),
            Target::Page(page) => {
                Err(Failure::new(format!("{} is no bibliography for a manuscript", page.name()))
                    .hint("name another format with --format; `oeuvre formats` lists them"))
            }
        }
    }
}

fn is_bib(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "bib")
}

/// The profile for a style as the manuscript calls it: `apa6` and `mla-new` are `apa` and `mla`.
fn profile_of(format: &str, style: &str) -> Option<&'static str> {
    let stems =
        [("chicago", "chicago"), ("apacite", "apacite"), ("apa", "apa"), ("mla", "mla"), ("iso-", "iso690")];
    let mut fitting = stems.into_iter().filter(|(stem, _)| style.starts_with(stem));
    fitting.find(|(_, profile)| target::has_profile(format, profile)).map(|(_, profile)| profile)
}

/// Where references are written.
enum Place {
    Standard,
    /// Where the option says.
    Option(PathBuf),
    /// The file that the manuscript names.
    Manuscript(PathBuf),
}

/// Whether a check found that a file would change.
#[derive(PartialEq, Eq)]
enum Change {
    None,
    Found,
}

impl Place {
    fn path(&self) -> Option<&Path> {
        match self {
            Place::Standard => None,
            Place::Option(path) | Place::Manuscript(path) => Some(path),
        }
    }

    /// A bibliography that the manuscript names may be kept by hand: what the library does not have would be lost.
    fn refuse_foreign(&self, library: &Library, format: &dyn Format) -> Result<(), Failure> {
        let Place::Manuscript(path) = self else { return Ok(()) };
        let Ok(bytes) = fs::read(path) else { return Ok(()) };
        let missing = library.keys_missing_here(format, &bytes)?;
        let Some(first) = missing.first() else { return Ok(()) };
        let entries = counted(missing.len(), "entry", "entries");
        let failure = Failure::new(format!(
            "{}, which the manuscript names, has {entries} that the library does not have: {first}{}",
            path.display(),
            if missing.len() > 1 { ", …" } else { "" }
        ));
        Err(failure
            .hint(format!("keep them with `oeuvre import {}`", path.display()))
            .hint("or name the file to write with --output; nothing was changed"))
    }

    /// Writes what is not there already.
    fn write(
        &self,
        bytes: &[u8],
        report: &ExportReport,
        args: &Args,
        context: &mut Context,
    ) -> Result<Change, Failure> {
        let Some(path) = self.path() else {
            if !args.check && !context.json {
                context.out.file().write_all(bytes)?;
            }
            return Ok(Change::None);
        };
        let name = path.display().to_string();
        let name = visible(&name);
        if fs::read(path).is_ok_and(|old| old == bytes) {
            context.messages.say(format_args!("{name} is up to date"));
            return Ok(Change::None);
        }
        if args.check {
            context.messages.problem(format_args!("{name} is not up to date"));
            return Ok(Change::Found);
        }
        write_whole(path, |out| Ok::<_, Failure>(out.write_all(bytes)?))?;
        let references = counted(report.editions, "reference", "references");
        let related = match report.related {
            0 => String::new(),
            related => format!(" and {related} behind them"),
        };
        let which = match self {
            Place::Manuscript(_) => ", which the manuscript names",
            _ => "",
        };
        context.messages.say(format_args!("wrote {references}{related} to {name}{which}"));
        Ok(Change::None)
    }
}

/// The keys most like each unknown one.
fn nearest(library: &Library, cited: &Cited) -> Result<BTreeMap<String, Vec<String>>, Failure> {
    if cited.unknown.is_empty() {
        return Ok(BTreeMap::new());
    }
    let keys = library.citable_keys()?;
    let near = |key: &String| {
        let found = likeness::nearest(key, keys.iter().map(String::as_str));
        (key.clone(), found.into_iter().map(str::to_owned).collect())
    };
    Ok(cited.unknown.iter().map(near).collect())
}

fn tell_unread(gathered: &Gathered, context: &Context) {
    for file in &gathered.unread {
        let (path, line, column) = &file.from;
        let text = format!("{}:{line}:{column}: {} was not read: {}", path.display(), file.path, file.error);
        match file.need {
            Need::Needed => {
                context.messages.problem(context.messages.colour().paint(WARNING, visible(&text)))
            }
            // TeX has files of its own, which cite nothing.
            Need::Elsewhere => context.messages.say(visible(&text)),
        }
    }
}

fn tell_unknown(gathered: &Gathered, nearest: &BTreeMap<String, Vec<String>>, context: &Context) {
    for citation in &gathered.citations {
        let Citation { path, line, column, .. } = citation;
        if let Some(title) = title(citation) {
            let text = format!(
                "{}:{line}:{column}: “{title}” is cited without a citation key, and no one edition fits it",
                path.display()
            );
            context.messages.problem(context.messages.colour().paint(ERROR, visible(&text)));
            continue;
        }
        let Some((key, near)) = key(citation).and_then(|key| nearest.get_key_value(key)) else { continue };
        let meant = match near.as_slice() {
            [] => String::new(),
            near => format!("; near it: {}", near.join(", ")),
        };
        let text = format!("{}:{line}:{column}: {key} is not in the library{meant}", path.display());
        context.messages.problem(context.messages.colour().paint(ERROR, visible(&text)));
    }
}

fn tell_report(report: &ExportReport, cited: &Cited, format: &dyn Format, context: &Context) {
    for names in cited.cited_twice().into_iter().filter(|_| !format.knows_aliases()) {
        context.messages.warning(format_args!(
            "{} are one edition, which will be printed {} times: cite it by one key",
            visible(&listed(&names)),
            names.len()
        ));
    }
    let lost = report.losses.count(Went::Nowhere);
    if lost > 0 {
        let values = counted(lost, "value", "values");
        let fields = fields_of(&report.losses, Went::Nowhere);
        context.messages.warning(format_args!(
            "{} cannot hold {values}:\n{}",
            format.name(),
            visible_lines(&fields)
        ));
    }
}

fn record(gathered: &Gathered, cited: &Cited, nearest: &BTreeMap<String, Vec<String>>) -> serde_json::Value {
    let citations = gathered.citations.iter().map(|citation| {
        let key = key(citation);
        json!({
            "path": citation.path.display().to_string(),
            "line": citation.line,
            "column": citation.column,
            "key": key.or((citation.cited == Mark::Everything).then_some("*")),
            "title": title(citation),
            "edition": key.and_then(|key| cited.known.get(key)),
            "near": key.and_then(|key| nearest.get(key)),
        })
    });
    citations.collect()
}
