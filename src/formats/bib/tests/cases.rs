//! Case files: `tests/cases/<format>/<name>.bib` is read; what is found must be `<name>.txt`, and what is written
//! must be `<name>.out.bib`. With `UPDATE_CASES=1` in the environment both are made anew.

use std::{fs, path::Path};

use super::{Contents, read, round_trip::sorted, write_for};
use crate::{
    fields::{PROFILES, Profile},
    formats::{
        Escapes, Format, Instead, Loss,
        bib::{Biblatex, Bibtex},
    },
    model::{Ending, Reference},
};

/// What was read, one fact a line.
fn outline(contents: &Contents) -> String {
    let mut lines = Vec::new();
    for problem in &contents.problems {
        let key = problem.key.as_deref().unwrap_or("-");
        lines.push(format!("{}: {key}: {}", problem.line, problem.reason));
    }
    for extra in &contents.outside {
        lines.push(format!("outside {}: {}", extra.name, extra.value.replace('\n', "⏎")));
    }
    for reference in &contents.references {
        lines.push(String::new());
        lines.extend(outline_of(reference));
    }
    lines.join("\n").trim_start().to_owned() + "\n"
}

fn outline_of(reference: &Reference) -> Vec<String> {
    let key = reference.key.as_deref().unwrap_or("-");
    let mut lines = vec![format!("{key}: {}, {}", reference.entry_type, reference.standing)];
    lines.extend(reference.aliases.iter().map(|alias| format!("  alias {alias}")));
    for ((place, role), list) in &reference.names {
        let mut names: Vec<String> = list.names.iter().map(|name| name.inverted()).collect();
        match list.ending {
            Ending::Complete => {}
            Ending::AndOthers => names.push("and others".to_owned()),
            Ending::NotNamed => names.push("not named".to_owned()),
        }
        lines.push(format!("  {place} {role}: {}", names.join(" | ")));
    }
    for ((place, field), value) in reference.fields.iter() {
        let value = match value.as_date() {
            Some(date) if date.as_edtf().is_none() => format!("“{date}”"),
            _ => value.as_list().join(" | ") + value.as_date().map_or("", |date| date.as_str()),
        };
        lines.push(format!("  {place} {field}: {value}"));
    }
    lines.extend(reference.links.iter().map(|link| format!("  {} → {}", link.kind, link.target)));
    for extra in &reference.extras {
        lines.push(format!("  extra {} = {}", extra.name, extra.value.replace('\n', "⏎")));
    }
    lines
}

/// What was lost where there are no escapes, one value a line.
fn outline_of_losses(losses: &[Loss]) -> String {
    let line = |loss: &Loss| {
        let instead = match &loss.instead {
            Instead::Escape(name) => format!("escape {name}"),
            Instead::Note => "note".to_owned(),
            Instead::Reshaped(public) => format!("reshaped: {public}"),
            Instead::Nowhere => "nowhere".to_owned(),
        };
        format!("{}: {} = {} ({instead})\n", loss.key, loss.field, loss.value)
    };
    losses.iter().map(line).collect()
}

fn check(format: &dyn Format, profile: &'static Profile) {
    let folder = match profile.is_default() {
        true => format.name().to_owned(),
        false => format!("{}-{}", format.name(), profile.name),
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let write = |format, contents: &_| write_for(format, profile, contents, Escapes::Keep);
    let mut count = 0;
    for file in fs::read_dir(&folder).expect("the case files are there") {
        let path = file.expect("the folder can be read").path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let Some(stem) = name.strip_suffix(".bib").filter(|stem| !stem.ends_with(".out")) else { continue };
        count += 1;
        let contents = read(format, &fs::read(&path).expect("a case file"));
        let (written, _) = write(format, &contents);
        let mut expected = vec![("txt", outline(&contents)), ("out.bib", written.clone())];
        if !profile.is_default() {
            let (_, losses) = write_for(format, profile, &contents, Escapes::Omit);
            expected.push(("losses.txt", outline_of_losses(&losses)));
        }
        for (ending, found) in expected {
            let expected = folder.join(format!("{stem}.{ending}"));
            if std::env::var_os("UPDATE_CASES").is_some() {
                fs::write(&expected, &found).expect("the case files can be written");
            }
            let expected = fs::read_to_string(&expected).unwrap_or_default();
            assert_eq!(found, expected, "{stem}.{ending} of {}", format.name());
        }
        let again = read(format, written.as_bytes());
        let found: Vec<_> = again.references.iter().cloned().map(sorted).collect();
        let expected: Vec<_> = contents.references.iter().cloned().map(sorted).collect();
        assert_eq!(found, expected, "{stem}");
        assert_eq!(write(format, &again).0, written, "{stem}");
    }
    assert!(count > 0);
}

#[test]
fn every_case_of_every_profile() {
    for format in [&Biblatex as &dyn Format, &Bibtex] {
        for profile in PROFILES.iter().filter(|profile| profile.family == format.family()) {
            check(format, profile);
        }
    }
}
