//! Import: bytes → reader → references and problems → filing, in one transaction.

mod cut_dates;
mod difference;
mod input;
mod like;
mod waiting;

use std::{
    collections::BTreeSet,
    io,
    path::Path,
    sync::mpsc::{SyncSender, sync_channel},
    thread,
};

use super::{
    Error, Library,
    filing::{Filed, Filing, Outcome, Placement, Repetition, Silence},
    naming,
    reading::{ReadingsTaken, Taking},
    recognizing::{Entries, OnMatch, Recognizing},
};

use crate::{
    formats::{self, Format, Item, Problem, Severity, text_form},
    model::{Extra, Reference, tree::Source},
    store::{Imported, SourceId, StoreError, Transaction},
};

use difference::Rehearsed;
use waiting::{Waiter, Waiting};

pub use difference::FileDifference;
pub use input::{Content, Input};
pub use like::{LikeEntry, MergedEntry};

/// Whether an import is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Commitment {
    /// It is kept.
    #[default]
    Keep,
    /// Everything is done and told, and then undone.
    Rehearse,
}

/// Whose values an edition has where an entry of a file is merged with it and the two differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preference {
    /// Those of the library; those of the file are kept beside them.
    #[default]
    Library,
    /// Those of the file; those of the library are kept beside them.
    File,
}

/// What is done with entries that the library knows.
#[derive(Default)]
pub struct Matching<'a> {
    /// With those that are like an edition and not identical.
    pub on_match: OnMatch<'a>,
    /// Where one is merged.
    pub preference: Preference,
    /// Whether [`ImportReport::filed`] names them.
    pub detail: Detail,
}

/// What a report tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Each entry.
    #[default]
    Entries,
    /// How many there are, and what is wrong with some: a million entries take a hundred megabytes.
    Counts,
}

/// What an import did.
#[derive(Debug, Default)]
pub struct ImportReport {
    /// Entries that were read.
    pub read: usize,
    /// Editions that were made, or were only mentioned before.
    pub editions: usize,
    /// Entries that were there already with all they say.
    pub identical: usize,
    /// Works that were made.
    pub new_works: usize,
    /// Entries that joined a work which was there.
    pub joined_works: usize,
    /// What could not be read as it stood, with the name of the file.
    pub problems: Vec<(String, Problem)>,
    /// Each entry that was filed, in order of filing; none where [`Detail::Counts`] was asked for.
    pub filed: Vec<Filed>,
    /// Entries that were merged with editions that were there.
    pub merged: Vec<MergedEntry>,
    /// Entries that are like editions that were there, and are new all the same, or were left out.
    pub unsure: Vec<LikeEntry>,
    /// Entries that got another key than theirs, which an edition had already: their own, and what they got.
    pub rekeyed: Vec<(String, String)>,
    /// What became of how the entries were read, where the format tells it.
    pub readings: ReadingsTaken,
}

impl ImportReport {
    /// Whether something could not be read or kept as it stood.
    pub fn has_findings(&self) -> bool {
        self.problems.iter().any(|(_, problem)| problem.severity > Severity::Notice)
    }
}

impl Library {
    /// Imports files. A bad entry is told and left out; the entries around it are kept. `progress` is called
    /// with the number of entries filed so far. A file that has been read is let go.
    pub fn import(
        &mut self,
        inputs: Vec<Input>,
        commitment: Commitment,
        progress: &mut dyn FnMut(usize),
    ) -> Result<ImportReport, Error> {
        self.import_matching(inputs, commitment, Matching::default(), progress)
    }

