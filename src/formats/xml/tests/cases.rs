//! Case files: `tests/cases/<format>/<name>.xml` is read, and what is found must be `<name>.txt`. With
//! `UPDATE_CASES=1` in the environment the latter is made anew.

use std::fs;
use std::path::Path;

use crate::formats::fact::Fact;
use crate::formats::{Format, Item, Problem};
use crate::model::{Ending, Extra, NameList, Reference};

/// Everything that a reader gives.
#[derive(Debug, Default)]
pub struct Given {
    /// The references.
    pub references: Vec<Reference>,
    /// What was wrong.
    pub problems: Vec<Problem>,
    /// What stood beside them.
    pub outside: Vec<Extra>,
    lines: Vec<usize>,
}

/// Reads bytes.
pub fn read(format: &dyn Format, bytes: &[u8]) -> Given {
    let mut given = Given::default();
    let mut sink = |item| {
        match item {
            Item::Reference { reference, line } => {
                given.references.push(*reference);
                given.lines.push(line);
            }
            Item::Problem(problem) => given.problems.push(problem),
            Item::Outside(extra) => given.outside.push(extra),
        }
        Ok(())
    };
    format.read(bytes, &mut sink).expect("the sink takes everything");
    given
}

/// What was read, one fact a line.
pub fn listing(given: &Given) -> String {
    let mut lines = Vec::new();
    for (reference, line) in given.references.iter().zip(&given.lines) {
        lines.push(format!("{line}: {} {}", reference.entry_type, reference.key.as_deref().unwrap_or("-")));
        for ((place, role), list) in &reference.names {
            lines.push(format!("  {} = {}", Fact::Names(*place, *role).name(), names(list)));
        }
        for ((place, field), value) in reference.fields.iter() {
            let text = value.as_date().map_or_else(|| value.as_list().join(" | "), |date| date.to_string());
            lines.push(format!("  {} = {}", Fact::Field(place, field).name(), text.replace('\n', "⏎")));
        }
        for extra in &reference.extras {
            lines.push(format!("  {}:{} = {}", extra.format, extra.name, extra.value.replace('\n', "⏎")));
        }
    }
    for problem in &given.problems {
        let key = problem.key.as_deref().unwrap_or("-");
        lines.push(format!("{:?} in line {} [{key}]: {}", problem.severity, problem.line, problem.reason));
    }
    lines.join("\n") + "\n"
}

fn names(list: &NameList) -> String {
    let mut names: Vec<String> = list.names.iter().map(|name| name.inverted()).collect();
    match list.ending {
        Ending::Complete => {}
        Ending::AndOthers => names.push("and others".to_owned()),
        Ending::NotNamed => names.push("not named".to_owned()),
    }
    names.join(" | ")
}

/// Checks every case of a format; gives each with what was read.
pub fn check(format: &dyn Format) -> Vec<(String, Given)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(format.name());
    let mut cases = Vec::new();
    for file in fs::read_dir(&folder).expect("the cases are there") {
        let path = file.expect("a case").path();
        if path.extension().is_none_or(|ending| ending != "xml") {
            continue;
        }
        let bytes = fs::read(&path).expect("a case");
        let found = crate::formats::detect::detect(&bytes, None).map(|found| found.name());
        assert_eq!(found, Some(format.name()), "{}", path.display());
        let given = read(format, &bytes);
        let listed = listing(&given);
        let expected = path.with_extension("txt");
        if std::env::var_os("UPDATE_CASES").is_some() {
            fs::write(&expected, &listed).expect("the cases can be written");
        }
        assert_eq!(listed, fs::read_to_string(&expected).unwrap_or_default(), "{}", path.display());
        cases.push((path.display().to_string(), given));
    }
    assert!(!cases.is_empty());
    cases
}
