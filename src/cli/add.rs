use std::path::{Path, PathBuf};

use super::{Context, Failure, Outcome, error::unknown_field, form, import, records, visible::visible};
use crate::{
    fields::{self, Dialect},
    library::{
        Access, Assignable, Beside, Commitment, Filed, Library, Matching, OnMatch, Outcome as FiledAs,
        Placement, Seen, check_citable, doubts, likely_type, names_of, place_in, place_of_role, value_of,
    },
    model::{
        EntryType, Field, Place, Reference, Role, WorkKind, likeness::nearest, title, tree::ExpressionKind,
    },
};

/// Add an edition: in one line, from a paste, or in a form
///
/// A translation joins the work of its original, which is made when it is not there. Names are given as
/// "Family, Given"; a name without a comma is a body or a mononym. Options for names, publishers, places and
/// keywords can be repeated. With no arguments a form opens in $VISUAL or $EDITOR.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre add \"Memoirs of a Revolutionary\" --author \"Serge, Victor\" --translator \"Sedgwick, Peter\" --publisher \"Oxford University Press\" --place Oxford --date 1963 --original \"Mémoires d'un révolutionnaire\" --original-date 1951 --original-language fr
  oeuvre add --edition-of serge1963memoirs --date 1984 --publisher \"Writers and Readers\"
  oeuvre add --reprint-of serge1963memoirs --date 2012 --publisher \"New York Review Books\" --place \"New York\"
  oeuvre add \"Kronstadt '21\" --author \"Serge, Victor\" --container Politics --volume 2 --issue 4 --date 1945
  oeuvre add --from entry.bib")]
pub struct Args {
    /// The title
    #[arg(value_name = "TITLE")]
    title: Option<String>,
    /// The subtitle
    #[arg(long)]
    subtitle: Option<String>,
    /// An author, as "Family, Given"
    #[arg(long, value_name = "NAME")]
    author: Vec<String>,
    /// A translator; "not named" where it is stated that nobody is
    #[arg(long, value_name = "NAME")]
    translator: Vec<String>,
    /// An editor; of the book, for a part of a book
    #[arg(long, value_name = "NAME")]
    editor: Vec<String>,
    /// A publisher
    #[arg(long, value_name = "NAME")]
    publisher: Vec<String>,
    /// A place of publication
    #[arg(long, value_name = "PLACE")]
    place: Vec<String>,
    /// The date: 1963, 1963-05, 193X, 1936~, 1936/1938
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// The type of the edition, such as book, article, chapter
    #[arg(long = "type", value_name = "TYPE", value_parser = entry_type)]
    entry_type: Option<EntryType>,
    /// The kind of the work, such as novel, memoir, essay
    #[arg(long, value_name = "KIND", value_parser = work_kind)]
    kind: Option<WorkKind>,
    /// The language of the text: en, fr, russian
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// The title of the original that it was translated from
    #[arg(long, value_name = "TITLE")]
    original: Option<String>,
    /// The date of the original
    #[arg(long, value_name = "DATE")]
    original_date: Option<String>,
    /// The language of the original
    #[arg(long, value_name = "LANGUAGE")]
    original_language: Option<String>,
    /// A publisher of the original
    #[arg(long, value_name = "NAME")]
    original_publisher: Vec<String>,
    /// A place of publication of the original
    #[arg(long, value_name = "PLACE")]
    original_place: Vec<String>,
    /// The book or periodical that it is part of
    #[arg(long, value_name = "TITLE")]
    container: Option<String>,
    /// The volume
    #[arg(long, value_name = "NUMBER")]
    volume: Option<String>,
    /// The issue of the periodical
    #[arg(long, value_name = "NUMBER")]
    issue: Option<String>,
    /// The pages
    #[arg(long, value_name = "PAGES")]
    pages: Option<String>,
    /// The series
    #[arg(long, value_name = "TITLE")]
    series: Option<String>,
    /// The number in the series
    #[arg(long, value_name = "NUMBER")]
    series_number: Option<String>,
    /// The edition statement: 2, "revised"
    #[arg(long, value_name = "TEXT")]
    edition: Option<String>,
    /// The ISBN
    #[arg(long)]
    isbn: Vec<String>,
    /// The DOI
    #[arg(long)]
    doi: Vec<String>,
    /// The address on the web
    #[arg(long)]
    url: Option<String>,
    /// The day the address was looked at
    #[arg(long, value_name = "DATE")]
    accessed: Option<String>,
    /// A note
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// A keyword
    #[arg(long, value_name = "WORD")]
    keyword: Vec<String>,
    /// Any other field or role by its name in `oeuvre fields`
    #[arg(long, value_name = "FIELD=VALUE")]
    field: Vec<String>,
    /// The citation key [default: author, year and first word of the title]
    #[arg(long)]
    key: Option<String>,
    /// Add a further edition of the text that this edition has
    #[arg(long, value_name = "KEY", conflicts_with_all = OF_WORK_AND_ORIGINAL)]
    edition_of: Option<String>,
    /// Add a reprint of this edition
    #[arg(long, value_name = "KEY", conflicts_with = "edition_of", conflicts_with_all = OF_WORK_AND_ORIGINAL)]
    reprint_of: Option<String>,
    /// Read entries in any format from a file, - for standard input
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, conflicts_with_all = ["title", "edition_of", "reprint_of"])]
    from: Option<PathBuf>,
    /// The format of --from [default: told by content]
    #[arg(long, value_name = "FORMAT", requires = "from")]
    format: Option<String>,
}

