//! Tables of services are read, and written so that they read the same.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::formats::arbitrary::arbitrary_reference;
use crate::formats::tests::listing::{check_cases, check_detection, read, write};
use crate::formats::{Escapes, Instead};
use crate::model::reading::{Listed, OwnReading, Reading};
use crate::model::tree::ReadingStatus;
use crate::model::{Date, EntryType, Extra, Field, Name, NameList, Place, Reference, Role};

const ALL: [Shelves; 4] = [GOODREADS, STORYGRAPH, BOOKWYRM, LIBRARYTHING];
const WRITTEN: [Shelves; 2] = [GOODREADS, BOOKWYRM];

#[test]
fn files_of_services() {
    for format in ALL {
        assert!(check_cases(&format, format.name(), &["csv", "tsv"]) > 0, "{}", format.name());
        check_detection(&format, format.name(), &["csv", "tsv"]);
    }
}

#[test]
fn what_is_only_read_is_not_written() {
    for format in ALL.iter().filter(|format| !WRITTEN.iter().any(|written| written.name() == format.name())) {
        let profile = crate::fields::default_profile(format.name());
        let options = WriteOptions { profile, escapes: Escapes::Keep, outside: Vec::new() };
        let mut out = Vec::new();
        let error = format.writer(&mut out, options).err().map(|error| error.kind());
        assert_eq!(error, Some(io::ErrorKind::Unsupported));
    }
}

#[test]
fn entries_that_look_like_a_further_read_through_stay_apart() {
    let text = "title,author_text,start_date,shelf\nLow Water,Ada Vale,2023-01-05,on the boat\n\
                Low Water,Ada Vale,one day,\n";
    let references = |text: &str| -> Vec<Reference> {
        read(&BOOKWYRM, text.as_bytes()).references.into_iter().map(|(_, reference)| reference).collect()
    };
    let before = references(text);
    assert_eq!(before.len(), 2);
    let (written, _) = write(&BOOKWYRM, &before, &[], Escapes::Keep);
    assert_eq!(references(&written), before);
}

#[test]
fn rows_that_end_too_soon_are_told() {
    let header = "Title,Author,My Rating,Bookshelves\n";
    let cases = [
        (
            "Low Water,Ada Vale,4,read\nTides,\"Ida Mo",
            Some("the row has 2 cells where the header has 4 names"),
        ),
        ("\"Tides,\"Low Water\",Ida Moor,4,read\nTides,Ida Moor\n", Some("the row has 2 cells")),
        (
            "Tides\nLow Water,Ada Vale\n",
            Some("2 rows have fewer cells than the header has names, the first 1 of 4"),
        ),
        ("Low Water,Ada Vale,4,read\n", None),
    ];
    for (rows, expected) in cases {
        let found = read(&GOODREADS, format!("{header}{rows}").as_bytes());
        let told: Vec<&str> = found.problems.iter().map(|problem| problem.reason.as_str()).collect();
        match expected {
            Some(expected) => assert!(told.iter().any(|told| told.starts_with(expected)), "{rows}: {told:?}"),
            None => assert!(told.is_empty(), "{told:?}"),
        }
    }
}

/// A book with a reading that both forms can tell.
fn example() -> Reference {
    let mut reference = Reference::new(EntryType::Book);
    reference.fields.set(Place::Here, Field::Title, "=Low Water");
    reference.fields.set(Place::Here, Field::Isbn, vec!["9780306406157".to_owned()]);
    reference.names.insert((Place::Here, Role::Author), NameList::of(vec![Name::person("Vale", "Ada")]));
    let mut finished = Reading::new((), ReadingStatus::Finished);
    (finished.finished, finished.rating) = (Some(Date::parse("2023-02-01")), Some(4));
    reference.own_reading.read_throughs.push(finished);
    reference
}

