//! The markers of JabRef that have another name here, so that its patterns are read as they are.
//! <https://docs.jabref.org/setup/citationkeypatterns>

/// A marker with what it means here; `#1` and `#2` stand for the numbers in its name.
pub const JABREF_MARKERS: &[(&str, &str)] = &[
    ("authors", "author:all"),
    ("authors#1", "author:first(#1, EtAl)"),
    ("auth#1", "author:letters(#1)"),
    ("auth#1_#2", "author:nth(#2):letters(#1)"),
    ("authIni#1", "author:share(#1)"),
    ("authEtAl", "author:etal"),
    ("auth.etal", "author:etal(2, etal):join(.)"),
    ("authEtal2", "author:etal(2, etal):join(.)"),
    ("auth.auth.ea", "author:first(2, ea):join(.)"),
    ("authAuthEa", "author:first(2, ea):join(.)"),
    ("authFirstFull", "author:full"),
    ("authForeIni", "author:given:letters(1)"),
    ("authorIni", "author:ini"),
    ("authorLast", "author:last"),
    ("authorLastForeIni", "author:last:given:letters(1)"),
    ("authorsAlpha", "author:alpha"),
    ("authshort", "author:short"),
    ("edtr", "editor"),
    ("edtr#1", "editor:letters(#1)"),
    ("edtr#1_#2", "editor:nth(#2):letters(#1)"),
    ("edtrIni#1", "editor:share(#1)"),
    ("edtr.edtr.ea", "editor:first(2, ea):join(.)"),
    ("edtrForeIni", "editor:given:letters(1)"),
    ("edtrshort", "editor:short"),
    ("editors", "editor:all"),
    ("editorIni", "editor:ini"),
    ("editorLast", "editor:last"),
    ("editorLastForeIni", "editor:last:given:letters(1)"),
    ("veryshorttitle", "shorttitle(1)"),
    ("shorttitleINI", "shorttitle:abbr"),
    ("camel", "fulltitle:camel"),
    ("keyword#1", "keyword(#1)"),
    ("keywords#1", "keywords(#1)"),
];

/// What a marker means here. Those for authors take `pure` before them, which lets nobody stand in their place.
pub(super) fn meaning(marker: &str) -> Option<String> {
    let lower = marker.to_ascii_lowercase();
    if let Some(rest) = lower.strip_prefix("pure").filter(|rest| rest.starts_with("auth")) {
        let meaning = meaning_of(rest).or_else(|| (rest == "auth").then(|| "author".to_owned()))?;
        return Some(format!("pure{meaning}"));
    }
    meaning_of(&lower)
}

fn meaning_of(marker: &str) -> Option<String> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    JABREF_MARKERS.iter().find_map(|(name, meaning)| {
        let name = name.to_ascii_lowercase();
        let Some((stem, rest)) = name.split_once("#1") else {
            return (name == marker).then(|| (*meaning).to_owned());
        };
        let numbers = marker.strip_prefix(stem)?;
        let (first, second) = match (rest, numbers.split_once('_')) {
            ("", None) => (numbers, "0"),
            ("_#2", Some(numbers)) => numbers,
            _ => return None,
        };
        (digits(first) && digits(second)).then(|| meaning.replace("#1", first).replace("#2", second))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers() {
        for (marker, expected) in [
            ("authors", Some("author:all")),
            ("authors3", Some("author:first(3, EtAl)")),
            ("auth4", Some("author:letters(4)")),
            ("auth4_2", Some("author:nth(2):letters(4)")),
            ("pureauthors3", Some("pureauthor:first(3, EtAl)")),
            ("pureauth", Some("pureauthor")),
            ("AuthEtAl", Some("author:etal")),
            ("auth.etal", Some("author:etal(2, etal):join(.)")),
            ("keyword12", Some("keyword(12)")),
            ("author", None),
            ("auth4_", None),
            ("pureeditor", None),
        ] {
            assert_eq!(meaning(marker).as_deref(), expected, "{marker}");
        }
    }
}
