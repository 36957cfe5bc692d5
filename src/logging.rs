//! Logs: to stderr, as text for people or as JSON lines, at a level that a reload can change.

use std::io::{self, IsTerminal as _};

use settings::{Log, LogFormat};
use tracing_subscriber::{
    EnvFilter, Layer as _, Registry, layer::SubscriberExt as _, reload,
    util::SubscriberInitExt as _,
};

/// Changes the level of a running daemon.
#[derive(Debug, Clone)]
pub(crate) struct Logging(reload::Handle<EnvFilter, Registry>);

impl Logging {
    /// Installs the process's subscriber. A second call leaves the first one in place.
    pub(crate) fn start(log: &Log) -> Self {
        let (filter, handle) = reload::Layer::new(EnvFilter::new(&log.level));
        let layer = tracing_subscriber::fmt::layer()
            .with_writer(io::stderr)
            .with_target(false);
        let layer = match log.format {
            // Colours are for a terminal; a journal keeps them as noise.
            LogFormat::Text => layer.with_ansi(io::stderr().is_terminal()).boxed(),
            LogFormat::Json => layer.json().flatten_event(true).boxed(),
        };
        if let Err(error) = tracing_subscriber::registry()
            .with(filter)
            .with(layer)
            .try_init()
        {
            tracing::debug!(%error, "logging was started before");
        }
        Self(handle)
    }

    /// Takes the level of new settings; the format needs a restart.
    pub(crate) fn reload(&self, log: &Log) {
        if let Err(error) = self.0.reload(EnvFilter::new(&log.level)) {
            tracing::warn!(%error, "the log level could not be changed");
        }
    }
}
