//! Titles and other texts in which markup may stand.

use super::{Remark, Subject, subject::Doubt, wording::shown};
use crate::model::{
    Field, Place, Role,
    title::{self, Piece},
};

/// The fewest letters of a title in capitals: what is shorter may be a name of letters alone (NATO, UNESCO).
const FEWEST_CAPITALS: usize = 8;

pub(super) fn title_in_capitals(subject: &Subject<'_>) -> Vec<Remark> {
    subject.title_doubts(|text| {
        let plain = title::plain(text);
        let letters: Vec<char> = plain.chars().filter(|c| c.is_uppercase() || c.is_lowercase()).collect();
        let is_shouted =
            letters.len() >= FEWEST_CAPITALS && letters.iter().all(|letter| letter.is_uppercase());
        let longest = plain.split(|c: char| !c.is_alphabetic()).map(|word| word.chars().count()).max();
        // Short words in capitals throughout are letters that stand for others: "NATO USSR".
        let has_word = longest.is_some_and(|longest| longest > 4);
        // So is a short title of one word: "METAFONT".
        let is_name = subject.edition.fields.text(Place::Here, Field::ShortTitle) == Some(text)
            && !plain.trim().contains(' ');
        (is_shouted && has_word && !is_name).then(|| Doubt::of("is in capitals", text))
    })
}

/// Abbreviations that end titles.
const ABBREVIATIONS: &[&str] = &[
    "etc", "vol", "vols", "no", "nos", "ed", "eds", "inc", "ltd", "co", "corp", "jr", "sr", "st", "dr", "mr",
    "mrs", "al", "ca", "cf", "pp", "vs", "dept", "univ", "proc", "rev", "trans", "suppl", "soc", "sci",
    "int", "lett", "mag", "natl", "acad", "assoc", "am", "bull", "ann", "arch", "med", "hist", "lit", "phil",
    "usw", "bd", "bde", "hg", "hrsg", "aufl", "jh", "jhs", "nr", "tl", "engl", "chr", "др", "гг", "вв",
    "изд",
];

/// Whether a word that a point ends is shortened: one letter, letters without a vowel, letters with points between
/// them, a number (which is an ordinal in German), or one of a list.
fn is_shortened(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let lower = word.to_lowercase();
    let is_vowel = |c: char| "aeiouyàâäåæéèêëíîïóôöøœúûüýаеёиоуыэюяієї".contains(c);
    word.chars().count() <= 1
        || word.contains('.')
        || word.chars().all(|c| c.is_uppercase() || c.is_numeric())
        || (word.is_ascii() && !lower.chars().any(is_vowel))
        || ABBREVIATIONS.contains(&lower.as_str())
}

pub(super) fn title_with_point(subject: &Subject<'_>) -> Vec<Remark> {
    subject.title_doubts(|text| {
        let plain = title::plain(text);
        let before = plain.trim_end().strip_suffix('.')?;
        let last = before.split_whitespace().next_back()?;
        // "J. Am. Chem. Soc.": where one word is shortened, the last one is likely to be as well.
        let others = before.split_whitespace().filter_map(|word| word.strip_suffix('.'));
        let is_end = last.ends_with(|c: char| c.is_alphabetic() || matches!(c, ')' | ']' | '"' | '”' | '»'));
        // "Nucl. Phys.": so is what has a point behind each of several words.
        let words = before.split_whitespace().count();
        let all_end = words > 1 && others.clone().count() == words - 1;
        let is_point = is_end && !all_end && !is_shortened(last) && !others.into_iter().any(is_shortened);
        is_point.then(|| Doubt::of("ends with a point", text))
    })
}

pub(super) fn markup_unbalanced(subject: &Subject<'_>) -> Vec<Remark> {
    subject.text_doubts(|text| {
        (!title::is_balanced(text)).then(|| Doubt::of("has a tag without its partner", text))
    })
}

/// Whether brackets nest and straight quotation marks come in pairs.
fn is_paired(text: &str) -> bool {
    let mut open = Vec::new();
    let mut before = ' ';
    let mut marks = 0_usize;
    for c in text.chars() {
        match c {
            '(' | '[' => open.push(c),
            ')' if open.pop() != Some('(') => return false,
            ']' if open.pop() != Some('[') => return false,
            // After a digit it stands for inches or seconds.
            '"' if !before.is_ascii_digit() => marks += 1,
            _ => {}
        }
        before = c;
    }
    open.is_empty() && marks.is_multiple_of(2)
}

pub(super) fn brackets_unbalanced(subject: &Subject<'_>) -> Vec<Remark> {
    subject.title_doubts(|text| {
        let plain = title::plain(text);
        // A digit before a closing quotation mark hides it.
        let has_number_in_quotes = plain.contains('"') && plain.contains(|c: char| c.is_ascii_digit());
        (!is_paired(&plain) && !has_number_in_quotes)
            .then(|| Doubt::of("has a bracket or quotation mark without its partner", text))
    })
}

/// Whether TeX stands in characters that are shown as they are.
fn has_tex(text: &str) -> bool {
    let after_backslash = |next: Option<char>| {
        next.is_some_and(|c| {
            c.is_ascii_alphabetic() || matches!(c, '\'' | '"' | '`' | '^' | '~' | '=' | '.' | '&' | '%' | '$')
        })
    };
    let commands = text
        .match_indices('\\')
        .any(|(at, sign)| after_backslash(text.get(at + sign.len()..).and_then(|rest| rest.chars().next())));
    let is_group = text.find('{').is_some_and(|open| text.get(open..).is_some_and(|rest| rest.contains('}')));
    commands || is_group
}

