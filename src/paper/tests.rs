use std::{io, path::Path, path::PathBuf};

use foldhash::HashMap;
use proptest::prelude::*;

use super::{Cited, Dialect, Gathered, Kind, follow};

/// Follows manuscripts in files that are only in memory; the first is the manuscript.
fn gather(files: &[(&str, &str)]) -> Gathered {
    let texts: HashMap<PathBuf, String> =
        files.iter().map(|(path, text)| (PathBuf::from(path), (*text).to_owned())).collect();
    let first = Path::new(files[0].0);
    let kind = Kind::of(first).expect("an ending that is known");
    let mut load =
        |path: &Path| texts.get(path).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound));
    follow(&[(first.to_owned(), kind)], &mut load).expect("the manuscript is there")
}

fn key(cited: &Cited) -> &str {
    match cited {
        Cited::Key(key) => key,
        Cited::Everything => "*",
        Cited::Keyless(item) => &item.title,
    }
}

fn keys(name: &str, text: &str) -> String {
    let gathered = gather(&[(name, text)]);
    gathered.citations.iter().map(|citation| key(&citation.cited)).collect::<Vec<_>>().join(" ")
}

fn check(name: &str, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(keys(name, text), *expected, "{text}");
    }
}

#[test]
fn latex() {
    check(
        "paper.tex",
        &[
            (r"\cite{a}, \parencite[12]{b} \footcite[see][12--15]{c, d,e}", "a b c d e"),
            (
                r"\Textcite*{a} \citet*[p.~3]{b} \Citep{c} \citeauthor{d} \citeyearpar{e} \citealp{f}",
                "a b c d e f",
            ),
            (r"\cites(see)(and more)[1][2]{a}[4]{b}{c} (not) {d}", "a b c"),
            (r"\parencites{a}{b}\footcitetexts(x)()[2]{c}", "a b c"),
            (r"\volcite{2}[15]{a} \pvolcite[see]{3}{b} \volcites{1}{c}[x]{2}[5]{d}", "a b c d"),
            (r"\parencite[see also \cite{b}, {]}]{a}", "b a"),
            ("\\cite{a,% first\n  b,\n  c}", "a b c"),
            ("\\cite\n  [3]\n  {a}", "a"),
            (r"\nocite{*} \nocite{a}", "* a"),
            (r"% \cite{a}", ""),
            (r"50\% \cite{a}", "a"),
            (r"\verb|\cite{a}| \verb*+\cite{b}+ \lstinline{\cite{c}} \lstinline[x]!\cite{d}!", ""),
            ("\\begin{verbatim}\n\\cite{a}\n\\end{verbatim}\\cite{b}", "b"),
            ("\\begin{lstlisting}[language=TeX]\n\\cite{a}\n\\end{lstlisting}\\cite{b}", "b"),
            (r"\iffalse \cite{a} \ifx x \cite{b}\fi \fi \cite{c}", "c"),
            (r"\newcommand{\mycite}[1]{\autocite{#1}} \mycite{a}", "a"),
            (r"\begin{document}\cite{a}\end{document}\cite{b}", "a"),
            (r"\DeclareCiteCommand{\jcite}{a}{b}{c}{d} \citestyle{x} \AtEveryCite{y} \bibcite{a}{1}", ""),
            (r"\citetalias{a} \defcitealias{b}{B} \bibentry{c} \citetext{see d}", "a c"),
            (r"\\cite{a} \emph{x\cite{b}}", "b"),
            ("\\cite{a\n\n}\\cite{b}", "a b"),
            (r"\cite{a", "a"),
        ],
    );
}

#[test]
fn traces_of_latex() {
    check(
        "paper.aux",
        &[
            ("\\relax\n\\citation{a,b}\n\\bibstyle{plain}\n\\bibdata{refs}\n\\bibcite{a}{1}", "a b"),
            ("\\abx@aux@cite{0}{a}\n\\abx@aux@segm{0}{0}{a}\n\\abx@aux@cite{b}\n", "a b"),
            ("\\citation{*}", "*"),
        ],
    );
    check(
        "paper.bcf",
        &[(
            "<bcf:section number=\"0\">\n<bcf:citekey order=\"1\" intorder=\"1\">a&amp;b</bcf:citekey>\n\
             <bcf:citekey order=\"0\" nocite=\"1\">*</bcf:citekey></bcf:section>",
            "a&b *",
        )],
    );
}

