//! The day that it is.

use chrono::{DateTime, Datelike, Local, NaiveDate, SecondsFormat, Utc};

use crate::model::Date;

/// Today where this computer is, or the day of `$SOURCE_DATE_EPOCH` (seconds since 1970, UTC), by which runs can be
/// repeated.
pub fn today() -> Date {
    Date::parse(&day().format("%Y-%m-%d").to_string())
}

/// The year that it is.
pub fn this_year() -> i64 {
    i64::from(day().year())
}

/// The time that it is: ISO 8601, UTC.
pub fn time() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn day() -> NaiveDate {
    let set = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.trim().parse().ok());
    match set.and_then(|seconds| DateTime::<Utc>::from_timestamp(seconds, 0)) {
        Some(time) => time.date_naive(),
        None => Local::now().date_naive(),
    }
}