#[test]
fn the_columns_are_those_of_the_service_and_no_cell_computes() {
    for (format, row) in [
        (
            GOODREADS,
            ",'=Low Water,Ada Vale,\"Vale, Ada\",,\"=\"\"0306406152\"\"\",\"=\"\"9780306406157\"\"\",4,,,,,,,2023/02/01,,,,\
             read,,,,1,0",
        ),
        (
            BOOKWYRM,
            "'=Low Water,Ada Vale,,,,,,,,,,,,,,0306406152,9780306406157,,,,2023-02-01,,4,,,,,read,Read,",
        ),
    ] {
        let (text, losses) = write(&format, &[example()], &[], Escapes::Omit);
        let names: Vec<&str> = format.0.columns.iter().map(|column| column.name).collect();
        assert_eq!(text, format!("{}\r\n{row}\r\n", names.join(",")));
        assert!(losses.is_empty(), "{losses:?}");
        assert_eq!(read(&format, text.as_bytes()).into_references(), [example()]);
    }
}

#[test]
fn every_read_through_has_a_row_in_bookwyrm() {
    let mut reference = example();
    let mut first = Reading::new((), ReadingStatus::Dropped);
    (first.started, first.finished) = (Some(Date::parse("2020-01-01")), Some(Date::parse("2020-01-05")));
    reference.own_reading.read_throughs.insert(0, first);
    let (text, losses) = write(&BOOKWYRM, &[reference.clone()], &[], Escapes::Omit);
    assert_eq!((text.lines().count(), losses.len()), (3, 0), "{text}");
    assert_eq!(read(&BOOKWYRM, text.as_bytes()).into_references(), [reference.clone()]);
    // One book of two entries stays two.
    let (text, _) = write(&BOOKWYRM, &[reference.clone(), reference.clone()], &[], Escapes::Omit);
    assert_eq!(read(&BOOKWYRM, text.as_bytes()).into_references().len(), 2);
}

#[test]
fn days_of_wishes_are_told() {
    let mut reference = example();
    let wish = Reading { noted: Some(Date::parse("2024-05-02")), ..Reading::new((), ReadingStatus::Want) };
    reference.own_reading.read_throughs = vec![wish.clone()];
    for format in WRITTEN {
        let (text, losses) = write(&format, &[reference.clone()], &[], Escapes::Omit);
        assert!(losses.is_empty(), "{losses:?}");
        assert_eq!(read(&format, text.as_bytes()).into_references(), [reference.clone()]);
    }
    // What was read before came onto the shelves then, of which Goodreads alone tells the day.
    let read_before = Reading { noted: None, ..Reading::new((), ReadingStatus::Finished) };
    reference.own_reading.read_throughs = vec![read_before, wish];
    for (format, expected) in [(GOODREADS, 1), (BOOKWYRM, 0)] {
        let (text, losses) = write(&format, &[reference.clone()], &[], Escapes::Omit);
        let of_wish = losses.iter().filter(|loss| loss.value.contains("noted")).count();
        assert_eq!(of_wish, expected, "{text} {losses:?}");
    }
}

#[test]
fn what_is_not_told_is_a_loss() {
    let mut reference = example();
    reference.own_reading.read_throughs.insert(0, Reading::new((), ReadingStatus::Dropped));
    reference.own_reading.lists = vec![Listed { name: "to teach".to_owned(), place: None }];
    for (format, expected) in [(GOODREADS, vec!["read_through"]), (BOOKWYRM, vec!["read_through", "list"])] {
        for escapes in [Escapes::Keep, Escapes::Omit] {
            let (text, losses) = write(&format, &[reference.clone()], &[], escapes);
            let names: Vec<&str> = losses.iter().map(|loss| loss.field.as_str()).collect();
            assert_eq!(names, expected, "{text}");
            let is_nowhere = losses.iter().all(|loss| loss.instead == Instead::Nowhere);
            assert_eq!(is_nowhere, escapes == Escapes::Omit);
        }
    }
}

