//! Any reference, for the property tests of all formats.

use proptest::{collection::vec, option, prelude::*, sample::select};

use crate::{
    fields::{FIELDS, Kind, ROLES, Row},
    model::{
        Date, Ending, EntryType, Extra, Link, LinkKind, Name, NameList, Reference, Standing, Value, WorkKind,
    },
};

/// Words, signs that some format gives a meaning to, and markup.
const PIECES: &[&str] = &[
    "Mémoires",
    "d'un",
    "révolutionnaire",
    "Ville",
    "conquise",
    "war",
    "1917",
    "III",
    "Серж",
    "漢字",
    "ß",
    "ﬁ",
    " ",
    " ",
    " ",
    " and ",
    ", ",
    "; ",
    ": ",
    " – ",
    "--",
    "-",
    "—",
    "“",
    "”",
    "‘",
    "’",
    "'",
    "\"",
    "(",
    ")",
    "&",
    "%",
    "$",
    "#",
    "_",
    "{",
    "}",
    "\\",
    "~",
    "^",
    "@",
    "!",
    "?",
    ".",
    "=",
    "|",
    "+",
    "*",
    "/",
    "[",
    "]",
    "<",
    ">",
    "\u{a0}",
    "\u{301}",
    "x < y",
    "<i>état</i>",
    "<b>fort</b>",
    "<sup>e</sup>",
    "<sc>URSS</sc>",
    "<span class=\"nocase\">Paris</span>",
    "<i>l'<b>an</b> I</i>",
];

fn marked() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => vec(select(PIECES), 1..8).prop_map(|pieces| pieces.concat()),
        1 => "[A-Z][a-z]{2,8}( [a-z]{2,8}){0,4}",
    ]
    .prop_filter("a value is not empty", |text| !text.trim().is_empty())
}

fn plain() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => marked().prop_map(|text| text.replace(['<', '>'], "")),
        1 => any::<String>(),
        2 => "[A-Za-z0-9 .-]{1,12}",
    ]
    .prop_filter("a value is not empty", |text| !text.is_empty())
}

fn date() -> impl Strategy<Value = Date> {
    let dates = [
        "1936",
        "1936-05",
        "1936-05-07",
        "1936~",
        "1936?",
        "1936%",
        "193X",
        "19XX",
        "1936/1938",
        "1936/..",
        "../1936",
        "1936/",
        "1936-06/1936-07",
        "1994-23",
        "-0043",
        "0000",
        "[1667,1668]",
        "1936-05~",
        "1936-~05",
        "{1936,1938}",
        "Y-17000",
        "XXXX",
        "in press",
        "n.d.",
        "May 1936",
        "12e année; \"n° 3\"",
        "1930?/1931~",
        "1936-05-07T12:00:00",
    ];
    prop_oneof![6 => select(dates.to_vec()).prop_map(Date::parse), 1 => plain().prop_map(|t| Date::parse(&t))]
        .prop_filter("a date is not empty", |date| !date.as_str().is_empty())
}

fn value(row: &Row) -> BoxedStrategy<Value> {
    match row.kind {
        Kind::Date => date().prop_map(Value::Date).boxed(),
        Kind::TextList => vec(marked(), 1..4).prop_map(Value::List).boxed(),
        Kind::Keywords | Kind::Identifier => vec(plain(), 1..4).prop_map(Value::List).boxed(),
        Kind::Languages => vec(language(), 1..3).prop_map(Value::List).boxed(),
        Kind::Language => language().prop_map(Value::Text).boxed(),
        Kind::Title | Kind::Subtitle | Kind::Text => marked().prop_map(Value::Text).boxed(),
        Kind::Number | Kind::Pages | Kind::Word => prop_oneof![
            select(vec!["1", "12–15", "2", "phdthesis", "magazine", "inpress"]).prop_map(str::to_owned),
            plain()
        ]
        .prop_map(Value::Text)
        .boxed(),
        Kind::Verbatim => prop_oneof![Just("https://example.org/a_b%20c?d=e&f#g~h".to_owned()), plain()]
            .prop_map(Value::Text)
            .boxed(),
    }
}

