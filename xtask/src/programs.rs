//! Programs that the build and the tests need beside Rust.

use std::process::{Command, Stdio};

/// A command that succeeds where the program is there, and the Debian package that brings it.
const NEEDED: [(&[&str], &str); 3] = [
    (&["cc", "--version"], "gcc"),
    // What guides the search of `cargo xtask fuzz` is in C++.
    (&["c++", "--version"], "g++"),
    // Debian splits off what makes an environment and its pip.
    (&["python3", "-c", "import ensurepip, venv"], "python3-venv"),
];

/// Installs what is missing; does nothing where nothing is.
pub(crate) fn ensure() -> Result<(), String> {
    let missing: Vec<&str> = NEEDED
        .iter()
        .filter(|(check, _)| !succeeds(check))
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    // A fresh machine knows of no package; one that knows of some may know of old ones.
    match apt_get(&["update", "--quiet"]).and_then(|()| {
        let install = ["install", "--yes", "--no-install-recommends"];
        apt_get(&[install.as_slice(), &missing].concat())
    }) {
        Some(()) => Ok(()),
        None => Err(format!(
            "these packages are missing and apt-get could not install them: {}",
            missing.join(" ")
        )),
    }
}

fn apt_get(arguments: &[&str]) -> Option<()> {
    let status = Command::new("apt-get")
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success()).then_some(())
}

fn succeeds(check: &[&str]) -> bool {
    let Some((program, arguments)) = check.split_first() else {
        return true;
    };
    let status = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}
