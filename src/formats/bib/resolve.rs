//! The fields of an entry with what it inherits through `crossref` and `xdata` (BibLaTeX manual, section 2.4.1 and
//! appendix B; btxdoc, section 3.1).

use std::io;

use foldhash::{HashSet, HashSetExt};

use super::{
    blocks::RawEntry,
    entries::Entries,
    escapes,
    macros::Macros,
    problems::{Fault, SyntaxProblem, excerpt},
    types, words,
};
use crate::{
    fields::{Dialect, Slot, role_row, row, row_to_write},
    model::{EntryType as T, Field, Place, Role},
};
/// The longest chain of parents, and the most containers of data in one entry.
const MOST_PARENTS: usize = 16;
const MOST_CONTAINERS: usize = 64;

/// A field with its macros expanded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawValue {
    /// In lower case.
    pub name: String,
    /// As the file spells it.
    pub spelled_name: String,
    /// TeX.
    pub value: String,
    /// The line of its name, counted from 1.
    pub line: usize,
    /// The key of the entry that it was inherited from.
    pub inherited_from: Option<String>,
    /// Whether the entry has a field of this name already.
    pub is_repeated: bool,
}

/// A step on the way through containers of data, by key.
enum Visit {
    Enter(String),
    Leave(String),
}

impl Visit {
    fn enter(key: &str) -> Visit {
        Visit::Enter(key.to_owned())
    }
}

