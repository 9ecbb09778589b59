//! CSL-YAML: the items of CSL in the syntax that pandoc reads and writes.
//!
//! Only the syntax differs from CSL-JSON: items become JSON and go the same way from there. A file is a map with
//! the list `references` (a bibliography, or the metadata before the text of a paper) or the list alone. As pandoc
//! takes every text for Markdown, so do we ([`super::markdown`]), save in `custom`, which pandoc passes over.
//! Dates are EDTF where that says all (`issued: 1951-05`); objects with `date-parts` or with `year`, `month` and
//! `day` are read as well.

use std::io;

use foldhash::{HashSet, HashSetExt};
use serde_json::{Map, Value as Json, json};

use super::extras::{CITATION_KEY, CUSTOM, ID, TYPE, extra};
use super::markdown::{Meaning, from_markdown, to_markdown};
use super::write::{Target, report_outside};
use super::{FAMILY, NAME, dates, read};
use crate::fields::{Dialect, Kind, Profile, ROLES, row_to_read};
use crate::formats::encoding::decode;
use crate::formats::yaml::{
    Chunk, Key, Node, NodeValue, Out, OutMap, SyntaxProblem, canonical, documents, from_json, items, key_of,
    members, parse_all, to_exact_json, value_of, write_items, write_map,
};
use crate::formats::{Format, Item, Loss, Problem, Related, Severity, Sink, WriteOptions, Writer};
use crate::model::{EntryType, Extra, Reference};

/// The member of a document that holds the list of items.
const REFERENCES: &str = "references";

/// CSL-YAML.
#[derive(Clone, Copy, Debug)]
pub struct CslYaml;

impl Format for CslYaml {
    fn name(&self) -> &'static str {
        "csl-yaml"
    }

    fn family(&self) -> &'static str {
        FAMILY
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["yaml", "yml"]
    }

    fn purpose(&self) -> &'static str {
        "CSL items in YAML, for pandoc and Quarto, also in the metadata of a paper"
    }

    fn recognizes(&self, head: &[u8]) -> u8 {
        recognize(head)
    }

    fn related(&self, _: &Profile) -> Related {
        Related::Fields
    }

    fn read(&self, bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
        read_file(bytes, sink)
    }

    fn writer<'a>(
        &self,
        out: &'a mut dyn io::Write,
        options: WriteOptions,
    ) -> io::Result<Box<dyn Writer + 'a>> {
        Ok(Box::new(Items::new(out, options)?))
    }
}

/// How sure it is that a file which begins so holds items in YAML.
fn recognize(head: &[u8]) -> u8 {
    let decoded = decode(head);
    let mut lines = decoded.text.lines().filter(is_told).peekable();
    lines.next_if(|line| line.trim_end() == "---");
    if let Some(first) = lines.peek()
        && first.starts_with("- ")
    {
        let has = |line: &str, key: &str| key_of(line.trim_start_matches(['-', ' '])) == Some(key);
        let is_item = lines.any(|line| has(line, ID) || has(line, TYPE));
        return if is_item { 80 } else { 0 };
    }
    if begins_list(lines) { 90 } else { 0 }
}

/// Whether one of these lines begins the list of items.
fn begins_list<'t>(lines: impl Iterator<Item = &'t str>) -> bool {
    let mut lines = lines.peekable();
    while let Some(line) = lines.next() {
        if key_of(line) == Some(REFERENCES) {
            let rest = line.split_once(':').map_or("", |(_, rest)| rest.trim());
            let is_item = lines.peek().is_some_and(|next| next.trim_start().starts_with("- "));
            if is_item || rest.starts_with(['[', '&']) {
                return true;
            }
        }
    }
    false
}

/// Whether something stands on a line.
fn is_told(line: &&str) -> bool {
    !line.trim().is_empty() && !line.trim_start().starts_with('#')
}

