//! Text → pattern.
//!
//! ```text
//! pattern   = sequence { "|" sequence }
//! sequence  = { letters | "[" chain { "|" chain } "]" | "{" group "}" }
//! chain     = ( name [ "(" arguments ")" ] | text in quotation marks ) { ":" filter }
//! filter    = name [ "(" arguments ")" ] | "(" text ")"
//! group     = [ condition "?" ] sequence { "|" sequence }
//! condition = [ "!" ] chain [ "=" text ]
//! ```

use super::{
    arguments::{Arguments, Takes},
    filters::{KEPT, KEY_FILTERS, KeyFilter, filter_named},
    jabref,
    pattern::{Chain, Condition, Part, PatternError, Sense, Source, is_legal},
    suffix::SuffixRule,
    terms::{KEY_TERMS, field_named, term_named},
    value::Letters,
};
use crate::{
    fields::{self, ROLES},
    model::{EntryType, Place, likeness},
};

/// How deep groups may stand in each other.
const DEEPEST: usize = 8;

/// What was read.
pub(super) struct Read {
    pub(super) alternatives: Vec<Vec<Part>>,
    pub(super) suffix: SuffixRule,
}

/// Reads a pattern.
pub(super) fn read(text: &str) -> Result<Read, PatternError> {
    let mut reader = Reader::of(text);
    let alternatives = reader.alternatives(None)?;
    if reader.terms == 0 {
        let reason = "a pattern needs a term in brackets, as in [author][year]".to_owned();
        return Err(PatternError { at: 0, length: text.len(), reason });
    }
    Ok(Read { alternatives, suffix: reader.suffix.unwrap_or_default() })
}

/// Reads a pattern from its text.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    suffix: Option<SuffixRule>,
    terms: usize,
}

impl<'t> Reader<'t> {
    fn of(text: &'t str) -> Self {
        Reader { text, at: 0, depth: 0, suffix: None, terms: 0 }
    }
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn error(&self, at: usize, reason: impl Into<String>) -> PatternError {
        PatternError { at, length: self.at.saturating_sub(at).max(1), reason: reason.into() }
    }

    /// Sequences up to the end of the group or of the pattern.
    fn alternatives(&mut self, end: Option<char>) -> Result<Vec<Vec<Part>>, PatternError> {
        let (mut alternatives, mut parts) = (Vec::new(), Vec::new());
        loop {
            let start = self.at;
            match self.next() {
                None if end.is_none() => break,
                None => return Err(self.error(start, "a brace is not closed: } is missing")),
                Some(c) if Some(c) == end => break,
                Some('|') => alternatives.push(std::mem::take(&mut parts)),
                Some('[') => parts.push(self.brackets(start)?),
                Some('{') => parts.push(self.group(start)?),
                Some(c) if is_legal(c) => match parts.last_mut() {
                    Some(Part::Letters(text)) => text.push(c),
                    _ => parts.push(Part::Letters(c.to_string())),
                },
                Some(c) => {
                    return Err(self.error(
                        start,
                        format!("{c:?} cannot stand in a key; letters of ASCII, digits and - _ . : + / can"),
                    ));
                }
            }
        }
        alternatives.push(parts);
        Ok(alternatives)
    }

    fn group(&mut self, start: usize) -> Result<Part, PatternError> {
        if self.depth == DEEPEST {
            return Err(self.error(start, "braces stand too deep in each other"));
        }
        self.depth += 1;
        let condition = self.condition()?;
        let first = self.at;
        let alternatives = self.alternatives(Some('}'))?;
        self.depth -= 1;
        if condition.is_some() && alternatives.len() > 2 {
            return Err(self.error(first, "behind a condition stand at most two texts: {…?THEN|ELSE}"));
        }
        Ok(Part::Group(condition, alternatives))
    }

    /// A condition, if the question mark that ends it comes before anything that no condition has.
    fn condition(&mut self) -> Result<Option<Condition>, PatternError> {
        let start = self.at;
        let mut is_quoted = false;
        let ends = self.rest().find(|c: char| {
            is_quoted ^= c == '"';
            !is_quoted && matches!(c, '?' | '[' | ']' | '{' | '}' | '|')
        });
        if ends.and_then(|end| self.rest().get(end..)).is_none_or(|rest| !rest.starts_with('?')) {
            return Ok(None);
        }
        let sense = if self.peek() == Some('!') { Sense::Fails } else { Sense::Holds };
        if sense == Sense::Fails {
            self.next();
        }
        let chain = self.chain(&['?', '='])?;
        let wanted = match self.next() {
            Some('=') => {
                let text = self.until(&['?']);
                self.next();
                Some(text.trim().trim_matches('"').to_owned())
            }
            Some('?') => None,
            _ => {
                return Err(self.error(
                    start,
                    "the condition is not understood; write {TERM?…}, {!TERM?…} or {TERM=TEXT?…}",
                ));
            }
        };
        Ok(Some(Condition { chain, wanted, sense }))
    }

