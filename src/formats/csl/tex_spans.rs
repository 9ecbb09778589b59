//! TeX in the private members of an item. A stranger can write them as well as we can, and what stands in such a
//! span is run when a library is written as TeX: only what does no more than set type stays TeX.

use std::borrow::Cow;

use crate::formats::tex::is_harmless;
use crate::model::title::{self, MATH_OPEN, Piece, SPAN_CLOSE, TEX_OPEN};

/// The text with every span of TeX that might do more than set type as the characters that it consists of.
pub(super) fn disarm(marked: &str) -> Cow<'_, str> {
    if !marked.contains(TEX_OPEN) && !marked.contains(MATH_OPEN) {
        return Cow::Borrowed(marked);
    }
    let mut safe = String::with_capacity(marked.len());
    for piece in title::pieces(marked) {
        match piece {
            Piece::Text(text) => safe.push_str(text),
            Piece::Open(tag) => safe.push_str(tag.open()),
            Piece::Close(tag) => safe.push_str(tag.close()),
            Piece::Math(source) => push_span(&mut safe, MATH_OPEN, source),
            Piece::Tex(source) => push_span(&mut safe, TEX_OPEN, source),
        }
    }
    if safe == marked { Cow::Borrowed(marked) } else { Cow::Owned(safe) }
}

fn push_span(safe: &mut String, open: &str, source: &str) {
    let span = [open, source, SPAN_CLOSE].concat();
    if is_harmless(source) { safe.push_str(&span) } else { safe.push_str(&title::escape(&span)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_prints_stays_tex() {
        let tex = |source: &str| format!("a <i>{TEX_OPEN}{source}{SPAN_CLOSE}</i>");
        for source in ["<", "\\LaTeX", "\\textsc{x} \\& \\'e", "\\\\", "{\\it x}", "\\enquote{x}"] {
            assert_eq!(disarm(&tex(source)), tex(source));
        }
        for source in [
            "\\input{x}",
            "\\textsc{\\input{x}}",
            "\\\\\\input x",
            "^^5cinput{x}",
            "\\csname x\\endcsname",
            "\\write18{x}",
            "\\@@input x",
        ] {
            let safe = disarm(&tex(source)).into_owned();
            assert_eq!(title::plain(&safe), format!("a {TEX_OPEN}{source}{SPAN_CLOSE}"));
        }
        let math = format!("{MATH_OPEN}\\alpha_2 \\frac{{1}}{{x}}{SPAN_CLOSE}");
        assert_eq!(disarm(&math), math);
    }
}