pub(super) fn tex_left_over(subject: &Subject<'_>) -> Vec<Remark> {
    subject.text_doubts(|text| {
        let is_tex = |piece: &Piece<'_>| matches!(piece, Piece::Text(part) if has_tex(part));
        let may_be = text.contains(['\\', '{']);
        (may_be && title::pieces(text).iter().any(is_tex)).then(|| Doubt::of("has TeX left over", text))
    })
}

pub(super) fn spaces_in_text(subject: &Subject<'_>) -> Vec<Remark> {
    // A text of several lines has its own use of space.
    subject.title_doubts(|text| {
        let has_more = text.contains("  ") || text.trim() != text || text.contains(['\n', '\t']);
        let words: Vec<&str> = text.split([' ', '\n', '\t', '\r']).filter(|word| !word.is_empty()).collect();
        // Spaces in verbatim TeX and in mathematics stay.
        let is_plain = !text.contains("<span");
        (has_more && is_plain).then(|| Doubt::of("has spaces too many", text).mended(words.join(" ")))
    })
}

pub(super) fn mojibake(subject: &Subject<'_>) -> Vec<Remark> {
    subject.text_doubts(|text| {
        let pairs = text.chars().zip(text.chars().skip(1));
        let is_broken = |(one, next): (char, char)| {
            matches!(one, 'Ã' | 'Â') && matches!(next, '\u{80}'..='\u{bf}') || (one == 'â' && next == '€')
        };
        // "Â" before a no-break space, and French quotation marks, are met in sound texts.
        let is_sound = |(one, next): (char, char)| one == 'Â' && matches!(next, '«' | '»' | '\u{a0}');
        let found =
            text.contains('\u{fffd}') || pairs.into_iter().any(|pair| is_broken(pair) && !is_sound(pair));
        found.then(|| Doubt::of("was read in a wrong encoding", text))
    })
}

pub(super) fn invisible_characters(subject: &Subject<'_>) -> Vec<Remark> {
    // Joiners are left alone: some scripts need them.
    let is_stray =
        |c: char| matches!(c, '\u{ad}' | '\u{feff}') || (c.is_control() && !matches!(c, '\n' | '\t' | '\r'));
    subject.text_doubts(|text| {
        let clean: String = text.chars().filter(|c| !is_stray(*c)).collect();
        (clean != text).then(|| Doubt::of("has characters that nobody sees", text).mended(clean))
    })
}

pub(super) fn subtitle_in_title(subject: &Subject<'_>) -> Vec<Remark> {
    let (Some(text), Some(subtitle)) = (subject.text(Field::Title), subject.text(Field::Subtitle)) else {
        return Vec::new();
    };
    let Some(before) = text.strip_suffix(subtitle).map(str::trim_end).and_then(|rest| rest.strip_suffix(':'))
    else {
        return Vec::new();
    };
    if before.trim().is_empty() || !title::is_balanced(before) {
        return Vec::new();
    }
    let message = format!("title ends with the subtitle: {}", shown(text));
    vec![Remark::of(Place::Here, Field::Title, message).fixed(Place::Here, Field::Title, before.trim_end())]
}

/// Words for a volume, in lower case.
const VOLUME_WORDS: &[&str] = &["vol", "vol.", "volume", "bd.", "band", "tome", "tomo", "том"];

pub(super) fn volume_in_title(subject: &Subject<'_>) -> Vec<Remark> {
    if subject.has_any(&[Field::Volume, Field::Part]) || subject.has(Place::Container, Field::Volume) {
        return Vec::new();
    }
    subject.field_doubts(Field::Title, |text| {
        let plain = title::plain(text);
        let words: Vec<&str> = plain.split_whitespace().collect();
        let [before @ .., word, number] = words.as_slice() else { return None };
        let number = number.trim_end_matches([')', '.', ']']);
        let is_number = !number.is_empty()
            && (number.bytes().all(|b| b.is_ascii_digit()) || number.bytes().all(|b| b"IVXLC".contains(&b)));
        let word = word.trim_start_matches(['(', '[']).to_lowercase();
        (!before.is_empty() && is_number && VOLUME_WORDS.contains(&word.as_str()))
            .then(|| Doubt::of("ends with the volume", text))
    })
}

/// Words that lead to the name of a translator, in lower case.
const TRANSLATED_BY: &[&str] =
    &["translated by ", "transl. by ", "trans. by ", "traduit par ", "übersetzt von "];

pub(super) fn translator_in_title(subject: &Subject<'_>) -> Vec<Remark> {
    if !subject.reference.names(Place::Here, Role::Translator).is_empty() {
        return Vec::new();
    }
    subject.title_doubts(|text| {
        let small = text.to_lowercase();
        TRANSLATED_BY
            .iter()
            .any(|words| small.contains(words))
            .then(|| Doubt::of("names a translator, who is not among the contributors", text))
    })
}

pub(super) fn title_of_container(subject: &Subject<'_>) -> Vec<Remark> {
    let container = subject.reference.fields.text(Place::Container, Field::Title);
    let (Some(text), Some(container)) = (subject.text(Field::Title), container) else { return Vec::new() };
    if !subject.edition.entry_type.is_part_of_periodical()
        || title::normalize(text) != title::normalize(container)
    {
        return Vec::new();
    }
    let message = format!("title is that of what it came out in: {}", shown(text));
    vec![Remark::of(Place::Here, Field::Title, message)]
}
