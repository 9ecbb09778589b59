//! What others write: each file of tests/cases/csl beside the list of what is read from it.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::*;
use crate::formats::fact::Fact;
use crate::model::{Ending, NameList};

/// Everything that was read, one fact on a line.
fn listing(given: &Given) -> String {
    let mut list = String::new();
    for (line, reference) in &given.references {
        let key = reference.key.as_deref().unwrap_or("(no key)");
        list_line(&mut list, format_args!("{line}: {} {key}", reference.entry_type));
        for ((place, role), names) in &reference.names {
            list_line(
                &mut list,
                format_args!("  {} = {}", Fact::Names(*place, *role).name(), name_list(names)),
            );
        }
        for ((place, field), value) in reference.fields.iter() {
            let name = Fact::Field(place, field).name().into_owned();
            list_line(&mut list, format_args!("  {name} = {}", value.as_list_or_display()));
        }
        for extra in &reference.extras {
            list_line(&mut list, format_args!("  {}:{} = {}", extra.format, extra.name, extra.value));
        }
    }
    for extra in &given.outside {
        list_line(&mut list, format_args!("outside {}:{} = {}", extra.format, extra.name, extra.value));
    }
    for problem in &given.problems {
        let of = [problem.key.as_deref(), problem.field.as_deref()];
        let of: Vec<&str> = of.into_iter().flatten().collect();
        let (line, severity, reason) = (problem.line, problem.severity, &problem.reason);
        list_line(&mut list, format_args!("{severity:?} in line {line} [{}]: {reason}", of.join(" ")));
    }
    list
}

fn list_line(list: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(list, "{line}").expect("a string takes everything");
}

fn name_list(list: &NameList) -> String {
    let mut names: Vec<String> = list.names.iter().map(|name| name.inverted()).collect();
    if list.ending == Ending::AndOthers {
        names.push("and others".to_owned());
    }
    names.join(" | ")
}

/// How values are listed.
trait AsListed {
    fn as_list_or_display(&self) -> String;
}

impl AsListed for crate::model::Value {
    fn as_list_or_display(&self) -> String {
        if self.as_date().is_some() { self.to_display() } else { self.as_list().join(" | ") }
    }
}

#[test]
fn files_of_others() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/csl");
    let mut files = 0;
    for entry in fs::read_dir(&folder).expect("the cases") {
        let path = entry.expect("a case").path();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        files += 1;
        let given = read(fs::read(&path).expect("a case"));
        let expected = fs::read_to_string(path.with_extension("txt")).unwrap_or_default();
        let found = listing(&given);
        assert!(found == expected, "{}:\n{found}", path.display());
        // Whatever was read comes back from what we write of it.
        let references: Vec<Reference> =
            given.references.into_iter().map(|(_, reference)| reference).collect();
        let back = read(write(&references, Escapes::Keep).0);
        let back: Vec<Reference> = back.references.into_iter().map(|(_, reference)| reference).collect();
        assert_eq!(back, references, "{}", path.display());
    }
    assert_eq!(files, 15);
}
