//! The fields of an entry → a reference.

use foldhash::{HashSet, HashSetExt};

use super::{
    addresses,
    blocks::RawEntry,
    dates, escapes, extras, kept, keys, links, loose_dates, names, note_lines, note_sentences, notes,
    problems::{Fault, excerpt},
    resolve::{RawValue, value_of},
    restoring::Restoring,
    roles,
    spelling::Spelling,
    types, words,
};
use crate::{
    fields::{Dialect, FIELDS, Kind, Profile, Row, row},
    formats::Problem,
    model::{
        Date, EntryType, Extra, Field, LinkKind, Place, Reference, Role, Standing,
        date::{End, Form, publication_state},
    },
};
/// What no field could be made of, and the comments between fields, as their extras are called.
pub(super) const UNREAD: &str = "x-unread";
pub(super) const COMMENTS: &str = "x-comment";
/// Extras that no file has as fields, so that BibLaTeX gets them as escapes are written.
pub(super) const IN_ANNOTATIONS: [&str; 2] = [UNREAD, COMMENTS];
/// A type that nobody knows, as its extra is called.
pub(super) const UNKNOWN_TYPE: &str = "x-type";

/// An entry on its way to a reference.
pub(super) struct Reading<'f> {
    pub(super) dialect: Dialect,
    format: &'static str,
    /// The type as the file names it, in lower case.
    pub(super) type_name: String,
    pub(super) fields: &'f [RawValue],
    /// Fields that are understood, by index.
    used: HashSet<usize>,
    pub(super) reference: Reference,
    problems: Vec<Problem>,
}

/// Reads an entry from its fields and from what surrounds them.
pub(super) fn read(
    dialect: Dialect,
    format: &'static str,
    text: &str,
    entry: &RawEntry,
    fields: &[RawValue],
) -> (Reference, Vec<Problem>) {
    let type_name = &text[entry.entry_type.clone()];
    let restoring = Restoring::of(dialect, fields);
    let issue_title = types::name_of(dialect, Place::Issue, Field::Title, EntryType::Periodical);
    let own_text = |field: Field| {
        let (_, name) = types::name_of(dialect, Place::Here, field, EntryType::Misc)?;
        value_of(fields, name).map(|field| field.value.as_str())
    };
    let has_issue_title = || issue_title.is_some_and(|(_, name)| value_of(fields, name).is_some());
    let mut found = types::read(dialect, type_name, has_issue_title, own_text);
    if let Some(kept) = restoring.entry_type(type_name) {
        found.entry_type = kept;
        found.mark = None;
    } else if let Some(stated) = note_lines::stated_type(dialect, fields, &restoring) {
        found.entry_type = stated;
        found.mark = None;
    }
    let mut reading = Reading {
        dialect,
        format,
        type_name: type_name.to_lowercase(),
        fields,
        used: HashSet::new(),
        reference: Reference::new(found.entry_type),
        problems: Vec::new(),
    };
    reading.reference.key = entry.key.clone().map(|key| text[key].to_owned());
    if let Some(unknown) = found.unknown {
        reading.keep(UNKNOWN_TYPE, unknown);
    }
    reading.skip_mark(found.mark);
    reading.keep_empty();
    reading.read_dates();
    reading.read_names();
    reading.read_links();
    if let Some(language) = restoring.language(fields) {
        reading.reference.fields.set(Place::Here, Field::Language, language);
        reading.skip_mark(Some(Field::Language));
    }
    reading.read_address(&restoring);
    reading.read_values(restoring.profile());
    reading.keep_repeated_title();
    if let Some(genre) = found.genre.filter(|_| !restoring.tells(Field::Genre)) {
        let fields = &mut reading.reference.fields;
        if !fields.has(Place::Here, Field::Genre) {
            fields.set(Place::Here, Field::Genre, genre);
        }
    }
    restoring.apply(&mut reading);
    reading.read_lines_of_note(&restoring);
    if restoring.is_empty() {
        note_sentences::apply(dialect, &mut reading.reference);
    }
    reading.keep_slots(restoring.profile());
    reading.keep_rest();
    let ranges = |ranges: &[std::ops::Range<usize>]| {
        ranges.iter().map(|range| &text[range.clone()]).collect::<Vec<_>>().join("\n")
    };
    for (name, rest) in [(UNREAD, ranges(&entry.unread)), (COMMENTS, ranges(&entry.comments))] {
        if !rest.is_empty() {
            reading.keep(name, rest);
        }
    }
    (restoring.unshape(reading.reference), reading.problems)
}

