//! `cargo xtask bench`: the budgets, measured.

use std::ffi::OsString;

use crate::{
    Outcome,
    cargo::{become_it, cargo},
    programs,
};

pub(crate) fn run(more: Vec<OsString>) -> Outcome {
    programs::ensure()?;
    become_it(cargo(&["bench", "--package", "rosterd"]), more)
}