#[test]
fn an_edited_column_wins() {
    let mut reference = example();
    reference.own_reading.lists = vec![Listed { name: "a, b".to_owned(), place: Some(3) }];
    let (text, _) = write(&GOODREADS, &[reference], &[], Escapes::Keep);
    let given = read(&GOODREADS, text.replace(",4,", ",2,").as_bytes());
    let own = &given.references[0].1.own_reading;
    assert_eq!((own.read_throughs[0].rating, own.lists.len()), (Some(2), 2));
    assert!(given.problems.iter().any(|problem| problem.field.as_deref() == Some("own_reading")));
}

#[test]
fn headers_of_spreadsheets_and_strange_files() {
    let cases: &[(&str, usize, usize)] = &[
        ("Title;Author;My Rating;Bookshelves\nLow Water;Ada Vale;4;\n", 1, 0),
        ("title,AUTHOR,My Rating,Bookshelves\nLow Water,Ada Vale,4,,,surplus\n", 1, 1),
        ("Title,Author,My Rating,Bookshelves\nLow Water,\"Ada Vale,4,\nHigh Water,Jo Hall,3,\n", 2, 1),
        ("Title,Author,My Rating,Bookshelves,Date Read\nLow Water,Ada Vale,9,,soon\n", 1, 2),
        ("one,two\n1,2\n", 0, 1),
        ("", 0, 0),
    ];
    for (text, references, problems) in cases {
        let given = read(&GOODREADS, text.as_bytes());
        assert_eq!((given.references.len(), given.problems.len()), (*references, *problems), "{text}");
    }
}

fn day() -> impl Strategy<Value = Option<Date>> {
    let days = ["2023-01-05", "2023-02-01", "2022-12", "1998", "1998~", "2020-01-01/2020-02-01", "in spring"];
    option::weighted(0.7, select(days.to_vec()).prop_map(Date::parse))
}

fn words() -> impl Strategy<Value = Option<String>> {
    let texts =
        ["fine", "a\nb", "a<br/>b", "=1+1", "'-x", " x ", "\"q\"", "a, b", "read", "to-read", "\r\n", "1\r2"];
    option::weighted(0.3, select(texts.to_vec()).prop_map(str::to_owned))
}

fn reading() -> impl Strategy<Value = Reading<()>> {
    let numbers = (
        option::weighted(0.2, 0..=100_u8),
        option::weighted(0.4, 1..=5_u8),
        option::weighted(0.2, -3..9_i64),
    );
    (select(ReadingStatus::ALL), (day(), day(), day()), words(), numbers, words(), day(), (words(), words()))
        .prop_map(
            |(
                status,
                (started, finished, noted),
                page,
                (percent, rating, priority),
                note,
                due,
                (recommended_by, lent_to),
            )| {
                Reading {
                    started,
                    finished,
                    noted,
                    page,
                    percent,
                    rating,
                    priority,
                    note,
                    due,
                    recommended_by,
                    lent_to,
                    ..Reading::new((), status)
                }
            },
        )
}

fn own_reading() -> impl Strategy<Value = OwnReading> {
    let list = select(vec!["to teach", "sea", "a, b", "read", "=x", "Favorites"]).prop_map(str::to_owned);
    let list = (list, option::of(1_u32..12)).prop_map(|(name, place)| Listed { name, place });
    (vec(reading(), 0..4), vec(list, 0..3))
        .prop_map(|(read_throughs, lists)| OwnReading { read_throughs, lists })
}

fn own_extra(service: &'static Service) -> impl Strategy<Value = Extra> {
    let names: Vec<&str> =
        service.columns.iter().map(|column| column.name).chain(["house", "x-oeuvre"]).collect();
    let values =
        ["4.5", "12345", "read", "favorites-7", "x, y", "=\"B00ABC\"", "2021", "Low (Tides, #2; Coast, #3)"];
    (select(names), select(values.to_vec())).prop_map(|(name, value)| Extra {
        format: service.name.to_owned(),
        name: name.to_owned(),
        value: value.to_owned(),
    })
}

