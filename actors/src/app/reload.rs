//! A reload in two phases: everything that can fail is built first, then it is put in force whole.

use std::sync::Arc;

use rosterd_http::HttpOptions;
use settings::Settings;

use super::{Daemon, ReloadError};

pub(super) async fn reload(daemon: &Daemon, settings: Settings) -> Result<u64, ReloadError> {
    let running = daemon.context.in_force.load();
    let fixed = running.settings.needs_restart(&settings);
    if !fixed.is_empty() {
        return Err(ReloadError::NeedsRestart(fixed));
    }
    // New sockets are bound and TLS material is checked; dropping `prepared` lets go of them.
    let prepared = daemon.sockets.prepare(&settings).await?;

    daemon.sockets.take_over(prepared)?;
    daemon
        .http_options
        .store(Arc::new(HttpOptions::from(&settings)));
    // Rate limits, time limits and the like are read from what is in force when they are used.
    let generation = daemon.context.in_force.replace(settings);
    let in_force = daemon.context.in_force.load();
    daemon.context.issuer_keys.reload(&in_force.settings.oauth);
    daemon.listeners.sockets_changed();
    Ok(generation)
}