impl Entries<'_> {
    /// The fields of the entry of this text that is the block of this index, then those that it inherits. Errors are
    /// those of reading the file.
    pub(super) fn fields(
        &self,
        (index, text, entry): (usize, &str, &RawEntry),
        macros: &Macros,
        problems: &mut Vec<SyntaxProblem>,
    ) -> io::Result<Vec<RawValue>> {
        let own = self.own_fields(text, entry, macros, problems);
        let mut chain = vec![(self.entry_type(text, entry), self.with_data(own, macros, problems)?)];
        let mut seen = HashSet::from_iter([index]);
        while let Some((_, fields)) = chain.last()
            && let Some(parent) = value_of(fields, words::CROSSREF)
            && !parent.value.trim().is_empty()
        {
            let key = parent.value.trim().to_owned();
            let fault = match self.find(&key)? {
                None => Some(Fault::UnknownParent(excerpt(&key))),
                Some(parent) if !seen.insert(parent.index) => Some(Fault::ParentCycle(excerpt(&key))),
                Some(_) if chain.len() > MOST_PARENTS => Some(Fault::TooManyParents),
                Some(parent) if !self.can_read(&parent) => Some(Fault::TooMuchExpansion),
                Some(parent) => {
                    // What is wrong with the parent is told where the parent stands.
                    let own = self.own_fields(&parent.text, &parent.entry, macros, &mut Vec::new());
                    let mut fields = self.with_data(own, macros, &mut Vec::new())?;
                    for field in &mut fields {
                        field.inherited_from.get_or_insert_with(|| key.clone());
                    }
                    chain.push((parent.entry_type, fields));
                    None
                }
            };
            if let Some(fault) = fault {
                if !matches!(fault, Fault::UnknownParent(_)) {
                    // Of a ring nobody can say which entry is the parent.
                    chain.truncate(1);
                }
                let own = chain.first().and_then(|(_, fields)| value_of(fields, words::CROSSREF));
                problems.push(SyntaxProblem { line: own.map_or(1, |field| field.line), fault });
                break;
            }
        }
        Ok(self.fold_chain(chain, problems))
    }

    /// From the last parent down to the entry.
    fn fold_chain(
        &self,
        mut chain: Vec<(T, Vec<RawValue>)>,
        problems: &mut Vec<SyntaxProblem>,
    ) -> Vec<RawValue> {
        while chain.len() > 1 {
            let parent = chain.pop();
            if let (Some((parent_type, parent)), Some((child_type, child))) = (parent, chain.last_mut()) {
                self.inherit(*child_type, child, parent_type, parent, problems);
            }
        }
        chain.pop().map_or_else(Vec::new, |(_, fields)| fields)
    }

    fn own_fields(
        &self,
        text: &str,
        entry: &RawEntry,
        macros: &Macros,
        problems: &mut Vec<SyntaxProblem>,
    ) -> Vec<RawValue> {
        let mut names = HashSet::new();
        let mut fields = Vec::with_capacity(entry.fields.len());
        for field in &entry.fields {
            let spelled_name = text[field.name.clone()].to_owned();
            let name = spelled_name.to_lowercase();
            let is_repeated = !names.insert(name.clone());
            if is_repeated {
                let fault = Fault::RepeatedField(excerpt(&spelled_name));
                problems.push(SyntaxProblem { line: field.line, fault });
            }
            let value = macros.expand(text, &field.value, field.line, self.budget(), problems);
            let line = field.line;
            fields.push(RawValue { name, spelled_name, value, line, inherited_from: None, is_repeated });
        }
        fields
    }

    /// The fields with those of the containers that `xdata` names, which may name further ones.
    fn with_data(
        &self,
        mut fields: Vec<RawValue>,
        macros: &Macros,
        problems: &mut Vec<SyntaxProblem>,
    ) -> io::Result<Vec<RawValue>> {
        let Some(named) = value_of(&fields, words::XDATA) else { return Ok(fields) };
        let line = named.line;
        let mut waiting: Vec<Visit> = keys(&named.value).rev().map(Visit::enter).collect();
        let mut seen = HashSet::new();
        let mut open = HashSet::new();
        while let Some(visit) = waiting.pop() {
            let key = match visit {
                Visit::Enter(key) => key,
                Visit::Leave(key) => {
                    open.remove(&key);
                    continue;
                }
            };
            if !seen.insert(key.clone()) {
                let fault = open.contains(&key).then(|| Fault::DataCycle(excerpt(&key)));
                problems.extend(fault.map(|fault| SyntaxProblem { line, fault }));
                continue;
            }
            let fault = match self.find(&key)? {
                None => Some(Fault::UnknownParent(excerpt(&key))),
                Some(_) if seen.len() > MOST_CONTAINERS => Some(Fault::TooManyParents),
                Some(container) if !self.can_read(&container) => Some(Fault::TooMuchExpansion),
                Some(container) => {
                    let data = self.own_fields(&container.text, &container.entry, macros, &mut Vec::new());
                    if let Some(further) = value_of(&data, words::XDATA) {
                        open.insert(key.clone());
                        waiting.push(Visit::Leave(key.clone()));
                        waiting.extend(keys(&further.value).rev().map(Visit::enter));
                    }
                    let data = data.into_iter().filter(|field| field.name != words::XDATA);
                    self.add(&mut fields, data, &key).then_some(Fault::TooMuchExpansion)
                }
            };
            problems.extend(fault.map(|fault| SyntaxProblem { line, fault }));
            if seen.len() > MOST_CONTAINERS {
                break;
            }
        }
        Ok(fields)
    }

    /// Adds fields that are missing; returns whether there was too much.
    fn add(&self, fields: &mut Vec<RawValue>, more: impl Iterator<Item = RawValue>, key: &str) -> bool {
        let mut names: HashSet<String> = fields.iter().map(|field| field.name.clone()).collect();
        for mut field in more {
            if field.is_repeated || !names.insert(field.name.clone()) {
                continue;
            }
            if !self.budget().take(field.value.len()) {
                return true;
            }
            field.inherited_from.get_or_insert_with(|| key.to_owned());
            fields.push(field);
        }
        false
    }

    /// Adds to the child what it lacks and the parent has.
    fn inherit(
        &self,
        child_type: T,
        child: &mut Vec<RawValue>,
        parent_type: T,
        parent: Vec<RawValue>,
        problems: &mut Vec<SyntaxProblem>,
    ) {
        let key = parent.iter().find_map(|field| field.inherited_from.clone()).unwrap_or_default();
        let line = value_of(child, words::CROSSREF).map_or(1, |field| field.line);
        let mut renamed = self.renamed(child_type, parent_type, &parent);
        if self.dialect == Dialect::Bibtex {
            // There the title of the book is that of the part which has none, or the same.
            let differs = |field: &RawValue, from: &str| {
                value_of(child, from).is_some_and(|own| own.value.trim() != field.value.trim())
            };
            renamed.retain(|(from, field)| differs(field, from));
        }
        let titles_move = title_place(parent_type, child_type).is_some();
        // A child with a date of its own takes no part of that of its parent.
        let is_date = |name: &str| name.ends_with(words::DATE) || name.ends_with(words::DATE_PARTS[0]);
        let dated = child.iter().filter(|field| is_date(&field.name));
        let dates: HashSet<String> = dated.filter_map(|field| date_prefix(&field.name)).collect();
        let same_year = missing_in_same_year(child, &parent);
        // With our sentences in it, the note is that of the parent alone.
        let note = row(Place::Here, Field::Note).filter(|row| {
            parent.iter().any(|field| escapes::escape_name(&field.name) == Some(row.escape().as_str()))
        });
        let note = note.and_then(|row| row.spelling(self.dialect).written);
        let same_name = parent.into_iter().filter(|field| {
            let is_excluded = note == Some(field.name.as_str())
                || words::NOT_INHERITED.contains(&field.name.as_str())
                || escapes::is_escape(&field.name)
                || field.name.contains('+')
                || (titles_move
                    && self.dialect != Dialect::Bibtex
                    && (words::NOT_INHERITED_WITH_TITLE.contains(&field.name.as_str())
                        || renamed.iter().any(|(from, _)| *from == field.name && !is_author(from))));
            let has_date = date_prefix(&field.name).is_some_and(|prefix| dates.contains(&prefix));
            !is_excluded && (!has_date || same_year.contains(&field.name.as_str()))
        });
        let renamed: Vec<RawValue> = renamed.iter().map(|(_, field)| field.clone()).collect();
        let told = escapes::names(child.as_slice());
        let is_told = |field: &RawValue| {
            !told.is_empty()
                && types::row_of(self.dialect, &field.name, child_type)
                    .is_some_and(|row| told.contains(&row.escape()))
        };
        let same_name = same_name.filter(|field| !is_told(field));
        let renamed: Vec<RawValue> = renamed.into_iter().filter(|field| !is_told(field)).collect();
        let is_too_much = match self.dialect {
            // BibTeX knows the same names only; what is still missing then is what its styles take from there.
            Dialect::Bibtex => self.add(child, same_name, &key) || self.add(child, renamed.into_iter(), &key),
            _ => self.add(child, renamed.into_iter(), &key) || self.add(child, same_name, &key),
        };
        if is_too_much {
            problems.push(SyntaxProblem { line, fault: Fault::TooMuchExpansion });
        }
    }

    /// The fields of the parent that have another name in the child, with the name they have in the parent.
    fn renamed(&self, child_type: T, parent_type: T, parent: &[RawValue]) -> Vec<(String, RawValue)> {
        let mut renamed = Vec::new();
        let mut rename = |from: &str, to: &str| {
            if let Some(field) = value_of(parent, from) {
                let (name, spelled_name) = (to.to_owned(), to.to_owned());
                renamed.push((from.to_owned(), RawValue { name, spelled_name, ..field.clone() }));
            }
        };
        let place = title_place(parent_type, child_type).or_else(|| {
            let is_bibtex = self.dialect == Dialect::Bibtex;
            (is_bibtex && child_type.is_part_of_book()).then_some(Place::Container)
        });
        if let Some(place) = place {
            for field in [Field::Title, Field::Subtitle, Field::TitleAddon] {
                let name = |place, entry_type| {
                    row_to_write(self.dialect, place, field, entry_type)
                        .and_then(|row| row.spelling(self.dialect).written)
                };
                if let (Some(from), Some(to)) = (name(Place::Here, parent_type), name(place, child_type)) {
                    rename(from, to);
                }
            }
        }
        let author = slot(Place::Here, Role::Author);
        let book_author = slot(Place::Container, Role::Author);
        if AUTHORED.contains(&parent_type)
            && IN_BOOKS.contains(&child_type)
            && let (Some(author), Some(book_author)) = (author, book_author)
        {
            rename(author, book_author);
        }
        renamed
    }
}

