use proptest::prelude::*;

use super::*;

/// Day numbers are written as `year-month-day` and counted by chrono, where chrono reaches.
fn day(text: &str) -> i64 {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let numbers: Vec<i32> = digits.split('-').map(|n| n.parse().unwrap()).collect();
    chrono_day(sign * numbers[0], numbers[1] as u32, numbers[2] as u32).unwrap()
}

fn chrono_day(year: i32, month: u32, day: u32) -> Option<i64> {
    let start = chrono::NaiveDate::from_ymd_opt(0, 1, 1)?;
    let date = chrono::NaiveDate::from_ymd_opt(year, month, day)?;
    Some(date.signed_duration_since(start).num_days())
}

/// A short name of the form, to compare it in a table.
fn form_name(date: &Date) -> String {
    let point_name = |point: Point| {
        let mut name = format!("{:?}", point.precision()).to_lowercase();
        name.push_str(point.qualification().sign());
        if point.is_partly_qualified() {
            name.push_str(" partly");
        }
        if point.has_time() {
            name.push_str(" time");
        }
        name
    };
    let end_name = |end: End| match end {
        End::At(point) => point_name(point),
        End::Open => "open".to_owned(),
        End::Unknown => "unknown".to_owned(),
    };
    match date.form() {
        Form::Literal(_) => "literal".to_owned(),
        Form::Single(point) => point_name(point),
        Form::Interval(start, end) => format!("{}/{}", end_name(start), end_name(end)),
        Form::Set { choice, members } => format!("{choice:?} {}", members.len()),
    }
}

