//! How facts look in RIS (FIELDS.md, tables A to C, trap 11).

use super::*;
use crate::formats::Instead;
use crate::model::{Date, EntryType as T, Field as F, Name, NameList, Place as P, Role as R, Value};

pub(super) type Fields = &'static [(P, F, &'static str)];
pub(super) type Names = &'static [(P, R, &'static str)];

/// A reference with fields, and names that are each one in sorting order.
pub(super) fn reference(entry_type: T, fields: Fields, names: Names) -> Reference {
    let mut reference = Reference::new(entry_type);
    for (place, field, text) in fields {
        let value = match crate::fields::row(*place, *field).map(|row| row.kind) {
            Some(crate::fields::Kind::Date) => Value::from(Date::parse(text)),
            Some(kind) if kind.is_list() => text.split(" | ").map(str::to_owned).collect::<Vec<_>>().into(),
            _ => Value::from(*text),
        };
        reference.fields.set(*place, *field, value);
    }
    for (place, role, name) in names {
        let name = match name.split_once(", ") {
            Some((family, given)) => Name::person(family, given),
            None => Name::literal(*name),
        };
        reference.names.insert((*place, *role), NameList::of(vec![name]));
    }
    reference
}

/// Writes for a target, checks that it comes back, and gives the lines without the end.
pub(super) fn written(name: &str, reference: &Reference) -> Vec<String> {
    let (text, _) = write_for(name, std::slice::from_ref(reference), Escapes::Keep);
    assert_eq!(only(read(&text)), *reference, "{text}");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with("ER"));
    lines.map(str::to_owned).collect()
}

fn check(name: &str, cases: &[(T, Fields, Names, &[&str])]) {
    for (entry_type, fields, names, expected) in cases {
        assert_eq!(written(name, &reference(*entry_type, fields, names)), *expected);
    }
}

#[test]
fn editors_stand_where_the_type_has_them() {
    const EDITOR: Names = &[(P::Here, R::Editor, "Hall, Jo")];
    const ALL: Names = &[
        (P::Here, R::Author, "Vale, Ada"),
        (P::Here, R::Editor, "Hall, Jo"),
        (P::Here, R::Translator, "Roe, Ann"),
        (P::Series, R::Editor, "Tide, Al"),
    ];
    const OF_A_PART: Names = &[
        (P::Here, R::Author, "Vale, Ada"),
        (P::Here, R::Translator, "Roe, Ann"),
        (P::Container, R::Author, "Lee, Bo"),
        (P::Container, R::Editor, "Hall, Jo"),
        (P::Series, R::Editor, "Tide, Al"),
    ];
    check(
        "default",
        &[
            (
                T::Book,
                &[],
                ALL,
                &["TY  - BOOK", "AU  - Vale, Ada", "A2  - Tide, Al", "A3  - Hall, Jo", "A4  - Roe, Ann"],
            ),
            (T::Collection, &[], EDITOR, &["TY  - EDBOOK", "AU  - Hall, Jo"]),
            (
                T::Collection,
                &[],
                ALL,
                &["TY  - EDBOOK", "AU  - Vale, Ada", "A2  - Tide, Al", "A3  - Hall, Jo", "A4  - Roe, Ann"],
            ),
            (T::Article, &[], EDITOR, &["TY  - JOUR", "A2  - Hall, Jo"]),
            (
                T::Chapter,
                &[],
                OF_A_PART,
                &[
                    "TY  - CHAP",
                    "AU  - Vale, Ada",
                    "A2  - Hall, Jo",
                    "A3  - Tide, Al",
                    "A4  - Roe, Ann",
                    "C2  - Lee, Bo",
                ],
            ),
            (
                T::Book,
                &[],
                &[(P::Here, R::Author, "Vale, Ada"), (P::Here, R::Compiler, "Hall, Jo")],
                &[
                    "TY  - BOOK",
                    "AU  - Vale, Ada",
                    "A3  - Hall, Jo",
                    "N1  - x-editor: null",
                    "N1  - x-compiler: [{\"family\":\"Hall\",\"given\":\"Jo\"}]",
                ],
            ),
            (T::Film, &[], &[(P::Here, R::Director, "Vale, Ada")], &["TY  - MPCT", "AU  - Vale, Ada"]),
            (T::Letter, &[], &[(P::Here, R::Recipient, "Hall, Jo")], &["TY  - PCOMM", "A2  - Hall, Jo"]),
        ],
    );
    // JabRef 3 takes A2 to A4 for editors, JabRef 5 for authors.
    const BOOK_OF_FOUR: Names = &[
        (P::Here, R::Author, "Vale, Ada"),
        (P::Here, R::Editor, "Hall, Jo"),
        (P::Here, R::Translator, "Roe, Ann"),
    ];
    const IN_TIDES: Fields = &[(P::Series, F::Title, "Tides")];
    const IN_EBB: Fields = &[(P::Container, F::Title, "Ebb")];
    const OF_HALL: Names = &[(P::Container, R::Editor, "Hall, Jo")];
    const TO_JABREF: &str = "N1  - x-profile: jabref";
    check(
        "jabref",
        &[
            (
                T::Book,
                IN_TIDES,
                BOOK_OF_FOUR,
                &["TY  - BOOK", "AU  - Vale, Ada", "A3  - Hall, Jo", "TA  - Roe, Ann", "T3  - Tides"],
            ),
            (T::Chapter, IN_EBB, OF_HALL, &["TY  - CHAP", "A2  - Hall, Jo", "BT  - Ebb"]),
            (
                T::Report,
                &[],
                &[(P::Here, R::Author, "Harbour Office")],
                &["TY  - RPRT", "AU  - {Harbour Office}"],
            ),
            (T::Article, IN_EBB, EDITOR, &["TY  - JOUR", "A2  - Hall, Jo", "T2  - Ebb"]),
            (
                T::Collection,
                &[(P::Here, F::Doi, "10.1000/a")],
                EDITOR,
                &[
                    "TY  - BOOK",
                    "A3  - Hall, Jo",
                    "DO  - doi:10.1000/a",
                    "N1  - x-type: collection",
                    TO_JABREF,
                ],
            ),
        ],
    );
    check(
        "jabref5",
        &[
            (
                T::Book,
                IN_TIDES,
                BOOK_OF_FOUR,
                &["TY  - BOOK", "AU  - Vale, Ada", "ED  - Hall, Jo", "TA  - Roe, Ann", "T3  - Tides"],
            ),
            (T::Chapter, IN_EBB, OF_HALL, &["TY  - CHAP", "ED  - Hall, Jo", "BT  - Ebb"]),
        ],
    );
}

