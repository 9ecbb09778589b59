use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    drawing::full_title,
    edit::{NOTHING_CHANGED, mistakes_of, said},
    editor::Draft,
    output::{ASIDE, Colour, KEY, TITLE, columns, padded},
    people,
    visible::visible,
    words::{counted, first_of, listed},
};
use crate::{
    library::{
        Access, Commitment, Deed, Noted, PERSON_SCHEMES, PersonPart as Part, PersonSeen, SplitPeople,
        name_of, years,
    },
    model::{
        Field, Place, Standing, language, title,
        tree::{AgentName, NameKind},
    },
};

/// Show, edit, merge and split people and bodies
///
/// People are named by their ids, which `oeuvre people --json` and `oeuvre person show` tell, or by any of their names,
/// in any order and without accents: "victor serge", "Kibalchich". A name that several people have is refused, with
/// those that may be meant.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre person show kibalchich
  oeuvre person set \"Peter Sedgwick\" born=1934 died=1983
  oeuvre person alias \"victor serge\" \"Le Rétif\" --kind pseudonym --lang fr
  oeuvre person merge sedgwick-peter greeman-richard --dry-run
  oeuvre person split \"victor serge\" --of serge1963memoirs --dry-run
  EDITOR=true oeuvre person edit serge-victor")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Show a person with all names, dates, identifiers and all that the person did
    Show(Show),
    /// Edit a person as YAML in $VISUAL or $EDITOR
    Edit(Edit),
    /// Change the name, the kind, dates, the note and identifiers
    Set(Set),
    /// Let people be one: the first stays, with the names and works of all
    Merge(Merge),
    /// Take names, or a part in editions, out of a person and give them to a new one
    ///
    /// For two people who were taken for one. Where each has a name of their own, --names says which names go, with all
    /// that is printed under them. Where both have the same name, --of says which editions are the other one's. Who wrote
    /// or translated something did so in all editions of that work or translation, so these go with it; those that were
    /// not named are told.
    #[command(after_help = "Examples:
  oeuvre person split \"victor serge\" --names \"Le Rétif\" --dry-run
  oeuvre person split \"victor serge\" --of serge1963memoirs --as \"Serge, Vlady\" --dry-run")]
    Split(Split),
    /// Add a further name, say what one is, or remove one
    Alias(Alias),
}

#[derive(Debug, clap::Args)]
struct Show {
    /// The person
    #[arg(value_name = "PERSON")]
    person: String,
}

#[derive(Debug, clap::Args)]
struct Edit {
    /// The person
    #[arg(value_name = "PERSON")]
    person: String,
}

#[derive(Debug, clap::Args)]
struct Set {
    /// The person
    #[arg(value_name = "PERSON")]
    person: String,
    /// The fields with their new values: name, kind, born, died, note, orcid, viaf, isni, wikidata, gnd …
    #[arg(required = true, value_name = "FIELD=VALUE")]
    assignments: Vec<String>,
}

