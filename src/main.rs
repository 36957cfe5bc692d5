//! rosterd: a provisioning daemon. Directories push to it over SCIM 2.0; an app's members follow.

mod admin_client;
mod boot;
mod cli;
mod error;
mod logging;
mod service_manager;
mod signals;
mod spreadsheet;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    match cli::run(arguments) {
        Ok(code) => code,
        Err(error) => {
            cli::print::error(&error);
            ExitCode::from(error.exit_code())
        }
    }
}
