//! `cargo xtask test`: every test.

use std::ffi::OsString;

use crate::{
    Outcome,
    cargo::{become_it, cargo},
    programs,
};

/// The release build is what is handed out: supervision, overflow checks and timing differ from a
/// debug build. Faults can be injected only into a build with that feature. There are no doc tests:
/// what a comment shows is tested beside it, and to look for none takes a moment for each crate.
pub(crate) fn run(more: Vec<OsString>) -> Outcome {
    programs::ensure()?;
    become_it(cargo(&TESTS), more)
}

const TESTS: [&str; 10] = [
    "test",
    "--workspace",
    "--exclude",
    "xtask",
    "--lib",
    "--bins",
    "--tests",
    "--release",
    "--features",
    "rosterd/fault-injection",
];
