//! The start order, the life and the end of `rosterd serve`.

use std::{process::ExitCode, sync::Arc, time::Duration};

use actors::{Daemon, clock::System};
use settings::Settings;

use crate::{
    cli::{print, serve::Serve},
    error::Error,
    logging::Logging,
    service_manager,
    signals::{Signal, Signals},
};

/// Starts everything, serves until a signal says otherwise, drains, ends.
pub(crate) fn serve(flags: &Serve) -> Result<ExitCode, Error> {
    let settings = flags.settings()?;
    let logging = Logging::start(&settings.log);
    install_tls_provider();
    runtime()?.block_on(live(flags, settings, &logging))
}

/// The daemon's runtime: one worker a core.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Error> {
    Ok(tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?)
}

/// The process's one choice of cryptography, made before anything asks for it.
pub(crate) fn install_tls_provider() {
    if rustls::crypto::aws_lc_rs::default_provider()
        .install_default()
        .is_err()
    {
        tracing::debug!("a TLS provider was installed before");
    }
}

/// Starts the daemon on the machine's clock.
pub(crate) async fn start(settings: Settings) -> Result<Daemon, Error> {
    Ok(Daemon::start(settings, Arc::new(System)).await?)
}

/// Ends a daemon: readiness off, nothing new accepted, what is under way finished. A second
/// TERM or INT ends at once (O8).
pub(crate) async fn drain(daemon: &Daemon, limit: Duration, signals: &mut Signals) -> ExitCode {
    service_manager::stopping();
    tracing::info!("draining");
    let finished = daemon.drain(limit);
    tokio::pin!(finished);
    loop {
        tokio::select! {
            drained = &mut finished => {
                let cut = drained.connections_cut;
                tracing::info!(connections_cut = cut, "stopped");
                return ExitCode::SUCCESS;
            }
            signal = signals.next() => {
                if signal == Signal::Terminate {
                    tracing::warn!("told a second time: stopping at once");
                    // Not by returning: what hangs would be waited for on the way out.
                    std::process::exit(1);
                }
            }
        }
    }
}

async fn live(flags: &Serve, settings: Settings, logging: &Logging) -> Result<ExitCode, Error> {
    // Caught first: a signal during the start must not leave the store open half-way.
    let mut signals = Signals::catch()?;
    let mut in_force = settings.clone();
    let daemon = start(settings).await?;
    tracing::info!("serving");
    service_manager::ready("serving");
    let watchdog = watch(&daemon);
    tokio::pin!(watchdog);
    loop {
        let signal = tokio::select! {
            signal = signals.next() => signal,
            () = &mut watchdog => continue,
            () = daemon.ended() => {
                tracing::error!("the supervision tree has ended: giving up");
                drain(&daemon, in_force.server.drain, &mut signals).await;
                return Ok(ExitCode::FAILURE);
            }
        };
        match signal {
            Signal::Terminate => break,
            Signal::Reload => in_force = reload(&daemon, flags, logging, in_force).await,
            Signal::Summarise => summarise(&daemon).await,
            Signal::Reopen => tracing::info!("logs go to stderr: there is no file to reopen"),
        }
    }
    Ok(drain(&daemon, in_force.server.drain, &mut signals).await)
}

/// Either the new settings are in force as a whole, or the old ones stay as a whole (O7).
async fn reload(daemon: &Daemon, flags: &Serve, logging: &Logging, old: Settings) -> Settings {
    service_manager::reloading();
    match try_reload(daemon, flags).await {
        Ok((new, generation)) => {
            logging.reload(&new.log);
            tracing::info!(generation, "configuration reloaded");
            service_manager::ready(&format!("serving, configuration {generation}"));
            new
        }
        Err(error) => {
            let error = print::chain(&error);
            tracing::error!(
                error,
                "configuration not reloaded: the old one stays in force"
            );
            service_manager::ready("serving; the last reload was refused");
            old
        }
    }
}

async fn try_reload(daemon: &Daemon, flags: &Serve) -> Result<(Settings, u64), Error> {
    let new = flags.settings()?;
    let generation = daemon.reload(new.clone()).await?;
    Ok((new, generation))
}

/// Tells the service manager that the daemon lives, each time both its halves have answered.
async fn watch(daemon: &Daemon) {
    let Some(interval) = service_manager::watchdog_interval() else {
        return std::future::pending().await;
    };
    let mut ticks = tokio::time::interval(interval);
    loop {
        ticks.tick().await;
        match daemon.health(interval).await {
            Ok(()) => service_manager::alive(),
            Err(error) => tracing::error!(%error, "not well: the watchdog is not fed"),
        }
    }
}

async fn summarise(daemon: &Daemon) {
    match daemon.status().await {
        Ok(status) => tracing::info!(%status, "state"),
        Err(problem) => tracing::warn!(problem = problem.detail, "the state can't be had"),
    }
}
