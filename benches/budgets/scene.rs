//! A daemon over a directory of a known size.

mod api;
mod left;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::Value;
use testkit::Process;

pub(crate) use api::Api;
pub(crate) use left::Left;

use crate::Fallible;

/// The binary under test.
const ROSTERD: &str = env!("CARGO_BIN_EXE_rosterd");

/// A running daemon: one tenant, one token, so many users. Without rate limits.
#[derive(Debug)]
pub(crate) struct Scene {
    process: Process,
    /// How many users were loaded: those numbered from 0.
    pub(crate) users: u64,
}

impl Scene {
    /// A daemon over fresh data.
    pub(crate) fn empty() -> Self {
        Self {
            process: Process::start(ROSTERD),
            users: 0,
        }
    }

    /// A daemon over `users` users, which were written straight into its store.
    pub(crate) async fn with_users(users: u64) -> Fallible<Self> {
        Ok(Left::new()?.add_users(users).await?.revive())
    }

    /// A daemon with `tenants` more tenants, whom nobody calls.
    pub(crate) async fn with_sleepers(tenants: u64) -> Fallible<Self> {
        Ok(Left::new()?.add_sleepers(tenants).await?.revive())
    }

    /// Ends the daemon as a service manager would, starts it again, and says how long the start
    /// took: from the new process to the first answer, the demo's new token included.
    pub(crate) fn restart(mut self) -> (Self, Duration) {
        self.process.signal("TERM");
        self.process.wait();
        let begun = Instant::now();
        let process = self.process.kill_and_restart();
        (Self { process, ..self }, begun.elapsed())
    }

    /// The SCIM service as the scene's tenant sees it.
    pub(crate) fn api(&self) -> Fallible<Arc<Api>> {
        Api::new(&self.process.base_url, &self.process.token)
    }

    /// The SCIM service as another, new tenant sees it.
    pub(crate) fn api_of_new_tenant(&self, name: &str) -> Fallible<Arc<Api>> {
        self.process.cli(&[
            "tenant", "create", name, "--kind", "school", "--sso", "saml",
        ]);
        let lines = self.process.cli(&["token", "create", name, "Benchmark"]);
        let token = lines
            .first()
            .and_then(|line| line.get("token"))
            .and_then(Value::as_str);
        Api::new(&self.process.base_url, token.ok_or("no token was created")?)
    }

    /// Resident memory in MiB.
    pub(crate) fn resident(&self) -> Fallible<f64> {
        Ok(f64::from(u32::try_from(self.process.resident_kib())?) / 1024.0)
    }
}
