//! The words of the field as Rust types: what a bibliography consists of, with no storage and no syntax.
//!
//! Two shapes hold the same facts. The [`tree`] is what a library keeps: work → expression → edition.
//! A [`mod@reference`] is one edition seen whole and flat, the neutral form that every format reads into and
//! writes from.

#[macro_use]
mod vocabulary;

pub mod date;
pub mod edition;
pub mod entry_type;
pub mod field;
pub mod language;
pub mod likeness;
pub mod name;
pub mod reading;
pub mod reference;
pub mod role;
pub mod title;
pub mod tree;
pub mod wanted;

pub use date::Date;
pub use entry_type::{EntryType, WorkKind};
pub use field::{Field, Place, Value};
pub use name::{Ending, Name, NameList, years_of_life};
pub use reference::{Extra, Link, LinkKind, Reference, Standing};
pub use role::Role;
