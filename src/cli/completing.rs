//! Values that shells complete although more is taken than they are told of: `-year`, `original_title`.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};

/// Reads a value by a function, and has shells complete these names.
#[derive(Clone)]
pub struct Completed<T: 'static> {
    read: fn(&str) -> Result<T, String>,
    names: fn() -> Vec<&'static str>,
}

/// Values that `read` takes, of which `names` are told.
pub fn completed<T>(read: fn(&str) -> Result<T, String>, names: fn() -> Vec<&'static str>) -> Completed<T> {
    Completed { read, names }
}

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Completed<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<T, clap::Error> {
        self.read.parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.names)().into_iter().map(PossibleValue::new)))
    }
}
