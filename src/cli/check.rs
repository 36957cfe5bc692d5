//! `rosterd check`

use std::{path::PathBuf, process::ExitCode};

use actors::clock::{Clock as _, System};
use clap::Args;
use serde_json::json;
use settings::{Listener, Settings};

use super::print;
use crate::error::Error;

#[derive(Debug, Args)]
pub(super) struct Check {
    /// The configuration file.
    #[arg(long, value_name = "FILE", default_value = "/etc/rosterd/config.toml")]
    config: PathBuf,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
}

impl Check {
    /// Exit code 0: the file is right, 2: it is not.
    pub(super) fn run(self) -> Result<ExitCode, Error> {
        match self.checked() {
            Ok(settings) => {
                if self.json {
                    let listeners = settings.listeners.len();
                    print::json(&json!({ "valid": true, "listeners": listeners }))?;
                } else {
                    print::line(format!("{} is valid", self.config.display()));
                }
                Ok(ExitCode::SUCCESS)
            }
            Err(error) => {
                if self.json {
                    let problem = print::chain(&error);
                    print::json(&json!({ "valid": false, "problem": problem }))?;
                } else {
                    print::error(&error);
                }
                Ok(ExitCode::from(2))
            }
        }
    }

    /// The file itself, then what it points at.
    fn checked(&self) -> Result<Settings, Error> {
        let settings = Settings::read(&self.config)?;
        let now = System.now();
        for listener in &settings.listeners {
            transport::check(listener)?;
        }
        for tls in settings.listeners.iter().filter_map(Listener::tls) {
            if !transport::validity(tls)?.contains(now) {
                let path = tls.certificate.display();
                return Err(Error::Argument(format!(
                    "the certificate {path} is not valid now"
                )));
            }
        }
        Ok(settings)
    }
}