fn read_file(bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
    let decoded = decode(bytes);
    if let Some(assumption) = decoded.assumption {
        let (line, reason) = (assumption.line, assumption.reason);
        sink(Item::Problem(Problem { line, key: None, field: None, reason, severity: Severity::Notice }))?;
    }
    let chunks = documents(&decoded.text);
    let mut holding: Vec<Chunk<'_>> = chunks.iter().copied().filter(holds_references).collect();
    if holding.is_empty() {
        let first = chunks.first().filter(|chunk| chunk.text.trim_start().starts_with(['-', '[', '{']));
        holding.extend(first);
    }
    let around = if holding.len() < chunks.len() { Around::Paper } else { Around::Bibliography };
    let found = !holding.is_empty();
    for chunk in holding {
        read_document(chunk, around, sink)?;
    }
    if !found && !decoded.text.trim().is_empty() {
        let reason = format!("there is no list of items, and none under {REFERENCES:?}");
        let severity = Severity::Error;
        sink(Item::Problem(Problem { line: 1, key: None, field: None, reason, severity }))?;
    }
    Ok(())
}

fn holds_references(chunk: &Chunk<'_>) -> bool {
    begins_list(chunk.text.lines().filter(is_told))
}

/// What the list of items stands in.
#[derive(Clone, Copy, PartialEq)]
enum Around {
    /// Nothing else: what stands beside the list is kept.
    Bibliography,
    /// The metadata of a paper: what stands beside the list is the paper's affair.
    Paper,
}

fn read_document(chunk: Chunk<'_>, around: Around, sink: &mut Sink<'_>) -> io::Result<()> {
    match parse_all(chunk.text) {
        Ok(documents) => {
            for mut document in documents {
                // A repeated `references` is read as often as it stands.
                match &mut document.value {
                    NodeValue::List(nodes) => read_items(nodes, chunk.line - 1, sink)?,
                    NodeValue::Map(entries) => {
                        for (key, node) in entries {
                            read_member(key, node, chunk.line - 1, around, sink)?;
                        }
                    }
                    _ => {}
                }
            }
            Ok(())
        }
        Err(problem) => read_broken(chunk, problem, around, sink),
    }
}

/// Reads what is sound in a document with a syntax error somewhere.
fn read_broken(
    chunk: Chunk<'_>,
    problem: SyntaxProblem,
    around: Around,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let parts = members(chunk);
    let list = parts.iter().find(|part| key_of(part.text) == Some(REFERENCES)).copied();
    let mut is_told = false;
    for part in parts.iter().filter(|part| Some(**part) != list) {
        if let Ok(documents) = parse_all(part.text) {
            for document in documents {
                let NodeValue::Map(entries) = document.value else { continue };
                for (key, node) in &entries {
                    read_member(key, node, part.line - 1, around, sink)?;
                }
            }
        } else if list.is_some() {
            is_told = true;
            let line = chunk.line - 1 + problem.line;
            let (reason, severity) = (problem.reason.clone(), Severity::Error);
            sink(Item::Problem(Problem { line, key: None, field: None, reason, severity }))?;
        }
    }
    for item in items(list.unwrap_or(chunk)) {
        match parse_all(item.text) {
            Ok(documents) => {
                for document in documents {
                    let NodeValue::List(nodes) = document.value else { continue };
                    read_items(&nodes, item.line - 1, sink)?;
                }
            }
            Err(problem) => {
                is_told = true;
                let line = item.line - 1 + problem.line;
                let key = visible_id(item.text);
                let reason = format!("the item is left out: {}", problem.reason);
                let severity = Severity::Error;
                sink(Item::Problem(Problem { line, key, field: None, reason, severity }))?;
            }
        }
    }
    if !is_told {
        let (line, reason) = (chunk.line - 1 + problem.line, problem.reason);
        sink(Item::Problem(Problem { line, key: None, field: None, reason, severity: Severity::Error }))?;
    }
    Ok(())
}

/// The id in an item with a syntax error.
fn visible_id(text: &str) -> Option<String> {
    let mut lines = text.lines().map(|line| line.trim_start_matches(['-', ' ']));
    let line = lines.find(|line| key_of(line) == Some(ID))?;
    let (_, id) = line.split_once(':')?;
    Some(id.trim().trim_matches(['"', '\'']).to_owned()).filter(|id| !id.is_empty())
}