/// What a further edition of a text has from that text.
const OF_WORK_AND_ORIGINAL: [&str; 6] =
    ["kind", "original", "original_date", "original_language", "original_publisher", "original_place"];

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    if let Some(file) = &args.from {
        return paste(file, args.format.as_deref(), context);
    }
    let mut library = context.open(Access::Write)?;
    args.key.as_deref().map_or(Ok(()), check_citable)?;
    let reference = args.reference(context)?;
    let is_empty = reference.fields.is_empty() && reference.names.is_empty();
    let known = match (&args.edition_of, &args.reprint_of) {
        (Some(key), _) => Some((key, Beside::Edition)),
        (None, reprinted) => reprinted.as_ref().map(|key| (key, Beside::Reprint)),
    };
    let added = match known {
        Some((key, relation)) => library.add_beside(key, relation, &reference)?,
        None if is_empty => {
            let Some(reference) = form::fill_in(context)? else { return Ok(Outcome::Findings) };
            library.add(&reference)?
        }
        None if !reference.fields.has(Place::Here, Field::Title) => {
            return Err(Failure::new("an edition needs a title")
                .hint("oeuvre add TITLE --author \"Family, Given\"; for what has no title, a description in [brackets]"));
        }
        None => library.add(&reference)?,
    };
    tell(&library, &[added.filed], context)
}

/// Adds what stands in a file or comes from standard input.
fn paste(file: &Path, format: Option<&str>, context: &mut Context) -> Result<Outcome, Failure> {
    let format = format.map(super::target::format_to_read).transpose()?;
    let input = import::input(file, format)?;
    let mut library = context.open(Access::Write)?;
    let matching = Matching { on_match: OnMatch::New, ..Matching::default() };
    let report = library.import_matching(vec![input], Commitment::Keep, matching, &mut |_| {})?;
    import::tell_problems(&report.problems, context.messages);
    if report.filed.is_empty() {
        context.messages.problem("nothing was added: there is no entry in it");
        return Ok(Outcome::Findings);
    }
    let findings = report.has_findings();
    tell(&library, &report.filed, context)?;
    Ok(if findings { Outcome::Findings } else { Outcome::Done })
}

impl Args {
    /// What the options say, as a reference.
    fn reference(&self, context: &Context) -> Result<Reference, Failure> {
        let mut reference = Reference::new(EntryType::Book);
        reference.key = self.key.clone();
        reference.work_kind = self.kind;
        for (place, field, texts) in self.values() {
            put(&mut reference, place, field, &texts, context);
        }
        for (role, texts) in
            [(Role::Author, &self.author), (Role::Translator, &self.translator), (Role::Editor, &self.editor)]
        {
            put_names(&mut reference, Place::Here, role, &slices(texts), context);
        }
        for assignment in &self.field {
            let Some((name, value)) = assignment.split_once('=') else {
                return Err(Failure::new(format!("{assignment:?} is not FIELD=VALUE")));
            };
            assign(&mut reference, name, value, context).map_err(Failure::new)?;
        }
        settle(&mut reference, self.entry_type);
        Ok(reference)
    }

    /// The values of the options for fields.
    fn values(&self) -> Vec<(Place, Field, Vec<&str>)> {
        use Place::{Container, Here, Original, Series};
        vec![
            (Here, Field::Title, one(&self.title)),
            (Here, Field::Subtitle, one(&self.subtitle)),
            (Here, Field::Publishers, slices(&self.publisher)),
            (Here, Field::Places, slices(&self.place)),
            (Here, Field::Date, one(&self.date)),
            (Here, Field::Language, one(&self.language)),
            (Original, Field::Title, one(&self.original)),
            (Original, Field::Date, one(&self.original_date)),
            (Original, Field::Language, one(&self.original_language)),
            (Original, Field::Publishers, slices(&self.original_publisher)),
            (Original, Field::Places, slices(&self.original_place)),
            (Container, Field::Title, one(&self.container)),
            (Here, Field::Volume, one(&self.volume)),
            (Here, Field::Issue, one(&self.issue)),
            (Here, Field::Pages, one(&self.pages)),
            (Series, Field::Title, one(&self.series)),
            (Series, Field::Number, one(&self.series_number)),
            (Here, Field::Edition, one(&self.edition)),
            (Here, Field::Isbn, slices(&self.isbn)),
            (Here, Field::Doi, slices(&self.doi)),
            (Here, Field::Url, one(&self.url)),
            (Here, Field::Accessed, one(&self.accessed)),
            (Here, Field::Note, one(&self.note)),
            (Here, Field::Keywords, slices(&self.keyword)),
        ]
    }
}

