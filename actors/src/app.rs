//! The daemon as one value: started, asked, reloaded, drained. The binary and the tests use it.

mod assembly;
mod error;
mod news;
mod reload;
mod serving;
mod signing_key;

use std::{path::PathBuf, sync::Arc, time::Duration};

use arc_swap::ArcSwap;
use ractor::ActorRef;
use rosterd_http::{
    HttpOptions,
    admin::{Administration, Problem},
};
use settings::Settings;
use store::writer::Store;
use tokio::{sync::Mutex, time::Instant};
use transport::Endpoint;

pub use error::{ReloadError, StartError, Unhealthy};

use self::news::News;
use crate::{
    administration::TreeAdministration,
    clock::Clock,
    context::Context,
    listeners::{Connections, Duty, ListenersHandle, Sockets},
    root::{RootHandle, RootMessage},
    tenants::TenantsHandle,
};

/// A running daemon. To drop it drains nothing: call [`Daemon::drain`] first.
#[derive(Debug)]
pub struct Daemon {
    context: Context,
    sockets: Sockets,
    connections: Connections,
    http_options: Arc<ArcSwap<HttpOptions>>,
    listeners: ListenersHandle,
    tenants: TenantsHandle,
    root: RootHandle,
    root_actor: ActorRef<RootMessage>,
    administration: Arc<TreeAdministration>,
    reloading: Mutex<()>,
    news: News,
}

/// How a drain has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drained {
    /// Connections that were still at work at the deadline and were ended.
    pub connections_cut: usize,
    /// Every tenant's actors have answered what they had.
    pub tenants_drained: bool,
}

impl Daemon {
    /// Opens the store of the settings, binds the listeners and starts the tree. Whatever cannot be
    /// had is fatal.
    pub async fn start(settings: Settings, clock: Arc<dyn Clock>) -> Result<Self, StartError> {
        let of_store = settings.store.clone();
        let store = tokio::task::spawn_blocking(move || Store::open(&of_store))
            .await
            .map_err(|_| StartError::StorePanicked)??;
        Self::start_over(store, settings, clock).await
    }

    /// As [`Daemon::start`], over a store that is open already.
    pub async fn start_over(
        store: Store,
        settings: Settings,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, StartError> {
        assembly::assemble(store, settings, clock).await
    }

    /// Where identity providers are served, in the order of the settings.
    pub fn addresses(&self) -> Vec<Endpoint> {
        self.sockets.endpoints(Duty::Scim)
    }

    /// The socket of the operator's verbs.
    pub fn admin_socket(&self) -> PathBuf {
        let generation = self.context.in_force.load();
        generation.settings.admin.socket.clone()
    }

    /// The number of the settings in force: 1 at the start, one more with each reload.
    pub fn generation(&self) -> u64 {
        self.context.in_force.load().number
    }

    /// Puts new settings in force and returns their generation, or changes nothing and says why.
    pub async fn reload(&self, settings: Settings) -> Result<u64, ReloadError> {
        let _one_at_a_time = self.reloading.lock().await;
        reload::reload(self, settings).await
    }

    /// Stops taking connections, or starts again. Those that are open go on.
    pub fn pause(&self, paused: bool) {
        if let Err(error) = self.listeners.pause(paused) {
            tracing::warn!(%error, "the listeners could not be paused");
        }
    }

    /// What is behind the admin socket, for those who run the daemon in their own process.
    pub fn administration(&self) -> &impl Administration {
        &*self.administration
    }

    /// The same as `status` on the admin socket.
    pub async fn status(&self) -> Result<serde_json::Value, Problem> {
        self.administration.status().await
    }

    /// Whether the root supervisor and the store's writer both answer within `limit`. This, and not
    /// that the process is there, is what feeds the watchdog.
    pub async fn health(&self, limit: Duration) -> Result<(), Unhealthy> {
        self.root
            .inspect(limit)
            .await
            .map_err(|error| Unhealthy::Root(error.to_string()))?;
        self.context
            .writer_answers(limit)
            .await
            .map_err(|error| Unhealthy::Store(error.to_string()))
    }

    /// Returns when the tree has ended, which it does of itself only when its actors keep failing.
    pub async fn ended(&self) {
        // Without a limit it fails in no way.
        drop(self.root_actor.wait(None).await);
    }

    /// Takes no connections any more, answers what is under way, drains the tenants and closes the
    /// store, all by the deadline. Calling it again is harmless.
    pub async fn drain(&self, deadline: Duration) -> Drained {
        let started = Instant::now();
        let left = || deadline.saturating_sub(started.elapsed());
        self.news.end();
        if let Err(error) = self.listeners.close(left()).await {
            // A dead actor accepts nothing; the connections can be asked directly.
            tracing::debug!(%error, "the listeners actor does not answer");
            self.sockets.clear();
            self.connections.close();
        }
        let connections_cut = self.connections.finished(left()).await;
        // The tenants get their time even when the connections have used up all of it.
        let tenants = self.tenants.drain(left().max(LEAST)).await;
        if let Err(error) = tenants {
            tracing::warn!(%error, "not all tenants have drained");
        }
        drop(self.root_actor.drain_and_wait(Some(LEAST)).await);
        let store = self.context.store.clone();
        if tokio::task::spawn_blocking(move || store.close())
            .await
            .is_err()
        {
            tracing::error!("the store did not close");
        }
        Drained {
            connections_cut,
            tenants_drained: tenants.is_ok(),
        }
    }
}

#[cfg(test)]
impl Daemon {
    pub(crate) fn context(&self) -> &Context {
        &self.context
    }

    pub(crate) fn tenants(&self) -> &TenantsHandle {
        &self.tenants
    }

    pub(crate) fn look_for_what_is_due(&self) {
        self.administration.wake_up.nudge();
    }

    pub(crate) fn root_actor(&self) -> &ActorRef<RootMessage> {
        &self.root_actor
    }
}

/// What each step of a drain gets, however late it is.
const LEAST: Duration = Duration::from_secs(2);

#[cfg(test)]
mod tests;
