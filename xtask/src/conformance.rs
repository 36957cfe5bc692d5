//! `cargo xtask conformance`: the suites of others against the release build.

use std::ffi::OsString;

use crate::{Outcome, cargo::become_it, programs, python, test};

/// The same build as that of `cargo xtask test`.
pub(crate) fn run(more: Vec<OsString>) -> Outcome {
    programs::ensure()?;
    let mut command = test::tests();
    command.args(["--test", "conformance"]);
    python::ensure(&mut command)?;
    become_it(command, more)
}