    /// The same, where it is said what is done with entries that are like editions of the library.
    pub fn import_matching<'p>(
        &mut self,
        inputs: Vec<Input>,
        commitment: Commitment,
        matching: Matching<'p>,
        progress: &'p mut dyn FnMut(usize),
    ) -> Result<ImportReport, Error> {
        let formats: Vec<_> = inputs.iter().map(format_of).collect::<Result<_, _>>()?;
        let file = move |store: &Transaction<'_>| Run::files(store, inputs, &formats, matching, progress);
        match commitment {
            Commitment::Keep => self.store.transaction_if(file, |report| report.read > 0),
            Commitment::Rehearse => self.store.rehearsal(file),
        }
    }

    /// What importing files would do to the library, which stays as it is.
    pub fn compare_with(
        &mut self,
        inputs: Vec<Input>,
        progress: &mut dyn FnMut(usize),
    ) -> Result<FileDifference, Error> {
        let formats: Vec<_> = inputs.iter().map(format_of).collect::<Result<_, _>>()?;
        let (rehearsed, report) = self.store.rehearsal(|store| {
            let report = Run::files(store, inputs, &formats, Matching::default(), progress)?;
            Ok::<_, Error>((Rehearsed::of(store)?, report))
        })?;
        self.store.read(|store| rehearsed.against(store, report))
    }
}

fn format_of(input: &Input) -> Result<&'static dyn Format, Error> {
    input
        .format
        .or_else(|| formats::detect::detect(input.content.head(), Some(Path::new(&input.name))))
        .ok_or_else(|| {
            let path = input.name.clone();
            match text_form::is_text_form(input.content.head()) {
                true => Error::TextForm { path },
                false => Error::UnknownFormat { path },
            }
        })
}

/// How many items are sent from the reader at once.
const BATCH: usize = 64;
/// How many batches the reader may be ahead of the filing.
const BATCHES_AHEAD: usize = 16;

/// Where entries come from.
struct Origin {
    format: &'static str,
    digest: String,
    repetition: Repetition,
}

struct Run<'a, 'p> {
    store: &'a Transaction<'a>,
    filing: Filing<'a>,
    recognizing: Recognizing,
    on_match: OnMatch<'p>,
    preference: Preference,
    detail: Detail,
    /// How many entries are filed so far.
    filed: usize,
    /// What those of the file at hand are. The books of readers point at nothing, so that none waits.
    entries: Entries,
    readings: Taking,
    report: ImportReport,
    waiting: Waiting,
    progress: &'p mut dyn FnMut(usize),
}

