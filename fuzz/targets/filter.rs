//! Searches for filters that break what [`fuzz::filter`] says.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::filter::check(bytes));
