use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    output::{TITLE, columns},
    read_throughs::{Lines, details, record},
    today::today,
    visible::visible,
};
use crate::{
    library::{Access, Level, ReadThrough, Step, Told},
    model::Date,
};

/// Note what you want to read, read and have read
///
/// Alone it shows what is being read, what is next (by priority, then by the day it is due) and what was finished
/// lately. A step is noted of the edition with the key, or with --work of the work in whatever edition. Each time that
/// something is read is kept with its days, which may be partial: --on 1998, --on 2024-05.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:
  oeuvre read want serge1963memoirs --priority 2 --recommended-by \"Anna\"
  oeuvre read start serge1963memoirs && oeuvre read progress serge1963memoirs --page 120
  oeuvre read start serge1963memoirs --on 1999-05 && oeuvre read pause serge1963memoirs --page 120 --on 1999-06-01
  oeuvre read start serge1963memoirs && oeuvre read finish serge1963memoirs --rating 5
  oeuvre read finish serge1963memoirs --work --on 1998
  oeuvre read want serge1963memoirs && oeuvre read
  oeuvre read finish serge1963memoirs --on 1998 && oeuvre read show serge1963memoirs

In queries: status:reading, rating:>=4, finished:2026, started:>=2026-10."
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// Show at most so many of what is next and of what was finished
    #[arg(long, short = 'n', value_name = "NUMBER", default_value_t = 10)]
    limit: usize,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Put it on what is next
    Want(Wish),
    /// Begin it, again too, or go on after a pause: the first day stays then
    Start(AtAnEnd),
    /// Let it rest
    Pause(OnTheWay),
    /// Note that it was read to the end; also what was never noted as begun
    Finish(AtAnEnd),
    /// Note that it was given up; also what was never noted as begun
    Drop(AtAnEnd),
    /// Note how far it was read
    Progress(OnTheWay),
    /// Show every time that it was read, in any edition
    Show(Show),
    /// Remove one time that it was read, the last where no number is given
    Remove(Remove),
}

/// What every step can tell.
#[derive(Debug, clap::Args)]
struct Common {
    /// The key of the edition
    #[arg(value_name = "KEY")]
    key: String,
    /// Note it of the work, in whatever edition
    #[arg(long)]
    work: bool,
    /// What you think of it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// How much it should come before others; higher comes first
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    priority: Option<i64>,
    /// The day by which it has to be read or given back
    #[arg(long, value_name = "DATE", value_parser = date)]
    due: Option<Date>,
    /// Who spoke of it
    #[arg(long, value_name = "NAME")]
    recommended_by: Option<String>,
    /// Who has your copy; an empty name when it is back
    #[arg(long, value_name = "NAME")]
    lent_to: Option<String>,
}

#[derive(Debug, clap::Args)]
struct Wish {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    day: Day,
}

#[derive(Debug, clap::Args)]
struct OnTheWay {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    day: Day,
}

#[derive(Debug, clap::Args)]
struct AtAnEnd {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    day: Day,
    /// How you liked it, 1 to 5
    #[arg(long, value_name = "1..5", value_parser = clap::value_parser!(u8).range(1..=5))]
    rating: Option<u8>,
}

#[derive(Debug, clap::Args)]
struct Day {
    /// The day, or what is known of it: 2026-11-22, 2024-05, 1998 [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<Date>,
}

#[derive(Debug, clap::Args)]
struct Place {
    /// The page that was reached
    #[arg(long, value_name = "PAGE", conflicts_with = "percent")]
    page: Option<String>,
    /// How much was read, 0 to 100
    #[arg(long, value_name = "0..100", value_parser = clap::value_parser!(u8).range(0..=100))]
    percent: Option<u8>,
}

#[derive(Debug, clap::Args)]
struct Show {
    /// The key of an edition
    #[arg(value_name = "KEY")]
    key: String,
}

#[derive(Debug, clap::Args)]
struct Remove {
    /// The key of an edition
    #[arg(value_name = "KEY")]
    key: String,
    /// Which time, as `oeuvre read show` counts them
    #[arg(value_name = "N")]
    number: Option<usize>,
}

/// A day, or what is known of one.
fn date(text: &str) -> Result<Date, String> {
    Date::from_edtf(text.trim()).map_err(|_| "write it as 2026-11-22, 2024-05 or 1998".to_owned())
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    match &args.command {
        None => overview(args.limit, context),
        Some(Command::Want(wish)) => step(Step::Want, wish.told(), &wish.common, context),
        Some(Command::Start(end)) => step(Step::Start, end.told(), &end.common, context),
        Some(Command::Pause(way)) => step(Step::Pause, way.told(), &way.common, context),
        Some(Command::Finish(end)) => step(Step::Finish, end.told(), &end.common, context),
        Some(Command::Drop(end)) => step(Step::Drop, end.told(), &end.common, context),
        Some(Command::Progress(way)) => {
            let told = way.told();
            if told.page.is_none() && told.percent.is_none() {
                return Err(Failure::new("how far it was read is not told")
                    .hint("tell it with --page N or --percent N"));
            }
            step(Step::Progress, told, &way.common, context)
        }
        Some(Command::Show(show)) => all_of(&show.key, context),
        Some(Command::Remove(remove)) => forget(remove, context),
    }
}

