//! Becoming cargo.

use std::{
    env,
    ffi::OsString,
    os::unix::process::CommandExt,
    path::{self, Path, PathBuf},
    process::Command,
};

use crate::Outcome;

/// Cargo, in the workspace's root, with these arguments.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command.args(arguments);
    command
}

/// The workspace's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The target folder; absolute, as not everything runs in the folder of this program.
pub(crate) fn target_folder() -> Result<PathBuf, String> {
    let target = match env::var_os("CARGO_TARGET_DIR") {
        Some(target) => path::absolute(&target),
        None => path::absolute(root().join("target")),
    };
    target.map_err(|error| format!("the target folder: {error}"))
}

/// Replaces this process by the command with `more` arguments: signals and the exit code need no
/// passing on.
pub(crate) fn become_it(mut command: Command, more: Vec<OsString>) -> Outcome {
    let error = command.args(more).exec();
    let program = command.get_program().to_string_lossy();
    Err(format!("cannot start {program}: {error}"))
}