/// EDTF, earliest, latest (empty: none), year, level, form, display of the year.
type Row = (&'static str, &'static str, &'static str, Option<i64>, u8, &'static str, &'static str);

#[rustfmt::skip]
const TABLE: &[Row] = &[
    ("1936", "1936-1-1", "1936-12-31", Some(1936), 0, "year", "1936"),
    ("1936-02", "1936-2-1", "1936-2-29", Some(1936), 0, "month", "1936"),
    ("1900-02", "1900-2-1", "1900-2-28", Some(1900), 0, "month", "1900"),
    ("1936-05-01", "1936-5-1", "1936-5-1", Some(1936), 0, "day", "1936"),
    ("2000-02-29", "2000-2-29", "2000-2-29", Some(2000), 0, "day", "2000"),
    ("1936-05-01T10:20:30", "1936-5-1", "1936-5-1", Some(1936), 0, "day time", "1936"),
    ("1936-05-01T10:20:30.25Z", "1936-5-1", "1936-5-1", Some(1936), 0, "day time", "1936"),
    ("1936-05-01T24:00:00-04", "1936-5-1", "1936-5-1", Some(1936), 0, "day time", "1936"),
    ("1936-05-01T10:20+05:30", "1936-5-1", "1936-5-1", Some(1936), 0, "day time", "1936"),
    ("1936~", "1936-1-1", "1936-12-31", Some(1936), 1, "year~", "c. 1936"),
    ("1936?", "1936-1-1", "1936-12-31", Some(1936), 1, "year?", "1936?"),
    ("1936%", "1936-1-1", "1936-12-31", Some(1936), 1, "year%", "c. 1936?"),
    ("1936-05~", "1936-5-1", "1936-5-31", Some(1936), 1, "month~", "c. 1936"),
    ("1936-05-01?", "1936-5-1", "1936-5-1", Some(1936), 1, "day?", "1936?"),
    ("1936-05~-01", "1936-5-1", "1936-5-1", Some(1936), 2, "day~ partly", "c. 1936"),
    ("?1936-05-~01", "1936-5-1", "1936-5-1", Some(1936), 2, "day% partly", "c. 1936?"),
    ("1936?-05-01%", "1936-5-1", "1936-5-1", Some(1936), 2, "day% partly", "c. 1936?"),
    ("193X", "1930-1-1", "1939-12-31", Some(1930), 1, "decade", "1930s"),
    ("193X~", "1930-1-1", "1939-12-31", Some(1930), 1, "decade~", "c. 1930s"),
    ("19XX", "1900-1-1", "1999-12-31", Some(1900), 1, "century", "20th century"),
    ("20XX", "2000-1-1", "2099-12-31", Some(2000), 1, "century", "21st century"),
    ("10XX", "1000-1-1", "1099-12-31", Some(1000), 1, "century", "11th century"),
    ("00XX", "0-1-1", "99-12-31", Some(0), 1, "century", "1st century"),
    ("000X", "0-1-1", "9-12-31", Some(0), 1, "decade", "1 BC–9"),
    ("1XXX", "1000-1-1", "1999-12-31", Some(1000), 2, "millennium", "1000–1999"),
    ("XXXX", "", "", None, 2, "unknown", "XXXX"),
    ("XXXX-05-01", "", "", None, 2, "unknown", "XXXX"),
    ("1936-XX", "1936-1-1", "1936-12-31", Some(1936), 1, "year", "1936"),
    ("1936-XX-XX", "1936-1-1", "1936-12-31", Some(1936), 1, "year", "1936"),
    ("1936-02-XX", "1936-2-1", "1936-2-29", Some(1936), 1, "month", "1936"),
    ("1936-XX-05", "1936-1-5", "1936-12-5", Some(1936), 2, "year", "1936"),
    ("1936-0X", "1936-1-1", "1936-9-30", Some(1936), 2, "year", "1936"),
    ("1936-1X", "1936-10-1", "1936-12-31", Some(1936), 2, "year", "1936"),
    ("1936-04-3X", "1936-4-30", "1936-4-30", Some(1936), 2, "month", "1936"),
    ("1936-02-0X", "1936-2-1", "1936-2-9", Some(1936), 2, "month", "1936"),
    ("193X-05", "1930-5-1", "1939-5-31", Some(1930), 2, "decade", "1930s"),
    ("193X-02-29", "1930-2-28", "1939-2-28", Some(1930), 2, "decade", "1930s"),
    ("1994-21", "1994-3-1", "1994-5-31", Some(1994), 1, "season", "1994"),
    ("1994-22", "1994-6-1", "1994-8-31", Some(1994), 1, "season", "1994"),
    ("1994-23", "1994-9-1", "1994-11-30", Some(1994), 1, "season", "1994"),
    ("1994-24", "1994-12-1", "1994-12-31", Some(1994), 1, "season", "1994"),
    ("1994-23~", "1994-9-1", "1994-11-30", Some(1994), 1, "season~", "c. 1994"),
    ("1994-29", "1994-9-1", "1994-11-30", Some(1994), 2, "season", "1994"),
    ("1994-34", "1994-4-1", "1994-6-30", Some(1994), 2, "season", "1994"),
    ("1994-39", "1994-9-1", "1994-12-31", Some(1994), 2, "season", "1994"),
    ("1994-40", "1994-1-1", "1994-6-30", Some(1994), 2, "season", "1994"),
    ("1994-41", "1994-7-1", "1994-12-31", Some(1994), 2, "season", "1994"),
    ("1936/1938", "1936-1-1", "1938-12-31", Some(1936), 0, "year/year", "1936–1938"),
    ("1936-05/1936-06-02", "1936-5-1", "1936-6-2", Some(1936), 0, "month/day", "1936"),
    ("1936-05/1936", "1936-5-1", "1936-12-31", Some(1936), 0, "month/year", "1936"),
    ("1936~/1938?", "1936-1-1", "1938-12-31", Some(1936), 1, "year~/year?", "c. 1936–1938?"),
    ("193X/1941", "1930-1-1", "1941-12-31", Some(1930), 2, "decade/year", "1930s–1941"),
    ("1936/..", "1936-1-1", "", Some(1936), 1, "year/open", "1936–"),
    ("../1936", "", "1936-12-31", Some(1936), 1, "open/year", "–1936"),
    ("1936/", "1936-1-1", "", Some(1936), 1, "year/unknown", "1936–?"),
    ("/1936", "", "1936-12-31", Some(1936), 1, "unknown/year", "?–1936"),
    ("[1667,1668]", "1667-1-1", "1668-12-31", Some(1667), 2, "OneOf 2", "1667 or 1668"),
    ("{1668, 1667-05}", "1667-5-1", "1668-12-31", Some(1667), 2, "AllOf 2", "1668, 1667"),
    ("[..1936]", "", "1936-12-31", Some(1936), 2, "OneOf 1", "–1936"),
    ("[1936..]", "1936-1-1", "", Some(1936), 2, "OneOf 1", "1936–"),
    ("[1660,1667..1670]", "1660-1-1", "1670-12-31", Some(1660), 2, "OneOf 2", "1660 or 1667–1670"),
    ("{1936-05,1936-06}", "1936-5-1", "1936-6-30", Some(1936), 2, "AllOf 2", "1936"),
    ("0000", "0-1-1", "0-12-31", Some(0), 0, "year", "1 BC"),
    ("0001", "1-1-1", "1-12-31", Some(1), 0, "year", "1"),
    ("-0043", "-43-1-1", "-43-12-31", Some(-43), 1, "year", "44 BC"),
    ("-0043-03-15", "-43-3-15", "-43-3-15", Some(-43), 1, "day", "44 BC"),
    ("-0044-02-29", "-44-2-29", "-44-2-29", Some(-44), 1, "day", "45 BC"),
    ("-004X", "-49-1-1", "-40-12-31", Some(-49), 1, "decade", "50 BC–41 BC"),
    ("-0043/0014", "-43-1-1", "14-12-31", Some(-43), 1, "year/year", "44 BC–14"),
    ("Y17000", "17000-1-1", "17000-12-31", Some(17000), 1, "year", "17000"),
    ("Y-17000~", "-17000-1-1", "-17000-12-31", Some(-17000), 1, "year~", "c. 17001 BC"),
];

#[test]
fn edtf_is_read() {
    let day_of = |text: &str| (!text.is_empty()).then(|| day(text));
    for (text, earliest, latest, year, level, form, display) in TABLE {
        let date = Date::parse(text);
        assert_eq!(date.to_string(), *text);
        assert_eq!(date.as_edtf(), Some(*text), "{text}");
        assert_eq!(date.as_literal(), None, "{text}");
        assert_eq!(date.earliest(), day_of(earliest), "earliest of {text}");
        assert_eq!(date.latest(), day_of(latest), "latest of {text}");
        assert_eq!(date.year(), *year, "year of {text}");
        assert_eq!(date.level(), Some(*level), "level of {text}");
        assert_eq!(form_name(&date), *form, "form of {text}");
        assert_eq!(date.display_year(), *display, "display of {text}");
    }
}

#[test]
fn dates_in_words_tell_month_and_day() {
    let table = [
        ("1936", "1936"),
        ("1936-05", "May 1936"),
        ("1938-05-12~", "c. 12 May 1938"),
        ("1938-05-12/..", "12 May 1938–"),
        ("1936-05/1936-06", "May 1936–June 1936"),
        ("1936-21", "Spring 1936"),
        ("193X", "1930s"),
        ("[1936, 1938]", "1936 or 1938"),
        ("soon", "soon"),
    ];
    for (text, display) in table {
        assert_eq!(Date::parse(text).display(), display, "{text}");
    }
}

#[test]
fn all_else_is_kept_as_words() {
    use DateError::*;
    #[rustfmt::skip]
    let table = [
        ("", NotEdtf), ("n.d.", NotEdtf), ("in press", NotEdtf), ("936", NotEdtf), ("19361", NotEdtf),
        ("1936-5", NotEdtf), ("1936-05-1", NotEdtf), ("1936–1938", NotEdtf),
        ("1936--1938", NotEdtf), ("1936-1938", NotEdtf), ("c. 1936", NotEdtf), ("1936~~", NotEdtf),
        ("X936", NotEdtf), ("1X36", NotEdtf), ("193x", NotEdtf), ("1936-X5", NotEdtf), ("1936-", NotEdtf),
        ("-0000", NotEdtf), ("-000X", NotEdtf), ("-XXXX", NotEdtf), ("+1936", NotEdtf), ("１９３６", NotEdtf),
        ("1936-13", NotInCalendar), ("1936-00", NotInCalendar), ("1936-20", NotInCalendar),
        ("1936-42", NotInCalendar), ("1936-2X", NotInCalendar), ("1936-21-05", NotInCalendar),
        ("1936-02-30", NotInCalendar), ("1937-02-29", NotInCalendar), ("1900-02-29", NotInCalendar),
        ("1936-04-31", NotInCalendar), ("1936-05-00", NotInCalendar), ("1936-05-32", NotInCalendar),
        ("1936-02-3X", NotInCalendar), ("1936-05-4X", NotInCalendar), ("193X-02-30", NotInCalendar),
        ("/", Empty), ("..", NotEdtf), ("../..", Empty), ("../", Empty), ("1936/1937/1938", NotEdtf),
        ("1938/1936", Reversed), ("1936-06/1936-05-31", Reversed), ("1936/n.d.", NotEdtf),
        ("[]", NotEdtf), ("{}", NotEdtf), ("[1936", NotEdtf), ("[1936}", NotEdtf), ("[1936,]", NotEdtf),
        ("[1936,..1938]", NotEdtf), ("[1936..,1938]", NotEdtf), ("[1938..1936]", Reversed), ("[..]", Empty),
        ("[1936/1938]", NotEdtf), ("1936..1938", NotEdtf), ("[1936..1937..1938]", NotEdtf),
        ("Y1936", NotEdtf), ("Y01936", NotEdtf), ("Y17000-05", YearOutOfRange), ("Y", NotEdtf),
        ("Y1234567890123456", YearOutOfRange), ("Y170XX", NotEdtf),
        ("1936-05T10:00", NotEdtf), ("1936-05-01T", NotEdtf), ("1936-05-01T25:00", NotEdtf),
        ("1936-05-01T24:00:01", NotEdtf), ("1936-05-01T10:60", NotEdtf), ("1936-05-01T10:00:00.", NotEdtf),
        ("1936-05-01T10:00Z1", NotEdtf), ("1936-05-01 10:00:00", NotEdtf), ("1936-05-01~T10:00", NotEdtf),
        ("1936-05-XXT10:00", NotEdtf),
    ];
    for (text, error) in table {
        assert_eq!(Date::from_edtf(text), Err(error), "{text}");
        let date = Date::parse(text);
        assert_eq!(date.as_literal(), Some(text));
        assert_eq!(date.form(), Form::Literal(text));
        assert_eq!(date.to_string(), text);
        assert_eq!(date.display_year(), text);
        assert_eq!((date.earliest(), date.latest(), date.year()), (None, None, None));
        assert_eq!((date.level(), date.first_point()), (None, None));
    }
}

#[test]
fn white_space_around_is_not_kept() {
    assert_eq!(Date::parse(" 1936\n").as_edtf(), Some("1936"));
    assert_eq!(Date::parse("\tn.d. ").as_literal(), Some("n.d."));
}

#[test]
fn parts_are_given_to_writers() {
    let Form::Single(point) = Date::parse("1936-05-01?").form() else {
        panic!("not a single date");
    };
    assert_eq!(point.year().first(), 1936);
    assert_eq!((point.month(), point.day()), (Some(5), Some(1)));
    assert_eq!(point.season(), None);
    assert_eq!(point.qualification(), Qualification::UNCERTAIN);
    let season = Date::parse("1994-27").first_point().and_then(Point::season);
    assert_eq!(season.and_then(Season::word), Some("autumn"));
    assert_eq!(season.and_then(Season::quarter), Some(3));
    assert_eq!(Season::from_number(33).and_then(Season::word), None);
    let day_of_some_month = Date::parse("1936-XX-05").first_point();
    assert_eq!(day_of_some_month.and_then(Point::month), None);
    assert_eq!(day_of_some_month.and_then(Point::day), Some(5));
    assert_eq!(Date::parse("1936~/1938?").qualification(), Qualification::BOTH);
}

#[test]
fn dates_are_made_from_numbers() {
    #[rustfmt::skip]
    let table = [
        (1936, None, None, Ok("1936")),
        (1936, Some(5), None, Ok("1936-05")),
        (1936, Some(5), Some(1), Ok("1936-05-01")),
        (36, None, None, Ok("0036")),
        (-43, Some(3), Some(15), Ok("-0043-03-15")),
        (0, None, None, Ok("0000")),
        (17000, None, None, Ok("Y17000")),
        (-17000, None, None, Ok("Y-17000")),
        (17000, Some(5), None, Err(DateError::YearOutOfRange)),
        (i64::MAX, None, None, Err(DateError::YearOutOfRange)),
        (i64::MIN, None, None, Err(DateError::YearOutOfRange)),
        (1936, None, Some(1), Err(DateError::NotInCalendar)),
        (1936, Some(0), None, Err(DateError::NotInCalendar)),
        (1936, Some(21), None, Err(DateError::NotInCalendar)),
        (1936, Some(269), None, Err(DateError::NotInCalendar)),
        (1936, Some(-1), None, Err(DateError::NotInCalendar)),
        (1936, Some(2), Some(30), Err(DateError::NotInCalendar)),
        (1936, Some(i64::MAX), Some(i64::MIN), Err(DateError::NotInCalendar)),
    ];
    for (year, month, day, expected) in table {
        let date = Date::from_numbers(year, month, day);
        match expected {
            Ok(text) => assert_eq!(date.as_ref().map(Date::as_edtf), Ok(Some(text))),
            Err(error) => assert_eq!(date, Err(error), "{year} {month:?} {day:?}"),
        }
    }
}

#[test]
fn dates_are_made_from_points() -> Result<(), DateError> {
    let year = |year| Point::new(year, None, None);
    let circa = year(1936)?.qualified(Qualification::APPROXIMATE);
    let autumn = Point::in_season(1994, Season::AUTUMN)?;
    let partly = Date::parse("1936-05~-01").first_point().unwrap();
    let timed = Date::parse("1936-05-01T10:00Z").first_point().unwrap();
    #[rustfmt::skip]
    let table = [
        (Date::from(circa), "1936~"),
        (Date::from(autumn), "1994-23"),
        (Date::from(partly), "1936-05-01~"),
        (Date::from(timed), "1936-05-01"),
        (Date::from(Point::masked(1936, Mask::Decade)?), "193X"),
        (Date::from(Point::masked(1936, Mask::Century)?), "19XX"),
        (Date::from(Point::masked(-43, Mask::Decade)?), "-004X"),
        (Date::from(Point::masked(1936, Mask::Whole)?), "XXXX"),
        (Date::interval(End::At(circa), End::At(year(1938)?))?, "1936~/1938"),
        (Date::interval(End::At(partly), End::Open)?, "1936-05-01~/.."),
        (Date::interval(End::Unknown, End::At(circa))?, "/1936~"),
        (Date::interval(End::Open, End::At(autumn))?, "../1994-23"),
    ];
    for (date, text) in table {
        let read = Date::from_edtf(text)?;
        assert_eq!(date.as_edtf(), Some(text));
        assert_eq!(date.form(), read.form(), "{text}");
    }
    let start = End::At(year(1938)?);
    assert_eq!(Date::interval(start, End::At(circa)), Err(DateError::Reversed));
    assert_eq!(Date::interval(End::Open, End::Unknown), Err(DateError::Empty));
    assert_eq!(Point::masked(12345, Mask::Decade), Err(DateError::YearOutOfRange));
    assert_eq!(Point::masked(-5, Mask::Decade), Err(DateError::NotEdtf));
    Ok(())
}

#[test]
fn dates_are_ordered() {
    #[rustfmt::skip]
    let in_order = [
        "Y-17000", "-0043", "0000", "1935-12-31", "1936-01-01", "1936-01", "1936", "1936?", "1936~",
        "1936/1938", "1936/", "1936/..", "1936-21", "1936-05", "../1936", "1936-12-31", "1937", "Y17000",
        "XXXX", "1900-02-30", "in press", "n.d.",
    ];
    let mut dates: Vec<Date> = in_order.iter().rev().map(|t| Date::parse(t)).collect();
    dates.sort();
    let sorted: Vec<&str> = dates.iter().map(Date::as_str).collect();
    assert_eq!(sorted, in_order);
}

#[test]
fn words_of_the_calendar() {
    #[rustfmt::skip]
    let months = [
        ("jan", Some(1)), ("January", Some(1)), ("FEB.", Some(2)), ("March", Some(3)), ("apr", Some(4)),
        ("may", Some(5)), ("June", Some(6)), ("jul", Some(7)), ("august", Some(8)), ("Sept.", Some(9)),
        ("sep", Some(9)), (" oct ", Some(10)), ("Nov", Some(11)), ("dec", Some(12)), ("ma", None),
        ("", None), ("...", None), ("mars", None), ("januaryy", None), ("5", None), ("été", None),
    ];
    for (word, month) in months {
        assert_eq!(month_from_word(word), month, "{word}");
    }
    assert_eq!(Season::from_word("Fall"), Some(Season::AUTUMN));
    assert_eq!(Season::from_word(" autumn"), Some(Season::AUTUMN));
    assert_eq!(Season::from_word("May"), None);
    assert_eq!(Season::AUTUMN.word(), Some("autumn"));
}

#[test]
fn serde_keeps_the_text() {
    for text in ["1936~", "n.d.", "-0043", "1936/.."] {
        let json = serde_json::to_string(&Date::parse(text)).unwrap();
        assert_eq!(json, format!("\"{text}\""));
        let read: Date = serde_json::from_str(&json).unwrap();
        assert_eq!(read, Date::parse(text));
    }
}

#[test]
fn yaml_needs_no_quotes() {
    for text in ["1936", "0036", "-0043", "1936-05-01", "193X", "1936~", "1936/.."] {
        let read: Vec<Date> = serde_saphyr::from_str(&format!("- {text}\n")).unwrap();
        assert_eq!(read, [Date::parse(text)]);
    }
}

proptest! {
    #[test]
    fn no_text_panics_and_all_text_is_kept(text in "\\PC{0,20}|[0-9X~?%/.\\[\\]{}, TYZ:+-]{0,24}") {
        let date = Date::parse(&text);
        prop_assert_eq!(date.as_str(), text.trim());
        prop_assert_eq!(&Date::parse(&date.to_string()), &date);
        prop_assert_eq!(date.as_edtf().is_some(), date.level().is_some());
        prop_assert!(!date.display_year().is_empty() || text.trim().is_empty());
        if let (Some(earliest), Some(latest)) = (date.earliest(), date.latest()) {
            prop_assert!(earliest <= latest);
        }
    }

    #[test]
    fn points_are_read_as_they_are_written(
        text in "[~?%]?-?[0-3][0-9][0-9X]{2}[~?%]?(-[0-4][0-9X]([~?%]?-[0-3][0-9X])?)?[~?%]?"
    ) {
        if let Form::Single(point) = Date::parse(&text).form() {
            let written = Date::from(point);
            let read = Date::from_edtf(written.as_str());
            prop_assert_eq!(read.as_ref(), Ok(&written));
            let read = read.unwrap();
            prop_assert_eq!(read.form(), written.form());
            prop_assert_eq!(written.earliest(), point.earliest());
            prop_assert!(point.earliest() <= point.latest());
        }
    }

    #[test]
    fn days_are_those_of_chrono(year in -9999_i32..=9999, month in 1_u32..=12, day in 1_u32..=31) {
        let numbers = (i64::from(year), Some(i64::from(month)), Some(i64::from(day)));
        let date = Date::from_numbers(numbers.0, numbers.1, numbers.2).ok();
        prop_assert_eq!(date.and_then(|date| date.earliest()), chrono_day(year, month, day));
    }

    #[test]
    fn no_numbers_panic(year: i64, month: Option<i64>, day: Option<i64>) {
        if let Ok(date) = Date::from_numbers(year, month, day) {
            prop_assert!(date.earliest() <= date.latest());
        }
        if let Ok(point) = Point::masked(year, Mask::Decade) {
            prop_assert!(point.year().first() <= year && year <= point.year().last());
        }
    }
}
