//! References → items.

use std::io;

use serde_json::{Map, Value as Json};

use super::cells::{Cell, cells, item_type};
use super::extras::{CUSTOM, ID, Shared, TYPE, custom_name, escape_name, share};
use super::note_fields::told_in_note;
use super::note_reading::is_address;
use super::said::{Said, is_note};
use super::stranger::{Stranger, key_beside_note};
use super::{FAMILY, NAME, custom, made_key};
use crate::fields::{Profile, Reader, default_profile};
use crate::formats::fact::Fact;
use crate::formats::{Escapes, Instead, Loss, WriteOptions, Writer, private};
use crate::model::{Ending, Extra, Field, Place, Reference, Standing};

/// Writes items into a list.
pub(super) struct Items<'a> {
    out: &'a mut dyn io::Write,
    target: Target,
    /// What stood beside the list of items; there is no place for it.
    outside: Vec<Extra>,
    written: u64,
}

impl<'a> Items<'a> {
    pub(super) fn new(out: &'a mut dyn io::Write, options: WriteOptions) -> io::Result<Self> {
        out.write_all(b"[")?;
        Ok(Items { out, target: Target::of(&options), outside: options.outside, written: 0 })
    }
}

impl Writer for Items<'_> {
    fn write(&mut self, reference: &Reference, losses: &mut Vec<Loss>) -> io::Result<()> {
        report_outside(&mut self.outside, losses);
        self.written += 1;
        let item = self.target.item(reference, self.written, losses);
        let text = serde_json::to_string_pretty(&item)?;
        self.out.write_all(if self.written == 1 { b"\n" } else { b",\n" })?;
        let indented = text.replace('\n', "\n  ");
        self.out.write_all(b"  ")?;
        self.out.write_all(indented.as_bytes())
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.out.write_all(if self.written == 0 { b"]\n" } else { b"\n]\n" })?;
        self.out.flush()
    }
}

/// Reports what stood outside of items and has no place now.
pub(super) fn report_outside(outside: &mut Vec<Extra>, losses: &mut Vec<Loss>) {
    for outside in outside.drain(..) {
        losses.push(Loss {
            key: String::new(),
            field: extra_name(&outside),
            value: outside.value,
            why: "a list of items has nothing beside its items",
            instead: Instead::Nowhere,
        });
    }
}

/// Who items are written for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    profile: &'static Profile,
    escapes: Escapes,
}

impl Target {
    pub(super) fn of(options: &WriteOptions) -> Target {
        let profile = options.profile;
        // hayagriva refuses a file with an object in an item (FIELDS.md, trap 4).
        let escapes = if profile.reader == Reader::Hayagriva { Escapes::Omit } else { options.escapes };
        Target { profile, escapes }
    }

    /// The item of a reference, the how manyth it is in the file, and what it cannot hold.
    pub(super) fn item(
        self,
        reference: &Reference,
        number: u64,
        losses: &mut Vec<Loss>,
    ) -> Map<String, Json> {
        let (profile, escapes) = (self.profile, self.escapes);
        let mut cells = cells(reference, profile);
        let mut shared = share(reference);
        let id = reference.key.clone().unwrap_or_else(|| made_key(&number.to_string()));
        let item_type = shared.item_type.clone().unwrap_or_else(|| item_type(reference, profile).to_owned());
        if profile.reader == Reader::Hayagriva {
            shared.give_up_lists();
        }
        shared.flag_names(&mut cells);
        let key = key_beside_note(Some(id.clone()), shared.citation_key());
        let stranger = Stranger::reading(reference.entry_type, key.as_deref(), &cells);
        let type_comes_back =
            shared.item_type.is_some() || stranger.gives_back(&item_type, reference.entry_type);
        let mut item = Map::new();
        item.insert(ID.to_owned(), id.as_str().into());
        item.insert(TYPE.to_owned(), item_type.into());
        let given_back = if type_comes_back { TypeGivenBack::Yes } else { TypeGivenBack::No };
        let said = &stranger.said;
        let report = Report {
            reference,
            profile,
            cells: &cells,
            said,
            shared: &shared,
            escapes,
            given_back,
            key: &id,
            losses,
        };
        report.all();
        for cell in &cells {
            item.insert(cell.name.to_owned(), cell.value.clone());
        }
        for (name, value) in &shared.variables {
            item.insert(name.clone(), value.clone());
        }
        if escapes == Escapes::Keep {
            let key = key_escape(reference, &shared, &stranger);
            let custom = custom::write(reference, said, key, &shared, given_back, profile);
            if !custom.is_empty() {
                item.insert(CUSTOM.to_owned(), Json::Object(custom));
            }
        }
        item
    }
}

/// What stands beside `id` when that is not read as the key.
fn key_escape(reference: &Reference, shared: &Shared, stranger: &Stranger) -> Option<Json> {
    let Some(key) = &reference.key else { return Some(Json::Null) };
    let has_other = shared.citation_key().is_some() || stranger.frame.key.is_some();
    let is_read_otherwise = key.is_empty() || (has_other && is_address(key));
    is_read_otherwise.then(|| key.as_str().into())
}

fn extra_name(extra: &Extra) -> String {
    format!("{}:{}", extra.format, extra.name)
}

/// Whether the type of an item is read as that of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TypeGivenBack {
    /// It is.
    Yes,
    /// Several types share it.
    No,
}