impl<'a, 'p> Run<'a, 'p> {
    /// Imports files of these formats.
    fn files(
        store: &'a Transaction<'a>,
        inputs: Vec<Input>,
        formats: &[&'static dyn Format],
        matching: Matching<'p>,
        progress: &'p mut dyn FnMut(usize),
    ) -> Result<ImportReport, Error> {
        let coming = inputs.iter().map(|input| input.content.length()).sum();
        store.keep_in_mind(coming)?;
        store.put_off(coming)?;
        let mut run = Run {
            store,
            filing: Filing::new(store, Silence::Meant),
            recognizing: Recognizing::new(store)?,
            on_match: matching.on_match,
            preference: matching.preference,
            detail: matching.detail,
            filed: 0,
            entries: Entries::default(),
            readings: Taking::default(),
            report: ImportReport::default(),
            waiting: Waiting::default(),
            progress,
        };
        for (input, format) in inputs.into_iter().zip(formats) {
            run.file(input, *format)?;
        }
        run.file_the_rest()?;
        run.readings.finish(store)?;
        run.report.readings = run.readings.taken;
        Ok(run.report)
    }
}

impl Run<'_, '_> {
    /// Reads a file on a thread of its own and files what comes from it here.
    fn file(&mut self, input: Input, format: &dyn Format) -> Result<(), Error> {
        let origin = self.origin(&input, format)?;
        let Input { name, content, .. } = input;
        self.entries = if format.tells_reading() { Entries::Read } else { Entries::Cited };
        let mut outside = Vec::new();
        let (sender, receiver) = sync_channel(BATCHES_AHEAD);
        let read = thread::scope(|scope| {
            let reader = scope.spawn(|| read_in_batches(format, &content, sender));
            for batch in receiver {
                self.filing.look_ahead(batch.iter().filter_map(|item| match item {
                    Item::Reference { reference, .. } => Some(reference.as_ref()),
                    _ => None,
                }))?;
                for item in batch {
                    self.take(&name, &origin, item, &mut outside)?;
                }
            }
            // A reader that panics does so here as well.
            Ok::<_, Error>(reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        })?;
        let failed = |error| Error::File { path: name.clone(), error };
        // Whatever was read of such a file is worth nothing.
        if !content.is_unchanged().map_err(failed)? {
            return Err(Error::ChangedFile { path: name.clone() });
        }
        // It may be much of what an import has in memory.
        drop(content);
        read.map_err(failed)?;
        self.keep_outside(&name, &origin, outside)
    }

    fn origin(&self, input: &Input, format: &dyn Format) -> Result<Origin, Error> {
        let failed = |error| Error::File { path: input.name.clone(), error };
        let digest = input.content.digest().map_err(failed)?;
        let repetition = match self.store.find_source_by_digest(&digest)? {
            Some(_) => Repetition::Again,
            None => Repetition::First,
        };
        Ok(Origin { format: format.name(), digest, repetition })
    }

    fn take(
        &mut self,
        name: &str,
        origin: &Origin,
        item: Item,
        outside: &mut Vec<Extra>,
    ) -> Result<(), Error> {
        match item {
            Item::Problem(problem) => self.report.problems.push((name.to_owned(), problem)),
            Item::Outside(extra) => outside.push(extra),
            Item::Reference { mut reference, line } => {
                // A handle that was emptied by hand names nothing.
                reference.work = reference.work.take().filter(|handle| !handle.is_empty());
                reference.expression = reference.expression.take().filter(|handle| !handle.is_empty());
                self.report.read += 1;
                self.tell_cut_dates(name, &reference, line);
                let targets = self.filing.missing_links(&reference)?;
                let waiter = Waiter {
                    reference,
                    file: name.to_owned(),
                    line,
                    missing: targets.len(),
                    repetition: origin.repetition,
                };
                if targets.is_empty() {
                    self.file_entry(waiter)?;
                } else {
                    self.waiting.add(waiter, targets);
                }
            }
        }
        Ok(())
    }

    fn tell_cut_dates(&mut self, file: &str, reference: &Reference, line: usize) {
        // What the reader said of an entry is among the last.
        const LAST: usize = 8;
        let told = self.report.problems.iter().rev().take(LAST).map(|(_, problem)| problem);
        let notices = cut_dates::notices(reference, line, told);
        self.report.problems.extend(notices.into_iter().map(|notice| (file.to_owned(), notice)));
    }

    /// Files an entry and all that waited for it.
    fn file_entry(&mut self, waiter: Waiter) -> Result<(), Error> {
        let mut ready = vec![waiter];
        while let Some(waiter) = ready.pop() {
            self.filing.begin_input(waiter.repetition);
            let filed = self.file_alone(&waiter.reference, &waiter.file)?;
            let mut released = self.waiting.released_by(&filed.key);
            for alias in waiter.reference.aliases.iter().chain(&waiter.reference.key) {
                released.extend(self.waiting.released_by(alias));
            }
            ready.extend(released.into_iter().rev());
            self.take_reading(&filed, &waiter)?;
            self.count(filed, &waiter);
        }
        Ok(())
    }

    /// Takes what an entry tells of reading. A file that comes again tells nothing new of an edition that is there.
    fn take_reading(&mut self, filed: &Filed, waiter: &Waiter) -> Result<(), Error> {
        let is_new = matches!(filed.outcome, Outcome::Made | Outcome::Promoted);
        let is_left =
            filed.outcome == Outcome::Skipped || (waiter.repetition == Repetition::Again && !is_new);
        let own = &waiter.reference.own_reading;
        if own.is_empty() || is_left {
            return Ok(());
        }
        for otherwise in self.readings.take(self.store, filed.edition, own)? {
            let problem = Problem {
                line: waiter.line,
                key: Some(filed.key.clone()),
                field: Some(otherwise.field.to_owned()),
                reason: otherwise.reason,
                severity: Severity::Notice,
            };
            self.report.problems.push((waiter.file.clone(), problem));
        }
        Ok(())
    }

    fn count(&mut self, filed: Filed, waiter: &Waiter) {
        match filed.outcome {
            Outcome::Identical => self.report.identical += 1,
            Outcome::Merged | Outcome::Skipped => {}
            Outcome::Made | Outcome::Promoted => {
                self.report.editions += 1;
                match filed.work {
                    Placement::New => self.report.new_works += 1,
                    Placement::Joined => self.report.joined_works += 1,
                }
                if let Some(own) = waiter.reference.key.as_ref().filter(|own| **own != filed.key) {
                    self.report.rekeyed.push((own.clone(), filed.key.clone()));
                }
            }
        }
        for note in &filed.notes {
            let problem = Problem {
                line: waiter.line,
                key: waiter.reference.key.clone(),
                field: None,
                reason: note.clone(),
                severity: Severity::Warning,
            };
            self.report.problems.push((waiter.file.clone(), problem));
        }
        self.filed += 1;
        (self.progress)(self.filed);
        if self.detail == Detail::Entries {
            self.report.filed.push(filed);
        }
    }

    /// Files what waited for entries that never came. Each may be what another one waits for.
    fn file_the_rest(&mut self) -> Result<(), Error> {
        for target in self.waiting.targets_that_never_come() {
            for waiter in self.waiting.released_by(&target) {
                self.file_entry(waiter)?;
            }
        }
        // What is left waits in a circle.
        for index in 0..self.waiting.ever() {
            let Some(waiter) = self.waiting.take(index) else { continue };
            for link in &waiter.reference.links {
                let is_there = self.store.find_edition_by_key(&link.target)?.is_some();
                if !is_there && waiter.reference.key.as_ref() == Some(&link.target) {
                    self.report.problems.push((
                        waiter.file.clone(),
                        Problem {
                            line: waiter.line,
                            key: waiter.reference.key.clone(),
                            field: None,
                            reason: "the entry points at itself; the pointer is kept but means nothing"
                                .into(),
                            severity: Severity::Warning,
                        },
                    ));
                }
            }
            self.file_entry(waiter)?;
        }
        Ok(())
    }

    /// Keeps what stood outside every entry, and the file itself as a source, once.
    fn keep_outside(&mut self, name: &str, origin: &Origin, outside: Vec<Extra>) -> Result<(), Error> {
        if origin.repetition == Repetition::Again {
            return Ok(());
        }
        let known: BTreeSet<Extra> = self.store.outside()?.into_iter().collect();
        let fresh: Vec<_> = outside.into_iter().filter(|extra| !known.contains(extra)).collect();
        let source = self.source(name, origin)?;
        Ok(self.store.insert_outside(Some(source), &fresh)?)
    }

    fn source(&self, name: &str, origin: &Origin) -> Result<SourceId, StoreError> {
        let file = Path::new(name)
            .file_name()
            .map_or_else(|| name.to_owned(), |name| name.to_string_lossy().into_owned());
        let handle =
            naming::unique(&naming::slug(&file), |handle| Ok(self.store.find_source(handle)?.is_some()))?;
        self.store.insert_source(
            &Source {
                handle,
                title: file.clone(),
                file: Some(file),
                format: Some(origin.format.to_owned()),
                note: None,
            },
            Imported { time: None, digest: Some(&origin.digest) },
        )
    }
}

/// Reads a file and sends what comes from it; stops when nobody takes it any more.
fn read_in_batches(format: &dyn Format, content: &Content, sender: SyncSender<Vec<Item>>) -> io::Result<()> {
    let mut batch = Vec::with_capacity(BATCH);
    let gone = |_| io::Error::other("the library could not take the entry");
    content.read(format, &mut |item| {
        batch.push(item);
        if batch.len() < BATCH {
            return Ok(());
        }
        sender.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH))).map_err(gone)
    })?;
    sender.send(batch).map_err(gone)
}
