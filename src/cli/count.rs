use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome, bars,
    list::{Noun, Query, column},
    words::counted,
};
use crate::library::{Access, Alphabet, Column};

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
    #[arg(long, value_name = "COLUMN", value_parser = column)]
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
    let found = library.editions(&args.query.text())?;
    let Some(column) = args.by else {
        if context.json {
            let mentioned = library.mentioned(&args.query.text())?;
            context.out.json(&json!({ "editions": found.len(), "mentioned": mentioned }))?;
        } else {
            context.out.line(&found.len().to_string())?;
            let mentioned = library.mentioned(&args.query.text())?;
            if mentioned > 0 && !found.is_empty() {
                // The number comes first also where both go to a terminal.
                context.out.flush()?;
                context.messages.say(format_args!(
                    "{mentioned} more are only mentioned by others, such as the original of a translation; `oeuvre tree` shows them"
                ));
            }
        }
        return args.query.outcome(found.len(), Noun::Edition, context);
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut without = 0;
    for seen in &found {
        let mut values = column.values(seen);
        values.sort();
        values.dedup();
        without += usize::from(values.is_empty());
        for value in values {
            *counts.entry(value).or_default() += 1;
        }
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    args.order(column, &mut counts);
    counts.truncate(args.limit.unwrap_or(usize::MAX));
    if context.json {
        let records = counts.iter().map(|(value, count)| json!({ "value": value, "editions": count }));
        let by: Json = records.collect();
        context.out.json(&json!({ "by": column.name(), "values": by, "without": without }))?;
    } else {
        print(&counts, without, column, context)?;
    }
    args.query.outcome(found.len(), Noun::Edition, context)
}

impl Args {
    fn order(&self, column: Column, counts: &mut [(String, usize)]) {
        if let Some(alphabet) = Alphabet::of(None) {
            counts.sort_by(|(one, _), (other, _)| alphabet.compare(one, other));
        }
        let is_in_time = ["year", "decade", "work-year", "work-decade"].contains(&column.name());
        let by_number = match self.sort {
            Order::Usual => !is_in_time,
            Order::Number => true,
            Order::Value => false,
        };
        if by_number {
            counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        }
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
