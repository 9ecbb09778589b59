use std::{
    io::Write,
    path::{Path, PathBuf},
};

use serde_json::json;

use super::{
    Context, Failure, Outcome,
    error::fields_of,
    import::progress,
    list::{Noun, Query},
    page_choice::PageChoice,
    target::{self, Target},
    visible::{visible, visible_lines},
    words::counted,
};
use crate::{
    formats::{Escapes, Instead, Loss},
    library::{
        Access, Error, ExportOptions, ExportReport, KeptLosses, Library, Strictness, Went, write_whole,
    },
};

/// Write a bibliography for a paper, a reference manager or a reader
///
/// What a format has no public field for goes into private ones, from which `oeuvre import` restores it;
/// what cannot be written at all is reported. A file is replaced whole or not at all.
///
/// goodreads and bookwyrm tell how the books were read; no other format does.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre export -o refs.bib
  oeuvre export --format bibtex author:serge -o refs.bib
  oeuvre export --format csl-json > refs.json
  oeuvre export kind:novel -o novels.html
  oeuvre export --reading --style mla -o page.html
  oeuvre export --profile biblatex:chicago -o refs.bib
  oeuvre export --format csl-json --profile zotero -o refs.json
  oeuvre export --format goodreads status:finished -o books.csv
  oeuvre export --format bookwyrm --no-escapes -o books.csv
  oeuvre export --strict --format bibtex -o refs.bib")]
pub struct Args {
    #[command(flatten)]
    query: Query,
    /// The format [default: by the ending of --output]
    #[arg(long, short, value_name = "FORMAT")]
    format: Option<String>,
    /// The target within the format, as `oeuvre formats` lists them: biblatex:chicago, csl:zotero
    #[arg(long, short, value_name = "PROFILE")]
    profile: Option<String>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// Fail, and write nothing, when the format cannot hold everything
    #[arg(long)]
    strict: bool,
    /// Leave out private fields
    #[arg(long)]
    no_escapes: bool,
    #[command(flatten)]
    page: PageChoice,
    /// Write what the format could not hold to this file, as JSON
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    losses: Option<PathBuf>,
}

/// Why a file was left as it is.
enum Unwritten {
    /// The query selects nothing.
    NothingFound,
    /// `--strict`, and the format cannot hold these.
    Lossy(Vec<Loss>),
    Failed(Failure),
}

impl<E: Into<Failure>> From<E> for Unwritten {
    fn from(error: E) -> Unwritten {
        Unwritten::Failed(error.into())
    }
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    if context.json {
        return Err(Failure::new("an export is in a format of its own, which --json does not change").hint(
            "--format csl-json writes JSON for reference managers; `oeuvre list --json` and `oeuvre tree --json` \
             print the data of oeuvre",
        ));
    }
    let target = target::chosen(args.format.as_deref(), args.profile.as_deref(), args.output.as_deref())?;
    check_options(target, args)?;
    let library = context.open(Access::Read)?;
    let query = args.query.text();
    let export = |context: &mut Context| export(&library, target, &query, args, context);
    let written = match &args.losses {
        Some(path) => with_losses(path, || export(context)),
        None => export(context),
    };
    let report = match written {
        Ok(report) => report,
        Err(Unwritten::NothingFound) => return args.nothing_found(context),
        Err(Unwritten::Lossy(losses)) => return Err(Error::Lossy { losses }.into()),
        Err(Unwritten::Failed(failure)) => return Err(failure),
    };
    tell(&report, args, context);
    tell_losses(&report, target.name(), context);
    args.query.outcome(report.editions, Noun::Edition, context)
}

/// Refuses options of a page where none is made, which would go unheard.
fn check_options(target: Target, args: &Args) -> Result<(), Failure> {
    if matches!(target, Target::Page(page) if page.is_furnished()) {
        return Ok(());
    }
    let given = args.page.given();
    match given.first() {
        None => Ok(()),
        Some(_) => Err(Failure::new(format!("{} cannot be shown in {}", given.join(", "), target.name()))
            .hint("these options are for the page: --format html")),
    }
}