#[test]
fn proceedings_are_written_with_what_is_theirs() {
    const PROCEEDINGS: Fields = &[
        (P::Here, F::Title, "On tides"),
        (P::Here, F::Publishers, "Quay"),
        (P::Here, F::Places, "Leith"),
        (P::Here, F::Volume, "2"),
        (P::Event, F::Title, "Shore meeting"),
    ];
    const EDITOR: Names = &[(P::Here, R::Editor, "Hall, Jo")];
    let reference = reference(T::Proceedings, PROCEEDINGS, EDITOR);
    // Zotero takes `CONF` for a paper.
    let cases: &[(&str, &[&str])] = &[
        ("default", &["TY  - CONF", "A2  - Hall, Jo", "T2  - Shore meeting", "CY  - Leith"]),
        ("endnote", &["TY  - CONF", "A2  - Hall, Jo", "T2  - Shore meeting", "C1  - Leith"]),
        ("zotero", &["TY  - BOOK", "A3  - Hall, Jo", "CY  - Leith"]),
    ];
    for (profile, own) in cases {
        let lines = written(profile, &reference);
        let mut found: Vec<&str> =
            lines.iter().map(String::as_str).filter(|line| !line.starts_with("N1")).collect();
        let mut expected = ["TI  - On tides", "VL  - 2", "PB  - Quay"].to_vec();
        expected.extend_from_slice(own);
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{profile}");
    }
    for profile in ["default", "endnote"] {
        let (_, losses) = write_for(profile, std::slice::from_ref(&reference), Escapes::Omit);
        assert_eq!(losses, [], "{profile}");
    }
}

#[test]
fn what_nobody_directed_is_by_its_authors() {
    const AUTHOR: (P, R, &str) = (P::Here, R::Author, "Hall, Jo");
    check(
        "default",
        &[
            (T::Video, &[], &[AUTHOR], &["TY  - ADVS", "AU  - Hall, Jo"]),
            (T::Video, &[], &[(P::Here, R::Director, "Vale, Ada")], &["TY  - VIDEO", "AU  - Vale, Ada"]),
        ],
    );
    let video = reference(T::Video, &[], &[AUTHOR]);
    let (text, losses) = write_for("zotero", &[video], Escapes::Omit);
    assert!(text.starts_with("TY  - VIDEO\r\nAU  - Hall, Jo\r\n"), "{text}");
    let told: Vec<_> = losses.iter().map(|loss| (loss.field.as_str(), &loss.instead)).collect();
    assert_eq!(told, [("author", &Instead::Reshaped("AU".to_owned()))]);
}

