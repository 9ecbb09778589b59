//! A bibliography manager that knows what a translation is.

pub mod cli;
pub mod fields;
pub mod formats;
pub mod library;
pub mod lint;
pub mod model;
pub mod paper;
pub mod query;
pub mod rendering;
pub mod store;
