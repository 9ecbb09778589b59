use serde_json::Value as Json;

use super::{
    Context, Failure, Outcome,
    drawing::{full_title, imprint},
    extras,
    hyperlinks::Hyperlinks,
    output::{ASIDE, Colour, KEY, columns, padded},
    read_throughs::stars,
    records,
    visible::visible,
    words::{counted, names},
};
use crate::{
    fields,
    library::{self, Access, ChangeId, Column, Seen, SeenWithReading, Triple, doi_address, web_address},
    model::{
        Date, Field, Place, Standing, Value, title,
        tree::{Evidence, ExpressionKind, FurtherTitle, ReadingStatus, Relation, Target, WorkState},
    },
};

/// Show everything about editions
///
/// What the edition says of itself, then its text (the expression), its work, what it is part of, the
/// original behind it, and further titles. The passages that the record stands on are counted, and shown with
/// --evidence; in JSON they always are.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre show serge1963memoirs
  oeuvre show --evidence serge1963memoirs
  oeuvre show --json serge1963memoirs serge1967birth
  oeuvre set serge1963memoirs note=Signed && oeuvre show --at 1 serge1963memoirs")]
pub struct Args {
    /// The keys of the editions
    #[arg(required = true, value_name = "KEY")]
    keys: Vec<String>,
    /// Show the passages that the records stand on
    #[arg(long)]
    evidence: bool,
    /// Show them as they were after a change, by its number in `oeuvre log`
    #[arg(long, value_name = "CHANGE")]
    at: Option<i64>,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let seen = seen(args, context)?;
    if context.json {
        context.out.json(&seen.iter().map(record).collect::<Json>())?;
        return Ok(Outcome::Done);
    }
    for (index, seen) in seen.iter().enumerate() {
        if index > 0 {
            context.out.line("")?;
        }
        context.out.text(&page(seen, args, (context.out.colour(), context.out.links())))?;
    }
    Ok(Outcome::Done)
}

/// The editions as they are, or as they were after a change.
fn seen(args: &Args, context: &Context) -> Result<Vec<SeenWithReading>, Failure> {
    let Some(change) = args.at else {
        let library = context.open(Access::Read)?;
        return Ok(args
            .keys
            .iter()
            .map(|key| library.edition_with_reading(key))
            .collect::<Result<_, _>>()?);
    };
    // Going back is rehearsed in the library, and rolled back.
    let mut library = context.open(Access::Rehearse)?;
    let mut seen = Vec::new();
    for key in &args.keys {
        match library.edition_at(ChangeId(change), key)? {
            Some(edition) => seen.push(edition),
            None => {
                let failure =
                    Failure::not_found(format!("no edition had the key {key:?} after change {change}"));
                return Err(failure.hint("`oeuvre log` shows the changes"));
            }
        }
    }
    Ok(seen)
}

/// A label and what stands beside it.
struct Row {
    label: String,
    value: String,
    /// Where the value leads.
    address: Option<String>,
}

/// Labels and what stands beside them.
#[derive(Default)]
struct Rows(Vec<Row>);

impl Rows {
    /// With the underscores of a label as spaces.
    fn push(&mut self, label: impl Into<String>, value: impl Into<String>) {
        self.push_as_it_is(label.into().replace('_', " "), value);
    }

    /// With a label that holds a key.
    fn push_as_it_is(&mut self, label: impl Into<String>, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.0.push(Row { label: label.into(), value, address: None });
        }
    }

    /// Lets the value of the last row lead somewhere.
    fn link_last(&mut self, address: Option<String>) {
        if let Some(row) = self.0.last_mut() {
            row.address = address;
        }
    }
}

/// With what is told of reading, in the columns that `list` has of it.
fn record(shown: &SeenWithReading) -> Json {
    let mut record = records::edition_with_evidence(&shown.seen);
    let mut reading = serde_json::Map::new();
    for column in Column::reading_names().filter_map(Column::named) {
        let values = column.values(&shown.seen);
        if !values.is_empty() {
            reading.insert(column.name().to_owned(), values.into());
        }
    }
    if shown.quotations > 0 {
        reading.insert("quotations".to_owned(), shown.quotations.into());
    }
    if let Json::Object(record) = &mut record
        && !reading.is_empty()
    {
        record.insert("reading".to_owned(), Json::Object(reading));
    }
    record
}

