//! A text as a tree of nodes with their lines.
//!
//! Every scalar is kept as it is spelled, so that `1936`, `no` and `1.10` are the texts that they look like;
//! only an empty plain scalar, `~` and `null` are nothing.

use std::borrow::Cow;
use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt, HashSet};
use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span};

use super::SyntaxProblem;

/// How deep lists and maps may stand in each other.
const DEEPEST: usize = 48;
/// How much of a text aliases may stand for: this many times its length, and as much for short ones.
const LARGEST_GROWTH: usize = 8;
const SMALL: usize = 64 * 1024;

/// A value and the line that it begins on, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::formats) struct Node {
    pub(in crate::formats) line: usize,
    pub(in crate::formats) value: NodeValue,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::formats) enum NodeValue {
    /// Nothing.
    Null,
    /// A scalar, as it is spelled.
    Text(String, Style),
    /// Values in order.
    List(Vec<Node>),
    /// Values by key, in the order of the file.
    Map(Vec<(Key, Node)>),
}

/// Whether a scalar can be a number or a truth value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Style {
    /// It stands without quotes.
    Plain,
    /// It stands in quotes, in a block or under a tag: it is a text.
    Quoted,
}

/// A key of a map and its line, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::formats) struct Key {
    pub(in crate::formats) line: usize,
    pub(in crate::formats) text: String,
}

impl NodeValue {
    /// What it is, for messages.
    pub(in crate::formats) fn describe(&self) -> &'static str {
        match self {
            NodeValue::Null => "nothing",
            NodeValue::Text(..) => "a text",
            NodeValue::List(_) => "a list",
            NodeValue::Map(_) => "a map",
        }
    }

    /// How much memory it takes, roughly in bytes of text.
    fn weight(&self) -> usize {
        match self {
            NodeValue::Null => 1,
            NodeValue::Text(text, _) => 1 + text.len(),
            NodeValue::List(items) => 1 + items.iter().map(|item| item.value.weight()).sum::<usize>(),
            NodeValue::Map(entries) => {
                let weights = entries.iter().map(|(key, node)| key.text.len() + node.value.weight());
                1 + weights.sum::<usize>()
            }
        }
    }
}

/// What is done about anchors, aliases, tags, repeated keys and further documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marks {
    /// They are refused.
    Refuse,
    /// Aliases and merged maps stand for what they point at; a tag says that a scalar is a text; a key that is
    /// repeated stands as often as in the file.
    Resolve,
}

/// Reads a text with one document and without anchors, aliases, tags and repeated keys, so that no small file
/// can stand for a large tree.
pub(in crate::formats) fn parse(text: &str) -> Result<Node, SyntaxProblem> {
    let (documents, problem) = read(text, Marks::Refuse);
    match (problem, documents.into_iter().next()) {
        (Some(problem), _) => Err(problem),
        (None, Some(root)) => Ok(root),
        (None, None) => Err(SyntaxProblem::new(1, "the file is empty")),
    }
}

/// Reads a text as others write it: its documents.
pub(in crate::formats) fn parse_all(text: &str) -> Result<Vec<Node>, SyntaxProblem> {
    let (documents, problem) = read(text, Marks::Resolve);
    problem.map_or(Ok(documents), Err)
}

fn read(text: &str, marks: Marks) -> (Vec<Node>, Option<SyntaxProblem>) {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.disallow_directives = marks == Marks::Refuse;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut tree = Tree::new(marks, text);
    for event in Parser::new_from_str_with_options(text, options) {
        let taken = event.map_err(syntax).and_then(|(event, span)| tree.take(event, span));
        if let Err(problem) = taken {
            return (tree.documents, Some(problem));
        }
    }
    (tree.documents, None)
}

fn syntax(error: ScanError) -> SyntaxProblem {
    SyntaxProblem::new(error.marker().line().max(1), format!("not YAML: {}", error.info()))
}

/// A list or map that is being read.
struct Open {
    line: usize,
    anchor: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    /// The entries, and the key that waits for its value.
    Map(Vec<(Key, Node)>, Option<Key>),
}