#[derive(Debug, clap::Args)]
struct Merge {
    /// The people, first the one that stays
    #[arg(required = true, num_args = 2.., value_name = "PERSON")]
    people: Vec<String>,
    /// Tell what would come of it, and change nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, clap::Args)]
struct Split {
    /// The person
    #[arg(value_name = "PERSON")]
    person: String,
    /// The names that go, with all that is printed under them
    #[arg(long, value_name = "NAME", num_args = 1.., conflicts_with = "of")]
    names: Vec<String>,
    /// The editions to which somebody else contributed, with the works and translations that they are editions of
    #[arg(long, value_name = "KEY", num_args = 1..)]
    of: Vec<String>,
    /// What the new person is called [default: as the first name that goes]
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
    /// Tell what would come of it, and change nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, clap::Args)]
struct Alias {
    /// The person
    #[arg(value_name = "PERSON")]
    person: String,
    /// The name, as `Family, Given` or as one word that is not taken apart
    #[arg(value_name = "NAME")]
    name: String,
    /// What it is: birth, pseudonym, variant, transliteration, native, married, nickname
    #[arg(long, value_name = "KIND", default_value = "variant", value_parser = name_kind)]
    kind: NameKind,
    /// Its language, by tag or name: ru, French, zh-Latn
    #[arg(long, value_name = "LANGUAGE", value_parser = tag)]
    lang: Option<String>,
    /// Remove the name
    #[arg(long, conflicts_with_all = ["kind", "lang"])]
    remove: bool,
}

fn name_kind(word: &str) -> Result<NameKind, String> {
    let words = || NameKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ");
    NameKind::from_word(word).ok_or_else(|| format!("it can be {}", words()))
}

fn tag(text: &str) -> Result<String, String> {
    language::from_any(text).ok_or_else(|| "this is no language that is known; write a tag, as ru".to_owned())
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    match &args.command {
        Command::Show(args) => show(&args.person, context),
        Command::Edit(args) => edit(&args.person, context),
        Command::Set(args) => set(args, context),
        Command::Merge(args) => merge(args, context),
        Command::Split(args) => split(args, context),
        Command::Alias(args) => alias(args, context),
    }
}

fn show(called: &str, context: &mut Context) -> Result<Outcome, Failure> {
    let seen = context.open(Access::Read)?.person(called)?;
    if context.json {
        context.out.json(&record(&seen))?;
        return Ok(Outcome::Done);
    }
    for line in page(&seen, context.out.colour()) {
        context.out.line(&line)?;
    }
    Ok(Outcome::Done)
}

/// Name and id, what is known, and below each role the editions by date.
fn page(seen: &PersonSeen, colour: Colour) -> Vec<String> {
    let agent = &seen.agent;
    let id = colour.paint(ASIDE, visible(&agent.handle));
    let name = colour.paint(TITLE, visible(&agent.name.inverted()));
    let years = match years(agent) {
        years if years.is_empty() => years,
        years => format!(" ({years})"),
    };
    let mut lines = vec![format!("{name}{years}   {id}")];
    let mut rows: Vec<(String, String)> = Vec::new();
    rows.push(("kind".to_owned(), agent.kind.to_string()));
    rows.extend(agent.names.iter().map(|further| ("name".to_owned(), further_name(further))));
    for (label, date) in [("born", &agent.born), ("died", &agent.died)] {
        rows.extend(date.iter().map(|date| (label.to_owned(), date.display())));
    }
    rows.extend(agent.identifiers.iter().map(|known| (known.scheme.clone(), known.value.clone())));
    rows.extend(agent.note.iter().map(|note| ("note".to_owned(), note.clone())));
    let widest = rows.iter().map(|(label, _)| columns(&visible(label))).max().unwrap_or(0);
    for (label, value) in rows {
        let label = colour.paint(ASIDE, padded(&visible(&label), widest));
        lines.push(format!("  {label}  {}", visible(&value)));
    }
    for (role, deeds) in &seen.deeds {
        lines.push(colour.paint(TITLE, role));
        let years: Vec<String> = deeds.iter().map(year_of).collect();
        let widest = years.iter().map(|year| columns(year)).max().unwrap_or(0);
        let dated = deeds.iter().zip(&years);
        lines.extend(dated.map(|(deed, year)| deed_line(deed, &padded(year, widest), seen, colour)));
    }
    lines
}

/// `Виктор Серж (native, Russian)`
fn further_name(further: &AgentName) -> String {
    let tag = further.language.as_deref();
    let language = tag.map(|tag| match (language::english_name(tag), tag.contains('-')) {
        (Some(name), false) => name.to_owned(),
        _ => tag.to_owned(),
    });
    let what: Vec<String> = std::iter::once(further.kind.to_string()).chain(language).collect();
    format!("{} ({})", further.name.display(), what.join(", "))
}

fn year_of(deed: &Deed) -> String {
    let date = deed.seen.reference.fields.date(Place::Here, Field::Date);
    date.map(|date| date.display_year()).unwrap_or_default()
}

/// Year, title, language and key, and the name where another one is printed.
fn deed_line(deed: &Deed, year: &str, person: &PersonSeen, colour: Colour) -> String {
    let edition = &deed.seen.whole.edition;
    let title = match full_title(&edition.fields) {
        title if title.is_empty() => title::plain(&deed.seen.whole.work.title).to_string(),
        title => title,
    };
    let language = deed.seen.whole.expression.language.as_deref();
    let language = language.map(|tag| format!(", {}", language::english_name(tag).unwrap_or(tag)));
    let printed = match deed.name == person.agent.name {
        true => String::new(),
        false => format!(", as {}", deed.name.display()),
    };
    let told = format!("{title}{}{printed}", language.unwrap_or_default());
    let key = match edition.standing {
        Standing::Listed => colour.paint(KEY, visible(&format!("  {}", edition.key))),
        Standing::Mentioned => colour.paint(ASIDE, "  mentioned"),
    };
    format!("  {}  {}{key}", year, visible(&told))
}

fn record(seen: &PersonSeen) -> Json {
    let mut record = people::identity(&seen.agent);
    let deed = |deed: &Deed| {
        let reference = &deed.seen.reference;
        json!({
            "key": deed.seen.whole.edition.key,
            "standing": deed.seen.whole.edition.standing,
            "title": title::plain(reference.fields.text(Place::Here, Field::Title).unwrap_or_default()),
            "date": reference.fields.date(Place::Here, Field::Date),
            "language": deed.seen.whole.expression.language,
            "work": deed.seen.whole.work.handle,
            "as": deed.name.display(),
        })
    };
    let deeds =
        seen.deeds.iter().map(|(role, deeds)| (role.to_string(), deeds.iter().map(deed).collect::<Json>()));
    if let Json::Object(record) = &mut record {
        record.insert("editions".to_owned(), Json::Object(deeds.collect()));
    }
    record
}

fn edit(called: &str, context: &mut Context) -> Result<Outcome, Failure> {
    let mut library = context.open(Access::Write)?;
    let (handle, text) = library.text_of_person(called)?;
    let draft = Draft::new(&format!("{handle}.yaml"), &text)?;
    let edited = draft
        .edit(&text, |edited| library.replace_person_text(&handle, &text, edited).map_err(mistakes_of))?;
    said(&edited, context);
    Ok(Outcome::Done)
}

fn set(args: &Set, context: &mut Context) -> Result<Outcome, Failure> {
    let mut assignments = Vec::new();
    for assignment in &args.assignments {
        let Some((name, value)) = assignment.split_once('=') else {
            return Err(Failure::new(format!("{assignment:?} is not FIELD=VALUE")).hint(format!(
                "fields of a person are name, kind, born, died, note, {}",
                PERSON_SCHEMES.join(", ")
            )));
        };
        assignments.push((name.to_owned(), value.to_owned()));
    }
    let mut library = context.open(Access::Write)?;
    let agent = library.set_person(&args.person, &assignments)?;
    if context.json {
        context.out.json(&people::identity(&agent))?;
    }
    if library.noted() != Noted::Change {
        context.messages.say(NOTHING_CHANGED);
        return Ok(Outcome::Done);
    }
    let fields: Vec<String> = assignments.into_iter().map(|(name, _)| name).collect();
    context.messages.say(visible(&format!("changed {} of {}", listed(&fields), agent.handle)));
    Ok(Outcome::Done)
}

fn merge(args: &Merge, context: &mut Context) -> Result<Outcome, Failure> {
    let mut library = context.open(Access::Write)?;
    let merged = library.merge_people(&args.people, commitment(args.dry_run))?;
    let verb = if args.dry_run { "would be merged" } else { "merged" };
    context.messages.say(visible(&format!(
        "{verb} into {}: {}",
        merged.handle,
        listed(&merged.names.iter().map(|name| name.display()).collect::<Vec<_>>())
    )));
    for conflict in &merged.conflicts {
        context.messages.note(visible(&format!("{conflict}; kept in the note")));
    }
    if context.json {
        context.out.json(&json!({ "id": merged.handle, "conflicts": merged.conflicts }))?;
    }
    Ok(Outcome::Done)
}

fn split(args: &Split, context: &mut Context) -> Result<Outcome, Failure> {
    let part = match (args.names.as_slice(), args.of.as_slice()) {
        ([], []) => {
            return Err(Failure::new("it is not said what goes to the new person")
                .hint("--names NAME… gives names away, with all that is printed under them: `oeuvre person show` tells them")
                .hint("--of KEY… gives away the part in editions, where two people have one name"));
        }
        (names, []) => Part::Names(names.to_vec()),
        (_, keys) => Part::Editions(keys.to_vec()),
    };
    let mut library = context.open(Access::Write)?;
    let done = library.split_person(&args.person, &part, args.name.as_deref(), commitment(args.dry_run))?;
    let SplitPeople { from, new, beside } = done;
    let verb = if args.dry_run { "would be taken" } else { "taken" };
    let what = match &part {
        Part::Names(names) => listed(names),
        Part::Editions(keys) => format!("the part in {}", listed(keys)),
    };
    context.messages.say(visible(&format!("{what} {verb} from {from} to {new}")));
    if !beside.is_empty() {
        let others = counted(beside.len(), "other edition", "other editions");
        let keys = first_of(&beside);
        context.messages.say(visible(&format!("and with it {others} of the same works or texts: {keys}")));
    }
    if context.json {
        context.out.json(&json!({ "from": from, "id": new, "beside": beside }))?;
    }
    Ok(Outcome::Done)
}

fn commitment(is_rehearsed: bool) -> Commitment {
    if is_rehearsed { Commitment::Rehearse } else { Commitment::Keep }
}

fn alias(args: &Alias, context: &mut Context) -> Result<Outcome, Failure> {
    let mut library = context.open(Access::Write)?;
    if args.remove {
        let handle = library.remove_name(&args.person, &args.name)?;
        context.messages.say(visible(&format!("removed {} of {handle}", args.name)));
        return Ok(Outcome::Done);
    }
    let further = AgentName { kind: args.kind, name: name_of(&args.name), language: args.lang.clone() };
    let handle = library.add_name(&args.person, &further)?;
    let is_known = library.noted() != Noted::Change;
    let already = if is_known { " already: nothing changed" } else { "" };
    context.messages.say(visible(&format!("{handle} is also {}{already}", further_name(&further))));
    Ok(Outcome::Done)
}
