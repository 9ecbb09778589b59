use std::{borrow::Cow, ops::Range, time::Instant};

use foldhash::HashMap;
use proptest::prelude::*;
use serde::Deserialize;

use crate::formats::bib::blocks::{Block, BlockReader, Blocks, Content, Piece, RawEntry, RawField};
use crate::formats::bib::structure;

fn pieces(text: &str, value: &[Piece]) -> String {
    let piece = |piece: &Piece| {
        let inside = text[piece.range()].replace('\n', "⏎");
        match piece {
            Piece::Braced(_) => format!("{{{inside}}}"),
            Piece::Quoted(_) => format!("\"{inside}\""),
            Piece::Bare(_) => inside,
            Piece::Unquoted(_) => format!("<{inside}>"),
        }
    };
    value.iter().map(piece).collect::<Vec<_>>().join(" # ")
}

fn fields(text: &str, fields: &[RawField]) -> String {
    let field = |field: &RawField| format!("{}={}", &text[field.name.clone()], pieces(text, &field.value));
    fields.iter().map(field).collect::<Vec<_>>().join(" | ")
}

fn ranges(text: &str, ranges: &[Range<usize>]) -> String {
    ranges.iter().map(|range| text[range.clone()].replace('\n', "⏎")).collect::<Vec<_>>().join("|")
}

/// One line per block that is not blank, one per problem.
fn outline(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for block in Blocks::of(text) {
        let inside = &text[block.span.clone()];
        match &block.content {
            Content::Text if inside.trim().is_empty() => {}
            Content::Text => lines.push(format!("text {:?}", inside.trim())),
            Content::Comment => lines.push(format!("comment {inside}")),
            Content::Preamble(value) => lines.push(format!("preamble {}", pieces(text, value))),
            Content::Strings(strings) => lines.push(format!("string {}", fields(text, strings))),
            Content::Entry(entry) => {
                let key = entry.key.clone().map_or("-", |key| &text[key]);
                let mut line = format!("{} {key}", &text[entry.entry_type.clone()]);
                for (sign, part) in [
                    (": ", fields(text, &entry.fields)),
                    (" % ", ranges(text, &entry.comments)),
                    (" ?? ", ranges(text, &entry.unread)),
                ] {
                    if !part.is_empty() {
                        line.push_str(sign);
                        line.push_str(&part);
                    }
                }
                lines.push(line);
            }
        }
        lines.extend(block.problems.iter().map(|p| format!("{}: {}", p.line, p.fault)));
    }
    lines
}

#[test]
fn sound_files() {
    let cases: &[(&str, &[&str])] = &[
        ("@book{a, title = {T}, year = 1936}", &["book a: title={T} | year=1936"]),
        ("@Book(a, title = \"T (x)\", note = {)})", &["Book a: title=\"T (x)\" | note={)}"]),
        ("@book{a}", &["book a"]),
        ("@book{a,}", &["book a"]),
        ("@book {\n a\n ,\n title\n =\n {T}\n ,\n}", &["book a: title={T}"]),
        ("@book{a,t={x}} @book{b,t={y}}", &["book a: t={x}", "book b: t={y}"]),
        ("@a{k, m = jan # \" 5\" # {th}}", &["a k: m=jan # \" 5\" # {th}"]),
        ("@a{k, t = \"a {\"}b{\"} c\"}", &["a k: t=\"a {\"}b{\"} c\""]),
        ("@a{k, t = {a \"b\" c, d = e}}", &["a k: t={a \"b\" c, d = e}"]),
        ("@a{k, t = {\\{}}", &["a k: t={\\{}}", "1: @a is not closed"]),
        ("@string{a = \"b\" # c}\n@preamble{\"x\" # y}", &["string a=\"b\" # c", "preamble \"x\" # y"]),
        (
            "@comment{jabref-meta: saveActions:\ntitle[{x}];}\nx",
            &["comment @comment{jabref-meta: saveActions:\ntitle[{x}];}", "text \"x\""],
        ),
        ("@Comment(a) @comment no\n@a{k}", &["comment @Comment(a)", "text \"@comment no\"", "a k"]),
        ("write to me@book.org, @home (now)\n@a{k}", &["text \"write to me@book.org, @home (now)\"", "a k"]),
        ("% @a{k, t = {x}}\n@a{k}", &["text \"% @a{k, t = {x}}\"", "a k"]),
        ("see @a{k, t = {x}} there", &["text \"see\"", "a k: t={x}", "text \"there\""]),
        ("@a{k, % first\n t = {x}, % second {\n}", &["a k: t={x} % % first|% second {"]),
        ("@a{k, n = {\n@b{c,\n d = {e}}\n}, y = 1}", &["a k: n={⏎@b{c,⏎ d = {e}}⏎} | y=1"]),
        ("@a{Ünï:côdé-1/2, tïtle = {x}}", &["a Ünï:côdé-1/2: tïtle={x}"]),
        ("@a{k,\r\n t = {x}\r\n}\r\n", &["a k: t={x}"]),
        ("@a{k, author+an = {1=\"x\"}}", &["a k: author+an={1=\"x\"}"]),
    ];
    for (text, expected) in cases {
        assert_eq!(outline(text), *expected, "{text}");
    }
}