/// Any reference with any reading, and cells that were kept.
fn read_reference(service: &'static Service) -> impl Strategy<Value = Reference> {
    (arbitrary_reference(), own_reading(), vec(own_extra(service), 0..3)).prop_map(
        |(reference, own_reading, extras)| {
            let extras = reference.extras.iter().cloned().chain(extras).collect();
            Reference { own_reading, extras, ..reference }
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_for_goodreads_is_read_the_same(reference in read_reference(GOODREADS.0)) {
        round_trip(GOODREADS, reference)?;
    }

    #[test]
    fn what_is_written_for_bookwyrm_is_read_the_same(reference in read_reference(BOOKWYRM.0)) {
        round_trip(BOOKWYRM, reference)?;
    }

    #[test]
    fn any_bytes_are_read(bytes in vec(any::<u8>(), 0..200)) {
        for format in ALL {
            read(&format, &bytes);
        }
    }

    #[test]
    fn no_row_is_lost(cells in vec(vec(select(CELLS), 0..9), 0..9)) {
        for format in ALL {
            let names: Vec<&str> = format.0.columns.iter().map(|column| column.name).collect();
            let rows: Vec<String> = cells.iter().map(|row| row.join(",")).collect();
            let text = format!("{}\n{}\n", names.join(","), rows.join("\n"));
            let given = read(&format, text.as_bytes());
            prop_assert!(given.references.len() <= cells.len());
            if format.can_write() {
                let before = given.into_references();
                for escapes in [Escapes::Keep, Escapes::Omit] {
                    let (written, _) = write(&format, &before, &[], escapes);
                    let after = read(&format, written.as_bytes()).into_references();
                    prop_assert_eq!(after.len(), before.len(), "{}", written);
                    if escapes == Escapes::Keep {
                        prop_assert_eq!(&after, &before, "{}", written);
                    }
                }
            }
        }
    }
}

/// What rows are made of.
const CELLS: &[&str] = &[
    "Low Water (Tides, #2)",
    "Ada Vale",
    "\"Vale, Ada\"",
    "\"=\"\"0306406152\"\"\"",
    "9780306406157",
    "4.5",
    "3",
    "2023/02/01",
    "2023-02-01",
    "to-read",
    "read",
    "\"sea, read\"",
    "\"a\nb\"",
    "=1",
    "",
    "",
];

fn round_trip(format: Shelves, reference: Reference) -> Result<(), TestCaseError> {
    let references = [reference];
    let (text, losses) = write(&format, &references, &[], Escapes::Keep);
    let back = read(&format, text.as_bytes()).into_references();
    prop_assert_eq!(&back[..], &references[..], "{}", text);
    let is_nowhere = losses.iter().any(|loss| loss.instead == Instead::Nowhere);
    prop_assert!(!is_nowhere, "{:?}", losses);
    let (public, losses) = write(&format, &references, &[], Escapes::Omit);
    let stranger = read(&format, public.as_bytes()).into_references();
    let told: Vec<_> = stranger.iter().flat_map(|reference| &reference.own_reading.read_throughs).collect();
    let unsaid =
        references[0].own_reading.read_throughs.iter().filter(|reading| !told.contains(reading)).count();
    let lost = losses.iter().filter(|loss| loss.field == "read_through").count();
    prop_assert!(lost >= unsaid, "{} of {} lost read-throughs are told", lost, unsaid);
    Ok(())
}

#[test]
fn long_files_are_read_in_linear_time() {
    for cell in CELLS {
        let text = format!("Title,Author,My Rating,Bookshelves\n{}", format!("{cell},x,1,\n").repeat(4_000));
        let start = std::time::Instant::now();
        read(&GOODREADS, text.as_bytes());
        assert!(start.elapsed().as_secs() < 20, "{cell}");
    }
}