struct Tree {
    marks: Marks,
    open: Vec<Open>,
    documents: Vec<Node>,
    /// What has an anchor, where something points at it.
    anchored: HashMap<usize, NodeValue>,
    has_aliases: bool,
    /// What aliases may still stand for.
    spare: usize,
}

impl Tree {
    fn new(marks: Marks, text: &str) -> Self {
        Tree {
            marks,
            open: Vec::new(),
            documents: Vec::new(),
            anchored: HashMap::new(),
            has_aliases: text.contains('*'),
            spare: SMALL + LARGEST_GROWTH * text.len(),
        }
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), SyntaxProblem> {
        let line = span.start.line().max(1);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_marks(line, anchor, tag.is_some())?;
                let value = scalar(text, if tag.is_some() { ScalarStyle::DoubleQuoted } else { style });
                self.put(line, anchor, value)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_marks(line, anchor, tag.is_some())?;
                self.begin(line, anchor, Content::List(Vec::new()))
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_marks(line, anchor, tag.is_some())?;
                self.begin(line, anchor, Content::Map(Vec::new(), None))
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(anchor) => self.alias(line, anchor),
            Event::UnresolvedAlias(_) => {
                Err(SyntaxProblem::new(line, "an alias (*name) points at nothing before it"))
            }
            Event::DocumentStart(..) if self.marks == Marks::Refuse && !self.documents.is_empty() => {
                Err(SyntaxProblem::new(line, "there is a second document: remove the line ---"))
            }
            _ => Ok(()),
        }
    }

    fn alias(&mut self, line: usize, anchor: usize) -> Result<(), SyntaxProblem> {
        if self.marks == Marks::Refuse {
            return Err(SyntaxProblem::new(line, "aliases (*name) are not used here: write the value out"));
        }
        let Some(value) = self.anchored.get(&anchor) else {
            return Err(SyntaxProblem::new(line, "an alias (*name) points at what it stands in"));
        };
        let Some(spare) = self.spare.checked_sub(value.weight()) else {
            return Err(SyntaxProblem::new(line, "aliases (*name) stand for too much"));
        };
        self.spare = spare;
        let value = value.clone();
        self.put(line, 0, value)
    }

    fn begin(&mut self, line: usize, anchor: usize, content: Content) -> Result<(), SyntaxProblem> {
        if self.open.len() >= DEEPEST {
            return Err(SyntaxProblem::new(line, "lists and maps stand too deep in each other"));
        }
        self.open.push(Open { line, anchor, content });
        Ok(())
    }

    fn end(&mut self) -> Result<(), SyntaxProblem> {
        let Some(Open { line, anchor, content }) = self.open.pop() else { return Ok(()) };
        let value = match content {
            Content::List(items) => NodeValue::List(items),
            Content::Map(mut entries, _) => {
                match self.marks {
                    Marks::Refuse => refuse_repeated_keys(&entries)?,
                    Marks::Resolve => merge(&mut entries),
                }
                entries.shrink_to_fit();
                NodeValue::Map(entries)
            }
        };
        self.put(line, anchor, value)
    }

    fn put(&mut self, line: usize, anchor: usize, value: NodeValue) -> Result<(), SyntaxProblem> {
        if anchor != 0 && self.has_aliases {
            self.anchored.insert(anchor, value.clone());
        }
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.documents.push(Node { line, value }),
            Some(Content::List(items)) => items.push(Node { line, value }),
            Some(Content::Map(entries, waiting)) => match waiting.take() {
                Some(key) => entries.push((key, Node { line, value })),
                None => {
                    let text = match value {
                        NodeValue::Text(text, _) => text,
                        NodeValue::Null if self.marks == Marks::Resolve => String::new(),
                        other => {
                            let reason = format!("a key is a word, not {}", other.describe());
                            return Err(SyntaxProblem::new(line, reason));
                        }
                    };
                    *waiting = Some(Key { line, text });
                }
            },
        }
        Ok(())
    }

    fn refuse_marks(&self, line: usize, anchor: usize, has_tag: bool) -> Result<(), SyntaxProblem> {
        if self.marks == Marks::Resolve {
            return Ok(());
        }
        if anchor != 0 {
            return Err(SyntaxProblem::new(line, "anchors (&name) are not used here: remove it"));
        }
        if has_tag {
            let reason = "tags (!name) are not used here: remove it, or quote the text";
            return Err(SyntaxProblem::new(line, reason));
        }
        Ok(())
    }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> NodeValue {
    match style {
        ScalarStyle::Plain if matches!(&*text, "" | "~" | "null" | "Null" | "NULL") => NodeValue::Null,
        ScalarStyle::Plain => NodeValue::Text(text.into_owned(), Style::Plain),
        _ => NodeValue::Text(text.into_owned(), Style::Quoted),
    }
}