#[test]
fn places_of_meetings_come_back() {
    let cases: &[(T, Fields, &[&str])] = &[
        (T::ConferencePaper, &[(P::Event, F::Places, "Hull")], &["TY  - CONF", "CY  - Hull"]),
        (T::ConferencePaper, &[(P::Container, F::Places, "Leith")], &["TY  - CONF", "C1  - Leith"]),
        (
            T::ConferencePaper,
            &[(P::Container, F::Publishers, "Quay"), (P::Container, F::Places, "Leith")],
            &["TY  - CONF", "PB  - Quay", "CY  - Leith"],
        ),
        (T::Speech, &[(P::Event, F::Places, "Hull")], &["TY  - SLIDE", "CY  - Hull"]),
    ];
    for (entry_type, fields, expected) in cases {
        let reference = reference(*entry_type, fields, &[]);
        assert_eq!(written("default", &reference), *expected);
        let (_, losses) = write(std::slice::from_ref(&reference), Escapes::Omit);
        assert_eq!(losses, [], "{expected:?}");
    }
}

#[test]
fn titles_of_series_containers_and_meetings() {
    check(
        "default",
        &[
            (
                T::Book,
                &[
                    (P::Here, F::Title, "Ebb"),
                    (P::Series, F::Title, "Tides"),
                    (P::Series, F::Number, "3"),
                    (P::Here, F::Volume, "2"),
                ],
                &[],
                &["TY  - BOOK", "TI  - Ebb", "T2  - Tides", "VL  - 2", "M1  - 3"],
            ),
            (
                T::Chapter,
                &[
                    (P::Here, F::Title, "Low"),
                    (P::Container, F::Title, "Ebb"),
                    (P::Series, F::Title, "Tides"),
                    (P::Series, F::Number, "3"),
                    (P::Container, F::Publishers, "Quay"),
                    (P::Container, F::Places, "Leith | Hull"),
                    (P::Here, F::Pages, "12–15"),
                ],
                &[],
                &[
                    "TY  - CHAP",
                    "TI  - Low",
                    "T2  - Ebb",
                    "T3  - Tides",
                    "SV  - 3",
                    "SP  - 12",
                    "EP  - 15",
                    "PB  - Quay",
                    "CY  - Leith; Hull",
                    "N1  - x-container-places: [\"Leith\",\"Hull\"]",
                ],
            ),
            (
                T::Article,
                &[
                    (P::Here, F::Title, "Low"),
                    (P::Here, F::Subtitle, "a record"),
                    (P::Container, F::Title, "Journal of Tides"),
                    (P::Container, F::ShortTitle, "J. Tides"),
                    (P::Here, F::Volume, "5"),
                    (P::Here, F::Issue, "28/29"),
                    (P::Here, F::Pages, "12–15, 20"),
                    (P::Here, F::ArticleNumber, "e12"),
                    (P::Container, F::Issn, "1234-5678"),
                    (P::Here, F::Doi, "10.1000/a"),
                ],
                &[],
                &[
                    "TY  - JOUR",
                    "TI  - Low: a record",
                    "T2  - Journal of Tides",
                    "J2  - J. Tides",
                    "VL  - 5",
                    "IS  - 28/29",
                    "SP  - 12-15, 20",
                    "C7  - e12",
                    "SN  - 1234-5678",
                    "DO  - 10.1000/a",
                    "N1  - x-title: Low",
                    "N1  - x-subtitle: a record",
                ],
            ),
            (
                T::ConferencePaper,
                &[
                    (P::Container, F::Title, "Proceedings of the tide days"),
                    (P::Event, F::Title, "Tide days"),
                    (P::Container, F::Places, "Leith"),
                    (P::Event, F::Places, "Hull"),
                ],
                &[],
                &[
                    "TY  - CONF",
                    "T2  - Tide days",
                    "C3  - Proceedings of the tide days",
                    "C1  - Leith",
                    "CY  - Hull",
                ],
            ),
            (
                T::Thesis,
                &[
                    (P::Here, F::Institutions, "Leith"),
                    (P::Here, F::PageTotal, "200"),
                    (P::Here, F::Genre, "PhD thesis"),
                ],
                &[],
                &["TY  - THES", "SP  - 200", "PB  - Leith", "M3  - PhD thesis"],
            ),
            (
                T::Report,
                &[
                    (P::Here, F::Number, "TR-12"),
                    (P::Here, F::Language, "fr"),
                    (P::Here, F::Keywords, "ebb | flow"),
                ],
                &[],
                &["TY  - RPRT", "LA  - fr", "SN  - TR-12", "KW  - ebb", "KW  - flow"],
            ),
            (
                T::SpecialIssue,
                &[],
                &[(P::Here, R::Editor, "Hall, Jo")],
                &["TY  - JOUR", "A2  - Hall, Jo", "N1  - x-type: special-issue"],
            ),
            (T::Booklet, &[], &[], &["TY  - PAMP"]),
            (T::Interview, &[], &[], &["TY  - GEN", "N1  - x-type: interview"]),
        ],
    );
    check(
        "zotero",
        &[(T::Booklet, &[], &[], &["TY  - BOOK", "N1  - x-type: booklet", "N1  - x-profile: zotero"])],
    );
}

