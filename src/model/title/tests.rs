use foldhash::{HashSet, HashSetExt};
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

#[test]
fn casings() {
    let cases = [
        ("Birth of Our Power", Casing::Title),
        ("The Long Dusk of a Small Town", Casing::Title),
        ("What Everyone Should Know about State Repression", Casing::Title),
        ("Birth of our power", Casing::Sentence),
        ("From Lenin to Stalin and back again", Casing::Sentence),
        ("Letters from Paris", Casing::Unclear),
        ("From Lenin to Stalin", Casing::Unclear),
        ("Victor Serge and Soviet Russia Today", Casing::Title),
        ("Resistance", Casing::Unclear),
        ("", Casing::Unclear),
        ("MEMOIRS OF A MAN", Casing::Unclear),
        (
            "<span class=\"nocase\">Victor Serge</span> in <span class=\"nocase\">Paris</span>",
            Casing::Unclear,
        ),
        ("<i>Ville</i> Conquise: The City", Casing::Title),
    ];
    for (title, expected) in cases {
        assert_eq!(casing(title), expected, "{title}");
    }
}

#[test]
fn sentence_case() {
    let cases = [
        ("Birth of Our Power", "Birth of our power"),
        ("The City: A Novel in Two Parts", "The city: A novel in two parts"),
        ("What Now? The Next Step! And Then", "What now? The next step! And then"),
        ("The End of an Era. The First Years", "The end of an era. The first years"),
        ("The Town. The First Years", "The town. The first years"),
        ("The <Sup>A</Sup> City", "The <Sup>a</Sup> city"),
        ("Ideas of Mr. Harper on Art", "Ideas of Mr. Harper on art"),
        ("From Lenin to Stalin", "From Lenin to Stalin"),
        ("Russia Twenty Years After: Leninism's Fate", "Russia twenty years after: Leninism's fate"),
        ("The Case of Comrade Tulayev", "The case of comrade Tulayev"),
        (
            "Workers of the United States and the United Front",
            "Workers of the United States and the united front",
        ),
        ("A French Diary in October and May", "A French diary in October and may"),
        ("The Anglo-Russian Entente", "The Anglo-Russian entente"),
        ("The USSR after McDonald: 20th-Century Notes", "The USSR after McDonald: 20th-century notes"),
        ("What I Saw in U.S. Schools", "What I saw in U.S. schools"),
        ("Self-Portrait of A Lady", "Self-portrait of a lady"),
        ("On Vitamin A", "On vitamin A"),
        ("The Year's Work, Don't Ask", "The year's work, don't ask"),
        (
            "The <i>Great</i> <span class=\"nocase\">Fear</span> of <b>T</b>owns",
            "The <i>great</i> <span class=\"nocase\">Fear</span> of <b>t</b>owns",
        ),
        (
            "A <span class=\"math\">X</span>Ray of a <span class=\"math\">X</span>-Ray",
            "A <span class=\"math\">X</span>Ray of a <span class=\"math\">X</span>-ray",
        ),
        ("“The Good” War", "“The good” war"),
        ("Über Öl", "Über öl"),
    ];
    let names = HashSet::from_iter(["Tulayev".to_owned()]);
    for (title, expected) in cases {
        assert_eq!(to_sentence_case(title, &names), expected, "{title}");
        assert_eq!(to_sentence_case(expected, &names), expected, "{title}");
    }
}

#[test]
fn title_case() {
    let nocase = |short: &str| short.replace('⟦', Tag::NoCase.open()).replace('⟧', SPAN_CLOSE);
    let cases = [
        ("Birth of our power", "Birth of Our Power"),
        ("The city: a novel in two parts", "The City: A Novel in Two Parts"),
        ("Letters from Paris to New York", "Letters from ⟦Paris⟧ to ⟦New York⟧"),
        ("The USSR after 1920", "The ⟦USSR⟧ After 1920"),
        ("USSR notes", "⟦USSR⟧ Notes"),
        ("What I saw", "What ⟦I⟧ Saw"),
        ("Something to hold on to", "Something to Hold on To"),
        ("Anglo-Saxon self-portraits", "Anglo-⟦Saxon⟧ Self-Portraits"),
        ("An Anglo-Saxon poem", "An ⟦Anglo-Saxon⟧ Poem"),
        ("The <i>Iliad</i> of x and i.e. the <b>o</b>ld", "The <i>⟦Iliad⟧</i> of x and i.e. the <b>O</b>ld"),
        ("The ⟦Paris⟧ commune", "The ⟦Paris⟧ Commune"),
        ("Who's who in ’t Veld", "Who's Who in ’t ⟦Veld⟧"),
    ];
    for (title, expected) in cases {
        assert_eq!(to_title_case(&nocase(title)), nocase(expected), "{title}");
    }
}

