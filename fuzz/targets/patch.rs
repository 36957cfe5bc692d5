//! Searches for PATCH messages that break what [`fuzz::patch`] says.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::patch::check(bytes));