#[test]
fn markdown() {
    check(
        "paper.md",
        &[
            ("As [@a, p. 3; see also -@b] says; @c [p. 4] and @{http://x.y/z}.", "a b c http://x.y/z"),
            ("@a. @b: @c; @d's [@e_f.g:h] @i--j @1984", "a b c d e_f.g:h i 1984"),
            ("me@place.org <me@place.org> \\@a `@b` ``@c ` @d`` @e", "e"),
            ("```\n@a\n```\n~~~~ {.x}\n@b\n~~~\n@c\n~~~~\n@d", "d"),
            ("```{r}\n@a\n```\n\n    @b\n\n\t@c\n\n@d", "d"),
            ("Text\n    @a\n\n- item\n\n    @b\n", "a b"),
            ("[text @a](https://x.y/@b) https://x.y/@c <https://x.y/@d> ![x](d/@e.png)", "a"),
            ("[x]: https://x.y/@a\n\n[^1]: A note [@b].", "b"),
            ("<!-- @a --> @b <!-- @c\n@d\n--> @e <a href=\"@f\">@g</a>", "b e g"),
            ("---\nbibliography: refs.json\nauthor: x@y.z\nnocite: |\n  @a, @b\n---\n@c", "a b c"),
            ("---\nnocite: '@*'\n---\n", "*"),
            ("---\nreferences:\n- id: a\n  title: A\n---\n@a @b", "b"),
            ("![x](y.png){#fig:x}\n\nSee @fig:x and @a.", "a"),
            ("(@good) An example\n\nAs (@good) shows, @a", "a"),
            ("> quoted [@a]\n\nA ` tick and @b", "a b"),
            ("@fig-a", "fig-a"),
            (
                r"As \cite{a} and \citep[see][p. 3]{b, c}; \parencites[1]{d}[2]{e} \nocite{*} [@f]",
                "a b c d e * f",
            ),
            (r"`\cite{a}` \\cite{b} \emph{@c} \citation{d} \textcite*{e}", "c e"),
            ("```\n\\cite{a}\n```\n\\autocite[see \\cite{b}]{c} @d", "b c d"),
            ("\\citep[see @a and \\citet[b @c\n\n\\cite{d}", "a c d"),
            ("\\cite @a \\cite", "a"),
        ],
    );
    check(
        "paper.qmd",
        &[
            (r"\cite{fig-a}", "fig-a"),
            ("@fig-a @tbl-b @Sec-c @serge-d [@a]\n\n```{python}\n@b\n```", "serge-d a"),
        ],
    );
}

#[test]
fn typst() {
    check(
        "paper.typ",
        &[
            ("@a[p. 3] and @b. See @c: #cite(<d>, supplement: [see @e], form: \"prose\")", "a b c d e"),
            ("= Title <intro>\nSee @intro and @a.", "a"),
            ("// @a\n/* @b /* @c */ @d */ @e", "e"),
            ("`@a` ```typ @b ` @c``` @d", "d"),
            ("#let x = \"@a\"\n@b #text(\"@c\")[@d] #link(\"https://x.y/@e\")[@f]", "b d f"),
            ("https://x.y/@a @b $x @ y$ \\@c", "b"),
            ("#cite(label(\"a:b/c\")) #ref(<x>) #std.cite(<d>)", "a:b/c d"),
            ("#figure([x @a], caption: [y @b]) <fig>\n@fig", "a b"),
            ("#if true [@a] else [@b]\n@c", "a b c"),
            ("#show cite: it => { it }\n#set text(size: 3pt)\n@a", "a"),
            ("#bibliography(\"x.yml\", full: true)", "*"),
        ],
    );
}

#[test]
fn org_and_asciidoc() {
    check(
        "paper.org",
        &[
            ("[cite:@a] [cite/t:see @b p. 3; @c] [cite/a/bare:@d]", "a b c d"),
            ("cite:a,b citet:c. [[cite:&d p. 3;&e]] nocite:f", "a b c d e f"),
            ("# [cite:@a]\n#+begin_src org\n[cite:@b]\n#+end_src\n=[cite:@c]= ~cite:d~ [cite:@e]", "e"),
            ("#+nocite: @a @b\n#+bibliography: refs.json\nme@place.org", "a b"),
            ("[cite:see\n@a]", "a"),
        ],
    );
    check(
        "paper.adoc",
        &[
            ("cite:[a] citenp:[b(12-15, 18), c] cite:see[d]", "a b c d"),
            ("// cite:[a]\n----\ncite:[b]\n----\n`cite:[c]` cite:[d] x@y.z", "d"),
        ],
    );
}

#[test]
fn places_are_lines_and_columns_in_characters() {
    let gathered = gather(&[("paper.tex", "Mémoires \\cite{a,\n  b}")]);
    let places: Vec<_> = gathered.citations.iter().map(|cited| (cited.line, cited.column)).collect();
    assert_eq!(places, [(1, 16), (2, 3)]);
}

