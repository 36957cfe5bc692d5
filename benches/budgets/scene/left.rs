//! A data directory that its daemon has left.

use std::time::Duration;

use serde_json::Value;
use testkit::Process;

use super::{ROSTERD, Scene};
use crate::{Fallible, load::Bounds, people::NEWCOMERS, yardstick::store_layer::StoreLayer};

/// Operations a commit while loading: more than a daemon takes, for nobody waits.
const LOADING_BATCH: usize = 512;
/// Submitters while loading: enough to fill the next batch during a commit.
const LOADING_SUBMITTERS: usize = 2 * LOADING_BATCH;

/// One tenant, one token, so many users, and no daemon.
#[derive(Debug)]
pub(crate) struct Left {
    /// The process has ended, but it owns the directory.
    process: Process,
    token: String,
    users: u64,
}

impl Left {
    /// Has a daemon make the tenant and the token, and ends it.
    pub(crate) fn new() -> Fallible<Self> {
        let mut process = Process::start(ROSTERD);
        let lines = process.cli(&["token", "list", &process.tenant]);
        let token = lines
            .first()
            .and_then(|line| line.get("id"))
            .and_then(Value::as_str);
        let token = token.ok_or("the demo has no token")?.to_owned();
        process.signal("TERM");
        process.wait();
        Ok(Self {
            process,
            token,
            users: 0,
        })
    }

    /// Writes users straight into the store: a million of them over HTTP would take as long as all
    /// the measuring.
    pub(crate) async fn add_users(mut self, users: u64) -> Fallible<Self> {
        let loading = self.open(0, LOADING_BATCH)?;
        loading.create(LOADING_SUBMITTERS, all(users)?).await?;
        self.users = users;
        Ok(self)
    }

    /// Writes tenants whom nobody calls.
    pub(crate) async fn add_sleepers(self, tenants: u64) -> Fallible<Self> {
        let loading = self.open(0, LOADING_BATCH)?;
        loading
            .create_tenants(LOADING_SUBMITTERS, all(tenants)?)
            .await?;
        Ok(self)
    }

    /// The store as the daemon would run it.
    pub(crate) fn store(&self) -> Fallible<StoreLayer> {
        self.open(NEWCOMERS, settings::Settings::default().store.batch)
    }

    /// Starts a daemon over the directory.
    pub(crate) fn revive(self) -> Scene {
        Scene {
            process: self.process.kill_and_restart(),
            users: self.users,
        }
    }

    fn open(&self, first: u64, batch: usize) -> Fallible<StoreLayer> {
        StoreLayer::open(
            &self.process.data(),
            &self.process.tenant,
            &self.token,
            first,
            batch,
        )
    }
}

fn all(number: u64) -> Fallible<Bounds> {
    Ok(Bounds {
        requests: usize::try_from(number)?,
        time: Duration::from_hours(1),
    })
}