#[test]
fn the_original_and_the_reprint() {
    const TRANSLATED: Fields = &[
        (P::Here, F::Title, "The tide"),
        (P::Original, F::Title, "La marée"),
        (P::Original, F::Date, "1951"),
        (P::Original, F::Publishers, "Quai"),
        (P::Original, F::Places, "Liège"),
        (P::Reprint, F::Date, "1963"),
    ];
    const BY: Names = &[(P::Here, R::Translator, "Roe, Ann")];
    check(
        "endnote",
        &[
            (
                T::Book,
                TRANSLATED,
                BY,
                &[
                    "TY  - BOOK",
                    "TI  - The tide",
                    "A4  - Roe, Ann",
                    "OP  - La marée. Liège: Quai, 1951",
                    "RP  - 1963",
                ],
            ),
            // What a reprint of an untranslated text reprints is its original publication.
            (
                T::Book,
                &[(P::Reprint, F::Date, "1963")],
                &[],
                &[
                    "TY  - BOOK",
                    "OP  - 1963",
                    "N1  - x-original-date: null",
                    "N1  - x-reprint-date: 1963",
                    "N1  - x-profile: endnote",
                ],
            ),
        ],
    );
    check(
        "zotero",
        &[(
            T::Book,
            TRANSLATED,
            BY,
            &[
                "TY  - BOOK",
                "TI  - The tide",
                "A4  - Roe, Ann",
                "M2  - original-title: La marée",
                "M2  - original-date: 1951",
                "M2  - original-publisher: Quai",
                "M2  - original-publisher-place: Liège",
                "N1  - Reprint of: 1963",
            ],
        )],
    );
    check(
        "jabref",
        &[(
            T::Book,
            &[(P::Original, F::Title, "La marée"), (P::Original, F::Date, "1951")],
            BY,
            &[
                "TY  - BOOK",
                "TA  - Roe, Ann",
                "OP  - La marée",
                "N1  - x-original-date: 1951",
                "N1  - x-profile: jabref",
            ],
        )],
    );
}

#[test]
fn dates() {
    let cases: &[(&str, &[&str])] = &[
        ("1936", &["PY  - 1936"]),
        ("1936-05-01", &["PY  - 1936", "DA  - 1936/05/01/"]),
        ("1936-05", &["PY  - 1936", "DA  - 1936/05//"]),
        ("1936~", &["PY  - 1936", "DA  - 1936~"]),
        ("1994-23", &["PY  - 1994", "DA  - 1994///autumn"]),
        ("1936/1938", &["PY  - 1936", "DA  - 1936/1938"]),
        ("193X", &["PY  - 1930", "DA  - 193X"]),
        ("19XX", &["DA  - 19XX"]),
        ("1936/..", &["PY  - 1936", "N1  - x-date: 1936/.."]),
        ("-0043", &["DA  - -0043"]),
        ("before the war", &["DA  - before the war"]),
    ];
    for (date, expected) in cases {
        let mut book = Reference::new(T::Book);
        book.fields.set(P::Here, F::Date, Date::parse(date));
        assert_eq!(written("default", &book)[1..], **expected, "{date}");
    }
    let mut book = Reference::new(T::Book);
    book.fields.set(P::Here, F::PublicationState, "inpress");
    assert_eq!(written("default", &book)[1..], ["DA  - in press"]);
}

