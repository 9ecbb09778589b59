//! The proleptic Gregorian calendar, in `i64` and without limits.

/// The longest year, in digits: days of all years below fit an `i64` many times over.
pub(super) const YEAR_DIGITS: usize = 15;

/// Days of a common year before each month.
const DAYS_BEFORE_MONTH: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// Whether the year (0 is 1 BC) has a 29 February.
pub(super) fn is_leap(year: i64) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

/// How many days a month (1–12) has; 0 for a month that is none.
pub(super) fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Days from 0000-01-01 to a day of the calendar. The month is held to 1–12.
pub(super) fn day_number(year: i64, month: u8, day: u8) -> i64 {
    // Leap years from year 0 up to, not including, this one; right for negative years too, since
    // Euclidean division by a positive number rounds down.
    let leap_years = (year + 3).div_euclid(4) - (year + 99).div_euclid(100) + (year + 399).div_euclid(400);
    let month = month.clamp(1, 12);
    let leap_day = i64::from(month > 2 && is_leap(year));
    year * 365 + leap_years + DAYS_BEFORE_MONTH[usize::from(month) - 1] + leap_day + i64::from(day) - 1
}
