//! Reads bytes as TeX.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oeuvre_fuzz::tex(bytes));
