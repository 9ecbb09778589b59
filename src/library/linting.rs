//! Checking the records themselves, whatever style prints them: the rules of [`crate::lint`] over a query.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::mpsc::sync_channel,
    thread,
};

use foldhash::{HashSet, HashSetExt};

use super::{
    Commitment, Error, Library,
    changing::{change, rename_work},
    citing, condition,
};
use crate::{
    lint::{Check, Finding, Linter, Look, People, Subject},
    model::{Date, Field, Place, Value, role::Level},
    store::{EditionId, Snapshot, Transaction, Whole},
};

/// What is to be checked.
pub struct LintOptions<'a> {
    /// Query text; empty for the whole library, editions that are only mentioned included.
    pub query: &'a str,
    /// The rules.
    pub checks: &'a [&'static Check],
    /// The day that it is.
    pub today: &'a Date,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Linted {
    /// How many editions were looked at.
    pub editions: usize,
    /// What was found of them: by key, the gravest first.
    pub findings: Vec<Finding>,
    /// What was mended.
    pub mended: Vec<Mended>,
}

/// A value that was changed.
#[derive(Debug)]
pub struct Mended {
    /// The rule.
    pub check: &'static Check,
    /// The key of the edition.
    pub key: String,
    /// The name of the field.
    pub field: &'static str,
    /// What stood there.
    pub before: Option<Value>,
    /// What stands there now; an empty value where nothing does.
    pub after: Value,
}

/// How many editions are read at a time.
const BATCH: usize = 500;

/// Batches that are read before the one before them is looked at.
const BATCHES_AHEAD: usize = 1;

/// How often mending one thing may bring up another one.
const ROUNDS: usize = 4;

impl Library {
    /// Applies rules to the editions of a query.
    pub fn lint(&self, options: &LintOptions<'_>) -> Result<Linted, Error> {
        self.store.read(|store| lint(store, options))
    }

    /// Mends what can be mended without losing anything, all or nothing, and tells what is left.
    pub fn mend_findings(
        &mut self,
        options: &LintOptions<'_>,
        commitment: Commitment,
    ) -> Result<Linted, Error> {
        let mend = |store: &Transaction<'_>| mend(store, options);
        match commitment {
            Commitment::Keep => self.store.transaction(mend),
            Commitment::Rehearse => self.store.rehearsal(mend),
        }
    }
}

fn lint(store: &Snapshot<'_>, options: &LintOptions<'_>) -> Result<Linted, Error> {
    let selected: HashSet<EditionId> =
        store.unordered_edition_ids(&condition::any(store, options.query)?)?.into_iter().collect();
    if selected.is_empty() {
        return Ok(Linted::default());
    }
    // As they stand in the file, so that each page is read once.
    let mut all = store.unordered_edition_ids(&condition::any(store, "")?)?;
    all.sort_unstable();
    let is_wanted = |id| if selected.contains(&id) { Wanted::Examined } else { Wanted::Noticed };
    show(store, options, &all, is_wanted, options.checks.to_vec())
}

/// Applies the rules that look at one edition to some editions, whatever the query asks for.
fn lint_again(
    store: &Snapshot<'_>,
    options: &LintOptions<'_>,
    editions: &[EditionId],
) -> Result<Linted, Error> {
    let checks = options.checks.iter().filter(|check| matches!(check.look, Look::Edition(_)));
    show(store, options, editions, |_| Wanted::Examined, checks.copied().collect())
}

/// What is wanted of an edition.
#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    /// What is found of it.
    Examined,
    /// What it has to do with what is found of others.
    Noticed,
}