fn refuse_repeated_keys(entries: &[(Key, Node)]) -> Result<(), SyntaxProblem> {
    let mut seen = BTreeMap::new();
    for (key, _) in entries {
        if let Some(first) = seen.insert(&key.text, key.line) {
            let reason = format!("{} stands twice here, first in line {first}: keep one", key.text);
            return Err(SyntaxProblem::new(key.line, reason));
        }
    }
    Ok(())
}

/// The key under which maps stand whose entries are meant (YAML 1.1, "merge").
const MERGE: &str = "<<";

/// Puts the entries of merged maps in: those whose keys are not there.
fn merge(entries: &mut Vec<(Key, Node)>) {
    if !entries.iter().any(|(key, _)| key.text == MERGE) {
        return;
    }
    let mut keys: HashSet<String> = entries.iter().map(|(key, _)| key.text.clone()).collect();
    let mut merged = Vec::with_capacity(entries.len());
    for (key, node) in std::mem::take(entries) {
        let maps = match (key.text.as_str(), node.value) {
            (MERGE, NodeValue::Map(map)) => vec![map],
            (MERGE, NodeValue::List(items))
                if items.iter().all(|item| matches!(item.value, NodeValue::Map(_))) =>
            {
                let map = |item: Node| match item.value {
                    NodeValue::Map(map) => map,
                    _ => Vec::new(),
                };
                items.into_iter().map(map).collect()
            }
            (_, value) => {
                merged.push((key, Node { line: node.line, value }));
                continue;
            }
        };
        merged.extend(maps.into_iter().flatten().filter(|(key, _)| keys.insert(key.text.clone())));
    }
    *entries = merged;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::yaml::to_json;

    fn read(text: &str) -> Vec<String> {
        let documents = parse_all(text).unwrap_or_else(|problem| panic!("{problem:?}"));
        documents.iter().map(|node| to_json(node).to_string()).collect()
    }

    #[test]
    fn what_others_write_is_resolved() {
        let cases = [
            (
                "a: 1\nb: '1'\nc: !!str 1\nd: 1.10\ne: no\nf: true\ng: ~\nh: 007\n",
                r#"{"a":1,"b":"1","c":"1","d":"1.10","e":"no","f":true,"g":null,"h":"007"}"#,
            ),
            (
                "base: &b {x: 1, y: 2}\nmore:\n  <<: *b\n  y: 3\n",
                r#"{"base":{"x":1,"y":2},"more":{"x":1,"y":3}}"#,
            ),
            ("- &a one\n- *a\n- [*a, *a]\n", r#"["one","one",["one","one"]]"#),
            ("%YAML 1.2\n---\na: 1936-05\n...\n", r#"{"a":"1936-05"}"#),
            ("? a\n: b\n", r#"{"a":"b"}"#),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), [expected], "{text}");
        }
        assert_eq!(read("a: 1\n---\nb: 2\n"), [r#"{"a":1}"#, r#"{"b":2}"#]);
    }

    #[test]
    fn aliases_cannot_stand_for_more_than_a_file_is_worth() {
        let mut text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
        for level in 1..20 {
            let below = vec![format!("*a{}", level - 1); 10].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{below}]\n"));
        }
        let problem = parse_all(&text).map(|_| ()).expect_err("it grows");
        assert_eq!(problem.reason, "aliases (*name) stand for too much");
        assert!(parse_all("a: &a [*a]\n").is_err());
        assert!(parse_all("a: *b\n").is_err());
    }

    #[test]
    fn nothing_is_deeper_than_the_bound() {
        for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")] {
            let text = open.repeat(100_000) + &close.repeat(100_000);
            assert!(parse_all(&text).is_err(), "{open}");
        }
    }
}
