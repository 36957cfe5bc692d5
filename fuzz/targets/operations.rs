//! Searches for whole operations that break what [`fuzz::operations`] says.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::operations::check(bytes));