/// Collects what has no public variable.
struct Report<'a> {
    reference: &'a Reference,
    profile: &'static Profile,
    cells: &'a [Cell],
    said: &'a Said,
    shared: &'a Shared,
    escapes: Escapes,
    given_back: TypeGivenBack,
    key: &'a str,
    losses: &'a mut Vec<Loss>,
}

impl Report<'_> {
    fn add(&mut self, field: &str, value: String, why: &'static str, instead: Instead) {
        let instead = match (self.escapes, instead) {
            (Escapes::Omit, Instead::Escape(_)) => Instead::Nowhere,
            (_, instead) => instead,
        };
        self.losses.push(Loss { key: self.key.to_owned(), field: field.to_owned(), value, why, instead });
    }

    fn all(mut self) {
        for fact in private::differing(self.reference, &custom::public(self.reference, self.said)) {
            self.fact(fact);
        }
        const NO_VARIABLE: &str = "CSL has no variable for it";
        for link in &self.reference.links {
            let instead = Instead::Escape(custom_name(custom::LINKS));
            self.add(
                link.kind.as_str(),
                link.target.clone(),
                "items of CSL do not point to each other",
                instead,
            );
        }
        for alias in &self.reference.aliases {
            let instead = Instead::Escape(custom_name(custom::ALIASES));
            self.add(custom::ALIASES, alias.clone(), "items of CSL have one id", instead);
        }
        // Lines of the note say fields of BibLaTeX, and which they are.
        let in_note = told_in_note(&self.said.extras);
        let is_said = |extra: &&Extra| self.said.extras.contains(extra) || in_note.as_ref() == Some(*extra);
        for extra in self.shared.unsaid.iter().filter(|extra| !is_said(extra)) {
            let instead = Instead::Escape(custom_name(custom::EXTRA));
            self.add(&extra_name(extra), extra.value.clone(), NO_VARIABLE, instead);
        }
        if self.escapes == Escapes::Omit {
            self.all_without_escapes();
        }
    }

    /// What only matters when there is no `custom`: elsewhere it comes back from there.
    fn all_without_escapes(&mut self) {
        const OURS: &str = "only our own files have it";
        let reference = self.reference;
        if self.given_back == TypeGivenBack::No {
            let instead = Instead::Reshaped(TYPE.to_owned());
            let why = "CSL does not tell this type from others";
            self.add(TYPE, reference.entry_type.to_string(), why, instead);
        }
        let standing = (reference.standing != Standing::Listed).then(|| reference.standing.to_string());
        let ours = [
            (custom::STANDING, standing),
            (custom::WORK_KIND, reference.work_kind.map(|kind| kind.to_string())),
            (custom::WORK, reference.work.clone()),
            (custom::EXPRESSION, reference.expression.clone()),
        ];
        for (name, value) in ours {
            if let Some(value) = value {
                self.add(name, value, OURS, Instead::Nowhere);
            }
        }
        for (name, value) in &self.shared.custom {
            let field = format!("{NAME}:{}", custom_name(name));
            self.add(
                &field,
                value.to_string(),
                "it stands in `custom`, which is not written",
                Instead::Nowhere,
            );
        }
    }

    /// Whether only the target keeps a fact from its variable.
    fn is_left_out(&self, fact: Fact) -> bool {
        let has_fact = |cell: &Cell| cell.facts.contains(&fact);
        !self.profile.is_default() && cells(self.reference, default_profile(FAMILY)).iter().any(has_fact)
    }

    fn fact(&mut self, fact: Fact) {
        let cell = self.cells.iter().find(|cell| cell.facts.contains(&fact)).map(|cell| cell.name);
        let (value, has_ending) = match fact {
            Fact::Field(place, field) => {
                (self.reference.fields.get(place, field).map(|value| value.to_display()), false)
            }
            Fact::Names(place, role) => match self.reference.names.get(&(place, role)) {
                Some(list) => {
                    let names: Vec<String> = list.names.iter().map(|name| name.display()).collect();
                    (Some(names.join("; ")), list.ending != Ending::Complete)
                }
                None => (None, false),
            },
        };
        // What is only not so, is no loss.
        let Some(value) = value else { return };
        let why = if cell.is_none() && self.is_left_out(fact) { LEFT_OUT } else { why(fact, has_ending) };
        if cell.is_some_and(is_note) && fact != Fact::Field(Place::Here, Field::Note) {
            return self.add(&fact.name(), value, "this target prints it from the note", Instead::Note);
        }
        match (cell, self.escapes) {
            (Some(_), Escapes::Keep) if !has_ending => {}
            (Some(cell), Escapes::Omit) => {
                self.add(&fact.name(), value, why, Instead::Reshaped(cell.to_owned()))
            }
            _ => self.add(&fact.name(), value, why, Instead::Escape(escape_name(fact))),
        }
    }
}

/// Why a target does not get what CSL has a variable for.
const LEFT_OUT: &str = "this profile leaves it out; the default one has it";

fn why(fact: Fact, has_ending: bool) -> &'static str {
    match fact {
        Fact::Names(..) if has_ending => "CSL cannot say that others are not named",
        Fact::Names(..) => "CSL has no variable for this role",
        Fact::Field(Place::Original, Field::Date | Field::Publishers | Field::Places) => {
            "without the title of the original it would be printed as that of the first edition"
        }
        Fact::Field(Place::Reprint, _) => "CSL has no variable for it beside those of the original",
        Fact::Field(..) => "CSL has no variable that holds it as it is",
    }
}
