//! Faults for the tests of the release binary: files in `$ROSTERD_FAULTS` that make the daemon
//! misbehave. Only with the cargo feature `fault-injection`; without it nothing here looks at a
//! file.

use jiff::SignedDuration;

/// The directory handler panics on its next message.
pub(crate) const PANIC_DIRECTORY: &str = "panic-directory";
/// The directory actor dies on its next message.
pub(crate) const KILL_DIRECTORY: &str = "kill-directory";

#[cfg(feature = "fault-injection")]
mod files {
    use std::{fs, path::PathBuf};

    fn path(name: &str) -> Option<PathBuf> {
        std::env::var_os("ROSTERD_FAULTS").map(|folder| PathBuf::from(folder).join(name))
    }

    pub(super) fn text(name: &str) -> Option<String> {
        fs::read_to_string(path(name)?).ok()
    }

    pub(super) fn take(name: &str) -> bool {
        path(name).is_some_and(|path| fs::remove_file(path).is_ok())
    }
}

/// Whether the fault is armed; it strikes once, so its file is removed.
#[cfg(feature = "fault-injection")]
pub(crate) fn take(name: &str) -> bool {
    let armed = files::take(name);
    if armed {
        tracing::warn!(name, "fault injected");
    }
    armed
}

/// Never, without the feature.
#[cfg(not(feature = "fault-injection"))]
pub(crate) const fn take(_: &str) -> bool {
    false
}

/// Panics if the fault is armed.
pub(crate) fn panic_if_armed(name: &str) {
    assert!(!take(name), "injected fault: {name}");
}

/// By how much the machine's clock is said to be wrong: the seconds in `clock-offset`.
pub(crate) fn clock_offset() -> SignedDuration {
    #[cfg(feature = "fault-injection")]
    if let Some(seconds) = files::text("clock-offset").and_then(|text| text.trim().parse().ok()) {
        return SignedDuration::from_secs(seconds);
    }
    SignedDuration::ZERO
}