fn read_member(
    key: &Key,
    node: &Node,
    lines_before: usize,
    around: Around,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    match &node.value {
        NodeValue::List(nodes) if key.text == REFERENCES => read_items(nodes, lines_before, sink),
        NodeValue::Null if key.text == REFERENCES => Ok(()),
        _ if key.text == REFERENCES => {
            let (line, field) = (lines_before + node.line, Some(REFERENCES.to_owned()));
            let (reason, severity) = ("a list of items was expected".to_owned(), Severity::Error);
            sink(Item::Problem(Problem { line, key: None, field, reason, severity }))
        }
        _ if around == Around::Paper => Ok(()),
        _ => sink(Item::Outside(extra(key.text.clone(), to_exact_json(node).to_string()))),
    }
}

fn read_items(nodes: &[Node], lines_before: usize, sink: &mut Sink<'_>) -> io::Result<()> {
    for node in nodes {
        let line = lines_before + node.line;
        match &node.value {
            NodeValue::Map(entries) => {
                let text = laid_out(entries, line, lines_before);
                read::read_item(&text, line, None, sink)?;
            }
            other => {
                let reason = format!("an item of CSL is a map, not {}; left out", other.describe());
                let severity = Severity::Error;
                sink(Item::Problem(Problem { line, key: None, field: None, reason, severity }))?;
            }
        }
    }
    Ok(())
}

/// An item as a JSON object whose members stand in the lines in which they stand in the file.
fn laid_out(entries: &[(Key, Node)], first_line: usize, lines_before: usize) -> String {
    let mut text = "{".to_owned();
    let mut line = first_line;
    for (position, (key, node)) in entries.iter().enumerate() {
        if position > 0 {
            text.push(',');
        }
        let own = lines_before + key.line;
        // What an alias stands for has the lines of what it points at.
        if own > line && own - line <= text.len() + LONGEST_GAP {
            text.extend(std::iter::repeat_n('\n', own - line));
            line = own;
        }
        text.push_str(&Json::from(key.text.as_str()).to_string());
        text.push(':');
        text.push_str(&read_value(&key.text, node).to_string());
    }
    text.push('}');
    text
}

/// How many lines of a file an item may leave empty, beside as many as it has characters.
const LONGEST_GAP: usize = 1000;

/// What the texts of a variable mean.
fn meaning(name: &str) -> Meaning {
    if [ID, TYPE, CITATION_KEY].contains(&name) {
        return Meaning::Signs;
    }
    match kind_of(name) {
        Some(Kind::Verbatim | Kind::Identifier | Kind::Date) => Meaning::Signs,
        Some(kind) if kind.has_markup() => Meaning::Marked,
        _ => Meaning::Words,
    }
}

fn kind_of(name: &str) -> Option<Kind> {
    row_to_read(Dialect::Csl, name, EntryType::Misc).map(|row| row.kind)
}

fn read_value(name: &str, node: &Node) -> Json {
    if name == CUSTOM {
        return to_exact_json(node);
    }
    let value = from_node(node, meaning(name));
    if kind_of(name) == Some(Kind::Date) { date_of(value) } else { value }
}

fn from_node(node: &Node, meaning: Meaning) -> Json {
    match &node.value {
        NodeValue::Null => Json::Null,
        NodeValue::Text(text, style) => match value_of(text, *style) {
            Json::String(text) => from_markdown(&text, meaning).into(),
            value => value,
        },
        NodeValue::List(nodes) => nodes.iter().map(|node| from_node(node, meaning)).collect(),
        NodeValue::Map(entries) => {
            let entries = entries.iter().map(|(key, node)| (key.text.clone(), from_node(node, meaning)));
            Json::Object(entries.collect())
        }
    }
}

/// The parts of a date that old files have as members of their own.
const PARTS: [&str; 3] = ["year", "month", "day"];
const DATE_PARTS: &str = "date-parts";