const AUTHORED: &[T] = &[T::MultiVolumeBook, T::Book];
const IN_BOOKS: &[T] = &[T::InBook, T::BookInBook, T::Supplement];
const IN_COLLECTIONS: &[T] =
    &[T::Chapter, T::CollectionSupplement, T::ReferenceEntry, T::EncyclopediaEntry, T::DictionaryEntry];

/// Of what the title of a parent is the title for a child.
fn title_place(parent: T, child: T) -> Option<Place> {
    let in_books = IN_BOOKS.contains(&child);
    let in_collections = IN_COLLECTIONS.contains(&child);
    match parent {
        T::MultiVolumeBook if in_books || child == T::Book => Some(Place::Set),
        T::MultiVolumeCollection | T::MultiVolumeReference
            if in_collections || matches!(child, T::Collection | T::ReferenceWork) =>
        {
            Some(Place::Set)
        }
        T::MultiVolumeProceedings if matches!(child, T::Proceedings | T::ConferencePaper) => Some(Place::Set),
        T::Book if in_books => Some(Place::Container),
        T::Collection | T::ReferenceWork if in_collections => Some(Place::Container),
        T::Proceedings if child == T::ConferencePaper => Some(Place::Container),
        T::Periodical if child.is_part_of_periodical() => Some(Place::Container),
        _ => None,
    }
}