/// Shows editions to the rules, in a thread of their own while further ones are read.
fn show(
    store: &Snapshot<'_>,
    options: &LintOptions<'_>,
    editions: &[EditionId],
    is_wanted: impl Fn(EditionId) -> Wanted,
    checks: Vec<&'static Check>,
) -> Result<Linted, Error> {
    let people: People = store.agents()?.into_iter().map(|agent| (agent.handle.clone(), agent)).collect();
    let today = options.today.earliest().unwrap_or(i64::MAX);
    let (batches, given) = sync_channel::<Vec<(Wanted, Whole)>>(BATCHES_AHEAD);
    let linter = thread::scope(|scope| {
        let people = &people;
        let looking = scope.spawn(move || {
            let mut linter = Linter::new(checks);
            for (wanted, whole) in given.into_iter().flatten() {
                look(&mut linter, wanted, &whole, people, today);
            }
            linter
        });
        let was_read = editions.chunks(BATCH).try_for_each(|ids| {
            let wanted = ids.iter().map(|id| is_wanted(*id));
            let batch = wanted.zip(store.whole_editions(ids)?).collect();
            // A rule that panics does so below.
            let _ = batches.send(batch);
            Ok::<_, Error>(())
        });
        drop(batches);
        let linter = looking.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        was_read.map(|()| linter)
    })?;
    let examined = editions.iter().filter(|id| is_wanted(**id) == Wanted::Examined).count();
    Ok(Linted { editions: examined, findings: linter.finish(people), mended: Vec::new() })
}

/// Shows one edition to the rules.
fn look(linter: &mut Linter, wanted: Wanted, whole: &Whole, people: &People, today: i64) {
    let reference = citing::reference(whole);
    let Whole { work, expression, edition, source_language, .. } = whole;
    let source_language = source_language.as_deref();
    let subject =
        Subject { reference: &reference, work, expression, edition, source_language, people, today };
    match wanted {
        Wanted::Examined => linter.examine(&subject),
        Wanted::Noticed => linter.take_notice(&subject),
    }
}

fn mend(store: &Transaction<'_>, options: &LintOptions<'_>) -> Result<Linted, Error> {
    let linted = lint(store, options)?;
    let mut mended = mend_once(store, &linted.findings)?;
    if mended.is_empty() {
        return Ok(linted);
    }
    let mut changed = keys_of(&mended);
    for _ in 1..ROUNDS {
        let mut editions = Vec::new();
        for key in &changed {
            editions.extend(store.find_edition_by_key(key)?);
        }
        let done = mend_once(store, &lint_again(store, options, &editions)?.findings)?;
        changed = keys_of(&done);
        if changed.is_empty() {
            break;
        }
        mended.extend(done);
    }
    // What was mended may change what is found of others.
    Ok(Linted { mended, ..lint(store, options)? })
}

fn keys_of(mended: &[Mended]) -> BTreeSet<String> {
    mended.iter().map(|one| one.key.clone()).collect()
}

/// Mends each field once: what else is found of it is looked at again with its new value.
fn mend_once(store: &Transaction<'_>, findings: &[Finding]) -> Result<Vec<Mended>, Error> {
    let mut touched: HashSet<(&str, Place, Field)> = HashSet::new();
    let mut by_key: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| !finding.remark.fix.is_empty()) {
        let places = || finding.remark.fix.iter().map(|to| (finding.key.as_str(), to.place, to.field));
        if places().any(|place| touched.contains(&place)) {
            continue;
        }
        touched.extend(places());
        by_key.entry(&finding.key).or_default().push(finding);
    }
    let mut mended = Vec::new();
    for (key, findings) in by_key {
        let Some(edition) = store.find_edition_by_key(key)? else { continue };
        change(store, edition, (key, Level::Edition), |_, placed| {
            for finding in findings {
                for to in &finding.remark.fix {
                    let before = placed
                        .edition()
                        .and_then(|edition| edition.fields.set(to.place, to.field, to.value.clone()));
                    if (to.place, to.field) == (Place::Here, Field::Title) {
                        rename_work(placed, before.as_ref(), &to.value);
                    }
                    mended.push(Mended {
                        check: finding.check,
                        key: key.to_owned(),
                        field: to.name().unwrap_or_default(),
                        before,
                        after: to.value.clone(),
                    });
                }
            }
            Ok(())
        })?;
    }
    Ok(mended)
}
