use foldhash::{HashMap, HashMapExt};
use proptest::prelude::*;

use super::*;

#[test]
fn every_row_is_well_formed() {
    let mut owners: HashMap<String, &str> = HashMap::new();
    let mut last_tag = String::new();
    for language in LANGUAGES {
        let tag = language.tag;
        assert_eq!(tag::canonical(tag).as_deref(), Some(tag));
        assert!(last_tag < tag.to_lowercase(), "{tag} stands in its place");
        last_tag = tag.to_lowercase();
        assert!(rows(primary(tag)).next().is_some(), "{tag} has a language");
        for name in language.names().chain(language.codes()) {
            let owner = *owners.entry(fold(name)).or_insert(tag);
            assert_eq!(owner, tag, "{name} stands in two rows");
            assert_eq!(from_any(name).as_deref(), Some(tag), "{name}");
        }
        for name in language.babel.iter().chain(language.others) {
            assert_eq!(fold(name), *name, "{name} is folded");
        }
        for code in [language.bibliographic, language.terminological] {
            let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_lowercase());
            assert!(is_code || code.is_empty(), "{code}");
        }
        let names: Vec<String> = language.names().map(fold).collect();
        let own_babel = language.babel.iter().filter(|name| **name != fold(language.english));
        for name in own_babel.chain(language.others) {
            assert_eq!(names.iter().filter(|other| other == name).count(), 1, "{name} twice");
        }
    }
}

#[test]
fn every_row_comes_back() {
    for language in LANGUAGES {
        let tag = language.tag;
        assert_eq!(english_name(tag), Some(language.english));
        if let Some(name) = to_babel(tag) {
            let back = from_babel(name).unwrap();
            assert_eq!(primary(back), primary(tag), "{tag} as {name}");
        }
        for name in language.babel {
            assert_eq!(from_babel(name), Some(tag), "{name}");
            assert_eq!(from_babel(&name.to_uppercase()), Some(tag), "{name}");
        }
        if let Some(first) = language.babel.first() {
            assert_eq!(to_babel(tag), Some(*first));
        }
        if !language.bibliographic.is_empty() {
            assert_eq!(to_iso639_2b(tag), Some(language.bibliographic));
        }
        if let Some(key) = to_biblatex_key(tag) {
            assert!(BIBLATEX_KEYS.contains(&key));
        }
    }
}

#[test]
fn every_key_of_biblatex_is_known() {
    for key in BIBLATEX_KEYS {
        let tag = from_babel(key).unwrap();
        assert_eq!(from_any(&format!("lang{key}")).as_deref(), Some(tag));
        assert_eq!(to_biblatex_key(tag), Some(*key));
    }
}

#[test]
fn all_names_are_understood() {
    #[rustfmt::skip]
    let table = [
        ("en-us", Some("en-US")), ("EN_GB", Some("en-GB")), ("en-UK", Some("en-GB")), ("fr", Some("fr")),
        (" fr ", Some("fr")), ("fre", Some("fr")), ("fra", Some("fr")), ("FRA-ca", Some("fr-CA")),
        ("eng.", Some("en")), ("French", Some("fr")), ("english", Some("en")), ("Français", Some("fr")),
        ("FRANÇAIS", Some("fr")), ("Franc\u{327}ais", Some("fr")), ("Español", Some("es")),
        ("русский", Some("ru")), ("Русский", Some("ru")), ("langfrench", Some("fr")),
        ("langamerican", Some("en-US")), ("USenglish", Some("en-US")), ("UKenglish", Some("en-GB")),
        ("American English", Some("en-US")), ("English (US)", Some("en-US")), ("ngerman", Some("de-1996")),
        ("german", Some("de")), ("German", Some("de")), ("brazil", Some("pt-BR")), ("iw", Some("he")),
        ("zh_hant_tw", Some("zh-Hant-TW")), ("sr-latn-rs", Some("sr-Latn-RS")), ("de-at-1901", Some("de-AT-1901")),
        ("es-419", Some("es-419")), ("tlh", Some("tlh")), ("qaa", Some("qaa")), ("eng-us", Some("en-US")),
        ("zh-yue-hk", Some("zh-yue-HK")), ("x-old-russian", Some("x-old-russian")),
        ("la-X-Classic", Some("la-x-classic")), ("de-u-CO-phonebk", Some("de-u-co-phonebk")),
        ("sl-rozaj-biske", Some("sl-rozaj-biske")), ("mo-MD", Some("ro-MD")), ("cz-CZ", Some("cs-CZ")),
        ("", None), ("-", None), ("en-", None), ("english; french", None), ("English and French", None),
        ("multilingualism", None), ("e", None), ("x", None), ("x-", None), ("en-x", None), ("en-a", None),
        ("en-a-x", None), ("en-abcdefghi", None), ("en-rozaj-rozaj", None), ("en-US-GB", None),
        ("en-Latn-Cyrl", None), ("fr-é", None), ("lang", None), ("langue", None), ("123", None),
    ];
    for (text, tag) in table {
        assert_eq!(from_any(text).as_deref(), tag, "{text:?}");
    }
}

