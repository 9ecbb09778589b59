//! The form that `add` opens when it is given nothing.

use std::{collections::BTreeMap, io::IsTerminal};

use super::{
    Context, Failure, add,
    editor::{Draft, Edited, Mistake, Refusal},
};
use crate::model::{EntryType, Reference};

/// Names of the lines of the form with what is said of them. They are names of fields and roles, but for the
/// first two.
const LINES: &[(&str, &str)] = &[
    ("type", "book, chapter, article, web-page, …"),
    ("kind", "of the work: novel, memoir, essay, …"),
    ("title", ""),
    ("subtitle", ""),
    ("author", "Family, Given; several with ; between them"),
    ("translator", "Family, Given; or: not named"),
    ("editor", ""),
    ("publishers", "several with ;"),
    ("places", "several with ;"),
    ("date", "1963, 1963-05, 193X, 1936~, 1936/1938"),
    ("language", "of the text: en, fr, russian"),
    ("original_title", "what it was translated from"),
    ("original_date", ""),
    ("original_languages", ""),
    ("original_publishers", ""),
    ("original_places", ""),
    ("container_title", "the book or periodical that it is part of"),
    ("volume", ""),
    ("issue", ""),
    ("pages", ""),
    ("series_title", ""),
    ("isbn", ""),
    ("url", ""),
    ("keywords", "several with ;"),
    ("note", ""),
    ("key", "made from author, year and title when it is empty"),
];

/// What stands above the lines.
const HEADING: &str = "\
# A new edition. Fill in what you know; empty lines are left out. Save and close to add it; close it as it is
# to add nothing. Every other name that `oeuvre fields` lists can be added as a line.
";

/// The form as it opens.
fn blank() -> String {
    let mut text = HEADING.to_owned();
    for (name, remark) in LINES {
        if !remark.is_empty() {
            text.push_str(&format!("# {remark}\n"));
        }
        text.push_str(&format!("{name}:\n"));
    }
    text
}

/// Opens the form; `None` when it comes back as it was.
pub fn fill_in(context: &Context) -> Result<Option<Reference>, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::new("nothing was said of what to add")
            .hint("give a title and what else is known: oeuvre add TITLE --author \"Family, Given\" --date YEAR")
            .hint("or read entries with `oeuvre add --from FILE`; the form needs a terminal"));
    }
    let blank = blank();
    match Draft::new("new-edition.yaml", &blank)?.edit(&blank, |text| read(text, context))? {
        Edited::Accepted(reference) => Ok(Some(reference)),
        Edited::Unchanged => {
            context.messages.say("nothing was filled in, so nothing was added");
            Ok(None)
        }
    }
}

/// The reference that a filled form describes.
fn read(text: &str, context: &Context) -> Result<Reference, Refusal> {
    let mut mistakes = Vec::new();
    let mut reference = Reference::new(EntryType::Book);
    let mut entry_type = None;
    let mut first_lines: BTreeMap<&str, usize> = BTreeMap::new();
    for (line, text) in (1..).zip(text.lines()) {
        if text.trim().is_empty() || text.starts_with('#') {
            continue;
        }
        let mut take = || {
            let (name, value) = text.split_once(':').ok_or("this is not `name: value`")?;
            let (name, value) = (name.trim(), unquoted(value.trim()));
            if value.is_empty() {
                return Ok(());
            }
            if let Some(first) = first_lines.insert(name, line) {
                return Err(format!("{name} is given in line {first} already; part several values with ;"));
            }
            match name {
                "type" => {
                    entry_type =
                        Some(add::entry_type(value).map_err(|reason| format!("{value:?}: {reason}"))?)
                }
                "kind" => {
                    reference.work_kind =
                        Some(add::work_kind(value).map_err(|reason| format!("{value:?}: {reason}"))?)
                }
                "key" => reference.key = Some(value.to_owned()),
                _ => add::assign(&mut reference, name, value, context)?,
            }
            Ok(())
        };
        if let Err(reason) = take() {
            mistakes.push(Mistake { line, reason });
        }
    }
    if reference.fields.is_empty() && reference.names.is_empty() && mistakes.is_empty() {
        mistakes.push(Mistake { line: 1, reason: "nothing is filled in".to_owned() });
    }
    if !mistakes.is_empty() {
        return Err(Refusal::Mistakes(mistakes));
    }
    add::settle(&mut reference, entry_type);
    Ok(reference)
}

/// A value without the quotation marks around the whole of it, which YAML would want around some.
fn unquoted(value: &str) -> &str {
    let within = |mark: char| value.strip_prefix(mark)?.strip_suffix(mark);
    within('"').or_else(|| within('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Assignable;

    #[test]
    fn every_line_of_the_form_means_something() {
        for (name, _) in LINES {
            let is_own = ["type", "kind", "key"].contains(name);
            assert!(is_own || Assignable::named(name).is_some(), "{name}");
        }
        assert!(blank().lines().all(|line| line.starts_with('#') || line.ends_with(':')));
    }

    #[test]
    fn quotation_marks_around_a_value_are_not_part_of_it() {
        for (value, expected) in
            [("\"a: b\"", "a: b"), ("'a'", "a"), ("\"a\" and \"b", "\"a\" and \"b"), ("'", "'"), ("", "")]
        {
            assert_eq!(unquoted(value), expected);
        }
    }
}