#[test]
fn files_are_followed_once() {
    let gathered = gather(&[
        ("text/paper.tex", "\\cite{a}\\input{one}\\include{./two}\\input{gone}\\cite{z}"),
        ("text/one.tex", "\\cite{b}\\input{paper}\\input one \\subfile{deep/three.tex}"),
        ("text/two.tex", "\\cite{c}"),
        ("text/deep/three.tex", "\\cite{d}"),
    ]);
    let mut found: Vec<_> = gathered.citations.iter().map(|citation| key(&citation.cited)).collect();
    found.sort_unstable();
    assert_eq!(found, ["a", "b", "c", "d", "z"]);
    let unread: Vec<_> = gathered.unread.iter().map(|file| (file.path.as_str(), file.from.1)).collect();
    assert_eq!(unread, [("gone", 1)]);
    for (name, text, included) in [
        ("a.qmd", "{{< include _b.qmd >}}", "_b.qmd"),
        ("d/a.typ", "#include \"b.typ\"", "d/b.typ"),
        ("a.org", "#+include: \"b.org\" :lines 1", "b.org"),
        ("a.adoc", "include::b.adoc[]", "b.adoc"),
        ("a.aux", "\\@input{b.aux}", "b.aux"),
    ] {
        let cite = "\\citation{k}\n@k cite:[k] [cite:@k]";
        let gathered = gather(&[(name, text), (included, cite)]);
        assert_eq!(gathered.files.len(), 2, "{name}");
        assert!(gathered.citations.iter().any(|citation| key(&citation.cited) == "k"), "{name}");
    }
}

#[test]
fn manuscripts_say_their_dialect_and_bibliography() {
    let told = |name, text| {
        let Gathered { dialect, style, bibliographies, .. } = gather(&[(name, text)]);
        let names: Vec<String> = bibliographies.iter().map(|path| path.display().to_string()).collect();
        (dialect, style.unwrap_or_default(), names.join(" "))
    };
    let (biblatex, bibtex) = (Some(Dialect::Biblatex), Some(Dialect::Bibtex));
    for (name, text, dialect, style, files) in [
        (
            "a.tex",
            "\\usepackage[style=apa, backend=biber]{biblatex}\\addbibresource{r.bib}",
            biblatex,
            "apa",
            "r.bib",
        ),
        ("a.tex", "\\usepackage{biblatex-chicago}\\bibliography{r}", biblatex, "chicago", "r.bib"),
        ("a.tex", "\\bibliographystyle{plainnat}\\bibliography{r, s.bib}", bibtex, "plainnat", "r.bib s.bib"),
        ("d/a.tex", "\\bibliography{r}", biblatex, "", "d/r.bib"),
        (
            "a.md",
            "---\nbibliography:\n  - r.json\n  - \"s.bib\"\n---\n",
            Some(Dialect::CslJson),
            "",
            "r.json s.bib",
        ),
        ("a.md", "---\nbibliography: [r.json, s.bib]\n---\n", Some(Dialect::CslJson), "", "r.json s.bib"),
        (
            "a.typ",
            "#bibliography((\"r.yml\", \"s.bib\"), title: \"x\")",
            Some(Dialect::Hayagriva),
            "",
            "r.yml s.bib",
        ),
        ("a.org", "#+bibliography: r.json", Some(Dialect::CslJson), "", "r.json"),
        ("a.adoc", ":bibtex-file: r.bib\n", bibtex, "", "r.bib"),
        ("a.bcf", "<bcf:datasource type=\"file\">r.bib</bcf:datasource>", biblatex, "", "r.bib"),
    ] {
        assert_eq!(told(name, text), (dialect, style.to_owned(), files.to_owned()), "{text}");
    }
}

/// Pieces that mean something in one of the languages.
const PIECES: &[&str] = &[
    "\\cite",
    "\\cites",
    "\\begin{verbatim}",
    "\\end{verbatim}",
    "\\verb|",
    "\\iffalse ",
    "\\fi",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "%",
    "\n",
    "\n\n",
    "@",
    "@{",
    "key",
    ",",
    ";",
    "`",
    "```",
    "~~~",
    "<",
    ">",
    "<!--",
    "-->",
    "---\n",
    "#",
    "#cite(",
    "#let ",
    "\"",
    "//",
    "/*",
    "*/",
    "$",
    "\\",
    "[cite:",
    "cite:",
    ":",
    "&",
    "é",
    "    ",
    "- ",
    "=",
    "https://",
    "]: ",
    "{{< include ",
    "\\input{",
    "bibliography",
    "<bcf:citekey>",
];

proptest! {
    #[test]
    fn anything_is_taken(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..60)) {
        let text = pieces.concat();
        for name in ["a.tex", "a.aux", "a.bcf", "a.md", "a.qmd", "a.typ", "a.org", "a.adoc"] {
            for citation in gather(&[(name, &text)]).citations {
                let line = text.split('\n').nth(citation.line - 1).unwrap_or_default();
                prop_assert!(citation.column <= line.chars().count() + 1, "{name}: {text:?}");
            }
        }
    }
}

#[test]
fn time_grows_with_the_text() {
    for piece in PIECES {
        let text = piece.repeat(60_000 / piece.len());
        // A hundredth of a second for linear readers; the machine may be busy with other things.
        let began = std::time::Instant::now();
        for name in ["a.tex", "a.aux", "a.bcf", "a.md", "a.typ", "a.org", "a.adoc"] {
            gather(&[(name, &text)]);
        }
        assert!(began.elapsed().as_secs() < 40, "{piece:?} takes {:?}", began.elapsed());
    }
}