impl Common {
    fn told(&self) -> Told {
        Told {
            priority: self.priority,
            note: self.note.clone(),
            due: self.due.clone(),
            recommended_by: self.recommended_by.clone(),
            lent_to: self.lent_to.clone(),
            ..Told::default()
        }
    }
}

impl Wish {
    fn told(&self) -> Told {
        Told { on: self.day.on.clone(), ..self.common.told() }
    }
}

impl OnTheWay {
    fn told(&self) -> Told {
        let place = &self.place;
        Told {
            on: self.day.on.clone(),
            page: place.page.clone(),
            percent: place.percent,
            ..self.common.told()
        }
    }
}

impl AtAnEnd {
    fn told(&self) -> Told {
        let place = &self.place;
        Told {
            on: self.day.on.clone(),
            rating: self.rating,
            page: place.page.clone(),
            percent: place.percent,
            ..self.common.told()
        }
    }
}

fn step(step: Step, told: Told, common: &Common, context: &mut Context) -> Result<Outcome, Failure> {
    let level = if common.work { Level::Work } else { Level::Edition };
    let mut library = context.open(Access::Write)?;
    let read = library.take_step(&common.key, level, step, &told, &today())?;
    if context.json {
        context.out.json(&record(&read))?;
        return Ok(Outcome::Done);
    }
    let details = details(&read);
    let details = if details.is_empty() { details } else { format!(" ({details})") };
    context.messages.say(visible(&format!("{}: {}{details}", read.label.title, read.reading.status)));
    Ok(Outcome::Done)
}

fn overview(limit: usize, context: &mut Context) -> Result<Outcome, Failure> {
    let overview = context.open(Access::Read)?.reading_overview()?;
    let some = |reads: &'_ [ReadThrough]| reads.iter().take(limit).cloned().collect::<Vec<_>>();
    let parts = [
        ("reading", "Reading", overview.reading.clone(), overview.reading.len()),
        ("next", "Next", some(&overview.next), overview.next.len()),
        ("finished", "Finished lately", some(&overview.finished), overview.finished.len()),
    ];
    if context.json {
        let member = |(name, _, reads, _): &(&str, &str, Vec<ReadThrough>, usize)| {
            ((*name).to_owned(), reads.iter().map(record).collect::<Json>())
        };
        context.out.json(&Json::Object(parts.iter().map(member).collect()))?;
        return Ok(Outcome::Done);
    }
    let width = context.out.width().map(|width| width.saturating_sub(2));
    let lines = Lines { width, colour: context.out.colour(), links: context.out.links() };
    let mut is_first = true;
    for (_, title, reads, all) in parts.iter().filter(|(_, _, reads, _)| !reads.is_empty()) {
        if !std::mem::take(&mut is_first) {
            context.out.line("")?;
        }
        context.out.line(&lines.colour.paint(TITLE, title))?;
        for line in lines.of(&reads.iter().collect::<Vec<_>>()) {
            context.out.line(&format!("  {line}"))?;
        }
        if *all > reads.len() {
            context.out.line(&format!("  and {} more", all - reads.len()))?;
        }
    }
    if is_first {
        context.messages.say("nothing is read yet; `oeuvre read want KEY` and `oeuvre read start KEY` begin");
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Done)
}

fn all_of(key: &str, context: &mut Context) -> Result<Outcome, Failure> {
    let reads = context.open(Access::Read)?.read_throughs(key)?;
    if context.json {
        context.out.json(&reads.iter().map(record).collect::<Json>())?;
    } else {
        let (width, colour, links) = (context.out.width(), context.out.colour(), context.out.links());
        let lines = Lines { width, colour, links };
        let digits = reads.len().to_string().len();
        let widest = reads.iter().map(|read| columns(&visible(&read.label.key))).max().unwrap_or(0);
        for read in &reads {
            context.out.line(&lines.numbered(read, digits, widest))?;
            if let Some(note) = &read.reading.note {
                for line in note.lines() {
                    context.out.line(&format!("{}  {}", " ".repeat(digits), visible(line.trim_end())))?;
                }
            }
        }
    }
    if reads.is_empty() {
        context.messages.say(visible(&format!("{key} has not been read, and is not to be")));
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Done)
}

fn forget(args: &Remove, context: &mut Context) -> Result<Outcome, Failure> {
    let mut library = context.open(Access::Write)?;
    let removed = library.remove_read_through(&args.key, args.number)?;
    if context.json {
        context.out.json(&json!({ "removed": record(&removed) }))?;
        return Ok(Outcome::Done);
    }
    let details = details(&removed);
    let details = if details.is_empty() { details } else { format!(" ({details})") };
    let (title, status) = (&removed.label.title, removed.reading.status);
    context.messages.say(visible(&format!("removed from {title}: {status}{details}")));
    Ok(Outcome::Done)
}
