//! Formulas of Better BibTeX (`auth.lower + year`), which are not read, as patterns that are.
//! <https://retorque.re/zotero-better-bibtex/citing/>

use super::{Pattern, jabref};

/// Terms of formulas that are called otherwise here, besides those of JabRef. The numbers behind them are dropped.
const TERMS: &[(&str, &str)] = &[
    ("auth", "author"),
    ("authorlast", "author:last"),
    ("authors", "author:all"),
    ("authorsn", "author:all"),
    ("journal", "journalabbr"),
    ("publicationtitle", "container"),
    ("veryshorttitle", "shorttitle(1)"),
];

/// Terms that take the first number of a formula.
const COUNTED: &[&str] = &["shorttitle", "keyword"];

/// Methods of formulas that are called otherwise here.
const METHODS: &[(&str, &str)] = &[
    ("ascii", ""),
    ("clean", ""),
    ("alphanum", ""),
    ("fold", ""),
    ("transliterate", ""),
    ("nopunct", ""),
    ("nopunctordash", ""),
    ("lower", "lower"),
    ("upper", "upper"),
    ("capitalize", "capitalize"),
    ("skipwords", "significant"),
    ("abbr", "abbr"),
    ("acronym", "acronym"),
];

/// The pattern that says what a formula says, as far as its parts are known here; `None` where one is not.
pub(super) fn as_pattern(formula: &str) -> Option<String> {
    let looks_like_one = formula.contains('+') || formula.contains('.') || formula.contains('(');
    if !looks_like_one || formula.contains(['[', '{']) {
        return None;
    }
    let alternatives: Option<Vec<String>> = formula.split('|').map(sequence).collect();
    let pattern = alternatives?.join("|");
    Pattern::parse(&pattern).is_ok().then_some(pattern)
}

/// `auth.lower + '-' + year` → `[author:lower]-[year]`
fn sequence(formula: &str) -> Option<String> {
    formula.split('+').map(|part| item(part.trim())).collect()
}

fn item(part: &str) -> Option<String> {
    for quote in ['\'', '"'] {
        if let Some(letters) = part.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return Some(letters.to_owned());
        }
    }
    let mut calls = part.split('.').map(call);
    let (name, arguments) = calls.next()??;
    let mut term = term(&name, &arguments)?;
    for method in calls {
        let (name, _) = method?;
        let (_, filter) = METHODS.iter().find(|(method, _)| *method == name)?;
        if !filter.is_empty() {
            term = format!("{term}:{filter}");
        }
    }
    Some(format!("[{term}]"))
}

/// `shorttitle(3, 3)` → the name in small letters, and what stands in brackets.
fn call(text: &str) -> Option<(String, Vec<String>)> {
    let (name, rest) = match text.split_once('(') {
        Some((name, rest)) => (name, rest.strip_suffix(')')?),
        None => (text, ""),
    };
    let arguments = rest.split(',').map(str::trim).filter(|argument| !argument.is_empty());
    Some((name.trim().to_ascii_lowercase(), arguments.map(str::to_owned).collect()))
}

fn term(name: &str, arguments: &[String]) -> Option<String> {
    let number = arguments.first().filter(|first| first.bytes().all(|byte| byte.is_ascii_digit()));
    if let (true, Some(number)) = (COUNTED.contains(&name), number) {
        return Some(format!("{name}({number})"));
    }
    if let (true, Some(number)) = (name == "auth", number) {
        return Some(format!("author:letters({number})"));
    }
    let known = TERMS.iter().find(|(term, _)| *term == name).map(|(_, here)| (*here).to_owned());
    let meaning = known.or_else(|| jabref::meaning(name)).unwrap_or_else(|| name.to_owned());
    Some(meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_as_patterns() {
        for (formula, expected) in [
            ("auth.lower + year", Some("[author:lower][year]")),
            ("auth.lower+shorttitle(3,3)+year", Some("[author:lower][shorttitle(3)][year]")),
            ("auth + '_' + year", Some("[author]_[year]")),
            ("authEtAl.lower + year", Some("[author:etal:lower][year]")),
            ("auth(3) + shortyear | title.abbr", Some("[author:letters(3)][shortyear]|[title:abbr]")),
            ("title.skipwords.lower.clean + year", Some("[title:significant:lower][year]")),
            ("auth.lower + nonsense", None),
            ("auth.find(x) + year", None),
            ("auth.lower(", None),
            ("smith2000", None),
            ("[author].x", None),
            ("", None),
        ] {
            assert_eq!(as_pattern(formula).as_deref(), expected, "{formula}");
        }
    }
}
