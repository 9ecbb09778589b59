//! What the tests of several formats share.

pub mod listing;
