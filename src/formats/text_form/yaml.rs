//! YAML as a tree of nodes with their lines: the part of it that the text form uses.
//!
//! Every scalar is kept as it is spelled, so that `1936`, `no` and `1.10` are the texts that they look like;
//! only an empty plain scalar, `~` and `null` are nothing. Anchors, aliases, tags and a second document are
//! refused, so that no small file can stand for a large tree.

use std::borrow::Cow;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span};

use super::TextProblem;

/// How deep lists and maps may stand in each other. The text form itself goes 11 deep.
const DEEPEST: usize = 32;

/// A value and the line that it begins on, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) line: usize,
    pub(super) value: NodeValue,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NodeValue {
    /// Nothing.
    Null,
    /// A scalar, as it is spelled.
    Text(String),
    /// Values in order.
    List(Vec<Node>),
    /// Values by key, in the order of the file. No key stands twice.
    Map(Vec<(Key, Node)>),
}

/// A key of a map and its line, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) line: usize,
    pub(super) text: String,
}

impl NodeValue {
    /// What it is, for messages.
    pub(super) fn describe(&self) -> &'static str {
        match self {
            NodeValue::Null => "nothing",
            NodeValue::Text(_) => "a text",
            NodeValue::List(_) => "a list",
            NodeValue::Map(_) => "a map",
        }
    }
}

/// A list or map that is being read.
struct Open {
    line: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    /// The entries, and the key that waits for its value.
    Map(Vec<(Key, Node)>, Option<Key>),
}

/// Reads a text with one document.
pub(super) fn parse(text: &str) -> Result<Node, TextProblem> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.disallow_directives = true;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut tree = Tree { open: Vec::new(), root: None };
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(syntax)?;
        tree.take(event, span)?;
    }
    tree.root.ok_or_else(|| TextProblem::new(1, "the file is empty"))
}

fn syntax(error: ScanError) -> TextProblem {
    TextProblem::new(error.marker().line().max(1), format!("not YAML: {}", error.info()))
}

struct Tree {
    open: Vec<Open>,
    root: Option<Node>,
}

impl Tree {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), TextProblem> {
        let line = span.start.line().max(1);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                refuse_marks(line, anchor, tag.is_some())?;
                self.put(Node { line, value: scalar(text, style) })
            }
            Event::SequenceStart(_, anchor, tag) => {
                refuse_marks(line, anchor, tag.is_some())?;
                self.begin(line, Content::List(Vec::new()))
            }
            Event::MappingStart(_, anchor, tag) => {
                refuse_marks(line, anchor, tag.is_some())?;
                self.begin(line, Content::Map(Vec::new(), None))
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                Err(TextProblem::new(line, "aliases (*name) are not used here: write the value out"))
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                Err(TextProblem::new(line, "there is a second document: remove the line ---"))
            }
            _ => Ok(()),
        }
    }

    fn begin(&mut self, line: usize, content: Content) -> Result<(), TextProblem> {
        if self.open.len() >= DEEPEST {
            return Err(TextProblem::new(line, "lists and maps stand too deep in each other"));
        }
        self.open.push(Open { line, content });
        Ok(())
    }

    fn end(&mut self) -> Result<(), TextProblem> {
        let Some(Open { line, content }) = self.open.pop() else { return Ok(()) };
        let value = match content {
            Content::List(items) => NodeValue::List(items),
            Content::Map(mut entries, _) => {
                refuse_repeated_keys(&entries)?;
                entries.shrink_to_fit();
                NodeValue::Map(entries)
            }
        };
        self.put(Node { line, value })
    }

    fn put(&mut self, node: Node) -> Result<(), TextProblem> {
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.root = Some(node),
            Some(Content::List(items)) => items.push(node),
            Some(Content::Map(entries, waiting)) => match waiting.take() {
                Some(key) => entries.push((key, node)),
                None => match node.value {
                    NodeValue::Text(text) => *waiting = Some(Key { line: node.line, text }),
                    other => {
                        let reason = format!("a key is a word, not {}", other.describe());
                        return Err(TextProblem::new(node.line, reason));
                    }
                },
            },
        }
        Ok(())
    }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> NodeValue {
    if style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL") {
        NodeValue::Null
    } else {
        NodeValue::Text(text.into_owned())
    }
}

fn refuse_marks(line: usize, anchor: usize, has_tag: bool) -> Result<(), TextProblem> {
    if anchor != 0 {
        return Err(TextProblem::new(line, "anchors (&name) are not used here: remove it"));
    }
    if has_tag {
        return Err(TextProblem::new(line, "tags (!name) are not used here: remove it, or quote the text"));
    }
    Ok(())
}

fn refuse_repeated_keys(entries: &[(Key, Node)]) -> Result<(), TextProblem> {
    let mut seen = std::collections::BTreeMap::new();
    for (key, _) in entries {
        if let Some(first) = seen.insert(&key.text, key.line) {
            let reason = format!("{} stands twice here, first in line {first}: keep one", key.text);
            return Err(TextProblem::new(key.line, reason));
        }
    }
    Ok(())
}
