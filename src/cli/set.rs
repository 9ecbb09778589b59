use serde_json::json;

use super::{
    Context, Failure, Outcome,
    edit::NOTHING_CHANGED,
    records,
    visible::visible,
    words::{first_of, listed},
};
use crate::{
    library::{Access, Assignable, Changed, KeptBeside, Noted, doubts, names_of, value_of},
    model::Place,
};

/// Change fields of an edition, its text or its work
///
/// Fields and roles have the names that `oeuvre fields` lists. Lists and names are parted by semicolons or
/// given repeatedly; FIELD= with nothing behind it removes a field. A field of the original or of the
/// container is changed there, as is what a part of a book says of its book: editor, publishers, series. What merging or
/// importing has kept beside a field goes when the field is set: that decides it. A work that is dated as an edition of
/// its original text goes with the date of that. All changes are made or none.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre set serge1963memoirs pages=401 isbn=0192811843
  oeuvre set serge1963memoirs translator=\"Sedgwick, Peter; Paizis, George\"
  oeuvre set serge1963memoirs kind=memoir work_date=1942/1943
  oeuvre set serge1963memoirs note=")]
pub struct Args {
    /// The key of the edition
    #[arg(value_name = "KEY")]
    key: String,
    /// The fields with their new values
    #[arg(required = true, value_name = "FIELD=VALUE")]
    assignments: Vec<String>,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let mut assignments = Vec::new();
    for assignment in &args.assignments {
        let Some((name, value)) = assignment.split_once('=') else {
            return Err(Failure::new(format!("{assignment:?} is not FIELD=VALUE"))
                .hint(format!("write {assignment}=VALUE; {assignment}= removes the field")));
        };
        assignments.push((name.to_owned(), value.to_owned()));
    }
    let mut library = context.open(Access::Write)?;
    let changed = library.set(&args.key, &assignments)?;
    for (name, value) in &assignments {
        for doubt in doubts_of(name, value) {
            context.messages.note(visible(&doubt));
        }
    }
    if context.json {
        let seen = library.edition(&args.key)?;
        context.out.json(&json!([records::edition(&seen)]))?;
        return Ok(Outcome::Done);
    }
    if library.noted() != Noted::Change {
        context.messages.say(NOTHING_CHANGED);
        return Ok(Outcome::Done);
    }
    let mut by_key: Vec<(&Changed, Vec<String>)> = Vec::new();
    for change in &changed {
        match by_key.iter_mut().find(|(first, _)| first.key == change.key) {
            Some((_, fields)) => fields.push(change.field.clone()),
            None => by_key.push((change, vec![change.field.clone()])),
        }
    }
    for (Changed { key, place, .. }, fields) in by_key {
        let relation = match place {
            Place::Container => format!(", which {} is part of", args.key),
            _ => String::new(),
        };
        context.messages.say(visible(&format!("changed {} of {key}{relation}", listed(&fields))));
    }
    for beside in changed.iter().flat_map(|change| &change.decided) {
        let KeptBeside { name, from, value } = beside;
        context
            .messages
            .note(visible(&format!("{name}: what {from} told is not kept beside it any more: {value}")));
    }
    for date in changed.iter().filter_map(|change| change.work_date.as_ref()) {
        let date = visible(&date.display()).into_owned();
        context.messages.note(format!("the work, dated as this edition was, is now dated {date}"));
    }
    for change in changed.iter().filter(|change| !change.also.is_empty()) {
        let others = first_of(&change.also);
        context.messages.note(visible(&format!("{} is now so for {others} too", change.field)));
    }
    Ok(Outcome::Done)
}

/// What may be wrong with a value that was set.
fn doubts_of(name: &str, value: &str) -> Vec<String> {
    match Assignable::named(name) {
        _ if value.trim().is_empty() => Vec::new(),
        Some(Assignable::Field(row)) => doubts::of_value(row, &value_of(row.kind, &[value])),
        Some(Assignable::Role(_)) => doubts::of_names(&names_of(&[value])),
        None => Vec::new(),
    }
}