/// Titles in sentence case: words and names of all shapes with marks between them, a capital where a sentence begins.
fn sentence_cased() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "the",
        "of",
        "a",
        "to",
        "town",
        "years",
        "self-made",
        "don't",
        "x",
        "e.g.",
        "ßx",
        "ıx",
        "Paris",
        "I",
        "A",
        "McKay",
        "USSR",
        "Of",
        "20th",
        "iPad",
        "U.S.",
        "“new”",
        "(old)",
        "<i>blue</i>",
        "<i>Red</i>",
        "<b>n</b>ice",
        "<b>N</b>ext",
        "été",
        "Élan",
        "<span class=\"nocase\">Rome</span>",
        "<span class=\"math\">x</span>-rays",
        "<span class=\"tex\">\\foo</span>",
        "Town:",
        "Years?",
        "Work!",
        "Home.",
        "etc.",
        "–",
        "and/or",
    ]);
    prop::collection::vec(word, 0..9).prop_map(|words| {
        let mut title = String::new();
        for word in words {
            let starts =
                title.is_empty() || [": ", "? ", "! ", "Home. "].iter().any(|stop| title.ends_with(stop));
            title.push_str(if starts { "Next " } else { "" });
            title.push_str(word);
            title.push(' ');
        }
        title.trim_end().to_owned()
    })
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

/// The markup of a text, but for `nocase`.
fn without_protection(marked: &str) -> Vec<Piece<'_>> {
    let markup = |piece: &Piece| {
        !matches!(piece, Piece::Text(_) | Piece::Open(Tag::NoCase) | Piece::Close(Tag::NoCase))
    };
    pieces(marked).into_iter().filter(markup).collect()
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
    fn title_case_is_undone(title in sentence_cased()) {
        let unprotected = |marked: &str| marked.replace(Tag::NoCase.open(), "").replace(SPAN_CLOSE, "");
        let there = to_title_case(&title);
        let back = to_sentence_case(&there, &HashSet::new());
        prop_assert_eq!(unprotected(&back), unprotected(&title), "{}", there);
        // With its names protected it comes back as it is.
        prop_assert_eq!(to_sentence_case(&to_title_case(&back), &HashSet::new()), back);
    }

    #[test]
    fn case_changes_letters_only(marked in tag_soup()) {
        for changed in [to_sentence_case(&marked, &HashSet::new()), to_title_case(&marked)] {
            prop_assert_eq!(plain(&changed).to_lowercase(), plain(&marked).to_lowercase());
            prop_assert!(is_balanced(&changed) || !is_balanced(&marked));
            prop_assert_eq!(without_protection(&changed), without_protection(&marked));
        }
        casing(&marked);
    }

    #[test]
    fn keys_are_stable(text in tag_soup()) {
        let key = normalize(&text);
        // A mark at the end, which goes, has the whole text decomposed at once.
        prop_assert_eq!(normalize(&format!("{text}\u{301}")), key.as_str());
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

#[test]
fn mathematics_that_type_can_set() {
    let nocase = |marked: &str| [Tag::NoCase.open(), marked, Tag::NoCase.close()].concat();
    for (source, printed) in [
        ("_2", "<sub>2</sub>"),
        ("_{2}", "<sub>2</sub>"),
        ("^{-3}", "<sup>−3</sup>"),
        ("^{13}", "<sup>13</sup>"),
        (r"10\,\%", "10%"),
        (r"\times", "×"),
        (r"\alpha", &nocase("α")),
        (r"\alpha_{s}", &nocase("α<sub><i>s</i></sub>")),
        ("n", &nocase("<i>n</i>")),
        ("xy^2+y", &nocase("<i>xy</i><sup>2</sup>+<i>y</i>")),
        (r"\mathrm{CO}_2", &nocase("CO<sub>2</sub>")),
    ] {
        assert_eq!(typeset(source).as_deref(), Some(printed), "{source}");
    }
    for beyond in [r"\frac{a}{b}", "x^{y^2}", r"\sqrt{2}", "{", "^", r"x\\y", r"\", "a<b", "x^{{2}}"] {
        assert_eq!(typeset(beyond), None, "{beyond}");
    }
}
