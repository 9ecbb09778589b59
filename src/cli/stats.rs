use serde_json::{Map, Value as Json, json};

use super::{
    Context, Failure, Outcome, bars,
    output::{ASIDE, TITLE},
    read_throughs::stars,
    today::this_year,
    words::counted,
};
use crate::library::{Access, Count, Stats};

/// Tell in numbers what was read, in a year or ever
///
/// Books and pages, by language, translator, kind, decade of the original and month, rereads and ratings. A book that
/// was read twice counts twice. The goal of a year is kept in the library.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre read finish serge1963memoirs --on 1998 && oeuvre stats
  oeuvre read finish serge1963memoirs --on 1998 && oeuvre stats 1998
  oeuvre stats --goal 24
  oeuvre stats 1998 --goal 12 --json")]
pub struct Args {
    /// The year [default: all, and this year with --goal]
    #[arg(value_name = "YEAR", allow_negative_numbers = true)]
    year: Option<i64>,
    /// Mean to finish so many books in the year; 0 for no goal
    #[arg(long, value_name = "BOOKS")]
    goal: Option<u32>,
    /// At most so many values of each table
    #[arg(long, short = 'n', value_name = "NUMBER", default_value_t = 10)]
    limit: usize,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let stats = match args.goal {
        Some(books) => {
            let year = args.year.unwrap_or_else(this_year);
            let mut library = context.open(Access::Write)?;
            library.set_goal(year, (books > 0).then_some(books))?;
            library.stats(Some(year))?
        }
        None => context.open(Access::Read)?.stats(args.year)?,
    };
    if context.json {
        context.out.json(&record(&stats))?;
        return Ok(Outcome::Done);
    }
    print(&stats, args.limit, context)?;
    if stats.books == 0 && stats.dropped == 0 && stats.goal.is_none() {
        let when = stats.year.map_or(String::new(), |year| format!(" in {year}"));
        context.messages.say(format_args!("nothing was finished{when}; `oeuvre read finish KEY` notes it"));
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Done)
}

/// Columns of the bar of the goal.
const BAR: usize = 24;

fn print(stats: &Stats, limit: usize, context: &mut Context) -> Result<(), Failure> {
    let (width, colour) = (context.out.width(), context.out.colour());
    let mut head = vec![counted(stats.books, "book", "books")];
    if stats.pages > 0 {
        head.push(format!("{} pages", stats.pages));
    }
    if stats.rereads > 0 {
        head.push(counted(stats.rereads, "reread", "rereads"));
    }
    if stats.dropped > 0 {
        head.push(format!("{} given up", stats.dropped));
    }
    if let (Some(goal), Some(year)) = (stats.goal, stats.year) {
        let goal = usize::try_from(goal).unwrap_or(usize::MAX);
        let bar = width.map(|width| bars::progress(stats.books, goal, BAR.min(width / 3)));
        let bar = bar.map_or(String::new(), |bar| format!("  {}", colour.paint(ASIDE, bar)));
        let percent = stats.books.saturating_mul(100) / goal.max(1);
        context.out.line(&format!("{year}: {} of {goal} books, {percent}%{bar}", stats.books))?;
    }
    if stats.books == 0 && stats.dropped == 0 {
        return Ok(());
    }
    context.out.line(&head.join(" · "))?;
    if stats.pages > 0 && stats.without_pages > 0 {
        let some = counted(stats.without_pages, "book", "books");
        context.out.line(&colour.paint(ASIDE, format!("(the pages of {some} are not known)")))?;
    }
    if let Some(mean) = stats.mean_rating() {
        context
            .out
            .line(&format!("\n{}", colour.paint(TITLE, format!("By rating, {mean:.1} in the mean"))))?;
        let mut counts: Vec<(String, usize)> =
            (1..).zip(stats.ratings).map(|(rating, count)| (stars(rating), count)).collect();
        counts.reverse();
        for line in bars::lines(&counts, width, colour) {
            context.out.line(&line)?;
        }
    }
    for (name, counts) in stats.tables.iter().filter(|(_, counts)| !counts.is_empty()) {
        context.out.line(&format!("\n{}", colour.paint(TITLE, format!("By {name}"))))?;
        let is_in_time = ["month", "year", "decade of the original"].contains(name);
        let shown = if is_in_time { counts.len() } else { limit };
        let some: Vec<(String, usize)> =
            counts.iter().take(shown).map(|Count { value, books }| (value.clone(), *books)).collect();
        for line in bars::lines(&some, width, colour) {
            context.out.line(&line)?;
        }
        if counts.len() > some.len() {
            context.out.line(&format!("and {} more", counts.len() - some.len()))?;
        }
    }
    Ok(())
}

fn record(stats: &Stats) -> Json {
    let mut tables = Map::new();
    for (name, counts) in &stats.tables {
        let record = |Count { value, books }: &Count| json!({ "value": value, "books": books });
        tables.insert(name.replace(' ', "_"), counts.iter().map(record).collect());
    }
    let ratings: Map<String, Json> = (1..)
        .zip(stats.ratings)
        .map(|(rating, count): (u8, usize)| (rating.to_string(), json!(count)))
        .collect();
    json!({
        "year": stats.year,
        "books": stats.books,
        "rereads": stats.rereads,
        "dropped": stats.dropped,
        "pages": stats.pages,
        "books_without_pages": stats.without_pages,
        "ratings": ratings,
        "mean_rating": stats.mean_rating(),
        "goal": stats.goal,
        "by": tables,
    })
}