fn language() -> impl Strategy<Value = String> {
    prop_oneof![
        5 => select(vec!["fr", "en", "en-GB", "fr-BE", "de", "de-1996", "ru", "es", "pt-BR", "xx"]).prop_map(str::to_owned),
        1 => plain(),
    ]
}

fn name() -> impl Strategy<Value = Name> {
    let part = || prop_oneof![2 => select(vec!["Serge", "Victor", "Kibalchich", "É.", "X"]).prop_map(str::to_owned), 1 => plain()];
    let particle = || prop_oneof![4 => Just(String::new()), 1 => select(vec!["de", "van der", "d'", "von"]).prop_map(str::to_owned), 1 => plain()];
    prop_oneof![
        3 => (part(), part()).prop_map(|(family, given)| Name::person(family, given)),
        1 => part().prop_map(|family| Name::person(family, "")),
        1 => marked().prop_map(Name::literal),
        1 => (part(), part(), particle(), particle(), particle()).prop_map(
            |(family, given, non_dropping_particle, dropping_particle, suffix)| Name {
                family,
                given,
                non_dropping_particle,
                dropping_particle,
                suffix,
                literal: String::new(),
            }
        ),
    ]
}

fn name_list() -> impl Strategy<Value = NameList> {
    let ending = prop_oneof![4 => Just(Ending::Complete), 1 => Just(Ending::AndOthers)];
    prop_oneof![
        8 => (vec(name(), 1..4), ending).prop_map(|(names, ending)| NameList { names, ending }),
        1 => Just(NameList { names: Vec::new(), ending: Ending::NotNamed }),
    ]
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[a-z]{3,8}[0-9]{4}", 1 => plain()]
}

fn extra() -> impl Strategy<Value = Extra> {
    let format = select(vec!["biblatex", "bibtex", "csl-json"]);
    let name = prop_oneof![
        3 => select(vec!["timestamp", "owner", "author+an", "options", "x-note", "x-house", "title", "Note", "crossref", "month"])
            .prop_map(str::to_owned),
        1 => plain(),
    ];
    (format, name, plain()).prop_map(|(format, name, value)| Extra { format: format.to_owned(), name, value })
}

/// Any reference: every field and role that has a row, at any place, in any combination.
pub fn arbitrary_reference() -> impl Strategy<Value = Reference> {
    let frame = (
        option::weighted(0.9, key()),
        vec(key(), 0..3),
        select(EntryType::ALL),
        option::weighted(0.2, select(WorkKind::ALL)),
        prop_oneof![4 => Just(Standing::Listed), 1 => Just(Standing::Mentioned)],
        option::weighted(0.2, plain()),
        option::weighted(0.2, plain()),
    );
    let fields =
        vec(select(FIELDS).prop_flat_map(|row| value(&row).prop_map(move |value| (row, value))), 0..14);
    let names = vec((select(ROLES), name_list()), 0..5);
    let links = vec((select(LinkKind::ALL), key()), 0..4);
    (frame, fields, names, links, vec(extra(), 0..3)).prop_map(|(frame, fields, names, links, extras)| {
        let (key, aliases, entry_type, work_kind, standing, work, expression) = frame;
        let mut reference = Reference {
            key,
            aliases,
            work_kind,
            standing,
            work,
            expression,
            extras,
            ..Reference::new(entry_type)
        };
        for (row, value) in fields {
            reference.fields.set(row.place, row.field, value);
        }
        reference.names = names.into_iter().map(|(row, list)| ((row.place, row.role), list)).collect();
        reference.links = links.into_iter().map(|(kind, target)| Link { kind, target }).collect();
        reference
    })
}
