//! The texts of a work as a tree: the original, below it what was made from it, below each its editions.

use super::apparatus::Apparatus;
use super::edition::Edition;
use super::evidence::readings;
use super::index::{Index, Located};
use super::link::Anchor;
use super::people::{Credit, credits};
use super::text::{Marked, Text};
use super::title::{slips, title_lines};
use super::words;
use crate::model::tree::{self, ExpressionKind, Work};
use crate::model::{Date, Role};
use askama::Template;
use askama::filters::HtmlSafe;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

/// A text of a work, with what was made from it.
#[derive(Debug, Template)]
#[template(path = "expression.html")]
pub(super) struct Expression<'a> {
    id: String,
    kind: ExpressionKind,
    /// In English.
    language: Option<Text<'a>>,
    /// What it is, unless the names of those who made it say that.
    version: Option<&'static str>,
    credits: Vec<Credit>,
    /// What it was made from, where that is not the original.
    from: Option<Text<'static>>,
    apparatus: Apparatus<'a>,
    editions: Vec<Edition<'a>>,
    derived: Vec<Expression<'a>>,
}

impl HtmlSafe for Expression<'_> {}

/// How deep expressions nest on the page; whatever was made from those at this depth stands beside them.
const DEEPEST: usize = 6;

/// All expressions of a work: the original first, then by date, each below the one that it was made from.
pub(super) fn expressions<'a>(work: &'a Work, index: &Index<'a>) -> Vec<Expression<'a>> {
    Forest::of(work, index).grow()
}

/// The expressions of a work by what they were made from.
struct Forest<'a, 'i> {
    work: &'a Work,
    index: &'i Index<'a>,
    by_handle: HashMap<&'a str, &'a tree::Expression>,
    derived: HashMap<&'a str, Vec<&'a tree::Expression>>,
    /// All expressions in the order of the page.
    sorted: Vec<&'a tree::Expression>,
    /// Handles of those that stand on the page already.
    placed: HashSet<&'a str>,
}

impl<'a, 'i> Forest<'a, 'i> {
    fn of(work: &'a Work, index: &'i Index<'a>) -> Forest<'a, 'i> {
        let mut sorted: Vec<_> = work.expressions.iter().collect();
        sorted.sort_by_cached_key(|expression| order(expression, index));
        let mut derived: HashMap<&str, Vec<_>> = HashMap::new();
        for expression in &sorted {
            if let Some(source) = expression.derived_from.as_deref() {
                derived.entry(source).or_default().push(*expression);
            }
        }
        Forest {
            work,
            index,
            by_handle: sorted.iter().map(|expression| (expression.handle.as_str(), *expression)).collect(),
            derived,
            sorted,
            placed: HashSet::new(),
        }
    }

    fn grow(mut self) -> Vec<Expression<'a>> {
        let (mut roots, mut others) = (Vec::new(), Vec::new());
        for expression in std::mem::take(&mut self.sorted) {
            if self.source_of(expression).is_none() {
                roots.push(expression)
            } else {
                others.push(expression)
            }
        }
        let mut trees = Vec::new();
        // What is left after the roots goes round in a circle: it begins where the order puts it.
        for expression in roots.into_iter().chain(others) {
            self.place(expression, 1, &mut trees);
        }
        trees
    }

    fn source_of(&self, expression: &tree::Expression) -> Option<&'a tree::Expression> {
        self.by_handle.get(expression.derived_from.as_deref()?).copied()
    }

    fn place(&mut self, expression: &'a tree::Expression, depth: usize, siblings: &mut Vec<Expression<'a>>) {
        if !self.placed.insert(&expression.handle) {
            return;
        }
        let mut shown = self.show(expression);
        let derived = self.derived.remove(expression.handle.as_str()).unwrap_or_default();
        if depth < DEEPEST {
            for next in derived {
                self.place(next, depth + 1, &mut shown.derived);
            }
            siblings.push(shown);
            return;
        }
        siblings.push(shown);
        let mut waiting = derived;
        while let Some(next) = waiting.pop() {
            if self.placed.insert(&next.handle) {
                siblings.push(self.show(next));
                waiting.extend(self.derived.remove(next.handle.as_str()).unwrap_or_default());
            }
        }
    }

    fn show(&self, expression: &'a tree::Expression) -> Expression<'a> {
        let language = expression.language.as_deref();
        let mut editions: Vec<_> = expression.editions.iter().collect();
        editions.sort_by_key(|edition| {
            let date = self.index.date_of(edition);
            (date.is_none(), date, &edition.key)
        });
        Expression {
            id: Anchor::Expression(&expression.handle).id(),
            kind: expression.kind,
            language: language.map(|tag| words::language_name(tag).into()),
            version: self.version(expression),
            credits: credits(&expression.contributions, self.index),
            from: self.source_of(expression).and_then(intermediate).map(Text::from),
            apparatus: Apparatus {
                title_lines: title_lines(&expression.titles, language),
                slips: slips(&expression.titles, language, ""),
                notes: expression.note.as_deref().map(Marked).into_iter().collect(),
                readings: readings(&expression.evidence, self.index),
                ..Apparatus::default()
            },
            editions: editions
                .into_iter()
                .map(|edition| Edition::of(Located { work: self.work, expression, edition }, self.index))
                .collect(),
            derived: Vec::new(),
        }
    }

    fn version(&self, expression: &tree::Expression) -> Option<&'static str> {
        let is_credited = |role| expression.contributions.iter().any(|given| given.role == role);
        let is_told = match expression.kind {
            ExpressionKind::Original => self.work.expressions.len() == 1,
            ExpressionKind::Translation => is_credited(Role::Translator),
            ExpressionKind::Abridgement => is_credited(Role::Abridger),
            ExpressionKind::Unstated => true,
            ExpressionKind::Revision | ExpressionKind::Adaptation => false,
        };
        (!is_told).then(|| words::version(expression.kind))
    }
}

impl Expression<'_> {
    /// Whether there is anything to say before the editions.
    fn has_head(&self) -> bool {
        self.language.is_some() || self.version.is_some() || !self.credits.is_empty()
    }
}

/// The original first, then by the earliest edition, then by language.
fn order<'a>(expression: &'a tree::Expression, index: &Index<'a>) -> impl Ord + use<'a> {
    let date: Option<&Date> = expression.editions.iter().filter_map(|edition| index.date_of(edition)).min();
    let is_original = expression.kind == ExpressionKind::Original;
    (!is_original, date.is_none(), date, expression.language.as_deref(), expression.handle.as_str())
}

/// What a text was made from that is not the original: "from the Spanish translation".
fn intermediate(source: &tree::Expression) -> Option<String> {
    if source.kind == ExpressionKind::Original {
        return None;
    }
    let version = words::version(source.kind);
    Some(match source.language.as_deref() {
        Some(language) => format!("from the {} {version}", words::language_name(language)),
        None => format!("from another {version}"),
    })
}
