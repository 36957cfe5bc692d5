//! `cargo xtask test`: every test.

use std::{ffi::OsString, process::Command};

use crate::{
    Outcome,
    cargo::{become_it, cargo},
    programs, python,
};

pub(crate) fn run(more: Vec<OsString>) -> Outcome {
    programs::ensure()?;
    let mut command = tests();
    command.args(["--lib", "--bins", "--tests"]);
    python::ensure(&mut command)?;
    become_it(command, more)
}

/// The release build is what is handed out: supervision, overflow checks and timing differ from a
/// debug build. Faults can be injected only into a build with that feature. There are no doc tests:
/// what a comment shows is tested beside it, and to look for none takes a moment for each crate.
pub(crate) fn tests() -> Command {
    cargo(&[
        "test",
        "--workspace",
        "--exclude",
        "xtask",
        "--release",
        "--features",
        "rosterd/fault-injection,rosterd/conformance",
    ])
}
