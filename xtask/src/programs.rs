//! Programs that the build and the tests need beside Rust.

use std::{
    env,
    process::{Command, Stdio},
};

/// A program, and the Debian package that brings it.
const NEEDED: [(&str, &str); 1] = [("cc", "gcc")];

/// Installs what is missing; does nothing where nothing is.
pub(crate) fn ensure() -> Result<(), String> {
    let missing: Vec<&str> = NEEDED
        .iter()
        .filter(|(program, _)| !is_installed(program))
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let installed = Command::new("apt-get")
        .args(["install", "--yes", "--no-install-recommends"])
        .args(&missing)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null())
        .status();
    match installed {
        Ok(status) if status.success() => Ok(()),
        _ => Err(format!(
            "these packages are missing and apt-get could not install them: {}",
            missing.join(" ")
        )),
    }
}

fn is_installed(program: &str) -> bool {
    env::var_os("PATH")
        .is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}
