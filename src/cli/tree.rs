use serde_json::Value as Json;

use super::{
    Context, Failure, Outcome,
    drawing::Drawing,
    list::{Noun, Query},
    records,
};
use crate::library::Access;

/// Draw works with their translations and editions
///
/// Each work stands with the original text and every translation beneath it, and each of these with its
/// editions. Editions that are only known through another one (the original that a translation names) have
/// no key. What is read or wanted is marked so.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre tree
  oeuvre tree memoirs
  oeuvre tree translator:greeman kind:novel
  oeuvre tree --json translator:sedgwick")]
pub struct Args {
    #[command(flatten)]
    query: Query,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let library = context.open(Access::Read)?;
    let works = library.works(&args.query.text())?;
    let containers = library.containers(&works)?;
    if context.json {
        let records = works.iter().map(|work| records::work(work, &containers));
        context.out.json(&records.collect::<Json>())?;
    } else {
        let (colour, width) = (context.out.colour(), context.out.width());
        let links = context.out.links();
        let reading = library.reading_marks()?;
        let drawing = Drawing { colour, links, width, containers: &containers, reading: &reading };
        for (index, work) in works.iter().enumerate() {
            if index > 0 {
                context.out.line("")?;
            }
            context.out.text(&drawing.work(work))?;
        }
    }
    args.query.outcome(works.len(), Noun::Work, context)
}
