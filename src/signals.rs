//! Signals as values: HUP reloads, TERM and INT end, USR2 writes a summary of the state to the log.

use std::io;

use tokio::signal::unix::{Signal as Stream, SignalKind, signal};

/// What an operator or the service manager asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signal {
    /// HUP.
    Reload,
    /// TERM or INT.
    Terminate,
    /// USR2.
    Summarise,
    /// USR1: logs go to stderr, so there is no file to reopen; caught because the default action
    /// would end the daemon.
    Reopen,
}

/// Where signals come from. Repeated ones of a kind that wait are delivered once.
#[derive(Debug)]
pub(crate) struct Signals {
    hangup: Stream,
    terminate: Stream,
    interrupt: Stream,
    user1: Stream,
    user2: Stream,
}

impl Signals {
    /// From here on the process no longer dies of these signals.
    pub(crate) fn catch() -> io::Result<Self> {
        Ok(Self {
            hangup: signal(SignalKind::hangup())?,
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            user1: signal(SignalKind::user_defined1())?,
            user2: signal(SignalKind::user_defined2())?,
        })
    }

    /// Waits for the next one; cancel-safe.
    pub(crate) async fn next(&mut self) -> Signal {
        tokio::select! {
            _ = self.hangup.recv() => Signal::Reload,
            _ = self.terminate.recv() => Signal::Terminate,
            _ = self.interrupt.recv() => Signal::Terminate,
            _ = self.user1.recv() => Signal::Reopen,
            _ = self.user2.recv() => Signal::Summarise,
        }
    }

    /// Waits until somebody asks for the end; other signals are let pass.
    pub(crate) async fn terminated(&mut self) {
        while self.next().await != Signal::Terminate {}
    }
}
