//! A `rosterd serve` with a configuration file of its own, for what `demo` does not have.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use serde_json::Value;
use tempfile::TempDir;
use testkit::Client;

use crate::ROSTERD;

/// A `rosterd serve` on a free port, killed when dropped.
pub(crate) struct Served {
    directory: TempDir,
    child: Child,
}

impl Served {
    pub(crate) fn start(config: &str) -> Self {
        Self::start_in(config, &[])
    }

    /// With more in its environment.
    pub(crate) fn start_in(config: &str, environment: &[(&str, &Path)]) -> Self {
        let directory = TempDir::new().unwrap();
        let path = |name: &str| directory.path().join(name);
        fs::write(path("config.toml"), config).unwrap();
        let mut child = Command::new(ROSTERD)
            .args(["serve", "--listen", "127.0.0.1:0", "--config"])
            .arg(path("config.toml"))
            .arg("--data")
            .arg(path("data"))
            .arg("--socket")
            .arg(path("admin.sock"))
            .envs(environment.iter().copied())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        keep_log(&mut child, path("log"));
        let served = Self { directory, child };
        served.wait_for_log("serving");
        served
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub(crate) fn config(&self, text: &str) {
        fs::write(self.path("config.toml"), text).unwrap();
    }

    /// Another configuration, taken.
    pub(crate) fn reload(&self, text: &str) {
        let taken = |log: &str| log.matches("configuration reloaded").count();
        let before = taken(&self.log());
        self.config(text);
        self.signal("HUP");
        self.wait_until(|log| taken(log) > before);
    }

    /// A client of the server itself, without a token.
    pub(crate) fn client(&self) -> Client {
        let status: Value = serde_json::from_str(&self.cli(&["status"])).unwrap();
        let sockets = status["listeners"]["sockets"].as_array().unwrap();
        let endpoints = sockets
            .iter()
            .filter_map(|socket| socket["endpoint"].as_str());
        let origin = endpoints
            .into_iter()
            .find(|one| one.starts_with("http://127"));
        Client::new(origin.unwrap(), "").with_authorization(None)
    }

    pub(crate) fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([&format!("-{name}"), &pid])
                .status()
                .unwrap()
                .success()
        );
    }

    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.path("log")).unwrap_or_default()
    }

    pub(crate) fn wait_for_log(&self, text: &str) {
        self.wait_until(|log| log.contains(text));
    }

    fn wait_until(&self, condition: impl Fn(&str) -> bool) {
        for _ in 0..500 {
            if condition(&self.log()) {
                return;
            }
            wait(Duration::from_millis(20));
        }
        panic!("it never came up in the log: {}", self.log());
    }

    pub(crate) fn cli(&self, arguments: &[&str]) -> String {
        let output = Command::new(ROSTERD)
            .args(arguments)
            .arg("--json")
            .arg("--socket")
            .arg(self.path("admin.sock"))
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Copies the daemon's stderr into a file, line by line.
fn keep_log(child: &mut Child, path: impl AsRef<Path> + Send + 'static) {
    let stderr = BufReader::new(child.stderr.take().unwrap());
    std::thread::spawn(move || {
        let mut text = String::new();
        for line in stderr.lines().map_while(Result::ok) {
            text.push_str(&line);
            text.push('\n');
            fs::write(&path, &text).unwrap();
        }
    });
}

#[expect(
    clippy::disallowed_methods,
    reason = "another process is waited for: there is nothing to be notified by"
)]
fn wait(time: Duration) {
    std::thread::sleep(time);
}
