use super::{
    Context, Failure, Outcome,
    editor::{Draft, Edited, Mistake, Refusal},
    visible::visible,
};
use crate::{
    formats::text_form::TextProblem,
    library::{Access, Error, StoreError},
};

/// Edit the tree of a work in $VISUAL or $EDITOR
///
/// The work of the edition opens as YAML with its texts and editions, in the form of `oeuvre dump`. What is
/// wrong when it comes back is written below the lines that it is about, and editing can go on. A text that
/// cannot be used is kept in a file.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre edit serge1963memoirs
  EDITOR=\"code --wait\" oeuvre edit serge1963memoirs")]
pub struct Args {
    /// The key of an edition of the work
    #[arg(value_name = "KEY")]
    key: String,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let mut library = context.open(Access::Write)?;
    let seen = library.edition(&args.key)?;
    let text = library.text_of_work(&args.key)?;
    let draft = Draft::new(&format!("{}.yaml", seen.whole.work.handle), &text)?;
    let edited = draft
        .edit(&text, |edited| library.replace_work_text(&args.key, &text, edited).map_err(mistakes_of))?;
    said(&edited, context);
    Ok(Outcome::Done)
}

/// What is said where all is as it was.
pub const NOTHING_CHANGED: &str = "nothing changed";

/// Says what became of a text.
pub fn said(edited: &Edited<String>, context: &Context) {
    match edited {
        Edited::Unchanged => context.messages.say(NOTHING_CHANGED),
        Edited::Accepted(title) => context.messages.say(format_args!("changed {}", visible(title))),
    }
}

/// Why a text is not taken: mistakes in it, or what has nothing to do with it.
pub fn mistakes_of(error: Error) -> Refusal {
    match error {
        Error::BadText { problems, .. } => Refusal::Mistakes(
            problems
                .into_iter()
                .map(|problem| Mistake { line: problem.line, reason: of_place(&problem) })
                .collect(),
        ),
        // The text is sound, but what it says does not fit the rest of the library.
        Error::Store(
            error @ (StoreError::NoTarget { .. }
            | StoreError::KeyTaken(_)
            | StoreError::HandleTaken(_)
            | StoreError::Needed { .. }
            | StoreError::Field(_)
            | StoreError::Refused { .. }),
        ) => Refusal::Mistakes(vec![Mistake { line: 0, reason: error.to_string() }]),
        error => Refusal::Failed(Failure::from(error)),
    }
}

/// The reason with the record that it is about.
fn of_place(problem: &TextProblem) -> String {
    if problem.path.is_empty() {
        return problem.reason.clone();
    }
    format!("{}: {}", problem.path, problem.reason)
}
