//! Reference → public tags, each with the facts that it was made from.

use super::lines::{TYPE, tag_of};
use super::values::standard_number;
use super::{NAME, UNKNOWN_TYPE, dates, names, notes, originals, sets, text};
use crate::fields::ris::{
    Holds, RisRow, doi_prefix, entry_type_of_ris, ris_row, ris_row_to_write, ris_rows, ris_type,
    takes_markup, takes_place_of_publisher, video_of_author, wants_braces,
};
use crate::fields::{Kind, Profile, eprint_address, row};
use crate::formats::csl::stand_ins::PUBLISHERS;
use crate::formats::fact::Fact;
use crate::formats::tagged_lines::Tagged;
use crate::model::date::publication_state;
use crate::model::title::{self, Piece, Tag};
use crate::model::{EntryType, Extra, Field, Name, Place, Reference, Role, Value, edition, language};

/// A line, and what it was made from.
#[derive(Debug)]
pub(super) struct Cell {
    /// The tag and its value, as they are read again.
    pub(super) tagged: Tagged,
    /// What the value was made from.
    pub(super) facts: Vec<Fact>,
}

/// The public lines of a reference for a target, without extras.
pub(super) fn cells(reference: &Reference, profile: &Profile) -> Vec<Cell> {
    let reference = &*crate::fields::in_words(reference);
    let written = literal_type(reference).unwrap_or_else(|| type_for(reference, profile).to_owned());
    let kind = kind_of(reference, &written);
    let mut writing = Writing { reference, profile, kind, cells: Vec::new() };
    writing.add(TYPE, &written, &[]);
    for row in ris_rows(kind) {
        writing.row(row);
    }
    if let Some(key) = &reference.key {
        writing.add("ID", key, &[]);
    }
    writing.cells
}

/// What an entry has in `TY`.
fn type_for(reference: &Reference, profile: &Profile) -> &'static str {
    let name = ris_type(reference.entry_type, profile);
    let has = |role| !reference.names(Place::Here, role).is_empty();
    let is_of_author =
        entry_type_of_ris(name) == Some(EntryType::Video) && has(Role::Author) && !has(Role::Director);
    video_of_author(profile).filter(|_| is_of_author).unwrap_or(name)
}

/// The type as which an entry is read with this in `TY`.
fn kind_of(reference: &Reference, written: &str) -> EntryType {
    let has = |role| !reference.names(Place::Here, role).is_empty();
    let is_all = matches!(reference.entry_type, EntryType::Proceedings | EntryType::MultiVolumeProceedings)
        && has(Role::Editor)
        && !has(Role::Author)
        && !reference.fields.has(Place::Container, Field::Title)
        && !reference.fields.has(Place::Here, Field::Pages);
    match entry_type_of_ris(written).unwrap_or(UNKNOWN_TYPE) {
        EntryType::ConferencePaper if is_all => EntryType::Proceedings,
        kind => kind,
    }
}

/// The extra that is the type as the file had it.
pub(super) fn literal_type_of(reference: &Reference) -> Option<&Extra> {
    let extra = reference.extras.first().filter(|extra| extra.format == NAME && extra.name == TYPE)?;
    let is_unknown = reference.entry_type == UNKNOWN_TYPE && entry_type_of_ris(&extra.value).is_none();
    (is_unknown && is_one_line(&extra.value)).then_some(extra)
}

fn literal_type(reference: &Reference) -> Option<String> {
    literal_type_of(reference).map(|extra| extra.value.clone())
}

/// Whether a value is read again as it stands in one line.
pub(super) fn is_one_line(value: &str) -> bool {
    !value.is_empty() && sanitized(value) == value
}

/// A value in one line without control characters.
fn sanitized(value: &str) -> String {
    let is_foreign = |c: char| c.is_control() || (c.is_whitespace() && c != ' ');
    if value.trim_matches(' ').len() == value.len() && !value.contains("  ") && !value.contains(is_foreign) {
        return value.to_owned();
    }
    let visible: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A reference while it is written.
struct Writing<'a> {
    reference: &'a Reference,
    profile: &'a Profile,
    /// The type as which `TY` is read, after which tags have their meaning.
    kind: EntryType,
    cells: Vec<Cell>,
}

