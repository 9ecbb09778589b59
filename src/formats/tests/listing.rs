//! For the tests of all formats: what a reader gives, as lines of text, and files of others beside such lists.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::fields::default_profile;
use crate::formats::detect::detect;
use crate::formats::fact::Fact;
use crate::formats::{Escapes, Format, Item, Loss, Problem, WriteOptions};
use crate::model::reading::{Listed, Reading};
use crate::model::{Date, Ending, Extra, NameList, Reference, Standing};

/// Everything that a reader gives.
#[derive(Debug, Default)]
pub struct Given {
    /// The references, each with its line.
    pub references: Vec<(usize, Reference)>,
    /// The problems.
    pub problems: Vec<Problem>,
    /// What stands outside every entry.
    pub outside: Vec<Extra>,
}

impl Given {
    /// The references without their lines.
    pub fn into_references(self) -> Vec<Reference> {
        self.references.into_iter().map(|(_, reference)| reference).collect()
    }
}

/// Reads a file.
pub fn read(format: &dyn Format, bytes: &[u8]) -> Given {
    let mut given = Given::default();
    let mut sink = |item| {
        match item {
            Item::Reference { reference, line } => given.references.push((line, *reference)),
            Item::Problem(problem) => given.problems.push(problem),
            Item::Outside(extra) => given.outside.push(extra),
        }
        Ok(())
    };
    format.read(bytes, &mut sink).expect("the sink takes everything");
    given
}

/// Writes a file for the default target.
pub fn write(
    format: &dyn Format,
    references: &[Reference],
    outside: &[Extra],
    escapes: Escapes,
) -> (String, Vec<Loss>) {
    let (mut out, mut losses) = (Vec::new(), Vec::new());
    let profile = default_profile(format.family());
    let options = WriteOptions { profile, escapes, outside: outside.to_vec() };
    let mut writer = format.writer(&mut out, options).expect("memory takes everything");
    for reference in references {
        writer.write(reference, &mut losses).expect("memory takes everything");
    }
    writer.finish().expect("memory takes everything");
    (String::from_utf8(out).expect("what is written is UTF-8"), losses)
}

/// Everything that was read, one fact on a line.
pub fn listing(given: &Given) -> String {
    let mut list = String::new();
    for (line, reference) in &given.references {
        let key = reference.key.as_deref().unwrap_or("(no key)");
        add(&mut list, format_args!("{line}: {} {key}", reference.entry_type));
        if reference.standing != Standing::Listed {
            add(&mut list, format_args!("  standing = {}", reference.standing));
        }
        for ((place, role), names) in &reference.names {
            add(&mut list, format_args!("  {} = {}", Fact::Names(*place, *role).name(), name_list(names)));
        }
        for ((place, field), value) in reference.fields.iter() {
            let name = Fact::Field(place, field).name().into_owned();
            let value =
                if value.as_date().is_some() { value.to_display() } else { value.as_list().join(" | ") };
            add(&mut list, format_args!("  {name} = {value}"));
        }
        for link in &reference.links {
            add(&mut list, format_args!("  {} = {}", link.kind, link.target));
        }
        for extra in &reference.extras {
            add(&mut list, format_args!("  {}:{} = {}", extra.format, extra.name, extra.value));
        }
        for reading in &reference.own_reading.read_throughs {
            add(&mut list, format_args!("  read {}", read_through(reading)));
        }
        for Listed { name, place } in &reference.own_reading.lists {
            let name = place.map_or_else(|| name.clone(), |place| format!("{name}, place {place}"));
            add(&mut list, format_args!("  on list {name}"));
        }
    }
    for extra in &given.outside {
        add(&mut list, format_args!("outside {}:{} = {}", extra.format, extra.name, extra.value));
    }
    for problem in &given.problems {
        let of = [problem.key.as_deref(), problem.field.as_deref()];
        let of: Vec<&str> = of.into_iter().flatten().collect();
        let (line, severity, reason) = (problem.line, problem.severity, &problem.reason);
        add(&mut list, format_args!("{severity:?} in line {line} [{}]: {reason}", of.join(" ")));
    }
    list
}

fn read_through(reading: &Reading<()>) -> String {
    let day = |date: &Option<Date>| date.as_ref().map_or(String::new(), |date| date.as_str().to_owned());
    let texts = [&reading.note, &reading.recommended_by, &reading.lent_to];
    let texts: Vec<String> = texts.into_iter().flatten().map(|text| format!(" {text:?}")).collect();
    let noted = day(&reading.noted);
    let noted = if noted.is_empty() { noted } else { format!(" noted {noted}") };
    let stars = reading.rating.map_or(String::new(), |rating| format!(" rated {rating}"));
    let (started, finished) = (day(&reading.started), day(&reading.finished));
    format!("{} {started}>{finished}{noted}{stars}{}", reading.status, texts.concat())
}

fn add(list: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(list, "{line}").expect("a string takes everything");
}

fn name_list(list: &NameList) -> String {
    let mut names: Vec<String> = list.names.iter().map(|name| name.inverted()).collect();
    match list.ending {
        Ending::Complete => {}
        Ending::AndOthers => names.push("and others".to_owned()),
        Ending::NotNamed => names.push("not named".to_owned()),
    }
    names.join(" | ")
}

/// The files of a folder of tests/cases that have one of these endings, with what is in them.
fn case_files(folder: &str, endings: &[&str]) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).expect("the cases") {
        let path = entry.expect("a case").path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if endings.contains(&ending) {
            let bytes = fs::read(&path).expect("a case");
            files.push((path, bytes));
        }
    }
    files
}

/// Holds what was found against a file. With `UPDATE_CASES=1` in the environment the file is made anew.
pub fn assert_expected(found: &str, path: &Path) {
    if std::env::var_os("UPDATE_CASES").is_some() {
        fs::create_dir_all(path.parent().expect("a file of a folder")).expect("the cases can be written");
        fs::write(path, found).expect("the cases can be written");
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert!(found == expected, "{}:\n{found}", path.display());
}

/// Reads each file of a folder of tests/cases that has one of these endings and holds it against the list beside
/// it; whatever was read comes back from what is written of it. Gives the number of files.
pub fn check_cases(format: &dyn Format, folder: &str, endings: &[&str]) -> usize {
    let files = case_files(folder, endings);
    for (path, bytes) in &files {
        let given = read(format, bytes);
        assert_expected(&listing(&given), &path.with_extension("txt"));
        let references = given.into_references();
        if format.can_write() {
            let (written, _) = write(format, &references, &[], Escapes::Keep);
            let back = read(format, written.as_bytes()).into_references();
            assert_eq!(back, references, "{}:\n{written}", path.display());
        }
    }
    files.len()
}

/// Holds that each of these files is known as one of the format by what is in it, and that something is read of it.
pub fn check_detection(format: &dyn Format, folder: &str, endings: &[&str]) {
    for (path, bytes) in case_files(folder, endings) {
        let found = detect(&bytes, None).map(|found| found.name());
        assert_eq!(found, Some(format.name()), "{}", path.display());
        assert!(!read(format, &bytes).references.is_empty(), "{}", path.display());
    }
}
