//! What RIS cannot hold: what is told of it, and what comes back.

use super::writing::{Fields, Names, reference, written};
use super::*;
use crate::formats::Instead;
use crate::model::{Ending, EntryType as T, Field as F, Name, NameList, Place as P, Role as R};

#[test]
fn endings() {
    let mut book = Reference::new(T::Book);
    let others = NameList { names: vec![Name::literal("Serge")], ending: Ending::AndOthers };
    book.names.insert((P::Here, R::Author), others);
    book.names.insert((P::Here, R::Illustrator), NameList { names: Vec::new(), ending: Ending::NotNamed });
    let expected =
        ["TY  - BOOK", "AU  - Serge", "N1  - x-author: and others", "N1  - x-illustrator: not named"];
    assert_eq!(written("default", &book), expected);
}

#[test]
fn unknown_types_and_tags_come_back() {
    let text = "TY  - SCROLL\r\nTI  - Ebb\r\nU1  - shelf 3\r\nZZ  - what\r\nER  - \r\n\r\n";
    let given = read(text);
    let told: Vec<Option<&str>> = given.problems.iter().map(|problem| problem.field.as_deref()).collect();
    assert_eq!(told, [Some("TY"), Some("ZZ")]);
    assert_eq!(write(&given.into_references(), Escapes::Keep).0, text);
}

#[test]
fn losses_say_where_a_value_went() {
    const NAMES: Names = &[(P::Here, R::Foreword, "Serge")];
    let chapter = reference(
        T::InBook,
        &[(P::Here, F::Title, "A"), (P::Here, F::Subtitle, "b"), (P::Here, F::Addendum, "late")],
        NAMES,
    );
    let told = |escapes| -> Vec<(String, Instead)> {
        let (_, losses) = write(std::slice::from_ref(&chapter), escapes);
        losses.into_iter().map(|loss| (loss.field, loss.instead)).collect()
    };
    let escaped = |name: &str| Instead::Escape(name.to_owned());
    let reshaped = |tag: &str| Instead::Reshaped(tag.to_owned());
    assert_eq!(
        told(Escapes::Keep),
        [("foreword".to_owned(), escaped("x-foreword")), ("addendum".to_owned(), escaped("x-addendum"))]
    );
    assert_eq!(
        told(Escapes::Omit),
        [
            ("foreword".to_owned(), Instead::Nowhere),
            ("title".to_owned(), reshaped("TI")),
            ("subtitle".to_owned(), reshaped("TI")),
            ("addendum".to_owned(), Instead::Nowhere),
            ("type".to_owned(), reshaped("TY")),
        ]
    );
}

#[test]
fn a_value_of_an_edition_behind_is_reshaped_only_into_a_tag_that_has_it() {
    const BEHIND: Fields = &[
        (P::Original, F::Title, "La marée"),
        (P::Original, F::Date, "1951"),
        (P::Original, F::Publishers, "Quai"),
        (P::Reprint, F::Title, "The ebb"),
        (P::Reprint, F::Subtitle, "a record"),
        (P::Reprint, F::Date, "1963"),
        (P::Reprint, F::Isbn, "9781604860494"),
    ];
    let nowhere = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    for (profile, expected) in [
        ("zotero", nowhere(&["reprint.isbn"])),
        ("jabref", nowhere(&["original_date", "original_publishers", "reprint.isbn"])),
        ("jabref5", nowhere(&["original_date", "original_publishers", "reprint.isbn"])),
        ("default", nowhere(&["reprint.isbn"])),
    ] {
        let (text, losses) = write_for(profile, &[reference(T::Book, BEHIND, &[])], Escapes::Omit);
        let lost = losses.iter().filter(|loss| loss.instead == Instead::Nowhere);
        assert_eq!(lost.map(|loss| loss.field.clone()).collect::<Vec<_>>(), expected, "{profile}\n{text}");
        let tag = if profile == "default" { "RP  - " } else { "N1  - Reprint of: " };
        assert!(text.contains(&format!("{tag}The ebb: a record, 1963")), "{profile}\n{text}");
    }
}

#[test]
fn what_another_program_edited_wins() {
    let book = reference(
        T::Book,
        &[(P::Here, F::Title, "Ebb"), (P::Here, F::Subtitle, "a record"), (P::Here, F::Addendum, "late")],
        &[],
    );
    let text = write(std::slice::from_ref(&book), Escapes::Keep).0;
    let given = read(text.replace("TI  - Ebb: a record", "TI  - Flow"));
    assert!(given.problems.iter().all(|problem| problem.severity == crate::formats::Severity::Notice));
    let edited = &given.references[0].1;
    assert_eq!(edited.fields.text(P::Here, F::Title), Some("Flow"));
    assert_eq!(edited.fields.text(P::Here, F::Subtitle), None);
    assert_eq!(edited.fields.text(P::Here, F::Addendum), Some("late"));
}