impl Reading<'_> {
    /// The fields that nothing has made use of, by index.
    fn unused(&self) -> Vec<usize> {
        (0..self.fields.len()).filter(|index| !self.used.contains(index)).collect()
    }

    /// The value of a field and that it is understood.
    fn take(&mut self, name: &str) -> Option<&RawValue> {
        let index = self.fields.iter().position(|field| field.name == name)?;
        self.used.insert(index).then(|| &self.fields[index])
    }

    pub(super) fn keep(&mut self, name: &str, value: String) {
        let format = self.format.to_owned();
        self.reference.extras.push(Extra { format, name: name.to_owned(), value });
    }

    fn skip_mark(&mut self, mark: Option<Field>) {
        let name = mark
            .and_then(|field| types::name_of(self.dialect, Place::Here, field, self.reference.entry_type))
            .map(|(_, name)| name);
        if let Some(name) = name {
            self.take(name);
        }
    }

    fn tell(&mut self, field: &RawValue, fault: &Fault) {
        self.problems.push(Problem {
            line: field.line,
            key: self.reference.key.clone(),
            field: Some(field.spelled_name.clone()),
            reason: fault.to_string(),
            severity: fault.severity(),
        });
    }

    /// An empty field keeps that of the parent away, so it stays.
    fn keep_empty(&mut self) {
        let fields = self.fields;
        let is_child = value_of(fields, words::CROSSREF).or(value_of(fields, words::XDATA)).is_some();
        for (index, field) in fields.iter().enumerate() {
            let is_empty = field.value.trim().is_empty() && field.inherited_from.is_none();
            let entry_type = self.reference.entry_type;
            if is_empty && extras::is_understood(self.dialect, &field.name, &field.value, entry_type) {
                self.used.insert(index);
                if is_child && !field.is_repeated {
                    self.keep(&field.spelled_name, field.value.clone());
                }
            }
        }
    }

    /// Dates, whole or in parts.
    fn read_dates(&mut self) {
        let rows = FIELDS.iter().filter(|row| row.kind == Kind::Date);
        for row in rows {
            // The names of BibLaTeX are read in both dialects; those of parts follow from them.
            let Some(prefix) = row.biblatex.written.and_then(|name| name.strip_suffix(words::DATE)) else {
                continue;
            };
            let date = match self.read_whole(row, prefix) {
                None => self.read_parts(prefix).or_else(|| self.read_year_of_apacite(row, prefix)),
                whole => whole,
            };
            let Some(date) = date else { continue };
            let state = date.as_literal().and_then(publication_state);
            let has_state = self.fields.iter().any(|field| {
                types::row_of(self.dialect, &field.name, self.reference.entry_type)
                    .is_some_and(|row| row.field == Field::PublicationState)
            });
            match state.filter(|_| row.place == Place::Here && row.field == Field::Date && !has_state) {
                Some(state) => self.reference.fields.set(Place::Here, Field::PublicationState, state),
                None => self.reference.fields.set(row.place, row.field, date),
            };
        }
    }

    /// A date from the field of a whole one. Words that are no date give way to a year beside them, and are kept.
    fn read_whole(&mut self, row: &Row, prefix: &str) -> Option<Date> {
        let field = self.take(&format!("{prefix}{}", words::DATE)).cloned()?;
        if field.value.trim().is_empty() {
            return None;
        }
        let (mut date, is_partial) = dates::read_tex(&field.value);
        if dates::is_no_day(&field.value) {
            self.tell(&field, &Fault::NoDay(excerpt(&field.value)));
            // Of a publication the year is what one cites; of a visit it would be another statement.
            if row.field != Field::Date || ![Place::Here, Place::Original].contains(&row.place) {
                date = Date::parse(&dates::plain(&field.value));
            }
        }
        let year = value_of(self.fields, &format!("{prefix}{}", words::DATE_PARTS[0]));
        let has_year = year.is_some_and(|year| dates::read_year_tex(&year.value).0.as_edtf().is_some());
        if !has_year && !dates::is_no_day(&field.value) {
            self.tell_words(&field, &date);
        }
        if is_partial || has_year && date.as_edtf().is_none() {
            self.keep(&field.name, field.value.clone());
        }
        Some(date).filter(|date| date.as_edtf().is_some() || !has_year)
    }

    /// Tells of digits that make no date; words alone (in press, n.d.) are what people mean, and commands what TeX
    /// programs do.
    fn tell_words(&mut self, field: &RawValue, date: &Date) {
        let has_digits = |words: &str| words.contains(|c: char| c.is_ascii_digit());
        if date.as_literal().is_some_and(|words| has_digits(words) && !words.contains('\\')) {
            self.tell(field, &Fault::NoDate(excerpt(&field.value)));
        }
    }

    /// The year of the original where apacite has it.
    fn read_year_of_apacite(&mut self, row: &Row, prefix: &str) -> Option<Date> {
        let mut names = row.bibtex.also_read.iter().filter(|_| !prefix.is_empty());
        names.find_map(|name| self.take(name).map(|field| dates::read_year(&dates::plain(&field.value))))
    }

    /// A date from `year`, `month`, `day` and the end of a range in the same way.
    fn read_parts(&mut self, prefix: &str) -> Option<Date> {
        let year_field = self.take(&format!("{prefix}{}", words::DATE_PARTS[0]))?.clone();
        let (year, is_partial) = dates::read_year_tex(&year_field.value);
        if is_partial {
            self.keep(&year_field.name, year_field.value.clone());
        }
        self.tell_words(&year_field, &year);
        let start = self.with_parts(year, prefix, "");
        let end = self.take(&format!("{prefix}end{}", words::DATE_PARTS[0])).cloned();
        let Some(end) = end else { return Some(start) };
        let end = self.with_parts(dates::read_year(&dates::plain(&end.value)), prefix, "end");
        let interval = match (start.form(), end.form()) {
            (Form::Single(start), Form::Single(end)) => Date::interval(End::At(start), End::At(end)).ok(),
            _ => None,
        };
        Some(interval.unwrap_or(start))
    }

    fn with_parts(&mut self, year: Date, prefix: &str, end: &str) -> Date {
        let name = |part: &str| format!("{prefix}{end}{part}");
        let (month_name, day_name) = (name(words::DATE_PARTS[1]), name(words::DATE_PARTS[2]));
        let Some(month) = value_of(self.fields, &month_name).cloned() else { return year };
        let day = value_of(self.fields, &day_name).map_or("", |field| field.value.as_str());
        match dates::with_month(&year, &loose_dates::month_words(&month.value), &dates::plain(day)) {
            Some(date) => {
                self.take(&month_name);
                self.take(&day_name);
                date
            }
            None => {
                if !month.value.trim().is_empty() {
                    self.tell(&month, &Fault::NoMonth(excerpt(&month.value)));
                }
                year
            }
        }
    }

    fn read_names(&mut self) {
        let fields = self.fields;
        for index in self.unused() {
            let field = &fields[index];
            if field.is_repeated || escapes::is_escape(&field.name) {
                continue;
            }
            let type_field = roles::type_field(&field.name);
            let editor_type = type_field.as_ref().and_then(|name| value_of(self.fields, name));
            let editor_word = editor_type.map(|field| field.value.as_str());
            let entry_type = self.reference.entry_type;
            let known = roles::role_of(&field.name, editor_word, entry_type);
            // Editors of a type that nobody knows are editors all the same; the type is kept beside them.
            let row = known.or_else(|| roles::role_of_first_editors(&field.name, entry_type));
            let is_free = row.is_some_and(|row| !self.reference.names.contains_key(&(row.place, row.role)));
            if let Some(row) = row
                && is_free
            {
                let found = names::read(&field.value);
                let (faults, is_partial) = roles::oddities(&found);
                for fault in faults {
                    self.tell(field, &fault);
                }
                if is_partial {
                    self.keep(&field.name, field.value.clone());
                }
                if !found.list.is_empty() {
                    self.reference.names.insert((row.place, row.role), found.list);
                }
                self.used.insert(index);
                // The type of editors proper says nothing new, but it is the file's.
                if let Some(name) = type_field.filter(|_| known.is_some_and(|row| row.role != Role::Editor)) {
                    self.take(&name);
                }
            }
        }
    }

    /// Keeps the types of slots whose names a writer would put elsewhere.
    fn keep_slots(&mut self, profile: &Profile) {
        let fields = self.fields;
        let types = fields.iter().enumerate().filter(|(index, field)| {
            roles::slot_of_type(&field.name).is_some() && !field.is_repeated && self.used.contains(index)
        });
        let types: Vec<&RawValue> = types.map(|(_, field)| field).collect();
        if self.dialect != Dialect::Biblatex || types.is_empty() {
            return;
        }
        let unknown = extras::unknown_type(self.dialect, &self.reference);
        let type_name = types::write(self.dialect, &self.reference, unknown).name;
        let written = roles::write(self.dialect, profile, &type_name, &self.reference, &Vec::new()).fields;
        for field in types {
            let is_written = |(name, word): &(String, String)| (name, word) == (&field.name, &field.value);
            if !written.iter().any(is_written) {
                self.keep(&field.name, field.value.clone());
            }
        }
    }

    fn read_links(&mut self) {
        let fields = self.fields;
        let own = |name: &str| {
            value_of(fields, name)
                .filter(|field| field.inherited_from.is_none())
                .map(|field| field.value.as_str())
        };
        self.reference.links = links::read(own);
        let is_known = own(words::RELATED_TYPE).is_none_or(|word| links::known_type(word.trim()).is_some());
        for name in [words::XREF, words::ENTRY_SET, words::RELATED] {
            self.take(name);
        }
        if is_known {
            self.take(words::RELATED_TYPE);
        }
        if let Some(ids) = self.take(words::IDS).map(|field| field.value.clone()) {
            self.reference.aliases = super::resolve::keys(&ids).map(str::to_owned).collect();
        }
        if let Some(options) = self.take(words::OPTIONS).map(|field| field.value.clone()) {
            let items = options.split(',').collect::<Vec<_>>();
            let rest: Vec<&str> = items.iter().filter(|item| !is_data_only(item)).copied().collect();
            if rest.len() < items.len() {
                self.reference.standing = Standing::Mentioned;
            }
            if !rest.concat().trim().is_empty() {
                self.keep(words::OPTIONS, rest.join(","));
            }
        }
        let is_own_key = |field: &RawValue| Some(&field.value) == self.reference.key.as_ref();
        if self.dialect == Dialect::Bibtex && value_of(fields, words::SORT_KEY).is_some_and(is_own_key) {
            self.take(words::SORT_KEY);
        }
    }

    /// The address, where it stands in a field for something else.
    fn read_address(&mut self, restoring: &Restoring<'_>) {
        let entry_type = self.reference.entry_type;
        let found = addresses::find(self.dialect, self.fields, entry_type, |field| restoring.tells(field));
        if let Some((index, address)) = found {
            let field = &self.fields[index];
            self.keep(&field.name, field.value.clone());
            self.reference.fields.set(Place::Here, Field::Url, address);
            self.used.insert(index);
        }
    }

    /// Every field that a row knows. The language comes first, since titles are read by it.
    fn read_values(&mut self, profile: &Profile) {
        let entry_type = self.reference.entry_type;
        let mut rest = Vec::new();
        for index in self.unused() {
            let field = &self.fields[index];
            let row = types::row_of(self.dialect, &field.name, entry_type)
                .or_else(|| types::row_of(Dialect::Biblatex, &field.name, entry_type));
            match row {
                Some(row) if row.kind != Kind::Date && !field.is_repeated => rest.push((index, row)),
                _ => {}
            }
        }
        let is_other_name = |index: usize, row: &Row| {
            let name = self.fields.get(index).map(|field| field.name.as_str());
            row.spelling(self.dialect).written != name
        };
        rest.sort_by_key(|(index, row)| (row.kind != Kind::Language, is_other_name(*index, row), *index));
        for (index, row) in rest {
            let is_there = self.reference.fields.has(row.place, row.field);
            if is_there && !profile.prints(&self.type_name, &self.fields[index].name) {
                continue;
            }
            let language = self.reference.fields.text(Place::Here, Field::Language).map(str::to_owned);
            let spelling = Spelling::of(self.dialect, language.as_deref());
            let field = &self.fields[index];
            let value = spelling.unspell(row, &field.value);
            if is_there {
                // Written twice for styles of which each prints another one.
                if self.reference.fields.get(row.place, row.field) == Some(&value) {
                    self.used.insert(index);
                }
                continue;
            }
            if kept::says_more(self.dialect, row, &field.name, &field.value) && !value.is_empty() {
                self.keep(&field.name, field.value.clone());
            }
            self.reference.fields.set(row.place, row.field, value);
            self.used.insert(index);
        }
    }

    /// Lines of the note that are fields; the note without them.
    fn read_lines_of_note(&mut self, restoring: &Restoring<'_>) {
        let known = self.reference.extras.len();
        let rest = note_lines::take(self.dialect, self.fields, restoring, &mut self.reference);
        for extra in self.reference.extras.iter_mut().skip(known) {
            extra.format = self.format.to_owned();
        }
        let Some(rest) = rest else { return };
        let language = self.reference.fields.text(Place::Here, Field::Language).map(str::to_owned);
        let spelling = Spelling::of(self.dialect, language.as_deref());
        if let Some(row) = row(Place::Here, Field::Note) {
            self.reference.fields.set(row.place, row.field, spelling.unspell(row, &rest));
        }
    }

    /// What nothing has understood is kept as it is spelled, save what belongs to a parent.
    fn keep_rest(&mut self) {
        for index in self.unused() {
            let field = &self.fields[index];
            let is_kept = field.inherited_from.is_none() || field.name == words::XDATA;
            if is_kept && !Restoring::understands(self.dialect, &field.name, &field.value) {
                let held = Restoring::extra(&field.name, &field.value).or_else(|| in_annotation(field));
                let (name, mut value) =
                    held.unwrap_or_else(|| (field.spelled_name.clone(), field.value.clone()));
                let container = self.reference.link(LinkKind::PartOf);
                if let Some(key) = container.filter(|key| keys::could_mean(field.value.trim(), key))
                    && field.name == words::CROSSREF
                {
                    value = key.to_owned();
                }
                let name = if field.name == words::CROSSREF { words::CROSSREF.to_owned() } else { name };
                self.keep(&name, value);
            }
        }
    }

    /// The title and subtitle of a dialect without subtitles, told apart again.
    pub(super) fn split_subtitle(&mut self, place: Place, subtitle: &str) {
        let whole = self.reference.fields.text(place, Field::Title);
        if let Some(title) = whole.and_then(|whole| notes::split_title(whole, subtitle)) {
            self.reference.fields.set(place, Field::Title, title);
            self.reference.fields.set(place, Field::Subtitle, subtitle);
        }
    }
}

/// An extra that stands in an annotation.
fn in_annotation(field: &RawValue) -> Option<(String, String)> {
    let name = escapes::escape_name(&field.name).filter(|name| *name != field.name)?;
    let tex = escapes::to_tex(escapes::inside(&field.name, &field.value))?;
    IN_ANNOTATIONS.contains(&name).then(|| (name.to_owned(), tex))
}

/// Whether an option keeps an entry out of bibliographies.
pub(super) fn is_data_only(option: &str) -> bool {
    let option = option.trim();
    let (name, value) = option.split_once('=').unwrap_or((option, "true"));
    name.trim() == words::DATA_ONLY && value.trim() == "true"
}
