//! `rosterd serve`

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use settings::{Listener, LogFormat, Settings};

use crate::{boot, error::Error};

/// Flags win over the file, also after a reload.
#[derive(Debug, Clone, Args)]
pub(crate) struct Serve {
    /// The configuration file. [default: /etc/rosterd/config.toml if there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The directory of the database.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Listen here, and nowhere else, for SCIM over plain HTTP; loopback only.
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// The admin socket.
    #[arg(long, value_name = "PATH")]
    socket: Option<PathBuf>,
    /// Log one JSON object a line, as with `log.format = "json"`.
    #[arg(long)]
    json: bool,
}

impl Serve {
    pub(super) fn run(self) -> Result<ExitCode, Error> {
        boot::serve(&self)
    }

    /// The file's settings with the flags on top.
    pub(crate) fn settings(&self) -> Result<Settings, Error> {
        let mut settings = match self.file() {
            Some(path) => Settings::read(path)?,
            None => Settings::default(),
        };
        if let Some(data) = &self.data {
            settings.store.path.clone_from(data);
        }
        if let Some(address) = self.listen {
            settings.listeners = vec![loopback(address)?];
        }
        if let Some(socket) = &self.socket {
            settings.admin.socket.clone_from(socket);
        }
        if self.json {
            settings.log.format = LogFormat::Json;
        }
        Ok(settings)
    }

    fn file(&self) -> Option<&Path> {
        let usual = Path::new("/etc/rosterd/config.toml");
        self.config
            .as_deref()
            .or_else(|| usual.is_file().then_some(usual))
    }
}

/// A plain listener for `--listen`.
pub(super) fn loopback(address: SocketAddr) -> Result<Listener, Error> {
    if settings::is_loopback(address) {
        return Ok(Listener::Tcp { address, tls: None });
    }
    Err(Error::Argument(format!(
        "--listen {address}: plain HTTP is served on loopback only; \
         give the listener a certificate in the configuration file"
    )))
}
