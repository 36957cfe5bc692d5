//! A panic on demand, so that the release binary can be shown to survive one.

/// Panics if the directory named by `ROSTERD_FAULTS` holds a file `panic-http`, and takes the file
/// away: the next request panics, the one after it doesn't.
#[cfg(feature = "fault-injection")]
pub(crate) fn panic_if_asked() {
    let asked = std::env::var_os("ROSTERD_FAULTS")
        .map(|directory| std::path::Path::new(&directory).join("panic-http"))
        .is_some_and(|file| std::fs::remove_file(file).is_ok());
    assert!(!asked, "a panic was asked for by ROSTERD_FAULTS");
}

/// Nothing without the feature.
#[cfg(not(feature = "fault-injection"))]
pub(crate) const fn panic_if_asked() {}