fn page(shown: &SeenWithReading, args: &Args, (colour, links): (Colour, Hyperlinks)) -> String {
    let SeenWithReading { seen, quotations } = shown;
    let edition = &seen.whole.edition;
    let mut heading = colour.paint(KEY, visible(&edition.key));
    let standing =
        (edition.standing == Standing::Mentioned).then_some(", known only through another edition");
    let rest = format!("   {}{}", edition.entry_type, standing.unwrap_or(""));
    heading.push_str(&colour.paint(ASIDE, rest));
    let mut rows = Rows::default();
    push_edition(&mut rows, seen);
    push_text(&mut rows, seen);
    push_neighbours(&mut rows, seen);
    match args.evidence {
        true => push_passages(&mut rows, seen),
        false => count_passages(&mut rows, seen),
    }
    push_reading(&mut rows, seen, *quotations);
    let widest = rows.0.iter().map(|row| columns(&visible(&row.label))).max().unwrap_or(0);
    let mut page = format!("{heading}\n");
    for row in rows.0 {
        let label = colour.paint(ASIDE, padded(&visible(&row.label), widest));
        let value = links.link(row.address.as_deref(), visible(&row.value));
        page.push_str(&format!("  {label}  {value}\n"));
    }
    page
}

/// How it stands with reading it, in a line or two.
fn push_reading(rows: &mut Rows, seen: &Seen, quotations: usize) {
    let own = &seen.reference.own_reading;
    if let Some(last) = own.read_throughs.last() {
        let day = last.finished.as_ref().or(last.started.as_ref()).or(last.noted.as_ref());
        let rating = own.read_throughs.iter().rev().find_map(|reading| reading.rating);
        let finished = own.read_throughs.iter().filter(|reading| reading.status == ReadingStatus::Finished);
        let times =
            Some(finished.count()).filter(|times| *times > 1).map(|times| format!("read {times} times"));
        let parts = [Some(last.status.to_string()), day.map(Date::display), rating.map(stars), times];
        rows.push("reading", parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    }
    rows.push("lists", own.lists.iter().map(|list| list.name.as_str()).collect::<Vec<_>>().join("; "));
    if quotations > 0 {
        let counted = counted(quotations, "passage", "passages");
        rows.push(
            "excerpts",
            format!("{counted}; `oeuvre quotes key:{}` shows them", seen.whole.edition.key),
        );
    }
}

/// What the edition says of itself.
fn push_edition(rows: &mut Rows, seen: &Seen) {
    let edition = &seen.whole.edition;
    for row in fields::ROLES.iter().filter(|row| matches!(row.place, Place::Here | Place::Series)) {
        if let Some(list) = seen.reference.names.get(&(row.place, row.role)) {
            rows.push(row.name, names(list));
        }
    }
    for ((place, field), value) in edition.fields.iter() {
        if let Some(row) = fields::row(place, field) {
            rows.push(row.name, shown(value, row.kind));
            rows.link_last(address(place, field, value));
        }
    }
    rows.push(
        "attribution",
        if edition.attribution == crate::model::tree::Attribution::Disputed { "disputed" } else { "" },
    );
    for further in &edition.titles {
        rows.push(format!("{} title", further.kind), further_title(further));
    }
    rows.push("further keys", edition.aliases.join(", "));
    for relation in &edition.relations {
        rows.push(relation.kind.as_str().replace('-', " "), target(relation));
    }
    for extra in &edition.extras {
        let (label, value) = extras::row(extra, &edition.key);
        rows.push_as_it_is(label, value);
    }
}

/// Where a value leads: a DOI, or an address.
fn address(place: Place, field: Field, value: &Value) -> Option<String> {
    match (place, field, value.as_list()) {
        (Place::Here, Field::Doi, [doi]) => doi_address(doi),
        (Place::Here, Field::Url, [url]) => web_address(url),
        _ => None,
    }
}

/// A value without markup.
fn shown(value: &Value, kind: fields::Kind) -> String {
    let text = value.to_display();
    if kind.has_markup() { title::plain(&text).to_string() } else { text }
}

/// The expression and the work.
fn push_text(rows: &mut Rows, seen: &Seen) {
    let (expression, work) = (&seen.whole.expression, &seen.whole.work);
    let language = expression.language.as_deref().map_or(String::new(), |tag| format!(", {}", language(tag)));
    rows.push("text", format!("{}{language}", expression.kind));
    for further in &expression.titles {
        rows.push(format!("{} title of the text", further.kind), further_title(further));
    }
    rows.push("note on the text", expression.note.clone().unwrap_or_default());
    let date = work.date.as_ref().map_or(String::new(), |date| format!(", {}", date.display_year()));
    rows.push("work", format!("{}{date} ({}) [{}]", title::plain(&work.title), work.kind, work.handle));
    if work.state != WorkState::Extant {
        rows.push("state of the work", work.state.as_str());
    }
    let authors = library::names_by_role(&work.contributions);
    for row in fields::ROLES {
        let place = (row.place, row.role);
        // Said above already, unless the edition says otherwise.
        if let Some(list) = authors.get(&place).filter(|list| seen.reference.names.get(&place) != Some(list))
        {
            rows.push(format!("{} of the work", row.name), names(list));
        }
    }
    for further in &work.titles {
        rows.push(format!("{} title of the work", further.kind), further_title(further));
    }
    rows.push("keywords of the work", work.keywords.join("; "));
    rows.push("note on the work", work.note.clone().unwrap_or_default());
    for relation in &work.relations {
        rows.push(format!("work {}", relation.kind.as_str().replace('-', " ")), target(relation));
    }
}

/// The editions behind and around it.
fn push_neighbours(rows: &mut Rows, seen: &Seen) {
    let is_translated = seen.whole.expression.kind != ExpressionKind::Original;
    let original = seen.whole.original.as_ref().filter(|_| is_translated);
    for (label, neighbour) in [
        ("in", seen.whole.container.as_ref()),
        ("translated from", original),
        ("reprint of", seen.whole.reprint.as_ref()),
    ] {
        if let Some(neighbour) = neighbour {
            rows.push(label, described(neighbour));
        }
        if label == "in" {
            push_of_container(rows, seen);
        }
    }
}

/// What flat entries of the edition say of its book and is not kept with the edition itself: editors, series,
/// volume.
fn push_of_container(rows: &mut Rows, seen: &Seen) {
    for row in fields::ROLES.iter().filter(|row| row.place == Place::Container) {
        let list = seen.reference.names.get(&(row.place, row.role));
        // An author of the book who wrote the part as well is named above.
        let author = seen.reference.names.get(&(Place::Here, row.role));
        if let Some(list) = list.filter(|list| author != Some(list)) {
            rows.push(row.name, names(list));
        }
    }
    for ((place, field), value) in seen.reference.fields.iter() {
        // The line before has the title and the imprint.
        let is_new = match place {
            Place::Container => {
                OF_BOOK.contains(&field) && !seen.whole.edition.fields.has(Place::Here, field)
            }
            Place::Series | Place::Set => !seen.whole.edition.fields.has(place, field),
            _ => false,
        };
        if let Some(row) = fields::row(place, field).filter(|_| is_new) {
            rows.push(row.name, shown(value, row.kind));
        }
    }
}

/// What `show` tells of a book beside its parts.
const OF_BOOK: &[Field] = &[Field::Volume, Field::Volumes, Field::Part, Field::Isbn];

/// An edition in one line: title, imprint, language, key.
fn described(triple: &Triple) -> String {
    let Triple { work, expression, edition } = triple;
    let title = match full_title(&edition.fields) {
        title if title.is_empty() => title::plain(&work.title).to_string(),
        title => title,
    };
    let imprint = imprint(edition, None);
    let language = expression.language.as_deref().map(language).unwrap_or_default();
    let parts = [title, imprint, language].into_iter().filter(|part| !part.is_empty());
    let described = parts.collect::<Vec<_>>().join(", ");
    match edition.standing {
        Standing::Listed => format!("{described} [{}]", edition.key),
        Standing::Mentioned => described,
    }
}

/// What the record stands on: labels with passages.
fn passages(seen: &Seen) -> [(&'static str, &[Evidence]); 3] {
    [
        ("evidence", &seen.whole.edition.evidence),
        ("evidence for the text", &seen.whole.expression.evidence),
        ("evidence for the work", &seen.whole.work.evidence),
    ]
}

fn count_passages(rows: &mut Rows, seen: &Seen) {
    let count: usize = passages(seen).iter().map(|(_, passages)| passages.len()).sum();
    if count > 0 {
        let counted = counted(count, "passage", "passages");
        rows.push("evidence", format!("{counted}; --evidence shows them"));
    }
}

fn push_passages(rows: &mut Rows, seen: &Seen) {
    for (label, passages) in passages(seen) {
        for passage in passages {
            rows.push(label, passage_line(passage));
        }
    }
}

fn passage_line(passage: &Evidence) -> String {
    let mut line = passage.source.clone();
    if let Some(field) = &passage.field {
        line.push_str(&format!(", on {field}"));
    }
    if let Some(quote) = &passage.quote {
        line.push_str(&format!(": “{quote}”"));
    }
    if let Some(printed) = &passage.printed {
        line.push_str(&format!(", printed “{printed}”"));
    }
    if let Some(verdict) = passage.verdict {
        line.push_str(&format!(", {verdict}"));
    }
    if let Some(ground) = &passage.ground {
        line.push_str(&format!(": {ground}"));
    }
    line
}

fn further_title(further: &FurtherTitle) -> String {
    let tag = [further.language.as_deref(), further.script.as_deref()];
    let tag = tag.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let tag = if tag.is_empty() { tag } else { format!(" ({tag})") };
    let ground = further.ground.as_deref().map_or(String::new(), |ground| format!(": {ground}"));
    format!("{}{tag}{ground}", title::plain(&further.text))
}

fn target(relation: &Relation) -> String {
    match &relation.target {
        Target::Work(id) => format!("work {id}"),
        Target::Edition(key) => key.clone(),
    }
}

/// A language by its name in English.
fn language(tag: &str) -> String {
    crate::model::language::english_name(tag).map_or_else(|| tag.to_owned(), str::to_owned)
}