/// A date as CSL-JSON has it: one with `year`, or two of them in a list, gets `date-parts`.
fn date_of(value: Json) -> Json {
    match value {
        Json::Object(members) => with_parts(members),
        Json::Array(dates) if !dates.is_empty() && dates.iter().all(|date| date.get(PARTS[0]).is_some()) => {
            let dates: Vec<Json> = dates.into_iter().map(date_of).collect();
            let parts: Vec<&Json> = dates.iter().filter_map(|date| date.get(DATE_PARTS)?.get(0)).collect();
            let mut whole = dates.first().and_then(Json::as_object).cloned().unwrap_or_default();
            whole.insert(DATE_PARTS.to_owned(), json!(parts));
            Json::Object(whole)
        }
        value => value,
    }
}

fn with_parts(mut members: Map<String, Json>) -> Json {
    if members.contains_key(DATE_PARTS) || !members.contains_key(PARTS[0]) {
        return Json::Object(members);
    }
    let parts: Vec<Json> = PARTS.iter().map_while(|part| members.shift_remove(*part)).collect();
    members.insert(DATE_PARTS.to_owned(), json!([parts]));
    Json::Object(members)
}

/// Writes items into the list of a document.
struct Items<'a> {
    out: &'a mut dyn io::Write,
    target: Target,
    /// What stood beside the list and has no place there now.
    outside: Vec<Extra>,
    written: u64,
}

impl<'a> Items<'a> {
    fn new(out: &'a mut dyn io::Write, mut options: WriteOptions) -> io::Result<Self> {
        out.write_all(b"---\n")?;
        let mut beside = OutMap::default();
        let mut names = HashSet::new();
        options.outside.retain(|extra| match outside(extra).filter(|_| names.insert(extra.name.clone())) {
            Some(value) => {
                beside.push(extra.name.clone(), value);
                false
            }
            None => true,
        });
        write_map(out, &beside, 0)?;
        Ok(Items { out, target: Target::of(&options), outside: options.outside, written: 0 })
    }
}

/// What may stand beside the list, if it can.
fn outside(extra: &Extra) -> Option<Out> {
    if extra.format != NAME || extra.name == REFERENCES {
        return None;
    }
    let value: Json = serde_json::from_str(&extra.value).ok()?;
    let spelled = value.to_string();
    (spelled == extra.value).then(|| from_json(&value))
}

impl Writer for Items<'_> {
    fn write(&mut self, reference: &Reference, losses: &mut Vec<Loss>) -> io::Result<()> {
        report_outside(&mut self.outside, losses);
        if self.written == 0 {
            writeln!(self.out, "{REFERENCES}:")?;
        }
        self.written += 1;
        let item = self.target.item(reference, self.written, losses);
        let mut map = OutMap::default();
        for (name, value) in item {
            let value = write_value(&name, value);
            map.push(name, from_json(&value));
        }
        write_items(self.out, &[Out::Map(map)], 0)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        if self.written == 0 {
            writeln!(self.out, "{REFERENCES}: []")?;
        }
        self.out.write_all(b"...\n")?;
        self.out.flush()
    }
}

/// The value of a variable as it stands in a file.
fn write_value(name: &str, value: Json) -> Json {
    if name == CUSTOM {
        return value;
    }
    let kind = kind_of(name).filter(|_| !ROLES.iter().any(|row| row.csl == Some(name)));
    let value = match kind {
        Some(Kind::Date) => edtf_of(&value).map_or(value, Json::from),
        _ => value,
    };
    match (&value, kind) {
        (Json::String(text), Some(kind)) if kind != Kind::Title && canonical(text).is_some() => {
            json!(canonical(text))
        }
        _ => to_file(value, meaning(name)),
    }
}

/// The EDTF that says the same as a date variable.
fn edtf_of(value: &Json) -> Option<String> {
    let read = dates::read(value).filter(|read| read.rest.is_empty())?;
    let edtf = read.date.as_edtf()?.to_owned();
    let again = dates::read(&edtf.as_str().into())?;
    (again.date == read.date).then_some(edtf)
}

fn to_file(value: Json, meaning: Meaning) -> Json {
    match value {
        Json::String(text) => to_markdown(&text, meaning).into(),
        Json::Array(items) => items.into_iter().map(|item| to_file(item, meaning)).collect(),
        Json::Object(members) => {
            members.into_iter().map(|(name, value)| (name, to_file(value, meaning))).collect()
        }
        other => other,
    }
}
