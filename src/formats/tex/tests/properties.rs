//! Whatever is read or written comes back: texts made at random.

use proptest::prelude::*;

use super::*;

/// Characters that mean something to TeX, and some that look as if they did.
fn piece_of_text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        "\\",
        "{",
        "}",
        "$",
        "&",
        "#",
        "_",
        "%",
        "^",
        "~",
        "-",
        "--",
        "---",
        "`",
        "``",
        "'",
        "''",
        "\"",
        "!",
        "?",
        "<",
        ">",
        "<i>",
        "</i>",
        "i>",
        "</span>",
        "|",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\t",
        "\u{a0}",
        "\u{202f}",
        "\u{ad}",
        "\u{200c}",
        "“",
        "”",
        "‘",
        "’",
        "–",
        "—",
        "…",
        "é",
        "É",
        "ç",
        "ı",
        "í",
        "ß",
        "ø",
        "ǿ",
        "ế",
        "e\u{301}",
        "m\u{304}",
        "i\u{309}",
        "ı\u{304}",
        "\u{301}",
        "Ж",
        "中",
        "한",
        "Å",
        "\\emph",
        "\\foo",
        "[",
        "]",
        "*",
        "a",
        "X",
    ]);
    prop_oneof![3 => special.prop_map(str::to_owned), 1 => "\\PC{0,4}"]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece_of_text(), 0..6).prop_map(|parts| parts.concat())
}

/// Marked text with tags nested at random, mathematics, and TeX in the form in which it is read.
fn marked_text() -> impl Strategy<Value = String> {
    let verbatim = prop::sample::select(vec![
        "⟦math x_1 < y⟧",
        "⟦math \\frac{1}{2}⟧",
        "⟦math \\mbox{$a$}⟧",
        "⟦tex \\foo{a}⟧",
        "⟦tex \\foo[x]{a}{b}⟧",
        "⟦tex {\\tt a}⟧",
        "⟦tex \\LaTeX{}⟧",
        "⟦tex \\foo{}⟧",
        "⟦tex $$x$$⟧",
        "⟦tex \\!⟧",
        "⟦tex <⟧",
    ]);
    let leaf = prop_oneof![4 => text(), 1 => verbatim.prop_map(marked)];
    leaf.prop_recursive(4, 24, 5, |inner| {
        let tag = prop::sample::select(Tag::ALL.to_vec());
        (tag, prop::collection::vec(inner, 0..5))
            .prop_map(|(tag, parts)| [tag.open(), &parts.concat(), tag.close()].concat())
    })
}

/// What of a marked text TeX can say: see "What comes back" in the module's words.
fn sayable(marked: &str, kind: Kind) -> String {
    let mut said = String::new();
    let mut literal = String::new();
    let mut protections = 0;
    for piece in title::pieces(marked) {
        let markup = match piece {
            Piece::Text(text) | Piece::Tex(text @ "<") => {
                let kept = |c: char| c == '\n' && kind == Kind::Text;
                literal
                    .extend(text.chars().map(|c| if "\t\n\r\x0c".contains(c) && !kept(c) { ' ' } else { c }));
                continue;
            }
            Piece::Open(Tag::NoCase) => {
                protections += 1;
                if protections > 1 || kind == Kind::Text {
                    continue;
                }
                Tag::NoCase.open().to_owned()
            }
            Piece::Close(Tag::NoCase) => {
                protections -= 1;
                if protections > 0 || kind == Kind::Text {
                    continue;
                }
                Tag::NoCase.close().to_owned()
            }
            Piece::Open(tag) => tag.open().to_owned(),
            Piece::Close(tag) => tag.close().to_owned(),
            Piece::Math(source) => [title::MATH_OPEN, source, title::SPAN_CLOSE].concat(),
            Piece::Tex(source) => [title::TEX_OPEN, source, title::SPAN_CLOSE].concat(),
        };
        said.push_str(&title::escape(&literal));
        literal.clear();
        said.push_str(&markup);
    }
    said.push_str(&title::escape(&literal));
    said.replace(&[Tag::NoCase.open(), Tag::NoCase.close()].concat(), "")
}

