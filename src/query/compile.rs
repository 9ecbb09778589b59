//! Tree → SQL over `edition`, `expression` and `work`.
//!
//! A field term compiles to SQL over its column or to `id IN (SELECT …)` over a side table, never to a
//! correlated `EXISTS`, which SQLite runs once a row, unless that looks at nothing but one row, whose number is known, of
//! the few editions that come so far.

use super::{
    QueryError, Saved, columns,
    condition::{Condition, asked, check, text},
    parse, people, terms,
    tree::{Comparison, Node, Term, TermKind, Wanted},
    values::{Named, Values, values_of},
};
use crate::model::{Role, language, wanted::Manner};

/// A query as the library can carry it out.
#[derive(Clone, Debug, PartialEq)]
pub struct Compiled {
    /// What editions must be like.
    pub condition: Condition,
    /// What it names that must be in the library, in the order of the text.
    pub mentions: Vec<Mention>,
}

/// Something that a query names and that must be in the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What it is.
    pub what: Named,
    /// What it is called.
    pub wanted: Wanted,
    /// Byte offset of the term in the text.
    pub at: usize,
    /// Length of the term in bytes.
    pub length: usize,
    /// The saved query that names it, and its text.
    pub saved: Option<(String, String)>,
}

/// Compiles a query. `saved` gives the texts of queries that were saved.
pub fn compile(node: &Node, saved: &Saved<'_>) -> Result<Compiled, QueryError> {
    let mut compiler = Compiler { saved, open: Vec::new(), mentions: Vec::new() };
    let condition = compiler.node(node)?;
    Ok(Compiled { condition, mentions: compiler.mentions })
}

struct Compiler<'a> {
    saved: &'a Saved<'a>,
    /// The names of the saved queries that are being compiled.
    open: Vec<String>,
    mentions: Vec<Mention>,
}

impl Compiler<'_> {
    // The depth of a tree is bounded by the parser.
    fn node(&mut self, node: &Node) -> Result<Condition, QueryError> {
        let mut each =
            |nodes: &[Node]| nodes.iter().map(|node| self.node(node)).collect::<Result<Vec<_>, _>>();
        Ok(match node {
            Node::All(nodes) => Condition::all(each(nodes)?),
            Node::Any(nodes) => Condition::any(each(nodes)?),
            Node::Not(node) => self.node(node)?.turned(),
            Node::Term(term) => {
                let compiled = match &term.kind {
                    TermKind::Saved(name) => self.saved_query(name, term),
                    TermKind::Anywhere(wanted) => anywhere(None, wanted),
                    TermKind::Field { name, comparison } => {
                        self.note_mention(name, comparison, term);
                        field(name, comparison)
                    }
                };
                compiled.map_err(|reason| of_term(term, reason))?
            }
        })
    }

    /// Notes what a term names that must be in the library.
    fn note_mention(&mut self, name: &str, comparison: &Comparison, term: &Term) {
        let (Values::Called(what), Comparison::Is(wanted)) = (values_of(name), comparison) else {
            return;
        };
        let is_anything = *wanted == Wanted::Words("*".to_owned());
        let is_known = match wanted {
            Wanted::Words(value) if what == Named::Language => {
                language::from_any(value).is_some_and(|tag| language::english_name(&tag).is_some())
            }
            _ => false,
        };
        if !is_anything && !is_known {
            let (at, length) = (term.at, term.length);
            self.mentions.push(Mention { what, wanted: wanted.clone(), at, length, saved: None });
        }
    }

    fn saved_query(&mut self, name: &str, term: &Term) -> Result<Condition, String> {
        let Some(text) = (self.saved)(name) else {
            return Err(format!("no query is saved as {name:?}; `oeuvre query list` shows those that are"));
        };
        if self.open.iter().any(|open| open == name) {
            return Err(format!("the saved query @{name} asks for itself"));
        }
        self.open.push(name.to_owned());
        let before = self.mentions.len();
        let compiled = parse(&text).and_then(|node| self.node(&node));
        self.open.pop();
        for mention in self.mentions.iter_mut().skip(before) {
            (mention.at, mention.length) = (term.at, term.length);
            mention.saved = Some((name.to_owned(), text.clone()));
        }
        compiled.map_err(|error| in_saved(name, &text, &error.reason))
    }
}

/// What is wrong in a saved query.
fn in_saved(name: &str, text: &str, reason: &str) -> String {
    format!("in the saved query @{name} ({text}): {reason}")
}

impl Mention {
    /// The mistake of naming what is not there.
    pub fn missing(&self, reason: &str) -> QueryError {
        let reason = match &self.saved {
            Some((name, text)) => in_saved(name, text, reason),
            None => reason.to_owned(),
        };
        QueryError { at: self.at, length: self.length, reason }
    }
}

fn of_term(term: &Term, reason: String) -> QueryError {
    QueryError { at: term.at, length: term.length, reason }
}

fn field(name: &str, comparison: &Comparison) -> Result<Condition, String> {
    // `oeuvre fields` prints names with low lines.
    let name = name.replace('_', "-");
    if *comparison == Comparison::Is(Wanted::Words("*".to_owned())) {
        return super::having::has(&name);
    }
    if let Some(row) = terms::row(&name) {
        return (row.compile)(comparison);
    }
    if let Some(role) = Role::from_word(&name) {
        return people::person(Some(role), wanted(&name, comparison)?);
    }
    columns::column(&name, comparison)
}

/// What is looked for, in a field whose values have no order.
pub(super) fn wanted<'c>(name: &str, comparison: &'c Comparison) -> Result<&'c Wanted, String> {
    match comparison {
        Comparison::Is(wanted) => Ok(wanted),
        _ => Err(format!("{name} cannot be compared; only dates and numbers have ranges")),
    }
}

/// Something in the full text, in one column of it or in all.
pub(super) fn anywhere(column: Option<&str>, wanted: &Wanted) -> Result<Condition, String> {
    let (manner, value) = asked(wanted, Manner::Phrase);
    check(manner, value)?;
    let begin = column.map(|column| format!("{column} : ")).unwrap_or_default();
    let found = "SELECT rowid FROM edition_text WHERE edition_text MATCH {}";
    let condition = match manner {
        Manner::Near => {
            let near = format!(
                "(SELECT '{begin}(' || coalesce(group_concat('\"' || term || '\"', ' OR '), '\"\"') || ')' FROM ( \
                 SELECT term FROM temp.edition_word WHERE text_holds(term, 'near', ?) \
                 ORDER BY doc DESC, term LIMIT 50))"
            );
            Condition::new(found.replace("{}", &near), vec![text(value)])
        }
        Manner::Pattern => return Err("a pattern is looked for in a field, as in title:/^mem/".to_owned()),
        Manner::Prefix => {
            Condition::with_text(found.replace("{}", "?"), &format!("{begin}{} *", phrase(value)))
        }
        Manner::Phrase | Manner::Words => {
            Condition::with_text(found.replace("{}", "?"), &format!("{begin}{}", phrase(value)))
        }
    };
    Ok(condition.found_by())
}

/// A text as an FTS5 string, in which nothing is an operator.
fn phrase(value: &str) -> String {
    format!("\"{}\"", value.replace('"', "\"\""))
}
