//! Languages: BCP 47 tags and what other notations and people call the same thing.

mod table;
mod tag;

#[cfg(test)]
mod tests;

use foldhash::{HashMap, HashMapExt};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::likeness::nearest;
use table::{LANGUAGES, Language};

/// Keys that biblatex has a word for in the lists `language` and `origlanguage` (its manual, "Languages",
/// there with `lang` before them); anything else it prints as it stands.
const BIBLATEX_KEYS: &[&str] = &[
    "american",
    "basque",
    "brazilian",
    "bulgarian",
    "catalan",
    "croatian",
    "czech",
    "danish",
    "dutch",
    "english",
    "estonian",
    "finnish",
    "french",
    "galician",
    "german",
    "greek",
    "hungarian",
    "italian",
    "japanese",
    "latin",
    "latvian",
    "lithuanian",
    "marathi",
    "norwegian",
    "polish",
    "portuguese",
    "romanian",
    "russian",
    "serbian",
    "slovak",
    "slovene",
    "spanish",
    "swedish",
    "turkish",
    "ukrainian",
];

/// Scripts (ISO 15924) that run from right to left.
const RIGHT_TO_LEFT_SCRIPTS: &[&str] = &[
    "adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "syre", "syrj", "syrn",
    "thaa",
];

/// Languages that are written from right to left when no script is named.
const RIGHT_TO_LEFT_LANGUAGES: &[&str] = &[
    "ar", "arc", "ckb", "dv", "fa", "he", "nqo", "ota", "pal", "phn", "ps", "sd", "syc", "syr", "ug", "ur",
    "yi",
];

/// Every name and code of the table, folded.
static BY_NAME: LazyLock<HashMap<String, &'static Language>> = LazyLock::new(|| {
    let mut index = HashMap::new();
    for language in LANGUAGES {
        for name in language.names() {
            index.entry(fold(name)).or_insert(language);
        }
        for code in language.codes() {
            index.entry(fold(code)).or_insert(language);
        }
    }
    index
});

/// The rows by tag in lower case.
static BY_TAG: LazyLock<HashMap<String, &'static Language>> = LazyLock::new(|| {
    LANGUAGES.iter().map(|language| (language.tag.to_ascii_lowercase(), language)).collect()
});

impl Language {
    fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.english).chain(self.babel.iter().copied()).chain(self.others.iter().copied())
    }

    fn codes(&self) -> impl Iterator<Item = &'static str> {
        [self.tag, self.bibliographic, self.terminological].into_iter().filter(|code| !code.is_empty())
    }
}

/// The BCP 47 tag of a language, however it is called: a tag in any case and with `_` for `-` (`en_us` is
/// `en-US`), a code of ISO 639-2 (`fre`, `fra`), a name in English, in itself or in babel, a key of biblatex
/// (`langfrench`). Tags of languages that are not in the table are returned in their usual case. `None` for
/// all other text, also for several languages at once.
pub fn from_any(text: &str) -> Option<String> {
    let name = fold(text);
    if let Some(language) = BY_NAME.get(&name) {
        return Some(language.tag.to_owned());
    }
    if let Some(language) = name.strip_prefix("lang").and_then(|key| BY_NAME.get(key)) {
        return Some(language.tag.to_owned());
    }
    let tag = tag::canonical(&name)?;
    let (code, rest) = tag.split_at(primary(&tag).len());
    match BY_NAME.get(code) {
        // `fra-CA`: the shortest code of a language is the one to use
        Some(language) if !rest.is_empty() => tag::canonical(&format!("{}{rest}", primary(language.tag))),
        _ => Some(tag),
    }
}

/// The BCP 47 tag of a name in babel or polyglossia (`langid` of biblatex), in any case. `german` is `de`
/// and `ngerman` is `de-1996`, so that both come back as they were.
pub fn from_babel(name: &str) -> Option<&'static str> {
    let name = fold(name);
    BY_NAME
        .get(&name)
        .filter(|language| language.names().any(|other| fold(other) == name))
        .map(|language| language.tag)
}

/// The name that babel and biblatex have for a language: of the tag itself, or of the longest beginning of
/// it that has one (`fr-BE` is `french`).
pub fn to_babel(tag: &str) -> Option<&'static str> {
    rows(tag).find_map(|language| language.babel.first().copied())
}

/// The key, without `lang`, that biblatex has a word for in its lists `language` and `origlanguage`. `None`
/// where it has none and prints what stands there: write the [`english_name`] then.
pub fn to_biblatex_key(tag: &str) -> Option<&'static str> {
    rows(tag).find_map(|language| {
        let mut keys = language.babel.iter().copied();
        keys.find(|name| BIBLATEX_KEYS.contains(name))
    })
}

/// The code of ISO 639-2/B, as MODS and MARC have it (`fre`, not `fra`). `None` where there is none.
pub fn to_iso639_2b(tag: &str) -> Option<&'static str> {
    rows(tag).map(|language| language.bibliographic).find(|code| !code.is_empty())
}

/// The name in English of a language or of the longest beginning of its tag that has one.
pub fn english_name(tag: &str) -> Option<&'static str> {
    rows(tag).next().map(|language| language.english)
}

/// The names in English that are most like one that no language has.
pub fn similar(text: &str) -> Vec<&'static str> {
    nearest(text, LANGUAGES.iter().map(|language| language.english))
}

/// Whether a tag is that of English or of a variant of it.
pub fn is_english(tag: &str) -> bool {
    primary(tag).eq_ignore_ascii_case("en")
}

/// Whether text in this language runs from right to left: by the script if the tag names one, else by the
/// language.
pub fn is_right_to_left(tag: &str) -> bool {
    let is_in = |list: &[&str], word: &str| list.iter().any(|item| item.eq_ignore_ascii_case(word));
    match tag::script(tag) {
        Some(script) => is_in(RIGHT_TO_LEFT_SCRIPTS, script),
        None => is_in(RIGHT_TO_LEFT_LANGUAGES, primary(tag)),
    }
}

/// The language of a tag without script, region and variant: `fr` of `fr-CA`.
pub fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The rows of a tag and of ever shorter beginnings of it, then of the language that it is a form of.
fn rows(tag: &str) -> impl Iterator<Item = &'static Language> {
    let mut tag = tag.to_ascii_lowercase();
    let mut more = true;
    std::iter::from_fn(move || {
        while more {
            let row = BY_TAG.get(&tag).copied();
            match tag.rfind('-') {
                Some(end) => tag.truncate(end),
                None if tag == "nb" || tag == "nn" => "no".clone_into(&mut tag),
                None => more = false,
            }
            if row.is_some() {
                return row;
            }
        }
        None
    })
}

/// Without white space around it and a full stop after it, composed, in lower case.
fn fold(name: &str) -> String {
    let name = name.trim().trim_end_matches('.');
    name.nfc().flat_map(char::to_lowercase).collect()
}