/// Whether braces match as BibTeX counts them.
fn braces_match(tex: &str) -> bool {
    let mut depth = 0;
    for byte in tex.bytes() {
        depth += match byte {
            b'{' => 1,
            b'}' => -1,
            _ => 0,
        };
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// TeX of all sorts, right and wrong.
fn tex_soup() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "{",
        "}",
        "{}",
        "$",
        "$$",
        "\\(",
        "\\)",
        "\\",
        "\\\\",
        "\\emph{",
        "\\emph",
        "\\it ",
        "{\\tt ",
        "\\foo",
        "\\foo ",
        "\\foo{",
        "*",
        "[",
        "]",
        "\\'",
        "\\'{",
        "\\c",
        "\\i",
        "\\ss",
        "\\LaTeX",
        "\\enquote{",
        "\\par",
        "\\newline",
        "\\,",
        "\\ ",
        "\\protect",
        "~",
        "-",
        "`",
        "'",
        " ",
        "\n",
        "\n\n",
        "<i>",
        "</i>",
        "<span class=\"nocase\">",
        "</span>",
        "<",
        "é",
        "\u{301}",
        "a",
        "b",
        "\\ensuremath{",
        "\\{",
        "\\}",
        "\\url{",
        "\\$",
    ]);
    let part = prop_oneof![12 => part.prop_map(str::to_owned), 1 => "\\PC{0,3}", 1 => any::<String>()];
    prop::collection::vec(part, 0..16).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_written_is_read_back(marked in marked_text()) {
        for kind in [Kind::Title, Kind::Text] {
            for repertoire in REPERTOIRES {
                let tex = write(&marked, kind, repertoire);
                prop_assert!(braces_match(&tex), "{tex}");
                prop_assert_eq!(read(&tex, kind), composed(sayable(&marked, kind)), "{:?} {}", repertoire, tex);
            }
        }
    }

    #[test]
    fn plain_words_are_read_back(words in text()) {
        let words = composed(words.replace(['\n', '\t'], " "));
        for repertoire in REPERTOIRES {
            let tex = write(&words, Kind::Plain, repertoire);
            prop_assert!(braces_match(&tex), "{tex}");
            prop_assert_eq!(read(&tex, Kind::Plain), words.as_str(), "{:?} {}", repertoire, tex);
        }
    }

    #[test]
    fn control_characters_part_nothing(tex in "[a-c{}\\\\\u{0}\u{81} ]{0,12}") {
        let without = tex.replace(['\u{0}', '\u{81}'], "");
        for kind in KINDS {
            prop_assert_eq!(read(&tex, kind), read(&without, kind), "{:?}", kind);
        }
    }

    #[test]
    fn what_is_plain_needs_no_reader(tex in "[a-c é–\u{301}\u{1}\u{85}.,:;!?()\\[\\]\"/%#_^=+*0-9'`~-]{0,12}") {
        for kind in KINDS {
            prop_assert_eq!(read(&tex, kind), read_commands(&tex, kind), "{:?}", kind);
        }
    }

    #[test]
    fn what_stands_for_itself_needs_no_writer(
        marked in "[a-c é\u{301}\u{1}.,:;!?()\\[\\]\"/%#_^=+*0-9'`~<>&$\\\\{}-]{0,6}[a-c '-]{0,6}",
    ) {
        for kind in KINDS {
            for repertoire in REPERTOIRES {
                let written = write_commands(&marked, kind, repertoire, ItalicsAs::Emphasis);
                prop_assert_eq!(write(&marked, kind, repertoire), written, "{:?} {:?}", kind, repertoire);
            }
        }
    }

    #[test]
    fn rewriting_settles_at_once(tex in tex_soup()) {
        for kind in KINDS {
            let marked = read(&tex, kind);
            prop_assert!(kind == Kind::Plain || title::is_balanced(&marked), "{marked}");
            for repertoire in REPERTOIRES {
                let written = write(&marked, kind, repertoire);
                prop_assert!(braces_match(&written), "{written}");
                let again = write(&read(&written, kind), kind, repertoire);
                prop_assert_eq!(&again, &written, "{:?} {}", kind, marked);
            }
        }
    }

    #[test]
    fn any_bytes_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let tex = String::from_utf8_lossy(&bytes);
        for kind in KINDS {
            let marked = read(&tex, kind);
            for repertoire in REPERTOIRES {
                prop_assert!(braces_match(&write(&marked, kind, repertoire)));
            }
        }
    }
}