fn slot(place: Place, role: Role) -> Option<&'static str> {
    match role_row(place, role)?.biblatex {
        Slot::Field(name) => Some(name),
        _ => None,
    }
}

fn is_author(name: &str) -> bool {
    slot(Place::Here, Role::Author) == Some(name)
}

/// The first field of this name.
pub(super) fn value_of<'f>(fields: &'f [RawValue], name: &str) -> Option<&'f RawValue> {
    fields.iter().find(|field| field.name == name)
}

/// The keys of a list with commas.
pub(super) fn keys(list: &str) -> impl DoubleEndedIterator<Item = &str> {
    list.split(',').map(str::trim).filter(|key| !key.is_empty())
}

/// The parts of a date that a child with a year, and nothing beside it, takes from a parent of the same year, as
/// BibTeX does: the month of the proceedings is that of the paper.
fn missing_in_same_year(child: &[RawValue], parent: &[RawValue]) -> &'static [&'static str] {
    let [year, rest @ ..] = words::DATE_PARTS else { return &[] };
    let year_of = |fields| value_of(fields, year).map(|field| field.value.trim().to_owned());
    let is_same = year_of(child).filter(|year| !year.is_empty()) == year_of(parent);
    let has_more = |name: &&str| value_of(child, name).is_some();
    let is_bare = !rest.iter().chain([&words::DATE]).any(has_more);
    if is_same && is_bare { &rest[..2] } else { &[] }
}

/// What the name of a date or of a part of one begins with: `url` of `urldate` and of `urlyear`.
fn date_prefix(name: &str) -> Option<String> {
    std::iter::once(&words::DATE)
        .chain(words::DATE_PARTS)
        .filter_map(|part| name.strip_suffix(part))
        .find(|prefix| matches!(*prefix, "" | "url" | "event" | "orig"))
        .map(str::to_owned)
}
