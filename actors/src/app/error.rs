//! Why a daemon does not start, does not reload, or is not well.

use store::error::EngineError;

use crate::{ids::NoRandomness, listeners::BindError};

/// Why there is no daemon.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A listener cannot be had.
    #[error("a listener cannot be bound")]
    Bind(#[from] BindError),
    /// The operating system gives no random bytes.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The key under which things are signed can't be kept in a new store; with the reason.
    #[error("the store's signing key cannot be written: {0}")]
    SigningKey(String),
    /// The store cannot be opened.
    #[error("the store cannot be opened")]
    Store(#[from] EngineError),
    /// Opening the store panicked; the log has the panic.
    #[error("opening the store panicked")]
    StorePanicked,
    /// The tree of actors refused to start.
    #[error("the actors cannot be started")]
    Tree(#[from] ractor::SpawnErr),
}

/// Why a reload was refused. The settings in force are unchanged.
#[derive(Debug, thiserror::Error)]
pub enum ReloadError {
    /// A listener, or its TLS material, cannot be had.
    #[error("a listener cannot be changed")]
    Bind(#[from] BindError),
    /// These keys only change with a restart.
    #[error("a restart is needed to change {}", .0.join(", "))]
    NeedsRestart(Vec<&'static str>),
}

/// Who does not answer, and how.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unhealthy {
    /// The root supervisor.
    #[error("the root supervisor: {0}")]
    Root(String),
    /// The store's writer.
    #[error("the store's writer: {0}")]
    Store(String),
}