/// Gives a reference its type, which what it says suggests where none is given, and moves what is said of a
/// part to its book.
pub fn settle(reference: &mut Reference, entry_type: Option<EntryType>) {
    reference.entry_type = entry_type.unwrap_or_else(|| likely_type(reference));
    let fields: Vec<Field> = reference.fields.of_place(Place::Here).map(|(field, _)| field).collect();
    for field in fields {
        let place = place_in(reference.entry_type, field);
        if place != Place::Here
            && !reference.fields.has(place, field)
            && let Some(value) = reference.fields.remove(Place::Here, field)
        {
            reference.fields.set(place, field, value);
        }
    }
    let place = place_of_role(reference.entry_type, Role::Editor);
    if place != Place::Here
        && let Some(editors) = reference.names.remove(&(Place::Here, Role::Editor))
    {
        reference.names.entry((place, Role::Editor)).or_insert(editors);
    }
}

fn one(text: &Option<String>) -> Vec<&str> {
    text.as_deref().into_iter().collect()
}

fn slices(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

fn put(reference: &mut Reference, place: Place, field: Field, texts: &[&str], context: &Context) {
    if texts.is_empty() {
        return;
    }
    let Some(row) = fields::row(place, field) else { return };
    let value = value_of(row.kind, texts);
    for doubt in doubts::of_value(row, &value) {
        context.messages.note(visible(&doubt));
    }
    reference.fields.set(place, field, value);
}

fn put_names(reference: &mut Reference, place: Place, role: Role, texts: &[&str], context: &Context) {
    let list = names_of(texts);
    for doubt in doubts::of_names(&list) {
        context.messages.note(visible(&doubt));
    }
    if !list.is_empty() {
        reference.names.insert((place, role), list);
    }
}

/// Puts a value as typed into a reference, under a name of the tables.
pub fn assign(reference: &mut Reference, name: &str, value: &str, context: &Context) -> Result<(), String> {
    match Assignable::named(name) {
        Some(Assignable::Field(row)) => put(reference, row.place, row.field, &[value], context),
        Some(Assignable::Role(row)) => put_names(reference, row.place, row.role, &[value], context),
        None => return Err(unknown_field(name)),
    }
    Ok(())
}

/// Says what was made and what it joined; as JSON, the records.
fn tell(library: &Library, filed: &[Filed], context: &mut Context) -> Result<Outcome, Failure> {
    let seen: Vec<Seen> = filed.iter().map(|filed| library.edition(&filed.key)).collect::<Result<_, _>>()?;
    if context.json {
        let records: serde_json::Value = seen.iter().map(records::edition).collect();
        context.out.json(&records)?;
        return Ok(Outcome::Done);
    }
    for (filed, seen) in filed.iter().zip(&seen) {
        context.messages.say(visible(&sentence(filed, seen)));
        for note in &filed.notes {
            context.messages.note(visible(note));
        }
    }
    Ok(Outcome::Done)
}

/// `added serge1963memoirs, a translation of Mémoires d'un révolutionnaire (new work)`
fn sentence(filed: &Filed, seen: &Seen) -> String {
    let key = &filed.key;
    if filed.outcome == FiledAs::Identical {
        return format!("{key} is there already, with all of this");
    }
    let work = title::plain(&seen.whole.work.title);
    let kind = seen.whole.expression.kind;
    let what = match (kind, filed.expression) {
        (ExpressionKind::Original | ExpressionKind::Unstated, Placement::New) => work.to_string(),
        (ExpressionKind::Original | ExpressionKind::Unstated, Placement::Joined) => {
            format!("a further edition of {work}")
        }
        (_, Placement::New) => format!("{} {kind} of {work}", article(kind)),
        (_, Placement::Joined) => format!("a further edition of {} {kind} of {work}", article(kind)),
    };
    let joined = match filed.work {
        Placement::New => " (new work)",
        Placement::Joined => "",
    };
    format!("added {key}, {what}{joined}")
}

fn article(kind: ExpressionKind) -> &'static str {
    if kind.as_str().starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

pub fn entry_type(word: &str) -> Result<EntryType, String> {
    let of_format = || Dialect::ALL.iter().find_map(|dialect| fields::entry_type_of(*dialect, word));
    EntryType::from_word(&word.to_lowercase())
        .or_else(of_format)
        .ok_or_else(|| unknown_word(word, EntryType::ALL.iter().map(|known| known.as_str())))
}

pub fn work_kind(word: &str) -> Result<WorkKind, String> {
    WorkKind::from_word(&word.to_lowercase())
        .ok_or_else(|| unknown_word(word, WorkKind::ALL.iter().map(|known| known.as_str())))
}

fn unknown_word(word: &str, known: impl Iterator<Item = &'static str> + Clone) -> String {
    match nearest(word, known.clone()).first() {
        Some(close) => format!("did you mean {close}?"),
        None => format!("the words are {}", known.collect::<Vec<_>>().join(", ")),
    }
}