    fn brackets(&mut self, start: usize) -> Result<Part, PatternError> {
        let inner = self.rest().to_owned();
        if let Some(rest) = inner.strip_prefix("suffix") {
            return self.suffix(start, rest);
        }
        let mut chains = vec![self.chain(&['|', ']'])?];
        loop {
            match self.next() {
                Some('|') => chains.push(self.chain(&['|', ']'])?),
                Some(']') => break,
                _ => return Err(self.error(start, "a bracket is not closed: ] is missing")),
            }
        }
        self.terms += 1;
        Ok(Part::Term(chains))
    }

    /// `[suffix(a)]`
    fn suffix(&mut self, start: usize, rest: &str) -> Result<Part, PatternError> {
        let end = rest.find(']').unwrap_or(rest.len());
        let wanted = rest.get(..end).unwrap_or_default();
        self.at += "suffix".len() + end;
        if self.next() != Some(']') {
            return Err(self.error(start, "a bracket is not closed: ] is missing"));
        }
        let wanted = wanted.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
        let Some(wanted) = wanted else {
            return Err(self.error(
                start,
                "write what the second key gets: [suffix(a)], [suffix(-2)] or [suffix(none)]",
            ));
        };
        let rule =
            SuffixRule::of(wanted.trim().trim_matches('"')).map_err(|reason| self.error(start, reason))?;
        if self.suffix.replace(rule).is_some() {
            return Err(self.error(start, "a pattern has one suffix"));
        }
        Ok(Part::Suffix)
    }

    /// A term with its filters.
    fn chain(&mut self, ends: &[char]) -> Result<Chain, PatternError> {
        let start = self.at;
        let (source, mut pending) = match self.peek() {
            Some('"') => (Source::Text(self.quoted_text()?), Vec::new()),
            _ => self.source(start, ends)?,
        };
        let mut letters = Letters::Ascii;
        let mut filters = Vec::new();
        filters.append(&mut pending);
        while self.peek() == Some(':') {
            self.next();
            let start = self.at;
            let filter = self.filter(start, ends)?;
            if filter.0.name == KEPT {
                letters = Letters::All;
            }
            filters.push(filter);
        }
        Ok(Chain { source, letters, filters })
    }

    fn quoted_text(&mut self) -> Result<String, PatternError> {
        let start = self.at;
        let text = self.quoted(start)?;
        match text.chars().all(is_legal) {
            true => Ok(text),
            false => Err(self.error(start, "letters of ASCII, digits and - _ . : + / can stand in a key")),
        }
    }

