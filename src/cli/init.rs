//! `rosterd init`

use std::{
    fs::OpenOptions,
    io::{self, ErrorKind, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::PathBuf,
    process::ExitCode,
};

use clap::Args;
use serde_json::json;

use super::print;
use crate::error::Error;

/// The annotated reference at the root of the tree: one text, shipped and tested.
const REFERENCE: &str = include_str!("../../config.toml");

#[derive(Debug, Args)]
pub(super) struct Init {
    /// Where to write the file; one that exists is left alone
    #[arg(long, value_name = "FILE", default_value = "/etc/rosterd/config.toml")]
    config: PathBuf,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
}

impl Init {
    pub(super) fn run(self) -> Result<ExitCode, Error> {
        let failed = |source| Error::File {
            path: self.config.clone(),
            source,
        };
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o640)
            .open(&self.config)
            .map_err(|source| match source.kind() {
                ErrorKind::AlreadyExists => failed(io::Error::new(
                    ErrorKind::AlreadyExists,
                    "there is such a file already, and it is left as it is",
                )),
                _ => failed(source),
            })?;
        file.write_all(REFERENCE.as_bytes()).map_err(failed)?;
        if self.json {
            print::json(&json!({ "written": self.config }))?;
        } else {
            print::line(format!("wrote {}", self.config.display()));
            print::line("next: edit it, then `rosterd check`, then `rosterd serve`");
        }
        Ok(ExitCode::SUCCESS)
    }
}
