//! Whole files: reading in one pass over the blocks, writing entry by entry.

use std::io::{self, Write};

use super::{
    BIBLATEX, BIBTEX,
    blocks::{Blocks, Content, RawEntry},
    entries::Entries,
    extras,
    keys::Keys,
    macros::Macros,
    problems::{Fault, SyntaxProblem},
    reading,
    source::Source,
    structure::LONGEST_TEXT,
    types::{self, UnknownTypes},
    words, writing,
};
use crate::{
    fields::{Dialect, FIELDS, entry_type_of},
    formats::{Item, Loss, Problem, Severity, Sink, WriteOptions, Writer, encoding, large_file::LargeFile},
    model::{Extra, Reference},
};

/// Reads a file and gives its entries in order.
pub(super) fn read(
    dialect: Dialect,
    format: &'static str,
    bytes: &[u8],
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let decoded = encoding::decode(bytes);
    if let Some(assumed) = decoded.assumption {
        let (line, reason) = (assumed.line, assumed.reason);
        sink(Item::Problem(Problem { line, key: None, field: None, reason, severity: Severity::Notice }))?;
    }
    let (entries, macros) = look_through(Source::Held(&decoded.text), dialect)?;
    Sending::of(&entries, macros, format).send(sink)
}

/// Reads a large file and gives its entries in order. One that is not UTF-8 is held, since its bytes must be seen all
/// to tell what they are.
pub(super) fn read_large(
    dialect: Dialect,
    format: &'static str,
    file: &LargeFile,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let Some(source) = Source::of_large(file) else {
        return read(dialect, format, &file.whole()?, sink);
    };
    match look_through(source, dialect) {
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            read(dialect, format, &file.whole()?, sink)
        }
        looked_through => {
            let (entries, macros) = looked_through?;
            Sending::of(&entries, macros, format).send(sink)
        }
    }
}

/// The entries of a file and its macros.
fn look_through(source: Source<'_>, dialect: Dialect) -> io::Result<(Entries<'_>, Macros)> {
    if source.length() > LONGEST_TEXT {
        return Err(io::Error::other("a .bib file of over 4 GB cannot be read at once: split it"));
    }
    let mut macros = Macros::of_every_file();
    let entries = Entries::of(source, dialect, |text, block, budget| {
        // What is wrong with them is told where they stand.
        macros.define(text, block, budget);
    })?;
    Ok((entries, macros))
}

/// The second way through a file, which gives its entries.
struct Sending<'e, 't> {
    entries: &'e Entries<'t>,
    format: &'static str,
    macros: Macros,
    unknown_types: UnknownTypes,
}

impl<'e, 't> Sending<'e, 't> {
    fn of(entries: &'e Entries<'t>, macros: Macros, format: &'static str) -> Self {
        Sending { entries, format, macros: Macros::before(macros), unknown_types: UnknownTypes::default() }
    }

    fn send(&mut self, sink: &mut Sink<'_>) -> io::Result<()> {
        let mut walk = self.entries.walk();
        while let Some((index, text, block)) = walk.next()? {
            let key = match &block.content {
                Content::Entry(RawEntry { key: Some(key), .. }) => Some(&text[key.clone()]),
                _ => None,
            };
            for problem in &block.problems {
                sink(Item::Problem(told(problem, key)))?;
            }
            for problem in self.macros.define(text, &block, self.entries.budget()) {
                sink(Item::Problem(told(&problem, None)))?;
            }
            match &block.content {
                Content::Entry(entry) if !is_data(text, entry) => {
                    self.send_entry((index, text, entry), block.line, sink)?;
                }
                content => {
                    let value = text[block.span.clone()].trim();
                    if !value.is_empty() {
                        let (format, name) = (self.format.to_owned(), outside_name(content).to_owned());
                        sink(Item::Outside(Extra { format, name, value: value.to_owned() }))?;
                    }
                }
            }
        }
        Ok(())
    }

    fn send_entry(
        &mut self,
        (index, text, entry): (usize, &str, &RawEntry),
        line: usize,
        sink: &mut Sink<'_>,
    ) -> io::Result<()> {
        let dialect = self.entries.dialect;
        let key = entry.key.clone().map(|key| &text[key]);
        let entry_type = &text[entry.entry_type.clone()];
        if let Some(key) = key
            && let Some(earlier) = self.entries.earlier_line(key, index)?
        {
            let fault = Fault::RepeatedKey(key.to_owned(), earlier);
            sink(Item::Problem(told(&SyntaxProblem { line, fault }, Some(key))))?;
        }
        if let Some(fault) = self.unknown_types.fault(dialect, entry_type) {
            sink(Item::Problem(told(&SyntaxProblem { line, fault }, key)))?;
        }
        let mut problems = Vec::new();
        let mut fields = self.entries.fields((index, text, entry), &self.macros, &mut problems)?;
        types::name_titles_of_issue(dialect, entry_type, &mut fields);
        for problem in &problems {
            sink(Item::Problem(told(problem, key)))?;
        }
        let (mut reference, problems) = reading::read(dialect, self.format, text, entry, &fields);
        for link in key.map_or(&[][..], |key| self.entries.links_of_others(key)) {
            if reference.link(link.kind).is_none() {
                reference.links.push(link.clone());
            }
        }
        for problem in problems {
            sink(Item::Problem(problem))?;
        }
        sink(Item::Reference { reference: Box::new(reference), line })
    }
}

