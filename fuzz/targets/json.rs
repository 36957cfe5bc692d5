//! Searches for JSON bodies that break what [`fuzz::json`] says.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::json::check(bytes));