/// Exports, and writes what the format cannot hold, also when that is why nothing else is written. Where the losses
/// cannot be written nothing is.
fn with_losses(
    path: &Path,
    export: impl FnOnce() -> Result<ExportReport, Unwritten>,
) -> Result<ExportReport, Unwritten> {
    write_whole(path, |out| {
        let written = export();
        let losses = match &written {
            Ok(report) => report.losses.each(),
            Err(Unwritten::Lossy(losses)) => losses.as_slice(),
            Err(_) => return written.map(Ok),
        };
        let losses = serde_json::to_string_pretty(&record(losses)).map_err(std::io::Error::from)?;
        writeln!(out, "{losses}")?;
        Ok(written)
    })?
}

/// Writes to the file that is asked for, or to standard output.
fn export(
    library: &Library,
    target: Target,
    query: &str,
    args: &Args,
    context: &mut Context,
) -> Result<ExportReport, Unwritten> {
    let Some(path) = args.file() else {
        return write(library, target, query, args, &mut context.out.file());
    };
    let progress = progress(context.messages, "{spinner} {bytes} written");
    let written =
        write_whole(path, |out| match write(library, target, query, args, &mut progress.wrap_write(out))? {
            ExportReport { editions: 0, .. } => Err(Unwritten::NothingFound),
            report => Ok(report),
        });
    progress.finish_and_clear();
    written
}

fn write(
    library: &Library,
    target: Target,
    query: &str,
    args: &Args,
    out: &mut dyn Write,
) -> Result<ExportReport, Unwritten> {
    let escapes = if args.no_escapes { Escapes::Omit } else { Escapes::Keep };
    let strictness = if args.strict { Strictness::Fail } else { Strictness::Tell };
    let written = match target {
        Target::Format(format, profile) => {
            let kept = if args.losses.is_some() { KeptLosses::Each } else { KeptLosses::Counts };
            library.export(format, &ExportOptions { query, profile, escapes, strictness, kept }, out)
        }
        Target::Page(page) => {
            let furniture = args.page.furniture()?;
            library.export_page(page, &furniture.options(query, strictness), out)
        }
    };
    written.map_err(|error| match error {
        Error::Lossy { losses } => Unwritten::Lossy(losses),
        error => error.into(),
    })
}

impl Args {
    /// The file to write to; `None` for standard output.
    fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// Says that nothing was written, since an empty bibliography in the place of a full one is never meant.
    fn nothing_found(&self, context: &Context) -> Result<Outcome, Failure> {
        let outcome = self.query.outcome(0, Noun::Edition, context)?;
        let Some(path) = self.file() else { return Ok(outcome) };
        let left = if path.exists() { "was left as it is" } else { "was not made" };
        context.messages.say(format_args!("{} {left}", visible(&path.display().to_string())));
        Ok(outcome)
    }
}

/// Says what was written, and what was not.
fn tell(report: &ExportReport, args: &Args, context: &Context) {
    let editions = counted(report.editions, "edition", "editions");
    let related = match report.related {
        0 => String::new(),
        related => format!(" and {related} behind them"),
    };
    if let Some(path) = &args.output {
        context.messages.say(format_args!("wrote {editions}{related} to {}", path.display()));
    }
}

/// Says what a format cannot hold, and where it went.
pub fn tell_losses(report: &ExportReport, name: &str, context: &Context) {
    for went in [Went::Nowhere, Went::Aside, Went::Otherwise] {
        let count = report.losses.count(went);
        if count == 0 {
            continue;
        }
        let values = counted(count, "value", "values");
        let fields = visible_lines(&fields_of(&report.losses, went));
        match went {
            Went::Nowhere => {
                context.messages.warning(format_args!("{name} cannot hold {values}:\n{fields}"));
            }
            Went::Aside => context.messages.note(format_args!(
                "{values} went into private fields, from which `oeuvre import` restores them:\n{fields}"
            )),
            Went::Otherwise => context.messages.note(format_args!(
                "{values} told in a note or in a field that says nearly the same:\n{fields}"
            )),
        }
    }
}

fn record(losses: &[Loss]) -> serde_json::Value {
    let records = losses.iter().map(|loss| {
        let (kind, place) = match &loss.instead {
            Instead::Escape(name) => ("private-field", Some(name)),
            Instead::Note => ("note", None),
            Instead::Reshaped(name) => ("reshaped", Some(name)),
            Instead::Nowhere => ("nowhere", None),
        };
        json!({
            "key": loss.key,
            "field": loss.field,
            "value": loss.value,
            "why": loss.why,
            "instead": kind,
            "name": place,
        })
    });
    records.collect()
}
