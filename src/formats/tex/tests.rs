mod properties;

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