#[test]
fn damaged_entries_keep_what_is_sound() {
    let cases: &[(&str, &[&str])] = &[
        ("@a{k, t = {x} y = 1999}", &["a k: t={x} | y=1999", "1: no comma before “y”"]),
        ("@a{k\n t = {x}}", &["a k: t={x}", "2: no comma before “t”"]),
        ("@a{k t = {x}}", &["a k: t={x}", "1: no comma before “t”"]),
        ("@a{k, t {x}, y = 1}", &["a k: t={x} | y=1", "1: no “=” after “t”"]),
        ("@a{k, t, y = 1}", &["a k: y=1 ?? t", "1: field “t” has no value"]),
        ("@a{k, t = , y = 1}", &["a k: t= | y=1", "1: field “t” has no value"]),
        ("@a{k,, y = 1,,}", &["a k: y=1", "1: comma without a field", "1: comma without a field"]),
        (
            "@a{k, t = Two words, m = jan y = 2}",
            &[
                "a k: t=<Two words> | m=jan | y=2",
                "1: the value of “t” has no braces around it",
                "1: no comma before “y”",
            ],
        ),
        (
            "@a{k, t = {A} B {C, D}, y = 1}",
            &["a k: t={A} | y=1 ?? B {C, D}", "1: this is no field: “B {C, D}”"],
        ),
        ("@a{t = {x}}", &["a -: t={x}", "1: entry without a key"]),
        ("@a{, t = {x}}", &["a -: t={x}", "1: entry without a key"]),
        ("@a{}", &["a -", "1: entry without a key"]),
        ("@a{my key, t = {x}}", &["a my key: t={x}", "1: white space in the key “my key”"]),
        (
            "@a{k, t = {x}}, y = 1}\n@b{l}",
            &["a k: t={x} | y=1", "1: surplus closing brace; fields of the entry follow", "b l"],
        ),
        ("@a{k, t = {x}, y = 1\n\n@b{l}", &["a k: t={x} | y=1", "1: @a is not closed", "b l"]),
        (
            "@a{k,\n t = {x,\n y = {1999},\n}\n\n@b{l}",
            &["a k: t={x} | y={1999}", "2: the value of “t” is not closed", "b l"],
        ),
        (
            "@a{k,\n t = \"x,\n y = \"1999\",\n z = {q}\n}\n@b{l}",
            &["a k: t={x} | y=\"1999\" | z={q}", "2: the value of “t” is not closed", "b l"],
        ),
        (
            "@a{k,\n t = \"x\n}\n@b{l, t = \"y\"}",
            &["a k: t={x}", "2: the value of “t” is not closed", "b l: t=\"y\""],
        ),
        (
            "@a(k,\n t = \"x\n)\n@b(l, t = \"y\")",
            &["a k: t={x}", "2: the value of “t” is not closed", "b l: t=\"y\""],
        ),
        (
            "@a{k,\n t = {x {y,\n z = {q}\n}\n  @b{l}",
            &["a k: t={x {y} | z={q}", "2: the value of “t” is not closed", "b l"],
        ),
        ("@a{k, t = {x", &["a k: t={x}", "1: the value of “t” is not closed", "1: @a is not closed"]),
        ("@a{k, t =", &["a k: t=", "1: field “t” has no value", "1: @a is not closed"]),
        ("@a{k, t", &["a k ?? t", "1: this is no field: “t”", "1: @a is not closed"]),
        ("@a{k", &["a k", "1: @a is not closed"]),
        ("@a{", &["a -", "1: entry without a key", "1: @a is not closed"]),
        ("@comment{x\n@a{k}", &["comment @comment{x\n", "1: @comment is not closed", "a k"]),
        (
            "@article nothing\n@a{k}",
            &["text \"@article nothing\"", "1: “@article” begins no entry: no brace follows", "a k"],
        ),
        ("@string{x}\n@a{k}", &["string ", "1: this is no field: “x”", "a k"]),
        ("@preamble{\"x\" y}\n@a{k}", &["preamble \"x\"", "1: this is no field: “y”", "a k"]),
        ("}} junk @ \" {\n@a{k}", &["text \"}} junk @ \\\" {\"", "a k"]),
    ];
    for (text, expected) in cases {
        assert_eq!(outline(text), *expected, "{text}");
    }
}

