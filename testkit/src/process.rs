//! A built daemon as a child process, on a free port, with a directory of its own.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
};

use serde_json::Value;
use tempfile::TempDir;

use crate::Client;

/// A running `rosterd demo --empty`, killed when dropped.
#[derive(Debug)]
pub struct Process {
    binary: PathBuf,
    directory: Arc<TempDir>,
    child: Child,
    /// `http://127.0.0.1:PORT/scim/v2`
    pub base_url: String,
    /// The token that was made at the start.
    pub token: String,
    /// The tenant's id.
    pub tenant: String,
    /// The admin socket.
    pub socket: PathBuf,
}

impl Process {
    /// Starts the binary on fresh data, without rate limits.
    pub fn start(binary: impl AsRef<Path>) -> Self {
        Self::start_with(binary, &[])
    }

    /// Starts the binary on fresh data with more flags of `demo`, e.g. `--limits`.
    pub fn start_with(binary: impl AsRef<Path>, flags: &[&str]) -> Self {
        let directory = TempDir::new().expect("a temporary directory");
        fs::create_dir(directory.path().join("faults")).expect("the faults directory");
        Self::start_in(binary.as_ref(), Arc::new(directory), flags)
    }

    /// Ends the process with SIGKILL and starts it again on the same data. The token is new: the
    /// one of the run before is revoked by the demo.
    #[must_use]
    pub fn kill_and_restart(mut self) -> Self {
        self.kill();
        self.restart()
    }

    /// Starts again on the data of a process that has ended.
    #[must_use]
    pub fn restart(self) -> Self {
        Self::start_in(&self.binary, Arc::clone(&self.directory), &[])
    }

    /// SIGKILL, and waits until the process is gone.
    pub fn kill(&mut self) {
        self.child.kill().expect("the process can be killed");
        self.child.wait().expect("the process can be waited for");
    }

    /// Sends a signal by name, e.g. `TERM`.
    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let status = Command::new("kill")
            .args([&format!("-{name}"), &pid])
            .status();
        assert!(status.expect("kill runs").success(), "kill -{name} {pid}");
    }

    /// Waits for the end and gives the exit code.
    pub fn wait(&mut self) -> Option<i32> {
        self.child
            .wait()
            .expect("the process can be waited for")
            .code()
    }

    /// A SCIM client with the process's token.
    pub fn client(&self) -> Client {
        Client::new(&self.base_url, &self.token)
    }

    /// Runs a verb of the binary against this daemon with `--json`, and gives its lines.
    ///
    /// # Panics
    /// If the verb fails.
    pub fn cli(&self, arguments: &[&str]) -> Vec<Value> {
        let (code, lines, errors) = self.try_cli(arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {errors}");
        lines
    }

    /// Like [`Self::cli`], for verbs that are to fail: exit code, lines, what stderr said.
    pub fn try_cli(&self, arguments: &[&str]) -> (Option<i32>, Vec<Value>, String) {
        let output = Command::new(&self.binary)
            .args(arguments)
            .arg("--json")
            .arg("--socket")
            .arg(&self.socket)
            .output()
            .expect("the verb runs");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let lines = text
            .lines()
            .map(|line| serde_json::from_str(line).expect("a JSON line"));
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), lines.collect(), errors)
    }

    /// Switches an injected fault on (see each fault's reader in the sources).
    pub fn fault(&self, name: &str, content: &str) {
        fs::write(self.directory.path().join("faults").join(name), content).expect("a fault file");
    }

    /// Switches it off.
    pub fn heal(&self, name: &str) {
        fs::remove_file(self.directory.path().join("faults").join(name)).expect("a fault file");
    }

    /// The directory of the database.
    pub fn data(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    /// Resident memory in KiB.
    pub fn resident_kib(&self) -> u64 {
        let path = format!("/proc/{}/status", self.child.id());
        let status = fs::read_to_string(path).expect("the process lives");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = line.and_then(|line| line.split_whitespace().next());
        number
            .and_then(|number| number.parse().ok())
            .expect("VmRSS in KiB")
    }

    fn start_in(binary: &Path, directory: Arc<TempDir>, flags: &[&str]) -> Self {
        let mut child = Command::new(binary)
            .args([
                "demo",
                "--empty",
                "--json",
                "--listen",
                "127.0.0.1:0",
                "--data",
            ])
            .arg(directory.path().join("data"))
            .args(flags)
            .env("ROSTERD_FAULTS", directory.path().join("faults"))
            .stdout(Stdio::piped())
            .spawn()
            .expect("the daemon starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("a pipe");
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("the line of demo --json");
        let ready: Value = serde_json::from_str(&line)
            .unwrap_or_else(|error| panic!("demo --json said {line:?}: {error}"));
        let text = |name: &str| ready[name].as_str().expect("a text").to_owned();
        Self {
            binary: binary.to_owned(),
            child,
            base_url: text("base_url"),
            token: text("token"),
            tenant: text("tenant"),
            socket: text("admin_socket").into(),
            directory,
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may be gone already; either way there is nothing left to do.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
