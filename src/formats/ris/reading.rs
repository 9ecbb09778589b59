//! One record → what its public tags state, as a stranger would read them, and its private members.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::lines::{STRAY, TYPE, is_address};
use super::notes;
use super::{NAME, UNKNOWN_TYPE, dates, names, originals, sets, text};
use crate::fields::ris::{
    Holds, OLD_TAGS, RisRow, entry_type_of_ris, is_by_authors, may_be_proceedings, ris_row, ris_rows,
};
use crate::fields::{Kind, row};
use crate::formats::Severity;
use crate::formats::csl::note_fields::{self, FREE_TEXT};
use crate::formats::private::Private;
use crate::formats::tagged_lines::Tagged;
use crate::model::{Ending, EntryType, Extra, Field, Name, Place, Reference, Role, Value, edition, language};
/// Something wrong in a record.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Flaw {
    pub(super) line: usize,
    pub(super) tag: String,
    pub(super) reason: String,
    pub(super) severity: Severity,
}

/// What a record states.
#[derive(Debug)]
pub(super) struct Public {
    /// What its public tags state.
    pub(super) reference: Reference,
    /// Its private members.
    pub(super) members: Private,
    pub(super) flaws: Vec<Flaw>,
}

/// Reads a record.
pub(super) fn public(record: &[Tagged]) -> Public {
    let mut reading = Reading::new(record);
    reading.entry_type();
    reading.key();
    reading.notes();
    reading.names();
    reading.identifiers();
    reading.containers();
    reading.dates();
    reading.pages();
    originals::read(&mut reading);
    reading.others();
    reading.lines_of_extra();
    reading.finish()
}

/// Tags that are read together with others.
const READ_TOGETHER: &[&str] =
    &["T2", "T3", "BT", "C3", "J2", "PY", "DA", "SP", "EP", "OP", "RP", "SN", "DO", "N1", "C2"];

/// Tags with lines of Zotero's field Extra: the one that Zotero writes, and that of notes.
const EXTRA: [&str; 2] = ["M2", "N1"];

/// A record while it is read. Each line is used once; those that are left become extras.
pub(super) struct Reading<'r> {
    lines: &'r [Tagged],
    used: Vec<bool>,
    /// What is left of the values of lines of which a part is used.
    rests: HashMap<usize, String>,
    by_tag: HashMap<&'r str, Vec<usize>>,
    pub(super) reference: Reference,
    /// The identifiers that are set.
    pub(super) identifiers: HashSet<(Place, Field, String)>,
    members: Private,
    flaws: Vec<Flaw>,
}

