//! Words of titles that say little by themselves.

use crate::model::language;

/// Articles of several languages. They are passed over in a title of any language, since few records name theirs.
const ARTICLES: &[&str] = &[
    "a", "an", "the", "le", "la", "les", "un", "une", "des", "der", "die", "das", "ein", "eine", "el", "los",
    "las", "il", "lo", "gli", "het", "een", "o", "os", "as",
];

/// Prepositions, conjunctions and the like, by language. Those of English are those of JabRef and of title case.
#[rustfmt::skip]
const FUNCTION_WORDS: &[(&str, &[&str])] = &[
    ("en", &[
        "about", "above", "across", "after", "against", "along", "among", "and", "around", "as", "at", "before",
        "behind", "below", "beneath", "beside", "between", "beyond", "but", "by", "down", "during", "except", "for",
        "from", "in", "inside", "into", "like", "near", "nor", "of", "off", "on", "onto", "or", "over", "per", "since",
        "so", "than", "through", "to", "toward", "towards", "under", "until", "up", "upon", "via", "vs", "with",
        "within", "without", "yet",
    ]),
    ("fr", &[
        "à", "au", "aux", "avec", "ce", "ces", "cette", "chez", "contre", "dans", "de", "depuis", "du", "en", "entre",
        "et", "leur", "leurs", "ni", "ou", "où", "par", "pendant", "pour", "sa", "sans", "ses", "son", "sous", "sur",
        "vers",
    ]),
    ("de", &[
        "am", "an", "auf", "aus", "bei", "beim", "bis", "dem", "den", "durch", "einem", "einen", "einer", "eines",
        "für", "gegen", "im", "in", "ins", "mit", "nach", "oder", "ohne", "seit", "über", "um", "und", "unter", "vom",
        "von", "vor", "zu", "zum", "zur", "zwischen",
    ]),
    ("es", &[
        "a", "al", "con", "contra", "de", "del", "desde", "e", "en", "entre", "hacia", "hasta", "ni", "o", "para",
        "por", "según", "sin", "sobre", "su", "sus", "tras", "u", "una", "unas", "unos", "y",
    ]),
    ("it", &[
        "a", "ad", "ai", "al", "alla", "alle", "col", "con", "contro", "da", "dal", "dalla", "dei", "del", "della",
        "delle", "di", "e", "ed", "fra", "i", "in", "nei", "nel", "nella", "o", "per", "su", "sul", "sulla", "tra",
        "una", "uno",
    ]),
    ("pt", &[
        "ao", "aos", "com", "contra", "da", "das", "de", "do", "dos", "e", "em", "entre", "na", "nas", "no", "nos",
        "ou", "para", "pela", "pelo", "por", "sem", "sob", "sobre", "um", "uma",
    ]),
    ("nl", &[
        "aan", "bij", "de", "den", "der", "door", "en", "in", "met", "naar", "of", "om", "op", "over", "te", "tegen",
        "ten", "ter", "tot", "tussen", "uit", "van", "voor", "zonder",
    ]),
    ("ru", &[
        "без", "в", "во", "для", "до", "за", "и", "из", "или", "к", "ко", "между", "на", "над", "не", "о", "об", "от",
        "перед", "по", "под", "при", "про", "с", "со", "у",
    ]),
    ("pl", &["bez", "dla", "do", "i", "na", "o", "od", "oraz", "po", "pod", "przy", "u", "w", "we", "z", "za", "ze"]),
    ("cs", &["a", "bez", "do", "i", "k", "na", "nad", "o", "od", "po", "pod", "pro", "při", "s", "u", "v", "z", "za"]),
];

/// Whether a word in lower case is an article in some language.
pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

/// Whether a word in lower case tells little in a title of a language. What is in no language is taken for English.
pub(super) fn is_function_word(word: &str, tag: Option<&str>) -> bool {
    let primary = tag.map_or("en", language::primary);
    let found = FUNCTION_WORDS.iter().find(|(language, _)| *language == primary);
    found.is_some_and(|(_, words)| words.contains(&word))
}
