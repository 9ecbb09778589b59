//! The inline markup of [`crate::model::title`], taken apart.

/// What a marked text consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Open(Tag),
    Close(Tag),
    Math(&'a str),
    Tex(&'a str),
}

/// Markup that encloses other markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Italic,
    Bold,
    Superscript,
    Subscript,
    SmallCaps,
    NoCase,
}

const TAGS: &[(&str, &str, Tag)] = &[
    ("<i>", "</i>", Tag::Italic),
    ("<b>", "</b>", Tag::Bold),
    ("<sup>", "</sup>", Tag::Superscript),
    ("<sub>", "</sub>", Tag::Subscript),
    ("<sc>", "</sc>", Tag::SmallCaps),
    ("<span class=\"nocase\">", "</span>", Tag::NoCase),
];

/// Takes a marked text apart. What is not markup is text.
pub(super) fn pieces(marked: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    // Where an opening tag stands among the pieces; one that is never closed goes back to text.
    let mut open: Vec<(usize, &(&str, &str, Tag))> = Vec::new();
    let mut rest = marked;
    while let Some(at) = rest.find('<') {
        let (text, tail) = rest.split_at(at);
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        let (piece, length) = next_piece(tail, &mut open, pieces.len());
        pieces.push(piece);
        rest = tail.get(length..).unwrap_or_default();
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    for (at, tag) in open {
        if let Some(piece) = pieces.get_mut(at) {
            *piece = Piece::Text(tag.0);
        }
    }
    pieces
}

fn next_piece<'a>(
    tail: &'a str,
    open: &mut Vec<(usize, &(&str, &str, Tag))>,
    number: usize,
) -> (Piece<'a>, usize) {
    for (start, piece) in [
        ("<span class=\"math\">", Piece::Math as fn(&'a str) -> Piece<'a>),
        ("<span class=\"tex\">", Piece::Tex),
    ] {
        if let Some((source, _)) = tail.strip_prefix(start).and_then(|rest| rest.split_once("</span>")) {
            return (piece(source), start.len() + source.len() + "</span>".len());
        }
    }
    if let Some(tag) = TAGS.iter().find(|tag| tail.starts_with(tag.0)) {
        open.push((number, tag));
        return (Piece::Open(tag.2), tag.0.len());
    }
    if let Some((_, tag)) = open.pop_if(|(_, tag)| tail.starts_with(tag.1)) {
        return (Piece::Close(tag.2), tag.1.len());
    }
    (Piece::Text(tail.get(..1).unwrap_or_default()), 1)
}

/// The text without markup.
pub(super) fn plain(marked: &str) -> String {
    pieces(marked)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Text(text) | Piece::Math(text) | Piece::Tex(text) => Some(text),
            Piece::Open(_) | Piece::Close(_) => None,
        })
        .collect()
}

/// A key for matching and sorting: lower case without diacritics, one space between words.
pub(super) fn normalize(marked: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let letters: String = plain(marked)
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}
