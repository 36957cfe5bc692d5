//! `cargo xtask test`: every test.

use std::ffi::OsString;

use crate::{
    Outcome,
    cargo::{become_it, cargo},
    programs,
};

/// The release build is what is handed out: supervision, overflow checks and timing differ from a
/// debug build. Faults can be injected only into a build with that feature.
pub(crate) fn run(more: Vec<OsString>) -> Outcome {
    programs::ensure()?;
    let command = cargo(&["test", "--workspace", "--release", "--features", FEATURES]);
    become_it(command, more)
}

const FEATURES: &str = "rosterd/fault-injection";