impl<'r> Reading<'r> {
    fn new(lines: &'r [Tagged]) -> Self {
        let mut by_tag: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, line) in lines.iter().enumerate().filter(|(_, line)| !line.value.is_empty()) {
            by_tag.entry(line.tag.as_str()).or_default().push(index);
        }
        let used = lines.iter().map(|line| line.value.is_empty()).collect();
        let reference = Reference::new(UNKNOWN_TYPE);
        let (identifiers, members, flaws) = (HashSet::new(), Private::new(), Vec::new());
        let rests = HashMap::new();
        Reading { lines, used, rests, by_tag, reference, identifiers, members, flaws }
    }

    /// The lines of a tag that are not used: those of the tag itself, then those of its old names.
    pub(super) fn all(&self, tag: &str) -> Vec<usize> {
        let old = OLD_TAGS.iter().filter(|(_, new)| *new == tag).map(|(old, _)| *old);
        let indices = std::iter::once(tag).chain(old).filter_map(|tag| self.by_tag.get(tag)).flatten();
        indices.copied().filter(|index| !self.used[*index]).collect()
    }

    /// The lines of a tag and its old names in the order of the record.
    pub(super) fn in_order(&self, tag: &str) -> Vec<usize> {
        let mut indices = self.all(tag);
        indices.sort_unstable();
        indices
    }

    /// The first line of a tag that is not used.
    pub(super) fn first(&self, tag: &str) -> Option<usize> {
        self.all(tag).first().copied()
    }

    /// Whether a tag is in the record.
    pub(super) fn has(&self, tag: &str) -> bool {
        self.by_tag.contains_key(tag)
    }

    /// The value of a line as it stands.
    pub(super) fn value(&self, index: usize) -> &'r str {
        self.lines.get(index).map_or("", |line| line.value.as_str())
    }

    /// The value of a line as one text without entities.
    pub(super) fn line(&self, index: usize) -> String {
        text::one_line(self.value(index))
    }

    pub(super) fn mark(&mut self, index: usize) {
        if let Some(used) = self.used.get_mut(index) {
            *used = true;
        }
    }

    /// Leaves a part of the value of a line; what was read of it is used.
    pub(super) fn leave(&mut self, index: usize, rest: &str) {
        if rest.is_empty() {
            self.mark(index);
        } else if rest != self.value(index) {
            self.rests.insert(index, rest.to_owned());
        }
    }

    pub(super) fn kind(&self) -> EntryType {
        self.reference.entry_type
    }

    /// The type as the record spells it.
    pub(super) fn written_type(&self) -> Option<&'r str> {
        let index = self.by_tag.get(TYPE)?.first()?;
        Some(self.value(*index))
    }

    fn flaw(&mut self, index: usize, severity: Severity, reason: impl Into<String>) {
        let (line, tag) = self.lines.get(index).map_or((1, TYPE), |line| (line.line, line.tag.as_str()));
        self.flaws.push(Flaw { line, tag: tag.to_owned(), reason: reason.into(), severity });
    }

    fn entry_type(&mut self) {
        let Some(index) = self.first(TYPE) else {
            self.reference.entry_type = self.likely_type();
            let reason = format!("a record without a type; read as {}", self.reference.entry_type);
            self.flaw(0, Severity::Warning, reason);
            return;
        };
        match entry_type_of_ris(&self.line(index)) {
            Some(entry_type) => {
                let is_all = entry_type == EntryType::ConferencePaper && self.is_proceedings(index);
                self.reference.entry_type = if is_all { EntryType::Proceedings } else { entry_type };
                self.mark(index);
                self.type_in_extra();
            }
            // The line stays and becomes an extra.
            None => {
                let reason = format!("unknown type {:?}; read as {UNKNOWN_TYPE}", self.line(index));
                self.flaw(index, Severity::Warning, reason);
            }
        }
    }

    /// Whether what a line calls a paper for a meeting is a volume of papers: it has editors and no authors,
    /// stands in nothing and from no page to another.
    fn is_proceedings(&self, index: usize) -> bool {
        let has = |tags: &[&str]| tags.iter().any(|tag| self.has(tag));
        let is_range = |tag| self.first(tag).is_some_and(|index| text::range_of(self.value(index)).is_some());
        may_be_proceedings(&self.line(index))
            && has(&["A2", "A3", "ED"])
            && !has(&["AU", "A1", "EP", "C3", "BT", "JF", "JO", "JA"])
            && !is_range("SP")
    }

    /// The type that a line of Zotero's field Extra states.
    fn type_in_extra(&mut self) {
        let values = EXTRA.iter().filter_map(|tag| self.by_tag.get(tag)).flatten();
        let stated =
            values.filter_map(|index| note_fields::stated_type(&[FREE_TEXT, self.value(*index)].concat()));
        if let Some(entry_type) = stated.into_iter().next() {
            self.reference.entry_type = entry_type;
        }
    }

    /// Lines of Zotero's field Extra, where Zotero writes them and in notes.
    fn lines_of_extra(&mut self) {
        for index in self.all(EXTRA[0]) {
            let value = self.rests.get(&index).cloned().unwrap_or_else(|| self.value(index).to_owned());
            if let Some(rest) = note_fields::take_out(&mut self.reference, &value) {
                self.leave(index, &rest);
            }
        }
        let note = self.reference.fields.text(Place::Here, Field::Note).map(str::to_owned);
        if let Some(rest) = note.and_then(|note| note_fields::take_out(&mut self.reference, &note)) {
            self.reference.fields.set(Place::Here, Field::Note, rest);
        }
    }

    /// The type of a record that does not say it.
    fn likely_type(&self) -> EntryType {
        if ["JF", "JO", "JA", "J1", "J2"].iter().any(|tag| self.has(tag)) {
            EntryType::Article
        } else if self.has("BT") && (self.has("TI") || self.has("T1")) {
            EntryType::Chapter
        } else {
            UNKNOWN_TYPE
        }
    }

    fn key(&mut self) {
        if let Some(index) = self.first("ID") {
            self.reference.key = Some(self.line(index));
            self.mark(index);
        }
    }

    /// Notes: those for people, and the private members among them.
    fn notes(&mut self) {
        let mut notes: Vec<String> = Vec::new();
        for index in self.all("N1") {
            let noted = notes::read(self.value(index));
            self.members.extend(noted.members);
            self.mark(index);
            let is_said = |reading: &mut Self| {
                reading.identifier_in_note(&noted.note)
                    || originals::read_note(reading, &noted.note)
                    || sets::read_note(reading, &noted.note)
            };
            if !noted.note.is_empty() && !is_said(self) {
                notes.push(text::paragraphs(&noted.note));
            }
        }
        self.set(Place::Here, Field::Note, notes.join("\n"));
    }

    fn names(&mut self) {
        for tag in ["AU", "A2", "A3", "A4", "ED", "TA", "C1", "C2"] {
            let indices = self.in_order(tag);
            let Some((place, role)) = self.role_of(tag).filter(|_| !indices.is_empty()) else { continue };
            let is_taken = self.reference.names.get(&(place, role)).is_some_and(|list| !list.is_empty());
            // Editors may stand under two tags; translators have one, unless another program wrote the record.
            if is_taken && role != Role::Editor {
                continue;
            }
            let lines: Vec<String> = indices.iter().map(|index| self.line(*index)).collect();
            let read = names::read(&lines);
            for (index, line) in indices.into_iter().zip(&lines) {
                // What tells more than a name stays and becomes an extra.
                if !names::tells_life(line) {
                    self.mark(index);
                }
            }
            let list = self.reference.names.entry((place, role)).or_default();
            let known: HashSet<Name> = list.names.iter().cloned().collect();
            list.names.extend(read.names.into_iter().filter(|name| !known.contains(name)));
            if list.ending == Ending::Complete {
                list.ending = read.ending;
            }
        }
        self.reference.names.retain(|_, list| !list.is_empty());
    }

    /// Whose names stand under a tag.
    fn role_of(&self, tag: &str) -> Option<(Place, Role)> {
        let has_editors = self.has("ED") || self.has("A3");
        let is_book = self.kind() == EntryType::Book;
        // In files of before 2011, `A2` of a book are its editors and `A3` those of the series; so are those of
        // a book without authors that is in no series.
        let is_old = self.has("A1") || self.has("T1");
        let is_alone = !self.has("AU") && !self.has("A3") && !self.has("T2") && !self.has("T3");
        match tag {
            "AU" if self.kind() == EntryType::Collection && !has_editors => Some((Place::Here, Role::Editor)),
            "AU" if self.written_type().is_some_and(is_by_authors) => Some((Place::Here, Role::Author)),
            "A2" if is_book && (is_old || is_alone) => Some((Place::Here, Role::Editor)),
            "A3" if is_book && is_old && self.has("A2") => Some((Place::Series, Role::Editor)),
            _ => match ris_row(tag, self.kind())?.holds {
                Holds::Names(place, role) => Some((place, role)),
                Holds::Field(..) => None,
            },
        }
    }

    /// Everything that one tag states alone.
    fn others(&mut self) {
        let is_alone = |row: &&RisRow| !READ_TOGETHER.contains(&row.tag);
        for row in ris_rows(self.kind()).iter().copied().filter(is_alone) {
            self.row(row);
        }
        // A short title stands for a missing one.
        if !self.reference.fields.has(Place::Here, Field::Title)
            && let Some(short) = self.reference.fields.remove(Place::Here, Field::ShortTitle)
        {
            self.reference.fields.set(Place::Here, Field::Title, short);
        }
    }

    fn row(&mut self, row: &RisRow) {
        let Holds::Field(place, field) = row.holds else { return };
        match row.tag {
            "KW" => self.keywords(),
            "SE" => self.section(field),
            "M1" | "Y2" if field == Field::Accessed => self.access(row.tag),
            "ET" if field == Field::Available => self.edition(),
            // Embase has the addresses of the authors there, Ovid the works that are cited.
            "M1" if field == Field::Issue && !self.is_short(row.tag) => {}
            // RefWorks has the kind of work there.
            "M1" if field == Field::Volumes && !self.is_number(row.tag) => {}
            "VL" => self.volume(place),
            "UR" => self.url(),
            "AB" | "RN" => self.long_text(row.tag, place, field),
            tag => self.text(tag, place, field),
        }
    }

    /// Sets a field from the first line of a tag, if it is not set; lines that say the same are used as well.
    pub(super) fn text(&mut self, tag: &str, place: Place, field: Field) {
        for index in self.all(tag) {
            let value = self.spelled(place, field, &self.line(index));
            match self.reference.fields.get(place, field) {
                None => {
                    self.reference.fields.set(place, field, value);
                    self.mark(index);
                }
                Some(same) if *same == value => self.mark(index),
                Some(_) => {}
            }
        }
    }

    /// A text as the kind of a field has it.
    fn spelled(&self, place: Place, field: Field, value: &str) -> Value {
        match row(place, field).map(|row| row.kind) {
            _ if field == Field::Edition => edition::edition_of(value).into(),
            Some(Kind::Pages) => text::pages(value).into(),
            Some(Kind::Language) => language::from_any(value).unwrap_or_else(|| value.to_owned()).into(),
            Some(kind) if kind.is_list() => vec![value.to_owned()].into(),
            _ => value.into(),
        }
    }

    pub(super) fn set(&mut self, place: Place, field: Field, value: impl Into<Value>) {
        self.reference.fields.set(place, field, value);
    }

    fn long_text(&mut self, tag: &str, place: Place, field: Field) {
        let Some(index) = self.first(tag) else { return };
        self.set(place, field, text::paragraphs(self.value(index)));
        self.mark(index);
        let same = self.all(tag).into_iter().filter(|other| self.value(*other) == self.value(index));
        for other in same.collect::<Vec<_>>() {
            self.mark(other);
        }
    }

    fn keywords(&mut self) {
        let indices = self.all("KW");
        let lines: Vec<String> =
            indices.iter().map(|index| text::unescape(self.value(*index)).into_owned()).collect();
        indices.into_iter().for_each(|index| self.mark(index));
        self.set(Place::Here, Field::Keywords, text::keywords(&lines));
    }

    fn is_number(&self, tag: &str) -> bool {
        self.first(tag).is_some_and(|index| self.value(index).starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether the line of a tag is as short as numbers are.
    fn is_short(&self, tag: &str) -> bool {
        const LONGEST_NUMBER: usize = 32;
        self.first(tag).is_some_and(|index| self.value(index).len() <= LONGEST_NUMBER)
    }

    /// The edition of an article; for EndNote and PubMed the day on which it came out before print.
    fn edition(&mut self) {
        let Some(index) = self.first("ET") else { return };
        let stated = dates::parse(&self.line(index), None).filter(|stated| stated.is_all);
        match stated.filter(|stated| stated.date.first_point().is_some_and(|point| point.month().is_some())) {
            Some(stated) => {
                self.set(Place::Here, Field::Available, stated.date);
                self.mark(index);
            }
            None => self.text("ET", Place::Here, Field::Edition),
        }
    }

    /// A section. EndNote has the first page of an article there.
    fn section(&mut self, field: Field) {
        let Some(index) = self.first("SE") else { return };
        let pages = self.reference.fields.text(Place::Here, Field::Pages).unwrap_or_default();
        let first = text::range_of(pages).map_or(pages, |(first, _)| first);
        if self.kind().is_part_of_periodical() && first == self.value(index) {
            self.mark(index);
        } else {
            self.text("SE", Place::Here, field);
        }
    }

    /// The first address; further ones stay.
    fn url(&mut self) {
        let addresses = self.all("UR");
        let is_url = |index: &usize| is_address(self.value(*index)) || !self.value(*index).contains("://");
        let Some(index) = addresses.iter().copied().find(is_url) else { return };
        let url = text::unescape(&self.value(index).replace('\n', "")).into_owned();
        for same in addresses {
            if self.value(same) == self.value(index) {
                self.mark(same);
            }
        }
        self.set(Place::Here, Field::Url, url);
    }

    fn finish(self) -> Public {
        let mut reference = self.reference;
        let left = self.lines.iter().zip(&self.used).enumerate().filter(|(_, (_, used))| !**used);
        reference.extras.extend(left.map(|(index, (line, _))| {
            let value = self.rests.get(&index).unwrap_or(&line.value);
            extra(if line.tag == STRAY { "text" } else { &line.tag }, value)
        }));
        Public { reference, members: self.members, flaws: self.flaws }
    }
}

/// An extra of this format.
pub(super) fn extra(name: &str, value: &str) -> Extra {
    Extra { format: NAME.to_owned(), name: name.to_owned(), value: value.to_owned() }
}
