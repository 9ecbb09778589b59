//! Statements of an edition: `2nd ed.`, `Third edition`, `2. Aufl.` ⇄ what a library keeps, a number where it is
//! one and the words without the one for an edition otherwise.

/// English ordinals, from the first on.
const ORDINALS: [&str; 20] = [
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
    "Twentieth",
];

/// Ordinals of other languages that stand before the word for an edition, in lower case.
#[rustfmt::skip]
const OTHER_ORDINALS: &[(&str, usize)] = &[
    ("erste", 1), ("zweite", 2), ("dritte", 3), ("vierte", 4), ("fünfte", 5), ("sechste", 6),
    ("première", 1), ("deuxième", 2), ("seconde", 2), ("troisième", 3), ("quatrième", 4), ("cinquième", 5),
    ("primera", 1), ("segunda", 2), ("tercera", 3), ("cuarta", 4), ("quinta", 5),
    ("prima", 1), ("seconda", 2), ("terza", 3), ("quarta", 4),
    ("primeira", 1), ("terceira", 3),
];

/// The English ordinal of a number from 1 to 20, with a capital: `Second`.
pub fn ordinal_word(number: usize) -> Option<&'static str> {
    ORDINALS.get(number.checked_sub(1)?).copied()
}

/// The number of an English ordinal in any case.
pub fn number_of_ordinal(word: &str) -> Option<usize> {
    ORDINALS.iter().position(|ordinal| ordinal.eq_ignore_ascii_case(word)).map(|at| at + 1)
}

/// How an edition is stated: a number as `2nd ed.`, words with the word for it.
pub fn edition_statement(edition: &str) -> String {
    if let Ok(number) = edition.parse::<u32>() {
        return format!("{number}{} ed.", ordinal_ending(number));
    }
    if names_edition(edition) || edition.trim() != edition {
        return edition.to_owned();
    }
    let mut letters = edition.chars();
    match letters.next() {
        Some(first) => format!("{}{} edition", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}

/// The edition that a statement gives: a number, or the words without the one for it.
pub fn edition_of(statement: &str) -> String {
    let words: Vec<&str> = statement.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let is_name = |word: &str| {
        let folded = word.trim_matches(['.', ',', '[', ']']).to_lowercase();
        EDITION_WORDS.contains(&folded.as_str())
    };
    if let [number, rest @ ..] = words.as_slice()
        && (!rest.is_empty() || number.ends_with(char::is_alphabetic))
        && rest.iter().all(|word| is_name(word))
    {
        let folded = number.to_lowercase();
        let other = || OTHER_ORDINALS.iter().find(|(word, _)| *word == folded && !rest.is_empty());
        if let Some(ordinal) = number_of_ordinal(number).or_else(|| other().map(|(_, number)| *number)) {
            return ordinal.to_string();
        }
        let digits = number.trim_end_matches(|c: char| !c.is_ascii_digit());
        let ending = number.get(digits.len()..).unwrap_or_default().to_lowercase();
        if digits.parse::<u32>().is_ok() && ORDINAL_ENDINGS.contains(&ending.trim_end_matches('.')) {
            return digits.to_owned();
        }
    }
    if let Some(text) = statement.strip_suffix(" edition") {
        let mut letters = text.chars();
        let small = letters.next().map(|first| format!("{}{}", first.to_lowercase(), letters.as_str()));
        if let Some(small) = small.filter(|small| edition_statement(small) == statement) {
            return small;
        }
    }
    statement.to_owned()
}

/// Words for an edition in the languages of catalogues, in lower case.
const EDITION_WORDS: &[&str] = &[
    "ed",
    "edn",
    "edition",
    "éd",
    "édition",
    "aufl",
    "auflage",
    "ausg",
    "ausgabe",
    "edición",
    "edizione",
    "uitg",
    "изд",
    "издание",
    "uppl",
    "udg",
    "wyd",
    "vyd",
];
/// What follows a number to make it an ordinal, in lower case and without full stop.
const ORDINAL_ENDINGS: &[&str] =
    &["", "st", "nd", "rd", "th", "e", "ème", "er", "ère", "re", "a", "ª", "º", "-е"];

fn names_edition(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| EDITION_WORDS.contains(&word.to_lowercase().as_str()))
}

fn ordinal_ending(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_and_editions() {
        for (statement, edition) in
            [("2nd ed.", "2"), ("11th ed.", "11"), ("Complete edition", "complete"), ("Rev. ed.", "Rev. ed.")]
        {
            assert_eq!(edition_of(statement), edition);
            assert_eq!(edition_statement(edition), statement);
        }
        for (statement, edition) in [
            ("3. Aufl.", "3"),
            ("3rd edition", "3"),
            ("3rd ed", "3"),
            ("Third edition", "3"),
            ("third ed.", "3"),
            ("Third", "3"),
            ("Zweite Auflage", "2"),
            ("2e éd.", "2"),
            ("deuxième édition", "2"),
            ("2", "2"),
            ("2nd", "2"),
            ("2., überarb. Aufl.", "2., überarb. Aufl."),
            ("2nd rev. ed.", "2nd rev. ed."),
            ("Neue Ausgabe", "Neue Ausgabe"),
            ("Prima", "Prima"),
            ("2005", "2005"),
            ("", ""),
        ] {
            assert_eq!(edition_of(statement), edition, "{statement}");
        }
        assert_eq!(ordinal_word(2), Some("Second"));
        assert_eq!((ordinal_word(0), ordinal_word(21)), (None, None));
    }
}
