//! The suites of others against the built daemon. They are Python programs: `cargo xtask
//! conformance` makes the environment that they need and says here where its interpreter is.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and what the suites note is worth reading"
)]

use std::{env, path::Path, process::Command};

use testkit::Process;

const ROSTERD: &str = env!("CARGO_BIN_EXE_rosterd");

#[test]
fn scim2_tester_finds_no_error() {
    let daemon = Process::start(ROSTERD);
    run("tester.py", &daemon.base_url, &daemon.token, &[]);
}

#[test]
fn scim2_tester_finds_no_error_in_strict_mode() {
    let daemon = Process::start(ROSTERD);
    let token = strict_tenant(&daemon);
    run("tester.py", &daemon.base_url, &token, &["--strict"]);
}

/// A second tenant without tolerances. Gives its token.
fn strict_tenant(daemon: &Process) -> String {
    let create = [
        "tenant", "create", "Strict", "--sso", "saml", "--strict", "true",
    ];
    let tenant = &daemon.cli(&create)[0];
    let token = &daemon.cli(&["token", "create", tenant["id"].as_str().unwrap(), "suite"])[0];
    token["token"].as_str().unwrap().to_owned()
}

fn run(program: &str, base_url: &str, token: &str, flags: &[&str]) {
    let python = env::var_os("ROSTERD_CONFORMANCE_PYTHON")
        .expect("an environment for the suites: run `cargo xtask conformance`");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let output = Command::new(python)
        .arg(folder.join(program))
        .arg(base_url)
        .args(flags)
        .env("SCIM_TOKEN", token)
        .output()
        .expect("Python starts");
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}:\n{said}{errors}");
}