#[test]
fn texts_are_plain_save_for_zotero() {
    const MARKED: Fields = &[(P::Here, F::Title, "Of <i>tides</i> &amp; H<sub>2</sub>O")];
    check(
        "default",
        &[(
            T::Book,
            MARKED,
            &[],
            &[
                "TY  - BOOK",
                "TI  - Of tides &amp;amp; H2O",
                "N1  - x-title: \"Of \\u003ci\\u003etides\\u003c/i\\u003e \\u0026amp; H\\u003csub\\u003e2\\u003c/sub\\u003eO\"",
            ],
        )],
    );
    check(
        "zotero",
        &[(T::Book, MARKED, &[], &["TY  - BOOK", "TI  - Of <i>tides</i> &amp;amp; H<sub>2</sub>O"])],
    );
    check(
        "default",
        &[(
            T::Book,
            &[(P::Here, F::Abstract, "One.\n\nTwo."), (P::Here, F::Note, "A.\nB.")],
            &[],
            &["TY  - BOOK", "AB  - One.", "Two.", "N1  - A.", "N1  - B."],
        )],
    );
}

#[test]
fn the_multi_volume_work_is_told_in_a_note() {
    let volume = |fields| reference(T::Book, fields, &[]);
    let plain: Fields =
        &[(P::Here, F::Title, "Ebb"), (P::Set, F::Title, "Tides"), (P::Here, F::Note, "Signed")];
    check(
        "default",
        &[(T::Book, plain, &[], &["TY  - BOOK", "TI  - Ebb", "N1  - Part of: Tides", "N1  - Signed"])],
    );
    let (_, losses) = write(&[volume(plain)], Escapes::Omit);
    assert_eq!(losses, []);
    let whole = volume(&[(P::Set, F::Title, "Tides"), (P::Set, F::Subtitle, "a study")]);
    let (text, losses) = write(&[whole], Escapes::Omit);
    assert!(text.contains("N1  - Part of: Tides: a study\r\n"), "{text}");
    let told: Vec<_> = losses.iter().map(|loss| (loss.field.as_str(), &loss.instead)).collect();
    assert_eq!(told, [("set_title", &Instead::Note), ("set_subtitle", &Instead::Note)]);
}

#[test]
fn whoever_brought_it_out_stands_where_the_publisher_does() {
    let cases: &[(T, Fields, &str, &[&str])] = &[
        (T::Manual, &[(P::Here, F::Organizations, "Winch Works")], "PB  - Winch Works", &["organizations"]),
        (T::Misc, &[(P::Here, F::HowPublished, "Handed round")], "PB  - Handed round", &["how_published"]),
        (
            T::ConferencePaper,
            &[(P::Container, F::Organizations, "Shore Society")],
            "PB  - Shore Society",
            &["container_organizations"],
        ),
        (T::Thesis, &[(P::Here, F::Publishers, "Quay")], "PB  - Quay", &["publishers"]),
        (T::LegalCase, &[(P::Here, F::Institutions, "Court of Quays")], "PB  - Court of Quays", &[]),
        (
            T::Article,
            &[(P::Here, F::Eprint, "1203.4567"), (P::Here, F::EprintType, "arXiv")],
            "UR  - https://arxiv.org/abs/1203.4567",
            &["eprint", "eprint_type"],
        ),
    ];
    for (entry_type, fields, line, reshaped) in cases {
        let reference = reference(*entry_type, fields, &[]);
        let (text, losses) = write(std::slice::from_ref(&reference), Escapes::Omit);
        assert!(text.contains(&format!("{line}\r\n")), "{line} is not in\n{text}");
        let told: Vec<&str> =
            losses.iter().filter(|loss| loss.field != "type").map(|loss| loss.field.as_str()).collect();
        assert_eq!(told, *reshaped, "{line}");
        let tag = Instead::Reshaped(line[..2].to_owned());
        assert!(losses.iter().all(|loss| loss.field == "type" || loss.instead == tag), "{losses:?}");
        let (text, _) = write(std::slice::from_ref(&reference), Escapes::Keep);
        assert_eq!(only(read(&text)), reference, "{text}");
    }
}