/// Whether an entry is a container of data for others (BibLaTeX manual, section 3.13.6).
fn is_data(text: &str, entry: &RawEntry) -> bool {
    text[entry.entry_type.clone()].eq_ignore_ascii_case(words::XDATA)
}

fn outside_name(content: &Content) -> &'static str {
    match content {
        Content::Text => words::TEXT,
        Content::Comment => words::COMMENT,
        Content::Preamble(_) => words::PREAMBLE,
        Content::Strings(_) => words::STRING,
        Content::Entry(_) => words::XDATA,
    }
}

fn told(problem: &SyntaxProblem, key: Option<&str>) -> Problem {
    let field = match &problem.fault {
        Fault::UnclosedValue(name) | Fault::NoBraces(name) | Fault::NoEqualsSign(name) => Some(name.clone()),
        Fault::RepeatedField(name) | Fault::NoValue(name) => Some(name.clone()),
        _ => None,
    };
    Problem {
        line: problem.line,
        key: key.map(str::to_owned),
        field,
        reason: problem.fault.to_string(),
        severity: problem.fault.severity(),
    }
}

/// How a file looks at first sight.
pub(super) struct Recognition {
    /// Entries with a type that we know.
    entries: usize,
    /// Fields and types that only one of the dialects has.
    of_biblatex: usize,
    of_bibtex: usize,
}

impl Recognition {
    pub(super) fn for_dialect(&self, dialect: Dialect) -> u8 {
        let (own, other) = match dialect {
            Dialect::Biblatex => (self.of_biblatex, self.of_bibtex),
            _ => (self.of_bibtex, self.of_biblatex),
        };
        match (self.entries, own > other, own < other) {
            (0, ..) => 0,
            (_, true, _) => 95,
            (_, _, true) => 80,
            // BibLaTeX reads BibTeX, but not the other way round.
            _ if dialect == Dialect::Biblatex => 90,
            _ => 85,
        }
    }
}

/// Looks at the beginning of a file.
pub(super) fn recognize(head: &[u8]) -> Recognition {
    let decoded = encoding::decode(head);
    let text = decoded.text.as_ref();
    let mut found = Recognition { entries: 0, of_biblatex: 0, of_bibtex: 0 };
    for block in Blocks::of(text) {
        let Content::Entry(entry) = &block.content else { continue };
        let name = &text[entry.entry_type.clone()];
        if entry_type_of(Dialect::Biblatex, name).is_none() && !is_data(text, entry) {
            continue;
        }
        found.entries += 1;
        for field in &entry.fields {
            let name = text[field.name.clone()].to_lowercase();
            let written =
                |dialect| FIELDS.iter().any(|row| row.spelling(dialect).written == Some(name.as_str()));
            match (written(Dialect::Biblatex), written(Dialect::Bibtex)) {
                (true, false) => found.of_biblatex += 1,
                (false, true) => found.of_bibtex += 1,
                _ => {}
            }
        }
    }
    found
}

/// Writes entries one by one.
pub(super) struct BibWriter<'a> {
    dialect: Dialect,
    out: &'a mut dyn Write,
    options: WriteOptions,
    keys: Keys,
    is_first: bool,
}

impl<'a> BibWriter<'a> {
    /// Begins a file with what stands outside its entries.
    pub(super) fn start(dialect: Dialect, out: &'a mut dyn Write, options: WriteOptions) -> io::Result<Self> {
        let mut is_first = true;
        for extra in &options.outside {
            if ![BIBLATEX, BIBTEX].contains(&extra.format.as_str()) {
                continue;
            }
            if !std::mem::take(&mut is_first) {
                writeln!(out)?;
            }
            match extras::outside(extra) {
                Some(text) => writeln!(out, "{text}")?,
                // Text in which an entry seems to begin would be read as one.
                None => {
                    for line in extra.value.lines() {
                        let comment = if line.trim_start().starts_with('%') { "" } else { "% " };
                        writeln!(out, "{comment}{line}")?;
                    }
                }
            }
        }
        Ok(BibWriter { dialect, out, options, keys: Keys::of(dialect), is_first })
    }
}

impl Writer for BibWriter<'_> {
    fn write(&mut self, reference: &Reference, losses: &mut Vec<Loss>) -> io::Result<()> {
        let key = self.keys.take(reference);
        let WriteOptions { profile, escapes: keep, .. } = self.options;
        let target = writing::Target { dialect: self.dialect, profile, keep };
        let entry = writing::entry(target, reference, &key, &self.keys, losses);
        if !std::mem::take(&mut self.is_first) {
            writeln!(self.out)?;
        }
        self.out.write_all(entry.as_bytes())
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}