#[test]
fn babel_names_of_regions_differ() {
    #[rustfmt::skip]
    let table = [
        ("english", "en"), ("american", "en-US"), ("USenglish", "en-US"), ("british", "en-GB"),
        ("UKenglish", "en-GB"), ("canadian", "en-CA"), ("australian", "en-AU"), ("newzealand", "en-NZ"),
        ("german", "de"), ("ngerman", "de-1996"), ("austrian", "de-AT"), ("naustrian", "de-AT-1996"),
        ("swissgerman", "de-CH"), ("nswissgerman", "de-CH-1996"), ("french", "fr"), ("francais", "fr"),
        ("acadian", "fr-CA"), ("canadien", "fr-CA"), ("portuguese", "pt"), ("portuges", "pt"),
        ("brazilian", "pt-BR"), ("brazil", "pt-BR"), ("greek", "el"), ("polutonikogreek", "el-polyton"),
        ("norsk", "nb"), ("nynorsk", "nn"), ("norwegian", "no"), ("serbian", "sr"), ("serbianc", "sr-Cyrl"),
        ("magyar", "hu"), ("hungarian", "hu"), ("slovene", "sl"), ("latin", "la"), ("ukrainian", "uk"),
    ];
    for (name, tag) in table {
        assert_eq!(from_babel(name), Some(tag), "{name}");
    }
    assert_eq!(from_babel("fr"), None);
    assert_eq!(from_babel("klingonese"), None);
}

#[test]
fn variants_fall_back() {
    #[rustfmt::skip]
    let table = [
        ("fr-CA", Some("canadien"), Some("french"), Some("fre"), Some("Canadian French")),
        ("fr-BE", Some("french"), Some("french"), Some("fre"), Some("French")),
        ("en-US", Some("american"), Some("american"), Some("eng"), Some("American English")),
        ("en-GB", Some("british"), Some("english"), Some("eng"), Some("British English")),
        ("EN-gb-oxendict", Some("british"), Some("english"), Some("eng"), Some("British English")),
        ("pt-PT", Some("portuguese"), Some("portuguese"), Some("por"), Some("European Portuguese")),
        ("pt-BR", Some("brazilian"), Some("brazilian"), Some("por"), Some("Brazilian Portuguese")),
        ("nb", Some("norsk"), Some("norwegian"), Some("nob"), Some("Norwegian Bokmål")),
        ("sr-Latn-RS", Some("serbian"), Some("serbian"), Some("srp"), Some("Serbian (Latin)")),
        ("de-1996", Some("ngerman"), Some("german"), Some("ger"), Some("German (1996 orthography)")),
        ("yue", Some("cantonese"), None, None, Some("Cantonese")),
        ("ar", Some("arabic"), None, Some("ara"), Some("Arabic")),
        ("tlh", None, None, Some("tlh"), Some("Klingon")),
        ("qaa", None, None, None, None),
        ("", None, None, None, None),
        ("no tag", None, None, None, None),
    ];
    for (tag, babel, key, code, name) in table {
        assert_eq!(to_babel(tag), babel, "{tag}");
        assert_eq!(to_biblatex_key(tag), key, "{tag}");
        assert_eq!(to_iso639_2b(tag), code, "{tag}");
        assert_eq!(english_name(tag), name, "{tag}");
    }
}

#[test]
fn english_and_direction() {
    for tag in ["en", "en-US", "EN", "en-Latn-GB"] {
        assert!(is_english(tag), "{tag}");
    }
    for tag in ["enm", "fr", "", "x-en", "English"] {
        assert!(!is_english(tag), "{tag}");
    }
    for tag in ["ar", "he-IL", "fa", "yi", "az-Arab", "UR", "ks-arab-IN"] {
        assert!(is_right_to_left(tag), "{tag}");
    }
    for tag in ["en", "ar-Latn", "ru", "", "en-x-arab", "zh-Hant"] {
        assert!(!is_right_to_left(tag), "{tag}");
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,16}|[a-zA-Z0-9_-]{0,24}") {
        if let Some(tag) = from_any(&text) {
            prop_assert_eq!(from_any(&tag), Some(tag.clone()));
            prop_assert_eq!(tag::canonical(&tag), Some(tag));
        }
        let _ = (to_babel(&text), from_babel(&text), english_name(&text));
        let _ = (to_iso639_2b(&text), to_biblatex_key(&text));
        let _ = (is_english(&text), is_right_to_left(&text));
    }
}
