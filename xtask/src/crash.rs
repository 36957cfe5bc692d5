//! `cargo xtask crash`: the crash test's long version.

use std::{env, ffi::OsString};

use crate::{
    Outcome,
    cargo::{become_it, cargo},
    programs,
};

/// The test reads how often to kill the daemon from the environment; a number that is there already
/// is kept.
pub(crate) fn run(more: Vec<OsString>) -> Outcome {
    programs::ensure()?;
    let mut command = cargo(&[
        "test",
        "--package",
        "rosterd",
        "--release",
        "--features",
        "fault-injection",
        "--test",
        "crash",
    ]);
    if env::var_os(ROUNDS).is_none() {
        command.env(ROUNDS, "2000");
    }
    become_it(command, more)
}

const ROUNDS: &str = "ROSTERD_CRASH_ROUNDS";
