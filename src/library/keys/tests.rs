use proptest::prelude::*;

use super::{pattern::is_legal, *};
use crate::{
    formats::arbitrary::arbitrary_reference,
    model::{Date, EntryType, Field, Name, NameList, Place, Role},
};

fn made(reference: &Reference, pattern: &str) -> String {
    let pattern = Pattern::parse(pattern).unwrap_or_else(|error| panic!("{pattern}: {}", error.reason));
    stem_of(reference, &pattern).key(pattern.suffix(), 0)
}

fn book(author: &str, year: &str, title: &str) -> Reference {
    let mut reference = Reference::new(EntryType::Book);
    reference.fields.set(Place::Here, Field::Title, title);
    if !year.is_empty() {
        reference.fields.set(Place::Here, Field::Date, Date::parse(year));
    }
    if !author.is_empty() {
        let names = author.split("; ").map(|family| Name::person(family, "Jo")).collect();
        reference.names.insert((Place::Here, Role::Author), NameList::of(names));
    }
    reference
}

#[test]
fn the_usual_pattern() {
    for (author, year, title, expected) in [
        ("Serge", "1963", "Memoirs of a Revolutionary", "serge1963memoirs"),
        ("Serge", "1949", "L'Affaire Toulaév", "serge1949affaire"),
        ("Serge", "1949", "L'Un", "serge1949un"),
        ("Serge", "", "The Case of <i>Tulayev</i>", "sergecase"),
        ("Müller-Lüdenscheidt", "193X", "Über alles", "mullerludenscheidt1930uber"),
        ("", "1994", "The Century of the Unexpected", "century1994"),
        ("Чехов", "1899", "Дама с собачкой", "chekhov1899dama"),
        ("東京", "2001", "東京 物語", "dongjing2001dongjing"),
        ("Serge", "1900", "A", "serge1900a"),
        ("«»", "1900", "On", "on1900"),
        ("", "", "", "untitled"),
    ] {
        assert_eq!(made(&book(author, year, title), DEFAULT_PATTERN), expected);
    }
    let mut edited = book("", "1994", "Essays");
    edited.names.insert((Place::Container, Role::Editor), NameList::of(vec![Name::person("Cotterill", "")]));
    assert_eq!(made(&edited, DEFAULT_PATTERN), "cotterill1994essays");
}

#[test]
fn patterns_make_keys() {
    let one = book("Serge", "1963", "Memoirs of a Revolutionary");
    let three = book("Serge; Trotsky; Kollontai", "2020", "L'éducation et la révolution, d'après POUM");
    let mut french = three.clone();
    french.fields.set(Place::Here, Field::Language, "fr");
    for (reference, pattern, expected) in [
        (&one, "[auth:lower][year]", "serge1963"),
        (&one, "[auth3:upper]-[shortyear]", "SER-63"),
        (&one, "[authors]_[veryshorttitle:lower]", "Serge_memoirs"),
        (&three, "[authEtAl][year]", "SergeEtAl2020"),
        (&three, "[auth.etal]", "Serge.etal"),
        (&three, "[auth.auth.ea]", "Serge.Trotsky.ea"),
        (&three, "[authors2]", "SergeTrotskyEtAl"),
        (&three, "[authorsAlpha][shortyear]", "STK20"),
        (&three, "[authshort]", "STK"),
        (&three, "[auth2_3]", "Ko"),
        (&three, "[authIni6]", "SeTrKo"),
        (&three, "[authIni7]", "SerTrKo"),
        (&three, "[authorIni]", "SergeTK"),
        (&three, "[authorLast]:[authForeIni]", "Kollontai:J"),
        (&three, "[author:all:join(-):lower]", "serge-trotsky-kollontai"),
        (&one, "[title]", "MemoirsofaRevolutionary"),
        (&one, "[camel:abbr]", "MOAR"),
        (&one, "[shorttitle]", "MemoirsRevolutionary"),
        (&three, "[title:noarticle:words(2)]", "EducationEt"),
        (&three, "[shorttitle]", "EducationEtRevolution"),
        (&french, "[shorttitle]", "EducationRevolutionApres"),
        (&french, "[shorttitle:kept]", "ÉducationRévolutionAprès"),
        (&three, "[fulltitle:upper:letters(5)]", "LEDUC"),
        (&one, "[editor|translator|\"anon\"]", "anon"),
        (&one, "[volume:(0)]", "0"),
        (&one, "[auth]{-[volume]}{:[year]}", "Serge:1963"),
        (&one, "{editor?[editor]|[author]}", "Serge"),
        (&one, "{!editor?[author]}", "Serge"),
        (&one, "{type=book?b|x}[year]", "b1963"),
        (&one, "{year=1964?b|x}[year]", "x1963"),
        (&one, "[editor]|[author]|[year]", "Serge"),
        (&one, "[editor]-[year]", "1963"),
        (&one, "[suffix(a)][author]", "Serge"),
        (&one, "[TITLE:abbr]", "MoaR"),
        (&one, "[title:regex(\"o\", \"0\"):words(1)]", "Mem0irs"),
        (&one, "[author]{{[editor]|[year]}|x}", "Serge1963"),
        (&one, "[title:select(2, 2):camel]", "OfA"),
        (&one, "[month]", "untitled"),
    ] {
        assert_eq!(made(reference, pattern), expected, "{pattern}");
    }
}

