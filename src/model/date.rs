//! Dates as EDTF.

/// A date: EDTF, or the words that stand for one.
#[derive(Clone, Debug, PartialEq)]
pub struct Date(String);

impl std::fmt::Display for Date {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}
