//! Sentences out of data.

use crate::model::{Ending, Name, NameList};

/// A count with its noun: `1 work`, `2 works`.
pub fn counted(count: usize, one: &str, several: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {several}") }
}

/// Several things in a sentence: `a`, `a and b`, `a, b and c`.
pub fn listed(items: &[String]) -> String {
    joined(items, "and")
}

/// One of several things in a sentence: `a, b or c`.
pub fn alternatives(items: &[String]) -> String {
    joined(items, "or")
}

fn joined(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// The first few of many keys.
pub fn first_of(keys: &[String]) -> String {
    const MOST: usize = 4;
    match keys.split_at_checked(MOST) {
        Some((first, rest)) if !rest.is_empty() => format!("{} and {} more", first.join(", "), rest.len()),
        _ => listed(keys),
    }
}

/// Columns before the meaning of what an explanation explains.
pub const BEFORE_MEANING: usize = 26;
/// Columns of the lines of explanations.
const WIDEST_LINE: usize = 100;

/// A line of help: what is typed, then what it means; that stands in a line of its own behind what is long.
pub fn explained(typed: &str, meaning: &str) -> String {
    const GAP: usize = 2;
    let room = BEFORE_MEANING - GAP;
    let taken = super::output::columns(typed);
    match taken + GAP <= room {
        true => format!("  {typed}{}{meaning}\n", " ".repeat(room - taken)),
        false => format!("  {typed}\n{:BEFORE_MEANING$}{meaning}\n", ""),
    }
}

/// A paragraph in lines of whole words.
pub fn filled(paragraph: &str) -> String {
    let (mut text, mut taken) = (String::new(), 0);
    for word in paragraph.split(' ') {
        let wide = super::output::columns(word);
        let gap = match taken {
            0 => "",
            taken if taken + 1 + wide > WIDEST_LINE => "\n",
            _ => " ",
        };
        taken = if gap == " " { taken + 1 + wide } else { wide };
        text.push_str(gap);
        text.push_str(word);
    }
    text.push('\n');
    text
}

/// An argument as one types it in a shell.
pub fn as_in_a_shell(argument: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:=,@%+".contains(c);
    match !argument.is_empty() && argument.chars().all(is_plain) {
        true => argument.to_owned(),
        false => format!("'{}'", argument.replace('\'', "'\\''")),
    }
}

/// Names in reading order, in a sentence; "not named" where that is stated.
pub fn names(list: &NameList) -> String {
    let mut items: Vec<String> = list.names.iter().map(Name::display).collect();
    match list.ending {
        Ending::Complete => listed(&items),
        Ending::NotNamed => "not named".to_owned(),
        Ending::AndOthers => {
            items.push("others".to_owned());
            listed(&items)
        }
    }
}

/// Names for a narrow column: `Serge`, `Marx & Engels`, `Serge et al.`.
pub fn short_names(list: &NameList) -> String {
    match (list.names.as_slice(), list.ending) {
        ([], Ending::NotNamed) => "not named".to_owned(),
        ([], _) => String::new(),
        ([one], Ending::Complete) => one.cited(),
        ([one, other], Ending::Complete) => format!("{} & {}", one.cited(), other.cited()),
        ([one, ..], _) => format!("{} et al.", one.cited()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_explained_never_runs_into_its_meaning() {
        for (typed, line) in [
            ("a", "  a                       what\n"),
            ("twenty-two columns wide", "  twenty-two columns wide\n                          what\n"),
            ("exactly 22 columns, so", "  exactly 22 columns, so  what\n"),
        ] {
            assert_eq!(explained(typed, "what"), line);
        }
        let text = filled(&"word ".repeat(100));
        assert!(text.lines().all(|line| line.len() <= WIDEST_LINE && !line.starts_with(' ')));
        assert_eq!(text.split_whitespace().count(), 100);
    }

    #[test]
    fn names_make_sentences() {
        let all = [Name::person("Serge", "Victor"), Name::person("Trotsky", "Leon"), Name::literal("POUM")];
        for (count, ending, long, short) in [
            (0, Ending::Complete, "", ""),
            (0, Ending::NotNamed, "not named", "not named"),
            (1, Ending::Complete, "Victor Serge", "Serge"),
            (1, Ending::AndOthers, "Victor Serge and others", "Serge et al."),
            (2, Ending::Complete, "Victor Serge and Leon Trotsky", "Serge & Trotsky"),
            (3, Ending::Complete, "Victor Serge, Leon Trotsky and POUM", "Serge et al."),
        ] {
            let list = NameList { names: all[..count].to_vec(), ending };
            assert_eq!((names(&list).as_str(), short_names(&list).as_str()), (long, short));
        }
        let with_particle =
            Name { non_dropping_particle: "van".to_owned(), ..Name::person("Gogh", "Vincent") };
        assert_eq!(short_names(&NameList::of(vec![with_particle])), "van Gogh");
    }
}