#[test]
fn what_is_wrong_with_patterns() {
    for (pattern, at, part) in [
        ("abc", 0, "needs a term"),
        ("[author", 0, "] is missing"),
        ("{[author]", 9, "} is missing"),
        ("[autor]", 1, "did you mean author?"),
        ("[author:lowr]", 8, "did you mean lower?"),
        ("[author:words]", 8, "needs a number"),
        ("[author:words(x)]", 8, "not a number"),
        ("[author:lower(2)]", 8, "takes nothing"),
        ("[title:replace(\"(\")]", 7, "no regular expression"),
        ("[title:join(\" \")]", 7, "cannot stand in a key"),
        ("[author] [year]", 8, "cannot stand in a key"),
        ("[author][suffix(~)]", 8, "cannot be counted on"),
        ("[suffix(a)][author][suffix(a)]", 19, "one suffix"),
        ("{author?a|b|c}", 8, "at most two"),
        ("{{{{{{{{{[author]}}}}}}}}}", 8, "too deep"),
        ("[\"a b\"]", 1, "can stand in a key"),
        ("[]", 1, "is missing"),
    ] {
        let error = Pattern::parse(pattern).expect_err(pattern);
        assert_eq!(error.at, at, "{pattern}: {}", error.reason);
        assert!(error.reason.contains(part), "{pattern}: {}", error.reason);
    }
}

/// Every row and marker is read, and no name stands twice.
#[test]
fn the_tables_are_whole() {
    let mut seen = BTreeSet::new();
    for term in KEY_TERMS {
        for name in std::iter::once(&term.name).chain(term.also) {
            assert!(seen.insert(name.to_lowercase()), "{name} stands twice");
        }
        assert!(Pattern::parse(term.example.pattern).is_ok(), "{}", term.name);
    }
    for (marker, _) in JABREF_MARKERS {
        let marker = marker.replace('#', "");
        assert!(seen.insert(marker.to_lowercase()), "{marker} stands twice");
        assert!(Pattern::parse(&format!("[{marker}]")).is_ok(), "{marker}");
    }
    seen.clear();
    for filter in KEY_FILTERS {
        for name in std::iter::once(&filter.name).chain(filter.also) {
            assert!(seen.insert(name.to_lowercase()), "{name} stands twice");
        }
        let pattern = filter.example.pattern;
        let is_shown = std::iter::once(&filter.name).chain(filter.also).any(|name| pattern.contains(name));
        assert!(is_shown && Pattern::parse(pattern).is_ok(), "{}", filter.name);
    }
}

/// The examples of the tables, in the catalogue that ships.
#[test]
fn examples_make_what_they_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("serge.db");
    let text = include_str!("../../../db/serge.yaml");
    Library::load(&path, "serge.yaml", text.as_bytes(), "2026-11-22T00:00:00Z").expect("the catalogue");
    let library = Library::open(&path, crate::store::Access::Read).expect("the library");
    let terms = KEY_TERMS.iter().map(|term| term.example);
    let mut wrong = Vec::new();
    for KeyExample { of, pattern, makes } in terms.chain(KEY_FILTERS.iter().map(|filter| filter.example)) {
        let pattern = Pattern::parse(pattern).expect("a pattern");
        let made = library.key_made(of, &pattern).expect("an edition");
        if made != makes {
            wrong.push(format!("{of} {}: {made}, not {makes}", pattern.text()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

const PATTERNS: &[&str] = &[
    DEFAULT_PATTERN,
    "[author][year]",
    "[authors:lower][shortyear][suffix(a)]_[shorttitle]",
    "[title:replace(\"e\", \"+\")]{:[volume]}[suffix(_1)]",
    "[translator|editor|kind]{-[month]}{/[firstpage]}",
    "[type][suffix(b)]",
];

proptest! {
    #[test]
    fn any_text_is_a_pattern_or_an_error(text in "\\PC{0,40}|[\\[\\]{}|?!=:()\",a-z1]{0,40}") {
        if let Err(error) = Pattern::parse(&text) {
            prop_assert!(error.at <= text.len() && !error.reason.is_empty());
        }
    }

    #[test]
    fn keys_are_legal(reference in arbitrary_reference(), which in 0..PATTERNS.len()) {
        let key = made(&reference, PATTERNS[which]);
        prop_assert!(!key.is_empty());
        prop_assert!(key.chars().all(is_legal), "{}", key);
        prop_assert!(key.starts_with(|c: char| c.is_ascii_alphanumeric()), "{}", key);
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn keys_are_unique_and_stay(
        references in prop::collection::vec(arbitrary_reference(), 1..12),
        which in 0..PATTERNS.len(),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut library = Library::create(&folder.path().join("a.db")).expect("a library");
        for mut reference in references {
            reference.links.clear();
            library.add(&reference).expect("it is added");
        }
        let pattern = Pattern::parse(PATTERNS[which]).expect("a pattern");
        let before: BTreeSet<String> =
            library.editions("").expect("editions").iter().map(|seen| seen.whole.edition.key.clone()).collect();
        let planned = library.rename_keys("", Some(&pattern), Commitment::Rehearse).expect("planned");
        let renamed = library.rename_keys("", Some(&pattern), Commitment::Keep).expect("renamed");
        prop_assert_eq!(&planned, &renamed);
        let after: BTreeSet<String> = library
            .editions("")
            .expect("editions")
            .iter()
            .map(|seen| seen.whole.edition.key.to_lowercase())
            .collect();
        prop_assert_eq!(before.len(), after.len());
        for key in &before {
            prop_assert!(library.edition(key).is_ok(), "{} finds nothing", key);
        }
        let again = library.rename_keys("", Some(&pattern), Commitment::Keep).expect("renamed");
        prop_assert_eq!(again.changed, Vec::new());
    }
}
