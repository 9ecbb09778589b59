use super::*;

fn reading(status: ReadingStatus, started: Option<&str>, finished: Option<&str>) -> Reading<Subject> {
    let mut reading = Reading::new(Subject::Edition(EditionId(1)), status);
    (reading.started, reading.finished) = (started.map(Date::parse), finished.map(Date::parse));
    reading
}

#[test]
fn steps_lead_on_or_are_refused() {
    use ReadingStatus::{Dropped, Finished, Paused, Reading as Begun, Want};
    let today = Date::parse("2026-11-22");
    let statuses = [None, Some(Want), Some(Begun), Some(Paused), Some(Finished), Some(Dropped)];
    let (new, last) = (|status| Some(Next::New(status)), |status| Some(Next::Last(status)));
    for (step, expected) in [
        (Step::Want, [new(Want), last(Want), None, None, new(Want), new(Want)]),
        (Step::Start, [new(Begun), last(Begun), None, last(Begun), new(Begun), new(Begun)]),
        (Step::Pause, [None, None, last(Paused), None, None, None]),
        (Step::Progress, [None, None, last(Begun), last(Begun), None, None]),
        (Step::Drop, [new(Dropped), last(Dropped), last(Dropped), last(Dropped), new(Dropped), None]),
        (Step::Finish, [new(Finished), last(Finished), last(Finished), last(Finished), None, new(Finished)]),
    ] {
        for (status, expected) in statuses.iter().zip(expected) {
            let before = status.map(|status| reading(status, None, None));
            let next = stepped(before.as_ref(), step, &Told::default(), &today);
            assert_eq!(next.ok(), expected, "{step:?} after {status:?}");
        }
    }
}

#[test]
fn what_was_finished_can_be_rated_and_finished_on_another_day() {
    let today = Date::parse("2026-11-22");
    let last = reading(ReadingStatus::Finished, None, Some("1998"));
    for (told, expected) in [
        (Told { rating: Some(4), ..Told::default() }, Next::Last(ReadingStatus::Finished)),
        (Told { on: Some(Date::parse("2004")), ..Told::default() }, Next::New(ReadingStatus::Finished)),
    ] {
        assert_eq!(stepped(Some(&last), Step::Finish, &told, &today), Ok(expected));
    }
}

#[test]
fn the_day_of_a_step_is_put_where_it_belongs() {
    use ReadingStatus::{Dropped, Finished, Paused, Reading as Begun, Want};
    let today = Date::parse("2026-11-22");
    let shown = |day: &Option<Date>| day.as_ref().map_or("", |day| day.as_str()).to_owned();
    // What was there, the step, its day, and then the first day, the day of the status and the last one.
    for (before, step, on, expected) in [
        (None, Step::Want, "", ["", "2026-11-22", ""]),
        (None, Step::Want, "2024-05", ["", "2024-05", ""]),
        (Some((Want, "", "2024-05")), Step::Want, "", ["", "2024-05", ""]),
        (Some((Want, "", "")), Step::Want, "", ["", "", ""]),
        (Some((Want, "", "2024-05")), Step::Want, "2023", ["", "2023", ""]),
        (Some((Want, "", "2024-05")), Step::Start, "2026-01-02", ["2026-01-02", "", ""]),
        (Some((Begun, "2026", "")), Step::Progress, "2026-03-02", ["2026", "2026-03-02", ""]),
        (Some((Begun, "2026", "2026-03-02")), Step::Pause, "", ["2026", "2026-11-22", ""]),
        (Some((Paused, "2026", "2026-03-02")), Step::Start, "2026-04", ["2026", "2026-04", ""]),
        (Some((Paused, "", "2026-03-02")), Step::Start, "", ["", "2026-11-22", ""]),
        (Some((Paused, "2026", "2026-03-02")), Step::Finish, "2026-05", ["2026", "", "2026-05"]),
        (Some((Begun, "2026", "2026-03-02")), Step::Drop, "", ["2026", "", "2026-11-22"]),
        (Some((Finished, "2026", "")), Step::Finish, "", ["2026", "", "2026-11-22"]),
        (Some((Dropped, "2026", "")), Step::Drop, "2026-05", ["2026", "", "2026-05"]),
    ] {
        let (status, started, noted) = before.unwrap_or((Want, "", ""));
        let day = |text: &str| Some(text).filter(|text| !text.is_empty()).map(Date::parse);
        let mut reading = reading(status, None, None);
        (reading.started, reading.noted) = (day(started), day(noted));
        let told = Told { on: day(on), ..Told::default() };
        let at = told.on.clone().unwrap_or_else(|| today.clone());
        put_day(&mut reading, (step, before.map(|(status, ..)| status)), &told, &at);
        let found = [shown(&reading.started), shown(&reading.noted), shown(&reading.finished)];
        assert_eq!(found, expected, "{step:?} on {on:?} after {before:?}");
    }
}

#[test]
fn the_day_of_a_status_is_checked() {
    let today = Date::parse("2026-11-22");
    for (started, noted, is_sound) in [
        (Some("2026-10-03"), "2026-10", true),
        (Some("2026-10-03"), "2026-10-02", false),
        (None, "1998", true),
        (None, "2027", false),
    ] {
        let mut reading = reading(ReadingStatus::Paused, started, None);
        reading.noted = Some(Date::parse(noted));
        assert_eq!(check(&reading, None, &today).is_ok(), is_sound, "{reading:?}");
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let today = Date::parse("2026-11-22");
    for (started, finished, page, is_sound) in [
        (Some("2026-10"), Some("2026-10-02"), None, true),
        (Some("2026-10-03"), Some("2026-10-02"), None, false),
        (Some("1998"), Some("1998"), None, true),
        (Some("1998"), Some("1997"), None, false),
        (None, Some("2027"), None, false),
        (Some("2026"), None, Some("346"), true),
        (Some("2026"), None, Some("347"), false),
        (Some("2026"), None, Some("xii"), true),
    ] {
        let mut reading = reading(ReadingStatus::Reading, started, finished);
        reading.page = page.map(str::to_owned);
        assert_eq!(check(&reading, Some(346), &today).is_ok(), is_sound, "{reading:?}");
    }
}

#[test]
fn pages_are_counted() {
    for (text, pages) in [
        ("346", Some(346)),
        ("xii, 346 p.", Some(346)),
        ("346 S.", Some(346)),
        ("", None),
        ("one", None),
        ("0", None),
    ] {
        assert_eq!(pages_of(Some(text)), pages, "{text}");
    }
}
