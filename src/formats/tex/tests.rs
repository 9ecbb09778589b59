use proptest::prelude::*;

use super::*;
use crate::model::title::{self, Piece, Tag};

const KINDS: [Kind; 3] = [Kind::Title, Kind::Text, Kind::Plain];
const REPERTOIRES: [Repertoire; 2] = [Repertoire::Unicode, Repertoire::Ascii];

/// A marked text with its spans written short: `⟦tex …⟧`, `⟦math …⟧`, `⟦…⟧` for `nocase`.
fn marked(short: &str) -> String {
    short
        .replace("⟦tex ", title::TEX_OPEN)
        .replace("⟦math ", title::MATH_OPEN)
        .replace('⟦', Tag::NoCase.open())
        .replace('⟧', title::SPAN_CLOSE)
}

fn check_reading(kind: Kind, cases: &[(&str, &str)]) {
    for (tex, expected) in cases {
        assert_eq!(read(tex, kind), marked(expected), "{tex}");
    }
}

#[test]
fn accents_in_every_spelling() {
    check_reading(
        Kind::Text,
        &[
            (r"\'e \'{e} {\'e} {\'{e}} \' e \'{ e }x", "é é é é é é x"),
            (
                r"\`a \^o \~n \=u \.z \u g \v{s} \H{o} \c{c} \c c \k{a} \r{u} \d{h} \b d",
                "à ô ñ ū ż ğ š ő ç ç ą ů ḥ ḏ",
            ),
            (r#"\"u \"{u} {\"u}"#, "ü ü ü"),
            (r"\'\i \'{\i} \'{\i}n {\'\i} \v{\j} \^\i le", "íí ín í ǰ île"),
            (r"\d{\i} \k{\i}", "\u{131}\u{323} \u{131}\u{328}"),
            (r"\'{\^e} \^{\d e} \'{\ae}", "ế ệ ǽ"),
            (r"\t{oo} \'{ab}c \'x", "o\u{361}o ábc x\u{301}"),
            (r"\'{} \^{} \~{} \c{}, \'", "´ ^ ~ ¸, ´"),
            (r"\textcommabelow{s}", "ș"),
            (r"795\psqq, 12\psq{} and", "795\u{a0}sqq., 12\u{a0}sq. and"),
            ("e\u{301}t\u{301}e\u{302}\u{323} и\u{306} =\u{338}", "ét\u{301}ệ й =\u{338}"),
            (r"Sm{\'\i}\dh ur {\DH}", "Smíður Ð"),
        ],
    );
}

#[test]
fn letters_and_signs() {
    check_reading(
        Kind::Text,
        &[
            (r"\ss \ae\oe\o \l \aa {\O}re \L{}", "ßæœøłåØre Ł"),
            (r"\OE uvres", "Œuvres"),
            (r"a -- b --- c ``d'' `e' don't ?`x !`y", "a – b — c “d” ‘e' don't ¿x ¡y"),
            (r"-{}- '{}' `{}`", "-- '' ‘‘"),
            (r"a~b\,c\ d\-e\/f", "a\u{a0}b\u{202f}c d\u{ad}ef"),
            (r"a\textcompwordmark{}b", "a\u{200c}b"),
            (r"Gel{\cprime}ra \ocirc{u} {\polhk e} \udot{t}", "Gelʹra ů ę ṭ"),
            (r"\& \% \$ \# \_ \{ \} \textasciitilde\ \textbackslash{}", "& % $ # _ { } ~ \\"),
            (r"100% & #1 a_b x^y", "100% & #1 a_b x^y"),
            (r"\ldots{} \dots. \textendash{} \textquoteright s", "… …. – ’s"),
            (r"\guillemotleft a\guillemotright{} \og mot\fg{}.", "«a» «\u{a0}mot\u{a0}»."),
            (r"\enquote{a \enquote{b} c}, \mkbibquote{d} \mkbibparens{e}", "“a ‘b’ c”, “d” (e)"),
            (r"tail\", "tail\\"),
            ("a{b", "a{b"),
            ("a}b", "a}b"),
        ],
    );
}

#[test]
fn styles() {
    check_reading(
        Kind::Text,
        &[
            (
                r"\emph{a} \textit{b} {\it c} {\em d} \mkbibemph{e}",
                "<i>a</i> <i>b</i> <i>c</i> <i>d</i> <i>e</i>",
            ),
            (r"{\bfseries a} \textbf{b\textit{c}}", "<b>a</b> <b>b<i>c</i></b>"),
            (
                r"\textsc{a}{\sc b} 1\textsuperscript{er} H\textsubscript{2}O",
                "<sc>a</sc><sc>b</sc> 1<sup>er</sup> H<sub>2</sub>O",
            ),
            (r"a \it b", "a <i>b</i>"),
            (r"\emph {a}", "<i>a</i>"),
            (r"in <i>vitro</i> a<b", "in <i>vitro</i> a<b"),
            (r"<i>a", "⟦tex <⟧i>a"),
            (r"\emph{<i>a}</i>", "<i>⟦tex <⟧i>a</i>⟦tex <⟧/i>"),
        ],
    );
}

#[test]
fn what_is_kept_as_tex() {
    check_reading(
        Kind::Text,
        &[
            (r"\LaTeX rocks, \LaTeX{} too", r"⟦tex \LaTeX ⟧rocks, ⟦tex \LaTeX{}⟧ too"),
            (r"\foo{a}{b}c \foo[x]{a} \foo {a}", r"⟦tex \foo{a}{b}⟧c ⟦tex \foo[x]{a}⟧ ⟦tex \foo {a}⟧"),
            (r"{\tt a} b", r"⟦tex {\tt a}⟧ b"),
            (r"{a \tt b} c", r"⟦tex {a \tt b}⟧ c"),
            (r"{\noopsort{b}}c", r"⟦tex {\noopsort{b}}⟧c"),
            (r"\url{http://a_b/~c%20}", r"⟦tex \url{http://a_b/~c%20}⟧"),
            (r"$x < y$ \(z\) \ensuremath{w} $$v$$", "⟦math x < y⟧ ⟦math z⟧ ⟦math w⟧ ⟦tex $$v$$⟧"),
            (r"$a$$b$ costs $5", "⟦math a⟧⟦math b⟧ costs $5"),
            (r"$\mbox{$a$}$", r"⟦math \mbox{$a$}⟧"),
            (r"a\!b \'{\emph{e}}", r"a⟦tex \!⟧b ⟦tex \'{\emph{e}}⟧"),
            (r"\foo{</span>}", r"⟦tex \foo{<{}/span>}⟧"),
        ],
    );
}

#[test]
fn braces_of_titles() {
    check_reading(
        Kind::Title,
        &[
            ("The {USSR} in {W}ar", "The ⟦USSR⟧ in ⟦W⟧ar"),
            ("{Ville conquise}", "⟦Ville conquise⟧"),
            ("{{Ville} conquise}", "⟦Ville conquise⟧"),
            (r"{\'E}mile {É}mile {{\'E}}mile", "Émile ⟦É⟧mile ⟦É⟧mile"),
            (r"{\it Ville} \emph{La {C}ommune}", "<i>Ville</i> <i>La ⟦C⟧ommune</i>"),
            (r"{\emph{Ville}} {{\emph{Ville}}}", "<i>Ville</i> ⟦<i>Ville</i>⟧"),
            (r"{\relax Ch}ina \noopsort{b}{The} a", r"⟦tex {\relax Ch}⟧ina ⟦tex \noopsort{b}{The}⟧ a"),
            (r"Using \LaTeX {T}ools {}", r"Using ⟦tex \LaTeX ⟧⟦T⟧ools "),
            (
                r"{\TeX}: {{\TeX }} {\LuaTeX{}} {\Foo}",
                r"⟦tex \TeX⟧: ⟦⟦tex \TeX ⟧⟧ ⟦tex \LuaTeX{}⟧ ⟦tex {\Foo}⟧",
            ),
            ("  Two\n\n  lines \\\\ ", "Two lines ⟦tex \\\\⟧"),
            ("<span class=\"nocase\">A</span> b", "⟦A⟧ b"),
        ],
    );
}

#[test]
fn line_breaks_of_texts() {
    check_reading(
        Kind::Text,
        &[
            ("a\nb", "a b"),
            ("a\n\n  b", "a\n\nb"),
            (r"a \par b\par{} c", "a\n\nb\n\nc"),
            (r"a \\ b\newline c", "a\nb\nc"),
            ("a \\ ", "a  "),
            ("{ \\\\ \\tt é}\\emph{ \\\\ é}", "⟦tex { \\\\ \\tt é}⟧<i>\né</i>"),
        ],
    );
}

#[test]
fn plain_values() {
    check_reading(
        Kind::Plain,
        &[
            (r"{Soci\'et\'e} <i>x</i>", "Société <i>x</i>"),
            (r"\emph{a} $x_2$ {\relax Yu}ri \LaTeX{}", "a x2 Yuri LaTeX"),
            ("a\n\nb", "a b"),
        ],
    );
}

#[test]
fn writing() {
    use Repertoire::{Ascii, Unicode};
    let cases = [
        ("Émile & Œuvre 100%", Unicode, r"Émile \& Œuvre 100\%"),
        ("Émile & Œuvre 100%", Ascii, r"{\'E}mile \& {\OE}uvre 100\%"),
        (
            "ç í ĩ ế ǿ ị ș ĵ",
            Ascii,
            r"{\c{c}} {\'i} {\~\i} {\'\^e} {\'\o} {\d{i}} {\textcommabelow{s}} {\^\j}",
        ),
        ("m\u{304}x", Ascii, r"{\=m}x"),
        ("l’an “II” – a—b…", Ascii, r"l{\textquoteright}an ``II'' -- a---b{\ldots}"),
        ("l’an “II” – a—b…", Unicode, "l’an “II” – a—b…"),
        ("a--b ''c'' `d`", Unicode, r"a-{}-b '{}'c'{}' \textasciigrave{}d\textasciigrave{}"),
        ("–-", Ascii, "--{}-"),
        (
            "{x}~^\\$#_",
            Unicode,
            r"\textbraceleft{}x\textbraceright{}\textasciitilde{}\textasciicircum{}\textbackslash{}\$\#\_",
        ),
        ("a\u{a0}b\u{202f}c", Unicode, r"a~b\,c"),
        ("a  b ", Unicode, r"a \ b\ "),
        (
            "<i>A <b>b</b></i> <sc>c</sc><sup>d</sup><sub>e</sub>",
            Unicode,
            r"\emph{A \textbf{b}} \textsc{c}\textsuperscript{d}\textsubscript{e}",
        ),
        ("⟦USSR⟧, ⟦<i>Ville</i>⟧, ⟦Émile⟧", Unicode, r"{USSR}, {{\emph{Ville}}}, {Émile}"),
        ("⟦Émile⟧ ⟦a ⟦b⟧⟧ ⟦⟧", Ascii, r"{{\'E}mile} {a b}\ "),
        (
            "⟦math x^2⟧ ⟦tex \\LaTeX⟧x ⟦tex \\foo⟧ ⟦tex \\foo{a}⟧⟦B⟧",
            Unicode,
            r"$x^2$ {\LaTeX}x \foo{} \foo{a}\protect{B}",
        ),
        (
            "⟦tex \\TeX⟧: ⟦⟦tex \\TeX ⟧⟧ <i>⟦tex \\LuaTeX{}⟧</i>",
            Unicode,
            r"{\TeX}: {{\TeX }} \emph{{\LuaTeX{}}}",
        ),
        ("⟦math a$b\\⟧ ⟦math \\{⟧ ⟦tex \\foo{⟧", Unicode, r"$a\$b\ $ $\lbrace $ \foo"),
        ("a < b <i>", Unicode, r"a \textless{} b \textless{}{}i\textgreater{}"),
        ("a < b", Ascii, r"a {\textless} b"),
        ("a<1>c | d", Unicode, r"a\textless{}1\textgreater{}c \textbar{} d"),
        ("⟦tex <⟧i>", Unicode, r"\textless{}{}i\textgreater{}"),
        ("⟦math a<b|c>⟧", Unicode, "$a<b|c>$"),
        ("Кибальчич, Андрей; έν; ǽ", Ascii, r"Кибальчич, Андрей; έν; {\'\ae}"),
    ];
    for (short, repertoire, expected) in cases {
        assert_eq!(write(&marked(short), Kind::Title, repertoire), expected, "{short}");
    }
    assert_eq!(write("a\n\nb\nc", Kind::Text, Unicode), r"a\par{}b\newline{}c");
    assert_eq!(
        write("<i>R&D</i>", Kind::Plain, Unicode),
        r"\textless{}i\textgreater{}R\&D\textless{}/i\textgreater{}"
    );
    assert_eq!(write("https://example.org/<a>|b", Kind::Verbatim, Unicode), "https://example.org/<a>|b");
}

#[test]
fn verbatim_values_are_not_tex() {
    let path = r"C:\files\10.1000_{a}%20.pdf";
    assert_eq!(read(path, Kind::Verbatim), path);
    assert_eq!(write(path, Kind::Verbatim, Repertoire::Ascii), path);
    assert_eq!(write("a}b{", Kind::Verbatim, Repertoire::Unicode), "a%7Db%7B");
}

#[test]
fn deep_and_long_values_are_read_at_once() {
    let many = 10_000;
    let parts = [
        "{",
        "}",
        "{}",
        "$",
        "$$",
        r"\(",
        r"\emph{",
        r"\foo{",
        r"\'{",
        r"\'",
        r"\foo[",
        r"{\tt ",
        r"\it ",
        "<i>",
        "</i>",
        "<b></i>",
        r"\url{$",
        r"\enquote{",
        "`",
        "-",
        " ",
        r"\\",
        r"\",
    ];
    for part in parts {
        for kind in KINDS {
            let once = read(&part.repeat(many), kind);
            assert!(kind == Kind::Plain || title::is_balanced(&once), "{part}");
            write(&once, kind, Repertoire::Ascii);
        }
    }
    for (open, close) in
        [("{", "}"), (r"\emph{", "}"), (r"{\tt ", "}"), ("{a ", r" \tt b}"), (r"\'{", "}"), ("<i>", "</i>")]
    {
        let nested = open.repeat(many) + &close.repeat(many);
        for kind in KINDS {
            write(&read(&nested, kind), kind, Repertoire::Unicode);
        }
    }
}

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
