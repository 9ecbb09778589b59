//! Reads bytes as the format that the target is named like.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oeuvre_fuzz::read(env!("CARGO_BIN_NAME"), bytes));
