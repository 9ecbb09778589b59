//! Writes a library of a given size to standard output:
//!
//!     cargo bench --bench generate -- 10000 > library.bib
//!     cargo bench --bench generate -- 10000 csl-json > library.json
//!
//! Formats are those of `oeuvre export`; BibLaTeX where none is named. The same size gives the same bytes.

#[path = "support/bibliography.rs"]
mod bibliography;
#[path = "support/words.rs"]
mod words;

use std::{
    error::Error,
    io::{self, Write},
};

use oeuvre::{
    fields,
    formats::{Escapes, FORMATS, Item, WriteOptions},
};

/// Every library begins with the same entries.
const SEED: u64 = 1930;

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds `--bench`.
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    // Without arguments, as a run of all benchmarks calls it, there is nothing to write.
    let Some(count) = arguments.next() else { return Ok(()) };
    let count: usize = count.parse()?;
    let mut out = io::BufWriter::with_capacity(1 << 20, io::stdout().lock());
    match arguments.next().as_deref() {
        None | Some("bib" | "biblatex") => bibliography::write(count, SEED, &mut out)?,
        Some(name) => convert(count, name, &mut out)?,
    }
    Ok(out.flush()?)
}

/// Writes it in another format, as the library reads and writes it.
fn convert(count: usize, name: &str, out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let format = |name: &str| FORMATS.iter().find(|format| format.name() == name);
    let target = format(name).ok_or("there is no such format")?;
    let profile = fields::default_profile(target.family());
    let mut text = Vec::new();
    bibliography::write(count, SEED, &mut text)?;
    let options = WriteOptions { profile, escapes: Escapes::Omit, outside: Vec::new() };
    let mut writer = target.writer(out, options)?;
    let mut losses = Vec::new();
    let source = format("biblatex").ok_or("BibLaTeX is read")?;
    source.read(&text, &mut |item| {
        losses.clear();
        match item {
            Item::Reference { reference, .. } => writer.write(&reference, &mut losses),
            _ => Ok(()),
        }
    })?;
    Ok(writer.finish()?)
}
