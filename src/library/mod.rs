//! The verbs: all that commands call. Filing puts a reference into the tree, citing takes one out of it.

mod add;
mod assignment;
mod bibliography;
mod changing;
mod checking;
mod citing;
mod columns;
mod condition;
mod demo;
pub mod doubts;
mod duplicates;
mod editing;
mod entries;
mod error;
mod export;
mod filing;
mod gaps;
mod history;
mod import;
mod inheritance;
mod keys;
mod known;
mod linting;
mod listing;
mod looking;
mod losses;
mod matching;
mod merging;
mod naming;
mod nothing_found;
mod offering;
mod ordering;
mod own_extras;
mod paper;
mod person;
mod publishing;
mod reading;
mod recognizing;
mod removing;
mod renaming;
mod saved_queries;
mod sorting;
mod spelling;
mod summary;
mod tallying;
#[cfg(test)]
mod tests;
mod text;
mod tree_fields;
mod whole_file;
mod writing;

pub use crate::formats::{address_of, doi_address, web_address};
pub use add::{Added, Beside};
pub use assignment::{Assignable, likely_type, name_of, names_of, place_in, place_of_role, value_of};
pub use bibliography::{
    Bibliography, BibliographyOptions, Citations, CiteOfKey, Grouping, Order, Part, PrintedEdition,
};
pub use changing::Changed;
pub use checking::{CheckOptions, Checked, Finding};
pub use columns::Column;
pub use demo::{DEMO_LIBRARY, Demo, make_demo};
pub use duplicates::{DuplicateOptions, Duplicates, MatchedGroup, MatchedPair};
pub use error::Error;
pub use export::{CitationStyle, ExportOptions, ExportReport, PageOptions, Privacy, Strictness};
pub use filing::{Filed, Outcome, Placement};
pub use gaps::{Gap, Gaps, Missing};
pub use history::Difference;
pub use import::{
    Commitment, Content, Detail, FileDifference, ImportReport, Input, LikeEntry, Matching, MergedEntry,
    Preference,
};
pub use keys::{
    Clash, DEFAULT_PATTERN, JABREF_MARKERS, KEY_FILTERS, KEY_TERMS, KeyExample, KeyFilter, KeyTerm, Pattern,
    PatternError, Renamed, Renaming, SuffixRule, check_citable,
};
pub use linting::{LintOptions, Linted, Mended};
pub use listing::{Extent, Listing};
pub use looking::{Containers, Person, Seen, names_by_role};
pub use losses::{Counts, Kept as KeptLosses, Losses, Went};
pub use matching::{Aspect, Comparison, Evidence, Verdict};
pub use merging::{Choices, Conflict, Doubt, Gained, Linked, Merged};
pub use nothing_found::{NothingFound, Standings};
pub use own_extras::{KeptBeside, OwnMark};
pub use paper::{Cited, CitedOptions, read_manuscripts};
pub use person::{
    Candidate, Deed, MergedPeople, PERSON_SCHEMES, Part as PersonPart, PersonSeen, SplitPeople, years,
};
pub use publishing::{Foreign, SiteOptions, SiteReport};
pub use reading::{
    Count, Label, Level, Overview, Quoted, ReadThrough, ReadingsTaken, Refusal, SeenWithReading, Stats, Step,
    Told,
};
pub use recognizing::{Answer, OnMatch, Question};
pub use removing::Removed;
pub use saved_queries::Kept;
pub use sorting::{Alphabet, Direction, SortKey};
pub use tallying::Tally;
pub use text::{Loaded, likely_format};
pub use tree_fields::{TREE_FIELDS, TreeField};
pub use whole_file::write_whole;

pub use crate::{
    lint::Severity,
    query::{Example, NOTES, QueryError, SIGNS, TERMS, TermRow, unknown_language},
    store::{
        Access, Ailment, ChangeId, ChangeState, Command, LoggedChange, MovedRows, Noted, PARTS_CHANGED,
        Salvaged, StoreError, Triple, Trouble, Whole, is_library, salvage, while_waiting,
    },
};

use std::path::{Path, PathBuf};

use crate::store::Store;

/// An open library.
pub struct Library {
    store: Store,
    path: PathBuf,
}

impl Library {
    /// Opens a library that exists.
    pub fn open(path: &Path, access: Access) -> Result<Self, Error> {
        let mut store = Store::open(path, access)?;
        store.summarize_by(summary::summarize);
        Ok(Library { store, path: path.to_owned() })
    }

    /// Makes a new library, or opens one that is there.
    pub fn create(path: &Path) -> Result<Self, Error> {
        Library::open(path, Access::Create)
    }

    /// Copies the library to a new file, and checks the copy. A file that is there already is an error.
    pub fn back_up(&self, to: &Path) -> Result<(), Error> {
        Ok(self.store.back_up(to)?)
    }

    /// All that is wrong with the file and what is in it; nothing is changed.
    pub fn troubles(&mut self) -> Result<Vec<Trouble>, Error> {
        Ok(self.store.troubles()?)
    }

    /// Mends what can be mended from the rest of the library; gives the copy that was made before, and what was mended.
    pub fn mend(&mut self) -> Result<(Option<PathBuf>, Vec<Trouble>), Error> {
        Ok(self.store.mend()?)
    }

    /// The file of the library.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