/// What two other readers make of a sound file must be what we make of it.
const SOUND: &str = r#"
Free text, an address (me@there.org) and a
@string{ pub = "Éditions " # {du Seuil} }
@preamble{ "\newcommand{\x}{y}" # pub }
@comment{ jabref-meta: grouping: }
@book{ serge1951,
  title = {Mémoires d'un {R}évolutionnaire},
  publisher = pub,
  year = 1951, note = "a {"} b" # { c } # pub
}
@article ( x:y/2 , Title = "T" , month = jan # "~5" )
@misc{empty}
"#;

#[derive(Debug, Deserialize)]
enum Token<'t> {
    Variable(&'t str),
    Text(&'t str),
}

#[derive(Debug, Deserialize)]
struct ForeignEntry<'t> {
    entry_type: &'t str,
    entry_key: &'t str,
    #[serde(borrow)]
    fields: HashMap<&'t str, Vec<Token<'t>>>,
}

#[derive(Debug, Deserialize)]
enum Foreign<'t> {
    #[serde(borrow)]
    Regular(ForeignEntry<'t>),
    #[serde(borrow)]
    Macro(Option<(&'t str, Vec<Token<'t>>)>),
    #[serde(borrow)]
    Comment(&'t str),
    #[serde(borrow)]
    Preamble(Vec<Token<'t>>),
}

fn foreign_value(tokens: &[Token<'_>]) -> Vec<String> {
    let token = |token: &Token<'_>| match token {
        Token::Variable(name) => format!("={name}"),
        Token::Text(text) => (*text).to_owned(),
    };
    tokens.iter().map(token).collect()
}

fn own_value(text: &str, pieces: &[Piece]) -> Vec<String> {
    let piece = |piece: &Piece| match &text[piece.range()] {
        bare if matches!(piece, Piece::Bare(_)) && bare.parse::<u64>().is_err() => {
            format!("={bare}")
        }
        inside => inside.to_owned(),
    };
    pieces.iter().map(piece).collect()
}

#[test]
fn raw_tokens_are_those_of_serde_bibtex() {
    // To that reader every @ begins an entry.
    let text = &SOUND.replace("me@", "me at ");
    let foreign: Vec<Foreign<'_>> = serde_bibtex::from_str(text).expect("sound");
    let own: Vec<Block> = Blocks::of(text).filter(|block| block.content != Content::Text).collect();
    assert_eq!(own.len(), foreign.len());
    for (block, foreign) in own.iter().zip(&foreign) {
        assert!(block.problems.is_empty(), "{:?}", block.problems);
        match (&block.content, foreign) {
            (Content::Entry(own), Foreign::Regular(foreign)) => {
                assert_eq!(&text[own.entry_type.clone()], foreign.entry_type);
                assert_eq!(own.key.clone().map(|key| &text[key]), Some(foreign.entry_key));
                assert_eq!(own.fields.len(), foreign.fields.len());
                for field in &own.fields {
                    let tokens = &foreign.fields[&text[field.name.clone()]];
                    assert_eq!(own_value(text, &field.value), foreign_value(tokens));
                }
            }
            (Content::Strings(own), Foreign::Macro(Some((name, value)))) => {
                assert_eq!(&text[own[0].name.clone()], *name);
                assert_eq!(own_value(text, &own[0].value), foreign_value(value));
            }
            (Content::Preamble(own), Foreign::Preamble(value)) => {
                assert_eq!(own_value(text, own), foreign_value(value));
            }
            (Content::Comment, Foreign::Comment(inside)) => {
                assert!(text[block.span.clone()].contains(inside));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn spans_are_those_of_tree_sitter() {
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_bibtex::language()).expect("the language fits the parser");
    let tree = parser.parse(SOUND, None).expect("no time limit is set");
    let mut cursor = tree.walk();
    let foreign: Vec<(usize, Range<usize>)> = tree
        .root_node()
        .children(&mut cursor)
        .filter(|node| matches!(node.kind(), "entry" | "string" | "preamble"))
        .map(|node| (node.start_position().row + 1, node.byte_range()))
        .collect();
    let own: Vec<(usize, Range<usize>)> = Blocks::of(SOUND)
        .filter(|block| !matches!(block.content, Content::Text | Content::Comment))
        .map(|block| (block.line, block.span))
        .collect();
    assert_eq!(own, foreign);
}

/// Each damages every entry of a file in a way that would send a naive reader to the end of it.
const HOSTILE: &[&str] = &[
    "@a{k, t = {x\n",
    "@a{k, t = \"x\n",
    "@a(k,t=\" {\"}\n",
    "@a(k,t={x}\n",
    "@a{k, t = {x}\n}}\n",
    "@a{k, t={\n",
    "@a{",
    "@a{\n",
    "@a(\n",
    "@",
    "@ \n",
    "{",
    "}",
    "\"",
    "@a{k, t = \"\n",
    "@comment{\n",
    "@comment(\n",
    "@string{a = \n",
    "@preamble{\"\n",
    "@a{k,\n x\n y\n",
    "@a{k,\n t = {\n y = {\n",
    "a=\n",
    ",",
    "%",
    "\r",
];

#[test]
fn hostile_files_take_linear_time() {
    for unit in HOSTILE {
        for closing in ["", "}}", "\""] {
            let count = 100_000 / unit.len();
            let text = format!("{}{}", unit.repeat(count), closing.repeat(count));
            let start = Instant::now();
            let end = Blocks::of(&text).fold(0, |end, block| {
                assert_eq!(block.span.start, end);
                block.span.end
            });
            assert_eq!(end, text.len());
            let seconds = start.elapsed().as_secs_f64();
            assert!(seconds < 30.0, "{unit:?} {closing:?}: {seconds} s");
        }
    }
}

/// Pieces of which damaged files are made; more likely to hit a branch than any characters are.
fn scrap() -> impl Strategy<Value = String> {
    let scraps = [
        "@", "{", "}", "(", ")", "\"", ",", "=", "#", "%", "\n", "\r\n", " ", "book", "string", "comment",
        "preamble", "k", "t", "é", "1", "\0", "\\", "@book{", "\n@a{", " = {", "},\n", "x@y",
    ];
    prop::collection::vec(prop::sample::select(scraps.to_vec()), 0..60).prop_map(|scraps| scraps.concat())
}

/// Sound entries with scraps among them, so that there is where to cut.
fn sound_and_damaged() -> impl Strategy<Value = String> {
    let entries = [
        "@book{a, t = {x}}\n",
        "@book{b,\n t = \"y\",\n}\n",
        "% @c{d}\n",
        "@string(m = {x})\n",
        "me@x.org\r\n",
    ];
    let mail = "@book{p, t = {write to me@x (home) or @home (away)}}\n";
    prop::collection::vec(
        prop_oneof![1 => Just(mail.to_owned()), 4 => prop::sample::select(entries.to_vec()).prop_map(str::to_owned), 1 => scrap()],
        0..8,
    )
    .prop_map(|texts| texts.concat())
}

/// A block of a piece as one of the whole text.
fn moved(block: Block, by: usize) -> Block {
    let range = |range: Range<usize>| range.start + by..range.end + by;
    let values = |values: Vec<Piece>| {
        let value = |value: Piece| match value {
            Piece::Braced(inside) => Piece::Braced(range(inside)),
            Piece::Quoted(inside) => Piece::Quoted(range(inside)),
            Piece::Bare(inside) => Piece::Bare(range(inside)),
            Piece::Unquoted(inside) => Piece::Unquoted(range(inside)),
        };
        values.into_iter().map(value).collect()
    };
    let fields = |fields: Vec<RawField>| {
        let field =
            |field: RawField| RawField { name: range(field.name), value: values(field.value), ..field };
        fields.into_iter().map(field).collect()
    };
    let content = match block.content {
        Content::Text | Content::Comment => block.content,
        Content::Preamble(value) => Content::Preamble(values(value)),
        Content::Strings(strings) => Content::Strings(fields(strings)),
        Content::Entry(entry) => Content::Entry(RawEntry {
            entry_type: range(entry.entry_type),
            key: entry.key.map(range),
            fields: fields(entry.fields),
            comments: entry.comments.into_iter().map(range).collect(),
            unread: entry.unread.into_iter().map(range).collect(),
        }),
    };
    Block { span: range(block.span), content, ..block }
}

proptest! {
    /// A text that is prepared piece by piece has the blocks that it has as a whole.
    #[test]
    fn pieces_have_the_blocks_of_the_whole(text in prop_oneof![scrap(), sound_and_damaged()], least in 0_usize..40) {
        let whole: Vec<Block> = Blocks::of(&text).collect();
        let (mut pieces, mut from, mut line) = (Vec::new(), 0, 1);
        while from < text.len() {
            let reader = BlockReader::piece(Cow::Borrowed(&text[from..]), &structure::Piece { line, least });
            let mut at = 0;
            while let Some(block) = reader.block_at(at) {
                at = block.span.end;
                pieces.push(moved(block, from));
            }
            line = reader.line(at);
            from += at;
        }
        prop_assert_eq!(pieces, whole);
    }

    #[test]
    fn blocks_cover_any_text(text in prop_oneof![scrap(), any::<String>()]) {
        let mut end = 0;
        for block in Blocks::of(&text) {
            prop_assert_eq!(block.span.start, end);
            prop_assert!(block.span.end > end);
            end = block.span.end;
            outline(&text[block.span]);
        }
        prop_assert_eq!(end, text.len());
    }

    #[test]
    fn a_sound_entry_after_a_damaged_one_is_whole(damaged in scrap()) {
        // A line that opens more groups than it closes would rightly take the next entry in.
        let opens = damaged.matches('{').count() + damaged.matches('(').count();
        prop_assume!(opens == 0 || !damaged.contains('}'));
        let text = format!("{damaged}\n@book{{sound, title = {{T}}}}\n");
        let found = outline(&text).iter().any(|line| line == "book sound: title={T}");
        prop_assert!(found, "{:?}", outline(&text));
    }
}
