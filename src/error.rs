//! What a verb can fail with, and the exit code that scripts see.

use std::{io, path::PathBuf};

use actors::app::{ReloadError, StartError};
use rosterd_http::admin::Problem;

use crate::spreadsheet::SheetError;

/// Printed on stderr with its sources, once, by `main`.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The configuration file or a flag is wrong; nothing was started.
    #[error(transparent)]
    Settings(#[from] settings::Error),
    /// The daemon could not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The new configuration was not taken; the old one is in force.
    #[error(transparent)]
    Reload(#[from] ReloadError),
    /// A certificate or key cannot be used.
    #[error(transparent)]
    Transport(#[from] transport::Error),
    /// No daemon answers on the admin socket.
    #[error(
        "no daemon answers on {}: {source}\n  is rosterd running, and is this its admin socket? (--socket PATH)",
        socket.display()
    )]
    NoDaemon {
        /// The socket that was tried.
        socket: PathBuf,
        /// Why it could not be used.
        source: io::Error,
    },
    /// The daemon hung up or answered something that is not its admin API.
    #[error("the daemon's answer could not be read: {0}")]
    Answer(String),
    /// The daemon said no.
    #[error("{}", .0.detail)]
    Refused(Box<Problem>),
    /// A persona objected or could not reach the server.
    #[error(transparent)]
    Persona(#[from] simulate::Failure),
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file is not the table that it should be.
    #[error("{}: {source}", path.display())]
    Sheet {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: SheetError,
    },
    /// An argument that clap cannot judge.
    #[error("{0}")]
    Argument(String),
    /// Everything else that the system refuses.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Error {
    /// 1: the verb failed; 2: wrong usage or configuration; 3: no daemon answers.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Settings(_) | Self::Argument(_) | Self::Sheet { .. } => 2,
            Self::NoDaemon { .. } => 3,
            _ => 1,
        }
    }
}
