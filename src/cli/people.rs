use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    list::{Noun, Query},
    output::{ASIDE, Colour, TITLE, columns, padded},
    records::identifiers,
    visible::visible,
};
use crate::{
    library::{Access, Person, years},
    model::{Name, tree::Agent},
};

/// List people and bodies with what they did
///
/// Beside each name stand the roles, with the number of works, translations or editions in that role, and
/// below it the other names of the same person.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre people
  oeuvre people kind:novel
  oeuvre people --json author:serge")]
pub struct Args {
    #[command(flatten)]
    query: Query,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let library = context.open(Access::Read)?;
    let found = library.people(&args.query.text())?;
    if context.json {
        context.out.json(&found.iter().map(record).collect::<Json>())?;
    } else {
        for line in lines(&found, context.out.colour()) {
            context.out.line(&line)?;
        }
    }
    args.query.outcome(found.len(), Noun::Person, context)
}

fn record(person: &Person) -> Json {
    let roles: serde_json::Map<_, _> =
        person.roles.iter().map(|(role, count)| (role.to_string(), json!(count))).collect();
    let mut record = identity(&person.agent);
    if let Json::Object(record) = &mut record {
        record.insert("roles".to_owned(), Json::Object(roles));
    }
    record
}

/// All that is known of somebody.
pub fn identity(agent: &Agent) -> Json {
    let names = agent
        .names
        .iter()
        .map(|other| json!({ "kind": other.kind, "name": other.name.display(), "language": other.language }));
    json!({
        "id": agent.handle,
        "kind": agent.kind,
        "name": agent.name.display(),
        "sort_name": agent.name.inverted(),
        "names": names.collect::<Json>(),
        "born": agent.born,
        "died": agent.died,
        "identifiers": identifiers(&agent.identifiers),
        "note": agent.note,
    })
}

/// Beyond this a name pushes the rest of its line.
const WIDEST: usize = 40;

fn lines(people: &[Person], colour: Colour) -> Vec<String> {
    let shown: Vec<_> = people.iter().map(|person| visible(&heading(person)).into_owned()).collect();
    let widest = shown.iter().map(|name| columns(name).min(WIDEST)).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (person, heading) in people.iter().zip(&shown) {
        let roles: Vec<_> = person.roles.iter().map(|(role, count)| format!("{role} {count}")).collect();
        let heading = colour.paint(TITLE, padded(heading, widest));
        lines.push(format!("{heading}  {}", roles.join(" · ")).trim_end().to_owned());
        let others: Vec<_> =
            person.agent.names.iter().map(|other| other_name(&other.name, other.kind)).collect();
        if !others.is_empty() {
            let others = visible(&others.join("; ")).into_owned();
            lines.push(format!("  {}", colour.paint(ASIDE, others)));
        }
    }
    lines
}

/// The name for sorting, with the years of a life where they are known.
fn heading(person: &Person) -> String {
    let agent = &person.agent;
    let years = match years(agent) {
        years if years.is_empty() => years,
        years => format!(" ({years})"),
    };
    format!("{}{years}", agent.name.inverted())
}

fn other_name(name: &Name, kind: crate::model::tree::NameKind) -> String {
    format!("{} ({kind})", name.display())
}