impl Writing<'_> {
    fn push(&mut self, tag: &str, value: String, facts: &[Fact]) {
        if !value.is_empty() {
            let tagged = Tagged { tag: tag.to_owned(), value, line: 0 };
            self.cells.push(Cell { tagged, facts: facts.to_vec() });
        }
    }

    /// Whether a tag is written.
    fn has(&self, tag: &str) -> bool {
        self.cells.iter().any(|cell| cell.tagged.tag == tag)
    }

    /// A line with a value that has no entities of HTML.
    fn add(&mut self, tag: &str, value: &str, facts: &[Fact]) {
        self.push(tag, sanitized(value), facts);
    }

    /// A line with a text, in which what looks like an entity is one.
    fn add_text(&mut self, tag: &str, value: &str, facts: &[Fact]) {
        self.push(tag, guarded(&sanitized(value)), facts);
    }

    fn row(&mut self, row: &RisRow) {
        let is_the_row = ris_row_to_write(row.holds, self.kind, self.profile)
            .is_some_and(|chosen| chosen.tag == row.tag && chosen.only == row.only);
        match (row.holds, row.tag) {
            (_, "OP") => self.originals(),
            (_, "RP" | "DA" | "EP") => {}
            (_, "SN") => self.numbers(),
            (_, "SP") if self.kind != EntryType::Film => self.pages(),
            (_, "T2") if self.is_of_meeting(Field::Title) && row.is_written_for(self.profile) => {
                self.meeting()
            }
            (_, "CY") if self.is_of_meeting(Field::Places) => self.meeting_place(),
            (_, "C1") if self.is_of_meeting(Field::Places) => {}
            // Without a publisher `CY` is the place of the meeting.
            (Holds::Field(place, field), "CY")
                if is_the_row
                    && self.kind == EntryType::ConferencePaper
                    && !self.has("PB")
                    && takes_place_of_publisher(self.profile) =>
            {
                self.field("C1", place, field);
            }
            (_, "N1") => self.notes(),
            (Holds::Names(place, role), tag) if is_the_row => self.names(tag, place, role),
            (Holds::Field(place, field), tag) if is_the_row => self.field(tag, place, field),
            _ => {}
        }
    }

    /// Whether a paper or the proceedings have a title or a place of the meeting.
    fn is_of_meeting(&self, field: Field) -> bool {
        let is_meeting = matches!(self.kind, EntryType::ConferencePaper | EntryType::Proceedings);
        is_meeting && self.reference.fields.has(Place::Event, field)
    }

    fn meeting(&mut self) {
        self.field("T2", Place::Event, Field::Title);
        self.field("C3", Place::Container, Field::Title);
    }

    /// Whose a fact is: what a part has of its container, a whole that is written as a part (proceedings) has
    /// itself.
    fn owner(&self, place: Place) -> Place {
        let is_whole = self.kind.is_part_of_book() && !self.reference.entry_type.is_part_of_book();
        if is_whole && place == Place::Container { Place::Here } else { place }
    }

    fn meeting_place(&mut self) {
        let published = if self.kind.is_part_of_book() { Place::Container } else { Place::Here };
        self.field("C1", published, Field::Places);
        self.field("CY", Place::Event, Field::Places);
    }

    fn names(&mut self, tag: &str, place: Place, role: Role) {
        let reference = self.reference;
        let mut whose = (self.owner(place), role);
        // An edited book begins with its editors.
        let is_edited = self.kind == EntryType::Collection;
        let names_of = |(place, role): (Place, Role)| -> &[Name] { reference.names(place, role) };
        let author = (Place::Here, Role::Author);
        let editor = (Place::Here, Role::Editor);
        if is_edited && names_of(author).is_empty() {
            match tag {
                "AU" => whose = editor,
                "A3" => return,
                _ => {}
            }
        }
        // What nobody directed is by its authors.
        if role == Role::Director && names_of(whose).is_empty() {
            whose = author;
        }
        // Whoever compiled a book that nobody else edited stands where editors do.
        if whose == editor && names_of(editor).is_empty() {
            whose = (Place::Here, Role::Compiler);
        }
        for name in names_of(whose) {
            let told = reference.extras.iter().filter(|extra| extra.format == NAME && extra.name == tag);
            let written = match names::as_told(name, told.map(|extra| extra.value.as_str())) {
                Some(told) => told.to_owned(),
                None if wants_braces(self.profile) => names::write_with_braces(name),
                None => names::write(name),
            };
            self.add_text(tag, &written, &[Fact::Names(whose.0, whose.1)]);
        }
    }

    fn field(&mut self, tag: &str, place: Place, field: Field) {
        if field == Field::Title {
            return self.title(tag, place);
        }
        let place = if field == Field::ShortTitle { place } else { self.owner(place) };
        let fact = Fact::Field(place, field);
        let Some(value) = self.reference.fields.get(place, field) else {
            return self.stand_in(tag);
        };
        let kind = row(place, field).map(|row| row.kind);
        match (tag, value) {
            ("PY", Value::Date(date)) => self.date(date, fact),
            (_, Value::Date(date)) => {
                let written = dates::write(date);
                let text = written.date.or(written.year).unwrap_or_else(|| date.as_str().to_owned());
                self.add(tag, &text, &[fact]);
            }
            ("AB" | "RN", _) => self.long_text(tag, &value.to_display(), fact),
            ("N1", _) => self.note(&value.to_display(), fact),
            ("KW" | "DO", Value::List(list)) => {
                let prefix = if tag == "DO" { doi_prefix(self.profile) } else { "" };
                for item in list {
                    let bare = text::doi(item).filter(|_| tag == "DO");
                    let item = bare.as_deref().unwrap_or(item);
                    self.add_text(tag, &format!("{prefix}{item}"), &[fact]);
                }
            }
            (_, Value::Text(tag_of_language)) if kind == Some(Kind::Language) => {
                let known = language::from_any(tag_of_language);
                self.add_text(tag, known.as_deref().unwrap_or(tag_of_language), &[fact]);
            }
            (_, Value::Text(text)) if field == Field::Edition => {
                let is_number = text.parse::<u32>().is_ok();
                let stated = if is_number { text.clone() } else { edition::edition_statement(text) };
                self.add_text(tag, &self.shown(&stated), &[fact]);
            }
            _ => self.add_text(tag, &self.shown(&value.to_display()), &[fact]),
        }
    }

    /// What a tag tells whose own field is not given.
    fn stand_in(&mut self, tag: &str) {
        match tag {
            "PY" => self.state_of_publication(),
            "PB" => self.publisher(),
            "UR" => self.address_of_print(),
            "CY" if self.kind == EntryType::Speech => self.places(),
            _ => {}
        }
    }

    /// Who brought it out, where that is no publisher.
    fn publisher(&mut self) {
        let own = [Place::Here, Place::Container].map(|place| (place, Field::Publishers));
        let said = own.iter().chain(PUBLISHERS).find_map(|(place, field)| {
            let value = self.reference.fields.get(*place, *field)?;
            Some((value.to_display(), Fact::Field(*place, *field)))
        });
        if let Some((name, fact)) = said {
            self.add_text("PB", &self.shown(&name), &[fact]);
        }
    }

    /// Where a speech was published.
    fn places(&mut self) {
        let places = self.reference.fields.get(Place::Here, Field::Places).map(Value::to_display);
        let places = self.shown(&places.unwrap_or_default());
        self.add_text("CY", &places, &[Fact::Field(Place::Here, Field::Places)]);
    }

    /// Where to find an electronic print.
    fn address_of_print(&mut self) {
        let text = |field| self.reference.fields.text(Place::Here, field).unwrap_or_default();
        let address = eprint_address(text(Field::EprintType), text(Field::Eprint));
        let facts = [Field::Eprint, Field::EprintType].map(|field| Fact::Field(Place::Here, field));
        self.add_text("UR", &address.unwrap_or_default(), &facts);
    }

    /// Title and subtitle in one.
    fn title(&mut self, tag: &str, place: Place) {
        let fields = [Field::Title, Field::Subtitle];
        let parts = fields.map(|field| self.reference.fields.get(place, field).map(Value::to_display));
        let facts: Vec<Fact> = fields
            .into_iter()
            .filter(|field| self.reference.fields.has(place, *field))
            .map(|field| Fact::Field(place, field))
            .collect();
        let [title, subtitle] = parts.map(|part| self.shown(&part.unwrap_or_default()));
        self.add_text(tag, &text::join_title(&title, &subtitle), &facts);
    }

    /// A marked text as the target shows it.
    fn shown(&self, marked: &str) -> String {
        if !takes_markup(self.profile) {
            return title::plain(marked).into_owned();
        }
        let pieces = title::pieces(marked).into_iter();
        pieces
            .map(|piece| match piece {
                Piece::Text(text) => text.to_owned(),
                Piece::Open(Tag::SmallCaps) | Piece::Close(Tag::SmallCaps) => String::new(),
                Piece::Open(tag) => tag.open().to_owned(),
                Piece::Close(tag) => tag.close().to_owned(),
                Piece::Math(source) | Piece::Tex(source) => title::plain_tex(source),
            })
            .collect()
    }

    fn date(&mut self, date: &crate::model::Date, fact: Fact) {
        let written = dates::write(date);
        self.add("PY", written.year.as_deref().unwrap_or_default(), &[fact]);
        self.add("DA", written.date.as_deref().unwrap_or_default(), &[fact]);
    }

    /// The state of publication stands where the date would.
    fn state_of_publication(&mut self) {
        let state = self.reference.fields.text(Place::Here, Field::PublicationState).unwrap_or_default();
        if publication_state(state).is_some() {
            self.add("DA", state, &[Fact::Field(Place::Here, Field::PublicationState)]);
        }
    }

    /// A text whose lines are kept where they cannot be taken for tags.
    fn long_text(&mut self, tag: &str, value: &str, fact: Fact) {
        let shown = self.shown(value);
        let lines: Vec<String> = shown.split('\n').map(sanitized).collect();
        let is_safe = lines.iter().skip(1).all(|line| tag_of(line).is_none());
        let text = guarded(&lines.join(if is_safe { "\n" } else { " " }));
        self.push(tag, text.trim().to_owned(), &[fact]);
    }

    /// Each line of a note is one of its own. Lines that would be taken for private members are not written.
    fn note(&mut self, value: &str, fact: Fact) {
        let shown = self.shown(value);
        for line in shown.split('\n').map(sanitized) {
            let line = guarded(&line);
            if notes::read(&line).members.is_empty() {
                self.push("N1", line, &[fact]);
            }
        }
    }

    fn pages(&mut self) {
        if self.has("SP") {
            return;
        }
        if let Some(pages) = self.reference.fields.text(Place::Here, Field::Pages) {
            let facts = [Fact::Field(Place::Here, Field::Pages)];
            match text::range_of(pages).filter(|_| !pages.contains(',')) {
                Some((first, last)) => {
                    self.add("SP", first, &facts);
                    self.add("EP", last, &facts);
                }
                None => self.add("SP", &pages.replace('–', "-"), &facts),
            }
        } else if ris_row("SP", self.kind).is_some_and(|row| row.holds == total())
            && let Some(total) = self.reference.fields.get(Place::Here, Field::PageTotal)
        {
            self.add("SP", &total.to_display(), &[Fact::Field(Place::Here, Field::PageTotal)]);
        }
    }

    fn numbers(&mut self) {
        let fields = [Field::Isbn, Field::Issn, Field::Number];
        let places = [Place::Here, Place::Container];
        for (place, field) in fields.into_iter().flat_map(|field| places.map(|place| (place, field))) {
            for number in self.reference.fields.list(place, field) {
                let (owner, kind_of_number) = standard_number(self.kind, number);
                if (self.owner(owner), kind_of_number) == (place, field) {
                    self.add_text("SN", number, &[Fact::Field(place, field)]);
                }
            }
        }
    }

    fn originals(&mut self) {
        originals::write(self.reference, self.profile).into_iter().for_each(|told| self.told(told));
    }

    fn notes(&mut self) {
        sets::write(self.reference).into_iter().for_each(|told| self.told(told));
        self.field("N1", Place::Here, Field::Note);
    }

    fn told(&mut self, told: originals::Told) {
        let shown = self.shown(&told.text);
        self.add_text(told.tag, &shown, &told.facts);
    }
}

/// What `SP` holds that counts the pages.
const fn total() -> Holds {
    Holds::Field(Place::Here, Field::PageTotal)
}

/// A text that means itself when entities are read in it.
fn guarded(text: &str) -> String {
    if text::unescape(text) == text { text.to_owned() } else { text.replace('&', "&amp;") }
}