    /// What a name means: a term, a role, a field, or a marker of JabRef with the filters that it stands for.
    #[allow(clippy::type_complexity, reason = "taken apart where it is called")]
    fn source(
        &mut self,
        start: usize,
        ends: &[char],
    ) -> Result<(Source, Vec<(&'static KeyFilter, Arguments)>), PatternError> {
        let name = self.name(ends);
        if name.is_empty() {
            return Err(self.error(start, "the name of a term is missing"));
        }
        let given = self.arguments()?;
        let is_field = name.len() > 1 && name.chars().all(|c| !c.is_lowercase());
        if let Some(term) = term_named(&name).filter(|_| !is_field) {
            let arguments = Arguments::read(term.takes, &given);
            let arguments = arguments.map_err(|reason| self.error(start, format!("{name}: {reason}")))?;
            return Ok((Source::Term(term, arguments), Vec::new()));
        }
        if let Some(meaning) = jabref::meaning(&name).filter(|_| !is_field && given.is_empty()) {
            let mut reader = Reader::of(&meaning);
            let chain = reader.chain(&[]).map_err(|error| self.error(start, error.reason))?;
            return Ok((chain.source, chain.filters));
        }
        let lower = name.to_lowercase().replace('-', "_");
        let source = if let Some(row) = ROLES.iter().find(|row| row.name == lower) {
            Source::Role(row)
        } else if let Some(row) = field_named(&name) {
            Source::Field(row)
        } else if fields::row_to_read(fields::Dialect::Biblatex, &lower, EntryType::Book).is_some() {
            Source::Foreign(lower)
        } else {
            return Err(self.error(start, unknown(&name)));
        };
        match given.is_empty() {
            true => Ok((source, Vec::new())),
            false => Err(self.error(start, format!("{name}: it takes nothing in parentheses"))),
        }
    }

    fn filter(
        &mut self,
        start: usize,
        ends: &[char],
    ) -> Result<(&'static KeyFilter, Arguments), PatternError> {
        let name = self.name(ends);
        let mut given = self.arguments()?;
        // `:(x)` of JabRef, `:truncate3`.
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let (name, number) = name.split_at(stem.len());
        if !number.is_empty() {
            given.insert(0, number.to_owned());
        }
        let name = if name.is_empty() && !given.is_empty() { "or" } else { name };
        let Some(filter) = filter_named(name) else { return Err(self.error(start, unknown_filter(name))) };
        let arguments = Arguments::read(filter.takes, &given);
        let arguments = arguments.map_err(|reason| self.error(start, format!("{name}: {reason}")))?;
        let joins = filter.takes.iter().any(|takes| matches!(takes, Takes::SomeText | Takes::Text(_)));
        let is_legal_text =
            given.iter().skip(usize::from(matches!(filter.takes.first(), Some(Takes::Regex))));
        let mut texts = is_legal_text.flat_map(|text| text.chars());
        if let Some(c) = texts.find(|c| joins && !is_legal(*c) && *c != '$' && *c != '{' && *c != '}') {
            return Err(self.error(start, format!("{name}: {c:?} cannot stand in a key")));
        }
        Ok((filter, arguments))
    }

    /// A name of letters, digits and signs.
    fn name(&mut self, ends: &[char]) -> String {
        let is_end =
            |c: char| matches!(c, ':' | '(' | '"' | '[' | ']' | '{' | '}' | '|') || ends.contains(&c);
        let name = self.rest();
        let name = name.get(..name.find(is_end).unwrap_or(name.len())).unwrap_or_default().to_owned();
        self.at += name.len();
        name.trim().to_owned()
    }

    fn until(&mut self, ends: &[char]) -> String {
        let rest = self.rest();
        let text = rest.get(..rest.find(|c| ends.contains(&c)).unwrap_or(rest.len())).unwrap_or_default();
        let text = text.to_owned();
        self.at += text.len();
        text
    }

    /// What stands in parentheses, if they follow: texts with commas between, in quotation marks or not.
    fn arguments(&mut self) -> Result<Vec<String>, PatternError> {
        let start = self.at;
        if self.peek() != Some('(') {
            return Ok(Vec::new());
        }
        self.next();
        let mut arguments = Vec::new();
        loop {
            while self.peek() == Some(' ') {
                self.next();
            }
            let argument = match self.peek() {
                Some('"') => self.quoted(start)?,
                _ => self.until(&[',', ')']).trim().to_owned(),
            };
            while self.peek() == Some(' ') {
                self.next();
            }
            arguments.push(argument);
            match self.next() {
                Some(',') => {}
                Some(')') => break,
                _ => return Err(self.error(start, "a parenthesis is not closed: ) is missing")),
            }
        }
        if arguments == [""] {
            arguments.clear();
        }
        Ok(arguments)
    }

    /// A text in quotation marks. `\"` is one of them, `\\` is `\`.
    fn quoted(&mut self, start: usize) -> Result<String, PatternError> {
        self.next();
        let mut text = String::new();
        loop {
            match self.next() {
                Some('"') => return Ok(text),
                Some('\\') if matches!(self.peek(), Some('"' | '\\')) => text.extend(self.next()),
                Some(c) => text.push(c),
                None => return Err(self.error(start, "a text is not closed: \" is missing")),
            }
        }
    }
}

fn unknown(name: &str) -> String {
    let terms = KEY_TERMS.iter().flat_map(|term| std::iter::once(&term.name).chain(term.also));
    let markers =
        jabref::JABREF_MARKERS.iter().map(|(marker, _)| marker).filter(|marker| !marker.contains('#'));
    let roles = ROLES.iter().map(|row| &row.name);
    let rows = fields::FIELDS.iter().filter(|row| row.place == Place::Here).map(|row| &row.name);
    match likeness::nearest(name, terms.chain(markers).chain(roles).chain(rows).copied()).first() {
        Some(near) => format!("there is no term {name:?}; did you mean {near}?"),
        None => format!("there is no term {name:?}; `oeuvre keys --help` lists them"),
    }
}

fn unknown_filter(name: &str) -> String {
    let filters = KEY_FILTERS.iter().flat_map(|row| std::iter::once(&row.name).chain(row.also));
    match likeness::nearest(name, filters.copied()).first() {
        Some(near) => format!("there is no filter {name:?}; did you mean {near}?"),
        None => format!("there is no filter {name:?}; `oeuvre keys --help` lists them"),
    }
}
