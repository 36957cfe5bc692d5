//! Searches for PATCH paths that break what [`fuzz::path`] says.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::path::check(bytes));
