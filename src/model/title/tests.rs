use proptest::prelude::*;

use super::*;

#[test]
fn pieces_of_marked_text() {
    use Piece::{Close, Math, Open, Tex, Text};
    use Tag::{Bold, Italic, NoCase, Superscript};
    let cases: &[(&str, &[Piece])] = &[
        ("", &[]),
        ("a < b & c", &[Text("a < b & c")]),
        ("<i>a</i>", &[Open(Italic), Text("a"), Close(Italic)]),
        (
            "x<b><i>y</i></b>z",
            &[Text("x"), Open(Bold), Open(Italic), Text("y"), Close(Italic), Close(Bold), Text("z")],
        ),
        ("<i>a", &[Text("<i>a")]),
        ("a</i>", &[Text("a</i>")]),
        ("<em>a</em>", &[Text("<em>a</em>")]),
        ("<i>a<b>c</i>", &[Open(Italic), Text("a<b>c"), Close(Italic)]),
        ("<i>a<b></i>c</b>", &[Open(Italic), Text("a<b>"), Close(Italic), Text("c</b>")]),
        ("<span class=\"nocase\">UN</span>", &[Open(NoCase), Text("UN"), Close(NoCase)]),
        (
            "<sup><span class=\"math\">a<i>b</span></sup>",
            &[Open(Superscript), Math("a<i>b"), Close(Superscript)],
        ),
        ("<span class=\"tex\">\\LaTeX</span>", &[Tex("\\LaTeX")]),
        ("<span class=\"tex\">\\LaTeX", &[Text("<span class=\"tex\">\\LaTeX")]),
        ("<span>a</span>", &[Text("<span>a</span>")]),
    ];
    for (marked, expected) in cases {
        assert_eq!(pieces(marked), *expected, "{marked}");
    }
}

#[test]
fn plain_text() {
    let cases = [
        ("a & b", "a & b"),
        ("<i>Ville</i> conquise", "Ville conquise"),
        ("H<sub>2</sub>O < <b>x</b>", "H2O < x"),
        ("<span class=\"math\">\\alpha_{2}^x</span>-decay", "α2x-decay"),
        ("The <span class=\"tex\">\\LaTeX{}</span> Companion", "The LaTeX Companion"),
        ("<span class=\"tex\">\\texttt{a\\_b}</span>", "a_b"),
        ("<span class=\"tex\">\\url{http://a/~b_c}</span>!", "http://a/~b_c!"),
        ("<span class=\"tex\">\\href{http://a}{here}</span>", "here"),
        ("<span class=\"tex\">\\foo[x]{y}</span>", "y"),
        ("<span class=\"tex\"><</span>i>", "<i>"),
    ];
    for (marked, expected) in cases {
        assert_eq!(plain(marked), expected, "{marked}");
    }
}

#[test]
fn keys() {
    let cases = [
        ("Mémoires d’un révolutionnaire", "memoires d un revolutionnaire"),
        ("  L’<i>Année</i> I -- (1930) ", "l annee i 1930"),
        ("Ærø, Łódź & Straße", "aero lodz strasse"),
        ("ﬁn de siècle", "fin de siecle"),
        ("İstanbul", "istanbul"),
        ("Виктор Серж", "виктор серж"),
        ("Полночь всё", "полночь все"),
        ("हिन्दी", "हिन्दी"),
        ("…", ""),
    ];
    for (marked, expected) in cases {
        assert_eq!(normalize(marked), expected, "{marked}");
    }
}

#[test]
fn escaped_text_shows_itself() {
    assert_eq!(escape("a <b"), "a <b");
    assert_eq!(escape("<i>a</i>"), "<span class=\"tex\"><</span>i>a<span class=\"tex\"><</span>/i>");
    assert_eq!(balance("<b><i>a</i>"), "<span class=\"tex\"><</span>b><i>a</i>");
}

/// Text in which tags of all kinds are frequent, in any order.
fn tag_soup() -> impl Strategy<Value = String> {
    let tag = prop::sample::select(vec![
        "<i>",
        "</i>",
        "<b>",
        "</b>",
        "<sup>",
        "</sup>",
        "<sub>",
        "<sc>",
        "</span>",
        MATH_OPEN,
        TEX_OPEN,
        "<span class=\"nocase\">",
        "<",
        ">",
        "&",
        "<u>",
        "\\LaTeX",
        "{",
        "}",
        "ø",
        " ",
    ]);
    let part = prop_oneof![tag.prop_map(str::to_owned), "\\PC{0,3}"];
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn pieces_nest_and_give_the_text_back(marked in tag_soup()) {
        let mut open = Vec::new();
        let mut again = String::new();
        for piece in pieces(&marked) {
            match piece {
                Piece::Text(text) => again.push_str(text),
                Piece::Open(tag) => {
                    open.push(tag);
                    again.push_str(tag.open());
                }
                Piece::Close(tag) => {
                    prop_assert_eq!(open.pop(), Some(tag));
                    again.push_str(tag.close());
                }
                Piece::Math(source) => again = again + MATH_OPEN + source + SPAN_CLOSE,
                Piece::Tex(source) => again = again + TEX_OPEN + source + SPAN_CLOSE,
            }
        }
        prop_assert!(open.is_empty());
        prop_assert_eq!(again, marked);
    }

    #[test]
    fn balancing_changes_no_meaning(marked in tag_soup()) {
        let balanced = balance(&marked);
        prop_assert!(is_balanced(&balanced));
        prop_assert_eq!(balance(&balanced), balanced.as_ref());
        prop_assert_eq!(plain(&balanced), plain(&marked));
    }

    #[test]
    fn escaped_is_literal(text in tag_soup()) {
        let escaped = escape(&text);
        prop_assert!(is_balanced(&escaped));
        prop_assert_eq!(plain(&escaped), text.as_str());
    }

    #[test]
    fn keys_are_stable(text in tag_soup()) {
        let key = normalize(&text);
        prop_assert_eq!(normalize(&key), key);
    }
}

#[test]
fn a_million_tags_are_read_at_once() {
    for tag in ["<i>", "</i>", "<i></b>", MATH_OPEN, TEX_OPEN, "<i><b></i>"] {
        let marked = tag.repeat(300_000);
        assert!(pieces(&marked).len() <= 900_000);
    }
    let nested = "<i>".repeat(300_000) + &"</i>".repeat(300_000);
    assert_eq!(pieces(&nested).len(), 600_000);
}
