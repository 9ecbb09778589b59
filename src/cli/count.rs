use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome, bars,
    completing::completed,
    list::{Noun, Query, column, column_names},
    words::counted,
};
use crate::library::{Access, Alphabet, Column, Library, Tally};

/// Count editions, all together or by what they have
///
/// Counted are the editions that `oeuvre list` lists: those that were added or imported, not those that are only
/// mentioned by them. An edition with several values, such as two translators, counts for each of them. On a terminal bars show the
/// numbers.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre count
  oeuvre count --by kind
  oeuvre count --by translator language:en
  oeuvre count --by decade kind:novel
  oeuvre count --by publisher --limit 5 --json")]
pub struct Args {
    #[command(flatten)]
    query: Query,
    /// By a column: kind, language, translator, decade, publisher, any role and any name of `oeuvre fields`
    #[arg(long, value_name = "COLUMN", value_parser = completed(column, column_names), hide_possible_values = true)]
    by: Option<Column>,
    /// The order of the values
    #[arg(long, value_enum, default_value_t, value_name = "ORDER")]
    sort: Order,
    /// At most so many values
    #[arg(long, short = 'n', value_name = "NUMBER")]
    limit: Option<usize>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Order {
    /// The most frequent first; years and decades as they follow one another
    #[default]
    Usual,
    /// The most frequent first
    Number,
    /// As the values follow one another
    Value,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let library = context.open(Access::Read)?;
    let Some(column) = args.by else { return together(args, &library, context) };
    let Tally { values, without, editions } = library.tally(&args.query.text(), column)?;
    let mut counts: Vec<(String, usize)> = values.into_iter().collect();
    args.order(column, &mut counts);
    if context.json {
        let records = counts.iter().map(|(value, count)| json!({ "value": value, "editions": count }));
        let by: Json = records.collect();
        context.out.json(&json!({ "by": column.name(), "values": by, "without": without }))?;
    } else {
        print(&counts, without, column, context)?;
    }
    args.query.outcome(editions, Noun::Edition, context)
}

fn together(args: &Args, library: &Library, context: &mut Context) -> Result<Outcome, Failure> {
    let count = library.count(&args.query.text())?;
    let mentioned = library.mentioned(&args.query.text())?;
    if context.json {
        context.out.json(&json!({ "editions": count, "mentioned": mentioned }))?;
    } else {
        context.out.line(&count.to_string())?;
        if mentioned > 0 && count > 0 {
            // The number comes first also where both go to a terminal.
            context.out.flush()?;
            context.messages.say(format_args!(
                "{mentioned} more are only mentioned by others, such as the original of a translation; `oeuvre tree` shows them"
            ));
        }
    }
    args.query.outcome(count, Noun::Edition, context)
}

impl Args {
    /// Puts values in order and cuts them off at the limit. What is beyond it is not compared.
    fn order(&self, column: Column, counts: &mut Vec<(String, usize)>) {
        let is_in_time = ["year", "decade", "work-year", "work-decade"].contains(&column.name());
        let by_number = match self.sort {
            Order::Usual => !is_in_time,
            Order::Number => true,
            Order::Value => false,
        };
        if by_number {
            counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        }
        let limit = self.limit.unwrap_or(usize::MAX);
        let mut begins = 0;
        let alphabet = Alphabet::of(None);
        for tie in counts.chunk_by_mut(|(_, one), (_, other)| !by_number || one == other) {
            if let Some(alphabet) = alphabet.as_ref().filter(|_| begins < limit) {
                tie.sort_by_cached_key(|(value, _)| alphabet.key(value));
            }
            begins += tie.len();
        }
        counts.truncate(limit);
    }
}

fn print(
    counts: &[(String, usize)],
    without: usize,
    column: Column,
    context: &mut Context,
) -> Result<(), Failure> {
    for line in bars::lines(counts, context.out.width(), context.out.colour()) {
        context.out.line(&line)?;
    }
    if without > 0 {
        let editions = counted(without, "edition", "editions");
        context.messages.say(format_args!("{editions} without {}", column.name()));
    }
    Ok(())
}
