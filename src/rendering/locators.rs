//! The place in a text that is cited: "p. 12", "ch. 3", "§ 4".

use hayagriva::citationberg::taxonomy::Locator as Kind;

/// A place in what is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locator {
    pub(super) kind: Kind,
    /// The numbers or names of it.
    pub text: String,
}

/// What stands before a number, with what it is a number of.
const LABELS: &[(&[&str], Kind)] = &[
    (&["p", "pp", "page", "pages", "s", "seite", "seiten"], Kind::Page),
    (&["ch", "chap", "chaps", "chapter", "chapters"], Kind::Chapter),
    (&["§", "§§", "sec", "secs", "section", "sections"], Kind::Section),
    (&["vol", "vols", "volume", "volumes"], Kind::Volume),
    (&["no", "nos", "issue"], Kind::Issue),
    (&["fig", "figs", "figure", "figures"], Kind::Figure),
    (&["n", "nn", "note", "notes"], Kind::Note),
    (&["l", "ll", "line", "lines"], Kind::Line),
    (&["bk", "bks", "book", "books"], Kind::Book),
    (&["pt", "pts", "part", "parts"], Kind::Part),
    (&["¶", "¶¶", "para", "paras", "par", "paragraph", "paragraphs"], Kind::Paragraph),
    (&["fol", "fols", "folio", "folios"], Kind::Folio),
    (&["col", "cols", "column", "columns"], Kind::Column),
    (&["v", "vv", "verse", "verses"], Kind::Verse),
    (&["op", "opus"], Kind::Opus),
    (&["s.v", "s.vv"], Kind::SubVerbo),
];

impl Locator {
    /// Takes a locator from the beginning of a text, and gives it with what follows it. A number without a label is
    /// one of a page.
    pub fn read(text: &str) -> (Option<Locator>, &str) {
        let text = text.trim();
        let label_end = text.find(|c: char| c.is_ascii_digit() || c.is_whitespace()).unwrap_or(text.len());
        let label = text[..label_end].trim_end_matches('.').to_lowercase();
        let named = LABELS.iter().find(|(labels, _)| labels.contains(&label.as_str())).map(|(_, kind)| *kind);
        let (kind, rest) = match named {
            Some(kind) => (kind, text[label_end..].trim_start()),
            None if text.starts_with(|c: char| c.is_ascii_digit()) || is_roman(&label) => (Kind::Page, text),
            None => return (None, text),
        };
        let end = number_end(rest);
        let number = rest[..end].trim_end_matches([',', ' ', '-', '–']);
        if number.is_empty() {
            return (None, text);
        }
        let locator = Locator { kind, text: number.to_owned() };
        (Some(locator), rest[number.len()..].trim_start_matches([',', ' ']))
    }
}

fn is_roman(label: &str) -> bool {
    !label.is_empty() && label.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c' | 'd' | 'm'))
}

/// Where the numbers at the beginning of a text end: digits, Roman numbers and single letters, with what parts them.
fn number_end(text: &str) -> usize {
    let mut end = 0;
    for (at, word) in text.split_inclusive([' ', ',']).scan(0, |at, word| {
        let begin = *at;
        *at += word.len();
        Some((begin, word))
    }) {
        let bare = word.trim_end_matches([' ', ',']);
        let is_number = bare.chars().any(|c| c.is_ascii_digit())
            || is_roman(&bare.to_lowercase())
            || bare == "f"
            || bare == "ff";
        if !is_number {
            break;
        }
        end = at + bare.len();
    }
    end
}
